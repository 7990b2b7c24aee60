"""A question to a form, and a form to an answer: one function per kind.

Faults come back as ids with figures, never as words: the words stand where pages are made.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from ..life.flow import Choice
from ..limits import NAME, OWN_ITEMS, OWN_TEXT, TEXT
from ..model.said import Answer
from ..model.words import Question

UNTIL = {"day": 1, "week": 7, "month": 31}  # days that a link lives, by the card on its page


def shown_until(until: str, today: date) -> tuple[str, str]:
    """(card, day) that stand picked on the page "How long", for a link that lives until this ISO
    date; ("", "") for none yet.
    """
    card = next(
        (card for card, days in UNTIL.items() if until == (today + timedelta(days)).isoformat()), ""
    )
    return card, "" if card else until


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a field: "nothing", "too-long" (with `has` and `room`), "too-many"
    (`room`), "no-date", "today" (a day that is asked about once), "changed".
    """

    field: str
    what: str
    has: int = 0
    room: int = 0


class NotOurs(Exception):
    """The form names an option that the question does not have."""


class NoDay(Exception):
    """A text is no day of the calendar."""


# As date fields send it, and as people write it: 2026-12-31, 31.12.2026, 1. 1. 27.
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4}|\d{2})\.?", re.ASCII),
)
YEARS = (1900, 2199)  # a year outside of these is a slip of the finger


def read_day(text: str) -> date | None:
    """The day in what was typed or picked, for every date field of the site; None when it is blank.

    The year may have two digits: 1.1.27 is in 2027. Raises NoDay.
    """
    text = " ".join(text.split())
    if not text:
        return None
    found = next(filter(None, (form.fullmatch(text) for form in _DAYS)), None)
    if not found:
        raise NoDay(text)
    year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
    try:
        day = date(year, int(found["m"]), int(found["d"]))
    except ValueError:
        raise NoDay(text) from None
    if not YEARS[0] <= year <= YEARS[1]:
        raise NoDay(text)
    return day


def _pick(choices):
    return {"answer": RadioField(choices=choices, validators=[Optional()])}


def _picks(choices):
    return {"answer": SelectMultipleField(choices=choices)}


def _text():
    return {"text": TextAreaField(validators=[Length(max=TEXT)])}


def _own():
    return {f"own{i}": StringField(validators=[Length(max=OWN_TEXT)]) for i in range(OWN_ITEMS)}


def _when(choices, q: Question):
    if q.several:
        return _picks(choices)
    return _pick(choices) | {"date": StringField()}


# kind -> the fields of its form
FIELDS = {
    "one": lambda choices, q: _pick(choices),
    "each": lambda choices, q: _pick(choices),
    "many": lambda choices, q: _picks(choices) | (_own() if q.own else {}),
    "words": lambda choices, q: _picks(choices) | _text(),
    "people": lambda choices, q: _picks(choices),
    "top": lambda choices, q: _picks(choices),
    "when": _when,
}


def form(q: Question, choices: list[Choice], data) -> Form:
    """The WTForms form of a question, filled with what was sent."""
    fields = FIELDS[q.kind]({c.id: c.label for c in choices}, q)
    fields |= {"note": TextAreaField(validators=[Length(max=TEXT)]), "change": BooleanField()}
    return type("QuestionForm", (Form,), fields)(data)


def read(
    q: Question, choices: list[Choice], data, by: str, simple: bool, today: date
) -> tuple[Answer, list[Fault]]:
    """What was sent as an answer, and its faults. The answer holds all that was sent, faults or
    not.

    Raises NotOurs for an option of another question. On pages whose choices come from other answers
    (people, top) such an option has only vanished meanwhile: it is left out.
    """
    sent = form(q, choices, data)
    known = {c.id for c in choices}
    picked = data.getlist("answer")
    vanished = [i for i in picked if i not in known]
    if vanished and q.kind not in ("people", "top"):
        raise NotOurs(vanished[0])
    picked = [i for i in dict.fromkeys(picked) if i in known]
    if q.kind in ("one", "each") or q.kind == "when" and not q.several:
        picked = picked[:1]
    persons = {c.id for c in choices} - {o.id for o in q.option} if q.kind == "people" else set()
    value = lambda name: lines(sent[name].data) if name in sent else ""  # noqa: E731
    own = [value(f"own{i}") for i in range(OWN_ITEMS)]
    while own and not own[-1]:
        own.pop()
    day, no_day = _day(sent, data, bool(picked), today)
    answer = Answer(
        options=tuple(i for i in picked if i not in persons),
        people=tuple(i for i in picked if i in persons),
        own=tuple(own),
        text=value("text"),
        date=day.isoformat() if day else "",
        note=value("note"),
        change=q.change and sent["change"].data,
        by=by,
        simple=simple,
        day=today.isoformat(),
    )
    return answer, list(_faults(q, sent, answer, vanished, no_day))


def _day(sent: Form, data, picked: bool, today: date) -> tuple[date | None, str]:
    """(the day that was sent, what is wrong with it). Some browsers fill in today when a date field
    is only touched, so today gives way to a card that was picked, and is asked about once without
    one. `today` in the form says: "asked", or "kept", where the answer from before has this day.
    """
    try:
        day = read_day(sent["date"].data or "") if "date" in sent else None
    except NoDay:
        return None, "no-date"
    if day != today or data.get("today") == "kept":
        return day, ""
    return (None, "") if picked else (day, "" if data.get("today") == "asked" else "today")


def refill(q: Question, choices: list[Choice], fields: Iterable[tuple[str, str]]) -> Answer:
    """What stood in a form that was not sent, as an answer: `fields` as the form had them, whatever
    can't be picked now left out.
    """
    known = {c.id for c in choices}
    return read(
        q,
        choices,
        MultiDict((n, v) for n, v in fields if n != "answer" or v in known),
        "",
        False,
        date.min,
    )[0]


def content(answer: Answer | None) -> Answer:
    """What an answer says, without how and when it was given."""
    return msgspec.structs.replace(answer or Answer(), by="", simple=False, day="")


def version(answer: Answer | None) -> str:
    """A short mark of what an answer says, by which a page knows whether it has
    changed meanwhile.
    """
    return hashlib.sha256(msgspec.json.encode(content(answer) if answer else None)).hexdigest()[:12]


def lines(text: str | None) -> str:
    """Text as sent by a browser, with plain line ends; nothing when it is blank."""
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.strip() else ""


def _faults(q: Question, sent: Form, answer: Answer, vanished: list[str], no_day: str):
    # Browsers send line ends as two characters; the limit counts what the person typed, so the
    # length is measured again here.
    for name, room in (
        ("text", TEXT),
        ("note", TEXT),
        *((f"own{i}", OWN_TEXT) for i in range(OWN_ITEMS)),
    ):
        if name in sent and len(lines(sent[name].data)) > room:
            yield Fault(name, "too-long", len(lines(sent[name].data)), room)
    if no_day:
        yield Fault("date", no_day)
    elif not (
        answer.options
        or answer.people
        or any(answer.own)
        or answer.text
        or answer.date
        or answer.note
    ):
        yield Fault("answer", "changed" if vanished else "nothing")
    if q.kind == "top" and q.options_from != "low" and len(answer.options) > q.most:
        yield Fault("answer", "too-many", len(answer.options), q.most)


class PersonForm(Form):
    """Add or change somebody in "my people": a name, a role, or both."""

    name = StringField(validators=[Length(max=NAME)])
    role = StringField()
