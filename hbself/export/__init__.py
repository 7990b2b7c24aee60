"""The proposal as files that a person takes along: PDF (`pdf`), one HTML page (`page`), data
(`data`).

This module says what stands in them, so that all have the same words in the same order. It imports
nothing heavy.
"""

import itertools
from collections.abc import Callable
from typing import Literal

import msgspec

from ..model.document import Line, Part, Proposal, SectionOf
from .usertext import paragraphs, quoted

ONE_PAGE = "me"  # the id of the section that is set as the one page
LONGEST_HEADING = 120  # letters; a longer goal stands under its heading


class Look(msgspec.Struct, frozen=True):
    """How the person likes to read (their settings). `text`: size in per cent, 100 to 200."""

    pictures: Literal["big", "small", "none"] = "big"
    text: int = 100


class Portion(msgspec.Struct, frozen=True):
    """What a link gives: a part of the proposal, for one reader, until a day (in words)."""

    reader: str
    until: str


def printed(
    proposal: Proposal,
    texts: dict[str, str],
    clean: Callable[[str], str],
    portion: Portion | None = None,
) -> dict:
    """What the documents print, as plain dicts and strings: only included lines, no empty sections.

    texts: the fixed words (`Content.texts`); clean: makes a text safe for the document; portion:
    says that it is a part. Raises KeyError when a fixed text is missing.
    """

    def fixed(name: str, **values: str) -> str:
        return clean(
            texts[f"document.{name}"].format(**values) if values else texts[f"document.{name}"]
        )

    def section(found: SectionOf | None, headed: bool = True) -> dict | None:
        parts = (
            [p for p in (part(one, headed) for one in found.parts) if p["lines"] or p["picture"]]
            if found
            else []
        )
        return (
            {"id": found.id, "title": clean(found.title), "picture": found.picture, "parts": parts}
            if parts
            else None
        )

    def part(found: Part, headed: bool) -> dict:
        lines = [
            (one, said) for one in found.lines if one.included and (said := line(one))["paragraphs"]
        ]
        title = name = clean(found.title)
        picture = ""
        if headed and lines and title and _heads(*lines[0]):
            (_, head), *lines = lines
            title, picture = f"{title}: {head['paragraphs'][0]['lines'][0]}", head["picture"]
        return {
            "name": name,
            "title": title,
            "picture": picture,
            "lines": _led_once([one for _, one in lines]),
        }

    def line(found: Line) -> dict:
        text = clean(found.text)
        said = quoted(text, proposal.language) if found.own and text else text
        return {"lead": clean(found.lead), "picture": found.picture, "paragraphs": paragraphs(said)}

    mirror = SectionOf("mirror", texts["document.mirror"], "support", (Part("", proposal.mirror),))
    found = [one for one in map(section, (*proposal.sections, mirror)) if one]
    by = answered_by(proposal)
    return {
        "language": proposal.language,
        "title": clean(proposal.title),
        "intro": clean(proposal.intro),
        # The day and who answered stand at the front; the intro says "I can change my mind"
        # (rules.md D5).
        "day": clean(proposal.day_text),
        "portion": (
            [
                fixed("part"),
                fixed("part-for", reader=portion.reader),
                fixed("part-until", day=portion.until),
            ]
            if portion
            else []
        ),
        "by": {"picture": "me" if by == "by-me" else "together", "text": fixed(by)} if by else None,
        # "Me on one page" is the one page; a document without it (a part for one reader) has none.
        "one": next((one for one in found if one["id"] == ONE_PAGE), None),
        "sections": [one for one in found if one["id"] != ONE_PAGE],
        "worker": section(proposal.worker, headed=False),
        "words": {
            name: fixed(name)
            for name in (
                "page",
                "empty",
                "made-from-my-answers",
                "own-words",
                "name-and-day",
                "contents",
            )
        },
    }


def _led_once(lines: list[dict]) -> list[dict]:
    """A lead stands once, before all that it leads."""
    for before, one in reversed(list(itertools.pairwise(lines))):
        one["lead"] = "" if one["lead"] == before["lead"] else one["lead"]
    return lines


def _heads(line: Line, said: dict) -> bool:
    """Whether a line is the goal that its part is about, and short enough to stand in the heading:
    "Goal 1: I want to …".
    """
    words = said["paragraphs"][0]["lines"] if len(said["paragraphs"]) == 1 else ()
    return (
        line.id.startswith(("goal:", "next:"))
        and not said["lead"]
        and len(words) == 1
        and len(words[0]) <= LONGEST_HEADING
    )


def answered_by(proposal: Proposal) -> str:
    """Who answered, from the included lines: "by-me", "by-helped", "by-both", or "" when no line
    says so.
    """
    sections = (*proposal.sections, *filter(None, [proposal.worker]))
    lines = [line for section in sections for part in section.parts for line in part.lines]
    by = {line.by for line in (*lines, *proposal.mirror) if line.included} & {"me", "helped"}
    return {0: "", 1: f"by-{next(iter(by), '')}", 2: "by-both"}[len(by)]


def texts_of(proposal: Proposal) -> list[str]:
    """All texts of a proposal that can have a person's own words in them and are printed."""
    parts = [
        part
        for section in (*proposal.sections, *filter(None, [proposal.worker]))
        for part in section.parts
    ]
    lines = [
        line
        for line in (*(line for part in parts for line in part.lines), *proposal.mirror)
        if line.included
    ]
    return [
        *(section.title for section in proposal.sections),
        *(text for line in lines for text in (line.lead, line.text)),
    ]


def pictures_of(document: dict) -> set[str]:
    """The names of all pictures in what `printed` gave."""
    pictured = [*filter(None, [document["one"]]), *document["sections"]]
    parts = [part for section in pictured for part in section["parts"]]
    lines = [line for part in parts for line in part["lines"]]
    named = (*document["sections"], *parts, *lines, *filter(None, [document["by"]]))
    return {one["picture"] for one in named if one["picture"]} | {"proposal"}
