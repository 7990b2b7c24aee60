"""The people who are added on a page: what its form holds, read and given back.

Each role is a picture to tick. `name_sister` is the name of my sister, who may have none; one more
of the same role is ticked in `person_more`, with her name in `more_sister`. An older page sends one
person, in `person_name` and `person_role`: a name without a role stands at the role that says no
more than a name does.
"""

from collections.abc import Collection, Iterable

from msgspec import Struct

from ..life.people import Typed

ROLE, MORE, NAME = "person_role", "person_more", "person_name"
NAMES, MORE_NAMES = "name_", "more_"
OTHER = "other"
Fields = Iterable[tuple[str, str]]


class Row(Struct, frozen=True):
    """One person of the form. `field`: where the name stands; `tile`: the role that is ticked."""

    tile: str
    field: str
    typed: Typed


def is_of_people(name: str) -> bool:
    """Whether a field of this name belongs to the people who are added."""
    return name in (ROLE, MORE, NAME) or name.startswith((NAMES, MORE_NAMES))


def anybody(fields: Fields) -> bool:
    """Whether somebody is picked or named."""
    return any(text.strip() for name, text in fields if is_of_people(name))


def rows(fields: Fields, roles: Collection[str]) -> list[Row]:
    """Who is picked or named, in the order of the roles. A name counts without its tick: where a
    browser shows it, it was meant.
    """
    fields = [one for one in fields if is_of_people(one[0])]
    texts = {name: " ".join(text.split()) for name, text in fields if name not in (ROLE, MORE)}
    ticked = {text for name, text in fields if name == ROLE}
    again = {text for name, text in fields if name == MORE}
    found = []
    for role in roles:
        name, more = texts.get(NAMES + role, ""), texts.get(MORE_NAMES + role, "")
        if role in ticked or name:
            found.append(_row(role, NAMES + role, name))
        if more or role in again and role in ticked:
            found.append(_row(role, MORE_NAMES + role, more))
    return _with_loose(found, texts.get(NAME, ""))


def _row(role: str, field: str, name: str) -> Row:
    return Row(role, field, Typed(name, "" if role == OTHER and name else role))


def _with_loose(found: list[Row], name: str) -> list[Row]:
    """The rows with a name from an older page: it is that of the one role there, or stands by
    itself.
    """
    if not name:
        return found
    if len(found) == 1 and not found[0].typed.name:
        return [_row(found[0].tile, found[0].field, name)]
    before = NAMES if all(one.tile != OTHER for one in found) else MORE_NAMES
    return [*found, _row(OTHER, before + OTHER, name)]


def shown(rows: Iterable[Row]) -> dict:
    """How the form looks with these people: the ticked roles, those with one more, the names."""
    rows = list(rows)
    return {
        "roles": {row.tile for row in rows},
        "more": {row.tile for row in rows if row.field.startswith(MORE_NAMES)},
        "names": {row.field: row.typed.name for row in rows},
    }
