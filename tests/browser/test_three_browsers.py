"""The key, the links and the supporter's view as people use them: several real browsers at the same
time, by keyboard alone and without scripts.
"""

import msgspec
import pytest

from hbself.keeping import cards
from hbself.model.said import Person
from tests.support.browser import back, go, in_menu, kept, launch_options, path_of
from tests.support.people import SOME, answered
from tests.support.qr import read_qr
from tests.support.serving import hand_in
from tests.support.texts import t
from tests.support.walk import Walk

READER, WORD, NUMBER, TOLD = "Virtanen", "Kahvi", "1234", "Haluan käydä torilla."


def make_the_card_mine(walk: Walk) -> str:
    """Stop, look at the card, give it a picture and a word; the address in its QR picture."""
    page, lang = walk.page, walk.lang
    go(page, lang, "stop")
    walk.from_menu("My key", "link")
    walk.pick(page.get_by_role("radio", name=cards.names(lang)["coffee"], exact=True))
    walk.write(walk.named("textbox", "Choose a word for your card"), WORD)
    walk.press("Save")
    assert page.locator(".card").get_by_text(WORD).is_visible()
    return read_qr(page)


def open_by_card(walk: Walk, address: str, groups: list[str], scripts: bool) -> None:
    """On another device: scan the QR picture, or type the four groups; then say
    whose device it is.
    """
    page, lang = walk.page, walk.lang
    if scripts:
        page.goto(address)
        walk.press("Open my answers")
        assert "#" not in page.url and path_of(page) == "device"
    else:
        go(page, lang)
        walk.press("Go on with my key", "link")
        for number, group in enumerate(groups, 1):
            walk.write(walk.named("textbox", "Group %(number)s", number=number), group.lower())
        walk.press("Open my answers")
    walk.pick(page.locator("input[name=answer][value=shared]"))
    walk.press("Next")
    if scripts:
        assert path_of(page) == "open/remembered"
        walk.press("Go on", "link")


def groups_of(page) -> list[str]:
    return page.locator(".code span").all_inner_texts()


def share(walk: Walk, contents) -> str:
    """For one reader, one section, a week, with a number; the link from the message."""
    page, lang = walk.page, walk.lang
    go(page, lang, "shares")
    walk.press("Make a new link", "link")
    walk.pick(page.get_by_role("radio", name=READER))
    walk.press("Next")
    walk.pick(page.get_by_role("checkbox").last)
    walk.press("Next")
    walk.pick(walk.page.get_by_role("radio", name=t(lang, "1 week")))
    walk.press("Next")
    walk.write(page.locator("input[name=number]"), NUMBER)
    walk.press("Next")
    link = walk.named("textbox", "Message").input_value().split()[-1]
    assert read_qr(page) == link, "the picture and the message lead to the same place"
    return link


@pytest.mark.parametrize(
    ("lang", "scripts"),
    [("fi", True), ("sv", False), ("en", True)],
    ids=["fi-keyboard", "sv-no-scripts", "en-keyboard"],
)
def test_one_answers_one_goes_on_one_reads(come, site, contents, lang, scripts):
    hands = "keyboard" if scripts else "pointer"
    said = msgspec.structs.replace(
        answered(contents["fi"], *SOME), people=(Person("person-1", READER),)
    )
    del said.answers["now.ln3"]
    a, b, c = (
        Walk(come(lang, key, java_script_enabled=scripts), lang, hands)
        for key in (hand_in(site, said), "", "")
    )
    address = make_the_card_mine(a)
    open_by_card(b, address, groups_of(a.page), scripts)
    go(b.page, lang, "set/now/ln3")
    b.write(b.page.locator("textarea[name=text]"), TOLD)
    b.press("Next")
    assert kept(site, a.page.context).said.answers["now.ln3"].text == TOLD, (
        "B goes on with the answers of A"
    )
    read_and_take_back(a, c, contents)
    new_card(a, b, lang)
    supporter(a, Walk(come(lang, java_script_enabled=scripts), lang, hands), contents)
    away_and_back(a)
    delete(a)


def read_and_take_back(a: Walk, c: Walk, contents) -> None:
    """C reads what A has chosen for them, until A takes the link back."""
    lang = a.lang
    link = share(a, contents)
    c.page.goto(link)
    c.write(c.page.locator("input[name=number]"), NUMBER)
    c.press("Open")
    titles = c.page.get_by_role("main").get_by_role("heading", level=2)
    assert titles.count() == 1 and TOLD not in c.page.locator("main").inner_text(), (
        "only what was chosen"
    )
    go(a.page, lang, "shares")
    a.press(
        "", target=a.page.get_by_role("main").get_by_role("link", name=t(lang, "Look at the link"))
    )
    assert a.page.get_by_text(
        t(lang, "Opened %(num)s time.", "Opened %(num)s times.", 1)
    ).is_visible()
    a.press("Stop the link")
    with c.page.expect_response("**/pdf") as sent:
        c.press("", target=c.page.get_by_role("button", name=t(lang, "Save as a PDF file")).first)
    assert sent.value.status == 410 and c.page.get_by_role("heading", level=1).inner_text() == t(
        lang, "This link does not work"
    )


def new_card(a: Walk, b: Walk, lang: str) -> None:
    old = groups_of_key(a)
    a.press(
        "", target=a.page.get_by_role("main").get_by_role("link", name=t(lang, "I lost my card"))
    )
    a.press("Show the new card")
    new = groups_of(a.page)
    go(b.page, lang, "map")
    a.press("Use the new card")
    assert groups_of(a.page) == new != old
    with b.page.expect_response("**/proposal") as sent:
        b.press("", target=b.page.locator("#next a[href$='/proposal']"))
    assert sent.value.status == 410, "B is out at the next click"


def groups_of_key(walk: Walk) -> list[str]:
    go(walk.page, walk.lang, "key")
    return groups_of(walk.page)


def supporter(a: Walk, d: Walk, contents) -> None:
    """A asks a supporter, who answers in another colour; A reads it, and it changed nothing."""
    lang = a.lang
    go(a.page, lang, "helpers")
    a.write(a.named("textbox", "Name of the person"), "Mika")
    a.press("Make a link")
    a.open(a.page.locator("summary", has_text=t(lang, "The link as a picture")))
    address = read_qr(a.page)
    assert address == a.named("textbox", "Link for this person").input_value()
    d.page.goto(address)
    d.press("Start")
    d.page.goto(f"/{lang}/view/set/now/ln3")
    d.write(d.page.locator("textarea[name=text]"), "Minusta tori on liian kaukana.")
    d.press("Next")
    assert d.page.locator("body.view").count() == 1
    go(a.page, lang, "helpers")
    a.press(
        "",
        target=a.page.get_by_role("main").get_by_role("link", name=t(lang, "Read what they think")),
    )
    assert "Minusta tori on liian kaukana." in a.page.locator("main").inner_text()
    go(a.page, lang, "set/now/ln3")
    assert a.page.locator("textarea[name=text]").input_value() == TOLD


def away_and_back(walk: Walk) -> None:
    """Put away, and Back shows nothing; the card opens it all again."""
    page, lang, groups = walk.page, walk.lang, groups_of_key(walk)
    go(page, lang, "set/now/ln3")
    walk.from_menu("Close my answers")
    assert path_of(page) == "away"
    back(page)
    assert TOLD not in page.content()
    open_by_card(walk, "", groups, scripts=False)
    assert TOLD in (go(page, lang, "set/now/ln3"), page.content())[1]


def delete(walk: Walk) -> None:
    page, lang = walk.page, walk.lang
    go(page, lang, "kept")
    walk.press("Delete everything", "link")
    walk.press("Yes, delete everything")
    assert path_of(page) == "deleted"
    go(page, lang, "map")
    assert path_of(page) == "" and "new=yes" in page.url, "nothing is left to open"


def test_a_page_that_the_browser_kept_whole_shows_nothing_after_put_away(
    site, playwright, contents
):
    """With the back/forward cache of real browsers, which Playwright turns off."""
    browser = playwright.chromium.launch(
        **launch_options(playwright), ignore_default_args=["--disable-back-forward-cache"]
    )
    context = browser.new_context(base_url=site.address, locale="fi")
    context.add_cookies(
        [
            {
                "name": "key",
                "value": hand_in(site, answered(contents["fi"], *SOME)),
                "url": site.address,
            }
        ]
    )
    page = context.new_page()
    go(page, "fi", "set/now/ln3")
    words = page.locator("textarea[name=text]").input_value()
    assert words and words in page.content()
    in_menu(page, t("fi", "Close my answers")).click()
    page.wait_for_url("**/away")
    back(page)
    page.wait_for_load_state("networkidle")
    assert words not in page.content() and page.locator("textarea[name=text]").count() == 0
    browser.close()
