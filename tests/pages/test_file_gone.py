"""The file was taken away, or another one is there: nothing that was kept is lost."""

import gc
import os
import sqlite3
import threading
from contextlib import closing, suppress
from datetime import date

import pytest

from hbself.keeping import boxes, records, sqlite, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.keeping.store import NotSaved
from hbself.model.record import with_said
from hbself.model.said import Said

TODAY = date.today()


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
