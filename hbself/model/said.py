"""What a person has said, and nothing else: this is what they may take along as a file."""

from typing import Literal

from msgspec import Struct, field

from .words import Length


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


class Card(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What the person put on their key card so that they know it is theirs."""

    picture: str = "key"
    word: str = ""


class Paper(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Whose paper the proposal is, and for which meeting: what stands on top of it. `asked`: it was
    asked once, and answered or passed over.
    """

    name: str = ""
    meeting: str = ""  # ISO day
    asked: bool = False


class Goal(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A wish that the person has put first. `of`: the wish, an answer's key or a line of one; what
    hangs on the goal is kept under its `id`, which stays when the wish gets other words.
    """

    id: str
    of: str


class Said(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """All that one person has said. `answers` by key: "rights.ri1", or "now.ln1.home" where it is
    about a thing. All of it stands in the data file (docs/data-file.md).
    """

    started: str = ""
    by: Literal["", "me", "helped"] = ""
    length: Length | Literal[""] = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    goals: tuple[Goal, ...] = ()
    confirmed: dict[str, str] = field(default_factory=dict)  # set id -> day of "Yes, this is right"
    # Proposal line id -> in or out, where the person said so
    lines: dict[str, bool] = field(default_factory=dict)
    at: str = ""  # where to go on: a place (model/places.py), never an address
    card: Card = Card()
    paper: Paper = Paper()
