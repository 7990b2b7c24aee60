"""Persons of "my people"; cards such as "nobody" stand beside them."""

from collections.abc import Iterator, Sequence

from ..model.document import Choice, Step
from ..model.said import Answer
from ..model.words import Question
from .parts import (
    Earlier,
    Fault,
    Fields,
    Kind,
    Picks,
    Piece,
    Sent,
    full_name,
    lead_missing,
    picks,
    sentences,
    still_there,
)


def faults_of(q: Question, earlier: Earlier) -> Iterator[str]:
    """What an author did wrong."""
    yield from lead_missing(q)


def fields(q: Question, choices: Sequence[Choice]) -> Fields:
    """The persons and the cards."""
    return picks(choices)


def read(q: Question, choices: Sequence[Choice], sent: Sent) -> tuple[Answer, list[Fault]]:
    """Persons and cards apart. Somebody may have been taken off the list meanwhile."""
    chosen, cards = still_there(sent, choices), {o.id for o in q.option}
    return Answer(
        options=tuple(i for i in chosen if i in cards),
        people=tuple(i for i in chosen if i not in cards),
    ), []


def said(step: Step, answer: Answer, picks: Picks) -> Iterator[Piece]:
    """The persons, then what the cards say."""
    for person in picks(step, answer):
        if person.id in answer.people:
            yield Piece(person.id, full_name(person), person.picture, step.question.lead)
    yield from sentences(step, answer, picks)


KIND = Kind(faults_of, fields, read, said=said, people=True)
