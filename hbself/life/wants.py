"""What one person wants: their wishes, with what is so now and what they want instead, and the
goals that they put first.
"""

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..limits import GOALS
from ..model.document import Line, Wish
from ..model.sections import WISH_SECTION
from .steps import is_low, section_of
from .wishes import first_own, titled, wishes_at

if TYPE_CHECKING:
    from .life import Life


class Wants:
    """The wishes and goals of a life. It never changes, as the life; what is asked more than once
    is worked out once.
    """

    def __init__(self, life: "Life"):
        self.life, self.words = life, life.words

    @functools.cached_property
    def _may_wish(self) -> list[tuple[Wish, bool, bool]]:
        """(wish, whether its answer is low, whether it was marked to be changed there)."""
        return [
            (wish, low, a.change)
            for s, a in self.life.answered
            for low in [is_low(s, a) or s.question.apart]
            if a.state == "given" and (a.change or low)
            for wish in wishes_at(s, a, self.life.lines(s), self.words.texts)
        ]

    @functools.cached_property
    def low(self) -> list[Wish]:
        """Things that are not good now and not marked "I want this to change" at their question.
        Those that are told apart are wishes already.
        """
        return [
            wish
            for wish, low, marked in self._may_wish
            if low and not marked and ":" not in wish.id
        ]

    @functools.cached_property
    def asked_about(self) -> list[Wish]:
        """As `wishes`, in the words of the answers."""
        picked = set(self._picked("low"))
        return [
            wish
            for wish, low, marked in self._may_wish
            if marked or low and (":" in wish.id or wish.id in picked)
        ]

    @functools.cached_property
    def wishes(self) -> list[Wish]:
        """All that the person wants to change: marked at the question, said where all that is not
        good is asked for, or picked from the low answers. In the words of what they want instead,
        where they have said so.
        """
        left_out = self.life.said.lines
        return [
            titled(wish, [line for line in self.instead(wish.id) if self.life.stands(line)])
            if left_out.get(f"wish:{wish.id}", True)
            else wish
            for wish in self.asked_about
        ]

    def instead(self, wish: str) -> list[Line]:
        """What the person wants in the place of what is now."""
        return [
            line
            for question_set in self.words.sets.values()
            for q in question_set.question
            if q.for_each == "wish"
            for step in [self.life.pages(question_set, q).get(wish)]
            if step
            for line in self.life.lines(step)
        ]

    def facts(self, wish: Wish) -> list[Line]:
        """What is so now: the answer that a wish or a goal came from. What is told beside several
        wishes of one page stands with the first. Nothing where it only says what is wanted.
        """
        id = wish.origin
        mine = next((w for w, _, _ in self._may_wish if w.id == id), None)
        if not mine:
            return []
        steps = [step for key in mine.sources if (step := self.life.step(key))]
        lines = [line for step in steps for line in self.life.lines(step)]
        if ":" not in id:
            return lines
        first = next(w.id for w, _, _ in self._may_wish if w.sources == mine.sources)
        return [one for one in lines if one.id == id or one.alone and id == first]

    def _picked(self, options_from: str) -> Iterable[str]:
        """What was picked where questions take their choices from elsewhere."""
        return (
            i
            for set_id, q in self.words.taking_from(options_from)
            for i in self.life.answer(f"{set_id}.{q.id}").options
        )

    @functools.cached_property
    def candidates(self) -> list[Wish]:
        """All that can become a goal: the wishes, and what else the person wants. Own words stand
        first, then what says what is wanted.
        """
        others = [
            Wish(line.id, line.text, line.picture, line.own, (step.key,), plain=True)
            for step, _ in self.life.answered
            for line in self.life.lines(step)
            if not line.alone and section_of(step, line) == WISH_SECTION
        ]
        return sorted((*self.wishes, *others), key=first_own)

    @functools.cached_property
    def goals(self) -> list[Wish]:
        """The wishes that the person put first, in that order, at most three. Each has the id of
        its goal.
        """
        named = {goal.of: goal.id for goal in self.life.said.goals}
        by_id = {w.id: w for w in self.candidates}
        picked = [i for i in dict.fromkeys(self._picked("goals")) if i in by_id][:GOALS]
        return [self._called(replace(by_id[i], id=named.get(i, i), of=i)) for i in picked]

    def _called(self, goal: Wish) -> Wish:
        """The goal in the words that the person gave it later."""
        for set_id, q in self.words.about_goals:
            key = f"{set_id}.{q.id}.{goal.id}"
            text = self.life.answer(key).text if q.titles else ""
            if text.strip():
                return replace(
                    goal,
                    text=text,
                    own=True,
                    lead="",
                    titled=f"{key}:text",
                    sources=(*goal.sources, key),
                )
        return goal
