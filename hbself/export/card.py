"""The key card as a file: PDF in A6, PDF in the size of a bank card on A4 to
cut, or a PNG picture.
"""

import struct
import zlib
from pathlib import Path
from typing import Literal

import typst

from ..keeping import cards
from ..model.record import Record
from . import fonts, pdf
from .usertext import clean, strict

TEMPLATE = Path(__file__).with_name("card.typ")
PNG_PPI = 200


def make(
    record: Record,
    texts: dict[str, str],
    pictures: Path,
    address: str,
    size: Literal["a6", "small", "png"],
    language: str,
) -> bytes:
    """The card of `record`: PDF/UA-1, or PNG.

    texts: the fixed words in `language`; pictures: the folder of pictograms; address: what the QR
    picture holds (`cards.address`). Under the code stands in words where to type it: the site's
    name and address. Raises typst.TypstError when the card can't be made (a fault of ours, not of
    the word), KeyError for a missing text.
    """
    mark = (
        record.said.card.picture
        if record.said.card.picture in cards.PICTURES
        else cards.PICTURES[0]
    )
    files = {
        "main.typ": TEMPLATE.read_bytes(),
        "qr.svg": cards.qr_svg(address),
        "mark.svg": (pictures / f"{mark}.svg").read_bytes(),
    }
    data = {
        "size": "a6" if size == "png" else size,
        "language": language,
        "fonts": fonts.families()[""],
        "groups": cards.groups(record.keeping.code),
        "title": texts["card.title"],
        "keep": texts["card.keep"],
        "qr": texts["card.qr"],
        "mark": cards.names(language)[mark],
        "site": texts["proposal.title"],
        "address": cards.site(address),
        "covers": fonts.covers(),
    }
    options = {"timestamp": 0} | (
        {"format": "png", "ppi": PNG_PPI} if size == "png" else {"pdf_standards": pdf.STANDARDS}
    )
    word = " ".join(clean(record.said.card.word, fonts.holders()).split())
    try:
        made = pdf.compiled(files, data | {"word": word}, **options)
    except typst.TypstError as error:
        if pdf.NOT_SHOWN not in str(error):
            raise
        # A combination of characters that no font can show: once more with plain letters only.
        made = pdf.compiled(files, data | {"word": strict(word, fonts.main_letters())}, **options)
    return _with_size(made) if size == "png" else made


def _with_size(png: bytes) -> bytes:
    """The picture with its dots to the metre, so that programs print it as large as the card is
    (PNG, chunk pHYs).
    """
    per_metre = round(PNG_PPI / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    first = png.index(b"IHDR") + 4 + 13 + 4  # after the header, before the pixels
    return png[:first] + chunk + png[first:]
