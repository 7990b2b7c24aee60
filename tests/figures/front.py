"""nginx and Caddy with the very files of docs/ before the site, and how to speak to them."""

import shutil
import socket
import ssl
import struct
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tests.figures.harness import NAME, end
from tests.support.places import DOCS
from tests.support.serving import free_port

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


def _proxy_command(kind: str, folder: Path) -> list[str]:
    """What starts the proxy with the file "conf" of the folder."""
    conf = str(folder / "conf")
    nginx = kind == "nginx"
    place = shutil.which("nginx", path="/usr/sbin:/usr/bin") if nginx else shutil.which("caddy")
    assert place, f"{kind} is not installed"
    if nginx:
        return [place, "-p", str(folder), "-c", conf, "-g", "daemon off;"]
    return [place, "run", "--config", conf, "--adapter", "caddyfile"]


@contextmanager
def running(kind: str, site_port: int):
    """The proxy before the site at a port, until the block ends."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        certificate(folder)
        file = nginx_file if kind == "nginx" else caddy_file
        (folder / "conf").write_text(file(port, site_port, folder), "utf-8")
        with (folder / "stderr").open("wb") as file:
            process = subprocess.Popen(
                _proxy_command(kind, folder),
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
