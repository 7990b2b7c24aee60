"""The way of one person through the site: its sets, with one for each goal, how far one is in them,
and where to go on.
"""

import functools
import re
from typing import TYPE_CHECKING

from ..model import places
from ..model.document import Step, Wish
from ..model.words import Question, QuestionSet
from .steps import own_id

if TYPE_CHECKING:
    from .life import Life

GOAL_ID = re.compile(r"goal-[1-9][0-9]{0,5}")
GOAL_SET = re.compile(r"goal-[0-9a-f]{1,8}")  # the id of a goal's set, as `_set_id` makes it


class GoalSet(QuestionSet, frozen=True, kw_only=True):
    """All that is asked of one goal, as a set of its own. `title`: "Goal 1"."""

    goal: Wish


class Way:
    """The way through a life. It never changes, as the life; what is asked more than once is worked
    out once.
    """

    def __init__(self, life: "Life"):
        self.life, self.words = life, life.words

    @functools.cached_property
    def sets(self) -> list[QuestionSet]:
        """The sets of the way that the person chose, all of them when none is chosen, with their
        goals before what follows from goals.
        """
        way = self.life.said.length or "everything"
        sets = [s for s in self.words.sets.values() if way in s.lengths]
        at = next((n for n, s in enumerate(sets) if s.id in self._of_goals), len(sets))
        return [*sets[:at], *self.goal_sets.values(), *sets[at:]]

    @functools.cached_property
    def _of_goals(self) -> set[str]:
        """The ids of the sets that ask about goals."""
        return {set_id for set_id, _ in self.words.about_goals}

    @functools.cached_property
    def more(self) -> list[QuestionSet]:
        """The sets about the person that are not of their way: on the map all the same."""
        mine = {s.id for s in self.sets}
        return [s for s in self.words.sets.values() if s.group == "me" and s.id not in mine]

    @functools.cached_property
    def goal_sets(self) -> dict[str, GoalSet]:
        """The goals as sets, by id, in the order of the goals."""
        if not self.words.about_goals:
            return {}
        first = self.words.sets[self.words.about_goals[0][0]]
        sets = (
            GoalSet(
                id=_set_id(goal.id),
                number=first.number,
                group=first.group,
                picture=goal.picture,
                title=self.words.texts[f"part.goal.{n}"],
                about=first.about,
                lengths=first.lengths,
                question=tuple(q for _, q in self.words.about_goals),
                goal=goal,
            )
            for n, goal in enumerate(self.life.wants.goals, 1)
        )
        return {one.id: one for one in sets}

    def question_set(self, id: str) -> QuestionSet | None:
        """The set of an id, a goal's too; None when there is none such now."""
        return self.goal_sets.get(id) or self.words.sets.get(id)

    def set_of(self, step: Step) -> QuestionSet:
        """The set in which a page stands."""
        of_goal = step.question.for_each == "goal" and self.goal_sets.get(_set_id(step.about))
        return of_goal or self.words.sets[step.set_id]

    def counted(self, question_set: QuestionSet) -> list[list[Step]]:
        """The pages of a set by what counts as one: a question that opens into more pages is one,
        and so is one that may still open. So its numbers do not jump while one answers.
        """
        steps = self.life.steps(question_set)
        if isinstance(question_set, GoalSet):
            return [[step] for step in steps]
        found: list[list[Step]] = []
        for q in question_set.question:
            pages = [step for step in steps if step.question.id == q.id]
            if q.thing:
                found += [[page] for page in pages]
            elif pages or self._may_open(question_set, q):
                found.append(pages)
        return found

    def _may_open(self, question_set: QuestionSet, q: Question) -> bool:
        """Whether a question has no page only because another one is not answered yet."""
        if q.old or self.life.said.length == "short" and not q.short:
            return False
        hangs_on = q.things_from or (q.only_if.question if q.only_if else "")
        key = hangs_on if "." in hangs_on else f"{question_set.id}.{hangs_on}"
        return bool(hangs_on) and key not in self.life.said.answers

    def progress(self, question_set: QuestionSet) -> tuple[int, int]:
        """(answered, all) of a set. "I don't know" and "Skip" are answers."""
        counted, answers = self.counted(question_set), self.life.said.answers
        done = sum(bool(one) and all(step.key in answers for step in one) for one in counted)
        return done, len(counted)

    def next_step(self, question_set: QuestionSet) -> Step | None:
        """The first page of a set that has no answer, else its first page; None when the set has
        no pages now.
        """
        steps = self.life.steps(question_set)
        without = (s for s in steps if s.key not in self.life.said.answers)
        return next(without, steps[0] if steps else None)

    def up_next(self) -> QuestionSet | None:
        """The set to go on with: the one in which the person is, else the first one, of those with
        a page that has no answer. Practice only where the person is in it. None when all is
        answered.
        """
        here = self._set_here()
        open_ = [
            one
            for one in self.sets
            if (one.group != "start" or one.id == here)
            and any(step.key not in self.life.said.answers for step in self.life.steps(one))
        ]
        return next((one for one in open_ if one.id == here), open_[0] if open_ else None)

    def _set_here(self) -> str:
        """The id of the set in which the person was last; "" for none."""
        at = self.life.said.at
        kind, colon, rest = at.partition(":")
        if colon and kind in ("start", "said"):
            return rest
        if colon and kind == "know":
            return rest.partition(".")[0]
        step = self.life.step(at) if "." in at else None
        return self.set_of(step).id if step else ""

    def after(self, question_set: QuestionSet) -> str:
        """The place behind the last page of a set. On the short way the first page without an
        answer in the sets that follow, and the proposal behind the last one: no page between them.
        Else where one reads what one said.
        """
        ids = [s.id for s in self.sets]
        if self.life.said.length != "short" or question_set.id not in ids:
            return places.said(question_set.id)
        later = self.sets[ids.index(question_set.id) + 1 :]
        pages = (step.key for s in later for step in self.life.steps(s))
        return next((key for key in pages if key not in self.life.said.answers), places.PROPOSAL)

    def beyond(self, question_set: QuestionSet) -> str:
        """The place behind what one reads of a set. From the plan one goes on to the first goal,
        from goal to goal, and to what follows from them; all else leads to the map, where one
        chooses.
        """
        chain = [s for s in self.sets if s.id in self.goal_sets or s.id in self._of_goals]
        if question_set in chain:
            chain = chain[chain.index(question_set) + 1 :]
        if not chain or not self.goal_sets or question_set.group != "plan":
            return places.MAP
        pages = [] if self.progress(chain[0])[0] else self.life.steps(chain[0])
        return pages[0].key if pages else places.MAP

    def before(self, question_set: QuestionSet) -> str:
        """The place before the first page of a set: its start, where it has one of its own."""
        begins = question_set.group == "start" or question_set.pages
        own = begins or self.progress(question_set)[0]
        return places.start(question_set.id) if own else places.MAP

    def first(self) -> str:
        """The place where one begins when the way is chosen."""
        if self.life.said.length != "short":
            return places.MAP
        pages = (step.key for s in self.sets if s.group != "start" for step in self.life.steps(s))
        return next((key for key in pages if key not in self.life.said.answers), places.MAP)

    def place(self) -> str:
        """Where to go on (model/places.py): where the person was last, when it is there now, else
        the map.
        """
        kind, colon, rest = self.life.said.at.partition(":")
        if self.life.said.at == places.PROPOSAL:
            return places.PROPOSAL
        if colon and kind in ("start", "said"):
            there = self.question_set(rest) is not None
        elif colon and kind == "know":
            set_id, _, question_id = rest.partition(".")
            found = self.words.sets.get(set_id)
            steps = self.life.steps(found) if found else []
            there = any(s.question.id == question_id and s.question.know for s in steps)
        else:
            there = "." in self.life.said.at and self.life.step(self.life.said.at) is not None
        return self.life.said.at if there else places.MAP

    def same_as_first(self, step: Step) -> list[Step]:
        """The pages of the first goal whose answers another goal can take over on one press; none
        where this page is not the first of the other one's.
        """
        if not step.question.same:
            return []
        goals, mine = [*self.goal_sets.values()], self.set_of(step)
        if len(goals) < 2 or mine == goals[0]:
            return []
        same = [page for page in self.life.steps(mine) if page.question.same]
        told = [page for page in self.life.steps(goals[0]) if page.question.same]
        told = [page for page in told if self.life.lines(page)]
        fresh = all(page.key not in self.life.said.answers for page in same)
        return told if fresh and same[0].key == step.key else []


def _set_id(goal: str) -> str:
    """The id of a goal's set. Goals of older records are known by their wish, which can't stand in
    an address.
    """
    return goal if GOAL_ID.fullmatch(goal) else f"goal-{own_id(goal).removeprefix('own_')}"
