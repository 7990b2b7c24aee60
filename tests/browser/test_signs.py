"""The sign beside each choice, to hear just it: for who wants that ("on" in the settings)."""

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.checkers import by_all
from tests.support.heard import ALL
from tests.support.listening import hear_all
from tests.support.looks import NARROW, OPEN, TABLETS, TARGET, TARGETS, WIDE, does_not_fit
from tests.support.texts import t

ON = "{}.{}.device.on.normal.no"
# Pages with answers in rows and columns, tiles, people, settings, and what one can tick beside
PAGES = ("one", "each", "many", "top", "people-some", "map-full", "key", "reading", "take")
WINDOWS = [NARROW, {"width": 360, "height": 740}, TABLETS[0], WIDE]

# Choices, as who looks at the page sees them
CHOICES = """() => [...document.querySelectorAll("main :is([type=radio], [type=checkbox])")]
  .map(e => e.closest("label")).concat([...document.querySelectorAll("main .tile")])
  .map(e => e.innerText.replace("✓", "").split(/\\s+/).join(" ").trim())"""

# Signs that stand on words, on a box to pick or on another sign, or outside their card
COVERED = """() => {
  const box = e => e.getBoundingClientRect(), found = [], range = document.createRange();
  const meet = (a, b) => a.width && b.width && a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  for (const sign of document.querySelectorAll(".say")) {
    const card = sign.previousElementSibling, at = box(sign), around = box(card);
    if (at.left < around.left || at.right > around.right || at.top < around.top
      || at.bottom > around.bottom) found.push(`outside: ${card.innerText}`);
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      range.selectNodeContents(node);
      if ([...range.getClientRects()].some(r => meet(r, at))) found.push(`words: ${node.data}`);
    }
    for (const e of card.querySelectorAll("input"))
      if (meet(box(e), at)) found.push(`box: ${card.innerText}`);
  }
  return found }"""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_each_choice_has_a_sign_to_hear_just_it(show, name, lang):
    page = show(name, lang, voices=ALL, reading=ON.format("big", 100))
    page.evaluate(OPEN)
    names = [e.get_attribute("aria-label") for e in page.locator("main .say").all()]
    choices = page.evaluate(CHOICES)
    assert sorted(names) == sorted(f"{t(lang, 'Listen')}: {one}" for one in choices) and names
    for number in (0, -1):
        sign = page.locator("main .say").nth(number)
        page.evaluate("spoken.length = 0")
        picked = page.locator(":checked").count()
        sign.click()
        square = "e => getComputedStyle(e, '::before').clipPath"
        assert sign.evaluate(square) == "none", "it stops now"
        said = " ".join(one["text"] for one in hear_all(page))
        said = said.replace(f", {t(lang, 'this is chosen')}", "")
        assert said == names[number].removeprefix(f"{t(lang, 'Listen')}: ")
        assert sign.evaluate(square) != "none"
        assert page.locator(":checked").count() == picked, "a sign picks nothing"


def test_a_second_press_stops_and_another_sign_begins_at_once(show):
    page = show("one", "fi", voices=ALL, reading=ON.format("big", 100))
    first, second = page.locator(".say").nth(0), page.locator(".say").nth(1)
    page.evaluate("spoken.length = 0")
    first.click()
    first.click()
    assert not page.evaluate("speechSynthesis.speaking") and page.evaluate("spoken.length") == 1
    first.click()
    second.click()
    said = []
    while len(said) < 3:  # a voice begins a moment after the press
        page.wait_for_timeout(20)
        said = page.evaluate("spoken.map(one => one.text)")
    assert said[0] == said[1] != said[2] and page.locator(".speaking").count() == 1


@pytest.mark.parametrize("pictures", ["big", "none"])
@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: str(window["width"]))
@pytest.mark.parametrize("name", PAGES)
def test_a_sign_covers_nothing_and_is_large_enough(show, name, window, text, pictures):
    for lang in ("fi", "sv"):  # with the longest words
        page = show(name, lang, voices=ALL, viewport=window, reading=ON.format(pictures, text))
        page.evaluate(OPEN)
        assert page.locator(".say").count()
        assert page.evaluate(COVERED) == []
        assert not [one for one in page.evaluate(TARGETS, TARGET) if 'class="say"' in one]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_with_signs_a_page_can_be_used_by_everybody_and_fits_as_without(show, name, lang):
    """That a sign stands on its card is meant."""
    found = []
    for listen in ("press", "on"):
        page = show(name, lang, voices=ALL, reading=f"big.100.device.{listen}.normal.no")
        page.evaluate(OPEN)
        faults = by_all(page) + does_not_fit(page)
        found.append({one for one in faults if ' on <button type="button" class="say"' not in one})
    assert found[1] - found[0] == set()


STOPS = """() => [...document.querySelectorAll(
  "main :is(a[href], button, summary, input, textarea)")]
  .filter(e => e.checkVisibility() && e.tabIndex >= 0 && !e.closest(".hidden")).length"""


@pytest.mark.parametrize(("name", "more"), [("one", 2), ("many", 1), ("map-empty", 4)])
def test_the_signs_of_many_choices_are_one_stop_for_tab(show, name, more):
    """So Next stays near."""
    plain = show(name, "fi", voices=ALL).evaluate(STOPS)
    page = show(name, "fi", voices=ALL, reading=ON.format("big", 100))
    groups = page.locator("main .answers:visible, main .tiles:visible, main .also:visible").count()
    assert page.evaluate(STOPS) - plain == groups <= more


def test_keys_go_from_sign_to_sign_and_from_a_round_box_to_its_own(show):
    page = show("one", "fi", alone=True, voices=ALL, reading=ON.format("big", 100))
    keys, boxes, signs = page.keyboard, page.get_by_role("radio"), page.locator("main .say")
    boxes.nth(0).focus()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Tab")
    at = "e => e === document.activeElement"
    assert boxes.nth(2).is_checked() and signs.nth(2).evaluate(at)
    keys.press("ArrowUp")
    assert signs.nth(1).evaluate(at) and boxes.nth(2).is_checked()
    page.evaluate("spoken.length = 0")
    keys.press("Enter")
    heard = [one["text"] for one in hear_all(page)]
    assert heard == [page.locator("main label.answer").nth(1).inner_text().strip()]
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    assert signs.nth(boxes.count() - 1).evaluate(at), "round and round"
    keys.press("Tab")
    assert not page.evaluate("document.activeElement.matches('.say, [type=radio]')")


def test_where_there_is_no_voice_no_sign_is_seen(hear):
    page = hear("fi", "[]", reading=ON.format("big", 100))
    page.get_by_role("button", name=t("fi", "No voice"), exact=True).wait_for()
    assert page.locator(".say:visible").count() == 0
