"""The proposal: nothing that the person did not say, everything that they did, each line with its
answer.
"""

import msgspec
import pytest

from hbself.content import Content
from hbself.life import lacks
from hbself.life.life import Life
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Person, Said
from tests.support.built import GOAL, build, lines, of, some_person

# ---- an empty one, one line, in and out ----------------------------------------------------------


def test_nothing_said_nothing_there(contents):
    for lang in LANGUAGES:
        built = build(contents[lang], Said(people=(Person("person-1", "Helmi"),)))
        assert (built.sections, built.mirror, built.worker) == ((), (), None)
        assert [m.id for m in built.missing] == [
            "important",
            "goals",
            "ask",
        ], "what is asked of a goal waits for one"


@pytest.mark.parametrize("state", ["unknown", "skipped"])
def test_not_knowing_and_skipping_put_nothing_in(contents, state):
    content = contents["fi"]
    said = Said(
        answers={
            s.key: Answer(state=state, text="x", change=True)
            for f in content.sets.values()
            for s in Life(content, Said()).steps(f)
        }
    )
    built = build(content, said)
    assert (built.sections, built.mirror, built.worker) == ((), (), None)
    assert {line.text for line in built.waiting} == {"x"}, "what was written can be taken in"


def test_practice_is_no_part_of_it(contents):
    content = contents["en"]
    said = Said(
        answers={
            s.key: Answer(options=tuple(o.id for o in s.question.option[:1]), text="Words")
            for s in Life(content, Said()).steps(content.sets["practice"])
        }
    )
    assert said.answers and build(content, said).sections == ()


def test_a_bad_answer_is_not_called_good_and_a_good_one_is(contents):
    content = contents["en"]
    thing = content.question("now", "ln1").thing[0]
    bad = build(content, some_person(now__ln1__home=Answer(options=("works-badly",))))
    assert of(bad, "now") == [] and all(
        thing.sentence["works-badly"] != line.text for line in lines(bad)
    )
    good = build(content, some_person(now__ln1__home=Answer(options=("works-well",))))
    assert of(good, "now") == [thing.sentence["works-well"]]


def test_a_low_answer_is_no_wish_until_the_person_says_so(contents):
    content = contents["en"]
    thing = content.question("now", "ln1").thing[0]
    so = f"{content.texts['lead.now']} {thing.sentence['works-badly']}"
    assert (
        of(build(content, some_person(now__ln1__home=Answer(options=("works-badly",)))), "change")
        == []
    )
    assert of(
        build(content, some_person(now__ln1__home=Answer(options=("works-badly",), change=True))),
        "change",
    ) == [so, thing.wish]
    assert of(
        build(
            content,
            some_person(
                now__ln1__home=Answer(options=("works-badly",)),
                change__ch0=Answer(options=("now.ln1.home",)),
            ),
        ),
        "change",
    ) == [so, thing.wish]


def test_a_goal_stands_with_its_help_and_its_first_step(contents):
    content = contents["en"]
    said = some_person(
        **GOAL,
        **{
            "arrange__ar2__now.ln1.home": Answer(people=("person-2",)),
            "next__nx1__now.ln1.home": Answer(text="Soitetaan."),
            "next__nx3__now.ln1.home": Answer(date="2026-12-24"),
        },
    )
    built, wish = build(content, said), content.question("now", "ln1").thing[0].wish
    leads = {
        i: content.question(s, i).lead
        for s, i in (("arrange", "ar2"), ("next", "nx1"), ("next", "nx3"))
    }
    so = content.question("now", "ln1").thing[0].sentence["works-badly"]
    assert of(built, "goals") == [
        wish,
        f"{content.texts['lead.now']} {so}",
        f"{leads['ar2']} Mika",
        f"{leads['nx1']} Soitetaan.",
        f"{leads['nx3']} 24 December 2026",
    ]
    assert not {"goals", "first", "when"} & {m.id for m in built.missing}


def test_without_a_goal_help_is_told_in_general(contents):
    content = contents["en"]
    built = build(content, some_person(arrange__ar2=Answer(people=("person-1",))))
    assert of(built, "goals") == [f"{content.question('arrange', 'ar2').lead} Helmi, my sister"]


def check_what_helps(content):
    """Who is helped well says so under help, and who is not does not."""
    for option in content.question("roles", "ro7").option:
        built, sentence = (
            build(content, some_person(roles__ro7=Answer(options=(option.id,)))),
            option.sentence,
        )
        assert [s.id for s in built.sections if sentence in of(built, s.id)] == ["help"] * (
            not option.low
        )


def test_a_line_stands_under_a_heading_that_is_true_of_it(contents):
    """ "Maybe later" and "I do not want to" are nothing to learn, and where somebody gets
    information is no praise of it.
    """
    content = contents["en"]
    for option, section in (("try", "change"), ("with-someone", ""), ("not-now", "")):
        built, sentence = (
            build(content, some_person(roles__ro8=Answer(options=(option,)))),
            next(o.sentence for o in content.question("roles", "ro8").option if o.id == option),
        )
        assert [s.id for s in built.sections if sentence in of(built, s.id)] == [section] * bool(
            section
        )
    learning = {
        ("le3", "later"): "learn",
        ("le3c", "later"): "learn",
        # What is fine as it is is nothing to tell of: a refusal would label
        ("le3", "fine-now"): "",
        ("le3c", "fine-now"): "now",
        ("le3", "yes"): "learn",
        ("le1", "nothing"): "",
        ("le2", "nothing"): "",
        ("le4", "nothing"): "",
        ("le1", "cook"): "learn",
    }
    for (question, option), section in learning.items():
        built = build(content, some_person(**{f"learning__{question}": Answer(options=(option,))}))
        sentence = next(
            o.sentence for o in content.question("learning", question).option if o.id == option
        )
        assert [
            s.id for s in built.sections if any(sentence in line for line in of(built, s.id))
        ] == [section] * bool(section), (question, option)
    noted = build(
        content, some_person(learning__le3=Answer(options=("later",), note="After the summer."))
    )
    assert [
        s.id for s in noted.sections if any("After the summer." in line for line in of(noted, s.id))
    ] == ["learn"], "with what it is about"
    check_what_helps(contents["en"])


@pytest.mark.parametrize("state", ["unknown", "skipped"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_wishes_are_no_goals_where_the_person_has_set_none(contents, lang, state):
    """ "I do not know" to goals: the worker's page tells the wishes, and does not call them
    goals.
    """
    content = contents[lang]

    def titles(said):
        return [part.title for part in build(content, said).worker.parts]

    wish = some_person(
        now__ln1__home=Answer(options=("works-badly",), change=True),
        change__ch6=Answer(state=state),
    )
    assert content.texts["worker.goals"] not in titles(wish) and content.texts[
        "worker.wishes"
    ] in titles(wish)
    goal = some_person(**GOAL)
    assert content.texts["worker.goals"] in titles(goal) and content.texts[
        "worker.wishes"
    ] not in titles(goal)


def test_own_words_stand_unchanged_and_are_marked(contents):
    text = "  semmonen joka kuuntelee\nEIKÄ  hoputa <b> {{ 7*7 }}"
    built = build(contents["fi"], some_person(now__ln3=Answer(text=text, by="helped")))
    (line,) = [one for one in lines(built) if one.id == "now.ln3:text" and one.own][:1]
    assert (line.text, line.own, line.by, line.sources) == (text, True, "helped", ("now.ln3",))


def test_a_line_can_be_left_out_and_taken_in_everywhere(contents):
    content = contents["sv"]
    said = some_person(
        **GOAL, important__im1=Answer(options=(content.question("important", "im1").option[0].id,))
    )
    for id in {line.id for line in lines(build(content, said))} - {
        m.id for m in build(content, said).mirror
    }:
        without = build(content, msgspec.structs.replace(said, lines={id: False}))
        for part in (p for s in without.sections for p in s.parts):
            # What hangs on a wish or a goal goes with it
            head = any(one.id == id and id.startswith(("goal:", "wish:")) for one in part.lines)
            assert all(one.included == (one.id != id and not head) for one in part.lines)
        assert all(
            line.id != id
            for p in (without.worker.parts if without.worker else ())
            for line in p.lines
        ), "the worker's page leaves it out, too"


def low_answers(content: Content, set_id: str, closing: bool) -> Said:
    """Somebody who gives a low answer everywhere in a set. closing: also one after which other
    questions are not asked.
    """
    said = Said(people=(Person("person-1", "Helmi"),))
    asked = content.sets[set_id].question
    closes = {(q.not_if.question, o) for q in asked if q.not_if for o in q.not_if.options}
    for q in asked:
        for step in [s for s in Life(content, said).steps(content.sets[set_id]) if s.question is q]:
            low = tuple(o.id for o in q.option if o.low and (closing or (q.id, o.id) not in closes))
            low = low[:1]
            people = ("person-1",) if q.kind == "people" else ()
            said = msgspec.structs.replace(
                said, answers={**said.answers, step.key: Answer(options=low, people=people)}
            )
    return said


def test_the_mirror_is_out_until_the_person_takes_it_in(contents):
    content, seen = contents["fi"], 0
    for set_id, found in content.sets.items():
        brought = set()
        for said in (low_answers(content, set_id, True), low_answers(content, set_id, False)):
            built = build(content, said)
            brought |= {m.text for m in built.mirror}
            assert not any(m.included for m in built.mirror)
            assert [m.id for m in lacks.mirrors(Life(content, said), set_id)] == [
                m.id for m in built.mirror
            ]
            for m in built.mirror:
                yes = {Life(content, said).hard.yes_to(key): True for key in m.sources}
                marks = {m.id: True, **yes}
                taken = build(content, msgspec.structs.replace(said, lines=marks)).mirror
                assert [x.id for x in taken if x.included] == [m.id]
                seen += 1
        assert brought == {m.text for m in found.mirror}, (
            f"{set_id}: a mirror text that no answer can bring up"
        )
    assert seen >= 10


def test_good_answers_bring_up_no_mirror(contents):
    content = contents["fi"]
    said = Said(
        answers={
            s.key: Answer(options=tuple(o.id for o in s.question.option if o.good)[:1])
            for f in content.sets.values()
            for s in Life(content, Said()).steps(f)
        }
    )
    assert build(content, said).mirror == ()


# ---- what is missing -----------------------------------------------------------------------------


def missing(content: Content, **answers: Answer) -> list[str]:
    return [m.id for m in build(content, some_person(**answers)).missing]


def test_what_was_told_is_not_missing_any_more(contents):
    content = contents["fi"]
    first = content.question("next", "nx4").option[0].id
    assert "ask" in missing(content) and "ask" not in missing(
        content, next__nx4=Answer(options=(first,))
    )
    assert {"who", "first", "does", "when"} <= {*missing(content, **GOAL)}
    told = {
        "arrange__ar2": Answer(people=("person-1",)),
        "next__nx3": Answer(date="2026-12-24"),
        "next__nx1": Answer(text="Soitetaan."),
    }
    assert not {"who", "first", "when"} & {
        *missing(
            content, **GOAL, **{f"{key}__now.ln1.home": answer for key, answer in told.items()}
        )
    }


@pytest.mark.parametrize("state", ["unknown", "skipped"])
def test_words_that_wait_behind_a_skip_do_not_count_as_told(contents, state):
    """They are not in the proposal, so it still lacks them."""
    assert "first" in missing(
        contents["fi"],
        **GOAL,
        **{"next__nx1__now.ln1.home": Answer(state=state, text="Soitetaan.")},
    )


def test_own_items_count_as_told(contents):
    assert "ask" not in missing(contents["fi"], next__nx4=Answer(own=("Saanko koiran?",)))


def test_a_goal_without_help_asks_for_it_on_that_goals_page(contents):
    built = build(contents["fi"], some_person(**GOAL))
    assert "goals" not in [m.id for m in built.missing]
    assert {m.id: m.place for m in built.missing}["who"] == "arrange.ar2.now.ln1.home"
