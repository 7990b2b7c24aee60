"""The map: what comes next first, then the proposal, and all else folded."""

import re

import msgspec
import pytest

from hbself.life.life import Life
from hbself.model import places
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Said
from tests.support.people import answered, fresh, hard
from tests.support.texts import t

NEXT = "//section[@id='next']//a"


def up_next(page) -> str:
    """Where the big tile leads, without the language."""
    (found,) = page.tree.xpath("//li[@class='big']/a/@href")
    return found[4:]


# ---- what comes next -----------------------------------------------------------------------------


def test_who_has_answered_nothing_begins_with_the_first_topic_of_their_way(person_with, contents):
    page = person_with(fresh()).get("map")
    assert up_next(page) == "set/now"
    assert len(page.tree.xpath(NEXT)) == 1, "nothing is in the proposal yet"


def test_it_goes_on_where_the_person_is_in_a_topic(person_with):
    visitor = person_with(fresh())
    visitor.press(visitor.get("set/rights/ri1"), answer="me")
    page = visitor.get("map")
    assert up_next(page).startswith("set/rights/ri") and up_next(page) != "set/rights/ri1"


def test_practice_is_next_only_for_who_is_in_it(person_with):
    visitor = person_with(fresh())
    visitor.press(visitor.get("set/practice/pr1"), answer="yes")
    assert up_next(visitor.get("map")).startswith("set/practice/")
    visitor.press(visitor.get("set/now/ln3"), text="Uin.")
    assert not up_next(visitor.get("map")).startswith("set/practice")


def test_what_is_done_is_not_next(person_with, contents):
    said = answered(contents["fi"], "now")
    page = person_with(msgspec.structs.replace(said, at=places.MAP)).get("map")
    assert up_next(page) == "set/important"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_when_all_is_answered_the_proposal_is_next(person_with, everything, lang):
    page = person_with(everything, lang).get("map")
    assert up_next(page) == "proposal" and len(page.tree.xpath(NEXT)) == 1


def test_on_the_short_way_no_page_stands_before_the_questions(person_with, contents):
    page = person_with(Said(by="me", length="short", at="map")).get("map")
    assert re.fullmatch(r"set/[\w-]+/[\w-]+(/[\w-]+)?", up_next(page))


def test_next_has_a_page_without_an_answer_whatever_was_answered(contents, everything):
    """Leaving out each topic in turn."""
    words = contents["fi"]
    for left_out in words.sets:
        answers = {k: a for k, a in everything.answers.items() if not k.startswith(f"{left_out}.")}
        life = Life(words, msgspec.structs.replace(everything, answers=answers, at="map"))
        found = life.way.up_next()
        open_ = [
            one
            for one in life.way.sets
            if one.group != "start" and any(s.key not in answers for s in life.steps(one))
        ]
        assert found == (open_[0] if open_ else None), left_out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_proposal_stands_under_it_once_something_is_in_it(person_with, lang):
    page = person_with(hard(), lang).get("map")
    tiles = page.tree.xpath(NEXT)
    assert [tile.get("href") for tile in tiles][1:] == [f"/{lang}/proposal"]
    assert t(lang, "Look at my proposal") in tiles[1].text_content()
    practised = Said(by="me", at="map", answers={"practice.pr1": Answer(options=("yes",))})
    page = person_with(practised, lang).get("map")
    assert not page.tree.xpath(NEXT + "[contains(@href, '/proposal')]")
    assert page.tree.xpath("//details//a[contains(@href, '/proposal')]"), "it is there, folded"


# ---- all topics ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_topics_are_folded_with_how_many_are_done(person_with, contents, lang):
    said = answered(contents["fi"], "important")
    page = person_with(said, lang).get("map")
    groups = page.tree.xpath("//details[contains(@class, 'group')]")
    assert len(groups) == 4 and not any(one.get("open") is not None for one in groups)
    counts = {
        " ".join(g.xpath("string(.//summary//strong)").split()): " ".join(
            g.xpath("string(.//summary//small)").split()
        )
        for g in groups
    }
    done = t(lang, "%(num)s of %(total)s done", "%(num)s of %(total)s done", 1, total=5)
    assert counts[t(lang, "My life")] == done
    assert counts[t(lang, "Me")] == t(lang, "%(num)s topic", "%(num)s topics", 7)
    assert counts[t(lang, "How I answer")] == ""
    first = groups[0].xpath(".//a/@href")
    assert f"/{lang}/people" in first and f"/{lang}/set/important" in first


@pytest.mark.parametrize("length", ["", "short", "meeting", "everything"])
def test_all_is_reachable_from_the_map(person_with, contents, length):
    page = person_with(msgspec.structs.replace(hard(), length=length)).get("map")
    hrefs = {href[4:] for href in page.tree.xpath("//main//a/@href")}
    assert hrefs >= {"people", "helpers", "shares", "goals", "who", "how-much", "proposal"}
    life = Life(contents["fi"], msgspec.structs.replace(hard(), length=length))
    asked = {f"set/{s.id}" for s in (*life.way.sets, *life.way.more) if life.steps(s)}
    assert asked <= hrefs


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_counted_that_is_not_there(person_with, lang):
    assert not re.search(
        r"(?<!\d)0(?!\d)", " ".join(person_with(fresh(), lang).get("map").all("//main"))
    )


def test_pictures_of_what_is_folded_travel_only_when_it_is_opened(person_with):
    page = person_with(hard()).get("map")
    assert page.tree.xpath("//details//img") and not page.tree.xpath(
        "//details//img[not(@loading='lazy')]"
    )
    assert not page.tree.xpath("//section[@id='next']//img[@loading='lazy']")


# ---- after a topic -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_after_a_topic_one_lands_at_what_comes_next(person_with, contents, lang):
    visitor = person_with(answered(contents["fi"], "now"), lang)
    page = visitor.press(visitor.get("set/now/said"))
    assert page.path == f"/{lang}/map?kept=yes#next"
    (section,) = page.tree.xpath("//section[@id='next'][@tabindex='-1']")
    words = " ".join(section.text_content().split())
    assert words.index(t(lang, "Your answers are kept.")) < words.index(t(lang, "Next for you"))
    assert contents[lang].sets["important"].title in words


# ---- a supporter's -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_supporters_map_is_about_somebody_else(person, client, said_by, contents, lang):
    owner, helper = person(lang), client(lang)
    owner.press(owner.get("helpers"), name="Mika")
    helper.press(helper.get(f"h/{said_by(owner).keeping.supporters[0].token}"))
    page = helper.get("view/map")
    assert page.h1 == t(lang, "Topics")
    (found,) = page.tree.xpath("//li[@class='big']/a")
    assert found.get("href") == f"/{lang}/view/set/now"
    assert contents[lang].sets["now"].they in found.text_content()
    hrefs = set(page.tree.xpath("//main//a/@href"))
    assert hrefs >= {f"/{lang}/view/people", f"/{lang}/view/how-much"}
    assert not [href for href in hrefs if re.search("proposal|who$|helpers|shares|goals", href)]
