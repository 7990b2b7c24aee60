"""The things that the site knows: words that are asked, answers that are kept, and the proposal
that they turn into.

All are frozen: parsed once at the edge (TOML, forms, opened boxes), trusted inside. A change makes
a new value. Ids are for ever: an answer is stored under set id, question id and what it is about,
never under a text.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field, json

LANGUAGES = ("fi", "sv", "en")

Id = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]*$", max_length=40)]
Words = Annotated[str, Meta(min_length=1)]
Kind = Literal["one", "many", "each", "words", "people", "top", "when"]
Length = Literal["short", "meeting", "everything"]
Group = Literal["start", "life", "me", "plan"]
# The sections of the proposal in their order (content.md); "none" keeps an answer out of the
# document.
Section = Literal[
    "me",
    "important",
    "now",
    "change",
    "learn",
    "goals",
    "money",
    "help",
    "next",
    "ask",
    "again",
    "agree",
    "none",
]


# ---- the words (read from TOML, one language at a time) ------------------------------------------


class Option(Struct, frozen=True, forbid_unknown_fields=True):
    """One pictured alternative. `sentence` is what the person says by picking it ("I choose my
    bedtime.").
    """

    id: Id
    picture: Id
    label: Words
    sentence: str = ""
    good: bool = False  # goes to "What is good now"
    low: bool = False  # is offered as a wish in set 3; never shown as bad
    simple: bool = True  # stays when the person reads in simple mode (two answers)
    # Where its sentence goes in the proposal, when not where the question's others go
    section: Section | Literal[""] = ""


class Thing(Struct, frozen=True, forbid_unknown_fields=True):
    """One of several things that get the same answers, each on a page of its own. `sentence`:
    option id to sentence.
    """

    id: Id
    picture: Id
    label: Words
    text: Words
    sentence: dict[str, str]
    wish: str = ""


class OnlyIf(Struct, frozen=True, forbid_unknown_fields=True):
    """The question is asked only after one of these options of an earlier
    question of the same set.
    """

    question: Id
    options: tuple[Id, ...]


class Know(Struct, frozen=True, forbid_unknown_fields=True):
    """A "good to know" page that comes after the answer, so that it does not lead it."""

    picture: Id
    title: Words
    text: Words


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """One question, one page (or one page for each thing, wish or goal)."""

    id: Id
    kind: Kind
    picture: Id
    text: Words
    help: Words
    another: Words  # "Ask it another way": a second wording and an example person
    root: str  # where the question comes from in the sources, e.g. "S0:532-536"
    option: tuple[Option, ...] = ()
    thing: tuple[Thing, ...] = ()
    # `each`: ask for each option or person picked in this question of the set
    things_from: str = ""
    # `top`: what was picked in this question, "goals": all that could become a goal, "low": low
    # answers
    options_from: str = ""
    most: int = 3  # `top`: at most so many
    for_each: Literal["", "wish", "goal"] = ""  # one page for each wish or goal
    only_if: OnlyIf | None = None
    lead: str = ""  # stands before own words, people and dates: "On a good day:"
    own: bool = False  # `many`: the person may add items of their own
    several: bool = False  # `when`: parts of the day, more than one, no date
    change: bool = False  # offers "I want this to change"
    wish: str = ""  # the wish in neutral words: "I want to change who chooses my bedtime."
    know: Know | None = None
    words: tuple[Id, ...] = ()  # glossary terms that the page explains
    section: Section = "now"
    page_one: Literal["", "good", "important", "support"] = ""  # the one-page version at the front
    short: bool = True  # also asked on the short way
    sensitive: bool = False  # the page says whom to talk to
    setting: str = ""  # practice: the answer also sets this reading setting


class Mirror(Struct, frozen=True, forbid_unknown_fields=True):
    """What others can do, shown where answers to the questions in `when` are low. Aimed at helpers,
    never at the person.
    """

    id: Id
    picture: Id
    text: Words
    when: tuple[Id, ...]


class QuestionSet(Struct, frozen=True, forbid_unknown_fields=True):
    id: Id
    number: int
    group: Group
    picture: Id
    title: Words
    about: Words
    lengths: tuple[Length, ...]
    question: tuple[Question, ...]
    mirror: tuple[Mirror, ...] = ()


class Term(Struct, frozen=True, forbid_unknown_fields=True):
    """A hard word and its easy explanation."""

    id: Id
    picture: Id
    word: Words
    explanation: Words


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """Who somebody is to the person: "my sister"."""

    id: Id
    picture: Id
    label: Words


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """A text of the proposal or its documents: a heading, a line before others."""

    id: Annotated[str, Meta(pattern="^[a-z][a-z0-9.-]*$")]
    text: Words


# ---- what the person says (sealed in the store) --------------------------------------------------


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


# ---- what it turns into --------------------------------------------------------------------------


class Step(Struct, frozen=True):
    """One page of a set: the question and, where it is asked more than once, what it is about."""

    set_id: str
    question: Question
    about: str = ""  # id of the thing, person, wish or goal
    about_text: str = ""  # its words
    about_picture: str = ""
    about_own: bool = False  # the words are the person's own: shown in quotation marks

    @property
    def key(self) -> str:
        """The answer's key: "set.question" or "set.question.about"."""
        return f"{self.set_id}.{self.question.id}" + (f".{self.about}" if self.about else "")


class Wish(Struct, frozen=True):
    """An answer that the person wants to change, or something new that they want: it can become a
    goal.
    """

    id: str  # also the goal's id
    text: str
    picture: str
    own: bool = False
    sources: tuple[str, ...] = ()  # answer keys


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
    """Something that the proposal still lacks, said kindly, and the page where
    it can be answered.
    """

    id: str
    text: str
    picture: str
    path: str


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


encode = json.Encoder().encode
