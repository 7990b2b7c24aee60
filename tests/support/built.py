"""A proposal that is built of a few answers, and its lines."""

from datetime import date

from hbself.content import Content
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model.document import Line, Proposal
from hbself.model.said import Answer, Person, Said

TODAY = date(2026, 11, 21)


def build(content: Content, said: Said) -> Proposal:
    return proposal.build(Life(content, said), TODAY.isoformat())


def lines(built: Proposal) -> list[Line]:
    """Every line, the mirror's and the worker's, too."""
    sections = (*built.sections, *filter(None, [built.worker]))
    return [line for section in sections for part in section.parts for line in part.lines] + list(
        built.mirror
    )


def of(built: Proposal, section_id: str) -> list[str]:
    """The texts of a section, with what stands before them; [] when there is none."""
    return [
        f"{line.lead} {line.text}".strip()
        for s in built.sections
        if s.id == section_id
        for part in s.parts
        for line in part.lines
    ]


def some_person(**answers: Answer) -> Said:
    return Said(
        people=(Person("person-1", "Helmi", "sister"), Person("person-2", "Mika")),
        answers={k.replace("__", "."): a for k, a in answers.items()},
    )


GOAL = {
    "now__ln1__home": Answer(options=("works-badly",), change=True, by="me"),
    "change__ch6": Answer(options=("now.ln1.home",)),
}
