"""The people in a person's life: somebody is added as typed, once."""

from collections.abc import Collection

from msgspec import Struct

from ..limits import NAME, PEOPLE
from ..model import ids
from ..model.said import Person


class Typed(Struct, frozen=True):
    """Somebody as typed on a page. `known`: how many persons that page knew; None: it does not
    say.
    """

    name: str
    role: str
    known: int | None = None


def new(people: tuple[Person, ...], typed: Typed, roles: Collection[str]) -> Person | None:
    """Who was typed, with a fresh id; None when name and role are empty, the name is too long, or
    there is no room.
    """
    name = " ".join(typed.name.split())
    role = typed.role if typed.role in roles else ""
    if not (name or role) or len(name) > NAME or len(people) >= PEOPLE:
        return None
    return Person(ids.fresh(p.id for p in people), name, role)


def added(
    people: tuple[Person, ...], typed: Typed, roles: Collection[str]
) -> tuple[tuple[Person, ...], Person | None]:
    """The people with who was typed, and that person; None when it can't be. Who was added after
    the page was made, under the same name and role, came from the same form, sent twice.
    """
    made = new(people, typed, roles)
    if made is None:
        return people, None
    if typed.known is not None:
        for person in people[typed.known :]:
            if (person.name, person.role) == (made.name, made.role):
                return people, person
    return (*people, made), made
