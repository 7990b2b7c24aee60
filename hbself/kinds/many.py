"""As many cards as one likes, and items of one's own."""

from collections.abc import Iterator, Sequence

from ..model.document import Choice
from ..model.said import Answer
from ..model.words import Question
from .parts import (
    Earlier,
    Fault,
    Fields,
    Kind,
    Sent,
    lead_missing,
    own_in,
    own_items,
    picked,
    picks,
    some_options,
)


def faults_of(q: Question, earlier: Earlier) -> Iterator[str]:
    """What an author did wrong."""
    yield from some_options(q)
    if q.own:
        yield from lead_missing(q)


def fields(q: Question, choices: Sequence[Choice]) -> Fields:
    """The cards, and places for one's own where the question has them."""
    return picks(choices) | (own_items() if q.own else {})


def read(q: Question, choices: Sequence[Choice], sent: Sent) -> tuple[Answer, list[Fault]]:
    """All that was picked, and one's own."""
    return Answer(options=picked(sent, choices), own=own_in(sent)), []


KIND = Kind(faults_of, fields, read, keys={"own": "items of one's own"})
