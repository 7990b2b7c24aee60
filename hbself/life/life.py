"""What follows from the words of the site and from what one person has said: which pages there are,
what can be picked, what the answers say as lines, what the person wishes and which goals they have.
"""

import functools
from collections.abc import Iterator

from msgspec.structs import replace

from ..content import Content
from ..kinds import KINDS
from ..kinds.parts import Piece, full_name
from ..model.document import Choice, Line, Step, Wish
from ..model.languages import TABLE
from ..model.said import Answer, Said
from ..model.words import After, Option, Question, QuestionSet
from . import days
from .hard import Hard
from .steps import NO_ANSWER, as_lead, own_id, person_choice, topic
from .wants import Wants
from .way import GoalSet, Way


class Life:
    """The life of one person in one language. It is made for one request and never changes; what
    is asked of it more than once is worked out once.
    """

    def __init__(self, words: Content, said: Said):
        self.words, self.said = words, said
        self.wants, self.way, self.hard = Wants(self), Way(self), Hard(self)
        self._pages: dict[tuple[str, str], dict[str, Step]] = {}
        self._lines: dict[str, list[Line]] = {}
        self._words: dict[str, list[Line]] = {}
        self._steps: dict[str, list[Step]] = {}

    def answer(self, key: str) -> Answer:
        """The answer under a key; one that says nothing where there is none."""
        return self.said.answers.get(key, NO_ANSWER)

    # ---- pages -----------------------------------------------------------------------------------

    def steps(self, question_set: QuestionSet) -> list[Step]:
        """The pages of a set, in order. What is asked of a goal stands in the goal's own set."""
        if question_set.id not in self._steps:
            if isinstance(question_set, GoalSet):
                steps = [
                    page
                    for set_id, q in self.words.about_goals
                    if self._on_way(set_id, q)
                    and (page := self.pages(self.words.sets[set_id], q).get(question_set.goal.id))
                ]
            else:
                steps = [
                    page
                    for q in question_set.question
                    if self._on_way(question_set.id, q)
                    and self.asked(question_set, q)
                    and not (q.for_each == "goal" and self.wants.goals)
                    for page in self.pages(question_set, q).values()
                ]
            self._steps[question_set.id] = steps
        return self._steps[question_set.id]

    def _on_way(self, set_id: str, q: Question) -> bool:
        """Whether the way that was chosen asks it; what was answered once stays there."""
        if q.on_proposal:
            return False
        return q.short or self.said.length != "short" or (set_id, q.id) in self._told

    def all_steps(self, question_set: QuestionSet) -> Iterator[Step]:
        """As `steps`, without regard to the way: that is a filter of pages, not of answers."""
        for q in question_set.question:
            if self.asked(question_set, q):
                yield from self.pages(question_set, q).values()

    @functools.cached_property
    def _told(self) -> set[tuple[str, ...]]:
        """(set id, question id) of all that has an answer."""
        return {tuple(key.split(".", 2)[:2]) for key in self.said.answers}

    def asked(self, question_set: QuestionSet, q: Question) -> bool:
        """Whether a question is asked as far as other answers go. One that is about a goal may
        hang on another one about the same goal: `_asked_of`.
        """
        if q.old and self.said.answers.keys().isdisjoint(
            step.key for step in self.pages(question_set, q).values()
        ):
            return False
        return q.for_each == "goal" or self._asked_of(question_set.id, q, "")

    def _asked_of(self, set_id: str, q: Question, about: str) -> bool:
        return (not q.only_if or self._given(set_id, q.only_if, about)) and not (
            q.not_if and self._given(set_id, q.not_if, about)
        )

    def _given(self, set_id: str, after: After, about: str) -> bool:
        """Whether one of these options was picked; about the same goal where both are."""
        there, point, question_id = after.question.rpartition(".")
        key = f"{there if point else set_id}.{question_id}"
        answer = self.answer(f"{key}.{about}" if about else key)
        return not set(answer.options).isdisjoint(after.options)

    def pages(self, question_set: QuestionSet, q: Question) -> dict[str, Step]:
        """The pages of one question by what they are about ("" where it is asked once)."""
        key = question_set.id, q.id
        if key not in self._pages:
            self._pages[key] = {step.about: step for step in self._made(question_set, q)}
        return self._pages[key]

    def _made(self, question_set: QuestionSet, q: Question) -> Iterator[Step]:
        if q.thing:
            yield from (
                step
                for t in q.thing
                if (step := Step(question_set.id, q, t.id, t.label, t.picture))
                and (not t.old or step.key in self.said.answers)
            )
        elif q.things_from:
            source = self.words.known_question(question_set.id, q.things_from)
            out = {o.id for o in source.option} if KINDS[source.kind].people else source.alone
            step = Step(question_set.id, source)
            yield from (
                Step(
                    question_set.id,
                    q,
                    c.id,
                    c.label,
                    c.picture,
                    c.own,
                    about_named=self._named(c),
                )
                for c in self.picks(step, self.answer(step.key))
                if c.id not in out
            )
        elif q.for_each == "wish":
            yield from self._about_wishes(question_set, q)
        elif q.for_each == "goal":
            yield from self._about_goals(question_set, q)
        elif not q.options_from or self.choices(Step(question_set.id, q)):
            yield Step(question_set.id, q)

    def _named(self, choice: Choice) -> str:
        """Somebody or something as it stands in a line: own words in their marks."""
        marks = TABLE[self.words.language].quotes if choice.own else ("", "")
        return f"{marks[0]}{full_name(choice)}{marks[1]}"

    def _about_wishes(self, question_set: QuestionSet, q: Question) -> Iterator[Step]:
        """A page for each wish that does not say what is wanted yet, or has answers that fit."""
        for wish in self.wants.asked_about:
            step = Step(question_set.id, q, wish.id, wish.text, wish.picture, wish.own)
            if not wish.plain or self._fitting(wish.id) or step.key in self.said.answers:
                yield step

    def _about_goals(self, question_set: QuestionSet, q: Question) -> Iterator[Step]:
        """A page for each goal. No goal picked: one in general; not on the short way, unless it has
        an answer, nor what the goal is called.
        """
        steps = [
            Step(question_set.id, q, w.id, w.text, w.picture, w.own, about_lead=w.lead)
            for w in self.wants.goals
        ]
        once = Step(question_set.id, q)
        in_general = self.said.length != "short" or once.key in self.said.answers
        if not steps and not q.titles and in_general:
            steps = [once]
        yield from (s for s in steps if self._asked_of(question_set.id, q, s.about))

    def _fitting(self, wish: str) -> tuple[str, ...]:
        key, apart, item = wish.partition(":")
        q = self.words.question_of(key)
        if q and apart:
            return q.options[item].instead if item in q.options else ()
        return q.instead if q else ()

    def _offered(self, wish: str, q: Question) -> tuple[str, ...]:
        """What can be picked about a wish: what fits it, else what fits most. One that is an answer
        apart, as own words, has no more than fits it.
        """
        return self._fitting(wish) or (() if ":" in wish else q.instead)

    def step_at(self, set_id: str, question_id: str, about: str = "") -> Step | None:
        """The page of these ids, or None when there is none such now."""
        question_set, q = self.words.sets.get(set_id), self.words.question(set_id, question_id)
        return self.pages(question_set, q).get(about) if question_set and q else None

    def step(self, key: str) -> Step | None:
        """The page of an answer's key, or None when there is none such now."""
        return self.step_at(*(key.split(".", 2) + [""])[:3])

    # ---- what can be picked, and what was --------------------------------------------------------

    @functools.cached_property
    def people(self) -> dict[str, Choice]:
        """The persons on the list, by id."""
        return {p.id: person_choice(self.words, p) for p in self.said.people if not p.away}

    def choices(self, step: Step) -> list[Choice]:
        """All that can be picked at a page."""
        q = step.question
        if q.options_from == "goals":
            return [self._wish_choice(w) for w in self.wants.candidates]
        if q.options_from == "low":
            return [self._wish_choice(w) for w in self.wants.low]
        if q.options_from:
            source = self.words.known_question(step.set_id, q.options_from)
            there = Step(step.set_id, source)
            told = self.picks(there, self.answer(there.key))
            return told or [_as_choice(o) for o in source.option if not o.old]
        people = [*self.people.values()] if KINDS[q.kind].people else []
        picked = {*self.answer(step.key).options}
        fits = self._offered(step.about, q) if q.for_each == "wish" else q.options
        return people + [
            _as_choice(o) for o in q.option if o.id in picked or not o.old and o.id in fits
        ]

    def picks(self, step: Step, answer: Answer) -> list[Choice]:
        """What an answer holds, in the order in which it was picked: persons, options, own
        items.
        """
        by_id = {c.id: c for c in self.choices(step)}
        own = {own_id(text): text for text in answer.own if text}
        return [by_id[i] for i in (*answer.people, *answer.options) if i in by_id] + [
            Choice(id, step.question.picture, text, own=True) for id, text in own.items()
        ]

    def _wish_choice(self, wish: Wish) -> Choice:
        facts = (line for line in self.wants.facts(wish) if not line.own or wish.titled)
        so = (line.text for line in facts if line.text != wish.text)
        hint = " ".join(filter(None, (wish.lead if wish.titled else "", *so)))
        return Choice(wish.id, wish.picture, wish.text, wish.own, hint)

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
        lines = [
            Line(f"{key}:{one.id}", one.text, one.picture, one.lead, one.own, (key,), answer.by)
            for one in said
        ]
        if answer.note:
            lead, alone = self.words.texts.get("lead.note", ""), self._lead_of(step)
            by = answer.by
            lines.append(
                Line(f"{key}:note", answer.note, "write", lead, True, (key,), by, alone=alone)
            )
        return lines

    def words_of(self, step: Step) -> list[Line]:
        """The person's own words at a page, whatever became of the rest of the answer."""
        if step.key not in self._words:
            answer, lines = self.answer(step.key), []
            if answer.state == "given":
                lines = self.lines(step)
            elif any((answer.text, answer.note, *answer.own)):
                words = replace(answer, state="given", options=(), people=(), date="")
                lines = self.lines_of(step, words)
            ids = {"text", "note", *map(own_id, answer.own)}
            self._words[step.key] = [one for one in lines if one.item in ids]
        return self._words[step.key]

    def words_under(self, key: str) -> list[Line]:
        """As `words_of`, under an answer's key, also where its page is not there now."""
        set_id, _, about = (*key.split(".", 2), "", "")[:3]
        step, q = self.step(key), self.words.question_of(key)
        if not step and q:
            step = Step(set_id, q, about)
        return self.words_of(step) if step else []

    def _lead_of(self, step: Step) -> str:
        """What own words are about that stand without the answer beside which they were written."""
        return (
            as_lead(topic(step))
            or step.question.lead
            or as_lead(self.words.sets[step.set_id].title)
        )

    def recap(self, question_set: QuestionSet) -> list[tuple[Step, Answer | None, list[Line]]]:
        """Each page of a set with its answer and its lines."""
        return [(s, self.said.answers.get(s.key), self.lines(s)) for s in self.steps(question_set)]

    # ---- wishes and goals ------------------------------------------------------------------------

    @functools.cached_property
    def answered(self) -> tuple[tuple[Step, Answer], ...]:
        """Answers about life now with their pages, in the order of the sets. Answers about wishes
        and goals are not among them, nor answers to a question that is not asked any more
        (`only_if`): they would speak of what is not so.
        """
        return tuple(
            (step, self.said.answers[step.key])
            for question_set in self.words.sets.values()
            for q in question_set.question
            if not q.for_each and not q.options_from and self._may_have_answers(question_set, q)
            for step in self.pages(question_set, q).values()
            if step.key in self.said.answers
        )

    def _may_have_answers(self, question_set: QuestionSet, q: Question) -> bool:
        """Cheaper than to make the pages: at one of these keys there is an answer, or at no page
        of the question.
        """
        keys = [f"{question_set.id}.{q.things_from or q.id}"]
        if q.thing:
            keys = [f"{question_set.id}.{q.id}.{t.id}" for t in q.thing]
        return not self.said.answers.keys().isdisjoint(keys) and self.asked(question_set, q)

    # ---- what of it stands in the proposal -------------------------------------------------------

    def stands(self, line: Line, default: bool = True) -> bool:
        """Whether a line is in the proposal: as the person said, else `default`. What hangs on a
        hard thing is there only after a yes to that.
        """
        return self.said.lines.get(line.id, default) and self.hard.lets(line)


def _as_choice(option: Option) -> Choice:
    alone = option.only or option.absent
    return Choice(option.id, option.picture, option.label, alone=alone)
