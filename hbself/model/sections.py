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
    # Headings of the worker's page under which lines of it stand
    worker: tuple[str, ...] = ()
    # Where it stands on paper: in the proposal itself, which is short; on its last page, where one
    # also writes by hand; or only in "My answers"
    paper: Literal["proposal", "last", "answers"] = "proposal"
    # So many cm at most it has in the proposal; all of it stands in "My answers". 0: as many as it
    # takes
    room: int = 0
    # So many lines to write on stand under it on the last page
    writes: int = 0
    # People sign on paper, under what they agree on
    signed: bool = False


SECTIONS = {
    "me": SectionRow("me", "one-page"),
    "strengths": SectionRow("strength", "good", paper="answers"),
    "important": SectionRow("important", paper="answers"),
    "now": SectionRow("works-well", good_only=True, room=10),
    "so": SectionRow("so-so", "rest"),
    "change": SectionRow("change", "wishes", room=38),
    "learn": SectionRow("learn", room=12),
    "goals": SectionRow("goal", "goals", worker=("needs", "network")),
    "money": SectionRow("money"),
    "help": SectionRow("support", worker=("network",), paper="answers"),
    "next": SectionRow("ready", worker=("next",), paper="last"),
    "ask": SectionRow("question", paper="last", writes=2),
    "again": SectionRow("calendar", paper="last", writes=1),
    "agree": SectionRow("partner", paper="last", signed=True),
}
WORKER = SectionRow("social-worker")  # the page for the worker, beside the sections
SUPPORTER = SectionRow("helper")  # what one supporter thinks, at the end
NONE = "none"  # keeps an answer out of the document


def _first(holds: str) -> str:
    return next(name for name, row in SECTIONS.items() if row.holds == holds)


# Where the one page, the wishes, and the goals themselves stand
ONE_PAGE, WISH_SECTION, GOAL_SECTION = _first("one-page"), _first("wishes"), _first("goals")
REST = _first("rest")  # where all that has no other place waits to be taken in


class CellRow(Struct, frozen=True):
    """A cell of the page of a goal: what is told there of its support."""

    picture: str
    # What stands in it: "set.question"; later questions are added here
    questions: tuple[str, ...] = ()
    # It has a line to write on where nothing is said: a meeting asks for it
    writes: bool = False
    wide: bool = False  # it is as wide as the page
    leads: bool = True  # its heading does not say what leads its lines


# The cells of a goal in their order; their headings are "cell.<id>" in a content file.
CELLS = {
    "who": CellRow("helper", ("arrange.ar2",), writes=True, leads=False),
    "when": CellRow("calendar", ("arrange.ar3", "arrange.ar4", "arrange.ar8")),
    "cost": CellRow("budget", writes=True),
    "decides": CellRow("decide"),
    "risk": CellRow("risk"),
    "safe": CellRow("safe"),
    "more": CellRow("fits-me", ("arrange.ar1", "arrange.ar5")),
    "first": CellRow("next", ("next.nx1", "next.nx2", "next.nx3"), writes=True, wide=True),
}
# The headings of the worker's page in their order, "worker.<id>" in a content file: those of a
# client plan (asiakassuunnitelma, klientplan); how many facts have room under each. Where nothing
# is said one writes by hand.
PLAN = {
    "strengths": 6,
    "now": 12,
    "goals": 12,
    "wishes": 6,
    "needs": 18,
    "network": 15,
    "money": 6,
    "risks": 6,
    "next": 15,
    "messages": 6,
    "again": 6,
}
NOW, WANT = "now", "want"  # on the page of a goal, before its cells
# What is told with a goal of what is wanted instead: a wish, or an answer of this set
WANTED = ("wish:", "change.")


def place_of(line_id: str) -> str:
    """Where on the page of its goal a line stands, by its id: a cell ("arrange.ar2.goal-1:person-1"
    tells who helps), WANT, or NOW.
    """
    if line_id.startswith(WANTED):
        return WANT
    question = ".".join(line_id.partition(":")[0].split(".")[:2])
    return next((name for name, row in CELLS.items() if question in row.questions), NOW)


def paper_of(section_id: str) -> str:
    """Where a section stands on paper. What supporters think stands in the proposal."""
    return SECTIONS[section_id].paper if section_id in SECTIONS else "proposal"
