"""How the site is served: Granian's settings, workers that are started again when they die, and
none that outlives its master.
"""

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

# Granian's own memory (its jemalloc reads this when it is loaded): what is freed goes back at once,
# also where nothing follows.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:0,muzzy_decay_ms:0,narenas:2")

from granian import Granian
from granian.http import HTTP1Settings

from . import limits
from .web import factory

# Of Linux' prctl: the signal that a process gets when the one that started it is gone
PR_SET_PDEATHSIG = 1
# http: a proxy speaks HTTP/1 to the site; "auto" would let anybody try HTTP/2 on it. What is silent
# before it has sent a whole head is closed; a head larger than `max_buffer_size` is 431. A body has
# no time limit here: the proxy collects it first. A thread that has nothing to do still holds what
# it made last, so it ends soon. A worker that is told to stop while it is still starting may miss
# it, and one with forms that do not come waits for them: after so many seconds it is made to stop.
SERVER = {
    "interface": "wsgi",
    "http": "1",
    "websockets": False,
    "log_level": "warning",
    "workers_kill_timeout": 5,
    "blocking_threads": limits.THREADS,
    "blocking_threads_idle_timeout": 10,
    "backlog": limits.CONNECTIONS,
    "backpressure": limits.CONNECTIONS,
    "http1_settings": HTTP1Settings(
        header_read_timeout=1000 * limits.HEAD_SECONDS, max_buffer_size=limits.HEAD
    ),
}
STEADY = 10.0  # seconds after which a worker counts as well started
# Seconds before one that was not is started again; twice as long each time
REST, LONGEST_REST = 0.5, 30.0
LONGEST_KILLED = 4.0  # seconds: the same where none has ended by itself, but was killed or crashed
# That end by themselves, one after another, and no worker is left: then the site ends, and whoever
# runs it sees why
GIVE_UP = 5
GIVE_BACK = 20.0  # seconds
# Who keeps Python's small pieces: its own keeper gives back only a whole megabyte of them, and
# after many large pages at once each had something in it that stays: a worker stayed 40 % larger.
# Pages take some 5 % longer.
SMALL = {"PYTHONMALLOC": "malloc"}
# glibc's mallopt: one arena (by itself each thread keeps freed memory of its own: some 10 MB more),
# a large piece from the system and back to it at once (by itself glibc takes one of 20 MB for usual
# once it was freed, and 100 MB stay)
KEEP = {-8: 1, -3: 256 * 1024}
log = logging.getLogger("_granian")


def serve(host: str, port: int, workers: int) -> None:
    """Serve until a signal comes. Raises SystemExit(1) when no worker can be started."""
    quiet()
    _more_files()
    Server(
        "hbself.server:worker", address=host, port=port, factory=True, workers=workers, **SERVER
    ).serve()


def small_pieces() -> None:
    """Start this program once more, in the same process, with its small pieces in the C library
    (SMALL), where that can give them back. Whoever has set PYTHONMALLOC has chosen. Where it can't
    be started again (it came through a pipe, or Python does not know its own place), it goes on as
    it is. Call it before anything is open.
    """
    again = sys.executable and (sys.argv[0] == "-c" or Path(sys.argv[0]).is_file())
    if again and _of_c("malloc_trim") and not SMALL.keys() & os.environ.keys():
        with suppress(OSError):
            this = [sys.executable, *sys.orig_argv[1:]]  # the very call that is running
            os.execve(sys.executable, this, os.environ | SMALL)  # noqa: S606 - our own words


def quiet() -> None:
    """What would only unsettle whoever starts the site: our threads mostly wait (limits.THREADS),
    and Granian calls it unexpected, too, when a worker ends a moment before its master at Ctrl+C.
    `Server` says it of those that are started again.
    """
    needless = "Python threads", "Unexpected exit"
    log.addFilter(lambda line: not any(words in line.getMessage() for words in needless))


def _more_files() -> None:
    """Each connection is an open file, and most systems allow 1,024 unless one asks for more."""
    try:
        import resource
    except ImportError:  # Windows
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * limits.CONNECTIONS + 1024
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(
            resource.RLIMIT_NOFILE,
            (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard),
        )


class Server(Granian):  # type: ignore[misc, valid-type]  # Granian is chosen when it is loaded
    """Granian, but workers that die are started again as long as the site runs. Its own way ends
    the site when one dies twice within some seconds, and can miss one of two that die at the same
    moment.
    """

    def _serve_loop(self, spawn_target, target_loader):
        # Workers in a row that died soon after their start; of them, those that ended by themselves
        young = failed = 0
        while not self._over():
            self.main_loop_interrupt.wait(1.0)
            self.main_loop_interrupt.clear()
            dead = [n for n, worker in enumerate(self.wrks) if not worker.is_alive()]
            if not dead or self._over():
                continue
            log.error("Ended, and will be started again: worker %s", [n + 1 for n in dead])
            soon = [n for n in dead if time.monotonic() - self.wrks[n].birth < STEADY]
            # Below 0: a signal's number
            ended = [n for n in soon if (self.wrks[n].inner.exitcode or 0) >= 0]
            young = young + len(soon) if soon else 0
            failed = failed + len(ended) if ended else 0
            if failed >= GIVE_UP and len(dead) == len(self.wrks):
                log.error("The workers end as soon as they start")
                return
            self._pause(
                min(REST * 2 ** min(young - 1, 10), LONGEST_REST if ended else LONGEST_KILLED)
                if soon
                else 0.0
            )
            if not self._over():
                self._respawn_workers(dead, spawn_target, target_loader)
        self.interrupt_children.clear()  # else the end of the site would count as a failure

    def _over(self) -> bool:
        # HUP: the terminal was closed, and our workers with it
        return self.interrupt_signal or self.reload_signal

    def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self._over() and (left := end - time.monotonic()) > 0:
            self.main_loop_interrupt.wait(left)
            self.main_loop_interrupt.clear()


def worker():
    """The application of a worker process. What it holds now stays, so the collector need not look
    through it again.
    """
    end_with_master()
    hold_little()
    app = factory.create_app()
    gc.collect()
    gc.freeze()
    threading.Thread(target=give_back, daemon=True).start()
    return app


def hold_little() -> None:
    """Memory that is freed leaves this process, as far as its C library takes such wishes (glibc
    does). They are made here, not in the environment: workers are forked, and the library has read
    that long before.
    """
    for name, value in KEEP.items() if (mallopt := _of_c("mallopt")) else ():
        mallopt(name, value)


def _of_c(name: str):
    """A function of the C library; None where it has no such one."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None


def give_back() -> None:
    """What was freed goes back to the system now and then: between what stays, `hold_little` leaves
    gaps. Only glibc has `malloc_trim`; it takes some milliseconds, in which pages go on.
    """
    trim = _of_c("malloc_trim")
    while trim:
        time.sleep(GIVE_BACK)
        gc.collect()
        trim(0)


def end_with_master() -> None:
    """On Linux this process is killed when the one that started it is gone: else it would keep the
    port and the database, beside the site that is started next. What was acknowledged is kept, as
    after every crash.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        master = multiprocessing.parent_process()
        if master is not None and os.getppid() != master.pid:  # it went before we asked
            os._exit(1)
