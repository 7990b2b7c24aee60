"""Writes every pictogram as an SVG file. Run beside this folder: python -m pictograms"""

import sys
from pathlib import Path

from . import (
    answers,
    days,
    home,
    kin,
    moving,
    needs,
    others,
    people,
    rights,
    services,
    settings,
    talking,
    things,
    work,
)
from .parts import PICTURES, svg

# Each of them registers its pictures in PICTURES.
SUBJECTS = (
    answers,
    days,
    home,
    kin,
    moving,
    needs,
    others,
    people,
    rights,
    services,
    settings,
    talking,
    things,
    work,
)
FOLDER = Path(__file__).resolve().parent.parent / "static" / "pictograms"


def write(folder: Path) -> None:
    """Every picture into this folder."""
    for name in PICTURES:
        (folder / f"{name}.svg").write_text(svg(name), "ascii")
    largest = max(len(svg(name)) for name in PICTURES)
    print(f"{len(PICTURES)} pictures; largest {largest} bytes")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
