"""The proposal as it is now, and taking it along."""

from contextlib import nullcontext

from flask import abort, render_template
from flask_babel import gettext as _

from ... import limits, settings
from ...export import Look, Paper, data, fonts, making, page, plan
from ...export.document import texts_of
from ...keeping import supporters
from ...life import lacks, proposal
from ...life.views import View, hard_of
from ...model.document import Line
from .. import paths, services
from ..errors import too_long
from ..paths import go
from ..security import limiter
from ..visit import visit
from . import as_file, site

# kind of file -> (ending, content type). The first three are for others: of "My answers" as well,
# which is longer, "answers-pdf".
FILES = {
    "pdf": ("pdf", "application/pdf"),
    "word": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "page": ("html", "text/html; charset=utf-8"),
    "plan": ("json", "application/json"),
    "data": ("json", "application/json"),
}
ANSWERS = "answers-"
NAMED = ("plan", "data")  # files that have a name of their own


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


def hand_in() -> str:
    """Where a proposal is handed in, as the site's own file says; "" where it names no place."""
    return visit.services.config.hand_in.get(visit.lang, "")


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
            hand_in=hand_in(),
            **why,
        )


@site.get("/take/<kind>")
@limiter.limit(limits.RATE_DOCUMENTS)
def document(kind):
    """The proposal, or my answers, as a file, named in the page's language: for others only what is
    seen in it; `data`, for the person, has all.
    """
    paper: Paper = "answers" if kind.startswith(ANSWERS) else "proposal"
    kind = kind.removeprefix(ANSWERS)
    if kind not in FILES or paper == "answers" and kind in NAMED:
        abort(404)
    words, built = visit.words, build_mine()
    texts = words.texts | {"document.hand-in.here": hand_in()}
    ending, content_type = FILES[kind]
    look = Look(pictures=visit.reading.pictures, text=int(visit.reading.text))
    folder = settings.folder("static") / "pictograms"
    with services.turn("large" if kind in ("pdf", "word") and making.large(built) else "documents"):
        if kind == "data":
            body = data.make(visit.record().said, words, built.day)
        elif kind == "plan":
            body = plan.make(built, texts)
        elif kind == "page":
            body = page.make(built, texts, folder, look, paper).encode()
        else:
            try:
                body = making.make(kind, built, texts, folder, look, None, paper)
            except making.TooLong:
                return too_long(
                    _("Your answers are kept. Take the web page. It has the same words.")
                )
    visit.store.count(f"{visit.today:%Y-%m}", kind, visit.lang)
    name = words.texts[f"{kind if kind in NAMED else paper}.file"]
    return as_file(body, content_type, f"{name}-{built.day}.{ending}")
