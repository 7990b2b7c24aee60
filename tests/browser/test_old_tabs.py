"""Old tabs in a real browser: other people, Back, and two answers to one question."""

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.browser import back, go, kept, path_of, press
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
    other.get_by_role("button", name=t("fi", "Close my answers"), exact=True).click()
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
    assert path_of(old) == "map"
    old.locator(".waits a").click()
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
    page.get_by_role("button", name=t("fi", "Close my answers"), exact=True).click()
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_tabs_of_one_person_and_both_answers_are_shown(come, site, lang):
    one = come(lang, hand_in(site, fresh()))
    two = one.context.new_page()
    for page in (one, two):
        go(page, lang, "set/now/ln3")
    field_of(two, lang).fill("Koti ja perhe")
    press(two, t(lang, "Next"))
    field_of(one, lang).fill("Ystävät")
    with one.expect_navigation() as answer:
        press(one, t(lang, "Next"))
    assert answer.value.status == 409
    assert one.get_by_text("Koti ja perhe").is_visible() and one.get_by_text("Ystävät").is_visible()
    press(one, t(lang, "Keep the first answer"))
    assert kept(site, one.context).said.answers["now.ln3"].text == "Koti ja perhe"
