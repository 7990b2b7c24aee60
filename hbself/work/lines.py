"""Waiting lines for work that costs (stretching codes, photos, documents): bounded, and fair
between networks.

Nobody is shut out by what others do: whoever has used a line least lately comes first, and where a
line is full, the newest place of whoever uses it most is given up. Who was refused comes after
those who were not: else strangers who send without a pause, and are mostly refused, would look like
those who come for the first time. But no number of refusals weighs as much as one turn: a room full
of people who try again and again gets its turn like any other. All is in one process's memory:
addresses are never written down.
"""

import functools
import itertools
import threading
import time
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address, ip_network

KNOWN = 5_000  # networks whose use a line remembers
OLD = 20  # half-lives after which it is forgotten
# A part of what all networks around use (IPv4: /16, IPv6: /48, of which one customer may have all
# 65,536 networks) counts for each of them: a stranger with ever new networks is not always new.
# Neighbours who use little are not held back by it.
AROUND = 1 / 32
# In a line's memory: before a network that was refused, before what was shown
REFUSED, SHOWN = "refused ", "shown "


class Full(Exception):
    """There is no place in the line now, or the wait was too long. Nothing was done."""


class _Place:
    def __init__(self, who: str, number: int):
        self.who, self.number, self.let_in, self.told = who, number, False, threading.Event()


class Line:
    """A line of one process.

    at_once: how many are let in at one time; room: how many wait (each holds a thread of the
    server); seconds: how long at most; half_life: seconds after which half of what somebody used is
    forgotten.
    """

    def __init__(self, at_once: int, room: int, seconds: float, half_life: float = 60.0):
        self._at_once, self._room, self._seconds, self._half_life = (
            at_once,
            room,
            seconds,
            half_life,
        )
        self._lock, self._inside, self._numbers = threading.Lock(), 0, itertools.count()
        self._waiting: list[_Place] = []
        self._used: dict[str, tuple[float, float]] = {}  # who -> (how much, at what time)

    @contextmanager
    def turn(self, who: str):
        """Inside, it is the turn of `who` (a network, as of `network`). It counts as 1 used. Raises
        Full.
        """
        self._enter(who)
        try:
            yield
        finally:
            self._leave()

    def use(self, who: str, much: float) -> None:
        """Count more for `who`: a large document."""
        with self._lock:
            self._add(who, much)

    def trust(self, who: str, shown: str) -> None:
        """No stranger sits there, for they have shown something that strangers do not have: what
        `who` used is forgotten. Of the same thing shown again and again, wherever, ever less.
        Nobody comes before who has used nothing.
        """
        with self._lock:
            self._add(who, -self._lately(who) / (1 + self._lately(SHOWN + shown)))
            self._add(SHOWN + shown, 1.0)

    def used(self, who: str) -> float:
        """How much `who` used lately, with a part of what the networks around it used, and half a
        turn for refusals.
        """
        return (
            self._lately(who)
            + AROUND * self._lately(around(who))
            + min(1.0, self._lately(REFUSED + who)) / 2
        )

    def _lately(self, who: str) -> float:
        much, at = self._used.get(who, (0.0, 0.0))
        return much * 0.5 ** ((time.monotonic() - at) / self._half_life) if much else 0.0

    def _enter(self, who: str) -> None:
        with self._lock:
            if self._inside < self._at_once:
                self._inside += 1
                return self._add(who, 1.0)
            mine = _Place(who, next(self._numbers))
            if len(self._waiting) >= self._room:
                last = self._in_order([*self._waiting, mine])[-1]
                self._add(REFUSED + last.who, 1.0)
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
                self._add(REFUSED + who, 1.0)
        raise Full

    def _leave(self) -> None:
        with self._lock:
            if not self._waiting:
                self._inside -= 1
                return
            following = self._in_order(self._waiting)[0]
            self._waiting.remove(following)
            self._add(following.who, 1.0)
            following.let_in = True
            following.told.set()

    def _in_order(self, places: list[_Place]) -> list[_Place]:
        """Who comes next stands first. Whoever has several places stands at the second as if the
        first had been used.
        """
        ranks: dict[_Place, tuple[float, int]] = {}
        then: dict[str, float] = {}
        for place in places:  # as they came
            ranks[place] = then.get(place.who, self.used(place.who)), place.number
            then[place.who] = ranks[place][0] + 1
        return sorted(places, key=ranks.__getitem__)

    def _add(self, who: str, much: float) -> None:
        now = time.monotonic()
        for user in filter(None, (who, around(who))):
            much_now = max(0.0, self._lately(user) + much)
            self._used.pop(user, None)
            self._used[user] = much_now, now  # at the end: in the order in which they came last
        while now - self._used[first := next(iter(self._used))][1] > OLD * self._half_life:
            del self._used[first]
        if len(self._used) > KNOWN:  # those who used least lately are forgotten
            by_use = sorted(self._used, key=self._lately)
            for user in by_use[: KNOWN // 2]:
                del self._used[user]


@functools.lru_cache(KNOWN)
def around(who: str) -> str:
    """The networks around one (a network as of `network`); "" where it is no address."""
    try:
        return str(ip_network(f"{who}/{48 if ':' in who else 16}", strict=False))
    except ValueError:
        return ""


def network(address: str | None) -> str:
    """Whom a line and a limit count: an IPv4 address, the /64 of an IPv6 one (a household has at
    least one). What is no address, for a proxy let something odd through, counts as one: "?".
    """
    try:
        ip = ip_address((address or "").partition("%")[0])
    except ValueError:
        return "?"
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or IPv6Address(int(ip) >> 64 << 64)
    return str(ip)
