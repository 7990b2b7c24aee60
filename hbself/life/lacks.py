"""What the proposal lacks, what others can do about it, and which answers stand behind a line."""

import functools
from collections.abc import Callable

from ..model import places
from ..model.document import Line, Missing, Proposal, Step
from ..model.words import Question, QuestionSet
from .life import Life
from .steps import is_low


def mirrors(life: Life, set_id: str = "") -> list[Line]:
    """What others can do, where answers are low: for one set, or for all."""
    questions = {
        name: step.key
        for step, answer in sorted(life.answered, key=lambda one: one[0].key)
        if is_low(step, answer)
        for q in [f"{step.set_id}.{step.question.id}"]
        for name in (q, *(f"{q}.{i}" for i in answer.options if i in step.question.low))
    }
    lines = []
    for question_set in life.words.sets.values():
        for m in question_set.mirror if set_id in ("", question_set.id) else ():
            sources = tuple(
                questions[key] for w in m.when if (key := f"{question_set.id}.{w}") in questions
            )
            if sources:
                lines.append(
                    Line(f"mirror:{question_set.id}:{m.id}", m.text, m.picture, sources=sources)
                )
    return lines


def missing(life: Life) -> list[Missing]:
    """What the proposal does not tell yet: for each, the first page that asks it."""
    return [
        Missing(q.missing, life.words.texts[f"missing.{q.missing}"], q.picture, place)
        for question_set in life.words.sets.values()
        for q in question_set.question
        if q.missing and (place := _lacking(life, question_set, q))
    ]


def _lacking(life: Life, question_set: QuestionSet, q: Question) -> str:
    """The place where a question waits for what the proposal lacks; "" where nothing is lacking.
    What is asked of a goal is lacking only where there is one.
    """
    if (
        q.for_each == "goal"
        and not life.wants.goals
        or q.options_from == "goals"
        and life.wants.goals
    ):
        return ""
    steps = life.steps(question_set)
    pages = [step for step in steps if step.question.id == q.id]
    if q.for_each == "goal":
        pages = [*life.pages(question_set, q).values()]
    if pages or q.options_from != "goals":
        return next((step.key for step in pages if not _is_told(life, step)), "")
    # Nothing to put in order yet: begin with wishes
    first = next((s.key for s in steps if not _is_told(life, s)), "")
    return first or (places.start(question_set.id) if steps else "")


def _is_told(life: Life, step: Step) -> bool:
    answer = life.answer(step.key)
    said = answer.text or answer.date or life.picks(step, answer)
    return answer.state == "given" and bool(said)


def to_choose(life: Life) -> str:
    """The place where the person picks what to change of all that is not well; "" where nothing
    is.
    """
    pages = (step for question_set in life.words.sets.values() for step in life.steps(question_set))
    return next((step.key for step in pages if step.question.options_from == "low"), "")


def empty(life: Life, built: Proposal) -> str:
    """Why nothing of the proposal is seen: "out" (all is left out), "low" (there is something
    `to_choose`), "other" (what was answered is not for a proposal), "unknown" (no answer but "I do
    not know"), "new"; "" where something is seen.
    """
    lines = [line for section in built.sections for part in section.parts for line in part.lines]
    if any(line.included for line in (*lines, *built.mirror)):
        return ""
    states = {answer.state for answer in life.said.answers.values()} - {"skipped"}
    said = "other" if "given" in states else "unknown" if states else "new"
    return "out" if lines else "low" if to_choose(life) else said


Behind = list[tuple[Step, list[Line]]]


def answers_behind(life: Life) -> Callable[[Line], Behind]:
    """For "Why is this here?": a function from a line to the pages that asked for it, with what was
    said there.

    A line that stands in the answer itself gets that line; a wish or a goal, which speaks of it in
    other words, all of the answer. Else a long answer would stand on the page as often as it has
    lines.
    """

    @functools.cache
    def said(source: str) -> tuple[Step | None, dict[str, Line]]:
        step = life.step(source)
        return step, {line.id: line for line in life.lines(step)} if step else {}

    def behind(line: Line) -> Behind:
        return [
            (step, [lines[line.id]] if line.id in lines else [*lines.values()])
            for step, lines in map(said, line.sources)
            if step
        ]

    return behind
