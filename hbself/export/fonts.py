"""The fonts that PDF and card are set in, and which characters each of them holds. They come from
packages, never from the system.

CJK is an extra of the project: without it Chinese, Japanese and Korean can't be printed, and the
site says so.
"""

import bisect
import functools
import importlib.util
import mmap
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from .usertext import missing

MAIN = ("fontpkg_atkinson_hyperlegible", "files/AtkinsonHyperlegible-Regular.ttf")
# Before Noto Sans Arabic, which builds a letter of its body and its dots: each would be read and
# copied as a letter of its own.
ARABIC = ("fontpkg_ibm_plex_sans_arabic", "files/IBMPlexSansArabic-Regular.ttf")
OTHERS = "manimgx_fonts"
CJK = ("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc")
# In the order in which Typst looks for a letter.
FAMILIES = ("Noto Sans", "Noto Sans Symbols", "Noto Emoji", "IBM Plex Sans Arabic")
LISTED = frozenset(name.replace(" ", "") for name in FAMILIES)
CJK_FAMILIES = {"zh": "Noto Sans CJK SC", "ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR"}
# The zero of the main font has a stroke, which Nordic readers take for "Ø": all digits come from
# the next font.
DIGITS = frozenset("0123456789")


def _file(package: str, name: str = "") -> Path | None:
    """A file or the folder of a font package, found without running its code; None where it is not
    installed.
    """
    spec = importlib.util.find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    return Path(folders[0], name) if folders else None


def _needed(package: str, name: str = "") -> Path:
    """The same of a package that the site does not go without."""
    path = _file(package, name)
    if path is None:
        raise ModuleNotFoundError(package)
    return path


@functools.cache
def found():
    """All fonts as typst.Fonts, found once a process; Typst maps a file when a text needs it."""
    import typst  # large: who only asks what can be printed needs none of it

    folders = [
        _needed(*MAIN).parent,
        _needed(*ARABIC).parent,
        _needed(OTHERS),
        *filter(None, [_file(CJK[0])]),
    ]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(map(str, folders))
    )


def families() -> dict[str, list[str]]:
    """The families after the main one: {"": for any text, "ja": for a text in Japanese, …}. Signs
    of the CJK font come last.
    """
    if not _file(CJK[0]):
        return {"": list(FAMILIES)}
    return {code: [*FAMILIES, CJK_FAMILIES[code or "zh"]] for code in ("", *CJK_FAMILIES)}


@functools.cache
def main_letters() -> frozenset[str]:
    """The characters of the main font."""
    return frozenset(map(chr, _holds(_needed(*MAIN))))


class Holders:
    """Which fonts hold a character: a bit for each. The largest font is asked last, and opened only
    then.
    """

    def __init__(self, cjk: Path | None):
        self._cjk = cjk
        self._bits: dict[str, int] = {}
        self.listed = 1
        for i, font in enumerate(
            [_needed(*MAIN), _needed(*ARABIC), *sorted(_needed(OTHERS).glob("*.ttf"))], 1
        ):
            # "NotoSans[wght].ttf" is "Noto Sans", without its letters that stand aslant.
            if i <= 2 or font.name.partition("[")[0] in LISTED:
                self.listed |= 1 << i
            for point in _holds(font):
                self._bits[chr(point)] = self._bits.get(chr(point), 0) | 1 << i

    def get(self, c: str) -> int:
        """0 when no font holds it."""
        return self._bits.get(c) or int(bool(self._cjk and _in_ranges(_ranges(self._cjk), ord(c))))


@functools.cache
def holders() -> Holders:
    """Of the fonts that are installed."""
    return Holders(_file(*CJK))


@functools.cache
def covers() -> str:
    """A regular expression for what the main font is used for, for Typst.

    Else it would build letters that the font lacks out of two (the Sámi "ǩ"), which are read and
    copied twice.
    """
    ranges = zip(*_as_ranges(map(ord, main_letters() - DIGITS)), strict=True)
    return "[" + "".join(f"\\u{{{first:x}}}-\\u{{{last:x}}}" for first, last in ranges) + "]"


def lacking(texts: Iterable[str]) -> list[str]:
    """The signs in these texts that can't be printed, each once: no installed font holds them."""
    main = main_letters()
    rare = [text for text in texts if not text.isascii() and not all(c in main for c in text)]
    return list(dict.fromkeys(c for text in rare for c in missing(text, holders())))


# ---- what a font file holds ----------------------------------------------------------------------


@functools.cache
def _ranges(font: Path) -> tuple[list[int], list[int]]:
    """First and last code points of the runs that a font holds: far smaller than a set of them."""
    return _as_ranges(_holds(font))


def _as_ranges(points: Iterable[int]) -> tuple[list[int], list[int]]:
    known = set(points)
    return sorted(p for p in known if p - 1 not in known), sorted(
        p for p in known if p + 1 not in known
    )


def _in_ranges(ranges: tuple[list[int], list[int]], point: int) -> bool:
    starts, ends = ranges
    at = bisect.bisect_right(starts, point) - 1
    return at >= 0 and point <= ends[at]


def _holds(font: Path) -> set[int]:
    """The code points of an OpenType font (of a collection: of its first), from its cmap (format 12
    where it has one, else 4).
    """
    with font.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        base = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
        count = struct.unpack_from(">H", data, base + 4)[0]
        tables = (struct.unpack_from(">4s4xI", data, base + 12 + 16 * i) for i in range(count))
        cmap = next(start for tag, start in tables if tag == b"cmap")
        count = struct.unpack_from(">H", data, cmap + 2)[0]
        starts = [
            cmap + struct.unpack_from(">4xI", data, cmap + 4 + 8 * i)[0] for i in range(count)
        ]
        formats = {struct.unpack_from(">H", data, start)[0]: start for start in starts}
        return set(_format_12(data, formats[12]) if 12 in formats else _format_4(data, formats[4]))


def _format_12(data, at: int) -> Iterator[int]:
    for i in range(struct.unpack_from(">I", data, at + 12)[0]):
        first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * i)
        yield from range(first, last + 1)


def _format_4(data, at: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, starts, deltas, offsets = (at + 14 + 2 * (count * i + (i > 0)) for i in range(4))
    for i in range(count):
        first, last, delta, offset = (
            struct.unpack_from(">H", data, table + 2 * i)[0]
            for table in (starts, ends, deltas, offsets)
        )
        for c in range(first, last + 1):
            glyph = (
                struct.unpack_from(">H", data, offsets + 2 * i + offset + 2 * (c - first))[0]
                if offset
                else c
            )
            if (glyph + delta) & 0xFFFF if glyph else 0:
                yield c
