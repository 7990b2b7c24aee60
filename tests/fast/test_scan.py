"""Reading the code of a key card from a photo."""

import io
import random
import zlib

import pytest
import segno
import zxingcpp
from PIL import Image, ImageEnhance

from hbself import limits
from hbself.keeping import cards, vault
from hbself.work import photos
from tests.support import read_pdf
from tests.support.cards import ADDRESS, CODE, make


@pytest.fixture(scope="module")
def printed_card(contents) -> Image.Image:
    """The card as a picture."""
    return Image.open(io.BytesIO(make(contents, "png"))).convert("RGB")


def photo(picture: Image.Image, kind: str = "JPEG", **how) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def tilted(picture: Image.Image, by: float) -> Image.Image:
    """As seen from the side: the right edge is further away."""
    w, h = picture.size
    corners = (0, 0, -w * by * 0.2, h * (1 + by), w * (1 + by), h, w, 0)
    return picture.transform(
        (w, h), Image.Transform.QUAD, corners, fillcolor="grey", resample=Image.Resampling.BILINEAR
    )


def on_a_table(picture: Image.Image, width: int = 1300) -> Image.Image:
    table = Image.new("RGB", (4032, 3024), (118, 96, 74))
    table.paste(picture.resize((width, width * picture.height // picture.width)), (900, 700))
    return table


@pytest.mark.parametrize("size", ["a6", "small"])
def test_a_printed_card_leads_to_a_plain_link(contents, size):
    (page,) = read_pdf.pictures(make(contents, size), 150)
    assert [one.text for one in zxingcpp.read_barcodes(page)] == [ADDRESS]
    assert cards.from_photo(photo(page, "PNG")) == CODE


PHOTOS = {
    "as it is": lambda p: photo(p, "PNG"),
    "tiny": lambda p: photo(p.resize((260, 185))),
    "webp": lambda p: photo(p, "WEBP"),
    "gif": lambda p: photo(p, "GIF"),
    "turned a little": lambda p: photo(p.rotate(7, expand=True, fillcolor="grey")),
    "turned much": lambda p: photo(p.rotate(37, expand=True, fillcolor="grey")),
    "upside down": lambda p: photo(p.rotate(180)),
    "from the side": lambda p: photo(tilted(p, 0.15)),
    "dim": lambda p: photo(ImageEnhance.Brightness(p).enhance(0.25)),
    "grey in grey": lambda p: photo(ImageEnhance.Contrast(p).enhance(0.3)),
    "badly packed": lambda p: photo(p, quality=12),
    "on a table": lambda p: photo(on_a_table(p)),
    "far away": lambda p: photo(on_a_table(p, 800)),
    "progressive": lambda p: photo(on_a_table(p), progressive=True),
    "see-through": lambda p: photo(
        Image.merge(
            "RGBA", (*[Image.new("L", p.size)] * 3, p.convert("L").point(lambda v: 255 - v))
        ),
        "PNG",
    ),
    "white on black": lambda p: photo(p.convert("L").point(lambda v: 255 - v), "PNG"),
    "four colours": lambda p: photo(p.quantize(4), "PNG"),
}


@pytest.mark.parametrize("name", PHOTOS)
def test_the_code_is_read_from_a_photo(printed_card, name):
    assert cards.from_photo(PHOTOS[name](printed_card)) == CODE


@pytest.mark.long
def test_an_old_phone_turned_the_picture(printed_card):
    """Exif says how a photo was held; each of the eight ways is read."""
    for way in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = way
        assert cards.from_photo(photo(printed_card.resize((600, 426)), exif=exif)) == CODE


def test_a_card_among_other_codes_is_found(printed_card):
    table = on_a_table(printed_card)
    poster = Image.open(io.BytesIO(_png("https://www.example.org/tapahtuma#ohjelma"))).convert(
        "RGB"
    )
    table.paste(poster.resize((500, 500), Image.Resampling.NEAREST), (2800, 300))
    assert cards.from_photo(photo(table)) == CODE


def _png(text: str) -> bytes:
    out = io.BytesIO()
    segno.make(text, micro=False).save(out, kind="png", scale=8)
    return out.getvalue()


OTHERS = {
    "another site": _png("https://www.example.org/"),
    "words": _png("Hei! Tämä on juliste."),
    "wifi": _png("WIFI:S:kirjasto;T:WPA;P:salasana;;"),
    "a share": _png("https://oma.example.org/fi/s/AAAAAAAAAAAAAAAAAAAAAA"),
    "a cut code": _png(f"https://oma.example.org/open#{CODE[:12]}"),
    "control characters": _png("\x00\x1b[31m"),
    "white": photo(Image.new("L", (800, 600), 255), "PNG"),
    "one pixel": photo(Image.new("L", (1, 1)), "PNG"),
    "a line": photo(Image.new("L", (5000, 1)), "PNG"),
    "nothing": b"",
    "a text": b"7K3Q W9ZD 4M2X PB8N",
    "a PDF": b"%PDF-1.7\n",
    "a web page": b"<html>",
    "vectors": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "noise": photo(
        Image.frombytes("L", (1200, 1200), random.Random(1).randbytes(1200 * 1200)), "PNG"
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_card_has_no_code(name):
    assert cards.from_photo(OTHERS[name]) is None


def read(file: bytes) -> bytes:
    """What the process that reads photos would answer."""
    return photos.codes(b"%d\n" % limits.PIXELS + file)


def _huge_png(width: int, height: int) -> bytes:
    """A PNG that says that it is huge, with almost nothing in it."""
    made = bytearray(photo(Image.new("1", (1, 1)), "PNG"))
    made[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    made[29:33] = zlib.crc32(made[12:29]).to_bytes(4, "big")
    return bytes(made)


@pytest.mark.parametrize(
    "bomb",
    [
        _huge_png(30_000, 30_000),
        _huge_png(2**31 - 1, 2**31 - 1),
        _huge_png(0, 5),
        photo(Image.new("1", (9000, 9000)), "PNG"),
        photo(Image.new("L", (8000, 6000)), progressive=True),
        photo(Image.new("RGBA", (4000, 3500)), "PNG"),
        photo(Image.new("P", (9000, 9000)), "GIF"),
    ],
    ids=range(7),
)
def test_a_bomb_is_not_unpacked(bomb, monkeypatch):
    assert len(bomb) < limits.UPLOAD
    assert cards.from_photo(bomb) is None
    monkeypatch.setattr(Image.Image, "thumbnail", lambda *_: pytest.fail("unpacked"))
    assert read(bomb) == b""


@pytest.mark.long
def test_what_is_unpacked_is_bounded(monkeypatch):
    """Every picture that is unpacked has at most so many bytes of pixels, and only small ones are
    searched.
    """
    seen = []
    monkeypatch.setattr(
        zxingcpp, "read_barcodes", lambda picture, **_: seen.append(picture.size) or []
    )
    for size in ((6300, 6300), (40_000, 900), (900, 40_000)):
        read(photo(Image.new("L", size)))
    assert len(seen) == 3 and all(max(size) <= photos.SIDE for size in seen)


@pytest.mark.long
def test_broken_pictures_are_no_pictures(printed_card):
    """Bytes changed, cut and doubled at random: a code or nothing, never an error."""
    chance = random.Random(7)
    whole = [
        photo(printed_card.resize((500, 355)), kind) for kind in ("JPEG", "PNG", "WEBP", "GIF")
    ]
    for turn in range(240):
        broken = bytearray(whole[turn % 4])
        for _ in range(chance.randint(1, 30)):
            broken[chance.randrange(len(broken) if turn % 3 else 200)] = chance.randrange(256)
        file = bytes(broken[: chance.randint(1, len(broken))] if turn % 5 == 0 else broken)
        assert photos.costly(file, limits.SCANS, limits.PIECES) in (True, False)
        assert read(file) in (b"", ADDRESS.encode())


def test_the_groups_and_the_link_hold_the_code():
    assert (
        "".join(cards.groups(CODE)) == CODE and [len(one) for one in cards.groups(CODE)] == [4] * 4
    )
    assert vault.read_code(ADDRESS) == vault.read_code(" ".join(cards.groups(CODE))) == CODE
    assert CODE not in ADDRESS.partition("#")[0], "what stands before # reaches servers and logs"
