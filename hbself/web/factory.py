"""The Flask application: put together once per process."""

import functools
import gzip
import hashlib
import io
from datetime import date
from pathlib import Path

import jinja2
from flask import Flask, Request, g, redirect, request
from flask_compress import Compress
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix

from .. import content, limits, settings
from ..keeping import vault
from ..keeping.store import Store
from ..keeping.tables import look
from ..model.words import LANGUAGES
from ..work import lines
from . import addresses, bodies, cookies, i18n, paths, security, visit

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# Small heads: a page has up to fifty pictures, and Flask's heads are nearly three times as large as
# a picture. The policy of a file is for who opens it by itself. Its address changes with its
# contents, so browsers need not ask again.
FILE_HEADERS = [
    ("Cache-Control", "public, max-age=31536000, immutable"),
    ("Vary", "Accept-Encoding"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'"),
]


# Views that take a file, and how much they take.
FILES = {"site.open_with_code": limits.PHOTO, "site.read_file": limits.BODY}


class InMemory(Request):
    """What people send is never written to a disk: Werkzeug would put photos of cards and files
    over 500 kB into a temporary file.
    """

    form_data_parser_class = bodies.Forms

    def _get_file_stream(
        self, total_content_length, content_type, filename=None, content_length=None
    ):
        return io.BytesIO()  # `begin` sets its limit


def create_app(config: settings.Config | None = None) -> Flask:
    """The application. `settings`: by default read from the environment. Raises SettingError,
    ContentError.
    """
    config = config or settings.read()
    app = Flask("hbself", template_folder=str(settings.folder("templates")), static_folder=None)
    # Set late: Flask itself serves nothing of it
    app.static_folder = str(files := settings.folder("static"))
    app.config.update(
        SETTINGS=config,
        MAX_CONTENT_LENGTH=limits.FORM,
        MAX_FORM_MEMORY_SIZE=limits.FORM,
        MAX_FORM_PARTS=limits.FIELDS,
        TRANSLATIONS=str(settings.folder("translations")),
        BABEL_DOMAIN="messages",
        # zstd takes an eighth of brotli's time for 10 % more bytes. Pages are never stored: nobody
        # asks whether they changed.
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_LEVEL=5,
        COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False,
    )
    app.request_class = InMemory
    app.jinja_options = {
        "undefined": jinja2.StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    look(config.database)
    app.extensions["secret"] = settings.read_secret(config)  # before the database is made
    app.extensions["store"] = Store(config.database)
    app.extensions["lines"] = {name: lines.Line(*sizes) for name, sizes in limits.LINES.items()}
    vault.turn = visit.turn_to_stretch
    app.extensions["contents"] = content.load(files / "pictograms", config.content)
    Compress(app)
    i18n.init(app)
    app.before_request(begin)
    security.init(app)
    app.context_processor(page_words)
    static = static_address(files)
    app.wsgi_app = bodies.with_bodies(with_files(app.wsgi_app, files))
    app.jinja_env.globals.update(
        static=static, path_of=paths.of, picture=pictures(static), languages=i18n.NAMES
    )
    if config.proxies:
        app.wsgi_app = ProxyFix(
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=config.proxies
        )
    from .views import register

    register(app)
    app.add_url_rule("/", "front", front)
    return app


def begin() -> None:
    """What every page needs: the day, the way of reading, whether it is a supporter's, also where
    the address leads nowhere. And how much of a body is taken; browsers name the length of each
    form without files, so without one it is none of ours.
    """
    if request.mimetype == "multipart/form-data":
        request.max_content_length = FILES.get(request.endpoint, limits.FORM)
    elif "Transfer-Encoding" in request.headers:
        request.max_content_length = 0
    g.view = request.path[3:9] == "/view/"
    g.reading = i18n.reading(
        request.cookies.get(cookies.name_of("reading"), request.cookies.get("reading", ""))
    )
    g.today = visit.store().today(date.today())


def front():
    """The address without a language: on to the browser's language."""
    return redirect(f"/{i18n.best_language()}/", 302)


def page_words() -> dict:
    """Names that every template may use."""
    rest = request.path[3:] if request.path[1:3] in LANGUAGES and request.path[3:4] == "/" else "/"
    return {
        "rest": rest + addresses.query(),
        "reading": g.get("reading") or i18n.Reading(),
        "base": visit.base(),
        "view": g.get("view", False),
        "unread": g.get("unread", ()),
        "holds": visit.holds(),
        "nearly": visit.nearly(),
        "mark": visit.mark,
    }


def static_address(folder: Path):
    """A function from a static file's name to its address with a mark of its contents, so that
    browsers may keep it for a year.
    """
    marks: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in marks:
            marks[name] = (
                f"/static/{name}?v={hashlib.sha256((folder / name).read_bytes()).hexdigest()[:8]}"
            )
        return marks[name]

    return address


def with_files(wsgi_app, folder: Path):
    """The WSGI application with the files of `folder` under /static/, packed once and kept in
    memory.

    Only the KINDS that a page asks for; all else there is no page (in a checkout programs stand
    beside the pictures).
    """
    names = {
        f"/static/{p.relative_to(folder).as_posix()}": p
        for p in folder.rglob("*")
        if p.suffix in KINDS
    }

    @functools.cache
    def reply(path: Path, packed: bool) -> tuple[list[tuple[str, str]], bytes]:
        body = gzip.compress(path.read_bytes(), 9, mtime=0) if packed else path.read_bytes()
        head = [("Content-Type", KINDS[path.suffix]), ("Content-Length", str(len(body)))]
        return head + FILE_HEADERS + ([("Content-Encoding", "gzip")] if packed else []), body

    def app(environ, start_response):
        path = names.get(environ["PATH_INFO"])
        if path is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return wsgi_app(environ, start_response)
        asked = environ.get("HTTP_ACCEPT_ENCODING", "").replace(" ", "").split(",")
        head, body = reply(
            path, any(one.partition(";")[0] == "gzip" and not one.endswith(";q=0") for one in asked)
        )
        start_response("200 OK", head.copy())
        return [body] if environ["REQUEST_METHOD"] == "GET" else []

    return app


def pictures(static):
    """The component `picture` for templates. A function, not a macro: pages have up to fifty
    pictures.

    picture(name, reading, size, alt, later): a picture beside its words. `alt` is empty, for the
    words carry the meaning. later: it stands in something closed, and travels only when that is
    opened. Nothing when the person reads without pictures.
    """

    @functools.lru_cache(4096)
    def picture(
        name: str, reading: i18n.Reading, size: int = 96, alt: str = "", later: bool = False
    ) -> Markup:
        if reading.pictures == "none":
            return Markup()
        return Markup('<img class="pic" src="%s" width="%d" height="%d" alt="%s"%s>') % (
            static(f"pictograms/{name}.svg"),
            size,
            size,
            alt,
            Markup(' loading="lazy"' if later else ""),
        )

    return picture
