"""What programs read in a PDF of Typst: each word whole, once and in its order, and tags without empty things.

Typst writes a letter and its vowel mark, the lines of a parted word, and much else in pieces: copied, searched and read
aloud they come twice, turned around or with a hyphen inside. The template gives such a word a code for its language. Here
its pieces are only drawn, and the word is written once over them, unseen, in a font without shapes.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from . import pdffile
from .breaks import BREAKS
from .scripts import RIGHT_TO_LEFT, runs

CODES = 20 * 26 * 26 * 26
# A letter of the unseen font, in thousandths of its size; letters nearer than NEAREST of a size are taken for one.
WIDE, NEAREST = 600, 0.12
EDGE = 595.0 - 30  # where a word ends at the latest, in points: of an A4 page
# Read as nothing by programs that know replacement texts, but nearly: PDFium takes an empty one for none.
_NOTHING = b"/Span<</ActualText<FEFF0009>>>BDC "
_RIGHT = "\u200f"  # at the end of a word that ends with a mark, which by itself has no direction
_CODED = re.compile(rb"((?:/Span<<|/MCID \d+|/P \d+ 0 R))/Lang\((q[a-t][a-z]-[A-Z]{2})\)")
LONGEST = 120  # letters of a word that is written whole: more have no room on a line
# Typst writes these well by itself: its replacement texts are in order from left to right.
WELL_WRITTEN = frozenset(("hi", "bn", "pa", "gu", "ta", "te", "kn", "ml", "si", "th", "lo", "my", "zh", "ja", "ko"))
_RIGHT_TO_LEFT_WORD = re.compile("((?:[\u0590-\u05bd\u05bf\u05c1\u05c2\u05c4-\u05f2\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u085f\u08a0-\u08ff\ufb1d-\ufd3d\ufd50-\ufdff\ufe70-\ufefc\u200b-\u200d\u034f\xad\u00a0\u2007\u202f])+)")
_WORD = re.compile("([^ \n]+)")
_LAM_ALEF = re.compile("\u0644[\u0622\u0623\u0625\u0627]")
_JOINERS = frozenset("\u200c\u200d")
_PICTURE_MARKS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_EMPTY = re.compile(rb"<</Type/StructElem/S/\w+/P (\d+) 0 R(?:/Lang\([\w-]+\))?/K\[\]")


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


def pieces(text: str, words: dict[str, tuple[str, str]]) -> list[tuple[str, str, str]]:
    """The text in pieces (language, text, code): a word that Typst does not write well is a piece by itself.

    It gets a code, noted in `words`: code -> (language, word); the code of all others is "".
    """
    found = []
    for language, run in runs(text):
        split = _RIGHT_TO_LEFT_WORD if language in RIGHT_TO_LEFT else _WORD
        found += [(language, one, _coded(language, one, words)) for one in split.split(run) if one]
    return [(language, "".join(one for _, one, _ in some), name) for (language, name), some in itertools.groupby(found, lambda one: (one[0], one[2]))]


def _coded(language: str, piece: str, words: dict[str, tuple[str, str]]) -> str:
    word = "".join(c for c in piece if c not in BREAKS)
    if not 1 < len(word) <= LONGEST or len(words) >= CODES or language in WELL_WRITTEN:
        return ""
    marked = any(unicodedata.category(c)[0] == "M" and c not in _PICTURE_MARKS for c in word)
    if not (marked or word != piece or language in RIGHT_TO_LEFT and (_LAM_ALEF.search(word) or set(word) & _JOINERS)):
        return ""
    name = code(len(words))
    words[name] = language, word
    return name


def finished(pdf: bytes, words: dict[str, tuple[str, str]]) -> bytes:
    """The PDF with each coded word whole, and without empty tags.

    words: code -> (language, word); pdf: as Typst makes it, classic cross-reference table, one stream a page.
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


def _write_words(objects: dict[int, bytes], words: dict[str, tuple[str, str]]) -> None:
    pages = [number for number, body in objects.items() if b"/Type/Page/" in body]
    tagged = _tagged(objects)
    streams = {page: pdffile.unpacked(objects[_reference(objects[page], b"Contents")]) for page in pages}
    pieces = {page: list(_pieces(stream, tagged.get(page, {}), _widths(objects, page))) for page, stream in streams.items()}
    count: dict[str, int] = {}
    for one in (piece for found in pieces.values() for piece in found):
        count[one.code] = count.get(one.code, 0) + 1
    split = {found: words[found][1] for found, many in count.items() if found in words and (many > 1 or _needs_care(words[found][1]))}
    letters = {c: i for i, c in enumerate(dict.fromkeys(_RIGHT + "".join(split.values())))}
    fonts = _unseen_fonts(objects, letters) if split else b""
    written: set[str] = set()
    for page, stream in streams.items():
        if any(piece.code in split for piece in pieces[page]):
            resources = _reference(objects[page], b"Resources")
            if fonts not in objects[resources]:
                objects[resources] = objects[resources].replace(b"/Font<<", b"/Font<<" + fonts)
        stream = _rewritten(stream, pieces[page], split, words, letters, written)
        objects[_reference(objects[page], b"Contents")] = pdffile.packed(_spoken(stream, words))
    for number, body in objects.items():
        if b"/Type/StructElem" in body:
            objects[number] = _spoken(body, words)


def _needs_care(word: str) -> bool:
    return any(unicodedata.category(c)[0] == "M" or unicodedata.bidirectional(c) in ("R", "AL") for c in word)


def _spoken(body: bytes, words: dict[str, tuple[str, str]]) -> bytes:
    """With the languages of the words in the place of their codes."""
    spoken = lambda found: words.get(found[2].decode(), ("", ""))[0].encode()  # noqa: E731
    return _CODED.sub(lambda found: found[1] + (b"/Lang(%b)" % name if (name := spoken(found)) else b""), body)


def _reference(body: bytes, name: bytes) -> int:
    return int(re.search(rb"/%b (\d+) 0 R" % name, body)[1])


def _tagged(objects: dict[int, bytes]) -> dict[int, dict[int, str]]:
    """Page -> number of marked content -> code, where a code is that of a whole element of the tags."""
    found: dict[int, dict[int, str]] = {}

    def walk(number: int, given: str, page: int) -> None:
        body = _untitled(objects[number])
        page = _reference(body, b"Pg") if b"/Pg " in body else page
        kids = re.search(rb"/K\[(.*?)\](?:/|>|$)", body, re.S)
        for other, at, mark, kid, plain in re.findall(rb"(/Pg (\d+) 0 R/MCID (\d+))|(\d+) 0 R|(\d+)", kids[1] if kids else b""):
            if kid:
                walk(int(kid), given, page)
            elif other:
                found.setdefault(int(at), {})[int(mark)] = given
            else:
                found.setdefault(page, {})[int(plain)] = given

    for number, body in objects.items():
        if b"/Type/StructElem" in body and (coded := _CODED.search(body)):
            walk(number, coded[2].decode(), 0)
    return found


def _untitled(body: bytes) -> bytes:
    """An element of the tags without its title, which a person may have written."""
    at = body.find(b"/T(")
    return body if at < 0 else body[:at] + body[pdffile.string(body, at + 3)[1] :]


def _widths(objects: dict[int, bytes], page: int) -> dict[bytes, dict[int, float]]:
    """Name of a font -> glyph -> its width in thousandths of the size."""
    fonts = objects[_reference(objects[page], b"Resources")].partition(b"/Font<<")[2].partition(b">>")[0]
    found = {}
    for name, number in re.findall(rb"/(\w+) (\d+) 0 R", fonts):
        below = re.search(rb"/DescendantFonts\[(\d+) 0 R", objects[int(number)])
        listed = re.search(rb"/W\[([^\[\]]*)\]", objects[int(below[1])]) if below else None
        numbers = list(map(float, listed[1].split())) if listed else []
        triples = zip(numbers[::3], numbers[1::3], numbers[2::3])
        found[name] = {glyph: width for first, last, width in triples for glyph in range(int(first), int(last) + 1)}
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
            piece.shows.append((x + left, y, size, sum(_advance(one, font) for one in given) * size / 1000))


def _advance(shown, font: dict[int, float]) -> float:
    if not isinstance(shown, bytes):
        return -shown
    return sum(font.get(int.from_bytes(shown[i : i + 2]), 500.0) for i in range(0, len(shown), 2))


def _rewritten(stream: bytes, pieces: list[Piece], split: dict[str, str], words, letters, written: set[str]) -> bytes:
    """The stream of a page with the pieces of split words only drawn, and each word over the first of its pieces."""
    out, at = [], 0
    for piece in pieces:
        if piece.code not in split:
            continue
        out += [stream[at : piece.start], _NOTHING]
        at = piece.start
        for start, end in piece.marks:
            out.append(stream[at:start] + b" ")
            at = end
        out.append(stream[at : piece.end] + b"EMC\n")
        at = piece.end
        if piece.code not in written and piece.shows:
            written.add(piece.code)
            shows = [show for one in pieces if one.code == piece.code for show in one.shows]
            out.append(_unseen(split[piece.code], words[piece.code][0] in RIGHT_TO_LEFT, shows, letters))
    return b"".join((*out, stream[at:]))


def _unseen(word: str, reversed_: bool, shows: list, letters: dict[str, int]) -> bytes:
    """The word from where the pieces of its first line begin to where they end; right-to-left from its last letter on."""
    first = shows[0]
    line = [show for show in shows if abs(show[1] - first[1]) < 0.7 * first[2]]
    left, right = min(x for x, *_ in line), max(x + width for x, _, _, width in line)
    _, y, size, _ = max(line, key=lambda show: show[3])
    if reversed_:
        word = (word + _RIGHT if unicodedata.bidirectional(word[-1]) not in ("R", "AL") else word)[::-1]
    step = max((right - left) / len(word), NEAREST * size)
    left = max(min(left, EDGE - step * len(word)), 0.0)
    shown, font = b"", -1
    for c in word:
        if font != (font := letters[c] // 255):
            shown += b"%b/w%d %.3f Tf<" % (b">Tj" if shown else b"", font, size)
        shown += b"%02x" % (letters[c] % 255 + 1)
    text = b"q BT 3 Tr %.3f Tz 1 0 0 1 %.3f %.3f Tm%b>Tj ET Q\n" % (step / size / WIDE * 100_000, left, y, shown)
    return b"/ReversedChars BMC %bEMC\n" % text if reversed_ else text


def _unseen_fonts(objects: dict[int, bytes], letters: Iterable[str]) -> bytes:
    """Fonts w0, w1, … of 255 letters each, all as wide as each other and without a shape. Gives their entry in the resources."""
    shape, listed, entry = pdffile.add(objects, pdffile.packed(b"%d 0 0 -200 %d 800 d1" % (WIDE, WIDE))), list(letters), b""
    for number, i in enumerate(range(0, len(listed), 255)):
        some = listed[i : i + 255]
        pairs = [b"<%02x> <%b>" % (n, c.encode("utf-16-be").hex().encode()) for n, c in enumerate(some, 1)]
        blocks = [b"%d beginbfchar\n%b\nendbfchar\n" % (len(pairs[j : j + 100]), b"\n".join(pairs[j : j + 100])) for j in range(0, len(pairs), 100)]
        table = pdffile.add(objects, pdffile.packed(
            b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n%bendcmap\n"
            b"CMapName currentdict /CMap defineresource pop\nend\nend" % b"".join(blocks)))
        font = pdffile.add(objects, b"<</Type/Font/Subtype/Type3/FontBBox[0 -200 %d 800]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</n %d 0 R>>/Resources<<>>"
                    b"/Encoding<</Type/Encoding/Differences[1%b]>>/FirstChar 1/LastChar %d/Widths[%b]/ToUnicode %d 0 R>>"
                    % (WIDE, shape, b"/n" * len(some), len(some), b" ".join([b"%d" % WIDE] * len(some)), table))
        entry += b"/w%d %d 0 R" % (number, font)
    return entry
