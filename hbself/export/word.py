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

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.shape import CT_Inline
from docx.shared import Cm

from ..keeping import cards
from ..model.document import Proposal
from . import Look, Portion, pdf, pictures_of, printed, wordstyles
from .breaks import width
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


def make(
    proposal: Proposal,
    texts: dict[str, str],
    pictures: Path,
    look: Look,
    portion: Portion | None = None,
) -> bytes:
    """The DOCX of `proposal`.

    texts: the fixed words in its language; pictures: the folder of pictograms (name.svg); look: the
    person's settings; portion: says that it is a part for one reader. A picture's alternative text
    says what it shows, in the words of the manifest. Raises KeyError for a missing text.
    """
    document = printed(proposal, texts, clean, portion)
    points, cm = TEXT_PT * min(max(look.text, 100), 200) / 100, PICTURE_CM[look.pictures]
    images = _images(pictures, sorted(pictures_of(document))) if cm else {}
    blocks, front = _fitted(document, cm, points, images.keys())
    doc = Document()
    wordstyles.about(doc, document["title"], document["language"], proposal.day)
    wordstyles.styles(doc, points, {"": cm, "Front": front})
    wordstyles.frame(doc, f"{document['title']} – {document['words']['page']} ")
    shown, relations = cards.names(document["language"]), {}
    for number, block in enumerate(blocks, 1):
        paragraph = doc.element.body.add_p()
        _format(
            paragraph,
            block,
            {"Row": cm, "Words": cm, "FrontRow": front, "FrontWords": front}.get(block.style, 0.0),
        )
        if name := block.picture:
            if name not in relations:
                relations[name], _ = doc.part.get_or_add_image(io.BytesIO(images[name]))
            _picture(paragraph, number, relations[name], block, shown.get(name, name))
        _words(paragraph, block)
    return wordstyles.finished(doc)


# ---- what stands in it ---------------------------------------------------------------------------


def _blocks(
    document: dict, cm: float, front: float, points: float, have: Set[str]
) -> Iterator[Block]:
    """All paragraphs. cm, front: how big pictures are, and those on the one page; have: the
    pictures that there are.
    """
    title = Block("Heading1", document["title"])
    yield title._replace(picture="proposal", cm=min(cm, TITLE_CM)) if "proposal" in have else title
    yield Block("Normal", document["day"])
    yield Block("Normal", document["intro"])
    for text in document["portion"]:
        yield Block("Normal", text, rtl=_rtl(text))
    if by := document["by"]:
        yield _row("Front", by["text"], by["picture"], front, points, have)
    one, sections, worker = document["one"], document["sections"], document["worker"]
    if one:
        yield Block("Heading2", one["title"])
        yield from _parts(one, "Front", front, points, have)
    for section in sections:
        title = Block("Heading2", section["title"], new_page=bool(one and section is sections[0]))
        yield (
            title._replace(picture=section["picture"], cm=min(cm, HEADING_CM))
            if section["picture"] in have
            else title
        )
        rows = list(_parts(section, "", cm, points, have))
        if section["id"] == "agree":  # people sign on paper, under what they agree on
            sign = Block("Sign", "\t\n" + document["words"]["name-and-day"])
            rows = [*rows[:-1], rows[-1]._replace(keep=True), sign._replace(keep=True), sign]
        yield from rows
    if worker:
        yield Block("Heading2", worker["title"], new_page=bool(one and not sections))
        yield Block(
            "Lead", f"{document['words']['made-from-my-answers']} {document['words']['own-words']}"
        )
        yield from _parts(worker, "Worker", 0, points, frozenset())
    if not (one or sections or worker):
        yield Block("Normal", document["words"]["empty"])


def _parts(section: dict, kind: str, cm: float, points: float, have: Set[str]) -> Iterator[Block]:
    for part in section["parts"]:
        if part["title"]:
            title = Block("Heading3", part["title"], rtl=_rtl(part["title"]))
            yield (
                title._replace(picture=part["picture"], cm=min(cm, HEADING_CM))
                if part["picture"] in have
                else title
            )
        for line in part["lines"]:
            if line["lead"]:
                yield Block("Lead", line["lead"], rtl=_rtl(line["lead"]))
            for i, one in enumerate(line["paragraphs"]):
                row = _row(
                    kind,
                    "\n".join(one["lines"]),
                    line["picture"] if i == 0 else "",
                    cm,
                    points,
                    have,
                    one["rtl"],
                )
                yield row._replace(item=i == 0)


def _row(
    kind: str, text: str, picture: str, cm: float, points: float, have: Set[str], rtl: bool = False
) -> Block:
    """A picture with its words, whose first line stands at its middle."""
    if picture not in have:
        return Block(f"{kind}Words", text, rtl=rtl)
    return Block(
        f"{kind}Row", text, picture, min(cm, LONG_CM) if _lines(text, cm, points) > 1 else cm, rtl
    )


def _rtl(text: str) -> bool:
    return any(one["rtl"] for one in paragraphs(text)[:1])


# ---- how high it is ------------------------------------------------------------------------------


def _fitted(document: dict, cm: float, points: float, have: Set[str]) -> tuple[list[Block], float]:
    """All paragraphs, and how big pictures are on the one page: the biggest with which it is likely
    to fit on a page.
    """
    ways = [one for one in FRONT_CM if one <= cm] or [0.0]
    for front in (*ways, ways[0]):
        if _on_one_page(_blocks(document, cm, front, points, have), points):
            break
    return list(_blocks(document, cm, front, points, have)), front


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
        pages = "".join(f'#page(image("{name}.svg"))\n' for name in lacking)
        files = {f"{name}.svg": path.read_bytes() for name, path in lacking.items()}
        files["main.typ"] = (
            f"#set page(width: {side}, height: {side}, margin: 0pt, fill: white)\n{pages}".encode()
        )
        made = pdf.compiled(files, {}, format="png", ppi=PPI)
        _pngs.update(zip(lacking.values(), [made] if isinstance(made, bytes) else made))
    return {name: _pngs[path] for name, path in paths.items()}
