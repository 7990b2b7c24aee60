"""Leaving safely: the card first, then the answers are closed; and nobody is made anew by an old
page.
"""

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.letters import letters
from tests.support.opening import type_code, typed
from tests.support.people import fresh
from tests.support.sharing import SAID
from tests.support.texts import t

STAYS = (
    "The file stays on this device, in Downloads. Is the device shared? Then delete the file there."
)
FILES = "//main//a[contains(@href, '.pdf') or contains(@href, '.png')]/@href"


def said_in_order(page, *texts: str) -> None:
    at = [page.text.index(text) for text in texts]
    assert at == sorted(at), at


# ---- a pause -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_shared_device_first_the_card_then_close_my_answers(person_with, said_by, lang):
    visitor = person_with(SAID, lang)
    visitor.post("device", {"answer": "shared"})
    page = visitor.get("stop")
    code = " ".join(page.all("//main//p[@class='code']/span"))
    assert code.replace(" ", "") == said_by(visitor).keeping.code
    said_in_order(
        page,
        t(
            lang,
            "Your answers are kept. This is a shared device. Do these two things before you leave.",
        ),
        t(lang, "1. Take your key card with you"),
        t(
            lang,
            "Print the card, or take a photo of it with your own phone. Or write down its"
            " letters and numbers. Only the card opens your answers again.",
        ),
        code,
        t(lang, "2. Close your answers"),
        t(lang, "Then press: Close my answers. Then this browser forgets your key."),
    )
    (main,) = page.tree.xpath("//main//*[contains(concat(' ', @class, ' '), ' next ')]")
    assert main.tag == "button" and main.text_content().strip() == t(lang, "Close my answers")
    assert not page.tree.xpath(FILES), "no file is left behind from here"
    assert visitor.press(page).path == f"/{lang}/away" and not visitor.key()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("device", ["own", ""])
def test_on_ones_own_device_go_on_is_the_main_button(person_with, lang, device):
    visitor = person_with(SAID, lang)
    if device:
        visitor.post("device", {"answer": device})
    page = visitor.get("stop")
    (main,) = page.tree.xpath("//main//*[contains(concat(' ', @class, ' '), ' next ')]")
    assert main.tag == "a" and main.text_content().strip() == t(lang, "Go on")
    closes = t(
        lang,
        "Do other people use this browser? They can see your answers. Then press: Close my"
        " answers.",
    )
    assert closes in page.text
    assert visitor.press(page).path == f"/{lang}/away" and not visitor.key()


# ---- the card on paper ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", ["", "?size=small"])
def test_the_card_has_a_page_to_print(person_with, said_by, lang, query):
    visitor = person_with(SAID, lang)
    page = visitor.get(f"key/card{query}")
    (card,) = page.tree.xpath("//section[contains(@class, 'card')]")
    assert ("small" in card.get("class")) == bool(query)
    words = " ".join(card.text_content().split())
    assert letters(page) == said_by(visitor).keeping.code
    assert t(lang, "My own proposal") in words and "http://localhost" in words
    assert t(lang, "Press Print in your browser. Only the card comes on the paper.") in page.text
    assert page.tree.xpath("//button[@data-print='now'][@hidden]"), "only scripts can press it"
    assert any("print.js" in src for src in page.tree.xpath("//script/@src"))
    files = {href.partition("?")[0].rpartition("/")[2] for href in page.tree.xpath(FILES)}
    assert files == {"small-card.pdf" if query else "card.pdf", "card.png"}
    assert visitor.post("away").path == f"/{lang}/away", "who opened it has seen the card"


@pytest.mark.parametrize(
    ("then", "back"), [("", "key"), ("?then=stop", "stop"), ("?then=away", "away/card")]
)
def test_from_the_card_one_comes_back_to_where_one_was(person_with, then, back):
    page = person_with(SAID).get(f"key/card{then}")
    assert page.tree.xpath("//main//a[contains(@class, 'quiet')]/@href")[0] == f"/fi/{back}"


def test_the_new_card_is_printed_before_it_counts(newcomer, said_by):
    visitor = newcomer()
    coming = visitor.press(visitor.get("key/new"))
    links = coming.tree.xpath("//main//a[contains(@href, 'key/card?')]/@href")
    assert len(links) == 2
    for link in links:
        page = visitor.get(link)
        assert letters(page) == letters(coming) != said_by(visitor).keeping.code
        assert page.tree.xpath("//img[@class='qr'][contains(@src, 'new=yes')]")
        assert all("new=yes" in href for href in page.tree.xpath(FILES))
        assert page.tree.xpath("//main//a/@href")[0] == "/fi/key/new/card"
    assert visitor.post("away").path == "/fi/away/card", "it is no card yet"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_that_offers_the_file_says_where_it_stays(person_with, said_by, client, lang):
    visitor, other = person_with(SAID, lang), person_with(fresh(), lang)
    visitor.press(visitor.get("key/new"))
    code = said_by(other).keeping.code
    pages = [visitor.get(path) for path in ("key", "key/card", "key/new/card", "away/card")]
    pages.append(visitor.post("open", typed([code[i : i + 4] for i in range(0, 16, 4)])))
    for page in pages:
        assert page.tree.xpath(FILES) and t(lang, STAYS) in page.text, page.path


def test_where_another_key_is_typed_the_card_is_printed_without_leaving_the_page(
    person_with, said_by
):
    """The code that was typed would be lost."""
    visitor, other = person_with(SAID), person_with(fresh())
    code = said_by(other).keeping.code
    page = visitor.post("open", typed([code[i : i + 4] for i in range(0, 16, 4)]))
    (link,) = page.tree.xpath("//main//a[@data-print]/@href")
    assert link.endswith("/card.pdf") and any("print.js" in s for s in page.tree.xpath("//@src"))


# ---- what is closed is opened with the key -------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "typed_in", "kept"),
    [
        ("set/now/ln3", {"text": "Nämä ovat sanani."}, True),
        ("set/now/ln1/home", {"answer": "works-well"}, True),
        ("how-much", {"answer": "short"}, False),
    ],
)
def test_an_old_page_says_that_the_answers_are_closed(
    person_with, app, said_by, lang, path, typed_in, kept
):
    visitor = person_with(SAID, lang)
    code, before = said_by(visitor).keeping.code, app.extensions["hbself"].store.stats()[0]
    page = visitor.get(path)
    visitor.http.delete_cookie("key")  # closed in another tab, or lost
    after = visitor.press(page, status=409, **typed_in)
    assert after.h1 == t(lang, "Your answers are closed")
    assert t(lang, "Open them with your key.") in after.text
    assert (t(lang, "Your last answer waits for you there.") in after.text) == kept
    assert after.link("a.next") == f"/{lang}/open" and not visitor.key()
    boxes = {row[0]: row[1] for row in app.extensions["hbself"].store.stats()[0]}
    assert boxes.get("assessment") == {row[0]: row[1] for row in before}.get("assessment")
    if kept:  # the key opens, and the answer stands on its own page
        there = visitor.press(type_code(visitor, code), answer="shared")
        assert there.path == f"/{lang}/{path}"
        visitor.press(there)
        assert path.replace("/", ".")[4:] in said_by(visitor).said.answers


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["map", "set/now/ln3", "proposal", "stop", "key", "take"])
def test_a_page_that_is_opened_without_a_key_leads_to_the_key_first(client, app, lang, path):
    page = client(lang).get(path)
    assert page.path == f"/{lang}/?new=yes"
    assert page.link("a.next") == f"/{lang}/open"
    (anew,) = page.tree.xpath("//main//a[contains(@href, '/reading')]")
    assert "quiet" in anew.get("class")
    assert anew.text_content().strip() == t(lang, "Start from the beginning")
    said = (
        "No answers are open in this browser. Have you answered before? Open your answers"
        " with your key."
    )
    assert t(lang, said) in page.text and app.extensions["hbself"].store.stats()[0] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_answers_says_that_it_begins_anew_and_only_where_it_does(client, person_with, lang):
    said = t(
        lang,
        "Here you start new answers and get a new key card. Have you answered before?"
        " Press: Go on with my key.",
    )
    page = client(lang).get("who")
    assert said in page.text and f"/{lang}/open" in page.tree.xpath("//main//a/@href")
    assert said not in person_with(SAID, lang).get("who").text
