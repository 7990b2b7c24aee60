"""What a page of a question is by itself: its words, its place among others, what an answer there
can become.
"""

import hashlib

from msgspec.structs import replace

from ..content import Content
from ..model import ids
from ..model.document import Choice, Line, Step
from ..model.said import Answer, Person, Said

NO_ANSWER = Answer(state="skipped")


def title(step: Step) -> str:
    """The words of the question at a page; each thing has a question of its own."""
    return (step.thing or step.question).text


def topic(step: Step) -> str:
    """What a page is about: "who chooses my home", "how this help works (taxi rides)"; "" where
    its author has not said it.
    """
    about = step.thing.topic or step.thing.label if step.thing else step.question.topic
    return f"{about} ({step.about_named})" if about and step.about_named else about


def as_lead(topic: str) -> str:
    """What something is about, as it stands before own words; "" for nothing."""
    return f"{topic[:1].upper()}{topic[1:]}:" if topic else ""


def section_of(step: Step, line: Line) -> str:
    """The section in which a line of an answer stands: an option may have one of its own."""
    return step.question.own_sections.get(line.item, step.question.section)


def neighbours(here: Step, steps: list[Step]) -> tuple[Step | None, Step | None]:
    """The pages before and after `here`."""
    keys = [s.key for s in steps]
    if here.key not in keys:
        return None, None
    i = keys.index(here.key)
    return (steps[i - 1] if i else None), (steps[i + 1] if i + 1 < len(keys) else None)


def own_id(text: str) -> str:
    """The id of an own item. It follows from its words: what was said about "Swimming" must not
    stand under "Choir".
    """
    digest = hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"own_{digest}"


def person_choice(words: Content, person: Person) -> Choice:
    """A person as a picture and a name, or a role when there is no name; a role of another site's
    words as it is.
    """
    role = words.roles.get(person.role)
    label = person.name or (role.label if role else person.role)
    hint = role.label if role and person.name else ""
    return Choice(person.id, role.picture if role else "someone-else", label, hint=hint)


def is_low(step: Step, answer: Answer) -> bool:
    """Whether the answer tells of a thing that the person may want to change."""
    return answer.state == "given" and not step.question.low.isdisjoint(answer.options)


def own_line(step: Step, text: str) -> str:
    """The id of the line of an own item."""
    return f"{step.key}:{own_id(text)}"


def with_answer(said: Said, step: Step, answer: Answer) -> Said:
    """What was said, with this answer at this page. An own item that got other words in the same
    field stays left out of the proposal where it was; and where no other item went, it is the same
    thing, and the same goal. What is picked as a goal is one from now on, with an id of its own;
    those that were goals before stay in their order, which the person may have chosen.
    """
    before = said.answers.get(step.key, NO_ANSWER)
    changed = {
        old: new
        for old, new in zip(before.own, answer.own, strict=False)
        if old and new and old not in answer.own and new not in before.own
    }
    out = {
        f"{what}{own_line(step, new)}": False
        for what in ("", "wish:")
        for old, new in changed.items()
        if not said.lines.get(f"{what}{own_line(step, old)}", True)
    }
    if step.question.options_from == "goals":
        order = {wish: n for n, wish in enumerate(before.options)}
        ranked = sorted(answer.options, key=lambda wish: order.get(wish, len(order)))
        answer = replace(answer, options=tuple(ranked))
    lines = {**said.lines, **out}
    said = replace(said, answers={**said.answers, step.key: answer}, lines=lines)
    gone = {text for text in before.own if text and text not in answer.own}
    if len(gone) == 1 and gone == changed.keys():
        ((old, new),) = changed.items()
        said = ids.reworded(said, own_line(step, old), own_line(step, new))
    if step.question.options_from == "goals":
        said = replace(said, goals=ids.picked_goals(said, answer.options))
    return said


def put_earlier(said: Said, wish: str, before: str) -> Said:
    """What was said, with the goal of this wish before that of the wish `before`."""
    answers = dict(said.answers)
    for key, answer in said.answers.items():
        if {wish, before} <= {*answer.options}:
            others = [one for one in answer.options if one != wish]
            at = others.index(before)
            answers[key] = replace(answer, options=(*others[:at], wish, *others[at:]))
    return replace(said, answers=answers)
