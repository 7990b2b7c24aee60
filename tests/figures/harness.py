"""The real site with its workers, other people on it, and its memory: what the attacks are measured
with.

Everything is on loopback and bounded in count and time. The site is `hbself run` on a free port
with a database of its own, and nothing of the program is imported while it is attacked: the same
scripts run on any version.
"""

import http.client
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.figures.bench import NOTHING, tree
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
        said = Said(
            by="me",
            length="everything",
            answers={"now.ln3": Answer(text="Maalaan.", by="me", day="2026-11-20")},
        )
        keys = [records.start(store, date.today(), 12, said) for _ in range(PERSONS + 2)]
        clean = {k: v for k, v in os.environ.items() if not k.startswith("HBSELF_")}
        port = free_port()
        change = (
            f"from hbself import server; server.SERVER['blocking_threads'] = {threads}; "
            if threads
            else ""
        )
        command = [
            sys.executable,
            "-c",
            f"{change}import sys; from hbself import cli; sys.exit(cli.main())",
            "run",
            "--port",
            str(port),
            "--workers",
            str(workers),
        ]
        with log.open("wb") as file:
            process = subprocess.Popen(
                command,
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


# ---- other people --------------------------------------------------------------------------------


class Others:
    """People who read and save while somebody attacks. Each has an address; `tls`: they come by a
    proxy with https.
    """

    def __init__(self, site: Site, port: int = 0, tls=None):
        self.site, self.port, self.tls = site, port or site.port, tls
        self.waits: list[float] = []
        self.faults: list[str] = []
        # The number that was acknowledged last, and the one that was sent last
        self.saved, self.sent = "", 0
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(n,), daemon=True) for n in range(PERSONS)
        ]
        self._threads.append(threading.Thread(target=self._save, daemon=True))

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE + 5)

    def _ask(
        self, path: str, person: int, more: Mapping[str, str] = NOTHING, body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """By a proxy each person has an address of their own for true; else the head says so."""
        heads = (
            self._heads(person) | dict(more) | ({"Host": f"{NAME}:{self.port}"} if self.tls else {})
        )
        return ask(
            self.port,
            path,
            heads,
            body,
            tls=self.tls,
            source=f"127.0.1.{person + 1}" if self.tls else "",
        )

    def _status(self, *asked) -> int:
        return self._ask(*asked)[0]

    def _heads(self, person: int) -> dict[str, str]:
        cookie = self.site.cookies[person]
        return {
            "Cookie": cookie if not self.tls else f"__Host-{cookie}",
            "X-Forwarded-For": f"10.7.7.{person + 1}",
            "Accept-Language": "fi",
        }

    def _read(self, person: int) -> None:
        chance = random.Random(person)
        self._over.wait(PAUSE * person / PERSONS)
        while not self._over.is_set():
            path = chance.choice(("/fi/", "/fi/map", QUESTION, "/fi/open"))
            self._timed(path, partial(self._status, path, person), 200)
            self._over.wait(PAUSE)

    def _save(self) -> None:
        while not self._over.is_set():
            self.sent += 1
            body = urlencode({"do": "next", "text": f"numero {self.sent}"}).encode()
            if self._timed("save", partial(self._status, QUESTION, PERSONS, FORM, body), 303):
                self.saved = str(self.sent)
            self._over.wait(PAUSE)

    def _timed(self, what: str, act, expected: int) -> bool:
        begin, found = time.perf_counter(), "none"
        with suppress(OSError, http.client.HTTPException):
            found = str(act())
        took = time.perf_counter() - begin
        self.waits.append(took if found != "none" else PATIENCE)
        if found != str(expected):
            self.faults.append(f"{what}: {found}")
        return found == str(expected)

    def lost(self) -> str:
        """Whether the save that was acknowledged last is there: "0", or what was found."""
        if not self.saved:
            return "no save got through"
        with suppress(OSError, http.client.HTTPException):
            _, _, page = self._ask(QUESTION, PERSONS)
            found = re.search(rb"numero (\d+)", page)
            return (
                "0"
                if found and int(self.saved) <= int(found[1]) <= self.sent
                else f"saved {self.saved}, there is {found and found[1]}"
            )
        return "?"

    def figures(self) -> dict[str, float]:
        """Seconds that a page took: in the middle, for 95 of 100, at most; how many pages, and how
        many that went wrong.
        """
        waits = sorted(self.waits) or [PATIENCE]
        p95 = (
            statistics.quantiles(waits, n=20, method="inclusive")[-1]
            if len(waits) > 1
            else waits[0]
        )
        return {
            "pages": len(self.waits),
            "p50": statistics.median(waits),
            "p95": p95,
            "max": waits[-1],
            "wrong": len(self.faults),
        }


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
