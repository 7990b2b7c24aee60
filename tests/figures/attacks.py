"""Attacks on the site, one at a time: how long other people's pages take meanwhile, and what it
costs the workers.

    python -m tests.figures.attacks all                 each attack at both of its counts
    python -m tests.figures.attacks regex bodies        some of them
    python -m tests.figures.attacks --list

See README.md beside this file. Returns 1 when a reach was not met.
"""

import argparse
import hashlib
import io
import json
import os
import re
import socket
import struct
import sys
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import NamedTuple
from urllib.parse import urlencode

from tests.figures.bench import NOTHING
from tests.figures.harness import FORM, SOME_MORE, Memory, Others, after, ask, child, site, warm

SECONDS = 10.0  # an attack goes on for so long at most
# Seconds that other people are there before the attack: their threads are no part of what it costs
AMONG_OTHERS = 3.0
LEAST = 5.0  # seconds that other people are watched for, where an attack is over sooner
WHOLE, BEGIN = 600.0, time.monotonic()  # and all of them together
# The reach: seconds; megabytes of a worker, of a process apart
PAGE_P95, WORKER, APART = 0.5, 400.0, 500.0
TOGETHER = 40  # connections that an attacker uses at once, where the attack does not say


class Foe(NamedTuple):
    """The attacker: the port of the site, how many times, until when (by the clock), a person's
    cookie of their own.
    """

    port: int
    count: int
    end: float
    cookie: str


class Attack(NamedTuple):
    """What it does, its count in the review of faults, ten times as many (or as many as a computer
    can), the act itself.
    """

    what: str
    counts: tuple[int, ...]
    act: Callable[[Foe], str]
    seconds: float = SECONDS
    wanted: str = ""  # what the attacker's own figures must say


# ---- ways to send --------------------------------------------------------------------------------


def send_all(foe: Foe, requests: Iterator[bytes], together: int = TOGETHER) -> str:
    """Send raw requests, each on a connection of its own, so many at once, until they or the time
    are over.
    """
    told, lock = Counter(), threading.Lock()

    def next_ones() -> None:
        while time.monotonic() < foe.end:
            with lock:
                one = next(requests, None)
            if one is None:
                return
            told[_sent(foe, one)] += 1

    threads = [threading.Thread(target=next_ones, daemon=True) for _ in range(together)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, foe.end - time.monotonic()))
    return ", ".join(f"{n} × {status}" for status, n in sorted(told.items())) or "no answer"


def _sent(foe: Foe, request: bytes) -> str:
    with (
        suppress(OSError),
        socket.create_connection(
            ("127.0.0.1", foe.port), timeout=max(0.1, foe.end - time.monotonic())
        ) as connection,
    ):
        with suppress(BrokenPipeError, ConnectionResetError):  # refused before all was sent
            connection.sendall(request)
        return connection.recv(64)[9:12].decode("latin-1") or "closed"
    return "none"


def raw(
    method: str,
    path: str,
    heads: Mapping[str, str] = NOTHING,
    body: bytes = b"",
    who: int = 0,
    length: int | None = None,
) -> bytes:
    """A request as bytes. who: number of the address that it seems to come from; 0: one and the
    same.
    """
    head = {
        "Host": "127.0.0.1",
        "Connection": "close",
        "X-Forwarded-For": f"10.66.{who // 250}.{who % 250 + 1}",
    } | heads
    if body or length is not None:
        head["Content-Length"] = str(len(body) if length is None else length)
    return (
        f"{method} {path}"
        f" HTTP/1.1\r\n{''.join(f'{name}: {value}' + chr(13) + chr(10) for name, value in head.items())}\r\n".encode()
        + body
    )


def with_file(name: str, file: bytes, path: str, who: int = 0, **heads: str) -> bytes:
    """A form with one file."""
    body = (
        (
            f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="a"\r\nContent-Type:'
            " application/octet-stream\r\n\r\n"
        ).encode()
        + file
        + b"\r\n--x--\r\n"
    )
    return raw(
        "POST",
        path,
        {
            "Content-Type": "multipart/form-data; boundary=x",
            "Sec-Fetch-Site": "same-origin",
            **heads,
        },
        body,
        who,
    )


def hold(foe: Foe, opening: Callable[[int], bytes], count: int) -> str:
    """Open so many connections, send the opening of each, and stay silent."""
    held = []
    for number in range(count):
        with suppress(OSError):
            held.append(socket.create_connection(("127.0.0.1", foe.port), timeout=2))
            held[-1].sendall(opening(number))
        if time.monotonic() > foe.end:
            break
    time.sleep(max(0.0, foe.end - time.monotonic()))
    closed = 0
    for one in held:
        one.setblocking(False)
        with suppress(OSError):
            closed += one.recv(1 << 16) is not None  # an answer, or the end
        one.close()
    return f"{len(held)} held, {closed} answered or closed"


# ---- the attacks ---------------------------------------------------------------------------------


def regex(foe: Foe) -> str:
    body = urlencode({"do": "leave", "to": "/en/" + "a" * 60 + "!"}).encode()
    return send_all(
        foe,
        (
            raw("POST", "/en/set/now/ln5", FORM | {"Cookie": foe.cookie}, body)
            for _ in range(foe.count)
        ),
    )


def bodies(foe: Foe) -> str:
    whole = raw("POST", "/en/reading", FORM, length=1000)
    part = raw("POST", "/en/reading", FORM, length=1000) + b"text=100"
    chunked = raw("POST", "/en/open", FORM | {"Transfer-Encoding": "chunked"}) + b"5\r\ncode="
    return hold(foe, lambda number: (whole, part, chunked)[number % 3], foe.count)


def idle(foe: Foe) -> str:
    return hold(
        foe,
        lambda number: (b"", b"GET /fi/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-")[number % 2],
        foe.count,
    )


def jpeg_of_many_scans(scans: int) -> bytes:
    """A progressive JPEG of 40 megapixels in which one scan is there many times; a scan of nothing
    is some dozens of bytes.
    """
    from PIL import Image

    made = io.BytesIO()
    Image.new("L", (8000, 5000), 128).save(made, "JPEG", progressive=True, quality=10)
    whole = made.getvalue()
    last = whole.rindex(b"\xff\xda")
    table = whole.rindex(b"\xff\xc4", 0, last)  # the scan's own table stands before it
    return whole[:-2] + whole[table:-2] * scans + whole[-2:]


def scans(foe: Foe) -> str:
    photo = jpeg_of_many_scans(600)
    return send_all(
        foe, (with_file("photo", photo, "/en/open") for _ in range(foe.count)), foe.count
    )


def png_of_chunks(number: int) -> bytes:
    """A small PNG with many empty chunks."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(b"prIv", b"") * number
        + chunk(b"IDAT", zlib.compress(b"\0" * 72))
        + chunk(b"IEND", b"")
    )


def chunks(foe: Foe) -> str:
    photo = png_of_chunks(1_400_000)  # 17 MB
    return send_all(
        foe,
        (with_file("photo", photo, "/en/open") for _ in range(foe.count)),
        min(foe.count, TOGETHER),
    )


def brought(foe: Foe) -> str:
    """A file with more own items than a form takes is brought back; then its proposal and its
    papers are asked for.
    """
    _, _, file = ask(foe.port, "/en/take/data", {"Cookie": foe.cookie})
    data, mine = json.loads(file), {"by": "me", "day": "2026-11-20"}
    helps = [f"help {n}" for n in range(1_490)]
    ids = ["own_" + hashlib.blake2s(one.encode(), digest_size=4).hexdigest() for one in helps]
    data["answers"] = [{"id": "support.su1", "given": mine | {"own": helps}}]
    data["answers"] += [
        {"id": f"support.su2.{one}", "given": mine | {"options": ["works-badly"], "change": True}}
        for one in ids
    ]
    data["answers"] += [
        {"id": f"change.ch1.support.su2.{one}", "given": mine | {"options": ["more-help"]}}
        for one in ids
    ]
    request = with_file("file", json.dumps(data).encode(), "/en/bring-back").split(b"\r\n\r\n", 1)
    heads = dict(line.split(": ", 1) for line in request[0].decode().split("\r\n")[1:])
    status, answer, _ = ask(foe.port, "/en/bring-back", heads, request[1])
    cookie = answer.get("set-cookie", "").partition(";")[0] if status == 303 else foe.cookie
    asked = (
        raw("GET", path, {"Cookie": cookie}, who=n // 30)
        for n in range(foe.count)
        for path in ["/en/proposal"] * 10 + ["/en/take/pdf"]
    )
    return f"file {status}; " + send_all(foe, asked)


def forms(foe: Foe) -> str:
    body = (b"a=1&" * 2_000_000)[:7_900_000]
    as_chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    chunked = raw("POST", "/en/open", FORM | {"Transfer-Encoding": "chunked"}) + as_chunks
    whole = raw("POST", "/en/reading", FORM, body)
    return send_all(foe, (chunked if n % 4 == 3 else whole for n in range(foe.count)), 8)


def cookies(foe: Foe) -> str:
    """Keys that are made up: the checksum is right, the seal is not; from two addresses. Then
    people come with their codes.
    """
    from hbself.keeping import vault

    made = (
        f"key={vault.to_cookie(vault.key(os.urandom(32)), b'not the secret')}"
        for _ in range(foe.count)
    )
    told = send_all(
        foe, (raw("GET", "/en/map", {"Cookie": one}, who=250 + n % 2) for n, one in enumerate(made))
    )
    _, _, card = ask(foe.port, "/en/key", {"Cookie": foe.cookie, "X-Forwarded-For": "10.66.9.9"})
    code = "".join(re.findall(r">\s*([0-9A-HJKMNP-TV-Z]{4})\s*<", card.decode())[:4])
    opened = Counter(
        ask(
            foe.port,
            "/en/open",
            FORM | {"X-Forwarded-For": f"10.67.1.{n}"},
            urlencode({"code": code}).encode(),
        )[0]
        for n in range(1, 21)
    )
    return f"{told}; right codes of 20 others: {opened[303]} opened"


def number_links(foe: Foe) -> str:
    """A link with a number is opened many times at once with the right number."""
    heads = FORM | {"Cookie": foe.cookie}
    for step, sent in (
        ("who", {"name": "Virtanen"}),
        ("what", {"answer": "now"}),
        ("until", {"answer": "month"}),
        ("number", {"number": "4711"}),
    ):
        status, answer, _ = ask(
            foe.port, f"/en/share/{step}", heads, urlencode({"do": "next", **sent}).encode()
        )
    _, _, page = ask(foe.port, answer.get("location", "/en/shares"), {"Cookie": foe.cookie})
    token = re.search(rb"/s/([\w-]{22})", page)
    if not token:
        return f"no link: {status}"
    path, body = f"/en/s/{token[1].decode()}", urlencode({"number": "4711"}).encode()
    return send_all(
        foe,
        (raw("POST", path, FORM, body, who=n // 20) for n in range(foe.count)),
        min(foe.count, 120),
    )


def long_cookies(foe: Foe) -> str:
    return send_all(
        foe,
        (raw("GET", "/en/", {"Cookie": "reading=" + f"{n:08}" * 47_500}) for n in range(foe.count)),
        8,
    )


def addresses(foe: Foe) -> str:
    """Heads in the place of an address; each is another one."""
    ask_ = FORM | {"Cookie": foe.cookie}
    return send_all(
        foe,
        (
            raw("POST", "/en/open", ask_ | {"X-Forwarded-For": f"{n:08}" * 6_250}, b"code=short")
            for n in range(foe.count)
        ),
        8,
    )


ATTACKS = {
    "regex": Attack("addresses of 64 letters that no pattern may choke on", (4, 40), regex),
    "bodies": Attack("forms whose body does not come", (34, 340), bodies),
    "idle": Attack("connections that send nothing, or half a head", (1_100, 3_000), idle, 15.0),
    "scans": Attack("photos of 100 kB with 600 scans", (20, 200), scans, 15.0),
    "chunks": Attack("photos of 17 MB with 1,400,000 empty chunks", (4, 40), chunks),
    "brought": Attack(
        "a brought file with 4,470 own items: 10 proposals and a PDF, so many times",
        (4, 40),
        brought,
        15.0,
    ),
    "forms": Attack("forms of 8 MB with 2,000,000 fields", (8, 80), forms, 15.0),
    "cookies": Attack("made-up cookies from two addresses", (28, 280), cookies, wanted="20 opened"),
    "links": Attack("right numbers for one link, at once", (58, 580), number_links, 15.0),
    "long-cookies": Attack("reading cookies of 380 kB", (1_200, 12_000), long_cookies),
    "addresses": Attack("spoiled addresses of 50 kB", (2_000, 20_000), addresses),
}


# ---- the table -----------------------------------------------------------------------------------

HEAD = (
    "| attack | count | others' pages: 50 of 100 | 95 of 100 | longest | wrong | attacker got |"
    " worker before, at most, after (s) | apart | lost | met |"
)

one_at_a_time = threading.Lock()  # while one site comes to rest, the next one is attacked


def measure(name: str, count: int, workers: int) -> tuple[str, bool]:
    """One attack on a new site: its row of the table, and whether the reach was met."""
    attack = ATTACKS[name]
    with ExitStack() as stack:
        with one_at_a_time:
            if time.monotonic() - BEGIN > WHOLE - 60:
                return f"| {name} | {count:,} | not tried: the time is over |", False
            found = stack.enter_context(site(workers))
            memory = stack.enter_context(Memory(found.process.pid))
            warm(found)
            with Others(found) as others:
                time.sleep(AMONG_OTHERS)
                before = memory.now()
                begin = time.monotonic()
                got = child(
                    "tests.figures.attacks",
                    "--attack",
                    name,
                    count,
                    found.port,
                    found.cookies[-1],
                    limit=attack.seconds + 10,
                )
                time.sleep(max(0.0, LEAST - (time.monotonic() - begin)))
            lost = others.lost()
        left, took = after(memory, before)
        traces = found.log.read_text("utf-8", "replace").count("Traceback")
    figures = others.figures()
    met = (
        figures["p95"] <= PAGE_P95
        and memory.worker <= WORKER
        and memory.apart <= APART
        and left <= before * SOME_MORE
        and lost == "0"
        and not traces
        and attack.wanted in got
    )
    wrong = ", ".join(f"{n} × {what}" for what, n in Counter(others.faults).most_common(2))
    times = " | ".join(f"{1000 * figures[one]:,.0f} ms" for one in ("p50", "p95", "max"))
    return (
        (
            f"| {name} | {count:,} | {times} | {wrong or '0'} of {figures['pages']} | {got} |"
            f" {before:.0f}, {memory.worker:.0f}, {left:.0f} MB ({took:.0f}) | {memory.apart:.0f}"
            f" MB | {lost}{f', {traces} tracebacks' if traces else ''} | {'yes' if met else 'no'} |"
        ),
        met,
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Attack the site and measure what other people see of it."
    )
    parser.add_argument("names", nargs="*", help="attacks, or all")
    parser.add_argument("--list", action="store_true", help="say what there is")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--once", action="store_true", help="only the smaller count of each")
    parser.add_argument(
        "--attack", nargs=4, metavar=("NAME", "COUNT", "PORT", "COOKIE"), help=argparse.SUPPRESS
    )
    chosen = parser.parse_args()
    if chosen.attack:
        name, count, port, cookie = chosen.attack
        print(
            ATTACKS[name].act(
                Foe(int(port), int(count), time.monotonic() + ATTACKS[name].seconds, cookie)
            )
        )
        return 0
    if chosen.list or not chosen.names:
        print(
            "\n".join(
                f"{name:14}{attack.what} ({' and '.join(f'{n:,}' for n in attack.counts)})"
                for name, attack in ATTACKS.items()
            )
        )
        return 0
    names = list(ATTACKS) if chosen.names == ["all"] else chosen.names
    print(HEAD, "|" + "---|" * HEAD.count(" | ") + "---|", sep="\n", flush=True)
    with ThreadPoolExecutor(4) as several:
        tried = [
            several.submit(measure, name, count, chosen.workers)
            for name in names
            for count in ATTACKS[name].counts[: 1 if chosen.once else 2]
        ]
        rows = []
        for one in tried:
            rows.append(one.result())
            print(rows[-1][0], flush=True)
    return 0 if all(met for _, met in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
