"""The attacks on the site, each by name with its counts."""

import hashlib
import io
import json
import os
import re
import struct
import zlib
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from tests.figures.harness import FORM, ask
from tests.figures.sending import TOGETHER, Foe, hold, raw, send_all, with_file

SECONDS = 10.0  # an attack goes on for so long at most


class Attack(NamedTuple):
    """What it does, its count in the review of faults, ten times as many (or as many as a computer
    can), the act itself.
    """

    what: str
    counts: tuple[int, ...]
    act: Callable[[Foe], str]
    seconds: float = SECONDS
    wanted: str = ""  # what the attacker's own figures must say


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
