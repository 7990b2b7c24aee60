"""The proposal as a Word file that can be written in: real headings, alternative texts, the
language set, no layout tables.

A picture and its words stand in one paragraph with a hanging indent, so that every program reads
them in order.
"""

import functools
import io
import itertools
import math
from collections.abc import Iterator, Set
from pathlib import Path
from typing import NamedTuple

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.shape import CT_Inline
from docx.shared import Cm

from ..keeping import cards
from ..model.document import Proposal
from . import Look, Portion, wordstyles
from .breaks import width
from .document import Document, PrintedSection, printed
from .press import compiled
from .scripts import RIGHT_TO_LEFT, runs
from .usertext import clean, paragraphs
from .wordstyles import EDGE_CM, GAP_CM, PAGE_CM, SPACE_PT, TEXT_PT, element, heading_points, put

# How big pictures are: beside words; on the one page, in the order of trying until all fits; before
# the titles.
PICTURE_CM = {"big": 2.2, "small": 1.4, "none": 0.0}
FRONT_CM = (2.2, 1.8, 1.4, 1.1)
TITLE_CM, HEADING_CM = 1.6, 1.2
# Beside words of two lines or more: the second line begins under the picture, and a large one would
# tear it from the first.
LONG_CM = 1.2
# Of Verdana, in parts of its size: how high a line is, what of it is under the letters, how wide
# letters are.
LINE, FOOT, LETTER = 1.3, 0.21, 0.63
THIN = {**dict.fromkeys(' tfrI()[]/-"”“', 0.43), **dict.fromkeys("ijl.,:;'!|", 0.33)}
# Word's own sign for a picture that is passed by when the file is read aloud.
DECORATIVE = (
    f"<a:extLst {nsdecls('a')}><a:ext"
    ' uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
)
PT_CM = 2.54 / 72
PPI = 200


class Block(NamedTuple):
    """A paragraph to be: the id of its style, its words, the picture before them ("" for none) and
    how big that is.
    """

    style: str
    text: str
    picture: str = ""
    cm: float = 0.0
    rtl: bool = False
    new_page: bool = False
    keep: bool = False  # stays on a page with the next one
    item: bool = False  # is an item of a list
    theirs: bool = False  # somebody else's words: a line stands along them


class Sizes(NamedTuple):
    """How big pictures are, in cm, and those on the one page; the text, in points; and the pictures
    that there are.
    """

    cm: float
    front: float
    points: float
    have: Set[str]

    def beside(self, style: str) -> float:
        """How big pictures are in rows of a style; 0 where it is none of theirs."""
        rows = {"Row": self.cm, "Words": self.cm, "FrontRow": self.front, "FrontWords": self.front}
        return rows.get(style, 0.0)


def make(
    proposal: Proposal,
    texts: dict[str, str],
    pictures: Path,
    look: Look,
    portion: Portion | None = None,
) -> bytes:
    """The DOCX of `proposal`; see `making.make` for the arguments.

    A picture's alternative text says what it shows, in the words of the manifest. Raises KeyError
    for a missing text.
    """
    document = printed(proposal, texts, clean, portion)
    points, cm = TEXT_PT * look.size, PICTURE_CM[look.pictures]
    images = _images(pictures, sorted(document.pictures)) if cm else {}
    blocks, sizes = _fitted(document, Sizes(cm, cm, points, images.keys()))
    file = docx.Document()
    wordstyles.about(file, document.title, document.language, proposal.day)
    wordstyles.styles(file, points, {"": cm, "Front": sizes.front})
    wordstyles.frame(file, f"{document.title} – {document.words['page']} ")
    shown, relations = cards.names(document.language), {}
    for number, block in enumerate(blocks, 1):
        paragraph = file.element.body.add_p()
        _format(paragraph, block, sizes.beside(block.style))
        if name := block.picture:
            if name not in relations:
                relations[name], _ = file.part.get_or_add_image(io.BytesIO(images[name]))
            _picture(paragraph, number, relations[name], block, shown.get(name, name))
        _words(paragraph, block)
    return wordstyles.finished(file)


# ---- what stands in it ---------------------------------------------------------------------------


def _blocks(document: Document, sizes: Sizes) -> Iterator[Block]:
    """All paragraphs."""
    yield from _head(document, sizes)
    if document.one:
        yield Block("Heading2", document.one.title)
        yield from _parts(document.one, "Front", sizes.front, sizes)
    for number, section in enumerate(document.sections):
        yield from _section(document, section, bool(document.one and not number), sizes)
    if document.worker:
        yield from _worker(document, document.worker, sizes)
    if not document.all_sections:
        yield Block("Normal", document.words["empty"])


def _head(document: Document, sizes: Sizes) -> Iterator[Block]:
    """What stands before the first section: title, day, for whom it is and who answered."""
    yield _pictured(Block("Heading1", document.title), "proposal", TITLE_CM, sizes)
    yield Block("Normal", document.day)
    for one in document.paper:
        yield Block("Open", f"{one.text} \t") if one.open else Block("Normal", one.text)
    yield Block("Normal", document.intro)
    for text in document.portion:
        yield Block("Normal", text, rtl=_rtl(text))
    if by := document.by:
        yield _row("Front", by.text, by.picture, sizes.front, sizes)


def _section(
    document: Document, section: PrintedSection, new_page: bool, sizes: Sizes
) -> Iterator[Block]:
    heading = Block("Heading2", section.title, new_page=new_page)
    yield _pictured(heading, section.picture, HEADING_CM, sizes)._replace(theirs=section.theirs)
    rows = list(_parts(section, "", sizes.cm, sizes))
    if section.signed:
        sign = Block("Sign", "\t\n" + document.words["name-and-day"])
        rows = [*rows[:-1], rows[-1]._replace(keep=True), sign._replace(keep=True), sign]
    yield from (row._replace(theirs=section.theirs) for row in rows)


def _worker(document: Document, worker: PrintedSection, sizes: Sizes) -> Iterator[Block]:
    new_page = bool(document.one and not document.sections)
    yield Block("Heading2", worker.title, new_page=new_page)
    words = document.words
    yield Block("Lead", f"{words['made-from-my-answers']} {words['own-words']}")
    yield from _parts(worker, "Worker", 0, sizes._replace(have=frozenset()))


def _parts(section: PrintedSection, kind: str, cm: float, sizes: Sizes) -> Iterator[Block]:
    """cm: how big the pictures of its rows are; those of its headings are as in all sections."""
    for part in section.parts:
        if part.title:
            title = Block("Heading3", part.title, rtl=_rtl(part.title))
            yield _pictured(title, part.picture, HEADING_CM, sizes._replace(cm=cm))
        for line in part.lines:
            if line.lead:
                yield Block("Lead", line.lead, rtl=_rtl(line.lead))
            for number, paragraph in enumerate(line.paragraphs):
                picture = "" if number else line.picture
                row = _row(kind, "\n".join(paragraph.lines), picture, cm, sizes)
                yield row._replace(rtl=paragraph.rtl, item=not number)


def _pictured(heading: Block, picture: str, most: float, sizes: Sizes) -> Block:
    """A heading with its picture before it, where there is one."""
    if picture not in sizes.have:
        return heading
    return heading._replace(picture=picture, cm=min(sizes.cm, most))


def _row(kind: str, text: str, picture: str, cm: float, sizes: Sizes) -> Block:
    """A picture with its words, whose first line stands at its middle."""
    if picture not in sizes.have:
        return Block(f"{kind}Words", text)
    long = _lines(text, cm, sizes.points) > 1
    return Block(f"{kind}Row", text, picture, min(cm, LONG_CM) if long else cm)


def _rtl(text: str) -> bool:
    """Whether the first paragraph runs from right to left."""
    return any(one.rtl for one in paragraphs(text)[:1])


# ---- how high it is ------------------------------------------------------------------------------


def _fitted(document: Document, sizes: Sizes) -> tuple[list[Block], Sizes]:
    """All paragraphs, and the sizes with the biggest pictures with which the one page is likely to
    fit on a page.
    """
    ways = [sizes._replace(front=cm) for cm in FRONT_CM if cm <= sizes.cm]
    ways = ways or [sizes._replace(front=0.0)]
    fits = (way for way in ways if _on_one_page(_blocks(document, way), sizes.points))
    chosen = next(fits, ways[0])
    return list(_blocks(document, chosen)), chosen


def _on_one_page(blocks: Iterator[Block], points: float) -> bool:
    """Whether what stands before the first new page is likely to fit on one; asks for no more of it
    than it must.
    """
    room = PAGE_CM[1] - 2 * EDGE_CM
    before = itertools.takewhile(lambda block: not block.new_page, blocks)
    return all((room := room - _height(block, points)) >= 0 for block in before)


def _height(block: Block, points: float) -> float:
    """About how high a paragraph is, in cm; rather too much."""
    size = PT_CM * (
        heading_points(int(block.style[-1]), points)
        if block.style.startswith("Heading")
        else points
    )
    # The first line is as high as the picture; the others are under it.
    high = (
        max(block.cm + FOOT * size, LINE * size)
        + (_lines(block.text, block.cm, size / PT_CM) - 1) * LINE * size
    )
    return high + sum(SPACE_PT.get(block.style, SPACE_PT["Front"])) * PT_CM


def _lines(text: str, cm: float, points: float) -> int:
    """On about how many lines a text goes beside a picture of so many cm; rather too many."""
    room = (PAGE_CM[0] - 2 * EDGE_CM - (cm and cm + GAP_CM)) / (points * PT_CM)
    return sum(math.ceil(sum(map(_letter, line)) / room) or 1 for line in text.split("\n"))


@functools.lru_cache(4096)
def _letter(c: str) -> float:
    """About how wide a letter of Verdana is, in parts of its size."""
    return THIN.get(c) or LETTER * width(c)


# ---- one paragraph -------------------------------------------------------------------------------


def _format(paragraph, block: Block, beside: float) -> None:
    """beside: how big pictures are in rows of that style."""
    properties = paragraph.get_or_add_pPr()
    # By its id: looking it up by name takes most of the time that a document takes
    properties.style = block.style
    if block.keep:
        put(properties, element("w:keepNext"))
    if block.new_page:
        put(properties, element("w:pageBreakBefore"))
    if block.rtl:
        put(properties, element("w:bidi"))
    if block.theirs:
        put(properties, wordstyles.line_along())
    if block.item:
        put(properties, wordstyles.item())
        if beside:  # LibreOffice forgets the indents of its style for an item of a list
            wordstyles.indent(properties, beside, bool(block.picture))
    if block.picture and block.style.startswith("Heading"):
        wordstyles.hang(properties, block.cm)


def _picture(paragraph, number: int, relation: str, block: Block, shown: str) -> None:
    inline = CT_Inline.new_pic_inline(number, relation, block.picture, Cm(block.cm), Cm(block.cm))
    # Where nothing is said LibreOffice takes 3 mm, which would push the words to the next tab
    for side in "TBLR":
        inline.set(f"dist{side}", "0")
    inline.docPr.set("name", block.picture)
    inline.docPr.set("descr", shown)
    # The words beside it say it all: it is passed by. Other programs than Word want words for it
    # all the same.
    inline.docPr.append(parse_xml(DECORATIVE))
    paragraph.add_r().add_drawing(inline)
    paragraph.add_r().add_tab()


def _words(paragraph, block: Block) -> None:
    for language, text in runs(block.text):
        run = paragraph.add_r()
        # As `run.text = text` does, ten times as fast
        for number, line in enumerate(text.split("\n")):
            if number:
                run.append(element("w:br"))
            for tab, piece in enumerate(line.split("\t")):
                if tab:
                    run.append(element("w:tab"))
                if piece:
                    run.add_t(piece)
        if block.rtl or language in RIGHT_TO_LEFT:
            run.get_or_add_rPr().append(element("w:rtl"))
        if language:
            run.get_or_add_rPr().append(
                element("w:lang", val=language, eastAsia=language, bidi=language)
            )


_pngs: dict[Path, bytes] = {}


def _images(pictures: Path, names: list[str]) -> dict[str, bytes]:
    """Name to PNG, which Word needs, of the pictograms that there are. A
    process makes each once.
    """
    paths = {name: path for name in names if (path := pictures / f"{name}.svg").is_file()}
    if lacking := {name: path for name, path in paths.items() if path not in _pngs}:
        side = f"{PICTURE_CM['big']}cm"
        page = f"#set page(width: {side}, height: {side}, margin: 0pt, fill: white)\n"
        page += "".join(f'#page(image("{name}.svg"))\n' for name in lacking)
        files = {f"{name}.svg": path.read_bytes() for name, path in lacking.items()}
        made = compiled(files | {"main.typ": page.encode()}, {}, format="png", ppi=PPI)
        pngs = [made] if isinstance(made, bytes) else made
        _pngs.update(zip(lacking.values(), pngs, strict=True))
    return {name: _pngs[path] for name, path in paths.items()}
