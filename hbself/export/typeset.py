"""A document as the template sets it (proposal.typ): with the pieces of its texts that need care,
and how long things may be, which Typst would measure at twice the cost of the whole document.
"""

import math
import re

from . import textlayer
from .breaks import HYPHEN, PLAIN, width
from .coded import Coded
from .document import (
    AnsweredBy,
    Document,
    PrintedGoal,
    PrintedLine,
    PrintedPart,
    PrintedSection,
    Worker,
)

# The part of an A4 page that is written on, and a line of 18 pt with the space below it.
PAGE_CM, LINE_CM = 25.9, 1.0
# So many small letters at 18 pt are a line beside a big picture.
LINE_LETTERS = 36
# How much wider or narrower real letters may be than these.
WIDEST, NARROWEST = 0.75, 1.7
# Small letters, at the head of a page with the largest text; HEAD: that grows so far
LONGEST_NAME = 42
HEAD = 1.4
LEAST_NAME = 8  # letters of a section that are left of its name before that of its part
TILE = 60  # small letters
CELL_CM = 4  # a cell that may be higher must be able to break
WIDE_WORDS = 3  # of a text, the widest ones, are measured by the template
_MARKS = re.compile(f"[{HYPHEN}{PLAIN}]")
Codes = dict[str, Coded]  # the words that Typst may write in pieces (`textlayer`)


def typeset(document: Document, size: float) -> tuple[dict, Codes]:
    """What the template knows of the document (its JSON), and the words in it that have a code.

    All stands as in Document, but for: texts that need care are a table (`_text`); `name` of a
    section and a part is what stands at the head of a page on which it goes on, in one line; `long`
    of a section and a line says that it may not fit on a page, and must be able to break; `fills`
    of a line, on at least and at most how many lines of the page it goes; `tile`, that it is short
    enough for one; `bare`, texts without any marks. size: of the text, 1 to 2.
    """
    codes: Codes = {}
    one, worker = document.one, document.worker
    hand_in = document.hand_in
    made = {  # codes are given in this order
        "language": document.language,
        "title": _text(document.title, codes),
        "intro": _text(document.intro, codes),
        "day": _text(document.day, codes),
        "paper": [{"text": _text(one.text, codes), "open": one.open} for one in document.paper],
        "portion": [_text(text, codes) for text in document.portion],
        "by": _by(document.by, codes) if document.by else None,
        "one": _section(one, size, codes) if one else None,
        "goals": [_goal(goal, size, codes) for goal in document.goals],
        "sections": [_section(section, size, codes) for section in document.sections],
        "last": [_section(section, size, codes) for section in document.last],
        "hand-in": _hand_in(hand_in, size, codes) if hand_in else None,
        "worker": _worker(worker, size, codes) if worker else None,
        "words": {name: _text(text, codes) for name, text in document.words.items()},
        "marks": {name: document.words[name][:1].upper() for name in ("picked", "own")},
        "more": document.more,
        "empty": document.is_empty,
        "bare": {
            "title": _bare(document.title),
            "intro": _bare(document.intro),
            "page": _bare(document.words["page"]),
        },
    }
    return made, codes


def _by(by: AnsweredBy, codes: Codes) -> dict:
    return {"picture": by.picture, "text": _text(by.text, codes)}


def _most(size: float) -> float:
    """Of how many small letters a name at the head of a page may be."""
    return LONGEST_NAME * HEAD / min(size, HEAD)


def _section(section: PrintedSection, size: float, codes: Codes) -> dict:
    most = _most(size)
    return {
        "id": section.id,
        "signed": section.signed,
        "writes": section.writes,
        "theirs": section.theirs,
        "tiled": section.tiled,
        "title": _text(section.title, codes),
        "picture": section.picture,
        "parts": [_part(part, section, most, size, codes) for part in section.parts],
        "name": _text(_short(section.title, most), codes),
        "long": _section_height(section, size) > PAGE_CM,
    }


def _hand_in(section: PrintedSection, size: float, codes: Codes) -> dict:
    lines = [line for part in section.parts for line in part.lines]
    long = sum(_line_height(line, size) for line in lines) > PAGE_CM / 3
    return _section(section, size, codes) | {"long": long}


def _goal(goal: PrintedGoal, size: float, codes: Codes) -> dict:
    label = f"{goal.name}:" if goal.goal else goal.name
    return {
        "id": goal.id,
        "name": _text(_short(goal.title, _most(size)), codes),
        "label": _text(label, codes),
        "goal": _text(goal.goal, codes),
        "picture": goal.picture,
        "told": [_line(line, size, codes) for line in goal.told],
        "now": [_line(line, size, codes) for line in goal.now],
        "want": [_line(line, size, codes) for line in goal.want],
        "cells": [
            {
                "title": _text(cell.title, codes),
                "picture": cell.picture,
                "lines": [_line(line, size, codes) for line in cell.lines],
                "wide": cell.wide,
                "long": sum(_line_height(line, size) for line in cell.lines) > CELL_CM,
                "writes": cell.writes,
            }
            for cell in goal.cells
        ],
        "answered": goal.answered,
    }


def _worker(worker: Worker, size: float, codes: Codes) -> dict:
    return {
        "title": _text(worker.title, codes),
        "about": _text(worker.about, codes),
        # It is for whom it says before its colon
        "name": _text(_short(worker.title.partition(":")[0], _most(size)), codes),
        "rows": [
            {
                "title": _text(row.title, codes),
                "facts": [
                    {
                        "lead": _text(fact.lead, codes),
                        "text": _text(fact.text, codes),
                        "own": fact.own,
                        "goal": fact.goal,
                        "marked": fact.marked,
                        "starts": fact.starts,
                        "rtl": fact.rtl,
                    }
                    for fact in row.facts
                ],
            }
            for row in worker.rows
        ],
    }


def _part(
    part: PrintedPart, section: PrintedSection, most: float, size: float, codes: Codes
) -> dict:
    return {
        "name": _text(_both(section.title, part.name, most), codes),
        "title": _text(part.title, codes),
        "picture": part.picture,
        "lines": [_line(line, size, codes) for line in part.lines],
    }


def _line(line: PrintedLine, size: float, codes: Codes) -> dict:
    return {
        "lead": _text(line.lead, codes),
        "picture": line.picture,
        "paragraphs": [
            {"rtl": one.rtl, "lines": [_text(text, codes) for text in one.lines]}
            for one in line.paragraphs
        ],
        "long": _line_height(line, size) > PAGE_CM / 2,
        "fills": fills(line, size),
        "tile": _is_tile(line),
    }


def _is_tile(line: PrintedLine) -> bool:
    """Whether it has room below a picture in a quarter of a page."""
    texts = [text for one in line.paragraphs for text in one.lines]
    return len(texts) == 1 and not line.lead and width(texts[0]) <= TILE


# ---- texts that need care ------------------------------------------------------------------------


def _text(text: str, codes: Codes) -> str | dict:
    """The text; where it needs care {"runs": …, "wide": …}. Each word that Typst may write in
    pieces gets a code of its own.

    runs: (language, text, code) of each piece; wide: the widest words with marks where they may be
    parted (`breaks`).
    """
    if text.isascii():
        return text
    pieces = textlayer.pieces(text, codes)
    wide = [_bare(word) for word in text.split(" ") if _MARKS.search(word)]
    if not wide and not any(code or language for language, _, code in pieces):
        return text
    return {"runs": pieces, "wide": sorted(wide, key=width)[-WIDE_WORDS:]}


def _bare(text: str) -> str:
    """Without marks where words may be parted."""
    return _MARKS.sub("", text)


# ---- the head of a page --------------------------------------------------------------------------


def _short(name: str, most: float) -> str:
    """A name that fits on a line at the head of a page, of at most so many small letters: cut after
    a word where that can be.
    """
    name = _bare(name).replace("\n", " ")
    if width(name) <= most:
        return name
    cut = name[: next(n for n in range(len(name)) if width(name[: n + 1]) > most)]
    words = cut.rpartition(" ")[0]
    return (words if len(words) >= LEAST_NAME else cut).rstrip(" ,;:") + "…"


def _both(section: str, part: str, most: float) -> str:
    """The head of a page on which a part goes on: "What happens now: Goal 1". Where it is too long
    the section is cut first.
    """
    part = _short(part, most)
    left = most - width(f": {part}")
    return f"{_short(section, left)}: {part}" if left > LEAST_NAME else part


# ---- how high things are -------------------------------------------------------------------------


def _section_height(section: PrintedSection, size: float) -> float:
    """About how high a section is, in cm."""
    height, least = 3 + 5 * size, 2.2  # heading, lines for names; a picture
    for part in section.parts:
        height += _height(part.title, size) + size
        for line in part.lines:
            height += max(_line_height(line, size), least) + 0.4 * size
    return height


def _line_height(line: PrintedLine, size: float) -> float:
    said = sum(_height(text, size) for one in line.paragraphs for text in one.lines)
    return said + _height(line.lead, size)


def _height(text: str, size: float) -> float:
    """About how high a text is on the page, in cm, rather too much than too little."""
    return size * math.ceil(width(text) * size / (LINE_LETTERS * 0.8)) * LINE_CM


def fills(line: PrintedLine, size: float) -> tuple[int, int]:
    """On at least and at most how many lines of the page a line goes, beside whatever picture."""
    texts = [text for one in line.paragraphs for text in one.lines]
    wide = [width(text) * size / LINE_LETTERS for text in (*texts, *filter(None, [line.lead]))]
    return (
        sum(math.ceil(one / NARROWEST) for one in wide),
        sum(math.ceil(one / WIDEST) for one in wide) + len(line.paragraphs) - 1,
    )
