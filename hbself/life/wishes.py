"""Wishes: what an answer says that the person wants, and in which words."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ..kinds.parts import named
from ..model.document import Line, Step, Wish
from ..model.said import Answer
from .steps import as_lead, topic


def wishes_at(
    step: Step, answer: Answer, lines: Sequence[Line], texts: Mapping[str, str]
) -> list[Wish]:
    """What "I want this to change" says at a page. One wish; of a question whose answers are wishes
    apart, one for each. lines: of this answer; texts: the fixed words (`Content.texts`).
    """
    q = step.question
    if q.apart:
        return [_apart(step, line, texts) for line in lines if _is_bad(step, line)]
    low = [q.options[i] for i in answer.options if i in q.low]
    general = (step.thing or q).wish if low or not q.low else ""
    wish = next((o.wish for o in low if o.wish), general)
    if wish and q.things_from:
        wish = named(wish, step.about_named)
    about = topic(step) or step.about_text
    text = wish or texts["wish.neutral"].format(topic=about)
    picture = step.about_picture or q.picture
    return [Wish(step.key, text, picture, sources=(step.key,), topic=about, plain=bool(wish))]


def _is_bad(step: Step, line: Line) -> bool:
    return not line.alone and (line.own or line.item in step.question.low)


def _apart(step: Step, line: Line, texts: Mapping[str, str]) -> Wish:
    """The wish of one low answer, or of an own item: its words say what is to change."""
    option = step.question.options.get(line.item)
    if option and option.wish:
        return Wish(
            line.id, option.wish, line.picture, sources=(step.key,), topic=option.label, plain=True
        )
    lead = texts["wish.neutral"].partition("{topic}")[0].strip()
    return Wish(line.id, line.text, line.picture, line.own, (step.key,), lead=lead)


def titled(wish: Wish, instead: Sequence[Line]) -> Wish:
    """The wish in the words of what is wanted instead, own words first; what it is about leads
    them. `instead`: lines that are not left out.
    """
    first = next((line for line in instead if line.own), next(iter(instead), None))
    if not first:
        return wish
    return replace(
        wish,
        text=first.text,
        picture=first.picture if wish.own else wish.picture,
        own=first.own,
        lead=as_lead(wish.topic),
        plain=True,
        titled=first.id,
        sources=(*wish.sources, *first.sources),
    )


def first_own(wish: Wish) -> tuple[bool, bool]:
    """By this, what can become a goal is put in order: own words first, then what says what is
    wanted.
    """
    return not wish.own, not wish.plain
