"""What comes next, what was said, what is wished: on a small invented content, so that authors can
change the real one.
"""

from collections import Counter

import msgspec
import pytest

from hbself.life import days, lacks, proposal
from hbself.life.life import Life
from hbself.life.steps import neighbours, title
from hbself.life.wants import Wants
from hbself.model.said import Answer, Said
from hbself.web import paths
from tests.support.people import answered
from tests.support.small_life import CHOIR, HELMI, LIFE, OTTO, SWIM, WORDS, keys, picked, said, text

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
        Life(WORDS, away).wants.wishes == []
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
    assert [w.id for w in Life(WORDS, a).wants.wishes] == ["life.helped"]
    b = said(life_course=picked("no"), life_helped=picked("little", change=True))
    assert Life(WORDS, b).wants.wishes == [] and Life(WORDS, b).wants.low == []


def test_the_short_way_leaves_questions_out_but_never_answers():
    a = said(life_hobbies=picked("choir", "bowling"))
    short = msgspec.structs.replace(a, length="short")
    assert "fun.choir" in keys("life", a) and "fun.choir" not in keys("life", short)
    answered = msgspec.structs.replace(
        short, answers=short.answers | {"life.fun.choir": picked("yes")}
    )
    assert "fun.choir" in keys("life", answered) and "fun.bowling" in keys("life", answered)


def test_the_way_is_a_filter_of_sets():
    assert [s.id for s in Life(WORDS, said()).way.sets] == ["life", "change", "plan"]
    assert [s.id for s in Life(WORDS, Said(length="short")).way.sets] == ["life", "change"]


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
    assert Life(WORDS, a).way.progress(LIFE) == (3, 8)


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


def test_a_thing_says_its_own_sentence_and_a_person_stands_behind_it():
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
        text(of_key("life.near.person-1")) == ["I say far: Helmi"]
        and of_key("life.near.person-1")[0].by == "helped"
    )


@pytest.mark.parametrize("state", ["unknown", "skipped"])
def test_not_knowing_and_skipping_say_nothing(state):
    a = said(life_day=Answer(state=state, text="kept for when I come back", note="x", change=True))
    assert Life(WORDS, a).lines(Life(WORDS, a).step_at("life", "day")) == []
    assert Life(WORDS, a).wants.wishes == []


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


# ---- worked out once -----------------------------------------------------------------------------


def test_all_is_worked_out_once_for_a_whole_proposal(contents, monkeypatch):
    """The pages of a question, the lines of a page, wishes and goals: however often they are asked
    for while a proposal is made, its answers are looked up and "You said" is told.
    """
    words, counts = contents["en"], Counter()
    life = Life(words, answered(words, *words.sets))

    def counted(of, name: str, key) -> None:
        real = getattr(of, name)

        def once(self, *given):
            counts[name, key(*given)] += self in (life, life.wants)
            return real(self, *given)

        monkeypatch.setattr(of, name, once)

    counted(Life, "_made", lambda found, q: (found.id, q.id))
    counted(Life, "lines_of", lambda step, answer: step.key)
    counted(Wants, "_picked", lambda options_from: options_from)
    for _ in range(2):
        built = proposal.build(life, "2026-11-28")
        behind = lacks.answers_behind(life)
        for section in built.sections:
            assert all(behind(line) for part in section.parts for line in part.lines)
        for found in words.sets.values():
            life.recap(found), life.way.progress(found)
    assert len(counts) > 200 and max(counts.values()) == 1
