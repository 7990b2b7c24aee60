"""Sealed boxes in a file: nothing lost, nothing half, nothing to be read by others."""

import errno
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import msgspec
import pytest

from hbself import limits
from hbself.keeping import boxes, records, turns, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.keeping.store import NotSaved, mark
from hbself.model.record import with_said
from hbself.model.said import Answer, Person, Said
from tests.support.full_store import fill, room_again

TODAY = date(2026, 11, 21)


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return tmp_path / "answers.db"


@pytest.fixture
def store(path) -> SqliteStore:
    return SqliteStore(path)


def start(store: SqliteStore, **said) -> vault.Key:
    return records.start(store, TODAY, 12, Said(**said))


def read(store: SqliteStore, key: vault.Key, today: date = TODAY) -> Said:
    return records.read(store, key, today, 12)[0].said


def answer(store: SqliteStore, key: vault.Key, question: str, text: str = "") -> Said:
    return records.change(
        store,
        key,
        TODAY,
        12,
        lambda a: with_said(a, answers={**a.said.answers, question: Answer(text=text)}),
    )


# ---- compare and set, tabs and processes ---------------------------------------------------------


def test_what_is_put_is_got(store):
    assert store.get(b"i" * 16, "assessment") is None
    assert store.put(b"i" * 16, "assessment", b"box", "2027-12", 0)
    assert store.get(b"i" * 16, "assessment") == msgspec.structs.replace(
        store.get(b"i" * 16, "assessment"),
        version=mark(b"i" * 16, "assessment", b"box"),
        expires="2027-12",
        box=b"box",
    )
    assert store.get(b"i" * 16, "photo") is None and store.get(b"j" * 16, "assessment") is None


def test_only_who_has_seen_the_newest_may_write(store):
    id = b"i" * 16
    assert not store.put(id, "a", b"x", "2027-12", 1), "there is nothing to replace yet"
    assert store.put(id, "a", b"one", "2027-12", 0)
    assert not store.put(id, "a", b"again", "2027-12", 0), "a first box never replaces another"
    first = store.get(id, "a").version
    assert store.put(id, "a", b"two", "2027-12", first)
    assert not store.put(id, "a", b"late", "2027-12", first)
    assert (store.get(id, "a").box, store.get(id, "a").version) == (
        b"two",
        mark(id, "a", b"two"),
    ) and mark(id, "a", b"two") != first


def test_two_tabs_at_once_lose_nothing(store):
    """Eight threads answer different questions at the same moment, and all the same one, too."""
    key, faults = start(store), []
    ready = threading.Barrier(8)

    def tab(n: int) -> None:
        try:
            ready.wait()
            for i in range(6):
                answer(store, key, f"t{n}.q{i}", f"{n}-{i}")
                answer(store, key, "same.q", f"{n}-{i}")
        except Exception as error:  # told in the main thread
            faults.append(error)

    threads = [threading.Thread(target=tab, args=(n,)) for n in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    said = read(store, key).answers
    assert faults == []
    assert {k: a.text for k, a in said.items() if k != "same.q"} == {
        f"t{n}.q{i}": f"{n}-{i}" for n in range(8) for i in range(6)
    }
    assert said["same.q"].text.endswith("-5"), "the last word of some tab"


WRITER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from hbself.keeping import records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.record import with_said
from hbself.model.said import Answer
store, key = SqliteStore(Path(sys.argv[1])), vault.from_cookie(sys.argv[2])
name, n = sys.argv[3], int(sys.argv[4])
for i in range(n):
    text = "sana " * (i * 40 % 400) + str(i)
    answers = lambda a: {**a.said.answers, f"{name}.q{i}": Answer(text=text)}
    records.change(store, key, date(2026, 11, 21), 12, lambda a: with_said(a, answers=answers(a)))
    print(i, flush=True)
"""


def writer(path: Path, key: vault.Key, name: str, n: int, before=None) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, str(path), vault.to_cookie(key, b"test"), name, str(n)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=before
    )


def test_two_processes_at_once_lose_nothing(store, path):
    key = start(store)
    workers = [writer(path, key, name, 20) for name in ("a", "b", "c")]
    for w in workers:
        _, told = w.communicate()
        assert w.returncode == 0, told
    assert set(read(store, key).answers) == {f"{name}.q{i}" for name in "abc" for i in range(20)}


# ---- a process that dies -------------------------------------------------------------------------


@pytest.mark.long
def test_kill_9_in_the_middle_of_writing_loses_nothing_that_was_kept(store, path):
    """A process writes without a pause and is killed; whatever it had called kept is there, and the
    box is whole.
    """
    key, chance = start(store), random.Random(9)
    for turn in range(6):
        process = writer(path, key, f"turn{turn}", 100_000)
        for _ in range(chance.randint(3, 40)):
            told = process.stdout.readline()
        kept = int(told)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        mine = [k for k in read(SqliteStore(path), key).answers if k.startswith(f"turn{turn}.")]
        assert len(mine) == len(set(mine)) and len(mine) > kept, (
            f"turn {turn}: {len(mine)} of {kept + 1}"
        )
        assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
        answer(SqliteStore(path), key, f"after{turn}.q")  # and writing goes on


def test_no_room_changes_nothing_and_later_it_goes_on(store):
    key = start(store)
    answer(store, key, "now.ln2", "ennen")
    fill(store)
    for _ in range(3):
        with pytest.raises(NotSaved):
            answer(store, key, "now.ln3", "x" * 50_000)
    assert read(store, key).answers == {"now.ln2": Answer(text="ennen")}
    with pytest.raises(NotSaved):
        for _ in range(50):
            start(store)
    assert answer(store, key, "now.ln4", "pieni"), "what needs no more room is still kept"
    room_again(store)
    answer(store, key, "now.ln3", "x" * 50_000)
    assert set(read(SqliteStore(store.path), key).answers) == {"now.ln2", "now.ln3", "now.ln4"}


def test_a_disk_that_refuses_to_write_breaks_nothing(store, path):
    """The system itself stops the writing (a limit on the size of files), in a real process."""
    import resource

    key = start(store)
    answer(store, key, "now.ln2", "ennen")
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    process = writer(
        path,
        key,
        "full",
        400,
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )
    out, told = process.communicate()
    assert process.returncode == 1 and "NotSaved" in told, told
    kept = set(read(SqliteStore(path), key).answers)
    assert {"now.ln2", *(f"full.q{i}" for i in range(len(out.split())))} <= kept
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


# ---- time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "month"),
    [
        ("2026-11-01", 12, "2027-12"),
        ("2026-11-30", 12, "2027-12"),
        ("2026-12-31", 12, "2028-01"),
        ("2026-01-15", 1, "2026-03"),
        ("2026-06-15", 120, "2036-07"),
    ],
)
def test_only_the_month_of_removal_is_known_and_it_is_never_too_soon(day, months, month):
    assert records.expires(date.fromisoformat(day), months) == month


def test_what_nobody_opens_goes_and_what_is_opened_stays(store):
    key, other = start(store), start(store)
    read(store, key, date(2027, 5, 3))  # moves the month on
    assert store.purge("2027-11") == 0
    assert store.purge("2027-12") == 1
    read(store, key, date(2028, 5, 31))
    with pytest.raises(records.Gone):
        read(store, other)


def test_opening_writes_at_most_once_a_month(store):
    key = start(store)
    versions = [records.read(store, key, date(2027, 1, day), 12)[1] for day in (1, 2, 3, 31)]
    assert len(set(versions)) == 1 and store.get(key.id, boxes.RECORD).version == versions[0]


def test_what_was_removed_is_not_in_the_file_any_more(store, path):
    key = start(store)
    answer(store, key, "now.ln3", "x" * 5000)
    pieces = [store.get(key.id, boxes.RECORD).box[i : i + 32] for i in range(0, 8000, 400)]
    assert all(piece in raw(path) for piece in pieces)
    store.delete(key.id, boxes.RECORD)
    assert not [piece for piece in pieces if piece in raw(path)] and key.id not in raw(path)


# ---- what others can see -------------------------------------------------------------------------


def raw(path: Path) -> bytes:
    """All bytes of the database: the file, its write-ahead log and index."""
    return b"".join(p.read_bytes() for p in path.parent.glob(path.name + "*"))


def test_of_a_row_only_id_kind_version_and_month_can_be_read(store):
    key = start(store, people=(Person("person-1", "Helmi"),))
    answer(store, key, "now.ln3", "x")
    (row,) = store.db.execute("SELECT * FROM boxes").fetchall()
    assert (
        row[:4] == (key.id, "assessment", mark(key.id, "assessment", row[4]), "2027-12")
        and len(row) == 5
    )


def test_how_much_somebody_has_said_shows_only_in_steps(store):
    sizes = set()
    key = start(store)
    for i in range(60):
        answer(store, key, f"now.q{i}", "sana " * 20)
        sizes.add(len(store.get(key.id, boxes.RECORD).box) - 29)
    assert len(sizes) < 5 and all(size % vault.STEP == 0 for size in sizes)


def test_a_saved_answer_is_on_the_disk_before_the_page_says_so(store):
    """WAL and synchronous FULL: what was kept survives a loss of power."""
    assert store.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store.db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert store.db.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_a_record_has_a_limit_that_changes_nothing(store, monkeypatch):
    key = start(store)
    monkeypatch.setattr(limits, "RECORD", 3000)
    with pytest.raises(records.TooMuch):
        answer(store, key, "now.ln3", "x" * 3000)
    assert read(store, key).answers == {}


def test_a_lock_that_the_system_refuses_leaves_the_turn_to_others(tmp_path, monkeypatch):
    """As on a disk of a network that has none free."""
    held = turns.Turns(tmp_path / "gate")

    def refused(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    with monkeypatch.context() as short, ThreadPoolExecutor(1) as other:
        short.setattr(turns, "flock", refused)
        with pytest.raises(OSError, match="No locks"):
            other.submit(held.take, 1.0).result()
    assert held.take(1.0)
    held.give()
