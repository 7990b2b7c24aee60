"""The key card as a file: PDF in A6, PDF in the size of a bank card on A4 to cut, or a PNG picture."""

from pathlib import Path
from typing import Literal

import typst

from .. import cards
from ..model import Assessment
from . import pdf
from .usertext import clean, strict

TEMPLATE = Path(__file__).with_name("card.typ")
PNG_PPI = 200
FONTS = ("Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Emoji")
LONGEST = 14  # small letters after which the word may go on in the next line


def make(record: Assessment, texts: dict[str, str], pictures: Path, address: str, size: Literal["a6", "small", "png"], language: str) -> bytes:
    """The card of `record`: PDF/UA-1, or PNG.

    texts: the fixed words in `language`; pictures: the folder of pictograms; address: what the QR picture holds.
    Raises typst.TypstError when the card can't be made (a fault of ours, not of the word), KeyError for a missing text.
    """
    mark = record.card.picture if record.card.picture in cards.PICTURES else cards.PICTURES[0]
    files = {"main.typ": TEMPLATE.read_bytes(), "qr.svg": cards.qr_svg(address), "mark.svg": (pictures / f"{mark}.svg").read_bytes()}
    data = {"size": "a6" if size == "png" else size, "language": language, "fonts": FONTS, "groups": cards.groups(record.code),
            "title": texts["card.title"], "keep": texts["card.keep"], "qr": texts["card.qr"], "mark": cards.names(language)[mark]}
    options = {"timestamp": 0} | ({"format": "png", "ppi": PNG_PPI} if size == "png" else {"pdf_standards": pdf.STANDARDS})
    word = " ".join(clean(record.card.word, pdf.holders(), LONGEST).split())
    try:
        return pdf.compiled(files, data | {"word": word}, **options)
    except typst.TypstError:
        # A combination of characters that no font can show: once more with plain letters only.
        return pdf.compiled(files, data | {"word": strict(word, pdf.main_letters())}, **options)
