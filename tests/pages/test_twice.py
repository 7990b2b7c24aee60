"""Two tabs, Back, and a press too many: nothing is lost, nothing comes twice."""

import random

import msgspec
import pytest


def test_two_tabs_with_the_same_question_the_later_counts_and_the_other_is_told(person, said_by):
    """(First the last one won silently; then each had to say which one counts.)"""
    visitor = person("fi")
    visitor.post("set/now/ln3", {"text": "Muu vastaus.", "do": "next"})
    first, second = visitor.get("set/now/ln5"), visitor.get("set/now/ln5")
    visitor.press(second, answer="too-much")
    told = visitor.press(first, answer="too-little")
    said = said_by(visitor).said.answers
    assert said["now.ln5"].options == ("too-little",) and said["now.ln3"].text == "Muu vastaus."
    visitor.press(told, do="before")
    assert said_by(visitor).said.answers["now.ln5"].options == ("too-much",)


@pytest.mark.parametrize(("path", "do"), [("set/now/ln6", "add"), ("people/new", "save")])
def test_a_double_click_adds_one_person(person, said_by, path, do):
    visitor = person("fi")
    page = visitor.get(path)
    for _ in range(2):  # the same form again, as without scripts
        visitor.press(page, do=do, person_name="Helmi", person_role="sister")
    assert [p.name for p in said_by(visitor).said.people] == ["Helmi"]


def test_ten_times_back_loses_nothing(person, answer_set, said_by):
    visitor = person("sv")
    answer_set(visitor, "now", random.Random(6))
    before, page = said_by(visitor).said.answers, visitor.get("set/now/ln6")
    for _ in range(10):
        page = (
            visitor.press(page, do="back")
            if page.tree.xpath("//button[@value='back']")
            else visitor.get("set/now/ln1/home")
        )
    after = said_by(visitor).said.answers
    assert {k: msgspec.structs.replace(a, day="") for k, a in after.items()} == {
        k: msgspec.structs.replace(a, day="") for k, a in before.items()
    }


def test_an_old_tab_sends_what_does_not_exist_any_more(person, said_by):
    """The goal was taken away in another tab: an easy page, and nothing else lost."""
    visitor = person("fi")
    visitor.post("set/now/ln1/home", {"answer": "works-badly", "change": "yes", "do": "next"})
    visitor.post("set/change/ch6", {"answer": "now.ln1.home", "do": "next"})
    old = visitor.get("set/arrange/ar2/goal-1")
    visitor.post("set/now/ln1/home", {"answer": "works-well", "do": "next"})
    before = said_by(visitor)
    visitor.press(old, answer="by-myself", status=404)
    assert said_by(visitor) == before


def test_a_choice_that_has_vanished_meanwhile_is_asked_again(person):
    visitor = person("fi")
    visitor.post("people/new", {"person_name": "Helmi", "do": "save"})
    old = visitor.get("set/now/ln6")
    visitor.post("people/person-1", {"do": "away"})
    page = visitor.press(old, answer="person-1", status=422)
    assert "person-1" not in page.choices()


def test_next_without_an_answer_asks_once_and_only_once(person, said_by):
    visitor = person("en")
    page = visitor.press(visitor.get("set/now/ln5"), status=422)
    assert "now.ln5" not in said_by(visitor).said.answers
    after = visitor.press(page)
    assert after.status == 200 and said_by(visitor).said.answers["now.ln5"].state == "skipped"


@pytest.mark.parametrize("do", ["back", "stop"])
def test_going_back_or_stopping_without_an_answer_is_no_answer(person, said_by, do):
    visitor = person("en")
    visitor.press(visitor.get("set/now/ln5"), do=do)
    assert "now.ln5" not in said_by(visitor).said.answers


@pytest.mark.parametrize("do", ["back", "stop", "unknown", "skipped", "next"])
def test_every_button_keeps_what_was_written(person, said_by, do):
    visitor = person("en")
    visitor.press(visitor.get("set/now/ln3"), do=do, text="I wrote this.")
    assert said_by(visitor).said.answers["now.ln3"].text == "I wrote this."
