"""About how high the paragraphs of the Word file are: whether what should be a page is likely to be
one. Which fonts a computer has, and how its program sets them, nobody here knows.
"""

import functools
import math
from collections.abc import Iterable
from typing import NamedTuple

from .breaks import width
from .wordstyles import (
    EDGE_CM,
    GAP_CM,
    PAGE_CM,
    ROOM_CM,
    heading_points,
    plan_points,
    space,
)

# Of Verdana, in parts of its size: how high a line is, what of it is under the letters, how wide
# letters are.
LINE, FOOT, LETTER = 1.24, 0.21, 0.62
THIN = {**dict.fromkeys(' tfrI()[]/-"”“', 0.43), **dict.fromkeys("ijl.,:;'!|", 0.33)}
PT_CM = 2.54 / 72


class Block(NamedTuple):
    """A paragraph to be: the id of its style, its words, the picture before them ("" for none) and
    how big that is.
    """

    style: str
    text: str
    picture: str = ""
    cm: float = 0.0
    rtl: bool = False
    new_page: bool = False
    keep: bool = False  # stays on a page with the next one
    item: bool = False  # is an item of a list
    theirs: bool = False  # somebody else's words: a line stands along them
    left: float = 0.0  # its words stand where those beside a picture of so many cm stand
    box: str = ""  # the name of the colour on which it stands (`wordstyles.BOXES`)


def floor(points: float) -> float:
    """How high a picture may be, in cm, that makes no line of text higher."""
    return (LINE - FOOT) * points * PT_CM


def on_one_page(blocks: Iterable[Block], points: float, plan: float) -> bool:
    """Whether paragraphs are likely to fit on a page. points: size of the text; plan: of that for
    the worker.
    """
    room = ROOM_CM
    return all((room := room - _height(block, points, plan)) >= 0 for block in blocks)


def _height(block: Block, points: float, plan: float) -> float:
    """About how high a paragraph is, in cm; rather too much."""
    size = PT_CM * _points(block.style, points, plan)
    # The first line is as high as the picture; the others are under it.
    high = (
        max(block.cm + FOOT * size, LINE * size)
        + (lines(block.text, block.cm or block.left, size / PT_CM) - 1) * LINE * size
    )
    return high + sum(space(block.style)) * PT_CM


def _points(style: str, points: float, plan: float) -> float:
    """How big the letters of a style are."""
    if style.startswith("Plan"):
        return plan_points(style, plan)
    return heading_points(int(style[-1]), points) if "Heading" in style else points


def lines(text: str, cm: float, points: float) -> int:
    """On about how many lines a text goes beside a picture of so many cm; rather too many."""
    room = (PAGE_CM[0] - 2 * EDGE_CM - (cm and cm + GAP_CM)) / (points * PT_CM)
    return sum(math.ceil(sum(map(_letter, line)) / room) or 1 for line in text.split("\n"))


@functools.lru_cache(4096)
def _letter(c: str) -> float:
    """About how wide a letter of Verdana is, in parts of its size."""
    return THIN.get(c) or LETTER * width(c)
