"""A set: its start, its questions one by one, "good to know", and "You said …"."""

import re

import msgspec
from flask import abort, g, make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from ...keeping.store import StoreFull
from ...kinds import forms
from ...life import days, flow, proposal
from ...limits import ADDRESS, FIRST_CHOICES, NAME, OWN_ITEMS, PEOPLE, RATE_SAVES, TEXT
from ...model import places
from ...model.document import Step
from ...model.ids import PATH
from ...model.record import Record, with_said
from ...model.said import Answer, Person
from .. import addresses, cookies, paths, visit
from ..security import limiter
from . import drafting, go, sent, site
from .people import new_person, person_fault, with_person

MODES = ("unknown", "skipped")
OURS = re.compile(f"/(fi|sv|en)/{PATH.pattern}")  # never another site's ("//…")


def _set(set_id: str):
    return visit.words().sets.get(set_id) or abort(404)


def _step(set_id: str, question_id: str, about: str, record: Record) -> Step:
    return flow.step_at(visit.words(), record.said, set_id, question_id, about) or abort(404)


@site.get("/set/<set_id>")
def set_start(set_id):
    found, record = _set(set_id), visit.record()
    pages = flow.steps(visit.words(), found, record.said)
    return render_template(
        "set.html",
        found=found,
        progress=flow.progress(pages, record.said),
        first=(step := visit.next_step(set_id, record.said)) and paths.of_step(step),
        record_length=record.said.length,
    )


@site.get("/set/<set_id>/<question_id>")
@site.get("/set/<set_id>/<question_id>/<about>")
def question(set_id, question_id, about=""):
    found, record = _set(set_id), visit.record()
    step = _step(set_id, question_id, about, record)
    kept, answer = addresses.asked("kept"), record.said.answers.get(step.key) or Answer()
    draft, fields = drafting.answer_at(record, step, flow.choices(visit.words(), step, record.said))
    if draft:
        answer = msgspec.structs.replace(draft, state=answer.state)
    return _page(found, step, record, answer, [], kept=kept, draft=fields)


def _page(
    found,
    step: Step,
    record: Record,
    answer: Answer,
    faults: list[forms.Fault],
    kept="",
    status=200,
    failed=False,
    draft=None,
):
    draft = draft or {}
    words, q = visit.words(), step.question
    pages = flow.steps(words, found, record.said)
    keys = [s.key for s in pages]
    choices = flow.choices(words, step, record.said)
    picked = {*answer.options, *answer.people}
    if g.reading.simple == "yes":
        full = {o.id for o in q.option if not o.simple and o.id not in picked}
        choices = [c for c in choices if c.id not in full]
    more = len(choices) > FIRST_CHOICES
    return (
        render_template(
            "question.html",
            found=found,
            step=step,
            q=q,
            answer=answer,
            picked=picked,
            choices=choices[:FIRST_CHOICES] if more else choices,
            more=choices[FIRST_CHOICES:] if more else [],
            faults={f.field: fault_text(f, q) for f in faults},
            at=keys.index(step.key) + 1 if step.key in keys else 0,
            steps=pages,
            record=record,
            title=flow.title,
            terms_here=[words.terms[w] for w in q.words],
            here=paths.of_step(step),
            about_said=flow.low_sentence(words, record.said, step.about)
            if q.for_each == "wish"
            else [],
            own=(*answer.own, "")[:OWN_ITEMS],
            kept=kept,
            failed=failed,
            asked=any(f.what == "nothing" for f in faults),
            room=TEXT,
            roles=words.roles.values(),
            can_add=len(record.said.people) < PEOPLE,
            known=len(record.said.people),
            drafted=bool(draft),
            was=sent("was") or forms.version(record.said.answers.get(step.key)),
            missing=all(f.what == "nothing" for f in faults),
            person=Person(
                "",
                draft.get("person_name") or sent("person_name"),
                draft.get("person_role") or sent("person_role"),
            ),
            today=g.today.isoformat(),
            day_text=days.day_text,
            typed_date=draft.get("date") or sent("date"),
        ),
        status,
    )


def fault_text(fault: forms.Fault, q) -> str:
    """A fault in easy words: what happened and what to do now."""
    if fault.field == "person-name":
        return (
            _("Write a name or choose who this is.")
            if fault.what == "nothing"
            else _("The name is too long. There is room for %(room)s characters.", room=fault.room)
        )
    if fault.what == "too-long":
        return _(
            "Your text is too long for us. It has %(has)s characters. There is room for %(room)s.",
            has=fault.has,
            room=fault.room,
        )
    if fault.what == "too-many":
        return ngettext(
            "You can pick %(num)s. Take some away.",
            "You can pick %(num)s. Take some away.",
            fault.room,
        )
    if fault.what == "no-date":
        return no_day()
    if fault.what == "today":
        return _(
            "The day is today. Is it right? Then press Next. If not, choose another day or take it"
            " away."
        )
    if fault.what == "changed":
        return _("This list has changed. Choose again.")
    if q.kind == "words":
        return _("You did not write or choose. Write, choose, or press Skip.")
    return _("You did not choose. Choose, or press Skip.")


def no_day() -> str:
    """What is said where a typed day is none."""
    return _("This day is not in the calendar. Write the day like this: 31.12.2026.")


@site.post("/set/<set_id>/<question_id>")
@site.post("/set/<set_id>/<question_id>/<about>")
@limiter.limit(RATE_SAVES)
def save(set_id, question_id, about=""):
    found = _set(set_id)
    if visit.words().question(set_id, question_id) is None:
        abort(404)
    record = visit.record()
    step = _step(set_id, question_id, about, record)
    do = sent("do")
    try:
        answer, faults = forms.read(
            step.question,
            flow.choices(visit.words(), step, record.said),
            request.form,
            record.said.by,
            g.reading.simple == "yes",
            g.today,
        )
    except forms.NotOurs:
        abort(404)
    empty = any(f.what == "nothing" for f in faults)
    # Next takes in a person who is typed on the page as well as the button beside the name does.
    adds = (
        do == "add"
        or do in ("next", "")
        and step.question.kind == "people"
        and bool(sent("person_name").strip())
    )
    # Asked kindly once: then an empty page is a skipped one
    if empty and (adds or do not in ("next", "") or sent("asked")):
        faults = [f for f in faults if f.what != "nothing"]
        answer = (
            None
            if adds or do in ("back", "stop", "leave")
            else msgspec.structs.replace(answer, state="skipped")
        )
    if do in MODES:
        faults = [f for f in faults if f.what == "too-long"]
        kept = record.said.answers.get(step.key, Answer())
        answer = msgspec.structs.replace(answer or kept, state=do, options=(), people=())
    if (
        adds
        and step.question.kind == "people"
        and len(record.said.people) < PEOPLE
        and new_person(record, sent("person_name"), sent("person_role")) is None
    ):
        faults.append(forms.Fault("person-name", person_fault(), room=NAME))
    if faults:
        return _page(found, step, record, answer or Answer(), faults, status=422)
    return _keep(found, step, record, answer, do, adds)


class Changed(Exception):
    """The answer has changed since the page was made. `record`: as it is now; `answer`: what was
    sent.
    """

    def __init__(self, record: Record, answer: Answer):
        self.record, self.answer = record, answer


def _keep(found, step: Step, record: Record, answer: Answer | None, do: str, adds: bool):
    """Save the answer, with the person who is typed where it `adds` one, and go where the person
    wanted.
    """
    before = record.said.answers.get(step.key)

    def how(a: Record) -> Record:
        there = a.said.answers.get(step.key)
        mine = _mine(a, there, answer)
        a, person = with_person(a, sent("person_name"), sent("person_role")) if adds else (a, None)
        mine = mine or Answer(by=record.said.by, day=g.today.isoformat()) if person else mine
        if person:
            mine = msgspec.structs.replace(
                mine, people=tuple(dict.fromkeys((*mine.people, person.id)))
            )
        again = step.key in a.said.answers
        if mine:
            a = msgspec.structs.replace(a, said=flow.with_answer(a.said, step, mine))
        return with_said(a, at=_where(found, step, a, do, again))

    try:
        saved = visit.change_by(how)
    except Changed as other:
        return _both(found, step, other.record, other.answer)
    except StoreFull:
        return _page(found, step, record, answer or Answer(), [], status=503, failed=True)
    told = _told(before, saved.said.answers.get(step.key), do)
    response = make_response(
        redirect(_aside(), 303)
        if do == "leave"
        else go(
            "stop" if do == "stop" else paths.of(flow.place(visit.words(), saved.said)),
            **({"kept": told} if told else {}),
        )
    )
    setting = step.question.setting
    if setting and answer and answer.options:
        cookies.keep_reading(
            response, msgspec.structs.replace(g.reading, **{setting: answer.options[0]})
        )
    return response


def _mine(record: Record, there: Answer | None, answer: Answer | None) -> Answer | None:
    """The answer to keep. Raises Changed where another page has changed it since this one was made,
    and this one says otherwise.
    """
    was = sent("was")
    if sent("keep") == "there":
        return there
    if not answer or not was or forms.version(there) in (was, forms.version(answer)):
        return answer
    if forms.version(answer) == was:  # nothing was changed on this page
        return there
    raise Changed(record, answer)


def _both(found, step: Step, record: Record, answer: Answer):
    """Two pages of the same question: both answers are shown, and the person
    says which one counts.
    """
    words, there = (
        visit.words(),
        (record.said.answers[step.key] if step.key in record.said.answers else Answer()),
    )
    again = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in ("mark", "was", "keep")
    ]
    return (
        render_template(
            "both.html",
            step=step,
            title=flow.title(step),
            here=paths.of_step(step),
            again=again,
            was=forms.version(record.said.answers.get(step.key)),
            there=there,
            there_lines=flow.lines(words, step, record.said, there),
            mine=answer,
            mine_lines=flow.lines(words, step, record.said, answer),
        ),
        409,
    )


def _told(before: Answer | None, after: Answer | None, do: str) -> str:
    """What the next page says of this one: "yes" (kept), "skipped", or nothing where nothing was
    changed.
    """
    if forms.version(before) == forms.version(after) and do in ("back", "stop", "leave"):
        return ""
    return (
        ""
        if after is None
        else "skipped"
        if forms.content(after) == Answer(state="skipped")
        else "yes"
    )


def _aside() -> str:
    """Where a link in the header leads that was pressed with something picked on the page: a page
    of ours, else the map.
    """
    to = sent("to")
    return to if len(to) <= ADDRESS and OURS.fullmatch(to) else f"{visit.base()}/map"


def _where(found, step: Step, record: Record, do: str, again: bool) -> str:
    """The place that comes next."""
    if do in ("add", "stop", "leave"):
        return step.key
    before, after = flow.neighbours(step, flow.steps(visit.words(), found, record.said))
    if do == "back":
        return before.key if before else places.start(found.id)
    last = not after or after.question.id != step.question.id
    if step.question.know and last and not again:
        return places.know(found.id, step.question.id)
    return after.key if after else places.said(found.id)


@site.get("/know/<set_id>/<question_id>")
def know(set_id, question_id):
    found, record = _set(set_id), visit.record()
    pages = flow.steps(visit.words(), found, record.said)
    mine = [s for s in pages if s.question.id == question_id and s.question.know] or abort(404)
    step = mine[-1]
    _, after = flow.neighbours(step, pages)
    return render_template(
        "know.html",
        found=found,
        step=step,
        know=step.question.know,
        back=paths.of_step(step),
        on=paths.of_step(after) if after else f"set/{found.id}/said",
        kept=addresses.asked("kept"),
    )


@site.get("/set/<set_id>/said")
def said(set_id):
    found, record = _set(set_id), visit.record()
    words = visit.words()
    said = [
        (step, answer, lines, flow.title(step))
        for step, answer, lines in flow.said(words, found, record.said)
    ]
    return render_template(
        "said.html",
        found=found,
        said=said,
        answered=any(answer for _, answer, _, _ in said),
        path=paths.of_step,
        mirror=proposal.mirrors(words, record.said, set_id),
        record=record,
        kept=addresses.asked("kept"),
    )


@site.post("/set/<set_id>/said")
def confirm(set_id):
    found = _set(set_id)
    record = visit.change_by(
        lambda a: with_said(
            a, confirmed={**a.said.confirmed, set_id: g.today.isoformat()}, at=places.MAP
        )
    )
    return go(
        "how-much" if found.group == "start" and not record.said.length else "map", kept="yes"
    )
