"""Lines of a proposal as printed rows."""

import itertools
import math
from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from ..model.document import Line, Part, Proposal, ProposalSection
from ..model.sections import (
    ONE_PAGE,
    REST,
    SECTIONS,
    WISH_SECTION,
)
from . import Portion
from .breaks import BREAKS
from .document import (
    PaperLine,
    PrintedLine,
    PrintedPart,
    PrintedSection,
)
from .usertext import Paragraph, paragraphs, quoted

LONGEST_HEADING = 120  # letters; a longer goal stands under its heading
LONGEST_LEAD = 160  # letters; what is so now stands above a wish where it is no longer
# Of the letters of a tile, about; how high a row of tiles is, one of a picture and words, and a
# line of words of so many letters
TILE, TILES_CM = 60, 4.4
ROW_CM, LINE_CM, ROW = 2.75, 0.75, 50
# How it is handed in; `here`: where, as the site's own file says
HAND_IN = ("how", "here", "what", "wait")
PAPER = ("name", "meeting")  # what stands on top, and its fixed words: "paper.name"
Clean = Callable[[str], str]  # makes a text safe for a document


class Printer(Struct, frozen=True):
    """What makes printed things of a proposal's lines."""

    proposal: Proposal
    texts: dict[str, str]
    clean: Clean

    def fixed(self, name: str, **values: str) -> str:
        """A fixed text of documents, safe."""
        text = self.texts[f"document.{name}"]
        return self.clean(text.format(**values) if values else text)

    def paper(self, for_reader: bool) -> list[PaperLine]:
        """The name and the meeting. Whoever is shown a part writes nothing on it."""
        said = {name: " ".join(self.clean(getattr(self.proposal, name)).split()) for name in PAPER}
        return [
            PaperLine(f"{self.clean(self.texts[f'paper.{name}'])} {words}".rstrip(), not words)
            for name, words in said.items()
            if words or not for_reader
        ]

    def portion(self, portion: Portion) -> list[str]:
        """That it is a part, for whom and until when."""
        return [
            self.fixed("part"),
            self.fixed("part-for", reader=portion.reader),
            self.fixed("part-until", day=portion.until),
        ]

    # ---- sections in rows ------------------------------------------------------------------------

    def sections(self, sections: Iterable[ProposalSection]) -> list[PrintedSection]:
        """Those of which something is printed."""
        return [found for one in sections if (found := self.section(one))]

    def section(self, section: ProposalSection | None) -> PrintedSection | None:
        """None where nothing of it is printed."""
        if section is None:
            return None
        parts = [self.part(section, part) for part in section.parts]
        shown = [part for part in parts if part.lines or part.picture]
        if not shown:
            return None
        signed = section.id in SECTIONS and SECTIONS[section.id].signed
        title = self.clean(section.title)
        return PrintedSection(
            section.id, title, section.picture, shown, signed, theirs=section.theirs
        )

    def part(self, section: ProposalSection, part: Part) -> PrintedPart:
        """A part of a section. A goal stands in the heading of its part; on page one each line
        stands by itself; a wish has what is so now above it.
        """
        lines = self.said(part.lines)
        title = name = self.clean(part.title)
        picture = ""
        if lines and title and (goal := self.heading(lines[0])):
            title, picture = f"{title}: {goal}", lines[0].picture
            lines = lines[1:]
        if section.id == ONE_PAGE:
            rows = self.by_themselves(lines)
        elif section.id == WISH_SECTION:
            rows = self.wish(lines)
        else:
            rows = self.in_rows(lines)
        return PrintedPart(name, title, picture, rows)

    def short(self, section: PrintedSection) -> PrintedSection:
        """As it stands in the proposal: no more rows than it may have there, and a word about the
        others.
        """
        if section.id == REST:  # what was told besides, of all sets together
            lines = [line for part in section.parts for line in part.lines]
            section = replace(section, parts=[PrintedPart("", "", "", lines)])
        row = SECTIONS.get(section.id)
        before = sum(len(part.lines) for part in section.parts)
        parts, left = [], row.room if row and row.room else math.inf
        # A wish stays whole, with what is so now; those that are told alone come last
        whole = section.parts[:-1] if section.id == WISH_SECTION else []
        for part in section.parts:
            lines = []
            for line in part.lines:
                fits = left > 0 or part in whole and bool(lines)
                if fits and not (row and row.good_only and _names(line)):
                    lines.append(line)
                    left -= _height_cm(line)
            parts.append(replace(part, lines=lines))
        shown = [part for part in parts if part.lines or part.picture]
        if before > sum(len(part.lines) for part in shown):
            more = PrintedLine("", "more", paragraphs(self.fixed("tell-more")))
            last = shown.pop() if shown else PrintedPart("", "", "", [])
            shown.append(replace(last, lines=[*last.lines, more]))
        return replace(section, parts=shown, tiled=not section.theirs)

    def said(self, lines: tuple[Line, ...]) -> list[Line]:
        """Those that are printed."""
        return [line for line in lines if line.included and self.clean(line.text)]

    def words(self, line: Line) -> list[Paragraph]:
        """What a line says."""
        text = self.clean(line.text)
        return paragraphs(quoted(text, self.proposal.language) if line.own else text)

    def in_rows(self, lines: list[Line]) -> list[PrintedLine]:
        """A lead stands once, in one row with all that it leads, and own words beside an answer in
        its row: so nothing is torn apart at a page's end, and each row can be understood alone.
        """
        rows: list[PrintedLine] = []
        lead, sources = "", None  # of the row that can still grow
        for line in lines:
            told = self.words(line)
            beside = line.alone and line.sources == sources
            if beside or line.lead and line.lead == lead and not line.alone:
                rows[-1] = replace(rows[-1], paragraphs=[*rows[-1].paragraphs, *told])
            else:
                rows.append(PrintedLine(self.clean(line.alone or line.lead), line.picture, told))
            lead, sources = lead if beside else line.lead, line.sources
        return rows

    def by_themselves(self, lines: list[Line]) -> list[PrintedLine]:
        """Each with its own picture: the heading says already what leads them."""
        return [PrintedLine("", line.picture, self.words(line)) for line in lines]

    def wish(self, lines: list[Line]) -> list[PrintedLine]:
        """What is so now leads the wish, in one row, where it is short and there is a wish."""
        at = next((n for n, line in enumerate(lines) if line.id.startswith("wish:")), 0)
        now = " ".join(
            one.lines[0] if len(one.lines) == 1 else "\n"
            for one in self.led([self.without_now(line) for line in lines[:at]])
        )
        lead = f"{self.clean(self.texts['lead.now'])} {now}"
        if not at or "\n" in now or len(lead) > LONGEST_LEAD:
            return self.in_rows(lines)
        return [PrintedLine(lead, lines[at].picture, self.led(lines[at:]))]

    def without_now(self, line: Line) -> Line:
        """What is so now, where a heading or a word before it says that it is."""
        return replace(line, lead="") if line.lead == self.texts["lead.now"] else line

    def led(self, lines: list[Line]) -> list[Paragraph]:
        """What lines say, those of one lead behind it in one paragraph."""
        told: list[Paragraph] = []
        for lead, mine in itertools.groupby(lines, key=lambda line: line.lead):
            words = [self.words(line) for line in mine]
            one = [w[0].lines[0] for w in words if len(w) == 1 and len(w[0].lines) == 1]
            if len(one) == len(words) and not any(w[0].rtl for w in words):
                told += paragraphs(" ".join(filter(None, [self.clean(lead), *one])))
            else:
                told += [*paragraphs(self.clean(lead)), *(each for w in words for each in w)]
        return told

    def last(self, name: str, section: ProposalSection | None) -> PrintedSection | None:
        """A section of the last page: also without lines, where one writes on it."""
        row, found = SECTIONS[name], self.section(section)
        if found:
            return replace(found, writes=min(row.writes, 1), tiled=True)
        if not (row.writes or row.signed):
            return None
        title = self.clean(self.texts[f"section.{name}"])
        return PrintedSection(name, title, row.picture, [], row.signed, row.writes)

    def hand_in(self) -> PrintedSection:
        """How to hand it in."""
        texts = [self.clean(self.texts.get(f"document.hand-in.{name}", "")) for name in HAND_IN]
        rows = [PrintedLine("", "", paragraphs(text)) for text in texts if text]
        title = self.fixed("hand-in")
        return PrintedSection("hand-in", title, "proposal", [PrintedPart("", "", "", rows)], False)

    def heading(self, goal: Line) -> str:
        """The goal that a part is about where it is short enough to stand in the heading: "Goal 1:
        My free time – I want …"; else "".
        """
        told = self.words(goal)
        first = told[0].lines if len(told) == 1 else []
        about = f"{self.clean(goal.lead).rstrip(':')} – " if goal.lead else ""
        text = f"{about}{first[0]}" if len(first) == 1 else ""
        letters = sum(c not in BREAKS for c in text)
        fits = letters <= LONGEST_HEADING and "\n" not in text
        return text if fits and goal.id.startswith("goal:") else ""


def _names(line: PrintedLine) -> bool:
    """Whether it only leads names: of what is good the proposal has what says it by itself, and
    own words.
    """
    return bool(line.lead) and line.paragraphs[0].lines[0][:1] not in ("”", "“")


def _height_cm(line: PrintedLine) -> float:
    """About how high a line is among others: a quarter of a row of tiles, or a row of its own."""
    texts = [text for one in line.paragraphs for text in one.lines]
    if not line.lead and len(texts) == 1 and len(texts[0]) <= TILE:
        return TILES_CM / 4
    letters = [len(text) for text in (*texts, *filter(None, [line.lead]))]
    return max(ROW_CM, LINE_CM * sum(math.ceil(one / ROW) for one in letters))
