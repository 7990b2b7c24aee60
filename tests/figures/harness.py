"""The real site with its workers, other people on it, and its memory: what the attacks are measured
with.

Everything is on loopback and bounded in count and time. The site is `hbself run` on a free port
with a database of its own, and nothing of the program is imported while it is attacked: the same
scripts run on any version.
"""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tests.figures.load import NOTHING
from tests.figures.processes import tree
from tests.support.places import ROOT
from tests.support.serving import free_port

PATIENCE = 20.0  # seconds that somebody waits for a page; it counts as so long
PERSONS, PAUSE = 8, 0.15  # other people at once, and seconds between two pages of one
QUESTION = "/fi/set/now/ln3"
BACK = 60.0  # seconds within which the memory should be as before
SOME_MORE = 1.1  # as before: at most so many times what it was
NAME = "proposal.example.org"  # as the files in docs/ name the site
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


class Site(NamedTuple):
    """A running site. `cookies`: heads of persons with answers; the last one is the attacker's.
    `log`: what it has written.
    """

    port: int
    process: subprocess.Popen
    cookies: list[str]
    log: Path


# ---- the site ------------------------------------------------------------------------------------


def _site_command(port: int, workers: int, threads: int) -> list[str]:
    code = "import sys; from hbself import cli; sys.exit(cli.main())"
    if threads:
        change = f"from hbself import server; server.SERVER['blocking_threads'] = {threads}"
        code = f"{change}; {code}"
    sizes = ["--port", str(port), "--workers", str(workers)]
    return [sys.executable, "-c", code, "run", *sizes]


@contextmanager
def site(workers: int = 2, threads: int = 0, **config: str):
    """Start the site and stop it when the block ends, the hard way where it must. threads: in place
    of the site's own number.
    """
    from datetime import date

    from hbself import settings
    from hbself.keeping import records, vault
    from hbself.keeping.sqlite import SqliteStore
    from hbself.model.said import Answer, Said

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, log = folder / "own" / "answers.db", folder / "log"
        store, secret = SqliteStore(path), settings.read_secret(settings.Config(path))
        answer = Answer(text="Maalaan.", by="me", day="2026-11-20")
        said = Said(by="me", length="everything", answers={"now.ln3": answer})
        keys = [records.start(store, date.today(), 12, said) for _ in range(PERSONS + 2)]
        clean = {k: v for k, v in os.environ.items() if not k.startswith("HBSELF_")}
        port = free_port()
        with log.open("wb") as file:
            process = subprocess.Popen(
                _site_command(port, workers, threads),
                cwd=ROOT,
                stdout=file,
                stderr=file,
                start_new_session=True,
                env=clean | {"HBSELF_DATABASE": str(path), "HBSELF_PROXIES": "1"} | config,
            )
        try:
            _wait_for(port, process, workers)
            yield Site(port, process, [f"key={vault.to_cookie(key, secret)}" for key in keys], log)
        finally:
            end(process)


def _listening(port: int) -> int:
    """How many workers listen at the port. While one more begins to, Linux may
    lose a connection.
    """
    return sum(
        line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
    )


def _wait_for(port: int, process: subprocess.Popen, workers: int) -> None:
    for _ in range(300):
        assert process.poll() is None, "the site stopped"
        with suppress(OSError, http.client.HTTPException):
            if ask(port, "/fi/", seconds=2)[0] == 200 and _listening(port) == workers:
                return
        time.sleep(0.1)
    raise TimeoutError("the site does not answer")


def end(process: subprocess.Popen) -> None:
    """Stop a server with its workers. Workers that hang are killed."""
    all_of_it = tree(process.pid)
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(15)
    for one in all_of_it:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    process.wait(5)


def ask(
    port: int,
    path: str,
    heads: Mapping[str, str] = NOTHING,
    body: bytes | None = None,
    method: str = "",
    seconds: float = PATIENCE,
    tls=None,
    source: str = "",
) -> tuple[int, dict[str, str], bytes]:
    """One request on a connection of its own: (status, heads in small letters, body). Raises
    OSError, HTTPException.
    """
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=seconds, source_address=(source, 0) if source else None
    )
    if tls:
        connection.connect()
        connection.sock = tls.wrap_socket(connection.sock, server_hostname=NAME)
    try:
        connection.request(method or ("GET" if body is None else "POST"), path, body, heads)
        answer = connection.getresponse()
        return (
            answer.status,
            {name.lower(): value for name, value in answer.getheaders()},
            answer.read(),
        )
    finally:
        connection.close()


# ---- memory --------------------------------------------------------------------------------------


def sizes(master: int) -> tuple[list[float], list[float]]:
    """Megabytes (resident) of each worker, and of each process that a worker has started."""
    found: tuple[list[float], list[float]] = [], []
    for pid in tree(master) - {master}:
        with suppress(OSError, AttributeError, ValueError):
            status = Path(f"/proc/{pid}/status").read_text()
            size, parent = (
                re.search(r"^VmRSS:\s+(\d+)", status, re.M),
                re.search(r"^PPid:\s+(\d+)", status, re.M),
            )
            found[int(parent[1]) != master].append(int(size[1]) / 1024)
    return found


class Memory:
    """Looks at the memory of a site five times a second: the largest worker and the largest process
    apart so far.
    """

    def __init__(self, master: int):
        self.master, self.worker, self.apart = master, 0.0, 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.2):
            workers, apart = sizes(self.master)
            self.worker, self.apart = max([self.worker, *workers]), max([self.apart, *apart])

    def now(self) -> float:
        """The largest worker now."""
        return max(sizes(self.master)[0], default=0.0)


def after(memory: Memory, before: float, limit: float = BACK) -> tuple[float, float]:
    """Wait until the largest worker is as before, for so many seconds at most: (its megabytes,
    seconds that it took).
    """
    begin = time.monotonic()
    while (now := memory.now()) > before * SOME_MORE and time.monotonic() - begin < limit:
        time.sleep(0.5)
    return now, time.monotonic() - begin


def warm(found: Site) -> None:
    """Every worker has made each kind of page, and a PDF, before it is measured."""
    for number in range(60):
        heads = {"Cookie": found.cookies[0], "X-Forwarded-For": f"10.8.0.{number + 1}"}
        ask(
            found.port, ("/fi/", "/fi/map", QUESTION, "/fi/open", "/fi/proposal")[number % 5], heads
        )
        if number % 10 == 0:
            ask(found.port, "/fi/take/pdf", heads)


def child(module: str, *arguments: object, limit: float) -> str:
    """Run an attack in a process of its own, for at most so many seconds: what
    it has printed last.
    """
    command = [
        sys.executable,
        "-m",
        module,
        *(json.dumps(one) if not isinstance(one, str) else one for one in arguments),
    ]
    attacker = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        said, _ = attacker.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        attacker.kill()
        said, _ = attacker.communicate()
        said += f"\nstopped after {limit:.0f} s"
    return (said.strip().splitlines() or ["nothing"])[-1]
