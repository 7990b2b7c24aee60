"""Where the words that have a code stand in the pages of a PDF of Typst: the template gives such a
word a code for its language, and in the running head, which has no tags, for its colour.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from . import pdffile

CODES = 20 * 26 * 26 * 26
CODED = re.compile(rb"((?:/Span<<|/MCID \d+|/P \d+ 0 R))/Lang\((q[a-t][a-z]-[A-Z]{2})\)")
# In the running head the colour of a word is its code (proposal.typ), and afterwards that of the
# others.
_HEAD = b"/Artifact<</Attached[/Top]/Subtype/Header/Type/Pagination>>BDC"
_HEAD_CODES = 248  # values of green and blue in such a colour
_FIRST_GREEN = 8  # less green than that has no colour that is a code
_NO_CODE = (255, 0, 0)  # a colour


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


class Show(NamedTuple):
    """A text that is shown: its beginning on the line, in points, how large and how wide it is."""

    x: float
    y: float
    size: float
    width: float


class Piece(NamedTuple):
    """Marked content of a coded word in a page's stream: where it stands there, and the texts that
    it shows.
    """

    code: str
    start: int  # of its inside
    end: int
    shows: list[Show]
    marks: list[tuple[int, int]]  # replacement texts of Typst's own
    head: bool = False  # in the running head: on each page anew


class Page(NamedTuple):
    """A page: its number among the objects, that of its stream, and what stands in that."""

    number: int
    contents: int
    stream: bytes
    pieces: list[Piece]


Widths = dict[bytes, dict[int, float]]  # name of a font -> glyph -> its width


def code(number: int) -> str:
    """A language code for the word of that number (below CODES), of those that mean no language
    (qaa to qtz, AA to ZZ).
    """
    number, d = divmod(number, 26)
    number, c = divmod(number, 26)
    a, b = divmod(number, 26)
    return f"q{chr(97 + a)}{chr(97 + b)}-{chr(65 + c)}{chr(65 + d)}"


def pages(objects: dict[int, bytes], words: dict[str, Coded]) -> list[Page]:
    """All pages, with the pieces of these words."""
    tagged = _tagged(objects)
    all_pages = []
    for number in [number for number, body in objects.items() if b"/Type/Page/" in body]:
        contents = pdffile.reference(objects[number], b"Contents")
        stream, widths = pdffile.unpacked(objects[contents]), pdffile.widths(objects, number)
        heads = _heads(stream, words, widths)
        pieces = _pieces(stream, tagged.get(number, {}), widths)
        all_pages.append(Page(number, contents, stream, [*heads, *pieces]))
    return all_pages


def _tagged(objects: dict[int, bytes]) -> dict[int, dict[int, str]]:
    """Page -> number of marked content -> code, where a code is that of a whole element of the
    tags.
    """
    tags: dict[int, dict[int, str]] = {}

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
                tags.setdefault(int(at), {})[int(mark)] = given
            else:
                tags.setdefault(page, {})[int(plain)] = given

    for number, body in objects.items():
        if b"/Type/StructElem" in body and (coded := CODED.search(body)):
            walk(number, coded[2].decode(), 0)
    return tags


class _Pen:
    """Where the next text of a page's stream stands."""

    def __init__(self, widths: Widths):
        self.widths = widths
        self.font: dict[int, float] = {}
        self.x = self.y = self.left = self.size = 0.0

    def show(self, operator: bytes, given: list) -> list[Show]:
        """The text that an operator shows; none where it only moves the pen."""
        if operator == b"cm":
            self.x, self.y = given[-2:]
        elif operator == b"Tf":
            self.font, self.size = self.widths.get(given[-2], {}), given[-1]
        elif operator == b"Tm":
            self.left = given[-2]
        elif operator in (b"Tj", b"TJ"):
            # Numbers between glyphs mostly move a mark over its letter.
            wide = sum(pdffile.advance(one, self.font) for one in given)
            return [Show(self.x + self.left, self.y, self.size, wide * self.size / 1000)]
        return []


def _pieces(stream: bytes, tagged: dict[int, str], widths: Widths) -> Iterator[Piece]:
    """The coded pieces of a page, in the order of its stream."""
    if not tagged and not CODED.search(stream):
        return
    piece, depth, inner, pen = None, 0, [], _Pen(widths)
    for start, end, operator, given in pdffile.operators(stream):
        if operator in (b"BDC", b"BMC"):
            depth += 1
            marks = stream[start:end]
            if piece is None and (code := _code_of(marks, tagged)):
                piece, depth = Piece(code, end, end, [], []), 0
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


def _code_of(marks: bytes, tagged: dict[int, str]) -> str | None:
    """The code of marked content: its own, or that of the element of the tags that it belongs
    to.
    """
    number = re.search(rb"/MCID (\d+)", marks)
    if not number:
        return None
    if coded := CODED.search(marks):
        return coded[2].decode()
    return None if b"/Lang" in marks else tagged.get(int(number[1]))


def _heads(stream: bytes, words: dict[str, Coded], widths: Widths) -> Iterator[Piece]:
    """The coded pieces of the running head. Typst sets a colour for each text,
    between "q" and "Q".
    """
    at = stream.find(_HEAD)
    if at < 0:
        return
    at += len(_HEAD)
    pen, piece, next_piece, depth = _Pen(widths), None, Piece("", 0, 0, [], [], True), 0
    for start, end, operator, given in pdffile.operators(stream[at:]):
        start, end = start + at, end + at
        if operator in (b"BDC", b"EMC") and (depth or operator == b"BDC"):
            depth += 1 if operator == b"BDC" else -1
            next_piece.marks.append((start, end))
        elif operator == b"q":
            next_piece = Piece("", start, end, [], [], True)
        elif operator == b"scn":
            name = _code_of_colour(given)
            next_piece = next_piece._replace(code=name if name in words else "")
        elif operator == b"Q" and piece is not None and piece.code == next_piece.code:
            piece = piece._replace(
                end=end, shows=piece.shows + next_piece.shows, marks=piece.marks + next_piece.marks
            )
        elif operator in (b"Q", b"EMC"):
            if piece is not None:
                yield piece
            if operator == b"EMC":
                return
            piece = next_piece._replace(end=end) if next_piece.code else None
        else:
            next_piece.shows.extend(pen.show(operator, given))


def _code_of_colour(given: list) -> str:
    """The code that a colour is; "" where it is none."""
    red, green, blue = (round(255 * one) for one in given[-3:]) if len(given) >= 3 else _NO_CODE
    if not red < _FIRST_GREEN <= green:
        return ""
    return code((red * _HEAD_CODES + green - _FIRST_GREEN) * _HEAD_CODES + blue)
