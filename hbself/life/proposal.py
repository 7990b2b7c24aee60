"""Answers to the sections of the proposal. Nothing that the person did not say; each line knows its
answers.

Sections and their order: content.md. A section without lines is left out.
"""

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from ..content import Content
from ..model import places
from ..model.document import Line, Missing, Part, Proposal, SectionOf, Step
from ..model.said import Said
from ..model.words import Question
from . import days, flow

# Lines in each of the three parts of the one page; all stand again in their own sections
ON_PAGE_ONE = 4
FOR_WORKER = 3  # lines under each heading of the worker's half page
PICTURES = {
    "me": "me",
    "strengths": "strength",
    "important": "important",
    "now": "works-well",
    "change": "change",
    "learn": "learn",
    "goals": "goal",
    "money": "money",
    "help": "support",
    "next": "ready",
    "ask": "question",
    "again": "calendar",
    "agree": "partner",
    "worker": "social-worker",
}
# What a proposal should tell before the meeting, and the question that asks it (set, question).
ASKED_BY = {
    "important": ("important", "im1"),
    "goals": ("change", "ch6"),
    "who": ("arrange", "ar2"),
    "first": ("next", "nx1"),
    "does": ("next", "nx2"),
    "when": ("next", "nx3"),
    "ask": ("next", "nx4"),
}
OF_GOALS = ("who", "first", "does", "when")  # what is asked of a goal: "Who helps you with this?"
# Older versions named supporters' lines by their place, "view2:now.ln3:text", and places change. A
# line left out so stays out in every supporter's view until it is taken in there: nobody can tell
# any more whose it was.
OLD_VIEW = re.compile(r"view\d+:")


def build(
    content: Content,
    assessment: Said,
    today: str,
    views: Iterable[tuple[str, str, Said]] = (),
) -> Proposal:
    """The proposal in the language of `content`, on the ISO date `today`.

    `views`: (id, name, answers) of supporters whose view the person wants in it; each is a section
    of its own, at the end. The id is the section's: it must never be another supporter's, for links
    and left-out lines hold to it.
    """
    said = list(_all_lines(content, assessment))
    title = content.texts.__getitem__
    sections = [_page_one(said, title, assessment)]
    parts = {"change": _changes(content, assessment, said)}
    parts["strengths"] = [
        Part(
            "",
            tuple(
                line
                for section, step, lines in said
                if section == "me" or step.question.page_one == "good"
                for line in lines
            ),
        )
    ]
    for name in ("important", "now", "learn", "money", "help", "ask", "again", "agree"):
        parts[name] = [
            Part(
                "",
                tuple(
                    line
                    for section, step, lines in said
                    if section == name and step.question.page_one != "good"
                    for line in lines
                ),
            )
        ]
    for section in ("goals", "next"):
        parts[section] = _goal_parts(content, assessment, said, section)
    for name in (
        "strengths",
        "important",
        "now",
        "change",
        "learn",
        "goals",
        "money",
        "help",
        "next",
        "ask",
        "again",
        "agree",
    ):
        kept = tuple(part for part in parts[name] if part.lines)
        if kept:
            sections.append(SectionOf(name, title(f"section.{name}"), PICTURES[name], kept))
    out = {
        key.partition(":")[2]
        for key, wanted in assessment.lines.items()
        if OLD_VIEW.match(key) and not wanted
    }
    sections += [_view(content, id, name, view, title, out) for id, name, view in views]
    sections = [_marked(section, assessment, True) for section in sections if section.parts]
    worker = _worker(content, assessment, said, {s.id: s for s in sections}, title)
    mirror = (
        _marked(
            SectionOf("mirror", "", "helper", (Part("", tuple(mirrors(content, assessment))),)),
            assessment,
            False,
        )
        .parts[0]
        .lines
    )
    return Proposal(
        content.language,
        title("proposal.title"),
        title("proposal.intro"),
        today,
        days.date_text(today, content.language),
        tuple(sections),
        mirror,
        tuple(missing(content, assessment)),
        worker,
    )


def _view(content: Content, id: str, name: str, view: Said, title, out: set[str]) -> SectionOf:
    """What a supporter thinks, set by set. Never mixed with the person's own lines. Lines in `out`
    wait to be taken in.
    """
    parts = []
    for found in content.sets.values():
        lines = [
            msgspec.structs.replace(
                line, id=f"{id}:{line.id}", sources=(), by="", included=line.id not in out
            )
            for _, _, said in flow.said(content, found, view)
            for line in said
        ]
        if lines:
            parts.append(Part(found.title, tuple(lines)))
    return SectionOf(id, f"{title('section.view')} {name}", "helper", tuple(parts))


def _all_lines(content: Content, assessment: Said) -> Iterator[tuple[str, Step, list[Line]]]:
    """(section, step, lines) of all that was said. An option may have a section of its own."""
    # The way that was chosen is a filter of pages, not of answers
    everything = msgspec.structs.replace(assessment, length="")
    for found in content.sets.values():
        for step in flow.steps(content, found, everything):
            q = step.question
            own = {o.id: o.section for o in q.option if o.section}
            lines = flow.lines(content, step, assessment) if q.section != "none" or own else []
            of = {line.id: own.get(_item(line), q.section) for line in lines}
            # What is told about the one answer stays beside it
            if q.kind == "one" and len(lines) == 2 and of[lines[0].id] != "none":
                of[lines[1].id] = of[lines[0].id]
            for section in dict.fromkeys(of.values()):
                mine = [line for line in lines if of[line.id] == section]
                if kept := (
                    _good(step, mine) if section == "now" else mine if section != "none" else []
                ):
                    yield section, step, kept


def _item(line: Line) -> str:
    return line.id.rpartition(":")[2]


def _good(step: Step, lines: list[Line]) -> list[Line]:
    """In "What is good now" stand only options marked good, and own words; a
    note only beside them.
    """
    good = {o.id: o.good for o in step.question.option}
    kept = [line for line in lines if good.get(_item(line), True)]
    return kept if any(_item(line) != "note" for line in kept) else []


def _page_one(said, title, assessment: Said) -> SectionOf:
    """The one page: in each part a line of each question in turn, so that no question pushes the
    others out.
    """

    def lines_of(part: str) -> tuple[Line, ...]:
        columns = [
            [line for line in lines if assessment.lines.get(line.id, True)]
            for _, step, lines in said
            if step.question.page_one == part
        ]
        turns = [line for turn in itertools.zip_longest(*columns) for line in turn if line]
        return tuple(line for column in columns for line in column if line in turns[:ON_PAGE_ONE])

    parts = (Part(title(f"part.{p}"), lines_of(p)) for p in ("good", "important", "support"))
    return SectionOf("me", title("section.me"), PICTURES["me"], tuple(p for p in parts if p.lines))


def _changes(content: Content, assessment: Said, said) -> list[Part]:
    """A part for each wish: the wish, then what the person wants instead; then what else they want.
    Goals have a section of their own.
    """
    goals = {goal.of for goal in flow.goals(content, assessment)}
    instead: dict[str, list[Line]] = {}
    others: list[Line] = []
    for section, step, lines in said:
        if step.question.for_each == "wish":
            instead.setdefault(step.about, []).extend(lines)
        elif section == "change" and step.question.kind != "top":
            others += [line for line in lines if line.id not in goals]
    parts = []
    for wish in (w for w in flow.wishes(content, assessment) if w.id not in goals):
        by = assessment.answers[wish.id].by
        parts.append(
            Part(
                "",
                (
                    Line(f"wish:{wish.id}", wish.text, wish.picture, sources=wish.sources, by=by),
                    *instead.get(wish.id, ()),
                ),
            )
        )
    return [*parts, Part("", tuple(others))]


def _goal_parts(content: Content, assessment: Said, said, section: str) -> list[Part]:
    """The lines of a section, goal by goal; without goals, as said in general."""
    found = flow.goals(content, assessment)
    about = lambda goal_id: tuple(  # noqa: E731
        line
        for where, step, lines in said
        if where == section and step.about == goal_id
        for line in lines
    )
    parts = []
    for i, goal in enumerate(found, 1):
        own = Line(
            f"{'goal' if section == 'goals' else 'next'}:{goal.id}",
            goal.text,
            goal.picture,
            own=goal.own,
            sources=goal.sources,
            by=next(
                (assessment.answers[i].by for i in goal.sources if i in assessment.answers), ""
            ),
        )
        instead = tuple(
            line
            for _, step, lines in said
            if step.question.for_each == "wish" and step.about == goal.of
            for line in lines
        )
        head = (own, *instead) if section == "goals" else (own,)
        if section == "goals" or about(goal.id):
            parts.append(Part(content.texts[f"part.goal.{i}"], (*head, *about(goal.id))))
    general = about("")
    if general:
        parts.append(Part("" if section == "next" else content.texts["part.goal.general"], general))
    return parts


def _marked(section: SectionOf, assessment: Said, default: bool) -> SectionOf:
    """The section with each line marked as in or out, as the person said."""
    mark = lambda line: msgspec.structs.replace(
        line, included=assessment.lines.get(line.id, default and line.included)
    )  # noqa: E731
    return msgspec.structs.replace(
        section, parts=tuple(Part(p.title, tuple(map(mark, p.lines))) for p in section.parts)
    )


def _worker(content, assessment, said, sections: dict[str, SectionOf], title) -> SectionOf | None:
    """The same facts under the usual headings of a plan (half a page)."""

    def of(keep) -> list[Line]:
        lines = [
            line for section, step, found in said if keep(section, step.question) for line in found
        ]
        return [line for line in lines if assessment.lines.get(line.id, True)]

    goals = (
        [
            part.lines[0]
            for part in sections["goals"].parts
            if part.lines[0].id.startswith("goal:") and part.lines[0].included
        ]
        if "goals" in sections
        else []
    )
    headings = {
        "strengths": of(lambda section, q: q.page_one == "good"),
        "goals": goals,
        "wishes": (
            [p.lines[0] for p in sections["change"].parts if p.lines[0].included]
            if "change" in sections and not goals
            else []
        ),
        "needs": of(lambda section, q: section == "goals" and q.kind != "people"),
        "network": of(lambda section, q: section in ("goals", "help") and q.kind == "people"),
        "next": of(lambda section, q: section == "next"),
    }
    parts = tuple(
        Part(title(f"worker.{name}"), tuple(lines[:FOR_WORKER]))
        for name, lines in headings.items()
        if lines
    )
    return SectionOf("worker", title("worker.title"), PICTURES["worker"], parts) if parts else None


def mirrors(content: Content, assessment: Said, set_id: str = "") -> list[Line]:
    """What others can do, where answers are low: for one set, or for all."""
    low = {s.key for s, a in flow.answered(content, assessment) if flow.is_low(s, a)}
    questions = {".".join(key.split(".")[:2]): key for key in sorted(low)}
    found = []
    for one in content.sets.values():
        for m in one.mirror if set_id in ("", one.id) else ():
            sources = tuple(
                questions[f"{one.id}.{w}"] for w in m.when if f"{one.id}.{w}" in questions
            )
            if sources:
                found.append(Line(f"mirror:{one.id}:{m.id}", m.text, m.picture, sources=sources))
    return found


def missing(content: Content, assessment: Said) -> list[Missing]:
    """What the proposal does not tell yet: for each, the first page that asks it."""
    found, goals = [], flow.goals(content, assessment)
    for name, (set_id, question_id) in ASKED_BY.items():
        question = content.question(set_id, question_id)
        if not question or (name == "goals" if goals else name in OF_GOALS):
            continue
        pages = [
            s
            for s in flow.steps(content, content.sets[set_id], assessment)
            if s.question.id == question_id
        ]
        lacking = [s for s in pages if not _told(content, s, assessment)]
        if lacking:
            found.append(
                Missing(name, content.texts[f"missing.{name}"], question.picture, lacking[0].key)
            )
        elif not pages and name == "goals":  # nothing to put in order yet: begin with wishes
            asked = [
                s
                for s in flow.steps(content, content.sets[set_id], assessment)
                if not _told(content, s, assessment)
            ]
            found.append(
                Missing(
                    name,
                    content.texts["missing.goals"],
                    question.picture,
                    asked[0].key if asked else places.start(set_id),
                )
            )
    return found


def to_choose(content: Content, assessment: Said) -> str:
    """The place where the person picks what to change of all that is not well; "" where nothing
    is.
    """
    pages = (s for found in content.sets.values() for s in flow.steps(content, found, assessment))
    return next((s.key for s in pages if s.question.options_from == "low"), "")


def empty(content: Content, assessment: Said, built: Proposal) -> str:
    """Why nothing of the proposal is seen: "out" (all is left out), "low" (there is something
    `to_choose`), "other" (what was answered is not for a proposal), "unknown" (no answer but "I do
    not know"), "new"; "" where something is seen.
    """
    lines = [line for section in built.sections for part in section.parts for line in part.lines]
    if any(line.included for line in (*lines, *built.mirror)):
        return ""
    states = {answer.state for answer in assessment.answers.values()} - {"skipped"}
    said = "other" if "given" in states else "unknown" if states else "new"
    return "out" if lines else "low" if to_choose(content, assessment) else said


def _told(content: Content, step: Step, assessment: Said) -> bool:
    answer = assessment.answers.get(step.key)
    return bool(
        answer
        and answer.state == "given"
        and (answer.text or answer.date or flow.picks(content, step, answer, assessment))
    )


def answers_behind(
    content: Content, assessment: Said
) -> Callable[[Line], list[tuple[Question, Step, list[Line]]]]:
    """For "Why is this here?": a function from a line to its questions, their steps and what was
    said there.

    A line that stands in the answer itself gets that line; a wish or a goal, which speaks of it in
    other words, all of the answer. Else a long answer would stand on the page as often as it has
    lines.
    """
    at = flow.steps_by_key(content, assessment)

    @functools.cache
    def said(source: str) -> tuple[Step | None, dict[str, Line]]:
        step = at(*(source.split(".", 2) + [""])[:3])
        return step, (
            {line.id: line for line in flow.lines(content, step, assessment)} if step else {}
        )

    def behind(line: Line) -> list[tuple[Question, Step, list[Line]]]:
        found = [(step, lines) for step, lines in map(said, line.sources) if step]
        return [
            (step.question, step, [lines[line.id]] if line.id in lines else list(lines.values()))
            for step, lines in found
        ]

    return behind
