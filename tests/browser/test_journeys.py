"""The whole way as people go it, in each language: by keyboard alone, without scripts, with slow
hands, with a browser that is closed and a server that falls over. Each ends, or goes on, with
everything that was said.
"""

import resource
import signal

import msgspec
import pytest

from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer
from tests.support.browser import back, go, in_menu, kept, launch_options, path_of, press
from tests.support.people import LONG, fresh
from tests.support.serving import end, hand_in, serve
from tests.support.texts import t
from tests.support.walk import Walk, tab_to
from tests.support.whole_way import OWN_WORDS, take_all, whole_way

# ---- the whole way -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_way_by_keyboard_alone(come, browser, contents, tmp_path, lang):
    walk = Walk(come(lang), lang, "keyboard")
    whole_way(walk, contents)
    take_all(walk, contents, browser, tmp_path)


def test_a_focus_that_is_not_seen_is_found(begun):
    page = begun("fi")
    go(page, "fi", "map")
    page.evaluate(
        "() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('.tile { outline: 0"
        " !important; box-shadow: none !important }'); document.adoptedStyleSheets = [sheet] }"
    )
    with pytest.raises(AssertionError, match="focus is not seen"):
        tab_to(page, page.get_by_role("main").locator("li.big a"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_way_without_scripts(come, browser, contents, tmp_path, lang):
    walk = Walk(come(lang, java_script_enabled=False), lang, "pointer")
    whole_way(walk, contents)
    take_all(walk, contents, browser, tmp_path)


# ---- slow hands, Back, tabs, languages -----------------------------------------------------------


@pytest.fixture
def begun(come, site):
    """`begun("sv")`: a page of somebody who has said who answers, and nothing else (or `said`)."""
    return lambda lang, said=None, at=site, **more: come(
        lang, hand_in(at, said or fresh()), at=at, **more
    )


@pytest.mark.parametrize("pause", [0, 300], ids=["quick", "slow"])
def test_a_double_click_on_next_saves_once_and_moves_one_page(begun, site, pause):
    """The second press of a slow double click meets the next page, where Next stands in the same
    place.
    """
    page = begun("fi")
    sent = []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    go(page, "fi", "set/competence/co1")
    page.get_by_role("radio").first.check()
    button = page.get_by_role("button", name=t("fi", "Next"), exact=True)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*at)
    for count in (1, 2):
        page.mouse.down(click_count=count)
        page.mouse.up(click_count=count)
        page.wait_for_timeout(pause)
    page.wait_for_url("**/co2?kept=yes")
    page.wait_for_load_state()
    assert page.get_by_role("alert").count() == 0 and len(sent) == 1
    assert list(kept(site, page.context).said.answers) == ["competence.co1"]


def test_a_slow_press_on_next_moves_one_page(begun, site):
    page = begun("fi")
    go(page, "fi", "set/competence/co1")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name=t("fi", "Next"), exact=True).click(delay=1500)
    page.wait_for_url("**/co2?kept=yes")
    assert list(kept(site, page.context).said.answers) == ["competence.co1"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_after_back_ten_times_nothing_is_lost(begun, site, lang):
    page = begun(lang)
    go(page, lang, "set/autonomy/au1")
    for i in range(6):
        page.get_by_role("radio").nth(i % 3).check()
        press(page, t(lang, "Next"))
    go(page, lang, "set/competence/co1")
    for i in range(4):
        page.get_by_role("radio").nth(i % 3).check()
        press(page, t(lang, "Next"))
    before = kept(site, page.context).said
    assert len(before.answers) == 10
    for _ in range(10):
        back(page)
        boxes = page.get_by_role("radio")
        if (
            boxes.count()
            and (key := path_of(page).removeprefix("set/").replace("/", ".")) in before.answers
        ):
            assert (
                page.locator("input[name=answer]:checked").get_attribute("value")
                in before.answers[key].options
            )
    assert kept(site, page.context).said == before
    press(page, t(lang, "Next"))  # and on from there, with the answer that stands there
    assert kept(site, page.context).said.answers == before.answers


def test_our_own_back_keeps_what_was_picked(begun, site):
    page = begun("en")
    go(page, "en", "set/competence/co2")
    page.get_by_role("radio").nth(1).check()
    press(page, "Back")
    assert path_of(page) == "set/competence/co1"
    press(page, "Skip")
    assert page.get_by_role("radio").nth(1).is_checked()


def test_the_language_changes_in_the_middle_and_the_answers_and_the_page_stay(begun, contents):
    page = begun("fi")
    go(page, "fi", "set/rights/ri1")
    page.get_by_role("radio").nth(2).check()
    press(page, t("fi", "Next"))
    press(page, t("fi", "Back"))
    for lang, name in (("sv", "Svenska"), ("en", "English"), ("fi", "Suomi")):
        with page.expect_navigation():
            in_menu(page, name, "link").click()
        assert path_of(page) == "set/rights/ri1"
        assert (
            page.get_by_role("heading", level=1).inner_text()
            == contents[lang].question("rights", "ri1").text
        )
        assert page.get_by_role("radio").nth(2).is_checked()


def test_two_tabs_lose_nothing(begun, site):
    one = begun("fi")
    two = one.context.new_page()
    go(one, "fi", "set/competence/co1")
    go(two, "fi", "set/competence/co2")
    for page in (one, two):
        page.get_by_role("radio").first.check()
    press(two, t("fi", "Next"))
    press(one, t("fi", "Next"))
    first, second = (page.get_by_role("radio").nth(0).get_attribute("value") for page in (one, two))
    assert (
        set(kept(site, one.context).said.answers) == {"competence.co1", "competence.co2"}
        and first
        and second
    )
    for page, nth in ((one, 1), (two, 2)):  # the same question: the later one counts
        go(page, "fi", "set/competence/co4")
        page.get_by_role("radio").nth(nth).check()
        wanted = page.get_by_role("radio").nth(nth).get_attribute("value")
    for page in (one, two):
        press(page, t("fi", "Next"))
    said = kept(site, one.context).said.answers
    assert said["competence.co4"].options == (wanted,) and len(said) == 3


# ---- closing, falling over -----------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_closes_the_browser_comes_back_and_goes_on(site, playwright, tmp_path, lang):
    def start():
        return playwright.chromium.launch_persistent_context(
            tmp_path,
            base_url=site.address,
            extra_http_headers={"X-Forwarded-For": f"2001:db8:c::{lang.encode().hex()}"},
            **launch_options(playwright),
        )

    context = start()
    page = context.new_page()
    go(page, lang, "who")
    page.get_by_role("radio").first.check()
    press(page, t(lang, "Next"))
    page.get_by_role("radio", name=t(lang, "My own device")).check()
    press(page, t(lang, "Next"))
    go(page, lang, "set/rights/ri4")
    page.get_by_role("radio").nth(1).check()
    press(page, t(lang, "Next"))
    there = path_of(page)
    context.close()
    context = start()
    page = context.new_page()
    go(page, lang)
    press(page, t(lang, "Go on"), "link")
    assert path_of(page) == there
    go(page, lang, "set/rights/ri4")
    assert page.get_by_role("radio").nth(1).is_checked()
    context.close()


def test_when_the_server_falls_over_nothing_is_lost(begun, tmp_path):
    """Power goes (SIGKILL), the server starts again: the page that was open goes on as if nothing
    had been.
    """
    site = serve(tmp_path / "answers.db")
    try:
        page = begun("fi", at=site, falls=True)
        go(page, "fi", "set/competence/co1")
        for i in range(3):
            page.get_by_role("radio").nth(i).check()
            press(page, t("fi", "Next"))
        before = kept(site, page.context).said
        assert len(before.answers) == 3
        page.get_by_role("radio").nth(1).check()
        end(site, signal.SIGKILL)
        site = serve(site.database, int(site.address.rpartition(":")[2]))
        press(page, t("fi", "Next"))
        after = kept(site, page.context).said
        assert path_of(page) == "set/competence/co7" and len(after.answers) == 4
        assert {k: after.answers[k] for k in before.answers} == before.answers
    finally:
        end(site)


def test_when_the_disk_is_full_the_words_stay_on_the_page(begun, tmp_path):
    """A disk with no room for a larger file; the small one beside the database still fits."""
    room = 128 * 1024
    # More than the room
    many = {f"change.ch{i}": Answer(text=LONG, by="me") for i in range(10, 99)}
    site = serve(
        tmp_path / "answers.db",
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY)),
    )
    try:
        page = begun("fi", msgspec.structs.replace(fresh(), answers=many), at=site, falls=True)
        go(page, "fi", "set/change/ch5")
        field = page.get_by_role("textbox", name=t("fi", "In your own words"), exact=True)
        field.fill(OWN_WORDS)
        with page.expect_response(lambda r: r.request.method == "POST") as sent:
            press(page, t("fi", "Next"))
        assert sent.value.status == 503 and path_of(page) == "set/change/ch5"
        assert field.input_value() == OWN_WORDS
        assert page.get_by_role("alert").locator(".what").inner_text() == t(
            "fi", "We could not save this now"
        )
        assert kept(site, page.context).said.answers == many
        end(site)
        site = serve(site.database, int(site.address.rpartition(":")[2]))
        press(page, t("fi", "Next"))
        assert kept(site, page.context).said.answers["change.ch5"].text == OWN_WORDS
    finally:
        end(site)
