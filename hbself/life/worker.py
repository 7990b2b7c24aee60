"""The page for the worker: the same facts under the usual headings of a client plan."""

from collections.abc import Iterator

from msgspec.structs import replace

from ..kinds import KINDS
from ..model.document import Line, Part, ProposalSection
from ..model.sections import GOAL_SECTION, NOW, SECTIONS, WISH_SECTION, WORKER, place_of
from .life import Life
from .parts import Told


def page_for(
    life: Life, all_told: list[Told], sections: dict[str, ProposalSection]
) -> ProposalSection | None:
    """Of each goal its name, and under each heading what is told of it there. What stands in no
    section, or was left out there, stands here neither. None where there is nothing.
    """
    told = _General(life, all_told, sections)
    wanted = [*told.asked_for("needs"), *told.under("needs")]
    network = [*told.asked_for("network"), *told.under("network")]
    needs = {line.id for line in wanted}
    found = {
        "strengths": told.under("strengths"),
        "now": told.asked_for("now"),
        "goals": list(_goals(life, sections)),
        "wishes": [one for one in _wishes(sections) if one.id not in needs],
        "needs": [*wanted, *_of_goals(sections, "when", "more")],
        "network": [*network, *_helpers(sections)],
        "messages": told.asked_for("messages"),
        "next": [*told.under("next"), *_of_goals(sections, "first")],
    }
    titles = life.words.texts
    once = {name: {(line.lead, line.text): line for line in lines} for name, lines in found.items()}
    parts = tuple(
        Part(titles[f"worker.{name}"], tuple(lines.values()))
        for name, lines in once.items()
        if lines
    )
    title = titles["worker.title"]
    return ProposalSection("worker", title, WORKER.picture, parts) if parts else None


class _General:
    """What is told of no goal."""

    def __init__(
        self, life: Life, all_told: list[Told], sections: dict[str, ProposalSection]
    ) -> None:
        self.life, self.all_told, self.sections = life, all_told, sections

    def under(self, heading: str) -> list[Line]:
        """The lines of the sections that belong under a heading."""
        lines = (
            line
            for one in self.all_told
            if heading in SECTIONS[one.section].worker
            and (heading != "network" or KINDS[one.step.question.kind].people)
            or heading == "strengths"
            and one.step.question.page_one == "good"
            for line in one.lines
            if not one.step.about or one.step.question.for_each != "goal"
        )
        return [line for line in lines if self.life.stands(line)]

    def asked_for(self, heading: str) -> list[Line]:
        """What stands in the proposal of the questions that belong under a heading."""
        now, question_of = self.life.words.texts["lead.now"], self.life.words.question_of
        return [
            replace(line, lead="") if line.lead == now else line
            for section in self.sections.values()
            for part in section.parts
            for line in part.lines
            if line.included
            and not line.id.startswith(("wish:", "goal:"))
            # Its own answer, not the wish that it hangs on
            and any((q := question_of(k)) and q.worker == heading for k in line.sources[:1])
        ]


def _goals(life: Life, sections: dict[str, ProposalSection]) -> Iterator[Line]:
    """The goals by name, "Goal 1: I want …", each with what is so now."""
    now = life.words.texts["lead.now"]
    for part, lines in _parts_of_goals(sections):
        yield replace(lines[0], lead=f"{part.title}: {lines[0].lead}".strip())
        for line in lines[1:]:
            if place_of(line.id) == NOW:
                yield line if line.lead else replace(line, lead=now)


def _of_goals(sections: dict[str, ProposalSection], *cells: str) -> Iterator[Line]:
    """What the goals tell in some cells; the first line of each is behind its name."""
    for part, lines in _parts_of_goals(sections):
        told = [line for line in lines if place_of(line.id) in cells]
        for number, line in enumerate(told):
            yield line if number else replace(line, lead=f"{part.title}: {line.lead}".strip())


def _helpers(sections: dict[str, ProposalSection]) -> Iterator[Line]:
    """Who helps with which goal: "Goal 1: Amina, my sister"."""
    for part, lines in _parts_of_goals(sections):
        for line in lines:
            if place_of(line.id) == "who":
                yield replace(line, lead=f"{part.title}:")


def _parts_of_goals(
    sections: dict[str, ProposalSection],
) -> Iterator[tuple[Part, list[Line]]]:
    parts = sections[GOAL_SECTION].parts if GOAL_SECTION in sections else ()
    for part in parts:
        lines = [line for line in part.lines if line.included]
        if lines and lines[0].id.startswith("goal:"):
            yield part, lines


def _wishes(sections: dict[str, ProposalSection]) -> Iterator[Line]:
    """What else the person wants to change and to learn, without what is so now."""
    there = [sections[name] for name in (WISH_SECTION, "learn") if name in sections]
    for part in (part for section in there for part in section.parts):
        named = any(line.id.startswith("wish:") for line in part.lines)
        for line in part.lines:
            if line.included and (not named or line.id.startswith("wish:")):
                yield line
