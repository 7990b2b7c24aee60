"""Whatever a phone or a mail has made of a file is read, or told kindly."""

import base64
import io
import quopri
import zipfile

import msgspec
import pytest
from PIL import Image

from hbself.keeping import cards
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer
from tests.support.bringing import bring, carried, file_of
from tests.support.opening import TOLD, groups_of, upload


def mail(parts) -> bytes:
    """Parts (type, encoding, body, name) as a saved page or mail."""
    made = [
        (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: file:///oma.html\r\nSubject:"
            b" =?utf-8?Q?Oma=20ehdotus?=\r\nMIME-Version: 1.0\r\nContent-Type:"
            b' multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B--1"\r\n\r\n'
        )
    ]
    for kind, encoding, body, name in parts:
        packed = (
            quopri.encodestring(body)
            if encoding == "quoted-printable"
            else base64.encodebytes(body)
        )
        made.append(
            f'\r\n------B--1\r\nContent-Type: {kind}; name="{name}"\r\nContent-Transfer-Encoding:'
            f" {encoding}\r\n\r\n".encode()
            + packed
        )
    return b"".join(made) + b"\r\n------B--1--\r\n"


def as_xhtml(html: str) -> str:
    """As a browser's XML serialiser writes a page."""
    start, found, end = html.partition('id="my-answers">')
    inside, closing, rest = end.partition("</script>")
    inside = inside.replace("&", "&amp;").replace(">", "&gt;")
    return (
        start.replace("<!doctype html>\n", "").replace(
            "<html ", '<html xmlns="http://www.w3.org/1999/xhtml" '
        )
        + found
        + inside
        + closing
        + rest
    )


TRICKY = msgspec.structs.replace(
    TOLD,
    answers={
        "now.ln3": Answer(text='Kahvia & <b> "pullaa" > &amp; &lt; 1=3D é😀', note="rivi\nrivi")
    },
)
WAYS = {
    "json.txt": lambda file, html: file,
    "mark": lambda file, html: b"\xef\xbb\xbf" + file,
    "crlf": lambda file, html: file.replace(b"\n", b"\r\n"),
    "notepad": lambda file, html: file.decode().encode("utf-16"),
    "utf-16-be": (
        lambda file, html: "\ufeff".encode("utf-16-be") + file.decode().encode("utf-16-be")
    ),
    "utf-16-no-mark": lambda file, html: file.decode().encode("utf-16-le"),
    "page": lambda file, html: html.encode(),
    "page-utf-16": lambda file, html: html.encode("utf-16"),
    "outer-html": (
        lambda file, html: (
            html.removeprefix("<!doctype html>\n")
            .replace(
                'type="application/json" id="my-answers"', "id='my-answers' type='application/json'"
            )
            .encode()
        )
    ),
    "upper-case": (
        lambda file, html: (
            html.replace(
                '<script type="application/json" id="my-answers">',
                '<SCRIPT type="application/json" ID="my-answers">',
            )
            .replace("</script>", "</SCRIPT>")
            .encode()
        )
    ),
    "xhtml": lambda file, html: as_xhtml(html).encode(),
    "mhtml": lambda file, html: mail(
        [
            ("text/css", "quoted-printable", b"a{}", "a.css"),
            ("text/html", "quoted-printable", html.encode(), "oma.html"),
        ]
    ),
    "mhtml-base64": lambda file, html: mail([("text/html", "base64", html.encode(), "oma.html")]),
    "mail": lambda file, html: mail(
        [
            ("text/plain", "quoted-printable", "Tässä on tiedosto.".encode(), ""),
            ("application/octet-stream", "base64", file, "vastaukset.json.txt"),
        ]
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_phones_and_mails_make_of_a_file_is_read(client, contents, said_by, way):
    file, html = file_of(contents, TRICKY), carried(contents, TRICKY)
    visitor = client("fi")
    assert (
        bring(visitor, WAYS[way](file, html), name="ehdotus.json.txt").path
        == "/fi/device?then=open"
    )
    assert said_by(visitor).said.answers == TRICKY.answers


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, b"x" * 50)
    return out.getvalue()


def picture(kind: str, **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind, **more)
    return out.getvalue()


HEIC = b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + bytes(5000)
OTHERS = {
    "empty": ("empty", lambda v: b""),
    "spaces": ("empty", lambda v: b"\xef\xbb\xbf \r\n"),
    "heic": ("picture", lambda v: HEIC),
    "jpeg": ("picture", lambda v: picture("JPEG")),
    "png": ("picture", lambda v: picture("PNG")),
    "webp": ("picture", lambda v: picture("WEBP")),
    "tiff": ("picture", lambda v: picture("TIFF")),
    "avif": ("picture", lambda v: b"\0\0\0\x1cftypavif" + bytes(900)),
    "pdf": ("paper", lambda v: v.file("take/pdf").data),
    "word": ("paper", lambda v: v.file("take/word").data),
    "card": ("paper", lambda v: v.file("key/card.pdf").data),
    "odt": ("paper", lambda v: zipped("mimetype", "content.xml")),
    "zip": ("packed", lambda v: zipped("vastaukset.json")),
    "zip-broken": ("packed", lambda v: b"PK\x03\x04 broken"),
    "page-for-others": ("page", lambda v: v.file("take/page").data),
    "page-by-chrome": (
        "page",
        lambda v: mail([("text/html", "quoted-printable", v.file("take/page").data, "oma.html")]),
    ),
    "page-by-safari": ("page", lambda v: b"bplist00" + bytes(300)),
    "another-page": ("page", lambda v: b"<html><p>Hei"),
    "text": ("not-ours", lambda v: "Hei äiti".encode()),
    "half": ("damaged", lambda v: v.file("take/data").data[:-30]),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_data_file_is_told_kindly(person_with, said_by, name, lang):
    visitor = person_with(TOLD, lang)
    before = said_by(visitor)
    reason, make = OTHERS[name]
    words = {
        "empty": "tyhjä tom empty",
        "picture": "kuva bild picture",
        "paper": "paperi papper paper",
        "packed": "zip zip zip",
        "page": "nettisivu webbsida page",
        "not-ours": "ei inte not",
        "damaged": "rikki trasig broken",
    }[reason].split()
    page = bring(visitor, make(visitor), 422, "IMG_0001")
    (said,) = page.all("//*[@id='file-fault']")
    assert words[LANGUAGES.index(lang)] in said.lower(), said
    assert said_by(visitor) == before and not page.tree.xpath("//input[@type='file']/@accept"), (
        "nothing is greyed out"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "body",
    [HEIC, b"\0\0\0\x1cftypavif" + bytes(900), b"%PDF-1.7 card", b"", zipped("a.jpg")],
    ids=["heic", "avif", "pdf", "empty", "zip"],
)
def test_a_photo_of_another_kind_is_told_kindly(client, lang, body):
    (said,) = upload(client(lang), "open", "photo", body, "IMG_1.HEIC", 422).all(
        "//*[@id='photo-fault']"
    )
    assert {"fi": "kamera", "sv": "kamera", "en": "camera"}[lang] in said


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_in_any_position_opens(person_with, client, turn):
    """The camera writes beside the picture how it was held (EXIF orientation)."""
    mine = person_with(TOLD)
    upright = Image.open(io.BytesIO(mine.file("key/card.png").data)).convert("RGB")
    undo = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    stored = upright
    for one in undo.get(turn, []):
        stored = stored.transpose(one)
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = turn
    stored.save(out, "JPEG", exif=exif, quality=90)
    assert cards.from_photo(out.getvalue()) == "".join(groups_of(mine))
    assert (
        upload(client("fi"), "open", "photo", out.getvalue(), "IMG.jpg").path
        == "/fi/device?then=open"
    )
