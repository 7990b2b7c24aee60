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
import re
import selectors
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from itertools import chain, cycle, islice, repeat
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlencode

from hbself.web import paths
from tests.support.places import ROOT
from tests.support.serving import free_port

WORKERS, THREADS = 2, 16  # of the servers; connections that ask for pages
ROUNDS, SECONDS = 5, 2.0  # hello and question page take turns
PERSONS, SAVES = 50, 20  # at once; answers of each
# Pages and PDFs a second, for so many seconds, with PDFs and without by turns
PAGES, PAPERS, WATCHED, TURNS = 100, 2, 6, 3
BROWSER = {
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept": "text/html,*/*;q=0.8",
    "Accept-Language": "fi,sv;q=0.8,en;q=0.5",
}
PAPER_PAGES = 8
NOTHING = MappingProxyType({})  # no heads, no pace
QUESTION = "/fi/set/rights/ri1"


# ---- load ----------------------------------------------------------------------------------------


class Reply(NamedTuple):
    """An answer: status, size with headers in bytes, seconds from when it was due to its last byte,
    and whose it is.
    """

    status: int
    size: int
    seconds: float
    person: int


def request(
    method: str, path: str, headers: Mapping[str, str] = NOTHING, body: bytes = b""
) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in headers.items()),
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def drive(
    port: int, persons: list, pace: Mapping[int, float] = NOTHING, seconds: float = 60
) -> list[Reply]:
    """Let persons send their requests at the same time, each on a connection of their own; all
    replies.

    persons: for each, the requests one after another. pace: for a person by number, seconds between
    two requests (a slow answer does not shift the next one, and its wait is counted); without it
    the next goes out when the last is answered. seconds: nothing is sent after so many.
    """
    replies, begin = [], time.perf_counter()
    with selectors.DefaultSelector() as waiting:
        quiet = {}  # person -> (connection, when the next request is due, the requests left)
        for i, asked in enumerate(persons):
            quiet[i] = (
                socket.create_connection(("127.0.0.1", port)),
                begin + pace.get(i, 0) * i / len(persons),
                iter(asked),
            )
        while quiet or waiting.get_map():
            now = time.perf_counter()
            for i in [i for i, (_, due, _) in quiet.items() if due <= now]:
                connection, due, asked = quiet.pop(i)
                if (wanted := next(asked, None)) is None or now - begin > seconds:
                    connection.close()
                    continue
                connection.sendall(wanted)
                waiting.register(
                    connection,
                    selectors.EVENT_READ,
                    (i, due if i in pace else now, asked, bytearray()),
                )
            pause = max(
                0,
                min(
                    (due for _, due, _ in quiet.values()),
                    default=now + (30 if waiting.get_map() else 0),
                )
                - time.perf_counter(),
            )
            for key, _ in waiting.select(pause):
                i, due, asked, got = key.data
                got += key.fileobj.recv(1 << 16) or _broken()
                if _whole(got):
                    replies.append(Reply(int(got[9:12]), len(got), time.perf_counter() - due, i))
                    waiting.unregister(key.fileobj)
                    quiet[i] = (key.fileobj, due + pace.get(i, 0), asked)
    return replies


def _broken():
    raise ConnectionError("the server closed the connection")


def _whole(got: bytearray) -> bool:
    """Whether a reply is complete; it says its length, or comes in chunks."""
    end = got.find(b"\r\n\r\n") + 4
    if end < 4:
        return False
    length = re.search(rb"\r\ncontent-length: (\d+)", got[:end], re.I)
    return len(got) >= end + int(length[1]) if length else got.endswith(b"0\r\n\r\n")


def p95(replies: list[Reply]) -> float:
    return statistics.quantiles((r.seconds for r in replies), n=20, method="inclusive")[-1]


def pages_a_second(
    port: int, path: str, headers: dict[str, str], connections: int, seconds: float
) -> float:
    """Pages a second that a server gives to so many connections; by wrk where it is there."""
    if not shutil.which("wrk"):
        replies = drive(
            port, [repeat(request("GET", path, headers))] * connections, seconds=seconds
        )
        assert all(r.status == 200 for r in replies)
        return len(replies) / seconds
    sent = chain.from_iterable(("-H", f"{name}: {value}") for name, value in headers.items())
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds:.0f}s",
        *sent,
        f"http://127.0.0.1:{port}{path}",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said and "Socket errors" not in said, said
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


# ---- size ----------------------------------------------------------------------------------------


def in_chromium(port: int, cookie: str) -> tuple[int, list[int]]:
    """Bytes that travel, headers too: (for the first question page in an empty browser, for each
    page after an answer).

    The person goes through a set by pressing Next; a following page counts with the answer that was
    sent before it.
    """
    from playwright.sync_api import sync_playwright

    from tests.support.browser import launch_options

    with sync_playwright() as tool, tool.chromium.launch(**launch_options(tool)) as browser:
        context = browser.new_context(
            extra_http_headers={"X-Forwarded-For": "10.0.9.9"}, locale="fi-FI"
        )
        context.add_cookies([{"name": "key", "value": cookie, "url": f"http://127.0.0.1:{port}"}])
        tab, sizes = context.new_page(), [0]
        listen = context.new_cdp_session(tab)
        listen.send("Network.enable")
        listen.on(
            "Network.loadingFinished",
            lambda e: sizes.append(sizes.pop() + int(e["encodedDataLength"])),
        )
        listen.on(
            "Network.requestWillBeSent",
            lambda e: sizes.append(
                sizes.pop() + int(e.get("redirectResponse", {}).get("encodedDataLength", 0))
            ),
        )
        tab.goto(f"http://127.0.0.1:{port}{QUESTION}", wait_until="networkidle")
        while "/said" not in tab.url:
            sizes.append(0)
            nexts = tab.locator("main .moves .next")
            with tab.expect_navigation(wait_until="networkidle"):
                nexts.click()
        return sizes[0], sizes[1:]


def heaviest(port: int, headers: dict[str, str], paths: list[str]) -> tuple[int, str]:
    """Of all question pages, the one that is heaviest for an empty browser: (bytes, its path)."""
    sizes: dict[str, int] = {}

    def size(address: str) -> int:
        if address not in sizes:
            sizes[address] = drive(port, [[request("GET", address, headers)]])[0].size
        return sizes[address]

    def whole(path: str) -> int:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}",
            headers={k: v for k, v in headers.items() if k != "Accept-Encoding"},
        )
        with urllib.request.urlopen(asked) as answer:
            # Stands in something closed
            html = re.sub('<img [^>]*loading="lazy"[^>]*>', "", answer.read().decode())
        return size(path) + sum(map(size, set(re.findall(r'(?:src|href)="(/static/[^"]+)"', html))))

    return max((whole(path), path) for path in paths)


def scripts(port: int, headers: dict[str, str]) -> int:
    """Bytes of all scripts as they travel, headers too."""
    found = sorted((ROOT / "static" / "js").glob("*.js"))
    return sum(
        drive(port, [[request("GET", f"/static/js/{one.name}", headers)]])[0].size for one in found
    )


# ---- the servers ---------------------------------------------------------------------------------


def hello():
    """The bare Flask application that the site is measured against."""
    from flask import Flask

    app = Flask("hello")
    app.get("/")(lambda: "Hello")
    return app


@contextmanager
def served(arguments: list[str], path: str, **config):
    """Run a server until the block ends: (port, process id, seconds from start to its first answer
    at `path`).
    """
    port = free_port()
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments, "--port", str(port)],
        env={**os.environ, **config},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while True:
            try:
                assert drive(port, [[request("GET", path)]])[0].status == 200
                break
            except OSError:
                assert process.poll() is None, "the server stopped"
                assert time.perf_counter() - begin < 60, "the server does not answer"
                time.sleep(0.01)
        yield port, process.pid, time.perf_counter() - begin
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def children(pid: int) -> set[int]:
    """The processes that a process has started itself."""
    return {child for child, parent in _parents().items() if parent == pid}


def _parents() -> dict[int, int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    return parents


def tree(pid: int) -> set[int]:
    """A process and all its children."""
    found, parents = {pid}, _parents()
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def memory(pid: int) -> float:
    """Megabytes of a server: proportional set size, so that pages that its processes share count
    once.
    """
    sizes = (
        re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.M)
        for one in tree(pid)
    )
    return sum(int(size[1]) for size in sizes) / 1024


def processor_seconds(pid: int) -> float:
    """What a server has used so far."""
    stats = (Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in tree(pid))
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


# ---- persons -------------------------------------------------------------------------------------


def somebody(contents):
    """An invented person whose proposal has PAPER_PAGES pages: (record, pages, the paths of all
    question pages in each language).
    """
    import msgspec

    from hbself import export, settings
    from hbself.export import pdf
    from hbself.life import proposal
    from hbself.life.life import Life
    from hbself.model.said import Answer, Said

    words = contents["fi"]
    said = Said(by="me", length="everything")
    for found in words.sets.values():
        for step in Life(words, said).steps(found):
            choices = Life(words, said).choices(step)
            mine = Answer(
                options=tuple(c.id for c in choices[:2] if step.question.kind in ("many", "top"))
                or tuple(c.id for c in choices[:1]),
                text="Maalaan." if step.question.kind == "words" else "",
                by="me",
                day="2026-11-22",
            )
            said = msgspec.structs.replace(said, answers={**said.answers, step.key: mine})
        made = pdf.make(
            proposal.build(Life(words, said), "2026-11-22"),
            words.texts,
            settings.folder("static") / "pictograms",
            export.Look(),
        )
        if pdf.page_count(made) >= PAPER_PAGES:
            every = [
                step for found in words.sets.values() for step in Life(words, said).steps(found)
            ]
            return (
                said,
                pdf.page_count(made),
                [f"/{lang}/{paths.of_step(step)}" for lang in contents for step in every],
            )
    raise AssertionError(f"no proposal of {PAPER_PAGES} pages")


def cookies(database: Path, record, count: int) -> list[str]:
    """Cookies of `count` persons with such a record each, put into the database."""
    from datetime import date

    from hbself import settings
    from hbself.keeping import records, vault
    from hbself.keeping.sqlite import SqliteStore

    store, secret = SqliteStore(database), settings.read_secret(settings.Config(database))
    return [
        f"key={vault.to_cookie(records.start(store, date.today(), 12, record), secret)}"
        for _ in range(count)
    ]


def heads(cookie: str, person: int) -> dict[str, str]:
    """What a person's browser sends: each has an address of their own behind the proxy, for limits
    count by address.
    """
    return {
        "Cookie": cookie,
        "X-Forwarded-For": f"10.0.{person // 250}.{person % 250 + 1}",
        **BROWSER,
    }


def page(cookie: str, person: int, path: str = QUESTION) -> bytes:
    return request("GET", path, heads(cookie, person))


def save(cookie: str, person: int, option: str) -> bytes:
    body = urlencode({"do": "next", "answer": option, "note": "Päätän itse."}).encode()
    more = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    return request("POST", QUESTION, heads(cookie, person) | more, body)


def paper(cookie: str, person: int) -> bytes:
    return page(cookie, person, "/fi/take/pdf")


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
        "≥ 0.25",
        (
            f"{part:.2f} ({ours:.0f} of {bare:.0f} a second; compressed {packed:.2f}; by processor"
            f" time of the servers {processor:.2f})"
        ),
        part >= 0.25,
    )


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
        read(database, key).answers["rights.ri1"].options != (options[(SAVES - 1) % 3],)
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


def weights(port: int, key: str, paths: list[str]):
    """What travels for pages in a browser with an empty cache, headers too; and the heaviest of all
    question pages.
    """
    first, following = in_chromium(port, key.removeprefix("key="))
    most, where = heaviest(port, heads(key, 30), paths)
    yield (
        "first question page, all that travels",
        "≤ 45 kB",
        f"{first / 1000:.1f} kB (the heaviest of all: {most / 1000:.1f} kB, {where})",
        max(first, most) <= 45_000,
    )
    yield (
        "following pages, with the answer sent",
        "≤ 12 kB",
        (
            f"{max(following) / 1000:.1f} kB at most, {statistics.median(following) / 1000:.1f} kB"
            f" in the middle, of {len(following)}"
        ),
        max(following) <= 12_000,
    )
    size = scripts(port, heads(key, 30))
    yield "scripts, all together", "≤ 12 kB", f"{size / 1000:.1f} kB", size <= 12_000


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
        if more:
            from tests.figures import bench_more

            yield from bench_more.codes(port, database, keys)
            yield from bench_more.files(port, keys, pages)
            yield from bench_more.apart(port, pid, database, keys)
    if more:
        yield from bench_more.large(folder, record, site)


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
            print(f"{what:58} {reach:13} {'yes' if met else 'NO':4} {measured}", flush=True)
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
