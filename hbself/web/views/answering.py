"""An answer comes in: read it, keep it, go where the person wanted."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from urllib.parse import unquote

import msgspec
from flask import abort, redirect, render_template, request

from ... import kinds
from ...keeping import vault
from ...keeping.store import NotSaved
from ...kinds.parts import Fault, NotOurs
from ...life.life import Life
from ...life.steps import neighbours, title, with_answer
from ...limits import ADDRESS, OWN_ITEMS, RATE_SAVES
from ...model import places
from ...model.document import Step
from ...model.record import Record, with_said
from ...model.said import Answer
from .. import adding, paths
from ..i18n import with_fields
from ..paths import go
from ..posted import fields, sent
from ..security import limiter
from ..visit import visit
from . import site
from .chapters import way_back
from .people import NoRoom, faults_of, typed_people, with_typed
from .questions import question_page, step_of
from .reading import choose

MODES = ("unknown", "skipped")
ASIDE = ("back", "stop", "leave", "add")  # buttons that do not lead to the next question


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
    if do == "before":
        before = _sealed_before(step)
        if before is None:
            return go(paths.of_step(step), kept="later", **paths.came_from())
        on = sent("then") if sent("then") in ASIDE else "next"
        return _keep(question_set, step, record, before, on, False)
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
    typed = typed_people()
    shown = visit.life(record.said).way.same_as_first(step)
    if shown and shown[0].about != sent("first"):  # another goal is the first one now
        return question_page(question_set, step, record, beside, [], status=409)

    def how(a: Record) -> Record:
        life = Life(visit.words, a.said)
        pages = life.way.same_as_first(step) or abort(404)
        a, persons = with_typed(a, typed, beside.people) if adds else (a, ())
        for page in pages:
            mine = msgspec.structs.replace(page, about=step.about)
            answer = life.answer(page.key)
            if mine.key == step.key:
                answer = _with_words(step, answer, beside, persons)
            a = msgspec.structs.replace(a, said=with_answer(a.said, mine, answer))
        after = Life(visit.words, a.said)
        goal = after.way.set_of(step)
        left = (page.key for page in after.steps(goal) if page.key not in a.said.answers)
        on = next(left, after.way.after(goal))
        return with_said(a, at=_came(question_set) or on)

    try:
        saved = visit.change_by(how)
    except NoRoom as full:
        return question_page(question_set, step, record, beside, [full.fault], status=422)
    return _on(question_set, step, saved, "same", "yes")


def _with_words(step: Step, answer: Answer, beside: Answer, persons) -> Answer:
    """An answer that was taken over, with what was typed and picked on the page itself; `persons`:
    who were added there. What shuts out the others stays alone.
    """
    answer = msgspec.structs.replace(
        answer,
        text=beside.text or answer.text,
        note=beside.note or answer.note,
        own=tuple(dict.fromkeys(filter(None, (*beside.own, *answer.own))))[:OWN_ITEMS],
    )
    if step.question.alone.isdisjoint((*answer.options, *beside.options)):
        new = (person.id for person in persons)
        people = tuple(dict.fromkeys((*answer.people, *beside.people, *new)))
        options = tuple(dict.fromkeys((*answer.options, *beside.options)))
        answer = msgspec.structs.replace(answer, people=people, options=options)
    return answer


def _read(step: Step, record: Record, do: str) -> tuple[Answer | None, list[Fault], bool]:
    """(the answer that was sent, its faults, whether people are to be added who were picked or
    named).
    """
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
    # Next takes in who is picked or named on the page as well as the button below them does.
    typed = kind.people and adding.anybody(fields())
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
    """What is wrong with people who are added beside an answer."""
    faults = []
    if answer and not step.question.alone.isdisjoint(answer.options):
        faults.append(Fault("answer", "not-together"))
    if kinds.KINDS[step.question.kind].people:
        faults += faults_of(record, typed_people(), answer.people if answer else ())
    return faults


def _keep(question_set, step: Step, record: Record, answer: Answer | None, do: str, adds: bool):
    """Save the answer, with the people who are added where it `adds` some, and go where the person
    wanted. Where another page has answered meanwhile, tell first what stood there.
    """
    before = record.said.answers.get(step.key)
    was, keep, typed = sent("was"), sent("keep"), typed_people()
    other: Answer | None = None

    def how(a: Record) -> Record:
        nonlocal other
        there = a.said.answers.get(step.key)
        mine, other = _mine(there, answer, was, keep)
        a, persons = with_typed(a, typed, mine.people if mine else ()) if adds else (a, ())
        if persons:
            mine = mine or Answer(by=record.said.by, day=visit.today.isoformat())
            new = (person.id for person in persons)
            mine = msgspec.structs.replace(mine, people=tuple(dict.fromkeys((*mine.people, *new))))
        if mine:
            a = msgspec.structs.replace(a, said=with_answer(a.said, step, mine))
        return with_said(a, at=_where(question_set, step, a, do))

    try:
        saved = visit.change_by(how)
    except NoRoom as full:
        return question_page(
            question_set, step, record, answer or Answer(), [full.fault], status=422
        )
    except NotSaved:
        return question_page(
            question_set, step, record, answer or Answer(), [], status=503, failed=True
        )
    setting = step.question.setting
    if setting and answer and answer.options:
        choose(with_fields(visit.reading, {setting: answer.options[0]}))
    told = _told(before, saved.said.answers.get(step.key), do)
    on = redirect(_aside(), 303) if do == "leave" else _on(question_set, step, saved, do, told)
    return _both(step, saved, other, do, on.location) if other else on


def _on(question_set, step: Step, saved: Record, do: str, told: str):
    """To the page that comes next: whoever came to change an answer goes back from where they came;
    the page itself, where somebody was added, still knows it.
    """
    if do == "stop":
        return go("stop", kept=told)
    if do != "add" and paths.came_from():
        return go(*way_back(question_set, step), kept=told)
    return go(paths.of(visit.life(saved.said).way.place()), kept=told, **paths.came_from())


def _mine(
    there: Answer | None, answer: Answer | None, was: str, keep: str
) -> tuple[Answer | None, Answer | None]:
    """(the answer to keep, the one in whose place it comes: another page has given it since this
    one was made, and said otherwise).
    """
    if keep == "there":  # a page of an earlier version, which asked
        return there, None
    if not answer or not was or kinds.version(there) in (was, kinds.version(answer)):
        return answer, None
    if kinds.version(answer) == was:  # nothing was changed on this page
        return there, None
    return answer, there


def _both(step: Step, record: Record, other: Answer, do: str, on: str):
    """Two pages of the same question have answered: the later answer counts. What stood there
    before is told, and comes back on one press, on the way that was pressed here (do). on: the
    address that comes next.
    """
    life, mine = visit.life(record.said), record.said.answers[step.key]
    visit.taken = True
    box = vault.seal(
        visit.key(), _BEFORE + step.key.encode().hex(), msgspec.json.encode(other), step=1
    )
    return render_template(
        "question/both.html",
        title=title(step),
        here=paths.of_step(step),
        came=paths.came_from(),
        then={"then": do, "to": sent("to")},
        on=on,
        before=urlsafe_b64encode(box).decode("ascii"),
        was=kinds.version(mine),
        there=other,
        there_lines=life.lines_of(step, other),
        mine=mine,
        mine_lines=life.lines_of(step, mine),
    )


_BEFORE = "before "  # what the answer is sealed for that a page can bring back


def _sealed_before(step: Step) -> Answer | None:
    """The answer that stood there before, as the page `_both` brings it back; None where it was
    made for another question or another key.
    """
    with suppress(ValueError, vault.Broken, vault.Newer, msgspec.MsgspecError):
        box = urlsafe_b64decode(sent("before").encode("ascii"))
        text = vault.unseal(visit.key(), _BEFORE + step.key.encode().hex(), box)
        return msgspec.json.decode(text, type=Answer)
    return None


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
    if len(to) > ADDRESS or not paths.is_ours(to):
        return f"{paths.base()}/map"
    # The same page in another language still knows from where the person came
    return to + (paths.way_on() if unquote(to[3:]) == paths.rest() else "")


def _came(question_set) -> str:
    """The place from which the person came to change an answer, "" for none."""
    name = paths.came_from().get("from")
    return places.said(question_set.id) if name == "said" else places.PROPOSAL if name else ""


def _where(question_set, step: Step, record: Record, do: str) -> str:
    """The place that comes next."""
    if do in ("add", "stop", "leave"):
        return step.key
    if came := _came(question_set):
        return came
    life = Life(visit.words, record.said)
    before, after = neighbours(step, life.steps(question_set))
    if do == "back":
        return before.key if before else life.way.before(question_set)
    return after.key if after else life.way.after(question_set)
