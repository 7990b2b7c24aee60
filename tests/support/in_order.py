"""Every text of a document in the order in which it stands there, as `printed` gives it."""

from collections.abc import Iterator

from hbself.export.document import Document, PrintedGoal, PrintedLine, PrintedSection, Worker


def texts(document: Document) -> Iterator[str]:
    """All of them; "" where there is none. The lines of a paragraph are one text."""
    yield from (document.title, document.day, *(one.text for one in document.paper))
    yield from (document.intro, *document.portion)
    yield document.by.text if document.by else ""
    yield from of_section(document.one) if document.one else ()
    for goal in document.goals:
        yield from of_goal(goal, document.words)
    for section in (*document.sections, *document.last, *filter(None, [document.hand_in])):
        yield from of_section(section)
        yield from [document.words["name-and-day"]] * 2 if section.signed else ()
    if document.worker:
        yield from of_worker(document.worker, document)


def of_section(section: PrintedSection) -> Iterator[str]:
    """Of a section: its heading, then its rows."""
    yield section.title
    for part in section.parts:
        yield part.title
        yield from of_lines(part.lines)


def of_lines(lines: list[PrintedLine]) -> Iterator[str]:
    """Of rows: what leads them, and their words."""
    for line in lines:
        yield line.lead
        yield from ("\n".join(paragraph.lines) for paragraph in line.paragraphs)


def of_goal(goal: PrintedGoal, words: dict[str, str]) -> Iterator[str]:
    """Of the page of a goal."""
    yield goal.title
    yield from of_lines(goal.told)
    for name, lines in (("now", goal.now), ("want", goal.want)):
        yield words[name] if lines else ""
        yield from of_lines(lines)
    for cell in goal.cells:
        yield cell.title
        yield from of_lines(cell.lines)
    if goal.answered:
        yield from (words[one] for one in ("answer", "yes", "partly", "no", "later", "why", "does"))


def of_worker(worker: Worker, document: Document) -> Iterator[str]:
    """Of the page for the worker."""
    words = document.words
    yield from (worker.title, worker.about, words["made-from-my-answers"])
    yield from (words["picked"], words["own"])
    for row in worker.rows:
        yield row.title
        for fact in row.facts:
            yield from (fact.lead, fact.text)
    yield words["more-answers"] if document.more else ""
    yield from (words[one] for one in ("other-view", "sign-me", "sign-worker"))
