"""Which language a page is in, and how the person likes to read."""

import functools
import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Literal, cast, get_args

import msgspec
from babel.support import NullTranslations, Translations
from flask import request
from flask.templating import Environment
from flask_babel import Babel
from jinja2 import TemplateSyntaxError
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Const, Macro, Name
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from ..content import Content, joints, texts
from ..model.languages import LANGUAGES, TABLE
from . import longwords, parts

NAMES = {code: language.name for code, language in TABLE.items()}


class Reading(msgspec.Struct, frozen=True):
    """How the person likes to read. Kept in a cookie of its own that says nothing about answers."""

    pictures: Literal["big", "small", "none"] = "big"
    text: Literal["100", "125", "150", "175", "200"] = "100"
    colours: Literal["device", "light", "dark", "yellow"] = "device"
    # press: one button for the page; on: a sign beside each choice, too
    listen: Literal["press", "on", "off"] = "press"
    speed: Literal["normal", "slow"] = "normal"
    simple: Literal["no", "yes"] = "no"

    def cookie(self) -> str:
        return ".".join(msgspec.structs.astuple(self))


# What may stand in each field
READING: dict[str, tuple[str, ...]] = {
    field.name: get_args(field.type) for field in msgspec.structs.fields(Reading)
}
# Characters in the reading cookie
LONGEST = sum(1 + max(map(len, allowed)) for allowed in READING.values())


def with_fields(so: Reading, given: Mapping[str, str]) -> Reading:
    """The same with these fields, as far as they are there and may say so."""
    known = {name: value for name, value in given.items() if value in READING.get(name, ())}
    return msgspec.structs.replace(so, **known)


def reading(value: str) -> Reading:
    """A cookie's value; anything unknown in it becomes the default. What is longer than any of ours
    is not kept in memory.
    """
    return _reading(value) if len(value) <= LONGEST else Reading()


@functools.lru_cache(1024)
def _reading(value: str) -> Reading:
    return with_fields(Reading(), dict(zip(READING, value.split("."), strict=False)))


def best_language() -> str:
    """The first of the browser's languages that the site has, else the first of ours. "sv-FI" asks
    for Swedish, also before "fi".
    """
    asked = (one.partition("-")[0].lower() for one in request.accept_languages.values())
    return next((one for one in asked if one in LANGUAGES), LANGUAGES[0])


def language() -> str:
    """The language of this page; an address that leads nowhere still tells it: "/sv/lost"."""
    begins = request.path.split("/")[1]
    return begins if begins in LANGUAGES else best_language()


def order(lang: str) -> Callable[[str], tuple[str, str]]:
    """A key for `sorted`: texts as a dictionary of the language has them, big and small letters
    alike.

    Letters with marks stand where the alphabet of the language has them (model/languages.py), else
    the mark does not count, unless all else is the same.
    """
    ends = str.maketrans(TABLE[lang].alphabet)

    def key(text: str) -> tuple[str, str]:
        folded = unicodedata.normalize("NFC", text).casefold()
        letters = unicodedata.normalize("NFD", folded.translate(ends))
        return "".join(c for c in letters if not unicodedata.combining(c)), folded

    return key


def words(catalogue: NullTranslations) -> dict[str, Callable[..., str]]:
    """`_` and `ngettext` for templates in the language of these translations."""
    one, many = catalogue.gettext, catalogue.ngettext

    def translate(text, **values):
        return one(text) % values if values else one(text)

    def translate_number(singular, plural, num, **values):
        return many(singular, plural, num) % {"num": num, **values}

    return {"_": translate, "ngettext": translate_number}


def escaped(value) -> str:
    """As Jinja's escape, but plain text: a Markup of each piece of a page, made only to be joined
    with the others, takes a sixth of a large page's time.
    """
    if type(value) is str:
        return html.escape(value)
    return value if isinstance(value, Markup) else escape(value)


class _Plain(CodeGenerator):
    """What a template shows goes through `shown` where it is text, else through `escaped`."""

    def _output_child_pre(self, node, frame, finalize):
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"environment.{'shown' if longwords.in_text(node) else 'escaped'}(")

    def _output_child_to_const(self, node, frame, finalize):
        if longwords.in_text(node):
            return cast(Templates, self.environment).shown(node.as_const(frame.eval_ctx))
        return super()._output_child_to_const(node, frame, finalize)


class Templates(Environment):
    """Flask's templates, compiled once for each language: its fixed words stand in them like the
    HTML around them.

    A question page has 50 texts of the site. Looking each up anew takes a tenth of the page's time.
    """

    # Of the copy for one language; the environment that Flask knows has none
    lang = ""
    words: Mapping[str, Callable[..., str]] = {}
    shown: Callable[..., str] = staticmethod(escaped)
    # Told by the application: what it says in its files, and the reader's size of text
    contents: Mapping[str, Content] = {}
    text_size: Callable[[], str] = staticmethod(lambda: "100")
    code_generator_class = _Plain
    escaped = staticmethod(escaped)

    def get_or_select_template(self, names, parent=None, globals=None):
        """The template in the language of this page."""
        return super(Templates, self._here()).get_or_select_template(names, parent, globals)

    def from_string(self, source, globals=None, template_class=None):
        """As `get_or_select_template`."""
        return super(Templates, self._here()).from_string(source, globals, template_class)

    def _here(self) -> "Templates":
        if self.lang:
            return self
        return self._copies[language(), longwords.least(self.text_size())]

    @functools.cached_property
    def _copies(self) -> dict[tuple[str, int], "Templates"]:
        """One for each language and for each length from which words are marked."""
        return {
            (lang, least): self._copy(lang, least)
            for lang in LANGUAGES
            for least in (longwords.LEAST, longwords.LONGEST)
        }

    def _copy(self, lang: str, least: int) -> "Templates":
        copy = self.overlay()
        catalogue = Translations.load(self.app.config["TRANSLATIONS"], [lang])
        copy.lang, copy.words = lang, words(catalogue)
        copy.globals = {**self.globals, **copy.words, "lang": lang}
        said = self.contents.get(lang)
        copy.shown = longwords.Shown(joints(lang), least, texts(said) if said else ())
        return copy

    @functools.cached_property
    def _parts(self) -> dict[str, Macro]:
        return parts.load(self, lambda tree, name: _WordsIn(self, name).visit(tree))

    def make_globals(self, d):
        """As in Jinja, without its map of maps, which is slow to look through: no template here has
        globals of its own.
        """
        return {**self.globals, **d} if d else self.globals

    def compile(self, source, name=None, filename=None, raw=False, defer_init=False):
        """As in Jinja, with the words put in first."""
        if self.lang and isinstance(source, str):
            source = _WordsIn(self, name, filename).visit(self.parse(source, name, filename))
            source = parts.PutIn(self._parts, name).visit(source)
            longwords.Places().visit(source)
            source.set_environment(self)
        return super().compile(source, name, filename, raw, defer_init)


OWN_NAMES = {"_", "ngettext", "lang"}
# Between words of a template; a no-break space stays
SPACES = re.compile(r"[ \n]+")


class _WordsIn(NodeTransformer):
    """Puts the words in the place of `_("…")` and `lang`. What has values in it stays a call.

    A template that gives one of these names another meaning would be shown with the old one: it is
    refused.
    """

    def __init__(self, templates: Templates, name: str | None = None, filename: str | None = None):
        self.templates, self.name, self.filename = templates, name, filename

    def visit_Call(self, node):
        self.generic_visit(node)
        text = node.args[0] if len(node.args) == 1 and not node.kwargs else None
        if isinstance(text, Const) and isinstance(node.node, Name) and node.node.name == "_":
            return self._const(self.templates.words["_"](text.value), node)
        return node

    def visit_TemplateData(self, node):
        """The lines of a template stay in the template: its indentation is an eighth of a page,
        and where a text keeps its own line ends (`pre-line`) those around it would be seen.
        """
        node.data = SPACES.sub(" ", node.data)
        return node

    def visit_Name(self, node):
        if node.ctx != "load":
            self._refuse({node.name}, node)
        return self._const(self.templates.lang, node) if node.name == "lang" else node

    def visit_Macro(self, node):
        self._refuse({node.name}, node)
        return self.generic_visit(node)

    def visit_Import(self, node):
        self._refuse({node.target}, node)
        return self.generic_visit(node)

    def visit_FromImport(self, node):
        self._refuse({one[1] if isinstance(one, tuple) else one for one in node.names}, node)
        return self.generic_visit(node)

    def _refuse(self, names: set[str], node) -> None:
        for name in names & OWN_NAMES:
            what = f"{name!r} is a word of the site in every template: use another name"
            raise TemplateSyntaxError(what, node.lineno, self.name, self.filename)

    def _const(self, text: str, node) -> Const:
        return Const(text, lineno=node.lineno, environment=self.templates)


def init(app, contents: Mapping[str, Content], text_size: Callable[[], str]) -> None:
    """Connect Flask-Babel, and templates in each language. Before anything else uses
    `app.jinja_env`. text_size: of the one who reads the page, "100", "125" …
    """
    app.jinja_environment = Templates
    app.jinja_env.contents, app.jinja_env.text_size = contents, text_size
    Babel(
        app,
        default_locale="en",
        locale_selector=language,
        default_translation_directories=app.config["TRANSLATIONS"],
    )
