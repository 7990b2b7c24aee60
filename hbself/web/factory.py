"""The Flask application: put together once per process."""

import io
from datetime import date

import jinja2
from flask import Flask, Request, g, redirect, request
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from .. import content, limits, settings
from ..keeping import vault
from ..keeping.store import Store
from ..keeping.tables import look
from ..model.words import LANGUAGES
from ..work import lines
from . import addresses, assets, bodies, cookies, i18n, paths, security, visit

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
    static = assets.static_address(files)
    app.wsgi_app = bodies.with_bodies(assets.with_files(app.wsgi_app, files))
    app.jinja_env.globals.update(
        static=static,
        path_of=paths.of,
        picture=assets.pictures(static),
        scripts=assets.scripts(static),
        languages=i18n.NAMES,
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
