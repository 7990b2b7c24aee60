"""Ids of persons and goals inside what was said: telling ours, giving new ones everywhere where an
old one stands.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from .said import Answer, Goal, Said

# As `fresh` makes them; others only came with files that were brought back
OURS = re.compile(r"person-[1-9][0-9]{0,5}")
# What stands before the id of a goal in the id of its line; the last two in older records
OF_GOAL = ("goal", "goals", "next")
# What stands before the mark of a yes or no to hard things: "say:<version of the answer>:<its key>"
MAY_STAND = "say"
_GOAL = re.compile(r"\bgoal-([1-9][0-9]{0,5})\b")
# What stands before the id of a line of a supporter, also of earlier versions (supporters.view_id)
VIEW = re.compile(r"view-?[0-9a-f]+")


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
    parts = key.split(".", 2)
    if len(parts) < 3:
        return key
    return ".".join((*parts[:2], new.get(parts[2]) or _line(parts[2], new)))


def _line(line: str, new: dict[str, str]) -> str:
    """A line's id: an answer's key, and after ":" what stands in the line, a person too; or "wish:"
    or "goal:" and such an id. The persons in a line of a supporter are the supporter's own.
    """
    first, _, rest = line.partition(":")
    if first == MAY_STAND:
        mark, _, key = rest.partition(":")
        return f"{first}:{mark}:{_line(key, new)}"
    if first in ("wish", *OF_GOAL):
        return f"{first}:{_line(rest, new)}"
    if VIEW.fullmatch(first):
        return line
    key, colon, item = line.rpartition(":")
    return f"{_key(key, new)}:{new.get(item, item)}" if colon else _key(line, new)


# ---- goals ---------------------------------------------------------------------------------------


def picked_goals(said: Said, picked: Iterable[str]) -> tuple[Goal, ...]:
    """The goals with one more for each wish of `picked` that was none yet. One that is not picked
    any more stays: who picks it again finds all that hung on it.
    """
    known, new = {goal.of for goal in said.goals}, fresh_goals(said)
    more = (Goal(next(new), wish) for wish in dict.fromkeys(picked) if wish not in known)
    return (*said.goals, *more)


def fresh_goals(*said: Said) -> Iterator[str]:
    """Ids for new goals, one after another. None is one that a goal has had, also where only its
    answers or lines are left; after the last number come those that are free.
    """
    names = (n for one in said for n in (*(g.id for g in one.goals), *one.answers, *one.lines))
    had = {int(n) for name in names for n in _GOAL.findall(name)}
    last = max(had, default=0)
    free = itertools.chain(range(last + 1, 1_000_000), (n for n in range(1, last) if n not in had))
    return (f"goal-{number}" for number in free)


def goals_without_ids(answers: Mapping[str, Answer], lines: Iterable[str]) -> tuple[Goal, ...]:
    """The goals of what was said before goals had ids of their own: each is known by its wish, for
    what hangs on it is kept under that. A wish, with a "." in its id, stands among the options
    where it is picked, and in the ids of answers and lines about it where it was.
    """
    picked = (i for answer in answers.values() for i in answer.options)
    about = (key.split(".", 2)[-1] for key in answers if key.count(".") > 2)
    marked = (rest for first, _, rest in (one.partition(":") for one in lines) if first in OF_GOAL)
    return tuple(Goal(w, w) for w in dict.fromkeys((*picked, *about, *marked)) if "." in w)


def with_goals(said: Said, new: dict[str, str], asks: Callable[[str], bool]) -> Said:
    """What was said with other ids for goals, wherever they stand. new: old id -> new id; asks:
    whether the question of an answer's key is asked for each goal.
    """

    def key(old: str) -> str:
        parts = old.split(".", 2)
        if len(parts) < 3 or not asks(old):
            return old
        return ".".join((*parts[:2], new.get(parts[2], parts[2])))

    def line(old: str) -> str:
        first, _, rest = old.partition(":")
        if first in OF_GOAL:
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


def reworded(said: Said, old: str, new: str) -> Said:
    """What was said, where a line of an answer got other words and with them another id: the goal
    that it was, and what is wanted instead of it, stay with it. A goal whose wish had those words
    before, and is gone, makes way.
    """
    # The plans of goals of older records are kept under the wish that they were
    stays = old in {goal.id for goal in said.goals}
    answers = {}
    for key, answer in said.answers.items():
        about = key.endswith(f".{old}") and not stays
        options = tuple(dict.fromkeys(new if i == old else i for i in answer.options))
        answers[f"{key.removesuffix(old)}{new}" if about else key] = (
            replace(answer, options=options) if old in answer.options else answer
        )
    goals = said.goals
    if old in {goal.of for goal in goals}:
        goals = tuple(
            replace(goal, of=new) if goal.of == old else goal for goal in goals if goal.of != new
        )
    return replace(said, answers=answers, goals=goals)
