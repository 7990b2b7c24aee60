"""What stands in a Word file of ours."""

from docx.oxml.ns import qn

from hbself.export import Look
from hbself.export.document import Document
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


def said(document: Document):
    """Every text of the document in its order, as `printed` gives it."""
    yield from (
        document.title,
        document.day,
        document.intro,
        *([document.by.text] if document.by else []),
    )
    for one in document.all_sections:
        yield one.title
        for part in one.parts:
            yield part.title
            for line in part.lines:
                yield line.lead
                yield from ("\n".join(paragraph.lines) for paragraph in line.paragraphs)


def pictures(file) -> list[tuple]:
    """(paragraph, picture) of all pictures in a document."""
    return [(p, inline) for p in file.paragraphs for inline in p._p.iter(qn("wp:inline"))]


def names(picture) -> tuple[str, str]:
    """A picture's name and its alternative text."""
    about = picture.find(qn("wp:docPr"))
    return about.get("name"), about.get("descr")
