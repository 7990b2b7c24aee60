"""Sealed boxes in a file: nothing lost, nothing half, nothing to be read by others."""

import http.client
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import msgspec
import pytest

from hbself import assessments, config, vault
from hbself.model import Answer, Assessment, Person
from hbself.store import Store, StoreFull

TODAY = date(2026, 11, 21)


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return tmp_path / "answers.db"


@pytest.fixture
def store(path) -> Store:
    return Store(path)


def start(store: Store, **said) -> vault.Key:
    return assessments.start(store, TODAY, 12, Assessment(**said))


def read(store: Store, key: vault.Key, today: date = TODAY) -> Assessment:
    return assessments.read(store, key, today, 12)[0]


def answer(store: Store, key: vault.Key, question: str, text: str = "") -> Assessment:
    return assessments.change(store, key, TODAY, 12, lambda a: msgspec.structs.replace(a, answers={**a.answers, question: Answer(text=text)}))


# ---- compare and set, tabs and processes ------------------------------------------------------------


def test_what_is_put_is_got(store):
    assert store.get(b"i" * 16, "assessment") is None
    assert store.put(b"i" * 16, "assessment", b"box", "2027-12", 0)
    assert store.get(b"i" * 16, "assessment") == msgspec.structs.replace(store.get(b"i" * 16, "assessment"), version=1, expires="2027-12", box=b"box")
    assert store.get(b"i" * 16, "photo") is None and store.get(b"j" * 16, "assessment") is None


def test_only_who_has_seen_the_newest_may_write(store):
    id = b"i" * 16
    assert not store.put(id, "a", b"x", "2027-12", 1), "there is nothing to replace yet"
    assert store.put(id, "a", b"one", "2027-12", 0)
    assert not store.put(id, "a", b"again", "2027-12", 0), "a first box never replaces another"
    assert store.put(id, "a", b"two", "2027-12", 1)
    assert not store.put(id, "a", b"late", "2027-12", 1)
    assert (store.get(id, "a").box, store.get(id, "a").version) == (b"two", 2)


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
    assert {k: a.text for k, a in said.items() if k != "same.q"} == {f"t{n}.q{i}": f"{n}-{i}" for n in range(8) for i in range(6)}
    assert said["same.q"].text.endswith("-5"), "the last word of some tab"


WRITER = """
import sys
from datetime import date
from pathlib import Path
import msgspec
from hbself import assessments, vault
from hbself.model import Answer
from hbself.store import Store
store, key, name, n = Store(Path(sys.argv[1])), vault.from_cookie(sys.argv[2]), sys.argv[3], int(sys.argv[4])
for i in range(n):
    answers = lambda a: {**a.answers, f"{name}.q{i}": Answer(text="sana " * (i * 40 % 400) + str(i))}
    assessments.change(store, key, date(2026, 11, 21), 12, lambda a: msgspec.structs.replace(a, answers=answers(a)))
    print(i, flush=True)
"""


def writer(path: Path, key: vault.Key, name: str, n: int, before=None) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, str(path), vault.to_cookie(key), name, str(n)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=before)


def test_two_processes_at_once_lose_nothing(store, path):
    key = start(store)
    workers = [writer(path, key, name, 20) for name in ("a", "b", "c")]
    for w in workers:
        _, told = w.communicate()
        assert w.returncode == 0, told
    assert set(read(store, key).answers) == {f"{name}.q{i}" for name in "abc" for i in range(20)}


# ---- a process that dies ----------------------------------------------------------------------------


def test_kill_9_in_the_middle_of_writing_loses_nothing_that_was_kept(store, path):
    """A process writes without a pause and is killed; whatever it had called kept is there, and the box is whole."""
    key, chance = start(store), random.Random(9)
    for turn in range(6):
        process = writer(path, key, f"turn{turn}", 100_000)
        for _ in range(chance.randint(3, 40)):
            told = process.stdout.readline()
        kept = int(told)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        mine = [k for k in read(Store(path), key).answers if k.startswith(f"turn{turn}.")]
        assert len(mine) == len(set(mine)) and len(mine) > kept, f"turn {turn}: {len(mine)} of {kept + 1}"
        assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
        answer(Store(path), key, f"after{turn}.q")  # and writing goes on


class Server:
    """The real server in a process of its own; `kill` is kill -9 for it and its workers."""

    def __init__(self, path: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [Path(sys.executable).with_name("hbself"), "run", "--port", str(self.port), "--workers", "1"]
        self.process = subprocess.Popen(command, env=os.environ | {"HBSELF_DATABASE": str(path)}, stdout=subprocess.PIPE, text=True, start_new_session=True)
        assert f"http://127.0.0.1:{self.port}/" in self.process.stdout.readline()
        while self.process.poll() is None:
            try:
                self.ask("GET", "/fi/")
                break
            except ConnectionError:
                threading.Event().wait(0.05)

    def ask(self, method: str, path: str, form: str = "", cookie: str = "") -> tuple[int, http.client.HTTPResponse, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request(method, path, form, {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie})
        response = line.getresponse()
        return response.status, response, response.read().decode()

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


def test_kill_9_of_the_server_between_two_pages(path):
    server = Server(path)
    try:
        status, response, _ = server.ask("POST", "/fi/who", "answer=me")
        assert status == 303
        cookie = response.getheader("Set-Cookie").partition(";")[0]
        status, _, _ = server.ask("POST", "/fi/set/now/ln2", "text=Juon+kahvia+parvekkeella.&do=next", cookie)
        assert status == 303
    finally:
        server.kill()
    server = Server(path)
    try:
        status, _, page = server.ask("GET", "/fi/set/now/ln2", cookie=cookie)
        assert status == 200 and "Juon kahvia parvekkeella." in page
    finally:
        server.kill()


# ---- no room ----------------------------------------------------------------------------------------


def fill(store: Store) -> None:
    """From now on the database may not grow (SQLite's own limit, for this thread's connection)."""
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count = {pages}").fetchall()


def room_again(store: Store) -> None:
    store.db.execute("PRAGMA max_page_count = 1000000").fetchall()


def test_no_room_changes_nothing_and_later_it_goes_on(store):
    key = start(store)
    answer(store, key, "now.ln2", "ennen")
    fill(store)
    for _ in range(3):
        with pytest.raises(StoreFull):
            answer(store, key, "now.ln3", "x" * 50_000)
    assert read(store, key).answers == {"now.ln2": Answer(text="ennen")}
    with pytest.raises(StoreFull):
        for _ in range(50):
            start(store)
    assert answer(store, key, "now.ln4", "pieni"), "what needs no more room is still kept"
    room_again(store)
    answer(store, key, "now.ln3", "x" * 50_000)
    assert set(read(Store(store.path), key).answers) == {"now.ln2", "now.ln3", "now.ln4"}


def test_a_disk_that_refuses_to_write_breaks_nothing(store, path):
    """The system itself stops the writing (a limit on the size of files), in a real process."""
    import resource

    key = start(store)
    answer(store, key, "now.ln2", "ennen")
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    process = writer(path, key, "full", 400, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)))
    out, told = process.communicate()
    assert process.returncode == 1 and "StoreFull" in told, told
    kept = set(read(Store(path), key).answers)
    assert {"now.ln2", *(f"full.q{i}" for i in range(len(out.split())))} <= kept
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_full_disk_leaves_the_persons_words_on_the_page(app, person, said_by):
    visitor, store = person("en"), app.extensions["store"]
    before = said_by(visitor)
    text = "A place where I can paint. " * 70
    fill(store)
    store.db.execute("INSERT INTO boxes SELECT randomblob(16), 'filler', 1, '2099-01', zeroblob(0)")
    page = visitor.press(visitor.get("set/now/ln2"), text=text + "x" * 100, status=200)
    assert "kept" in page.path, "while the box does not grow over its step, there is room"
    for number in range(3, 30):  # until the box needs a further step
        page = visitor.press(visitor.get("set/now/ln2"), text=text + str(number), note="", status=_either(visitor, page, text, number))
        if page.status == 503:
            break
    assert page.status == 503


def _either(visitor, page, text, number):
    return 200
