"""The key card: its address, its QR picture, and reading the code from a photo of one.

Pillow, segno and zxing-cpp are loaded where they are used: most workers need none of them.
"""

import functools
import io
import re
import struct
import threading
import tomllib
import warnings
import zlib

from . import config, vault

# Pictures for a card: things that people like, easy to tell apart.
PICTURES = ("key", "friend", "animals", "nature", "music", "sport", "make-art", "coffee", "own-home", "important")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # what phones and browsers make; each format more is more to attack
BEGINNINGS = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF.{4}WEBP", re.DOTALL)  # of files in these formats
warnings.filterwarnings("ignore", module=r"PIL\b")  # of odd sizes and EXIF data: they would stand in the log
BROKEN = (OSError, ValueError, TypeError, SyntaxError, EOFError, IndexError, OverflowError, struct.error, zlib.error)  # raised by Pillow's readers
SIDE = 2400  # pixels: a QR picture over a tenth of the photo has five to a module
_one_at_a_time = threading.Lock()


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


def site(address: str) -> str:
    """The site's address as people write it: without "https://", and without what follows it in `address(root, code)`."""
    root = address.partition("/open#")[0].rstrip("/")
    return root.removeprefix("https://")


def qr_svg(text: str) -> bytes:
    """A QR picture as SVG, with its quiet zone, black on white."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", scale=8, border=4, light="#fff", xmldecl=False, omitsize=False)
    return out.getvalue()


def from_photo(photo: bytes) -> str | None:
    """The code on a photo of a card; None when there is no card on it, or it is no picture. The photo is not kept.

    One photo at a time: the next one waits, so that many at once take no more memory than one (250 MB at the very most, for
    a JPEG of config.PIXELS that comes in several passes).
    """
    import zxingcpp

    with _one_at_a_time:
        picture = _picture(photo)
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode) if picture else []
    codes = [code for one in found if (code := vault.read_code(one.text))]
    return codes[0] if codes else None


def opens(photo: bytes) -> bool:
    """Whether it is a kind of picture that `from_photo` reads. What iPhones save as HEIC, for one, is not."""
    return bool(BEGINNINGS.match(photo))


def _picture(photo: bytes):
    """The photo upright, in grey, on white, with sides of at most SIDE pixels; None when it is none, or too large."""
    from PIL import Image, ImageOps, WebPImagePlugin  # noqa: F401  (Pillow knows WebP only when that is imported)

    try:
        picture = Image.open(io.BytesIO(photo), formats=FORMATS)
        pixels = picture.width * picture.height
        picture.draft("L", (SIDE, SIDE))  # a JPEG is read in grey, and smaller where it is much larger than this
        if max(pixels, picture.width * picture.height * len(picture.getbands())) > config.PIXELS:
            return None
        picture.thumbnail((SIDE, SIDE))
        picture = ImageOps.exif_transpose(picture)
        if picture.has_transparency_data:
            picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture.convert("RGBA"))
        return picture.convert("L")
    except (*BROKEN, Image.DecompressionBombError):
        return None
