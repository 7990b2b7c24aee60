"""Pages to read, that ask nothing: what a personal budget is, and the like. Who reads needs no key.

The same page is read from the start page on, as more of a hard word, there or on the page of a
question, and before the questions of a set. Its address says which, so that it leads back there, in
each language, without scripts.
"""

from collections.abc import Sequence

from flask import abort, render_template
from msgspec import Struct

from .. import paths
from ..visit import visit
from . import site
from .questions import set_of, step_of


class Row(Struct, frozen=True):
    """Pages that are read one after the other. `name`: of the word or the set that they belong to;
    `way`, `end`: how their addresses begin and end; `back`, `on`: the paths before the first and
    after the last; `leads`: where `on` is: "start", "words", "question", "set" or "map".
    """

    name: str
    way: str
    ids: Sequence[str]
    back: str
    on: str
    leads: str
    end: str = ""


@site.get("/info")
def info_pages():
    return render_template("info/pages.html", pages=visit.words.pages.values())


@site.get("/info/<page_id>")
def info(page_id):
    home, leads = visit.layer.home, "map" if visit.layer.home else "start"
    return _page(page_id, Row("", "info", list(visit.words.pages), home, home, leads))


@site.get("/words/<term_id>/<page_id>")
def more_of_word(term_id, page_id):
    return _more(term_id, page_id)


@site.get("/words/<term_id>/<page_id>/set/<set_id>/<question_id>")
@site.get("/words/<term_id>/<page_id>/set/<set_id>/<question_id>/<about>")
def more_of_question(term_id, page_id, set_id, question_id, about=""):
    """The question is one that is asked now: no page repeats what else stands in an address."""
    step = step_of(set_id, question_id, about, visit.record())
    return _more(term_id, page_id, paths.of_step(step))


def _more(term_id: str, page_id: str, question: str = ""):
    term = visit.words.terms.get(term_id) or abort(404)
    back, leads = (question, "question") if question else (f"words#{term.id}", "words")
    end = question and f"/{question}"
    return _page(page_id, Row(term.word, f"words/{term.id}", term.pages, back, back, leads, end))


@site.get("/before/<set_id>/<page_id>")
def before_set(set_id, page_id):
    question_set, way = set_of(set_id), visit.life().way
    step = way.next_step(question_set)
    on, leads = (paths.of_step(step), "set") if step else ("map", "map")
    row = Row(question_set.title, f"before/{set_id}", question_set.pages, "map", on, leads)
    return _page(page_id, row)


def _page(page_id: str, row: Row):
    if page_id not in row.ids:
        abort(404)
    at = list(row.ids).index(page_id)
    ways = [f"{row.way}/{one}{row.end}" for one in row.ids]
    words = visit.words
    page = words.pages[page_id]
    return render_template(
        "info/page.html",
        page=page,
        terms=[words.terms[one] for one in page.words],
        row=row,
        nth=at + 1,
        back=ways[at - 1] if at else row.back,
        after=ways[at + 1] if at + 1 < len(ways) else "",
    )
