"""A slip in one word must not cost another word: on the printed paper each keeps its letters,
whatever stands beside it.
"""

import string

import msgspec
import pytest

from hbself.export import Look, Portion
from hbself.export import pdf as paper
from hbself.export.usertext import REPLACEMENT
from hbself.model.document import Line, Part, ProposalSection
from tests.support import check_pdf, invented, read_pdf
from tests.support.papers import letters
from tests.support.places import PICTURES

# A letter and a vowel sign of each script; between them stands the slip.
SLIPS = string.punctuation + "’”…–1◌ \u00a0\u200d\u00ad"
SCRIPTS = {
    "Devanagari": "र\u0947",
    "Tamil": "க\u0bbf",
    "Gurmukhi": "ਕ\u0a3f",
    "Gujarati": "ક\u0abf",
    "Sinhala": "ක\u0dd2",
    "Khmer": "ក\u17b7",
    "Bengali": "ক\u09bf",
    "Burmese": "က\u102d",
    "Telugu": "క\u0c3f",
    "Kannada": "ಕ\u0cbf",
    "Malayalam": "ക\u0d3f",
    "Thai": "ก\u0e34",
    "Lao": "ກ\u0eb4",
    "Hebrew": "א\u05b4",
    "Arabic": "ب\u064e",
    "Ethiopic": "ሀ\u135d",
}
WORDS = "मैं अपनी बहन के साथ रहना चाहता हूँ। أريد أن أسكن مع أختي. 我想画画。"
# Vedic signs: every font says that it holds both, none can set them together
NO_FONT = "\u1cf6\u1cf8"


def written(visitor, *answers: str) -> None:
    for number, text in enumerate(answers, 4):
        visitor.press(visitor.get(f"set/change/ch{number}"), text=text)
    visitor.press(visitor.get("name/take"))


def kept(file: bytes) -> bool:
    """Whether the words beside the slip stand in the file."""
    return letters(read_pdf.text_of(file)) >= letters(WORDS)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_slip_costs_no_other_word(person, monkeypatch, script):
    letter, sign = SCRIPTS[script]
    monkeypatch.delattr(paper, "_not_shown", raising=False)  # only for what nobody foresaw
    visitor = person("fi")
    slips = " ".join(f"{letter}{slip}{sign}" for slip in SLIPS)
    written(visitor, WORDS, slips)
    file = visitor.file("take/pdf").data
    assert check_pdf.check(file, "fi") == [] and kept(file)
    assert letters(read_pdf.text_of(file))[letter] >= len(SLIPS), "each letter before a slip stays"


def test_a_sign_that_a_slip_parted_from_its_letter_is_told(person):
    visitor = person("fi")
    written(visitor, WORDS)
    assert "�" not in visitor.get("take").text
    written(visitor, WORDS, "घर.े राम,े")
    page = visitor.get("take").text
    assert "Sanoissasi on 1 merkki, jota emme voi tulostaa:" in page and "◌े" in page
    assert f"घर.{REPLACEMENT}" in read_pdf.text_of(visitor.file("take/pdf").data)


@pytest.mark.parametrize(
    "name", ["राम.े", NO_FONT, f"{NO_FONT} Anna"], ids=["slip", "no font", "no font, and a name"]
)
def test_a_slip_in_a_name_costs_no_other_word(contents, name):
    lines = (Line("a", WORDS, "me", "", True),)
    made = msgspec.structs.replace(
        invented.aino(),
        sections=(
            ProposalSection(
                "view1", f"Mitä toinen ajattelee: {name}", "helper", (Part("", lines),)
            ),
        ),
        mirror=(),
        worker=None,
    )
    for portion in (None, Portion(name, "31.12.2026")):
        file = paper.make(made, contents["fi"].texts, PICTURES, Look(), portion)
        assert (
            check_pdf.check(file, "fi") == []
            and kept(file)
            and REPLACEMENT in read_pdf.text_of(file)
        )
        assert ("Anna" in name) == ("Anna" in read_pdf.text_of(file))


def test_many_words_that_no_font_can_set_are_looked_for_only_so_long(person, monkeypatch):
    compiled, times = paper.compiled, []
    monkeypatch.setattr(
        paper, "compiled", lambda *given, **options: times.append(1) or compiled(*given, **options)
    )
    visitor = person("fi")
    written(visitor, " ".join(f"{chr(0x905 + i)}{NO_FONT}" for i in range(50)), "Moi أختي 😀")
    file = visitor.file("take/pdf").data
    assert len(times) <= paper.MOST_TRIES + 5 and check_pdf.check(file, "fi") == []
    assert "Moi" in read_pdf.text_of(file)
