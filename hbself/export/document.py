"""What stands in the documents that a person takes along: all have the same words in the same
order. Each of them gives it a form of its own (`pdf`, `word`, `page`).
"""

import itertools
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from ..model.document import Line, Part, Proposal, ProposalSection
from ..model.sections import ONE_PAGE, SECTIONS
from . import Portion
from .usertext import Paragraph, paragraphs, quoted

LONGEST_HEADING = 120  # letters; a longer goal stands under its heading
# The fixed words that stand in each document.
WORDS = ("page", "empty", "made-from-my-answers", "own-words", "name-and-day", "contents")
PAPER = ("name", "meeting")  # what stands on top, and its fixed words: "paper.name"
Clean = Callable[[str], str]  # makes a text safe for a document


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
    """A section: never an empty one."""

    id: str
    title: str
    picture: str
    parts: list[PrintedPart]
    signed: bool  # people sign under it
    theirs: bool = False  # what somebody else thinks: in a colour and a border of its own


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
    # "Me on one page" is the one page; a document without it (a part for one reader) has none.
    one: PrintedSection | None
    sections: list[PrintedSection]
    worker: PrintedSection | None
    words: dict[str, str]

    @property
    def all_sections(self) -> list[PrintedSection]:
        """As they stand there: the one page, the sections, the half page for the worker."""
        return [*filter(None, [self.one]), *self.sections, *filter(None, [self.worker])]

    @property
    def pictures(self) -> set[str]:
        """The names of all pictures that stand in it; the worker's half page has none."""
        names = {"proposal", *(section.picture for section in self.sections)}
        if self.by:
            names.add(self.by.picture)
        for section in (*filter(None, [self.one]), *self.sections):
            for part in section.parts:
                names |= {part.picture, *(line.picture for line in part.lines)}
        return names - {""}


def printed(
    proposal: Proposal, texts: dict[str, str], clean: Clean, portion: Portion | None = None
) -> Document:
    """What the documents of `proposal` print.

    texts: the fixed words (`Content.texts`); portion: says that it is a part. Raises KeyError when
    a fixed text is missing.
    """

    def fixed(name: str, **values: str) -> str:
        text = texts[f"document.{name}"]
        return clean(text.format(**values) if values else text)

    def section(given: ProposalSection | None, headed: bool = True) -> PrintedSection | None:
        return _section(given, proposal.language, clean, headed) if given else None

    mirror = ProposalSection(
        "mirror", texts["document.mirror"], "support", (Part("", proposal.mirror),)
    )
    sections = [one for one in map(section, (*proposal.sections, mirror)) if one]
    by = _answered_by(proposal)
    return Document(
        language=proposal.language,
        title=clean(proposal.title),
        intro=clean(proposal.intro),
        day=clean(proposal.day_text),
        paper=_paper(proposal, texts, clean, bool(portion)),
        portion=[
            fixed("part"),
            fixed("part-for", reader=portion.reader),
            fixed("part-until", day=portion.until),
        ]
        if portion
        else [],
        by=AnsweredBy("me" if by == "by-me" else "together", fixed(by)) if by else None,
        one=next((one for one in sections if one.id == ONE_PAGE), None),
        sections=[one for one in sections if one.id != ONE_PAGE],
        worker=section(proposal.worker, headed=False),
        words={name: fixed(name) for name in WORDS},
    )


def _paper(
    proposal: Proposal, texts: dict[str, str], clean: Clean, for_reader: bool
) -> list[PaperLine]:
    """The name and the meeting. Whoever is shown a part writes nothing on it."""
    said = {name: " ".join(clean(getattr(proposal, name)).split()) for name in PAPER}
    return [
        PaperLine(f"{clean(texts[f'paper.{name}'])} {words}".rstrip(), not words)
        for name, words in said.items()
        if words or not for_reader
    ]


def _section(
    section: ProposalSection, language: str, clean: Clean, headed: bool = True
) -> PrintedSection | None:
    """None where nothing of it is printed. headed: whether a goal may stand in a part's title."""
    parts = [_part(part, language, clean, headed) for part in section.parts]
    shown = [part for part in parts if part.lines or part.picture]
    if not shown:
        return None
    signed = section.id in SECTIONS and SECTIONS[section.id].signed
    title, theirs = clean(section.title), section.theirs
    return PrintedSection(section.id, title, section.picture, shown, signed, theirs)


def _part(part: Part, language: str, clean: Clean, headed: bool) -> PrintedPart:
    lines = [line for line in part.lines if line.included and clean(line.text)]
    title = name = clean(part.title)
    picture = ""
    if headed and lines and title and (goal := _heading(lines, language, clean)):
        title, picture = f"{title}: {goal}", lines[0].picture
        lines = lines[1:]
    return PrintedPart(name, title, picture, _in_rows(lines, language, clean))


def _in_rows(lines: list[Line], language: str, clean: Clean) -> list[PrintedLine]:
    """A lead stands once, in one row with all that it leads, and own words beside an answer in its
    row: so nothing is torn apart at a page's end, and each row can be understood alone.
    """
    rows: list[PrintedLine] = []
    lead, sources = "", None  # of the row that can still grow
    for line in lines:
        text = clean(line.text)
        told = paragraphs(quoted(text, language) if line.own else text)
        beside = line.alone and line.sources == sources
        if beside or line.lead and line.lead == lead and not line.alone:
            rows[-1] = replace(rows[-1], paragraphs=[*rows[-1].paragraphs, *told])
        else:
            rows.append(PrintedLine(clean(line.alone or line.lead), line.picture, told))
        lead, sources = lead if beside else line.lead, line.sources
    return rows


def _heading(lines: list[Line], language: str, clean: Clean) -> str:
    """The goal that a part is about where it is short enough to stand in the heading: "Goal 1: My
    free time – I want …"; else "".
    """
    goal = lines[0]
    text = clean(goal.text)
    told = paragraphs(quoted(text, language) if goal.own else text)
    first = told[0].lines if len(told) == 1 else []
    fits = len(first) == 1 and len(first[0]) <= LONGEST_HEADING
    about = f"{clean(goal.lead).rstrip(':')} – " if goal.lead else ""
    return f"{about}{first[0]}" if fits and goal.id.startswith("goal:") else ""


def _answered_by(proposal: Proposal) -> str:
    """Who answered: "by-me", "by-helped", "by-both", or "" when no line says so."""
    by = {line.by for line in _included(proposal)} & {"me", "helped"}
    return {0: "", 1: f"by-{next(iter(by), '')}", 2: "by-both"}[len(by)]


def texts_of(proposal: Proposal) -> list[str]:
    """All texts of a proposal that can have a person's own words in them and are printed."""
    titles = [section.title for section in proposal.sections]
    return [
        *titles,
        proposal.name,
        *(text for line in _included(proposal) for text in (line.lead, line.alone, line.text)),
    ]


def _included(proposal: Proposal) -> list[Line]:
    """The lines of all sections and of the mirror that are not left out."""
    sections = (*proposal.sections, *filter(None, [proposal.worker]))
    lines = (line for section in sections for part in section.parts for line in part.lines)
    return [line for line in itertools.chain(lines, proposal.mirror) if line.included]
