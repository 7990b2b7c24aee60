"""Boxes as a newer version of the site would have written them."""

import msgspec

from hbself.keeping import records, vault


def now(**said) -> dict:
    """The text of a record's box of today's format."""
    return {"format": records.FORMAT, "said": {"by": "me", **said}}


# What a newer version may have put into a box: a higher number; a field, or a value, that this
# version does not know.
NEWER = {
    "number": {
        "format": records.FORMAT + 1,
        "said": {"by": "me", "answers": {"now.ln3": {"text": "Tulevaisuudesta"}}},
    },
    "far": {"format": 99, "answers": [], "sets": {"x": 1}},
    "field": now(answers={"now.ln3": {"text": "Tulevaisuudesta", "voice": "x"}}),
    "field-here": now(money="12"),
    "field-beside": now() | {"photos": {"x": 1}},
    "value": now(answers={"now.ln3": {"text": "Tulevaisuudesta", "state": "half-given"}}),
    "kind": {"format": records.FORMAT, "said": {"by": "boss"}},
    # of today's format, or of one before this with a field that is none of its
    "field-old": {"format": 2, "by": "me", "money": "12"},
    "field-first": {"by": "me", "answers": {"now.ln3": {"text": "Eilen", "voice": "x"}}},
}


def put(app, key: vault.Key, kind: str, value, expires: str = "2099-12") -> bytes:
    """Write a box as a newer version would have; gives its bytes."""
    box = vault.seal(key, kind, value if isinstance(value, bytes) else msgspec.json.encode(value))
    app.extensions["hbself"].store.db.execute(
        "UPDATE boxes SET box = ?, expires = ? WHERE id = ? AND kind = ?",
        (box, expires, key.id, kind),
    )
    return box


def held(app, key: vault.Key, kind: str) -> bytes:
    return app.extensions["hbself"].store.get(key.id, kind).box
