"""What is printed of a proposal: of its lines, the structs of `document`."""

from msgspec import Struct
from msgspec.structs import replace

from ..limits import GOALS
from ..model.document import Line, Part, Proposal, ProposalSection
from ..model.sections import (
    CELLS,
    GOAL_SECTION,
    NOW,
    ONE_PAGE,
    PLAN,
    SECTIONS,
    WANT,
    paper_of,
    place_of,
)
from . import Paper, Portion
from .document import (
    AnsweredBy,
    Cell,
    Document,
    Fact,
    PrintedGoal,
    PrintedSection,
    Worker,
    WorkerRow,
    included,
)
from .printer import Clean, Printer
from .scripts import begins_right
from .usertext import quoted

# The fixed words that stand in each document.
WORDS = (
    *("page", "empty", "made-from-my-answers", "name-and-day", "contents"),
    *("now", "want", "answer", "yes", "partly", "no", "later", "why", "does"),
    *("picked", "own", "other-view", "more-answers", "sign-me", "sign-worker"),
)


def printed(
    proposal: Proposal,
    texts: dict[str, str],
    clean: Clean,
    portion: Portion | None = None,
    paper: Paper = "proposal",
) -> Document:
    """What the documents of `proposal` print.

    texts: the fixed words (`Content.texts`); portion: says that it is a part; paper: which of the
    person's two papers it is. Raises KeyError when a fixed text is missing.
    """
    made = Printer(proposal, texts, clean)
    whole, answers = paper == "proposal" and not portion, paper == "answers"
    body = _answers(made) if answers else _short(made) if whole else _chosen(made)
    by = _answered_by(proposal)
    intro = made.fixed("answers-intro") if answers else clean(proposal.intro)
    return Document(
        language=proposal.language,
        title=made.fixed("answers") if answers else clean(proposal.title),
        intro=f"{intro} {made.fixed('quoted')}",
        day=clean(proposal.day_text),
        paper=made.paper(bool(portion)),
        portion=made.portion(portion) if portion else [],
        by=AnsweredBy("me" if by == "by-me" else "together", made.fixed(by)) if by else None,
        one=body.one,
        goals=body.goals,
        sections=body.sections,
        last=body.last,
        hand_in=made.hand_in() if body.last else None,
        worker=_worker(made, proposal.worker) if proposal.worker and not answers else None,
        more=whole and _has_more(made),
        words={name: made.fixed(name) for name in WORDS},
    )


class _Body(Struct, frozen=True):
    """What stands between the title and the worker's page."""

    one: PrintedSection | None
    goals: list[PrintedGoal]
    sections: list[PrintedSection]
    last: list[PrintedSection]


def _has_more(made: Printer) -> bool:
    """Whether "My answers" has lines that are in and that the proposal has no place for."""
    return any(
        paper_of(one.id) == "answers" and made.section(one) for one in made.proposal.sections
    )


def _mirror(made: Printer) -> ProposalSection:
    """The advice for others that the person has taken in."""
    title = made.texts["document.mirror"]
    return ProposalSection("mirror", title, "support", (Part("", made.proposal.mirror),))


def _answers(made: Printer) -> _Body:
    """All that is in, in rows; what page one has stands in its own section, too."""
    sections = [one for one in made.proposal.sections if one.id != ONE_PAGE]
    return _Body(None, [], made.sections([*sections, _mirror(made)]), [])


def _chosen(made: Printer) -> _Body:
    """What a reader is shown: page one and goals as in the proposal, all else in rows."""
    there = {section.id: section for section in made.proposal.sections}
    one, goals = there.pop(ONE_PAGE, None), there.pop(GOAL_SECTION, None)
    sections = made.sections(there.values())
    return _Body(made.section(one), _goals(made, goals, False), sections, [])


def _short(made: Printer) -> _Body:
    """The proposal itself. Who has said only what stands in "My answers" finds it here, too: their
    paper is not empty.
    """
    there = {section.id: section for section in made.proposal.sections}
    one, goals = made.section(there.pop(ONE_PAGE, None)), there.pop(GOAL_SECTION, None)
    ends = [name for name, row in SECTIONS.items() if row.paper == "last"]
    last = [found for name in ends if (found := made.last(name, there.pop(name, None)))]
    kept = [section for section in there.values() if paper_of(section.id) == "proposal"]
    kept.append(_mirror(made))
    sections, pages = made.sections(kept), _goals(made, goals, True)
    if not (one or pages or sections):
        sections = made.sections(there.values())
    said = one or pages or sections or any(found.parts for found in last)
    return _Body(one, pages, [made.short(found) for found in sections], last if said else [])


def _goals(printer: Printer, section: ProposalSection | None, whole: bool) -> list[PrintedGoal]:
    """A page for each goal, and one for what is told of none."""
    parts, title = (section.parts, section.title) if section else ((), "")
    made = (_goal(printer, n, part, title, whole) for n, part in enumerate(parts, 1))
    return [goal for goal in made if goal]


def _goal(printer: Printer, number: int, part: Part, title: str, whole: bool) -> PrintedGoal | None:
    """None where nothing of it is printed. title: of all goals; whole: one writes on it."""
    lines = printer.said(part.lines)
    if not lines:
        return None
    head = lines[0] if lines[0].id.startswith("goal:") else None
    goal = printer.heading(head) if head else ""
    told: dict[str, list[Line]] = {}
    for line in lines[1:] if head else lines:
        told.setdefault(place_of(line.id), []).append(line)
    now = [printer.without_now(line) for line in told.get(NOW, [])]
    return PrintedGoal(
        f"goal-{number}" if head else "general",
        # A heading is never empty
        printer.clean(part.title) or printer.clean(title),
        goal,
        head.picture if head else "support",
        printer.in_rows([head]) if head and not goal else [],
        printer.in_rows(now),
        printer.in_rows(told.get(WANT, [])),
        _cells(printer, told, whole and head is not None),
        whole and head is not None,
    )


def _cells(printer: Printer, told: dict[str, list[Line]], whole: bool) -> list[Cell]:
    """Those that say something, and those that one can write in."""
    made = []
    for name, row in CELLS.items():
        lines = told.get(name, [])
        mine = printer.in_rows([one if row.leads else replace(one, lead="") for one in lines])
        if mine or row.writes and whole:
            title = printer.clean(printer.texts[f"cell.{name}"])
            made.append(Cell(name, title, row.picture, mine, row.wide, not mine))
    return made


def _worker(printer: Printer, page: ProposalSection) -> Worker:
    """The page for the worker: under each heading of a plan what was said, as much as there is
    room for, and how much more; or a place to write on.
    """
    told = facts_of(printer, page)
    rows = []
    for name, most in PLAN.items():
        title = printer.texts[f"worker.{name}"]
        facts = told.pop(title, [])
        if len(facts) > most:
            more = printer.clean(printer.texts["worker.more"].format(n=len(facts) - most + 1))
            facts = [*facts[: most - 1], Fact("", more, False, marked=False)]
        rows.append(WorkerRow(printer.clean(title), facts))
    # A link of an older version has headings of its own
    rows += [WorkerRow(printer.clean(title), facts) for title, facts in told.items()]
    named = [one.text for one in printer.paper(for_reader=True)]
    about = " · ".join([*named, printer.clean(printer.proposal.day_text)])
    return Worker(printer.clean(page.title), about, rows)


def facts_of(printer: Printer, page: ProposalSection, each: bool = False) -> dict[str, list[Fact]]:
    """What belongs on the worker's page, by heading; a lead once, before all that it leads, or
    before each.
    """
    return {part.title: _facts(printer, part, each) for part in page.parts}


def _facts(printer: Printer, part: Part, each: bool) -> list[Fact]:
    facts: list[Fact] = []
    goals = [f"{printer.texts[f'part.goal.{n}']}:" for n in range(1, GOALS + 1)]
    lead, goal = "", 0
    for line in printer.said(part.lines):
        mine = "" if line.alone else line.lead
        text = " ".join(printer.clean(line.text).split())
        begins = next((n for n, name in enumerate(goals, 1) if mine.startswith(name)), 0)
        goal = begins or goal
        facts.append(
            Fact(
                "" if mine == lead and not each else printer.clean(line.alone or line.lead),
                quoted(text, printer.proposal.language) if line.own else text,
                line.own,
                goal=line.id.startswith("goal:"),
                of=goal,
                starts=bool(begins) and mine != lead,
                rtl=begins_right(text),
            )
        )
        lead = mine
    return facts


def _answered_by(proposal: Proposal) -> str:
    """Who answered: "by-me", "by-helped", "by-both", or "" when no line says so."""
    by = {line.by for line in included(proposal)} & {"me", "helped"}
    return {0: "", 1: f"by-{next(iter(by), '')}", 2: "by-both"}[len(by)]
