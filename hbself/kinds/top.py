"""The most important ones of what was said elsewhere."""

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
    lead_missing,
    not_earlier,
    picks,
    still_there,
)

ELSEWHERE = ("goals", "low")  # what `options_from` may name that is no question


def faults_of(q: Question, earlier: Earlier) -> Iterator[str]:
    """What an author did wrong."""
    if not q.options_from:
        yield "options_from: `top` needs it"
    if q.options_from not in ELSEWHERE:
        yield from not_earlier("options_from", q.options_from, earlier)
    yield from lead_missing(q)


def fields(q: Question, choices: Sequence[Choice]) -> Fields:
    """The cards."""
    return picks(choices)


def read(q: Question, choices: Sequence[Choice], sent: Sent) -> tuple[Answer, list[Fault]]:
    """At most so many as the question says; of low answers, as many as one likes. What was said
    elsewhere may have changed meanwhile.
    """
    chosen = still_there(sent, choices)
    too_many = q.options_from != "low" and len(chosen) > q.most
    faults = [Fault("answer", "too-many", len(chosen), q.most)] if too_many else []
    return Answer(options=chosen), faults


def said(step: Step, answer: Answer, picks: Picks) -> Iterator[Piece]:
    """What was picked, in the words in which it was said elsewhere."""
    for choice in picks(step, answer):
        yield Piece(choice.id, choice.label, choice.picture, step.question.lead, choice.own)


KIND = Kind(faults_of, fields, read, said=said, keys={"options_from": "choices from elsewhere"})
