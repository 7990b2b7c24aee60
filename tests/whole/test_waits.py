"""Waits have an end: a process that was stopped in its turn keeps nobody for long, and nothing
typed is lost.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import date

import pytest

from hbself import limits
from hbself.keeping import records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.keeping.store import NotSaved
from hbself.model.said import Answer, Said
from tests.support.sharing import SAID, share

# A command that says when it is in the middle of something, and then takes long: a purge in its
# turn, one that writes, one at the moment when the log is emptied; a backup that reads.
COMMAND = """
import sqlite3, sys
from pathlib import Path
from hbself.keeping.sqlite import SqliteStore
path, way = Path(sys.argv[1]), sys.argv[2]
held = SqliteStore(path)
def middle():
    print("middle", flush=True)
    sys.stdin.readline()
if way == "reads":
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN")
    db.execute("SELECT COUNT(*) FROM boxes").fetchone()
    middle()
    db.execute("COMMIT")
elif way == "has its turn":
    with held.turn():
        middle()
else:
    with held.turn(), held.db.atomic():
        held.db.execute("DELETE FROM boxes WHERE expires < '2000'")
        middle()
print("over", flush=True)
"""
WAYS = ("has its turn", "writes", "reads")


@pytest.fixture
def stopped(app):
    """`stopped()`: a command in a process of its own, stopped (Ctrl+Z) in the middle, by default a
    purge in its turn; `.goes_on()`, and ended at the end.
    """
    begun = []

    class Stopped:
        def __init__(self, way: str = WAYS[0]):
            self.process = subprocess.Popen(
                [sys.executable, "-c", COMMAND, str(app.extensions["hbself"].store.path), way],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            begun.append(self.process)
            assert self.process.stdout.readline() == "middle\n"
            os.kill(self.process.pid, signal.SIGSTOP)

        def goes_on(self):
            os.kill(self.process.pid, signal.SIGCONT)
            assert self.process.communicate("\n")[0] == "over\n"

    yield Stopped
    for process in begun:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGCONT)
            process.kill()
            process.communicate()


def test_a_stopped_purge_keeps_nobody(app, person, client, stopped, monkeypatch):
    visitor = person("fi")
    visitor.press(visitor.get("set/now/ln3"), text="Ennen.")
    monkeypatch.setattr(limits, "SAVE_WAIT", 0.4)
    purge = stopped()
    page = visitor.press(visitor.get("set/now/ln3"), text="Kirjoitin tätä kauan.", status=503)
    assert ("text", "Kirjoitin tätä kauan.") in page.fields() and page.tree.xpath(
        "//*[@role='alert']"
    )
    for path, form in (
        ("people/new", {"person_name": "Helmi", "known": "0"}),
        ("how-much", {"answer": "short"}),
        ("key", {"picture": "key", "word": "Kissa"}),
        ("helpers", {"name": "Mika"}),
        ("key/new", {}),
        ("delete", {}),
    ):
        visitor.post(path, form, 503)
    client("sv").post("who", {"answer": "me"}, 503)
    for path in ("", "map", "set/now/ln3", "people", "proposal", "take", "key"):
        visitor.get(path)
    visitor.file("take/data")
    assert "Ennen." in visitor.get("set/now/said").text
    purge.goes_on()
    visitor.press(page)
    assert "Kirjoitin tätä kauan." in visitor.get("set/now/said").text


def test_many_who_wait_leave_room_for_those_who_read(app, person, stopped, monkeypatch):
    """Threads that wait are few: who comes when nobody has had a turn for long is told sooner."""
    visitor = person("fi")
    store, key = app.extensions["hbself"].store, vault.from_cookie(visitor.key())
    monkeypatch.setattr(limits, "SAVE_WAIT", 4.0)
    purge, told = stopped(), []

    def save():
        try:
            store.put(key.id, "x", b"box", "2099-12", 0)
        except NotSaved:
            told.append(time.monotonic())

    threads = [threading.Thread(target=save) for _ in range(8)]
    for one in threads:
        one.start()
    time.sleep(1.3)
    late = threading.Thread(target=save)
    late.start()
    late.join()
    assert len(told) == 1, "the late one did not wait for the others"
    for one in threads:
        one.join()
    assert len(told) == 9 and store.get(key.id, "x") is None
    purge.goes_on()
    assert store.put(key.id, "x", b"box", "2099-12", 0)


def test_who_stopped_waiting_holds_nobody_up_later(tmp_path, app, stopped, monkeypatch):
    """The turn that comes too late is given back: another process gets it at once."""
    store, other = app.extensions["hbself"].store, None
    monkeypatch.setattr(limits, "SAVE_WAIT", 0.2)
    purge = stopped()
    for _ in range(3):
        with pytest.raises(NotSaved):
            store.put(b"i" * 16, "x", b"box", "2099-12", 0)
    purge.goes_on()
    monkeypatch.setattr(limits, "SAVE_WAIT", 30.0)
    other = SqliteStore(store.path)  # a worker of its own has a file of its own
    for n in range(20):
        assert other.put(bytes([n]) * 16, "x", b"box", "2099-12", 0)
        assert store.put(bytes([n]) * 16, "y", b"box", "2099-12", 0)


def test_a_reader_reads_on_and_a_wrong_number_is_never_free(
    person_with, client, stopped, monkeypatch
):
    owner, reader = person_with(SAID), client("fi")
    token, plain = share(owner, number="4711"), share(owner)
    behind = reader.post(f"s/{token}", {"number": "4711"})
    monkeypatch.setattr(limits, "SAVE_WAIT", 0.3)
    purge = stopped()
    reader.post(f"s/{plain}")
    # Who is behind the number already: to the paper, to another language
    reader.post(f"s/{token}", behind.fields())
    for number in ("4711", "0000"):  # what can't be counted is not tried, the right one neither
        reader.post(f"s/{token}", {"number": number}, 503)
    purge.goes_on()
    assert reader.post(f"s/{token}", {"number": "0000"}, 422).all("//*[@id='number-fault']")


@pytest.mark.parametrize("way", WAYS)
def test_every_call_of_the_store_comes_back(app, stopped, monkeypatch, way):
    """Whatever a command was in the middle of when it was stopped, and whoever asks: a thread that
    has worked already, a new one, a process that has just begun.
    """
    store, other = app.extensions["hbself"].store, SqliteStore(app.extensions["hbself"].store.path)
    key = records.start(store, date.today(), 12, Said(by="me"))
    monkeypatch.setattr(limits, "SAVE_WAIT", 0.6)
    command, took = stopped(way), {}
    acts = {
        "get": lambda: store.get(key.id, "assessment"),
        "put": lambda: store.put(key.id, "x", b"box", "2099-12", 0),
        "swap": lambda: store.swap([(key.id, "x", 0)], [(os.urandom(16), "y", b"box")], "2099-12"),
        "delete": lambda: store.delete(key.id, "y"),
        "exclusively": lambda: store.exclusively(key.id).__enter__(),
        "forget": store.forget,
        "purge": lambda: store.purge("2000-01"),
        "see": lambda: store.see(date.today()),
        "count": lambda: store.count("2026-11", "pdf", "fi"),
        "stats": store.stats,
        "open": lambda: SqliteStore(store.path).stats(),
        "another process's": lambda: other.put(key.id, "z", b"box", "2099-12", 0),
    }
    if way == "reads":
        del acts["exclusively"]  # nobody is in its way, and nobody leaves it here
    for name, act in acts.items():
        for run in (lambda act: act(), in_a_new_thread):
            began = time.monotonic()
            with suppress(NotSaved):
                run(act)
            took[name] = max(took.get(name, 0), time.monotonic() - began)
    assert {name: time for name, time in took.items() if time > 2 * limits.SAVE_WAIT} == {}
    command.goes_on()
    assert records.read(store, key, date.today(), 12)[0].said.by == "me"


def in_a_new_thread(act) -> None:
    def run() -> None:
        with suppress(NotSaved):
            act()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_a_turn_inside_a_turn_and_an_error_in_it(app):
    store = app.extensions["hbself"].store
    with store.turn(), store.turn():
        assert store.put(b"i" * 16, "x", b"box", "2099-12", 0)
    with pytest.raises(ZeroDivisionError), store.turn():
        raise ZeroDivisionError
    found = []
    thread = threading.Thread(
        target=lambda: found.append(store.put(b"j" * 16, "x", b"box", "2099-12", 0))
    )
    thread.start()
    thread.join()
    assert found == [True]


def test_a_lock_in_the_database_has_an_end_too(app, person, monkeypatch):
    """A tool that writes past the turns (or a process that stopped between
    them) is told as kindly.
    """
    visitor = person("fi")
    monkeypatch.setattr(limits, "SAVE_WAIT", 0.3)
    tool = SqliteStore(app.extensions["hbself"].store.path)
    tool.db.conn.execute("BEGIN IMMEDIATE")
    page = visitor.press(visitor.get("set/now/ln3"), text="Kirjoitin.", status=503)
    assert ("text", "Kirjoitin.") in page.fields()
    visitor.post("delete", {}, 503)
    tool.db.conn.execute("ROLLBACK")
    visitor.press(page)


def test_opening_goes_on_when_the_month_cannot_be_moved(app, stopped, monkeypatch):
    store = app.extensions["hbself"].store
    key = records.start(
        store, date(2026, 1, 1), 12, Said(answers={"now.ln3": Answer(text="Täällä.")})
    )
    stopped()
    assert (
        records.read(store, key, date(2026, 12, 30), 12)[0].said.answers["now.ln3"].text
        == "Täällä."
    )


def test_a_purge_that_finds_no_turn_says_so(app, stopped, monkeypatch, capsys):
    from hbself import cli

    store = app.extensions["hbself"].store
    monkeypatch.setenv("HBSELF_DATABASE", str(store.path))
    monkeypatch.setattr(limits, "SAVE_WAIT", 0.3)
    stopped()
    assert cli.main(["purge"]) == 2
    assert "The next purge goes on" in capsys.readouterr().err
