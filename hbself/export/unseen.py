"""Words that Typst writes in pieces, written whole: the pieces are only drawn, and the word stands
unseen over them.

What is only drawn is read as nothing: by programs that know replacement texts, and in those that do
not (pdf.js) by fonts whose glyphs all are a space without width.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from . import pdffile
from .scripts import RIGHT, RIGHT_TO_LEFT, backwards, one_way

CODES = 20 * 26 * 26 * 26
NEAREST = 0.12  # of a size: letters that stand nearer are taken for one
LOW = 0.55  # of the size: how much lower a space ends the line, for PDFium, and not yet for Poppler
EDGE = 595.0 - 30  # where a word ends at the latest, in points: of an A4 page
# Read as nothing by programs that know replacement texts, but nearly: PDFium takes an empty one for
# none.
_NOTHING = b"/Span<</ActualText<FEFF0009>>>BDC "
# Where words from left to right follow: else Poppler puts the space before them elsewhere
_LEFT = "\u200e"
# PDFium turns brackets and quotation marks from right to left around, as if their shape were
# written. Not after a mark from left to right, which only PDFium reads: the others take the empty
# text for it. The mark after that: else it may take the line for one from left to right.
_AS_IT_IS = b"[80]TJ/Span<</ActualText()>>BDC/w0 %.3f Tf 1 Tz<%02x%02x>Tj EMC"
_CODED = re.compile(rb"((?:/Span<<|/MCID \d+|/P \d+ 0 R))/Lang\((q[a-t][a-z]-[A-Z]{2})\)")
# The running head has no tags: there the colour of a word is its code (proposal.typ), and
# afterwards that of the others.
_HEAD = b"/Artifact<</Attached[/Top]/Subtype/Header/Type/Pagination>>BDC"
_COLOUR = re.compile(rb"(?<= cs )[\d.]+ [\d.]+ [\d.]+(?= scn)")
_SOFT = b"0.27058825 0.2901961 0.3254902"
_HEAD_CODES = 248  # values of green and blue in such a colour


class Coded(NamedTuple):
    """A word that has a code; "": spaces between words from right to left, which are only drawn."""

    language: str
    text: str
    # Code of the word before it, from right to left: those of one line are one text
    before: str = ""
    mixed: bool = False  # words that run the other way stand on the same line
    # Also where Typst writes it in one piece: something else is drawn, or it stands among words
    # from right to left
    care: bool = False


class Piece(NamedTuple):
    """Marked content of a coded word in a page's stream: where it stands there, and the texts that
    it shows.
    """

    code: str
    start: int  # of its inside
    end: int
    shows: list[tuple[float, float, float, float]]  # x, y, size, width
    marks: list[tuple[int, int]]  # replacement texts of Typst's own
    head: bool = False  # in the running head: on each page anew


def code(number: int) -> str:
    """A language code for the word of that number (below CODES), of those that mean no language
    (qaa to qtz, AA to ZZ).
    """
    number, d = divmod(number, 26)
    number, c = divmod(number, 26)
    a, b = divmod(number, 26)
    return f"q{chr(97 + a)}{chr(97 + b)}-{chr(65 + c)}{chr(65 + d)}"


def write_words(objects: dict[int, bytes], words: dict[str, Coded]) -> None:
    """Write each of the words, by their codes, once into the objects of a PDF of Typst."""
    pages = [number for number, body in objects.items() if b"/Type/Page/" in body]
    tagged = _tagged(objects)
    streams = {
        page: pdffile.unpacked(objects[pdffile.reference(objects[page], b"Contents")])
        for page in pages
    }
    widths = {page: pdffile.widths(objects, page) for page in pages}
    pieces = {
        page: [
            *_heads(stream, words, widths[page]),
            *_pieces(stream, tagged.get(page, {}), widths[page]),
        ]
        for page, stream in streams.items()
    }
    count = Counter(piece.code for found in pieces.values() for piece in found)
    heads = {piece.code for found in pieces.values() for piece in found if piece.head}
    split = {
        found
        for found, many in count.items()
        if found in words and (many > 1 or found in heads or _needs_care(words[found]))
    }
    letters = {
        c: i
        for i, c in enumerate(
            dict.fromkeys(
                " " + RIGHT + _LEFT + "".join(words[found].text for found in sorted(split))
            )
        )
    }
    fonts = pdffile.unseen_fonts(objects, letters) if split else b""
    written: set[str] = set()
    for page, stream in streams.items():
        if any(piece.code in split for piece in pieces[page]):
            resources = pdffile.reference(objects[page], b"Resources")
            if fonts not in objects[resources]:
                objects[resources] = objects[resources].replace(
                    b"/Font<<", b"/Font<<" + fonts + pdffile.mute_fonts(objects, page)
                )
        stream = _rewritten(
            stream, pieces[page], split, _texts(pieces[page], split, words, letters, written)
        )
        objects[pdffile.reference(objects[page], b"Contents")] = pdffile.packed(
            _spoken(stream, words)
        )
    for number, body in objects.items():
        if b"/Type/StructElem" in body:
            objects[number] = _spoken(body, words)


def _needs_care(word: Coded) -> bool:
    return (
        word.care
        or word.language in RIGHT_TO_LEFT
        or any(unicodedata.category(c)[0] == "M" for c in word.text)
    )


def _spoken(body: bytes, words: dict[str, Coded]) -> bytes:
    """With the languages of the words in the place of their codes."""
    spoken = lambda found: (
        words[found[2].decode()].language.encode() if found[2].decode() in words else b""
    )  # noqa: E731
    return _CODED.sub(
        lambda found: found[1] + (b"/Lang(%b)" % name if (name := spoken(found)) else b""), body
    )


def _tagged(objects: dict[int, bytes]) -> dict[int, dict[int, str]]:
    """Page -> number of marked content -> code, where a code is that of a whole element of the
    tags.
    """
    found: dict[int, dict[int, str]] = {}

    def walk(number: int, given: str, page: int) -> None:
        body = pdffile.untitled(objects[number])
        page = pdffile.reference(body, b"Pg") if b"/Pg " in body else page
        kids = re.search(rb"/K\[(.*?)\](?:/|>|$)", body, re.S)
        for other, at, mark, kid, plain in re.findall(
            rb"(/Pg (\d+) 0 R/MCID (\d+))|(\d+) 0 R|(\d+)", kids[1] if kids else b""
        ):
            if kid:
                # Else it has a language or a code of its own
                if b"/Lang(" not in pdffile.untitled(objects[int(kid)]):
                    walk(int(kid), given, page)
            elif other:
                found.setdefault(int(at), {})[int(mark)] = given
            else:
                found.setdefault(page, {})[int(plain)] = given

    for number, body in objects.items():
        if b"/Type/StructElem" in body and (coded := _CODED.search(body)):
            walk(number, coded[2].decode(), 0)
    return found


class _Pen:
    """Where the next text of a page's stream stands."""

    def __init__(self, widths: dict[bytes, dict[int, float]]):
        self.widths, self.font = widths, {}
        self.x = self.y = self.left = self.size = 0.0

    def show(self, operator: bytes, given: list) -> list[tuple[float, float, float, float]]:
        """The text that an operator shows, as in Piece.shows; none where it only moves the pen."""
        if operator == b"cm":
            self.x, self.y = given[-2:]
        elif operator == b"Tf":
            self.font, self.size = self.widths.get(given[-2], {}), given[-1]
        elif operator == b"Tm":
            self.left = given[-2]
        elif operator in (b"Tj", b"TJ"):
            # Numbers between glyphs mostly move a mark over its letter.
            return [
                (
                    self.x + self.left,
                    self.y,
                    self.size,
                    sum(pdffile.advance(one, self.font) for one in given) * self.size / 1000,
                )
            ]
        return []


def _pieces(
    stream: bytes, tagged: dict[int, str], widths: dict[bytes, dict[int, float]]
) -> Iterator[Piece]:
    """The coded pieces of a page, in the order of its stream."""
    if not tagged and not _CODED.search(stream):
        return
    piece, depth, inner, pen = None, 0, [], _Pen(widths)
    for start, end, operator, given in pdffile.operators(stream):
        if operator in (b"BDC", b"BMC"):
            depth += 1
            marks = stream[start:end]
            if piece is None and (number := re.search(rb"/MCID (\d+)", marks)):
                coded = _CODED.search(marks)
                if found := (
                    coded[2].decode()
                    if coded
                    else tagged.get(int(number[1]))
                    if b"/Lang" not in marks
                    else ""
                ):
                    piece, depth = Piece(found, end, end, [], []), 0
            elif piece is not None and b"/ActualText" in marks:
                inner.append(depth)
                piece.marks.append((start, end))
        elif operator == b"EMC":
            if piece is not None and depth == 0:
                yield piece._replace(end=start)
                piece = None
            elif piece is not None and inner and inner[-1] == depth:
                inner.pop()
                piece.marks.append((start, end))
            depth -= 1
        elif (shown := pen.show(operator, given)) and piece is not None:
            piece.shows.extend(shown)


def _heads(
    stream: bytes, words: dict[str, Coded], widths: dict[bytes, dict[int, float]]
) -> Iterator[Piece]:
    """The coded pieces of the running head. Typst sets a colour for each text,
    between "q" and "Q".
    """
    at, pen, piece, found = stream.find(_HEAD), _Pen(widths), None, Piece("", 0, 0, [], [], True)
    depth = 0
    for start, end, operator, given in (
        pdffile.operators(stream[at + len(_HEAD) :]) if at >= 0 else ()
    ):
        start, end = (one + at + len(_HEAD) for one in (start, end))
        if operator in (b"BDC", b"EMC") and (depth or operator == b"BDC"):
            depth += 1 if operator == b"BDC" else -1
            found.marks.append((start, end))
        elif operator == b"q":
            found = Piece("", start, end, [], [], True)
        elif operator == b"scn":
            red, green, blue = (
                (round(255 * one) for one in given[-3:]) if len(given) >= 3 else (255, 0, 0)
            )
            number = (red * _HEAD_CODES + green - 8) * _HEAD_CODES + blue
            found = found._replace(
                code=code(number) if red < 8 <= green and code(number) in words else ""
            )
        elif operator == b"Q" and piece is not None and piece.code == found.code:
            piece = piece._replace(
                end=end, shows=piece.shows + found.shows, marks=piece.marks + found.marks
            )
        elif operator in (b"Q", b"EMC"):
            if piece is not None:
                yield piece
            if operator == b"EMC":
                return
            piece = found._replace(end=end) if found.code else None
        else:
            found.shows.extend(pen.show(operator, given))


def _rewritten(
    stream: bytes, pieces: list[Piece], split: set[str], texts: dict[int, bytes]
) -> bytes:
    """The stream of a page with the pieces of split words only drawn, and the text of that number
    after its piece.
    """
    out, at = [], 0
    for number, piece in enumerate(pieces):
        if piece.code not in split:
            continue
        out += [stream[at : piece.start], _NOTHING]
        ends = [piece.start, *(edge for mark in piece.marks for edge in mark), piece.end]
        drawn = b" ".join(stream[start:end] for start, end in zip(ends[::2], ends[1::2]))
        drawn = _COLOUR.sub(_SOFT, drawn) if piece.head else drawn
        out += [pdffile.muted(drawn), b"\nEMC\n", texts.get(number, b"")]
        at = piece.end
    return b"".join((*out, stream[at:]))


def _texts(
    pieces: list[Piece],
    split: set[str],
    words: dict[str, Coded],
    letters: dict[str, int],
    written: set[str],
) -> dict[int, bytes]:
    """Number of a piece -> the text that stands there: a word; from right to left all words of the
    line, after the last.
    """
    shows: dict[str, list] = {}
    for piece in pieces:
        shows.setdefault(piece.code, []).extend(piece.shows)
    groups: list[tuple[list[Coded], list]] = []
    ends, last = [], ""
    for number, piece in enumerate(pieces):
        if piece.code == last:
            ends[-1] = number
        if (
            piece.code not in split
            or piece.code in written
            or not piece.shows
            or not words[piece.code].text
        ):
            continue
        written |= set() if piece.head else {piece.code}
        first, word = shows[piece.code][0], words[piece.code]
        # The first may be a mark
        high, _ = _base([show for show in shows[piece.code] if abs(show[1] - first[1]) < first[2]])
        line = [show for show in shows[piece.code] if abs(show[1] - high) < 0.05 * first[2]]
        if (
            word.before
            and word.before == last
            and abs(_base(line)[0] - _base(groups[-1][1][0])[0]) < 0.3 * first[2]
        ):
            ends[-1] = number
        else:
            groups.append(([], []))
            ends.append(number)
        groups[-1][0].append(word)
        groups[-1][1].append(line)
        last = piece.code
    return {number: _unseen(*group, letters) for number, group in zip(ends, groups)}


def _base(line: list) -> tuple[float, float]:
    """On what height most of a line stands, not its marks, and its size."""
    high: Counter[tuple[float, float]] = Counter()
    for _, y, size, width in line:
        high[y, size] += width
    return max(high, key=high.__getitem__)


def _unseen(words: list[Coded], lines: list[list], letters: dict[str, int]) -> bytes:
    """The words over their pieces, in the order in which they are read; from right to left each
    from its last letter on.
    """
    y, size = _base(lines[0])
    ends = [(min(x for x, *_ in line), max(x + width for x, _, _, width in line)) for line in lines]
    if words[0].language not in RIGHT_TO_LEFT:
        return _shown(words[0].text, *ends[0], y, size, letters)
    rights = [ends[0][1], *(left for left, _ in ends)]  # with the space before it
    shown = b""
    for i, (word, (left, _), right) in enumerate(zip(words, ends, rights)):
        # Poppler, in the order of the file, turns letters around but no numbers and what belongs to
        # them: they stand apart.
        parts = [backwards(part) for part in one_way(word.text)]
        parts[0] += " " if i else _LEFT * word.mixed
        step = (right - left) / sum(map(len, parts))
        for part in parts:
            shown += _shown(part, right - step * len(part), right, y, size, letters, mirrored=True)
            right -= step * len(part)
    if words[0].mixed:
        # PDFium sorts all words of a line by one direction: spaces that stand lower, and run back,
        # end its line.
        right, left = (
            b"q BT 3 Tr 100 Tz 1 0 0 1 %.3f %.3f Tm/w0 %.3f Tf[<01>1300<01>]TJ ET Q\n"
            % (x, y - LOW * size, size)
            for x in (ends[0][1], ends[-1][0])
        )
        shown = right + shown + left
    return b"/ReversedChars BMC %bEMC\n" % shown


def _shown(
    text: str,
    left: float,
    right: float,
    y: float,
    size: float,
    letters: dict[str, int],
    mirrored: bool = False,
) -> bytes:
    step = max((right - left) / len(text), NEAREST * size)
    left = max(min(left, EDGE - step * len(text)), 0.0)
    wide, font, shown = b" %.3f Tz" % (step / size / pdffile.WIDE * 100_000), -1, b""
    for c in text:
        if font != (font := letters[c] // 255):
            shown += b"%b/w%d %.3f Tf<" % (b">Tj" if shown else b"", font, size)
        shown += b"%02x" % (letters[c] % 255 + 1)
        if mirrored and (unicodedata.mirrored(c) or c in "\u201c\u201d\u2018\u2019" + _LEFT):
            shown += (
                b">Tj"
                + _AS_IT_IS
                % (size, letters[RIGHT if c == _LEFT else _LEFT] + 1, letters[RIGHT] + 1)
                + wide
                + b"/w%d %.3f Tf<" % (font, size)
            )
    return b"q BT 3 Tr%b 1 0 0 1 %.3f %.3f Tm%b>Tj ET Q\n" % (wide, left, y, shown)
