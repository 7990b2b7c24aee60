"""What stands in the documents that a person takes along, as structs: all have the same words in
the same order (`printing`). Each gives it a form of its own (`pdf`, `word`, `page`).

My own proposal is short: me in short, a page for each goal, what else I want, a last page to write
on, and one for the worker. "My answers" has all the rest. A part, for the reader of a link, has
the sections that were chosen.
"""

import itertools

from msgspec import Struct

from ..model.document import Line, Proposal
from .usertext import Paragraph


class PrintedLine(Struct, frozen=True):
    """A row with its picture: what `lead` leads, and own words beside it."""

    lead: str
    picture: str
    paragraphs: list[Paragraph]


class PrintedPart(Struct, frozen=True):
    """A group of lines. `name`: what it is about, without the goal that may stand in its title."""

    name: str
    title: str
    picture: str
    lines: list[PrintedLine]


class PrintedSection(Struct, frozen=True):
    """A section; without lines only where one writes on it."""

    id: str
    title: str
    picture: str
    parts: list[PrintedPart]
    signed: bool  # people sign under it
    writes: int = 0  # lines to write on
    theirs: bool = False  # what somebody else thinks: in a colour and a border of its own
    tiled: bool = False  # short lines stand side by side, each under its picture


class Cell(Struct, frozen=True):
    """One thing that is told of a goal: who helps. `writes`: it says nothing yet."""

    id: str
    title: str
    picture: str
    lines: list[PrintedLine]
    wide: bool
    writes: bool


class PrintedGoal(Struct, frozen=True):
    """A page for a goal. `name`: "Goal 1"; `goal`: its words, where they can be a heading; else
    they stand in `told`.
    """

    id: str
    name: str
    goal: str
    picture: str
    told: list[PrintedLine]
    now: list[PrintedLine]
    want: list[PrintedLine]
    cells: list[Cell]
    answered: bool  # it has a place for the answer of the meeting

    @property
    def title(self) -> str:
        """Its heading: "Goal 1: I want …"."""
        return f"{self.name}: {self.goal}" if self.goal else self.name


class Fact(Struct, frozen=True):
    """One thing on the worker's page: a sentence, or own words behind what leads them."""

    lead: str
    text: str
    own: bool
    goal: bool = False  # it names the next goal, which has a page of its own
    of: int = 0  # the number of the goal that it belongs to; 0 for none
    starts: bool = False  # it begins a paragraph: of another goal than the one before
    rtl: bool = False  # its text is a paragraph of its own, from right to left
    marked: bool = True  # it says whether it was picked or is own words


class WorkerRow(Struct, frozen=True):
    """A heading of a plan, and what belongs there; without facts it is filled in by hand."""

    title: str
    facts: list[Fact]

    @property
    def paragraphs(self) -> list[list[Fact]]:
        """What belongs together runs on: a goal, or all that is told of none."""
        made: list[list[Fact]] = []
        for fact in self.facts:
            if fact.starts or not made:
                made.append([])
            made[-1].append(fact)
        return made


class Worker(Struct, frozen=True):
    """The page for the worker. about: whose it is, for which meeting, and of which day."""

    title: str
    about: str
    rows: list[WorkerRow]


class AnsweredBy(Struct, frozen=True):
    """Who answered, in words."""

    picture: str
    text: str


class PaperLine(Struct, frozen=True):
    """Whose paper it is, or for which meeting. `open`: it says nothing yet, and has a line to write
    on.
    """

    text: str
    open: bool = False


class Document(Struct, frozen=True):
    """All that is printed: only included lines, and texts that are safe for the document."""

    language: str
    title: str
    intro: str
    # The day and who answered stand at the front; the intro says "I can change my mind"
    # (rules.md D5).
    day: str
    paper: list[PaperLine]  # for a reader only what was said
    portion: list[str]  # that it is a part, for whom and until when; empty for a whole proposal
    by: AnsweredBy | None
    # "Me in short" is the one page; a document without it (a part for one reader) has none.
    one: PrintedSection | None
    goals: list[PrintedGoal]
    sections: list[PrintedSection]
    last: list[PrintedSection]  # the last page, on which one writes, too
    hand_in: PrintedSection | None  # how to hand it in
    worker: Worker | None
    more: bool  # "My answers" has more than stands in it
    words: dict[str, str]

    @property
    def rows(self) -> list[PrintedSection]:
        """All that is told in rows, in the order in which it stands there."""
        ends = [*self.last, *filter(None, [self.hand_in])]
        return [*filter(None, [self.one]), *self.sections, *ends]

    @property
    def is_empty(self) -> bool:
        """Whether nothing that was said stands in it."""
        said = [*filter(None, [self.one]), *self.sections]
        return not (said or self.goals or any(section.parts for section in self.last))

    @property
    def pictures(self) -> set[str]:
        """The names of all pictures that stand in it; the worker's page has none, nor has the
        heading of "Me in short".
        """
        names = {"proposal", *(one.picture for one in self.rows if one is not self.one)}
        if self.by:
            names.add(self.by.picture)
        for section in self.rows:
            for part in section.parts:
                names |= {part.picture, *(line.picture for line in part.lines)}
        for goal in self.goals:
            names |= {goal.picture, *(cell.picture for cell in goal.cells)}
        return names - {""}


def texts_of(proposal: Proposal) -> list[str]:
    """All texts of a proposal that can have a person's own words in them and are printed."""
    titles = [section.title for section in proposal.sections]
    return [
        *titles,
        proposal.name,
        *(text for line in included(proposal) for text in (line.lead, line.alone, line.text)),
    ]


def included(proposal: Proposal) -> list[Line]:
    """The lines of all sections and of the mirror that are not left out."""
    sections = (*proposal.sections, *filter(None, [proposal.worker]))
    lines = (line for section in sections for part in section.parts for line in part.lines)
    return [line for line in itertools.chain(lines, proposal.mirror) if line.included]
