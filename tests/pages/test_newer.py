"""What a newer version of the site has written is kept whole, and told kindly; a new field never
comes without a new number.
"""

from datetime import date

import msgspec
import pytest

from hbself.keeping import boxes, copies, drafts, records, supporters, vault
from hbself.model.document import Line, Part, Proposal, SectionOf
from hbself.model.languages import LANGUAGES
from hbself.model.record import Helper, Keeping, Record, Share
from hbself.model.said import Answer, Card, Goal, Person, Said
from tests.support.opening import TOLD, upload
from tests.support.sharing import SAID, share

TODAY = date.today()
# All that is sealed, with its fields. Who changes a line here raises records.FORMAT, too, and
# sets the new number below.
SEALED = {
    Record: "said keeping",
    Said: "started by length answers people goals confirmed lines at card",
    Keeping: "code shares draft helpers helper coming former nearly",
    Goal: "id of",
    Answer: "state options people own text date note change by simple day",
    Person: "id name role away",
    Card: "picture word",
    Share: "token reader sections until made number back",
    Helper: "token name made hidden printed id",
    copies.Copy: "reader until proposal locked tries opened last sections language pressed",
    Proposal: "language title intro day day_text sections mirror missing worker",
    SectionOf: "id title picture parts",
    Part: "title lines",
    Line: "id text picture lead own sources by included",
    drafts.Held: "pages sent",
    drafts.Draft: "fields tab turn",
}
NUMBER = 3
VALUES = {"state": {"given", "unknown", "skipped"}, "by": {"", "me", "helped"}}


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


def test_a_new_field_raises_the_number():
    """Else a worker of the version before would lose it at the next save. Fields never go: earlier
    boxes hold them.
    """
    assert {
        kind: " ".join(kind.__struct_fields__) for kind in SEALED
    } == SEALED and records.FORMAT == NUMBER, (
        "a field has come or gone: raise records.FORMAT, and write both down here"
    )
    assert all(kind.__struct_config__.forbid_unknown_fields for kind in SEALED)
    assert {
        name: set(
            msgspec.inspect.type_info(kind).fields[kind.__struct_fields__.index(name)].type.values
        )
        for kind, name in ((Answer, "state"), (Answer, "by"))
    } == VALUES


def test_what_is_packed_comes_back_and_has_its_number():
    for value in (
        Record(),
        Record(Said(by="me", people=(Person("person-1", "Helmi"),)), Keeping("x")),
        Said(by="me"),
        copies.Copy("Reijo", "2026-12-01"),
    ):
        text = records.pack(value)
        assert (
            msgspec.json.decode(text)["format"] == records.FORMAT
            and records.unpack(text, type(value)) == value
        )
    copy = copies.Copy("Reijo", "2026-12-01")
    assert records.unpack(msgspec.json.encode(copy), copies.Copy) == copy, (
        "the first release wrote no number"
    )
    first = b'{"by":"me","code":"x","last":"set/now/ln1/home","people":[{"id":"person-1"}]}'
    assert records.unpack(first, Record) == Record(
        Said(by="me", at="now.ln1.home", people=(Person("person-1"),)), Keeping("x")
    )


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


@pytest.mark.parametrize("name", NEWER)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_newer_record_is_told_and_never_written(app, person_with, client, said_by, name, lang):
    owner = person_with(SAID, lang)
    code, cookie = said_by(owner).keeping.code, owner.key()
    key = vault.from_cookie(cookie)
    box = put(app, key, boxes.RECORD, NEWER[name] | {"code": code})
    for path in (
        "",
        "map",
        "set/now/ln3",
        "people",
        "proposal",
        "take",
        "take/pdf",
        "take/data",
        "shares",
        "helpers",
        "key",
        "key/new",
        "kept",
        "stop",
        "bring-back/how",
    ):
        page = owner.get(path, 503)
        assert {
            "fi": "Vastauksesi ovat tallessa",
            "sv": "Dina svar finns kvar",
            "en": "Your answers are safe",
        }[lang] in page.text
        assert "/reading" not in "".join(page.tree.xpath("//main//a/@href"))
    words = {
        "text": "Minun sanani.",
        "answer": "me",
        "person_name": "Helmi",
        "name": "Mika",
        "word": "Kissa",
        "known": "0",
        "do": "next",
        "picture": "key",
    }
    for path in (
        "who",
        "set/now/ln3",
        "set/now/said",
        "people/new",
        "how-much",
        "proposal",
        "key",
        "key/new",
        "key/new/card",
        "helpers",
        "share/who",
        "delete",
        "device",
    ):
        page = owner.post(path, words | {"answer": "own"} if path == "device" else words, 503)
        assert path != "set/now/ln3" or "Minun sanani." in page.text
    client(lang).post("open", {"code": code}, 503)
    assert held(app, key, boxes.RECORD) == box and owner.key() == cookie
    assert app.extensions["hbself"].store.stats()[0] == [(boxes.RECORD, "2099-12", 1)], (
        "no record has begun beside it"
    )


def test_a_newer_box_and_a_newer_cookie_of_the_vault(app, person, monkeypatch):
    visitor = person("fi")
    key = vault.from_cookie(visitor.key())
    db = app.extensions["hbself"].store.db
    db.execute("UPDATE boxes SET box = ?", (bytes([vault.VERSION + 1]) + bytes(90),))
    visitor.get("map", 503)
    monkeypatch.setattr(vault, "VERSION", vault.VERSION + 1)
    newer = vault.to_cookie(key, app.extensions["hbself"].secret)
    monkeypatch.undo()
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    visitor.http.set_cookie("key", newer)
    visitor.get("map", 503)
    visitor.get("", 503)
    assert visitor.key() == newer, "the browser keeps it"


def test_opening_a_newer_record_keeps_it_alive_and_whole(app, person):
    visitor = person("fi")
    key = vault.from_cookie(visitor.key())
    box = put(app, key, boxes.RECORD, NEWER["number"], expires=records.expires(TODAY, 0))
    visitor.get("map", 503)
    assert held(app, key, boxes.RECORD) == box
    assert app.extensions["hbself"].store.get(key.id, boxes.RECORD).expires == records.expires(
        TODAY, 12
    )


def test_an_old_record_gets_the_number_with_its_next_save(app, person):
    visitor = person("fi")
    key = vault.from_cookie(visitor.key())
    put(app, key, boxes.RECORD, {"by": "me"})
    visitor.press(visitor.get("set/now/ln3"), text="Kahvia.")
    assert (
        msgspec.json.decode(vault.unseal(key, boxes.RECORD, held(app, key, boxes.RECORD)))["format"]
        == records.FORMAT
    )


def test_a_supporters_newer_record_is_kept(app, person_with, client, said_by):
    owner = person_with(SAID)
    owner.press(owner.get("helpers"), name="Mika")
    (helper,) = said_by(owner).keeping.helpers
    theirs = vault.from_token(helper.token)
    box = put(
        app,
        theirs,
        boxes.RECORD,
        NEWER["number"] | {"helper": "Mika"},
        expires=records.expires(TODAY, 0),
    )
    guest = client("fi")
    guest.get(f"h/{helper.token}", 503)
    assert "Emme saa näitä vastauksia nyt auki" in owner.get(f"helpers/{helper.token}").text
    owner.get("proposal")
    assert held(app, theirs, boxes.RECORD) == box
    owner.get("map")
    # A new card takes the supporter's box along as it is.
    owner.press(owner.press(owner.get("key/new")))
    (helper,) = said_by(owner).keeping.helpers
    theirs = vault.from_token(helper.token)
    assert (
        msgspec.json.decode(vault.unseal(theirs, boxes.RECORD, held(app, theirs, boxes.RECORD)))[
            "said"
        ]["answers"]["now.ln3"]["text"]
        == "Tulevaisuudesta"
    )


UNREAD = {
    "fi": "Emme voi nyt näyttää, mitä Mika ajattelee.",
    "sv": "Vi kan inte visa nu vad Mika tycker.",
    "en": "We cannot show what Mika thinks now.",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("box", ["newer", "damaged", "gone"])
def test_a_supporters_box_that_cannot_be_read_closes_nothing_of_the_persons(
    app, person_with, client, said_by, lang, box
):
    """Their section is left out, and the page says whose; the other supporter's stays."""
    owner = person_with(SAID, lang)
    for name in ("Leila", "Mika"):
        owner.post("helpers", {"name": name})
    for helper, text in zip(
        said_by(owner).keeping.helpers, ("Tori on kaukana.", "Bussi on hyvä."), strict=False
    ):
        owner.post(f"helpers/{helper.token}", {"do": "print"})
        guest = client(lang)
        guest.press(guest.get(f"h/{helper.token}"))
        guest.press(guest.get("view/set/now/ln3"), text=text)
    token = share(owner, "now", *(supporters.view_id(h) for h in said_by(owner).keeping.helpers))
    assert "Mika" not in "".join(owner.get("proposal").all("p.status"))
    theirs = vault.from_token(said_by(owner).keeping.helpers[1].token)
    if box == "gone":
        app.extensions["hbself"].store.delete(theirs.id, boxes.RECORD)
    elif box == "newer":
        put(app, theirs, boxes.RECORD, NEWER["number"] | {"helper": "Mika"})
    else:
        app.extensions["hbself"].store.db.execute(
            "UPDATE boxes SET box = ? WHERE id = ?", (b"\x01" + bytes(90), theirs.id)
        )
    for path in ("proposal", "take", "share/who", "shares"):
        told = owner.get(path).all("p.status")
        assert UNREAD[lang] in told[0] and not any("Leila" in one for one in told)
    page = owner.get("proposal")
    assert "Tori on kaukana." in page.text and "Bussi on hyvä." not in page.text
    for kind in ("pdf", "word", "page", "data"):
        owner.file(f"take/{kind}")
    owner.post("proposal", {"out": "now.ln3:text"})
    assert UNREAD[lang] in owner.post(f"shares/{token}", {"do": "new"}).text, (
        "the new version is without it"
    )
    assert UNREAD[lang] not in owner.get("map").text


@pytest.mark.parametrize(
    "newer",
    [
        {"sound": "x"},
        {"pages": {"set/now/ln3": {"fields": [["text", "Tulevaisuudesta"]], "sound": "x"}}},
    ],
)
def test_newer_drafts_are_kept_whole(app, person, newer):
    visitor = person("fi")
    page = dict(visitor.get("set/now/ln3").fields()) | {"text": "Kesken.", "turn": "1"}
    assert visitor.http.post("/fi/draft", data=page).status_code == 204
    key = vault.from_cookie(visitor.key())
    box = put(app, key, boxes.DRAFTS, msgspec.msgpack.encode(newer))
    assert (
        "Kesken." not in visitor.get("set/now/ln3").html
        and "mutta et lähettänyt" in visitor.get("map").text
    )
    visitor.press(visitor.get("set/now/ln3"), text="Kahvia.")
    assert visitor.http.post("/fi/draft", data=page | {"turn": "2"}).status_code == 503
    assert held(app, key, boxes.DRAFTS) == box


@pytest.mark.parametrize("newer", [{"format": 99}, {"sound": "x"}])
def test_a_newer_copy_is_told_to_its_reader_and_kept(app, person_with, client, newer):
    owner, reader = person_with(SAID), client("sv")
    token = share(owner)
    key = vault.from_token(token)
    text = msgspec.json.decode(vault.unseal(key, boxes.COPY, held(app, key, boxes.COPY)))
    box = put(app, key, boxes.COPY, text | newer)
    for page in (
        reader.get(f"s/{token}", 503),
        reader.post(f"s/{token}", {"do": "open"}, 503),
        reader.post(f"s/{token}/pdf", {}, 503),
    ):
        assert (
            "Dina svar" not in page.text
            and "Fråga" not in page.h1
            and "som gav dig länken" in page.text
        )
        assert page.link("a.next") == "", "nothing but the same page"
    assert "Tämä on tallennettu uudemmalla sivustolla" in owner.get("shares").all("li.wish")[0]
    owner.post(f"shares/{token}", {"do": "new"}, 503)
    assert held(app, key, boxes.COPY) == box


def test_a_newer_file_that_waits_is_kept(app, person_with):
    owner = person_with(TOLD)
    key = vault.from_cookie(owner.key())
    body = owner.file("take/data").data
    upload(owner, "bring-back", "file", body, "a.json")
    box = put(app, key, boxes.BROUGHT, NEWER["number"])
    owner.get("bring-back/how", 503)
    owner.post("bring-back/how", {"answer": "file"}, 503)
    upload(owner, "bring-back", "file", body, "a.json", 503)
    assert held(app, key, boxes.BROUGHT) == box


def test_two_files_at_the_same_moment_the_later_one_waits(app, person_with, monkeypatch):
    """A failed put must not lead on to the other file's question."""
    owner = person_with(TOLD)
    store, real = app.extensions["hbself"].store, app.extensions["hbself"].store.put
    other = Said(answers={"now.ln3": Answer(text="Toinen välilehti")})
    file = owner.file("take/data").data

    def slower(*values):
        monkeypatch.setattr(store, "put", real)
        with app.test_request_context():
            key = vault.from_cookie(owner.key())
            real(
                key.id,
                boxes.BROUGHT,
                vault.seal(key, boxes.BROUGHT, records.pack(other)),
                "2099-12",
                0,
            )
        return real(*values)

    monkeypatch.setattr(store, "put", slower)
    upload(owner, "bring-back", "file", file, "a.json")
    key = vault.from_cookie(owner.key())
    assert (
        records.unpack(
            vault.unseal(key, boxes.BROUGHT, held(app, key, boxes.BROUGHT)), Said
        ).answers
        == TOLD.answers
    )
