"""The thread: what is so, what is wanted, and that nothing is lost on the way to the paper."""

import itertools
import random

import pytest

from hbself.life.steps import own_id
from hbself.model.said import Person, Said
from tests.support.answering import some_answer
from tests.support.sharing import opened, share
from tests.support.thread import not_in, paper, take_in
from tests.support.whole_proposal import whole

NOTE = "Naapuri huutaa öisin."


# ---- fact before wish ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_a_wish_carries_what_is_so_and_why(person, contents, lang):
    visitor, words = person(lang), contents[lang]
    visitor.post("set/now/ln1/home", {"answer": "works-badly", "note": NOTE, "change": "yes"})
    thing = next(t for t in words.question("now", "ln1").thing if t.id == "home")
    said = paper(visitor)
    so, why, wish = (said.index(text) for text in (thing.sentence["works-badly"], NOTE, thing.wish))
    assert so < why < wish and words.texts["lead.now"] in said[:so]


def test_what_is_wanted_instead_becomes_the_words_of_the_wish_and_of_the_goal(person):
    visitor = person("en")
    visitor.post("set/autonomy/au1", {"answer": "someone-else", "change": "yes"})
    visitor.post("set/change/ch1/autonomy.au1", {"own0": "I go to bed at 11."})
    visitor.post("set/change/ch6", {"answer": "autonomy.au1"})
    assert "Goal 1: Who decides when I go to bed – “I go to bed at 11.”" in paper(visitor)
    (goal,) = visitor.get("map").tree.xpath("//details//a[contains(@href, '/set/goal-')]/@href")
    page = visitor.get(goal)
    assert "I go to bed at 11." in page.text and "I go to bed" not in page.tree.findtext(".//title")
    visitor.post("set/arrange/ar0/goal-1", {"text": "My own bedtime"})
    said = paper(visitor)
    assert "Goal 1: “My own bedtime”" in said and "“I go to bed at 11.”" in said


def test_only_to_want_a_change_is_an_answer(person, said_by):
    visitor = person("fi")
    page = visitor.press(visitor.get("set/now/ln1/home"), change="yes")
    assert page.status == 200 and said_by(visitor).said.answers["now.ln1.home"].change


# ---- nothing vanishes ----------------------------------------------------------------------------


def test_what_is_not_in_the_proposal_waits_beside_it_and_one_press_takes_it_in(person):
    visitor = person("fi")
    visitor.post("set/now/ln1/home", {"answer": "works-badly", "note": NOTE})
    assert NOTE not in paper(visitor) and NOTE in not_in(visitor)
    take_in(visitor, NOTE)
    assert NOTE in paper(visitor) and NOTE not in not_in(visitor)
    take_in(visitor, "Minulla menee kotona huonosti.")
    assert "Minulla menee kotona huonosti." in paper(visitor)


def test_what_waits_is_in_no_link(person, client):
    visitor = person("fi")
    visitor.post("set/now/ln1/home", {"answer": "works-badly", "note": NOTE})
    visitor.post("set/now/ln1/people", {"answer": "works-well"})
    token = share(visitor, "now")
    assert NOTE not in opened(client("fi"), token).html


def test_each_sentence_that_was_typed_anywhere_is_in_one_of_the_two_lists(
    person_with, contents, said_by
):
    """In every place of every page that the site asks, also behind "I do not know", "Skip" and in
    the plan of each goal.
    """
    visitor = person_with(Said(by="me", length="everything", people=(Person("person-1", "Helmi"),)))
    number, planted = itertools.count(100), []
    states = itertools.cycle(("next", "next", "unknown", "next", "skipped"))
    waiting = [f"set/{one}" for one in contents["fi"].sets]
    for path in waiting:
        page = visitor.get(path)
        first = page.tree.xpath("//main//a[contains(@class, 'next')]/@href")
        if first and "/set/" not in first[0]:
            continue
        page = visitor.get(first[0]) if first else page
        while "/said" not in page.path:
            page = _planted(visitor, page, number, planted, next(states))
        if path == "set/change":
            waiting += [f"set/{one}" for one in visitor_goals(visitor)]
    said = said_by(visitor).said
    typed = {t for a in said.answers.values() for t in (a.text, a.note, *a.own) if t}
    assert len(planted) > 150 and typed >= set(planted)
    there = {*whole(visitor).own_words()}
    assert not [words for words in planted if words not in there]


def visitor_goals(visitor) -> list[str]:
    hrefs = visitor.get("map").tree.xpath("//details//a[contains(@href, '/set/goal-')]/@href")
    return [href.rpartition("/")[2] for href in hrefs]


def _planted(visitor, page, number, planted: list[str], do: str):
    fields = some_answer(page, random.Random(len(planted)))
    names = {name for name, _ in page.fields()}
    for name in sorted(names & {"text", "own0", "note"}):
        fields[name] = f"Lause {next(number)} tästä."
        planted.append(fields[name])
    fields.pop("change", None)
    return visitor.press(page, do=do, **fields)


# ---- answers that shut out others ----------------------------------------------------------------


def test_none_and_something_else_do_not_go_together_and_nothing_is_lost(person):
    visitor = person("en")
    page = visitor.post(
        "set/change/ch2",
        [("answer", "nothing"), ("answer", "hurry"), ("own0", "Noise")],
        status=422,
    )
    assert "These answers do not fit together" in page.text
    assert {("answer", "nothing"), ("answer", "hurry"), ("own0", "Noise")} <= set(page.fields())
    assert visitor.press(page, answer=["hurry"], own0="Noise").status == 200


def test_who_is_in_no_group_is_not_asked_about_it(person):
    visitor = person("en")
    visitor.post("set/inclusion/in3", {"answer": "none"})
    page = visitor.get("set/inclusion")
    asked = set()
    while "/said" not in page.path:
        asked.add(page.path.partition("?")[0].rpartition("/")[2])
        if page.path.partition("?")[0].endswith("/in3"):
            page = visitor.press(page, answer="none")
            continue
        on = page.tree.xpath("//main//a[contains(@class, 'next')]/@href")
        page = visitor.get(on[0]) if on else visitor.press(page, do="skipped")
    assert not asked & {"in2", "in5", "in8"}


def test_a_wish_that_is_left_out_takes_what_is_so_with_it(person):
    visitor = person("en")
    visitor.post("set/now/ln1/home", {"answer": "works-badly", "note": NOTE, "change": "yes"})
    visitor.post("proposal", {"out": "wish:now.ln1.home"})
    assert NOTE not in paper(visitor) and "badly" not in paper(visitor)
    visitor.post("set/change/ch6", {"answer": "now.ln1.home"})
    assert NOTE not in paper(visitor), "left out as a wish, it is left out as a goal"


def test_nobody_and_a_typed_person_do_not_go_together(person):
    visitor = person("en")
    page = visitor.get("set/relatedness/re1")
    visitor.press(page, answer="nobody", person_name="New", status=422)


def test_a_kind_of_help_stands_behind_what_is_said_of_it(person):
    visitor = person("en")
    visitor.post("set/support/su1", {"answer": "family"})
    visitor.post("set/support/su3/family", {"answer": "too-little", "change": "yes"})
    said = paper(visitor)
    assert "Help from family" in said.partition("too little of this help")[2][:60]


def test_a_word_that_is_mended_stays_what_it_was(person):
    """Left out, it stays out; and what is wanted instead stays with it."""
    visitor = person("en")
    visitor.post("set/bad/nb1", [("own0", "Noise"), ("own1", "Dust")])
    noise, dust = (f"bad.nb1:{own_id(one)}" for one in ("Noise", "Dust"))
    visitor.post(f"set/change/ch1/{dust}", {"own0": "Clean air"})
    visitor.post("proposal", {"out": f"wish:{noise}"})
    visitor.post("set/bad/nb1", [("own0", "Noise!"), ("own1", "Dust")])
    visitor.post("set/bad/nb1", [("own0", "Noise!"), ("own1", "Dust!")])
    assert "Noise!" not in paper(visitor) and "Clean air" in paper(visitor)


def test_the_short_way_takes_nothing_out_of_the_proposal(person):
    visitor = person("en")
    visitor.post("how-much", {"answer": "everything"})
    visitor.post("set/arrange/ar3", {"answer": "phone"})
    assert "on the phone" in paper(visitor)
    visitor.post("how-much", {"answer": "short"})
    assert "on the phone" in paper(visitor)


def test_what_to_pick_from_fits_a_wish_that_says_nothing_yet(person):
    """Own words have no answers that fit beside them; a good answer that is to change has."""
    visitor = person("en")
    visitor.post("set/bad/nb1", {"own0": "The bus never comes."})
    visitor.post("set/support/su4", {"answer": "on-time", "change": "yes"})
    own = visitor.get(f"set/change/ch1/bad.nb1:{own_id('The bus never comes.')}")
    assert not own.tree.xpath("//input[@name='answer']")
    good = visitor.get("set/change/ch1/support.su4")
    assert len(good.tree.xpath("//input[@name='answer']")) >= 3
