"""What the fuzzers share: hostile values, changed bytes, how long they run, and what no answer of
the site may be.

Within `make test` each does a fixed number of rounds from a fixed seed. `make fuzz MINUTES=20` goes
on for so long from a new seed. A fault prints its seed and the request; `make fuzz MINUTES=0
SEED=...` does that round again.
"""

import logging
import os
import random
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
from hypothesis import HealthCheck, settings

MINUTES, SEED = os.environ.get("FUZZ_MINUTES", ""), os.environ.get("FUZZ_SEED", "")
FIXED = 20_261_128
# Stands in hostile values: an element, an attribute or an address of it must come of none
MARK = "zx1"
TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "\r\nSet-Cookie: zx1=1",
    "\n\n",
    "\u2028",
    "\ufeff",
    "\ud7ff\ue000",
    "\U0010ffff",
    "e" + "\u0301" * 300,
    "\u202ezx1\u202c",
    f"<{MARK} on{MARK}=1>",
    f'"><{MARK}>',
    f"' on{MARK}='1",
    f"</textarea></title></script><{MARK}>",
    f"<!--<{MARK}>",
    f"]]><{MARK}>",
    f"javascript:{MARK}",
    "{{ 7*7 }}",
    "{% raw %}",
    "%(num)s",
    "%s%n",
    "${7*7}",
    "#panic()",
    "$x^2$ *b* @r <l> \\ // `",
    "'; DROP TABLE boxes; --",
    "../../etc/passwd",
    "..%2f..%2f",
    "%00",
    "%ff%fe",
    "//evil.example/x",
    "https://evil.example/",
    "/\\evil.example",
    "/en//evil.example",
    "0",
    "-1",
    "1e999",
    "9" * 4_400,
    "NaN",
    "²",
    "٣",
    "person-1",
    "person-",
    "person-0",
    "person-99999999",
    "own_",
    "own_00000000",
    "true",
    "null",
    "[]",
    "2026-13-45",
    "31.2.2027",
    "0000-00-00",
    "99999-01-01",
    "-".join("1" * 9),
    "." * 500,
    "a" * 2_001,
    "a/" * 300,
    "=" * 100,
    "&" * 100,
    ";" * 50,
)
# Texts that people and machines send in the place of whole heads.
HEADS = (
    "",
    "x",
    "\xe4",
    "a" * 5_000,
    "0",
    "-1",
    "*/*",
    ",,,",
    ";q=",
    "en;q=x,fi;q=nan",
    "bytes=0-0,1-",
    "http://[::1",
    "null",
    "//",
    "%",
    "big.999.pink",
    "gzip;q=0, *;q=9",
)


def rounds(count: int) -> Iterator[tuple[str, random.Random]]:
    """(seed, chance) of each round: so many in the tests, else for the minutes
    that were asked for.
    """
    if SEED:
        yield SEED, random.Random(SEED)
        if not float(MINUTES or 0):
            return
    first = FIXED if not MINUTES else random.SystemRandom().randrange(10**9)
    print(f"fuzz: seeds from {first}")
    end, number = time.monotonic() + 60 * float(MINUTES or 0), 0
    while number < count if not MINUTES else time.monotonic() < end:
        yield f"{first + number}", random.Random(f"{first + number}")
        number += 1


def examples(count: int):
    """Hypothesis for a fuzzer: the same examples each time within the tests; in a long run new
    ones, and more of them. It prints how to repeat what it finds, and makes it as small as can be.
    """
    many = count if not MINUTES else max(count, int(count * 10 * float(MINUTES)))
    return settings(
        max_examples=many,
        derandomize=not MINUTES,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


def changed(body: bytes, chance: random.Random, most: int = 6) -> bytes:
    """Bytes with some of them changed, cut out, doubled or put in."""
    made = bytearray(body)
    for _ in range(chance.randint(1, most)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + chance.choice((1, 2, 10, 200))]
            case 2:
                made[at:at] = made[at : at + chance.choice((1, 5, 50))] * chance.choice((1, 3, 100))
            case 3:
                made[at:at] = chance.choice(TEXTS).encode("utf-8", "surrogatepass")[:500]
            case 4:
                made[at:at] = chance.choice(
                    (
                        b"\r\n",
                        b"\n",
                        b"\0",
                        b" ",
                        b"\r\n\r\n",
                        b":",
                        b"\xff",
                        b"chunked",
                        b"Content-Length: 5\r\n",
                    )
                )
    return bytes(made)


def faults(response) -> list[str]:
    """What is wrong with an answer of the site, whatever was asked."""
    found = [f"status {response.status_code}"] if response.status_code >= 500 else []
    for name, value in response.headers:
        if any(ord(sign) < 32 and sign != "\t" for sign in name + value):
            found.append(f"head {name}: {value!r}")
    if where := response.headers.get("Location", ""):
        parts = urlsplit(where)
        if (
            where.startswith(("//", "/\\", "\\"))
            or parts.netloc not in ("", "localhost")
            or parts.scheme not in ("", "http")
        ):
            found.append(f"leads to {where!r}")
    body = response.get_data()
    if response.mimetype == "text/html" and MARK.encode() in body:
        found += _foreign(body.decode("utf-8"))
    return found


def _foreign(html: str) -> Iterator[str]:
    for element in lxml.html.document_fromstring(html.replace("\0", "\ufffd")).iter():
        if element.tag == MARK:
            yield f"an element {MARK}"
        for name, value in element.attrib.items():
            if (
                MARK in name
                or name in ("href", "src", "action", "formaction")
                and value.strip().lower().startswith("javascript:")
            ):
                yield f"{element.tag} {name}={value!r}"


class Silent(logging.Handler):
    """The log of the site during a fuzz: it must stay empty of faults."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.lines: list[str] = []
        logging.getLogger("hbself").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def new(self) -> list[str]:
        """What was logged since the last look."""
        found, self.lines = self.lines, []
        return found
