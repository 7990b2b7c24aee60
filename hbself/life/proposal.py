"""The proposal: what a person has said, as a document. Nothing that the person did not say; each
line knows its answers.
"""

import re
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from ..kinds import KINDS
from ..model.document import Line, Part, Proposal, SectionOf
from ..model.said import Said
from ..model.sections import SECTIONS, SUPPORTER, WORKER
from ..model.words import Question
from . import days
from .lacks import mirrors, missing
from .life import Life
from .parts import Told, parts_of, told

FOR_WORKER = 3  # lines under each heading of the worker's half page
# Older versions named supporters' lines by their place, "view2:now.ln3:text", and places change. A
# line left out so stays out in every supporter's view until it is taken in there: nobody can tell
# any more whose it was.
OLD_VIEW = re.compile(r"view\d+:")
View = tuple[str, str, Said]  # a supporter's (id, name, answers)


def build(life: Life, today: str, views: Iterable[View] = ()) -> Proposal:
    """The proposal in the language of `life`, on the ISO date `today`.

    `views`: of supporters whose view the person wants in it; each is a section of its own, at the
    end. The id is the section's: it must never be another supporter's, for links and left-out lines
    hold to it.
    """
    all_told, title, sections = told(life), life.words.texts.__getitem__, []
    for name, row in SECTIONS.items():
        parts = tuple(part for part in parts_of(life, name, all_told) if part.lines)
        sections.append(SectionOf(name, title(f"section.{name}"), row.picture, parts))
    sections += (_view(life, *view) for view in views)
    sections = [_marked(section, life.said, True) for section in sections if section.parts]
    worker = _worker(life, all_told, {s.id: s for s in sections})
    return Proposal(
        life.words.language,
        title("proposal.title"),
        title("proposal.intro"),
        today,
        days.date_text(today, life.words.language),
        tuple(sections),
        tuple(_mark(line, life.said, False) for line in mirrors(life)),
        tuple(missing(life)),
        worker,
    )


def _view(life: Life, id: str, name: str, said: Said) -> SectionOf:
    """What a supporter thinks, set by set. Never mixed with the person's own lines. Lines that were
    left out by their place wait to be taken in.
    """
    out = {
        key.partition(":")[2]
        for key, wanted in life.said.lines.items()
        if OLD_VIEW.match(key) and not wanted
    }
    theirs, parts = Life(life.words, said), []
    for found in life.words.sets.values():
        lines = tuple(
            replace(line, id=f"{id}:{line.id}", sources=(), by="", included=line.id not in out)
            for step in theirs.steps(found)
            for line in theirs.lines(step)
        )
        parts += [Part(found.title, lines)] if lines else []
    title = f"{life.words.texts['section.view']} {name}"
    return SectionOf(id, title, SUPPORTER.picture, tuple(parts))


def _marked(section: SectionOf, said: Said, default: bool) -> SectionOf:
    """The section with each line marked as in or out, as the person said."""
    parts = (
        Part(part.title, tuple(_mark(line, said, default) for line in part.lines))
        for part in section.parts
    )
    return replace(section, parts=tuple(parts))


def _mark(line: Line, said: Said, default: bool) -> Line:
    included = said.lines.get(line.id, default and line.included)
    return line if included == line.included else replace(line, included=included)


def _worker(life: Life, all_told: list[Told], sections: dict[str, SectionOf]) -> SectionOf | None:
    """The same facts under the usual headings of a plan (half a page)."""

    def of(keep: Callable[[str, Question], bool]) -> list[Line]:
        lines = (
            line for one in all_told if keep(one.section, one.step.question) for line in one.lines
        )
        return [line for line in lines if life.said.lines.get(line.id, True)]

    def heads(name: str) -> list[Line]:
        parts = sections[name].parts if name in sections else ()
        return [part.lines[0] for part in parts if part.lines[0].included]

    goals = [line for line in heads("goals") if line.id.startswith("goal:")]
    headings = {
        "strengths": of(lambda section, q: q.page_one == "good"),
        "goals": goals,
        "wishes": [] if goals else heads("change"),
        "needs": of(lambda section, q: section == "goals" and not KINDS[q.kind].people),
        "network": of(lambda section, q: section in ("goals", "help") and KINDS[q.kind].people),
        "next": of(lambda section, q: section == "next"),
    }
    title = life.words.texts.__getitem__
    parts = tuple(
        Part(title(f"worker.{name}"), tuple(lines[:FOR_WORKER]))
        for name, lines in headings.items()
        if lines
    )
    return SectionOf("worker", title("worker.title"), WORKER.picture, parts) if parts else None
