"""Drafts where a person's hands are: in a real browser."""

import json
import os
import signal
from datetime import date

import pytest

from hbself import limits
from hbself.keeping import drafts, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.languages import LANGUAGES
from tests.support.acts import open_own
from tests.support.browser import back, go, in_menu, kept, launch_options, path_of, press
from tests.support.drafts import field_of
from tests.support.people import VIEW, fresh, low_record
from tests.support.serving import hand_in
from tests.support.texts import t

TODAY = date.today()
WORDS = "Haluan maalata.\nJa käydä uimassa ”joka” viikko."


# ---- a real browser ------------------------------------------------------------------------------


@pytest.fixture
def begun(come, site):
    return lambda lang, said=None, **more: come(lang, hand_in(site, said or fresh()), **more)


def nothing_on_the_device(page) -> None:
    """No storage of the browser holds anything; cookies hold no words."""
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert "maalata" not in json.dumps(page.context.cookies())


def test_a_page_says_what_it_cannot_keep(browser, site):
    """More than there is room for: said on the page at once, and no more when it is kept."""
    context = browser.new_context(base_url=site.address)
    context.add_cookies([{"name": "key", "value": hand_in(site, fresh()), "url": site.address}])
    page = context.new_page()
    go(page, "fi", "set/now/ln3")
    for text, told in (("a" * (limits.DRAFT + 1), True), ("Maalaan.", False)):
        with page.expect_response("**/fi/draft") as sent:
            page.locator("textarea[name=text]").fill(text)
        assert sent.value.status == (413 if told else 204)
        page.wait_for_function(
            "told => !!document.querySelector('#typed p.status') === told", arg=told
        )
    context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reload_at_once_keeps_the_words(begun, site, lang):
    page = begun(lang)
    for i in range(5):
        go(page, lang, "set/now/ln3")
        field_of(page, lang).fill(f"{WORDS} {i}")
        page.reload()
        assert field_of(page, lang).input_value() == f"{WORDS} {i}"
        assert page.get_by_text(
            t(lang, "Here is what you wrote. To save it, press: Next.")
        ).is_visible()
    nothing_on_the_device(page)
    press(page, t(lang, "Next"))
    assert kept(site, page.context).said.answers["now.ln3"].text == f"{WORDS} 4"
    go(page, lang, "set/now/ln3")
    assert page.locator("p.status").count() == 0


def test_letters_typed_one_by_one_come_back_after_a_reload(begun):
    page = begun("fi")
    go(page, "fi", "set/now/ln3")
    field_of(page, "fi").press_sequentially("Maalaan ja uin.", delay=60)
    page.reload()
    assert field_of(page, "fi").input_value() == "Maalaan ja uin."


def test_a_killed_tab_keeps_the_words(playwright, site):
    """The tab's process dies, as when the camera takes the memory of a small phone: the page is
    told nothing and sends nothing.
    """
    browser = playwright.chromium.launch(**launch_options(playwright))
    context = browser.new_context(
        base_url=site.address, extra_http_headers={"X-Forwarded-For": "2001:db8:dead::1"}
    )
    context.add_cookies([{"name": "key", "value": hand_in(site, fresh()), "url": site.address}])
    page = context.new_page()
    go(page, "fi", "set/now/ln3")
    with page.expect_response("**/fi/draft") as sent:
        field_of(page, "fi").fill(WORDS)
    assert sent.value.status == 204
    with page.expect_event("crash"):
        for process in browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")[
            "processInfo"
        ]:
            if process["type"] == "renderer":
                os.kill(process["id"], signal.SIGKILL)
    again = context.new_page()
    go(again, "fi", "set/now/ln3")
    assert field_of(again, "fi").input_value() == WORDS
    nothing_on_the_device(again)
    browser.close()


def test_a_closed_tab_keeps_words_and_picks(begun):
    page = begun("sv")
    context = page.context
    go(page, "sv", "set/now/ln1/home")
    page.get_by_role("radio").nth(1).check()
    page.close(run_before_unload=True)
    again = context.new_page()
    again.wait_for_timeout(700)
    go(again, "sv", "set/now/ln1/home")
    assert again.get_by_role("radio").nth(1).is_checked()


def test_the_browsers_back_keeps_a_pick(begun):
    page = begun("fi")
    go(page, "fi", "set/autonomy/au1")
    go(page, "fi", "set/autonomy/au2")
    page.get_by_role("radio").nth(2).check()
    back(page)
    assert path_of(page) == "set/autonomy/au1"
    go(page, "fi", "map")
    assert page.locator(".waits a").count() == 1
    go(page, "fi", "set/autonomy/au2")
    assert page.get_by_role("radio").nth(2).is_checked()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_put_away_with_words_on_the_page(begun, site, scripts):
    page = begun("fi", java_script_enabled=scripts)
    code = kept(site, page.context).keeping.code
    go(page, "fi", "set/now/ln3")
    field_of(page, "fi").fill(WORDS)
    in_menu(page, t("fi", "Close my answers")).click()
    page.wait_for_url("**/away")
    go(page, "fi", "open")
    for i in range(4):
        page.locator(f"#group{i}").fill(code[4 * i : 4 * i + 4])
    press(page, t("fi", "Open my answers"))
    page.get_by_role("radio").first.check()
    press(page, t("fi", "Next"))
    assert path_of(page) == "set/now/ln3", "the page on which it was written"
    assert field_of(page, "fi").input_value() == WORDS


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("people/new", "name_mother"),
        ("key", "word"),
        ("helpers", "name"),
        ("share/who", "answer"),
        ("set/change/ch2", "own0"),
    ],
)
def test_enter_in_a_field_is_the_pages_own_button(begun, path, field, scripts):
    """Put away belongs to the same form; Enter must not press it."""
    page = begun("fi", low_record(), java_script_enabled=scripts)
    go(page, "fi", path)
    if field == "name_mother":  # it is asked of who is ticked
        page.locator("input[name=person_role][value=mother]").check()
    elif field == "own0":
        open_own(page, "fi")
    page.locator(f"#{field}").fill("Kuu")
    with page.expect_navigation():
        page.locator(f"#{field}").press("Enter")
    assert "/away" not in page.url and any(c["name"] == "key" for c in page.context.cookies())


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("path", ["privacy", "kept"])
def test_without_scripts_it_is_told_that_a_button_keeps_the_words(begun, path, scripts):
    page = begun("fi", java_script_enabled=scripts)
    go(page, "fi", path)
    told = page.get_by_role("main").inner_text()
    assert (
        t("fi", "We keep your words. In most browsers you do not need to press first: Next.")
        in told
    )
    assert (t("fi", "In this browser, press a button on the page first.") in told) != scripts


def test_a_person_who_writes_on_sends_few_drafts(begun):
    page, sent = begun("fi"), []
    page.on("request", lambda r: sent.append(r.url) if r.url.endswith("/draft") else None)
    go(page, "fi", "set/now/ln3")
    # Seven seconds
    field_of(page, "fi").press_sequentially("Kirjoitan tätä pitkään ja hitaasti.", delay=200)
    page.wait_for_timeout(2500)
    assert 1 < len(sent) <= 6


def test_nothing_is_sent_from_a_page_that_was_only_looked_at(begun):
    page, sent = begun("fi"), []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    go(page, "fi", "set/now/ln3")
    page.reload()
    go(page, "fi", "map")
    assert sent == []


def test_pulling_down_does_not_reload(begun):
    page = begun("fi")
    go(page, "fi", "set/now/ln3")
    assert (
        page.evaluate("getComputedStyle(document.documentElement).overscrollBehaviorY") == "contain"
    )


def test_a_supporters_words_survive_too(come, key_of, site):
    page = come("fi", key_of("sharer"))
    go(page, "fi", f"h/{VIEW}")
    press(page, t("fi", "Start"))
    go(page, "fi", "view/set/now/ln3")
    field_of(page, "fi").fill(WORDS)
    page.reload()
    assert field_of(page, "fi").input_value() == WORDS
    key = vault.from_token(VIEW)
    drafts.drop(SqliteStore(site.database), key, TODAY, 12, "set/now/ln3")
