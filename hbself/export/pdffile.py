"""A PDF as Typst writes it, taken apart and put together again: its objects, its fonts, and the
operators of a page's stream.
"""

import re
import zlib
from collections.abc import Iterable, Iterator

_TOKEN = re.compile(
    rb"\s*(\(|<<|<[0-9A-Fa-f\s]*>|/[^\s/\[\]<>()]*|[-+]?[\d.]+|[\[\]]|>>|[A-Za-z'\"*]+\d*)"
)
WIDE = 600  # a letter of the unseen font, in thousandths of its size
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def taken_apart(pdf: bytes) -> dict[int, bytes]:
    """Number -> what stands between "obj" and "endobj", in the order of the file."""
    at = _number(rb"startxref\s+(\d+)\s+%%EOF", pdf[-64:])
    offsets = [int(line[:10]) for line in re.findall(rb"\d{10} \d{5} n", pdf[at:])]
    placed = sorted((start, number) for number, start in enumerate(offsets, 1))
    ends = [*(start for start, _ in placed[1:]), at]
    bodies = {number: pdf[start:end] for (start, number), end in zip(placed, ends, strict=True)}
    return {
        number: body[body.index(b"obj") + 4 : body.rindex(b"endobj")].rstrip(b"\n")
        for number, body in bodies.items()
    }


def put_together(pdf: bytes, objects: dict[int, bytes]) -> bytes:
    """The file of these objects, with head and trailer of `pdf`, from which they come."""
    out, offsets = bytearray(pdf[: pdf.index(b" 0 obj")].rstrip(b"0123456789")), {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n\n" % (number, body)
    trailer = pdf[pdf.rindex(b"trailer") : pdf.rindex(b"startxref")]
    trailer = trailer[trailer.index(b"<<") + 2 : trailer.rindex(b">>")]
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % (len(objects) + 1), trailer)
    table = b"".join(
        b"%010d 00000 n\r\n" % offsets[number] for number in range(1, len(objects) + 1)
    )
    out += b"xref\n0 %d\n0000000000 65535 f\r\n%btrailer\n<<%b>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        trailer,
        len(out),
    )
    return bytes(out)


def add(objects: dict[int, bytes], body: bytes) -> int:
    """Add an object; gives its number."""
    objects[len(objects) + 1] = body
    return len(objects)


def packed(data: bytes) -> bytes:
    """The body of a stream object."""
    small = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(small), small)


def unpacked(body: bytes) -> bytes:
    """What a stream object holds."""
    head, _, rest = body.partition(b"stream\n")
    length = _number(rb"/Length (\d+)", head)
    return zlib.decompress(rest[:length]) if b"/FlateDecode" in head else rest[:length]


def unseen_fonts(objects: dict[int, bytes], letters: Iterable[str]) -> bytes:
    """Fonts w0, w1, … of 255 letters each, all as wide as each other and without a shape. Gives
    their entry in the resources.
    """
    shape, listed, entry = (
        add(objects, packed(b"%d 0 0 -200 %d 800 d1" % (WIDE, WIDE))),
        list(letters),
        b"",
    )
    for number, i in enumerate(range(0, len(listed), 255)):
        some = listed[i : i + 255]
        pairs = [
            b"<%02x> <%b>" % (n, c.encode("utf-16-be").hex().encode())
            for n, c in enumerate(some, 1)
        ]
        table = _to_unicode(objects, b"ff", pairs)
        font = add(
            objects,
            b"<</Type/Font/Subtype/Type3/FontBBox[0 -200 %d 800]/FontMatrix[.001 0 0 .001 0"
            b" 0]/CharProcs<</n %d 0"
            b" R>>/Resources<<>>/Encoding<</Type/Encoding/Differences[1%b]>>/FirstChar 1/LastChar"
            b" %d/Widths[%b]/ToUnicode %d 0 R>>"
            % (
                WIDE,
                shape,
                b"/n" * len(some),
                len(some),
                b" ".join([b"%d" % WIDE] * len(some)),
                table,
            ),
        )
        entry += b"/w%d %d 0 R" % (number, font)
    return entry


def _to_unicode(objects: dict[int, bytes], last: bytes, pairs: list[bytes]) -> int:
    """The number of a new table that says which letters the codes of a font are, up to `last` in
    hexadecimal digits.
    """
    blocks = [
        b"%d beginbfchar\n%b\nendbfchar\n"
        % (len(pairs[j : j + 100]), b"\n".join(pairs[j : j + 100]))
        for j in range(0, len(pairs), 100)
    ]
    return add(
        objects,
        packed(
            b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo"
            b" <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName"
            b" /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<%b>"
            b" <%b>\nendcodespacerange\n%bendcmap\nCMapName currentdict /CMap defineresource"
            b" pop\nend\nend" % (b"0" * len(last), last, b"".join(blocks))
        ),
    )


def mute_fonts(objects: dict[int, bytes], page: int) -> bytes:
    """For each font of a page one that looks the same and says nothing: all its glyphs are U+200B.
    Gives their entry in the resources.
    """
    entry = b""
    for name, number in _listed_fonts(objects, page):
        if b"/DescendantFonts" in objects[number]:
            said = unpacked(objects[reference(objects[number], b"ToUnicode")])
            pairs = [b"<%04x> <200b>" % glyph for glyph in _glyphs(said)]
            table = b"/ToUnicode %d 0 R" % _to_unicode(objects, b"ffff", pairs)
            muted_font = re.sub(rb"/ToUnicode \d+ 0 R", table, objects[number])
            entry += b"/z%b %d 0 R" % (name, add(objects, muted_font))
    return entry


def _glyphs(table: bytes) -> list[int]:
    """The glyphs of which a table of letters says something."""
    ranges = [
        (first, last)
        for block in _blocks(table, b"bfrange")
        for first, last in re.findall(rb"<(\w{4})>\s*<(\w{4})>\s*<", block)
    ]
    ranges += [
        (one, one)
        for block in _blocks(table, b"bfchar")
        for one in re.findall(rb"<(\w{4})>\s*<", block)
    ]
    return sorted(
        {glyph for first, last in ranges for glyph in range(int(first, 16), int(last, 16) + 1)}
    )


def _blocks(table: bytes, kind: bytes) -> list[bytes]:
    """What stands between each begin and end of a kind in a table of letters."""
    return [block.partition(b"end" + kind)[0] for block in table.split(b"begin" + kind)[1:]]


def muted(stream: bytes) -> bytes:
    """A part of a page's stream in these fonts."""
    return re.sub(rb"/(f\d+ [\d.]+ Tf)", rb"/z\1", stream)


def _listed_fonts(objects: dict[int, bytes], page: int) -> list[tuple[bytes, int]]:
    fonts = (
        objects[reference(objects[page], b"Resources")].partition(b"/Font<<")[2].partition(b">>")[0]
    )
    return [(name, int(number)) for name, number in re.findall(rb"/(\w+) (\d+) 0 R", fonts)]


def reference(body: bytes, name: bytes) -> int:
    """The number of the object that an entry of another names."""
    return _number(rb"/%b (\d+) 0 R" % name, body)


def _number(pattern: bytes, body: bytes) -> int:
    match = re.search(pattern, body)
    if not match:
        raise ValueError(f"this is no PDF of Typst: no {pattern!r}")
    return int(match[1])


def untitled(body: bytes) -> bytes:
    """An element of the tags without its title, which a person may have written."""
    at = body.find(b"/T(")
    return body if at < 0 else body[:at] + body[string(body, at + 3)[1] :]


def widths(objects: dict[int, bytes], page: int) -> dict[bytes, dict[int, float]]:
    """Name of a font -> glyph -> its width in thousandths of the size."""
    by_font = {}
    for name, number in _listed_fonts(objects, page):
        below = re.search(rb"/DescendantFonts\[(\d+) 0 R", objects[number])
        listed = re.search(rb"/W\[([^\[\]]*)\]", objects[int(below[1])]) if below else None
        numbers = list(map(float, listed[1].split())) if listed else []
        triples = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        by_font[name] = {
            glyph: width
            for first, last, width in triples
            for glyph in range(int(first), int(last) + 1)
        }
    return by_font


def advance(shown, font: dict[int, float]) -> float:
    """How wide an operand of a show is, in thousandths of the size: a string by its glyphs' widths,
    a number nothing.
    """
    return (
        sum(font.get(int.from_bytes(shown[i : i + 2]), 0.0) for i in range(0, len(shown), 2))
        if isinstance(shown, bytes)
        else 0.0
    )


def operators(stream: bytes) -> Iterator[tuple[int, int, bytes, list]]:
    """(start with operands, end, operator, operands) of a content stream; operands: numbers, and
    bytes of strings and names.
    """
    at = 0
    start: int | None = None
    operands: list = []
    while match := _TOKEN.match(stream, at):
        token, at = match[1], match.end()
        start = match.start(1) if start is None else start
        if token == b"(":
            text, at = string(stream, at)
            operands.append(text)
        elif token[:1] == b"/":
            operands.append(token[1:])
        elif token[:1] in b"+-.0123456789":
            operands.append(float(token))
        elif token[:1] == b"<" and token != b"<<":
            operands.append(bytes.fromhex(token[1:-1].decode()))
        elif token[:1].isalpha() or token in (b"'", b'"'):
            yield start, at, token, operands
            start, operands = None, []


def string(stream: bytes, at: int) -> tuple[bytes, int]:
    """A literal string from behind its "(", and where it ends."""
    out, depth = bytearray(), 1
    while True:
        c = stream[at : at + 1]
        if c == b"\\":
            octal = re.match(rb"[0-7]{1,3}", stream[at + 1 : at + 4])
            out += (
                bytes([int(octal[0], 8) & 255])
                if octal
                else _ESCAPED.get(stream[at + 1 : at + 2], stream[at + 1 : at + 2])
            )
            at += 1 + (len(octal[0]) if octal else 1)
            continue
        depth += (c == b"(") - (c == b")")
        at += 1
        if not depth:
            return bytes(out), at
        out += c
