"""What is sealed in the store for one person: what they have said, and the keeping of it."""

from msgspec import Struct, field, json, structs

from .said import Said


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


class Supporter(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A supporter who may answer the same sets as "what I think", in a record of their own that
    `token` opens.
    """

    token: str
    name: str
    made: str
    hidden: bool = False
    printed: bool = False  # stands in the documents too: only when the person says so
    # What they were known as before a new card gave them a new token; see `supporters.view_id`
    id: str = ""


class Keeping(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What keeps and opens: codes, links, supporters. Never leaves with what the person said."""

    code: str = ""  # the key card's code, so that it can be shown again to who has opened the box
    shares: tuple[Share, ...] = ()
    draft: Share | None = None  # a share that is being made, page by page
    supporters: tuple[Supporter, ...] = field(default=(), name="helpers")
    # Set in a supporter's own record: the supporter's name
    supporter: str = field(default="", name="helper")
    coming: str = ""  # the code of a new card that the person has seen and that opens nothing yet
    # Whom pages made before a new card belong to: see `vault.Owner`, public halves as hex
    former: tuple[str, ...] = ()
    # The month in which the record would have gone; empty again with the next save
    nearly: str = ""
    # How the person likes to read, as the cookie has it (web/i18n.py); "" where they never chose
    reading: str = ""
    # Devices of another way of reading, by that: whether the person reads as in `reading` there
    looks: dict[str, bool] = field(default_factory=dict)


class Record(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The record of one person. Its box begins with the number of its format (`records.FORMAT`)."""

    said: Said = Said()
    keeping: Keeping = Keeping()


encode = json.Encoder().encode


def with_said(record: Record, **values: object) -> Record:
    """The record with these fields of what was said."""
    return structs.replace(record, said=structs.replace(record.said, **values))


def with_keeping(record: Record, **values: object) -> Record:
    """The record with these fields of its keeping."""
    return structs.replace(record, keeping=structs.replace(record.keeping, **values))
