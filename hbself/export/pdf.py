"""The proposal as a PDF that reads well aloud: tagged, PDF/UA-1 and PDF/A-2a, the same bytes each time.

Typst sets it (proposal.typ). A process that has compiled must not fork afterwards, so nothing is compiled at import.
What the person typed never becomes Typst source: it goes as JSON and is only printed.
"""

import datetime
import functools
import importlib.util
import math
import re
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import typst

from ..model import Proposal
from . import Look, pictures_of, printed
from .usertext import clean, strict, width

TEMPLATE = Path(__file__).with_name("proposal.typ")
MAIN_FONT = ("fontpkg_atkinson_hyperlegible", "files/AtkinsonHyperlegible-Regular.ttf")
OTHER_FONTS = "manimgx_fonts"
STANDARDS = ["a-2a", "ua-1"]
# A proposal of more pages is set again with less air (content.md: at most 12 pages).
MOST_PAGES = 12
# Picture and text sizes of the two settings: roomy first. Text is never under 16 pt (document.md).
PICTURE_CM = {"big": 2.2, "small": 1.4, "none": 0.0}
COMPACT_CM = {"big": 1.4, "small": 1.4, "none": 0.0}
ROOMY_PT, COMPACT_PT = 18.0, 16.0
ROOMY_AIR_CM, COMPACT_AIR_CM = 0.17, 0.11
# Typst (comemo) forgets what was not used in so many compiles.
REMEMBERED = 10
# A compile takes 30 MB and a core: the second waits for the first, and other requests go on (Typst runs without the GIL).
# Always in the same thread, for Typst keeps memory for each thread that has ever compiled: 30 MB more a worker.
_press = ThreadPoolExecutor(1, "typst")
# The part of an A4 page that is written on, and a line of 18 pt with the space below it.
PAGE_CM, LINE_CM = 25.9, 1.0
# The ways in which a document is set until it is short enough. In the last one the long lists have no pictures.
WAYS = ("roomy", "compact", "dense")
DENSE = ["strengths", "now", "change", "learn"]
# A word of so many small letters at 18 pt fills a line beside a big picture.
LONGEST = 36


def make(proposal: Proposal, texts: dict[str, str], pictures: Path, look: Look) -> bytes:
    """The PDF of `proposal`.

    texts: the fixed words in its language; pictures: the folder of pictograms (name.svg); look: the person's settings.
    When it is longer than MOST_PAGES it is set again, compact: 16 pt, pictures of 1.4 cm and less air, except on the one page.
    Then, if need be, with the pictures of the long lists left away. A proposal that is longer even so keeps its pages:
    nothing that the person said is left out.
    Raises typst.TypstError when the document can't be made (a fault of ours, not of the text), KeyError for a missing text.
    """
    try:
        return _shortest(proposal, texts, pictures, look, lambda text: text)
    except typst.TypstError:
        # A combination of characters that no font can show: once more with plain letters only.
        return _shortest(proposal, texts, pictures, look, lambda text: strict(text, main_letters()))


def _shortest(proposal: Proposal, texts: dict[str, str], pictures: Path, look: Look, plain: Callable[[str], str]) -> bytes:
    size = min(max(look.text, 100), 200) / 100
    longest = int(LONGEST / size)
    document = printed(proposal, texts, lambda text: plain(clean(text, holders(), longest)))
    document["covers"] = _covers()
    files = {"main.typ": TEMPLATE.read_bytes()}
    files |= {f"{name}.svg": svg for name in pictures_of(document) if (svg := _picture(pictures / f"{name}.svg"))}
    _mark_long(document, size)
    document["have"] = sorted(name.removesuffix(".svg") for name in files)
    for way in WAYS if _least_cm(document, look, size) <= MOST_PAGES * PAGE_CM else WAYS[1:]:
        compact = way != "roomy"
        document["look"] = {
            "dense": DENSE if way == "dense" else [],
            "big": PICTURE_CM[look.pictures],
            "rest": (COMPACT_CM if compact else PICTURE_CM)[look.pictures],
            "text": (COMPACT_PT if compact else ROOMY_PT) * size,
            "front": ROOMY_PT * size,
            "small": COMPACT_PT * size,
            "air": COMPACT_AIR_CM if compact else ROOMY_AIR_CM,
            "size": size,
        }
        pdf = compiled(files, document, pdf_standards=STANDARDS, timestamp=_midnight(proposal.day))
        if page_count(pdf) <= MOST_PAGES:
            break
    return pdf


def _mark_long(document: dict, size: float) -> None:
    """Set "long" on every line and section that may be longer than half a page, or than a page: it must be able to break.

    Typst could measure it, but that would take twice the time and memory of the whole document.
    """
    for section in filter(None, (document["one"], *document["sections"], document["worker"])):
        worker = section is document["worker"]
        height, least = (4 * size, 0.0) if worker else (3 + 5 * size, 2.2)  # heading, notes, lines for names; a picture
        for part in section["parts"]:
            height += _height(part["title"], size) + size
            for line in part["lines"]:
                tall = sum(_height(text, size) for one in line["paragraphs"] for text in one["lines"]) + _height(line["lead"], size)
                line["long"] = tall > PAGE_CM / 2
                height += max(tall, least) + 0.4 * size
        section["long"] = height > PAGE_CM


def _least_cm(document: dict, look: Look, size: float) -> float:
    """The least height of all lines in the roomy setting: saves a compile that would surely be too long."""
    lines = sum(len(part["lines"]) for section in document["sections"] for part in section["parts"])
    return lines * (max(PICTURE_CM[look.pictures], 0.45 * size) + 2 * ROOMY_AIR_CM * size)


def _height(text: str, size: float) -> float:
    """About how high a text is on the page, in cm, rather too much than too little."""
    return size * math.ceil(width(text) * size / (LONGEST * 0.8)) * LINE_CM


def compiled(files: dict[str, bytes], data: dict, **options) -> bytes:
    """What Typst makes of the template "main.typ" among `files`, with `data` and our fonts; nothing of it stays in memory.

    options: as of typst.compile. Raises typst.TypstError.
    """
    return _press.submit(_compile, files, {"data": msgspec.json.encode(data).decode()}, options).result()


def _compile(files: dict[str, bytes], inputs: dict[str, str], options: dict) -> bytes:
    try:
        return typst.compile(files, font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs, **options)
    finally:
        _forget()


def _forget() -> None:
    """Make Typst drop what it remembers of the document.

    It keeps all that it made for the next ten compiles: the person's words, and 100 MB of memory after some documents.
    Empty compiles let those ten pass, in about 7 ms.
    """
    compiler = typst.Compiler(b"", font_paths=fonts(), ignore_system_fonts=True)
    for _ in range(REMEMBERED + 1):
        compiler.compile(b"", format="svg")


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has, from its page tree, without a PDF library."""
    found = re.search(rb"/Type/Pages[^>]*?/Count (\d+)", pdf)
    return int(found[1]) if found else 0


def _midnight(day: str) -> int:
    """The proposal's day as Unix seconds: the file's own date, so that the same proposal gives the same bytes."""
    try:
        return int(datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC).timestamp())
    except ValueError:
        return 0


@functools.cache
def _picture(path: Path) -> bytes:
    """The picture's bytes, b"" when there is none: a missing picture must not keep a person from their document."""
    return path.read_bytes() if path.is_file() else b""


# ---- fonts ---------------------------------------------------------------------------------------


def _font_file(package: str, name: str = "") -> Path:
    """A file or the folder of a font package, found without running its code."""
    return Path(importlib.util.find_spec(package).submodule_search_locations[0], name)


@functools.cache
def fonts() -> typst.Fonts:
    """Atkinson Hyperlegible and the Noto fonts, found once a process; Typst maps a file when a text needs it."""
    folders = [str(_font_file(*MAIN_FONT).parent), str(_font_file(OTHER_FONTS))]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@functools.cache
def main_letters() -> frozenset[str]:
    """The characters of the main font."""
    return _holds(_font_file(*MAIN_FONT))


@functools.cache
def holders() -> dict[str, int]:
    """Every character that some font holds, with a bit for each font that does."""
    found: dict[str, int] = {}
    for i, font in enumerate([_font_file(*MAIN_FONT), *sorted(_font_file(OTHER_FONTS).glob("*.ttf"))]):
        for c in _holds(font):
            found[c] = found.get(c, 0) | 1 << i
    return found


@functools.cache
def _covers() -> str:
    """A regular expression for what the main font holds, for Typst.

    Else it would build letters that the font lacks out of two (the Sámi "ǩ"), which are read and copied twice.
    """
    points = sorted(map(ord, _holds(_font_file(*MAIN_FONT))))
    starts = [c for c in points if c - 1 not in points]
    ends = [c for c in points if c + 1 not in points]
    return "[" + "".join(f"\\u{{{start:x}}}-\\u{{{end:x}}}" for start, end in zip(starts, ends)) + "]"


def _holds(font: Path) -> frozenset[str]:
    """The characters of a TrueType font, from its cmap table (format 12 where it has one, else 4)."""
    data = font.read_bytes()
    tables = (struct.unpack_from(">4s4xI", data, 12 + 16 * i) for i in range(struct.unpack_from(">H", data, 4)[0]))
    cmap = next(start for tag, start in tables if tag == b"cmap")
    starts = [cmap + struct.unpack_from(">4xI", data, cmap + 4 + 8 * i)[0] for i in range(struct.unpack_from(">H", data, cmap + 2)[0])]
    formats = {struct.unpack_from(">H", data, start)[0]: start for start in starts}
    points = _format_12(data, formats[12]) if 12 in formats else _format_4(data, formats[4])
    return frozenset(map(chr, points))


def _format_12(data: bytes, at: int) -> Iterator[int]:
    for i in range(struct.unpack_from(">I", data, at + 12)[0]):
        first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * i)
        yield from range(first, last + 1)


def _format_4(data: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, starts, deltas, offsets = (at + 14 + 2 * (count * i + (i > 0)) for i in range(4))
    for i in range(count):
        first, last, delta, offset = (struct.unpack_from(">H", data, table + 2 * i)[0] for table in (starts, ends, deltas, offsets))
        for c in range(first, last + 1):
            glyph = struct.unpack_from(">H", data, offsets + 2 * i + offset + 2 * (c - first))[0] if offset else c
            if (glyph + delta) & 0xFFFF if glyph else 0:
                yield c
