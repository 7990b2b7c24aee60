"""Requests in number, at once, and how long each reply takes."""

import re
import selectors
import shutil
import socket
import statistics
import subprocess
import time
from collections.abc import Mapping
from itertools import chain, repeat
from types import MappingProxyType
from typing import NamedTuple

NOTHING = MappingProxyType({})  # no heads, no pace


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
            due = begin + pace.get(i, 0) * i / len(persons)
            quiet[i] = socket.create_connection(("127.0.0.1", port)), due, iter(asked)
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
