"""How pages look: narrow, zoomed, with large words, with spaced text, in forced colours, without
movement.
"""

import io
import os

import pytest
from PIL import Image

from hbself import content, settings
from hbself.life.life import Life
from hbself.model.languages import LANGUAGES
from hbself.web import paths
from tests.support.browser import back, go, in_menu, launch_options, press
from tests.support.heard import ALL
from tests.support.looks import (
    LOOK_OF,
    NARROW,
    OPEN,
    does_not_fit_in_each_font,
    letters,
    looks_wrong,
)
from tests.support.places import PICTURES
from tests.support.texts import t


def test_the_checks_of_the_look_find_what_is_wrong(show):
    page = show("stop", "fi", viewport=NARROW)
    page.evaluate(
        "() => { document.querySelector('h1').style = 'white-space:nowrap;font-size:80px';"
        " document.querySelectorAll('main a.button')[1].style ="
        " 'height:20px;overflow:hidden;font-size:40px;position:relative;top:-30px;left:-100px' }"
    )
    found = "\n".join(looks_wrong(page, "broken"))
    assert "outside MAIN" in found and "outside A.button" in found and " on " in found


def test_without_the_letters_that_it_asks_for_a_page_has_letters_for_reading(
    site, playwright, tmp_path
):
    """On a Linux that has only Liberation's fonts, system-ui is its typewriter's letters."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        "<dir>/usr/share/fonts/truetype/liberation</dir>"
        f"<include>/etc/fonts/conf.d</include><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    browser = playwright.chromium.launch(
        **launch_options(playwright), env=os.environ | {"FONTCONFIG_FILE": str(fonts)}
    )
    try:
        page = browser.new_page()
        page.goto(f"{site.address}/fi/")
        assert letters(page, "h1") == letters(page, ".button") == ["Liberation Sans"]
        style = (settings.folder("hbself") / "export" / "page.css").read_text("utf-8")
        page = browser.new_page()  # the site's policy does not hold for a page that is a file
        page.set_content(f"<style>{style}</style><h1>Minun oma ehdotukseni</h1>")
        assert letters(page, "h1") == ["Liberation Sans"], "the web page that is taken along"
    finally:
        browser.close()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("set_id", content.load(PICTURES)["fi"].sets)
def test_each_page_of_a_set_fits_in_each_font(come, key_of, contents, everything, set_id, lang):
    """Of somebody who has answered all, with long words of their own: questions, what is good to
    know, what they said.
    """
    words = contents[lang]
    steps = Life(words, everything).steps(words.sets[set_id])
    known = [f"know/{set_id}/{step.question.id}" for step in steps if step.question.know]
    pages = dict.fromkeys(
        (f"set/{set_id}", *map(paths.of_step, steps), *known, f"set/{set_id}/said")
    )
    page = come(lang, key_of("full"), again=True)
    faults = {}
    for path in pages:
        go(page, lang, path)
        page.evaluate(OPEN)
        faults[path] = does_not_fit_in_each_font(page)
    assert {path: found for path, found in faults.items() if found} == {}


# ---- settings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_way_of_reading_is_tried_on_its_page_and_holds_everywhere(come, lang):
    page = come(lang)
    size_of = "parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)"
    for name, choice in (
        ("text", "Extra big"),
        ("colours", "Yellow words on black"),
        ("pictures", "No pictures"),
    ):
        go(page, lang, f"reading/{name}")
        size = page.evaluate(size_of)
        page.get_by_role("radio", name=t(lang, choice), exact=True).check()
        press(page, t(lang, "Try it"))
        assert page.get_by_role("status").first.inner_text() == t(
            lang, "This page now looks the way you chose."
        )
        assert page.get_by_role("radio", name=t(lang, choice), exact=True).is_checked()
        assert abs(page.evaluate(size_of) - (2 if name == "text" else 1) * size) < 1
    go(page, lang, "words")
    assert page.locator("main img").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_device_until_the_person_chooses(show, scheme):
    dark = "rgb(20, 22, 26)"
    colour = "getComputedStyle(document.body).backgroundColor"
    assert (show("one", "fi", color_scheme=scheme).evaluate(colour) == dark) == (scheme == "dark")
    assert show("one", "fi", color_scheme=scheme, reading="big.100.dark").evaluate(colour) == dark
    assert show("one", "fi", color_scheme=scheme, reading="big.100.light").evaluate(colour) != dark


def test_forced_colours_keep_the_picked_state(show):
    """Backgrounds and shadows go in forced colours: a line must tell what is picked."""
    page = show("one", "fi", forced_colors="active")
    radios = page.get_by_role("radio").all()
    radios[1].check()
    change = page.get_by_role("checkbox", name=t("fi", "I want this to change"))
    before = change.evaluate(LOOK_OF)
    change.check()
    page.get_by_role("heading", level=1).click()
    page.evaluate("document.activeElement.blur()")
    assert radios[1].evaluate(LOOK_OF) != radios[0].evaluate(LOOK_OF) == radios[2].evaluate(LOOK_OF)
    assert change.evaluate(LOOK_OF) != before
    with page.expect_navigation():
        press(page, t("fi", "Skip"))
    back(page)
    skip, other = (
        page.get_by_role("main").get_by_role("button", name=t("fi", name))
        for name in ("Skip", "I do not know")
    )
    assert skip.evaluate(LOOK_OF) != other.evaluate(LOOK_OF)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_next_is_no_button_like_others(show, scheme):
    """It is filled and has a thick edge; whoever sees no colours finds it by both."""
    page = show("one", "fi", forced_colors="active", color_scheme=scheme)
    look = """e => { const s = getComputedStyle(e);
      return [s.backgroundColor, s.color, parseFloat(s.borderTopWidth)] }"""
    next_one = page.locator(".moves .next").evaluate(look)
    others = [one.evaluate(look) for one in page.locator(".moves .button:not(.next)").all()]
    assert others and all(
        next_one[0] == other[1] and next_one[1] == other[0] and next_one[2] > other[2]
        for other in others
    ), (next_one, others)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_the_sign_of_listen_stays_a_triangle(show, scheme):
    """Wide at its left, a point at its right: drawn by a border, it would be a square there."""
    on = "big.100.device.on.normal.no"
    page = show("one", "fi", voices=ALL, reading=on, forced_colors="active", color_scheme=scheme)
    for where in ("#listen", ".say >> nth=0"):
        place = page.locator(where).evaluate(
            """e => { const s = getComputedStyle(e, '::before'), own = getComputedStyle(e),
              r = e.getBoundingClientRect(), px = parseFloat;
              const height = px(s.borderTopWidth) + px(s.borderBottomWidth) + px(s.height);
              const width = px(s.borderLeftWidth) + px(s.borderRightWidth) + px(s.width);
              const left = own.placeItems === 'center' ? (r.width - width) / 2
                : px(own.borderLeftWidth) + px(own.paddingLeft);
              return { x: r.x + left + scrollX,
                y: r.y + (r.height - height) / 2 + scrollY, width, height } }"""
        )
        seen = Image.open(io.BytesIO(page.screenshot(clip=place, full_page=True))).convert("L")
        ground = seen.getpixel((seen.width - 1, 0))
        inked = [
            sum(abs(seen.getpixel((x, y)) - ground) > 60 for y in range(seen.height))
            for x in (1, seen.width // 2, seen.width - 2)
        ]
        assert inked[0] > inked[1] > inked[2] and inked[0] > seen.height / 2, (where, inked)


@pytest.mark.parametrize("name", ["one", "map-full", "reading"])
def test_nothing_moves_where_the_person_wants_no_movement(show, name):
    page = show(name, "fi", reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll('*')].flatMap(e => [null, '::before',
      '::after'].map(p => getComputedStyle(e, p)))
      .filter(s => s.animationName !== 'none' || s.transitionDuration.split(', ')
        .some(d => parseFloat(d)) || s.scrollBehavior === 'smooth').length"""
    assert page.evaluate(moving) == 0


def test_the_picture_of_what_is_picked_is_seen_without_colour(show):
    """The browser's own round or tick stays beside each picture."""
    page = show("one-picked", "fi")
    assert page.get_by_role("radio").first.evaluate(
        "e => getComputedStyle(e).appearance !== 'none' && e.getBoundingClientRect().width >= 24 &&"
        " e.checkVisibility({opacityProperty: true})"
    )


# ---- cookies -------------------------------------------------------------------------------------


def test_four_cookies_at_most_and_nothing_else_stays_in_the_browser(come):
    page = come("sv")
    go(page, "sv")
    assert page.context.cookies() == []
    go(page, "sv", "reading")
    press(page, t("sv", "Next"))
    page.get_by_role("radio").first.check()
    press(page, t("sv", "Next"))
    assert {c["name"]: c["expires"] > 0 for c in page.context.cookies()} == {
        "key": False,
        "reading": True,
        "device": False,
    }, "until the browser is closed"
    page.get_by_role("radio", name=t("sv", "My own device")).check()
    press(page, t("sv", "Next"))
    found = {c["name"]: c for c in page.context.cookies()}
    assert set(found) == {"key", "reading", "device"}, "the fourth is a supporter's"
    for cookie in found.values():
        assert (
            cookie["httpOnly"]
            and cookie["sameSite"] == "Lax"
            and cookie["path"] == "/"
            and cookie["domain"] == "127.0.0.1"
            and cookie["expires"] > 0
        )
    assert page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, document.cookie, (await"
        " indexedDB.databases()).length, (await caches.keys()).length]"
    ) == [0, 0, "", 0, 0]
    in_menu(page, t("sv", "Close my answers")).click()
    page.wait_for_url("**/away")
    assert [c["name"] for c in page.context.cookies()] == ["reading"]


# ---- the browser of the tests --------------------------------------------------------------------


def test_without_a_browser_of_the_system_the_tests_act_in_playwrights_own(playwright, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("tests.support.browser.Path.is_file", lambda _: True)
    assert launch_options(playwright)["executable_path"] == playwright.chromium.executable_path
    monkeypatch.setattr("tests.support.browser.Path.is_file", lambda _: False)
    with pytest.raises(FileNotFoundError, match="no Chromium at"):
        launch_options(playwright)
