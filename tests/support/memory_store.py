"""A second store, in memory: it keeps what `sqlite.SqliteStore` promises and nothing beside it.
What works with this one needs no SQLite: no lock on the whole, only sections of one id.
"""

import threading
from collections import Counter, defaultdict
from contextlib import ExitStack, contextmanager
from datetime import date

from hbself import limits
from hbself.keeping.store import DAYS_AHEAD, NotSaved, Sealed, mark


class MemoryStore:
    """Boxes in a dictionary."""

    def __init__(self):
        self._boxes: dict[tuple[bytes, str], Sealed] = {}
        self._counts: Counter = Counter()
        self._day = date.min
        self._table = threading.Lock()  # for a moment's work; nobody waits for a person inside
        self._alone: dict[bytes, threading.RLock] = defaultdict(threading.RLock)

    @contextmanager
    def exclusively(self, id, wait=None):
        with self._table:
            lock = self._alone[id]
        if not lock.acquire(timeout=limits.SAVE_WAIT if wait is None else wait):
            raise NotSaved("somebody else held on too long")
        try:
            yield
        finally:
            lock.release()

    def get(self, id, kind):
        with self._table:
            return self._boxes.get((id, kind))

    def _version(self, id, kind) -> int:
        return self._boxes[id, kind].version if (id, kind) in self._boxes else 0

    def put(self, id, kind, box, expires, expected, wait=None):
        with self.exclusively(id, wait), self._table:
            if self._version(id, kind) != expected:
                return False
            self._boxes[id, kind] = Sealed(mark(id, kind, box), expires, box)
            return True

    def swap(self, old, new=(), expires=""):
        old, new = list(old), list(new)
        with ExitStack() as alone:
            for id in sorted({id for id, *_ in (*old, *new)}):
                alone.enter_context(self.exclusively(id))
            with self._table:
                if any(version not in (0, self._version(id, kind)) for id, kind, version in old):
                    return False
                gone = {(id, kind) for id, kind, _ in old}
                if any((id, kind) in self._boxes.keys() - gone for id, kind, _ in new):
                    return False
                for id, kind, _ in old:
                    self._boxes.pop((id, kind), None)
                for id, kind, box in new:
                    self._boxes[id, kind] = Sealed(mark(id, kind, box), expires, box)
        return True

    def delete(self, id, kind):
        self.swap([(id, kind, 0)])

    def forget(self):
        pass  # what is gone from the dictionary is gone

    def purge(self, month):
        with self._table:
            gone = [place for place, found in self._boxes.items() if found.expires <= month]
            for place in gone:
                del self._boxes[place]
        return len(gone)

    def seen(self):
        return self._day

    def see(self, day, wait=None):
        self._day = day

    def today(self, clock):
        used = max(clock, self._day)
        if self._day == date.min or clock - self._day <= DAYS_AHEAD:
            self._day = used
        return used

    def count(self, month, what, language):
        with self._table:
            self._counts[month, what, language] += 1

    def stats(self):
        with self._table:
            held = Counter((kind, found.expires) for (_, kind), found in self._boxes.items())
            made = dict(self._counts)
        return (
            sorted((*place, number) for place, number in held.items()),
            sorted((*what, number) for what, number in made.items()),
        )

    def close(self):
        pass
