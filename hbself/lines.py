"""Waiting lines for work that costs (stretching codes, photos, documents): bounded, and fair between networks.

Nobody is shut out by what others do: whoever has used a line least lately comes first, and where a line is full, the newest
place of whoever uses it most is given up. All is in one process's memory: addresses are never written down.
"""

import itertools
import threading
import time
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address

KNOWN = 5_000  # networks whose use a line remembers


class Full(Exception):
    """There is no place in the line now, or the wait was too long. Nothing was done."""


class _Place:
    def __init__(self, who: str, number: int):
        self.who, self.number, self.let_in, self.told = who, number, False, threading.Event()


class Line:
    """A line of one process.

    at_once: how many are let in at one time; room: how many wait (each holds a thread of the server); seconds: how long at
    most; half_life: seconds after which half of what somebody used is forgotten.
    """

    def __init__(self, at_once: int, room: int, seconds: float, half_life: float = 60.0):
        self._at_once, self._room, self._seconds, self._half_life = at_once, room, seconds, half_life
        self._lock, self._inside, self._numbers = threading.Lock(), 0, itertools.count()
        self._waiting: list[_Place] = []
        self._used: dict[str, tuple[float, float]] = {}  # who -> (how much, at what time)

    @contextmanager
    def turn(self, who: str):
        """Inside, it is the turn of `who` (a network, as of `network`). It counts as 1 used. Raises Full."""
        self._enter(who)
        try:
            yield
        finally:
            self._leave()

    def use(self, who: str, much: float) -> None:
        """Count more for `who`: a wrong code, a large document."""
        with self._lock:
            self._add(who, much)

    def used(self, who: str) -> float:
        """How much `who` used lately."""
        much, at = self._used.get(who, (0.0, 0.0))
        return much * 0.5 ** ((time.monotonic() - at) / self._half_life) if much else 0.0

    def _enter(self, who: str) -> None:
        with self._lock:
            if self._inside < self._at_once:
                self._inside += 1
                return self._add(who, 1.0)
            mine = _Place(who, next(self._numbers))
            if len(self._waiting) >= self._room:
                last = max([*self._waiting, mine], key=self._burden)
                if last is mine:
                    raise Full
                self._waiting.remove(last)
                last.told.set()
            self._waiting.append(mine)
        mine.told.wait(self._seconds)
        with self._lock:
            if mine.let_in:
                return None
            if mine in self._waiting:
                self._waiting.remove(mine)
        raise Full

    def _leave(self) -> None:
        with self._lock:
            if not self._waiting:
                self._inside -= 1
                return
            following = min(self._waiting, key=lambda place: (self.used(place.who), place.number))
            self._waiting.remove(following)
            self._add(following.who, 1.0)
            following.let_in = True
            following.told.set()

    def _burden(self, place: _Place) -> tuple[float, int]:
        return self.used(place.who) + sum(other.who == place.who for other in self._waiting), place.number

    def _add(self, who: str, much: float) -> None:
        now = time.monotonic()
        self._used[who] = self.used(who) + much, now
        if len(self._used) > KNOWN:  # those who used least lately are forgotten
            by_use = sorted(self._used, key=self.used)
            for one in by_use[:KNOWN // 2]:
                del self._used[one]


def network(address: str | None) -> str:
    """Whom a line and a limit count: an IPv4 address, the /64 of an IPv6 one (a household has at least one). What is no
    address, for a proxy let something odd through, counts as one: "?"."""
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return "?"
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64)
    return str(found)
