"""Strangers at the door: 200 networks send 100 wrong codes a second; how long others wait for their
answers and pages.

    python -m tests.figures.doors [--networks 200] [--rate 100] [--seconds 30] [--cookies]

The site is the real one (`hbself run`, two workers) on loopback, in a folder of its own. Each
sender is a network of its own in a part of the net of its own, by X-Forwarded-For: so nothing tells
strangers from others but what they send. Whoever is asked to wait presses again after 3 seconds, as
a person does, and the time runs on. Load is bounded in count and time. --cookies: the strangers
send made-up cookies in the place of codes.
"""

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from hbself import settings
from hbself.keeping import records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.said import Said
from tests.figures.load import request
from tests.figures.persons import QUESTION
from tests.figures.processes import served

# Persons each with a network of their own; persons behind one; others' pages a second
ALONE, ROOM, PAGES = 20, 40, 10
# Seconds before it begins; until one presses again; after which one gives up
QUIET, AGAIN, PATIENCE = 5.0, 3.0, 60.0
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


class Run:
    """One run: what each kind of visitor saw."""

    def __init__(self, port: int):
        self.port, self.begin = port, time.perf_counter() + QUIET
        self.times: dict[str, list[float]] = {}
        self.seen: dict[str, Counter] = {}

    async def ask(
        self, kind: str, method: str, path: str, address: str, cookie: str = "", body: bytes = b""
    ) -> int:
        """One request on a connection of its own: its status, 0 where there was no answer."""
        heads = {
            "X-Forwarded-For": address,
            "Connection": "close",
            **(FORM if body else {}),
            **({"Cookie": cookie} if cookie else {}),
        }
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(request(method, path, heads, body))
            async with asyncio.timeout(PATIENCE):
                status = int((await reader.read())[9:12] or 0)
            writer.close()
        except (OSError, TimeoutError, ValueError):
            status = 0
        self.seen.setdefault(kind, Counter())[status] += 1
        return status

    async def at(self, second: float) -> float:
        """Wait until so many seconds after the beginning."""
        await asyncio.sleep(max(0.0, self.begin + second - time.perf_counter()))
        return time.perf_counter()

    async def stranger(self, second: float, address: str, cookies: bool) -> None:
        await self.at(second)
        if cookies:
            await self.ask(
                "strangers",
                "GET",
                "/en/map",
                address,
                "key=" + vault.to_cookie(vault.key(os.urandom(32)), b"not the secret"),
            )
        else:
            await self.ask(
                "strangers",
                "POST",
                "/en/open",
                address,
                body=urlencode({"code": vault.new_code()}).encode(),
            )

    async def person(self, kind: str, second: float, address: str, code: str, slips: bool) -> None:
        """Types the code until it opens; who slips types a wrong one first."""
        begin, tries = await self.at(second), [vault.new_code()] * slips + [code]
        while tries and time.perf_counter() - begin < PATIENCE:
            status = await self.ask(
                kind, "POST", "/en/open", address, body=urlencode({"code": tries[0]}).encode()
            )
            if status in (303, 422):
                tries.pop(0)
            else:
                await asyncio.sleep(AGAIN)
        self.times.setdefault(kind, []).append(
            time.perf_counter() - begin if not tries else float("inf")
        )

    async def page(self, second: float, address: str, cookie: str) -> None:
        begin, kind = (
            await self.at(second),
            ("pages of others" if second >= 0 else "pages before it begins"),
        )
        await self.ask(kind, "GET", QUESTION, address, cookie)
        self.times.setdefault(kind, []).append(time.perf_counter() - begin)


def network(part: int, number: int) -> str:
    """Each in a /16 of its own as far as there are so many, and never a stranger and another in the
    same.
    """
    return f"{11 + part * 80 + number % 80}.{number // 80 % 256}.{number // 20480}.1"


async def attack(run: Run, chosen, held: list[tuple[str, str]]) -> None:
    visits = [
        run.stranger(n / chosen.rate, network(0, n % chosen.networks), chosen.cookies)
        for n in range(round(chosen.rate * chosen.seconds))
    ]
    for n, (code, _) in enumerate(held[:ALONE]):
        visits.append(
            run.person(
                "right codes, each alone",
                (n + 0.5) * chosen.seconds / ALONE,
                network(1, n),
                code,
                False,
            )
        )
    for n, (code, _) in enumerate(held[ALONE:]):
        visits.append(
            run.person(
                "right codes, a room of 40, one in four slips",
                n * chosen.seconds / ROOM,
                network(1, 79),
                code,
                n % 4 == 0,
            )
        )
    visits += [
        run.page(n / PAGES, network(1, 30 + n % 40), held[n % len(held)][1])
        for n in range(round(-PAGES * QUIET), round(PAGES * chosen.seconds))
    ]
    random.shuffle(visits)
    await asyncio.gather(*visits)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--networks", type=int, default=200)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--cookies", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        config = settings.Config(Path(folder) / "answers.db")
        secret, store, held = settings.read_secret(config), SqliteStore(config.database), []
        for _ in range(ALONE + ROOM):
            key = records.start(store, date.today(), 12, Said(by="me"))
            held.append(
                (
                    records.read(store, key, date.today(), 12)[0].keeping.code,
                    f"key={vault.to_cookie(key, secret)}",
                )
            )
        with served(
            ["-m", "hbself.cli", "run"],
            "/en/",
            HBSELF_DATABASE=str(config.database),
            HBSELF_PROXIES="1",
        ) as (port, _, _):
            busy = os.getloadavg()[0]
            run = Run(port)
            asyncio.run(attack(run, chosen, held))
    print(
        f"{chosen.networks} networks, {chosen.rate:g} a second, {chosen.seconds:g} s; load of the"
        f" machine before {busy:.1f}, after {os.getloadavg()[0]:.1f}"
    )
    print_table(run)


def print_table(run: Run) -> None:
    """How long each kind of visitor waited."""
    print("\n| who | p50 | p95 | longest | not within 60 s | statuses |\n|---|---|---|---|---|---|")
    for kind, seen in run.seen.items():
        times = run.times.get(kind, [])
        good = [one for one in times if one < float("inf")]
        cut = statistics.quantiles(good, n=20, method="inclusive") if len(good) > 1 else [0.0] * 19
        told = ", ".join(f"{status}: {number}" for status, number in sorted(seen.items()))
        print(
            f"| {kind} | {cut[9]:.3f} s | {cut[18]:.3f} s | {max(good, default=0):.3f} s |"
            f" {len(times) - len(good)} | {told} |"
        )


if __name__ == "__main__":
    main()
