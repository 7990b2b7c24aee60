"""What keeps the site safe: same-site checks, what each page may do, headers, rate limits."""

import functools
import logging
from urllib.parse import quote

from flask import Flask, abort, redirect, request
from flask_limiter import Limiter
from msgspec import Struct
from werkzeug.routing import RequestRedirect

from .. import limits
from . import paths
from .services import network, services


class Policy(Struct, frozen=True):
    """What a page may load, and what of the device it may use: directives and their values."""

    loads: dict[str, str] = {}
    uses: dict[str, str] = {}


EVERY_PAGE = Policy(
    {
        "default-src": "'none'",
        "img-src": "'self'",
        "style-src": "'self'",
        "script-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    },
    {"camera": "(self)", "microphone": "()", "geolocation": "()", "browsing-topics": "()"},
)
# What a page may do beside that, or instead of it: by the name of its view
PAGES: dict[str, Policy] = {}
# The same, of whatever page keeps drafts of what is written on it: its script sends to this site
DRAFTING = "drafting"
SITUATIONS = {DRAFTING: Policy({"connect-src": "'self'"})}

HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    # With "no-referrer" browsers name our own pages "null", and every form would look like another
    # site's
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    # Personal pages are never stored: not by browsers, not by proxies, not by search engines.
    ("Cache-Control", "no-store"),
    ("X-Robots-Tag", "noindex"),
    ("Vary", "Cookie, Accept-Language"),
]
HTTPS = [("Strict-Transport-Security", "max-age=31536000")]
# In a request's environment: the name of its view, and in which of SITUATIONS its page is
PAGE, SITUATION = "hbself.page", "hbself.situation"
# Kept in each worker's memory: addresses are never written down. With n workers a limit is up to n
# times as wide.
limiter = Limiter(network, storage_uri="memory://", headers_enabled=False)
logging.getLogger("flask-limiter").setLevel(logging.WARNING)  # below that it writes addresses down


def connect(app) -> None:
    """The checks before each page, and the headers on each answer."""
    # Limits stand at single views, which check them when they are called. What the limiter does
    # before and after every page finds nothing there: it goes to an application that serves nobody.
    idle = Flask("limits", static_folder=None)
    idle.config["RATELIMIT_ENABLED"] = app.config.get("RATELIMIT_ENABLED", limiter.enabled)
    limiter.init_app(idle)
    app.before_request(own_address)
    app.before_request(same_site)
    app.wsgi_app = with_headers(app.wsgi_app)


def page_is(name: str) -> None:
    """The view that answers this request, for its policy."""
    request.environ[PAGE] = name


def page_keeps_drafts() -> None:
    """The page that is made keeps drafts."""
    request.environ[SITUATION] = DRAFTING


@functools.cache
def policy(page: str, situation: str) -> list[tuple[str, str]]:
    """The two headers that say what a page may do."""
    more = [PAGES.get(page, Policy()), SITUATIONS.get(situation, Policy())]
    loads, uses = dict(EVERY_PAGE.loads), dict(EVERY_PAGE.uses)
    for wider in more:
        loads.update(wider.loads)
        uses.update(wider.uses)
    return [
        ("Content-Security-Policy", "; ".join(f"{name} {value}" for name, value in loads.items())),
        ("Permissions-Policy", ", ".join(f"{name}={value}" for name, value in uses.items())),
    ]


def with_headers(wsgi_app):
    """The WSGI application with the security headers on every answer, also where Flask itself
    fails.
    """

    def app(environ, start_response):
        def start(status, headers, *error):
            # names of views only, so that what is remembered has an end
            own = policy(environ.get(PAGE, ""), environ.get(SITUATION, ""))
            https = HTTPS if environ["wsgi.url_scheme"] == "https" else []
            return start_response(status, headers + own + HEADERS + https, *error)

        return wsgi_app(environ, start)

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
        return redirect("/" + path.lstrip("/\\") + paths.query(), moved.code)
    own = services().config.site
    if not own or request.host.lower() == own.partition("//")[2]:
        return None
    if request.method not in ("GET", "HEAD"):
        abort(403)
    return redirect(own + quote(request.path) + paths.query(), 302)


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
        own = services().config.site or f"{request.scheme}://{request.host}"
        allowed = not where or f"{where}/".startswith(f"{own}/")
    if not allowed:
        abort(403)
