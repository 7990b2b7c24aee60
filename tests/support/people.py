"""Invented people and what they have answered."""

from hbself import limits
from hbself.keeping import vault
from hbself.life.life import Life
from hbself.life.steps import own_id
from hbself.limits import PEOPLE, TEXT
from hbself.model.document import Choice, Step
from hbself.model.record import Keeping, Record, Supporter
from hbself.model.said import Answer, Goal, Paper, Person, Said

LONG = ("Haluan kertoa tästä pitkään, sillä asia on minulle tärkeä. " * 50)[:TEXT]
LONG_WORD = "Lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas"


# ---- people --------------------------------------------------------------------------------------


def fresh() -> Said:
    """Somebody who has just said who answers."""
    return Said(by="me", at="map")


def some_answer(step: Step, choices: list[Choice], turn: int) -> Answer:
    """An answer of the kind that the step takes. `turn` varies it, so that all kinds of answers
    come up.
    """
    q, ids = step.question, [c.id for c in choices]
    if turn % 17 == 16:
        return Answer(state="unknown" if turn % 2 else "skipped", by="me")
    people = [i for i in ids if i.startswith("person-")]
    options = [i for i in ids if i not in people and i not in q.alone]
    picked = {
        "many": options[:2],
        "words": options[:1],
        "top": options[: q.most],
        "people": options[:1] if turn % 4 == 0 else [],
    }.get(q.kind)
    picked = (
        picked
        if picked is not None
        else (
            options[: 2 if q.several else 0]
            if q.kind == "when"
            else options[turn % max(1, len(options)) :][:1]
        )
    )
    return Answer(
        options=tuple(picked),
        people=tuple(people[:2]),
        own=(LONG_WORD,) if q.own else (),
        text="Herään myöhään ja juon kahvin parvekkeella." if q.kind == "words" else "",
        date="2027-03-24" if q.kind == "when" and not q.several else "",
        note="Tämä riippuu säästä." if q.kind != "words" and turn % 5 == 0 else "",
        change=q.change and turn % 6 == 0,
        by="helped" if turn % 2 else "me",
        day="2026-11-21",
    )


def answered(content, *sets: str) -> Said:
    """Somebody who has answered these sets, step by step as the site asks, with long texts, people,
    wishes and goals.
    """
    people = (
        Person("person-1", "Helmi", "sister"),
        Person("person-2", "", "assistant"),
        Person("person-3", LONG_WORD[:60]),
        Person("person-4", "Mika", away=True),
    )
    said = Said(
        by="me",
        length="everything",
        people=people,
        at="rights.ri1",
        paper=Paper(LONG_WORD[:60], "2026-12-31", asked=True),
    )
    turn = 0
    for _ in range(2):  # what comes later (wishes, goals) opens steps in sets from before
        goals = Life(content, said).way.goal_sets.values() if "arrange" in sets else ()
        for found in (*(content.sets[one] for one in sets), *goals):
            while left := [
                s for s in Life(content, said).steps(found) if s.key not in said.answers
            ]:
                turn += 1
                said.answers[left[0].key] = some_answer(
                    left[0], Life(content, said).choices(left[0]), turn
                )
    said.answers["now.ln3"] = Answer(text=LONG, by="me")
    said.lines["change.ch3:friends"] = False  # left out of the proposal
    return said


# Enough for each kind of line in a proposal. A proposal of everything is 9,000 elements long and
# tells axe nothing new.
SOME = ("autonomy", "change")


def crowded(many: int = PEOPLE) -> Said:
    """Somebody whose list of people is full, or has as many."""
    return Said(
        by="me", people=tuple(Person(f"person-{i}", f"Ystävä {i}") for i in range(1, many + 1))
    )


def low_record() -> Said:
    """Somebody with low answers that wait to become wishes."""
    answers = {
        "now.ln1.home": Answer(options=("works-badly",)),
        "now.ln1.job": Answer(options=("works-badly",)),
        "change.ch2": Answer(options=("hurry",), own=("Odottaminen",)),
    }
    return Said(by="me", length="everything", answers=answers)


def hard() -> Said:
    """Somebody who has told of hard things, with two goals, of which one is planned."""
    answers = {
        "rights.ri8.home": Answer(options=("afraid",), note="Yöllä.", change=True, by="me"),
        "now.ln1.home": Answer(options=("works-badly",), note="Melua.", by="me"),
        "change.ch3": Answer(options=("rest",), own=("Keramiikka",), by="me"),
        "change.ch6": Answer(options=("change.ch3:rest", f"change.ch3:{own_id('Keramiikka')}")),
        "arrange.ar2.goal-1": Answer(people=("person-1",), by="me"),
        "arrange.ar4.goal-1": Answer(options=("evening",), by="me"),
    }
    goals = tuple(
        Goal(f"goal-{n}", wish) for n, wish in enumerate(answers["change.ch6"].options, 1)
    )
    return Said(
        by="me",
        length="everything",
        answers=answers,
        goals=goals,
        people=(Person("person-1", "Mika", "assistant"),),
    )


def helped() -> Said:
    """Somebody who has asked as many supporters as there is room for."""
    return Record(
        Said(by="me"),
        Keeping(
            supporters=tuple(
                Supporter(vault.new_token(), f"Ystävä {i}", "2026-11-22")
                for i in range(limits.SUPPORTERS)
            )
        ),
    )


# Links of the sharer; of another person's supporter
ALIVE, LOCKED, BACK, VIEW, VIEW_BESIDE = (vault.new_token() for _ in range(5))
BESIDE = vault.new_code()  # of another person's card
