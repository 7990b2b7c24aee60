"""Making a link to a part of the proposal, one thing a page."""

from datetime import timedelta

import msgspec
from flask import abort, render_template, request

from ... import limits
from ...keeping import copies, shares, vault
from ...kinds import calendar
from ...life import days
from ...life.steps import person_choice
from ...model.record import Record, Share
from ..paths import go
from ..posted import sent
from ..visit import visit
from . import drafting, site
from .proposals import build_mine
from .questions import no_day

STEPS = ("who", "what", "until", "number")

NEW = Share("", "", (), "", "")  # a link of which nothing is known yet


def _titles(built) -> dict[str, tuple[str, str]]:
    """Sections that can be shared: id -> (title, picture)."""
    seen = copies.chosen(built, [*(s.id for s in built.sections), "worker"])
    return {s.id: (s.title, s.picture) for s in (*seen.sections, *filter(None, [seen.worker]))}


@site.get("/share/<step>")
def share_step(step):
    if step not in STEPS:
        abort(404)
    record = visit.record()
    draft = record.keeping.draft or NEW
    titles = _titles(build_mine())
    if not titles:  # why, stands there
        return go("shares")
    if step != "who" and not draft.reader:
        return go("share/who")
    drafted = drafting.all_at(record)
    shown = dict(
        zip(("answer", "date"), calendar.shown_until(draft.until, visit.today), strict=True)
    ) | dict(drafted)
    if drafted and step == "who":
        chosen = [
            person_choice(visit.words, p).label
            for p in record.said.people
            if p.id == shown["answer"]
        ]
        draft = msgspec.structs.replace(
            draft, reader=shown.get("name", "").strip() or "".join(chosen)
        )
    elif drafted and step == "what":
        draft = msgspec.structs.replace(
            draft, sections=tuple(value for name, value in drafted if name == "answer")
        )
    elif drafted and step == "number":
        draft = msgspec.structs.replace(draft, number=shown.get("number", ""))
    return _step_page(
        step,
        record,
        draft,
        titles,
        drafted=bool(drafted),
        picked=shown["answer"],
        day=shown["date"],
    )


def _step_page(
    step: str,
    record: Record,
    draft: Share,
    titles: dict[str, tuple[str, str]],
    fault: str = "",
    drafted: bool = False,
    picked: str = "",
    day: str = "",
):
    people = [person_choice(visit.words, p) for p in record.said.people if not p.away]
    return render_template(
        f"share/{step}.html",
        draft=draft,
        drafted=drafted,
        people=people,
        titles=titles,
        fault=fault,
        missing=bool(fault),
        room=limits.NAME,
        today=visit.today.isoformat(),
        last=(visit.today + timedelta(limits.SHARE_DAYS)).isoformat(),
        day_text=days.day_text,
        no_day=no_day,
        other="other" in request.args,
        tries=limits.NUMBER_TRIES,
        typed_date=_typed_day() or day,
        picked=sent("answer") or picked,
    ), (422 if fault else 200)


def _typed_day() -> str:
    """The day that was sent, as date fields take it; what is no day, as it was typed."""
    try:
        day = calendar.read_day(sent("date"))
    except calendar.NoDay:
        return sent("date")
    return day.isoformat() if day else ""


@site.post("/share/<step>")
def save_share_step(step):
    if step == "back":
        return _step_back()
    if step not in STEPS:
        abort(404)
    record = visit.record()
    # The last page was sent twice: its link is there already
    if step == STEPS[-1] and record.keeping.draft is None:
        made = {s.token for s in record.keeping.shares} & {sent("made")}
        return go(f"shares/{shares.link_id(made.pop())}" if made else "shares")
    if step != "who" and sent("made") and sent("made") != (record.keeping.draft or NEW).token:
        # Another window has begun another link: never this reader with those parts
        return go("share/who", other="yes")
    draft, fault = READ[step](record, record.keeping.draft or NEW)
    if fault:
        return _step_page(step, record, draft, _titles(build_mine()), fault)
    if step != STEPS[-1]:
        visit.keep(draft=draft)
        return go("share/" + STEPS[STEPS.index(step) + 1])
    return _make(draft)


def _step_back():
    """To the page before. What stands on this one stays, in the link's draft, or, where it is not
    ready, in that of the page.
    """
    here, record = sent("page").removeprefix("share/"), visit.record()
    if here not in STEPS[1:]:
        return go("shares")
    if record.keeping.draft and record.keeping.draft.token == sent("made"):
        draft, fault = READ[here](record, record.keeping.draft)
        if not fault:
            visit.keep(draft=draft)
    return go("share/" + STEPS[STEPS.index(here) - 1])


def _make(draft: Share):
    """The link, and where to go on: what is still missing comes first."""
    if not (draft.reader and draft.until):
        return go("share/who")
    built = build_mine()
    held = copies.chosen(built, draft.sections)
    if not held.sections and not held.worker:  # taken out of the proposal meanwhile
        return go("share/what")
    share = msgspec.structs.replace(
        draft, token=draft.token or vault.new_token(), made=visit.today.isoformat()
    )
    if shares.add_link(visit.store, visit.key(), visit.change_by, share, built, visit.today):
        return go(f"shares/{shares.link_id(share.token)}")
    return go(
        f"shares/{shares.link_id(share.token)}"
        if any(s.token == share.token for s in visit.record().keeping.shares)
        else "shares"
    )


def _read_who(record: Record, draft: Share):
    chosen = next(
        (
            person_choice(visit.words, p).label
            for p in record.said.people
            if p.id == sent("answer") and not p.away
        ),
        "",
    )
    name = " ".join(sent("name").split()) or chosen
    fault = "too-long" if len(name) > limits.NAME else "" if name else "nothing"
    return msgspec.structs.replace(draft, token=vault.new_token(), reader=name), fault


def _read_what(record: Record, draft: Share):
    known = _titles(build_mine())
    picked = tuple(dict.fromkeys(s for s in request.form.getlist("answer") if s in known))
    return msgspec.structs.replace(draft, sections=picked), "" if picked else "nothing"


def _read_until(record: Record, draft: Share):
    """A card, or a day. Some browsers fill in today when the field is only touched: a card beats
    it, and without a card it is asked about. A card and another day: the person says which. `asked`
    in the form: what they were asked, "both" or "today".
    """
    picked, asked = sent("answer"), sent("asked")
    try:
        day = calendar.read_day(sent("date"))
    except calendar.NoDay:
        return draft, "no-date"
    if picked in calendar.UNTIL and (asked or day in (None, visit.today)):
        return (
            msgspec.structs.replace(
                draft, until=(visit.today + timedelta(calendar.UNTIL[picked])).isoformat()
            ),
            "",
        )
    if day is None:
        return draft, "nothing"
    if not visit.today <= day <= visit.today + timedelta(limits.SHARE_DAYS):
        return draft, "far"
    if picked in calendar.UNTIL or asked == "both" and picked != "date":
        return draft, "both"
    if day == visit.today and not (asked and picked == "date"):
        return draft, "today"
    return msgspec.structs.replace(draft, until=day.isoformat()), ""


def _read_number(record: Record, draft: Share):
    number = "".join(sent("number").split())
    good = not number or copies.is_number(number)
    return msgspec.structs.replace(draft, number=number), "" if good else "no-number"


READ = {"who": _read_who, "what": _read_what, "until": _read_until, "number": _read_number}
