"""What follows from the words of the site and from what one person has said: which pages there are,
what can be picked, what the answers say as lines, what the person wishes and which goals they have.
"""

import functools
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ..content import Content
from ..kinds import KINDS
from ..kinds.parts import Piece
from ..limits import GOALS
from ..model import places
from ..model.document import Choice, Line, Step, Wish
from ..model.said import Answer, Said
from ..model.words import Option, Question, QuestionSet
from . import days
from .steps import NO_ANSWER, is_low, own_id, person_choice, wish_of


class Life:
    """The life of one person in one language. It is made for one request and never changes; what
    is asked of it more than once is worked out once.
    """

    def __init__(self, words: Content, said: Said):
        self.words, self.said = words, said
        self._pages: dict[tuple[str, str], dict[str, Step]] = {}
        self._lines: dict[str, list[Line]] = {}
        self._steps: dict[str, list[Step]] = {}

    def answer(self, key: str) -> Answer:
        """The answer under a key; one that says nothing where there is none."""
        return self.said.answers.get(key, NO_ANSWER)

    # ---- pages -----------------------------------------------------------------------------------

    @functools.cached_property
    def sets(self) -> list[QuestionSet]:
        """The sets of the way that the person chose; all of them when none is chosen."""
        way = self.said.length or "everything"
        return [s for s in self.words.sets.values() if way in s.lengths]

    def steps(self, found: QuestionSet) -> list[Step]:
        """The pages of a set, in order."""
        if found.id not in self._steps:
            short = self.said.length == "short"
            self._steps[found.id] = [
                step
                for q in found.question
                if (q.short or not short or (found.id, q.id) in self._told)
                and self._asked(found, q)
                for step in self.pages(found, q).values()
            ]
        return self._steps[found.id]

    def all_steps(self, found: QuestionSet) -> Iterator[Step]:
        """As `steps`, without regard to the way: that is a filter of pages, not of answers."""
        for q in found.question:
            if self._asked(found, q):
                yield from self.pages(found, q).values()

    @functools.cached_property
    def _told(self) -> set[tuple[str, ...]]:
        """(set id, question id) of all that has an answer."""
        return {tuple(key.split(".", 2)[:2]) for key in self.said.answers}

    def _asked(self, found: QuestionSet, q: Question) -> bool:
        if not q.only_if:
            return True
        given = self.answer(f"{found.id}.{q.only_if.question}")
        return not set(given.options).isdisjoint(q.only_if.options)

    def pages(self, found: QuestionSet, q: Question) -> dict[str, Step]:
        """The pages of one question by what they are about ("" where it is asked once)."""
        key = found.id, q.id
        if key not in self._pages:
            self._pages[key] = {step.about: step for step in self._made(found, q)}
        return self._pages[key]

    def _made(self, found: QuestionSet, q: Question) -> Iterator[Step]:
        if q.thing:
            yield from (Step(found.id, q, t.id, t.label, t.picture) for t in q.thing)
        elif q.things_from:
            source = self.words.known_question(found.id, q.things_from)
            cards = {o.id for o in source.option} if KINDS[source.kind].people else ()
            step = Step(found.id, source)
            yield from (
                Step(found.id, q, c.id, c.label, c.picture, c.own)
                for c in self.picks(step, self.answer(step.key))
                if c.id not in cards
            )
        elif q.for_each:
            about = self.wishes if q.for_each == "wish" else self.goals
            yield from (Step(found.id, q, w.id, w.text, w.picture, w.own) for w in about)
            if not about and q.for_each == "goal":  # no goal picked: asked once, in general
                yield Step(found.id, q)
        elif not q.options_from or self.choices(Step(found.id, q)):
            yield Step(found.id, q)

    def step_at(self, set_id: str, question_id: str, about: str = "") -> Step | None:
        """The page of these ids, or None when there is none such now."""
        found, q = self.words.sets.get(set_id), self.words.question(set_id, question_id)
        return self.pages(found, q).get(about) if found and q else None

    def step(self, key: str) -> Step | None:
        """The page of an answer's key, or None when there is none such now."""
        return self.step_at(*(key.split(".", 2) + [""])[:3])

    def place(self) -> str:
        """Where to go on (model/places.py): where the person was last, when it is there now, else
        the map.
        """
        kind, colon, rest = self.said.at.partition(":")
        if colon and kind in ("start", "said"):
            there = rest in self.words.sets
        elif colon and kind == "know":
            set_id, _, question_id = rest.partition(".")
            steps = self.steps(self.words.sets[set_id]) if set_id in self.words.sets else []
            there = any(s.question.id == question_id and s.question.know for s in steps)
        else:
            there = "." in self.said.at and self.step(self.said.at) is not None
        return self.said.at if there else places.MAP

    def next_step(self, found: QuestionSet) -> Step | None:
        """The first page of a set that has no answer, else its first page; None when the set has
        no pages now.
        """
        steps = self.steps(found)
        without = (s for s in steps if s.key not in self.said.answers)
        return next(without, steps[0] if steps else None)

    def progress(self, found: QuestionSet) -> tuple[int, int]:
        """(answered, all) pages of a set. "I don't know" and "Skip" are answers."""
        steps = self.steps(found)
        return sum(s.key in self.said.answers for s in steps), len(steps)

    # ---- what can be picked, and what was --------------------------------------------------------

    @functools.cached_property
    def people(self) -> dict[str, Choice]:
        """The persons on the list, by id."""
        return {p.id: person_choice(self.words, p) for p in self.said.people if not p.away}

    def choices(self, step: Step) -> list[Choice]:
        """All that can be picked at a page."""
        q = step.question
        if q.options_from == "goals":
            return [Choice(w.id, w.picture, w.text, w.own) for w in self.candidates]
        if q.options_from == "low":
            return [
                Choice(w.id, w.picture, w.text, w.own, hint=" ".join(self.sentences(w.id)))
                for w in self.low
            ]
        if q.options_from:
            source = self.words.known_question(step.set_id, q.options_from)
            there = Step(step.set_id, source)
            picked = self.picks(there, self.answer(there.key))
            return picked or [_as_choice(o) for o in source.option]
        people = [*self.people.values()] if KINDS[q.kind].people else []
        return people + [_as_choice(o) for o in q.option]

    def picks(self, step: Step, answer: Answer) -> list[Choice]:
        """What an answer holds, in the order in which it was picked: persons, options, own
        items.
        """
        by_id = {c.id: c for c in self.choices(step)}
        own = {own_id(text): text for text in answer.own if text}
        return [by_id[i] for i in (*answer.people, *answer.options) if i in by_id] + [
            Choice(id, step.question.picture, text, own=True) for id, text in own.items()
        ]

    # ---- what the person said, as lines ----------------------------------------------------------

    def lines(self, step: Step) -> list[Line]:
        """The answer of a page as first-person lines; none when it was not answered or skipped."""
        if step.key not in self._lines:
            self._lines[step.key] = self.lines_of(step, self.answer(step.key))
        return self._lines[step.key]

    def lines_of(self, step: Step, answer: Answer) -> list[Line]:
        """As `lines`, of any answer."""
        if answer.state != "given":
            return []
        q, key = step.question, step.key
        said = [*KINDS[q.kind].said(step, answer, self.picks)]
        own = dict.fromkeys(text for text in answer.own if text)
        said += [Piece(own_id(text), text, q.picture, q.lead, own=True) for text in own]
        if answer.text:
            said.append(Piece("text", answer.text, q.picture, q.lead, own=True))
        if answer.date:
            day = days.date_text(answer.date, self.words.language)
            said.append(Piece("date", day, "calendar", q.lead))
        if answer.note:
            lead = self.words.texts.get("lead.note", "")
            said.append(Piece("note", answer.note, "write", lead, own=True))
        return [
            Line(f"{key}:{one.id}", one.text, one.picture, one.lead, one.own, (key,), answer.by)
            for one in said
        ]

    def sentences(self, key: str) -> list[str]:
        """What the person said under a key without words of their own, as sentences."""
        step = self.step(key)
        return [line.text for line in self.lines(step) if not line.own] if step else []

    def recap(self, found: QuestionSet) -> list[tuple[Step, Answer | None, list[Line]]]:
        """Each page of a set with its answer and its lines."""
        return [(s, self.said.answers.get(s.key), self.lines(s)) for s in self.steps(found)]

    # ---- wishes and goals ------------------------------------------------------------------------

    @functools.cached_property
    def answered(self) -> tuple[tuple[Step, Answer], ...]:
        """Answers about life now with their pages, in the order of the sets. Answers about wishes
        and goals are not among them, nor answers to a question that is not asked any more
        (`only_if`): they would speak of what is not so.
        """
        return tuple(
            (step, self.said.answers[step.key])
            for found in self.words.sets.values()
            for q in found.question
            if not q.for_each and not q.options_from and self._may_have_answers(found, q)
            for step in self.pages(found, q).values()
            if step.key in self.said.answers
        )

    def _may_have_answers(self, found: QuestionSet, q: Question) -> bool:
        """Cheaper than to make the pages: at one of these keys there is an answer, or at no page
        of the question.
        """
        keys = [f"{found.id}.{q.things_from or q.id}"]
        if q.thing:
            keys = [f"{found.id}.{q.id}.{t.id}" for t in q.thing]
        return not self.said.answers.keys().isdisjoint(keys) and self._asked(found, q)

    @functools.cached_property
    def low(self) -> list[Wish]:
        """Things that are not good now and not yet marked "I want this to change"."""
        return [wish_of(s) for s, a in self.answered if is_low(s, a) and not a.change]

    @functools.cached_property
    def wishes(self) -> list[Wish]:
        """All that the person wants to change: marked at the question, or picked from the low
        answers.
        """
        picked = set(self._picked("low"))
        return [
            wish_of(s)
            for s, a in self.answered
            if a.state == "given" and (a.change or (is_low(s, a) and s.key in picked))
        ]

    def _picked(self, options_from: str) -> Iterable[str]:
        """What was picked where questions take their choices from elsewhere."""
        return (
            i
            for set_id, q in self.words.taking_from(options_from)
            for i in self.answer(f"{set_id}.{q.id}").options
        )

    @functools.cached_property
    def candidates(self) -> list[Wish]:
        """All that can become a goal: the wishes, then what else the person said in the set where
        goals are picked.
        """
        owners = {set_id for set_id, _ in self.words.taking_from("goals")}
        return self.wishes + [
            Wish(line.id, line.text, line.picture, line.own, (step.key,))
            for step, _ in self.answered
            if step.set_id in owners and step.question.section == "change"
            for line in self.lines(step)
            if not line.id.endswith(":note")
        ]

    @functools.cached_property
    def goals(self) -> list[Wish]:
        """The wishes that the person put first, in that order, at most three. Each has the id of
        its goal.
        """
        named = {goal.of: goal.id for goal in self.said.goals}
        by_id = {w.id: w for w in self.candidates}
        picked = [i for i in dict.fromkeys(self._picked("goals")) if i in by_id][:GOALS]
        return [replace(by_id[i], id=named.get(i, i), of=i) for i in picked]


def _as_choice(option: Option) -> Choice:
    return Choice(option.id, option.picture, option.label)
