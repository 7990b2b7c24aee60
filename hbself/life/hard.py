"""Hard things: what sensitive questions were told, and whether it may stand in the proposal. There
it stands only after the person has said yes to these very words.
"""

import hashlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..kinds import version
from ..model.document import Line
from ..model.ids import MAY_STAND
from ..model.sections import NONE
from ..model.words import Question
from .steps import as_lead

if TYPE_CHECKING:
    from .life import Life


class Hard:
    """The hard things of a life. It never changes, as the life."""

    def __init__(self, life: "Life"):
        self.life = life

    def may_stand(self, key: str) -> bool:
        """Whether what was answered under a key may stand in the proposal: an answer's key, or the
        mark of a yes.
        """
        mark = key if key.startswith(f"{MAY_STAND}:") else self.is_hard(key) and self.yes_to(key)
        return not mark or self.life.said.lines.get(mark, False)

    def lets(self, line: Line) -> bool:
        """Whether a line may stand there: all that it came from may."""
        return all(map(self.may_stand, line.sources))

    def yes_to(self, key: str, view: str = "") -> str:
        """The mark of a yes to what stands under a key now, and to the names of the people there.
        view: of the supporter who said it.
        """
        answer, said = self.life.answer(key), self.life.said
        says, there = version(answer), {*answer.people, *answer.options, key.rpartition(".")[2]}
        if names := "\n".join(f"{p.name}\t{p.role}" for p in said.people if p.id in there):
            both = f"{says}\n{names}".encode("utf-8", "surrogatepass")
            says = hashlib.sha256(both).hexdigest()[:12]
        return f"{MAY_STAND}:{says}:{f'{view}:' if view else ''}{key}"

    def is_hard(self, key: str) -> bool:
        """Whether a sensitive question was told something under this key that is not good, or own
        words, even if they were passed over in the end; so is what is wanted instead of such a
        thing, and what was written of a goal that came of it.
        """
        q, answer = self.life.words.question_of(key), self.life.answer(key)
        words = bool(answer.text or answer.note or any(answer.own))
        about = key.split(".", 2)[2] if key.count(".") > 1 else ""
        if not q:
            return False
        if q.for_each == "wish":
            return self._came_of_hard(about)
        if q.for_each == "goal":
            of = (goal.of for goal in self.life.said.goals if goal.id == about)
            return words and self._came_of_hard(next(of, about))
        given, picked = answer.state == "given", {*answer.options}
        if not q.sensitive:
            missed = any(thing.missed for thing in q.thing if thing.id == about)
            return missed and given and any(o.absent for o in q.option if o.id in picked)
        return words or given and (answer.change or not picked <= _harmless(q))

    def _came_of_hard(self, wish: str) -> bool:
        key = wish.partition(":")[0]
        q = self.life.words.question_of(key)
        # No wish comes of wishes and plans; a file could make a circle of them
        return q is not None and not q.for_each and self.is_hard(key)

    def found(self) -> list[str]:
        """The keys of the answers that are hard."""
        return [key for key in self.life.said.answers if self.is_hard(key)]

    def told(self) -> list[tuple[str, list[Line]]]:
        """(key, what was said there, and what is wanted of it) of each, also where its page is not
        there now.
        """
        return [
            (key, [*lines, *self._wanted(key, lines)])
            for key in self.found()
            if (lines := self._lines(key))
        ]

    def _wanted(self, key: str, lines: list[Line]) -> list[Line]:
        """What is to change of an answer: one yes is a yes to it, too."""
        wishes = [w for w in self.life.wants.asked_about if w.id.partition(":")[0] == key]
        return [
            replace(lines[0], id=f"wish:{w.id}", text=w.text, lead="", own=w.own, alone="")
            for w in wishes
            if w.text not in {line.text for line in lines}
        ]

    def _lines(self, key: str) -> list[Line]:
        step = self.life.step(key)
        lines = step and self.life.lines(step) or self.life.words_under(key)
        if not step or not step.question.for_each:
            return lines
        # What it is about: "I want to feel safe at home: I want to decide for myself."
        lead = as_lead(step.about_text.rstrip("."))
        return [replace(line, lead=line.lead if line.alone else lead) for line in lines]


def _harmless(q: Question) -> set[str]:
    """Answers that may stand on the paper, or stand on none."""
    return {o.id for o in q.option if o.good or o.absent or o.section == NONE}
