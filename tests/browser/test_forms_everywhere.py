"""Forms over http and by a name, in a real browser."""

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.acts import CROSSING
from tests.support.browser import go, in_menu, launch_options, press, watch
from tests.support.people import ALIVE, LOCKED, VIEW, fresh
from tests.support.serving import hand_in
from tests.support.texts import t

NAME = "room.example"


@pytest.fixture(scope="module")
def far(playwright, site):
    """A browser for which the site stands on another computer, by a name and without https. Gives
    its address there.
    """
    options = launch_options(playwright)
    options["args"] += [f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    running = playwright.chromium.launch(**options)
    yield running, f"http://{NAME}:{site.address.rpartition(':')[2]}"
    running.close()


@pytest.fixture
def window(far):
    """`window("sv")`: a window there that knows nobody; what goes wrong in it is a fault."""
    browser, address = far
    opened, faults = [], []

    def begin(lang: str, key: str = "", **more):
        context = browser.new_context(
            locale=lang,
            base_url=address,
            extra_http_headers={"X-Forwarded-For": f"2001:db8:fa::{len(opened) + 1}"},
            **more,
        )
        if key:
            context.add_cookies([{"name": "key", "value": key, "url": address}])
        opened.append(context)
        faults.append(watch(context, (address, CROSSING)))
        return context.new_page()

    yield begin
    for context in opened:
        context.close()
    # Without https browsers have no use for these two heads, and say so in the console.
    assert [
        f
        for found in faults
        for f in found
        if "Cross-Origin-Opener-Policy" not in f and "Clear-Site-Data" not in f
    ] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_way_in_over_http_by_a_name(window, lang, scripts):
    page = window(lang, java_script_enabled=scripts)
    heads = []
    page.on("request", lambda r: heads.append(r.all_headers()) if r.method == "POST" else None)
    go(page, lang, "who")
    assert not scripts or not page.evaluate("isSecureContext")
    page.get_by_role("radio").first.check()
    press(page, t(lang, "Next"))
    page.get_by_role("radio").first.check()
    press(page, t(lang, "Next"))
    assert page.url.endswith("/how-much") and page.get_by_role("heading", level=1).count()
    assert [(h.get("sec-fetch-site"), h["origin"]) for h in heads] == [
        (None, page.url.partition(f"/{lang}/")[0])
    ] * 2, "as browsers do there"


def test_every_kind_of_form_over_http_by_a_name(window, site):
    """Answer, person, settings, card, supporter, link, code, Put away: each form leads on."""
    page = window("en", hand_in(site, fresh()))
    for path, fill, button in (
        ("set/rights/ri1", ("answer", None), "Next"),
        ("people/new", ("person-name", None), "Save"),
        ("reading", None, "Done"),
        ("key", ("word", "kuu"), "Save"),
        ("helpers", ("name", "Mika"), "Make a link"),
        ("share/who", ("name", "Leila"), "Next"),
        ("name/take", ("name", "Aino"), "Next"),
    ):
        go(page, "en", path)
        if fill:
            field = page.locator(f"#{fill[0]}")
            field.check() if fill[1] is None else field.fill(fill[1])
        with page.expect_navigation() as answer:
            press(page, button)
        assert answer.value.status == 200, path
    go(page, "en", "open")
    page.locator("#group0").fill("0000")
    with page.expect_navigation() as answer:
        press(page, "Open my answers")
    assert answer.value.status == 422
    in_menu(page, "Close my answers").click()
    page.wait_for_url("**/away")


@pytest.mark.parametrize(
    "path",
    [f"s/{ALIVE}", f"s/{LOCKED}", f"h/{VIEW}", "accessibility"],
    ids=["link", "locked", "supporter", "statement"],
)
def test_no_address_of_ours_leaves_with_a_link_to_another_site(window, key_of, path):
    page, asked = window("fi", key_of("sharer")), []
    page.route(
        f"{CROSSING}/**",
        lambda route: (
            asked.append(route.request.all_headers()),
            route.fulfill(body="<!doctype html><title>x</title>", content_type="text/html"),
        ),
    )
    go(page, "fi", path)
    page.evaluate(
        "address =>"
        " document.querySelector('main').append(Object.assign(document.createElement('a'), { href:"
        " address, id: 'out', textContent: 'out' }))",
        f"{CROSSING}/",
    )
    with page.expect_navigation():
        page.locator("#out").click()
    assert len(asked) == 1 and "referer" not in asked[0]
