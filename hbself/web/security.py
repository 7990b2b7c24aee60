"""What keeps the site safe: same-site checks, headers, rate limits, and kind error pages."""

import logging
from urllib.parse import quote

from flask import abort, current_app, redirect, render_template, request
from flask_babel import gettext as _
from flask_limiter import Limiter
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.routing import RequestRedirect

from .. import limits
from ..work import lines
from . import addresses, visit

HEADERS = [
    (
        "Content-Security-Policy",
        (
            "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action"
            " 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
    ),
    ("X-Content-Type-Options", "nosniff"),
    # With "no-referrer" browsers name our own pages "null", and every form would look like another
    # site's
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), browsing-topics=()"),
]
# A page that keeps drafts of what is written on it: its script may send to this site.
DRAFTING = [
    (name, f"{value}; connect-src 'self'" if name == "Content-Security-Policy" else value)
    for name, value in HEADERS
]
# Personal pages are never stored: not by browsers, not by proxies, not by search engines.
PERSONAL = [
    ("Cache-Control", "no-store"),
    ("X-Robots-Tag", "noindex"),
    ("Vary", "Cookie, Accept-Language"),
]
HTTPS = [("Strict-Transport-Security", "max-age=31536000")]
# Kept in each worker's memory: addresses are never written down. With n workers a limit is up to n
# times as wide.
limiter = Limiter(visit.address, storage_uri="memory://", headers_enabled=False)
DRAFTS = "hbself.drafts"  # in a request's environment: the page that is made keeps drafts
PICKED = {"answer", "picture", "person_role", "change"}  # fields that are picked, not written
log = logging.getLogger("hbself")
logging.getLogger("flask-limiter").setLevel(logging.WARNING)  # below that it writes addresses down


def init(app) -> None:
    """Connect the checks, the headers and the error pages."""
    limiter.init_app(app)
    # Limits stand at single views, which check them when they are called; a check before every page
    # finds nothing to do.
    app.before_request_funcs[None].remove(limiter._check_request_limit)
    app.before_request(own_address)
    app.before_request(same_site)
    app.wsgi_app = with_headers(app.wsgi_app)
    app.register_error_handler(Exception, error_page)
    app.log_exception = log_fault  # Flask's own writes the path, and in it a link's token


def with_headers(wsgi_app):
    """The WSGI application with the security headers on every answer, also where Flask itself
    fails.
    """

    def app(environ, start_response):
        more = PERSONAL
        if environ["wsgi.url_scheme"] == "https":
            more = more + HTTPS
        return wsgi_app(
            environ,
            lambda status, headers, *error: start_response(
                status, headers + (DRAFTING if DRAFTS in environ else HEADERS) + more, *error
            ),
        )

    return app


def own_address():
    """Where the setting names the site's address, a page that is asked for under another host is
    shown under the own one, and a form is refused there: no link, picture or redirect may lead to a
    host that somebody else has chosen. The scheme is not looked at: behind a web server that does
    not tell it, the way would have no end.
    """
    # None of ours; libraries would remember some of them
    if len(request.host) > limits.HOST or len(request.path) > limits.ADDRESS:
        abort(404)
    # a slash too many or too few: by itself it names the host
    if isinstance(moved := request.routing_exception, RequestRedirect):
        path = moved.new_url.partition("://")[2].partition("/")[2].partition("?")[0]
        return redirect("/" + path.lstrip("/\\") + addresses.query(), moved.code)
    own = current_app.config["SETTINGS"].site
    if not own or request.host.lower() == own.partition("//")[2]:
        return None
    if request.method not in ("GET", "HEAD"):
        abort(403)
    return redirect(own + quote(request.path) + addresses.query(), 302)


def same_site() -> None:
    """Refuse a form that another site sends. No tokens: a page must not grow old for slow readers.

    Sec-Fetch-Site is not sent by browsers before 2023, nor by any over http to another computer (a
    workshop's laptop, a library): there Origin tells where the form stood, in still older browsers
    Referer. Who sends none of them is no browser with another site's page.
    """
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        allowed = site in ("same-origin", "none")
    else:
        where = request.headers.get("Origin") or request.headers.get("Referer")
        own = current_app.config["SETTINGS"].site or f"{request.scheme}://{request.host}"
        allowed = not where or f"{where}/".startswith(f"{own}/")
    if not allowed:
        abort(403)


def reads() -> bool:
    """Whether a link's reader asks: the answers are somebody else's."""
    return request.path.split("/")[2:3] == ["s"]


def words(status: int) -> tuple[str, str, str]:
    """(picture, title, what to do now) of an error page, for somebody who has answers here, and for
    who has none.
    """
    mine = visit.holds() and not reads()
    ours = (
        _("The fault is ours. Your answers from before are kept. Try again in a moment.")
        if mine
        else _("The fault is ours. Try again in a moment.")
    )
    known = {
        403: ("private", _("This page is closed"), _("Go to the start page and try again there.")),
        404: (
            "lost-page",
            _("We did not find this page"),
            (
                _("The address may be old. Go back to your map.")
                if mine
                else _("The address may be old. Go to the start page.")
            ),
        ),
        408: (
            "wait",
            _("This took too long"),
            _("The connection is slow now. Wait a moment. Then try again."),
        ),
        413: (
            "too-much",
            _("This is too big for us"),
            (
                _("Your answers from before are kept. Go back and write less.")
                if mine
                else _("Go back and write less.")
            ),
        ),
        429: (
            "wait",
            _("Please wait a moment"),
            _("Many people use this site now. Wait for 1 minute. Then try again."),
        ),
        503: (
            "wrong-here",
            (
                _("We could not save this now")
                if request.method == "POST" and not reads()
                else _("We cannot open this now")
            ),
            ours,
        ),
    }
    return known.get(status, ("wrong-here", _("Something went wrong here"), ours))


def typed() -> list[str]:
    """The words that the person had just sent, so that an error page can give them back: whatever
    can be written, in whichever field. No codes, nothing hidden, nothing picked.
    """
    # Nothing to write there, or only a link's number
    if request.method != "POST" or "reading" in request.path.split("/") or reads():
        return []
    try:
        return [
            text
            for name, text in request.form.items()
            if name not in PICKED | visit.CONTROL and text.strip()
        ]
    except (HTTPException, lines.Full):  # too large, too slow, or too many at once: it was not read
        return []


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


def error_page(error):
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
    picture, title, what = words(429 if waits else status)
    again = {"again": True} if reads() else {}  # a reader has no map here
    response = (
        render_template(
            "error.html",
            picture_name=picture,
            title=title,
            what=what,
            status=status,
            typed=typed(),
            rest=addresses.lost(),
            **again,
        ),
        status,
    )
    if waits:
        return *response, {"Retry-After": "60"}
    return response
