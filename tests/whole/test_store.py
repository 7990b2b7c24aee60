"""The real server is killed between two pages."""

import http.client
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hbself.keeping import vault
from tests.support.serving import free_port


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return tmp_path / "answers.db"


class Server:
    """The real server in a process of its own; `kill` is kill -9 for it and its workers."""

    def __init__(self, path: Path):
        self.port = free_port()
        command = [
            Path(sys.executable).with_name("hbself"),
            "run",
            "--port",
            str(self.port),
            "--workers",
            "1",
        ]
        self.process = subprocess.Popen(
            command,
            env=os.environ | {"HBSELF_DATABASE": str(path)},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert f"http://127.0.0.1:{self.port}/" in self.process.stdout.readline()
        while self.process.poll() is None:
            try:
                self.ask("GET", "/fi/")
                break
            except ConnectionError:
                threading.Event().wait(0.05)

    def ask(
        self, method: str, path: str, form: str = "", cookie: str = ""
    ) -> tuple[int, http.client.HTTPResponse, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request(
            method,
            path,
            form,
            {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie},
        )
        response = line.getresponse()
        return response.status, response, response.read().decode()

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


def test_kill_9_of_the_server_between_two_pages(path):
    server = Server(path)
    try:
        status, response, _ = server.ask("POST", "/fi/who", "answer=me")
        assert status == 303
        cookie = response.getheader("Set-Cookie").partition(";")[0]
        status, _, _ = server.ask(
            "POST", "/fi/set/now/ln3", "text=Juon+kahvia+parvekkeella.&do=next", cookie
        )
        assert status == 303
    finally:
        server.kill()
    server = Server(path)
    try:
        status, _, page = server.ask("GET", "/fi/set/now/ln3", cookie=cookie)
        assert status == 200 and "Juon kahvia parvekkeella." in page
    finally:
        server.kill()
