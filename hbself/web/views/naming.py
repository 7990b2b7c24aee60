"""Whose paper it is: the name and the meeting that stand on it. Asked once, when the person takes
or shares their proposal, and free to pass over.
"""

from flask import abort, render_template
from flask_babel import gettext as _

from ... import limits
from ...kinds import calendar
from ...model.said import Paper
from ..paths import go
from ..posted import sent
from ..visit import visit
from . import drafting, site
from .questions import is_today, no_day

# Where the page leads, by the last part of its address
THEN = {"take": "take", "share": "share/who", "proposal": "proposal"}


@site.get("/name/<then>")
def name(then):
    if then not in THEN:
        abort(404)
    record = visit.record()
    draft = drafting.at(record)
    shown = draft or {"name": record.said.paper.name, "date": record.said.paper.meeting}
    return _page(then, shown.get("name", ""), shown.get("date", ""), {}, bool(draft))


def _page(then: str, name: str, day: str, faults: dict[str, str], drafted: bool = False):
    return render_template(
        "proposal/name.html",
        then=then,
        name=name,
        typed_date=day,
        # What is no day was typed where there is no date field: it stays as it was typed
        as_typed=bool(day) and not _is_day(day),
        faults=faults,
        drafted=drafted,
        asked_today="date" in faults and day == visit.today.isoformat(),
        kept_today=visit.record().said.paper.meeting == visit.today.isoformat(),
    ), (422 if faults else 200)


def _is_day(text: str) -> bool:
    try:
        return calendar.read_day(text) is not None
    except calendar.NoDay:
        return False


@site.post("/name/<then>")
def save_name(then):
    if then not in THEN:
        abort(404)
    visit.record()
    without = sent("do") == "without"
    name = "" if without else " ".join(sent("name").split())
    faults = {}
    if len(name) > limits.NAME:
        faults["name"] = _(
            "The name is too long. There is room for %(room)s letters.", room=limits.NAME
        )
    day, wrong = _read_day()
    if wrong:
        faults["date"] = wrong
    if faults:
        return _page(then, sent("name"), day, faults)
    visit.say(paper=Paper(name, day, asked=True))
    return go(THEN[then], **({"kept": "yes"} if then == "proposal" else {}))


def _read_day() -> tuple[str, str]:
    """(the day that was sent, as date fields take it, or as it was typed; what is wrong with it).
    Some browsers fill in today when a date field is only touched: it is asked about once.
    """
    try:
        day = calendar.read_day(sent("date"))
    except calendar.NoDay:
        return sent("date"), no_day()
    if day == visit.today and sent("today") not in ("asked", "kept"):
        return day.isoformat(), is_today()
    return day.isoformat() if day else "", ""
