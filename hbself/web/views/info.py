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
from . import drafting, site
from .questions import set_of


class Row(Struct, frozen=True):
    """Pages that are read one after the other. `name`: what they are about; `way`: the beginning of
    their addresses; `back`: the path of what stands before the first; `on`: of what comes after
    the last, which is a "start", "words", "question", "set" or "map"; `there`: the end of the
    addresses.
    """

    name: str
    way: str
    ids: Sequence[str]
    back: str
    on: str
    leads: str
    there: str = ""


@site.get("/info")
def info_pages():
    return render_template("info/pages.html", pages=visit.words.pages.values())


@site.get("/info/<page_id>")
def info(page_id):
    home, leads = visit.layer.home, "map" if visit.layer.home else "start"
    return _page(page_id, Row("", "info", list(visit.words.pages), home, home, leads))


@site.get("/words/<term_id>/<page_id>")
@site.get("/words/<term_id>/<page_id>/<path:there>")
def more_of_word(term_id, page_id, there=""):
    term = visit.words.terms.get(term_id) or abort(404)
    if there and not (there.startswith("set/") and drafting.PAGES.fullmatch(there)):
        abort(404)
    back, leads = (there, "question") if there else (f"words#{term.id}", "words")
    row = Row(term.word, f"words/{term.id}", term.pages, back, back, leads, there and f"/{there}")
    return _page(page_id, row)


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
    ways = [f"{row.way}/{one}{row.there}" for one in row.ids]
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
