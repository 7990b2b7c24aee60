"""The key card: its files, and reading its code from a photo."""

import io

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from hbself.export import card, pdf
from hbself.keeping import cards
from hbself.model.record import Keeping, Record
from hbself.model.said import Card, Said
from tests.support import check_pdf, read_pdf
from tests.support.cards import CODE, make
from tests.support.places import PICTURES

WORDS = {
    "none": "",
    "plain": "Kissa",
    "nordic": "Öö Åland",
    "emoji": "👩🏽‍🌾👨‍👩‍👧‍👦🇫🇮😀",
    "rtl": "مرحبا يا صديقي",
    "wide": "W" * 20,
    "wide emoji": "😀" * 20,
    "marks": "Z̴̡̛̲̦̻̗̈́̓̋͛",
    "controls": "a\x00\u202eb\ufeff",
    "markup": '#panic("x") <b>$',
    "foreign": "漢字 ᬅ \U0010fffd",
    "surrogate": "\ud83d",
}


# ---- the files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(("size", "least"), [("a6", 16), ("small", 10)])
def test_a_card_can_be_read_by_everybody(contents, size, least, language):
    file = make(contents, size, language)
    assert check_pdf.check(file, language, least) == []
    assert pdf.page_count(file) == 1
    text, texts = " ".join(read_pdf.text_of(file).split()), contents[language].texts
    for said in (texts["card.title"], texts["card.keep"], "7K3Q W9ZD 4M2X PB8N", "Kissa"):
        assert "".join(said.split()) in "".join(text.split())


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("size", ["a6", "small"])
def test_any_word_fits_on_the_card(contents, size, name):
    file = make(contents, size, "sv", WORDS[name])
    assert check_pdf.check(file, "sv", 5) == []
    assert pdf.page_count(file) == 1
    text = "".join(read_pdf.text_of(file).replace("\u200b", "").split())
    if name in ("plain", "nordic", "wide", "markup"):
        assert "".join(WORDS[name].split()) in text
    elif name in ("rtl", "wide emoji"):
        assert set("".join(WORDS[name].split())) <= set(text)


@pytest.mark.parametrize("code", ["W" * 16, "M" * 16, "1" * 16, "WMQ0" * 4])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("size", ["a6", "small"])
def test_any_code_stands_in_one_line_on_one_page(contents, size, language, code):
    """Codes are random: some have wide letters only."""
    file = make(contents, size, language, "W" * 20, code=code)
    assert pdf.page_count(file) == 1 and check_pdf.check(file, language, 5) == []
    assert " ".join(cards.groups(code)) in " ".join(read_pdf.text_of(file).split())
    assert isinstance(make(contents, "png", language, "W" * 20, code=code), bytes)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", ["plain", "wide", "wide emoji", "marks"])
def test_nothing_stands_on_or_over_the_line_to_cut(contents, name, language):
    """Around the card, and on its edge 2 mm wide inside the line, the paper is white."""
    # Ten dots to a millimetre
    (page,) = read_pdf.pictures(make(contents, "small", language, WORDS[name]), 254)
    # a bank card, ISO/IEC 7810 ID-1: 85.60 x 53.98 mm
    left, top, right, bottom = 150, 150, 150 + 856, 150 + 540
    inside = page.crop((left + 10, top + 10, right - 10, bottom - 10))
    ImageDraw.Draw(inside).rectangle((20, 20, inside.width - 21, inside.height - 21), fill=255)
    assert inside.getextrema() == (255, 255)
    outside = page.copy()
    ImageDraw.Draw(outside).rectangle((left - 5, top - 5, right + 5, bottom + 5), fill=255)
    assert outside.getextrema() == (255, 255)


@pytest.mark.long
def test_a_card_keeps_every_rule_of_its_standards(contents):
    files = {
        f"{size}-{language}": make(contents, size, language)
        for size in ("a6", "small")
        for language in ("fi", "sv", "en")
    }
    assert (
        check_pdf.verapdf(
            files
            | {f"a6-{i}": make(contents, "a6", "en", word) for i, word in enumerate(WORDS.values())}
        )
        == []
    )


@pytest.mark.parametrize("picture", cards.PICTURES)
def test_each_picture_has_words(contents, picture):
    assert all(cards.names(language)[picture].strip() for language in ("fi", "sv", "en"))
    assert make(contents, "a6", "fi", picture=picture).startswith(b"%PDF")


@pytest.mark.parametrize("picture", ["", "../../etc/passwd", "no-such", "private"])
def test_a_picture_that_is_none_of_ours_is_a_key(contents, picture):
    assert make(contents, "a6", picture=picture) == make(contents, "a6", picture="key")


def test_the_card_says_the_same_each_time(contents):
    assert all(make(contents, size) == make(contents, size) for size in ("a6", "small", "png"))


# ---- where to type the code ----------------------------------------------------------------------

HOSTS = {
    "https://oma.example.fi/": "oma.example.fi",
    "https://example.org/ehdotus/": "example.org/ehdotus",
    "http://192.168.100.100:8000/": "http://192.168.100.100:8000",
    "https://oma-ehdotukseni.kehitysvammaisten-palvelusaatio.example.org/": (
        "oma-ehdotukseni.kehitysvammaisten-palvelusaatio.example.org"
    ),
    "https://minun-oma-ehdotukseni-ja-minun-oma-elamani.palvelut.hyvinvointialue.example.fi/": (
        "minun-oma-ehdotukseni-ja-minun-oma-elamani.palvelut.hyvinvointialue.example.fi"
    ),
}


@pytest.mark.parametrize("root", HOSTS)
@pytest.mark.parametrize("size", ["a6", "small"])
@pytest.mark.parametrize(
    ("language", "name"),
    [("fi", "Minun oma ehdotukseni"), ("sv", "Mitt eget förslag"), ("en", "My own proposal")],
)
def test_a_card_says_in_words_where_to_go(contents, root, size, language, name):
    """Name and address of the site under the code, with the longest word of a person, on one page;
    the QR picture still leads there.
    """
    record = Record(Said(card=Card("friend", "W" * 20)), Keeping(code=CODE))
    file = card.make(
        record, contents[language].texts, PICTURES, cards.address(root, CODE), size, language
    )
    assert pdf.page_count(file) == 1 and check_pdf.check(file, language, 5) == []
    with pypdfium2.PdfDocument(file) as document:
        said = document[0].get_textpage().get_text_range()
    after = said.partition(" ".join(cards.groups(CODE)))[2]
    assert name in after and HOSTS[root] in after.replace("\r\n", "")
    (page,) = read_pdf.pictures(file, 150)
    assert zxingcpp.read_barcode(page).text == cards.address(root, CODE)


def test_the_small_card_is_a_bank_card(contents):
    """ISO/IEC 7810 ID-1: 85.60 x 53.98 mm, measured between the lines to cut along."""
    (page,) = read_pdf.pictures(make(contents, "small"), 508)  # twenty dots to a millimetre
    left, top, right, bottom = page.point(lambda v: 255 * (v < 250)).getbbox()
    assert abs((right - left) / 20 - 85.6) < 0.4 and abs((bottom - top) / 20 - 53.98) < 0.4


def test_the_picture_of_a_card_prints_as_large_as_the_card(contents):
    picture = Image.open(io.BytesIO(make(contents, "png")))
    assert [round(dpi) for dpi in picture.info["dpi"]] == [card.PNG_PPI] * 2
    assert [
        round(side / dpi * 25.4)
        for side, dpi in zip(picture.size, picture.info["dpi"], strict=True)
    ] == [
        148,
        105,
    ]


@pytest.mark.parametrize(("size", "wide", "high"), [("a6", 148, 105), ("small", 210, 297)])
def test_the_sheets_of_the_cards_are_as_large_as_they_say(contents, size, wide, high):
    """In millimetres: the large card is its sheet (A6), the small one is cut out of an A4."""
    with pypdfium2.PdfDocument(make(contents, size)) as document:
        (page,) = document
        assert [round(side / 72 * 25.4) for side in page.get_size()] == [wide, high]
        assert page.get_mediabox() == page.get_cropbox(), "nothing of it is cut off"


def test_the_small_card_has_the_corners_of_a_bank_card(contents):
    """A radius of 3.18 mm: in the very corner there is no line to cut along."""
    (page,) = read_pdf.pictures(make(contents, "small"), 254)  # ten dots to a millimetre
    left, top, right, bottom = 150, 150, 150 + 856, 150 + 540
    for x, y in ((left, top), (right, top), (left, bottom), (right, bottom)):
        corner = page.crop((x - 6, y - 6, x + 6, y + 6))
        assert corner.getextrema() == (255, 255), (x, y)
