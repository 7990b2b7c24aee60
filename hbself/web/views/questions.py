"""A set: its start, its questions one by one, "good to know", and "You said …"."""

import msgspec
from flask import abort, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from ... import kinds
from ...kinds.parts import Fault
from ...life import days, lacks
from ...life.life import Life
from ...life.steps import neighbours, title
from ...limits import FIRST_CHOICES, OWN_ITEMS, PEOPLE, TEXT
from ...model import places
from ...model.document import Step
from ...model.record import Record, with_said
from ...model.said import Answer, Person
from .. import paths
from ..paths import go
from ..posted import sent
from ..visit import visit
from . import drafting, site


def set_of(set_id: str):
    return visit.words.sets.get(set_id) or abort(404)


def step_of(set_id: str, question_id: str, about: str, record: Record) -> Step:
    return visit.life(record.said).step_at(set_id, question_id, about) or abort(404)


@site.get("/set/<set_id>")
def set_start(set_id):
    found, record, life = set_of(set_id), visit.record(), visit.life()
    step = life.next_step(found)
    return render_template(
        "question/set.html",
        found=found,
        progress=life.progress(found),
        first=step and paths.of_step(step),
        record_length=record.said.length,
    )


@site.get("/set/<set_id>/<question_id>")
@site.get("/set/<set_id>/<question_id>/<about>")
def question(set_id, question_id, about=""):
    found, record = set_of(set_id), visit.record()
    step = step_of(set_id, question_id, about, record)
    kept, answer = paths.asked("kept"), record.said.answers.get(step.key) or Answer()
    draft, fields = drafting.answer_at(record, step, visit.life().choices(step))
    if draft:
        answer = msgspec.structs.replace(draft, state=answer.state)
    return question_page(found, step, record, answer, [], kept=kept, draft=fields)


def question_page(
    found,
    step: Step,
    record: Record,
    answer: Answer,
    faults: list[Fault],
    kept="",
    status=200,
    failed=False,
    draft=None,
):
    draft = draft or {}
    words, q, life = visit.words, step.question, visit.life(record.said)
    pages = life.steps(found)
    at = next((n for n, s in enumerate(pages, 1) if s.key == step.key), 0)
    picked = {*answer.options, *answer.people}
    choices, more = _choices(life, step, picked)
    page = render_template(
        "question/page.html",
        found=found,
        step=step,
        q=q,
        kind=kinds.KINDS[q.kind],
        answer=answer,
        picked=picked,
        choices=choices,
        more=more,
        **_told(faults, q),
        at=at,
        steps=pages,
        record=record,
        title=title,
        terms_here=[words.terms[w] for w in q.words],
        here=paths.of_step(step),
        about_said=life.sentences(step.about) if q.for_each == "wish" else [],
        own=(*answer.own, "")[:OWN_ITEMS],
        kept=kept,
        failed=failed,
        room=TEXT,
        roles=words.roles.values(),
        can_add=len(record.said.people) < PEOPLE,
        known=len(record.said.people),
        drafted=bool(draft),
        was=sent("was") or kinds.version(record.said.answers.get(step.key)),
        person=_typed_person(draft),
        today=visit.today.isoformat(),
        day_text=days.day_text,
        typed_date=draft.get("date") or sent("date"),
    )
    return page, status


def _told(faults: list[Fault], q) -> dict:
    """What the page says of faults: each in words; whether nothing was picked, and nothing else."""
    empty = [f.what == "nothing" for f in faults]
    texts = {f.field: fault_text(f, q) for f in faults}
    return {"faults": texts, "asked": any(empty), "missing": all(empty)}


def _choices(life: Life, step: Step, picked: set[str]) -> tuple[list, list]:
    """What can be picked: seen at once, and behind "More options". Who reads simply sees fewer."""
    choices = life.choices(step)
    if visit.reading.simple == "yes":
        full = {o.id for o in step.question.option if not o.simple and o.id not in picked}
        choices = [c for c in choices if c.id not in full]
    return choices[:FIRST_CHOICES], choices[FIRST_CHOICES:]


def _typed_person(draft: dict[str, str]) -> Person:
    """Who was typed beside the question, and is not added yet."""
    name, role = (draft.get(one) or sent(one) for one in ("person_name", "person_role"))
    return Person("", name, role)


def fault_text(fault: Fault, q) -> str:
    """A fault in easy words: what happened and what to do now."""
    if words := kinds.KINDS[q.kind].says.get(fault.what):
        return _(words)
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
    return _("You did not choose. Choose, or press Skip.")


def no_day() -> str:
    """What is said where a typed day is none."""
    return _("This day is not in the calendar. Write the day like this: 31.12.2026.")


@site.get("/know/<set_id>/<question_id>")
def know(set_id, question_id):
    found = set_of(set_id)
    pages = visit.life().steps(found)
    mine = [s for s in pages if s.question.id == question_id and s.question.know] or abort(404)
    step = mine[-1]
    _, after = neighbours(step, pages)
    return render_template(
        "question/know.html",
        found=found,
        step=step,
        know=step.question.know,
        back=paths.of_step(step),
        on=paths.of_step(after) if after else f"set/{found.id}/said",
        kept=paths.asked("kept"),
    )


@site.get("/set/<set_id>/said")
def said(set_id):
    found, record = set_of(set_id), visit.record()
    life = visit.life()
    said = [(step, answer, lines, title(step)) for step, answer, lines in life.recap(found)]
    return render_template(
        "question/said.html",
        found=found,
        said=said,
        answered=any(answer for _, answer, _, _ in said),
        path=paths.of_step,
        mirror=lacks.mirrors(life, set_id),
        record=record,
        kept=paths.asked("kept"),
    )


@site.post("/set/<set_id>/said")
def confirm(set_id):
    found = set_of(set_id)
    record = visit.change_by(
        lambda a: with_said(
            a, confirmed={**a.said.confirmed, set_id: visit.today.isoformat()}, at=places.MAP
        )
    )
    return go(
        "how-much" if found.group == "start" and not record.said.length else "map", kept="yes"
    )
