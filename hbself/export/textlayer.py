"""What programs read in a PDF of Typst: each word whole, once and in its order, and tags without
empty things.

Typst writes a letter and its vowel mark, the lines of a parted word, and much else in pieces:
copied, searched and read aloud they come twice, turned around or with a hyphen inside. The template
gives such a word a code for its language. Here its pieces are only drawn, and the word is written
once over them, unseen, in a font without shapes. Words from right to left have all a code: those of
a line are written one after the other when all are drawn, with the spaces between.
"""

import itertools
import re
import unicodedata

from . import pdffile
from .breaks import BREAKS
from .coded import CODES, Coded, code
from .fonts import holders
from .scripts import RIGHT_TO_LEFT, begins_right, runs
from .unseen import write_words
from .usertext import drawn

LONGEST = 120  # letters of a word that is written whole: more have no room on a line
# Typst writes these well by itself: its replacement texts are in order from left to right.
WELL_WRITTEN = frozenset(
    ("hi", "bn", "pa", "gu", "ta", "te", "kn", "ml", "si", "th", "lo", "my", "zh", "ja", "ko")
)
# Of a run from right to left: a word or spaces.
_WORD_OR_SPACES = re.compile("[^ \n]+|[ \n]+")
_WORD = re.compile("([^ \n]+)")
_MARKS_AT_END = re.compile(r"[^\w\s]*$")
_PICTURE_MARKS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_EMPTY = re.compile(rb"<</Type/StructElem/S/\w+/P (\d+) 0 R(?:/Lang\([\w-]+\))?/K\[\]")


def pieces(text: str, words: dict[str, Coded]) -> list[tuple[str, str, str]]:
    """The text in pieces (language, text, code): a word that Typst does not write well is a piece
    by itself.

    It gets a code, noted in `words`; the code of all others is "". Words from right to left all
    have one.
    """
    right = begins_right(text)
    made, said = [], _with_marks(runs(text), right)
    for language, run in said:
        if language in RIGHT_TO_LEFT:
            before = ""
            for word in _WORD_OR_SPACES.findall(run):
                made.append(
                    (
                        language,
                        drawn(word, holders()),
                        _coded(language, word, words, before, len(said) > 1),
                    )
                )
                before = before if word.isspace() else made[-1][2]
        else:
            for word in filter(None, _WORD.split(run)):
                # Among words from right to left its marks stand on the wrong side.
                printed = drawn(word, holders())
                care = printed != word or right and not word.isalnum() and not word.isspace()
                made.append((language, printed, _coded(language, word, words, care=care)))
    return [
        (language, "".join(text for _, text, _ in some), name)
        for (language, name), some in itertools.groupby(made, lambda piece: (piece[0], piece[2]))
    ]


def _with_marks(said: list[tuple[str, str]], right: bool) -> list[tuple[str, str]]:
    """The quotation marks and digits around a text from right to left are a part of it; in such a
    text so is an opening bracket.
    """
    for i in range(1, len(said) if right else 0):
        if said[i][0] in RIGHT_TO_LEFT and said[i - 1][0] not in RIGHT_TO_LEFT:
            marks = _MARKS_AT_END.findall(said[i - 1][1])[0]
            said[i - 1] = (said[i - 1][0], said[i - 1][1].removesuffix(marks))
            said[i] = (said[i][0], marks + said[i][1])
    if len(said) > 1 and _bare(*said[0]) and said[1][0] in RIGHT_TO_LEFT:
        said = [(said[1][0], said[0][1] + said[1][1]), *said[2:]]
    if (
        len(said) > 1
        and _bare(*said[-1])
        and said[-2][0] in RIGHT_TO_LEFT
        and said[0][0] in RIGHT_TO_LEFT
    ):
        said = [*said[:-2], (said[-2][0], said[-2][1] + said[-1][1])]
    return said


def _bare(language: str, text: str) -> bool:
    """Whether it has no letters: marks, digits and spaces."""
    return not language and not any(map(str.isalpha, text))


def _coded(
    language: str,
    piece: str,
    words: dict[str, Coded],
    before: str = "",
    mixed: bool = False,
    care: bool = False,
) -> str:
    right = language in RIGHT_TO_LEFT
    word = "".join(c for c in ("" if right and piece.isspace() else piece) if c not in BREAKS)
    if (
        not (-1 if right else not care) < len(word) <= LONGEST
        or len(words) >= CODES
        or language in WELL_WRITTEN
    ):
        return ""
    if not (
        right
        or care
        or word != piece
        or any(unicodedata.category(c)[0] == "M" and c not in _PICTURE_MARKS for c in word)
    ):
        return ""
    name = code(len(words))
    words[name] = Coded(language, word, before, mixed, care)
    return name


def finished(pdf: bytes, words: dict[str, Coded]) -> bytes:
    """The PDF with each coded word whole, and without empty tags.

    words: by their codes; pdf: as Typst makes it, classic cross-reference table, one stream a page.
    """
    objects = pdffile.taken_apart(pdf)
    if words:
        write_words(objects, words)
    _drop_empty_tags(objects)
    return pdffile.put_together(pdf, objects)


def _drop_empty_tags(objects: dict[int, bytes]) -> None:
    """Tags that hold nothing go: a list without marks has no labels, and is none with circles."""
    while empty := {
        number: int(match[1]) for number, body in objects.items() if (match := _EMPTY.match(body))
    }:
        for number, parent in empty.items():
            objects[number] = b"null"
            objects[parent] = re.sub(rb"(?<=[\[ ])%d 0 R ?" % number, b"", objects[parent]).replace(
                b" ]", b"]"
            )
    for number, body in objects.items():
        if b"/ListNumbering/Circle" in body:
            objects[number] = body.replace(b"/ListNumbering/Circle", b"/ListNumbering/None")
