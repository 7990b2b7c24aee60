"""The key card: its address, its QR picture, and reading the code from a photo of one."""

import functools
import io
import tomllib

import segno
from PIL import Image, ImageOps, UnidentifiedImageError

from . import config, vault

# Pictures for a card: things that people like, easy to tell apart.
PICTURES = ("key", "friend", "animals", "nature", "music", "sport", "make-art", "coffee", "own-home", "important")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "MPO")


@functools.cache
def names(language: str) -> dict[str, str]:
    """What each pictogram shows, in words, from the manifest beside the pictures."""
    manifest = tomllib.loads((config.folder("static") / "pictograms" / "pictograms.toml").read_text("utf-8"))
    return {name: words[language] for name, words in manifest.items()}


def groups(code: str) -> list[str]:
    """The code in four groups of four, as it stands on the card."""
    return [code[i : i + 4] for i in range(0, len(code), 4)]


def address(root: str, code: str) -> str:
    """What the QR picture holds: a plain link. The part after # never reaches a server or a log."""
    return f"{root.rstrip('/')}/open#{code}"


def qr_svg(text: str) -> bytes:
    """A QR picture as SVG, with its quiet zone, black on white."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", scale=8, border=4, light="#fff", xmldecl=False, omitsize=False)
    return out.getvalue()


def from_photo(photo: bytes) -> str | None:
    """The code on a photo of a card; None when there is no card on it, or it is no picture. The photo is not kept."""
    import zxingcpp

    try:
        picture = Image.open(io.BytesIO(photo), formats=FORMATS)
        if picture.width * picture.height > config.PIXELS:
            return None
        picture.draft("L", (2400, 2400))
        grey = ImageOps.exif_transpose(picture).convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    grey.thumbnail((2400, 2400))
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)
    codes = [code for one in found if (code := vault.read_code(one.text))]
    return codes[0] if codes else None
