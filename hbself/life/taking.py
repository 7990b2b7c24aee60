"""Taking answers in that the site has not asked for itself: a file that was brought back, measured
by the limits of the forms.

What is longer or more than a form would take is left out, and counted, so that it can be said.
Everything else stays.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from .. import limits
from ..content import Content
from ..model import ids
from ..model.record import encode
from ..model.said import Answer, Goal, Paper, Person, Said
from ..model.words import Question

# "set.question", and what it is about
KEY = re.compile(r"[a-z][a-z0-9-]{0,39}\.[a-z][a-z0-9-]{0,39}(\..+)?", re.DOTALL)
# Bytes of a record that are not answers and that come later: code, links, the place to go on
MARGIN = 4096
# Bytes that stay free where not all fits: whoever comes with a full file wants to go on answering
SPARE = 256 * 1024


class Left(Struct, frozen=True):
    """How much of a file could not be taken: persons, texts whose end was cut, own items, picks,
    answers.
    """

    people: int = 0
    texts: int = 0
    items: int = 0
    picks: int = 0
    answers: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__struct_fields__)


NOTHING = Said()


def fit(
    brought: Said, content: Content, mine: Said = NOTHING, beside: int = 0
) -> tuple[Said, Left]:
    """`brought` within the limits of the site, with ids of ours, and what had to be left out of it.

    mine: what was here before and is in `brought`, too: it stays as it is. beside: bytes of a
    record that are not what was said.
    """
    brought = ids.ours(brought)
    counts = dict.fromkeys(Left.__struct_fields__, 0)
    people, gone = _people(brought, content, mine, counts)
    answers = _answers(brought, content, mine, {p.id for p in people}, gone, counts)
    sets = {*content.sets, *mine.confirmed, *(key.split(".")[0] for key in answers)}
    sets |= {goal.id for goal in brought.goals}
    confirmed = {one: day for one, day in brought.confirmed.items() if one in sets}
    brought = replace(
        brought, people=people, confirmed=confirmed, goals=_alive(brought, mine, answers)
    )
    brought = replace(brought, paper=_paper(brought.paper, mine.paper, counts))
    rest = replace(brought, answers=mine.answers, lines={})
    marks = _marks(brought.lines, mine, beside + len(encode(rest)))
    counts["picks"] += len(brought.lines) - len(marks)
    kept = _sized(replace(brought, answers=answers, lines=marks), mine, beside)
    counts["answers"] += len(answers) - len(kept.answers)
    return kept, Left(**counts)


def _answers(
    brought: Said,
    content: Content,
    mine: Said,
    there: set[str],
    gone: dict[str, str],
    counts: dict[str, int],
) -> dict[str, Answer]:
    """The answers that have a place, as the site's forms could have given them."""
    answers = {}
    for key, answer in brought.answers.items():
        about = key.split(".", 2)[-1]
        nobody = ids.OURS.fullmatch(about) and about not in there
        if mine.answers.get(key) == answer:
            answers[key] = answer
        elif not KEY.fullmatch(key) or len(key) > limits.FILE_ID or nobody:
            # It has no place: its id is none, or it is about somebody who is not there
            counts["answers"] += 1
        else:
            answers[key] = _answer(key, answer, content, there, gone, brought.lines, counts)
    return answers


def _paper(brought: Paper, mine: Paper, counts: dict[str, int]) -> Paper:
    """The name on the paper in one line, as long as its field takes."""
    if brought == mine:
        return mine
    name = " ".join(brought.name.split())
    counts["texts"] += len(name) > limits.NAME
    return replace(brought, name=name[: limits.NAME].rstrip())


def _alive(brought: Said, mine: Said, answers: dict[str, Answer]) -> tuple[Goal, ...]:
    """All goals that were here before, then those that are picked, or that something is said of:
    as many as there is room for.
    """
    named = {i for answer in answers.values() for i in answer.options}
    named |= {key.split(".", 2)[-1] for key in answers}
    named |= {line.partition(":")[2] for line in brought.lines}
    before = {goal.of for goal in mine.goals}
    new = [g for g in brought.goals if g.of not in before and not named.isdisjoint((g.of, g.id))]
    return (*mine.goals, *new[: max(0, limits.GOALS_KEPT - len(mine.goals))])


def _marks(lines: dict[str, bool], mine: Said, used: int) -> dict[str, bool]:
    """Which lines of the proposal are in and out: all that was said here, then what there is room
    for, left out ones first.

    used: bytes of the rest of the record.
    """
    kept = {line: said for line, said in lines.items() if line in mine.lines}
    room = limits.RECORD - MARGIN - SPARE - used - len(encode(kept))
    for line, said in sorted(lines.items(), key=lambda one: one[1]):
        size = len(encode(line)) + len(":false,")
        if line not in kept and len(kept) < limits.LEFT_OUT and size <= room:
            kept[line] = said
            room -= size
    return kept


def _people(
    brought: Said, content: Content, mine: Said, counts: dict[str, int]
) -> tuple[tuple[Person, ...], dict[str, str]]:
    """Who stays, and the names of those who do not (id -> name): who was here before comes first,
    then who stands in an answer. Who is nobody just goes.
    """
    before = {p.id for p in mine.people}
    told = {i for a in brought.answers.values() for i in a.people} | {
        key.split(".", 2)[-1] for key in brought.answers
    }
    there = [p for p in brought.people if p.name.strip() or p.role]
    there = [p if p.id in before else replace(p, name=" ".join(p.name.split())) for p in there]
    first = sorted(there, key=lambda p: (p.id not in before, p.id not in told, p.away))
    stays = {p.id for p in first[: max(limits.PEOPLE, len(before))]}
    short = {p.id: p if p.id in before else replace(p, name=p.name[: limits.NAME]) for p in there}
    counts["people"] = len(there) - len(stays)
    counts["texts"] += sum(short[p.id] != p for p in there if p.id in stays)
    return tuple(short[p.id] for p in there if p.id in stays), {
        p.id: short[p.id].name or _role(p, content) for p in there if p.id not in stays
    }


def _role(person: Person, content: Content) -> str:
    return content.roles[person.role].label if person.role in content.roles else person.role


def _answer(
    key: str,
    answer: Answer,
    content: Content,
    there: set[str],
    gone: dict[str, str],
    lines: dict[str, bool],
    counts: dict[str, int],
) -> Answer:
    """The answer as a form of the site could have given it. Persons who had no room stay as names
    in its note, where they were not left out (`lines`).
    """
    names = ", ".join(gone[i] for i in answer.people if i in gone and lines.get(f"{key}:{i}", True))
    note = "\n".join(filter(None, (answer.note, names)))
    counts["texts"] += (
        (len(answer.text) > limits.TEXT)
        + (len(note) > limits.TEXT)
        + sum(len(one) > limits.OWN_TEXT for one in answer.own[: limits.OWN_ITEMS])
    )
    counts["items"] += sum(bool(one) for one in answer.own[limits.OWN_ITEMS :])
    options = tuple(i for i in dict.fromkeys(answer.options) if i not in gone)
    most = _most(content.question_of(key))
    counts["picks"] += max(0, len(options) - most)
    options = options[:most]
    return replace(
        answer,
        text=answer.text[: limits.TEXT],
        note=note[: limits.TEXT],
        options=options,
        own=tuple(one[: limits.OWN_TEXT] for one in answer.own[: limits.OWN_ITEMS]),
        people=tuple(i for i in dict.fromkeys(answer.people) if i in there),
    )


def _most(question: Question | None) -> int:
    """How many options an answer to a question can have."""
    if question and question.kind == "top":
        # As many as there are answers
        return question.most if question.options_from != "low" else limits.FILE_ITEMS
    return max(limits.OPTIONS, len(question.option) if question else 0)


def _sized(brought: Said, mine: Said, beside: int) -> Said:
    """`brought` with as many of its answers as a record holds. Those of `mine` stay; where another
    can't take its place, too.
    """
    rest = beside + len(encode(replace(brought, answers={}))) + MARGIN
    if rest + sum(_size(*one) for one in brought.answers.items()) <= limits.RECORD:
        return brought
    kept = dict(mine.answers)
    used = rest + SPARE + sum(_size(*one) for one in kept.items())
    for key, answer in brought.answers.items():
        more = _size(key, answer) - (_size(key, kept[key]) if key in kept else 0)
        if used + more <= limits.RECORD:
            kept[key] = answer
            used += more
    return replace(
        brought, answers={key: kept[key] for key in (*brought.answers, *kept) if key in kept}
    )


def _size(key: str, answer: Answer) -> int:
    """Bytes of an answer in a record."""
    return len(encode({key: answer}))


def merged(here: Said, file: Said, file_first: bool, content: Content) -> Said:
    """Both together. People are told apart by their words: the file's persons get new ids where an
    id means another here.
    """
    file = ids.ours(file)
    same = {(p.name, p.role): p.id for p in here.people}
    taken, new, added = {p.id for p in here.people}, {}, []
    for person in file.people:
        new[person.id] = same.get((person.name, person.role)) or ids.fresh(taken)
        if new[person.id] not in taken:
            added.append(replace(person, id=new[person.id]))
            taken.add(new[person.id])
    file = ids.renamed(file, new)
    file, goals = _goals(here, file, content)
    first, second = (file, here) if file_first else (here, file)
    # What was left out of the proposal in one of them stays out.
    lines = {**second.lines, **first.lines} | {
        one: False for side in (first, second) for one, said in side.lines.items() if not said
    }
    return replace(
        here,
        answers={**second.answers, **first.answers},
        people=(*here.people, *added),
        goals=(*here.goals, *goals),
        confirmed={**second.confirmed, **first.confirmed},
        lines=lines,
        # Who was asked here and said no name has said so; a file that knows one fills what is open
        paper=first.paper if first.paper.asked else second.paper,
    )


def _goals(here: Said, file: Said, content: Content) -> tuple[Said, list[Goal]]:
    """The file with the ids that its goals have here, and those of its goals that are new here.
    A goal is known by its wish. What the file tells of a goal that it does not name gets a new id,
    too: it must not stand under another one.
    """
    mine, fresh = {goal.of: goal.id for goal in here.goals}, ids.fresh_goals(here, file)
    new: dict[str, str] = {}
    goals = []
    for goal in file.goals:
        id = mine.get(goal.of, goal.id)
        if goal.of not in mine:
            if id.startswith("goal-") or id in mine.values():
                id = next(fresh)
            goals.append(Goal(id, goal.of))
        new[goal.id] = id
    for about in dict.fromkeys(key.split(".", 2)[-1] for key in file.answers):
        if about.startswith("goal-") and about not in new:
            new[about] = next(fresh)

    def asks(key: str) -> bool:
        set_id, question_id, about = key.split(".", 2)
        question = content.question(set_id, question_id)
        return question.for_each == "goal" if question else about.startswith("goal-")

    return ids.with_goals(file, new, asks), goals
