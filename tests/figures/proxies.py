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
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tests.figures.harness import NAME, Others, child, end, site, sizes
from tests.support.places import DOCS, ROOT
from tests.support.serving import free_port

SECONDS = 10.0
TOKEN = "AAAAAAAAAAAAAAAAAAAAAA"  # a link's, in an address: it must stand in no log
BIG = 19 * 1024 * 1024


# ---- the two proxies -----------------------------------------------------------------------------


class Proxy(NamedTuple):
    """A running one: its port, its process, the folder in which it writes."""

    port: int
    process: subprocess.Popen
    folder: Path

    def wrote(self) -> str:
        """All that is in its folder but its settings and the certificate."""
        files = [
            p
            for p in self.folder.rglob("*")
            if p.is_file() and p.name not in ("conf", "cert.pem", "key.pem")
        ]
        return "\n".join(f"{p.name}: {p.read_text('utf-8', 'replace')}" for p in files)


def put(text: str, **places: str) -> str:
    """The text with other places; each must be there."""
    for old, new in places.values():
        assert old in text, f"{old!r} is not there"
        text = text.replace(old, new)
    return text


def nginx_file(port: int, site_port: int, folder: Path) -> str:
    """docs/nginx.conf, with the places of this try."""
    text = put(
        (DOCS / "nginx.conf").read_text("utf-8"),
        port=("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        plain=("listen 80", f"listen 127.0.0.1:{free_port()}"),
        site=("http://127.0.0.1:8000", f"http://127.0.0.1:{site_port}"),
        pid=("/run/nginx.pid", f"{folder}/pid"),
        log=("/var/log/nginx/hbself.log", f"{folder}/log"),
        pages=("/etc/nginx/proxy-pages", str(DOCS / "proxy-pages")),
        certificate=(f"/etc/letsencrypt/live/{NAME}/fullchain.pem", f"{folder}/cert.pem"),
        key=(f"/etc/letsencrypt/live/{NAME}/privkey.pem", f"{folder}/key.pem"),
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return put(
        text,
        folders=(
            "http {\n",
            "http {\n" + "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds),
        ),
    )


def caddy_file(port: int, site_port: int, folder: Path) -> str:
    """docs/Caddyfile, with the places of this try."""
    return put(
        (DOCS / "Caddyfile").read_text("utf-8"),
        site=("127.0.0.1:8000", f"127.0.0.1:{site_port}"),
        pages=("/etc/caddy/proxy-pages", str(DOCS / "proxy-pages")),
        quiet=(
            "\n{\n",
            (
                "\n{\n\tadmin off\n\tskip_install_trust\n\tauto_https off\n\tstorage file_system"
                f" {folder}\n"
            ),
        ),
        port=(
            f"\n{NAME} {{\n",
            (
                f"\nhttps://{NAME}:{port} {{\n\tbind 127.0.0.1\n\ttls {folder}/cert.pem"
                f" {folder}/key.pem\n"
            ),
        ),
    )


def certificate(folder: Path) -> None:
    """A certificate that nobody else trusts."""
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    names = x509.SubjectAlternativeName([x509.DNSName(NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(1))
        .not_valid_after(now + datetime.timedelta(2))
        .add_extension(names, False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@contextmanager
def running(kind: str, site_port: int):
    """The proxy before the site at a port, until the block ends."""
    place = (
        shutil.which("nginx", path="/usr/sbin:/usr/bin")
        if kind == "nginx"
        else shutil.which("caddy")
    )
    assert place, f"{kind} is not installed"
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        certificate(folder)
        conf = folder / "conf"
        conf.write_text(
            (
                nginx_file(port, site_port, folder)
                if kind == "nginx"
                else caddy_file(port, site_port, folder)
            ),
            "utf-8",
        )
        command = (
            [place, "-p", name, "-c", str(conf), "-g", "daemon off;"]
            if kind == "nginx"
            else [place, "run", "--config", str(conf), "--adapter", "caddyfile"]
        )
        with (folder / "stderr").open("wb") as file:
            process = subprocess.Popen(
                command,
                stdout=file,
                stderr=file,
                env={"HOME": name, "PATH": "/usr/bin:/bin"},
                start_new_session=True,
            )
        try:
            for _ in range(100):
                assert process.poll() is None, (folder / "stderr").read_text()
                with suppress(OSError), secure(port):
                    break
                time.sleep(0.1)
            yield Proxy(port, process, folder)
        finally:
            end(process)


def context(*protocols: str) -> ssl.SSLContext:
    """Believes any certificate: it is ours, and on loopback."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    if protocols:
        made.set_alpn_protocols(list(protocols))
    return made


def secure(port: int, *protocols: str, source: str = "127.0.0.1") -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(source, 0))
    return context(*protocols).wrap_socket(plain, server_hostname=NAME)


# ---- HTTP/2, as little as is needed --------------------------------------------------------------


def frame(kind: int, flags: int, stream: int, body: bytes = b"") -> bytes:
    return (
        struct.pack(">I", len(body))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + body
    )


def form_head(stream: int, path: str) -> bytes:
    """The head of a form whose body is to come: HEADERS without END_STREAM,
    each field written out.
    """
    fields = {
        ":method": "POST",
        ":scheme": "https",
        ":authority": NAME,
        ":path": path,
        "content-type": "application/x-www-form-urlencoded",
        "content-length": "1000",
    }
    packed = b"".join(
        b"\0" + bytes([len(name)]) + name.encode() + bytes([len(value)]) + value.encode()
        for name, value in fields.items()
    )
    return frame(1, 4, stream, packed)


# ---- attacks: each says what it got --------------------------------------------------------------

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
                connection.sendall(
                    "GET /en/whoami HTTP/1.1\r\nHost:"
                    f" {host}\r\n{sent}{'' if 'Connection' in sent else 'Connection: close' + chr(13) + chr(10)}\r\n".encode()
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
