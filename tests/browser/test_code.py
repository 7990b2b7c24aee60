"""The code of a key card, typed and pasted into its four fields."""

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.browser import code_of, go, press
from tests.support.texts import t

CODE = "3TFS5KQW8BMN2RYA"
GROUPS = [CODE[i : i + 4] for i in range(0, 16, 4)]


def fields(page, lang: str):
    return [page.get_by_label(t(lang, "Group %(number)s", number=n)) for n in range(1, 5)]


def values(page, lang: str) -> list[str]:
    return [field.input_value() for field in fields(page, lang)]


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), " ".join(GROUPS), "-".join(GROUPS)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_code_typed_on_and_on_in_the_first_group_fills_all(come, lang, typed):
    page = come(lang)
    go(page, lang, "open")
    first = fields(page, lang)[0]
    first.click()
    for letter in typed:
        page.keyboard.press("Space" if letter == " " else letter)
        assert page.locator(".groups .fault").all_inner_texts() == [""] * 4, "nothing is wrong yet"
    assert values(page, lang) == GROUPS
    assert first.evaluate("e => e === document.activeElement"), "the focus goes nowhere by itself"


def test_a_code_pasted_takes_the_place_of_what_stood_there(come):
    page = come("fi")
    go(page, "fi", "open")
    for field in fields(page, "fi"):
        field.fill("ABCD")
    fields(page, "fi")[0].fill(" ".join(GROUPS))
    assert values(page, "fi") == GROUPS
    fields(page, "fi")[2].fill("ZZZZYY")
    assert values(page, "fi") == [*GROUPS[:2], "ZZZZ", "YY"]


def test_a_letter_too_many_in_a_whole_code_changes_nothing_else(come):
    page = come("fi")
    go(page, "fi", "open")
    fields(page, "fi")[0].fill(CODE)
    fields(page, "fi")[0].press("End")
    page.keyboard.press("X")
    assert values(page, "fi") == GROUPS


def test_a_slip_is_told_while_typing_on(come):
    page = come("fi")
    go(page, "fi", "open")
    fields(page, "fi")[0].click()
    for letter in "3TFSU":
        page.keyboard.press(letter)
    told = [bool(text) for text in page.locator(".groups .fault").all_inner_texts()]
    assert told == [False, True, False, False], "no code has a U"


def test_what_was_typed_on_opens_the_answers(come, key_of, site):
    page = come("fi")
    go(page, "fi", "open")
    fields(page, "fi")[0].click()
    for letter in code_of(site, key_of("fresh")):
        page.keyboard.press(letter)
    press(page, t("fi", "Open my answers"))
    assert page.locator("[aria-invalid]").count() == 0 and page.url.count("/open") == 0
