"""What a newer version of the site has written is kept whole, and told kindly; a new field never
comes without a new number.
"""

from datetime import date

import msgspec
import pytest

from hbself.keeping import boxes, copies, drafts, records, vault
from hbself.model.document import Line, Part, Proposal, ProposalSection
from hbself.model.languages import LANGUAGES
from hbself.model.record import Keeping, Record, Share, Supporter
from hbself.model.said import Answer, Card, Goal, Paper, Person, Said
from tests.support.newer import NEWER, held, put
from tests.support.sharing import SAID

TODAY = date.today()
# All that is sealed, with its fields. Who changes a line here raises records.FORMAT, too, and
# sets the new number below.
SEALED = {
    Record: "said keeping",
    Said: "started by length answers people goals confirmed lines at card paper",
    Keeping: "code shares draft helpers helper coming former nearly reading looks",
    Goal: "id of",
    Answer: "state options people own text date note change by simple day",
    Person: "id name role away",
    Card: "picture word",
    Paper: "name meeting asked",
    Share: "token reader sections until made number back",
    Supporter: "token name made hidden printed id",
    copies.Copy: "reader until proposal locked tries opened last sections language pressed",
    Proposal: (
        "language title intro day day_text sections mirror missing worker waiting name meeting"
    ),
    ProposalSection: "id title picture parts",
    Part: "title lines",
    Line: "id text picture lead own sources by included alone",
    drafts.Held: "pages sent",
    drafts.Draft: "fields tab turn",
}
NUMBER = 5
VALUES = {"state": {"given", "unknown", "skipped"}, "by": {"", "me", "helped"}}


def test_a_new_field_raises_the_number():
    """Else a worker of the version before would lose it at the next save. Fields never go: earlier
    boxes hold them.
    """
    assert {
        kind: " ".join(kind.__struct_encode_fields__) for kind in SEALED
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


# The pages that are asked for, and what they all say; the forms that are sent, filled in.
READ = (
    "",
    "map",
    "set/now/ln3",
    "people",
    "proposal",
    "take",
    "name/take",
    "take/pdf",
    "take/data",
    "shares",
    "helpers",
    "key",
    "key/new",
    "kept",
    "stop",
    "bring-back/how",
)
SAFE = {
    "fi": "Vastauksesi ovat tallessa",
    "sv": "Dina svar finns kvar",
    "en": "Your answers are safe",
}
SENT = (
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
    "name/take",
    "delete",
    "device",
)
FILLED = {
    "text": "Minun sanani.",
    "answer": "me",
    "person_name": "Helmi",
    "name": "Mika",
    "word": "Kissa",
    "known": "0",
    "do": "next",
    "picture": "key",
}


@pytest.mark.parametrize("name", NEWER)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_newer_record_is_told_and_never_written(app, person_with, client, said_by, name, lang):
    owner = person_with(SAID, lang)
    code, cookie = said_by(owner).keeping.code, owner.key()
    key = vault.from_cookie(cookie)
    box = put(app, key, boxes.RECORD, NEWER[name] | {"code": code})
    for path in READ:
        page = owner.get(path, 503)
        assert SAFE[lang] in page.text
        assert "/reading" not in "".join(page.tree.xpath("//main//a/@href"))
    for path in SENT:
        page = owner.post(path, FILLED | {"answer": "own"} if path == "device" else FILLED, 503)
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
