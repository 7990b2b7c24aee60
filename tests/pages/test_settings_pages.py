"""The settings: a list of things with their values, and a page for each, with a try."""

import pytest

from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Said
from hbself.web.i18n import READING, Reading
from tests.support.sharing import SAID
from tests.support.supporters import token_of

FIRST = {name: allowed[0] for name, allowed in READING.items()}
LAST = {name: allowed[-1] for name, allowed in READING.items()}


def look(page) -> dict[str, str]:
    """How a page is read, as far as it says so itself."""
    return {name: page.tree.get(f"data-{name}") for name in READING if name != "simple"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_has_each_thing_once_with_its_value_in_words(client, lang):
    visitor = client(lang)
    before = visitor.get("reading")
    names = [link.rpartition("/")[2] for link in before.tree.xpath("//a[@class='tile']/@href")]
    assert sorted(names) == sorted(READING)
    visitor.http.set_cookie("reading", Reading(**LAST).cookie())
    after = visitor.get("reading")
    titles = "//a[@class='tile']/strong"
    assert before.all(titles) == after.all(titles) and len({*before.all(titles)}) == len(READING)
    values = "//a[@class='tile']/span"
    for name, there, then in zip(names, before.all(values), after.all(values), strict=True):
        page = visitor.get(f"reading/{name}")
        labels = page.all("//main//label")
        assert page.choices(name) == [*READING[name]]
        assert (there, then) == (labels[0], labels[-1]), name
        assert page.h1 == before.all(titles)[names.index(name)], "one name for one thing"


def test_who_begins_presses_next_once_and_changes_nothing(client):
    """The short way is no page longer: start, how to read, who."""
    visitor = client("fi")
    page = visitor.get(visitor.get("").link("a.next"))
    assert page.path == "/fi/reading" and len(page.all("//main//button")) == 1
    following = page.tree.xpath("//main//button/following::ul[contains(@class, 'settings')]")
    assert following, "Next stands before the list"
    assert visitor.press(page).path == "/fi/who"


@pytest.mark.parametrize("name", READING)
def test_a_try_is_seen_at_once_and_can_be_changed_back(client, name):
    visitor = client("sv")
    page = visitor.get(f"reading/{name}")
    assert ("before", FIRST[name]) in page.fields() and not page.all("//button[@value='undo']")
    for value in (*READING[name][1:], LAST[name]):
        page = visitor.press(page, "try", **{name: value})
        assert page.path.startswith(f"/sv/reading/{name}?") and len(page.all("p.status")) == 1
        assert (name, value) in page.fields() and page.all("//button[@value='undo']")
        assert name == "simple" or page.tree.get(f"data-{name}") == value
        assert name == "simple" or visitor.get("words").tree.get(f"data-{name}") == value
    page = visitor.press(page, "undo")
    assert (name, FIRST[name]) in page.fields() and not page.all("//button[@value='undo']")
    assert len(page.all("p.status")) == 1
    assert visitor.get(f"reading/{name}").fields()[0] == ("before", FIRST[name])


@pytest.mark.parametrize("name", READING)
def test_done_takes_over_what_is_picked_and_leads_to_the_list(client, name):
    visitor = client("en")
    page = visitor.press(visitor.get(f"reading/{name}"), "list", **{name: LAST[name]})
    assert page.path == "/en/reading?kept=yes" and page.all("p.status")
    assert (name, LAST[name]) in visitor.get(f"reading/{name}").fields()
    others = {one: FIRST[one] for one in READING if one != name}
    assert all((one, so) in visitor.get(f"reading/{one}").fields() for one, so in others.items())


def test_all_things_can_be_chosen_in_any_order_and_together(client):
    visitor = client("fi")
    for name in reversed(READING):
        visitor.press(visitor.get(f"reading/{name}"), "list", **{name: LAST[name]})
    assert visitor.http.get_cookie("reading").value == Reading(**LAST).cookie()


def test_two_answers_and_no_pictures_can_be_kept_together(client):
    visitor = client("fi")
    visitor.press(visitor.get("reading/simple"), "list", simple="yes")
    page = visitor.get("reading/pictures")
    assert page.choices("pictures") == ["big", "small", "none"]
    page = visitor.press(page, "list", pictures="none")
    assert not page.tree.xpath("//main//img")
    visitor.press(visitor.press(visitor.get("who"), answer="me"), answer="own")
    assert visitor.get("set/practice/pr1").choices() == ["yes", "no"]


@pytest.mark.parametrize("simple", READING["simple"])
def test_how_many_answers_is_shown_by_a_question(client, simple):
    visitor = client("en")
    page = visitor.press(visitor.get("reading/simple"), "try", simple=simple)
    there = page.all("//ul[@class='lines']/li")
    assert there == ["Yes", "Sometimes", "No"] if simple == "no" else ["Yes", "No"]


def test_strange_things_and_values_change_nothing(client):
    visitor = client("fi")
    for path in ("reading/shoes", "reading/Text", "reading/text/200"):
        visitor.get(path, 404)
        visitor.post(path, {"do": "try", "text": "200"}, 404)
    for form in (
        {"do": "try", "text": "900"},
        {"do": "undo", "before": "<b>"},
        {"do": "try", "pictures": "none"},
        {"text": "200"},
        {"do": "settings", "text": "200"},
    ):
        page = visitor.post("reading/text", form)
        assert look(page) == {name: FIRST[name] for name in look(page)}, form
        assert "&lt;b&gt;" not in page.html


def test_a_page_of_the_version_before_still_sets_what_it_says(client):
    """It had all things on one page; somebody has it open while the site gets a new version."""
    page = client("fi").post("reading", {"do": "next", "text": "150", "colours": "dark"})
    assert page.path == "/fi/who" and page.tree.get("data-text") == "150"
    page = client("fi").post("reading", {"do": "try", "text": "150", "listen": "off"})
    assert page.path == "/fi/reading?kept=yes" and page.tree.get("data-listen") == "off"


# ---- not asked twice -----------------------------------------------------------------------------


def test_practice_asks_nothing_that_settings_ask(person, contents):
    visitor = person("fi")
    page, asked = visitor.get("set/practice/pr1"), []
    while "/set/practice/pr" in page.path:
        asked.append(page.path.rpartition("/")[2].partition("?")[0])
        page = visitor.press(page, "skipped")
    assert asked == ["pr1", "pr2", "pr5", "pr6"]
    assert not [q for q in contents["fi"].sets["practice"].question if q.setting and not q.old]


@pytest.fixture
def practised(person_with):
    """Somebody who was asked in the practice of an earlier version how to read."""
    answers = {
        f"practice.{name}": Answer(options=(option,))
        for name, option in (("pr1", "yes"), ("pr2", "me"), ("pr3", "small"), ("pr4", "on"))
    }
    return person_with(Said(by="me", answers=answers))


def test_who_has_practised_before_has_no_new_questions(practised):
    page = practised.get("set/practice/said")
    assert len(page.all("//main//a[contains(@href, 'set/practice/')]")) == 4
    assert practised.get("set/practice/pr3").choices() == ["big", "small", "none"]


def test_an_old_practice_question_shows_what_was_chosen_since_and_all_ways(practised):
    for name, value in (("simple", "yes"), ("pictures", "none")):
        practised.press(practised.get(f"reading/{name}"), "list", **{name: value})
    page = practised.get("set/practice/pr3")
    assert page.choices() == ["big", "small", "none"] and ("answer", "none") in page.fields()
    assert practised.press(page).tree.get("data-pictures") == "none"
    page = practised.press(practised.get("set/practice/pr3"), answer="big")
    assert page.tree.get("data-pictures") == "big"


def test_a_supporters_way_is_not_the_persons(person_with, client, said_by):
    owner, supporter = person_with(SAID), client("fi")
    owner.press(owner.get("helpers"), name="Mika")
    supporter.press(supporter.get(f"h/{token_of(said_by, owner, 'Mika')}"))
    page = supporter.press(supporter.get("view/reading/colours"), "list", colours="yellow")
    assert page.path == "/fi/view/reading?kept=yes" and page.tree.get("data-colours") == "yellow"
    assert supporter.press(page).path == "/fi/view/map"
    assert said_by(owner).keeping.reading == ""
    supporter.get("view/reading/as-there", 404)
