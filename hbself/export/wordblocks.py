"""What stands in the Word file: the paragraphs to be, in their order. How they look is in
`wordstyles`, how high they are in `wordfit`.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Set
from typing import NamedTuple

from .document import Cell, Document, Fact, PrintedGoal, PrintedLine, PrintedSection, Worker
from .usertext import paragraphs
from .wordfit import Block, floor, lines, on_one_page
from .wordstyles import PLAN_PT, heading_points

# How big pictures are on page one, and on others that are to be a page, in the order of trying
# until all fits; before the titles.
FRONT_CM, REST_CM = (2.2, 1.8, 1.6, 1.4, 1.2, 1.0, 0.9), (2.2, 1.8, 1.4, 1.1, 0.9)
TITLE_CM, HEADING_CM, GOAL_CM, CELL_CM = 1.6, 1.2, 2.0, 1.5
# Beside words of two lines or more: the second line begins under the picture, and a large one would
# tear it from the first.
LONG_CM = 1.2
BOX = "\u2610"  # to tick
WIDE, STAYS, THIN = "\u2003", "\u00a0", "\u202f"  # spaces; no line ends at the last two
# Stands around a mark on the page for the worker; no text of a person has it (`usertext.clean`).
MARK = "\x1f"
OTHER_VIEW = 3  # lines for what the worker thinks
Pages = list[Block]


class Sizes(NamedTuple):
    """How big pictures are, in cm, and those on the one page; the text, in points, and that for the
    worker; and the pictures that there are.
    """

    cm: float
    front: float
    points: float
    plan: float
    have: Set[str]

    def beside(self, style: str) -> float:
        """How big pictures are in rows of a style; 0 where it is none of theirs."""
        rows = {"Row": self.cm, "Words": self.cm, "FrontRow": self.front, "FrontWords": self.front}
        return rows.get(style, 0.0)


def blocks(document: Document, sizes: Sizes) -> tuple[Pages, Sizes]:
    """All paragraphs, and the sizes with which what should be a page is likely to be one."""

    first, own = _fitted(functools.partial(_first, document), FRONT_CM, sizes)
    sizes = sizes._replace(front=own.cm)
    pages = [
        _fitted(functools.partial(_goal, document, goal), REST_CM, sizes)[0]
        for goal in document.goals
    ]
    pages.append([block for one in document.sections for block in _section(document, one, sizes)])
    pages.append(_fitted(functools.partial(_last, document), REST_CM, sizes)[0])
    if document.worker:
        page, points = _plan(document, document.worker, sizes)
        pages.append(page)
        sizes = sizes._replace(plan=points)
    if document.is_empty:
        first.append(Block("Normal", document.words["empty"]))
    made = [*first]
    for number, page in enumerate(filter(None, pages)):
        new = bool(number or document.one)  # else only the head stands above the first one
        made += [page[0]._replace(new_page=new), *page[1:]]
    return made, sizes


def _fitted(
    make: Callable[[Sizes], Iterable[Block]], ways: tuple[float, ...], sizes: Sizes
) -> tuple[Pages, Sizes]:
    """What `make` gives with the first of some sizes of pictures with which it fits on a page, and
    those sizes. None is larger than the person wants pictures; the last is no higher than a line.
    """
    least = floor(sizes.points)
    ladder = (*(cm for cm in ways if least < cm <= sizes.cm), min(max(least, ways[-1]), sizes.cm))
    for cm in ladder:
        own = sizes._replace(cm=cm)
        if on_one_page(made := list(make(own)), own.points, own.plan):
            break
    return made, own


# ---- rows ----------------------------------------------------------------------------------------


def _first(document: Document, sizes: Sizes) -> Pages:
    """Page one: title, day, for whom it is and who answered; then me in short."""
    made = list(_head(document, sizes))
    if document.one:
        made.append(Block("FrontHeading2", document.one.title))
        made += _parts(document.one, "Front", sizes)
    return made


def _head(document: Document, sizes: Sizes) -> Iterator[Block]:
    yield _pictured(Block("Heading1", document.title), "proposal", TITLE_CM, sizes)
    yield Block("Normal", document.day)
    for one in document.paper:
        yield Block("Open", f"{one.text} \t") if one.open else Block("Normal", one.text)
    yield Block("Normal", document.intro)
    for text in document.portion:
        yield Block("Normal", text, rtl=_rtl(text))
    if by := document.by:
        yield _row("Front", by.text, by.picture, sizes)


def _last(document: Document, sizes: Sizes) -> Pages:
    """The last page, and how it is handed in."""
    made = [block for one in document.last for block in _section(document, one, sizes)]
    if one := document.hand_in:
        made.append(_pictured(Block("Heading2", one.title), one.picture, HEADING_CM, sizes))
        made += (block for part in one.parts for line in part.lines for block in _told(line))
    return made


def _section(document: Document, section: PrintedSection, sizes: Sizes) -> Iterator[Block]:
    heading = Block("Heading2", section.title)
    made = [_pictured(heading, section.picture, HEADING_CM, sizes)]
    made += _parts(section, "", sizes)
    made += [Block("Write", "\t")] * section.writes
    if section.signed:
        sign = Block("Sign", "\t\n" + document.words["name-and-day"])
        made = [*made[:-1], made[-1]._replace(keep=True), sign._replace(keep=True), sign]
    yield from (block._replace(theirs=section.theirs) for block in made)


def _parts(section: PrintedSection, kind: str, sizes: Sizes) -> Iterator[Block]:
    for part in section.parts:
        if part.title:
            title = Block(f"{kind}Heading3", part.title, rtl=_rtl(part.title))
            yield _pictured(title, part.picture, HEADING_CM, sizes)
        for line in part.lines:
            yield from _line(line, kind, sizes)


def _line(line: PrintedLine, kind: str, sizes: Sizes) -> Iterator[Block]:
    """A row: what leads it, then its words, the first of them with the picture."""
    if line.lead:
        yield Block("Lead", line.lead, rtl=_rtl(line.lead))
    for number, paragraph in enumerate(line.paragraphs):
        picture = "" if number else line.picture
        row = _row(kind, "\n".join(paragraph.lines), picture, sizes)
        yield row._replace(rtl=paragraph.rtl, item=not number)


def _pictured(heading: Block, picture: str, most: float, sizes: Sizes) -> Block:
    """A heading with its picture before it, where there is one."""
    if picture not in sizes.have:
        return heading
    points = heading_points(int(heading.style[-1]), sizes.points)
    long = lines(heading.text, min(sizes.cm, most), points) > 1
    return heading._replace(picture=picture, cm=min(sizes.cm, most, LONG_CM if long else most))


def _row(kind: str, text: str, picture: str, sizes: Sizes) -> Block:
    """A picture with its words, whose first line stands at its middle."""
    if picture not in sizes.have:
        return Block(f"{kind}Words", text)
    most = LONG_CM if lines(text, sizes.cm, sizes.points) > 1 else sizes.cm
    return Block(f"{kind}Row", text, picture, min(sizes.cm, most))


def _rtl(text: str) -> bool:
    """Whether the first paragraph runs from right to left."""
    return any(one.rtl for one in paragraphs(text)[:1])


# ---- a goal --------------------------------------------------------------------------------------


def _goal(document: Document, goal: PrintedGoal, sizes: Sizes) -> Iterator[Block]:
    """Its page: what is so now and what is wanted in a colour each, what is told of it under small
    headings, and the answer of the meeting.
    """
    title = Block("Heading2", goal.title, rtl=_rtl(goal.title))
    yield _pictured(title, goal.picture, GOAL_CM, sizes)
    for line in goal.told:
        yield from _told(line)
    for name, told in (("now", goal.now), ("want", goal.want)):
        if told:
            box = [Block("Heading3", document.words[name])]
            box += (block for line in told for block in _told(line))
            yield from (block._replace(box=name) for block in box)
    for cell in goal.cells:
        yield from _cell(cell, sizes)
    if goal.answered:
        yield from _answer(document.words, sizes.points)


def _told(line: PrintedLine) -> Iterator[Block]:
    """A line without its picture: the heading above it has one. What leads it stands before its
    words where both are short.
    """
    first = line.paragraphs[0]
    beside = line.lead and len(first.lines) == 1 and first.rtl == _rtl(line.lead)
    if line.lead and not beside:
        yield Block("ToldLead", line.lead, rtl=_rtl(line.lead))
    for number, paragraph in enumerate(line.paragraphs):
        text = "\n".join(paragraph.lines)
        text = f"{line.lead} {text}" if beside and not number else text
        yield Block("Told", text, rtl=paragraph.rtl, item=not number)


def _cell(cell: Cell, sizes: Sizes) -> Iterator[Block]:
    """A small heading with its picture; under it what is told, or a line to write on."""
    title = _pictured(Block("Heading3", cell.title), cell.picture, CELL_CM, sizes)
    yield title
    told = [block for line in cell.lines for block in _told(line)]
    for block in told or [Block("Write", "\t")]:
        yield block._replace(left=title.cm)


def _answer(words: dict[str, str], points: float) -> Iterator[Block]:
    """What one answers at the meeting: boxes to tick, below each other where the text is large, and
    lines to write on. It stays whole.
    """
    boxes = [f"{BOX}{STAYS}{words[name]}" for name in ("yes", "partly", "no", "later")]
    ticks = WIDE.join(boxes)
    ticks = "\n".join(boxes) if lines(ticks, 0, points) > 1 else ticks
    yield Block("Heading3", words["answer"], box="answer")
    yield Block("Told", ticks, keep=True, box="answer")
    yield Block("Open", f"{words['why']} \t", keep=True, box="answer")
    yield Block("Open", f"{words['does']} \t", box="answer")


# ---- for the worker ------------------------------------------------------------------------------


def _plan(document: Document, worker: Worker, sizes: Sizes) -> tuple[Pages, float]:
    """The page for the worker, and the largest letters with which it is likely to be a page. Where
    it is full, all that stands under a heading runs on.
    """
    for points, apart in (*((points, True) for points in PLAN_PT), (PLAN_PT[-1], False)):
        made = list(_worker(document, worker, apart))
        if on_one_page(made, sizes.points, points):
            break
    return made, points


def _worker(document: Document, worker: Worker, apart: bool) -> Iterator[Block]:
    """Ordinary language. Each fact has the letter of a mark, which is told first. apart: each goal
    begins a paragraph.
    """
    words = document.words
    yield Block("PlanHeading2", worker.title)
    yield Block("Plan", worker.about)
    marks = {own: words["own" if own else "picked"] for own in (False, True)}
    told = WIDE.join(f"{_mark(name)}{STAYS}{name}" for name in marks.values())
    yield Block("Plan", f"{words['made-from-my-answers']}{WIDE}{told}")
    for row in worker.rows:
        yield Block("PlanHeading3", row.title, box="plan")
        for paragraph in row.paragraphs if apart else filter(None, [row.facts]):
            text = " ".join(_fact(fact, marks) for fact in paragraph)
            yield Block("Plan", text, rtl=_rtl(text), item=True)
        if not row.facts:
            yield Block("PlanWrite", "\t")
    if document.more:
        yield Block("Plan", words["more-answers"])
    yield Block("PlanHeading3", words["other-view"], box="plan")
    yield from [Block("PlanWrite", "\t", keep=True)] * OTHER_VIEW
    yield Block("PlanSign", f"{words['sign-me']} \t {words['sign-worker']} \t")


def _fact(fact: Fact, marks: dict[bool, str]) -> str:
    """A fact with its mark, which never stands alone on a line."""
    text = f"{fact.lead} {fact.text}".lstrip()
    return f"{text}{STAYS}{_mark(marks[fact.own])}" if fact.marked else text


def _mark(name: str) -> str:
    """The first letter of what a mark means, with a line around it."""
    return f"{MARK}{THIN}{name[:1].upper()}{THIN}{MARK}"
