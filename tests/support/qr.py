"""What a phone sees on a page: the address in a QR code."""

import io

import zxingcpp
from PIL import Image


def read_qr(page) -> str:
    """What a phone reads from the QR picture on the page."""
    picture = Image.open(io.BytesIO(page.locator("img.qr").screenshot()))
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text
