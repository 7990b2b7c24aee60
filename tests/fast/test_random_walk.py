"""A person answers at random, through the forms of the site: each line has its answer."""

import random
from collections import Counter

import msgspec
from werkzeug.datastructures import MultiDict

from hbself import kinds
from hbself.content import Content
from hbself.life import days, lacks
from hbself.life.life import Life
from hbself.model.document import Proposal
from hbself.model.languages import LANGUAGES, TABLE
from hbself.model.said import Answer, Person, Said
from hbself.model.sections import ONE_PAGE
from hbself.model.words import Option, Question
from tests.support.built import TODAY, build, lines

ROUNDS = 300
# content.md
SECTIONS = [
    "me",
    "strengths",
    "important",
    "now",
    "so",
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
        topic = (thing or q).topic
        topics = {topic, *(f"{topic} ({one})" for one in labels(content, said, set_id, q))}
        found |= {content.texts["wish.neutral"].format(topic=one) for one in topics}
        found |= {(thing or q).wish, *(o.wish for o in picked)}
    if q.things_from:
        found |= {
            f"{text.rstrip('.')}: {label}"
            for text in found - {""}
            for label in labels(content, said, set_id, q)
        }
    for person in said.people:
        if person.id in answer.people:
            found.add(named(content, person))
    if q.kind == "top":  # the words of another answer, picked once more
        for i in answer.options:
            other = i.partition(":")[0] if "." in i else f"{set_id}.{q.options_from}"
            if other in said.answers and said.answers[other].state == "given":
                found |= sayable(content, said, other) | labels(content, said, set_id, q)
        found |= labels(content, said, set_id, q)
    return found - {""}


def named(content: Content, person: Person) -> str:
    """Their name and who they are: "Mika, my assistant"."""
    role = content.roles[person.role].label if person.role else ""
    return ", ".join(filter(None, (person.name, role)))


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
    people = {named(content, p) for p in said.people if p.id in answer.people}
    marks = TABLE[content.language].quotes
    own = {*answer.own, *(f"{marks[0]}{one}{marks[1]}" for one in answer.own)}
    options: tuple[Option, ...] = tuple(
        o
        for o in before.option
        if o.id in answer.options or (q.kind == "top" and not answer.options)
    )
    return people | own | {o.label for o in options}


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
        if line.id.startswith("worker:"):  # how many more there are is no thing that was said
            continue
        assert line.sources, f"{where}: {line.id} comes from nowhere"
        for source in line.sources:
            assert source in said.answers, f"{where}: {line.id}: no answer {source}"
        assert [step.key for step, _ in behind(line)] == list(line.sources), (
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
    assert len(Life(content, said).wants.goals) <= 3


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


def test_nothing_that_was_written_vanishes(contents):
    """The other way round: each own word and each wish stands in the proposal, or waits beside it
    to be taken in; once and not twice.
    """
    chance, content = random.Random(8), contents["sv"]
    for _ in range(40):
        said = msgspec.structs.replace(wander(content, chance), length="")
        built = build(content, said)
        pages = [s for s in built.sections if s.id != ONE_PAGE]
        there = [line for s in pages for part in s.parts for line in part.lines]
        ids = [line.id for line in (*there, *built.waiting) if line.own]
        assert not [id for id, times in Counter(ids).items() if times > 1]
        told = {line.text for line in (*there, *built.waiting)}
        for key, answer in said.answers.items():
            for text in {answer.text, answer.note, *answer.own} - {""}:
                assert text in told, f"{key}: {text!r} is nowhere"
        for wish in Life(content, said).wants.wishes:
            assert wish.text in told
