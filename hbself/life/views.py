"""What a supporter thinks of the person's life, told so that nobody takes it for the person's own
words: what was asked, what they answered, and whose words are whose.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from ..content import Content
from ..kinds.parts import full_name
from ..model.document import Line, Part, Step
from ..model.said import Said
from ..model.words import QuestionSet
from .life import Life
from .steps import title

View = tuple[str, str, Said]  # a supporter's (id, name, answers)
# What is picked there was said elsewhere, and stands there
POINTS = ("low", "goals")


Told = list[tuple[QuestionSet, list[list[Line]]]]


def told_by(name: str, words: Content, said: Said) -> Told:
    """Sets with the lines of each answer of a supporter. Ids are those of the answers' lines."""
    return _told(Life(words.of_another, said), name)


def _told(theirs: Life, name: str) -> Told:
    sets = (
        (
            question_set,
            [
                told(theirs, s, name)
                for s in theirs.all_steps(question_set)
                if s.question.options_from not in POINTS and theirs.lines(s)
            ],
        )
        for question_set in theirs.words.sets.values()
    )
    return [(question_set, answers) for question_set, answers in sets if answers]


def hard_of(views: Iterable[View], words: Content) -> list[tuple[str, str, list[Line]]]:
    """What supporters told of hard things: the mark of the person's yes to it, who, its lines."""
    return [
        (mark, name, lines)
        for id, name, said in views
        for mark, lines in _hard(Life(words.of_another, said), id, name)
    ]


def _hard(theirs: Life, id: str, name: str) -> list[tuple[str, list[Line]]]:
    steps = (step for key in theirs.hard.found() if (step := theirs.step(key)))
    return [
        (theirs.hard.yes_to(s.key, id), told(theirs, s, name)) for s in steps if theirs.lines(s)
    ]


def parts_by(view: View, words: Content) -> tuple[Part, ...]:
    """The same as parts of the proposal; the name stands in each heading. A line of a hard thing
    has the mark of the person's yes to it as its source.
    """
    id, name, said = view
    theirs = Life(words.of_another, said)
    marks = {line.id: (mark,) for mark, lines in _hard(theirs, id, name) for line in lines}
    return tuple(
        Part(
            f"{name}: {question_set.title}",
            tuple(
                replace(line, id=f"{id}:{line.id}", sources=marks.get(line.id, ()), by="")
                for lines in answers
                for line in lines
            ),
        )
        for question_set, answers in _told(theirs, name)
    )


def told(life: Life, step: Step, name: str) -> list[Line]:
    """An answer: the question leads what was picked; own words come behind it, with the name.
    life: of the supporter, in words of another.
    """
    asked, wrote = _question(step), life.words.texts["view.own-words"].format(name=name)
    answer = life.answer(step.key)
    picked = {choice.id: full_name(choice) for choice in life.picks(step, answer)}
    lines = life.lines(step)
    return [
        replace(line, lead=wrote if line != lines[0] else f"{asked} {wrote}", alone="")
        if line.own
        else replace(line, text=picked.get(line.item, line.text), lead=asked)
        for line in lines
    ]


def _question(step: Step) -> str:
    asked = title(step)
    return (
        f"{asked} ({step.about_named or step.about_text})" if step.question.things_from else asked
    )
