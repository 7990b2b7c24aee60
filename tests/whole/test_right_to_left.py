"""Texts from right to left in the PDF: each program reads each word once, in the order of the
sentence.
"""

import io
import re
import unicodedata
from collections import Counter

import msgspec
import pikepdf
import pytest

from hbself.export import Look
from hbself.export import pdf as paper
from hbself.export.usertext import TWINS
from hbself.model.document import Line, Part, ProposalSection
from tests.support import check_pdf, invented, read_pdf
from tests.support.papers import DIRECTIONS, LOOKS, by_pdfium, by_poppler, letters, taken, typed
from tests.support.places import PICTURES

SENTENCES = {
    "marks": "مُحَمَّدٌ يُحِبُّ أُخْتَهُ وَمَدْرَسَتَهُ الجَمِيلَةَ",
    "some marks": "أريد أَنْ أَرْسُمَ مع أختي كل يومٍ في بيتي شكراً",
    "niqqud": "אֲנִי רוֹצֶה לגור בבית שֶׁלִּי עִם אחותי",
    "Arabic and Latin": "أريد أَنْ أَرْسُمَ Anna Helmi 25 كل يوم مَعَ أختي و 3 قِطَط",
    "Hebrew and Latin": "אֲנִי רוֹצֶה Anna Helmi 25 לגור בבית 3 שָׁנִים",
    "within Finnish": ("Haluan että minun sisko nyt sanoo: شُكْراً جزيلاً أختي تُحِبُّنِي ja sitten menen"),
    "digits": "أريد 25 يورو في 12.3.2026 الساعة 14:30",
    "Persian and Latin": "من ۲۵ سال دارم و Helmi را دوست دارم (خواهرم)",
    "Urdu and Latin": "میں 25 سال کی ہوں، میرا گھر Espoo میں ہے۔",
    "brackets": "أريد (مع أختي) أن أرسم «كل يوم» [هنا]",
    "Hebrew brackets": 'אני רוצה (עם אחותי) "לגור" בבית [שלי] 25 €',
    "Latin last": "أسكن مع (Anna) في Helsinki (بيتي)",
    "Kurdish and Latin": "من لە Turku دەژیم، 3 ساڵە",
    "Hebrew within Finnish": "Haluan sanoa nyt heti: שָׁלוֹם אחותי שֶׁלִּי ja lähteä",
}


# Poppler's own order parts a line at digits, Latin words and the Arabic comma:
# `test_poppler_sorts_any_such_line_from_the_left`.
PARTED = re.compile("[0-9۰-۹A-Za-z،€]")


def bare(text: str) -> str:
    return re.sub(r"[\s”]", "", unicodedata.normalize("NFC", text.translate(DIRECTIONS)))


@pytest.mark.parametrize("name", SENTENCES)
@pytest.mark.parametrize("look", LOOKS)
def test_a_sentence_from_right_to_left_is_read_in_its_order(person, tmp_path, name, look):
    """With its brackets and marks; by PDFium, by Poppler in the order of the file, and in its own
    order where that can be.
    """
    visitor = person("fi")
    typed(visitor, SENTENCES[name])
    pdf = taken(visitor, "pdf", LOOKS[look])
    assert check_pdf.check(pdf, "fi") == []
    reads = [by_poppler(pdf, tmp_path), by_pdfium(pdf)] + (
        []
        if PARTED.search(SENTENCES[name]) and "Finnish" not in name
        else [by_poppler(pdf, tmp_path, "-nopgbrk")]
    )
    times = {bare(read).count(bare(SENTENCES[name])) for read in reads}
    assert len(times) == 1 and min(times) > 0
    # PDFium and Poppler tell the words apart.
    words = set(unicodedata.normalize("NFC", SENTENCES[name]).split())
    assert all(
        words
        - {
            word
            for one in unicodedata.normalize("NFC", read.translate(DIRECTIONS)).split()
            for word in (one, one.strip("”"), one.lstrip("”"))
        }
        <= {"ہوں،", "دەژیم،", "€"}
        for read in reads
    )


@pytest.mark.parametrize("name", SENTENCES)
def test_programs_without_replacement_texts_read_each_letter_once(person, name):
    """pdf.js (Firefox) knows only what the glyphs say: those that are only drawn say nothing."""
    visitor = person("fi")
    typed(visitor, SENTENCES[name])
    pdf = taken(visitor)
    found = letters("".join(glyphs(pdf)))
    said = Counter({c: n for c, n in letters(SENTENCES[name]).items() if ord(c) > 0x24F})
    times = {found[c] / n for c, n in said.items()}
    assert len(times) == 1 and times <= {1, 2, 3}


def glyphs(pdf: bytes) -> list[str]:
    """What the glyphs of a PDF of ours say, whatever replaces them."""
    said = []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            fonts = {name: read_pdf.letters_of(font) for name, font in page.Resources.Font.items()}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    known = fonts[str(operands[0])]
                    size = max(map(len, known))
                elif str(operator) in read_pdf.SHOW:
                    parts = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                    codes = b"".join(
                        bytes(part) for part in parts if isinstance(part, pikepdf.String)
                    )
                    said += [known.get(codes[i : i + size], "") for i in range(0, len(codes), size)]
    return said


def test_poppler_sorts_any_such_line_from_the_left(tmp_path):
    """The smallest file: "A 25 B" from right to left, drawn as it is seen ("B 25 A"), on a page
    with other letters. Nothing of ours is in it.
    """
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2"
        b" def\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n5 beginbfchar\n<41>"
        b" <05d0>\n<42> <05d1>\n<20> <0020>\n<32> <0032>\n<35> <0035>\nendbfchar\nendcmap end end"
    )
    with pikepdf.new() as file:
        page = file.add_blank_page()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Courier,
            ToUnicode=file.make_stream(table),
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = file.make_stream(b"BT /F 20 Tf 50 50 Td (xyz) Tj 0 -40 Td (B 25 A) Tj ET")
        file.save(tmp_path / "small.pdf")
    read = by_poppler((tmp_path / "small.pdf").read_bytes(), tmp_path, "-nopgbrk").translate(
        DIRECTIONS
    )
    assert "".join(read.split()) == "xyzב25א", (
        "Poppler has learned it: docs/accessibility-checks.md can say so"
    )


# ---- the running head, and signs that no font has ------------------------------------------------

NAMES = {
    "vowel marks": "مُحَمَّد",
    "niqqud": "שָׁלוֹם",
    "accents": "á̂nna ɛ̃va",
    "Arabic and Latin": "أَنْ Anna",
    "Hindi": "क्षत्रिय मैं",
    "a sign": "✗☐ Anna",
    "isolates": "\u2067مُحَمَّد\u2069",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_once_in_the_running_head_of_each_page(contents, tmp_path, name):
    lines = tuple(
        Line(f"x{i}", f"Haluan oppia tekemään ruokaa {i}.", "cook", "", False) for i in range(30)
    )
    made = invented.aino()
    view = ProposalSection("view1", f"Toinen: {NAMES[name]}", "helper", (Part("", lines),))
    pdf = paper.make(
        msgspec.structs.replace(made, sections=(view,), mirror=(), worker=None),
        contents["fi"].texts,
        PICTURES,
        Look(),
        None,
        "answers",  # all its pages but the first are of that view
    )
    assert check_pdf.check(pdf, "fi") == []
    word = bare(NAMES[name])
    for read in (by_poppler(pdf, tmp_path), by_poppler(pdf, tmp_path, "-nopgbrk")):
        pages = list(read.replace("\f", "\n\f").split("Sivu"))[1:-1]
        assert len(pages) > 1 and {bare(page).count(word) for page in pages} == {1}
    assert bare(by_pdfium(pdf)).count(word) == len(pages)
    assert b"0.27058825 0.2901961 0.3254902 scn" in check_streams(pdf)[2]
    assert (
        len(
            set(
                re.findall(
                    rb"cs ([\d. ]+) scn", check_streams(pdf)[2].partition(b"EMC/Artifact")[0]
                )
            )
        )
        == 1
    ), "in one colour"


def check_streams(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [page.Contents.read_bytes() for page in file.pages]


@pytest.mark.parametrize("look", LOOKS)
def test_a_sign_that_is_printed_by_another_is_read_as_it_was_typed(person, tmp_path, look):
    visitor = person("sv")
    signs = " ".join(TWINS)
    typed(visitor, f"Jag {signs} vill✗☐ ha.")
    pdf = taken(visitor, "pdf", LOOKS[look])
    assert check_pdf.check(pdf, "sv") == []
    for read in (
        by_poppler(pdf, tmp_path),
        by_poppler(pdf, tmp_path, "-nopgbrk"),
        by_pdfium(pdf),
        read_pdf.text_of(pdf),
    ):
        assert f"Jag{signs}vill✗☐ha.".replace(" ", "") in re.sub(r"\s", "", read)
