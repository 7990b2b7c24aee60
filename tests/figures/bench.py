"""`make bench`: speed and size beside a bare Flask page on the same server, in one run.

Prints the table of what is to be reached, what was measured, and whether it was met. `--json FILE`
writes it there, too. The site is the real one (`hbself run`, two workers); each person has a record
and an address of their own. Load is bounded in count and time. Returns 1 when something was not
met. Figures of a busy machine are worse than the site is: the head of the table says how busy it
was.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from itertools import chain, cycle, islice, repeat
from pathlib import Path

from tests.figures.load import drive, p95, pages_a_second, request
from tests.figures.persons import QUESTION, cookies, heads, page, paper, save, somebody
from tests.figures.processes import memory, processor_seconds, served
from tests.figures.weight import weights
from tests.support.places import ROOT

WORKERS, THREADS = 2, 16  # of the servers; connections that ask for pages
ROUNDS, SECONDS = 5, 2.0  # hello and question page take turns
PERSONS, SAVES = 50, 20  # at once; answers of each
# Pages that tell of a whole life; each so many times in a round
LARGE_PAGES = ("/proposal", "/proposal/now", "/shares", "/share/who", "/take")
LARGE = 200
# Pages and PDFs a second, for so many seconds, with PDFs and without by turns
PAGES, PAPERS, WATCHED, TURNS = 100, 2, 6, 3


# ---- the servers ---------------------------------------------------------------------------------


def hello():
    """The bare Flask application that the site is measured against."""
    from flask import Flask

    app = Flask("hello")
    app.get("/")(lambda: "Hello")
    return app


# ---- what is measured: each gives rows (what, reach, measured, met) ------------------------------


def throughput(port: int, pid: int, cookie: str, hello_port: int, hello_pid: int):
    """Question pages a second as a part of bare pages a second, turn by turn; the median of the
    rounds.

    The part by processor time of the two servers tells the same on a machine that is busy with
    something else, too.
    """
    asked = heads(cookie, 1)
    plain = {name: value for name, value in asked.items() if name != "Accept-Encoding"}
    rounds = []
    for _ in range(ROUNDS):
        bare, bare_cost = cost(hello_port, hello_pid, "/", {})
        ours, our_cost = cost(port, pid, QUESTION, plain)
        packed, _ = cost(port, pid, QUESTION, asked)
        rounds.append((ours / bare, packed / bare, bare_cost / our_cost, ours, bare))
    part, packed, processor, ours, bare = (
        statistics.median(column) for column in zip(*rounds, strict=False)
    )
    yield (
        "question page, as a part of a bare Flask page",
        "",  # a figure only: there is no single large part of a page to take away
        (
            f"{part:.2f} ({ours:.0f} of {bare:.0f} a second; compressed {packed:.2f}; by processor"
            f" time of the servers {processor:.2f})"
        ),
        True,
    )


def large_pages(port: int, pid: int, cookie: str):
    """What the pages that tell of a whole life take of the processor, by what a question page
    takes; the cheapest of the rounds. Less than a tick of the system's clock counts as one.
    """

    def least(path: str) -> float:
        asked = [page(cookie, 110 + i, path) for i in range(LARGE)]
        costs = []
        for _ in range(ROUNDS):
            before = processor_seconds(pid)
            assert all(reply.status == 200 for reply in drive(port, [asked]))
            costs.append(processor_seconds(pid) - before)
        return max(min(costs), 1 / os.sysconf("SC_CLK_TCK")) / LARGE

    one = least(QUESTION)
    parts = [f"{path} {least('/fi' + path) / one:.1f} ×" for path in LARGE_PAGES]
    yield ("processor time of a large page, by a question page's", "", ", ".join(parts), True)


def cost(port: int, pid: int, path: str, headers: dict[str, str]) -> tuple[float, float]:
    """(pages a second, processor seconds of the server for one page)"""
    before = processor_seconds(pid)
    speed = pages_a_second(port, path, headers, THREADS, SECONDS)
    return speed, (processor_seconds(pid) - before) / (speed * SECONDS)


def saving(port: int, keys: list[str], database: Path, hello_port: int):
    """All persons send an answer, wait for "kept", send the next at once."""
    options = ("me", "together", "someone-else")
    bare = p95(drive(hello_port, [[request("GET", "/")] * SAVES] * PERSONS)) * 1e3
    begin = time.perf_counter()
    replies = drive(
        port,
        [[save(key, i, o) for o in islice(cycle(options), SAVES)] for i, key in enumerate(keys)],
    )
    spent = time.perf_counter() - begin
    bad = [r.status for r in replies if r.status != 303]
    assert not bad and len(replies) == PERSONS * SAVES, (
        f"not saved: {len(bad)}, statuses {set(bad)}"
    )
    lost = sum(
        read(database, key).said.answers["rights.ri1"].options != (options[(SAVES - 1) % 3],)
        for key in keys
    )
    slow = p95(replies) * 1e3
    yield (
        f"answer saved durably, p95, {PERSONS} persons at once",
        "≤ 100 ms",
        (
            f"{slow:.0f} ms ({len(replies) / spent:.0f} a second, none lost; bare page:"
            f" {bare:.0f} ms)"
            if not lost
            else f"{lost} lost"
        ),
        slow <= 100 and not lost,
    )


def read(database: Path, cookie: str):
    """The record behind a cookie, as the store holds it."""
    from datetime import date

    from hbself.keeping import records, vault
    from hbself.keeping.sqlite import SqliteStore

    return records.read(
        SqliteStore(database), vault.from_cookie(cookie.removeprefix("key=")), date.today(), 12
    )[0]


def papers(port: int, keys: list[str], pages: int):
    """PDFs one after another."""
    # Warms both workers up
    ready = drive(port, [[paper(key, i)] for i, key in enumerate(keys[:8])])
    assert all(r.status == 200 for r in ready)
    alone = drive(port, [[paper(key, 10 + i) for i, key in enumerate(keys[:12])]])
    middle, worst = statistics.median(r.seconds for r in alone) * 1e3, p95(alone) * 1e3
    yield (
        f"proposal of {pages} pages as PDF, after warm-up",
        "≤ 200 ms",
        f"{middle:.0f} ms (p95 {worst:.0f} ms, {alone[0].size / 1000:.0f} kB)",
        worst <= 200,
    )


def beside_papers(port: int, keys: list[str]):
    """Question pages at a steady rate, with PDFs made at a steady rate meanwhile and without, turn
    by turn.
    """
    readers = [list(repeat(page(key, i), WATCHED * PAGES // 10)) for i, key in enumerate(keys[:10])]
    makers = [[paper(key, 20 + i) for key in keys[: WATCHED * PAPERS // 2]] for i in range(2)]
    pace = dict.fromkeys(range(10), 10 / PAGES) | dict.fromkeys((10, 11), 2 / PAPERS)
    alone, beside, made, spent = [], [], [], 0.0
    for _ in range(TURNS):
        alone += drive(port, readers, pace, 2 * WATCHED)
        begin = time.perf_counter()
        both = drive(port, readers + makers, pace, 2 * WATCHED)
        spent += time.perf_counter() - begin
        beside += [r for r in both if r.person < 10]
        made += [r for r in both if r.person >= 10]
    assert all(r.status == 200 for r in chain(alone, beside, made))
    a, b = p95(alone) * 1e3, p95(beside) * 1e3
    yield (
        "question page while PDFs are made, p95",
        "≤ 2 ×",
        (
            f"{b / a:.1f} × ({b:.1f} ms, else {a:.1f} ms; {PAGES} pages and {len(made) / spent:.1f}"
            " PDFs a second)"
        ),
        b <= 2 * a,
    )


def used(port: int, pid: int, keys: list[str], paths: list[str]):
    """Memory after 1,000 requests and 20 PDFs, three times over: a worker that has made its first
    PDF keeps the fonts.
    """
    sizes = []
    for again in range(3):
        left = islice(cycle(paths), 800)
        visits = [
            [page(keys[i], 60 + i, path) for path in islice(left, 80)]
            + [save(keys[i], 60 + i, o) for o in islice(cycle(("me", "together")), 20)]
            for i in range(10)
        ]
        replies = drive(
            port, visits + [[paper(key, 80 + 20 * again + i)] for i, key in enumerate(keys[:20])]
        )
        assert len(replies) == 1020 and all(r.status in (200, 303) for r in replies), {
            r.status for r in replies
        }
        sizes.append(memory(pid))
    yield (
        f"memory, {WORKERS} workers, after 1,000 requests and 20 PDFs",
        "≤ 300 MB",
        ", ".join(f"{size:.0f}" for size in sizes) + " MB, measured three times over",
        max(sizes) <= 300,
    )
    yield (
        "memory after as many again",
        "flat (+ 5 %)",
        f"{(sizes[2] / sizes[1] - 1) * 100:+.1f} % from the second time to the third",
        sizes[2] <= sizes[1] * 1.05,
    )


# ---- the table -----------------------------------------------------------------------------------


def measure(folder: Path, more: bool):
    """All rows, one after another; `more`: those of bench_more, too, which take as long again."""
    from hbself import content, settings

    contents = content.load(settings.folder("static") / "pictograms")
    record, pages, paths = somebody(contents)
    database = folder / "answers.db"
    keys = cookies(database, record, PERSONS)
    site = ["-m", "hbself.cli", "run", "--workers", str(WORKERS)]
    with (
        served(["-m", "tests.figures.bench", "--hello"], "/") as bare,
        served(site, "/fi/", HBSELF_DATABASE=str(database), HBSELF_PROXIES="1") as ours,
    ):
        port, pid, start = ours
        yield (
            "start to first answer",
            "≤ 2 s",
            (
                f"{start:.2f} s (bare page: {bare[2]:.2f} s; processor time"
                f" {processor_seconds(pid):.1f} s)"
            ),
            start <= 2,
        )
        yield from used(port, pid, keys, paths)
        yield from saving(port, keys, database, bare[0])
        yield from papers(port, keys, pages)
        yield from beside_papers(port, keys)
        yield from weights(port, keys[0], paths)
        yield from throughput(port, pid, keys[0], *bare[:2])
        yield from large_pages(port, pid, keys[0])
        if more:
            from tests.figures import bench_large, bench_more

            yield from bench_more.codes(port, database, keys)
            yield from bench_more.files(port, keys, pages)
            yield from bench_more.apart(port, pid, database, keys)
    if more:
        yield from bench_large.large(folder, record, site)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--json", type=Path, help="write the rows there, too")
    parser.add_argument(
        "--more",
        action="store_true",
        help=(
            "codes, 1,000,000 records, purge, Word and HTML files, photos, large PDFs, too: 5 GB of"
            " disk, some minutes"
        ),
    )
    parser.add_argument("--hello", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.hello:
        return serve_hello(chosen.port)
    busy = os.getloadavg()[0]
    print(
        f"{os.cpu_count()} cores, of which {busy:.1f} busy before; pages asked by"
        f" {'wrk' if shutil.which('wrk') else 'our own load (install wrk for more)'}\n"
    )
    rows = []
    print(f"{'what':58} {'reach':13} {'met':4} measured")
    with tempfile.TemporaryDirectory() as folder:
        for what, reach, measured, met in measure(Path(folder), chosen.more):
            rows.append({"what": what, "reach": reach, "measured": measured, "met": bool(met)})
            print(
                f"{what:58} {reach:13} {('yes' if met else 'NO') if reach else '':4} {measured}",
                flush=True,
            )
    if chosen.json:
        chosen.json.write_text(
            json.dumps(
                {"cores": os.cpu_count(), "busy": busy, "rows": rows}, ensure_ascii=False, indent=1
            )
            + "\n",
            "utf-8",
        )
    return 0 if all(row["met"] for row in rows) else 1


def serve_hello(port: int) -> int:
    """The bare page on the server of the site: same workers, same threads."""
    from granian import Granian

    from hbself.server import SERVER

    Granian(
        "tests.figures.bench:hello",
        address="127.0.0.1",
        port=port,
        factory=True,
        workers=WORKERS,
        working_dir=ROOT,
        **SERVER,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
