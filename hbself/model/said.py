"""What the person says: answers, and the people in them."""

from typing import Literal

from msgspec import Struct


class Answer(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One answer. `day` is an ISO date; `by` and `simple` say how it was given."""

    state: Literal["given", "unknown", "skipped"] = "given"
    options: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    text: str = ""
    date: str = ""
    note: str = ""
    change: bool = False
    by: Literal["", "me", "helped"] = ""
    simple: bool = False
    day: str = ""


class Person(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody in the person's life: a name or a role or both."""

    id: str
    name: str = ""
    role: str = ""
    away: bool = False  # taken off the list; can be put back
