"""The proposal as a Word file that can be written in: real headings, alternative texts, the language set, no layout tables.

A picture and its words stand in one paragraph with a hanging indent, so that they are read in order by every program.
How the file looks is said by its styles: who changes a style in Word changes all that has it.
"""

import datetime
import io
import itertools
import math
import zipfile
from collections.abc import Iterator, Set
from pathlib import Path
from typing import NamedTuple

import typst
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Cm, Pt, RGBColor

from .. import cards
from ..model import Proposal
from . import Look, pictures_of, printed
from .usertext import clean, paragraphs, width

LOCALE = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
PAGE_CM, EDGE_CM = (21.0, 29.7), 2.0
# Pictures: beside words; on the one page, in the order of trying until all fits; before the titles; the gap after them.
PICTURE_CM = {"big": 2.2, "small": 1.4, "none": 0.0}
FRONT_CM = (2.2, 1.8, 1.4, 1.1)
TITLE_CM, HEADING_CM, GAP_CM = 1.6, 1.2, 0.6
BRAND, INK, SOFT = RGBColor(0x12, 0x3F, 0x6D), RGBColor(0x16, 0x18, 0x1D), RGBColor(0x45, 0x4A, 0x53)
TEXT_PT, FOOTER_PT, HEADINGS_PT = 16, 14, {1: 28, 2: 22, 3: 18}
FONT = "Verdana"  # on every computer that has Word, and easy to read; the file carries no fonts
# Of Verdana, in parts of its size: the height of a line, what hangs under it, how wide letters are; others are as wide as "a".
LINE, FOOT, WIDE = 1.3, 0.21, {**dict.fromkeys(" tfrI()[]/-\"”“", 0.43), **dict.fromkeys("ijl.,:;'!|", 0.33)}
LETTER = 0.63
SPACE_PT = {"Heading1": (0, 6), "Heading2": (18, 6), "Heading3": (10, 4), "Normal": (0, 6), "Lead": (8, 0), "Sign": (48, 0), "Front": (2, 2), "": (5, 5)}
PT_CM = 2.54 / 72
PPI = 200
# The children of w:pPr stand in this order (ECMA-376, CT_PPr).
ORDER = tuple("w:" + x for x in "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
              "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
              "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange".split())
ZIP_DAY = (2026, 1, 1, 0, 0, 0)  # fixed: the same proposal gives the same bytes


class Block(NamedTuple):
    """A paragraph to be: the id of its style, its words, the picture before them ("" for none) and how big that is."""

    style: str
    text: str
    picture: str = ""
    cm: float = 0.0
    rtl: bool = False
    new_page: bool = False


def make(proposal: Proposal, texts: dict[str, str], pictures: Path, look: Look) -> bytes:
    """The DOCX of `proposal`.

    texts: the fixed words in its language; pictures: the folder of pictograms (name.svg); look: the person's settings.
    A picture's alternative text says what it shows, in the words of the manifest. Raises KeyError for a missing text.
    """
    document = printed(proposal, texts, clean)
    points = TEXT_PT * min(max(look.text, 100), 200) / 100
    cm = PICTURE_CM[look.pictures]
    images = _images(pictures, sorted(pictures_of(document))) if cm else {}
    blocks, front = _fitted(document, cm, points, images.keys())
    doc = Document()
    _about(doc, document["title"], LOCALE[document["language"]], proposal.day)
    _styles(doc, points, {"": cm, "Front": front})
    _frame(doc, f"{document['title']} – {document['words']['page']} ")
    shown, relations = cards.names(document["language"]), {}
    for number, block in enumerate(blocks, 1):
        paragraph = doc.element.body.add_p()
        _format(paragraph, block)
        if name := block.picture:
            if name not in relations:
                relations[name], _ = doc.part.get_or_add_image(io.BytesIO(images[name]))
            _picture(paragraph, number, relations[name], block, shown.get(name, name))
        _words(paragraph, block)
    return _same_bytes(doc)


# ---- what stands in it ---------------------------------------------------------------------------


def _fitted(document: dict, cm: float, points: float, have: Set[str]) -> tuple[list[Block], float]:
    """All paragraphs, and the size of the pictures on the one page: the biggest with which it is likely to fit on a page."""
    ways = [one for one in FRONT_CM if one <= cm] or [0.0]
    for front in (*ways, ways[0]):
        blocks = list(_blocks(document, cm, front, points, have))
        if sum(_height(one, points) for one in itertools.takewhile(lambda b: not b.new_page, blocks)) <= PAGE_CM[1] - 2 * EDGE_CM:
            break
    return blocks, front


def _height(block: Block, points: float) -> float:
    """About how high a paragraph is, in cm."""
    size = _heading_points(int(block.style[-1]), points) if block.style.startswith("Heading") else points
    line = LINE * size * PT_CM
    # The first line is as high as the picture; of a long text the others are under it.
    high = max(block.cm + FOOT * size * PT_CM, line) + (_lines(block.text, block.cm, size) - 1) * line
    return high + sum(SPACE_PT.get(block.style, SPACE_PT["Front"])) * PT_CM


def _lines(text: str, cm: float, points: float) -> int:
    """On about how many lines a text goes beside a picture of so many cm."""
    room = PAGE_CM[0] - 2 * EDGE_CM - (cm and cm + GAP_CM)
    wide = (sum(WIDE.get(c) or LETTER * width(c) for c in line) * points * PT_CM for line in text.split("\n"))
    return sum(math.ceil(one / room) or 1 for one in wide)


def _blocks(document: dict, cm: float, front: float, points: float, have: Set[str]) -> Iterator[Block]:
    def pictured(style: str, text: str, picture: str, size: float, **more) -> Block:
        return Block(style, text, picture, size, **more) if size and picture in have else Block(style, text, **more)

    yield pictured("Heading1", document["title"], "proposal", min(cm, TITLE_CM))
    yield Block("Normal", document["day"])
    yield Block("Normal", document["intro"])
    if by := document["by"]:
        yield _row("Front", by["text"], by["picture"] if by["picture"] in have else "", front, points)
    one, sections, worker = document["one"], document["sections"], document["worker"]
    if one:
        yield Block("Heading2", one["title"])
        yield from _parts(one, "Front", front, points, have)
    for section in sections:
        yield pictured("Heading2", section["title"], section["picture"], min(cm, HEADING_CM), new_page=bool(one and section is sections[0]))
        yield from _parts(section, "", cm, points, have)
        if section["id"] == "agree":  # people sign on paper
            yield from [Block("Sign", document["words"]["name-and-day"])] * 2
    if worker:
        yield Block("Heading2", worker["title"], new_page=bool(one and not sections))
        yield Block("Lead", f"{document['words']['made-from-my-answers']} {document['words']['own-words']}")
        yield from _parts(worker, "Worker", 0, points, have)
    if not (one or sections or worker):
        yield Block("Normal", document["words"]["empty"])


def _parts(section: dict, kind: str, cm: float, points: float, have: Set[str]) -> Iterator[Block]:
    for part in section["parts"]:
        if part["title"]:
            yield Block("Heading3", part["title"], rtl=_rtl(part["title"]))
        for line in part["lines"]:
            if line["lead"]:
                yield Block("Lead", line["lead"], rtl=_rtl(line["lead"]))
            for i, one in enumerate(line["paragraphs"]):
                picture = line["picture"] if i == 0 and line["picture"] in have else ""
                yield _row(kind, "\n".join(one["lines"]), picture, cm, points, one["rtl"])


def _row(kind: str, text: str, picture: str, cm: float, points: float, rtl: bool = False) -> Block:
    """A picture with its words: one line stands at its middle, of more lines the first stands at its foot."""
    if not (picture and cm):
        return Block(f"{kind}Words", text, rtl=rtl)
    return Block(kind + ("LongRow" if _lines(text, cm, points) > 1 else "Row"), text, picture, cm, rtl)


def _rtl(text: str) -> bool:
    return any(one["rtl"] for one in paragraphs(text)[:1])


# ---- one paragraph -------------------------------------------------------------------------------


def _format(paragraph, block: Block) -> None:
    properties = paragraph.get_or_add_pPr()
    properties.style = block.style
    if block.new_page:
        _put(properties, _element("w:pageBreakBefore"))
    if block.rtl:
        _put(properties, _element("w:bidi"))
    if block.picture and block.style.startswith("Heading"):
        _hang(properties, block.cm)


def _hang(properties, cm: float) -> None:
    """The words begin beside a picture and go on under their own beginning."""
    at, tabs = str(Cm(cm + GAP_CM).twips), _element("w:tabs")
    tabs.append(_element("w:tab", val="left", pos=at))
    _put(properties, tabs)
    _put(properties, _element("w:ind", left=at, hanging=at))
    _put(properties, _element("w:textAlignment", val="center"))


def _picture(paragraph, number: int, relation: str, block: Block, shown: str) -> None:
    inline = CT_Inline.new_pic_inline(number, relation, block.picture, Cm(block.cm), Cm(block.cm))
    for side in "TBLR":  # where nothing is said LibreOffice takes 3 mm, which would push the words to the next tab
        inline.set(f"dist{side}", "0")
    inline.docPr.set("name", block.picture)
    inline.docPr.set("descr", shown)
    paragraph.add_r().add_drawing(inline)
    paragraph.add_r().add_tab()


def _words(paragraph, block: Block) -> None:
    run = paragraph.add_r()
    run.text = block.text  # a new line becomes a line break
    if block.rtl:
        run.get_or_add_rPr().append(_element("w:rtl"))


def _element(tag: str, **attributes: str):
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _put(properties, child) -> None:
    """Put a child into a w:pPr where the order wants it, in the place of one that is there."""
    for old in properties.findall(child.tag):
        properties.remove(old)
    tag = f"w:{child.tag.rpartition('}')[2]}"
    properties.insert_element_before(child, *ORDER[ORDER.index(tag) + 1 :])


# ---- the whole file ------------------------------------------------------------------------------


def _about(doc, title: str, locale: str, day: str) -> None:
    """What the file says about itself: title, language, day. Nothing of python-docx's template stays: its picture, its author."""
    for rels, kept in ((doc.part.package.rels, ("officeDocument", "core-properties")), (doc.part.rels, ("styles", "numbering", "settings", "fontTable", "theme"))):
        for key in [key for key, one in rels.items() if not one.reltype.endswith(kept)]:
            del rels[key]
    about = doc.core_properties
    about.title, about.language = title, locale
    about.author = about.comments = about.last_modified_by = ""
    try:
        about.created = about.modified = datetime.datetime.fromisoformat(day)
    except ValueError:
        about.created = about.modified = datetime.datetime(*ZIP_DAY)
    settings = doc.settings.element
    for tag in ("w:savePreviewPicture", "w:compat/w:useFELayout"):
        for old in settings.findall("/".join(map(qn, tag.split("/")))):
            old.getparent().remove(old)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:compat")).find(qn("w:compatSetting")).set(qn("w:val"), "15")  # else Word opens it as an old file
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), locale)
    properties = doc.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    properties.remove(properties.find(qn("w:lang")))
    properties.append(_element("w:lang", val=locale, eastAsia=locale, bidi="ar-SA"))


def _styles(doc, points: float, rows: dict[str, float]) -> None:
    """The styles; `rows`: how big the pictures are in the rows of each kind, in cm."""
    normal = doc.styles["Normal"]
    _looks(normal, points, INK, SPACE_PT["Normal"])
    normal.paragraph_format.line_spacing = 1.1
    for level in HEADINGS_PT:
        _looks(doc.styles[f"Heading {level}"], _heading_points(level, points), BRAND, SPACE_PT[f"Heading{level}"], bold=True)
    _border(doc.styles["Heading 2"], BRAND, 12, "bottom")

    def add(name: str, based, colour=INK, space=(5, 5)):
        style = doc.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = based, True
        _looks(style, points, colour, space)
        return style

    add("Lead", normal, SOFT, SPACE_PT["Lead"]).paragraph_format.keep_with_next = True
    _border(add("Sign", normal, SOFT, SPACE_PT["Sign"]), SOFT, 8, "top", "between")
    add("Worker Words", normal).paragraph_format.keep_with_next = True
    for kind, cm in rows.items():
        words = add(f"{kind} Words".strip(), normal, space=SPACE_PT[kind])
        words.paragraph_format.line_spacing = 1.0
        words.paragraph_format.left_indent = Cm(cm + GAP_CM) if cm else None
        row = add(f"{kind} Row".strip(), words, space=SPACE_PT[kind])
        long = add(f"{kind} Long Row".strip(), row, space=SPACE_PT[kind])
        if cm:
            _hang(row.element.get_or_add_pPr(), cm)
            _put(long.element.get_or_add_pPr(), _element("w:textAlignment", val="baseline"))


def _heading_points(level: int, points: float) -> float:
    """Headings grow less than the text: a long word must still fit on a line."""
    return max(HEADINGS_PT[level], points * 1.1)


def _looks(style, points: float, colour: RGBColor, space: tuple[float, float], bold: bool = False) -> None:
    style.font.size, style.font.bold, style.font.color.rgb = Pt(round(points)), bold, colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = map(Pt, space)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # theme fonts win over names
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    properties = style.element.rPr
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    properties.find(qn("w:sz")).addnext(_element("w:szCs", val=str(round(points) * 2)))


def _border(style, colour: RGBColor, eighths: int, *sides: str) -> None:
    """Lines of so many eighths of a point. Word draws one line around paragraphs that follow each other: "between" parts them."""
    borders = _element("w:pBdr")
    for side in sides:
        borders.append(_element(f"w:{side}", val="single", sz=str(eighths), space="4", color=str(colour)))
    _put(style.element.get_or_add_pPr(), borders)


def _frame(doc, footer_text: str) -> None:
    """The page, and its footer with page numbers."""
    section = doc.sections[0]
    section.page_width, section.page_height = map(Cm, PAGE_CM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(EDGE_CM)
    _looks(doc.styles["Footer"], FOOTER_PT, SOFT, (0, 0))
    footer = section.footer.paragraphs[0]._p
    footer.add_r().text = footer_text
    for i, code in enumerate(("PAGE", "NUMPAGES")):
        if i:
            footer.add_r().text = " / "
        field = _element("w:fldSimple", instr=code)
        run = OxmlElement("w:r")
        run.text = "1"
        field.append(run)
        footer.append(field)


_pngs: dict[Path, bytes] = {}


def _images(pictures: Path, names: list[str]) -> dict[str, bytes]:
    """Name to PNG, which Word needs, of the pictograms that there are. A process makes each once, in one compile."""
    paths = {name: path for name in names if (path := pictures / f"{name}.svg").is_file()}
    lacking = {name: path for name, path in paths.items() if path not in _pngs}
    if lacking:
        pages = "".join(f'#page(image("{name}.svg"))\n' for name in lacking)
        files = {f"{name}.svg": path.read_bytes() for name, path in lacking.items()}
        files["main.typ"] = f"#set page(width: {PICTURE_CM['big']}cm, height: {PICTURE_CM['big']}cm, margin: 0pt, fill: none)\n{pages}".encode()
        made = typst.compile(files, format="png", ppi=PPI, ignore_system_fonts=True)
        _pngs.update(zip(lacking.values(), [made] if isinstance(made, bytes) else made))
    return {name: _pngs[path] for name, path in paths.items()}


def _same_bytes(doc) -> bytes:
    """The file with fixed dates inside."""
    made, out = io.BytesIO(), io.BytesIO()
    doc.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_DAY), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
