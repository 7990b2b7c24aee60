"""What the pages say about how many: answers to pick, questions answered, people on the list. Once,
and truly.
"""

import re

import msgspec
import pytest

from hbself.life.life import Life
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Person, Said
from hbself.web import paths
from tests.support.people import answered
from tests.support.texts import t

# A sentence of a help text that says how many can be picked. The page says it beside the answers.
HOW_MANY = {
    "fi": r"[Vv]oit valita (monta|useita|\d)|[Vv]alitse \d",
    "sv": r"[Dd]u kan välja (många|flera|\d)|[Vv]älj \d",
    "en": r"can (choose|pick) (many|more than one|\d)|[Cc]hoose \d",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_help_text_says_how_many_for_the_page_does(contents, lang):
    assert [
        (s.id, q.id, q.help)
        for s in contents[lang].sets.values()
        for q in s.question
        if re.search(HOW_MANY[lang], q.help)
    ] == []


def legend(page) -> str:
    """What the group of the page's answers says first."""
    return page.all("//fieldset[@aria-labelledby='question']/legend")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_question_says_once_how_many_can_be_picked_and_it_is_true(person_with, contents, lang):
    said = answered(contents["fi"], *contents["fi"].sets)
    visitor = person_with(said, lang)
    says = {
        name: t(lang, f"You can choose {name}.")
        for name in ("1", "1 or 2", "1, 2 or 3", "this one", "more than one")
    }
    for found in contents[lang].sets.values():
        for step in Life(contents[lang], said).steps(found):
            page, q = visitor.get(paths.of_step(step)), step.question
            if not page.choices():
                continue
            there, radio = (
                len(page.choices()),
                bool(page.tree.xpath("//main//input[@name='answer'][@type='radio']")),
            )
            most = min(there, q.most) if q.kind == "top" and q.options_from != "low" else there
            if q.kind == "words":
                assert legend(page) == t(lang, "You can choose pictures. You can also write.")
                continue
            right = (
                "1"
                if radio
                else (
                    "this one"
                    if there == 1
                    else (
                        {1: "1", 2: "1 or 2", 3: "1, 2 or 3"}[most]
                        if q.kind == "top" and q.options_from != "low"
                        else "more than one"
                    )
                )
            )
            assert legend(page) == says[right], page.path
            main = " ".join(page.all("main"))
            assert sum(main.count(text) for text in says.values()) == 1, page.path
            assert page.all("//*[@id='question']") == [page.h1] and page.h1 not in page.all(
                "//legend"
            ), "the heading names the group and is not said twice"


@pytest.mark.parametrize(
    ("wishes", "says"), [(1, "this one"), (2, "1 or 2"), (3, "1, 2 or 3"), (4, "1, 2 or 3")]
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_few_cards_no_more_is_promised_than_there_are(person_with, lang, wishes, says):
    things = ("home", "people", "free-time", "work")[:wishes]
    said = Said(
        by="me",
        length="everything",
        answers={f"now.ln1.{one}": Answer(options=("works-badly",), change=True) for one in things},
    )
    page = person_with(said, lang).get("set/change/ch6")
    assert len(page.choices()) == wishes and legend(page) == t(lang, f"You can choose {says}.")


# ---- the map -------------------------------------------------------------------------------------


def tile(page, address: str) -> str:
    """The line under the title of a tile of the map."""
    (found,) = page.all(f"//a[contains(@class, 'tile')][contains(@href, '{address}')]/span")
    return found


@pytest.mark.parametrize(
    ("lang", "none", "one", "two"),
    [
        ("fi", "Lisää ihmisiä", "1 ihminen", "2 ihmistä"),
        ("sv", "Lägg till personer", "1 person", "2 personer"),
        ("en", "Add people", "1 person", "2 people"),
    ],
)
def test_an_empty_list_of_people_is_an_invitation(person_with, lang, none, one, two):
    """Never "0 people"."""
    people = (Person("person-1", "Helmi"), Person("person-2", "Mika"))
    for number, right in enumerate((none, one, two)):
        assert (
            tile(person_with(Said(by="me", people=people[:number]), lang).get("map"), "/people")
            == right
        )
    away = (msgspec.structs.replace(people[0], away=True),)
    assert tile(person_with(Said(by="me", people=away), lang).get("map"), "/people") == none


@pytest.mark.parametrize(
    ("lang", "one", "some", "done"),
    [
        (
            "fi",
            "Vastattu 1, yhteensä 5",
            "Vastattu 2, yhteensä 5",
            "✓ Valmis: vastattu 5, yhteensä 5",
        ),
        ("sv", "1 av 5", "2 av 5", "✓ Klart: 5 av 5"),
        ("en", "1 of 5", "2 of 5", "✓ Done: 5 of 5"),
    ],
)
def test_the_map_tells_in_good_language_how_far_a_part_is(
    person_with, contents, lang, one, some, done
):
    said = answered(contents["fi"], "important")
    keys = [key for key in said.answers if key.startswith("important.")]
    assert len(keys) == 5
    for number, right in ((1, one), (2, some), (5, done)):
        part = Said(
            by="me",
            length="everything",
            people=said.people,
            answers={key: said.answers[key] for key in keys[:number]},
        )
        assert tile(person_with(part, lang).get("map"), "/set/important") == right
