"""A time: a card or a day; or parts of the day, more than one."""

from collections.abc import Iterator, Sequence
from datetime import date

from wtforms import StringField

from ..model.document import Choice
from ..model.said import Answer
from ..model.words import Question
from .calendar import NoDay, read_day
from .parts import (
    Earlier,
    Fault,
    Fields,
    Kind,
    Sent,
    lead_missing,
    pick,
    picked,
    picks,
    some_options,
)


def faults_of(q: Question, earlier: Earlier) -> Iterator[str]:
    """What an author did wrong."""
    yield from some_options(q)
    if not q.several:
        yield from lead_missing(q)


def fields(q: Question, choices: Sequence[Choice]) -> Fields:
    """The cards, and a day where only one thing is asked."""
    return picks(choices) if q.several else pick(choices) | {"date": StringField()}


def read(q: Question, choices: Sequence[Choice], sent: Sent) -> tuple[Answer, list[Fault]]:
    """The cards that were picked, and the day."""
    chosen = picked(sent, choices)
    if q.several:
        return Answer(options=chosen), []
    day, wrong = _day(sent, bool(chosen))
    answer = Answer(options=chosen[:1], date=day.isoformat() if day else "")
    return answer, [Fault("date", wrong)] if wrong else []


def _day(sent: Sent, picked: bool) -> tuple[date | None, str]:
    """(the day that was sent, what is wrong with it). Some browsers fill in today when a date field
    is only touched, so today gives way to a card that was picked, and is asked about once without
    one. `today` in the form says: "asked", or "kept", where the answer from before has this day.
    """
    try:
        day = read_day(sent.form["date"].data or "")
    except NoDay:
        return None, "no-date"
    said = sent.data.get("today")
    if day != sent.today or said == "kept":
        return day, ""
    return (None, "") if picked else (day, "" if said == "asked" else "today")


KIND = Kind(faults_of, fields, read)
