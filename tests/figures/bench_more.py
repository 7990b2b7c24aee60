"""Rows of `make bench ARGS=--more`: opening with a code, Word and HTML files, photos and large
PDFs beside visitors, a workshop's files.
"""

import io
import statistics
import time
from itertools import repeat
from pathlib import Path
from urllib.parse import urlencode

from tests.figures.load import drive, p95, request
from tests.figures.persons import cookies, heads, page, paper
from tests.figures.processes import memory

OPENERS, TIMES = 20, 5  # codes at once, so often
READERS, PAGES = 10, 10  # persons who read meanwhile; pages of each, ten a second


def codes(port: int, database: Path, keys: list[str]):
    """One code after another; then many at once while others read, who are watched only as long as
    codes are opened.
    """
    asked = opening(database, 12 + TIMES * OPENERS)
    alone = drive(port, [asked[:12]])
    assert all(r.status == 303 for r in alone), {r.status for r in alone}
    slow = p95(alone) * 1e3
    yield (
        "opening with a code, p95",
        "≤ 300 ms",
        f"{slow:.0f} ms ({statistics.median(r.seconds for r in alone) * 1e3:.0f} ms in the middle)",
        slow <= 300,
    )
    readers = [list(repeat(page(key, i), PAGES)) for i, key in enumerate(keys[:READERS])]
    pace = dict.fromkeys(range(READERS), 0.1)
    quiet = [r for _ in range(TIMES) for r in drive(port, readers, pace)]
    beside, last = [], []
    for turn in range(TIMES):
        some = asked[12 + turn * OPENERS : 12 + (turn + 1) * OPENERS]
        both = drive(port, readers + [[one] for one in some], pace)
        assert all(r.status == (200 if r.person < READERS else 303) for r in both), {
            r.status for r in both
        }
        beside += [r for r in both if r.person < READERS]
        last.append(max(r.seconds for r in both if r.person >= READERS))
    a, b, worst = p95(quiet) * 1e3, p95(beside) * 1e3, max(r.seconds for r in beside) * 1e3
    yield (
        f"others' pages while {OPENERS} open with a code, p95",
        "≤ 150 ms",
        (
            f"{b:.0f} ms (else {a:.0f} ms; slowest {worst:.0f} ms; the last code after"
            f" {statistics.median(last):.1f} s)"
        ),
        b <= 150,
    )


def opening(database: Path, number: int) -> list[bytes]:
    """Requests that open so many persons' answers with their codes, each from an address of its
    own.
    """
    from datetime import date

    from hbself.keeping import records, vault
    from hbself.keeping.sqlite import SqliteStore
    from hbself.model.record import Keeping, Record

    held, asked = SqliteStore(database), []
    for i in range(number):
        code = vault.new_code()
        key = vault.stretch(code)
        held.put(
            key.id,
            "assessment",
            vault.seal(key, "assessment", records.pack(Record(keeping=Keeping(code=code)))),
            records.expires(date.today(), 12),
            0,
        )
        sent = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
        }
        asked.append(
            request(
                "POST",
                "/fi/open",
                heads("reading=", 250 + i) | sent,
                urlencode({"code": code}).encode(),
            )
        )
    return asked


def files(port: int, keys: list[str], pages: int):
    """Word and HTML files, one after another."""
    for kind, what in (("word", "Word file"), ("page", "HTML file")):
        asked = [
            request("GET", f"/fi/take/{kind}", heads(key, 150 + i))
            for i, key in enumerate(keys[:24])
        ]
        ready = drive(port, [[one] for one in asked[:8]])  # warms both workers up
        alone = drive(port, [asked[8:]])
        assert all(r.status == 200 for r in ready + alone), {r.status for r in ready + alone}
        worst = p95(alone) * 1e3
        yield (
            f"proposal of {pages} pages as {what}, after warm-up, p95",
            "≤ 300 ms",
            (
                f"{worst:.0f} ms ({statistics.median(r.seconds for r in alone) * 1e3:.0f} ms in the"
                f" middle, {alone[0].size / 1000:.0f} kB)"
            ),
            worst <= 300,
        )


def apart(port: int, pid: int, database: Path, keys: list[str]):
    """Others' pages while photos are read and large PDFs are made, and what stays of their memory;
    then a workshop's files.
    """
    readers = [list(repeat(page(key, i), PAGES)) for i, key in enumerate(keys[:READERS])]
    pace = dict.fromkeys(range(READERS), 0.1)
    before = memory(pid)
    quiet = p95([r for _ in range(TIMES) for r in drive(port, readers, pace)]) * 1e3
    for what, asked in (
        ("photos of 12 million pixels are read", photos(12)),
        ("large PDFs are made", papers(database, 4)),
    ):
        replies = drive(port, readers + [[one] for one in asked], pace)
        beside, others = [
            [r for r in replies if (r.person < READERS) is so] for so in (True, False)
        ]
        assert {r.status for r in beside} == {200} and {r.status for r in others} <= {
            200,
            422,
            503,
        }, {r.status for r in replies}
        slow, done = p95(beside) * 1e3, [r for r in others if r.status != 503]
        yield (
            f"others' pages while {len(asked)} {what}, p95",
            "≤ 500 ms",
            (
                f"{slow:.0f} ms (else {quiet:.0f} ms; {len(done)} done, the last after"
                f" {max(r.seconds for r in done):.1f} s)"
            ),
            slow <= 500,
        )
    yield memory_after(pid, before)
    yield from workshop(port, keys)


def memory_after(pid: int, before: float):
    """The row that says how much of the memory is given back."""
    at_once = after = memory(pid)
    begin = time.monotonic()
    while after > 1.1 * before and time.monotonic() < begin + 60:
        time.sleep(2)
        after = memory(pid)
    seconds = round(time.monotonic() - begin)
    return (
        "memory after that, by before, within a minute",
        "≤ 1.1 ×",
        (
            f"{after / before:.2f} × ({after:.0f} MB) after {seconds} s; at once"
            f" {at_once / before:.2f} ×"
        ),
        after <= 1.1 * before,
    )


def photos(number: int) -> list[bytes]:
    """Photos on which there is no card, each from an address of its own."""
    from PIL import Image

    Image.effect_noise((4032, 3024), 60).save(out := io.BytesIO(), "JPEG", quality=85)
    body = (
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
        + out.getvalue()
        + b"\r\n--x--\r\n"
    )
    sent = {"Content-Type": "multipart/form-data; boundary=x", "Sec-Fetch-Site": "same-origin"}
    return [
        request("POST", "/fi/open", heads("reading=", 400 + i) | sent, body) for i in range(number)
    ]


def papers(database: Path, number: int) -> list[bytes]:
    """PDFs of persons who have written 300 letters in each of 300 notes."""
    from hbself import content, settings
    from hbself.life.life import Life
    from hbself.model.said import Answer, Said

    words = content.load(settings.folder("static") / "pictograms")["fi"]
    asked = [
        step
        for found in words.sets.values()
        for step in Life(words, Said(length="everything")).steps(found)
    ][:300]
    answers = {
        step.key: Answer(
            options=tuple(o.id for o in step.question.option[:1]),
            note="Kerron tästä. " * 21,
            by="me",
        )
        for step in asked
    }
    return [
        paper(key, 450 + i)
        for i, key in enumerate(
            cookies(database, Said(by="me", length="everything", answers=answers), number)
        )
    ]


def workshop(port: int, keys: list[str]):
    """Forty behind one address take a PDF, a Word file and all their answers; who is asked to wait
    presses again.
    """
    left = [
        page(key, 500, f"/fi/take/{kind}") for key in keys[:40] for kind in ("pdf", "word", "data")
    ]
    number, begin, asked = len(left), time.perf_counter(), 0
    while left and time.perf_counter() - begin < 180:
        replies = drive(port, [[one] for one in left])
        asked += len(replies)
        left = [left[r.person] for r in replies if r.status != 200]
    took = time.perf_counter() - begin
    yield (
        f"{number} files of 40 persons behind one address, all at once",
        "≤ 180 s",
        f"{took:.0f} s ({asked - number} times pressed again)",
        not left,
    )
