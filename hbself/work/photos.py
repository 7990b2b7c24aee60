"""The QR codes on a photo. `codes` runs in a process of its own (`apart`); here nothing is imported
that it does not need.

Pillow and zxing-cpp are loaded where they are used: workers need none of them.
"""

import io
import re
import struct
import zlib

# What phones and browsers make; each format more is more to attack
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# Of files in these formats
BEGINNINGS = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF.{4}WEBP", re.DOTALL)
# Raised by Pillow's readers
BROKEN = (
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    EOFError,
    IndexError,
    OverflowError,
    struct.error,
    zlib.error,
)
SIDE = 2400  # pixels: a QR picture over a tenth of the photo has five to a module
# Of a JPEG, behind any number of \xff; after \xff inside the packed pixels stands \0
MARKER = re.compile(rb"\xff([\x01-\xfe])")
# Markers without a length: of these, the restarts stand inside the pixels
ALONE = {0x01, *range(0xD0, 0xD9)}
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9


def costly(photo: bytes, scans: int, pieces: int) -> bool:
    """Whether a picture is made of so many parts that reading it costs far more than its pixels do.

    scans: how often a JPEG may paint over itself; pieces: how many chunks of a PNG or a WebP,
    markers of a JPEG, blocks of a GIF before its picture. Only the picture itself counts: phones
    put films and other pictures behind it.
    """
    if photo.startswith(b"\xff\xd8"):
        return _jpeg(photo, scans, pieces)
    if photo.startswith(b"\x89PNG"):
        return _chunks(photo, 8, pieces, ">I", 12, 0)
    if photo.startswith(b"GIF8"):
        return _blocks(photo, pieces)
    return photo[8:12] == b"WEBP" and _chunks(photo, 12, pieces, "<4xI", 8, 1)


def _jpeg(photo: bytes, scans: int, pieces: int) -> bool:
    at, painted = 2, 0
    for _ in range(pieces):
        marker = MARKER.search(photo, at)
        if not marker or (kind := marker[1][0]) == END_OF_IMAGE:
            return False
        at = marker.end()
        painted += kind == START_OF_SCAN
        if painted > scans:
            return True
        if kind not in ALONE:
            at += int.from_bytes(photo[at : at + 2])
    return True


def _chunks(photo: bytes, at: int, pieces: int, length: str, around: int, even: int) -> bool:
    """around: bytes of a chunk beside its contents; even: 1 where odd ones are followed by a byte
    more.
    """
    for _ in range(pieces):
        if at + 8 > len(photo) or photo[at + 4 : at + 8] == b"IEND":
            return False
        (size,) = struct.unpack_from(length, photo, at)
        at += around + size + (size & even)
    return True


def _blocks(photo: bytes, pieces: int) -> bool:
    colours = photo[10] if len(photo) > 10 else 0
    at, inside = 13 + (3 << (colours & 7) + 1 if colours & 0x80 else 0), False
    for _ in range(pieces):
        head = photo[at : at + 1]
        if inside and head:
            at += 1 + head[0]
            inside = head != b"\0"
        elif head == b"!":
            at, inside = at + 2, True
        else:  # the first frame, or the end
            return False
    return True


def codes(data: bytes) -> bytes:
    """The texts of the QR codes on a photo, UTF-8, with NUL between them; b"" when it is no picture
    or holds none.

    data: how many bytes of pixels it may have, a line end, the photo.
    """
    import zxingcpp

    most, _, photo = data.partition(b"\n")
    picture = _picture(photo, int(most))
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    barcodes = zxingcpp.read_barcodes(picture, formats=wanted) if picture else []
    return b"\0".join(one.text.encode("utf-8", "replace") for one in barcodes)


def _picture(photo: bytes, most: int):
    """The photo upright, in grey, on white, with sides of at most SIDE pixels; None when it is
    none, or too large.
    """
    from PIL import (
        Image,
        ImageOps,
        WebPImagePlugin,  # noqa: F401 - Pillow knows WebP only when that is imported
    )

    try:
        picture: Image.Image = Image.open(io.BytesIO(photo), formats=FORMATS)
        pixels = picture.width * picture.height
        # a JPEG is read in grey, and smaller where it is much larger than this
        picture.draft("L", (SIDE, SIDE))
        if max(pixels, picture.width * picture.height * len(picture.getbands())) > most:
            return None
        picture.thumbnail((SIDE, SIDE))
        picture = ImageOps.exif_transpose(picture)
        if picture.has_transparency_data:
            picture = Image.alpha_composite(
                Image.new("RGBA", picture.size, "white"), picture.convert("RGBA")
            )
        return picture.convert("L")
    except (*BROKEN, Image.DecompressionBombError):
        return None
