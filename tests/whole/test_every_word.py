"""Documents that keep every word: whatever a person writes stays on the page, and comes out of the
file whole and in order.

The texts go the way that a person's words go: typed on the site, taken along as a file.
"""

import html
import importlib.util
import io
import unicodedata
from collections import Counter

import docx
import msgspec
import pikepdf
import pytest

from hbself.export import Look, Portion, fonts
from hbself.export import pdf as paper
from hbself.export.usertext import REPLACEMENT, clean
from hbself.model.document import Line, Part, ProposalSection
from tests.support import check_pdf, invented, read_pdf
from tests.support.papers import (
    DIRECTIONS,
    LOOKS,
    TEXTS,
    by_pdfium,
    by_poppler,
    letters,
    taken,
    typed,
)
from tests.support.places import PICTURES


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_leaves_the_page_and_each_letter_is_in_the_text(person, name):
    visitor = person("fi")
    typed(visitor, TEXTS[name])
    for look in LOOKS.values():
        pdf = taken(visitor, "pdf", look)
        assert check_pdf.check(pdf, "fi") == []
        said, found = letters(clean(TEXTS[name], fonts.holders())), letters(read_pdf.text_of(pdf))
        assert {c: n - found[c] for c, n in said.items() if n > found[c]} == {}


@pytest.mark.parametrize("name", TEXTS)
def test_word_page_and_data_have_each_letter(person, name):
    """Devices have fonts of their own: nothing is left out there, and nothing
    stands for anything.
    """
    visitor = person("sv")
    typed(visitor, TEXTS[name])
    said = letters(clean(TEXTS[name]))
    page = taken(visitor, "page").decode().partition('<script type="application/json"')[0]
    for found in (_word_text(taken(visitor, "word")), html.unescape(page)):
        assert letters(found) >= said


def _word_text(file: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file)).paragraphs)


@pytest.mark.parametrize(
    "name", ["hyphens", "wide letters", "compound", "no-break spaces", "Arabic", "families"]
)
@pytest.mark.parametrize("text", [100, 200])
def test_nothing_leaves_the_page_in_headings_leads_and_shared_parts(contents, name, text):
    """Also where a supporter's name, a person's name or a reader's name stands."""
    words = TEXTS[name]
    lines = (
        Line("a", words, "me", words, True),
        Line("goal:b", words, "goal", "", True),
        Line("c", "Hei.", "me", words),
    )
    sections = tuple(
        ProposalSection(
            i,
            f"Mitä toinen ajattelee: {words[:60]}",
            "helper",
            (Part(f"Tavoite 1 {words[:60]}", lines), Part("", lines)),
        )
        for i in ("me", "view1", "goals", "agree")
    )
    worker = msgspec.structs.replace(sections[0], title=f"Sosiaalityöntekijälle: {words[:60]}")
    made = msgspec.structs.replace(invented.aino(), sections=sections, mirror=lines, worker=worker)
    for portion in (None, Portion(words[:60], "31.12.2026")):
        pdf = paper.make(made, contents["fi"].texts, PICTURES, Look("big", text), portion)
        assert check_pdf.check(pdf, "fi") == []


# ---- other scripts -------------------------------------------------------------------------------

SPOKEN = {
    "ar": ["مرحبا", "أختي", "تحبني", "أريد أن أرسم", "سلام"],
    "fa": ["می خواهم", "نقاشی", "پروانه", "خواهرم چای دوست دارد"],
    "ckb": ["دەمەوێت", "ماڵی خۆم", "بژیم"],
    "ur": ["اپنے گھر میں", "رہنا", "چاہتی", "ہوں"],
    "he": ["אני רוצה לצייר"],
    "zh": ["我想画画"],
    "ja": ["日本語で話したい"],
    "ko": ["한국어로"],
    "uk": ["хочу їхати"],
}


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("look", LOOKS)
def test_another_script_is_read_in_its_order_and_once(person, tmp_path, language, look):
    visitor = person("fi")
    text = ". ".join(SPOKEN[language])
    typed(visitor, text)
    pdf = taken(visitor, "pdf", LOOKS[look])
    assert check_pdf.check(pdf, "fi") == []
    said = letters(text)
    for read in (by_poppler(pdf, tmp_path), by_pdfium(pdf)):
        found = Counter(
            c
            for c in letters(read).elements()
            if unicodedata.category(c) == "Lo" or c in said and c not in "."
        )
        places = Counter({c: n for c, n in found.items() if c in said})
        assert {c: (n, places[c]) for c, n in said.items() if c != "." and places[c] % n} == {}, (
            "each letter once"
        )
        read = read.translate(DIRECTIONS)
        assert [word for one in SPOKEN[language] for word in one.split() if word not in read] == []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        spans = [
            one
            for one in file.objects
            if isinstance(one, pikepdf.Dictionary) and str(one.get("/Lang", "")) == language
        ]
    assert spans or f"/Lang({language})".encode() in _streams(pdf), (
        "a screen reader must know the language"
    )


def _streams(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return b"".join(page.Contents.read_bytes() for page in file.pages)


def test_words_in_latin_letters_have_the_language_of_the_document(person):
    visitor = person("fi")
    typed(visitor, "Moi! 123 €, 😀 ✓ – ñ č.")
    assert b"/Lang" not in _streams(taken(visitor))


# ---- signs that no font holds --------------------------------------------------------------------


@pytest.fixture
def without_cjk(monkeypatch):
    """As on a server where the extra is not installed."""
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *rest: None if name == fonts.CJK[0] else real(name, *rest),
    )
    for one in (fonts.found, fonts.holders):
        one.cache_clear()
    yield
    for one in (fonts.found, fonts.holders):
        one.cache_clear()


SIGNS = "✓ ✗ ☐ ★ ● ■ ○ ⇒ 🫨"


def test_common_signs_and_cjk_are_printed(person, tmp_path):
    assert clean(f"{SIGNS} ∀ 我想画画 한국어 日本語", fonts.holders()).count(REPLACEMENT) == 0
    visitor = person("fi")
    typed(visitor, f"🫨 {SIGNS} ∀ 我想画画 한국어 日本語")
    pdf = taken(visitor)
    assert REPLACEMENT not in read_pdf.text_of(pdf) and len(pdf) < 120_000
    assert all(sign in by_pdfium(pdf) for sign in "✓★●■○∀⇒我한日")
    assert check_pdf.verapdf({"signs": pdf}) == []
    assert "�" not in visitor.get("take").text


def test_without_the_extra_common_signs_are_printed_by_signs_of_their_shape(person, without_cjk):
    visitor = person("fi")
    typed(visitor, SIGNS)
    assert (
        REPLACEMENT not in read_pdf.text_of(taken(visitor)) and "�" not in visitor.get("take").text
    )


LACKING = {
    "fi": "Sanoissasi on 3 merkkiä, joita emme voi tulostaa:",
    "sv": "Dina ord har 3 symboler som vi inte kan skriva ut:",
    "en": "Your words have 3 marks that we cannot print:",
}


@pytest.mark.parametrize("language", LACKING)
def test_what_cannot_be_printed_is_told(person, without_cjk, language):
    """How many and which, and where the words stand as they were written; nothing of it while there
    are none.
    """
    visitor = person(language)
    assert "�" not in visitor.get("take").text
    typed(visitor, "Moi 😀 我想画画")
    page = visitor.get("take")
    assert LACKING[language] in page.text and "我 想 画" in page.text and "�" in page.text
    printed = read_pdf.text_of(taken(visitor))
    assert printed.count(REPLACEMENT * 4) == printed.count("Moi 😀") > 0
    assert "我想画画" in _word_text(taken(visitor, "word"))


def test_signs_that_no_font_has_are_told(person):
    visitor = person("fi")
    typed(visitor, "Moi \U00013000")
    assert "Sanoissasi on 1 merkki, jota emme voi tulostaa:" in visitor.get("take").text
