"""How the Word file looks, and what it says about itself: styles, page, footer, settings. What
stands in it is in `word`.
"""

import datetime
import io
import zipfile

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ..model.languages import TABLE

PAGE_CM, EDGE_CM = (21.0, 29.7), 1.8
TOP_CM, BOTTOM_CM, FOOTER_CM = 1.4, 1.7, 0.8  # the footer stands in the lower edge
ROOM_CM = PAGE_CM[1] - TOP_CM - BOTTOM_CM
GAP_CM = 0.6  # between a picture and its words
TEXT_PT, FOOTER_PT, HEADINGS_PT = 16, 14, {1: 28, 2: 22, 3: 18}
# The page for the worker, in the order of trying until it is one page; and its title, in parts of
# its text.
PLAN_PT, PLAN_TITLE = (12.5, 12.0, 11.5, 11.0), 1.3
# Above and below a paragraph, by its style; "Front" is for rows of the one page, "" for all others.
SPACE_PT = {
    "Heading1": (0, 4),
    "Heading2": (18, 6),
    "Heading3": (9, 2),
    "FrontHeading2": (8, 0),
    "FrontHeading3": (7, 2),
    "Normal": (0, 4),
    "Lead": (12, 0),
    "Sign": (34, 0),
    "Open": (12, 4),
    "Write": (12, 4),
    "Told": (1, 1),
    "ToldLead": (3, 0),
    "Plan": (0, 1),
    "PlanWrite": (7, 2),
    "PlanSign": (12, 0),
    "PlanHeading2": (0, 3),
    "PlanHeading3": (3, 0),
    "Front": (1, 1),
    "": (5, 5),
}
# The colours on which words stand: of what is so now, of what is wanted, of what is written by
# hand, of a heading on the page for the worker. No lines around: LibreOffice leaves those outside
# the tags of a PDF.
BOXES = {"now": "EDEDE6", "want": "FFF3C4", "answer": "E9F1FA", "plan": "EEF1F5"}
MARK = "DDE3EA"
BRAND, INK, SOFT = (
    RGBColor(0x12, 0x3F, 0x6D),
    RGBColor(0x16, 0x18, 0x1D),
    RGBColor(0x45, 0x4A, 0x53),
)
FONT = "Verdana"  # on every computer that has Word, and easy to read; the file carries no fonts
# The children of w:pPr stand in this order (ECMA-376, CT_PPr).
_CHILDREN = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers"
    " pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
    " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
    " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
    " rPr sectPr pPrChange"
)
ORDER = tuple(f"w:{name}" for name in _CHILDREN.split())
# Parts of python-docx's template that are kept; its preview picture, statistics and old styles are
# not ours.
KEPT = (
    "/officeDocument",
    "/core-properties",
    "/styles",
    "/numbering",
    "/settings",
    "/fontTable",
    "/theme",
)
LIST = "1"  # the id of the list in which the rows stand
ZIP_DAY = (2026, 1, 1, 0, 0, 0)  # fixed: the same proposal gives the same bytes


def element(tag: str, **attributes: str):
    """A new element "w:…" with attributes of the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def put(properties, child) -> None:
    """Put a child into a w:pPr where the order wants it, in the place of one that is there."""
    for old in properties.findall(child.tag):
        properties.remove(old)
    tag = f"w:{child.tag.rpartition('}')[2]}"
    properties.insert_element_before(child, *ORDER[ORDER.index(tag) + 1 :])


def hang(properties, cm: float) -> None:
    """The words begin beside a picture of so many cm and go on under their own beginning."""
    at, tabs = str(Cm(cm + GAP_CM).twips), element("w:tabs")
    tabs.append(element("w:tab", val="left", pos=at))
    put(properties, tabs)
    indent(properties, cm, True)
    put(properties, element("w:textAlignment", val="center"))


def indent(properties, cm: float, hanging: bool) -> None:
    """The words stand where those beside a picture of so many cm stand; hanging: a picture is
    before them.
    """
    at = str(Cm(cm + GAP_CM).twips)
    put(properties, element("w:ind", left=at, hanging=at) if hanging else element("w:ind", left=at))


def heading_points(level: int, points: float) -> float:
    """How big a heading is. Headings grow less than the text: a long word must
    still fit on a line.
    """
    return max(HEADINGS_PT[level], points * 1.1)


def plan_points(style: str, points: float) -> float:
    """How big the letters of a style are on the page for the worker. points: size of its text."""
    return points * PLAN_TITLE if style == "PlanHeading2" else points


def space(style: str) -> tuple[int, int]:
    """Above and below a paragraph of a style, by its id, in points."""
    rows = style.removesuffix("Row").removesuffix("Words")
    return SPACE_PT[style if style in SPACE_PT else rows]


def about(doc, title: str, language: str, day: str) -> None:
    """What the file says about itself: title, language, ISO date."""
    locale = TABLE[language].locale
    for rels in (doc.part.package.rels, doc.part.rels):
        for key in [key for key, one in rels.items() if not one.reltype.endswith(KEPT)]:
            del rels[key]
    properties = doc.core_properties
    properties.title, properties.language = title, locale
    properties.author = properties.comments = properties.last_modified_by = ""
    try:
        properties.created = properties.modified = datetime.datetime.fromisoformat(day)
    except ValueError:
        properties.created = properties.modified = datetime.datetime(*ZIP_DAY)
    settings = doc.settings.element
    settings.remove(settings.find(qn("w:savePreviewPicture")))
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    compatible = settings.find(qn("w:compat"))
    compatible.remove(compatible.find(qn("w:useFELayout")))
    compatible.find(qn("w:compatSetting")).set(qn("w:val"), "15")  # else Word calls it an old file
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), locale)
    defaults = doc.styles.element.find(
        "/".join(map(qn, ("w:docDefaults", "w:rPrDefault", "w:rPr")))
    )
    defaults.remove(defaults.find(qn("w:lang")))
    defaults.append(element("w:lang", val=locale, eastAsia=locale, bidi="ar-SA"))


def styles(doc, points: float, plan: float, rows: dict[str, float]) -> None:
    """The styles. points: size of the text; plan: of that for the worker; rows: how big the
    pictures are in the rows of each kind, in cm, 0 for none.

    Who changes a style in Word changes all that has it.
    """
    normal = doc.styles["Normal"]
    _looks(normal, points, INK, "Normal")
    normal.paragraph_format.line_spacing = 1.1
    for level in HEADINGS_PT:
        heading = doc.styles[f"Heading {level}"]
        _looks(heading, heading_points(level, points), BRAND, f"Heading{level}", bold=True)
        heading.paragraph_format.line_spacing = 1.0
    for name in ("Front Heading 2", "Front Heading 3"):
        size = heading_points(int(name[-1]), points)
        _add(doc, name, doc.styles[name[-9:]], size, BRAND, bold=True)
    _add(doc, "Lead", normal, points, SOFT).paragraph_format.keep_with_next = True
    # A line to write on is the leader of a tab: LibreOffice leaves borders of paragraphs outside
    # the tags of a PDF.
    for name, colour in (("Sign", SOFT), ("Open", INK), ("Write", INK)):
        put(_add(doc, name, normal, points, colour).element.get_or_add_pPr(), _to_write_on())
    told = _add(doc, "Told", normal, points)
    told.paragraph_format.line_spacing = 1.0
    _add(doc, "Told Lead", told, points, SOFT).paragraph_format.keep_with_next = True
    _plan(doc, plan)
    for kind, cm in rows.items():
        words = _add(doc, f"{kind} Words", normal, points)
        words.paragraph_format.line_spacing = 1.0  # would make the line of a picture higher, too
        row = _add(doc, f"{kind} Row", words, points)
        if cm:
            words.paragraph_format.left_indent = Cm(cm + GAP_CM)
            hang(row.element.get_or_add_pPr(), cm)
    _list(doc)


def _plan(doc, points: float) -> None:
    """The styles of the page for the worker: its letters are smaller, and of one size."""
    plan = _add(doc, "Plan", doc.styles["Normal"], points)
    plan.paragraph_format.line_spacing = 1.0
    for name, lines in (("Plan Write", 1), ("Plan Sign", 2)):
        put(_add(doc, name, plan, points).element.get_or_add_pPr(), _to_write_on(lines))
    for level in (2, 3):
        name = f"Plan Heading {level}"
        size = plan_points(f"PlanHeading{level}", points)
        _add(doc, name, doc.styles[f"Heading {level}"], size, INK, bold=True)


def _add(doc, name: str, based, points: float, colour=INK, bold=False):
    """A style of a paragraph."""
    style = doc.styles.add_style(name.strip(), WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = based, True
    _looks(style, points, colour, style.style_id, bold)
    return style


def _to_write_on(beside: int = 1):
    """Tabs that draw a line each, so many of them beside each other, the last to the edge."""
    tabs, width = element("w:tabs"), PAGE_CM[0] - 2 * EDGE_CM
    for number in range(1, beside + 1):
        edge = str(Cm(width * number / beside).twips)
        kind = "right" if number == beside else "left"
        tabs.append(element("w:tab", val=kind, leader="underscore", pos=edge))
    return tabs


def _list(doc) -> None:
    """A list without marks, for the rows: a screen reader says how many they are. It leaves indents
    to the styles.
    """
    numbering = doc.part.numbering_part.element
    level = element("w:lvl", ilvl="0")
    for tag, value in (
        ("start", "1"),
        ("numFmt", "none"),
        ("suff", "nothing"),
        ("lvlText", ""),
        ("lvlJc", "left"),
    ):
        level.append(element(f"w:{tag}", val=value))
    kind, number = element("w:abstractNum", abstractNumId=LIST), element("w:num", numId=LIST)
    kind.append(element("w:multiLevelType", val="singleLevel"))
    kind.append(level)
    number.append(element("w:abstractNumId", val=LIST))
    for old in list(numbering):
        numbering.remove(old)
    numbering.extend([kind, number])


def line_along():
    """What puts a line along a paragraph that tells another's words: a w:pBdr."""
    made = element("w:pBdr")
    made.append(element("w:left", val="single", sz="36", space="8", color="5B2A86"))
    return made


def on_colour(colour: str):
    """What puts a colour under a paragraph, or a few letters: a w:shd. colour: "FFF3C4"."""
    return element("w:shd", val="clear", color="auto", fill=colour)


def item():
    """What makes a paragraph an item of the list: a w:numPr."""
    made = element("w:numPr")
    made.append(element("w:ilvl", val="0"))
    made.append(element("w:numId", val=LIST))
    return made


def _looks(style, points: float, colour: RGBColor, style_id: str, bold: bool = False) -> None:
    half = round(points * 2)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(half / 2), bold, colour
    before, after = map(Pt, space(style_id))
    style.paragraph_format.space_before, style.paragraph_format.space_after = before, after
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # theme fonts win over names
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    properties = style.element.rPr
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    properties.find(qn("w:sz")).addnext(element("w:szCs", val=str(half)))


def frame(doc, footer_text: str) -> None:
    """The page, and a footer: the text and "2 / 9"."""
    section = doc.sections[0]
    section.page_width, section.page_height = map(Cm, PAGE_CM)
    section.left_margin = section.right_margin = Cm(EDGE_CM)
    section.top_margin, section.bottom_margin = Cm(TOP_CM), Cm(BOTTOM_CM)
    section.footer_distance = Cm(FOOTER_CM)
    _looks(doc.styles["Footer"], FOOTER_PT, SOFT, "")
    footer = section.footer.paragraphs[0]._p
    footer.add_r().text = footer_text
    for before, code in (("", "PAGE"), (" / ", "NUMPAGES")):
        footer.add_r().text = before
        field, run = element("w:fldSimple", instr=code), OxmlElement("w:r")
        run.text = "1"
        field.append(run)
        footer.append(field)


def finished(doc) -> bytes:
    """The file, with fixed dates inside; nothing can be done with `doc` afterwards."""
    made, out = io.BytesIO(), io.BytesIO()
    doc.save(made)
    # Its parts point at each other, so Python would keep them, and the person's words, until it
    # tidies up: 70 MB later.
    for part in doc.part.package.iter_parts():
        if isinstance(part, XmlPart):
            part.element.clear()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            # a PNG is packed already
            packed = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(name, ZIP_DAY), source.read(name), packed)
    return out.getvalue()
