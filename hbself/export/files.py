"""What somebody has given as "my file": the data file inside it, or what else it is, so that it can
be said kindly.

The bytes are asked, never the name: phones and mail programs rename files as they like.
"""

import email
import io
import itertools
import re
import zipfile
from email.errors import MessageError
from typing import cast

import msgspec

from .. import limits
from ..model.said import Said
from ..work import apart
from .data import SCHEMA, DataError, Reason, inside_page, read

PICTURES = re.compile(
    rb"\xff\xd8\xff|\x89PNG|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|"
    rb".{4}ftyp(?:hei|hev|mif1|msf1|avif)",
    re.DOTALL,
)
PAPERS = re.compile(rb"\s*%PDF-|\{\\rtf|\xd0\xcf\x11\xe0")  # PDF, RTF, and Word of old
MAIL = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,60}?content-type:\s*multipart/",
    re.IGNORECASE,
)
MARKS = {
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
    b"{\0": "utf-16-le",
    b"\0{": "utf-16-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
NOT_READ = b"\xc1"  # never stands in MessagePack
PARTS = 50  # of a saved page or mail are looked at


def large(file: bytes) -> bool:
    """Whether it is read in a process of its own: other people's pages would wait for it here."""
    return len(file) > limits.FILE_APART


def opened(file: bytes) -> Said:
    """The answers in what was given. Raises DataError with the reason; apart.Failed for a fault of
    ours; lines.Full when the system has no process left now.
    """
    if not large(file):
        return read(inside(file))
    try:
        told = apart.run("file", file, limits.FILE_APART_SECONDS, limits.FILE_APART_MEGABYTES)
    except apart.Ended:
        raise DataError("too-large") from None
    if told.startswith(NOT_READ):
        raise DataError(cast(Reason, told.removeprefix(NOT_READ).decode()))
    return msgspec.msgpack.decode(told, type=Said)


def read_apart(file: bytes) -> bytes:
    """What the process does: the answers in MessagePack, or NOT_READ and the reason."""
    try:
        return msgspec.msgpack.encode(read(inside(file)))
    except DataError as error:
        return NOT_READ + error.reason.encode()


def inside(file: bytes) -> bytes:
    """The data file in what was given: the file itself, a page or a mail of a phone that holds it,
    in UTF-8.

    Raises DataError: empty, picture, paper (PDF, Word), packed (a zip), page (a web page without
    answers).
    """
    if not file.strip(b"\xef\xbb\xbf \r\n\t\0"):
        raise DataError("empty")
    if PICTURES.match(file):
        raise DataError("picture")
    if PAPERS.match(file[:1024]):
        raise DataError("paper")
    if file.startswith(b"PK\x03\x04"):
        raise DataError("paper" if _is_document(file) else "packed")
    if file.startswith(b"bplist"):  # a page as Safari saves it
        raise DataError("page")
    text = _as_utf8(file)
    return _in_mail(text) if MAIL.match(text.lstrip()[:20_000]) else _in_page(text)


def _is_document(file: bytes) -> bool:
    """Whether a zip is a document of a word processor: they are zips inside."""
    try:
        names = zipfile.ZipFile(io.BytesIO(file)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    return any(name.startswith("word/") or name in ("content.xml", "mimetype") for name in names)


def _as_utf8(file: bytes) -> bytes:
    """What Notepad saves as "Unicode", in UTF-8; all else as it is."""
    encoding = MARKS.get(file[:2])
    try:
        return file.decode(encoding).removeprefix("\ufeff").encode() if encoding else file
    except UnicodeError:
        return file


def _in_page(file: bytes) -> bytes:
    data = inside_page(file)
    if data is file and file.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise DataError("page")
    return data


def _in_mail(file: bytes) -> bytes:
    """In a page as Chrome saves it (.mhtml), or in a saved mail: the part that
    holds the answers.
    """
    held = (
        file.lower().count(b"boundary"),
        file.count(b"\n") + file.count(b"\r"),
        file.count(b"\n--") + file.count(b"\r--"),
    )
    if any(number > most for number, most in zip(held, limits.FILE_MAIL, strict=True)):
        raise DataError("page")
    try:
        walked = email.message_from_bytes(file.lstrip()).walk()
        parts = [part for part in itertools.islice(walked, PARTS) if not part.is_multipart()]
        payloads = [part.get_payload(decode=True) for part in parts]
    except (MessageError, ValueError, LookupError, RecursionError):
        raise DataError("damaged") from None
    for body in payloads:
        data = inside_page(_as_utf8(body)) if isinstance(body, bytes) else b""
        if b'"' + SCHEMA.encode() + b'"' in data[:400]:
            return data
    raise DataError("page")
