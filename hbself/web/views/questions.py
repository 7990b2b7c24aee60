"""A set: its start, its questions one by one, "good to know", and "You said …"."""

import msgspec
from flask import abort, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from ... import kinds
from ...kinds.parts import Fault
from ...life import days, lacks, views
from ...life.life import Life
from ...life.steps import neighbours, title
from ...life.way import GOAL_SET
from ...limits import FEW_PEOPLE, FIRST_CHOICES, OWN_ITEMS, TEXT
from ...model.document import Line, Step
from ...model.record import Record, with_said
from ...model.said import Answer
from ...model.words import GoodToKnow
from .. import adding, paths
from ..paths import go
from ..posted import sent
from ..visit import visit
from . import drafting, people, site


def set_of(set_id: str):
    """The set of an id, a goal's too."""
    if set_id not in visit.words.sets and not GOAL_SET.fullmatch(set_id):
        abort(404)
    return visit.life().way.question_set(set_id) or abort(404)


def step_of(set_id: str, question_id: str, about: str, record: Record) -> Step:
    return visit.life(record.said).step_at(set_id, question_id, about) or abort(404)


@site.get("/set/<set_id>")
def set_start(set_id):
    """Where a set begins. Nobody has to pass it on the way in: it is for whom there is something to
    choose, to go on or to read what was said; and for the practice, which can be left out.
    """
    question_set, record, life = set_of(set_id), visit.record(), visit.life()
    step, progress = life.way.next_step(question_set), life.way.progress(question_set)
    if step and not progress[0] and question_set.group != "start":
        return go(paths.of_info(set_id, question_set.pages) or paths.of_step(step))
    return render_template(
        "question/set.html",
        question_set=question_set,
        progress=progress,
        pages=[visit.words.pages[one] for one in question_set.pages],
        first=step and paths.of_step(step),
        record_length=record.said.length,
    )


@site.get("/set/<set_id>/<question_id>")
@site.get("/set/<set_id>/<question_id>/<about>")
def question(set_id, question_id, about=""):
    record = visit.record()
    step = step_of(set_id, question_id, about, record)
    question_set = visit.life().way.set_of(step)
    kept, answer = paths.asked("kept"), record.said.answers.get(step.key) or Answer()
    if step.question.setting:  # it was chosen in the settings since
        now = getattr(visit.reading, step.question.setting)
        answer = msgspec.structs.replace(answer, options=(now,))
    draft, fields = drafting.answer_at(record, step, visit.life().choices(step))
    if draft:
        answer = msgspec.structs.replace(draft, state=answer.state)
    return question_page(question_set, step, record, answer, [], kept=kept, draft=fields)


def question_page(
    question_set,
    step: Step,
    record: Record,
    answer: Answer,
    faults: list[Fault],
    kept="",
    status=200,
    failed=False,
    draft=(),
):
    life, picked = visit.life(record.said), {*answer.options, *answer.people}
    choices, more, besides = _choices(life, step, picked)
    told = _told(faults, step.question, roles_first=not choices)
    page = render_template(
        "question/page.html",
        **_asked(life, question_set, step),
        answer=answer,
        picked=picked,
        choices=choices,
        more=more,
        besides=besides,
        **told,
        record=record,
        own=(*answer.own, "")[:OWN_ITEMS],
        kept=kept,
        failed=failed,
        room=TEXT,
        add=people.add_part(record, draft, told["faults"]),
        few=FEW_PEOPLE,
        drafted=bool(draft),
        was=sent("was") or kinds.version(record.said.answers.get(step.key)),
        today=visit.today.isoformat(),
        day_text=days.day_text,
        typed_date=dict(draft).get("date") or sent("date"),
        help_lines=visit.services.config.help_lines,
        good=_good_to_know(life, question_set, step) if kept else None,
        **_came(),
    )
    return page, status


def _good_to_know(life: Life, question_set, step: Step) -> tuple[GoodToKnow, str] | None:
    """What is good to know of the question before, and its words, once it is answered: said earlier
    it would lead the answer, and a page of its own would have to be pressed away.
    """
    before, _after = neighbours(step, life.steps(question_set))
    if before is None or before.question.id == step.question.id or not before.question.know:
        return None
    return (before.question.know, title(before)) if before.key in life.said.answers else None


def _came() -> dict:
    """From where the person came to change an answer; the languages of a page that was refused
    know it, too.
    """
    came = {"came": paths.came_from()}
    return came | {"rest": paths.rest() + paths.way_on()} if request.method == "POST" else came


def _asked(life: Life, question_set, step: Step) -> dict:
    """What is asked, and where in its set."""
    q, pages = step.question, life.way.counted(question_set)
    keys = [page.key for page in life.steps(question_set)]
    at = next((n for n, one in enumerate(pages, 1) if step in one), 0)
    one = pages[at - 1] if at else [step]
    same = life.way.same_as_first(step)
    return {
        "question_set": question_set,
        "step": step,
        "q": q,
        "kind": kinds.KINDS[q.kind],
        "at": at,
        # A question with more pages than one: how far one is in it, too
        "along": round(at - 1 + (one.index(step) + 1) / len(one), 2),
        "steps": pages,
        "nth": keys.index(step.key) + 1 if step.key in keys else 0,
        "title": title,
        "terms_here": [visit.words.terms[w] for w in q.words],
        "here": paths.of_step(step),
        "same": [life.lines(page) for page in same],
        "first": same[0].about if same else "",
        "about_said": _so_now(life, step),
    }


def _so_now(life: Life, step: Step) -> list[str]:
    """What is so now, on a page about a wish or a goal: in the person's answers."""
    wants = life.wants
    if not step.question.for_each:  # else all that somebody wants is worked out for each page
        return []
    about = next((w for w in (*wants.asked_about, *wants.goals) if w.id == step.about), None)
    return [line.text for line in wants.facts(about) if not line.own] if about else []


def _told(faults: list[Fault], q, roles_first: bool) -> dict:
    """What the page says of faults: each in words; whether nothing was picked, and nothing else.
    `roles_first`: no cards stand before the roles of people who are added, which are answers then.
    """
    empty = [f.what == "nothing" for f in faults]
    texts = {f.field: fault_text(f, q) for f in faults}
    if roles_first and "person-name" in texts:
        texts["answer"] = texts.pop("person-name")
    return {"faults": texts, "asked": any(empty), "missing": all(empty)}


def _choices(life: Life, step: Step, picked: set[str]) -> tuple[list, list, list]:
    """What can be picked: seen at once, and behind "More options". Who reads simply sees fewer, but
    all ways to read. Beside people stand last what is none of them: "nobody".
    """
    choices = life.choices(step)
    if visit.reading.simple == "yes" and not step.question.setting:
        full = {o.id for o in step.question.option if not o.simple and o.id not in picked}
        choices = [c for c in choices if c.id not in full]
    besides = []
    if kinds.KINDS[step.question.kind].people:
        besides = [c for c in choices if c.id in step.question.options]
        choices = [c for c in choices if c not in besides]
    # "None of these" is seen at once
    late = [c for c in choices[FIRST_CHOICES:] if c.alone]
    first = [c for c in choices if c not in late][: FIRST_CHOICES - len(late)] + late
    return first, [c for c in choices if c not in first], besides


def fault_text(fault: Fault, q) -> str:
    """A fault in easy words: what happened and what to do now."""
    if words := kinds.KINDS[q.kind].says.get(fault.what):
        return _(words)
    if fault.field == "person-name" or adding.is_of_people(fault.field):
        return people.fault_text(fault)
    if fault.what == "too-long":
        return _(
            "Your text is too long for us. It has %(has)s letters. There is room for %(room)s.",
            has=fault.has,
            room=fault.room,
        )
    if fault.what == "too-many":
        return ngettext(
            "You can choose %(num)s. Take some away.",
            "You can choose up to %(num)s. Take some away.",
            fault.room,
        )
    if fault.what == "no-date":
        return no_day()
    if fault.what == "today":
        return is_today()
    if fault.what == "not-together":
        return _("These answers do not fit together. Take some away.")
    if fault.what == "changed":
        return _("This list has changed. Choose again.")
    return _("There is no answer yet. Choose, or press: Skip.")


def is_today() -> str:
    """What is asked once where today was sent."""
    return _(
        "You chose today. Is it right? Then press: Next. If not, choose another day or"
        " take the day away."
    )


def no_day() -> str:
    """What is said where a typed day is none."""
    return _("This day is not in the calendar. Write the day like this: 31.12.2026.")


@site.get("/know/<set_id>/<question_id>")
def know(set_id, question_id):
    """Where earlier versions told what is good to know of a question: the page after it tells it
    now.
    """
    question_set, life = set_of(set_id), visit.life()
    pages = life.steps(question_set)
    mine = [s for s in pages if s.question.id == question_id and s.question.know] or abort(404)
    _, after = neighbours(mine[-1], pages)
    return go(paths.of_step(after) if after else f"set/{question_set.id}/said", kept="yes")


@site.get("/set/<set_id>/said")
def said(set_id):
    question_set, record = set_of(set_id), visit.record()
    life = visit.life()
    said = [
        (step, answer, _as_said(life, step, lines), title(step))
        for step, answer, lines in life.recap(question_set)
    ]
    return render_template(
        "question/said.html",
        question_set=question_set,
        said=said,
        answered=any(answer for _, answer, _, _ in said),
        path=paths.of_step,
        mirror=lacks.mirrors(life, set_id) if visit.layer.has_card else [],
        record=record,
        kept=paths.asked("kept"),
    )


def _as_said(life: Life, step: Step, lines: list[Line]) -> list[Line]:
    """The lines of an answer; a supporter's as they are told of the person."""
    name = visit.record().keeping.supporter
    return views.told(life, step, name) if name else lines


@site.post("/set/<set_id>/said")
def confirm(set_id):
    question_set = set_of(set_id)
    beyond = visit.life().way.beyond(question_set)
    record = visit.change_by(
        lambda a: with_said(
            a, confirmed={**a.said.confirmed, set_id: visit.today.isoformat()}, at=beyond
        )
    )
    new = question_set.group == "start" and not record.said.length
    on = "how-much" if new else paths.of(beyond)
    return go(on, "next" if on == "map" else "", kept="yes")
