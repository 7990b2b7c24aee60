"""The kind pages for everything that goes wrong. What was written is given back on them."""

import logging

from flask import make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import (
    HTTPException,
    RequestEntityTooLarge,
    ServiceUnavailable,
    TooManyRequests,
)

from ..keeping import records, vault
from ..keeping.store import NotSaved
from ..work import lines
from . import cookies, paths, posted
from .visit import NoKey, visit

log = logging.getLogger("hbself")


def connect(app) -> None:
    """On every page of the application; those of somebody's answers have more of them: ON_SITE."""
    app.register_error_handler(Exception, any_error)
    app.log_exception = log_fault  # Flask's own writes the path, and in it a link's token


def log_fault(fault: tuple) -> None:
    """Kind and place of a fault (a tuple as of sys.exc_info). Nothing of the request: no address,
    no answers, no key.
    """
    kind, _error, where = fault
    while where and where.tb_next:
        where = where.tb_next
    log.error(
        "%s in %s",
        kind.__name__,
        f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "?",
    )


# ---- pages for any error -------------------------------------------------------------------------


def any_error(error):
    """An easy page for every error."""
    if isinstance(error, HTTPException):
        if error.code is not None and error.code < 400:
            return error
        status = error.code or 500
    elif isinstance(error, lines.Full):
        status = 503
    else:
        status = 500
        log_fault((type(error), error, error.__traceback__))
    if status == 400:
        status = 404 if request.method == "GET" else 400
    waits = isinstance(error, lines.Full | TooManyRequests)  # many want the same: it passes
    picture, title, what = _words(429 if waits else status)
    again = {"again": True} if paths.is_of_reader() else {}  # a reader has no map here
    response = page(status, picture, title, what, rest=paths.lost(), **again)
    return (*response, {"Retry-After": "60"}) if waits else response


def page(status: int, picture: str, title: str, what: str, **more):
    """A page that says what happened and what to do now, and gives back what was written."""
    return (
        render_template(
            "errors/error.html",
            picture_name=picture,
            title=title,
            what=what,
            status=status,
            typed=posted.typed(),
            **more,
        ),
        status,
    )


def _words(status: int) -> tuple[str, str, str]:
    """(picture, title, what to do now) of an error page, for somebody who has answers here, and for
    who has none.
    """
    mine = visit.holds() and not paths.is_of_reader()
    known = {403: _closed, 404: _lost, 405: _lost, 408: _slow, 413: _too_big}
    known |= {429: _crowd, 503: _not_now}
    return known.get(status, _ours)(mine)


def _closed(mine: bool) -> tuple[str, str, str]:
    return "private", _("This page is closed"), _("Go to the start page and try again there.")


def _lost(mine: bool) -> tuple[str, str, str]:
    what = (
        _("The address may be old. Go back to your topics.")
        if mine
        else _("The address may be old. Go to the start page.")
    )
    return "lost-page", _("We did not find this page"), what


def _slow(mine: bool) -> tuple[str, str, str]:
    what = _("The connection is slow now. Wait a moment. Then try again.")
    return "wait", _("This took too long"), what


def _too_big(mine: bool) -> tuple[str, str, str]:
    what = (
        _("Your answers from before are kept. Go back and write a shorter text.")
        if mine
        else _("Go back and write a shorter text.")
    )
    return "too-much", _("This is too big for us"), what


def _crowd(mine: bool) -> tuple[str, str, str]:
    what = _("Many people are using this site now. Wait for 1 minute. Then try again.")
    return "wait", _("Please wait a moment"), what


def _not_now(mine: bool) -> tuple[str, str, str]:
    title = (
        _("We could not save this now")
        if request.method == "POST" and not paths.is_of_reader()
        else _("We cannot open this now")
    )
    return "wrong-here", title, _our_fault(mine)


def _ours(mine: bool) -> tuple[str, str, str]:
    return "wrong-here", _("Something went wrong here"), _our_fault(mine)


def _our_fault(mine: bool) -> str:
    return (
        _("This is our mistake. Your answers from before are kept. Try again in a moment.")
        if mine
        else _("This is our mistake. Try again in a moment.")
    )


def too_long(what: str):
    """Instead of a file: no paper can be made of so many words. what: where the same words are."""
    return page(413, "too-much", _("This is too long for a paper"), what)


# ---- answers that do not open --------------------------------------------------------------------


def no_key(error):
    """No answers in this browser: kindly to the start. What was sent begins nobody new: its owner
    is told how to open their answers, and gets the words back. A whole key that opens nothing stays
    where it is: the right database may come back.
    """
    if not visit.layer.has_card:
        return link_ended()
    posts = request.method == "POST"
    if visit.holds_key():
        return closed(others=False, kept=False) if posts else gone(error)
    answer = make_response(closed(others=False, kept=False) if posts else paths.go("", new="yes"))
    cookies.drop(answer, visit.layer.cookie)
    return answer


def gone(error):
    """The key in this browser opens nothing: most often because a new card was made on another
    device.
    """
    if not visit.layer.has_card:
        return link_ended()
    return render_template("errors/gone.html", typed=posted.typed(), rest=paths.lost()), 410


def closed(others: bool, kept: bool):
    """The answers that the page belongs to are not open. `others`: somebody else's are; `kept`:
    whether what was written waits for its owner.
    """
    typed = [] if kept else posted.typed()
    return (
        render_template(
            "errors/closed.html", others=others, kept=kept, typed=typed, rest=paths.lost()
        ),
        409,
    )


def link_ended():
    """A link of a reader or a supporter that opens nothing (any more); what was written is given
    back.
    """
    return render_template("reader/ended.html", typed=posted.typed(), rest=paths.lost()), 410


def broken(error):
    """What is there can't be read. Nobody is told to begin anew: what opens again tomorrow would be
    lost with the key.
    """
    log_fault((type(error), error, error.__traceback__))
    what = _(
        "This is our mistake. Your answers may still be there. Keep your key card. Try"
        " again later, or ask the people who run this site."
    )
    if not visit.layer.has_card or paths.is_of_reader():  # come by a link
        what = _(
            "This is our mistake. Keep the link. Try again later, or ask the person who gave"
            " it to you."
        )
    return _shut(500, "wrong-here", _("We cannot open this now"), what)


def newer(error):
    """A later version has written this: it stays whole, and we say so."""
    safe = _(
        "Your answers are safe. We did not change anything. Try again later, or ask the people who"
        " run this site."
    )
    if paths.is_of_reader():
        safe = _("We cannot show it now. Try again later, or ask the person who gave you the link.")
    return _shut(503, "wait", _("This was saved by a newer version of this site"), safe)


def _shut(status: int, picture: str, title: str, what: str):
    # Only the same page is offered again: the start page and the map could not open the answers
    # either.
    again = request.method == "GET" or paths.is_of_reader()
    return page(status, picture, title, what, rest=paths.lost(), again=again)


ON_SITE = {
    NoKey: no_key,
    records.Gone: gone,
    vault.Broken: broken,
    vault.Newer: newer,
    NotSaved: lambda error: any_error(ServiceUnavailable()),
    records.TooMuch: lambda error: any_error(RequestEntityTooLarge()),
}
