"""The proposal as a Word file that can be written in: real headings, alternative texts, the language set, no layout tables."""

import datetime
import functools
import io
import zipfile
from pathlib import Path

import typst
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ..model import Proposal
from . import Look, pictures_of, printed
from .usertext import clean

LOCALE = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
PICTURE_CM = {"big": 2.2, "small": 1.4, "none": 0.0}
BRAND, INK = RGBColor(0x12, 0x3F, 0x6D), RGBColor(0x16, 0x18, 0x1D)
TEXT_PT, SMALL_PT, HEADINGS_PT = 16, 14, {1: 28, 2: 22, 3: 18}
FONT = "Verdana"  # on every computer that has Word, and easy to read; the file carries no fonts
PPI = 200
# In w:pPr the order of children is fixed; what may follow w:bidi and w:textAlignment.
AFTER_BIDI = tuple("w:" + x for x in "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
                   "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange".split())
ZIP_DAY = (2026, 1, 1, 0, 0, 0)  # fixed: the same proposal gives the same bytes


def make(proposal: Proposal, texts: dict[str, str], pictures: Path, look: Look) -> bytes:
    """The DOCX of `proposal`.

    texts: the fixed words in its language; pictures: the folder of pictograms (name.svg); look: the person's settings.
    A picture's alternative text is the words beside it. Raises KeyError for a missing text.
    """
    document = printed(proposal, texts, clean)
    doc = Document()
    _frame(doc, document, look)
    width = PICTURE_CM[look.pictures]
    images = {name: _png(pictures / f"{name}.svg") for name in pictures_of(document)} if width else {}
    doc.add_heading(document["title"], 1)
    _paragraph(doc, document["day"])
    _paragraph(doc, document["intro"])
    for fact in document["facts"]:
        _row(doc, fact["text"], images.get(fact["picture"]), width)
    for section in filter(None, (document["one"], *document["sections"])):
        _section(doc, section, images, width)
    if document["worker"]:
        _section(doc, document["worker"], {}, 0)
    if not any((document["one"], *document["sections"])):
        _paragraph(doc, document["words"]["empty"])
    return _same_bytes(doc)


def _section(doc, section: dict, images: dict[str, bytes], width: float) -> None:
    doc.add_heading(section["title"], 2)
    for part in section["parts"]:
        if part["title"]:
            doc.add_heading(part["title"], 3)
        for line in part["lines"]:
            if line["lead"]:
                _paragraph(doc, line["lead"], "Lead")
            for i, one in enumerate(line["paragraphs"]):
                _row(doc, "\n".join(one["lines"]), images.get(line["picture"]) if i == 0 else None, width, one["rtl"])


def _row(doc, text: str, image: bytes | None, width: float, rtl: bool = False) -> None:
    """A picture and its words in one paragraph with a hanging indent: no table, so that it reads in order."""
    paragraph = _paragraph(doc, "", rtl=rtl)
    if image:
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(width + 0.6), Cm(-width - 0.6)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(width + 0.6))
        paragraph._p.get_or_add_pPr().insert_element_before(_element("w:textAlignment", val="center"), *AFTER_BIDI[10:])
        shape = paragraph.add_run().add_picture(io.BytesIO(image), width=Cm(width))
        shape._inline.docPr.set("descr", text.replace("\n", " ")[:200])
        paragraph.add_run("\t")
    _runs(paragraph, text, rtl)


def _paragraph(doc, text: str, style: str = "", rtl: bool = False):
    paragraph = doc.add_paragraph()
    if style:  # by its id: looking it up by name takes most of the time that a document takes
        paragraph._p.get_or_add_pPr().style = style
    if rtl:
        paragraph._p.get_or_add_pPr().insert_element_before(_element("w:bidi"), *AFTER_BIDI)
    _runs(paragraph, text, rtl)
    return paragraph


def _runs(paragraph, text: str, rtl: bool) -> None:
    for i, line in enumerate(text.split("\n") if text else []):
        run = paragraph.add_run()
        if i:
            run.add_break(WD_BREAK.LINE)
        run.add_text(line)
        if rtl:
            run._r.get_or_add_rPr().append(_element("w:rtl"))


def _element(tag: str, **attributes: str):
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _frame(doc, document: dict, look: Look) -> None:
    """Page, styles, language, footer."""
    size = min(max(look.text, 100), 200) / 100
    for key, rel in list(doc.part.rels.items()):
        if rel.reltype.endswith("/stylesWithEffects"):  # a stale part of python-docx's template
            del doc.part.rels[key]
    properties = doc.core_properties
    properties.title, properties.author, properties.comments, properties.last_modified_by = document["title"], "", "", ""
    properties.created = properties.modified = datetime.datetime(*ZIP_DAY)
    _language(doc, LOCALE[document["language"]])
    _font(doc.styles["Normal"], TEXT_PT * size, INK)
    doc.styles["Normal"].paragraph_format.line_spacing = 1.3
    lead = doc.styles.add_style("Lead", 1)
    lead.base_style = doc.styles["Normal"]
    lead.paragraph_format.keep_with_next = True
    _font(lead, SMALL_PT * size, INK)
    for level, points in HEADINGS_PT.items():
        _font(doc.styles[f"Heading {level}"], max(points, TEXT_PT * size * 1.1), BRAND, bold=True)
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    footer = section.footer.paragraphs[0]
    footer.style = lead
    footer.add_run(f"{document['title']} – {document['words']['page']} ")
    for i, code in enumerate(("PAGE", "NUMPAGES")):
        if i:
            footer.add_run(" / ")
        _field(footer, code)


def _font(style, points: float, colour, bold: bool = False) -> None:
    style.font.size, style.font.bold, style.font.color.rgb = Pt(round(points)), bold, colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # theme fonts win over names, so take them away
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    properties = style.element.rPr
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    properties.find(qn("w:sz")).addnext(_element("w:szCs", val=str(round(points) * 2)))


def _language(doc, code: str) -> None:
    properties = doc.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_element("w:lang", val=code, eastAsia=code, bidi="ar-SA"))
    for found in doc.settings.element.findall(qn("w:themeFontLang")):
        found.set(qn("w:val"), code)
    doc.core_properties.language = code


def _field(paragraph, code: str) -> None:
    for kind, value in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = value
        elif kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            made = _element("w:instrText")
            made.set(qn("xml:space"), "preserve")
            made.text = value
            run._r.append(made)


@functools.lru_cache(maxsize=300)
def _png(path: Path) -> bytes | None:
    """A pictogram as PNG, which Word needs; None when there is none."""
    if not path.is_file():
        return None
    source = b'#set page(width: 2.2cm, height: 2.2cm, margin: 0pt, fill: none)\n#image("p.svg", width: 100%)'
    return typst.compile({"main.typ": source, "p.svg": path.read_bytes()}, format="png", ppi=PPI, ignore_system_fonts=True)


def _same_bytes(doc) -> bytes:
    """The file with fixed dates inside."""
    made, out = io.BytesIO(), io.BytesIO()
    doc.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_DAY), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
