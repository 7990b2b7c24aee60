"""Words that Typst writes in pieces, written whole: the pieces are only drawn, and the word stands
unseen over them.

What is only drawn is read as nothing: by programs that know replacement texts, and in those that do
not (pdf.js) by fonts whose glyphs all are a space without width.
"""

import re
import unicodedata
from collections import Counter

from . import pdffile
from .coded import CODED, Coded, Page, Piece, Show, pages
from .scripts import RIGHT, RIGHT_TO_LEFT, backwards, one_way

NEAREST = 0.12  # of a size: letters that stand nearer are taken for one
LOW = 0.55  # of the size: how much lower a space ends the line, for PDFium, and not yet for Poppler
EDGE = 595.0 - 30  # where a word ends at the latest, in points: of an A4 page
SAME_HEIGHT, SAME_LINE = 0.05, 0.3  # of the size: what stands so near stands as high, or beside
# Read as nothing by programs that know replacement texts, but nearly: PDFium takes an empty one for
# none.
_NOTHING = b"/Span<</ActualText<FEFF0009>>>BDC "
# Where words from left to right follow: else Poppler puts the space before them elsewhere
_LEFT = "\u200e"
# PDFium turns brackets and quotation marks from right to left around, as if their shape were
# written. Not after a mark from left to right, which only PDFium reads: the others take the empty
# text for it. The mark after that: else it may take the line for one from left to right.
_AS_IT_IS = b"[80]TJ/Span<</ActualText()>>BDC/w0 %.3f Tf 1 Tz<%02x%02x>Tj EMC"
_QUOTES = "\u201c\u201d\u2018\u2019"
_COLOUR = re.compile(rb"(?<= cs )[\d.]+ [\d.]+ [\d.]+(?= scn)")
_SOFT = b"0.27058825 0.2901961 0.3254902"  # the colour of the running head
Letters = dict[str, int]  # the letters of the unseen fonts, in their order
Shown = list[tuple[Coded, list[Show]]]  # the words of a line, and where each is drawn


def write_words(objects: dict[int, bytes], words: dict[str, Coded]) -> None:
    """Write each of the words, by their codes, once into the objects of a PDF of Typst."""
    there = pages(objects, words)
    split = _split(there, words)
    said = "".join(split[name].text for name in sorted(split))
    letters = {c: i for i, c in enumerate(dict.fromkeys(" " + RIGHT + _LEFT + said))}
    fonts = pdffile.unseen_fonts(objects, letters) if split else b""
    written: set[str] = set()
    for page in there:
        if any(piece.code in split for piece in page.pieces):
            _add_fonts(objects, page.number, fonts)
        texts = _texts(page.pieces, split, letters, written)
        stream = _rewritten(page, split, texts)
        objects[page.contents] = pdffile.packed(_spoken(stream, words))
    for number, body in objects.items():
        if b"/Type/StructElem" in body:
            objects[number] = _spoken(body, words)


def _split(there: list[Page], words: dict[str, Coded]) -> dict[str, Coded]:
    """Those of the words that are to be written: Typst writes the others well."""
    pieces = [piece for page in there for piece in page.pieces]
    many = Counter(piece.code for piece in pieces)
    heads = {piece.code for piece in pieces if piece.head}
    return {
        name: words[name]
        for name, number in many.items()
        if name in words and (number > 1 or name in heads or _needs_care(words[name]))
    }


def _needs_care(word: Coded) -> bool:
    return (
        word.care
        or word.language in RIGHT_TO_LEFT
        or any(unicodedata.category(c)[0] == "M" for c in word.text)
    )


def _add_fonts(objects: dict[int, bytes], page: int, fonts: bytes) -> None:
    resources = pdffile.reference(objects[page], b"Resources")
    if fonts not in objects[resources]:
        objects[resources] = objects[resources].replace(
            b"/Font<<", b"/Font<<" + fonts + pdffile.mute_fonts(objects, page)
        )


def _spoken(body: bytes, words: dict[str, Coded]) -> bytes:
    """With the languages of the words in the place of their codes."""

    def spoken(match: re.Match[bytes]) -> bytes:
        word = words.get(match[2].decode())
        language = word.language.encode() if word else b""
        return match[1] + (b"/Lang(%b)" % language if language else b"")

    return CODED.sub(spoken, body)


def _rewritten(page: Page, split: dict[str, Coded], texts: dict[int, bytes]) -> bytes:
    """The stream of a page with the pieces of split words only drawn, and the text of that number
    after its piece.
    """
    out, at = [], 0
    for number, piece in enumerate(page.pieces):
        if piece.code not in split:
            continue
        drawn = pdffile.muted(_drawn(page.stream, piece))
        out += [page.stream[at : piece.start], _NOTHING, drawn, b"\nEMC\n", texts.get(number, b"")]
        at = piece.end
    return b"".join((*out, page.stream[at:]))


def _drawn(stream: bytes, piece: Piece) -> bytes:
    """What a piece draws, without replacement texts."""
    ends = [piece.start, *(edge for mark in piece.marks for edge in mark), piece.end]
    drawn = b" ".join(stream[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))
    return _COLOUR.sub(_SOFT, drawn) if piece.head else drawn


# ---- the words of a page -------------------------------------------------------------------------


def _texts(
    pieces: list[Piece], split: dict[str, Coded], letters: Letters, written: set[str]
) -> dict[int, bytes]:
    """Number of a piece -> the text that stands there: a word; from right to left all words of the
    line, after the last.
    """
    shows: dict[str, list[Show]] = {}
    for piece in pieces:
        shows.setdefault(piece.code, []).extend(piece.shows)
    lines: list[Shown] = []
    ends: list[int] = []
    last = ""
    for number, piece in enumerate(pieces):
        if piece.code == last:
            ends[-1] = number
        word = split.get(piece.code)
        if not word or piece.code in written or not piece.shows or not word.text:
            continue
        if not piece.head:
            written.add(piece.code)
        drawn = _on_the_line(shows[piece.code])
        near = SAME_LINE * shows[piece.code][0].size
        if word.before and word.before == last and _apart(drawn, lines[-1][0][1]) < near:
            ends[-1] = number
        else:
            lines.append([])
            ends.append(number)
        lines[-1].append((word, drawn))
        last = piece.code
    return {end: _unseen(line, letters) for end, line in zip(ends, lines, strict=True)}


def _on_the_line(shows: list[Show]) -> list[Show]:
    """What stands as high as most of a word, on the line on which it begins: not its marks."""
    size = shows[0].size
    # The first may be a mark
    high, _ = _base([show for show in shows if abs(show.y - shows[0].y) < size])
    return [show for show in shows if abs(show.y - high) < SAME_HEIGHT * size]


def _apart(one: list[Show], other: list[Show]) -> float:
    return abs(_base(one)[0] - _base(other)[0])


def _base(line: list[Show]) -> tuple[float, float]:
    """On what height most of a line stands, not its marks, and its size."""
    high: dict[tuple[float, float], float] = {}
    for show in line:
        at = show.y, show.size
        high[at] = high.get(at, 0) + show.width
    return max(high, key=high.__getitem__)


# ---- a text that is not seen ---------------------------------------------------------------------


def _unseen(line: Shown, letters: Letters) -> bytes:
    """The words over their pieces, in the order in which they are read; from right to left each
    from its last letter on.
    """
    y, size = _base(line[0][1])
    ends = [
        (min(show.x for show in shows), max(show.x + show.width for show in shows))
        for _, shows in line
    ]
    first = line[0][0]
    if first.language not in RIGHT_TO_LEFT:
        return _shown(first.text, *ends[0], y, size, letters)
    rights = [ends[0][1], *(left for left, _ in ends)]  # with the space before it
    shown = b""
    for number, (word, _) in enumerate(line):
        left, right = ends[number][0], rights[number]
        # Poppler, in the order of the file, turns letters around but no numbers and what belongs to
        # them: they stand apart.
        parts = [backwards(part) for part in one_way(word.text)]
        parts[0] += " " if number else _LEFT * word.mixed
        step = (right - left) / sum(map(len, parts))
        for part in parts:
            shown += _shown(part, right - step * len(part), right, y, size, letters, mirrored=True)
            right -= step * len(part)
    if first.mixed:
        shown = _line_end(ends[0][1], y, size) + shown + _line_end(ends[-1][0], y, size)
    return b"/ReversedChars BMC %bEMC\n" % shown


def _line_end(x: float, y: float, size: float) -> bytes:
    """PDFium sorts all words of a line by one direction: spaces that stand lower, and run back, end
    its line.
    """
    return b"q BT 3 Tr 100 Tz 1 0 0 1 %.3f %.3f Tm/w0 %.3f Tf[<01>1300<01>]TJ ET Q\n" % (
        x,
        y - LOW * size,
        size,
    )


def _shown(
    text: str,
    left: float,
    right: float,
    y: float,
    size: float,
    letters: Letters,
    mirrored: bool = False,
) -> bytes:
    """A text between two edges. mirrored: its brackets and quotation marks are those of a text from
    right to left.
    """
    step = max((right - left) / len(text), NEAREST * size)
    left = max(min(left, EDGE - step * len(text)), 0.0)
    wide, font, shown = b" %.3f Tz" % (step / size / pdffile.WIDE * 100_000), -1, b""
    for c in text:
        if font != (font := letters[c] // 255):
            shown += b"%b/w%d %.3f Tf<" % (b">Tj" if shown else b"", font, size)
        shown += b"%02x" % (letters[c] % 255 + 1)
        if mirrored and (unicodedata.mirrored(c) or c in _QUOTES + _LEFT):
            before, after = letters[RIGHT if c == _LEFT else _LEFT] + 1, letters[RIGHT] + 1
            as_it_is = _AS_IT_IS % (size, before, after)
            shown += b">Tj" + as_it_is + wide + b"/w%d %.3f Tf<" % (font, size)
    return b"q BT 3 Tr%b 1 0 0 1 %.3f %.3f Tm%b>Tj ET Q\n" % (wide, left, y, shown)
