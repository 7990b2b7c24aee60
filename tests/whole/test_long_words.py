"""Words that fit no line are parted where a reader would, and come whole out of the text; so do
letters with marks.
"""

import re
import unicodedata

import msgspec
import pytest
from babel.messages.pofile import read_po

from hbself.export import pdf as paper
from hbself.export.breaks import HYPHEN, breakable
from tests.support import check_pdf, read_pdf
from tests.support.papers import (
    DIRECTIONS,
    LOOKS,
    by_pdfium,
    by_poppler,
    letters,
    taken,
    typed,
)
from tests.support.places import PICTURES

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
    for read in (by_poppler(pdf, tmp_path), by_pdfium(pdf), read_pdf.text_of(pdf)):
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
    for read in (by_poppler(pdf, tmp_path), by_pdfium(pdf), read_pdf.text_of(pdf)):
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
SWEDISH = """arbets|verk-sam-het dag|verk-sam-he-ten dag|verk-sam-het funk-tions|hin-der|ser-vice
funk-tions|ned-sätt-ning intres-se|be-va-kare själv|be-stäm-man-de-rätt social|ar-be-ta-ren
väl-färds|om-råde väl-färds|om-rå-den besluts-fat-tan-det när|ståen-de|vård
ser-vi-ce|hand-led-ning social|om-bu-det till-gäng-lig-het social|ar-be-ta-rens
väl-färds|om-rå-det ansvars-för-del-ning kom-mu-ni-ka-tion"""
SYLLABLES = """änd-rings|för-slag änd-rings|för-sla-gen besluts|un-der-lag för-sko-le|per-so-na-len
upp-drags-ta-ga-ren avslags|be-slut till-gäng-lig-hets|an-pass-ning förs-ta-hands-val
and|ra-hands-val"""


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
        for line in read_pdf.drawn(taken(visitor, "answers-pdf", LOOKS["large"]))
        if "vammais" in line or "palaverim" in line
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
    said, found = letters(MARKED[language]), letters(read_pdf.text_of(pdf))
    assert {
        c: (n, found[c])
        for c, n in said.items()
        if ord(c) > 0x24F and found[c] != n * times[words[0]]
    } == {}, "each letter once"
