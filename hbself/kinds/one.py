"""One card of a few."""

from collections.abc import Iterator, Sequence

from ..model.document import Choice
from ..model.said import Answer
from ..model.words import Question
from .parts import Earlier, Fault, Fields, Kind, Sent, few_options, pick, picked


def faults_of(q: Question, earlier: Earlier) -> Iterator[str]:
    """What an author did wrong."""
    yield from few_options(q)


def fields(q: Question, choices: Sequence[Choice]) -> Fields:
    """The cards."""
    return pick(choices)


def read(q: Question, choices: Sequence[Choice], sent: Sent) -> tuple[Answer, list[Fault]]:
    """Of two that were sent the first counts."""
    return Answer(options=picked(sent, choices)[:1]), []


KIND = Kind(faults_of, fields, read, lone=True)
