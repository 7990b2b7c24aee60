"""The words that are asked: read from TOML, one language at a time."""

import functools
from typing import Annotated, Literal

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]*$", max_length=40)]
Words = Annotated[str, Meta(min_length=1)]
QUESTION_OR_MORE = r"^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?$"  # one id, or two with a point between
Length = Literal["short", "meeting", "everything"]
Group = Literal["start", "life", "me", "plan"]


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
    wish: str = ""  # what the person wants who gives this low answer: "I want more of this help."
    # Where answers are wishes apart (`Question.apart`): as a question's `instead`, of this one
    instead: tuple[Id, ...] = ()
    only: bool = False  # shuts out all others of the page: "Nothing, it is good now"
    # "This is not in my life": shuts out the others too, and is there in simple mode as well
    absent: bool = False
    they: str = ""  # its label when somebody else says it of the person, where the label says "I"
    old: bool = False  # not offered any more; whoever has picked it keeps it
    # Where its sentence goes in the proposal, when not where the question's others go
    section: Id | Literal[""] = ""


class Thing(Struct, frozen=True, forbid_unknown_fields=True):
    """One of several things that get the same answers, each on a page of its own. `sentence`:
    option id to sentence.
    """

    id: Id
    picture: Id
    label: Words
    text: Words
    sentence: dict[str, str]
    wish: str = ""  # as a question's
    topic: str = ""
    they: str = ""
    missed: bool = False  # not to have it may hurt: that is as what sensitive questions are told
    old: bool = False  # asked only of whom has answered it


class After(Struct, frozen=True, forbid_unknown_fields=True):
    """An answer to an earlier question on which it hangs whether another one is asked: one of these
    options was picked. `question`: of the same set, or "set.question"; where both are asked of each
    goal, of the same goal.
    """

    question: Annotated[str, Meta(pattern=QUESTION_OR_MORE)]
    options: tuple[Id, ...]


class GoodToKnow(Struct, frozen=True, forbid_unknown_fields=True):
    """A "good to know" page that comes after the answer, so that it does not lead it."""

    picture: Id
    title: Words
    text: Words


class Question(Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """One question, one page (or one page for each thing, wish or goal)."""

    id: Id
    kind: str  # a name in kinds.KINDS
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
    only_if: After | None = None
    not_if: After | None = None
    old: bool = False  # asked only of whom has answered it
    on_proposal: bool = False  # asked on the page of the proposal, in no set
    lead: str = ""  # stands before own words, people and dates: "On a good day:"
    own: bool = False  # `many`: the person may add items of their own
    several: bool = False  # `when`: parts of the day, more than one, no date
    change: bool = False  # offers "I want this to change"
    # What the person wants where the answer is low, or where no answer is: "I want fewer bad days."
    wish: str = ""
    # What it is about: "who chooses my bedtime"; stands after "I want this to change:"
    topic: str = ""
    # Answers that fit where a wish of this question is asked about: options of the question that is
    # asked `for_each` wish
    instead: tuple[Id, ...] = ()
    they: str = ""  # the question as a supporter is asked: "Who chooses the person's bedtime?"
    titles: bool = False  # of a goal: own words here are what it is called
    same: bool = False  # of a goal: answered together with others like it, "the same as for goal 1"
    apart: bool = False  # each low answer, and each own item, is a wish of its own
    know: GoodToKnow | None = None
    words: tuple[Id, ...] = ()  # glossary terms that the page explains
    section: Id = "now"  # a row of `sections.SECTIONS`, or "none"
    # The heading of the worker's page under which the answers stand, wherever else they do
    worker: Literal["", "now", "needs", "network", "messages"] = ""
    page_one: Literal["", "good", "important", "support"] = ""  # the one-page version at the front
    # What the proposal lacks while this is not told, the end of a text's id: "missing.goals"
    missing: Id | Literal[""] = ""
    short: bool = True  # also asked on the short way
    sensitive: bool = False  # the page says whom to talk to
    setting: str = ""  # practice: the answer also sets this reading setting

    @functools.cached_property
    def options(self) -> dict[str, Option]:
        """Its options by id."""
        return {o.id: o for o in self.option}

    @functools.cached_property
    def low(self) -> frozenset[str]:
        """The ids of options that tell of something one may want to change."""
        return frozenset(o.id for o in self.option if o.low)

    @functools.cached_property
    def alone(self) -> frozenset[str]:
        """The ids of options that shut out all other answers of the page."""
        return frozenset(o.id for o in self.option if o.only or o.absent)

    @functools.cached_property
    def own_sections(self) -> dict[str, str]:
        """The section of each option that has one of its own."""
        return {o.id: o.section for o in self.option if o.section}


class Mirror(Struct, frozen=True, forbid_unknown_fields=True):
    """What others can do, shown where answers to the questions in `when` are low: "re1", or
    "re1.nobody" for one low answer. The person's words to a helper: "Ask me first."
    """

    id: Id
    picture: Id
    text: Words
    when: tuple[Annotated[str, Meta(pattern=QUESTION_OR_MORE)], ...]


class QuestionSet(Struct, frozen=True, forbid_unknown_fields=True):
    id: Id
    number: int
    group: Group
    picture: Id
    title: Words
    about: Words
    lengths: tuple[Length, ...]
    question: tuple[Question, ...]
    pages: tuple[Id, ...] = ()  # what is read before its first question
    mirror: tuple[Mirror, ...] = ()
    they: str = ""  # its title when somebody else answers about the person: "The person's rights"

    @property
    def about_wishes(self) -> bool:
        """Whether the wishes wait here to be told more about."""
        return any(q.for_each == "wish" for q in self.question)


class Term(Struct, frozen=True, forbid_unknown_fields=True):
    """A hard word and its easy explanation."""

    id: Id
    picture: Id
    word: Words
    explanation: Words
    pages: tuple[Id, ...] = ()  # that tell more of it


class Point(Struct, frozen=True, forbid_unknown_fields=True):
    """A picture and one or two short sentences."""

    picture: Id
    text: Words


class Example(Point, frozen=True, forbid_unknown_fields=True):
    """An invented person, and what became of what they wanted. `title`: "Example: Eeva"."""

    title: Words


class InfoPage(Struct, frozen=True, forbid_unknown_fields=True):
    """A page that tells one thing, to read; nothing is asked there."""

    id: Id
    picture: Id
    title: Words
    point: tuple[Point, ...]
    example: tuple[Example, ...] = ()
    words: tuple[Id, ...] = ()  # glossary terms that the page explains


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """Who somebody is to the person: "my sister". `they`: the same said by somebody else."""

    id: Id
    picture: Id
    label: Words
    they: str = ""


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """A text of the proposal or its documents: a heading, a line before others."""

    id: Annotated[str, Meta(pattern="^[a-z][a-z0-9.-]*$")]
    text: Words
