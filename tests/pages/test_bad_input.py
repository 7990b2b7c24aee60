"""What can go wrong between a person and the site: told in easy words, nothing lost, nothing given
away.
"""

import re

import pytest

from hbself.model.languages import LANGUAGES

PLACES = {
    "words": ("set/now/ln3", "text"),
    "note": ("set/now/ln1/home", "note"),
    "own": ("set/change/ch2", "own0"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "set/nothing",
        "set/nothing/ri1",
        "set/rights/nothing",
        "set/rights/ri1/nothing",
        "set/rights/ri1/me/too",
        "set/now/ln1",
        "set/nothing/said",
        "know/rights/nothing",
        "know/nothing/ri1",
        "people/person-9",
        "take/docx",
        "set/%00",
        "set/..%2f..%2fetc",
        "set/" + "a" * 3000,
        "set/rights/ri1/" + "ä" * 50,
        "map/",
        "{{7*7}}",
    ],
)
def test_an_unknown_page_leads_back_to_the_map(person, lang, path):
    page = person(lang).get(path, status=404)
    assert page.link("a.next") == f"/{lang}/map"
    assert not re.search(r"\b(404|HTTP|URL|server)\b", page.text, re.I), "no code words"


@pytest.mark.parametrize(
    "path",
    [
        "/de/",
        "/de/map",
        "/FI/map",
        "/fi-FI/map",
        "/xx",
        "/favicon.ico",
        "/robots.txt",
        "/wp-login.php",
        "/%ff",
    ],
)
def test_an_unknown_language_gets_a_page_in_the_browsers(client, path):
    page = client("sv").get(path, status=404, headers={"Accept-Language": "sv"})
    assert page.link("a.next") == "/sv/", "who has no answers here has no map"


def test_a_form_for_a_page_that_takes_none_is_no_fault_of_ours(person):
    page = person("en").post("proposal/now", {"out": "x"}, status=405)
    assert page.h1 == "We did not find this page"


def test_an_option_of_another_question_is_refused_and_changes_nothing(person, said_by):
    visitor = person("fi")
    visitor.post("set/now/ln1/home", {"answer": "works-well", "do": "next"})
    before = said_by(visitor)
    for path, value in (
        ("set/now/ln1/home", "coffee"),
        ("set/now/ln5", "works-well"),
        ("set/now/ln3", "person-1"),
        ("set/change/ch2", "'; --"),
    ):
        page = visitor.post(path, {"answer": value, "do": "next"}, status=404)
        assert page.link("a.next") == "/fi/map"
    assert said_by(visitor) == before


@pytest.mark.parametrize(
    "path",
    [
        "set/nothing/x",
        "set/now/nothing",
        "set/now/ln1/nothing",
        "set/nothing/said",
        "people/person-9",
        "proposal",
        "nothing",
    ],
)
def test_sending_to_an_unknown_place_changes_nothing(person, said_by, path):
    visitor = person("en")
    before = said_by(visitor)
    visitor.post(path, {"answer": "yes", "do": "next", "out": "nothing.x:y"}, status=404)
    assert said_by(visitor) == before


@pytest.mark.parametrize("path", ["who", "how-much"])
@pytest.mark.parametrize("value", [None, "", "boss", "{{ 7 }}"])
def test_a_choice_that_does_not_exist_is_asked_again(person, path, value):
    page = person("sv").post(path, {} if value is None else {"answer": value}, status=422)
    assert page.tree.xpath("//*[@role='alert']//a/@href") == ["#answer"]


def test_other_words_in_do_mean_next(person, said_by):
    visitor = person("fi")
    visitor.post("set/now/ln5", {"answer": "too-much", "do": "<script>"})
    assert said_by(visitor).said.answers["now.ln5"].options == ("too-much",)


@pytest.mark.parametrize(
    "cookie",
    ["big.999.pink", "", "." * 400, "ä.b", "<script>.1.2", "big.100.device.on.normal.yes.more"],
)
def test_a_broken_way_of_reading_becomes_the_usual_one(client, cookie):
    visitor = client("fi")
    visitor.http.set_cookie("reading", cookie)
    assert visitor.get("").tree.get("data-text") == "100"
