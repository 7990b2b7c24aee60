"""The way back from the settings, in a real browser."""

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.browser import go, press
from tests.support.people import ALIVE, LOCKED
from tests.support.texts import t


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("locked", [False, True], ids=["open", "with a number"])
def test_in_a_browser_the_reader_comes_back(come, key_of, lang, locked):
    """A browser sends the press and the number's pass on by itself."""
    key_of("sharer")
    page = come(lang)
    go(page, lang, f"s/{LOCKED if locked else ALIVE}")
    if locked:
        page.get_by_label(t(lang, "Code with 4 numbers")).fill("1234")
    press(page, t(lang, "Open"))
    title = page.locator("h1").inner_text()
    page.get_by_role("navigation", name=t(lang, "Tools")).get_by_role(
        "button", name=t(lang, "Settings"), exact=True
    ).click()
    page.get_by_text(t(lang, "Extra big"), exact=True).click()
    press(page, t(lang, "Try it"))
    assert page.locator("html").get_attribute("data-text") == "200" and page.url.endswith(
        f"/{lang}/reading"
    )
    press(page, t(lang, "Next"))
    assert (
        page.locator("h1").inner_text() == title
        and page.locator("html").get_attribute("data-text") == "200"
    )


def test_in_a_browser_what_is_picked_stays_when_settings_are_opened(come, key_of):
    page = come("fi", key_of("writer"), again=True)
    go(page, "fi", "set/rights/ri2")
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name=t("fi", "Settings"), exact=True).click()
    page.get_by_text(t("fi", "Very big"), exact=True).click()
    press(page, t("fi", "Next"))
    assert page.url.endswith("/fi/set/rights/ri2") and page.get_by_role("radio").nth(1).is_checked()
    assert page.locator("html").get_attribute("data-text") == "175"
