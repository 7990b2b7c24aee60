"""What a person typed, made safe to print: nothing crashes, and nothing that they said is lost
without a trace.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from ..model.languages import TABLE
from .breaks import BREAKS, breakable
from .scripts import begins_right

REPLACEMENT = "\ufffd"
# Marks piled on one letter run over the lines above and below; no written language needs more than
# a few.
MOST_MARKS = 8
# Where no font has a sign, one of the same shape and meaning stands for it.
TWINS = {
    "✗": "✕✖×",
    "✘": "✖✕×",
    "☐": "□◻⬜",
    "☒": "⊠❎✖",
    "☑": "✓✔",
    "✓": "✔√",
    "★": "⭐",
    "☆": "⭐",
    "●": "⚫•",
    "○": "⚪◦",
    "■": "◼⬛",
    "□": "◻⬜",
    "⇒": "➡→",
    "⇐": "⬅←",
    "⇔": "↔",
    "♡": "♥",
    "❏": "□◻",
    "✅": "✔✓",
    "▢": "□◻",
    "▪": "■◼",
    "◆": "♦",
    "➔": "→",
    "➜": "→",
    "➤": "→",
}

_NEWLINES = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# Byte order mark, soft hyphen, bidirectional embeddings, overrides and isolates (they could turn
# the rest of the page around), and the keycap box, which no font of ours has: the digit under it
# stays.
_DROPPED = {
    chr(c)
    for c in (0xFEFF, 0xAD, 0x180E, 0x61C, 0x20E3, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
# Has no shape of its own, but joins or parts its neighbours: emoji families, Arabic and Indic
# letters.
_SHAPELESS = {
    chr(c)
    for c in (*range(0x200B, 0x2010), 0x2060, *range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080))
}
# Need a letter of the same font before them; Cn: newer than Python's tables, so it may be one.
_BOUND = {"Mn", "Mc", "Me", "Cn"}
_PICTURES = "\U0001f000"  # what is newer from here on is an emoji, not a mark
_HALF_MARKS = "\u0e33\u0eb3"  # Thai and Lao vowels that begin with a mark
_MARKS = {"Mn", "Mc", "Me", "Cf"}
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"  # are letters to Unicode, but nothing is drawn
_PARAGRAPHS = re.compile(r"\n\s*\n")


def whole(text: str) -> str:
    """The text with lone surrogates, which no file can hold, replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Fonts(Protocol):
    """What can be printed (`fonts.holders`)."""

    # The bits of the fonts that Typst looks in first: a sign that one of these holds comes from
    # there, wherever else it is.
    listed: int

    def get(self, c: str) -> int | None:
        """A bit for every font that holds the character: a letter and its marks must come from one
        font. 0: none does.
        """


def clean(text: str, fonts: Fonts | None = None, longest: int = 0, twins: bool = True) -> str:
    """The text without what can't be printed; U+FFFD stands where a letter is missing.

    fonts: what can be printed. None: the reader's device has its own fonts (HTML). twins: whether a
    sign that no font has is changed for one of its shape already here (else `drawn` gives what is
    printed). longest: words wider than so many small letters get marks where a line may end
    (`breaks`). 0: none. Gives "" when nothing that can be seen is left.
    """
    text = unicodedata.normalize("NFC", _NEWLINES.sub("\n", whole(text)).replace("\t", " "))
    text = _printable(text).strip()
    text = text if fonts is None else _in_fonts(text, fonts, twins)
    return (breakable(text, longest) if longest else text) if any(map(_seen, text)) else ""


def _seen(c: str) -> bool:
    """Whether a character can be seen by itself: no space, joiner, filler, nor a mark that waits
    for its letter.
    """
    return not (
        c.isspace()
        or c in _SHAPELESS
        or c in _FILLERS
        or unicodedata.category(c) in ("Mn", "Me", "Cf")
    )


def drawn(text: str, fonts: Fonts) -> str:
    """The text as it is printed: with a twin for each sign that no font has."""
    return "".join(_twin(c, fonts) if c in TWINS and not fonts.get(c) else c for c in text)


def _twin(c: str, fonts: Fonts) -> str:
    return next((twin for twin in TWINS.get(c, "") if fonts.get(twin)), REPLACEMENT)


def missing(text: str, fonts: Fonts) -> list[str]:
    """The signs of a text that no font can show, each once, in their order; a mark stands on a
    ring.
    """
    lost = dict.fromkeys(c for c, shown in _shown(clean(text), fonts) if shown == REPLACEMENT != c)
    marks = {c for c in lost if unicodedata.category(c)[0] == "M"}
    return ["◌" + c if c in marks else c for c in lost if c in marks or _seen(c)]


def _printable(text: str) -> str:
    """Without control characters, private ones and piled up marks."""
    out, marks = [], 0
    for c in text:
        kind = unicodedata.category(c)
        marks = marks + 1 if kind[0] == "M" and c not in _SHAPELESS else 0
        if c == "\n" or not (c in _DROPPED or kind == "Cc" or marks > MOST_MARKS):
            out.append(REPLACEMENT if kind == "Co" or ord(c) & 0xFFFE == 0xFFFE else c)
    return "".join(out)


def _in_fonts(text: str, fonts: Fonts, twins: bool) -> str:
    """With U+FFFD (or, with `twins`, a twin) for what no font holds, and for a mark that no font
    holds together with its letter.
    """
    return "".join(
        shown if twins or shown == REPLACEMENT else c for c, shown in _shown(text, fonts)
    )


def _shown(text: str, fonts: Fonts) -> Iterator[tuple[str, str]]:
    """Each character of a text with what is printed for it: itself, a twin or U+FFFD."""
    holding = 0
    for c in text:
        shown = c
        if c not in _SHAPELESS and c != "\n":
            kind = unicodedata.category(c)
            mark = kind in _BOUND and not (kind == "Cn" and c >= _PICTURES) or c in _HALF_MARKS
            held = fonts.get(c) or 0
            # A letter takes its marks' font along; a sign between them (a slip: "घर.े") stays in a
            # font of its own.
            holding = held & holding if mark else kind[0] in "PSN" and held & fonts.listed or held
            if not holding:
                shown = _twin(c, fonts)
                holding = fonts.get(shown) or 0
        elif c == "\n":
            holding = 0
        yield c, shown


def strict(text: str, main: frozenset[str]) -> str:
    """The second try, when a compile fails on a text: only what the main font holds by itself, no
    marks, no joiners.

    Places where a word may be parted (`breaks`) stay.
    """
    kept = (c for c in text if c in BREAKS or unicodedata.category(c) not in _MARKS)
    return "".join(c if c == "\n" or c in BREAKS or c in main else REPLACEMENT for c in kept)


def quoted(text: str, language: str) -> str:
    """The person's own words in the quotation marks of `language`."""
    marks = TABLE[language].quotes
    return f"{marks[0]}{text}{marks[1]}"


class Paragraph(Struct, frozen=True):
    """Lines of a text, and whether they run from right to left: as its first letter with a
    direction does.
    """

    rtl: bool
    lines: list[str]


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text: however many empty lines stand between two, they are two."""
    parts = [part.strip("\n") for part in _PARAGRAPHS.split(text)]
    return [Paragraph(begins_right(part), part.split("\n")) for part in parts if part.strip()]
