"""A small invented content, and answers to it."""

import msgspec

from hbself.content import Content
from hbself.life.life import Life
from hbself.life.steps import own_id
from hbself.model.said import Answer, Person, Said
from hbself.model.words import QuestionSet


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
        topic="my hobbies",
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
TEXTS = {
    "lead.note": "More:",
    "lead.now": "Now:",
    **{f"part.goal.{n}": f"Goal {n}" for n in (1, 2, 3)},
    "wish.neutral": "I want this to change: {topic}.",
}
WORDS = Content("en", {s.id: s for s in (LIFE, CHANGE, PLAN)}, {}, {}, TEXTS)
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


CHOIR, SWIM = own_id("Kuoro"), own_id("Uinti")
