"""Ids of persons and goals inside what was said: telling ours, giving new ones everywhere where an
old one stands.
"""

import itertools
import re
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from .said import Answer, Goal, Said

# As `fresh` makes them; others only came with files that were brought back
OURS = re.compile(r"person-[1-9][0-9]{0,5}")
# What stands before the id of a wish or a goal in the id of its line
ABOUT = ("wish", "goal", "next")


def fresh(taken: Iterable[str]) -> str:
    """An id for a new person beside those of `taken` (ids)."""
    taken = set(taken)
    number = 1 + max(
        (int(i.removeprefix("person-")) for i in taken if OURS.fullmatch(i)), default=0
    )
    if number > 999_999:  # the last one is taken: the first that is free
        number = next(n for n in itertools.count(1) if f"person-{n}" not in taken)
    return f"person-{number}"


def ours(said: Said) -> Said:
    """What was said with ids of ours for all its persons, wherever they stand; the same when there
    is nothing to do.
    """
    taken, new = {p.id for p in said.people}, {}
    for person in said.people:
        if not OURS.fullmatch(person.id):
            new[person.id] = fresh(taken)
            taken.add(new[person.id])
    return renamed(said, new) if new else said


def renamed(said: Said, new: dict[str, str]) -> Said:
    """What was said with other ids for persons. new: old id -> new id."""
    return replace(
        said,
        people=tuple(replace(p, id=new.get(p.id, p.id)) for p in said.people),
        answers={_key(key, new): _answer(a, new) for key, a in said.answers.items()},
        lines={_line(line, new): kept for line, kept in said.lines.items()},
        goals=tuple(Goal(_line(goal.id, new), _line(goal.of, new)) for goal in said.goals),
        at=_key(said.at, new),
    )


def _answer(answer: Answer, new: dict[str, str]) -> Answer:
    # Persons among the options: a wish or goal about a person, or a person put first of those that
    # were picked.
    options = tuple(new.get(i, _line(i, new)) for i in answer.options)
    return replace(answer, people=tuple(new.get(i, i) for i in answer.people), options=options)


def _key(key: str, new: dict[str, str]) -> str:
    """An answer's key: "set.question.about", where `about` is a person, a goal, or the key or a
    line of another answer.
    """
    found = key.split(".", 2)
    if len(found) < 3:
        return key
    return ".".join((*found[:2], new.get(found[2]) or _line(found[2], new)))


def _line(line: str, new: dict[str, str]) -> str:
    """A line's id: an answer's key, and after ":" what stands in the line, a person too."""
    key, colon, item = line.rpartition(":")
    return f"{_key(key, new)}:{new.get(item, item)}" if colon else _key(line, new)


# ---- goals ---------------------------------------------------------------------------------------


def picked_goals(goals: tuple[Goal, ...], picked: Collection[str]) -> tuple[Goal, ...]:
    """The goals with one more for each wish of `picked` that was none yet. One that is not picked
    any more stays: who picks it again finds all that hung on it.
    """
    known, taken = {goal.of for goal in goals}, {goal.id for goal in goals}
    for wish in picked:
        if wish not in known:
            number = next(n for n in itertools.count(len(taken) + 1) if f"goal-{n}" not in taken)
            taken.add(f"goal-{number}")
            known.add(wish)
            goals = (*goals, Goal(f"goal-{number}", wish))
    return goals


def goals_without_ids(answers: Iterable[Answer]) -> tuple[Goal, ...]:
    """The goals of what was said before goals had ids of their own: each is known by its wish, for
    what hangs on it is kept under that. Wishes stand among the options, with a "." in their ids.
    """
    wishes = dict.fromkeys(i for answer in answers for i in answer.options if "." in i)
    return tuple(Goal(wish, wish) for wish in wishes)


def with_goals(said: Said, new: dict[str, str]) -> Said:
    """What was said with other ids for goals, wherever they stand. new: old id -> new id."""

    def key(old: str) -> str:
        found = old.split(".", 2)
        return ".".join((*found[:2], new.get(found[2], found[2]))) if len(found) == 3 else old

    def line(old: str) -> str:
        first, _, rest = old.partition(":")
        if first in ABOUT:
            return f"{first}:{new.get(rest, rest)}"
        answer, colon, item = old.rpartition(":")
        return f"{key(answer)}:{item}" if colon else key(old)

    return replace(
        said,
        answers={key(one): answer for one, answer in said.answers.items()},
        lines={line(one): kept for one, kept in said.lines.items()},
        goals=tuple(replace(goal, id=new.get(goal.id, goal.id)) for goal in said.goals),
        at=key(said.at),
    )


def reworded(said: Said, new: dict[str, str]) -> Said:
    """What was said, where lines of an answer got other words and with them other ids: what the
    person decided about the line, and the goal that it was, stay with it. new: old id -> new id.
    """
    if not new:
        return said
    answers = {
        key: replace(a, options=tuple(new.get(i, i) for i in a.options))
        if not new.keys().isdisjoint(a.options)
        else a
        for key, a in said.answers.items()
    }
    out = {new[line]: False for line, kept in said.lines.items() if line in new and not kept}
    goals = tuple(replace(goal, of=new.get(goal.of, goal.of)) for goal in said.goals)
    return replace(said, answers=answers, lines={**said.lines, **out}, goals=goals)
