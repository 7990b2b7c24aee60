"""Which language a page is in, and how the person likes to read."""

import msgspec
from flask import g, request
from flask_babel import Babel, get_translations

from .model import LANGUAGES

NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
# What may stand in each field of the reading cookie; the first is the default.
READING = {"pictures": ("big", "small", "none"), "text": ("100", "125", "150", "175", "200"), "colours": ("device", "light", "dark", "yellow"),
           "listen": ("on", "press", "off"), "speed": ("normal", "slow"), "simple": ("no", "yes")}


class Reading(msgspec.Struct, frozen=True):
    """How the person likes to read. Kept in a cookie of its own that says nothing about answers."""

    pictures: str = "big"
    text: str = "100"
    colours: str = "device"
    listen: str = "on"
    speed: str = "normal"
    simple: str = "no"

    def cookie(self) -> str:
        return ".".join(msgspec.structs.astuple(self))


def reading(value: str) -> Reading:
    """A cookie's value; anything unknown in it becomes the default."""
    parts = value.split(".")
    return Reading(**{name: parts[i] if i < len(parts) and parts[i] in allowed else allowed[0] for i, (name, allowed) in enumerate(READING.items())})


def best_language() -> str:
    """The browser's language, else Finnish."""
    return request.accept_languages.best_match(LANGUAGES) or "fi"


def language() -> str:
    """The language of this page."""
    return g.get("lang") or best_language()


def words() -> dict:
    """`_` and `ngettext` for templates, bound once for a page: many times as fast as looking the language up at each word."""
    catalogue = get_translations()
    one, many = catalogue.ugettext, catalogue.ungettext

    def translate(text, **values):
        return one(text) % values if values else one(text)

    def translate_number(singular, plural, num, **values):
        return many(singular, plural, num) % {"num": num, **values}

    return {"_": translate, "ngettext": translate_number}


def init(app) -> None:
    """Connect Flask-Babel."""
    Babel(app, default_locale="en", locale_selector=language, default_translation_directories=app.config["TRANSLATIONS"])
