"""What is seen without scrolling: a head of one row, the question, its answers, and Next."""

import pytest

from hbself import content
from hbself.model.languages import LANGUAGES
from hbself.web.i18n import Reading
from tests.support import walks
from tests.support.browser import go, in_menu
from tests.support.places import PICTURES
from tests.support.texts import t

TEXTS = ("100", "125", "150", "175", "200")
# The parts of the head that are seen, as boxes
HEAD = """() => { const box = e => { const b = e.getBoundingClientRect();
  return {x: b.x, y: b.y, right: b.right, bottom: b.bottom, size: parseFloat(getComputedStyle(e)
    .fontSize), cut: e.scrollWidth > e.clientWidth + 1} };
  const seen = e => e.getClientRects().length > 0;
  const row = ['.name', '#listen', '.top > .in-row .tool', '.menu > summary > .tool'];
  return {head: box(document.querySelector('.top')), wide: document.documentElement.scrollWidth,
    row: row.flatMap(s => [...document.querySelectorAll(s)]).filter(seen).map(box)} }"""


def opened(come, key_of, lang, width, height, path="set/autonomy/au1", **reading):
    """A page at the size of a window, read in this way."""
    page = come(
        lang,
        key_of("full"),
        reading=Reading(**reading).cookie(),
        again=True,
        viewport={"width": width, "height": height},
    )
    go(page, lang, path)
    return page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [320, 360, 480, 768, 1280])
def test_the_head_is_one_row_at_every_width_and_text_size(come, key_of, lang, width):
    """The name, Listen and the menu stand in a row, whole, and next to each other; on a phone the
    words grow to 125 % at most.
    """
    first = 0
    for text in TEXTS:
        page = opened(come, key_of, lang, width, 640, text=text)
        seen = page.evaluate(HEAD)
        assert len(seen["row"]) == 3 and seen["wide"] <= width, (text, seen)
        assert not [one for one in seen["row"] if one["cut"]], (text, seen)
        for one, after in zip(seen["row"], seen["row"][1:], strict=False):
            assert one["right"] <= after["x"] and after["y"] < one["bottom"], (text, seen)
        assert seen["row"][-1]["right"] <= width
        first = first or seen["row"][1]["size"]
        if width < 480:
            assert seen["row"][1]["size"] <= first * 1.25 + 0.1, (text, seen)
        if (width, text) == (320, "200"):
            assert seen["head"]["bottom"] <= 0.15 * 640


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_opens_in_place_and_has_the_ways(come, key_of, lang, scripts):
    """Without scripts, too; nothing of the page is behind it."""
    page = come(lang, key_of("full"), java_script_enabled=scripts)
    go(page, lang, "set/autonomy/au1")
    before = page.locator("h1").bounding_box()["y"]
    for name, role in (
        ("My topics", "link"),
        ("My proposal", "link"),
        ("Settings", "button"),
        ("My key", "link"),
        ("Take a break", "link"),
        ("Close my answers", "button"),
    ):
        assert in_menu(page, t(lang, name), role).is_visible(), name
    assert page.locator(".menu a[hreflang]").count() == len(LANGUAGES) - 1
    menu = page.locator(".menu nav").bounding_box()
    assert page.locator("h1").bounding_box()["y"] >= before + menu["height"]
    in_menu(page, t(lang, "My proposal"), "link").click()
    page.wait_for_url("**/proposal")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("text", ["100", "200"])
def test_on_a_shared_device_the_answers_can_be_closed_from_each_page(
    come, key_of, site, lang, width, text
):
    """In the row of the head where it fits in words; else first in the menu, and last on the
    page.
    """
    page = come(
        lang,
        key_of("full"),
        reading=Reading(text=text).cookie(),
        viewport={"width": width, "height": 900},
    )
    page.context.add_cookies([{"name": "device", "value": "shared", "url": site.address}])
    go(page, lang, "map")
    close = page.get_by_role("button", name=t(lang, "Close my answers"), exact=True)
    seen = page.evaluate(HEAD)
    assert seen["wide"] <= width and not [one for one in seen["row"] if one["cut"]], seen
    if len(seen["row"]) == 4:
        assert close.count() == 1
        for one, after in zip(seen["row"], seen["row"][1:], strict=False):
            assert one["right"] <= after["x"], seen
    else:
        assert width < 768 or text == "200"
        assert (
            close.count() == 1
            and page.locator("main")
            .get_by_text(t(lang, "Close my answers"), exact=True)
            .last.is_visible()
        )
        in_menu(page, t(lang, "Close my answers"))
        assert page.locator(".menu .tool").nth(1).inner_text().strip() == t(
            lang, "Close my answers"
        )
    close.last.click()
    page.wait_for_url("**/away*")


def of_three(lang: str) -> list[str]:
    """The paths of the questions that have three answers, of which one can be picked."""
    words = content.load(PICTURES)[lang]
    return [
        f"set/{found.id}/{q.id}"
        for found in words.sets.values()
        for q in found.question
        if q.kind == "one" and not q.old and len([o for o in q.option if not o.old]) == 3
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("width", "height", "pictures"), [(768, 1024, "big"), (360, 740, "small")])
def test_question_answers_and_next_of_a_question_with_three_answers_are_on_the_first_screen(
    come, key_of, lang, width, height, pictures
):
    page = come(
        lang,
        key_of("fresh"),
        reading=Reading(pictures=pictures, listen="press").cookie(),
        viewport={"width": width, "height": height},
    )
    low, paths = {}, of_three(lang)
    assert len(paths) > 10
    for path in paths:
        if page.goto(f"/{lang}/{path}").status != 200:
            continue
        ends = page.locator(".moves .next").bounding_box()
        low[path] = round(ends["y"] + ends["height"])
    assert len(low) > 10
    assert {path: y for path, y in low.items() if y > height} == {}


def test_next_is_on_the_first_screen_of_each_question_of_a_whole_way(come):
    """The pages that Aino gets on her way, as they came, in two windows. On the map the next part
    is there, and what one said is read before it is called right: its button comes after it.
    """
    with walks.application() as app:
        seen = walks.ways(app)["Aino"]().walker.seen
    page = come("fi")
    low, asked, html = [], 0, ""
    page.route("**/fi/**", lambda to: to.fulfill(body=html, content_type="text/html"))
    for one in seen:
        path = one.path.partition("#")[0]
        question = "/set/" in path and "/said" not in path
        if not question and "/map" not in path:
            continue
        html, asked = one.html, asked + question
        page.goto(path)
        on = page.locator("main .next" if question else "#next .tile").last
        for width, height, pictures in ((768, 1024, "big"), (360, 740, "small")):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("kind => { document.documentElement.dataset.pictures = kind }", pictures)
            there = on.bounding_box()
            low += [(path, width)] if there["y"] + there["height"] > height else []
    assert asked > 100 and not low


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(768, 1024), (360, 740), (320, 640)])
@pytest.mark.parametrize("path", ["important/im1", "important/im3", "strengths/st2"])
def test_what_has_the_focus_is_never_under_the_moves(come, key_of, lang, width, height, path):
    """From the page's begin to its end by Tab, and back."""
    page = opened(come, key_of, lang, width, height, path=f"set/{path}", pictures="small")
    box = (
        "() => { const at = document.activeElement, row = document.querySelector('.moves.four');"
        " if (!at || row.contains(at) || !at.closest('form')) return null;"
        " const whole = (at.closest('label') || at).getBoundingClientRect();"
        " return [Math.round(whole.top), Math.round(whole.bottom),"
        " Math.round(row.getBoundingClientRect().top)] }"
    )
    assert page.locator(".four").evaluate("e => getComputedStyle(e).position") == "sticky"
    for key in ("Tab", "Shift+Tab"):
        seen = []
        for _ in range(60):
            page.keyboard.press(key)
            if where := page.evaluate(box):
                seen.append(where)
        assert len(seen) > 5
        assert not [one for one in seen if one[0] < 0 or one[1] > one[2]], (key, seen)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_large_words_or_in_a_low_window_the_moves_stand_at_their_own_place(come, key_of, lang):
    for height, text in ((480, "100"), (740, "150"), (740, "200")):
        page = opened(come, key_of, lang, 360, height, text=text)
        assert page.locator(".four").evaluate("e => getComputedStyle(e).position") == "static"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_the_largest_words_only_the_question_stands_before_the_answers(come, key_of, lang):
    page = opened(come, key_of, lang, 360, 740, path="set/autonomy/au1?kept=yes", text="200")
    before = page.evaluate(
        "() => { const first = document.querySelector('main input[name=answer]');"
        " return [...document.querySelectorAll('main details, main [role=status], main button')]"
        " .filter(e => e.getClientRects().length && e.compareDocumentPosition(first) & 4"
        " && e.getBoundingClientRect().height > 1).map(e => e.outerHTML.slice(0, 80)) }"
    )
    assert before == []
