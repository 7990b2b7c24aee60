"""The card on paper, and the map on a phone, in a real browser."""

import pypdfium2
import pytest

from hbself.model.languages import LANGUAGES
from hbself.model.said import Card
from tests.support.browser import go, path_of, press, unfold
from tests.support.people import hard
from tests.support.read_pdf import text_of
from tests.support.serving import hand_in
from tests.support.texts import t

PHONE = {"width": 360, "height": 740}
COUNTED = "window.printed = 0; window.print = () => { window.printed += 1 }; 0"


# ---- the card ------------------------------------------------------------------------------------


def test_the_page_of_the_card_prints_itself_once(come, key_of):
    page = come("fi", key_of("full"))
    page.add_init_script(COUNTED)
    go(page, "fi", "key")
    assert page.evaluate("printed") == 0
    press(page, t("fi", "Print the card"), "link")
    page.wait_for_function("printed === 1")
    press(page, t("fi", "Print"))
    assert page.evaluate("printed") == 2, "the button prints it again"
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("printed") == 0, "who loads it anew or changes the language did not ask"
    go(page, "fi", "stop")
    press(page, t("fi", "Print a small card"), "link")
    page.wait_for_function("printed === 1")
    press(page, t("fi", "Back"), "link")
    assert path_of(page) == "stop" and page.evaluate("printed") == 0


def test_where_another_key_is_typed_the_card_is_printed_on_the_spot(show):
    page = show("others-first", "fi")
    page.evaluate(COUNTED)
    press(page, t("fi", "Print the card"), "link")
    assert page.evaluate("printed") == 1
    assert page.get_by_role("button", name=t("fi", "Open the other answers")).is_visible()


def test_without_scripts_the_page_is_just_the_card_and_says_how(come, key_of):
    page = come("fi", key_of("full"), java_script_enabled=False)
    go(page, "fi", "key/card")
    said = t("fi", "Press Print in your browser. Only the card comes on the paper.")
    assert page.get_by_text(said).is_visible()
    assert not page.locator("[data-print]").is_visible()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("name", ["key-paper", "key-paper-small"])
def test_only_the_card_comes_on_the_paper(show, lang, text, name):
    page = show(name, lang, reading=f"big.{text}.dark.on.normal.no")
    made = page.pdf(format="A4")
    assert len(pypdfium2.PdfDocument(made)) == 1
    left = "".join(text_of(made).replace("\u00ad", "").split())
    wanted = [t(lang, "My key"), *page.locator(".code, .where").all_inner_texts()]
    for part in (*wanted, t(lang, "Keep this card safe, like a house key.")):
        flat = "".join(part.split())
        assert flat in left or part not in wanted, part
        left = left.replace(flat, "")
    assert left == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_small_card_is_as_large_as_a_bank_card(come, site, lang):
    """85.6 x 53.98 mm (ISO/IEC 7810 ID-1), with the longest word, whatever the size of the text."""
    said = hard().__class__(by="me", card=Card("friend", "Meri ja metsä ja sää"))
    page = come(lang, hand_in(site, said), reading="big.200.light.on.normal.no")
    go(page, lang, "key/card?size=small")
    page.emulate_media(media="print")
    box = page.locator(".card").bounding_box()
    mm = 96 / 25.4
    assert abs(box["width"] / mm - 85.6) < 0.1 and abs(box["height"] / mm - 53.98) < 0.1
    for part in page.locator(".card .code, .card .where, .card .mark, .card .qr").all():
        inside = part.bounding_box()
        assert inside["x"] >= box["x"] and inside["y"] >= box["y"]
        assert inside["x"] + inside["width"] <= box["x"] + box["width"]
        assert inside["y"] + inside["height"] <= box["y"] + box["height"]
    rows = page.locator(".code span").evaluate_all("all => all.map(e => e.offsetTop)")
    assert len(set(rows)) == 1, "the code stands in one line"


# ---- the map on a phone --------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("pictures", ["big", "small", "none"])
@pytest.mark.parametrize("name", ["map-full", "map-next", "map-empty", "helper-map"])
def test_the_map_is_two_screens_of_a_phone(show, lang, pictures, name):
    page = show(name, lang, reading=f"{pictures}.100.light.on.normal.no", viewport=PHONE)
    high = page.evaluate("document.documentElement.scrollHeight")
    assert high <= 2 * PHONE["height"], high


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", [100, 200])
def test_what_comes_next_is_in_sight_after_a_topic(come, site, lang, text):
    page = come(
        lang, hand_in(site, hard()), reading=f"big.{text}.light.on.normal.no", viewport=PHONE
    )
    go(page, lang, "set/rights/said")
    press(page, t(lang, "Yes, this is right"))
    assert path_of(page) == "map" and page.url.endswith("#next")
    tile = page.locator("li.big a")
    box = tile.bounding_box()
    assert box["y"] >= 0 and box["y"] + min(box["height"], 200) <= PHONE["height"]
    assert page.evaluate("document.activeElement.id") in ("next", "")
    page.keyboard.press("Tab")
    assert tile.evaluate("e => e === document.activeElement"), "the next stop of Tab"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_what_is_folded_opens_by_a_press_on_its_line(come, key_of, scripts):
    page = come("fi", key_of("full"), java_script_enabled=scripts, viewport=PHONE)
    go(page, "fi", "map")
    people = page.get_by_role("main").locator("a[href$='/people']")
    assert not people.is_visible()
    unfold(page)
    assert people.is_visible()
    lines = page.locator(".group > summary").all()
    assert all(line.bounding_box()["height"] >= 56 for line in lines)
    people.click()
    assert path_of(page) == "people"
