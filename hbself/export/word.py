"""The proposal as a Word file that can be written in: real headings, alternative texts, the
language set, no layout tables.

A picture and its words stand in one paragraph with a hanging indent, so that every program reads
them in order.
"""

import io
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.shape import CT_Inline
from docx.shared import Cm

from ..keeping import cards
from ..model.document import Proposal
from . import Look, Paper, Portion, wordstyles
from .press import compiled
from .printing import printed
from .scripts import RIGHT_TO_LEFT, runs
from .usertext import clean
from .wordblocks import MARK, Sizes, blocks
from .wordfit import Block
from .wordstyles import PLAN_PT, TEXT_PT, element, put

PICTURE_CM = {"big": 2.2, "small": 1.4, "none": 0.0}  # beside words
# Word's own sign for a picture that is passed by when the file is read aloud.
DECORATIVE = (
    f"<a:extLst {nsdecls('a')}><a:ext"
    ' uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
)
PPI = 200


def make(
    proposal: Proposal,
    texts: dict[str, str],
    pictures: Path,
    look: Look,
    portion: Portion | None = None,
    paper: Paper = "proposal",
) -> bytes:
    """The DOCX of `proposal`; see `making.make` for the arguments.

    A picture's alternative text says what it shows, in the words of the manifest. Raises KeyError
    for a missing text.
    """
    document = printed(proposal, texts, clean, portion, paper)
    points, cm = TEXT_PT * look.size, PICTURE_CM[look.pictures]
    images = _images(pictures, sorted(document.pictures)) if cm else {}
    made, sizes = blocks(document, Sizes(cm, cm, points, PLAN_PT[0], images.keys()))
    file = docx.Document()
    wordstyles.about(file, document.title, document.language, proposal.day)
    wordstyles.styles(file, points, sizes.plan, {"": cm, "Front": sizes.front})
    wordstyles.frame(file, f"{document.title} – {document.words['page']} ")
    shown, relations = cards.names(document.language), {}
    for number, block in enumerate(made, 1):
        paragraph = file.element.body.add_p()
        _format(paragraph, block, sizes.beside(block.style))
        if name := block.picture:
            if name not in relations:
                relations[name], _ = file.part.get_or_add_image(io.BytesIO(images[name]))
            _picture(paragraph, number, relations[name], block, shown.get(name, name))
        _words(paragraph, block)
    return wordstyles.finished(file)


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
        put(properties, element("w:spacing", before="0"))
    if block.rtl:
        put(properties, element("w:bidi"))
    if block.theirs:
        put(properties, wordstyles.line_along())
    if block.box:
        put(properties, wordstyles.on_colour(wordstyles.BOXES[block.box]))
    if block.item:
        put(properties, wordstyles.item())
        if beside:  # LibreOffice forgets the indents of its style for an item of a list
            wordstyles.indent(properties, beside, bool(block.picture))
    if block.left:
        wordstyles.indent(properties, block.left, False)
    if block.picture and "Heading" in block.style:
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
    for number, piece in enumerate(block.text.split(MARK)):
        for language, text in runs(piece):
            run = _run(paragraph, text)
            rtl = block.rtl or language in RIGHT_TO_LEFT
            if number % 2 or rtl or language:
                _of_run(run.get_or_add_rPr(), bool(number % 2), rtl, language)


def _run(paragraph, text: str):
    """As `run.text = text` does, ten times as fast."""
    run = paragraph.add_r()
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(element("w:br"))
        for tab, piece in enumerate(line.split("\t")):
            if tab:
                run.append(element("w:tab"))
            if piece:
                run.add_t(piece)
    return run


def _of_run(properties, mark: bool, rtl: bool, language: str) -> None:
    if mark:
        properties.append(wordstyles.on_colour(wordstyles.MARK))
    if rtl:
        properties.append(element("w:rtl"))
    if language:
        properties.append(element("w:lang", val=language, eastAsia=language, bidi=language))


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
