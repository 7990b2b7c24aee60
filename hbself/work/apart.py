"""Work that may cost too much, done apart: in a process of its own that is ended when it takes too
long or too much memory.

What it works on goes through pipes: nothing of it is on a disk, in the process's arguments or in
its environment. The process ends with the worker that waits for it, and gives all of its memory
back.
"""

import importlib
import logging
import os
import signal
import subprocess
import sys
import threading
import traceback
from pathlib import Path
from typing import IO, cast

from .lines import Full

# All that can be done apart: its name, and the function (bytes to bytes) that does it. Only what
# that imports is loaded.
JOBS = {
    "photo": "hbself.work.photos:codes",
    "document": "hbself.export.making:made",
    "file": "hbself.export.files:read_apart",
}
# Python without the packages' start-up files, without leaving compiled files behind: 45 ms with the
# libraries for a photo.
PYTHON = [
    "-I",
    "-S",
    "-B",
    "-X",
    "utf8",
    "-c",
    "import sys; sys.path = sys.argv[2:]; from hbself.work.apart import child; child(sys.argv[1])",
]
HANDED_ON = ("SYSTEMROOT", "LD_LIBRARY_PATH")  # of the environment: what programs need to start
DONE, FAULT, TOO_MUCH = b"+", b"-", b"!"  # how the answer of the process begins
# Ends that a limit of ours brings: of time on the cores; of memory, where a library ends the
# process instead of telling Python.
LIMITS = {-getattr(signal, name, 0) for name in ("SIGXCPU", "SIGABRT", "SIGSEGV")} - {0}
TRIES = 2  # times that work is begun which something else ends: the system has no memory left, say
LATER = 5  # by so much it is nicer than the worker: pages come first
log = logging.getLogger("hbself")


class Ended(Exception):
    """It took too long or too much memory, and was ended."""


class Failed(Exception):
    """A fault of ours. Its kind and place are in the log, and nothing else."""


def run(job: str, data: bytes, seconds: float, megabytes: int) -> bytes:
    """What the job of this name (JOBS) makes of `data`.

    seconds: how long it may take; megabytes: how much memory, where the system can hold a process
    to that (not Windows). Raises Ended, Failed; lines.Full when the system has no process or memory
    left at this moment, or has ended it twice.
    """
    command = [
        sys.executable,
        *PYTHON,
        job,
        str(Path(__file__).parents[2]),
        *map(os.path.abspath, sys.path),
    ]
    for _ in range(TRIES):
        answer, end, late = _once(command, data, seconds, megabytes)
        if answer[:1] == TOO_MUCH or late or end in LIMITS:
            raise Ended
        if answer[:1] == FAULT:
            log.error("%s", answer[1:].decode())
            raise Failed
        if answer[:1] == DONE and end == 0:  # else it was ended while it answered, and this is half
            return answer[1:]
        log.error("A process apart (%s) was ended by something else: %d", job, end)
    raise Full


def _once(
    command: list[str], data: bytes, seconds: float, megabytes: int
) -> tuple[bytes, int, bool]:
    """What one process answers, how it ended (a signal's number below 0), and whether that was
    because it took too long.
    """
    kept = {name: os.environ[name] for name in HANDED_ON if name in os.environ} | {
        "MALLOC_ARENA_MAX": "2"
    }
    try:
        process = subprocess.Popen(  # noqa: S603 - our own Python, and names of JOBS
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
            bufsize=0,
        )
    except (OSError, MemoryError):
        raise Full from None
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        answer = _asked(process, b"%d %d %d\n" % (len(data), 2 * seconds + 1, megabytes), data)
        return answer, process.wait(), late.is_set()
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        cast(IO[bytes], process.stdout).close()


def _asked(process: subprocess.Popen, *sent: bytes) -> bytes:
    """All that the process answers. Its input stays open meanwhile: it ends with the worker, and
    the process sees that.
    """
    given, told = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
    try:
        for message in sent:
            left = memoryview(message)
            while left:
                left = left[given.write(left) :]
        return b"".join(iter(lambda: told.read(1 << 20), b""))
    except BrokenPipeError:
        return b""
    finally:
        given.close()


def child(job: str) -> None:
    """The other side of `run`, in the process that was started: one job, then the end."""
    with open(0, "rb", closefd=False) as pipe:
        size, cpu, megabytes = map(int, pipe.readline().split())
        try:
            _hold(cpu, megabytes)
            data = pipe.read(size)
            if len(data) < size:
                os._exit(1)  # the worker is gone
            threading.Thread(target=_end_with_the_worker, daemon=True).start()
            module, _, name = JOBS[job].partition(":")
            answer = DONE + getattr(importlib.import_module(module), name)(data)
        except MemoryError:
            answer = TOO_MUCH
        except Exception as error:
            *_, (frame, line) = traceback.walk_tb(error.__traceback__)
            place = f"{frame.f_code.co_filename}:{line}"
            answer = FAULT + f"{type(error).__name__} in {place}".encode()
        with open(1, "wb", closefd=False) as out:
            out.write(answer)
    os._exit(0)  # nothing is tidied up that the system takes back anyway


def _hold(cpu: int, megabytes: int) -> None:
    """Never more than so many seconds of all cores and so much memory; no image of the memory on a
    disk; and pages come first.
    """
    try:
        import resource

        os.nice(LATER)
        # A second is left between SIGXCPU, which tells whose limit it was, and the system's
        # SIGKILL.
        for what, most, left in (
            (resource.RLIMIT_CORE, 0, 0),
            (resource.RLIMIT_CPU, cpu, 1),
            (resource.RLIMIT_DATA, megabytes << 20, 0),
        ):
            resource.setrlimit(what, (most, most + left))
    # Windows has none of this, macOS not all: there the time is the limit
    except (ImportError, OSError, ValueError):
        pass


def _end_with_the_worker() -> None:
    os.read(0, 1)
    os._exit(1)
