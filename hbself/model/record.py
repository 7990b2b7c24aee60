"""What is sealed in the store for one person."""

from typing import Literal

from msgspec import Struct, field, json

from .said import Answer, Person
from .words import Length


class Card(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What the person put on their key card so that they know it is theirs."""

    picture: str = "key"
    word: str = ""


class Share(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A link that the person made: for one reader, some sections, until a day (ISO). `token` opens
    the copy.
    """

    token: str
    reader: str
    sections: tuple[str, ...]
    until: str
    made: str
    number: str = ""  # four digits that the person tells the reader; "" asks for none
    back: bool = False  # taken back


class Helper(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A supporter who may answer the same sets as "what I think", in a record of their own that
    `token` opens.
    """

    token: str
    name: str
    made: str
    hidden: bool = False
    printed: bool = False  # stands in the documents too: only when the person says so
    # What they were known as before a new card gave them a new token; see `sharing.view_id`
    id: str = ""


class Assessment(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """All that one person has said. `answers` by key: "rights.ri1", or "now.ln1.home" where it is
    about a thing.
    """

    code: str = ""  # the key card's code, so that it can be shown again to who has opened the box
    started: str = ""
    by: Literal["", "me", "helped"] = ""
    length: Length | Literal[""] = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    confirmed: dict[str, str] = field(default_factory=dict)  # set id -> day of "Yes, this is right"
    # Proposal line id -> in or out, where the person said so
    lines: dict[str, bool] = field(default_factory=dict)
    last: str = ""  # where to go on, a path without the language
    card: Card = Card()
    shares: tuple[Share, ...] = ()
    draft: Share | None = None  # a share that is being made, page by page
    helpers: tuple[Helper, ...] = ()
    helper: str = ""  # set in a supporter's own record: the supporter's name
    coming: str = ""  # the code of a new card that the person has seen and that opens nothing yet
    # Whom pages made before a new card belong to: see `vault.Owner`, public halves as hex
    former: tuple[str, ...] = ()
    # The month in which the record would have gone; empty again with the next save
    nearly: str = ""


encode = json.Encoder().encode
