"""What somebody does on a page to bring about a state of it."""

import re
import urllib.request
from datetime import date, timedelta

from playwright.sync_api import Page

from hbself import content, settings
from hbself.export import data
from hbself.limits import RATE_DOCUMENTS
from tests.support.browser import go, in_menu, press
from tests.support.people import (
    BESIDE,
    VIEW_BESIDE,
    low_record,
)
from tests.support.texts import t

CROSSING = "http://another.example"


def next_empty(page: Page, lang: str) -> None:
    """Next without an answer: the page with what is missing."""
    with page.expect_navigation() as answer:
        press(page, t(lang, "Next"))
    assert answer.value.status == 422


def save_nothing(page: Page, lang: str) -> None:
    with page.expect_navigation() as answer:
        press(page, t(lang, "Save"))
    assert answer.value.status == 422


def name_too_long(page: Page, lang: str) -> None:
    page.locator("input[name=person_role][value=friend]").check()
    page.locator("input[name=name_friend]").fill("A" * 61)
    save_nothing(page, lang)


def people_picked(page: Page, lang: str) -> None:
    """Two in one row, one of them with a name, and one more of a third role."""
    for role in ("mother", "father", "friend"):
        page.locator(f"input[name=person_role][value={role}]").check()
    page.locator("input[name=name_father]").fill("Otto")
    page.locator("input[name=person_more][value=friend]").check()


def people_torn(page: Page, lang: str) -> None:
    """Nobody, and somebody: without the script that takes the tick of the other one."""
    people_picked(page, lang)
    page.locator("input[value=nobody]").evaluate("e => { e.checked = true }")
    next_empty(page, lang)


def text_too_long(page: Page, lang: str) -> None:
    page.get_by_role("textbox", name=t(lang, "In your own words")).fill("pitkä " * 400)
    next_empty(page, lang)


def four_of_three(page: Page, lang: str) -> None:
    for box in page.get_by_role("group").get_by_role("checkbox").all()[:4]:
        box.check()
    next_empty(page, lang)


def no_such_day(page: Page, lang: str) -> None:
    """A browser without date fields: the field is a plain one."""
    field = page.get_by_label(t(lang, "Or choose a day"))
    field.evaluate("e => { e.type = 'text' }")
    field.fill("huomenna")
    next_empty(page, lang)


def picked(page: Page, lang: str) -> None:
    """Answers picked and not yet sent."""
    page.get_by_role("radio").first.check()
    page.get_by_role("checkbox", name=t(lang, "I want this to change")).check()


def open_own(page: Page, lang: str) -> None:
    """Open the place for answers of one's own, where it is not open yet."""
    if not page.locator("#own0").is_visible():
        page.get_by_role("main").get_by_text(t(lang, "My own answer"), exact=True).click()


def torn(page: Page, lang: str) -> None:
    """ "Nothing", and something of one's own."""
    page.locator("input[data-alone]").check()
    open_own(page, lang)
    page.locator("input[name=own0]").fill("Melu")
    with page.expect_navigation() as answer:
        press(page, t(lang, "Next"))
    assert answer.value.status == 422


def too_big(page: Page, lang: str) -> None:
    page.locator("main form").evaluate(
        """form => { const more = document.createElement("input");
      Object.assign(more, { type: "hidden", name: "text", value: "a".repeat(9_000_000) });
      form.append(more) }"""
    )
    with page.expect_navigation() as answer:
        press(page, t(lang, "Next"))
    assert answer.value.status == 413


def too_often(page: Page, lang: str) -> None:
    """As many files as one address may ask for, then a page more."""
    headers = {
        "X-Forwarded-For": "2001:db8:f::" + lang.encode().hex(),
        "Cookie": "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies()),
    }
    address = f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}/{lang}/take/data"
    for _ in range(int(re.match(r"\d+", RATE_DOCUMENTS)[0]) + 1):
        try:
            urllib.request.urlopen(urllib.request.Request(address, headers=headers)).close()
        except urllib.error.HTTPError as error:
            assert error.code == 429
    page.context.set_extra_http_headers({"X-Forwarded-For": headers["X-Forwarded-For"]})
    assert page.goto(address).status == 429


def from_another_site(page: Page, lang: str) -> None:
    """A page of another site sends a form of ours."""
    form = (
        '<!doctype html><title>x</title><form method="post"'
        f' action="{page.url}"><button>x</button></form>'
    )
    page.route(f"{CROSSING}/**", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto(f"{CROSSING}/")
    with page.expect_navigation() as answer:
        page.get_by_role("button").click()
    assert answer.value.status == 403


def unfolded(page: Page, lang: str) -> None:
    """The list of all parts, and what can be done with the first line."""
    for fold in ("nav summary", "article summary"):
        page.get_by_role("main").locator(fold).first.click()


def refused(field: str, value: str, button: str = "Next"):
    """An act: write something into a field and send it; the page comes back with what is wrong."""

    def act(page: Page, lang: str) -> None:
        page.locator(f"#{field}").fill(value)
        with page.expect_navigation() as answer:
            press(page, t(lang, button))
        assert answer.value.status == 422

    return act


def file_here(page: Page, lang: str) -> None:
    """Bring a file back to where answers are already."""
    file = data.make(
        low_record(), content.load(settings.folder("static") / "pictograms")[lang], "2026-11-22"
    )
    page.locator("#file").set_input_files(
        {"name": "omat.json", "mimeType": "application/json", "buffer": file}
    )
    press(page, t(lang, "Open the file"))
    page.get_by_role("radio").first.wait_for()


def a_picture(page: Page, lang: str) -> None:
    """A photo where the data file is asked for."""
    page.locator("#file").set_input_files(
        {
            "name": "IMG_1.HEIC",
            "mimeType": "image/heic",
            "buffer": b"\0\0\0\x24ftypheic" + bytes(99),
        }
    )
    with page.expect_navigation() as answer:
        press(page, t(lang, "Open the file"))
    assert answer.value.status == 422


def nothing_chosen(page: Page, lang: str) -> None:
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    next_empty(page, lang)


def show_new_card(page: Page, lang: str) -> None:
    press(page, t(lang, "Show the new card"))
    page.get_by_role("button", name=t(lang, "Use the new card")).wait_for()


def open_link(page: Page, lang: str) -> None:
    """A reader presses on the cover."""
    page.get_by_role("button", name=t(lang, "Open"), exact=True).click()
    page.locator("article.entry").first.wait_for()


def link_settings(page: Page, lang: str) -> None:
    """A reader opens the settings."""
    in_menu(page, t(lang, "Settings")).click()
    page.wait_for_load_state()


def link_setting(page: Page, lang: str) -> None:
    """A reader tries something in the settings."""
    link_settings(page, lang)
    page.get_by_role("main").get_by_role("button", name=t(lang, "Pictures")).first.click()
    page.wait_for_load_state()
    tried("pictures", "small")(page, lang)


def tried(name: str, value: str):
    """An act: try a choice of a thing; the page says so, and offers to change it back."""

    def act(page: Page, lang: str) -> None:
        page.locator(f"input[name={name}][value='{value}']").check()
        press(page, t(lang, "Try it"))
        page.get_by_role("button", name=t(lang, "Change it back")).wait_for()

    return act


def on_another_device(page: Page, lang: str) -> None:
    """Somebody who reads big yellow words elsewhere opens their answers here."""
    page.get_by_role("radio").first.check()
    press(page, t(lang, "Next"))
    page.get_by_role("button", name=t(lang, "Yes, the same")).first.wait_for()


def wrong_number(page: Page, lang: str) -> None:
    page.locator("#number").fill("")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name=t(lang, "Open"), exact=True).click()
    assert answer.value.status == 422


def no_time(page: Page, lang: str) -> None:
    page.locator("#date").fill("")
    next_empty(page, lang)


def until_today(page: Page, lang: str) -> None:
    """A date field that was only touched, as some browsers fill it in."""
    page.locator("#date").fill(date.today().isoformat())
    next_empty(page, lang)


def until_both(page: Page, lang: str) -> None:
    page.get_by_role("radio").first.check()
    page.locator("#date").fill((date.today() + timedelta(9)).isoformat())
    next_empty(page, lang)


def put_view_away(page: Page, lang: str) -> None:
    supporters_map(page, lang)
    in_menu(page, t(lang, "Close my answers")).click()
    page.wait_for_url("**/view/away")


def supporters_map(page: Page, lang: str) -> None:
    press(page, t(lang, "Start"))
    page.wait_for_url("**/view/map")


def another_view(page: Page, lang: str) -> None:
    supporters_map(page, lang)
    go(page, lang, f"h/{VIEW_BESIDE}")


def scanned(page: Page, lang: str, code: str = "0123456789ABCDEF") -> None:
    """The address in a card's QR picture was opened."""
    page.evaluate("code => { location.hash = code }", code)
    page.locator("#scanned").wait_for()


def other_card(page: Page, lang: str) -> None:
    scanned(page, lang, BESIDE)
    press(page, t(lang, "Open my answers"))
    page.get_by_role("button", name=t(lang, "Open the other answers")).wait_for()


def supporters_question(page: Page, lang: str) -> None:
    supporters_map(page, lang)
    go(page, lang, "view/set/rights/ri1")


def written_here(page: Page, lang: str) -> None:
    """Something is written, and the page opened again before it was sent."""
    page.get_by_role("textbox", name=t(lang, "In your own words")).fill("Maalaan joka viikko.")
    page.reload()
    page.locator("p.status").wait_for()


def waits_on_map(page: Page, lang: str) -> None:
    written_here(page, lang)
    go(page, lang, "map")
    page.locator("section.waits").wait_for()


def after_put_away(page: Page, lang: str) -> None:
    """The answers were put away in another tab; this one is still open."""
    page.context.clear_cookies()
    page.get_by_role("textbox", name=t(lang, "In your own words")).fill("Maalaan joka viikko.")
    with page.expect_navigation() as answer:
        press(page, t(lang, "Next"))
    assert answer.value.status == 409


def answered_twice(page: Page, lang: str) -> None:
    """Another tab sends an answer to the same question first."""
    values = page.get_by_role("radio").evaluate_all(
        "all => all.filter(e => e.name === 'answer' && !e.checked).map(e => e.value)"
    )
    page.evaluate(
        "value => fetch(location.href, { method: 'POST', body: new URLSearchParams({ answer: value,"
        " do: 'stop' }) })",
        values[0],
    )
    page.locator(f"input[name=answer][value={values[1]}]").check()
    with page.expect_navigation() as answer:
        press(page, t(lang, "Next"))
    assert answer.value.status == 200


def on_shared_device(page: Page, lang: str) -> None:
    """The person has said that the device is a shared one."""
    site = "/".join(page.url.split("/")[:3])
    page.context.add_cookies([{"name": "device", "value": "shared", "url": site}])
    page.reload()
