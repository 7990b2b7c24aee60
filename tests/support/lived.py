"""People who answer every page of their way, each in their own manner: the worst of everything, or
the best of everything.
"""

import itertools
from collections.abc import Callable

from msgspec.structs import replace
from werkzeug.datastructures import MultiDict

from hbself import kinds
from hbself.content import Content
from hbself.kinds import KINDS
from hbself.life.life import Life
from hbself.life.steps import with_answer
from hbself.model.document import Step
from hbself.model.said import Answer, Person, Said
from hbself.model.words import Length, Question
from tests.support.built import TODAY

PEOPLE = (Person("person-1", "Helmi", "sister"), Person("person-2", "Mika", "assistant"))
OPEN = (1, 2)
ROUNDS = 5  # as many as cards where one card is the answer: each of them is picked once
OWN, NOTE, TEXT = "Oma asia", "Lisäksi tämä", "Omin sanoin"

Sent = dict[str, list[str]]
How = Callable[[Step, list[str], int], Sent]  # what is sent: of a page, its cards, the round


def lived(
    content: Content,
    how: How,
    turn: int = 0,
    length: Length = "everything",
    people: tuple[Person, ...] = PEOPLE,
) -> Said:
    """Somebody who has answered all pages of their way, until no new ones come up. Hard things may
    stand in the proposal.
    """
    said = Said(by="me", length=length, people=people)
    for _ in range(9):  # what comes later (wishes, goals) opens pages before it
        before = len(said.answers)
        for set_id in [one.id for one in Life(content, said).way.sets]:
            said = _answered(content, said, set_id, how, turn)
        if len(said.answers) == before:
            hard = Life(content, said).hard
            return replace(said, lines={hard.yes_to(key): True for key, _lines in hard.told()})
    raise AssertionError("new pages come up for ever")


def _answered(content: Content, said: Said, set_id: str, how: How, turn: int) -> Said:
    while True:
        life = Life(content, said)
        found = life.way.question_set(set_id)
        left = [s for s in life.steps(found) if s.key not in said.answers] if found else []
        if not left:
            return said
        for step in left:
            if step.question is not left[0].question:
                break  # it may hang on what was just answered
            said = with_answer(said, step, _answer(life, step, how, turn))


def _answer(life: Life, step: Step, how: How, turn: int) -> Answer:
    choices = life.choices(step)
    sent = how(step, [choice.id for choice in choices], turn)
    data = MultiDict([(name, one) for name, values in sent.items() for one in values])
    answer, faults = kinds.read(step.question, choices, data, "me", False, TODAY)
    assert not faults, (step.key, sent, faults)
    return answer


def worst(step: Step, cards: list[str], turn: int) -> Sent:
    """A low answer where there is one, in each round another; where there is none, a change. In
    two rounds with people, and without the answers that shut out all others: more is asked then.
    """
    q = step.question
    low = [card for card in cards if card in q.low]
    if turn in OPEN and (KINDS[q.kind].people or q.kind == "many"):
        low = [card for card in low if card not in q.alone] if q.kind == "many" else []
        cards = [card for card in cards if card not in q.alone]
    if not low:
        return any_card(step, cards, turn) | ({"change": ["yes"]} if q.change else {})
    return _with_words(q, _some(q, low, turn), turn)


def best(step: Step, cards: list[str], turn: int) -> Sent:
    """An answer that is not low, a good one first, in each round another. In the second round they
    want changes all the same.
    """
    q = step.question
    fine = [card for card in cards if card not in q.low]
    fine.sort(key=lambda card: not (card in q.options and q.options[card].good))
    return any_card(step, fine or cards, turn) | (
        {"change": ["yes"]} if q.change and turn == 1 else {}
    )


def absent_cards(q: Question) -> list[str]:
    """The cards by which one says that it is not in one's life, or that there is none."""
    return [o.id for o in q.option if not o.old and (o.absent or o.only)]


def any_card(step: Step, cards: list[str], turn: int) -> Sent:
    """A card of the page, in each round another; all people, where they are asked for."""
    q = step.question
    people = [card for card in cards if card not in q.options]
    others = [card for card in cards if card in q.options]
    if q.options_from == "low":
        picked = cards
    elif q.options_from:
        picked = [*itertools.islice(itertools.cycle(cards), turn * q.most, (turn + 1) * q.most)]
    elif people and KINDS[q.kind].people:
        free = [card for card in others if card not in q.alone]
        picked = [*people, *(free if turn == 0 else ())] if turn in (0, *OPEN) else others[-1:]
    elif q.for_each == "wish":
        # Of each wish another one, whatever wishes there are
        picked = [cards[(turn + len(step.about)) % len(cards)]] if cards else []
    else:
        picked = _some(q, cards, turn, step.about)
    return _with_words(q, picked, turn)


def _some(q: Question, cards: list[str], turn: int, about: str = "") -> list[str]:
    """Where one may pick more than one, all of them in the first round, and later what shuts out
    the others; else another one in each round, and of each goal.
    """
    if not cards:
        return []
    if q.kind not in ("many", "words", "people") and not q.several:
        goal = int(about[-1]) if q.for_each == "goal" and about else 0
        return [cards[(turn + goal) % len(cards)]]
    alone = [card for card in cards if card in q.alone]
    free = [card for card in cards if card not in q.alone]
    if free and turn == 0:
        return free
    some = alone if alone and (turn not in OPEN or not free) else free
    return [some[turn % len(some)]]


def _with_words(q: Question, picked: list[str], turn: int) -> Sent:
    """The cards, and own words beside them in every second round, or where there is no card."""
    sent: Sent = {"answer": picked}
    if turn % 2 and picked:
        sent["note"] = [NOTE]
    if (turn % 2 and q.alone.isdisjoint(picked)) or not picked:
        sent |= {"own0": [OWN]} if q.own else {"text": [TEXT]} if q.kind == "words" else {}
    return sent
