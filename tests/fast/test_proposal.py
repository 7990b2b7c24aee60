"""The proposal: nothing that the person did not say, everything that they did, each line with its
answer.
"""

import random
from datetime import date

import msgspec
import pytest
from werkzeug.datastructures import MultiDict

from hbself import kinds
from hbself.content import Content
from hbself.life import days, lacks, proposal
from hbself.life.life import Life
from hbself.model.document import Line, Proposal
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Person, Said
from hbself.model.words import Option, Question

TODAY = date(2026, 11, 21)
ROUNDS = 300
# content.md
SECTIONS = [
    "me",
    "strengths",
    "important",
    "now",
    "change",
    "learn",
    "goals",
    "money",
    "help",
    "next",
    "ask",
    "again",
    "agree",
]


def build(content: Content, said: Said) -> Proposal:
    return proposal.build(Life(content, said), TODAY.isoformat())


def lines(built: Proposal) -> list[Line]:
    """Every line, the mirror's and the worker's, too."""
    sections = (*built.sections, *filter(None, [built.worker]))
    return [line for section in sections for part in section.parts for line in part.lines] + list(
        built.mirror
    )


def of(built: Proposal, section_id: str) -> list[str]:
    """The texts of a section, with what stands before them; [] when there is none."""
    return [
        f"{line.lead} {line.text}".strip()
        for s in built.sections
        if s.id == section_id
        for part in s.parts
        for line in part.lines
    ]


# ---- a person who answers at random, through the same forms as on the page -----------------------


def wander(content: Content, chance: random.Random) -> Said:
    """Somebody who answers some questions of some sets, in any order, sometimes twice, and changes
    their mind.
    """
    people = tuple(
        Person(
            f"person-{i}",
            name,
            chance.choice([*content.roles, *[""] * bool(name)]),
            away=chance.random() < 0.1,
        )
        for i, name in enumerate(chance.choices(["", "Helmi", "Mika"], k=chance.randint(1, 5)), 1)
    )
    said = Said(
        by=chance.choice(["me", "helped"]),
        length=chance.choice(["", "short", "meeting", "everything"]),
        people=people,
    )
    order = chance.sample(list(content.sets.values()), chance.randint(2, len(content.sets)))
    if chance.random() < 0.6:
        order.sort(key=lambda s: s.number)
    eager = chance.random()
    for found in [*order, chance.choice(order)]:
        offered: set[str] = set()  # what is asked may depend on the answers just given
        while new := [s for s in Life(content, said).steps(found) if s.key not in offered]:
            offered |= {s.key for s in new}
            for step in new:
                if chance.random() < eager:
                    said = msgspec.structs.replace(
                        said,
                        answers={
                            **said.answers,
                            step.key: some_answer(content, step, said, chance),
                        },
                    )
    return said


def some_answer(content: Content, step, said: Said, chance: random.Random) -> Answer:
    if chance.random() < 0.15:
        return Answer(state=chance.choice(["unknown", "skipped"]), by=said.by)
    q, choices = step.question, Life(content, said).choices(step)
    most = q.most if q.kind == "top" and q.options_from != "low" else len(choices)
    sent = [
        ("answer", c.id)
        for c in chance.sample(
            choices, chance.randint(min(1, len(choices)), min(most, len(choices), 4))
        )
    ]
    sent += [
        (
            "text",
            chance.choice(["Piirtää ja  maalata.", "<b>En</b> {{ tiedä }}", "#let x = 1", "مرحبا"]),
        )
    ] * (not choices or chance.random() < 0.3)
    sent += [("note", f"Lisää {chance.randint(1, 99)}")] * (chance.random() < 0.1)
    sent += [(f"own{chance.randint(0, 4)}", f"Oma {chance.randint(1, 99)}")] * (
        chance.random() < 0.3
    )
    sent += [("date", "2027-02-01")] * (chance.random() < 0.2) + [("change", "yes")] * (
        chance.random() < 0.3
    )
    answer, faults = kinds.read(q, choices, MultiDict(sent), said.by, False, TODAY)
    return answer if not faults else msgspec.structs.replace(answer, state="skipped")


# ---- where each line comes from, told a second time and in another way ---------------------------


def sayable(content: Content, said: Said, source: str) -> set[str]:
    """All that a line may say whose source is this answer: read straight from the content and the
    answer.
    """
    set_id, question_id, *about = source.split(".", 2)
    answer, q = said.answers[source], content.question(set_id, question_id)
    assert answer.state == "given", source
    found = {answer.text, answer.note, *answer.own}
    if answer.date:
        found.add(days.date_text(answer.date, content.language))
    thing = next((t for t in q.thing if about and t.id == about[0]), None)
    picked = [o for o in q.option if o.id in answer.options]
    found |= {thing.sentence[o.id] if thing else o.sentence for o in picked}
    if answer.change or any(o.low for o in picked):
        wish = thing.wish if thing else q.wish
        found |= {wish, *(f"{label}: {wish}" for label in labels(content, said, set_id, q))}
    for person in said.people:
        if person.id in answer.people:
            found.add(person.name or content.roles[person.role].label)
    if q.kind == "top":  # the words of another answer, picked once more
        for i in answer.options:
            other = i.partition(":")[0] if "." in i else f"{set_id}.{q.options_from}"
            if other in said.answers and said.answers[other].state == "given":
                found |= sayable(content, said, other) | labels(content, said, set_id, q)
        found |= labels(content, said, set_id, q)
    return found - {""}


def labels(content: Content, said: Said, set_id: str, q: Question) -> set[str]:
    """What people, own items and options picked in the question before are called."""
    before = (
        content.question(set_id, q.things_from or q.options_from)
        if (q.things_from or q.options_from) not in ("", "goals", "low")
        else None
    )
    if not before:
        return set()
    answer = said.answers.get(f"{set_id}.{before.id}", Answer())
    named = {
        p.name or (content.roles[p.role].label if p.role else "")
        for p in said.people
        if p.id in answer.people
    }
    options: tuple[Option, ...] = tuple(
        o
        for o in before.option
        if o.id in answer.options or (q.kind == "top" and not answer.options)
    )
    return named | set(answer.own) | {o.label for o in options}


def test_a_random_walk_never_fails_and_every_line_has_its_answer(contents):
    chance = random.Random(20261121)
    seen: set[str] = set()
    for turn in range(ROUNDS):
        said = wander(contents["fi"], chance)
        for lang in LANGUAGES if turn % 10 == 0 else [chance.choice(LANGUAGES)]:
            content = contents[lang]
            built = build(content, said)
            check_one(content, said, built, f"round {turn} {lang}")
            seen |= {s.id for s in built.sections}
    can_be = {
        found
        for s in contents["fi"].sets.values()
        for q in s.question
        for found in (q.section, *(o.section for o in q.option))
    }
    assert seen >= can_be - {
        "",
        "none",
        "me",
    }, "the walk has to come by every section that the questions can fill"


def check_one(content: Content, said: Said, built: Proposal, where: str) -> None:
    assert [s.id for s in built.sections] == [
        s for s in SECTIONS if s in {x.id for x in built.sections}
    ], where
    assert all(part.lines for s in built.sections for part in s.parts), f"{where}: an empty part"
    behind = lacks.answers_behind(Life(content, said))
    mirrors = {m.text for s in content.sets.values() for m in s.mirror}
    for line in lines(built):
        assert line.sources, f"{where}: {line.id} comes from nowhere"
        for source in line.sources:
            assert source in said.answers, f"{where}: {line.id}: no answer {source}"
        assert [step.key for _, step, _ in behind(line)] == list(line.sources), (
            f"{where}: {line.id}: no page for one of {line.sources}"
        )
        allowed = (
            mirrors
            if line.id.startswith("mirror:")
            else set().union(*(sayable(content, said, s) for s in line.sources))
        )
        assert line.text in allowed, f"{where}: {line.id}: {line.text!r} was never said"
        if line.own:
            assert line.text in own_words(said), f"{where}: {line.text!r} stands in quotation marks"
    for one in built.missing:
        kind, _, set_id = one.place.partition(":")
        assert (
            set_id in content.sets
            if kind == "start"
            else Life(content, said).step_at(*one.place.split(".", 2))
        ), f"{where}: {one.place}"
    assert len(Life(content, said).goals) <= 3


def own_words(said: Said) -> set[str]:
    return {text for a in said.answers.values() for text in (a.text, a.note, *a.own)}


def test_the_proposal_says_the_same_in_each_language(contents):
    chance = random.Random(4)
    for _ in range(20):
        said = wander(contents["fi"], chance)
        shapes = {
            str(
                [
                    (
                        s.id,
                        [
                            [(line.id, line.picture, line.own, line.included) for line in p.lines]
                            for p in s.parts
                        ],
                    )
                    for s in build(contents[lang], said).sections
                ]
            )
            for lang in LANGUAGES
        }
        assert len(shapes) == 1


def test_what_was_said_is_there(contents):
    """The other way round: each good answer, own word and change stands in the proposal."""
    chance, content = random.Random(8), contents["sv"]
    for _ in range(40):
        said = msgspec.structs.replace(wander(content, chance), length="")
        built = build(content, said)
        told = {line.text for line in lines(built)}
        for found in content.sets.values():
            for step in Life(content, said).steps(found):
                answer = said.answers.get(step.key)
                if (
                    not answer
                    or answer.state != "given"
                    or step.question.section == "none"
                    or step.question.kind == "top"
                ):
                    continue
                for text in (answer.text, *answer.own):
                    assert not text or text in told, f"{step.key}: {text!r} is not in the proposal"
        for wish in Life(content, said).wishes:
            assert wish.text in told


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


def test_practice_is_no_part_of_it(contents):
    content = contents["en"]
    said = Said(
        answers={
            s.key: Answer(options=(s.question.option[0].id,))
            for s in Life(content, Said()).steps(content.sets["practice"])
        }
    )
    assert said.answers and build(content, said).sections == ()


def some_person(**answers: Answer) -> Said:
    return Said(
        people=(Person("person-1", "Helmi", "sister"), Person("person-2", "Mika")),
        answers={k.replace("__", "."): a for k, a in answers.items()},
    )


GOAL = {
    "now__ln1__home": Answer(options=("works-badly",), change=True, by="me"),
    "change__ch6": Answer(options=("now.ln1.home",)),
}


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
    assert (
        of(build(content, some_person(now__ln1__home=Answer(options=("works-badly",)))), "change")
        == []
    )
    assert of(
        build(content, some_person(now__ln1__home=Answer(options=("works-badly",), change=True))),
        "change",
    ) == [thing.wish]
    assert of(
        build(
            content,
            some_person(
                now__ln1__home=Answer(options=("works-badly",)),
                change__ch0=Answer(options=("now.ln1.home",)),
            ),
        ),
        "change",
    ) == [thing.wish]


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
    assert of(built, "goals") == [wish, f"{leads['ar2']} Mika"]
    assert of(built, "next")[-2:] == [
        f"{leads['nx1']} Soitetaan.",
        f"{leads['nx3']} 24 December 2026",
    ]
    assert not {"goals", "first", "when"} & {m.id for m in built.missing}


def test_without_a_goal_help_is_told_in_general(contents):
    content = contents["en"]
    built = build(content, some_person(arrange__ar2=Answer(people=("person-1",))))
    assert of(built, "goals") == [f"{content.question('arrange', 'ar2').lead} Helmi"]


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
        ("le3", "later"): "again",
        ("le3c", "later"): "again",
        ("le3", "fine-now"): "now",
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
    ] == ["again"], "with what it is about"
    for option in content.question("roles", "ro7").option:
        built, sentence = (
            build(content, some_person(roles__ro7=Answer(options=(option.id,)))),
            option.sentence,
        )
        assert [s.id for s in built.sections if sentence in of(built, s.id)] == ["help"] * (
            not option.low
        )


@pytest.mark.parametrize("state", ["unknown", "skipped"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_wishes_are_no_goals_where_the_person_has_set_none(contents, lang, state):
    """ "I do not know" to goals: the worker's half page tells the wishes, and does not call them
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
        assert all(
            line.included == (line.id != id)
            for s in without.sections
            for p in s.parts
            for line in p.lines
        )
        assert all(
            line.id != id
            for p in (without.worker.parts if without.worker else ())
            for line in p.lines
        ), "the worker's half page leaves it out, too"


def low_answers(content: Content, set_id: str) -> Said:
    """Somebody who gives every low answer of a set."""
    said = Said(people=(Person("person-1", "Helmi"),))
    for q in content.sets[set_id].question:
        for step in [s for s in Life(content, said).steps(content.sets[set_id]) if s.question is q]:
            low = tuple(o.id for o in q.option if o.low)[:1]
            people = ("person-1",) if q.kind == "people" else ()
            said = msgspec.structs.replace(
                said, answers={**said.answers, step.key: Answer(options=low, people=people)}
            )
    return said


def test_the_mirror_is_out_until_the_person_takes_it_in(contents):
    content, seen = contents["fi"], 0
    for set_id, found in content.sets.items():
        said = low_answers(content, set_id)
        built = build(content, said)
        assert {m.text for m in built.mirror} == {m.text for m in found.mirror}, (
            f"{set_id}: a mirror text that no answer can bring up"
        )
        assert not any(m.included for m in built.mirror)
        assert [m.id for m in lacks.mirrors(Life(content, said), set_id)] == [
            m.id for m in built.mirror
        ]
        for m in built.mirror:
            taken = build(content, msgspec.structs.replace(said, lines={m.id: True})).mirror
            assert [x.id for x in taken if x.included] == [m.id]
            seen += 1
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
