"""Taking turns at writing: threads at a lock, processes at a file, and every wait has an end."""

import sys
import threading
import time
from pathlib import Path

if sys.platform == "win32":  # there SQLite's own waiting must do
    LOCK_EX = LOCK_NB = LOCK_UN = 0

    def flock(file: object, what: int) -> None:
        """There is none."""
else:
    from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock

# seconds: when nobody has got a turn for so long, who comes now waits only so long
STUCK, SHORT = 1.0, 0.5


class Turns:
    """The turns of one process at a file that all processes know. Not two threads, not two
    processes have a turn at once.
    """

    def __init__(self, path: Path):
        self._lock, self._gate, self._deep = threading.RLock(), path.open("ab"), 0
        self._state, self._asked, self._got, self._wanted = (
            threading.Lock(),
            False,
            threading.Event(),
            False,
        )
        self._since: float | None = None  # since when somebody waits and nobody gets a turn

    def take(self, seconds: float) -> bool:
        """Whether it is this thread's turn now, after at most so many seconds. Can be taken again
        inside; each is given back.
        """
        begin = time.monotonic()
        since = self._since
        # A process that was stopped in its turn must not fill all our threads: pages are still
        # read.
        wait = min(seconds, SHORT) if since is not None and begin - since > STUCK else seconds
        if not self._lock.acquire(blocking=False):
            self._since = self._since or begin
            if not self._lock.acquire(timeout=wait):
                return False
        try:
            if not self._deep and not self._open(max(0.0, begin + wait - time.monotonic())):
                return False
            self._deep += 1
        finally:
            if not self._deep:
                self._lock.release()
        self._since = None
        return True

    def give(self) -> None:
        """The turn is over."""
        self._deep -= 1
        self._since = None
        if not self._deep:
            flock(self._gate, LOCK_UN)
        self._lock.release()

    def _open(self, seconds: float) -> bool:
        """The file's lock, for which a thread of its own asks: the system knows no wait with an
        end, and asking again and again would let a busy process keep the others out. Where we have
        stopped waiting, it gives the lock back at once.
        """
        with self._state:
            if not self._asked:
                try:
                    flock(self._gate, LOCK_EX | LOCK_NB)
                    return True
                except BlockingIOError:
                    self._asked = True
                    self._got.clear()
                    threading.Thread(target=self._ask, daemon=True).start()
            self._wanted = True
            self._since = self._since or time.monotonic()
        self._got.wait(seconds)
        with self._state:
            self._wanted = False
            return self._got.is_set() and not self._asked

    def _ask(self) -> None:
        flock(self._gate, LOCK_EX)
        with self._state:
            self._asked = False
            if self._wanted:
                self._got.set()
            else:
                flock(self._gate, LOCK_UN)
