"""Rows of `make bench ARGS=--more`: a database of 1,000,000 boxes, and a purge beside visitors."""

import os
import sqlite3
import statistics
import subprocess
import sys
from contextlib import closing
from itertools import cycle, islice, repeat
from pathlib import Path

from tests.figures.load import drive, p95
from tests.figures.persons import cookies, page, save
from tests.figures.processes import served

FEW, MANY, EXPIRED = 1_000, 1_000_000, 100_000  # boxes
BOX = 4125  # bytes of the smallest box, and of most
TURNS, PAGES_A_TURN = 9, 300  # question pages from the small and from the large database, by turns


def fill(database: Path, number: int, expired: int) -> None:
    """So many boxes of other persons, of which some have expired. Synced once at the end: what is
    measured must not do that.
    """
    box = [os.urandom(BOX) for _ in range(50)]
    rows = (
        (os.urandom(16), "assessment", 1, "2020-01" if i < expired else "2099-12", box[i % 50])
        for i in range(number)
    )
    with closing(sqlite3.connect(database)) as db:
        db.execute("PRAGMA synchronous = OFF")
        with db:
            db.executemany(
                "INSERT INTO boxes (id, kind, version, expires, box) VALUES (?, ?, ?, ?, ?)", rows
            )
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with database.open("rb") as file:
        os.fsync(file.fileno())


def large(folder: Path, record, site: list[str]):
    """The same pages from a small and a large database, by turns; then a purge of the large one
    beside visitors.
    """
    small, big = folder / "small.db", folder / "large.db"
    keys = {database: cookies(database, record, 20) for database in (small, big)}
    fill(small, FEW, 0)
    fill(big, MANY, EXPIRED)
    with (
        served(site, "/fi/", HBSELF_DATABASE=str(small), HBSELF_PROXIES="1") as (few, _, _),
        served(site, "/fi/", HBSELF_DATABASE=str(big), HBSELF_PROXIES="1") as (many, _, _),
    ):
        ports = {small: few, big: many}
        spent = {small: [], big: []}
        for turn in range(TURNS):
            for database in (small, big) if turn % 2 else (big, small):
                asked = [
                    [page(keys[database][i], i) for _ in range(PAGES_A_TURN // 4)] for i in range(4)
                ]
                replies = drive(ports[database], asked)
                assert all(r.status == 200 for r in replies)
                spent[database].append(statistics.median(r.seconds for r in replies))
        # The first turn warms up
        ratios = [b / a for a, b in zip(spent[small][1:], spent[big][1:], strict=False)]
        ratio = statistics.median(ratios)
        yield (
            f"question page with {MANY:,} records, by {FEW:,}",
            "≤ 1.2 ×",
            (
                f"{ratio:.2f} × ({statistics.median(spent[big]) * 1e3:.1f} ms; turns"
                f" {min(ratios):.2f} to {max(ratios):.2f}; file of"
                f" {big.stat().st_size / 1e9:.1f} GB)"
            ),
            ratio <= 1.2,
        )
        yield from purging(many, big, keys[big])


def purging(port: int, database: Path, keys: list[str]):
    """Visitors read 40 pages and save 20 answers a second, while a purge runs and before; the
    slowest of all replies.
    """

    def visitors():
        readers = [list(repeat(page(key, i), 10)) for i, key in enumerate(keys[:8])]
        savers = [
            [save(key, 10 + i, o) for o in islice(cycle(("me", "together")), 10)]
            for i, key in enumerate(keys[10:14])
        ]
        replies = drive(port, readers + savers, dict.fromkeys(range(12), 0.2))
        assert all(r.status == (200 if r.person < 8 else 303) for r in replies), {
            r.status for r in replies
        }
        return replies

    quiet = visitors() + visitors()
    purge = subprocess.Popen(
        [sys.executable, "-m", "hbself.cli", "purge"],
        env={**os.environ, "HBSELF_DATABASE": str(database)},
        stdout=subprocess.PIPE,
        text=True,
    )
    beside = []
    while purge.poll() is None:
        beside += visitors()
    told = purge.stdout.read()
    assert told == f"{EXPIRED} boxes removed\n", told
    a, b = (max(r.seconds for r in replies) * 1e3 for replies in (quiet, beside))
    yield (
        f"purge of {EXPIRED:,}: the longest that anyone waits",
        "≤ 200 ms",
        (
            f"{b:.0f} ms (p95 {p95(beside) * 1e3:.0f} ms; without a purge {a:.0f} ms; {len(beside)}"
            " pages and answers)"
        ),
        b <= 200,
    )
