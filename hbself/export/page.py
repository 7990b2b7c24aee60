"""The proposal as one HTML file that opens anywhere, offline, with its pictures, and prints well.
No script, no link out.
"""

import base64
import functools
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from ..model.document import Proposal
from . import Look, Paper
from .breaks import HYPHEN, breakable
from .document import Document, PrintedLine
from .printing import printed
from .scripts import runs
from .usertext import clean

# Picture sizes beside the text, as the person likes to read: on the screen, and on paper
# (document.md).
PICTURE = {"big": ("5.5rem", "2.2cm"), "small": ("3rem", "1.4cm"), "none": ("0rem", "0cm")}
TILE = 60  # letters; what is longer stands beside its picture
TILE_WORD = 11  # small letters of a word that fits under a picture
LONGEST = 9.5  # small letters of a word in a heading that stays whole at any width
# Kept readable inside an attribute: what quote() would turn into %xx without need makes the file a
# fifth bigger.
_SAFE = " /:=',;()!*+-.@?"


def make(
    proposal: Proposal,
    texts: dict[str, str],
    pictures: Path,
    look: Look,
    paper: Paper = "proposal",
) -> str:
    """The page of `proposal` as a string, to be saved as UTF-8.

    texts: the fixed words in its language; pictures: the folder of pictograms (name.svg); look: the
    person's settings; paper: which of the two that the person has. Only what is seen is in the
    file: whoever is given it finds nothing more in its source. Each picture is in it once. Raises
    KeyError for a missing text.
    """
    document = printed(proposal, texts, clean, paper=paper)
    names = sorted(document.pictures) if look.pictures != "none" else []
    symbols = {name: uri for name in names if (uri := _data_uri(pictures / f"{name}.svg"))}
    style = _style(look, document.words["page"])
    return _template().render(
        document=document,
        pictures=symbols,
        style=Markup(style),  # noqa: S704 - our own sheet, and numbers
        policy=_policy(style),
        runs=runs,
        parted=_parted,
        parted_below=functools.partial(_parted, longest=TILE_WORD),
        tiled=_tiled,
        contents=_contents(document),
        next_goal=functools.partial(next, _named(document), ""),
    )


def _contents(document: Document) -> list[tuple[str, str]]:
    """Id and title of all that one may want to jump to, in its order."""
    rows = [*document.sections, *document.last, *filter(None, [document.hand_in])]
    first = [(document.one.id, document.one.title)] if document.one else []
    goals = [(goal.id, goal.title) for goal in document.goals]
    worker = [("worker", document.worker.title)] if document.worker else []
    return [*first, *goals, *((row.id, row.title) for row in rows), *worker]


def _named(document: Document) -> Iterator[str]:
    """The ids of the goals that have a name, which the page for the worker tells in this order."""
    return (goal.id for goal in document.goals if goal.answered)


def _tiled(lines: list[PrintedLine]) -> list[tuple[PrintedLine, bool]]:
    """Lines, and whether each stands under its picture beside others: those of few words do, but
    none alone.
    """
    short = [not line.lead and 0 < _letters(line) <= TILE for line in lines]
    return [(line, one and sum(short) > 1) for line, one in zip(lines, short, strict=True)]


def _letters(line: PrintedLine) -> int:
    """How many letters it has; 0 for one of several lines."""
    words = [text for paragraph in line.paragraphs for text in paragraph.lines]
    return len(words[0]) if len(words) == 1 else 0


def _parted(heading: str, longest: float = LONGEST) -> str:
    """With soft hyphens in long words: Chrome knows no syllables of Finnish, and a large heading
    has little room on a phone.
    """
    return breakable(heading, longest).replace(HYPHEN * 2, HYPHEN)


def _policy(style: str) -> str:
    """A content security policy for this very page: a slip in escaping would still run and load
    nothing.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none';"
        " form-action 'none'"
    )


def _style(look: Look, page_word: str) -> str:
    screen, paper = PICTURE[look.pictures]
    word = re.sub(r'["\\\\<\n]', "", page_word)
    values = {
        "picture": screen,
        "print-picture": paper,
        "text": f"{100 * look.size:g}%",
        "print": f"{look.size}",
        "page-word": f'"{word}"',
    }
    lines = Path(__file__).with_name("page.css").read_text("utf-8").splitlines()
    sheet = "\n".join(line.strip() for line in lines if line)
    return (
        ":root{" + ";".join(f"--{name}:{value}" for name, value in values.items()) + "}\n" + sheet
    )


@functools.cache
def _data_uri(path: Path) -> str:
    """The picture as a data URI, "" when there is none. As an image it can run nothing, whoever
    drew it.
    """
    return "data:image/svg+xml," + quote(path.read_bytes(), safe=_SAFE) if path.is_file() else ""


@functools.cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    return jinja2.Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    ).get_template("page.html")
