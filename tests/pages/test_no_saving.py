"""Nothing can be saved: the disk is full, the file can only be read, or it was taken away. Reading
goes on, and every page says so kindly.
"""

import gc
import os
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import date

import msgspec
import pytest

from hbself.keeping import boxes, records, sqlite, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.keeping.store import NotSaved
from hbself.model.languages import LANGUAGES
from hbself.model.record import with_said
from hbself.model.said import Said
from tests.support.full_store import refuse, room_again
from tests.support.opening import upload
from tests.support.sharing import SAID, opened, share
from tests.support.texts import t

TODAY = date.today()
NUMBER = "0420"


def full(held: SqliteStore):
    """No room, for removing either: SQLite writes what it removes into its log first."""
    refuse(held)
    held.db.execute(
        "CREATE TRIGGER IF NOT EXISTS no_room_3 BEFORE DELETE ON boxes BEGIN INSERT INTO filler"
        " VALUES (zeroblob(100000)); END"
    )

    def end() -> None:
        room_again(held)
        for number in (1, 2, 3):
            held.db.execute(f"DROP TRIGGER no_room_{number}")

    return end


def read_only(held: SqliteStore):
    """As on a disk that the system has made read-only after a fault: "attempt to write a readonly
    database".
    """
    held.db.execute("PRAGMA query_only = ON").fetchall()
    return lambda: held.db.execute("PRAGMA query_only = OFF").fetchall()


def taken_away(held: SqliteStore):
    """`mv answers.db` under the running site."""
    aside = held.path.with_name("aside")
    held.path.rename(aside)
    return lambda: aside.rename(held.path)


TROUBLE = {found.__name__: found for found in (full, read_only, taken_away)}
# Every form of the site: (its page's path, what is sent). {link}, {numbered}: links; {helper}: a
# supporter.
SAVES = {
    "bring-back/how": {"answer": "file"},
    "key": {"picture": "sun", "word": "Kissa"},
    "key/new": {},
    "key/new/card": {"code": "{coming}"},
    "delete": {},
    "who": {"answer": "helped"},
    "how-much": {"answer": "short"},
    "people/new": {"person_name": "Helmi", "do": "save"},
    "people/person-1": {"person_name": "Hilma", "do": "save"},
    "proposal": {"out": "{line}"},
    "set/now/ln1/home": {"answer": "so-so", "do": "next"},
    "set/now/ln3": {"text": "Uusi.", "do": "next"},
    "set/now/said": {},
    "share/who": {"name": "Reijo"},
    "share/what": {"answer": "strengths"},
    "share/until": {"answer": "month"},
    "share/number": {"number": ""},
    "helpers": {"name": "Ada"},
    "draft": {"page": "set/now/ln3", "tab": "tab", "turn": "1", "text": "Kesken."},
}
SAVES_MORE = {  # the same path with another button
    "back": ("shares/{link}", {"do": "back"}),
    "new": ("shares/{link}", {"do": "new"}),
    "hide": ("helpers/{helper}", {"do": "hide"}),
    # A number that can't be counted is not tried, the right one neither: else anybody could try
    # them all.
    "delete-helper": ("helpers/{helper}", {"do": "delete", "sure": "yes"}),
    "wrong-number": ("s/{numbered}", {"number": "0000"}),
    "right-number": ("s/{numbered}", {"number": NUMBER, "press": "b"}),
}
GOES_ON = {
    "open": {"code": "{code}"},
    "device": {"answer": "own"},
    "reading": {"text": "150"},
    "s/{link}": {"press": "a"},
    "s/{link}/pdf": {},
    "away": {},
}
FORMS = {path: (path, form) for path, form in SAVES.items()} | SAVES_MORE


@pytest.fixture
def owner(person_with, said_by):
    """A person with one of everything, and the names for `filled`."""
    visitor = person_with(msgspec.structs.replace(SAID, length="everything"))
    names = {"link": share(visitor), "numbered": share(visitor, number=NUMBER, reader="Sanna")}
    visitor.post("helpers", {"name": "Mika"})
    body = visitor.file("take/data").data
    upload(visitor, "bring-back", "file", body, "a.json")
    visitor.press(visitor.get("share/who"), name="Virtanen")
    visitor.post("share/what", {"answer": "now"})
    visitor.post("share/until", {"answer": "week"})
    visitor.press(visitor.get("key/new"))
    record = said_by(visitor)
    line = visitor.get("proposal").tree.xpath("//button[@name='out']/@value")[0]
    visitor.names = names | {
        "helper": record.keeping.helpers[0].token,
        "coming": record.keeping.coming,
        "code": record.keeping.code,
        "line": line,
    }
    return visitor


def send(visitor, path: str, form: dict):
    """The answer to a form, as it comes."""

    def fill(text):
        return text.format(**visitor.names)

    return visitor.http.post(
        visitor.address(fill(path)), data={name: fill(value) for name, value in form.items()}
    )


@pytest.mark.parametrize("name", FORMS)
def test_what_cannot_be_saved_is_told_and_works_afterwards(app, owner, said_by, name):
    path, form = FORMS[name]
    before = said_by(owner)
    for trouble in TROUBLE.values():
        end = trouble(app.extensions["hbself"].store)
        answer = send(owner, path, form)
        assert (
            answer.status_code == 503
            and ("Emme saa tätä nyt auki" if path.startswith("s/") else "Emme voineet tallentaa")
            in answer.text
        ), (trouble, answer.status_code, answer.text[:300])
        assert said_by(owner) == before
        end()
    answer = send(owner, path, form)
    assert answer.status_code in {"wrong-number": (422,), "right-number": (200,)}.get(
        name, (303, 204)
    ), (answer.status_code, answer.text[:300])


@pytest.mark.parametrize("trouble", TROUBLE)
def test_forms_that_save_nothing_go_on(app, owner, trouble):
    TROUBLE[trouble](app.extensions["hbself"].store)
    for path, form in GOES_ON.items():
        assert send(owner, path, form).status_code in (200, 303), path


@pytest.mark.parametrize("trouble", TROUBLE)
def test_pages_are_read_and_documents_made_meanwhile(app, owner, client, trouble, said_by):
    guest = client("fi")
    guest.press(guest.get(f"h/{owner.names['helper']}"))
    TROUBLE[trouble](app.extensions["hbself"].store)
    for path in (
        "",
        "map",
        "set/now/ln3",
        "set/now/said",
        "people",
        "proposal",
        "take",
        "shares",
        "shares/{link}",
        "helpers",
        "helpers/{helper}",
        "key",
        "key/new",
        "kept",
        "delete",
        "stop",
        "share/who",
        "bring-back",
        "bring-back/how",
        "away",
    ):
        owner.get(path.format(**owner.names))
    for path in ("take/data", "take/page", "take/pdf", "key/card.png"):
        assert owner.file(path).data
    for path in ("view/map", "view/set/now/ln3"):
        guest.get(path)
    assert opened(guest, owner.names["link"]).own_words()
    newcomer = client("sv")
    assert "Set-Cookie" not in newcomer.post("who", {"answer": "me"}, status=503).response.headers
    upload(client("sv"), "bring-back", "file", owner.file("take/data").data, "a.json", 503)


# ---- the file was taken away, or another one is there --------------------------------------------


@pytest.fixture
def held(tmp_path, monkeypatch) -> SqliteStore:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return SqliteStore(tmp_path / "answers.db")


def begin(held: SqliteStore) -> vault.Key:
    return records.start(held, TODAY, 12, Said(by="me"))


def save(held: SqliteStore, key: vault.Key, length: str) -> None:
    records.change(held, key, TODAY, 12, lambda a: with_said(a, length=length))


def length(held: SqliteStore, key: vault.Key) -> str:
    return records.read(held, key, TODAY, 12)[0].said.length


def test_nothing_is_kept_in_a_file_that_was_removed(held, caplog):
    key = begin(held)
    save(held, key, "short")
    held.path.unlink()
    for _ in range(3):
        with pytest.raises(NotSaved):
            save(held, key, "everything")
    with pytest.raises(NotSaved):
        held.delete(key.id, boxes.RECORD)
    assert length(held, key) == "short" and not held.path.exists(), (
        "what is open can be read, and no new empty file is made"
    )
    assert len([one for one in caplog.records if "removed or replaced" in one.getMessage()]) == 1, (
        "who runs the site is told, once"
    )


def test_another_file_in_its_place_is_not_written_into(held, tmp_path):
    """`mv yesterday.backup answers.db` under the running site; it was acknowledged into a file that
    had no name any more.
    """
    key, other = begin(held), SqliteStore(tmp_path / "other.db")
    begin(other)
    other.forget()
    other.close()
    own = tmp_path / "aside"
    held.path.rename(own)
    (tmp_path / "other.db").rename(held.path)
    before = held.path.read_bytes()
    with pytest.raises(NotSaved):
        save(held, key, "short")
    held.connections._local.__dict__.clear()
    with pytest.raises(NotSaved):
        held.get(key.id, boxes.RECORD)  # a thread that has not opened it yet
    assert held.path.read_bytes() == before
    own.rename(held.path)
    save(held, key, "short")
    assert length(held, key) == "short", "the right one is back"


@pytest.mark.parametrize("end", ["-wal", "-shm"])
def test_a_log_that_was_removed_is_noticed_and_nothing_kept_is_lost(held, end):
    key = begin(held)
    save(held, key, "short")
    held.path.with_name(held.path.name + end).unlink()
    with pytest.raises(NotSaved):
        save(held, key, "everything")
    raw = held.path.read_bytes()  # at a restart, only the file is there
    copy = held.path.with_name("copy")
    copy.write_bytes(raw)
    assert length(SqliteStore(copy), key) == "short"


@pytest.mark.parametrize("ends", [("-wal",), ("-shm",), ("-wal", "-shm")])
def test_a_thread_that_comes_after_the_log_was_removed_makes_no_second_one(held, ends):
    """Each wrote into its own: answers that were acknowledged were gone, and other people's as
    well.
    """
    keys = [begin(held) for _ in range(8)]
    for key in keys:
        save(held, key, "short")
    for end in ends:
        held.path.with_name(held.path.name + end).unlink()
    told = []

    def comes(key: vault.Key) -> None:
        for act in (lambda: save(held, key, "everything"), lambda: length(held, key)):
            with suppress(NotSaved):
                told.append(act())

    for key in keys:
        once = threading.Thread(target=comes, args=(key,))
        once.start()
        once.join()
        with pytest.raises(NotSaved):
            save(held, key, "everything")
    assert told == [] and not any(
        held.path.with_name(held.path.name + end).exists() for end in ends
    )
    copy = held.path.with_name("copy")
    copy.write_bytes(held.path.read_bytes())
    assert [length(SqliteStore(copy), key) for key in keys] == ["short"] * 8
    assert sqlite3.connect(copy).execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_what_somebody_still_read_when_the_log_was_removed_is_not_lost_either(held):
    """As long as they read, SQLite writes no further than what they see: so it is tried again at
    each save that is refused.
    """
    key = begin(held)
    with closing(sqlite3.connect(held.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM boxes").fetchone()
        save(held, key, "short")
        held.path.with_name(held.path.name + "-wal").unlink()
        with pytest.raises(NotSaved):
            save(held, key, "everything")
        reader.rollback()
        with pytest.raises(NotSaved):
            save(held, key, "everything")
        copy = held.path.with_name("copy")
        copy.write_bytes(held.path.read_bytes())
        assert length(SqliteStore(copy), key) == "short"


def test_the_log_stays_while_the_threads_come_and_go(held):
    """The one who writes last would else take it along, and the next one would find that it is
    gone.
    """
    for _ in range(3):
        once = threading.Thread(target=lambda: begin(held))
        once.start()
        once.join()
        gc.collect()
    assert held.stats()[0][0][2] == 3


def test_a_restart_goes_on_with_the_file_that_is_there(held, tmp_path):
    key = begin(held)
    held.forget()
    whole = held.path.read_bytes()
    held.path.unlink()
    held.path.write_bytes(whole)
    with pytest.raises(NotSaved):
        save(held, key, "short")
    for name in ("answers.db-wal", "answers.db-shm"):
        (tmp_path / name).unlink()
    again = SqliteStore(held.path)
    save(again, key, "short")
    assert length(again, key) == "short"


def test_the_look_at_the_file_costs_next_to_nothing(held):
    """Counted, not timed: three questions to the system for each turn."""
    begin(held)
    asked, real = [], os.stat
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite.os, "stat", lambda *a, **k: asked.append(a) or real(*a, **k))
        with held.turn():
            pass
    assert len(asked) == 3


# ---- a real file that can only be read, a real limit ---------------------------------------------


def test_a_file_that_the_system_lets_only_be_read(tmp_path, monkeypatch):
    """Opened by SQLite itself without the right to write (root has it everywhere, so the connection
    is opened so).
    """
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    held = SqliteStore(tmp_path / "answers.db")
    key = begin(held)
    real = sqlite3.connect
    monkeypatch.setattr(
        sqlite.sqlite3,
        "connect",
        lambda path, **more: real(f"{path.as_uri()}?mode=ro", uri=True, **more),
    )
    held.close()
    with closing(held):
        assert length(held, key) == ""
        with pytest.raises(NotSaved):
            save(held, key, "short")
        with pytest.raises(NotSaved):
            held.delete(key.id, boxes.RECORD)
        with pytest.raises(NotSaved):
            held.swap([(key.id, boxes.RECORD, 0)])
        with pytest.raises(NotSaved):
            held.purge("2099-12")
        held.count("2026-11", "pdf", "fi")
        held.forget()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_can_not_be_read_says_so_and_nothing_of_saving(app, person, lang):
    """A thread that has not yet looked into the database finds it gone."""
    visitor = person(lang)
    back = taken_away(app.extensions["hbself"].store)
    with ThreadPoolExecutor(1) as anew:
        page = anew.submit(visitor.get, "map", 503).result()
    back()
    assert (
        t(lang, "We cannot open this now") in page.text
        and t(lang, "We could not save this now") not in page.text
    )
