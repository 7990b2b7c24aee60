"""My proposal, and taking it along."""

from contextlib import nullcontext

from flask import abort, redirect, render_template, request
from flask_babel import gettext as _

from ... import limits, settings
from ...export import Look, data, fonts, making, page
from ...export.document import texts_of
from ...keeping import supporters
from ...life import lacks, proposal
from ...life.steps import title
from ...model.record import with_said
from ...model.said import Said
from .. import paths, services
from ..errors import too_long
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


def supporters_said() -> list[tuple[str, str, Said]]:
    """(id, name, answers) of the supporters whose words the person wants in the documents.

    What can't be read now (damaged, gone, or a newer version has written it) closes nothing of the
    person's own: it is left out, and the page names whose it is.
    """
    told, visit.unread = [], []
    for one in visit.record().keeping.helpers:
        if one.printed and not one.hidden:
            if theirs := supporters.record_of(visit.store, one, visit.today, visit.months):
                told.append((supporters.view_id(one), one.name, theirs.said))
            else:
                visit.unread.append(one.name)
    return told


def build_mine():
    """The proposal as it is now."""
    return proposal.build(visit.life(), visit.today.isoformat(), supporters_said())


@site.get("/proposal")
def my_proposal():
    behind, built = lacks.answers_behind(visit.life()), build_mine()
    with _turn(built):
        return render_template(
            "proposal/proposal.html",
            proposal=built,
            behind=behind,
            path=paths.of_step,
            anchor=anchor,
            title_of=title,
            kept="kept" in request.args,
            **why_empty(built),
        )


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


@site.post("/proposal")
def choose_line():
    """Leave a line out, or take it in: the button's name says which, its value is the line."""
    line, wanted = (sent("out"), False) if sent("out") else (sent("in"), True)
    built = build_mine()
    known = {
        one.id for section in built.sections for part in section.parts for one in part.lines
    } | {m.id for m in built.mirror}
    if line not in known:
        abort(404)
    visit.change_by(lambda a: with_said(a, lines={**a.said.lines, line: wanted}))
    return redirect(f"{paths.base()}/proposal?kept=yes#{anchor(line)}", 303)


def anchor(line_id: str) -> str:
    """A line's id on the page."""
    return "line-" + line_id.replace(":", "-").replace(".", "-")


@site.get("/take")
def take():
    built = build_mine()
    with _turn(built):
        return render_template(
            "proposal/take.html",
            proposal=built,
            signs=fonts.lacking(texts_of(built)),
            **why_empty(built),
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
