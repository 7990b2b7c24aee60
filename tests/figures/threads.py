"""How many threads a worker should have: memory, and pages while some of the threads wait for
something else.

    python -m tests.figures.threads [16 48 64 96]

For each number: megabytes of both workers (PSS) after all kinds of pages, and once every thread has
been used; pages of eight people in a quiet hour, of fifty at once, and while WAITING threads of
each worker wait (forms whose body does not come).
"""

import socket
import sys
import threading
import time
from contextlib import suppress

from tests.figures.harness import PERSONS, QUESTION, Site, ask, site, warm
from tests.figures.load import drive, p95, request
from tests.figures.others import Others
from tests.figures.processes import memory

WAITING = 44  # rooms of the waiting lines: 24 for codes, 10 for photos and papers, 10 for bodies
FORM = (
    b"POST /en/reading HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type:"
    b" application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\ntext="
)


def quiet(found: Site, seconds: float = 5.0) -> str:
    with Others(found) as others:
        time.sleep(seconds)
    return " ".join(f"{1000 * others.figures()[one]:.0f}" for one in ("p50", "p95"))


def at_once(found: Site, people: int, pages: int) -> str:
    """So many people who ask without a pause."""
    asked = [
        [
            request(
                "GET",
                QUESTION,
                {"Cookie": found.cookies[n % PERSONS], "X-Forwarded-For": f"10.9.0.{n + 1}"},
            )
        ]
        * pages
        for n in range(people)
    ]
    return f"{1000 * p95(drive(found.port, asked)):.0f}"


def row(threads: int) -> str:
    with site(2, threads) as found:
        warm(found)
        rest = memory(found.process.pid)
        calm, many = quiet(found), at_once(found, 50, 20)
        held = []
        for _ in range(2 * WAITING):
            held.append(socket.create_connection(("127.0.0.1", found.port)))
            held[-1].sendall(FORM)
        time.sleep(1.0)
        waiting = quiet(found) if threads > WAITING else "-"
        for one in held:
            one.close()
        time.sleep(1.0)
        askers = [threading.Thread(target=_read, args=(found, n)) for n in range(2 * threads)]
        for one in askers:
            one.start()
        for one in askers:
            one.join()
        return (
            f"| {threads} | {rest:.0f} MB | {memory(found.process.pid):.0f} MB | {calm} | {many} |"
            f" {waiting} |"
        )


def _read(found: Site, number: int) -> None:
    for _ in range(5):
        with suppress(OSError):
            ask(
                found.port,
                QUESTION,
                {
                    "Cookie": found.cookies[number % PERSONS],
                    "X-Forwarded-For": f"10.9.1.{number % 250 + 1}",
                },
            )


if __name__ == "__main__":
    print(
        "| threads | memory | all threads used | quiet: 50, 95 of 100 (ms) | 50 at once: 95 of 100"
        " | 44 of each worker wait: 50, 95 of 100 |\n|---|---|---|---|---|---|"
    )
    for number in map(int, sys.argv[1:] or ("16", "48", "64", "96")):
        print(row(number), flush=True)
