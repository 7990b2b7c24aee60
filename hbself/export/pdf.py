"""The proposal as a PDF that reads well aloud: tagged, PDF/UA-1 and PDF/A-2a, the same bytes each
time.

Typst sets it (proposal.typ). A process that has compiled must not fork afterwards, so nothing is
compiled at import. What the person typed never becomes Typst source: it goes as JSON and is only
printed.
"""

import datetime
import functools
import math
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import typst

from ..model.document import Line, Part, Proposal, SectionOf
from . import Look, Portion, pictures_of, printed, textlayer
from .breaks import HYPHEN, PLAIN, width
from .fonts import covers, families, found, holders, main_letters
from .usertext import clean, strict

TEMPLATE = Path(__file__).with_name("proposal.typ")
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
# A compile takes 30 MB and a core: the second waits for the first, and other requests go on (Typst
# runs without the GIL). Always in the same thread, for Typst keeps memory for each thread that has
# ever compiled: 30 MB more a worker.
_press = ThreadPoolExecutor(1, "typst")
# The part of an A4 page that is written on, and a line of 18 pt with the space below it.
PAGE_CM, LINE_CM = 25.9, 1.0
# The ways in which a document is set until it is short enough. In the last one the long lists have
# no pictures.
WAYS = ("roomy", "compact", "dense")
DENSE = ["strengths", "now", "change", "learn"]
# Words of so many small letters at 18 pt may be too wide for the narrowest line: the template
# measures them.
LONGEST = 28
# So many small letters at 18 pt are a line beside a big picture.
LINE_LETTERS = 36
NOT_SHOWN = "could not be displayed"  # what Typst says of a text that no font can show
# Small letters, at the head of a page with the largest text; HEAD: that grows so far
LONGEST_NAME = 42
HEAD = 1.4
LEAST_NAME = 8  # letters of a section that are left of its name before that of its part
# So many compiles of some words at most, to find the words that it says this of: of 1,000 words
# four or five such ones.
MOST_TRIES = 60
_COUNT = re.compile(rb"[^>]*?/Count (\d+)")  # in the page tree of a PDF
_WORD = re.compile("[^ \n]+")
_MARKS = re.compile(f"[{HYPHEN}{PLAIN}]")


def make(
    proposal: Proposal,
    texts: dict[str, str],
    pictures: Path,
    look: Look,
    portion: Portion | None = None,
) -> bytes:
    """The PDF of `proposal`.

    texts: the fixed words in its language; pictures: the folder of pictograms (name.svg); look: the
    person's settings; portion: says that it is a part for one reader. When it is longer than
    MOST_PAGES it is set again, compact: 16 pt, pictures of 1.4 cm and less air, except on the one
    page. Then, if need be, with the pictures of the long lists left away. A proposal that is longer
    even so keeps its pages: nothing that the person said is left out. Raises typst.TypstError or
    ValueError when the document can't be made (a fault of ours, not of the text), KeyError for a
    missing text.
    """
    size = min(max(look.text, 100), 200) / 100
    safe = lambda text: clean(text, holders(), int(LONGEST / size), twins=False)  # noqa: E731
    set_ = lambda clean: _set(
        printed(proposal, texts, clean, portion), proposal.day, pictures, look, size
    )  # noqa: E731
    said: list[str] = []
    if made := set_(lambda text: said.append(safe(text)) or said[-1]):
        return made
    # A combination of characters that no font can show: once more, and the words that have one in
    # plain letters only.
    alone = lambda words: _set(  # noqa: E731
        printed(_of_words(proposal, words), texts, str), proposal.day, pictures, Look("none"), size
    )
    poor = _not_shown(list(dict.fromkeys(_WORD.findall("\n".join(said)))), alone)
    plain = lambda word: strict(word, main_letters())  # noqa: E731
    for chosen in (lambda word: plain(word) if word in poor else word, plain):
        if made := set_(lambda text: _WORD.sub(lambda found: chosen(found[0]), safe(text))):  # noqa: B023 - used at once
            return made
    raise ValueError("no font shows the fixed words")


def _set(*given) -> bytes | None:
    """As `_shortest`; None where no font can show something in the document."""
    try:
        return _shortest(*given)
    except typst.TypstError as error:
        if NOT_SHOWN not in str(error):
            raise
    return None


def _not_shown(words: list[str], alone: Callable[[list[str]], bytes | None]) -> set[str]:
    """Those of the words that no font can show, found by halving; after MOST_TRIES all of which
    nothing is known yet.
    """
    groups, found = [[word for word in words if strict(word, main_letters()) != word]], set()
    for _ in range(MOST_TRIES):
        if not groups:
            break
        group = groups.pop(0)
        if not alone(group):
            half = len(group) // 2
            groups += [group[:half], group[half:]] if half else []
            found |= set() if half else {*group}
    return found.union(*groups)


def _of_words(proposal: Proposal, words: list[str]) -> Proposal:
    """A proposal that says only these words."""
    lines = tuple(Line(f"{i}", word, "") for i, word in enumerate(words))
    return msgspec.structs.replace(
        proposal, sections=(SectionOf("", "-", "", (Part("", lines),)),), mirror=(), worker=None
    )


def _shortest(document: dict, day: str, pictures: Path, look: Look, size: float) -> bytes:
    files = {"main.typ": TEMPLATE.read_bytes()}
    files |= {
        f"{name}.svg": svg
        for name in pictures_of(document)
        if (svg := _picture(pictures / f"{name}.svg"))
    }
    _mark_long(document, size)
    short = [_least_cm(document, look, size, way) <= MOST_PAGES * PAGE_CM for way in WAYS]
    ways = [way for way, fits in zip(WAYS, short) if fits or way == WAYS[-1]]
    bare = {
        name: _MARKS.sub("", text)
        for name, text in (
            ("title", document["title"]),
            ("intro", document["intro"]),
            ("page", document["words"]["page"]),
        )
    }
    words: dict[str, tuple[str, str]] = {}
    set_ = _in_runs(document, words) | {
        "bare": bare,
        "covers": covers(),
        "fonts": families(),
        "have": sorted(name.removesuffix(".svg") for name in files),
    }
    for way in ways:
        compact = way != "roomy"
        set_["look"] = {
            "dense": DENSE if way == "dense" else [],
            "big": PICTURE_CM[look.pictures],
            "rest": (COMPACT_CM if compact else PICTURE_CM)[look.pictures],
            "text": (COMPACT_PT if compact else ROOMY_PT) * size,
            "front": ROOMY_PT * size,
            "small": COMPACT_PT * size,
            "air": COMPACT_AIR_CM if compact else ROOMY_AIR_CM,
            "size": size,
        }
        pdf = compiled(files, set_, pdf_standards=STANDARDS, timestamp=_midnight(day))
        if page_count(pdf) <= MOST_PAGES:
            break
    return textlayer.finished(pdf, words)


def _in_runs(found, words: dict[str, tuple[str, str]]):
    """A copy of the document in which each text that needs care is a table {"runs": …, "wide": …};
    all others stay strings.

    runs: [language, text, code] for each piece; wide: the words in which there are marks where they
    may be parted (`breaks`). Each word that Typst may write in pieces has a code of its own, and
    gets an entry in `words` (`textlayer`).
    """
    if isinstance(found, dict):
        return {
            name: one if name in ("id", "picture", "language") else _in_runs(one, words)
            for name, one in found.items()
        }
    if isinstance(found, list):
        return [_in_runs(one, words) for one in found]
    if not isinstance(found, str) or found.isascii():
        return found
    pieces = textlayer.pieces(found, words)
    wide = [_MARKS.sub("", word) for word in found.split(" ") if _MARKS.search(word)]
    return (
        {"runs": pieces, "wide": sorted(wide, key=width)[-3:]}
        if wide or any(code or language for language, _, code in pieces)
        else found
    )


def _mark_long(document: dict, size: float) -> None:
    """Set "long" on every line and section that may be longer than half a page, or than a page: it
    must be able to break.

    And "fills" on every line: on at least and at most how many lines of the page it goes; "name" on
    every section and part: what stands at the head of a page on which it goes on, in one line.

    Typst could measure it, but that would take twice the time and memory of the whole document.
    """
    for section in filter(None, (document["one"], *document["sections"], document["worker"])):
        worker = section is document["worker"]
        # heading, notes, lines for names; a picture
        height, least = (4 * size, 0.0) if worker else (3 + 5 * size, 2.2)
        most = LONGEST_NAME * HEAD / min(size, HEAD)
        # The worker's box is for whom it says before its colon.
        section["name"] = _short(
            section["title"].partition(":")[0] if worker else section["title"], most
        )
        for part in section["parts"]:
            part["name"] = _both(section["title"], part["name"], most)
            height += _height(part["title"], size) + size
            for line in part["lines"]:
                tall = sum(
                    _height(text, size) for one in line["paragraphs"] for text in one["lines"]
                ) + _height(line["lead"], size)
                line["long"], line["fills"] = tall > PAGE_CM / 2, _lines(line, size)
                height += max(tall, least) + 0.4 * size
        section["long"] = height > PAGE_CM


def _short(name: str, most: float) -> str:
    """A name that fits on a line at the head of a page, of at most so many small letters: cut after
    a word where that can be.
    """
    name = _MARKS.sub("", name).replace("\n", " ")
    if width(name) <= most:
        return name
    cut = name[: next(n for n in range(len(name)) if width(name[: n + 1]) > most)]
    words = cut.rpartition(" ")[0]
    return (words if len(words) >= LEAST_NAME else cut).rstrip(" ,;:") + "…"


def _both(section: str, part: str, most: float) -> str:
    """The head of a page on which a part goes on: "What happens now: Goal 1". Where it is too long
    the section is cut first.
    """
    part = _short(part, most)
    left = most - width(f": {part}")
    return f"{_short(section, left)}: {part}" if left > LEAST_NAME else part


def _lines(line: dict, size: float) -> tuple[int, int]:
    """On at least and at most how many lines of the page a line goes, beside whatever picture."""
    texts = [text for one in line["paragraphs"] for text in one["lines"]] + [line["lead"]] * bool(
        line["lead"]
    )
    wide = [width(text) * size / LINE_LETTERS for text in texts]
    return (
        sum(math.ceil(one / 1.7) for one in wide),
        sum(math.ceil(one / 0.75) for one in wide) + len(line["paragraphs"]) - 1,
    )


def _least_cm(document: dict, look: Look, size: float, way: str) -> float:
    """The least height of all lines when they are set in that way: saves a compile that would
    surely be too long.
    """
    roomy = way == "roomy"
    points, air = (ROOMY_PT, ROOMY_AIR_CM) if roomy else (COMPACT_PT, COMPACT_AIR_CM)
    lines = [
        (section, line)
        for section in document["sections"]
        for part in section["parts"]
        for line in part["lines"]
    ]
    side = {
        section["id"]: (
            0.0
            if way == "dense" and section["id"] in DENSE
            else (PICTURE_CM if roomy else COMPACT_CM)[look.pictures]
        )
        for section, _ in lines
    }
    return sum(
        max(side[section["id"]], (1.25 * line["fills"][0] - 0.6) * points * size * 2.54 / 72)
        + 2 * air * size
        for section, line in lines
    )


def _height(text: str, size: float) -> float:
    """About how high a text is on the page, in cm, rather too much than too little."""
    return size * math.ceil(width(text) * size / (LINE_LETTERS * 0.8)) * LINE_CM


def compiled(files: dict[str, bytes], data: dict, **options) -> bytes:
    """What Typst makes of the template "main.typ" among `files`, with `data` and our fonts; nothing
    of it stays in memory.

    options: as of typst.compile. Raises typst.TypstError.
    """
    return _press.submit(
        _compile, files, {"data": msgspec.json.encode(data).decode()}, options
    ).result()


def _compile(files: dict[str, bytes], inputs: dict[str, str], options: dict) -> bytes:
    try:
        return typst.compile(
            files, font_paths=found(), ignore_system_fonts=True, sys_inputs=inputs, **options
        )
    finally:
        _forget()


def _forget() -> None:
    """Make Typst drop what it remembers of the document.

    It keeps all that it made for the next ten compiles: the person's words, and 100 MB of memory
    after some documents. Empty compiles let those ten pass, in about 7 ms.
    """
    compiler = typst.Compiler(b"", font_paths=found(), ignore_system_fonts=True)
    for _ in range(REMEMBERED + 1):
        compiler.compile(b"", format="svg")


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has, from its page tree, without a PDF library."""
    tree = max(pdf.find(b"/Type/Pages"), 0)
    found = _COUNT.match(pdf, tree)
    return int(found[1]) if found else 0


def _midnight(day: str) -> int:
    """The proposal's day as Unix seconds: the file's own date, so that the same proposal gives the
    same bytes.
    """
    try:
        return int(datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC).timestamp())
    except ValueError:
        return 0


@functools.cache
def _picture(path: Path) -> bytes:
    """The picture's bytes, b"" when there is none: a missing picture must not keep a person from
    their document.
    """
    return path.read_bytes() if path.is_file() else b""
