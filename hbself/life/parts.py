"""How the sections of the proposal are filled: for each row of the table, its parts."""

import itertools
from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from ..kinds import KINDS
from ..model.document import Line, Part, Step, Wish
from ..model.sections import NONE, ONE_PAGE, REST, SECTIONS
from .life import Life
from .steps import section_of

# Lines in each of the three parts of the one page; all stand again in their own sections
ON_PAGE_ONE = 4


class Told(Struct, frozen=True):
    """Lines of one page of a question that stand in one section. An option may have a section of
    its own.
    """

    section: str
    step: Step
    lines: list[Line]


def told(life: Life) -> list[Told]:
    """All that was said, in the order of the sets, but what stands with a wish: what is so now."""
    facts = {line.id for wish in life.wants.wishes for line in life.wants.facts(wish)}
    return [
        kept
        for question_set in life.words.sets.values()
        for step in life.all_steps(question_set)
        if step.key in life.said.answers
        for one in _told_at(life, step)
        if (kept := replace(one, lines=[line for line in one.lines if line.id not in facts])).lines
    ]


def _told_at(life: Life, step: Step) -> Iterable[Told]:
    q = step.question
    lines = life.lines(step) if q.section != NONE or q.own_sections else []
    by_section: dict[str, list[Line]] = {}
    for line in lines:
        by_section.setdefault(section_of(step, line), []).append(line)
    first = next(iter(by_section), NONE)
    # What is told about the one answer stays beside it
    if KINDS[q.kind].lone and len(lines) == 2 and first != NONE:
        by_section = {first: lines}
    for section, mine in by_section.items():
        if section != NONE and SECTIONS[section].good_only:
            mine = _good(step, mine)
        if mine and section != NONE:
            yield Told(section, step, mine)


def _good(step: Step, lines: list[Line]) -> list[Line]:
    """Of options only those marked good, and own words; a note only beside them."""
    options = step.question.options
    kept = [line for line in lines if (o := options.get(line.item)) is None or o.good]
    return kept if any(line.item != "note" for line in kept) else []


def parts_of(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """The parts of a section, but of `rest`; some may be without lines."""
    return FILL[SECTIONS[section].holds](life, section, all_told)


def _flat(told: Iterable[Told]) -> tuple[Line, ...]:
    return tuple(line for one in told for line in one.lines)


def _one_page(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """In each part a line of each question in turn, so that no question pushes the others out."""

    def lines_of(part: str) -> tuple[Line, ...]:
        mine = [one for one in all_told if one.step.question.page_one == part]
        # What was picked as the most important says it instead of all that is
        instead = {one.step.question.options_from for one in mine}
        columns = [
            [line for line in one.lines if life.stands(line)]
            for one in mine
            if one.step.question.id not in instead
        ]
        turns = [line for turn in itertools.zip_longest(*columns) for line in turn if line]
        return tuple(line for column in columns for line in column if line in turns[:ON_PAGE_ONE])

    titles = life.words.texts
    return [Part(titles[f"part.{p}"], lines_of(p)) for p in ("good", "important", "support")]


def _good_parts(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """What is good in me and around me."""
    mine = (
        one for one in all_told if one.section == ONE_PAGE or one.step.question.page_one == "good"
    )
    return [Part("", _flat(mine))]


def _line_parts(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """The answers to the questions of a section, but those that are told as good, or of a goal."""
    mine = (
        one
        for one in all_told
        if one.section == section
        and one.step.question.page_one != "good"
        and not (one.step.about and one.step.question.for_each == "goal")
    )
    return [Part("", _flat(mine))]


def _wish_parts(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """A part for each wish: what is so now, the wish, what else the person wants instead; then what
    else they want. Goals have a section of their own.
    """
    goals = {goal.of for goal in life.wants.goals}
    parts = []
    for wish in (w for w in life.wants.wishes if w.id not in goals):
        head = _wish_line(life, wish, "wish")
        lines = (*now_lines(life, wish), head, *_instead(life, wish))
        parts.append(Part("", _hanging(life, wish, head, lines)))
    others = tuple(
        line
        for one in all_told
        if one.section == section
        and one.step.question.for_each != "wish"
        and not one.step.question.options_from
        for line in one.lines
        if line.id not in goals
    )
    return [*parts, Part("", others)]


def _hanging(life: Life, wish: Wish, head: Line, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines that hang on a wish or a goal: without it they are out, and a yes to hard things
    that it needs they need, too.
    """
    there = life.said.lines.get(head.id, head.included)
    answer = wish.origin.partition(":")[0]
    return tuple(
        replace(
            line,
            included=line.included and there,
            sources=tuple(dict.fromkeys((*line.sources, answer))),
        )
        for line in lines
    )


def now_lines(life: Life, wish: Wish) -> tuple[Line, ...]:
    """What is so now, as it stands before a wish or under a goal."""
    lead = life.words.texts["lead.now"]
    facts = (line for line in life.wants.facts(wish) if line.text != wish.text)
    return tuple(line if line.lead else replace(line, lead=lead) for line in facts)


def _instead(life: Life, wish: Wish) -> tuple[Line, ...]:
    """What the person wants instead, but the words that have become the wish's own; what it is
    about leads the others, too.
    """
    lines = life.wants.instead(wish.origin)
    mine = next((w for w in life.wants.wishes if w.id == wish.origin), wish)
    return tuple(
        line if line.alone else replace(line, lead=mine.lead or line.lead)
        for line in lines
        if line.id != mine.titled
    )


def _goal_parts(life: Life, section: str, all_told: list[Told]) -> list[Part]:
    """Goal by goal: the goal, what is so now, what is wanted instead, and all that was told of it,
    also of what comes next. Then what was told in general.
    """
    parts, titles = [], life.words.texts
    heads = [(_goal_line(life, goal), goal) for goal in life.wants.goals]
    # Numbers are of those that stand there: a gap would tell of one that does not
    heads.sort(key=lambda one: not life.stands(one[0], one[0].included))
    for i, (head, goal) in enumerate(heads, 1):
        about = _flat(
            one
            for one in all_told
            if one.step.about == goal.id
            and one.step.question.for_each == "goal"
            and not one.step.question.titles
        )
        before = (*now_lines(life, goal), *_called_before(life, goal), *_instead(life, goal))
        lines = _hanging(life, goal, head, (head, *before, *about))
        parts.append(Part(titles[f"part.goal.{i}"], lines))
    general = _flat(o for o in all_told if o.section == section and not o.step.about)
    return [*parts, Part(titles["part.goal.general"], general)]


def _goal_line(life: Life, goal: Wish) -> Line:
    """Left out as a wish, it is left out as a goal."""
    included = life.said.lines.get(f"wish:{goal.of}", True)
    return replace(_wish_line(life, goal, "goal"), included=included)


def _called_before(life: Life, goal: Wish) -> tuple[Line, ...]:
    """The wish of a goal that the person has called otherwise since."""
    wish = next((w for w in life.wants.candidates if w.id == goal.of), goal)
    return () if wish.text == goal.text else (_wish_line(life, wish, "wish"),)


def _wish_line(life: Life, wish: Wish, prefix: str) -> Line:
    known = (life.said.answers[key].by for key in wish.sources if key in life.said.answers)
    return Line(
        f"{prefix}:{wish.id}",
        wish.text,
        wish.picture,
        wish.lead,
        wish.own,
        wish.sources,
        next(known, ""),
    )


def rest(life: Life, others: set[str]) -> list[Part]:
    """What stands nowhere else: low answers that are no wish, answers that are not for a proposal,
    own words whose question is not asked any more. All wait to be taken in, set by set.

    others: the ids of the lines of all other sections.
    """
    # What a wish or a goal has its words from stands there in other words
    wanted = (*life.wants.wishes, *life.wants.goals)
    there = others | {id for wish in wanted for id in (wish.origin, wish.titled)}
    steps = {
        step.key: step
        for question_set in life.words.sets.values()
        for step in life.all_steps(question_set)
        if step.key in life.said.answers
    }
    by_set: dict[str, list[Line]] = {one: [] for one in life.words.sets}
    told: set[tuple[str, str]] = set()
    for key, answer in life.said.answers.items():
        # Thousands of answers that belong to nothing must not cost a page's time
        if key not in steps and not (answer.text or answer.note or answer.own):
            continue
        step = steps.get(key)
        lines = _left_at(life, key, step)
        # What is so and no wish, and a hard thing that no wish carries after a yes
        if life.hard.is_hard(key):
            so = life.hard.may_stand(key)
        else:
            so = step is not None and any(section_of(step, line) == REST for line in lines)
        for line in lines:
            # "I get no services now" is the same wherever it was asked
            same = (line.lead, line.text)
            if line.id in there or not line.own and same in told:
                continue
            told.add(same)
            by_set[key.partition(".")[0]].append(replace(line, included=so))
    titles = life.words.sets
    return [Part(titles[one].title, tuple(lines)) for one, lines in by_set.items()]


def _left_at(life: Life, key: str, step: Step | None) -> list[Line]:
    """All that an answer says, also one whose page is not there now: of that its own words. What
    was picked of other answers stands with them, and a practice only sets how one reads.
    """
    if not step or step.question.options_from or life.answer(key).state != "given":
        return life.words_under(key)
    q, practice = step.question, life.words.sets[step.set_id].group == "start"
    sentences = not (q.titles or q.on_proposal or practice)
    return [line for line in life.lines(step) if sentences or line.own]


# By what a row of the table says that it holds
FILL: dict[str, Callable[[Life, str, list[Told]], list[Part]]] = {
    "one-page": _one_page,
    "good": _good_parts,
    "lines": _line_parts,
    "wishes": _wish_parts,
    "goals": _goal_parts,
}
