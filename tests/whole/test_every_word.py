"""Documents that keep every word: whatever a person writes stays on the page, and comes out of the
file whole and in order.

The texts go the way that a person's words go: typed on the site, taken along as a file.
"""

import html
import importlib.util
import io
import re
import unicodedata
from collections import Counter

import docx
import msgspec
import pikepdf
import pytest
from babel.messages.pofile import read_po

from hbself.export import Look, Portion, fonts
from hbself.export import pdf as paper
from hbself.export.breaks import HYPHEN, breakable
from hbself.export.usertext import REPLACEMENT, clean
from hbself.model.document import Line, Part, SectionOf
from tests.support import check_pdf, invented
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
        said, found = letters(clean(TEXTS[name], fonts.holders())), letters(check_pdf.text_of(pdf))
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
        SectionOf(
            i,
            f"Mitä toinen ajattelee: {words[:60]}",
            "helper",
            (Part(f"Tavoite 1 {words[:60]}", lines), Part("", lines)),
        )
        for i in ("me", "view1", "goals", "agree")
    )
    made = msgspec.structs.replace(
        invented.aino(), sections=sections, mirror=lines, worker=sections[0]
    )
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
    assert REPLACEMENT not in check_pdf.text_of(pdf) and len(pdf) < 120_000
    assert all(sign in by_pdfium(pdf) for sign in "✓★●■○∀⇒我한日")
    assert check_pdf.verapdf({"signs": pdf}) == []
    assert "�" not in visitor.get("take").text


def test_without_the_extra_common_signs_are_printed_by_signs_of_their_shape(person, without_cjk):
    visitor = person("fi")
    typed(visitor, SIGNS)
    assert (
        REPLACEMENT not in check_pdf.text_of(taken(visitor)) and "�" not in visitor.get("take").text
    )


LACKING = {
    "fi": "Sanoissasi on 3 merkkiä, joita ei voi tulostaa:",
    "sv": "Dina ord har 3 symboler som inte går att skriva ut:",
    "en": "Your words have 3 marks that cannot be printed:",
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
    printed = check_pdf.text_of(taken(visitor))
    assert printed.count(REPLACEMENT * 4) == printed.count("Moi 😀") > 0
    assert "我想画画" in _word_text(taken(visitor, "word"))


def test_signs_that_no_font_has_are_told(person):
    visitor = person("fi")
    typed(visitor, "Moi \U00013000")
    assert "Sanoissasi on 1 merkki, jota ei voi tulostaa:" in visitor.get("take").text


# ---- long words ----------------------------------------------------------------------------------

LONG_WORDS = {
    "fi": [
        "vammaispalvelusuunnitelmani",
        "henkilökohtaisenbudjettisuunnitelman",
        "kuljetustukipalvelupäätöksestä",
        "työhönvalmennuksessa",
    ],
    "sv": [
        "funktionshinderservicelagen",
        "omsorgsförvaltningsbeslut",
        "personligassistansersättning",
    ],
    "en": ["misunderstandingsaboutaccessibility"],
}


@pytest.mark.parametrize("language", LONG_WORDS)
@pytest.mark.parametrize("look", LOOKS)
def test_long_words_come_whole_out_of_the_text(person, tmp_path, language, look):
    """Nothing stands in them, and they can be searched, copied and read aloud."""
    visitor = person(language)
    typed(visitor, "Haluan: " + " ja ".join(LONG_WORDS[language]) + ".")
    pdf = taken(visitor, "pdf", LOOKS[look])
    assert check_pdf.check(pdf, language) == []
    for read in (by_poppler(pdf, tmp_path), by_pdfium(pdf), check_pdf.text_of(pdf)):
        assert [one for one in LONG_WORDS[language] if one not in read] == []
        assert not set("\u200b\u00ad\ufffe") & set(read)


WIDE_WORDS = {
    "fi": [
        "vammaispalvelusuunnitelmapalaverimuistiokansio",
        "lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas",
        "työ-ja-päivätoimintakeskuksessammekin",
    ],
    "sv": [
        "personligassistansersättningsbeslutsunderlag",
        "funktionshindersservicelagstiftningsändringarna",
    ],
    "en": ["thewholewordthatfitsnolineofthepageatthatsize"],
}


@pytest.mark.parametrize("language", WIDE_WORDS)
def test_a_word_that_fits_no_line_comes_whole_out_of_the_text(person, tmp_path, language):
    """The hyphen at the end of its line is only drawn."""
    visitor = person(language)
    typed(visitor, "Haluan: " + " ja ".join(WIDE_WORDS[language]) + ".")
    pdf = taken(visitor, "pdf", LOOKS["large"])
    assert check_pdf.check(pdf, language) == []
    for read in (by_poppler(pdf, tmp_path), by_pdfium(pdf), check_pdf.text_of(pdf)):
        assert [one for one in WIDE_WORDS[language] if one not in read] == []
        assert not set("\u200b\u00ad\ufffe") & set(read)


@pytest.mark.parametrize(
    ("word", "parted"),
    [
        ("vammaispalvelusuunnitelma", "vam-mais|pal-ve-lu|suun-ni-telma"),
        ("toimeentulotukihakemus", "toi-meen-tu-lo|tu-ki|ha-ke-mus"),
        ("omaishoidontukihakemuksestani", "omais|hoi-don|tu-ki|ha-ke-muk-ses-tani"),
        ("personligassistansbeslut", "per-son-lig|as-sis-tans|be-slut"),
        ("sjukvårdsdistriktetsplan", "sjuk|vårds|dis-trik-tets|plan"),
        ("funktionshinderservicelag", "funk-tions|hin-der|ser-vi-ce-lag"),
    ],
)
def test_a_wide_word_is_parted_between_its_words_and_syllables(word, parted):
    assert breakable(word, 10).replace(2 * HYPHEN, "|").replace(HYPHEN, "-") == parted


# All Swedish words of the site's own that are ever parted: wider than LONGEST at the largest text.
SWEDISH = """arbets|verk-sam-het dag|verk-sam-he-ten dag|verk-sam-het funk-tions|hin-ders|ser-vice funk-tions|ned-sätt-ning intres-se|be-va-kare
själv|be-stäm-man-de-rätt social|ar-be-ta-ren väl-färds|om-råde väl-färds|om-rå-den"""
SYLLABLES = """änd-rings|för-slag änd-rings|för-sla-gen besluts|un-der-lag för-sko-le|per-so-na-len upp-drags-ta-ga-ren avslags|be-slut till-gäng-lig-hets|an-pass-ning
förs-ta-hands-val and|ra-hands-val"""


def parted(word: str) -> str:
    return breakable(word, 10).replace(2 * HYPHEN, "|").replace(HYPHEN, "-")


def test_swedish_words_are_parted_where_a_swede_would():
    for word in f"{SWEDISH} {SYLLABLES}".split():
        assert parted(re.sub("[|-]", "", word)) == word


def test_no_other_swedish_word_of_the_site_is_ever_parted(contents):
    """A new long word in the content or the translations: look where it is parted, and add it
    above.
    """
    with (PICTURES.parent.parent / "translations/sv/LC_MESSAGES/messages.po").open("rb") as file:
        own = [str(one.string) for one in read_po(file) if one.id]
    found = re.findall(
        r"[^\W\d_]+",
        " ".join((*own, msgspec.json.encode(contents["sv"]).decode().replace("\\n", " "))),
    )
    # "communication" is in the name of a picture.
    wide = {word.lower() for word in found if HYPHEN in breakable(word, int(paper.LONGEST / 2))}
    assert wide - {"communication"} == set(re.sub("[|-]", "", SWEDISH).split())


def test_a_wide_word_is_parted_between_its_words_where_that_fills_the_line(person):
    """Seen on the page: the text of the file has the whole word."""
    visitor = person("fi")
    typed(visitor, "vammaispalvelusuunnitelmapalaverimuistiokansio")
    shown = {
        line
        for line in check_pdf.drawn(taken(visitor, "pdf", LOOKS["large"]))
        if "vammais" in line or "palaveri" in line
    }
    assert shown == {"”vammaispalvelusuunnitelma-", "palaverimuistiokansio”"}


# ---- letters with marks --------------------------------------------------------------------------

MARKED = {
    "ar": "شكراً جزيلاً أهلاً مدرّسة اللّغة أُرِيدُ أَنْ أَرْسُمَ الأُولى سلام محمّد",
    "fa": "می\u200cخواهم نمی\u200cتوانم خانه\u200cام کتاب\u200cها گُل",
    "ckb": "ڕۆژی باش لە ماڵی خۆم ده\u200cمه\u200cوێت ماڵه\u200c",
    "ur": "اُردو مَیں آؤں گے تمہیں ہوئے",
    "he": "שָׁלוֹם אֲנִי רוֹצֶה לְצַיֵּר",
    "th": "ฉันอยากวาดรูป น้ำ ที่",
    "hi": "मैं चित्र बनाना चाहती हूँ क्षत्रिय",
    "km": "ខ្ញុំចង់គូរ",
    "fi": "x\u030c á\u0302 ɛ̃",
}


@pytest.mark.parametrize("language", MARKED)
@pytest.mark.parametrize("look", LOOKS)
def test_words_with_marks_and_joiners_are_read_whole_once_and_in_order(
    person, tmp_path, language, look
):
    visitor = person("fi")
    typed(visitor, f"Moi! {MARKED[language]} kiitos")
    pdf = taken(visitor, "pdf", LOOKS[look])
    assert check_pdf.check(pdf, "fi") == []
    words = unicodedata.normalize("NFC", MARKED[language]).split()
    for read in (by_poppler(pdf, tmp_path), by_poppler(pdf, tmp_path, "-nopgbrk"), by_pdfium(pdf)):
        read = unicodedata.normalize("NFC", read.translate(DIRECTIONS))
        times = {word: read.count(word) for word in words}
        assert min(times.values()) > 0 and len(set(times.values())) == 1, times
    said, found = letters(MARKED[language]), letters(check_pdf.text_of(pdf))
    assert {
        c: (n, found[c])
        for c, n in said.items()
        if ord(c) > 0x24F and found[c] != n * times[words[0]]
    } == {}, "each letter once"
