"""Ids of persons inside answers: telling ours, giving new ones everywhere where an old one stands.
And what a path looks like.
"""

import itertools
import re

from msgspec.structs import replace

from .record import Assessment
from .said import Answer

# a page of this site, without its language; ids of goals hold ":"
PATH = re.compile(r"(?:[\w.:~%-]+(?:/[\w.:~%-]+)*/?)?")
# As `fresh` makes them; others only came with files that were brought back
OURS = re.compile(r"person-[1-9][0-9]{0,5}")


def fresh(taken) -> str:
    """An id for a new person beside those of `taken` (ids)."""
    number = 1 + max(
        (int(i.removeprefix("person-")) for i in taken if OURS.fullmatch(i)), default=0
    )
    if number > 999_999:  # the last one is taken: the first that is free
        number = next(n for n in itertools.count(1) if f"person-{n}" not in taken)
    return f"person-{number}"


def ours(record: Assessment) -> Assessment:
    """The record with ids of ours for all its persons, wherever they stand; the same record when
    there is nothing to do.
    """
    taken, new = {p.id for p in record.people}, {}
    for person in record.people:
        if not OURS.fullmatch(person.id):
            new[person.id] = fresh(taken)
            taken.add(new[person.id])
    return renamed(record, new) if new else record


def renamed(record: Assessment, new: dict[str, str]) -> Assessment:
    """The record with other ids for persons. new: old id -> new id."""
    key = lambda text: _key(text, new)  # noqa: E731
    return replace(
        record,
        people=tuple(replace(p, id=new.get(p.id, p.id)) for p in record.people),
        answers={key(one): _answer(a, new) for one, a in record.answers.items()},
        lines={_line(one, new): said for one, said in record.lines.items()},
        last=_path(record.last, new),
    )


def _answer(answer: Answer, new: dict[str, str]) -> Answer:
    # Persons among the options: a wish or goal about a person, or a person put first of those that
    # were picked.
    options = tuple(new.get(i, _line(i, new)) for i in answer.options)
    return replace(answer, people=tuple(new.get(i, i) for i in answer.people), options=options)


def _key(key: str, new: dict[str, str]) -> str:
    """An answer's key: "set.question.about", where `about` is a person, or the key or a line of
    another answer.
    """
    found = key.split(".", 2)
    if len(found) < 3:
        return key
    return ".".join((*found[:2], new.get(found[2]) or _line(found[2], new)))


def _line(line: str, new: dict[str, str]) -> str:
    """A line's id: an answer's key, and after ":" what stands in the line, a person too."""
    key, colon, item = line.rpartition(":")
    return f"{_key(key, new)}:{new.get(item, item)}" if colon else _key(line, new)


def _path(path: str, new: dict[str, str]) -> str:
    found = path.split("/", 3)
    return (
        "/".join((*found[:3], new.get(found[3]) or _line(found[3], new)))
        if len(found) == 4
        else path
    )
