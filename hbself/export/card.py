"""The key card as a file: PDF in A6, PDF in the size of a bank card on A4 to
cut, or a PNG picture.
"""

import struct
import zlib
from pathlib import Path
from typing import Literal

from ..keeping import cards
from ..model.record import Record
from . import fonts
from .press import STANDARDS, NotShown, compiled
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
    own = record.said.card
    mark = own.picture if own.picture in cards.PICTURES else cards.PICTURES[0]
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
    word = " ".join(clean(own.word, fonts.holders()).split())
    if size == "png":
        return _with_size(_set(files, data, word, format="png", ppi=PNG_PPI))
    return _set(files, data, word, pdf_standards=STANDARDS)


def _set(files: dict[str, bytes], data: dict, word: str, **options) -> bytes:
    try:
        return compiled(files, data | {"word": word}, timestamp=0, **options)
    except NotShown:
        # A combination of characters that no font can show: once more with plain letters only.
        plain = strict(word, fonts.main_letters())
        return compiled(files, data | {"word": plain}, timestamp=0, **options)


def _with_size(png: bytes) -> bytes:
    """The picture with its dots to the metre, so that programs print it as large as the card is
    (PNG, chunk pHYs).
    """
    per_metre = round(PNG_PPI / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    first = png.index(b"IHDR") + 4 + 13 + 4  # after the header, before the pixels
    return png[:first] + chunk + png[first:]
