"""The layers of the site: the same pages for somebody else's purpose, each with an address, a
cookie and rights of its own. What differs between them stands here, and is asked by its name.
"""

import re

from msgspec import Struct

from ..model.record import Record


class Layer(Struct, frozen=True):
    """One of them. What a new one must say has no default."""

    name: str
    base: str  # in addresses, after the language
    cookie: str  # that holds its key
    # What its keys are sealed for (vault.USES): of whom has seen the card, of whom has not
    sealed_for: tuple[str, str]
    home: str  # the page to which the site's name leads
    link: re.Pattern  # pages of a link, without the language, to which its settings lead back
    forgets: tuple[str, ...]  # cookies that go with "Close my answers"
    # Its people have a key card, and a device may be their own; the others come by a link, and all
    # goes with the browser
    has_card: bool
    pages: frozenset[str] | None = None  # the views that it may show; None: all

    def may(self, page: str) -> bool:
        """Whether the view of this name is one of its pages."""
        return self.pages is None or page in self.pages


PERSON = Layer(
    name="person",
    base="",
    cookie="key",
    sealed_for=("key", "new"),
    home="",
    link=re.compile(r"s/[\w-]{22}", re.ASCII),
    forgets=("key", "view", "device"),
    has_card=True,
)
# A supporter answers and reads back. The rest is the person's alone.
SUPPORTER = Layer(
    name="supporter",
    base="/view",
    cookie="view",
    sealed_for=("view", "view"),
    home="map",
    link=re.compile(r"h/[\w-]{22}", re.ASCII),
    forgets=("view",),
    has_card=False,
    pages=frozenset(
        {
            "map",
            "set_start",
            "question",
            "save",
            "know",
            "said",
            "confirm",
            "people",
            "new",
            "add_people",
            "person",
            "save_person",
            "stop",
            "put_away",
            "away",
            "how_much",
            "save_how_much",
            "reading",
            "save_reading",
            "setting",
            "save_setting",
            "words",
            "more_of_word",
            "more_of_question",
            "info_pages",
            "info",
            "privacy",
            "accessibility",
            "keep_draft",
        }
    ),
)
LAYERS = (PERSON, SUPPORTER)


def of_path(path: str) -> Layer:
    """The layer of an address, also of one that leads nowhere: "/fi/view/lost"."""
    return next((one for one in LAYERS if one.base and path[3:].startswith(f"{one.base}/")), PERSON)


def of_record(record: Record) -> Layer:
    """The layer in which a record opens, and in no other."""
    return SUPPORTER if record.keeping.supporter else PERSON
