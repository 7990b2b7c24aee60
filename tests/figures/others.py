"""Other people on the site while it is attacked: how long their pages take, and whether what they
saved is there.
"""

import http.client
import random
import re
import statistics
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from urllib.parse import urlencode

from tests.figures.harness import FORM, NAME, PATIENCE, PAUSE, PERSONS, QUESTION, Site, ask
from tests.figures.load import NOTHING


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
