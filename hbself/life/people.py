"""The people in a person's life: somebody is added as typed, once."""

from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..limits import NAME, PEOPLE
from ..model import ids
from ..model.said import Person

People = tuple[Person, ...]


class Typed(Struct, frozen=True):
    """Somebody as typed on a page."""

    name: str
    role: str


def new(typed: Typed, roles: Collection[str]) -> Person | None:
    """Who was typed, without an id; None when name and role are empty, or the name is too long."""
    name = " ".join(typed.name.split())
    role = typed.role if typed.role in roles else ""
    return None if not (name or role) or len(name) > NAME else Person("", name, role)


def added(
    people: People,
    typed: Sequence[Typed],
    roles: Collection[str],
    known: int | None = None,
    picked: Collection[str] | None = None,
) -> tuple[People, People]:
    """The people with those who were typed, and these persons: as many as can be and have room.

    `known`: how many persons the page knew; None: it does not say. Who was added after it was made,
    under the same name and role, came from the same form, sent twice. `picked`: where persons are
    picked as well, the ids of those who are. There a role without a name is the one who stands on
    the list in the same words, unless that one is picked: then it is one more.
    """
    there = [] if known is None else list(people[known:])
    if picked is not None:
        there += [p for p in people if not (p.name or p.away or p.id in picked or p in there)]
    persons: list[Person] = []
    for made in filter(None, (new(one, roles) for one in typed)):
        same = next((p for p in there if (p.name, p.role) == (made.name, made.role)), None)
        if same:
            there.remove(same)
        elif len(people) < PEOPLE:
            same = replace(made, id=ids.fresh(p.id for p in people))
            people = (*people, same)
        if same:
            persons.append(same)
    return people, tuple(persons)
