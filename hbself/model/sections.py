"""The sections of the proposal in their order: the one table. A section that is added gets a row
here, and its heading "section.<id>" in a content file; without lines it is left out.
"""

from typing import Literal

from msgspec import Struct


class SectionRow(Struct, frozen=True):
    """A section: its picture, and what stands in it."""

    picture: str
    # one-page: a little of all; good: what is good in me and around me; lines: the answers to
    # questions of this section; wishes: each wish with what is so now and what is wanted instead;
    # goals: the same goal by goal, with all that is told of it; rest: what stands nowhere else, and
    # is out until the person takes it in
    holds: Literal["one-page", "good", "lines", "wishes", "goals", "rest"] = "lines"
    # Of options only those that are marked good
    good_only: bool = False
    # Headings of the worker's half page under which lines of it stand
    worker: tuple[str, ...] = ()
    # Its rows lose their pictures first where a paper is too long
    dense: bool = False
    # People sign on paper, under what they agree on
    signed: bool = False


SECTIONS = {
    "me": SectionRow("me", "one-page"),
    "strengths": SectionRow("strength", "good", dense=True),
    "important": SectionRow("important"),
    "now": SectionRow("works-well", good_only=True, dense=True),
    "so": SectionRow("so-so", "rest", dense=True),
    "change": SectionRow("change", "wishes", dense=True),
    "learn": SectionRow("learn", dense=True),
    "goals": SectionRow("goal", "goals", worker=("needs", "network")),
    "money": SectionRow("money"),
    "help": SectionRow("support", worker=("network",)),
    "next": SectionRow("ready", worker=("next",)),
    "ask": SectionRow("question"),
    "again": SectionRow("calendar"),
    "agree": SectionRow("partner", signed=True),
}
WORKER = SectionRow("social-worker")  # the half page for the worker, beside the sections
SUPPORTER = SectionRow("helper")  # what one supporter thinks, at the end
NONE = "none"  # keeps an answer out of the document


def _first(holds: str) -> str:
    return next(name for name, row in SECTIONS.items() if row.holds == holds)


# Where the one page, the wishes, and the goals themselves stand
ONE_PAGE, WISH_SECTION, GOAL_SECTION = _first("one-page"), _first("wishes"), _first("goals")
REST = _first("rest")  # where all that has no other place waits to be taken in
