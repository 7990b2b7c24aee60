"""The Flask application: put together once per process."""

import functools
import gc
import hashlib
from datetime import date
from pathlib import Path

import jinja2
from flask import Flask, g, redirect, request
from flask_compress import Compress
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix

from . import config, content, i18n, security, visit
from .model import LANGUAGES
from .store import Store

YEAR = 365 * 24 * 3600


def create_app(settings: config.Config | None = None) -> Flask:
    """The application. `settings`: by default read from the environment. Raises SettingError, ContentError."""
    settings = settings or config.read()
    app = Flask("hbself", template_folder=str(config.folder("templates")), static_folder=str(config.folder("static")))
    app.config.update(
        SETTINGS=settings, MAX_CONTENT_LENGTH=config.BODY, MAX_FORM_MEMORY_SIZE=config.BODY, MAX_FORM_PARTS=config.FIELDS,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR, TRANSLATIONS=str(config.folder("translations")),
        # Pages: zstd takes a tenth of brotli's time for 10 % more bytes. Files that stay for a year: brotli.
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"], COMPRESS_ALGORITHM_STREAMING=["br", "gzip"], COMPRESS_BR_LEVEL=4, COMPRESS_LEVEL=5,
        COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False,  # pages are never stored, and a file's address changes with its contents
        BABEL_DOMAIN="messages")
    app.jinja_options = {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.extensions["store"] = Store(settings.database)
    app.extensions["contents"] = content.load(config.folder("static") / "pictograms", settings.content)
    Compress(app)
    i18n.init(app)
    security.init(app)
    app.before_request(begin)
    app.context_processor(page_words)
    static = static_address(Path(app.static_folder))
    app.jinja_env.globals.update(static=static, picture=pictures(static), languages=i18n.NAMES)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)
    from .views import register

    register(app)
    app.add_url_rule("/", "front", front)
    return app


def begin() -> None:
    """What every page needs: the day, the way of reading."""
    g.today = date.today()
    g.reading = i18n.reading(request.cookies.get("reading", ""))


def front():
    """The address without a language: on to the browser's language."""
    return redirect(f"/{i18n.best_language()}/", 302)


def page_words() -> dict:
    """Names that every template may use."""
    rest = request.path[3:] if request.path[1:3] in LANGUAGES and request.path[3:4] == "/" else "/"
    query = "?" + request.query_string.decode("latin-1") if request.query_string and request.method == "GET" else ""
    return {"rest": rest + query, "reading": g.get("reading") or i18n.Reading(), "base": visit.base(), "view": g.get("view", False)}


def static_address(folder: Path):
    """A function from a static file's name to its address with a mark of its contents, so that browsers may keep it for a year."""
    marks: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in marks:
            marks[name] = f"/static/{name}?v={hashlib.sha256((folder / name).read_bytes()).hexdigest()[:8]}"
        return marks[name]

    return address


def pictures(static):
    """The component `picture` for templates. A function, not a macro: pages have up to fifty pictures.

    picture(name, reading, size, alt): a picture beside its words. `alt` is empty, for the words carry the meaning.
    Nothing when the person reads without pictures.
    """

    @functools.lru_cache(4096)
    def picture(name: str, reading: i18n.Reading, size: int = 96, alt: str = "") -> Markup:
        if reading.pictures == "none":
            return Markup()
        return Markup('<img class="pic" src="%s" width="%d" height="%d" alt="%s">') % (static(f"pictograms/{name}.svg"), size, size, alt)

    return picture


def worker() -> Flask:
    """The application of a worker process: what it holds now stays, so the collector need not look through it again."""
    app = create_app()
    gc.collect()
    gc.freeze()
    return app
