"""Each long word of the site has places where it may be parted, and they are right."""

import html
import re

import pytest

from hbself.content import LEAST, joints, texts
from hbself.content.joints import FOLDER
from hbself.model.languages import LANGUAGES
from hbself.web.longwords import LONGEST, Shown
from tests.support.joints import MOST, VOWELS, compounds, long_words, syllables


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_long_word_of_the_site_has_its_places_and_no_other_word_has(lang):
    """A new long word: python -m tests.support.joints, and look at what it wrote."""
    assert long_words(lang) ^ set(joints(lang)) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_stand_once_and_in_order(lang):
    lines = [
        line.replace("-", "")
        for line in (FOLDER / f"joints.{lang}.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_part_can_be_said_and_fits_on_a_small_phone(lang):
    wrong = [
        parted
        for parted in joints(lang).values()
        if not all(3 <= len(part) <= MOST and set(part) & set(VOWELS) for part in parted.split("-"))
    ]
    assert wrong == []


def test_finnish_words_are_parted_at_their_joints_and_else_between_syllables():
    wrong = []
    for word, parted in joints("fi").items():
        ends = _ends(parted.split("-"))
        ways = [_ends(parts) for parts in compounds(word)] or [set()]
        if not any(joint <= ends <= joint | set(syllables(word)) for joint in ways):
            wrong.append(parted)
    assert wrong == []


def _ends(parts: list[str]) -> set[int]:
    ends, at = set(), 0
    for part in parts[:-1]:
        ends.add(at := at + len(part))
    return ends


# How parts of the site's Swedish words begin after a joint. Reviewed word by word: a new Swedish
# word that begins a part otherwise is looked at, and its beginning is added here.
SWEDISH = """arbetare arbetaren arbetarens bestämmande bevakare biljetter fattandet fördelning
handledning hinder lighet maskinen ningar nedsättning områden område området ombudet person
planens rätt service tion tionen tränare tuell verksamhet verksamheten vård"""


def test_parts_of_swedish_words_are_words_or_endings_that_somebody_has_looked_at():
    later = {part for parted in joints("sv").values() for part in parted.split("-")[1:]}
    assert later == set(SWEDISH.split())


# ---- how they come into the pages ----------------------------------------------------------------


def shown(text: str, least: int = LEAST, lang: str = "fi") -> str:
    return str(Shown(joints(lang), least)(text))


def test_a_long_word_is_marked_with_what_stands_around_it():
    assert shown("Oma sosiaalityöntekijäni.") == ("Oma <i>sosiaali<i></i>työn<i></i>tekijäni.</i>")
    assert shown("(Päivätoiminta)") == "<i>(Päivä<i></i>toiminta)</i>"
    assert shown("PÄIVÄTOIMINTA") == "<i>PÄIVÄ<i></i>TOIMINTA</i>"
    assert shown("päivätoiminta/työtoiminnassa") == (
        "<i>päivä<i></i>toiminta/työ<i></i>toiminnassa</i>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Moi",
        "lentokonesuihkuturbiinimoottori",
        "<päivätoimintakin>",
        "päivä toiminta",
        "&" * 40,
    ],
)
def test_other_words_stay_as_they_are(text):
    assert shown(text) == html.escape(text)


def test_without_larger_text_only_the_longest_words_are_marked():
    assert shown("päivätoiminta", LONGEST) == "päivätoiminta"
    assert "<i>" in shown("sosiaalityöntekijä", LONGEST)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_marks_each_text_is_as_it_was(lang, contents):
    own = [*texts(contents[lang])]
    marked = Shown(joints(lang), LEAST, own)
    assert [re.sub("</?i>", "", marked(text)) for text in own] == [html.escape(t) for t in own]
