"""The settings in a real browser: the way back, by keyboard, without scripts, on the smallest
screen with the biggest words.
"""

import pytest

from hbself.model.languages import LANGUAGES
from hbself.model.record import Keeping, Record
from hbself.web.i18n import READING
from tests.support.browser import back, code_of, go, in_menu, path_of, press
from tests.support.people import ALIVE, LOCKED, fresh
from tests.support.serving import hand_in
from tests.support.texts import t
from tests.support.walk import Walk, pick_by_key, press_by_key

STATES = ("reading", *(f"reading/{name}" for name in READING))


def settings(page, lang) -> None:
    """Press Settings in the menu."""
    in_menu(page, t(lang, "Settings")).click()
    page.wait_for_load_state()


def choose(page, lang, thing: str, choice: str) -> None:
    """From the list to a thing, and back with another choice."""
    page.get_by_role("main").get_by_role("button", name=t(lang, thing)).click()
    page.wait_for_load_state()
    page.get_by_text(t(lang, choice), exact=True).click()
    press(page, t(lang, "Done"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("locked", [False, True], ids=["open", "with a number"])
def test_in_a_browser_the_reader_comes_back(come, key_of, lang, locked, scripts):
    """A browser sends the press and the number's pass on by itself."""
    key_of("sharer")
    page = come(lang, java_script_enabled=scripts)
    go(page, lang, f"s/{LOCKED if locked else ALIVE}")
    if locked:
        page.get_by_label(t(lang, "Code with 4 numbers")).fill("1234")
    press(page, t(lang, "Open"))
    title = page.locator("h1").inner_text()
    settings(page, lang)
    choose(page, lang, "Size of the words", "Extra big")
    assert page.locator("html").get_attribute("data-text") == "200" and page.url.endswith(
        f"/{lang}/reading"
    )
    press(page, t(lang, "Done"))
    assert (
        page.locator("h1").inner_text() == title
        and page.locator("html").get_attribute("data-text") == "200"
    )


def test_the_browsers_back_finds_each_page_of_the_settings(come, site):
    """A page that came by a form asks there whether to send it again, and many stop at that."""
    page = come("en", hand_in(site, fresh()))
    go(page, "en", "set/rights/ri2")
    settings(page, "en")
    page.get_by_role("main").get_by_role("button", name=t("en", "Colours")).click()
    page.wait_for_url("**/reading/colours?**")
    page.get_by_text(t("en", "Yellow words on black"), exact=True).click()
    press(page, t("en", "Try it"))
    press(page, t("en", "Done"))
    for there in ("reading/colours", "reading/colours", "reading", "set/rights/ri2"):
        back(page)
        assert path_of(page) == there
        assert page.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_in_a_browser_what_is_picked_stays_when_settings_are_opened(come, site, scripts):
    page = come("fi", hand_in(site, fresh()), java_script_enabled=scripts)
    go(page, "fi", "set/rights/ri2")
    page.get_by_role("radio").nth(1).check()
    settings(page, "fi")
    choose(page, "fi", "Size of the words", "Very big")
    choose(page, "fi", "Colours", "Yellow words on black")
    press(page, t("fi", "Done"))
    assert page.url.endswith("/fi/set/rights/ri2") and page.get_by_role("radio").nth(1).is_checked()
    assert page.locator("html").get_attribute("data-text") == "175"


def test_from_a_page_with_something_missing_one_comes_back_to_what_was_typed(come, site):
    page = come("fi", hand_in(site, fresh()), java_script_enabled=False)
    go(page, "fi", "set/change/ch5")
    page.locator("textarea[name=text]").fill("pitkä " * 400)
    press(page, t("fi", "Next"))
    assert page.get_by_role("alert").count()
    settings(page, "fi")
    choose(page, "fi", "Pictures", "Small pictures")
    press(page, t("fi", "Done"))
    assert page.url.endswith("/fi/set/change/ch5")
    assert page.locator("textarea[name=text]").input_value().startswith("pitkä pitkä")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_by_keys_alone_a_thing_is_tried_changed_back_and_chosen(come, lang):
    page = come(lang)
    walk = Walk(page, lang, "keyboard")
    go(page, lang, "reading")
    walk.press("", target=page.get_by_role("main").get_by_role("link", name=t(lang, "Colours")))
    yellow = page.get_by_role("radio", name=t(lang, "Yellow words on black"), exact=True)
    pick_by_key(page, yellow)
    with page.expect_navigation():  # Enter tries, wherever one is in the choices
        page.keyboard.press("Enter")
    assert page.locator("html").get_attribute("data-colours") == "yellow"
    walk.press("Change it back")
    assert page.locator("html").get_attribute("data-colours") == "device"
    pick_by_key(page, yellow)
    walk.press("Done")
    assert path_of(page) == "reading"
    assert page.locator("html").get_attribute("data-colours") == "yellow"
    press_by_key(page, page.get_by_role("main").get_by_role("button", name=t(lang, "Next")))
    page.wait_for_url("**/who")


@pytest.mark.parametrize("colours", ["light", "yellow"])
@pytest.mark.parametrize("path", STATES)
def test_on_the_smallest_screen_with_the_biggest_words_all_is_reached(come, path, colours):
    """No sideways scroll, and each choice and button is a whole target."""
    reading = f"big.200.{colours}.on.normal.no"
    page = come("fi", reading=reading, again=True, viewport={"width": 320, "height": 640})
    go(page, "fi", path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.evaluate(
        """() => [...document.querySelectorAll('main :is(.button:not(.hidden), .tile, .answer)')]
        .map(e => [e.innerText, e.getBoundingClientRect()])
        .filter(([, r]) => r.height < 56 || r.width < 56).map(([words]) => words)"""
    )
    assert small == []


@pytest.mark.parametrize("text", READING["text"])
def test_samples_of_sizes_are_as_large_as_the_words_would_be(come, text):
    """Whatever size the page has now."""
    sizes = """() => [...document.querySelectorAll('.sizes .answer > span')].map(e =>
      parseFloat(getComputedStyle(e, '::after').fontSize))"""
    page = come("fi", reading=f"big.{text}.light", again=True)
    go(page, "fi", "reading/text")
    found = page.evaluate(sizes)
    words = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    normal = words / int(text) * 100
    for name, size in zip(READING["text"], found, strict=True):
        assert abs(size - normal * int(name) / 100) < 1, f"{name} at {text}: {size}"


def test_a_newcomer_on_a_phone_finds_next_on_the_first_screen(come):
    page = come("fi", again=True, viewport={"width": 360, "height": 740})
    go(page, "fi", "reading")
    box = page.get_by_role("main").get_by_role("button", name=t("fi", "Next")).bounding_box()
    assert box["y"] + box["height"] <= 740


# ---- another device ------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_device_asks_once_and_a_shared_one_forgets(come, site, lang, scripts):
    mine = Record(fresh(), Keeping(reading="small.150.yellow.on.normal.no"))
    code = code_of(site, hand_in(site, mine))
    page = come(lang, java_script_enabled=scripts)
    html = page.locator("html")
    for ask in (True, False):
        go(page, lang, "open")
        for n in range(4):
            page.locator(f"#group{n}").fill(code[4 * n : 4 * n + 4])
        press(page, t(lang, "Open my answers"))
        page.get_by_role("radio", name=t(lang, "A shared device")).check()
        press(page, t(lang, "Next"))
        if ask:
            assert html.get_attribute("data-colours") == "device"
            page.get_by_role("button", name=t(lang, "Yes, the same")).focus()
            with page.expect_navigation():
                page.keyboard.press("Enter")
        assert path_of(page) == "map" and html.get_attribute("data-colours") == "yellow"
        page.get_by_role("banner").get_by_role("button", name=t(lang, "Close my answers")).click()
        page.wait_for_url("**/away*")
        if page.url.endswith("/card"):
            press(page, t(lang, "I have my card now. Close my answers"))
        assert html.get_attribute("data-colours") == "device"
