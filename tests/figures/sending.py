"""How an attacker sends: at once, with a file, byte by byte, never to the end."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from tests.figures.load import NOTHING

TOGETHER = 40  # connections that an attacker uses at once, where the attack does not say


class Foe(NamedTuple):
    """The attacker: the port of the site, how many times, until when (by the clock), a person's
    cookie of their own.
    """

    port: int
    count: int
    end: float
    cookie: str


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
    told = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{method} {path} HTTP/1.1\r\n{told}\r\n".encode() + body


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
