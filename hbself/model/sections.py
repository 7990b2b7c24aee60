"""The sections of the proposal in their order: the one table. A section that is added gets a row
here, and its heading "section.<id>" in a content file; without lines it is left out.
"""

from typing import Literal

from msgspec import Struct


class SectionRow(Struct, frozen=True):
    """A section: its picture, and what stands in it."""

    picture: str
    # one-page: a little of all; good: what is good in me and around me; lines: the answers to
    # questions of this section; wishes: each wish with what is wanted instead; goals: goal by goal
    holds: Literal["one-page", "good", "lines", "wishes", "goals"] = "lines"


SECTIONS = {
    "me": SectionRow("me", "one-page"),
    "strengths": SectionRow("strength", "good"),
    "important": SectionRow("important"),
    "now": SectionRow("works-well"),
    "change": SectionRow("change", "wishes"),
    "learn": SectionRow("learn"),
    "goals": SectionRow("goal", "goals"),
    "money": SectionRow("money"),
    "help": SectionRow("support"),
    "next": SectionRow("ready", "goals"),
    "ask": SectionRow("question"),
    "again": SectionRow("calendar"),
    "agree": SectionRow("partner"),
}
WORKER = SectionRow("social-worker")  # the half page for the worker, beside the sections
SUPPORTER = SectionRow("helper")  # what one supporter thinks, at the end
NONE = "none"  # keeps an answer out of the document
