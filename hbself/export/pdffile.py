"""A PDF as Typst writes it, taken apart and put together again: its objects, and the operators of a page's stream."""

import re
import zlib
from collections.abc import Iterator

_TOKEN = re.compile(rb"\s*(\(|<<|<[0-9A-Fa-f\s]*>|/[^\s/\[\]<>()]*|[-+]?[\d.]+|[\[\]]|>>|[A-Za-z'\"*]+\d*)")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def objects(pdf: bytes) -> dict[int, bytes]:
    """Number -> what stands between "obj" and "endobj", in the order of the file."""
    at = int(re.search(rb"startxref\s+(\d+)\s+%%EOF", pdf[-64:])[1])
    offsets = [int(line[:10]) for line in re.findall(rb"\d{10} \d{5} n", pdf[at:])]
    placed = sorted(zip(offsets, range(1, len(offsets) + 1)))
    bodies = {number: pdf[start:end] for (start, number), end in zip(placed, [*(start for start, _ in placed[1:]), at])}
    return {number: body[body.index(b"obj") + 4 : body.rindex(b"endobj")].rstrip(b"\n") for number, body in bodies.items()}


def put_together(pdf: bytes, objects: dict[int, bytes]) -> bytes:
    """The file of these objects, with head and trailer of `pdf`, from which they come."""
    out, offsets = bytearray(pdf[: pdf.index(b" 0 obj")].rstrip(b"0123456789")), {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n\n" % (number, body)
    trailer = pdf[pdf.rindex(b"trailer") : pdf.rindex(b"startxref")]
    trailer = trailer[trailer.index(b"<<") + 2 : trailer.rindex(b">>")]
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % (len(objects) + 1), trailer)
    table = b"".join(b"%010d 00000 n\r\n" % offsets[number] for number in range(1, len(objects) + 1))
    out += b"xref\n0 %d\n0000000000 65535 f\r\n%btrailer\n<<%b>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table, trailer, len(out))
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
    length = int(re.search(rb"/Length (\d+)", head)[1])
    return zlib.decompress(rest[:length]) if b"/FlateDecode" in head else rest[:length]


def operators(stream: bytes) -> Iterator[tuple[int, int, bytes, list]]:
    """(start with operands, end, operator, operands) of a content stream; operands: numbers, and bytes of strings and names."""
    at, start, operands = 0, None, []
    while found := _TOKEN.match(stream, at):
        token, at = found[1], found.end()
        start = found.start(1) if start is None else start
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
            out += bytes([int(octal[0], 8) & 255]) if octal else _ESCAPED.get(stream[at + 1 : at + 2], stream[at + 1 : at + 2])
            at += 1 + (len(octal[0]) if octal else 1)
            continue
        depth += (c == b"(") - (c == b")")
        at += 1
        if not depth:
            return bytes(out), at
        out += c
