"""Servers in processes of their own: what they hold of memory, what they take of the processor."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.figures.load import drive, request
from tests.support.serving import free_port


@contextmanager
def served(arguments: list[str], path: str, **config):
    """Run a server until the block ends: (port, process id, seconds from start to its first answer
    at `path`).
    """
    port = free_port()
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments, "--port", str(port)],
        env={**os.environ, **config},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while True:
            try:
                assert drive(port, [[request("GET", path)]])[0].status == 200
                break
            except OSError:
                assert process.poll() is None, "the server stopped"
                assert time.perf_counter() - begin < 60, "the server does not answer"
                time.sleep(0.01)
        yield port, process.pid, time.perf_counter() - begin
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def children(pid: int) -> set[int]:
    """The processes that a process has started itself."""
    return {child for child, parent in _parents().items() if parent == pid}


def _parents() -> dict[int, int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    return parents


def tree(pid: int) -> set[int]:
    """A process and all its children."""
    found, parents = {pid}, _parents()
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def memory(pid: int) -> float:
    """Megabytes of a server: proportional set size, so that pages that its processes share count
    once.
    """
    sizes = (
        re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.M)
        for one in tree(pid)
    )
    return sum(int(size[1]) for size in sizes) / 1024


def processor_seconds(pid: int) -> float:
    """What a server has used so far."""
    stats = (Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in tree(pid))
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")
