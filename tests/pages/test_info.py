"""Pages to read: what a personal budget is. They stand one after the other, in each language, and
lead back to where one came from.
"""

import msgspec
import pytest

from hbself import content
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Said
from hbself.web import services
from tests.support.places import PICTURES
from tests.support.texts import t

# A set that begins with pages to read, and asks what needs a hard word
MONEY = """
id = "budgeting"
number = 40
group = "plan"
picture = "money"
lengths = ["everything"]
pages = ["budget", "budget-uses"]
title = {fi = "Oma rahani", sv = "Mina pengar", en = "My own money"}
about = {fi = "Puhumme rahasta.", sv = "Vi talar om pengar.", en = "We talk about money."}

[[question]]
id = "bu1"
kind = "words"
picture = "money"
root = "invented"
words = ["personal-budget", "service"]
text = {fi = "Mitä haluat ostaa?", sv = "Vad vill du köpa?", en = "What do you want to buy?"}
help = {fi = "Kerro siitä.", sv = "Berätta om det.", en = "Tell us about it."}
another = {fi = "Mitä tarvitset?", sv = "Vad behöver du?", en = "What do you need?"}
lead = {fi = "Haluan ostaa:", sv = "Jag vill köpa:", en = "I want to buy:"}
"""
SAID = Said(by="me", length="everything")


@pytest.fixture
def with_money(app, tmp_path, monkeypatch):
    """The site with the set of MONEY beside its own."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "40-budgeting.toml").write_text(MONEY, "utf-8")
    own = msgspec.structs.replace(services.of(app), contents=content.load(PICTURES, folder))
    monkeypatch.setattr(app, "extensions", {**app.extensions, services.NAME: own})


def moves(page) -> dict[str, str]:
    """{text of a button at the end of a page: where it leads}."""
    links = page.tree.xpath("//div[contains(@class, 'moves')]/a")
    return {" ".join(one.text_content().split()): one.get("href") for one in links}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_start_page_leads_through_all_of_them_and_back(client, contents, lang):
    """Nobody needs a key for it."""
    visitor, pages = client(lang), contents[lang].pages
    start = visitor.get("")
    (way,) = [a for a in start.tree.xpath("//main//a") if "/info/" in a.get("href")]
    assert way.text_content() == next(iter(pages.values())).title
    page = visitor.get(way.get("href"))
    for nth, one in enumerate(pages.values(), 1):
        assert page.h1 == one.title and page.path == f"/{lang}/info/{one.id}"
        told = page.all("//main//ul[@class='lines']/li")
        assert told == [" ".join(p.text.split()) for p in (*one.point, *one.example)]
        assert page.all("//section/h2") == [example.title for example in one.example]
        words = {contents[lang].terms[word].word for word in one.words}
        assert set(page.all("//main//details//dt")) == words
        says = t(lang, "Page %(nth)s of %(all)s", nth=nth, all=len(pages))
        assert page.all("//div[@class='where']//span[@class='hidden']") == [says]
        before, page = page, visitor.get(page.link("a.next"))
        if nth > 1:
            ids = list(pages)
            assert moves(before)[t(lang, "Back")] == f"/{lang}/info/{ids[nth - 2]}"
    assert page.path == f"/{lang}/" and visitor.key() == ""
    assert t(lang, "To the start page") in moves(before)
    first = visitor.get(f"info/{next(iter(pages))}")
    assert moves(first)[t(lang, "Back")] == f"/{lang}/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_of_them_stand_on_one_page(client, contents, lang):
    visitor = client(lang)
    page = visitor.get(moves(visitor.get("info/budget-who"))[t(lang, "All pages")])
    assert page.h1 == t(lang, "Information for you")
    assert page.all("//ul[@class='chapters']//a") == [
        one.title for one in contents[lang].pages.values()
    ]
    for link in page.tree.xpath("//ul[@class='chapters']//a/@href"):
        assert visitor.get(link).h1 in page.text
    assert moves(page) == {t(lang, "To the start page"): f"/{lang}/"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hard_word_leads_to_what_tells_more_of_it_and_back_to_the_word(client, contents, lang):
    visitor, terms = client(lang), contents[lang].terms
    words = visitor.get("words")
    ways = {a.text_content(): a.get("href") for a in words.tree.xpath("//main//dd//a")}
    more = t(lang, "Read more")
    named = [term for term in terms.values() if term.pages]
    assert {"personal-budget", "wellbeing-services-county"} <= {term.id for term in named}
    assert set(ways) == {f"{more}: {term.word}" for term in named}
    for term in named:
        address = ways[f"{more}: {term.word}"]
        assert moves(visitor.get(address))[t(lang, "Back")] == f"/{lang}/words#{term.id}"
        for one in term.pages:
            page = visitor.get(address)
            assert page.h1 == contents[lang].pages[one].title
            assert term.word in page.all("//div[@class='where']/p")
            address = page.link("a.next")
        assert moves(page)[t(lang, "Back to hard words")] == f"/{lang}/words#{term.id}"
        assert words.all(f"//*[@id='{term.id}']//dt") == [term.word]


def test_the_way_back_holds_in_the_other_languages(client):
    visitor = client("fi")
    page = visitor.get("words/personal-budget/budget")
    assert (
        page.tree.xpath("//nav//a[@hreflang='sv']/@href")[0] == "/sv/words/personal-budget/budget"
    )


@pytest.mark.parametrize(
    "path",
    [
        "info/nothing",
        "words/nothing/budget",
        "words/service/budget",
        "words/wellbeing-services-county/budget",
        "words/personal-budget/budget/map",
        "words/personal-budget/budget/key",
        "words/personal-budget/budget/set/rights",
        "words/personal-budget/budget/set/rights/ri1/made-up",
        "words/personal-budget/budget/set/rights/ri99",
        "before/nothing/budget",
        "before/rights/budget",
    ],
)
def test_what_leads_nowhere_is_told(person_with, path):
    person_with(SAID).get(path, status=404)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_set_begins_with_its_pages(with_money, person_with, contents, lang):
    """Then its questions come, and from the first of them one can go back."""
    visitor, titles = person_with(SAID, lang), contents[lang].pages
    page = visitor.get("set/budgeting")
    assert page.path == f"/{lang}/before/budgeting/budget" and page.h1 == titles["budget"].title
    assert moves(page) == {
        t(lang, "Back"): f"/{lang}/map",
        t(lang, "Next page"): f"/{lang}/before/budgeting/budget-uses",
    }
    page = visitor.get(page.link("a.next"))
    assert moves(page) == {
        t(lang, "Back"): f"/{lang}/before/budgeting/budget",
        t(lang, "To the questions"): f"/{lang}/set/budgeting/bu1",
    }
    question = visitor.get(page.link("a.next"))
    assert visitor.press(question, do="back").path == f"/{lang}/before/budgeting/budget"


def test_who_has_begun_a_set_is_not_sent_through_its_pages_again(with_money, person_with, contents):
    answers = {"budgeting.bu1": Answer(text="Väriä.")}
    visitor = person_with(msgspec.structs.replace(SAID, answers=answers), "en")
    page = visitor.get("set/budgeting")
    assert page.path == "/en/set/budgeting"
    links = page.tree.xpath("//main/p[@class='acts']/a")
    titles = contents["en"].pages
    assert {a.text_content(): a.get("href") for a in links} == {
        titles[one].title: f"/en/before/budgeting/{one}" for one in ("budget", "budget-uses")
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hard_word_of_a_question_leads_on_and_back_to_the_question(
    with_money, person_with, contents, lang
):
    visitor = person_with(SAID, lang)
    question = visitor.get("set/budgeting/bu1")
    (way,) = question.tree.xpath("//main//details//dd//a/@href")
    page = visitor.get(way)
    assert page.h1 == contents[lang].pages["budget"].title
    assert moves(page)[t(lang, "Back")] == f"/{lang}/set/budgeting/bu1"
    while t(lang, "Next page") in moves(page):
        page = visitor.get(page.link("a.next"))
    assert moves(page)[t(lang, "Back to the question")] == f"/{lang}/set/budgeting/bu1"


@pytest.mark.parametrize(
    "path",
    [
        "info",
        "info/budget",
        "words/personal-budget/budget",
        "words/personal-budget/budget/set/budgeting/bu1",
        "before/budgeting/budget",
    ],
)
def test_the_settings_lead_back_to_the_page(with_money, person_with, path):
    visitor = person_with(SAID)
    page = visitor.get(path)
    (back,) = page.tree.xpath("//header//input[@name='back']/@value")
    assert back == path
    settings = visitor.post("reading", {"back": path, "do": "settings"})
    assert visitor.press(settings, do="back").path == f"/fi/{path}"


def test_a_supporter_can_read_them_from_the_hard_words(asked, client, said_by):
    owner, supporter = asked(Anna="Tori on kaukana."), client("fi")
    token = said_by(owner).keeping.supporters[0].token
    supporter.press(supporter.get(f"h/{token}"))
    page = supporter.get("view/words/personal-budget/budget")
    assert set(moves(page).values()) == {
        "/fi/view/words#personal-budget",
        "/fi/view/words/personal-budget/budget-who",
    }
    assert "/fi/view/map" in moves(supporter.get("view/info")).values()
    supporter.get("view/before/rights/budget", status=404)
