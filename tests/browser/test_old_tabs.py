"""Old tabs in a real browser: other people, Back, and two answers to one question."""

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.browser import back, go, in_menu, kept, path_of, press
from tests.support.drafts import field_of
from tests.support.people import fresh
from tests.support.serving import hand_in
from tests.support.texts import t

WORDS = "Nämä ovat Ainon sanat."


# ---- a real browser ------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_one_browser_two_people_and_an_old_tab(come, site, scripts):
    """Aino writes, somebody puts her answers away in another tab, Omar opens his; her old tab is
    pressed; she comes back.
    """
    old = come("fi", hand_in(site, fresh()), java_script_enabled=scripts)
    context = old.context
    code = kept(site, context).keeping.code
    go(old, "fi", "set/now/ln3")
    other = context.new_page()
    go(other, "fi", "map")
    in_menu(other, t("fi", "Close my answers")).click()
    other.wait_for_url("**/away")
    context.add_cookies([{"name": "key", "value": hand_in(site, fresh()), "url": site.address}])
    field_of(old, "fi").fill(WORDS)
    with old.expect_navigation() as answer:
        press(old, t("fi", "Next"))
    assert answer.value.status == 409 and WORDS not in old.locator("main").inner_text()
    assert kept(site, context).said.answers == {}
    go(other, "fi", "set/now/ln3")
    assert field_of(other, "fi").input_value() == ""
    press(old, t("fi", "Go on with my key"), "link")
    for i in range(4):
        old.locator(f"#group{i}").fill(code[4 * i : 4 * i + 4])
    press(old, t("fi", "Open my answers"))
    press(old, t("fi", "Open the other answers"))  # Omar's are open here
    old.get_by_role("radio").first.check()
    press(old, t("fi", "Next"))
    assert path_of(old) == "set/now/ln3"
    assert field_of(old, "fi").input_value() == WORDS
    press(old, t("fi", "Next"))
    assert kept(site, context).said.answers["now.ln3"].text == WORDS


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_back_shows_nothing_of_who_was_here_before(come, site, scripts):
    """Browsers fill in again what stood in a form: on the page of who comes next that would be
    somebody else's answer.
    """
    page = come("fi", hand_in(site, fresh()), java_script_enabled=scripts)
    for path, box in (("set/now/ln3", False), ("set/important/im1", True)):
        go(page, "fi", path)
        if box:
            page.get_by_role("checkbox").first.check()
        else:
            field_of(page, "fi").fill(WORDS)
        press(page, t("fi", "Next"))
    in_menu(page, t("fi", "Close my answers")).click()
    page.wait_for_url("**/away")
    page.context.add_cookies(
        [{"name": "key", "value": hand_in(site, fresh()), "url": site.address}]
    )
    seen = set()
    for _ in range(4):
        back(page)
        seen.add(path_of(page))
        assert page.get_by_role("checkbox", checked=True).count() == 0
        assert all(WORDS not in one.input_value() for one in page.locator("textarea").all())
    assert {"set/now/ln3", "set/important/im1"} <= seen
    assert kept(site, page.context).said.answers == {}


def test_an_old_tab_that_is_only_typed_into_keeps_the_words_for_their_owner(come, site):
    """No button is pressed: the draft itself finds its owner."""
    old = come("fi", hand_in(site, fresh()))
    context = old.context
    hers = next(c for c in context.cookies() if c["name"] == "key")
    go(old, "fi", "set/now/ln3")
    context.add_cookies([hers | {"value": hand_in(site, fresh())}])
    with old.expect_response("**/fi/draft") as sent:
        field_of(old, "fi").fill(WORDS)
    assert sent.value.status == 204
    go(old, "fi", "set/now/ln3")
    assert field_of(old, "fi").input_value() == ""
    context.add_cookies([hers])
    go(old, "fi", "set/now/ln3")
    assert field_of(old, "fi").input_value() == WORDS


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_later_of_two_tabs_tells_what_stood_there_before(come, site, lang, scripts):
    one = come(lang, hand_in(site, fresh()), java_script_enabled=scripts)
    two = one.context.new_page()
    for page in (one, two):
        go(page, lang, "set/now/ln5")
    for page, value in ((two, "too-little"), (one, "too-much")):
        page.locator(f"input[name=answer][value={value}]").check()
        press(page, t(lang, "Next"))
    assert kept(site, one.context).said.answers["now.ln5"].options == ("too-much",)
    heads = one.get_by_role("main").get_by_role("heading", level=2).all_inner_texts()
    assert heads == [t(lang, "We keep this answer"), t(lang, "You said this before")]
    assert one.get_by_role("main").locator(".entry img").count() == 2, "both with a picture"
    press(one, t(lang, "Take back the first answer"))
    assert path_of(one).startswith("set/now/")
    assert kept(site, one.context).said.answers["now.ln5"].options == ("too-little",)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_closed_in_one_tab_and_answered_in_another(come, site, lang, scripts):
    """Nobody new is made: the answer waits, and the key brings it to where it belongs."""
    one = come(lang, hand_in(site, fresh()), java_script_enabled=scripts)
    context, two = one.context, one.context.new_page()
    code = kept(site, context).keeping.code
    go(one, lang, "set/now/ln5")
    go(two, lang, "stop")
    press(two, t(lang, "Close my answers"))
    assert path_of(two) == "away"
    one.locator("input[name=answer][value=too-much]").check()
    press(one, t(lang, "Next"))
    assert one.get_by_role("heading", level=1).inner_text() == t(lang, "Your answers are closed")
    assert one.get_by_text(t(lang, "Open them with your key.")).is_visible()
    assert "key" not in {cookie["name"] for cookie in context.cookies()}
    press(one, t(lang, "Go on with my key"), "link")
    for i in range(4):
        one.locator(f"#group{i}").fill(code[4 * i : 4 * i + 4])
    press(one, t(lang, "Open my answers"))
    one.locator("input[name=answer][value=shared]").check()
    press(one, t(lang, "Next"))
    assert path_of(one) == "set/now/ln5"
    assert one.locator("input[name=answer][value=too-much]").is_checked()
    press(one, t(lang, "Next"))
    assert kept(site, context).said.answers["now.ln5"].options == ("too-much",)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_has_lost_the_key_is_led_to_it_and_begins_anew_only_by_a_press(come, site, lang):
    page = come(lang, hand_in(site, fresh()))
    go(page, lang, "map")
    page.context.clear_cookies()
    go(page, lang, "set/now/ln5")
    main = page.get_by_role("main")
    assert main.locator("a.next").inner_text() == t(lang, "Go on with my key")
    press(page, t(lang, "Start from the beginning"), "link")
    press(page, t(lang, "Next"))
    assert path_of(page) == "who" and main.get_by_role("link", name=t(lang, "Go on with my key"))
    assert "key" not in {cookie["name"] for cookie in page.context.cookies()}
