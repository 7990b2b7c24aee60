"""What stands in the documents that a person takes along: all have the same words in the same
order. Each of them gives it a form of its own (`pdf`, `word`, `page`).
"""

import itertools
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..model.document import Line, Part, Proposal, SectionOf
from . import Portion
from .usertext import Paragraph, paragraphs, quoted

ONE_PAGE = "me"  # the id of the section that is set as the one page
LONGEST_HEADING = 120  # letters; a longer goal stands under its heading
# The fixed words that stand in each document.
WORDS = ("page", "empty", "made-from-my-answers", "own-words", "name-and-day", "contents")
Clean = Callable[[str], str]  # makes a text safe for a document


class PrintedLine(Struct, frozen=True):
    """A line with its picture; `lead` stands before it, and before all lines down to the next."""

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


class AnsweredBy(Struct, frozen=True):
    """Who answered, in words."""

    picture: str
    text: str


class Document(Struct, frozen=True):
    """All that is printed: only included lines, and texts that are safe for the document."""

    language: str
    title: str
    intro: str
    # The day and who answered stand at the front; the intro says "I can change my mind"
    # (rules.md D5).
    day: str
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

    def section(found: SectionOf | None, headed: bool = True) -> PrintedSection | None:
        return _section(found, proposal.language, clean, headed) if found else None

    mirror = SectionOf("mirror", texts["document.mirror"], "support", (Part("", proposal.mirror),))
    sections = [one for one in map(section, (*proposal.sections, mirror)) if one]
    by = _answered_by(proposal)
    return Document(
        language=proposal.language,
        title=clean(proposal.title),
        intro=clean(proposal.intro),
        day=clean(proposal.day_text),
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


def _section(
    section: SectionOf, language: str, clean: Clean, headed: bool = True
) -> PrintedSection | None:
    """None where nothing of it is printed. headed: whether a goal may stand in a part's title."""
    parts = [_part(part, language, clean, headed) for part in section.parts]
    shown = [part for part in parts if part.lines or part.picture]
    if not shown:
        return None
    return PrintedSection(section.id, clean(section.title), section.picture, shown)


def _part(part: Part, language: str, clean: Clean, headed: bool) -> PrintedPart:
    made = [(line, _line(line, language, clean)) for line in part.lines if line.included]
    lines = [(line, shown) for line, shown in made if shown.paragraphs]
    title = name = clean(part.title)
    picture = ""
    if headed and lines and title and _heads(*lines[0]):
        (_, goal), *lines = lines
        title, picture = f"{title}: {goal.paragraphs[0].lines[0]}", goal.picture
    return PrintedPart(name, title, picture, list(_led_once([shown for _, shown in lines])))


def _line(line: Line, language: str, clean: Clean) -> PrintedLine:
    text = clean(line.text)
    said = quoted(text, language) if line.own and text else text
    return PrintedLine(clean(line.lead), line.picture, paragraphs(said))


def _led_once(lines: list[PrintedLine]) -> Iterator[PrintedLine]:
    """A lead stands once, before all that it leads."""
    for before, line in zip([None, *lines], lines, strict=False):
        yield replace(line, lead="") if before and before.lead == line.lead else line


def _heads(line: Line, shown: PrintedLine) -> bool:
    """Whether a line is the goal that its part is about, and short enough to stand in the heading:
    "Goal 1: I want to …".
    """
    texts = shown.paragraphs[0].lines if len(shown.paragraphs) == 1 else ()
    return (
        line.id.startswith(("goal:", "next:"))
        and not shown.lead
        and len(texts) == 1
        and len(texts[0]) <= LONGEST_HEADING
    )


def _answered_by(proposal: Proposal) -> str:
    """Who answered: "by-me", "by-helped", "by-both", or "" when no line says so."""
    by = {line.by for line in _included(proposal)} & {"me", "helped"}
    return {0: "", 1: f"by-{next(iter(by), '')}", 2: "by-both"}[len(by)]


def texts_of(proposal: Proposal) -> list[str]:
    """All texts of a proposal that can have a person's own words in them and are printed."""
    titles = [section.title for section in proposal.sections]
    return [*titles, *(text for line in _included(proposal) for text in (line.lead, line.text))]


def _included(proposal: Proposal) -> list[Line]:
    """The lines of all sections and of the mirror that are not left out."""
    sections = (*proposal.sections, *filter(None, [proposal.worker]))
    lines = (line for section in sections for part in section.parts for line in part.lines)
    return [line for line in itertools.chain(lines, proposal.mirror) if line.included]
