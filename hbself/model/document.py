"""What the answers turn into: pages, lines, the proposal."""

from msgspec import Struct, structs

from .ids import VIEW
from .words import Question, Thing


class Step(Struct, frozen=True):
    """One page of a set: the question and, where it is asked more than once, what it is about."""

    set_id: str
    question: Question
    about: str = ""  # id of the thing, person, wish or goal
    about_text: str = ""  # its words
    about_picture: str = ""
    about_own: bool = False  # the words are the person's own: shown in quotation marks
    about_lead: str = ""  # stands before its words
    about_named: str = ""  # its words as they stand in a line: "Mika, my assistant"
    key: str = ""  # the answer's key: "set.question" or "set.question.about"; made, never given

    def __post_init__(self) -> None:
        parts = (self.set_id, self.question.id, *filter(None, (self.about,)))
        structs.force_setattr(self, "key", ".".join(parts))

    @property
    def thing(self) -> Thing | None:
        """The thing that it is about, where the question has things."""
        return next((t for t in self.question.thing if t.id == self.about), None)


class Choice(Struct, frozen=True):
    """Something that can be picked on a page: an option, a person, an own item, a wish."""

    id: str
    picture: str
    label: str
    own: bool = False
    hint: str = ""
    alone: bool = False  # shuts out all others of the page


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
    topic: str = ""  # what it is about: "who chooses my home"
    lead: str = ""  # stands before the text where that is only what is wanted instead
    plain: bool = False  # it says what is wanted, not only that something is to change
    titled: str = ""  # the line that it has its words from: what is wanted instead, or its name

    @property
    def origin(self) -> str:
        """The id of the wish, also of a goal: an answer's key, or a line of one."""
        return self.of or self.id


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the recap or the proposal, with the answers that it came from."""

    id: str
    text: str
    picture: str
    lead: str = ""  # "On a good day:", stands before the text
    own: bool = False  # the person's own words: in quotation marks, unchanged
    sources: tuple[str, ...] = ()  # answer keys; of a supporter's hard thing, the mark of a yes
    by: str = ""  # "me", "helped"
    included: bool = True
    # Of own words beside an answer: they stand in its row; where that is not there, this is
    # their lead
    alone: str = ""

    @property
    def item(self) -> str:
        """What of the answer it says: an option, a person, an own item, "note" …"""
        return self.id.rpartition(":")[2]


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A group of lines under a small heading: "Who helps". Without a title only lines."""

    title: str
    lines: tuple[Line, ...]


class ProposalSection(Struct, frozen=True, forbid_unknown_fields=True):
    """A section of the proposal."""

    id: str
    title: str
    picture: str
    parts: tuple[Part, ...]

    @property
    def theirs(self) -> bool:
        """Whether it tells what somebody else thinks."""
        return VIEW.fullmatch(self.id) is not None


class Missing(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that the proposal still lacks, said kindly, and where it can
    be answered.
    """

    id: str
    text: str
    picture: str
    place: str  # where it is asked (model/places.py)


class Proposal(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole proposal in one language. `sections[0]` is the one page; `worker` the page for the
    worker.
    """

    language: str
    title: str
    intro: str
    day: str  # ISO date
    day_text: str  # the date in words
    sections: tuple[ProposalSection, ...]
    mirror: tuple[Line, ...]
    missing: tuple[Missing, ...]
    worker: ProposalSection | None = None
    waiting: tuple[Line, ...] = ()  # what was said and has no place until the person takes it in
    name: str = ""  # that the person wants on it
    meeting: str = ""  # the day of the meeting that it is for, in words
