"""What is wished and what is a goal, on a small invented content."""

import msgspec

from hbself.content import Content
from hbself.life.life import Life
from hbself.life.steps import with_answer
from hbself.model.document import Step
from hbself.model.said import Answer, Goal, Said
from tests.support.small_life import HELMI, PLAN, WANT, WORDS, keys, picked, said, text

# ---- wishes and goals ----------------------------------------------------------------------------

LOW = {
    "life.each.home": picked("badly"),
    "life.each.work": picked("badly", change=True),
    "life.hobbies": picked("choir", change=True),
    "life.course": picked("no"),
}


def wishful(**more) -> Said:
    return Said(answers=LOW | {k.replace("_", ".", 1): v for k, v in more.items()}, people=(HELMI,))


def test_only_what_was_marked_is_a_wish_and_low_answers_are_only_offered():
    assert [w.id for w in Life(WORDS, wishful()).wants.wishes] == ["life.each.work", "life.hobbies"]
    assert [w.id for w in Life(WORDS, wishful()).wants.low] == ["life.each.home"]
    offered = Life(WORDS, wishful()).choices(Life(WORDS, wishful()).step_at("change", "low"))
    assert [(c.label, c.hint) for c in offered] == [("I want home to change.", "home is bad.")]


def test_a_low_answer_that_was_picked_becomes_a_wish_and_can_be_dropped_again():
    a = wishful(change_low=picked("life.each.home"))
    assert [w.text for w in Life(WORDS, a).wants.wishes] == [
        "I want home to change.",
        "I want work to change.",
        "I want this to change: my hobbies.",
    ]
    better = msgspec.structs.replace(a, answers=a.answers | {"life.each.home": picked("well")})
    assert [w.id for w in Life(WORDS, better).wants.wishes] == ["life.each.work", "life.hobbies"]


def test_there_is_a_page_for_each_wish():
    """That does not say what is wanted, or has answers that fit; and for each that was asked about
    before.
    """
    assert keys("change", wishful()) == ["low", "instead.life.hobbies", "dream", "first"]
    told = wishful(**{"change_instead.life.each.work": picked("less")})
    assert "instead.life.each.work" in keys("change", told)
    assert keys("change", said()) == ["dream"], "no wish, nothing low: nothing to pick from"


def test_at_most_three_goals_in_the_order_of_picking():
    a = wishful(
        change_dream=Answer(options=("sea",), text="Oma vene"), change_low=picked("life.each.home")
    )
    offered = [c.id for c in Life(WORDS, a).choices(Life(WORDS, a).step_at("change", "first"))]
    assert offered == [
        "change.dream:text",
        "life.each.home",
        "life.each.work",
        "change.dream:sea",
        "life.hobbies",
    ], "own words first, then what says what is wanted"
    first = picked("change.dream:text", "change.dream:sea", "life.hobbies", "life.each.home")
    a = msgspec.structs.replace(a, answers=a.answers | {"change.first": first})
    goals = Life(WORDS, a).wants.goals
    assert [(g.text, g.own) for g in goals] == [
        ("Oma vene", True),
        ("I say sea.", False),
        ("I want this to change: my hobbies.", False),
    ]
    assert goals[0].sources == ("change.dream",)


def test_plans_ask_about_each_goal_or_once_in_general():
    assert keys("plan", wishful()) == ["help", "when"]
    life = Life(WORDS, wishful(change_first=picked("life.hobbies", "life.each.work")))
    assert life.steps(PLAN) == [], "each goal has a set of its own"
    assert [(s.title, s.goal.of, pages(life, s)) for s in life.way.goal_sets.values()] == [
        ("Goal 1", "life.hobbies", ["help.life.hobbies", "when.life.hobbies"]),
        ("Goal 2", "life.each.work", ["help.life.each.work", "when.life.each.work"]),
    ]


def pages(life, question_set):
    return [step.key.partition(".")[2] for step in life.steps(question_set)]


def test_a_goal_whose_wish_is_gone_is_gone_too():
    a = wishful(change_first=picked("life.hobbies", "life.each.work"))
    a = msgspec.structs.replace(a, answers=a.answers | {"life.hobbies": picked("choir")})
    assert [g.id for g in Life(WORDS, a).wants.goals] == ["life.each.work"]


# ---- goals of their own --------------------------------------------------------------------------

WANTS = Content("en", {s.id: s for s in (WANT, PLAN)}, {}, {}, {})
FIRST = Step("want", WANT.question[1])


def with_goal(*own: str) -> Said:
    """Somebody who wants these things, has made the first one a goal and told who helps."""
    a = said(want_want=Answer(own=own))
    (first, *_) = [w.id for w in Life(WANTS, a).wants.candidates if w.own]
    a = with_answer(a, FIRST, picked(first))
    return with_answer(a, Life(WANTS, a).step("plan.help.goal-1"), Answer(people=("person-1",)))


def test_a_goal_has_an_id_of_its_own():
    life = Life(WANTS, with_goal("Kuoro", "Uinti"))
    (goal,) = life.wants.goals
    assert (goal.id, goal.text) == ("goal-1", "Kuoro") and goal.of.startswith("want.want:own_")
    assert life.said.goals == (Goal("goal-1", goal.of),)


def test_a_goal_that_is_reworded_stays_the_same_goal():
    a = with_goal("Kuoro", "Uinti")
    mended = with_answer(a, Life(WANTS, a).step("want.want"), Answer(own=("Kuorossa", "Uinti")))
    life = Life(WANTS, mended)
    assert [(goal.id, goal.text) for goal in life.wants.goals] == [("goal-1", "Kuorossa")]
    assert text(life.lines(life.step("plan.help.goal-1"))) == ["help: Helmi"]


def test_what_was_only_moved_to_another_field_is_not_taken_for_other_words():
    a = with_goal("Kuoro", "Uinti")
    turned = with_answer(a, Life(WANTS, a).step("want.want"), Answer(own=("Uinti", "Kuoro")))
    assert [goal.text for goal in Life(WANTS, turned).wants.goals] == ["Kuoro"]


def test_a_goal_that_is_picked_again_finds_what_hung_on_it():
    a = with_goal("Kuoro", "Uinti")
    kuoro, uinti = (w.id for w in Life(WANTS, a).wants.candidates if w.own)
    other = with_answer(a, FIRST, picked(uinti))
    assert [goal.id for goal in Life(WANTS, other).wants.goals] == ["goal-2"]
    again = with_answer(other, FIRST, picked(uinti, kuoro))
    assert [goal.id for goal in Life(WANTS, again).wants.goals] == ["goal-2", "goal-1"]
    assert again.answers["plan.help.goal-1"].people == ("person-1",)
