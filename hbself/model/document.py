"""What the answers turn into: pages, lines, the proposal."""

from msgspec import Struct, structs

from .words import Question


class Step(Struct, frozen=True):
    """One page of a set: the question and, where it is asked more than once, what it is about."""

    set_id: str
    question: Question
    about: str = ""  # id of the thing, person, wish or goal
    about_text: str = ""  # its words
    about_picture: str = ""
    about_own: bool = False  # the words are the person's own: shown in quotation marks
    key: str = ""  # the answer's key: "set.question" or "set.question.about"; made, never given

    def __post_init__(self) -> None:
        parts = (self.set_id, self.question.id, *filter(None, (self.about,)))
        structs.force_setattr(self, "key", ".".join(parts))


class Choice(Struct, frozen=True):
    """Something that can be picked on a page: an option, a person, an own item, a wish."""

    id: str
    picture: str
    label: str
    own: bool = False
    hint: str = ""


class Wish(Struct, frozen=True):
    """An answer that the person wants to change, or something new that they want: it can become a
    goal.
    """

    id: str  # of a goal: its own
    text: str
    picture: str
    own: bool = False
    sources: tuple[str, ...] = ()  # answer keys
    of: str = ""  # of a goal: the id of the wish that it is


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the recap or the proposal, with the answers that it came from."""

    id: str
    text: str
    picture: str
    lead: str = ""  # "On a good day:", stands before the text
    own: bool = False  # the person's own words: in quotation marks, unchanged
    sources: tuple[str, ...] = ()
    by: str = ""  # "me", "helped"
    included: bool = True


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A group of lines under a small heading: "Who helps". Without a title only lines."""

    title: str
    lines: tuple[Line, ...]


class SectionOf(Struct, frozen=True, forbid_unknown_fields=True):
    """A section of the proposal."""

    id: str
    title: str
    picture: str
    parts: tuple[Part, ...]


class Missing(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that the proposal still lacks, said kindly, and where it can
    be answered.
    """

    id: str
    text: str
    picture: str
    place: str  # where it is asked (model/places.py)


class Proposal(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole proposal in one language. `sections[0]` is the one page; `worker` the half page for
    the worker.
    """

    language: str
    title: str
    intro: str
    day: str  # ISO date
    day_text: str  # the date in words
    sections: tuple[SectionOf, ...]
    mirror: tuple[Line, ...]
    missing: tuple[Missing, ...]
    worker: SectionOf | None = None
