"""The pages. One short view each: load, read the form, save, go on with 303."""

from flask import Blueprint, abort, g, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge, ServiceUnavailable

from ...keeping import records, vault
from ...keeping.store import StoreFull
from .. import addresses, cookies, security, visit

# What a supporter may do in a view of their own: answer and read back. The rest is the person's
# alone.
VIEW_PAGES = {
    "map",
    "set_start",
    "question",
    "save",
    "know",
    "said",
    "confirm",
    "people",
    "new",
    "add_person",
    "person",
    "save_person",
    "stop",
    "put_away",
    "away",
    "how_much",
    "save_how_much",
    "reading",
    "save_reading",
    "words",
    "privacy",
    "accessibility",
    "keep_draft",
}
site = Blueprint("site", __name__, url_prefix="/<any(fi, sv, en):lang>")


@site.url_value_preprocessor
def take_language(endpoint, values):
    """/fi/… /sv/… /en/…"""
    g.lang = values.pop("lang")
    g.view = request.blueprint == "view"


@site.before_request
def only_pages_of_this_layer():
    """Not while the address is read: the page that says so is in the person's own way of reading,
    which is known only then.
    """
    if g.view and request.endpoint.rpartition(".")[2] not in VIEW_PAGES:
        abort(404)


@site.after_request
def remember(response):
    return visit.keep_cookie(response)


def go(path: str, **query: str | int):
    """303 to a page of the same language: `go("map")`."""
    tail = "&".join(f"{k}={v}" for k, v in query.items())
    return redirect(f"{visit.base()}/{path}" + (f"?{tail}" if tail else ""), 303)


@site.errorhandler(visit.NoKey)
def no_key(error):
    """No answers in this browser: kindly to the start. What was sent begins nobody new: its owner
    is told how to open their answers, and gets the words back. A whole key that opens nothing stays
    where it is: the right database may come back.
    """
    if g.view:
        return link_ended()
    from .drafting import closed

    if visit.holds_key():
        return closed(others=False, kept=False) if request.method == "POST" else gone(error)
    answer = (
        make_response(closed(others=False, kept=False))
        if request.method == "POST"
        else go("", new="yes")
    )
    return cookies.drop(answer, cookies.name_of())


@site.errorhandler(records.Gone)
def gone(error):
    """The key in this browser opens nothing: most often because a new card was made on another
    device.
    """
    return (
        link_ended()
        if g.view
        else (render_template("gone.html", typed=security.typed(), rest=addresses.lost()), 410)
    )


@site.errorhandler(vault.Broken)
def broken(error):
    """What is there can't be read. Nobody is told to begin anew: what opens again tomorrow would be
    lost with the key.
    """
    security.log_fault((type(error), error, error.__traceback__))
    what = _(
        "The fault is ours. What you have answered may still be there. Keep your key card. Try"
        " again later, or ask the people who run this site."
    )
    if g.view or security.reads():  # come by a link: they have no card
        what = _(
            "The fault is ours. Keep the link. Try again later, or ask the person who gave it to"
            " you."
        )
    return _closed(500, "wrong-here", _("We cannot open this now"), what)


@site.errorhandler(vault.Newer)
def newer(error):
    """A later version has written this: it stays whole, and we say so."""
    safe = _(
        "Your answers are safe. We did not change anything. Try again later, or ask the people who"
        " run this site."
    )
    if security.reads():
        safe = _("We cannot show it now. Try again later, or ask the person who gave you the link.")
    return _closed(503, "wait", _("This was saved by a newer version of this site"), safe)


def link_ended():
    """A link of a reader or a supporter that opens nothing (any more); what was written is given
    back.
    """
    return render_template("share_ended.html", typed=security.typed(), rest=addresses.lost()), 410


def _closed(status: int, picture: str, title: str, what: str):
    # Only the same page is offered again: the start page and the map could not open the answers
    # either.
    return (
        render_template(
            "error.html",
            picture_name=picture,
            title=title,
            what=what,
            status=status,
            typed=security.typed(),
            rest=addresses.lost(),
            again=request.method == "GET" or security.reads(),
        ),
        status,
    )


@site.errorhandler(StoreFull)
def full(error):
    return security.error_page(ServiceUnavailable())


@site.errorhandler(records.TooMuch)
def too_much(error):
    return security.error_page(RequestEntityTooLarge())


def register(app) -> None:
    """All pages of the site."""
    from . import (  # noqa: F401
        away,
        bringing,
        drafting,
        keys,
        pages,
        people,
        proposals,
        questions,
        readers,
        shares,
        supporters,
    )

    app.jinja_env.globals.update(draft_fields=drafting.draft_fields, way_back=pages.way_back)
    app.register_blueprint(site)
    app.register_blueprint(site, name="view", url_prefix="/<any(fi, sv, en):lang>/view")
    app.add_url_rule("/open", "open", keys.open_front)


def as_file(body: bytes, content_type: str, name: str = ""):
    """A response that is no page: a picture in one, or with a name a file to keep."""
    response = make_response(body)
    response.headers["Content-Type"] = content_type
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def too_long(what: str):
    """Instead of a file: no paper can be made of so many words. what: where the same words are."""
    return (
        render_template(
            "error.html",
            picture_name="too-much",
            title=_("This is too long for a paper"),
            what=what,
            status=413,
            typed=(),
        ),
        413,
    )


def sent(name: str) -> str:
    """One value of the form that was sent, else ""."""
    return request.form.get(name, "")
