"""The proposal as files that a person takes along: PDF (`pdf`), one HTML page (`page`), data (`data`).

This module says what stands in them, so that all have the same words in the same order. It imports nothing heavy.
"""

import itertools
from collections.abc import Callable
from typing import Literal

import msgspec

from ..model import Line, Part, Proposal, SectionOf
from .usertext import paragraphs, quoted

class Look(msgspec.Struct, frozen=True):
    """How the person likes to read (their settings). `text`: size in per cent, 100 to 200."""

    pictures: Literal["big", "small", "none"] = "big"
    text: int = 100


def printed(proposal: Proposal, texts: dict[str, str], clean: Callable[[str], str]) -> dict:
    """What the documents print, as plain dicts and strings: only included lines, no empty sections.

    texts: the fixed words (`Content.texts`); clean: makes a text safe for the document.
    Raises KeyError when a fixed text is missing.
    """

    def fixed(name: str) -> str:
        return clean(texts[f"document.{name}"])

    def section(found: SectionOf | None) -> dict | None:
        parts = [p for p in map(part, found.parts) if p["lines"]] if found else []
        return {"id": found.id, "title": clean(found.title), "picture": found.picture, "parts": parts} if parts else None

    def part(found: Part) -> dict:
        lines = [one for one in map(line, (one for one in found.lines if one.included)) if one["paragraphs"]]
        for before, one in reversed(list(itertools.pairwise(lines))):  # a lead stands once before all that it leads
            one["lead"] = "" if one["lead"] == before["lead"] else one["lead"]
        return {"title": clean(found.title), "lines": lines}

    def line(found: Line) -> dict:
        text = clean(found.text)
        said = quoted(text, proposal.language) if found.own and text else text
        return {"lead": clean(found.lead), "picture": found.picture, "paragraphs": paragraphs(said)}

    mirror = SectionOf("mirror", texts["document.mirror"], "support", (Part("", proposal.mirror),))
    found = [section(one) for one in (*proposal.sections, mirror)]
    by = answered_by(proposal)
    return {
        "language": proposal.language,
        "title": clean(proposal.title),
        "intro": clean(proposal.intro),
        # The day and who answered stand at the front; the intro says "I can change my mind" (rules.md D5).
        "day": clean(proposal.day_text),
        "by": {"picture": "me" if by == "by-me" else "together", "text": fixed(by)} if by else None,
        # The one page is the first section; where it is empty there is none.
        "one": found[0] if proposal.sections else None,
        "sections": [one for one in found[1:] if one],
        "worker": section(proposal.worker),
        "words": {name: fixed(name) for name in ("page", "empty", "made-from-my-answers", "own-words", "name-and-day")},
    }


def answered_by(proposal: Proposal) -> str:
    """Who answered, from the included lines: "by-me", "by-helped", "by-both", or "" when no line says so."""
    sections = (*proposal.sections, *filter(None, [proposal.worker]))
    lines = [line for section in sections for part in section.parts for line in part.lines]
    by = {line.by for line in (*lines, *proposal.mirror) if line.included} & {"me", "helped"}
    return {0: "", 1: f"by-{next(iter(by), '')}", 2: "by-both"}[len(by)]


def pictures_of(document: dict) -> set[str]:
    """The names of all pictures in what `printed` gave."""
    pictured = [*filter(None, [document["one"]]), *document["sections"]]
    lines = [line for section in pictured for part in section["parts"] for line in part["lines"]]
    return {one["picture"] for one in (*document["sections"], *lines, *filter(None, [document["by"]]))} | {"proposal"}
