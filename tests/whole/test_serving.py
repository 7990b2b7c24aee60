"""The server itself: workers that die, a master that dies, what is open when it is stopped. Real
processes and real signals.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from hbself import limits, settings
from hbself.keeping import records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.said import Answer, Said
from tests.figures.processes import children
from tests.support.serving import Site, end, free_port, serve

PROCESSES = Path("/proc")
LONG = 40.0  # seconds that something may take on the busiest machine


def until(what, wanted) -> None:
    """Wait until `what()` is `wanted`."""
    last = time.monotonic() + LONG
    while (found := what()) != wanted:
        assert time.monotonic() < last, f"still {found!r}, not {wanted!r}"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """Until its last thread has ended, which may be after its first one: so
    long it holds its port.
    """
    try:
        state = (PROCESSES / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z" or len([*(PROCESSES / str(pid) / "task").iterdir()]) > 1
    except OSError:
        return False


def port_of(site: Site) -> int:
    return int(site.address.rpartition(":")[2])


def said(site: Site) -> str:
    return site.database.with_suffix(".log").read_text("utf-8")


def page(site: Site, path: str, cookie: str) -> bytes:
    """A page's text; nothing while no worker is there."""
    with (
        suppress(OSError),
        urlopen(
            Request(site.address + path, headers={"Cookie": f"key={cookie}"}), timeout=LONG
        ) as answer,
    ):
        return answer.read()
    return b""


@pytest.fixture
def start(tmp_path):
    """`start(2)`: the site with so many workers, each of which is there."""
    running = []

    def begin(workers: int = 2, **config: str) -> Site:
        running.append(serve(tmp_path / "answers.db", workers=workers, **config))
        until(lambda: len(children(running[-1].process.pid)), workers)
        return running[-1]

    yield begin
    for site in running:
        end(site, signal.SIGKILL)


@pytest.mark.parametrize(
    "chosen, there", [({}, "malloc"), ({"PYTHONMALLOC": "pymalloc"}, "pymalloc")]
)
def test_small_pieces_of_memory_can_be_given_back(start, chosen, there):
    """Python's own keeper of them gives back little; the C library, which
    `give_back` asks, does.
    """
    site = start(1, **chosen)
    for pid in (site.process.pid, *children(site.process.pid)):
        given = (PROCESSES / str(pid) / "environ").read_bytes()
        assert (
            dict(one.split(b"=", 1) for one in given.split(b"\0") if one)[b"PYTHONMALLOC"]
            == there.encode()
        )


RUN = b"import sys; from hbself import cli; sys.exit(cli.main())"


@pytest.mark.parametrize("how", ["nowhere to write", "another name", "through a pipe"])
def test_however_it_is_started_the_site_is_there(tmp_path, how):
    """`hbself run` starts itself once more, where it can: what it has no need of must not hinder
    it.
    """
    port = free_port()
    command = [
        sys.executable,
        *(["-"] if how == "through a pipe" else ["-m", "hbself.cli"]),
        "run",
        "--port",
        str(port),
    ]
    if how == "another name":
        command[0] = "my-site"
    given = {
        "HBSELF_DATABASE": str(tmp_path / "answers.db"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    clean = {
        k: v for k, v in os.environ.items() if not k.startswith("HBSELF_") and k != "PYTHONMALLOC"
    }
    process = subprocess.Popen(
        command,
        executable=sys.executable,
        env=clean | given,
        stdin=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=(lambda: os.close(1)) if how == "nowhere to write" else None,
    )
    process.stdin.write(RUN)
    process.stdin.close()
    site = Site(f"http://127.0.0.1:{port}", tmp_path / "answers.db", process)
    try:
        until(lambda: process.poll() is not None or b"<h1" in page(site, "/fi/", ""), True)
        assert process.poll() is None
    finally:
        end(site, signal.SIGKILL)


def test_a_worker_that_dies_is_started_again_and_the_answers_are_there(start):
    site = start()
    key = records.start(
        SqliteStore(site.database),
        date.today(),
        12,
        Said(by="me", answers={"now.ln3": Answer(text="Maalaan.")}),
    )
    cookie = vault.to_cookie(key, settings.read_secret(settings.Config(site.database)))
    for how_many in (1, 2, 1):  # two at the same moment, too: both are missed, not only the first
        before = children(site.process.pid)
        for pid in sorted(before)[:how_many]:
            os.kill(pid, signal.SIGKILL)
        until(lambda before=before: len(children(site.process.pid) - before), how_many)
        until(lambda: b"Maalaan." in page(site, "/fi/set/now/ln3", cookie), True)
    assert site.process.poll() is None and "Traceback" not in said(site)


def test_however_often_all_workers_are_killed_they_are_started_again(start):
    """For lack of memory, say: who kills them is no reason to end the site. Each time they have
    just started.
    """
    site = start()
    for _ in range(6):
        until(lambda: len(children(site.process.pid)) == 2 and bool(page(site, "/fi/", "")), True)
        before = children(site.process.pid)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        until(lambda before=before: bool(children(site.process.pid) & before), False)
    until(lambda: bool(page(site, "/fi/", "")), True)
    assert site.process.poll() is None and "as soon as they start" not in said(site)


def test_a_worker_that_cannot_start_does_not_spin_and_the_site_ends_in_the_end(start, tmp_path):
    site = start(1)
    (tmp_path / "answers.db-secret").chmod(0o644)  # a secret that others may read stops the start
    os.kill(min(children(site.process.pid)), signal.SIGKILL)
    assert site.process.wait(LONG) == 1
    assert 0 < said(site).count("will be started again") <= 6, (
        "each rest is longer than the one before"
    )
    assert "as soon as they start" in said(site)


def test_when_the_master_is_killed_its_workers_go_and_the_port_is_free(start):
    site = start()
    workers = children(site.process.pid)
    os.kill(site.process.pid, signal.SIGKILL)
    site.process.wait(LONG)
    until(lambda: [pid for pid in workers if alive(pid)], [])
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port_of(site)))
        other.listen()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_ends_with_all_kinds_of_connections_open(start, how):
    """SIGINT and SIGHUP reach the workers, too, as from a terminal."""
    site = start()
    whole = b"GET /fi/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    form = (
        b"POST /fi/reading HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type:"
        b" application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\ntext="
    )
    held = []
    for opening in (b"", whole, whole[:20], form) * 4:
        held.append(socket.create_connection(("127.0.0.1", port_of(site)), timeout=LONG))
        held[-1].sendall(opening)
    with held[1]:
        assert held[1].recv(12) == b"HTTP/1.1 200"
    workers = children(site.process.pid)
    if how == signal.SIGTERM:
        site.process.send_signal(how)
    else:
        os.killpg(site.process.pid, how)
    site.process.wait(15)  # systemd waits for 90, people for less
    assert not [pid for pid in workers if alive(pid)] and "Traceback" not in said(site)
    for one in held:
        one.close()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_ends_before_its_master_at_the_end_is_no_fault(start, how):
    """As on a busy machine: the master hears the signal last."""
    site = start(1)
    workers = children(site.process.pid)
    os.kill(site.process.pid, signal.SIGSTOP)
    os.killpg(site.process.pid, how)
    until(lambda: [pid for pid in workers if alive(pid)], [])
    os.kill(site.process.pid, signal.SIGCONT)
    assert site.process.wait(LONG) == 0
    assert "ERROR" not in said(site)


def test_what_photos_took_goes_back_to_the_system(start):
    """Several at once, again and again, of 17 MB each."""
    site = start(1)
    (worker,) = children(site.process.pid)
    body = (
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n'
        + bytes(17 << 20)
        + b"\r\n--x--\r\n"
    )
    head = (
        "POST /en/open HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type:"
        " multipart/form-data; boundary=x\r\n"
    )

    def send(number: int) -> bytes:
        with socket.create_connection(("127.0.0.1", port_of(site)), timeout=LONG) as connection:
            own = f"X-Forwarded-For: 10.0.0.{number + 1}\r\nContent-Length: {len(body)}\r\n\r\n"
            connection.sendall(f"{head}{own}".encode() + body)
            return connection.recv(12)

    def megabytes() -> int:
        lines = (PROCESSES / str(worker) / "status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024

    page(site, "/en/open", "")
    before = megabytes()
    with ThreadPoolExecutor(4) as several:
        assert set(several.map(send, range(16))) == {b"HTTP/1.1 422"}
    until(lambda: megabytes() < before + 30, True)


def test_only_plain_http_1_and_heads_of_a_bounded_size(start):
    site = start(1)

    def answer(sent: bytes) -> bytes:
        with (
            socket.create_connection(("127.0.0.1", port_of(site)), timeout=LONG) as connection,
            suppress(ConnectionError),
        ):
            connection.sendall(sent)
            return connection.recv(12)
        return b""

    assert answer(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0") in (
        b"",
        b"HTTP/1.1 400",
    ), "no HTTP/2 without https"
    head = b"GET /fi/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: reading=%s\r\n\r\n"
    assert answer(head % (b"x" * 8_000)) == b"HTTP/1.1 200"
    assert answer(head % (b"x" * 2 * limits.HEAD)) in (b"HTTP/1.1 431", b"")


def test_who_is_silent_before_a_whole_head_is_closed(start):
    site = start(1)
    held = [socket.create_connection(("127.0.0.1", port_of(site)), timeout=LONG) for _ in range(2)]
    held[1].sendall(b"GET /fi/ HTT")
    for one in held:
        with one:
            assert one.recv(100).partition(b"\r\n")[0] in (
                b"",
                b"HTTP/1.1 408 Request Timeout",
            ), "closed, not held for ever"
