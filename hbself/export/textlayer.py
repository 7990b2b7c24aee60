"""What programs read in a PDF of Typst: each word whole, once and in its order, and tags without empty things.

Typst writes a letter and its vowel mark, the lines of a parted word, and much else in pieces: copied, searched and read
aloud they come twice, turned around or with a hyphen inside. The template gives such a word a code for its language. Here
its pieces are only drawn, and the word is written once over them, unseen, in a font without shapes. Words from right to
left have all a code: those of a line are written one after the other when all are drawn, with the spaces between.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from . import pdffile
from .breaks import BREAKS
from .scripts import RIGHT, RIGHT_TO_LEFT, backwards, runs

CODES = 20 * 26 * 26 * 26
NEAREST = 0.12  # of a size: letters that stand nearer are taken for one
LOW = 0.55  # of the size: how much lower a space ends the line, for PDFium, and not yet for Poppler
EDGE = 595.0 - 30  # where a word ends at the latest, in points: of an A4 page
# Read as nothing by programs that know replacement texts, but nearly: PDFium takes an empty one for none.
_NOTHING = b"/Span<</ActualText<FEFF0009>>>BDC "
_LEFT = "\u200e"  # where words from left to right follow: else Poppler puts the space before them elsewhere
_CODED = re.compile(rb"((?:/Span<<|/MCID \d+|/P \d+ 0 R))/Lang\((q[a-t][a-z]-[A-Z]{2})\)")
LONGEST = 120  # letters of a word that is written whole: more have no room on a line
# Typst writes these well by itself: its replacement texts are in order from left to right.
WELL_WRITTEN = frozenset(("hi", "bn", "pa", "gu", "ta", "te", "kn", "ml", "si", "th", "lo", "my", "zh", "ja", "ko"))
# Of a run from right to left: a word or spaces.
_WORD_OR_SPACES = re.compile("[^ \n]+|[ \n]+")
_WORD = re.compile("([^ \n]+)")
_PICTURE_MARKS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_EMPTY = re.compile(rb"<</Type/StructElem/S/\w+/P (\d+) 0 R(?:/Lang\([\w-]+\))?/K\[\]")


class Coded(NamedTuple):
    """A word that has a code; "": spaces between words from right to left, which are only drawn."""

    language: str
    text: str
    before: str = ""  # code of the word before it, from right to left: those of one line are one text
    mixed: bool = False  # words that run the other way stand on the same line


class Piece(NamedTuple):
    """Marked content of a coded word in a page's stream: where it stands there, and the texts that it shows."""

    code: str
    start: int  # of its inside
    end: int
    shows: list[tuple[float, float, float, float]]  # x, y, size, width
    marks: list[tuple[int, int]]  # replacement texts of Typst's own


def code(number: int) -> str:
    """A language code for the word of that number (below CODES), of those that mean no language (qaa to qtz, AA to ZZ)."""
    number, d = divmod(number, 26)
    number, c = divmod(number, 26)
    a, b = divmod(number, 26)
    return f"q{chr(97 + a)}{chr(97 + b)}-{chr(65 + c)}{chr(65 + d)}"


def pieces(text: str, words: dict[str, Coded]) -> list[tuple[str, str, str]]:
    """The text in pieces (language, text, code): a word that Typst does not write well is a piece by itself.

    It gets a code, noted in `words`; the code of all others is "". Words from right to left all have one.
    """
    found, said = [], _with_marks(runs(text))
    for language, run in said:
        if language in RIGHT_TO_LEFT:
            before = ""
            for one in _WORD_OR_SPACES.findall(run):
                found.append((language, one, _coded(language, one, words, before, len(said) > 1)))
                before = before if one.isspace() else found[-1][2]
        else:
            found += [(language, one, _coded(language, one, words)) for one in _WORD.split(run) if one]
    return [(language, "".join(one for _, one, _ in some), name) for (language, name), some in itertools.groupby(found, lambda one: (one[0], one[2]))]


def _with_marks(said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The quotation marks and digits around a text from right to left are a part of it."""
    bare = lambda one: not one[0] and not any(map(str.isalpha, one[1]))  # noqa: E731
    if len(said) > 1 and bare(said[0]) and said[1][0] in RIGHT_TO_LEFT:
        said = [(said[1][0], said[0][1] + said[1][1]), *said[2:]]
    if len(said) > 1 and bare(said[-1]) and said[-2][0] in RIGHT_TO_LEFT and said[0][0] in RIGHT_TO_LEFT:
        said = [*said[:-2], (said[-2][0], said[-2][1] + said[-1][1])]
    return said


def _coded(language: str, piece: str, words: dict[str, Coded], before: str = "", mixed: bool = False) -> str:
    right = language in RIGHT_TO_LEFT
    word = "".join(c for c in ("" if right and piece.isspace() else piece) if c not in BREAKS)
    if not (-1 if right else 1) < len(word) <= LONGEST or len(words) >= CODES or language in WELL_WRITTEN:
        return ""
    if not (right or word != piece or any(unicodedata.category(c)[0] == "M" and c not in _PICTURE_MARKS for c in word)):
        return ""
    name = code(len(words))
    words[name] = Coded(language, word, before, mixed)
    return name


def finished(pdf: bytes, words: dict[str, Coded]) -> bytes:
    """The PDF with each coded word whole, and without empty tags.

    words: by their codes; pdf: as Typst makes it, classic cross-reference table, one stream a page.
    """
    objects = pdffile.objects(pdf)
    if words:
        _write_words(objects, words)
    _drop_empty_tags(objects)
    return pdffile.put_together(pdf, objects)


def _drop_empty_tags(objects: dict[int, bytes]) -> None:
    """Tags that hold nothing go: a list without marks has no labels, and is none with circles."""
    while empty := {number: int(found[1]) for number, body in objects.items() if (found := _EMPTY.match(body))}:
        for number, parent in empty.items():
            objects[number] = b"null"
            objects[parent] = re.sub(rb"(?<=[\[ ])%d 0 R ?" % number, b"", objects[parent]).replace(b" ]", b"]")
    for number, body in objects.items():
        if b"/ListNumbering/Circle" in body:
            objects[number] = body.replace(b"/ListNumbering/Circle", b"/ListNumbering/None")


# ---- words ---------------------------------------------------------------------------------------


def _write_words(objects: dict[int, bytes], words: dict[str, Coded]) -> None:
    pages = [number for number, body in objects.items() if b"/Type/Page/" in body]
    tagged = _tagged(objects)
    streams = {page: pdffile.unpacked(objects[pdffile.reference(objects[page], b"Contents")]) for page in pages}
    pieces = {page: list(_pieces(stream, tagged.get(page, {}), pdffile.widths(objects, page))) for page, stream in streams.items()}
    count: dict[str, int] = {}
    for one in (piece for found in pieces.values() for piece in found):
        count[one.code] = count.get(one.code, 0) + 1
    split = {found for found, many in count.items() if found in words and (many > 1 or _needs_care(words[found]))}
    letters = {c: i for i, c in enumerate(dict.fromkeys(" " + RIGHT + _LEFT + "".join(words[found].text for found in sorted(split))))}
    fonts = pdffile.unseen_fonts(objects, letters) if split else b""
    written: set[str] = set()
    for page, stream in streams.items():
        if any(piece.code in split for piece in pieces[page]):
            resources = pdffile.reference(objects[page], b"Resources")
            if fonts not in objects[resources]:
                objects[resources] = objects[resources].replace(b"/Font<<", b"/Font<<" + fonts)
        stream = _rewritten(stream, pieces[page], split, _texts(pieces[page], split, words, letters, written))
        objects[pdffile.reference(objects[page], b"Contents")] = pdffile.packed(_spoken(stream, words))
    for number, body in objects.items():
        if b"/Type/StructElem" in body:
            objects[number] = _spoken(body, words)


def _needs_care(word: Coded) -> bool:
    return word.language in RIGHT_TO_LEFT or any(unicodedata.category(c)[0] == "M" for c in word.text)


def _spoken(body: bytes, words: dict[str, Coded]) -> bytes:
    """With the languages of the words in the place of their codes."""
    spoken = lambda found: words[found[2].decode()].language.encode() if found[2].decode() in words else b""  # noqa: E731
    return _CODED.sub(lambda found: found[1] + (b"/Lang(%b)" % name if (name := spoken(found)) else b""), body)


def _tagged(objects: dict[int, bytes]) -> dict[int, dict[int, str]]:
    """Page -> number of marked content -> code, where a code is that of a whole element of the tags."""
    found: dict[int, dict[int, str]] = {}

    def walk(number: int, given: str, page: int) -> None:
        body = pdffile.untitled(objects[number])
        page = pdffile.reference(body, b"Pg") if b"/Pg " in body else page
        kids = re.search(rb"/K\[(.*?)\](?:/|>|$)", body, re.S)
        for other, at, mark, kid, plain in re.findall(rb"(/Pg (\d+) 0 R/MCID (\d+))|(\d+) 0 R|(\d+)", kids[1] if kids else b""):
            if kid:
                if b"/Lang(" not in pdffile.untitled(objects[int(kid)]):  # else it has a language or a code of its own
                    walk(int(kid), given, page)
            elif other:
                found.setdefault(int(at), {})[int(mark)] = given
            else:
                found.setdefault(page, {})[int(plain)] = given

    for number, body in objects.items():
        if b"/Type/StructElem" in body and (coded := _CODED.search(body)):
            walk(number, coded[2].decode(), 0)
    return found


def _pieces(stream: bytes, tagged: dict[int, str], widths: dict[bytes, dict[int, float]]) -> Iterator[Piece]:
    """The coded pieces of a page, in the order of its stream."""
    if not tagged and not _CODED.search(stream):
        return
    piece, depth, inner = None, 0, []
    x = y = left = size = 0.0
    font: dict[int, float] = {}
    for start, end, operator, given in pdffile.operators(stream):
        if operator in (b"BDC", b"BMC"):
            depth += 1
            marks = stream[start:end]
            if piece is None and (number := re.search(rb"/MCID (\d+)", marks)):
                coded = _CODED.search(marks)
                if found := coded[2].decode() if coded else tagged.get(int(number[1])) if b"/Lang" not in marks else "":
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
        elif operator == b"cm":
            x, y = given[-2:]
        elif operator == b"Tf":
            font, size = widths.get(given[-2], {}), given[-1]
        elif operator == b"Tm":
            left = given[-2]
        elif operator in (b"Tj", b"TJ") and piece is not None:
            # Numbers between glyphs mostly move a mark over its letter.
            piece.shows.append((x + left, y, size, sum(pdffile.advance(one, font) for one in given) * size / 1000))


def _rewritten(stream: bytes, pieces: list[Piece], split: set[str], texts: dict[int, bytes]) -> bytes:
    """The stream of a page with the pieces of split words only drawn, and the text of that number after its piece."""
    out, at = [], 0
    for number, piece in enumerate(pieces):
        if piece.code not in split:
            continue
        out += [stream[at : piece.start], _NOTHING]
        at = piece.start
        for start, end in piece.marks:
            out.append(stream[at:start] + b" ")
            at = end
        out += [stream[at : piece.end], b"EMC\n", texts.get(number, b"")]
        at = piece.end
    return b"".join((*out, stream[at:]))


def _texts(pieces: list[Piece], split: set[str], words: dict[str, Coded], letters: dict[str, int], written: set[str]) -> dict[int, bytes]:
    """Number of a piece -> the text that stands there: a word; from right to left all words of the line, after the last."""
    shows: dict[str, list] = {}
    for piece in pieces:
        shows.setdefault(piece.code, []).extend(piece.shows)
    groups: list[tuple[list[Coded], list]] = []
    ends, last = [], ""
    for number, piece in enumerate(pieces):
        if piece.code == last:
            ends[-1] = number
        if piece.code not in split or piece.code in written or not piece.shows or not words[piece.code].text:
            continue
        written.add(piece.code)
        first, word = shows[piece.code][0], words[piece.code]
        high, _ = _base([show for show in shows[piece.code] if abs(show[1] - first[1]) < first[2]])  # the first may be a mark
        line = [show for show in shows[piece.code] if abs(show[1] - high) < 0.05 * first[2]]
        if word.before and word.before == last and abs(_base(line)[0] - _base(groups[-1][1][0])[0]) < 0.3 * first[2]:
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
    """The words over their pieces, in the order in which they are read; from right to left each from its last letter on."""
    y, size = _base(lines[0])
    ends = [(min(x for x, *_ in line), max(x + width for x, _, _, width in line)) for line in lines]
    if words[0].language not in RIGHT_TO_LEFT:
        return _shown(words[0].text, *ends[0], y, size, letters)
    rights = [ends[0][1], *(left for left, _ in ends)]  # with the space before it
    texts = [backwards(word.text) + (" " if i else _LEFT * word.mixed) for i, word in enumerate(words)]
    shown = b"".join(_shown(text, left, right, y, size, letters) for text, (left, _), right in zip(texts, ends, rights))
    if words[0].mixed:
        # PDFium sorts all words of a line by one direction: spaces that stand lower, and run back, end its line.
        right, left = (b"q BT 3 Tr 100 Tz 1 0 0 1 %.3f %.3f Tm/w0 %.3f Tf[<01>1300<01>]TJ ET Q\n" % (x, y - LOW * size, size) for x in (ends[0][1], ends[-1][0]))
        shown = right + shown + left
    return b"/ReversedChars BMC %bEMC\n" % shown


def _shown(text: str, left: float, right: float, y: float, size: float, letters: dict[str, int]) -> bytes:
    step = max((right - left) / len(text), NEAREST * size)
    left = max(min(left, EDGE - step * len(text)), 0.0)
    shown, font = b"", -1
    for c in text:
        if font != (font := letters[c] // 255):
            shown += b"%b/w%d %.3f Tf<" % (b">Tj" if shown else b"", font, size)
        shown += b"%02x" % (letters[c] % 255 + 1)
    return b"q BT 3 Tr %.3f Tz 1 0 0 1 %.3f %.3f Tm%b>Tj ET Q\n" % (step / size / pdffile.WIDE * 100_000, left, y, shown)
