"""My proposal, and taking it along."""

from collections.abc import Callable
from contextlib import nullcontext

from flask import abort, redirect, render_template, request
from flask_babel import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from ... import limits, settings
from ...export import Look, data, fonts, making, page
from ...export.document import texts_of
from ...keeping import supporters
from ...life import lacks, proposal
from ...life.life import Life
from ...life.steps import title
from ...life.views import View, hard_of
from ...model.document import Line
from ...model.record import Record, with_said
from ...model.said import Answer
from ...model.sections import ONE_PAGE
from ...model.words import Question
from .. import paths, services
from ..errors import too_long
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import visit
from . import as_file, site

# kind of file -> (ending, content type)
FILES = {
    "pdf": ("pdf", "application/pdf"),
    "word": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "page": ("html", "text/html; charset=utf-8"),
    "data": ("json", "application/json"),
}


def supporters_said() -> list[View]:
    """Of the supporters whose words the person wants in the documents.

    What can't be read now (damaged, gone, or a newer version has written it) closes nothing of the
    person's own: it is left out, and the page names whose it is.
    """
    told, visit.unread = [], []
    for supporter in visit.record().keeping.supporters:
        if supporter.printed and not supporter.hidden:
            if theirs := supporters.record_of(visit.store, supporter, visit.today, visit.months):
                told.append((supporters.view_id(supporter), supporter.name, theirs.said))
            else:
                visit.unread.append(supporter.name)
    return told


def build_mine(theirs: list[View] | None = None):
    """The proposal as it is now. theirs: what supporters said, where it was read before."""
    views = supporters_said() if theirs is None else theirs
    return proposal.build(visit.life(), visit.today.isoformat(), views)


class Row(Struct, frozen=True):
    """What the page tells of one line beside its words."""

    anchor: str
    asked: list[tuple[str, list[Line]]]  # the questions behind it, with what was said there
    change: str  # the path of the page where it was said; "" when there is none now


def rows(life: Life) -> Callable[[Line], Row]:
    """A function from a line of the proposal to its row."""
    behind = lacks.answers_behind(life)

    def row(line: Line) -> Row:
        pages = behind(line)
        asked = [(title(step), lines) for step, lines in pages]
        # A wish or a goal has its words from where it was said last; what hangs on it, its own
        at = -1 if line.id.startswith(("wish:", "goal:")) else 0
        return Row(anchor(line.id), asked, paths.of_step(pages[at][0]) if pages else "")

    return row


@site.get("/proposal")
def my_proposal():
    theirs = supporters_said()
    row_of, built = rows(visit.life()), build_mine(theirs)
    out = not_in(built)
    with _turn(built):
        return render_template(
            "proposal/proposal.html",
            proposal=built,
            mirror=[one for one in built.mirror if may(one)],
            row_of=row_of,
            one_page=ONE_PAGE,
            not_in=out,
            held=[one for one in out if not may(one)],
            may=may,
            hard=hard_things(theirs),
            ready=is_it_ready(),
            kept="kept" in request.args,
            **why_empty(built),
        )


def may(line: Line) -> bool:
    """Whether a line may be taken in by itself: one of hard things waits for a yes to all of it."""
    return all(map(visit.life().hard.may_stand, line.sources))


def told_of_hard(theirs: list[View]) -> list[tuple[str, str, list[Line]]]:
    """What sensitive questions were told, by the person and by supporters whose view stands in the
    documents: (the mark of a yes to it, the supporter's name or "", its lines).
    """
    life = visit.life()
    mine = [(life.hard.yes_to(key), "", lines) for key, lines in life.hard.told()]
    return mine + hard_of(theirs, life.words)


def hard_things(theirs: list[View]) -> str:
    """Whether sensitive things were told: "not-asked" while the person has not said of all of it
    whether it may stand in the proposal, "asked", "" for none.
    """
    told, marks = told_of_hard(theirs), visit.record().said.lines
    asked = all(mark in marks for mark, *_said in told)
    return "" if not told else "asked" if asked else "not-asked"


def not_in(built) -> list[Line]:
    """What the person has said and what does not stand in the proposal."""
    pages = (s for s in built.sections if s.id != ONE_PAGE)
    left_out = (line for s in pages for part in s.parts for line in part.lines)
    return [*(line for line in left_out if not line.included), *built.waiting]


def why_empty(built) -> dict[str, str]:
    """For the part why_empty: why nothing of the proposal is seen, and the page where that can
    be changed.
    """
    empty = lacks.empty(visit.life(), built)
    return {
        "empty": empty,
        "go_to": (
            "proposal"
            if empty == "out"
            else paths.of(lacks.to_choose(visit.life()))
            if empty == "low"
            else ""
        ),
    }


def _turn(built):
    """The page of a very long proposal takes as long as a file: such pages wait for each other, and
    others' pages go on.
    """
    return services.turn("documents") if making.large(built) else nullcontext()


def is_it_ready() -> tuple[Question, str] | None:
    """The question that is asked on this page, and its answer."""
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
    titled = {f"wish:{w.id}": w.titled for w in visit.life().wants.wishes}
    # The line from which a wish has its words goes with it
    marks = {one: wanted for one in (line, titled.get(line)) if one}
    visit.change_by(lambda a: with_said(a, lines={**a.said.lines, **marks}))
    return redirect(f"{paths.base()}/proposal?kept=yes#{anchor(line)}", 303)


def anchor(line_id: str) -> str:
    """A line's id on the page."""
    return "line-" + line_id.replace(":", "-").replace(".", "-")


@site.get("/take")
def take():
    built = build_mine()
    why = why_empty(built)
    if not why["empty"] and not visit.record().said.paper.asked:
        return go("name/take")
    with _turn(built):
        return render_template(
            "proposal/take.html",
            proposal=built,
            signs=fonts.lacking(texts_of(built)),
            **why,
        )


@site.get("/take/<kind>")
@limiter.limit(limits.RATE_DOCUMENTS)
def document(kind):
    """The proposal as a file, named in the page's language: for others only what is seen in it;
    `data`, for the person, has all.
    """
    if kind not in FILES:
        abort(404)
    words, built = visit.words, build_mine()
    ending, content_type = FILES[kind]
    look = Look(pictures=visit.reading.pictures, text=int(visit.reading.text))
    folder = settings.folder("static") / "pictograms"
    with services.turn("large" if kind in ("pdf", "word") and making.large(built) else "documents"):
        if kind == "data":
            body = data.make(visit.record().said, words, built.day)
        elif kind == "page":
            body = page.make(built, words.texts, folder, look).encode()
        else:
            try:
                body = making.make(kind, built, words.texts, folder, look)
            except making.TooLong:
                return too_long(
                    _("Your answers are kept. Take the web page. It has the same words.")
                )
    visit.store.count(f"{visit.today:%Y-%m}", kind, visit.lang)
    name = words.texts["data.file" if kind == "data" else "proposal.file"]
    return as_file(body, content_type, f"{name}-{built.day}.{ending}")
