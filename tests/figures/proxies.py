"""nginx and Caddy before the site, with the very files of docs/: attacks on them, and what other
people see of it.

    python -m tests.figures.proxies [nginx] [caddy] [--only silent,heads]

Needs the programs nginx and caddy. Both run in the foreground from a folder that is removed
afterwards, on ports of their own of 127.0.0.1. Only places are changed in the files: ports,
certificate, log, folder. Bounded: some 4 minutes. See README.md.
"""

import argparse
import http.client
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.figures.front import context, running, secure
from tests.figures.harness import NAME, child, end, site, sizes
from tests.figures.others import Others
from tests.figures.proxy_attacks import ATTACKS
from tests.support.places import DOCS, ROOT
from tests.support.serving import free_port

SECONDS = 10.0
TOKEN = "AAAAAAAAAAAAAAAAAAAAAA"  # a link's, in an address: it must stand in no log

# ---- what the site sees of an address ------------------------------------------------------------

TRICKS = {
    "X-Forwarded-For": ["X-Forwarded-For: 10.9.9.9"],
    "two of them": ["X-Forwarded-For: 10.9.9.9", "X-Forwarded-For: 10.9.9.8"],
    "a list": ["X-Forwarded-For: 10.9.9.9, 10.9.9.8"],
    "X_Forwarded_For": ["X_Forwarded_For: 10.9.9.9"],
    "X-Forwarded_For": ["X-Forwarded_For: 10.9.9.9"],
    "X_Forwarded-For": ["x_forwarded-for: 10.9.9.9"],
    "X_Forwarded_Host and _Proto": [
        "X_Forwarded_Host: evil.example",
        "X-Forwarded_Host: evil.example",
        "X_Forwarded_Proto: http",
        "X-Forwarded_Proto: http",
    ],
    "X-Forwarded-Host and -Proto": ["X-Forwarded-Host: evil.example", "X-Forwarded-Proto: http"],
    "Forwarded, X-Real-IP": ["Forwarded: for=10.9.9.9;host=evil.example", "X-Real-IP: 10.9.9.9"],
    "named in Connection": [
        "Connection: close, X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host"
    ],
    "spaces, a tab": ["X-Forwarded-For:\t10.9.9.9 "],
}


def echo():
    """The site with one page more, which says for whom and for what it takes the visitor. For a
    server of its own.
    """
    from flask import request

    from hbself import settings
    from hbself.web import factory
    from hbself.web.services import network

    app = factory.create_app(settings.read())
    app.add_url_rule("/en/whoami", "whoami", lambda: f"{network()} {request.scheme} {request.host}")
    return app


@contextmanager
def echoing():
    """A server with `echo`: its port."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        code = (
            "from hbself import server; from granian import Granian; server.quiet();"
            f" Granian('tests.figures.proxies:echo', port={port}, factory=True,"
            " **server.SERVER).serve()"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            start_new_session=True,
            env={
                "PATH": "/usr/bin:/bin",
                "HBSELF_DATABASE": f"{folder}/a.db",
                "HBSELF_PROXIES": "1",
                "PYTHONPATH": str(ROOT),
            },
        )
        try:
            for _ in range(300):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.1)
            yield port
        finally:
            end(process)


def tricks(kind: str) -> Iterator[tuple[str, str, bool]]:
    """(what was sent, for whom the site took the visitor, whether that is true)."""
    with echoing() as upstream, running(kind, upstream) as proxy:
        for name, lines in TRICKS.items():
            with secure(proxy.port, source="127.0.0.9") as connection:
                sent = "".join(f"{line}\r\n" for line in lines)
                host = f"{NAME}:{proxy.port}"
                close = "" if "Connection" in sent else "Connection: close\r\n"
                connection.sendall(
                    f"GET /en/whoami HTTP/1.1\r\nHost: {host}\r\n{sent}{close}\r\n".encode()
                )
                got = b""
                with suppress(OSError):
                    while more := connection.recv(1 << 16):
                        got += more
            seen = got.partition(b"\r\n\r\n")[2].decode("latin-1").strip()
            refused = got[9:12] == b"400"
            yield name, "refused" if refused else seen, refused or f"127.0.0.9 https {host}" in seen


# ---- the table -----------------------------------------------------------------------------------


def measure(kind: str, name: str, count: int) -> tuple[str, bool]:
    with site(2) as found, running(kind, found.port) as proxy:
        before = sum(sizes(proxy.process.pid)[0]) + _own(proxy.process.pid)
        with Others(found, proxy.port, context()) as others:
            time.sleep(1.0)
            got = child(
                "tests.figures.proxies", "--attack", name, count, proxy.port, limit=SECONDS + 15
            )
            most = sum(sizes(proxy.process.pid)[0]) + _own(proxy.process.pid)
        with (
            suppress(OSError),
            socket.create_connection(
                ("127.0.0.1", proxy.port), source_address=("127.0.1.77", 0)
            ) as garbage,
        ):
            garbage.sendall(b"\x16\x03\x01\x00\x05hello")
        lost, figures, wrote = others.lost(), others.figures(), proxy.wrote()
        tells = [one for one in ("127.0.1.", TOKEN, "/en/reading", "name=") if one in wrote]
    met = (
        figures["p95"] <= 0.5
        and figures["wrong"] <= figures["pages"] / 100
        and lost == "0"
        and not tells
    )
    wrong = ", ".join(f"{n} × {what}" for what, n in Counter(others.faults).most_common(2)) or "0"
    return (
        (
            f"| {kind} | {name} | {count:,} | {1000 * figures['p50']:,.0f} ms |"
            f" {1000 * figures['p95']:,.0f} ms | {wrong} of {figures['pages']} | {got} |"
            f" {before:.0f}, {most:.0f} MB | {lost} | {', '.join(tells) or 'nothing'} |"
            f" {'yes' if met else 'no'} |"
        ),
        met,
    )


def _own(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def fallen(kind: str) -> tuple[str, bool]:
    """The site is not there: what the proxy writes down about who asked for a link."""
    with running(kind, free_port()) as proxy:
        for path in (f"/en/s/{TOKEN}", "/en/reading"):
            with suppress(OSError), secure(proxy.port, source="127.0.1.9") as connection:
                connection.sendall(
                    f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\nReferer:"
                    f" https://{NAME}/en/h/{TOKEN}\r\nConnection: close\r\n\r\n".encode()
                )
                connection.recv(100)
        time.sleep(0.5)
        wrote = proxy.wrote()
    tells = [one for one in (TOKEN, "127.0.1.9") if one in wrote]
    return (
        f"{kind}: while the site is not there, its log has {', '.join(tells) or 'no address'}",
        not tells,
    )


def own_pages(kind: str) -> Iterator[tuple[str, bool]]:
    """What the proxy says itself, where the site is not there, and to a body that is too large:
    always our pages.
    """
    with running(kind, free_port()) as proxy:
        for request, page, allowed in (
            ("GET /fi/", "down", (502, 503, 504)),
            ("POST /fi/reading", "down", (502, 503, 504)),
            ("POST /fi/open", "413", (413,)),
        ):
            with secure(proxy.port) as connection:
                size = (
                    f"Content-Length: {22 << 20 if page == '413' else 0}\r\n"
                    if "POST" in request
                    else ""
                )
                connection.sendall(
                    f"{request} HTTP/1.1\r\nHost: {NAME}:{proxy.port}\r\n{size}Connection:"
                    " close\r\n\r\n".encode()
                )
                answer = http.client.HTTPResponse(connection)
                answer.begin()
                well = (
                    answer.status in allowed
                    and (answer.getheader("Content-Type") or "").startswith("text/html")
                    and answer.read() == (DOCS / "proxy-pages" / f"{page}.html").read_bytes()
                )
            yield (
                f"{kind}: {request} gives {answer.status}, our page: {'yes' if well else 'NO'}",
                well,
            )


def main() -> int:
    parser = argparse.ArgumentParser(description="nginx and Caddy before the site, under attack.")
    parser.add_argument("kinds", nargs="*", default=["nginx", "caddy"])
    parser.add_argument("--only", default=",".join(ATTACKS))
    parser.add_argument("--attack", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.attack:
        name, count, port = chosen.attack
        print(ATTACKS[name][2](int(port), json.loads(count), time.monotonic() + SECONDS))
        return 0
    met = []
    for kind in chosen.kinds:
        told, well = fallen(kind)
        print(told)
        met.append(well)
        for told, well in own_pages(kind):
            print(told)
            met.append(well)
        print("\n| proxy | sent | the site sees | true |\n|---|---|---|---|")
        for name, seen, true in tricks(kind):
            print(f"| {kind} | {name} | {seen} | {'yes' if true else 'NO'} |")
            met.append(true)
        print(
            "\n| proxy | attack | count | others: 50 of 100 | 95 of 100 | wrong | attacker got |"
            " memory before, then | lost | in its files | met"
            " |\n|---|---|---|---|---|---|---|---|---|---|---|"
        )
        for name in chosen.only.split(","):
            for count in ATTACKS[name][1] if name else ():
                row, well = measure(kind, name, count)
                print(row, flush=True)
                met.append(well)
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
