"""How long other people wait while many bodies do not come, or come slowly.

    python -m tests.figures.slow_bodies [34 340 …]

Starts the site with a database of its own on 127.0.0.1 (one worker), opens so many connections that
each begin to send a form and then say nothing, and asks for pages for ten seconds meanwhile; then
the same with 32 photos that come at 20 kB a second. Prints for each: pages that were asked for, how
many did not come within 5 s, and within how many ms half and 95 of 100 came.
"""

import http.client
import socket
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.support.serving import end, serve

SECONDS = 10.0  # of asking for pages, in each row
LATE = 5.0  # seconds after which a page counts as not come
FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 200"
PHOTO = "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 4000000"


def begin(port: int, path: str, head: str) -> socket.socket:
    """A connection that has sent the head of a form."""
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n".encode())
    return connection


def trickle(connections: list[socket.socket], over: threading.Event) -> None:
    """Send 2 kB to each ten times a second."""
    while not over.wait(0.1):
        for one in list(connections):
            try:
                one.sendall(b"x" * 2000)
            except OSError:  # answered: there was no place
                connections.remove(one)


def ask(port: int) -> tuple[list[float], int]:
    """(milliseconds of each page, how many did not come), one page after the other."""
    took, late, until = [], 0, time.monotonic() + SECONDS
    while (start := time.monotonic()) < until:
        page = http.client.HTTPConnection("127.0.0.1", port, timeout=LATE)
        try:
            page.request("GET", "/en/reading")
            page.getresponse().read()
            took.append((time.monotonic() - start) * 1000)
        except OSError:
            late += 1
        page.close()
        time.sleep(0.02)
    return took, late


def row(what: str, port: int, connections: list[socket.socket]) -> None:
    """Ask meanwhile, print, and close the connections."""
    took, late = ask(port)
    fast = statistics.quantiles(took, n=20) if len(took) > 1 else []
    print(
        f"{what:34} pages {len(took) + late:4}, not come {late:3}"
        + (f", half {statistics.median(took):.0f} ms, 95 of 100 {fast[-1]:.0f} ms" if fast else ""),
        flush=True,
    )
    for one in connections:
        one.close()
    time.sleep(1)


def main(numbers: list[int]) -> None:
    """All rows."""
    with tempfile.TemporaryDirectory() as folder:
        site = serve(Path(folder) / "answers.db")
        port = int(site.address.rpartition(":")[2])
        try:
            row("nothing else", port, [])
            for number in numbers:
                row(
                    f"{number} silent forms",
                    port,
                    [begin(port, "/en/reading", FORM) for _ in range(number)],
                )
            photos, over = [begin(port, "/en/open", PHOTO) for _ in range(32)], threading.Event()
            threading.Thread(target=trickle, args=(list(photos), over), daemon=True).start()
            row("32 photos at 20 kB a second", port, photos)
            over.set()
        finally:
            end(site, 9)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [34, 340])
