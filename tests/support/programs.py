"""What site, tests and tools need beside Python's packages: the one list, programs.txt, and what of
it is missing.

    .venv/bin/python -m tests.support.programs test
    .venv/bin/python -m tests.support.programs engines

As root on Debian it installs what is missing for `make test` or `make engines`; otherwise it says
what to type. Ends with 1 where something is missing still: nothing is left out for want of it.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.support.places import ROOT

LIST = ROOT / "programs.txt"
WHEN = ("run", "test", "engines", "hand", "base", "python")
KINDS = ("program", "module", "library", "font")
# Where Linux and macOS keep fonts.
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "~/Library/Fonts",
)
CHROMIUM = "$CHROMIUM"


class Need(NamedTuple):
    """A line of the list. when: "test"; kind: "program"; names: any will do (of a font: its
    family); file: of a font; package: Debian's.
    """

    when: str
    kind: str
    names: tuple[str, ...]
    file: str
    package: str


def needs(*when: str) -> list[Need]:
    """The lines of the list for these commands; all, without any. ValueError: a line that can't be
    read.
    """
    found = []
    for number, line in enumerate(LIST.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            parts = [part.strip() for part in line.split("|")]
            if (
                len(parts) != 4
                or parts[0] not in WHEN
                or parts[1].split(" ")[0] not in KINDS
                or not all(parts)
            ):
                raise ValueError(f"{LIST.name}:{number}: {line}")
            kind, _, what = parts[1].partition(" ")
            names, _, file = what.partition(" = ")
            found.append(
                Need(parts[0], kind, tuple(names.strip().split(" / ")), file.strip(), parts[2])
            )
    return [one for one in found if not when or one.when in when]


def fonts() -> list[str]:
    """The families with which the look of the pages is checked, the first is that of the other
    checks of the look.
    """
    return [one.names[0] for one in needs("test") if one.kind == "font"]


def here(need: Need) -> bool:
    """Is it on this computer?"""
    if need.kind == "library":
        try:
            return bool(ctypes.CDLL(need.names[0]))
        except OSError:
            return False
    if need.kind == "font":
        return any(
            next(Path(folder).expanduser().rglob(need.file), None) for folder in FONT_FOLDERS
        )
    if need.kind == "program":
        return any(_found(name) for name in need.names) or (
            CHROMIUM in need.names and _playwrights_own()
        )
    return True  # the module venv: this Python stands in a .venv


def _found(name: str) -> bool:
    """Is there such a program? "$CHROMIUM": the setting CHROMIUM says where it stands."""
    if name.startswith("$"):
        places = [Path(os.environ[name[1:]])] if os.environ.get(name[1:]) else []
    else:
        places = [
            Path(folder, name) for folder in os.environ.get("PATH", os.defpath).split(os.pathsep)
        ]
    return any(place.is_file() and os.access(place, os.X_OK) for place in places)


def _playwrights_own() -> bool:
    """Has `playwright install chromium` brought a browser?"""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "from playwright.sync_api import sync_playwright as own\n"
                "with own() as tool: print(tool.chromium.executable_path)"
            ),
        ],
        capture_output=True,
        text=True,
    )
    return told.returncode == 0 and Path(told.stdout.strip()).is_file()


def missing(*when: str) -> list[Need]:
    """What these commands need and is not here."""
    return [one for one in needs(*when) if not here(one)]


def what_to_type(lacking: list[Need], when: str) -> str:
    """In words: what is missing, and how somebody gets it."""
    packages = " ".join(dict.fromkeys(one.package for one in lacking))
    names = ", ".join(one.names[-1] if one.kind == "program" else one.names[0] for one in lacking)
    lines = [
        f"This is missing: {names}. On Debian type these two lines:",
        f"    sudo apt install --no-install-recommends {packages}",
        f"    make {when}",
    ]
    if any(CHROMIUM in one.names for one in lacking):
        lines += [
            (
                "Where there is no such package, `.venv/bin/playwright install chromium` may bring"
                " a browser,"
            ),
            "or set CHROMIUM to the place of one.",
        ]
    return "\n".join(lines)


def install(packages: list[str]) -> None:
    """Debian's packages, by root. What can't be had is said; the others are
    installed all the same.
    """
    print("Installing Debian's packages:", *packages, flush=True)
    quiet = {
        "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        "capture_output": True,
        "text": True,
    }
    subprocess.run(["apt-get", "-qq", "update"], **quiet)
    if (
        subprocess.run(
            ["apt-get", "-qq", "install", "--no-install-recommends", *packages], **quiet
        ).returncode
        == 0
    ):
        return
    for package in packages:
        done = subprocess.run(
            ["apt-get", "-qq", "install", "--no-install-recommends", package], **quiet
        )
        if done.returncode:
            print(f"{package} can't be installed: {done.stderr.strip()}", flush=True)


def main(when: list[str]) -> int:
    """The command: 0 when all is here, 1 when something is missing still."""
    lacking = missing(*when)
    if lacking and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        install(list(dict.fromkeys(one.package for one in lacking)))
        lacking = missing(*when)
    if lacking:
        print(what_to_type(lacking, when[-1]), file=sys.stderr)
    return int(bool(lacking))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
