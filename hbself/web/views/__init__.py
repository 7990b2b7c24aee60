"""The pages. One short view each: load, read the form, save, go on with 303."""

from flask import Blueprint, abort, make_response, redirect

from ...kinds import KINDS
from ...model.languages import LANGUAGES
from .. import errors, i18n, paths
from ..layers import LAYERS
from ..visit import visit

site = Blueprint("site", __name__)
for kind, page in errors.ON_SITE.items():
    site.register_error_handler(kind, page)


@site.url_value_preprocessor
def take_language(endpoint, values):
    """/fi/… /sv/… /en/…: the visit knows it, views need not."""
    values.pop("lang")


@site.before_request
def only_pages_of_this_layer():
    """Not while the address is read: the page that says so is in the person's own way of reading,
    which is known only then.
    """
    if not visit.layer.may(paths.view_name()):
        abort(404)


@site.after_request
def remember(response):
    return visit.finish(response)


def register(app) -> None:
    """All pages of the site, in each layer. Raises LookupError when a kind of answer has no
    template.
    """
    from . import (  # noqa: F401 - each puts its pages on `site`
        answering,
        away,
        bringing,
        chapters,
        drafting,
        goals,
        info,
        keys,
        linking,
        naming,
        new_card,
        opening,
        pages,
        people,
        proposals,
        questions,
        readers,
        reading,
        shares,
        supporters,
        whose,
    )

    app.jinja_env.globals.update(draft_fields=drafting.draft_fields, way_back=reading.way_back)
    errors.connect(app)
    there = app.jinja_env.list_templates()
    for name in (f"question/{kind}.html" for kind in KINDS):
        if name not in there:
            raise LookupError(f"no template {name}")
    for layer in LAYERS:
        prefix = f"/<any({', '.join(LANGUAGES)}):lang>{layer.base}"
        app.register_blueprint(site, name=layer.name, url_prefix=prefix)
    app.add_url_rule("/", "front", lambda: in_best_language(""))
    # Where the QR picture leads, without a language. The browser carries the code after # along.
    app.add_url_rule("/open", "open", lambda: in_best_language("open"))


def in_best_language(path: str):
    """An address without a language: on to the browser's language."""
    return redirect(f"/{i18n.best_language()}/{path}", 302)


def as_file(body: bytes, content_type: str, name: str = ""):
    """A response that is no page: a picture in one, or with a name a file to keep."""
    response = make_response(body)
    response.headers["Content-Type"] = content_type
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
