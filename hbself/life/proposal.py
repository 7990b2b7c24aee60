"""The proposal: what a person has said, as a document. Nothing that the person did not say; each
line knows its answers.
"""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from ..model.document import Line, Part, Proposal, ProposalSection
from ..model.sections import ONE_PAGE, REST, SECTIONS, SUPPORTER
from . import days
from .lacks import mirrors, missing
from .life import Life
from .parts import Told, parts_of, rest, told
from .views import View, parts_by
from .worker import page_for as worker_page

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
    worker = worker_page(life, all_told, {s.id: s for s in sections})
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
