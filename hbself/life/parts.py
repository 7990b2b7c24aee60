"""How the sections of the proposal are filled: for each row of the table, its parts."""

import itertools
from collections.abc import Callable, Iterable

from msgspec import Struct

from ..kinds import KINDS
from ..model.document import Line, Part, Step, Wish
from ..model.sections import NONE, SECTIONS
from .life import Life

# Lines in each of the three parts of the one page; all stand again in their own sections
ON_PAGE_ONE = 4


class Told(Struct, frozen=True):
    """Lines of one page of a question that stand in one section. An option may have a section of
    its own.
    """

    section: str
    step: Step
    lines: list[Line]


def told(life: Life) -> list[Told]:
    """All that was said, in the order of the sets."""
    return [
        one
        for found in life.words.sets.values()
        for step in life.all_steps(found)
        if step.key in life.said.answers
        for one in _told_at(life, step)
    ]


def _told_at(life: Life, step: Step) -> Iterable[Told]:
    q = step.question
    own = q.own_sections
    lines = life.lines(step) if q.section != NONE or own else []
    by_section: dict[str, list[Line]] = {}
    for line in lines:
        by_section.setdefault(own.get(_item(line), q.section), []).append(line)
    first = next(iter(by_section), NONE)
    # What is told about the one answer stays beside it
    if KINDS[q.kind].lone and len(lines) == 2 and first != NONE:
        by_section = {first: lines}
    for section, mine in by_section.items():
        if section == "now":
            mine = _good(step, mine)
        if mine and section != NONE:
            yield Told(section, step, mine)


def _item(line: Line) -> str:
    return line.id.rpartition(":")[2]


def _good(step: Step, lines: list[Line]) -> list[Line]:
    """In "What is good now" stand only options marked good, and own words; a note only beside
    them.
    """
    options = step.question.options
    kept = [line for line in lines if (o := options.get(_item(line))) is None or o.good]
    return kept if any(_item(line) != "note" for line in kept) else []


def parts_of(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """The parts of a section; some may be without lines."""
    return FILL[SECTIONS[section].holds](life, section, all_told)


def _flat(told: Iterable[Told]) -> tuple[Line, ...]:
    return tuple(line for one in told for line in one.lines)


def _one_page(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """In each part a line of each question in turn, so that no question pushes the others out."""

    def lines_of(part: str) -> tuple[Line, ...]:
        columns = [
            [line for line in one.lines if life.said.lines.get(line.id, True)]
            for one in all_told
            if one.step.question.page_one == part
        ]
        turns = [line for turn in itertools.zip_longest(*columns) for line in turn if line]
        return tuple(line for column in columns for line in column if line in turns[:ON_PAGE_ONE])

    titles = life.words.texts
    return [Part(titles[f"part.{p}"], lines_of(p)) for p in ("good", "important", "support")]


def _good_parts(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """What is good in me and around me."""
    mine = (one for one in all_told if one.section == "me" or one.step.question.page_one == "good")
    return [Part("", _flat(mine))]


def _line_parts(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """The answers to the questions of a section, but those that are told as good."""
    mine = (
        one for one in all_told if one.section == section and one.step.question.page_one != "good"
    )
    return [Part("", _flat(mine))]


def _wish_parts(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """A part for each wish: the wish, then what the person wants instead; then what else they want.
    Goals have a section of their own.
    """
    goals, parts = {goal.of for goal in life.goals}, []
    for wish in (w for w in life.wishes if w.id not in goals):
        by = life.said.answers[wish.id].by
        head = Line(f"wish:{wish.id}", wish.text, wish.picture, sources=wish.sources, by=by)
        parts.append(Part("", (head, *_instead(wish.id, all_told))))
    others = tuple(
        line
        for one in all_told
        if one.section == section
        and one.step.question.for_each != "wish"
        and not one.step.question.options_from
        for line in one.lines
        if line.id not in goals
    )
    return [*parts, Part("", others)]


def _instead(wish: str, all_told: list[Told]) -> tuple[Line, ...]:
    """What the person wants in the place of what is now."""
    return _flat(
        one for one in all_told if one.step.question.for_each == "wish" and one.step.about == wish
    )


def _goal_parts(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """The lines of a section, goal by goal; what is wanted stands with the goal in the section of
    goals. Without goals, as said in general.
    """
    parts, titles = [], life.words.texts
    for i, goal in enumerate(life.goals, 1):
        about = _flat(o for o in all_told if o.section == section and o.step.about == goal.id)
        if section == "goals":
            about = (*_instead(goal.of, all_told), *about)
        if section == "goals" or about:
            head = _goal_line(life, goal, "goal" if section == "goals" else section)
            parts.append(Part(titles[f"part.goal.{i}"], (head, *about)))
    general = _flat(o for o in all_told if o.section == section and not o.step.about)
    title = titles["part.goal.general"] if section == "goals" else ""
    return [*parts, Part(title, general)]


def _goal_line(life: Life, goal: Wish, prefix: str) -> Line:
    known = (life.said.answers[key].by for key in goal.sources if key in life.said.answers)
    return Line(
        f"{prefix}:{goal.id}",
        goal.text,
        goal.picture,
        own=goal.own,
        sources=goal.sources,
        by=next(known, ""),
    )


# By what a row of the table says that it holds
FILL: dict[str, Callable[[Life, str, list[Told]], list[Part]]] = {
    "one-page": _one_page,
    "good": _good_parts,
    "lines": _line_parts,
    "wishes": _wish_parts,
    "goals": _goal_parts,
}
