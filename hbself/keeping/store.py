"""What a store of sealed boxes promises, whatever it is made of. `sqlite` keeps the promise in a
file; the tests of the promise say what every other store has to keep as well.

A box has an id and a kind. Nothing here knows who or what is in it. No promise needs a lock on the
whole store: each is about one box, about the boxes of one transaction, or about one id.
"""

import hashlib
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Protocol

import msgspec

COUNTED = 2**32  # versions of earlier releases counted the saves, and are below it
DAYS_AHEAD = timedelta(31)  # a site in use sees a new day at least so often
Held = list[tuple[str, str, int]]  # boxes: kind, month of removal, how many
Made = list[tuple[str, str, str, int]]  # documents: month, kind, language, how many


class NotSaved(Exception):
    """Nothing can be written now, or nothing can be read: no room, a file that only can be read or
    was taken away, no answer within the time, or somebody else held on too long. Nothing was
    changed.
    """


class Sealed(msgspec.Struct, frozen=True):
    """A box: version as by `mark`, or a small count of an earlier release; `expires` "2027-12", the
    first month in which it may be removed.
    """

    version: int
    expires: str
    box: bytes


def mark(id: bytes, kind: str, box: bytes) -> int:
    """A box's version: 46 bits that follow from the box itself. They change with each save and
    count nothing, and tell a box that was damaged in the store or put into another's place.
    (Earlier releases add 1 to it: the lowest 16 bits are free.)
    """
    whole = hashlib.blake2b(
        kind.encode() + b"\0" + box, digest_size=8, key=id, person=b"hbself row 1"
    ).digest()
    return max(COUNTED, int.from_bytes(whole, "big") >> 18 << 16)


class Store(Protocol):
    """Boxes, counts, and the last day that was seen. Many threads and processes use it at once.

    Whatever has returned is durable: it survives a crash and a loss of power. Whatever raises
    NotSaved has changed nothing. Every wait has an end: `wait` seconds, by default
    limits.SAVE_WAIT, then NotSaved.
    """

    def get(self, id: bytes, kind: str) -> Sealed | None:
        """The box as the last write left it, or None when there is none. Waits for no writer."""
        ...

    def put(
        self,
        id: bytes,
        kind: str,
        box: bytes,
        expires: str,
        expected: int,
        wait: float | None = None,
    ) -> bool:
        """Write the box if its version is still `expected` (0: there is none yet); its version is
        then its `mark`. False: somebody else has written in between, and nothing was changed.
        """
        ...

    def swap(
        self,
        old: Iterable[tuple[bytes, str, int]],
        new: Iterable[tuple[bytes, str, bytes]] = (),
        expires: str = "",
    ) -> bool:
        """In one transaction the boxes `old` go and the boxes `new` come; a crash leaves exactly
        the ones or the others.

        old: (id, kind, version), 0 for whichever version there is, if any; new: (id, kind, box).
        False: somebody else has written one of `old` in between, or there is a box in the place of
        one of `new`, and nothing was changed.
        """
        ...

    def delete(self, id: bytes, kind: str) -> None:
        """Remove the box, if there is one, and `forget` it."""
        ...

    def forget(self) -> None:
        """What was removed stands nowhere any more, as far as the store can see to that now; what
        it could not overwrite goes with a later call. Raises nothing that passes.
        """
        ...

    def exclusively(self, id: bytes, wait: float | None = None) -> AbstractContextManager[None]:
        """Inside, nobody else is in such a section of this id, and nobody else writes a box with
        this id (put, swap, delete): they wait. Reading goes on. Can be taken again inside. Who
        takes sections of several ids takes the person's own first, then those of what belongs to
        them.

        Fair: whoever waits gets through, however many come after. It ends with its process.
        """
        ...

    def purge(self, month: str) -> int:
        """Remove all boxes that expire in `month` ("2027-12") or before, so few at a time that
        nobody waits long for it, and `forget` them. Returns how many.
        """
        ...

    def seen(self) -> date:
        """The last day that this store has seen; date.min where it has seen none."""
        ...

    def see(self, day: date, wait: float | None = None) -> None:
        """From now on the last day is this one, whichever it was before."""
        ...

    def today(self, clock: date) -> date:
        """Which day it is. A clock that was set back does not make it an earlier one: what has
        ended stays so.

        A day that is more than DAYS_AHEAD of the last one is used and not kept: a clock that goes
        wrong for an hour must not last. Raises nothing that passes.
        """
        ...

    def count(self, month: str, what: str, language: str) -> None:
        """One more document of this kind was made. Nothing leads from a count to a box. What can't
        be counted now is not counted.
        """
        ...

    def stats(self) -> tuple[Held, Made]:
        """All that can be counted, in order."""
        ...

    def close(self) -> None:
        """What this thread holds open is closed; the next call opens it again."""
        ...
