"""What earlier versions of the site have left behind opens in this one: boxes, backups, files,
links, cards (made by keep.py).
"""

import gzip
import io
import json
from datetime import date
from types import SimpleNamespace

import msgspec
import pytest

from hbself import settings
from hbself.export import data
from hbself.keeping import backups, records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.web import factory, security, visit
from tests.support.keep import LANGUAGES
from tests.support.places import KEPT
from tests.support.visitor import Visitor

RELEASES = sorted(path.name for path in KEPT.iterdir())


def opened(release: str, name: str) -> bytes:
    """A kept file as it was made."""
    packed = KEPT / release / f"{name}.gz"
    return (
        gzip.decompress(packed.read_bytes())
        if packed.is_file()
        else (KEPT / release / name).read_bytes()
    )


@pytest.fixture(params=RELEASES)
def kept(request, tmp_path, monkeypatch):
    """`.site`: today's site, with the real cost of codes, on the database of a release; `.people`,
    `.file(name)`; it is its day.
    """
    told = json.loads(opened(request.param, "kept.json"))
    database = tmp_path / "answers.db"
    database.write_bytes(opened(request.param, "answers.db"))
    day = date.fromisoformat(told["day"])
    monkeypatch.setattr(visit, "date", type("Day", (date,), {"today": classmethod(lambda _: day)}))
    site = factory.create_app(settings.Config(database=database, secret=told["secret"]))
    monkeypatch.setattr(security.limiter, "enabled", False)
    yield SimpleNamespace(
        site=site,
        day=day,
        people=told["people"],
        database=database,
        file=lambda name: opened(request.param, name),
    )
    security.limiter.reset()


@pytest.fixture(params=range(len(LANGUAGES)), ids=LANGUAGES)
def one(request, kept):
    """One of the persons, as kept.json tells of them."""
    return SimpleNamespace(**kept.people[request.param])


def record(kept, one):
    """What the person's box holds now."""
    return records.read(
        kept.site.extensions["hbself"].store, vault.stretch(one.code), kept.day, 12
    )[0]


def open_card(kept, one) -> Visitor:
    """Another device opens the answers with the code from the card."""
    visitor = Visitor(kept.site, one.lang)
    visitor.press(
        visitor.post("open", {f"group{i}": one.code[4 * i : 4 * i + 4] for i in range(4)}),
        answer="own",
    )
    return visitor


def test_something_is_kept_of_each_release():
    assert {"a68ff73", "493f23c"} <= {*RELEASES}


def test_the_card_opens_and_answers_go_on_there(kept, one):
    before = record(kept, one).said
    visitor = open_card(kept, one)
    assert one.word in visitor.get("key").text
    for path in (
        "map",
        "people",
        "proposal",
        "take",
        "shares",
        "helpers",
        "kept",
        "set/important/said",
    ):
        visitor.get(path)
    page = visitor.get("set/now/ln3")
    visitor.press(page, text="Uusi vastaus.")
    visitor.post("people/new", {"person_name": "Uusi", "person_role": "", "known": "9"})
    after = record(kept, one).said
    assert after.answers.pop("now.ln3").text == "Uusi vastaus."
    assert {k: a for k, a in before.answers.items() if k != "now.ln3"} == after.answers
    assert (before.people, before.confirmed, before.lines, before.card) == (
        after.people[:-1],
        after.confirmed,
        after.lines,
        after.card,
    )
    assert after.lines == {one.out: False}


def test_the_cookie_still_opens(kept, one):
    visitor = Visitor(kept.site, one.lang)
    visitor.http.set_cookie("key", one.cookie)
    assert one.code[:4] in visitor.get("key").text


def test_a_link_shows_what_it_showed(kept, one):
    reader, owner = Visitor(kept.site, one.lang), open_card(kept, one)
    words = kept.site.extensions["hbself"].contents[one.lang].texts
    assert words["proposal.title"] in reader.post(f"s/{one.links['alive']}", {"do": "open"}).h1
    assert (
        words["proposal.title"]
        in reader.post(f"s/{one.links['locked']}", {"number": one.number}).h1
    )
    reader.post(f"s/{one.links['locked']}", {"number": "0000"}, 422)
    for name in ("ended", "back"):
        reader.post(f"s/{one.links[name]}", {"number": one.number}, 410)
    for name in ("alive", "locked"):  # a68ff73 forgot an ended link when the next one was made
        owner.get(f"shares/{one.links[name]}")
    owner.post(f"shares/{one.links['alive']}", {"do": "back"})
    reader.post(f"s/{one.links['alive']}", {"do": "open"}, 410)


def test_a_supporter_goes_on(kept, one):
    helper, owner = Visitor(kept.site, one.lang), open_card(kept, one)
    helper.http.set_cookie("view", one.view)
    assert "Mika luulee niin." in helper.get("view/set/rights/said").text
    helper.press(helper.get("view/set/now/ln3"), text="Mika lisää.")
    again = Visitor(kept.site, one.lang)
    again.press(again.get(f"h/{one.helper}"))
    assert "Mika lisää." in again.get("view/set/now/said").text
    assert (
        "Mika lisää." in owner.get(f"helpers/{record(kept, one).keeping.supporters[0].token}").text
    )


def test_a_file_that_waits_can_still_be_taken_in(kept):
    one = SimpleNamespace(**kept.people[1])
    visitor = open_card(kept, one)
    visitor.press(visitor.get("bring-back/how"), answer="here")
    theirs = data.read(kept.file("en.json"))
    assert set(theirs.answers) <= set(record(kept, one).said.answers)


def comes_back(kept, one, kind: str) -> None:
    """Where nobody knows the person: all answers are there again, on a card of their own."""
    visitor = Visitor(kept.site, one.lang)
    sent = visitor.http.post(
        f"/{one.lang}/bring-back",
        data={"file": (io.BytesIO(kept.file(f"{one.lang}.{kind}")), f"oma.{kind}")},
    )
    assert sent.status_code == 303
    new, _ = records.read(
        kept.site.extensions["hbself"].store, vault.from_cookie(visitor.key()), kept.day, 12
    )
    found = new.said
    before = record(kept, one).said
    assert (found.answers, found.people, found.confirmed, found.lines, found.card) == (
        before.answers,
        before.people,
        before.confirmed,
        before.lines,
        before.card,
    )
    assert new.keeping.code != one.code
    for path in ("map", "people", "proposal", "take"):
        visitor.get(path)


def test_a_file_comes_back(kept, one):
    comes_back(kept, one, "json")


@pytest.mark.parametrize("kept", ["a68ff73"], indirect=True)
def test_a_page_that_carries_the_file_comes_back(kept, one):
    """Later ones carry none."""
    comes_back(kept, one, "html")


def test_a_new_card_and_deleting_everything(kept, one):
    visitor = open_card(kept, one)
    visitor.press(visitor.press(visitor.get("key/new")))
    Visitor(kept.site, one.lang).post("open", {"code": one.code}, 422)
    assert "Mika" in visitor.get("helpers").text
    visitor.press(visitor.get("delete"))
    assert visitor.get("map").path.endswith("?new=yes")


def test_a_backup_comes_back(kept, one, tmp_path):
    saved, path = tmp_path / "backup.db", tmp_path / "other" / "answers.db"
    saved.write_bytes(kept.file("backup.db"))
    found, before = backups.restore(path, saved)
    assert (
        not found.damaged
        and found.held
        == kept.site.extensions["hbself"]
        .store.db.execute("SELECT COUNT(*) FROM boxes")
        .fetchone()[0]
        and before is None
    )
    kept.site.extensions["hbself"] = msgspec.structs.replace(
        kept.site.extensions["hbself"], store=SqliteStore(path)
    )
    assert one.word in open_card(kept, one).get("key").text
