"""What the kinds are made of: what a kind tells of itself, and the pieces that several share.

Faults of a form come back as ids with figures, never as words: the words stand where pages are
made. Faults of an author are words, "key: what".
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import msgspec
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, RadioField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional

from ..limits import OWN_ITEMS, OWN_TEXT
from ..model.document import Choice, Step
from ..model.said import Answer
from ..model.words import Option, Question


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a field: "nothing", "too-long" (with `has` and `room`), "too-many"
    (`room`), "not-together" (an answer shuts out the others), "no-date", "today" (a day that is
    asked about once), "changed".
    """

    field: str
    what: str
    has: int = 0
    room: int = 0


class NotOurs(Exception):
    """The form names an option that the question does not have."""


class Sent(msgspec.Struct, frozen=True):
    """A form as it came: the fields of its question, all that was sent, and the day on which."""

    form: Form
    data: MultiDict[str, str]
    today: date


class Piece(msgspec.Struct, frozen=True):
    """A line of an answer: what it is about (an option, a person …), its text and its picture.
    `lead` stands before it; `own`: words of the person's own.
    """

    id: str
    text: str
    picture: str
    lead: str = ""
    own: bool = False


Fields = dict[str, Field]
Earlier = Mapping[str, Question]  # the questions of the set that stand before this one


Picks = Callable[[Step, Answer], list[Choice]]  # what an answer holds, as `Life.picks`


def N_(text: str) -> str:
    """Marks words for translation."""
    return text


# ---- fields, and what stands in them -------------------------------------------------------------


def pick(choices: Sequence[Choice]) -> Fields:
    """One of the cards."""
    return {"answer": RadioField(choices=_labels(choices), validators=[Optional()])}


def picks(choices: Sequence[Choice]) -> Fields:
    """Any of the cards."""
    return {"answer": SelectMultipleField(choices=_labels(choices))}


def own_items() -> Fields:
    """Places for items of one's own."""
    return {f"own{i}": StringField(validators=[Length(max=OWN_TEXT)]) for i in range(OWN_ITEMS)}


def _labels(choices: Sequence[Choice]) -> dict[str, str]:
    return {c.id: c.label for c in choices}


def lines(text: str | None) -> str:
    """Text as sent by a browser, with plain line ends; nothing when it is blank."""
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.strip() else ""


def text_in(sent: Sent, name: str) -> str:
    """What was written in a field; nothing where the form has no such field."""
    return lines(sent.form[name].data) if name in sent.form else ""


def own_in(sent: Sent) -> tuple[str, ...]:
    """The items of one's own, each in its place."""
    own = [text_in(sent, f"own{i}") for i in range(OWN_ITEMS)]
    while own and not own[-1]:
        own.pop()
    return tuple(own)


def picked(sent: Sent, choices: Sequence[Choice]) -> tuple[str, ...]:
    """The ids of the picked cards, in the order of picking. Raises NotOurs."""
    if gone := vanished(sent, choices):
        raise NotOurs(gone[0])
    return still_there(sent, choices)


def still_there(sent: Sent, choices: Sequence[Choice]) -> tuple[str, ...]:
    """As `picked`, for choices that come from other answers: such a one may have vanished
    meanwhile, and is left out.
    """
    known = {c.id for c in choices}
    return tuple(i for i in dict.fromkeys(sent.data.getlist("answer")) if i in known)


def vanished(sent: Sent, choices: Sequence[Choice]) -> list[str]:
    """What was picked and is none of the choices."""
    known = {c.id for c in choices}
    return [i for i in sent.data.getlist("answer") if i not in known]


# ---- what the person said by it ------------------------------------------------------------------


def sentences(step: Step, answer: Answer, picks: Picks) -> Iterator[Piece]:
    """A sentence for each card that was picked. About a thing, the whole sentence stands in the
    content file.
    """
    options = step.question.options
    for option in (options[i] for i in answer.options if i in options):
        yield Piece(option.id, *_sentence(step, option))


def _sentence(step: Step, option: Option) -> tuple[str, str, str]:
    """(text, picture, lead) of a card."""
    if step.thing:
        return step.thing.sentence[option.id], step.thing.picture, ""
    if step.question.things_from:
        return named(option.sentence, step.about_named), step.about_picture, ""
    return option.sentence, option.picture, ""


def full_name(person: Choice) -> str:
    """A person's name with their role: "Mika, my assistant"."""
    return ", ".join(filter(None, (person.label, person.hint)))


def named(sentence: str, name: str) -> str:
    """A sentence with whom or what it is about behind it: "We see each other too little: my
    mother". With the name before it, it would be theirs.
    """
    return f"{sentence.rstrip('.')}: {name}"


# ---- what an author did wrong --------------------------------------------------------------------


def few_options(q: Question) -> Iterator[str]:
    """For one card of a few: how many there are, also in simple mode."""
    offered = [o for o in q.option if not o.old and not o.absent]
    if not 2 <= len(offered) <= 5:
        yield f"option: {q.kind} has two to five, not {len(offered)}"
    if len(offered) > 2 and sum(o.simple for o in offered) != 2:
        yield "option: simple mode shows two answers: mark the others `simple = false`"


def some_options(q: Question) -> Iterator[str]:
    """For cards of which there must be one."""
    if not q.option:
        yield f"option: {q.kind} needs some"


def lead_missing(q: Question) -> Iterator[str]:
    """For answers that are no sentences by themselves."""
    if not q.lead:
        yield "lead: missing (own words, people and dates need a line before them)"


def not_earlier(key: str, name: str, earlier: Earlier) -> Iterator[str]:
    """For a key that names another question."""
    if name and name not in earlier:
        yield f"{key}: no earlier question {name!r}"


# ---- the whole ---------------------------------------------------------------------------------


class Kind(msgspec.Struct, frozen=True):
    """What the site must know of a kind of answers. Each module of a kind ends with one."""

    # What an author did wrong, each as "key: what"
    faults_of: Callable[[Question, Earlier], Iterator[str]]
    # The fields of its form; every page has "note" and "change" besides
    fields: Callable[[Question, Sequence[Choice]], Fields]
    # The answer in what was sent, and what is wrong with it. Texts that are too long, and nothing
    # at all, are told for all kinds alike.
    read: Callable[[Question, Sequence[Choice], Sent], tuple[Answer, list[Fault]]]
    # Words for its faults, put into the language of the page there: {what: text}
    says: Mapping[str, str] = {}
    keys: Mapping[str, str] = {}  # keys of a question that are for this kind: {key: what it gives}
    writes: bool = False  # own words are the answer itself: the page has no other place for them
    lone: bool = False  # one card is the whole answer, and its note is about that
    people: bool = False  # the answer holds persons, and the page adds new ones
    # The lines that stand in the proposal for what was picked, in the order of picking. Own words,
    # dates and notes are told for all kinds alike.
    said: Callable[[Step, Answer, Picks], Iterator[Piece]] = sentences
