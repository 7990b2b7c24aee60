"""The proposal: what a person has said, as a document. Nothing that the person did not say; each
line knows its answers.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ..kinds import KINDS
from ..model.document import Line, Part, Proposal, ProposalSection
from ..model.sections import (
    GOAL_SECTION,
    ONE_PAGE,
    REST,
    SECTIONS,
    SUPPORTER,
    WISH_SECTION,
    WORKER,
)
from . import days
from .lacks import mirrors, missing
from .life import Life
from .parts import Told, parts_of, rest, told
from .views import View, parts_by

FOR_WORKER = 3  # lines under each heading of the worker's half page
# Older versions named supporters' lines by their place, "view2:now.ln3:text", and places change. A
# line left out so stays out in every supporter's view until it is taken in there: nobody can tell
# any more whose it was.
OLD_VIEW = re.compile(r"view\d+:")


def build(life: Life, today: str, views: Iterable[View] = ()) -> Proposal:
    """The proposal in the language of `life`, on the ISO date `today`.

    `views`: of supporters whose view the person wants in it; each is a section of its own, at the
    end. The id is the section's: it must never be another supporter's, for links and left-out lines
    hold to it.
    """
    all_told, title, sections = told(life), life.words.texts.__getitem__, []
    meeting = life.said.paper.meeting
    for name, parts in _filled(life, all_told).items():
        there = tuple(part for part in parts if part.lines)
        picture = SECTIONS[name].picture
        sections.append(ProposalSection(name, title(f"section.{name}"), picture, there))
    sections += (_view(life, view) for view in views)
    marked = [_marked(section, life) for section in sections if section.parts]
    waiting = tuple(line for s in marked if s.id == REST for p in s.parts for line in p.lines)
    sections = [shown for s in marked if (shown := _taken_in(s) if s.id == REST else s).parts]
    worker = _worker(life, all_told, {s.id: s for s in sections})
    return Proposal(
        life.words.language,
        title("proposal.title"),
        title("proposal.intro"),
        today,
        days.date_text(today, life.words.language),
        tuple(sections),
        tuple(_mark(replace(line, included=False), life) for line in mirrors(life)),
        tuple(missing(life)),
        worker,
        tuple(line for line in waiting if not line.included),
        name=life.said.paper.name,
        meeting=days.date_text(meeting, life.words.language) if meeting else "",
    )


def _filled(life: Life, all_told: list[Told]) -> dict[str, list[Part]]:
    """The parts of all sections, in their order."""
    filled = {name: parts_of(life, name, all_told) if name != REST else [] for name in SECTIONS}
    pages = (parts for name, parts in filled.items() if name != ONE_PAGE)
    there = {line.id for parts in pages for part in parts for line in part.lines}
    return filled | {REST: rest(life, there)}


def _view(life: Life, view: View) -> ProposalSection:
    """What a supporter thinks, set by set. Never mixed with the person's own lines. Lines that were
    left out by their place wait to be taken in.
    """
    id, name, _said = view
    out = {
        key.partition(":")[2]
        for key, wanted in life.said.lines.items()
        if OLD_VIEW.match(key) and not wanted
    }
    parts = (
        Part(
            part.title,
            tuple(
                replace(line, included=line.id.partition(":")[2] not in out) for line in part.lines
            ),
        )
        for part in parts_by(view, life.words)
    )
    title = f"{life.words.texts['section.view']} {name}"
    first = Part("", (Line(f"{id}:first", life.words.texts["view.first"], SUPPORTER.picture),))
    return ProposalSection(id, title, SUPPORTER.picture, (first, *parts))


def _marked(section: ProposalSection, life: Life) -> ProposalSection:
    """The section with each line marked as in or out, as the person said."""
    parts = (
        Part(part.title, tuple(_mark(line, life) for line in part.lines)) for part in section.parts
    )
    return replace(section, parts=tuple(parts))


def _taken_in(section: ProposalSection) -> ProposalSection:
    """The section with the lines that are in."""
    parts = (
        Part(part.title, lines)
        for part in section.parts
        if (lines := tuple(line for line in part.lines if line.included))
    )
    return replace(section, parts=tuple(parts))


def _mark(line: Line, life: Life) -> Line:
    return replace(line, included=life.stands(line, line.included))


def _worker(
    life: Life, all_told: list[Told], sections: dict[str, ProposalSection]
) -> ProposalSection | None:
    """The same facts under the usual headings of a plan. Each goal stands whole: what is so now,
    who, where, when, and what comes first.
    """

    def under(heading: str) -> list[Line]:
        lines = (
            line
            for one in all_told
            if heading in SECTIONS[one.section].worker
            and (heading != "network" or KINDS[one.step.question.kind].people)
            or heading == "strengths"
            and one.step.question.page_one == "good"
            for line in one.lines
            if not one.step.about or one.step.question.for_each != "goal"
        )
        return [line for line in lines if life.stands(line)][:FOR_WORKER]

    needs = _asked_for(life, "needs", sections)
    parts = (
        *_headed(life, "strengths", under("strengths")),
        *_headed(life, "now", _asked_for(life, "now", sections)),
        *_whole_goals(life, sections),
        *_headed(life, "wishes", _wanted(sections, needs)),
        *_headed(life, "needs", [*needs, *under("needs")]),
        *_headed(life, "network", [*_asked_for(life, "network", sections), *under("network")]),
        *_headed(life, "next", under("next")),
    )
    title = life.words.texts["worker.title"]
    return ProposalSection("worker", title, WORKER.picture, parts) if parts else None


def _headed(life: Life, heading: str, lines: list[Line]) -> Iterator[Part]:
    """A part under one of the usual headings, where there are lines; none of them twice."""
    once = tuple({(line.lead, line.text): line for line in lines}.values())
    if once:
        yield Part(life.words.texts[f"worker.{heading}"], once)


def _whole_goals(life: Life, sections: dict[str, ProposalSection]) -> Iterator[Part]:
    """All goals, each with all that stands of it behind its name: "Goal 1:"."""
    parts = sections[GOAL_SECTION].parts if GOAL_SECTION in sections else ()
    lines: list[Line] = []
    for part in (part for part in parts if part.lines[0].id.startswith("goal:")):
        told = [line for line in part.lines if line.included]
        for first in told[:1]:
            told[0] = replace(first, lead=f"{part.title}: {first.lead}".strip())
        lines += told
    if lines:
        yield Part(life.words.texts["worker.goals"], tuple(lines))


def _wanted(sections: dict[str, ProposalSection], but: list[Line]) -> list[Line]:
    """What the person wants, each with what is so now before it, but what stands elsewhere."""
    parts = sections[WISH_SECTION].parts if WISH_SECTION in sections else ()
    there = {line.id for line in but}
    return [line for part in parts for line in part.lines if line.included and line.id not in there]


def _asked_for(life: Life, heading: str, sections: dict[str, ProposalSection]) -> list[Line]:
    """What stands in the proposal of the questions that belong under a heading."""
    now = life.words.texts["lead.now"]
    return [
        replace(line, lead="") if line.lead == now else line
        for section in sections.values()
        for part in section.parts
        for line in part.lines
        if line.included
        and not line.id.startswith(("wish:", "goal:"))
        # Its own answer, not the wish that it hangs on
        and any((q := life.words.question_of(k)) and q.worker == heading for k in line.sources[:1])
    ]
