"""20 planted marks: nothing that was said stands readable in a file, before or after delete."""

import base64
import json
import re
from datetime import date
from pathlib import Path

import msgspec

from hbself.keeping import backups, supporters, vault
from hbself.model.said import Person, Said
from tests.support.opening import new_card
from tests.support.sharing import COFFEE, SAID, share
from tests.support.visitor import Visitor
from tests.support.whole_proposal import whole

TODAY = date.today()


# What a person and a supporter say.
MARKS = {
    "name 1": "Helmiina",
    "name 2": "Esimerkki",
    "name 3": "Väinämö",
    "answer 1": "Kultainennoutaja",
    "answer 2": "Ukkosmyrsky",
    "own item": "Purjelentäminen",
    "note 1": "Jokaviikkoinen",
    "note 2": "Rivitalokaksio",
    "card's word": "Tähtikortti",
    "reader 1": "Sosiaalivirtanen",
    "reader 2": "Lukkolukija",
    "supporter": "Mikaelanton",
    "supporter's answer 1": "Aamuherääminen",
    "supporter's answer 2": "Melusaaste",
}


def plant(owner: Visitor, helper: Visitor, said_by) -> dict[str, str]:
    """A person and a supporter use every place that takes words; the site makes codes and tokens.
    All that must stay unseen.
    """
    owner.post(
        "people/new", {"person_name": "Helmiina Esimerkki", "person_role": "sister", "do": "save"}
    )
    owner.post("people/new", {"person_name": "Väinämö", "do": "save"})
    owner.post("set/now/ln3", {"text": "Kultainennoutaja odottaa.", "do": "next"})
    owner.post("set/now/ln4", {"text": "Ukkosmyrsky pelottaa.", "do": "next"})
    owner.post(
        "set/important/im1",
        {"answer": "home", "own0": "Purjelentäminen", "note": "Jokaviikkoinen", "do": "next"},
    )
    owner.post("set/rights/ri1", {"answer": "me", "note": "Rivitalokaksio", "do": "next"})
    owner.post("key", {"picture": "coffee", "word": "Tähtikortti"})
    tokens = [
        share(owner, reader="Sosiaalivirtanen"),
        share(owner, reader="Lukkolukija", number="0420"),
    ]
    owner.press(owner.get("helpers"), name="Mikaelanton")
    record = said_by(owner)
    helper.press(helper.get(f"h/{record.keeping.supporters[0].token}"))
    helper.post("view/set/now/ln3", {"text": "Aamuherääminen rauhassa.", "do": "next"})
    helper.post("view/set/now/ln4", {"text": "Melusaaste häiritsee.", "do": "next"})
    key = vault.from_cookie(owner.key())
    return MARKS | {
        "code": record.keeping.code,
        "link 1": tokens[0],
        "link 2": tokens[1],
        "supporter's link": record.keeping.supporters[0].token,
        "cookie": owner.key(),
        "supporter's cookie": helper.http.get_cookie("view").value,
        "role": '"sister"',
        "question": "now.ln3",
        "key": key.master.hex(),
        "data key": key.data.hex(),
    }


def forms(mark: str) -> set[bytes]:
    """A mark in every way in which it could stand in a file."""
    texts = {mark, mark.lower(), mark.upper(), json.dumps(mark)[1:-1]}
    found = {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be")}
    for raw in [mark.encode()] + (
        [bytes.fromhex(mark)] if re.fullmatch("[0-9a-f]{64}", mark) else []
    ):
        found |= {
            raw,
            raw.hex().encode(),
            base64.b64encode(raw).rstrip(b"=")[:-1],
            base64.urlsafe_b64encode(raw).rstrip(b"=")[:-1],
        }
    return found


def files(path: Path, backup: Path) -> bytes:
    """All bytes of the database, its log and index, and of a backup made now."""
    backup.unlink(missing_ok=True)
    backups.backup(path, backup)
    return b"".join(p.read_bytes() for p in path.parent.iterdir() if p.is_file())


def pieces_of(boxes: list[tuple]) -> list:
    """Pieces of sealed boxes, and their ids."""
    cut = [box[at : at + 24] for _, box in boxes for at in range(13, len(box) - 24, 1000)]
    return cut + [id for id, _ in boxes]


def test_planted_marks_are_in_no_file_before_and_after_delete(
    app, person_with, client, said_by, tmp_path
):
    owner, helper = person_with(Said(by="me", length="everything")), client("fi")
    held = app.extensions["hbself"].store
    path, backup = app.extensions["hbself"].config.database, tmp_path / "backup"
    marks = plant(owner, helper, said_by)
    assert len(marks) >= 20 and len(set(marks.values())) == len(marks)
    record, view = (
        said_by(owner),
        supporters.record_of(held, said_by(owner).keeping.supporters[0], TODAY, 12),
    )
    told = msgspec.json.encode((record, view)).decode()
    assert [name for name in list(marks)[:18] if marks[name] not in told] == [], (
        "it was really said"
    )
    boxes = held.db.execute("SELECT id, box FROM boxes").fetchall()
    pieces = pieces_of(boxes)
    raw = files(path, backup)
    assert len(boxes) == 4 and all(piece in raw for piece in pieces), "we look into the right files"
    assert [name for name, mark in marks.items() for form in forms(mark) if form in raw] == []
    new_card(owner)
    marks |= {
        "new code": said_by(owner).keeping.code,
        "new cookie": owner.key(),
        "supporter's new link": said_by(owner).keeping.supporters[0].token,
    }
    raw = files(path, backup)
    assert [piece for piece in pieces if piece in raw] == [], (
        "what was sealed under the old card is overwritten"
    )
    boxes = held.db.execute("SELECT id, box FROM boxes").fetchall()
    pieces += pieces_of(boxes)
    owner.press(owner.get("delete"))
    held.purge("2026-01")
    raw = files(path, backup)
    assert [piece for piece in pieces if piece in raw] == [] and held.stats()[0] == []
    assert [name for name, mark in marks.items() for form in forms(mark) if form in raw] == []


def test_the_search_finds_what_is_there(tmp_path):
    """A mark written in the open is found in each form."""
    for text in ("Kultainennoutaja", "Väinämö"):
        for body in (
            text.encode(),
            text.encode("utf-16-le"),
            json.dumps({"a": text}).encode(),
            base64.b64encode(text.encode()),
            text.encode().hex().encode(),
        ):
            assert any(form in b"\0\0" + body + b"\0\0" for form in forms(text)), (text, body)


def test_a_deleted_person_is_not_found_in_the_people_of_others(app, person_with):
    owner, other = (
        person_with(SAID),
        person_with(msgspec.structs.replace(SAID, people=(Person("person-1", "Otto"),))),
    )
    owner.press(owner.get("delete"))
    assert "Otto" in other.get("people").html and COFFEE in whole(other).html
    assert sum(number for *_, number in app.extensions["hbself"].store.stats()[0]) == 1
