"""Where things are that the tests look at."""

import subprocess
from pathlib import Path

from hbself import settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SUPPORT = ROOT / "tests" / "support"
KEPT = SUPPORT / "kept"
PICTURES = settings.folder("static") / "pictograms"


def in_git() -> list[str]:
    """The project's files: what git holds, and new ones that it doesn't ignore."""
    out = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return sorted({name for name in out.split("\0") if name and (ROOT / name).is_file()})
