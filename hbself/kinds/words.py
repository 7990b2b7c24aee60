"""Own words; cards stand beside them as ideas."""

from collections.abc import Iterator, Sequence

from wtforms import TextAreaField
from wtforms.validators import Length

from ..limits import TEXT
from ..model.document import Choice
from ..model.said import Answer
from ..model.words import Question
from .parts import (
    N_,
    Earlier,
    Fault,
    Fields,
    Kind,
    Sent,
    lead_missing,
    picked,
    picks,
    text_in,
)


def faults_of(q: Question, earlier: Earlier) -> Iterator[str]:
    """What an author did wrong."""
    yield from lead_missing(q)


def fields(q: Question, choices: Sequence[Choice]) -> Fields:
    """The cards, and the place to write."""
    return picks(choices) | {"text": TextAreaField(validators=[Length(max=TEXT)])}


def read(q: Question, choices: Sequence[Choice], sent: Sent) -> tuple[Answer, list[Fault]]:
    """What was picked and written."""
    return Answer(options=picked(sent, choices), text=text_in(sent, "text")), []


KIND = Kind(
    faults_of,
    fields,
    read,
    says={"nothing": N_("There is no answer yet. Write, choose, or press: Skip.")},
    writes=True,
)
