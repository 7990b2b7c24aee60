"""A full proposal on a phone: no page is long, and nothing is far from its top."""

import re
from datetime import date

import pytest

from hbself.keeping import records, vault
from hbself.model.record import Record
from tests.support import walks
from tests.support.browser import go
from tests.support.serving import hand_in

PHONE = {"width": 360, "height": 740}
SCREENS, STOPS = 4, 60
# One button to listen, at the top
READING = "small.100.light.press.normal.no"
# How high the page is, and how many stops of Tab there are to the last thing in its main part
MEASURED = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, summary, input:not([type=hidden]), textarea, [tabindex="0"]')]
    .filter(e => e.tabIndex >= 0 && e.checkVisibility() && !e.disabled);
  const main = document.querySelector('main');
  return [document.documentElement.scrollHeight,
    all.map(e => main.contains(e)).lastIndexOf(true) + 1];
}"""
ON = "() => document.querySelector('main .moves .next').pathname"


@pytest.fixture(scope="module")
def omar() -> Record:
    """Who has answered everything, page by page, with three goals."""
    with walks.application() as app:
        visitor = walks.ways(app)["Omar"]().walker.visitor
        store, key = app.extensions["hbself"].store, vault.from_cookie(visitor.key())
        return Record(records.read(store, key, date.today(), 12)[0].said)


def pages(page, lang: str):
    """(path, page) of the list and of all pages by "Next part"."""
    path = f"/{lang}/proposal"
    while "/proposal" in path:
        go(page, lang, path.split("/", 2)[2])
        yield path
        path = page.evaluate(ON)


@pytest.mark.parametrize("lang", ["fi", "en"])
@pytest.mark.parametrize("who", ["omar", "everything"])
def test_each_page_is_four_screens_at_most_and_sixty_stops_to_any_act(
    come, site, request, lang, who
):
    page = come(lang, hand_in(site, request.getfixturevalue(who)), reading=READING, viewport=PHONE)
    found = {path: page.evaluate(MEASURED) for path in pages(page, lang)}
    assert len(found) > 25
    high = {path: one for path, one in found.items() if one[0] > SCREENS * PHONE["height"]}
    assert high == {}
    # What is folded under a line has at most three more
    assert {path: one for path, one in found.items() if one[1] + 3 > STOPS} == {}


def test_by_keyboard_from_the_top_to_leave_out_and_back_at_the_line(come, site, omar):
    page = come("en", hand_in(site, omar), reading=READING, viewport=PHONE)
    go(page, "en", "proposal/change")
    last = page.locator("main article").last
    words = last.locator(".mine").inner_text()
    pressed = 0
    while not last.locator("summary").evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
        pressed += 1
        assert pressed < STOPS
    page.keyboard.press("Enter")
    leave = last.get_by_role("button", name="Leave out")
    while not leave.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
        pressed += 1
    assert pressed < STOPS
    with page.expect_navigation():
        page.keyboard.press("Enter")
    there = page.locator("article:target")
    assert words in there.inner_text() and "out" in there.get_attribute("class").split()
    box = there.bounding_box()
    assert 0 <= box["y"] < PHONE["height"], "it is seen"
    with page.expect_navigation():
        there.get_by_role("button", name="Add to my proposal").press("Enter")
    assert "out" not in page.locator("article:target").get_attribute("class").split()


@pytest.mark.parametrize("scripts", [True, False])
def test_change_and_back_with_and_without_scripts(come, site, omar, scripts):
    page = come("en", hand_in(site, omar), viewport=PHONE, java_script_enabled=scripts)
    go(page, "en", "proposal/now/2")
    line = page.locator("main article").first
    anchor = line.get_attribute("id")
    line.locator("summary").click()
    line.get_by_role("link", name="Change").click()
    page.get_by_role("main").get_by_role("button", name="Next", exact=True).last.click()
    page.wait_for_url(re.compile("/proposal/now"))
    assert page.url.endswith(f"#{anchor}") and page.locator(f"#{anchor}").count() == 1
