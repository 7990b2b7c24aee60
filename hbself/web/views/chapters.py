"""My proposal: what stands in it, chapter by chapter, and what can be done with each line."""

from collections.abc import Callable

from flask import abort, render_template
from flask_babel import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from ...keeping import vault
from ...life import chapters, lacks
from ...life.chapters import Chapter
from ...life.life import Life
from ...life.steps import title
from ...model.document import Line, Step
from ...model.record import Record, with_said
from ...model.said import Answer
from ...model.words import Question, QuestionSet
from .. import paths
from ..paths import go
from ..posted import sent
from ..visit import visit
from . import site
from .proposals import build_mine, hard_things, supporters_said, why_empty


class Row(Struct, frozen=True):
    """What the page tells of one line beside its words."""

    anchor: str
    asked: list[tuple[str, list[Line]]]  # the questions behind it, with what was said there
    change: str  # the address of the page where it was said; "" when there is none now
    may: bool  # it can be left out and taken in here


def rows(life: Life, chapter: Chapter) -> Callable[[Line], Row]:
    """A function from a line of a chapter to its row. Who changes it comes back to it."""
    behind = lacks.answers_behind(life)

    def row(line: Line) -> Row:
        pages = behind(line)
        asked = [(title(step), lines) for step, lines in pages]
        # A wish or a goal has its words from where it was said last; what hangs on it, its own
        at = -1 if line.id.startswith(("wish:", "goal:")) else 0
        change = ""
        if pages:
            tail = f"?from={chapter.id}&line={figure(line.id)}"
            change = paths.of_step(pages[at][0]) + (tail if chapter.id in chapters.NAMES else "")
        return Row(anchor(line.id), asked, change, life.hard.lets(line))

    return row


def figure(line_id: str) -> int:
    """The number by which addresses name a line: its id tells an answer."""
    return vault.figure(visit.key(), line_id)


def anchor(line_id: str) -> str:
    """A line's id on the page, which stands in addresses: so long that no two lines share it."""
    return f"line-{vault.figure(visit.key(), line_id, 10**12)}"


def marked(key: str) -> str:
    """A key as an id in a page."""
    return key.replace(":", "-").replace(".", "-")


def path_of(chapter: Chapter, number: int = 1) -> str:
    """The path of a page of a chapter."""
    return f"proposal/{chapter.id}" + (f"/{number}" if number > 1 else "")


def titled(chapter: Chapter) -> str:
    """What stands above a chapter."""
    return {
        chapters.WORKER: _("For the social worker"),
        chapters.ADVICE: _("How others can help"),
        chapters.NOT_IN: _("Not in my proposal"),
        chapters.MISSING: _("What is still missing"),
        chapters.READY: visit.words.on_proposal[1].text if visit.words.on_proposal else "",
    }.get(chapter.id, chapter.title)


# ---- pages ---------------------------------------------------------------------------------------


@site.get("/proposal")
def my_proposal():
    theirs = supporters_said()
    built = build_mine(theirs)
    found = chapters.chapters(visit.life(), built)
    missing = next((one for one in found if one.id == chapters.MISSING), None)
    return render_template(
        "proposal/proposal.html",
        proposal=built,
        listed=[one for one in found if one is not missing],
        missing=missing,
        titled=titled,
        path_of_chapter=path_of,
        hard=hard_things(theirs),
        helped=_helped(found),
        ready=is_it_ready(),
        kept=paths.asked("kept"),
        **why_empty(built),
    )


@site.get("/proposal/<chapter>")
@site.get("/proposal/<chapter>/<page>")
def chapter(chapter, page="1"):
    built = build_mine()
    found = chapters.chapters(visit.life(), built)
    mine = next((one for one in found if one.id == chapter), None)
    if mine is None:  # what could be there is not there now
        return go("proposal") if chapters.NAMED.fullmatch(chapter) else abort(404)
    number = paths.figure(page) or abort(404)
    if number > len(mine.pages):
        return go(path_of(mine, len(mine.pages)))
    order = [(one, n) for one in found for n in range(1, len(one.pages) + 1)]
    at = order.index((mine, number))
    return render_template(
        "proposal/chapter.html",
        proposal=built,
        found=found,
        chapter=mine,
        number=number,
        nth=found.index(mine) + 1,
        parts=mine.pages[number - 1],
        titled=titled,
        path_of_chapter=path_of,
        before=path_of(*order[at - 1]) if at else "proposal",
        after=path_of(*order[at + 1]) if at + 1 < len(order) else "",
        row_of=rows(visit.life(), mine),
        helped=_helped(found),
        groups=_groups(),
        ready=is_it_ready(),
        kept=paths.asked("kept"),
    )


def _helped(found: list[Chapter]) -> str:
    """Whether the lines were answered with help: "all", "some", "" for none."""
    lines = [line for one in found if one.holds == "lines" for line in one.lines]
    said = [line.by == "helped" for line in lines if line.by]
    return "" if not any(said) else "all" if all(said) else "some"


def _groups() -> dict[str, str]:
    """What stands above the parts of what is not in the proposal."""
    return {
        chapters.HELD: _("This waits for your answer"),
        chapters.BESIDES: _("I told you this, too"),
        chapters.OUT: _("Left out of my proposal"),
    }


# ---- what can be done ----------------------------------------------------------------------------


@site.post("/proposal")
def choose_line():
    """Leave a line out, or take it in: the button's name says which, its value is the line. Or say
    whether all of it is ready.
    """
    if sent("ready"):
        return _said_of_it(sent("ready"))
    line, wanted = (sent("out"), False) if sent("out") else (sent("in"), True)
    built = build_mine()
    known = {
        one.id for section in built.sections for part in section.parts for one in part.lines
    } | {one.id for one in (*built.mirror, *built.waiting)}
    if line not in known:
        abort(404)
    stood = _beside(chapters.chapters(visit.life(), built), line)
    titles = {f"wish:{w.id}": w.titled for w in visit.life().wants.wishes}
    # The line from which a wish has its words goes with it
    marks = {one: wanted for one in (line, titles.get(line)) if one}
    visit.change_by(lambda a: with_said(a, lines={**a.said.lines, **marks}))
    name = sent("from")
    lines = [*stood, line] if name == chapters.NOT_IN else [line, *stood]
    found = chapters.chapters(visit.life(), build_mine())
    return go(*_place_of(found, lines, name), kept="yes")


def _beside(found: list[Chapter], line: str) -> list[str]:
    """The lines that stand behind and before one in what is not in the proposal: where the list
    goes on when it is taken in.
    """
    lines = [one.id for c in found if c.id == chapters.NOT_IN for one in c.lines]
    at = lines.index(line) if line in lines else -1
    return [*lines[at + 1 :][:1], *lines[:at][-1:]] if at >= 0 else []


def _place_of(found: list[Chapter], lines: list[str], name: str) -> tuple[str, str]:
    """(the path of the page, the part of it) where the first of these lines stands that is there,
    in the chapter of this name if it is there; else where that chapter begins.
    """
    for line in lines:
        if there := chapters.where(found, line, name):
            return path_of(*there), anchor(line)
    same = next((one for one in found if one.id == name), None)
    return path_of(same) if same else "proposal", ""


def way_back(question_set: QuestionSet, step: Step) -> tuple[str, str]:
    """(the path of the page, the part of it) from which the person went to a question to change
    what they said there: "You said", or a chapter of the proposal. A line that is gone makes way
    for what was said instead; a chapter that is gone, for the list of all.
    """
    name, number = paths.came_from().values()  # somebody came from somewhere
    if name == "said":
        return f"set/{question_set.id}/said", marked(step.key)
    found = chapters.chapters(visit.life(), build_mine())
    found.sort(key=lambda one: one.id != name)
    lines = [(one.id, line) for one in found if one.holds == "lines" for line in one.lines]
    there = [line for _, line in lines if str(figure(line.id)) == number] or [
        line for chapter, line in lines if chapter == name and step.key in line.sources
    ]
    return _place_of(found, [line.id for line in there[:1]], name)


def is_it_ready() -> tuple[Question, str] | None:
    """The question that is asked in the last chapter, and its answer."""
    asked = visit.words.on_proposal
    if not asked:
        return None
    set_id, q = asked
    return q, next(iter(visit.life().answer(f"{set_id}.{q.id}").options), "")


def _said_of_it(option: str):
    """Keep whether it is ready; who says so goes on to take it along."""
    set_id, q = visit.words.on_proposal or abort(404)
    if option not in q.options:
        abort(404)
    key, by, day = f"{set_id}.{q.id}", visit.record().said.by, visit.today.isoformat()

    def how(a: Record) -> Record:
        before = a.said.answers.get(key, Answer())  # words that stand beside it stay
        now = replace(before, state="given", options=(option,), by=by, day=day)
        return with_said(a, answers={**a.said.answers, key: now})

    visit.change_by(how)
    return go("take" if q.options[option].good else "proposal", kept="yes")
