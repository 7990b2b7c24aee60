"""What comes next, what was said, what is wished: on a small invented content, so that authors can
change the real one.
"""

from collections import Counter

import msgspec
import pytest

from hbself.content import Content
from hbself.life import days, lacks, proposal
from hbself.life.life import Life
from hbself.life.steps import neighbours, own_id, title, with_answer
from hbself.model.document import Step
from hbself.model.said import Answer, Goal, Person, Said
from hbself.model.words import QuestionSet
from hbself.web import paths
from tests.support.people import answered


def option(id: str, **more) -> dict:
    return {"id": id, "picture": id, "label": id.title(), "sentence": f"I say {id}."} | more


def question(id: str, kind: str, *options: dict, **more) -> dict:
    plain = {
        "id": id,
        "kind": kind,
        "picture": f"p-{id}",
        "text": f"What about {id}?",
        "help": "Think.",
        "another": "Else?",
        "root": "S0:1",
        "lead": f"{id}:",
    }
    return plain | {"option": options} | more


def of(id: str, number: int, *questions: dict, **more) -> QuestionSet:
    plain = {
        "id": id,
        "number": number,
        "group": "life",
        "picture": "me",
        "title": id.title(),
        "about": "About.",
        "lengths": ["everything"],
        "question": questions,
    }
    return msgspec.convert(plain | more, QuestionSet)


THINGS = [
    {
        "id": t,
        "picture": t,
        "label": t.title(),
        "text": f"How is {t}?",
        "wish": f"I want {t} to change.",
        "sentence": {"well": f"{t} is well.", "badly": f"{t} is bad."},
    }
    for t in ("home", "work")
]
LIFE = of(
    "life",
    1,
    question(
        "each",
        "each",
        {"id": "well", "picture": "well", "label": "Well", "good": True},
        {"id": "badly", "picture": "badly", "label": "Badly", "low": True},
        thing=THINGS,
        change=True,
    ),
    question("who", "people", option("nobody"), wish="I want other people."),
    question(
        "near",
        "each",
        option("near"),
        option("far", low=True),
        things_from="who",
        wish="I want to meet more.",
    ),
    question(
        "hobbies",
        "many",
        option("choir"),
        option("bowling"),
        own=True,
        change=True,
        wish="I want to change my hobbies.",
    ),
    question(
        "fun",
        "each",
        option("yes", good=True),
        option("no", low=True),
        things_from="hobbies",
        wish="I want more fun.",
        short=False,
    ),
    question("best", "top", options_from="hobbies", most=2),
    question("course", "one", option("yes"), option("no")),
    question(
        "helped",
        "one",
        option("much"),
        option("little", low=True),
        only_if={"question": "course", "options": ["yes"]},
        wish="I want a better course.",
    ),
    question("day", "words", option("coffee")),
    lengths=["short", "everything"],
)
# Own items that can become goals
WANT = of(
    "want",
    15,
    question("want", "many", option("quiet"), section="change", own=True),
    question("first", "top", options_from="goals", section="none"),
)
CHANGE = of(
    "change",
    3,
    question("low", "top", options_from="low"),
    question("instead", "many", option("less"), for_each="wish", section="change", own=True),
    question("dream", "words", option("sea"), section="change"),
    question("first", "top", options_from="goals", section="none"),
    lengths=["short", "everything"],
)
PLAN = of(
    "plan",
    14,
    question("help", "people", option("same"), for_each="goal", section="goals"),
    question("when", "when", option("soon"), for_each="goal"),
)
WORDS = Content("en", {s.id: s for s in (LIFE, CHANGE, PLAN)}, {}, {}, {"lead.note": "More:"})
HELMI, OTTO = Person("person-1", "Helmi"), Person("person-2", "Otto")


def said(**answers) -> Said:
    """`said(life_hobbies=Answer(...))`: "__" stands for the point before what it is about."""
    return Said(
        answers={k.replace("__", ".").replace("_", ".", 1): a for k, a in answers.items()},
        people=(HELMI, OTTO),
    )


def picked(*options: str, **more) -> Answer:
    return Answer(options=options, **more)


def keys(set_id: str, a: Said) -> list[str]:
    return [s.key.removeprefix(set_id + ".") for s in Life(WORDS, a).steps(WORDS.sets[set_id])]


def text(lines) -> list[str]:
    return [f"{line.lead} {line.text}".strip() for line in lines]


# ---- steps ---------------------------------------------------------------------------------------


def test_a_question_about_things_has_a_page_for_each():
    assert keys("life", said()) == [
        "each.home",
        "each.work",
        "who",
        "hobbies",
        "best",
        "course",
        "day",
    ]
    step = Life(WORDS, said()).step_at("life", "each", "work")
    assert (title(step), paths.of_step(step), step.about_picture) == (
        "How is work?",
        "set/life/each/work",
        "work",
    )


CHOIR, SWIM = own_id("Kuoro"), own_id("Uinti")


def test_people_and_hobbies_that_were_picked_get_pages_of_their_own():
    a = said(
        life_who=Answer(people=("person-2", "person-1"), options=("nobody",)),
        life_hobbies=picked("bowling", own=("Kuoro", "", "Uinti")),
    )
    assert [k for k in keys("life", a) if k.startswith(("near", "fun"))] == [
        "near.person-2",
        "near.person-1",
        "fun.bowling",
        f"fun.{CHOIR}",
        f"fun.{SWIM}",
    ]
    step = Life(WORDS, a).step_at("life", "fun", SWIM)
    assert step.about_text == "Uinti" and step.about_own
    other = said(life_hobbies=picked("bowling", own=("Kuoro", "", "Pyöräily")))
    assert Life(WORDS, other).step_at("life", "fun", SWIM) is None, (
        "what was said about swimming must not stand under cycling"
    )
    assert Life(WORDS, a).step_at("life", "near", "nobody") is None, (
        "nobody is no person to ask about"
    )


def test_somebody_taken_off_the_list_is_not_asked_about_but_nothing_is_lost():
    a = said(life_who=Answer(people=("person-1",)), life__near__person_1=picked("far"))
    a = msgspec.structs.replace(a, answers=a.answers | {"life.near.person-1": picked("far")})
    away = msgspec.structs.replace(a, people=(msgspec.structs.replace(HELMI, away=True), OTTO))
    assert "near.person-1" in keys("life", a) and "near.person-1" not in keys("life", away)
    assert (
        Life(WORDS, away).wishes == []
        and Life(WORDS, away).lines(Life(WORDS, away).step_at("life", "who")) == []
    )
    assert away.answers == a.answers


def test_a_question_for_some_only_is_asked_only_then():
    assert "helped" in keys("life", said(life_course=picked("yes")))
    for other in (picked("no"), Answer(state="skipped"), Answer(state="unknown")):
        assert "helped" not in keys("life", said(life_course=other))


def test_what_is_no_longer_asked_is_no_longer_wished():
    """First: I went to a course, it helped little. Then: I did not go to a course after all."""
    a = said(life_course=picked("yes"), life_helped=picked("little", change=True))
    assert [w.id for w in Life(WORDS, a).wishes] == ["life.helped"]
    b = said(life_course=picked("no"), life_helped=picked("little", change=True))
    assert Life(WORDS, b).wishes == [] and Life(WORDS, b).low == []


def test_the_short_way_leaves_questions_out_but_never_answers():
    a = said(life_hobbies=picked("choir", "bowling"))
    short = msgspec.structs.replace(a, length="short")
    assert "fun.choir" in keys("life", a) and "fun.choir" not in keys("life", short)
    answered = msgspec.structs.replace(
        short, answers=short.answers | {"life.fun.choir": picked("yes")}
    )
    assert "fun.choir" in keys("life", answered) and "fun.bowling" in keys("life", answered)


def test_the_way_is_a_filter_of_sets():
    assert [s.id for s in Life(WORDS, said()).sets] == ["life", "change", "plan"]
    assert [s.id for s in Life(WORDS, Said(length="short")).sets] == ["life", "change"]


def test_a_page_before_and_a_page_after():
    pages = Life(WORDS, said()).steps(LIFE)
    before, after = neighbours(pages[2], pages)
    assert (before.key, after.key) == ("life.each.work", "life.hobbies")
    assert neighbours(pages[0], pages)[0] is None and neighbours(pages[-1], pages)[1] is None
    hidden = Life(WORDS, said()).step_at("life", "helped")
    assert neighbours(hidden, pages) == (None, None)


def test_not_knowing_and_skipping_are_answers_too():
    a = said(
        life_who=Answer(state="unknown"), life_day=Answer(state="skipped"), life_course=picked("no")
    )
    assert Life(WORDS, a).progress(LIFE) == (3, 7)


@pytest.mark.parametrize(
    "place",
    [
        ("no", "each", "home"),
        ("life", "no", ""),
        ("life", "each", "no"),
        ("life", "each", ""),
        ("life", "who", "home"),
        ("life", "near", "person-9"),
        ("change", "instead", "life.each.home"),
        ("plan", "help", "x"),
    ],
)
def test_there_is_no_page_that_nobody_asked_for(place):
    assert Life(WORDS, said()).step_at(*place) is None


# ---- lines ---------------------------------------------------------------------------------------


def test_lines_are_what_was_picked_and_written_in_that_order():
    a = said(
        life_hobbies=picked("bowling", "choir", own=("Kuoro", "", "Uinti"), note="Joka tiistai.")
    )
    lines = Life(WORDS, a).lines(Life(WORDS, a).step_at("life", "hobbies"))
    assert text(lines) == [
        "I say bowling.",
        "I say choir.",
        "hobbies: Kuoro",
        "hobbies: Uinti",
        "More: Joka tiistai.",
    ]
    assert [line.own for line in lines] == [False, False, True, True, True]
    assert [line.id for line in lines] == [
        f"life.hobbies:{i}" for i in ("bowling", "choir", CHOIR, SWIM, "note")
    ]
    assert all(line.sources == ("life.hobbies",) for line in lines)


def test_a_thing_says_its_own_sentence_and_a_person_stands_before_it():
    a = Said(
        people=(HELMI,),
        answers={
            "life.each.home": picked("badly"),
            "life.who": Answer(people=("person-1",)),
            "life.near.person-1": picked("far", by="helped"),
        },
    )

    def of_key(key):
        return Life(WORDS, a).lines(Life(WORDS, a).step_at(*key.split(".")))

    assert text(of_key("life.each.home")) == ["home is bad."]
    assert text(of_key("life.who")) == ["who: Helmi"]
    assert (
        text(of_key("life.near.person-1")) == ["Helmi: I say far."]
        and of_key("life.near.person-1")[0].by == "helped"
    )


@pytest.mark.parametrize("state", ["unknown", "skipped"])
def test_not_knowing_and_skipping_say_nothing(state):
    a = said(life_day=Answer(state=state, text="kept for when I come back", note="x", change=True))
    assert Life(WORDS, a).lines(Life(WORDS, a).step_at("life", "day")) == []
    assert Life(WORDS, a).wishes == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "21. marraskuuta 2026"), ("sv", "21 november 2026"), ("en", "21 November 2026")],
)
def test_a_day_in_words(language, words):
    assert days.date_text("2026-11-21", language) == words


def test_an_option_that_left_the_content_does_not_break_a_page():
    a = said(life_hobbies=picked("fishing", "choir"), life_best=picked("fishing", "choir"))
    assert text(Life(WORDS, a).lines(Life(WORDS, a).step_at("life", "hobbies"))) == ["I say choir."]
    assert text(Life(WORDS, a).lines(Life(WORDS, a).step_at("life", "best"))) == ["best: Choir"]


def test_the_first_two_are_picked_from_what_was_picked():
    def choices(a):
        return [c.id for c in Life(WORDS, a).choices(Life(WORDS, a).step_at("life", "best"))]

    assert choices(said(life_hobbies=picked("bowling", own=("Kuoro",)))) == ["bowling", CHOIR]
    assert choices(said()) == ["choir", "bowling"], "nothing picked: all can be"


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
    assert [w.id for w in Life(WORDS, wishful()).wishes] == ["life.each.work", "life.hobbies"]
    assert [w.id for w in Life(WORDS, wishful()).low] == ["life.each.home"]
    offered = Life(WORDS, wishful()).choices(Life(WORDS, wishful()).step_at("change", "low"))
    assert [(c.label, c.hint) for c in offered] == [("I want home to change.", "home is bad.")]


def test_a_low_answer_that_was_picked_becomes_a_wish_and_can_be_dropped_again():
    a = wishful(change_low=picked("life.each.home"))
    assert [w.text for w in Life(WORDS, a).wishes] == [
        "I want home to change.",
        "I want work to change.",
        "I want to change my hobbies.",
    ]
    better = msgspec.structs.replace(a, answers=a.answers | {"life.each.home": picked("well")})
    assert [w.id for w in Life(WORDS, better).wishes] == ["life.each.work", "life.hobbies"]


def test_there_is_a_page_for_each_wish():
    assert keys("change", wishful()) == [
        "low",
        "instead.life.each.work",
        "instead.life.hobbies",
        "dream",
        "first",
    ]
    assert keys("change", said()) == ["dream"], "no wish, nothing low: nothing to pick from"


def test_at_most_three_goals_in_the_order_of_picking():
    a = wishful(
        change_dream=Answer(options=("sea",), text="Oma vene"), change_low=picked("life.each.home")
    )
    offered = [c.id for c in Life(WORDS, a).choices(Life(WORDS, a).step_at("change", "first"))]
    assert offered == [
        "life.each.home",
        "life.each.work",
        "life.hobbies",
        "change.dream:sea",
        "change.dream:text",
    ]
    a = msgspec.structs.replace(a, answers=a.answers | {"change.first": picked(*reversed(offered))})
    goals = Life(WORDS, a).goals
    assert [(g.text, g.own) for g in goals] == [
        ("Oma vene", True),
        ("I say sea.", False),
        ("I want to change my hobbies.", False),
    ]
    assert goals[0].sources == ("change.dream",)


def test_plans_ask_about_each_goal_or_once_in_general():
    assert keys("plan", wishful()) == ["help", "when"]
    assert keys("plan", wishful(change_first=picked("life.hobbies", "life.each.work"))) == [
        "help.life.hobbies",
        "help.life.each.work",
        "when.life.hobbies",
        "when.life.each.work",
    ]


def test_a_goal_whose_wish_is_gone_is_gone_too():
    a = wishful(change_first=picked("life.hobbies", "life.each.work"))
    a = msgspec.structs.replace(a, answers=a.answers | {"life.hobbies": picked("choir")})
    assert [g.id for g in Life(WORDS, a).goals] == ["life.each.work"]


def test_the_pages_of_the_real_content_can_all_be_told_apart(contents):
    """No id of an option, thing or role may look like what the site itself puts there."""
    for content in contents.values():
        for found in content.sets.values():
            for q in found.question:
                for id in [o.id for o in q.option] + [t.id for t in q.thing]:
                    assert id not in ("text", "note", "date") and not id.startswith(
                        ("own_", "person-")
                    ), f"{found.id}.{q.id}.{id}"
                assert q.id != "said", f"{found.id}: set/{found.id}/said is the recap"
    assert len({tuple(c.sets) for c in contents.values()}) == 1


# ---- goals of their own --------------------------------------------------------------------------


WANTS = Content("en", {s.id: s for s in (WANT, PLAN)}, {}, {}, {})
FIRST = Step("want", WANT.question[1])


def with_goal(*own: str) -> Said:
    """Somebody who wants these things, has made the first one a goal and told who helps."""
    a = said(want_want=Answer(own=own))
    (first, *_) = [w.id for w in Life(WANTS, a).candidates if w.own]
    a = with_answer(a, FIRST, picked(first))
    return with_answer(a, Life(WANTS, a).step("plan.help.goal-1"), Answer(people=("person-1",)))


def test_a_goal_has_an_id_of_its_own():
    life = Life(WANTS, with_goal("Kuoro", "Uinti"))
    (goal,) = life.goals
    assert (goal.id, goal.text) == ("goal-1", "Kuoro") and goal.of.startswith("want.want:own_")
    assert life.said.goals == (Goal("goal-1", goal.of),)


def test_a_goal_that_is_reworded_stays_the_same_goal():
    a = with_goal("Kuoro", "Uinti")
    mended = with_answer(a, Life(WANTS, a).step("want.want"), Answer(own=("Kuorossa", "Uinti")))
    life = Life(WANTS, mended)
    assert [(goal.id, goal.text) for goal in life.goals] == [("goal-1", "Kuorossa")]
    assert text(life.lines(life.step("plan.help.goal-1"))) == ["help: Helmi"]


def test_what_was_only_moved_to_another_field_is_not_taken_for_other_words():
    a = with_goal("Kuoro", "Uinti")
    turned = with_answer(a, Life(WANTS, a).step("want.want"), Answer(own=("Uinti", "Kuoro")))
    assert [goal.text for goal in Life(WANTS, turned).goals] == ["Kuoro"]


def test_a_goal_that_is_picked_again_finds_what_hung_on_it():
    a = with_goal("Kuoro", "Uinti")
    kuoro, uinti = (w.id for w in Life(WANTS, a).candidates if w.own)
    other = with_answer(a, FIRST, picked(uinti))
    assert [goal.id for goal in Life(WANTS, other).goals] == ["goal-2"]
    again = with_answer(other, FIRST, picked(uinti, kuoro))
    assert [goal.id for goal in Life(WANTS, again).goals] == ["goal-2", "goal-1"]
    assert again.answers["plan.help.goal-1"].people == ("person-1",)


# ---- worked out once -----------------------------------------------------------------------------


def test_all_is_worked_out_once_for_a_whole_proposal(contents, monkeypatch):
    """The pages of a question, the lines of a page, wishes and goals: however often they are asked
    for while a proposal is made, its answers are looked up and "You said" is told.
    """
    words, counts = contents["en"], Counter()
    life = Life(words, answered(words, *words.sets))

    def counted(name: str, key) -> None:
        real = getattr(Life, name)

        def once(self, *given):
            counts[name, key(*given)] += self is life
            return real(self, *given)

        monkeypatch.setattr(Life, name, once)

    counted("_made", lambda found, q: (found.id, q.id))
    counted("lines_of", lambda step, answer: step.key)
    counted("_picked", lambda options_from: options_from)
    for _ in range(2):
        built = proposal.build(life, "2026-11-28")
        behind = lacks.answers_behind(life)
        for section in built.sections:
            assert all(behind(line) for part in section.parts for line in part.lines)
        for found in words.sets.values():
            life.recap(found), life.progress(found)
    assert len(counts) > 200 and max(counts.values()) == 1
