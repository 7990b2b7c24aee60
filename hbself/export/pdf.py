"""The proposal as a PDF that reads well aloud: tagged, PDF/UA-1 and PDF/A-2a, the same bytes each
time.

Typst sets it (`press`, proposal.typ).
"""

import datetime
import functools
import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from ..model.document import Line, Part, Proposal, ProposalSection
from . import Look, Paper, Portion, textlayer
from .document import Document
from .fonts import covers, families, holders, main_letters
from .press import STANDARDS, NotShown, compiled
from .printing import printed
from .typeset import typeset
from .usertext import clean, strict

TEMPLATE = Path(__file__).with_name("proposal.typ")
# How large pictures are, in cm, and the text, in points at its normal size (document.md): nothing
# is set smaller.
PICTURE_CM = {"big": 2.2, "small": 1.4, "none": 0.0}
TEXT_PT = 16.0
# Words of so many small letters at 18 pt may be too wide for the narrowest line: the template
# measures them.
LONGEST = 28
# So many compiles of some words at most, to find the words that no font can show: of 1,000 words
# four or five such ones.
MOST_TRIES = 60
_COUNT = re.compile(rb"[^>]*?/Count (\d+)")  # in the page tree of a PDF
_WORD = re.compile("[^ \n]+")


def make(
    proposal: Proposal,
    texts: dict[str, str],
    pictures: Path,
    look: Look,
    portion: Portion | None = None,
    paper: Paper = "proposal",
) -> bytes:
    """The PDF of `proposal`; see `making.make` for the arguments.

    Nothing is set smaller to fit: what is long has more pages. Raises typst.TypstError or
    ValueError when the document can't be made (a fault of ours, not of the text), KeyError for a
    missing text.
    """
    said: list[str] = []  # all texts, as they are printed

    def safe(text: str) -> str:
        return clean(text, holders(), int(LONGEST / look.size), twins=False)

    def told(text: str) -> str:
        said.append(safe(text))
        return said[-1]

    def plain(word: str) -> str:
        return _plain(word) if word in poor else word

    def tried(safely: Callable[[str], str]) -> bytes | None:
        document = printed(proposal, texts, safely, portion, paper)
        return _tried(document, proposal.day, pictures, look)

    def shown(words: list[str]) -> bool:
        document = printed(_of_words(proposal, words), texts, str)
        return _tried(document, proposal.day, pictures, Look("none", look.text)) is not None

    if made := tried(told):
        return made
    # A combination of characters that no font can show: once more, and the words that have one in
    # plain letters only.
    poor = _not_shown(list(dict.fromkeys(_WORD.findall("\n".join(said)))), shown)
    made = tried(lambda text: _each_word(plain, safe(text))) or tried(
        lambda text: _each_word(_plain, safe(text))
    )
    if not made:
        raise ValueError("no font shows the fixed words")
    return made


# ---- words that no font can show -----------------------------------------------------------------


def _plain(word: str) -> str:
    return strict(word, main_letters())


def _each_word(changed: Callable[[str], str], text: str) -> str:
    return _WORD.sub(lambda match: changed(match[0]), text)


def _not_shown(words: list[str], shown: Callable[[list[str]], bool]) -> set[str]:
    """Those of the words that no font can show, found by halving; after MOST_TRIES all of which
    nothing is known yet.
    """
    groups, poor = [[word for word in words if _plain(word) != word]], set()
    for _ in range(MOST_TRIES):
        if not groups:
            break
        group = groups.pop(0)
        if not shown(group):
            half = len(group) // 2
            groups += [group[:half], group[half:]] if half else []
            poor |= set() if half else {*group}
    return poor.union(*groups)


def _of_words(proposal: Proposal, words: list[str]) -> Proposal:
    """A proposal that says only these words."""
    lines = tuple(Line(f"{i}", word, "") for i, word in enumerate(words))
    section = ProposalSection("", "-", "", (Part("", lines),))
    return msgspec.structs.replace(
        proposal, sections=(section,), mirror=(), worker=None, name="", meeting=""
    )


# ---- setting it ----------------------------------------------------------------------------------


def _tried(document: Document, day: str, pictures: Path, look: Look) -> bytes | None:
    """The document; None where no font can show something in it."""
    content, codes = typeset(document, look.size)
    files = {"main.typ": TEMPLATE.read_bytes()} | _pictures(pictures, document.pictures)
    data = content | {
        "covers": covers(),
        "fonts": families(),
        "have": sorted(name.removesuffix(".svg") for name in files),
        "look": {
            "big": PICTURE_CM[look.pictures],
            "text": TEXT_PT * look.size,
            "size": look.size,
        },
    }
    try:
        pdf = compiled(files, data, pdf_standards=STANDARDS, timestamp=_midnight(day))
    except NotShown:
        return None
    return textlayer.finished(pdf, codes)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has, from its page tree, without a PDF library."""
    tree = max(pdf.find(b"/Type/Pages"), 0)
    match = _COUNT.match(pdf, tree)
    return int(match[1]) if match else 0


def _midnight(day: str) -> int:
    """The proposal's day as Unix seconds: the file's own date, so that the same proposal gives the
    same bytes.
    """
    try:
        return int(datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC).timestamp())
    except ValueError:
        return 0


def _pictures(folder: Path, names: set[str]) -> dict[str, bytes]:
    """The files of the pictures that there are: a missing one must not keep a person from their
    document.
    """
    paths = {f"{name}.svg": folder / f"{name}.svg" for name in names}
    return {name: svg for name, path in paths.items() if (svg := _picture(path))}


@functools.cache
def _picture(path: Path) -> bytes:
    """The picture's bytes, b"" when there is none."""
    return path.read_bytes() if path.is_file() else b""
