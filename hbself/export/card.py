"""The key card as a file: PDF in A6, PDF in the size of a bank card on A4 to cut, or a PNG picture."""

from pathlib import Path

import msgspec
import typst

from .. import cards
from ..model import Assessment
from . import pdf
from .usertext import clean, strict

TEMPLATE = Path(__file__).with_name("card.typ")
PNG_PPI = 200
FONTS = ("Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Emoji")


def make(record: Assessment, texts: dict[str, str], pictures: Path, address: str, size: str, language: str) -> bytes:
    """The card. `address`: what its QR picture holds; `size`: "a6", "small" or "png"; `language`: of `texts`.

    Raises typst.TypstError when the card can't be made.
    """
    files = {"main.typ": TEMPLATE.read_bytes(), "qr.svg": cards.qr_svg(address), "mark.svg": (pictures / f"{record.card.picture}.svg").read_bytes()}
    data = {"size": "a6" if size == "png" else size, "language": language, "fonts": FONTS, "groups": cards.groups(record.code), "word": "",
            "title": texts["card.title"], "keep": texts["card.keep"], "qr": texts["card.qr"], "mark": cards.names(language)[record.card.picture]}
    options = {"format": "png", "ppi": PNG_PPI} if size == "png" else {"pdf_standards": pdf.STANDARDS}
    main = pdf.main_letters()
    for word in (clean(record.card.word, pdf.holders()), strict(record.card.word, main)):
        try:
            return typst.compile(files, font_paths=pdf.fonts(), ignore_system_fonts=True, timestamp=0,
                                 sys_inputs={"data": msgspec.json.encode(data | {"word": word}).decode()}, **options)
        except typst.TypstError as error:
            failed = error
    raise failed
