"""The kinds of answers: what an author must write, the form, and how it is read.

A kind is a module of this folder, its row in KINDS, and templates/question/<kind>.html.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, TextAreaField
from wtforms.validators import Length

from ..limits import TEXT
from ..model.document import Choice
from ..model.said import Answer
from ..model.words import Question
from . import each, many, one, people, top, when, words
from .parts import Earlier, Fault, Kind, Sent, text_in, vanished

KINDS: dict[str, Kind] = {
    "one": one.KIND,
    "many": many.KIND,
    "each": each.KIND,
    "words": words.KIND,
    "people": people.KIND,
    "top": top.KIND,
    "when": when.KIND,
}


def faults_of(q: Question, earlier: Earlier) -> Iterator[str]:
    """What an author did wrong with the kind of a question, each as "key: what". `earlier`: the
    questions of the set that stand before it.
    """
    if q.kind not in KINDS:
        yield f"kind: Invalid enum value {q.kind!r}: write one of {', '.join(KINDS)}"
        return
    kind = KINDS[q.kind]
    for name, other in KINDS.items():
        yield from (
            f"{key}: only `{name}` has {what}"
            for key, what in other.keys.items()
            if key not in kind.keys and getattr(q, key)
        )
    yield from kind.faults_of(q, earlier)


def form(q: Question, choices: Sequence[Choice], data: MultiDict[str, str]) -> Form:
    """The WTForms form of a question, filled with what was sent."""
    fields = KINDS[q.kind].fields(q, choices)
    fields |= {"note": TextAreaField(validators=[Length(max=TEXT)]), "change": BooleanField()}
    return type("QuestionForm", (Form,), fields)(data)


def read(
    q: Question,
    choices: Sequence[Choice],
    data: MultiDict[str, str],
    by: str,
    simple: bool,
    today: date,
) -> tuple[Answer, list[Fault]]:
    """What was sent as an answer, and its faults. The answer holds all that was sent, faults or
    not.

    Raises NotOurs for an option of another question. On pages whose choices come from other answers
    (people, top) such an option has only vanished meanwhile: it is left out.
    """
    sent = Sent(form(q, choices, data), data, today)
    said, wrong = KINDS[q.kind].read(q, choices, sent)
    answer = msgspec.structs.replace(
        said,
        note=text_in(sent, "note"),
        change=q.change and sent.form["change"].data,
        by=by,
        simple=simple,
        day=today.isoformat(),
    )
    if not wrong and gist(answer) == Answer():
        wrong = [Fault("answer", "changed" if vanished(sent, choices) else "nothing")]
    return answer, [*_too_long(sent), *_torn(q, answer), *wrong]


def _torn(q: Question, answer: Answer) -> Iterator[Fault]:
    """ "None of these", and one of these."""
    picked = {*answer.options, *answer.people, *filter(None, answer.own)}
    if len(picked) > 1 and not q.alone.isdisjoint(picked):
        yield Fault("answer", "not-together")


def _too_long(sent: Sent) -> Iterator[Fault]:
    """Browsers send line ends as two characters; the limits count what the person typed, so the
    length is measured here.
    """
    for name in dict.fromkeys(("text", "note", *sent.form._fields)):
        rules = sent.form[name].validators if name in sent.form else ()
        for room in (rule.max for rule in rules if isinstance(rule, Length)):
            if (has := len(text_in(sent, name))) > room:
                yield Fault(name, "too-long", has, room)


def refill(q: Question, choices: Sequence[Choice], fields: Iterable[tuple[str, str]]) -> Answer:
    """What stood in a form that was not sent, as an answer: `fields` as the form had them, whatever
    can't be picked now left out.
    """
    known = {c.id for c in choices}
    there = MultiDict((n, v) for n, v in fields if n != "answer" or v in known)
    return read(q, choices, there, "", False, date.min)[0]


def gist(answer: Answer | None) -> Answer:
    """What an answer says, without how and when it was given."""
    return msgspec.structs.replace(answer or Answer(), by="", simple=False, day="")


def version(answer: Answer | None) -> str:
    """A short mark of what an answer says, by which a page knows whether it has
    changed meanwhile.
    """
    return hashlib.sha256(msgspec.json.encode(gist(answer) if answer else None)).hexdigest()[:12]
