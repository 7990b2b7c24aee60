"""The words that are asked: read from TOML, one language at a time."""

import functools
from typing import Annotated, Literal

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]*$", max_length=40)]
Words = Annotated[str, Meta(min_length=1)]
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
    only_if: OnlyIf | None = None
    lead: str = ""  # stands before own words, people and dates: "On a good day:"
    own: bool = False  # `many`: the person may add items of their own
    several: bool = False  # `when`: parts of the day, more than one, no date
    change: bool = False  # offers "I want this to change"
    wish: str = ""  # the wish in neutral words: "I want to change who chooses my bedtime."
    know: Know | None = None
    words: tuple[Id, ...] = ()  # glossary terms that the page explains
    section: Id = "now"  # a row of `sections.SECTIONS`, or "none"
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
    def own_sections(self) -> dict[str, str]:
        """The section of each option that has one of its own."""
        return {o.id: o.section for o in self.option if o.section}


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


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """Who somebody is to the person: "my sister"."""

    id: Id
    picture: Id
    label: Words


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """A text of the proposal or its documents: a heading, a line before others."""

    id: Annotated[str, Meta(pattern="^[a-z][a-z0-9.-]*$")]
    text: Words
