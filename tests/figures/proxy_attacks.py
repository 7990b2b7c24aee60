"""Attacks on a proxy: silent, slow, large, too many, false. Each says what it got."""

import socket
import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress

from tests.figures.front import form_head, frame, secure
from tests.figures.harness import NAME

BIG = 19 * 1024 * 1024
Opening = Callable[[int], bytes]
HEAD = (
    f"POST /en/reading HTTP/1.1\r\nHost: {NAME}\r\nContent-Type:"
    " application/x-www-form-urlencoded\r\n"
)


def hold(connections: Iterator[socket.socket], until: float, every: bytes = b"") -> str:
    """Keep connections open until then, and send `every` once a second: how many were answered or
    closed meanwhile.
    """
    held = list(connections)
    while time.monotonic() < until:
        time.sleep(min(1.0, max(0.0, until - time.monotonic())))
        for one in held if every else ():
            with suppress(OSError):
                one.sendall(every)
    told = Counter()
    for one in held:
        one.setblocking(False)
        try:
            got = one.recv(1 << 16)
            told[
                (
                    got[9:12].decode("latin-1")
                    if got.startswith(b"HTTP/1")
                    else "closed"
                    if not got
                    else "answered"
                )
            ] += 1
        except (BlockingIOError, ssl.SSLWantReadError):
            told["held"] += 1
        except OSError:
            told["closed"] += 1
        one.close()
    return ", ".join(f"{n} × {what}" for what, n in sorted(told.items()))


def opened(
    port: int, count: int, until: float, opening: Opening, tls: bool = True
) -> Iterator[socket.socket]:
    for number in range(count):
        if time.monotonic() > until:
            return
        with suppress(OSError):
            one = secure(port) if tls else socket.create_connection(("127.0.0.1", port), timeout=5)
            one.sendall(opening(number))
            yield one


def silent(port: int, count: int, until: float) -> str:
    chunked = HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\ntext="
    return hold(
        opened(
            port,
            count,
            until,
            lambda n: (HEAD + "Content-Length: 1000\r\n\r\n" if n % 2 else chunked).encode(),
        ),
        until,
    )


def trickle(port: int, count: int, until: float) -> str:
    return hold(
        opened(port, count, until, lambda _: (HEAD + "Content-Length: 100000\r\n\r\n").encode()),
        until,
        b"a",
    )


def large(port: int, count: int, until: float) -> str:
    body = (HEAD + f"Content-Length: {BIG}\r\n\r\n").encode() + bytes(BIG - 1000)
    return hold(opened(port, count, until, lambda _: body), until)


def idle(port: int, count: int, until: float) -> str:
    return hold(
        opened(port, count, until, lambda n: b"" if n % 2 else b"GET /fi/ HT", tls=False), until
    )


def half(port: int, count: int, until: float) -> str:
    return hold(
        opened(port, count, until, lambda _: f"GET /fi/ HTTP/1.1\r\nHost: {NAME}\r\nX-".encode()),
        until,
    )


def streams(port: int, count: int, until: float) -> str:
    """Silent forms as streams of a few HTTP/2 connections."""
    held = []
    for _ in range(max(1, count // 85)):
        held.append(secure(port, "h2"))
        assert held[-1].selected_alpn_protocol() == "h2"
        held[-1].sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0))
        for stream in range(1, 170, 2):
            held[-1].sendall(form_head(stream, "/en/reading"))
    return f"{85 * len(held)} streams; connections: " + hold(iter(held), until)


def heads(port: int, count: int, until: float) -> str:
    """Heads of 100 kB."""
    asked = f"GET /fi/ HTTP/1.1\r\nHost: {NAME}\r\nCookie: reading={'x' * 100_000}\r\n\r\n".encode()
    return hold(opened(port, count, until, lambda _: asked), min(until, time.monotonic() + 5))


ATTACKS: dict[str, tuple[str, tuple[int, ...], Callable[[int, int, float], str]]] = {
    "silent": ("forms whose body does not come", (34, 340), silent),
    "streams": ("the same as HTTP/2 streams", (85, 340), streams),
    "trickle": ("bodies of which a byte comes each second", (34, 340), trickle),
    "large": ("bodies of 19 MB without their end", (34,), large),
    "idle": ("connections without a handshake", (1_100, 3_000), idle),
    "half": ("half a head", (1_100,), half),
    "heads": ("heads of 100 kB", (200,), heads),
}
