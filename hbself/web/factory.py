"""The Flask application: put together once per process."""

import io

import jinja2
from flask import Flask, Request, request
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from .. import limits, settings
from ..keeping import vault
from . import assets, bodies, i18n, layers, paths, security, services, views
from .visit import visit

# Views that take a file, and how much they take.
FILES = {"open_with_code": limits.PHOTO, "read_file": limits.BODY}
FLASK = {
    "MAX_CONTENT_LENGTH": limits.FORM,
    "MAX_FORM_MEMORY_SIZE": limits.FORM,
    "MAX_FORM_PARTS": limits.FIELDS,
    "TRANSLATIONS": str(settings.folder("translations")),
    "BABEL_DOMAIN": "messages",
    # zstd takes an eighth of brotli's time for 10 % more bytes. Pages are never stored: nobody
    # asks whether they changed.
    "COMPRESS_ALGORITHM": ["zstd", "br", "gzip"],
    "COMPRESS_BR_LEVEL": 4,
    "COMPRESS_LEVEL": 5,
    "COMPRESS_EVALUATE_CONDITIONAL_REQUEST": False,
}


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
    """The application. `config`: by default read from the environment. Raises SettingError,
    ContentError.
    """
    app = Flask("hbself", template_folder=str(settings.folder("templates")), static_folder=None)
    # Set late: Flask itself serves nothing of it
    app.static_folder = str(files := settings.folder("static"))
    app.config.update(FLASK)
    app.request_class = InMemory
    app.jinja_options = {
        "undefined": jinja2.StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    held = services.start(config or settings.read())
    app.extensions[services.NAME] = held
    vault.turn = services.turn_to_stretch
    Compress(app)
    i18n.init(app, held.contents, lambda: visit.reading.text)
    app.before_request(begin)
    security.connect(app)
    app.context_processor(page_words)
    static = assets.static_address(files)
    wsgi = bodies.with_bodies(assets.with_files(app.wsgi_app, files))
    app.jinja_env.globals.update(
        static=static,
        path_of=paths.of,
        picture=assets.pictures(static),
        scripts=assets.scripts(static),
        languages=i18n.NAMES,
    )
    if proxies := held.config.proxies:
        wsgi = ProxyFix(wsgi, x_for=proxies, x_proto=proxies, x_host=proxies)
    app.wsgi_app = wsgi  # type: ignore[method-assign]  # as Flask's documentation does it
    views.register(app)
    return app


def begin() -> None:
    """What every page needs, also where the address leads nowhere: its policy and the day. And how
    much of a body is taken; browsers name the length of each form without files, so without one it
    is none of ours.
    """
    page = paths.view_name()
    if request.mimetype == "multipart/form-data":
        request.max_content_length = FILES.get(page, limits.FORM)
    elif "Transfer-Encoding" in request.headers:
        request.max_content_length = 0
    security.page_is(page)
    _ = visit.today  # a page whose day can't be had ends here


def page_words() -> dict:
    """Names that every template may use."""
    return {
        "rest": paths.rest(),
        "reading": visit.reading,
        "base": paths.base(),
        "view": visit.layer is layers.SUPPORTER,
        "unread": visit.unread,
        "holds": visit.holds(),
        "begun": visit.begun() and not paths.is_of_reader(),
        "shared": visit.device() == "shared",
        "nearly": visit.nearly(),
        "mark": visit.mark,
    }
