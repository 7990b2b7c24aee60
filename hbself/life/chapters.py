"""The proposal as it is looked at: a chapter for each goal, each section and what stands beside
them, goals first. A long one has several pages, so that none is longer than a few phone screens.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..content import Content
from ..limits import GOALS
from ..model.document import Line, Part, Proposal, ProposalSection
from ..model.sections import GOAL_SECTION, ONE_PAGE, SECTIONS, paper_of
from .life import Life

# What stands beside the sections; their headings are words of the site
WORKER, ADVICE, NOT_IN, MISSING, READY = "worker", "advice", "not-in", "missing", "ready"
# Of NOT_IN: what waits for a yes, what was told besides, what was left out
HELD, BESIDES, OUT = "held", "besides", "out"
# All that can be a chapter, but what supporters think
NAMES = (
    *(f"goal-{n}" for n in range(1, GOALS + 1)),
    *SECTIONS,
    *(WORKER, ADVICE, NOT_IN, MISSING, READY),
)
# The same with what supporters think, "others-1"
NAMED = re.compile(rf"{'|'.join(NAMES)}|others-\d{{1,2}}")
# Rows of text that a page has room for: with what stands around, none is longer than four phone
# screens
ROOM = 42
# A page's height in rows: how many letters a row takes; how many rows what stands around a
# line, around one that is out, around one that is only read; a heading
ROW, AROUND, AROUND_OUT, AROUND_COPY, HEADING = 17, 3, 6, 1, 2
FOLDED = 15  # rows that are seen of a long one

Pages = tuple[tuple[Part, ...], ...]


class Chapter(Struct, frozen=True):
    """A goal, a section, or what stands beside them."""

    id: str  # in its address
    title: str  # "" where it is the site's own word
    picture: str
    pages: Pages  # at least one
    # lines: each with what can be done with it; copy: what stands in other chapters, too; listed:
    # no lines of the proposal
    holds: Literal["lines", "copy", "listed"] = "lines"
    name: str = ""  # of the supporter who thinks so
    about: Line | None = None  # the goal that it is about
    count: int = 0  # what is in it

    @property
    def lines(self) -> list[Line]:
        """All its lines in their order."""
        return [line for page in self.pages for part in page for line in part.lines]

    @property
    def aside(self) -> bool:
        """Whether it is no part of the proposal: no paper and no link shows it."""
        return self.holds == "listed" or self.id in (ADVICE, NOT_IN)

    @property
    def answers(self) -> bool:
        """Whether it is no part of the short proposal: on paper it stands in "My answers"."""
        return paper_of(self.id) == "answers"

    def page_of(self, line: str) -> int:
        """The number of the page on which the line of this id stands; 0 for none."""
        for number, page in enumerate(self.pages, 1):
            if any(one.id == line for part in page for one in part.lines):
                return number
        return 0


def chapters(life: Life, built: Proposal) -> list[Chapter]:
    """All chapters that have something in them, in the order in which they are read: those of the
    proposal, then those of "My answers". What was left out is seen where it stood, but hard things
    before a yes to them.
    """

    def may(line: Line) -> bool:
        return line.included or life.hard.lets(line)

    seen = [_seen(section, may) for section in built.sections]
    goals = next((s.parts for s in seen if s.id == GOAL_SECTION), ())
    found = [*_goals(goals)]
    views = 0
    answers: list[Chapter] = []
    for section in seen:
        views += section.theirs
        name = f"others-{views}" if section.theirs else section.id
        if section.parts and section.id != GOAL_SECTION:
            made = _section(life.words, name, section)
            (answers if made.answers else found).append(made)
    if built.worker:
        found.append(_section(life.words, WORKER, built.worker))
    found += answers
    advice = [line for line in built.mirror if may(line)]
    if advice:
        made = _made(ADVICE, "", "advice", (Part("", tuple(advice)),))
        found.append(replace(made, count=len(advice)))
    aside = not_in(life, built)
    if aside:
        count = sum(len(part.lines) for part in aside)
        found.append(replace(_made(NOT_IN, "", "no", aside), count=count))
    if built.missing:
        listed = Chapter(MISSING, "", "idea", ((),), "listed", count=len(built.missing))
        found.append(listed)
    if life.words.on_proposal and built.sections:
        picture = life.words.on_proposal[1].picture
        found.append(Chapter(READY, "", picture, ((),), "listed"))
    return found


def _seen(section: ProposalSection, may: Callable[[Line], bool]) -> ProposalSection:
    """A section without what waits for a yes; on the one page stands only what is in."""
    short = section.id == ONE_PAGE
    parts = (
        Part(
            part.title,
            tuple(one for one in part.lines if (one.included if short else may(one))),
        )
        for part in section.parts
    )
    return replace(section, parts=tuple(part for part in parts if part.lines))


def _goals(parts: Iterable[Part]) -> Iterator[Chapter]:
    """A chapter for each goal, under its number; then what was told of goals in general."""
    for n, part in enumerate(parts, 1):
        first = part.lines[0]
        if first.id.startswith("goal:"):
            made = _made(f"goal-{n}", part.title, first.picture, (Part("", part.lines),))
            yield replace(made, about=first)
        else:
            picture = SECTIONS[GOAL_SECTION].picture
            yield _made(GOAL_SECTION, part.title, picture, (Part("", part.lines),))


def _section(words: Content, id: str, section: ProposalSection) -> Chapter:
    copy = id in (ONE_PAGE, WORKER)
    made = _made(id, section.title, section.picture, section.parts, copy)
    if section.theirs:
        title = words.texts["section.view"]
        return replace(made, title=title, name=section.title.removeprefix(title).strip())
    return made


def _made(
    id: str, title: str, picture: str, parts: tuple[Part, ...], copy: bool = False
) -> Chapter:
    count = sum(line.included for part in parts for line in part.lines)
    pages = _paged(parts, AROUND_COPY if copy else 0)
    return Chapter(id, title, picture, pages, "copy" if copy else "lines", count=count)


def not_in(life: Life, built: Proposal) -> tuple[Part, ...]:
    """What the person has said and what does not stand in the proposal: what waits for a yes to
    hard things, what was told besides, what was left out.
    """
    pages = (s for s in built.sections if s.id != ONE_PAGE)
    out = [line for s in pages for part in s.parts for line in part.lines if not line.included]
    groups: dict[str, list[Line]] = {HELD: [], BESIDES: [], OUT: []}
    for lines, group in ((out, OUT), (built.waiting, BESIDES)):
        for line in lines:
            groups[group if life.hard.lets(line) else HELD].append(line)
    return tuple(Part(name, tuple(lines)) for name, lines in groups.items() if lines)


# ---- pages ---------------------------------------------------------------------------------------


def _paged(parts: tuple[Part, ...], around: int) -> Pages:
    """The parts on as few pages as they need, filled alike. around: rows around a line; 0 for what
    it is by itself.
    """
    pages = _filled(parts, ROOM, around)
    if len(pages) > 1:
        height = sum(_height(line, around) for part in parts for line in part.lines)
        alike = _filled(parts, math.ceil(1.15 * height / len(pages)), around)
        pages = alike if len(alike) == len(pages) else pages
    return tuple(pages) or ((),)


def _filled(parts: tuple[Part, ...], room: int, around: int) -> list[tuple[Part, ...]]:
    """The parts on pages with room for so many rows. The heading of a part that goes over to
    another page stands there again.
    """
    pages: list[tuple[Part, ...]] = []
    page: list[Part] = []
    used = 0
    for part in parts:
        begun: list[Line] = []
        heading = HEADING if part.title else 0
        for line in part.lines:
            needs = _height(line, around) + (0 if begun else heading)
            if used and used + needs > room:
                if begun:
                    page.append(Part(part.title, tuple(begun)))
                pages.append(tuple(page))
                page, begun, used, needs = [], [], 0, _height(line, around) + heading
            begun.append(line)
            used += needs
        page.append(Part(part.title, tuple(begun)))
    return [*pages, tuple(page)] if page else pages


def _height(line: Line, around: int) -> int:
    """How many rows a line takes on a phone."""
    rows = sum(-(-len(row) // ROW) or 1 for row in line.text.splitlines())
    around = around or (AROUND if line.included else AROUND_OUT)
    return around + min(rows, FOLDED) + (-(-len(line.lead) // ROW))


# ---- where a line stands -------------------------------------------------------------------------


def where(found: list[Chapter], line: str, first: str = "") -> tuple[Chapter, int] | None:
    """The chapter and the number of its page where the line of this id stands: in the chapter
    `first` if it is there.
    """
    full = [one for one in found if one.holds == "lines"]
    for one in sorted(full, key=lambda chapter: chapter.id != first):
        if number := one.page_of(line):
            return one, number
    return None
