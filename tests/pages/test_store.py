"""Full, damaged and foreign boxes, as the pages tell of them; what others see in the database."""

import threading
from pathlib import Path

import pytest

from hbself.keeping import vault
from tests.support.full_store import fill, refuse, room_again


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return tmp_path / "answers.db"


def test_two_tabs_with_different_questions_at_the_same_moment_lose_nothing(
    app, person, said_by, contents
):
    visitor = person("fi")
    asked = (contents["fi"].question("now", one) for one in ("ln1", "ln2"))
    things = [thing for q in asked for thing in q.thing if not thing.old]
    faults: list[tuple[str, int]] = []
    ready = threading.Barrier(len(things))

    def tab(thing) -> None:
        http = app.test_client()
        http.set_cookie("key", visitor.key())
        question = "ln1" if thing in contents["fi"].question("now", "ln1").thing else "ln2"
        ready.wait()
        response = http.post(
            f"/fi/set/now/{question}/{thing.id}",
            data={"answer": "so-so", "note": thing.id, "do": "next"},
        )
        if response.status_code != 303:
            faults.append((thing.id, response.status_code))

    tabs = [threading.Thread(target=tab, args=(t,)) for t in things]
    for t in tabs:
        t.start()
    for t in tabs:
        t.join()
    assert faults == []
    assert {a.note for a in said_by(visitor).said.answers.values()} == {t.id for t in things}


LONG = "Paikka jossa saa maalata 🙂 " + "🎨" * 1900  # needs more room than the box has


def test_a_full_disk_leaves_the_persons_words_on_the_page(app, person, said_by):
    visitor, store = person("en"), app.extensions["hbself"].store
    before = said_by(visitor)
    fill(store)
    page = visitor.press(
        visitor.get("set/now/ln3"), text=LONG, answer=["friends", "rest"], status=503
    )
    assert {("text", LONG), ("answer", "friends"), ("answer", "rest")} <= set(page.fields())
    assert page.tree.xpath("//*[@role='alert']")
    assert said_by(visitor) == before
    room_again(store)
    visitor.press(page)  # "Press Next again in a moment."
    assert said_by(visitor).said.answers["now.ln3"].text == LONG


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("people/new", {"person_name": "Helmi", "do": "save"}),
        ("how-much", {"answer": "short"}),
        ("set/now/said", {}),
    ],
)
def test_a_full_disk_is_told_on_every_page_that_saves(app, person, said_by, path, form):
    visitor, store = person("sv"), app.extensions["hbself"].store
    before = said_by(visitor)
    refuse(store)
    visitor.post(path, form, status=503)
    assert said_by(visitor) == before


def test_a_full_disk_at_the_very_start(app, client):
    refuse(app.extensions["hbself"].store)
    page = client("fi").post("who", {"answer": "me"}, status=503)
    assert "Set-Cookie" not in page.response.headers


# ---- what does not open, and what is gone --------------------------------------------------------


def test_a_corrupted_box_is_told_and_nobody_is_led_away_from_it(app, person, said_by):
    """What does not open today may open tomorrow: only who puts the key away begins anew, and never
    in its place.
    """
    visitor = person("fi")
    key, db = visitor.key(), app.extensions["hbself"].store.db
    whole = db.execute("SELECT box FROM boxes").fetchone()[0]
    db.execute("UPDATE boxes SET box = zeroblob(4125)")
    for path in ("", "map", "set/now/ln3", "proposal", "take"):
        page = visitor.get(path, status=500)
        assert "/fi/reading" not in page.tree.xpath("//main//a/@href")
    for path, form in (
        ("who", {"answer": "me"}),
        ("set/now/ln3", {"text": "Minun sanani."}),
        ("reading", {"do": "next"}),
    ):
        page = visitor.post(path, form, status=500)
    assert visitor.key() == key
    db.execute("UPDATE boxes SET box = ?", (whole,))
    assert said_by(visitor).said.by == "me"
    visitor.post("away")
    visitor.press(visitor.get("who"), answer="helped")
    assert said_by(visitor).said.by == "helped" and visitor.key() != key


def test_a_box_that_is_no_record_is_told(app, person):
    visitor = person("fi")
    key = vault.from_cookie(visitor.key())
    for text in (b"", b"{", b"[]", b"\xff", b'"x"'):
        app.extensions["hbself"].store.db.execute(
            "UPDATE boxes SET box = ?", (vault.seal(key, "assessment", text),)
        )
        visitor.get("map", status=500)


def test_a_box_in_anothers_place_does_not_open(app, person):
    anna, otto = person("fi"), person("fi")
    mine, yours = (vault.from_cookie(v.key()).id for v in (anna, otto))
    db = app.extensions["hbself"].store.db
    db.execute(
        "UPDATE boxes SET box = (SELECT box FROM boxes WHERE id = ?) WHERE id = ?", (yours, mine)
    )
    anna.get("map", status=500)
    otto.get("map")


def test_a_purged_record_says_so_and_a_new_one_begins(app, person, said_by):
    visitor = person("sv")
    assert app.extensions["hbself"].store.purge("9999-12") == 1
    for path in ("map", "set/now/ln3", "proposal", "people", "set/now/said", "take/pdf"):
        page = visitor.get(path, status=410)
        assert page.link("a.next") == "/sv/open" and page.tree.xpath(
            "//main//a[@href='/sv/reading']"
        )
    visitor.get("")
    old = visitor.key()
    visitor.press(visitor.get("who"), answer="helped")
    assert said_by(visitor).said.by == "helped" and visitor.key() != old


def test_an_answer_that_comes_after_the_purge_is_given_back(app, person):
    """An old tab begins no new person. (Before, it did, and said that the answer was kept.)"""
    visitor = person("fi")
    page = visitor.get("set/now/ln3")
    app.extensions["hbself"].store.purge("9999-12")
    after = visitor.press(page, text="Kirjoitin tätä kauan.", status=410)
    assert "Kirjoitin tätä kauan." in after.text and after.link("a.next") == "/fi/open"
    assert app.extensions["hbself"].store.stats()[0] == []


def test_a_wrong_key_finds_nothing(app, person, client):
    person("fi")
    other = client("fi")
    other.http.set_cookie(
        "key", vault.to_cookie(vault.key(b"k" * 32), app.extensions["hbself"].secret)
    )
    other.get("map", status=410)


# ---- what others can see -------------------------------------------------------------------------


def raw(path: Path) -> bytes:
    """All bytes of the database: the file, its write-ahead log and index."""
    return b"".join(p.read_bytes() for p in path.parent.glob(path.name + "*"))


def test_nothing_that_was_said_can_be_found_in_the_file(app, person, said_by):
    visitor = person("fi")
    visitor.post(
        "people/new", {"person_name": "Helmiina Esimerkki", "person_role": "sister", "do": "save"}
    )
    visitor.post(
        "set/now/ln3", {"text": "Kultainennoutaja Musti odottaa.", "answer": "rest", "do": "next"}
    )
    visitor.post("set/now/ln6", {"answer": "person-1", "note": "Serkkupoika Väinö", "do": "next"})
    planted = ["Helmiina", "Esimerkki", "Kultainennoutaja", "Musti", "Väinö"]
    shown = visitor.get("set/now/said").text + visitor.get("people").text
    assert all(word in shown for word in planted), "the person's own pages show all of it"
    said, key = said_by(visitor), vault.from_cookie(visitor.key())
    secrets = [
        w.encode(code)
        for w in (*planted, "person-1", "now.ln3", said.keeping.code, visitor.key())
        for code in ("utf-8", "utf-16-le")
    ]
    found = raw(app.extensions["hbself"].config.database)
    assert key.id in found, "we looked into the right file"
    for secret in (*secrets, key.master, key.data, key.master.hex().encode()):
        assert secret not in found, secret
