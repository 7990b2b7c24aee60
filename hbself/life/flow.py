"""Pure functions over the words and the answers: what comes next, how far one is, what one said,
what one wishes.
"""

import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator

import msgspec
from msgspec.structs import replace

from ..content import Content
from ..limits import GOALS
from ..model import ids, places
from ..model.document import Line, Step, Wish
from ..model.said import Answer, Said
from ..model.words import Option, Question, QuestionSet
from . import days

NO_ANSWER = Answer(state="skipped")


class Choice(msgspec.Struct, frozen=True):
    """Something that can be picked on a page: an option, a person, an own item, a wish."""

    id: str
    picture: str
    label: str
    own: bool = False
    hint: str = ""


# ---- steps: the pages of a set -------------------------------------------------------------------


def sets(content: Content, assessment: Said) -> list[QuestionSet]:
    """The sets of the way that the person chose; all of them when none is chosen."""
    way = assessment.length or "everything"
    return [s for s in content.sets.values() if way in s.lengths]


def steps(content: Content, found: QuestionSet, assessment: Said) -> list[Step]:
    """The pages of a set, in order, for what the person has said so far."""
    told, abouts = functools.cache(lambda: _told(assessment)), _abouts(content, assessment)
    return [
        s
        for q in found.question
        if _asked(q, found, assessment, told)
        for s in _steps_of(content, found, q, assessment, abouts)
    ]


def _told(assessment: Said) -> set[tuple[str, str]]:
    """(set id, question id) of all that has an answer. They may be very many: made once for many
    questions, and where none asks, never.
    """
    return {tuple(key.split(".", 2)[:2]) for key in assessment.answers}


def _abouts(content: Content, assessment: Said) -> Callable[[str], list[Wish]]:
    """A function that gives the wishes or the goals, and makes them only once."""
    return functools.cache(
        lambda each: wishes(content, assessment) if each == "wish" else goals(content, assessment)
    )


def _asked(
    q: Question,
    found: QuestionSet,
    assessment: Said,
    told: Callable[[], set[tuple[str, str]]],
) -> bool:
    if assessment.length == "short" and not q.short and (found.id, q.id) not in told():
        return False
    if q.only_if:
        given = assessment.answers.get(f"{found.id}.{q.only_if.question}", NO_ANSWER)
        return bool(set(given.options) & set(q.only_if.options))
    return True


def _steps_of(
    content: Content,
    found: QuestionSet,
    q: Question,
    assessment: Said,
    abouts: Callable[[str], list[Wish]] | None = None,
) -> Iterator[Step]:
    if q.thing:
        yield from (Step(found.id, q, t.id, t.label, t.picture) for t in q.thing)
    elif q.things_from:
        source = content.question(found.id, q.things_from)
        picked = assessment.answers.get(f"{found.id}.{q.things_from}", NO_ANSWER)
        yield from (
            Step(found.id, q, c.id, c.label, c.picture, c.own)
            for c in picks(content, Step(found.id, source), picked, assessment)
            if c.id not in {o.id for o in source.option if source.kind == "people"}
        )
    elif q.for_each:
        about = (abouts or _abouts(content, assessment))(q.for_each)
        if about or q.for_each == "wish":
            yield from (Step(found.id, q, w.id, w.text, w.picture, w.own) for w in about)
        else:  # no goal picked: asked once, in general
            yield Step(found.id, q)
    elif q.kind != "top" or choices(content, Step(found.id, q), assessment):
        yield Step(found.id, q)


def step_at(
    content: Content, assessment: Said, set_id: str, question_id: str, about: str = ""
) -> Step | None:
    """The step of these ids, or None when there is none such now."""
    return steps_by_key(content, assessment)(set_id, question_id, about)


def steps_by_key(content: Content, assessment: Said) -> Callable[..., Step | None]:
    """`step_at` for many steps of the same answers: the pages of each question are made once."""
    abouts = _abouts(content, assessment)

    @functools.cache
    def pages(set_id: str, question_id: str) -> dict[str, Step]:
        found, question = content.sets.get(set_id), content.question(set_id, question_id)
        return (
            {
                s.about: s
                for s in reversed([*_steps_of(content, found, question, assessment, abouts)])
            }
            if found and question
            else {}
        )

    return lambda set_id, question_id, about="": pages(set_id, question_id).get(about)


def place(content: Content, assessment: Said) -> str:
    """Where to go on (model/places.py): where the person was last, when it is there now, else the
    map.
    """
    kind, colon, rest = assessment.at.partition(":")
    if colon and kind in ("start", "said", "know"):
        set_id, _, question_id = rest.partition(".")
        found = content.sets.get(set_id)
        there = found is not None and (
            kind != "know"
            or any(
                s.question.id == question_id and s.question.know
                for s in steps(content, found, assessment)
            )
        )
    else:
        set_id, question_id, about = (*assessment.at.split(".", 2), "", "")[:3]
        there = step_at(content, assessment, set_id, question_id, about) is not None
    return assessment.at if there else places.MAP


def title(step: Step) -> str:
    """The words of the question at a step; each thing has a question of its own."""
    return next((t.text for t in step.question.thing if t.id == step.about), step.question.text)


def neighbours(here: Step, all_steps: list[Step]) -> tuple[Step | None, Step | None]:
    """The steps before and after `here`."""
    keys = [s.key for s in all_steps]
    if here.key not in keys:
        return None, None
    i = keys.index(here.key)
    return (all_steps[i - 1] if i else None), (all_steps[i + 1] if i + 1 < len(keys) else None)


def progress(all_steps: list[Step], assessment: Said) -> tuple[int, int]:
    """(answered, all) pages of a set. "I don't know" and "Skip" are answers."""
    return sum(s.key in assessment.answers for s in all_steps), len(all_steps)


# ---- what can be picked, and what was ------------------------------------------------------------


def own_id(text: str) -> str:
    """The id of an own item. It follows from its words: what was said about "Swimming" must not
    stand under "Choir".
    """
    return (
        f"own_{hashlib.blake2s(text.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"
    )


def with_answer(said: Said, step: Step, answer: Answer) -> Said:
    """What was said, with this answer at this step. An own item that got other words in the same
    field is the same thing: what hangs on its line stays with it. What is picked as a goal is one
    from now on, with an id of its own.
    """
    before = said.answers.get(step.key, NO_ANSWER)
    changed = {
        f"{step.key}:{own_id(old)}": f"{step.key}:{own_id(new)}"
        for old, new in zip(before.own, answer.own, strict=False)
        if old and new and old not in answer.own and new not in before.own
    }
    said = replace(said, answers={**said.answers, step.key: answer})
    said = ids.reworded(said, changed)
    if step.question.options_from == "goals":
        said = replace(said, goals=ids.picked_goals(said.goals, answer.options))
    return said


def person_choice(content: Content, person) -> Choice:
    """A person as a picture and a name, or a role when there is no name; a role of another site's
    words as it is.
    """
    role = content.roles.get(person.role)
    label = person.name or (role.label if role else person.role)
    return Choice(
        person.id,
        role.picture if role else "someone-else",
        label,
        hint=role.label if role and person.name else "",
    )


def choices(content: Content, step: Step, assessment: Said) -> list[Choice]:
    """All that can be picked at a step."""
    q = step.question
    if q.options_from == "goals":
        return [Choice(w.id, w.picture, w.text, w.own) for w in candidates(content, assessment)]
    if q.options_from == "low":
        said = functools.partial(
            low_sentence, content, assessment, at=steps_by_key(content, assessment)
        )
        return [
            Choice(w.id, w.picture, w.text, w.own, hint=" ".join(said(w.id)))
            for w in low(content, assessment)
        ]
    if q.options_from:
        source = content.question(step.set_id, q.options_from)
        given = assessment.answers.get(f"{step.set_id}.{q.options_from}", NO_ANSWER)
        return picks(content, Step(step.set_id, source), given, assessment) or [
            _as_choice(o) for o in source.option
        ]
    people = (
        [person_choice(content, p) for p in assessment.people if not p.away]
        if q.kind == "people"
        else []
    )
    return people + [_as_choice(o) for o in q.option]


def _as_choice(option: Option) -> Choice:
    return Choice(option.id, option.picture, option.label)


def picks(content: Content, step: Step, answer: Answer, assessment: Said) -> list[Choice]:
    """What an answer holds, in the order in which it was picked: options, people, own items."""
    by_id = {c.id: c for c in choices(content, step, assessment)}
    own = [
        Choice(own_id(text), step.question.picture, text, own=True) for text in answer.own if text
    ]
    return [by_id[i] for i in (*answer.people, *answer.options) if i in by_id] + own


# ---- what the person said, as lines --------------------------------------------------------------


def lines(
    content: Content, step: Step, assessment: Said, answer: Answer | None = None
) -> list[Line]:
    """The answer of a step as first-person lines; none when it was not answered or skipped."""
    answer = answer or assessment.answers.get(step.key, NO_ANSWER)
    if answer.state != "given":
        return []
    q, key, made = step.question, step.key, []

    def line(item: str, text: str, picture: str, lead: str = "", own: bool = False) -> None:
        made.append(Line(f"{key}:{item}", text, picture, lead, own, (key,), answer.by))

    if q.kind == "top":
        for choice in picks(content, step, answer, assessment):
            line(choice.id, choice.label, choice.picture, q.lead, choice.own)
    else:
        by_id = {o.id: o for o in q.option}
        people = {p.id: person_choice(content, p) for p in assessment.people if not p.away}
        for person in (people[i] for i in answer.people if i in people):
            line(person.id, person.label, person.picture, q.lead)
        for option in (by_id[i] for i in answer.options if i in by_id):
            line(option.id, *_sentence(step, option))
    for text in answer.own:
        if text:
            line(own_id(text), text, q.picture, q.lead, own=True)
    if answer.text:
        line("text", answer.text, q.picture, q.lead, own=True)
    if answer.date:
        line("date", days.date_text(answer.date, content.language), "calendar", q.lead)
    if answer.note:
        line("note", answer.note, "write", content.texts.get("lead.note", ""), own=True)
    return made


def _sentence(step: Step, option: Option) -> tuple[str, str, str]:
    """(text, picture, lead) of a picked option. About a thing, the whole sentence stands in the
    content file.
    """
    for thing in step.question.thing:
        if thing.id == step.about:
            return thing.sentence[option.id], thing.picture, ""
    if step.question.things_from:
        return option.sentence, step.about_picture, f"{step.about_text}:"
    return option.sentence, option.picture, ""


def said(
    content: Content, found: QuestionSet, assessment: Said
) -> list[tuple[Step, Answer | None, list[Line]]]:
    """For the recap: each step of a set with its answer and its lines."""
    return [
        (s, assessment.answers.get(s.key), lines(content, s, assessment))
        for s in steps(content, found, assessment)
    ]


# ---- wishes and goals ----------------------------------------------------------------------------


def answered(content: Content, assessment: Said) -> Iterator[tuple[Step, Answer]]:
    """Answers about life now with their steps, in the order of the sets. Answers about wishes and
    goals are not among them, nor answers to a question that is not asked any more (`only_if`): they
    would speak of what is not so.
    """
    told = functools.cache(lambda: _told(assessment))
    for found in content.sets.values():
        for q in found.question:
            # At one of these there is an answer, or at no page of the question. Cheaper than to
            # make the pages.
            keys = (
                [f"{found.id}.{q.things_from}"]
                if q.things_from
                else [f"{found.id}.{q.id}.{t.id}" for t in q.thing] or [f"{found.id}.{q.id}"]
            )
            if (
                q.for_each
                or q.kind == "top"
                or assessment.answers.keys().isdisjoint(keys)
                or not _asked(q, found, assessment, told)
            ):
                continue
            yield from (
                (s, assessment.answers[s.key])
                for s in _steps_of(content, found, q, assessment)
                if s.key in assessment.answers
            )


def wish_of(step: Step) -> Wish:
    """What "I want this to change" says at a step, in neutral words."""
    q = step.question
    thing = next((t for t in q.thing if t.id == step.about), None)
    text = thing.wish if thing else f"{step.about_text}: {q.wish}" if q.things_from else q.wish
    return Wish(
        step.key,
        text,
        thing.picture if thing else step.about_picture or q.picture,
        sources=(step.key,),
    )


def is_low(step: Step, answer: Answer) -> bool:
    """Whether the answer tells of a thing that the person may want to change."""
    return answer.state == "given" and bool(
        {o.id for o in step.question.option if o.low} & set(answer.options)
    )


def low(content: Content, assessment: Said) -> list[Wish]:
    """Things that are not good now and not yet marked "I want this to change"."""
    return [wish_of(s) for s, a in answered(content, assessment) if is_low(s, a) and not a.change]


def low_sentence(
    content: Content, assessment: Said, key: str, at: Callable[..., Step | None] | None = None
) -> list[str]:
    """What the person said there, as sentences. at: `steps_by_key`, where it is asked for many."""
    step = (at or functools.partial(step_at, content, assessment))(*key.split(".", 2))
    return [line.text for line in lines(content, step, assessment) if not line.own] if step else []


def wishes(content: Content, assessment: Said) -> list[Wish]:
    """All that the person wants to change: marked at the question, or picked from the low answers
    in set 3.
    """
    picked = {
        i
        for s, q in _questions(content, "low")
        for i in assessment.answers.get(f"{s.id}.{q.id}", NO_ANSWER).options
    }
    return [
        wish_of(s)
        for s, a in answered(content, assessment)
        if a.state == "given" and (a.change or is_low(s, a) and s.key in picked)
    ]


def _questions(content: Content, options_from: str) -> Iterable[tuple[QuestionSet, Question]]:
    return (
        (s, q) for s in content.sets.values() for q in s.question if q.options_from == options_from
    )


def candidates(content: Content, assessment: Said) -> list[Wish]:
    """All that can become a goal: the wishes, then what else the person said in the set where goals
    are picked.
    """
    found = wishes(content, assessment)
    for owner in {s.id: s for s, _ in _questions(content, "goals")}.values():
        for step, answer in answered(content, assessment):
            if step.set_id == owner.id and step.question.section == "change":
                found += [
                    Wish(line.id, line.text, line.picture, line.own, (step.key,))
                    for line in lines(content, step, assessment, answer)
                    if not line.id.endswith(":note")
                ]
    return found


def goals(content: Content, assessment: Said) -> list[Wish]:
    """The wishes that the person put first, in that order, at most three. Each has the id of its
    goal.
    """
    named = {goal.of: goal.id for goal in assessment.goals}
    by_id = {
        w.id: replace(w, id=named.get(w.id, w.id), of=w.id) for w in candidates(content, assessment)
    }
    picked = [
        i
        for s, q in _questions(content, "goals")
        for i in assessment.answers.get(f"{s.id}.{q.id}", NO_ANSWER).options
    ]
    return [by_id[i] for i in picked if i in by_id][:GOALS]
