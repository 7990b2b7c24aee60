"""Guessed keys: how many wrong ones are looked up in a minute, over the whole site and from one address.

The sum behind the numbers stands in docs/privacy.md. Kept in memory: addresses are never written down.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from . import config

Found = TypeVar("Found")


class TooMany(Exception):
    """So many were wrong in the last minute that none is looked up now. Nobody is kept out for longer."""


class Guesses:
    """Counts wrong keys for one worker process."""

    def __init__(self, workers: int):
        self._limits = FixedWindowRateLimiter(MemoryStorage())
        # The workers share the tries of the whole site: config lets there be no more workers than tries.
        self._all, self._one = parse(f"{config.RATE_WRONG // workers} per minute"), parse(config.RATE_CODES)
        self._one_look = threading.Lock()  # threads must not slip through together

    def check(self, address: str) -> None:
        """Raises TooMany when a key from this address would not be looked up now: then it need not be stretched."""
        if not self._limits.test(self._all, "all") or not self._limits.test(self._one, address):
            raise TooMany

    def find(self, look: Callable[[], Found | None], address: str) -> Found | None:
        """What `look` finds; None is counted as a wrong key. Raises TooMany, and then `look` was not called."""
        with self._one_look:
            self.check(address)
            found = look()
            if found is None:
                self._limits.hit(self._all, "all")
                self._limits.hit(self._one, address)
        return found
