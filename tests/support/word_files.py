"""What stands in a Word file of ours."""

from itertools import pairwise

from docx.oxml.ns import qn

from hbself.export import Look
from hbself.export.document import Document
from hbself.export.wordblocks import Sizes, blocks
from hbself.export.wordfit import on_one_page
from tests.support import invented

CASES = {
    **{f"aino-{language}": (invented.aino(language), Look()) for language in ("fi", "sv", "en")},
    "small": (invented.aino("sv"), Look("small", 130)),
    "words-only": (invented.aino("en"), Look("none", 150)),
    "empty": (invented.empty(), Look()),
    "hostile": (invented.hostile(), Look()),
    "hostile-large": (invented.hostile("en"), Look("big", 200)),
    "full": (invented.full(), Look()),
}


ANSWERS = {name: CASES[name] for name in ("aino-fi", "aino-sv", "aino-en", "empty", "hostile")}


def level(paragraph) -> int:
    """Of a heading 1 to 3, by its style or the one that it comes from; 0 for all others."""
    style = paragraph.style
    while style is not None and not style.name.startswith("Heading"):
        style = style.base_style
    return int(style.name[-1]) if style is not None else 0


def pictures(file) -> list[tuple]:
    """(paragraph, picture) of all pictures in a document."""
    return [(p, inline) for p in file.paragraphs for inline in p._p.iter(qn("wp:inline"))]


def names(picture) -> tuple[str, str]:
    """A picture's name and its alternative text."""
    about = picture.find(qn("wp:docPr"))
    return about.get("name"), about.get("descr")


def longer_than_a_page(document: Document, points: float = 16) -> list[str]:
    """The beginnings of what should be a page, and is likely to be more."""
    made, sizes = blocks(document, Sizes(2.2, 2.2, points, 11, document.pictures))
    starts = [0, *(i for i, one in enumerate(made) if one.new_page), len(made)]
    pages = [made[start:end] for start, end in pairwise(starts)]
    names = [one.title for one in (*document.goals, document.worker) if one]
    return [
        page[0].text
        for number, page in enumerate(pages)
        if not number or page[0].text in names
        if not on_one_page(page, sizes.points, sizes.plan)
    ]
