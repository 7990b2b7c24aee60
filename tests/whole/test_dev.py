"""`make dev`: what is changed is there when a page is loaded anew, and what fails is told there."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import lxml.html
import pytest

from tests.support import wording

LONG = 60.0  # seconds that a start may take on the busiest machine


class Dev:
    """The site that `make dev` serves, from a copy of the project."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hbself.dev", "--port", "0"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.address = re.search(r"http://127\.0\.0\.1:\d+", self.process.stdout.readline())[0]

    def get(self, path: str) -> str:
        """What stands at an address, also where it is a fault."""
        try:
            try:
                answer = urlopen(self.address + path, timeout=LONG)
            except HTTPError as error:
                answer = error
            with answer:
                return answer.read().decode()
        except (OSError, HTTPException):  # it is started anew just now, or while it answers
            return ""

    def shows(self, path: str, wanted: Callable[[str], object]) -> str:
        """Load a page until it is as wanted."""
        last = time.monotonic() + LONG
        while not wanted(found := self.get(path)):
            assert time.monotonic() < last, found
            time.sleep(0.1)
        return found

    def heading(self, path: str) -> str:
        return lxml.html.fromstring(self.shows(path, lambda text: "<h1" in text)).findtext(".//h1")

    def change(self, pattern: str, old: str, new: str) -> Path:
        """In the first of these files where `old` stands. Gives the file."""
        for path in sorted(self.folder.glob(pattern)):
            if old in (text := path.read_text("utf-8")):
                path.write_text(text.replace(old, new, 1), "utf-8")
                return path
        raise AssertionError(f"{old!r} is not in {pattern}")


@pytest.fixture
def dev(tmp_path) -> Iterator[Dev]:
    for name in ("hbself", "templates", "static", "translations"):
        shutil.copytree(
            wording.ROOT / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("*.mo", "__pycache__"),
        )
    started = Dev(tmp_path)
    yield started
    started.process.kill()
    started.process.wait()
    started.process.stdout.close()


def test_what_is_changed_comes_and_all_ends_together(dev):
    words = dev.heading("/fi/")
    dev.change("translations/fi/**/*.po", f'msgstr "{words}"', 'msgstr "Uudet sanat"')
    dev.shows("/fi/", lambda text: "Uudet sanat" in text)
    dev.change("templates/**/*.html", f'_("{dev.heading("/en/")}")', '_("A new page")')
    dev.shows("/en/", lambda text: "A new page" in text)
    assert "Examples of parts" in dev.get("/dev/examples")
    dev.change("static/**/*.css", "{", "{--new:1;")
    styles = re.compile(r"/static/[^\"]+\.css\?v=\w+")
    dev.shows("/fi/", lambda text: any("{--new:1;" in dev.get(at) for at in styles.findall(text)))
    (dev.folder / "static" / "pictograms" / "new.svg").write_text("<svg/>")
    dev.shows("/static/pictograms/new.svg", lambda text: text == "<svg/>")
    assert (dev.folder / "var" / "dev.db").exists()
    dev.process.kill()
    dev.shows("/fi/", lambda text: not text)


def test_a_fault_stands_on_the_page_until_it_is_mended(dev):
    heading = dev.heading("/en/")
    dev.change("hbself/web/factory.py", "import", "imprt")
    dev.shows("/fi/", lambda text: "SyntaxError" in text and "factory.py" in text)
    dev.change("hbself/web/factory.py", "imprt", "import")
    words = dev.change("hbself/content/*.toml", "[[question]]", "[[questoin]]")
    dev.shows("/fi/", lambda text: words.name in text and "ContentError" in text)
    dev.change("hbself/content/*.toml", "[[questoin]]", "[[question]]")
    dev.change("templates/**/*.html", f'_("{heading}")', "nothing.of_this")
    dev.shows("/en/", lambda text: "UndefinedError" in text and "nothing" in text)
    assert dev.heading("/fi/lost"), "what is not there has its easy page"
