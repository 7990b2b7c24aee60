"""Goals have ids of their own: what hangs on one stays with it when it gets other words, when an
earlier version has kept it, and when a file is brought back.
"""

import pytest
from msgspec import convert
from msgspec.structs import replace

from hbself.export import data
from hbself.keeping import upgrades
from hbself.life import taking
from hbself.life.life import Life
from hbself.life.steps import own_id, with_answer
from hbself.model import ids
from hbself.model.said import Answer, Goal, Said

HOME, WORK = "now.ln1.home", "now.ln1.job"
# As format 2 has it: two wishes of which one was a goal once, and is none now
OLD = {
    "answers": {
        HOME: {"options": ["works-badly"], "change": True},
        WORK: {"options": ["works-badly"], "change": True},
        f"change.ch1.{HOME}": {"text": "Oma koti."},
        f"next.nx1.{HOME}": {"text": "Soitan isännälle."},
        f"next.nx1.{WORK}": {"text": "Kysyn töistä."},
        "change.ch6": {"options": [HOME]},
    },
    "lines": {f"wish:{WORK}": False, f"goal:{WORK}": False, f"next.nx1.{HOME}:text": False},
}


def upgraded() -> Said:
    return convert(upgrades.said(OLD), Said)


def goals_of(words, said: Said) -> list[tuple[str, str]]:
    return [(goal.id, goal.of) for goal in Life(words, said).wants.goals]


def pick(words, said: Said, *wishes: str) -> Said:
    step = Life(words, said).step("change.ch6")
    return with_answer(said, step, Answer(options=wishes))


def with_own(words, said: Said, *own: str) -> Said:
    return with_answer(said, Life(words, said).step("change.ch2"), Answer(own=own))


def wish(text: str) -> str:
    return f"change.ch2:{own_id(text)}"


def test_a_goal_of_before_is_the_same_also_when_it_was_not_picked_at_that_moment(contents):
    words, said = contents["fi"], upgraded()
    assert goals_of(words, said) == [(HOME, HOME)]
    both = pick(words, said, HOME, WORK)
    assert goals_of(words, both) == [(HOME, HOME), (WORK, WORK)]
    assert Life(words, both).step(f"next.nx1.{WORK}")


@pytest.mark.parametrize("file_first", [True, False])
def test_a_file_brought_into_a_record_says_what_it_says_by_itself(contents, file_first):
    file, here = upgraded(), Said(answers={"now.ln3": Answer(text="Täällä.")})
    both = taking.merged(here, file, file_first, contents["fi"])
    assert {**file.answers, **here.answers} == both.answers
    assert (both.lines, both.goals) == (file.lines, file.goals)


@pytest.mark.parametrize("file_first", [True, False])
def test_the_same_goal_on_both_sides_is_one(contents, file_first):
    """And what was said about the wish that it is stays with the wish."""
    words = contents["fi"]
    file = upgraded()
    here = pick(words, Said(answers={HOME: file.answers[HOME]}), HOME)
    assert here.goals == (Goal("goal-1", HOME),)
    both = taking.merged(here, file, file_first, words)
    assert "next.nx1.goal-1" in both.answers and f"next.nx1.{HOME}" not in both.answers
    assert f"change.ch1.{HOME}" in both.answers and f"next.nx1.{WORK}" in both.answers
    assert both.lines == {
        f"wish:{WORK}": False,
        f"goal:{WORK}": False,
        "next.nx1.goal-1:text": False,
    }


def test_other_goals_of_the_same_number_are_told_apart(contents):
    words = contents["fi"]
    here = pick(words, with_own(words, Said(), "Kuoro"), wish("Kuoro"))
    file = pick(words, with_own(words, Said(), "Uinti"), wish("Uinti"))
    hung = {"next.nx1.goal-1": Answer(text="Soitan.")}
    file = replace(file, answers=file.answers | hung, lines={"goal:goal-1": False})
    both = taking.merged(here, file, False, words)
    assert {goal.of: goal.id for goal in both.goals} == {
        wish("Kuoro"): "goal-1",
        wish("Uinti"): "goal-2",
    }
    assert "next.nx1.goal-2" in both.answers and "next.nx1.goal-1" not in both.answers
    assert both.lines == {"goal:goal-2": False}


def test_what_a_file_says_of_a_goal_that_it_does_not_name_stands_under_no_other(contents):
    words = contents["fi"]
    here = pick(words, with_own(words, Said(), "Kuoro"), wish("Kuoro"))
    file = Said(answers={"next.nx1.goal-1": Answer(text="Muu.")})
    both = taking.merged(here, file, True, words)
    assert "next.nx1.goal-1" not in both.answers and "next.nx1.goal-2" in both.answers


def test_no_number_is_given_twice(contents):
    words = contents["fi"]
    said = pick(words, with_own(words, Said(), "Kuoro", "Uinti"), wish("Kuoro"), wish("Uinti"))
    left = replace(said, goals=(), lines={"goal:goal-2": False})
    assert next(ids.fresh_goals(left)) == "goal-3"
    assert pick(words, left, wish("Uinti")).goals == (Goal("goal-3", wish("Uinti")),)


def test_goals_that_were_here_stay_when_a_file_is_taken_in(contents):
    words = contents["fi"]
    said = pick(words, with_own(words, Said(), "Kuoro", "Uinti"), wish("Kuoro"), wish("Uinti"))
    none = pick(words, said)
    taken, _ = taking.fit(taking.merged(none, none, True, words), words, none)
    assert taken.goals == none.goals == said.goals


def test_two_goals_never_have_the_same_words(contents):
    words = contents["fi"]
    said = pick(words, with_own(words, Said(), "Kuoro", "Uinti"), wish("Kuoro"), wish("Uinti"))
    said = with_own(words, with_own(words, said, "", "Uinti"), "", "Kuoro")
    assert goals_of(words, said) == [("goal-2", wish("Kuoro"))]
    assert said.answers["change.ch6"].options == (wish("Kuoro"),)
    again = taking.merged(said, said, True, words)
    assert (again.goals, again.answers) == (said.goals, said.answers)


def test_an_item_that_went_gives_nothing_to_the_one_that_was_typed_in_its_place(contents):
    words = contents["fi"]
    said = pick(words, with_own(words, Said(), "Kuoro", "Uinti"), wish("Kuoro"), wish("Uinti"))
    said = with_own(words, said, "Uinti meressä", "")
    assert goals_of(words, said) == []


def test_what_was_left_out_stays_out_under_other_words_also_of_two_at_once(contents):
    words = contents["fi"]
    said = with_own(words, Said(), "Kuoro", "Uinti")
    said = replace(said, lines={wish("Kuoro"): False, wish("Uinti"): False})
    said = with_own(words, said, "Kuorossa", "Uimassa")
    assert said.lines[wish("Kuorossa")] is False and said.lines[wish("Uimassa")] is False


def test_a_file_can_bring_only_so_many_goals(contents):
    many = tuple(Goal(f"goal-{n}", f"change.ch2:own_{n}") for n in range(1, 3000))
    answers = {"change.ch6": Answer(options=tuple(goal.of for goal in many[:50]))}
    lines = {f"goal:{goal.id}": False for goal in many}
    taken, _ = taking.fit(Said(answers=answers, goals=many, lines=lines), contents["fi"])
    assert len(taken.goals) == 300


def reworded_after_the_upgrade(words) -> Said:
    """Of format 2: a wish in the person's own words that is a goal; then it got other words."""
    old = {
        "answers": {
            "change.ch2": {"own": ["Uinti"]},
            "change.ch6": {"options": [wish("Uinti")]},
            f"next.nx1.{wish('Uinti')}": {"text": "Soitan uimahalliin."},
        }
    }
    return with_own(words, convert(upgrades.said(old), Said), "Uinti kahdesti viikossa")


def test_the_own_file_brings_back_a_goal_of_before_that_got_other_words(contents):
    words = contents["fi"]
    said = reworded_after_the_upgrade(words)
    back = data.read(data.make(said, words, "2026-11-29"))
    assert (back.goals, back.answers) == (said.goals, said.answers)
    (goal,) = Life(words, back).wants.goals
    assert Life(words, back).answer(f"next.nx1.{goal.id}").text == "Soitan uimahalliin."


@pytest.mark.parametrize("file_first", [True, False])
def test_a_file_from_before_it_got_other_words_leaves_ids_that_differ(contents, file_first):
    words = contents["fi"]
    said = reworded_after_the_upgrade(words)
    before = with_own(words, said, "Uinti")
    before = replace(before, goals=(Goal(wish("Uinti"), wish("Uinti")),))
    both = taking.merged(said, before, file_first, words)
    both, _ = taking.fit(both, words, said)
    assert len({goal.id for goal in both.goals}) == len(both.goals) == 2
    assert data.read(data.make(both, words, "2026-11-29")).answers == both.answers
    (goal,) = Life(words, both).wants.goals
    assert Life(words, both).answer(f"next.nx1.{goal.id}").text == "Soitan uimahalliin."


def test_two_goals_of_one_id_in_a_file_close_nothing(contents):
    """An earlier version has made such records."""
    words = contents["fi"]
    said = reworded_after_the_upgrade(words)
    twice = replace(said, goals=(*said.goals, Goal(said.goals[0].id, wish("Uinti"))))
    assert data.read(data.make(twice, words, "2026-11-29")).goals == said.goals


def test_after_the_last_number_come_those_that_are_free(contents):
    words = contents["fi"]
    said = with_own(words, Said(goals=(Goal("goal-999999", "x.y"),)), "Kuoro", "Uinti")
    said = pick(words, said, wish("Kuoro"), wish("Uinti"))
    assert [goal.id for goal in said.goals] == ["goal-999999", "goal-1", "goal-2"]
    assert data.read(data.make(said, words, "2026-11-29")).goals == said.goals


def test_persons_in_a_supporters_view_are_the_supporters_own():
    said = Said(lines={f"{one}:now.ln5.person-1:text": False for one in ("view-1f", "view1")})
    assert ids.renamed(said, {"person-1": "person-2"}).lines == said.lines
