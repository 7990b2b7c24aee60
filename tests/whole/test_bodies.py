"""What browsers send, on the real server: silence and what is too large."""

import socket

import pytest

from hbself import limits
from tests.support.serving import end, serve

FORM = "application/x-www-form-urlencoded"


# ---- the real server -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    running = serve(tmp_path_factory.mktemp("bodies") / "answers.db")
    yield running
    end(running)


def talk(site, head: str, body: bytes = b"", wait: float | None = 20.0) -> bytes:
    """What the server says to this head and body; wait=None: the open connection."""
    connection = socket.create_connection(("127.0.0.1", int(site.address.rpartition(":")[2])))
    connection.sendall(f"{head}\r\nHost: x\r\nContent-Type: {FORM}\r\n".encode() + body)
    if wait is None:
        return connection
    connection.settimeout(wait)
    with connection:
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_silent_connections_do_not_stop_the_real_site(real):
    """(Before, 17 of them took all threads of a worker.)"""
    silent = [
        talk(real, "POST /en/reading HTTP/1.1", b"Content-Length: 9\r\n\r\n", None)
        for _ in range(34)
    ]
    try:
        page = talk(real, "GET /en/reading HTTP/1.1", b"Connection: close\r\n\r\n")
        assert page.startswith(b"HTTP/1.1 200")
        silent.append(
            talk(real, "POST /en/set/now/ln3 HTTP/1.1", b"Content-Length: 9\r\n\r\n", None)
        )
        silent[-1].settimeout(limits.BODY_WAIT + limits.BODY_QUIET + 20)
        assert silent[-1].recv(12) in (
            b"HTTP/1.1 503",
            b"HTTP/1.1 408",
        ), "told; the connection of a body that did not come stays open"
    finally:
        for one in silent:
            one.close()


def test_pages_go_on_after_a_silent_body_was_given_up(real):
    """(Granian stops a process in which a request ends while its body is still being read.)"""
    silent = [
        talk(real, "POST /en/reading HTTP/1.1", b"Content-Length: 9\r\n\r\n", None)
        for _ in range(4 * limits.BODIES_ONE)
    ]
    try:
        told = 0
        # Some gave their places to others, the rest has been silent for too long
        for one in silent:
            one.settimeout(limits.BODY_WAIT + limits.BODY_QUIET + 20)
            told += one.recv(12) in (b"HTTP/1.1 408", b"HTTP/1.1 503")
        assert told == len(silent)
        for _ in range(20):
            assert talk(real, "GET /en/reading HTTP/1.1", b"Connection: close\r\n\r\n").startswith(
                b"HTTP/1.1 200"
            )
    finally:
        for one in silent:
            one.close()


def test_the_real_server_reads_no_form_that_is_too_large(real):
    for head in (f"Content-Length: {limits.FORM + 1}", "Transfer-Encoding: chunked"):
        assert talk(real, "POST /en/reading HTTP/1.1", f"{head}\r\n\r\n".encode()).startswith(
            b"HTTP/1.1 413"
        )
