"""The style sheet, scripts and pictures: joined, packed, kept in memory, and named by pages."""

import functools
import gzip
import hashlib
import re
from pathlib import Path

from markupsafe import Markup

from . import i18n

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

# The modules in static/js, each with what stands in a page that needs it; in the order in which
# they run: what a press must not do (page) is known before what a press sends (written), and
# whether there is a voice (listening) before each choice gets a sign to hear it. None imports
# another: its address would have no mark of its contents.
SCRIPTS = {
    "page": "",
    "folded": "<details",
    "code": " data-group",
    "room": " data-room",
    "people": ' class="roles',
    "written": " data-draft",
    "print": " data-print",
    "copy": " data-copy",
    "listening": "",
    "signs": "",
}
# Of those, what only some who read want
WANTED = {"listening": ("on", "press"), "signs": ("on",)}
LATER = Markup(' loading="lazy"')


def body_of(path: Path) -> bytes:
    """What travels of a file: of style sheets and scripts without comments and indents (no text in
    them goes over a line). Of a style sheet with all that it imports in its place, so that one
    request brings it.
    """
    if path.suffix == ".css":
        lines = _sheet(path).splitlines()
    elif path.suffix == ".js":
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        lines = [line for line in lines if not line.startswith("//")]
    else:
        return path.read_bytes()
    return "".join(f"{line}\n" for line in lines if line).encode()


def _sheet(path: Path) -> str:
    first, *rest = path.read_text("utf-8").split("/*")
    text = first + "".join(part.partition("*/")[2] for part in rest)
    text = "\n".join(line.strip() for line in text.splitlines())
    return re.sub(r'@import "([a-z/]+\.css)";', lambda match: _sheet(path.parent / match[1]), text)


def scripts(static):
    """A function from what stands in a page, and how the person reads, to the addresses of the
    scripts that it needs.
    """

    def needed(main: str, reading: i18n.Reading) -> list[str]:
        return [
            static(f"js/{name}.js")
            for name, sign in SCRIPTS.items()
            if sign in main and reading.listen in WANTED.get(name, (reading.listen,))
        ]

    return needed


def static_address(folder: Path):
    """A function from a static file's name to its address with a mark of its contents, so that
    browsers may keep it for a year.
    """
    marks: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in marks:
            marks[name] = (
                f"/static/{name}?v={hashlib.sha256(body_of(folder / name)).hexdigest()[:8]}"
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
        body = gzip.compress(body_of(path), 9, mtime=0) if packed else body_of(path)
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
            LATER if later else "",
        )

    return picture
