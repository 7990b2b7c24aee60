"""Waits have an end: a process that was stopped in its turn keeps nobody for long, and nothing
typed is lost.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import date

import pytest

from hbself import limits
from hbself.keeping import records, vault
from hbself.keeping.store import Store, StoreFull
from hbself.model.said import Answer, Said
from tests.support.sharing import SAID, share

# A purge that says when it has its turn, and then takes long.
PURGE = """
import sys, time
from pathlib import Path
from hbself.keeping import store
path = Path(sys.argv[1])
held = store.Store(path)
with held.turn():
    print("turn", flush=True)
    sys.stdin.readline()
print("over", flush=True)
"""


@pytest.fixture
def stopped(app):
    """`stopped()`: a purge in a process of its own, stopped (Ctrl+Z) in its turn; `.goes_on()`, and
    ended at the end.
    """
    begun = []

    class Stopped:
        def __init__(self):
            self.process = subprocess.Popen(
                [sys.executable, "-c", PURGE, str(app.extensions["hbself"].store.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            begun.append(self.process)
            assert self.process.stdout.readline() == "turn\n"
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
        except StoreFull:
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
        with pytest.raises(StoreFull):
            store.put(b"i" * 16, "x", b"box", "2099-12", 0)
    purge.goes_on()
    monkeypatch.setattr(limits, "SAVE_WAIT", 30.0)
    other = Store(store.path)  # a worker of its own has a file of its own
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
    tool = Store(app.extensions["hbself"].store.path)
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
