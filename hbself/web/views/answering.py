"""An answer comes in: read it, keep it, go where the person wanted."""

import msgspec
from flask import abort, redirect, render_template, request

from ... import kinds
from ...keeping.store import NotSaved
from ...kinds.parts import Fault, NotOurs
from ...life import people as people_of
from ...life.life import Life
from ...life.steps import neighbours, title, with_answer
from ...limits import ADDRESS, NAME, OWN_ITEMS, PEOPLE, RATE_SAVES
from ...model import places
from ...model.document import Step
from ...model.record import Record, with_said
from ...model.said import Answer
from .. import paths
from ..i18n import with_fields
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import visit
from . import site
from .people import fault_of, typed_person, with_typed
from .questions import question_page, step_of

MODES = ("unknown", "skipped")


@site.post("/set/<set_id>/<question_id>")
@site.post("/set/<set_id>/<question_id>/<about>")
@limiter.limit(RATE_SAVES)
def save(set_id, question_id, about=""):
    if visit.words.question(set_id, question_id) is None:
        abort(404)
    record = visit.record()
    step = step_of(set_id, question_id, about, record)
    question_set = visit.life(record.said).way.set_of(step)
    do = sent("do")
    answer, faults, adds = _read(step, record, do)
    if faults:
        return question_page(question_set, step, record, answer or Answer(), faults, status=422)
    if do == "same":
        return _same(question_set, step, record, answer or Answer(), adds)
    return _keep(question_set, step, record, answer, do, adds)


def _same(question_set, step: Step, record: Record, beside: Answer, adds: bool):
    """What was said of the first goal is said of this one, too: who, where, when; and what was
    written on this page beside it. On to what it was not asked.
    """
    typed = typed_person()
    shown = visit.life(record.said).way.same_as_first(step)
    if shown and shown[0].about != sent("first"):  # another goal is the first one now
        return question_page(question_set, step, record, beside, [], status=409)

    def how(a: Record) -> Record:
        life = Life(visit.words, a.said)
        pages = life.way.same_as_first(step) or abort(404)
        a, person = with_typed(a, typed) if adds else (a, None)
        for page in pages:
            mine = msgspec.structs.replace(page, about=step.about)
            answer = life.answer(page.key)
            if mine.key == step.key:
                answer = _with_words(step, answer, beside, person)
            a = msgspec.structs.replace(a, said=with_answer(a.said, mine, answer))
        after = Life(visit.words, a.said)
        goal = after.way.set_of(step)
        left = (page.key for page in after.steps(goal) if page.key not in a.said.answers)
        on = next(left, after.way.after(goal))
        return with_said(a, at=on)

    saved = visit.change_by(how)
    return go(paths.of(visit.life(saved.said).way.place()), kept="yes")


def _with_words(step: Step, answer: Answer, beside: Answer, person) -> Answer:
    """An answer that was taken over, with what was typed and picked on the page itself; `person`:
    who was typed there. What shuts out the others stays alone.
    """
    answer = msgspec.structs.replace(
        answer,
        text=beside.text or answer.text,
        note=beside.note or answer.note,
        own=tuple(dict.fromkeys(filter(None, (*beside.own, *answer.own))))[:OWN_ITEMS],
    )
    if step.question.alone.isdisjoint((*answer.options, *beside.options)):
        new = [person.id] if person else []
        people = tuple(dict.fromkeys((*answer.people, *beside.people, *new)))
        options = tuple(dict.fromkeys((*answer.options, *beside.options)))
        answer = msgspec.structs.replace(answer, people=people, options=options)
    return answer


def _read(step: Step, record: Record, do: str) -> tuple[Answer | None, list[Fault], bool]:
    """(the answer that was sent, its faults, whether somebody who was typed is to be added)."""
    answer: Answer | None
    try:
        answer, faults = kinds.read(
            step.question,
            visit.life(record.said).choices(step),
            request.form,
            record.said.by,
            visit.reading.simple == "yes",
            visit.today,
        )
    except NotOurs:
        abort(404)
    kind = kinds.KINDS[step.question.kind]
    if do in ("back", "stop", "leave"):  # who goes away is not held up by what does not fit
        faults = [f for f in faults if f.what != "not-together"]
    empty = any(f.what == "nothing" for f in faults)
    # Next takes in a person who is typed on the page as well as the button beside the name does.
    typed = kind.people and bool(sent("person_name").strip())
    adds = do == "add" or do in ("next", "same", "") and typed
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
    return answer, faults + (_of_typed(step, record, answer) if adds else []), adds


def _of_typed(step: Step, record: Record, answer: Answer | None) -> list[Fault]:
    """What is wrong with somebody who was typed beside an answer."""
    faults = []
    if answer and not step.question.alone.isdisjoint(answer.options):
        faults.append(Fault("answer", "not-together"))
    if (
        kinds.KINDS[step.question.kind].people
        and len(record.said.people) < PEOPLE
        and people_of.new(record.said.people, typed_person(), visit.words.roles) is None
    ):
        faults.append(Fault("person-name", fault_of(typed_person()), room=NAME))
    return faults


class Changed(Exception):
    """The answer has changed since the page was made. `record`: as it is now; `answer`: what was
    sent.
    """

    def __init__(self, record: Record, answer: Answer):
        self.record, self.answer = record, answer


def _keep(question_set, step: Step, record: Record, answer: Answer | None, do: str, adds: bool):
    """Save the answer, with the person who is typed where it `adds` one, and go where the person
    wanted.
    """
    before = record.said.answers.get(step.key)
    was, keep, typed = sent("was"), sent("keep"), typed_person()

    def how(a: Record) -> Record:
        there = a.said.answers.get(step.key)
        mine = _mine(a, there, answer, was, keep)
        a, person = with_typed(a, typed) if adds else (a, None)
        if person:
            mine = mine or Answer(by=record.said.by, day=visit.today.isoformat())
            mine = msgspec.structs.replace(
                mine, people=tuple(dict.fromkeys((*mine.people, person.id)))
            )
        again = step.key in a.said.answers
        if mine:
            a = msgspec.structs.replace(a, said=with_answer(a.said, step, mine))
        return with_said(a, at=_where(question_set, step, a, do, again))

    try:
        saved = visit.change_by(how)
    except Changed as other:
        return _both(question_set, step, other.record, other.answer)
    except NotSaved:
        return question_page(
            question_set, step, record, answer or Answer(), [], status=503, failed=True
        )
    told = _told(before, saved.said.answers.get(step.key), do)
    setting = step.question.setting
    if setting and answer and answer.options:
        visit.read_so(with_fields(visit.reading, {setting: answer.options[0]}))
    if do == "leave":
        return redirect(_aside(), 303)
    on = "stop" if do == "stop" else paths.of(visit.life(saved.said).way.place())
    return go(on, **({"kept": told} if told else {}))


def _mine(
    record: Record, there: Answer | None, answer: Answer | None, was: str, keep: str
) -> Answer | None:
    """The answer to keep. Raises Changed where another page has changed it since this one was made,
    and this one says otherwise.
    """
    if keep == "there":
        return there
    if not answer or not was or kinds.version(there) in (was, kinds.version(answer)):
        return answer
    if kinds.version(answer) == was:  # nothing was changed on this page
        return there
    raise Changed(record, answer)


def _both(question_set, step: Step, record: Record, answer: Answer):
    """Two pages of the same question: both answers are shown, and the person
    says which one counts.
    """
    life, there = visit.life(record.said), record.said.answers.get(step.key, Answer())
    again = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in ("mark", "was", "keep")
    ]
    return (
        render_template(
            "question/both.html",
            step=step,
            title=title(step),
            here=paths.of_step(step),
            again=again,
            was=kinds.version(record.said.answers.get(step.key)),
            there=there,
            there_lines=life.lines_of(step, there),
            mine=answer,
            mine_lines=life.lines_of(step, answer),
        ),
        409,
    )


def _told(before: Answer | None, after: Answer | None, do: str) -> str:
    """What the next page says of this one: "yes" (kept), "skipped", or nothing where nothing was
    changed.
    """
    if kinds.version(before) == kinds.version(after) and do in ("back", "stop", "leave"):
        return ""
    return (
        ""
        if after is None
        else "skipped"
        if kinds.gist(after) == Answer(state="skipped")
        else "yes"
    )


def _aside() -> str:
    """Where a link in the header leads that was pressed with something picked on the page: a page
    of ours, else the map.
    """
    to = sent("to")
    return to if len(to) <= ADDRESS and paths.is_ours(to) else f"{paths.base()}/map"


def _where(question_set, step: Step, record: Record, do: str, again: bool) -> str:
    """The place that comes next."""
    if do in ("add", "stop", "leave"):
        return step.key
    life = Life(visit.words, record.said)
    before, after = neighbours(step, life.steps(question_set))
    if do == "back":
        return before.key if before else places.start(question_set.id)
    last = not after or after.question.id != step.question.id
    if step.question.know and last and not again:
        return places.know(question_set.id, step.question.id)
    return after.key if after else life.way.after(question_set)
