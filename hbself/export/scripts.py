"""In which language a text is that is not in the letters of the document, so that it is read aloud
by the right voice.

A guess from letters alone: Arabic script with letters that only Persian has is Persian, and so on.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator

# First and last letter of a script, and the language that most people who write it here read aloud.
SCRIPTS = (
    (0x370, 0x3FF, "el"),
    (0x400, 0x52F, "ru"),
    (0x531, 0x58F, "hy"),
    (0x591, 0x5F4, "he"),
    (0x620, 0x6FF, "ar"),
    (0x750, 0x77F, "ar"),
    (0x900, 0x97F, "hi"),
    (0x980, 0x9FF, "bn"),
    (0xA00, 0xA7F, "pa"),
    (0xA80, 0xAFF, "gu"),
    (0xB80, 0xBFF, "ta"),
    (0xC00, 0xC7F, "te"),
    (0xC80, 0xCFF, "kn"),
    (0xD00, 0xD7F, "ml"),
    (0xD80, 0xDFF, "si"),
    (0xE00, 0xE7F, "th"),
    (0xE80, 0xEFF, "lo"),
    (0x1000, 0x109F, "my"),
    (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"),
    (0x1200, 0x139F, "am"),
    (0x1780, 0x17FF, "km"),
    (0x1F00, 0x1FFF, "el"),
    (0x3041, 0x30FF, "ja"),
    (0x3131, 0x318F, "ko"),
    (0x3400, 0x9FFF, "zh"),
    (0xAC00, 0xD7A3, "ko"),
    (0xF900, 0xFAFF, "zh"),
    (0xFB1D, 0xFB4F, "he"),
    (0xFB50, 0xFDFF, "ar"),
    (0xFE70, 0xFEFC, "ar"),
    (0x20000, 0x323AF, "zh"),
)
# Letters that tell languages of one script apart: the first that has one of its own in the text.
TELLING = {
    "ar": (("ckb", "ێۆڵڕڤە"), ("ur", "ٹڈڑےںھہ"), ("fa", "پچژگکی")),
    "ru": (("uk", "іїєґІЇЄҐ"),),
    "zh": (
        ("ja", "".join(map(chr, range(0x3041, 0x3100)))),
        ("ko", "".join(map(chr, range(0xAC00, 0xD7A4)))),
    ),
}
# They run from right to left.
RIGHT_TO_LEFT = {"ar", "fa", "ur", "ckb", "he"}
RIGHT = "\u200f"  # a letter without a shape, from right to left
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")


def runs(text: str) -> list[tuple[str, str]]:
    """The text in pieces of one language each: (ISO 639 code, piece); "" for the language of the
    document.

    Spaces, digits and marks belong to the document unless they stand between two pieces of the same
    language.
    """
    pieces = [
        (code, "".join(c for _, c in letters))
        for code, letters in itertools.groupby(
            zip(_scripts(text), text, strict=True), lambda one: one[0]
        )
    ]
    if all(not code for code, _ in pieces):  # nearly always
        return [("", text)] if text else []
    known = {code: _language(code, text) for code in {code for code, _ in pieces} if code}
    codes = [known.get(code, code) for code, _ in pieces]
    for i in range(1, len(codes) - 1):
        if codes[i] is None and codes[i - 1] == codes[i + 1]:
            codes[i] = codes[i - 1]
    said = [(code or "", piece) for code, (_, piece) in zip(codes, pieces, strict=True)]
    return [
        (code, "".join(piece for _, piece in same))
        for code, same in itertools.groupby(said, lambda one: one[0])
    ]


def backwards(text: str) -> str:
    """A text from right to left as it stands on the line from the left: its numbers run to the
    right.

    A mark has no direction by itself, nor has what ends a word but a letter: it gets one.
    """
    kinds = [unicodedata.bidirectional(c) for c in text]
    loose = [
        after not in ("R", "AL", "NSM") and kind == "NSM" or not after and kind not in ("R", "AL")
        for kind, after in zip(kinds, [*kinds[1:], ""], strict=True)
    ]
    text = "".join(c + RIGHT * alone for c, alone in zip(text, loose, strict=True))
    return _NUMBER.sub(lambda match: match[0][::-1], text)[::-1]


def one_way(text: str) -> list[str]:
    """A text from right to left in its parts that run one way each: numbers and what belongs to
    them ("25", "€", "،"), and the rest.
    """
    pieces: list[str] = []
    for i, part in enumerate(re.split(f"({_NUMBER.pattern})", text)):
        groups = itertools.groupby(
            part, lambda c: unicodedata.bidirectional(c) in ("EN", "AN", "CS", "ES", "ET")
        )
        pieces += [part] if i % 2 else ["".join(some) for _, some in groups]
    return pieces


def begins_right(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    return next(
        (kind != "L" for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")),
        False,
    )


def _scripts(text: str) -> Iterator[str | None]:
    """The script of each letter; a joiner belongs to the letter before it."""
    script = None
    for c in text:
        script = script if c in "\u200c\u200d" else _script(c)
        yield script


def _script(c: str) -> str | None:
    """ "" for Latin letters, None for what all scripts share."""
    if c < "\u0370":
        return "" if c.isalpha() else None
    point = ord(c)
    return next(
        (code for first, last, code in SCRIPTS if first <= point <= last),
        "" if c.isalpha() else None,
    )


def _language(script: str, text: str) -> str:
    return next(
        (code for code, letters in TELLING.get(script, ()) if any(c in letters for c in text)),
        script,
    )
