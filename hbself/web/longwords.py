"""Long words of the site, so made that they go over to the next line where a reader would part
them, with a hyphen, and only where they fit on no line whole.

`<i>päivä<i></i>toiminta</i>`: the style sheet keeps the outer whole as long as there is room, and
draws the hyphen of the inner. No letter or sign is added: words are found, copied and read aloud as
they are.

A word in pieces is read with a short stop by some screen readers. So those of `joints.LEAST`
letters are made so only for who has chosen larger text, and the longest, which do not fit on a
small phone in any size, for all.
"""

import html
import itertools
import re
from collections.abc import Iterable, Mapping

from jinja2 import nodes
from jinja2.visitor import NodeVisitor
from markupsafe import Markup, escape

from ..content import LEAST

LONGEST = 15  # letters: such words fit on no small phone beside a picture or a tick
_TOKENS = re.compile(rf"[^\s<>]{{{LEAST},}}")
_LETTERS = re.compile(rf"[^\W\d_]{{{LEAST},}}")


def least(text: str) -> int:
    """From how many letters words are parted, in this size of text ("100", "125" …)."""
    return LONGEST if text == "100" else LEAST


class Shown:
    """Turns texts into HTML, with marks in words of the table that have so many letters.

    table: of `joints`; own: the site's own texts, which are looked through once.
    """

    def __init__(self, table: Mapping[str, str], least: int, own: Iterable[str] = ()):
        self._parted = {
            word: _parts(parted) for word, parted in table.items() if len(word) >= least
        }
        self._own = {text: self._look(text) for text in own}

    def __call__(self, value) -> str:
        if type(value) is not str:
            return value if isinstance(value, Markup) else escape(value)
        return self._own.get(value) or self._look(value)

    def _look(self, text: str) -> str:
        made = html.escape(text)
        if len(made) < LEAST or max(map(len, made.split()), default=0) < LEAST:
            return made
        return _TOKENS.sub(self._token, made)

    def _token(self, found: re.Match) -> str:
        """A word with what stands around it, such as a full stop, which stays on its line."""
        made = _LETTERS.sub(self._word, found[0])
        return f"<i>{made}</i>" if "<" in made else made

    def _word(self, found: re.Match) -> str:
        ends = self._parted.get(found[0].lower(), ())
        return "<i></i>".join(found[0][a:b] for a, b in ends) or found[0]


def _parts(parted: str) -> tuple[tuple[int, int], ...]:
    """Where the parts of a word begin and end."""
    ends = [*itertools.accumulate(map(len, parted.split("-")))]
    return tuple(zip([0, *ends], ends, strict=False))


# ---- which places of a template are text ---------------------------------------------------------

# Blocks that a page fills and the frame puts into a title or an attribute
NO_TEXT = {"title", "home"}
# What stands in these is no text of ours: fields and titles take no marks, and what people wrote
# is shown as it is
_ALONE = {"title", "textarea", "option", "script", "style", "q", "bdi", "blockquote"}
_OPENS = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_IN_TAG = re.compile("[\"'>]")


def in_text(node) -> bool:
    """Whether `Places` has marked it."""
    return getattr(node, "in_text", False)


class Places(NodeVisitor):
    """Marks what a template shows as text of ours (`in_text`): not in a tag, nor in what is ALONE.

    It reads the HTML of the template in its order, across what stands in it.
    """

    def __init__(self):
        self._tag = self._quote = self._said = ""
        self._alone: list[bool] = []

    def visit_Output(self, node):
        """Copies of what is shown as text: the same node may stand in an attribute, too."""
        for i, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                self._read(child.data)
            elif not self._tag and not any(self._alone):
                copy = type(child)(
                    *(getattr(child, field) for field in child.fields),
                    lineno=child.lineno,
                    environment=child.environment,
                )
                copy.in_text = True
                node.nodes[i] = copy

    def visit_If(self, node):
        """Each branch begins where the first began; what follows, where that ended."""
        before = self._state()
        self._all(node.body)
        after = self._state()
        for branch in (*([one] for one in node.elif_), node.else_):
            self._back(before)
            self._all(branch)
        self._back(after)

    def visit_Block(self, node):
        if node.name in NO_TEXT:
            self._alone.append(True)
            self._all(node.body)
            self._alone.pop()
        else:
            self._all(node.body)

    def visit_AssignBlock(self, node):
        self._apart(node.body)

    def visit_Macro(self, node):
        self._apart(node.body)

    def _apart(self, body) -> None:
        """What is shown elsewhere than where it stands."""
        before = self._state()
        self._back(("", "", "", []))
        self._all(body)
        self._back(before)

    def _all(self, body) -> None:
        for one in body:
            self.visit(one)

    def _state(self):
        return self._tag, self._quote, self._said, self._alone.copy()

    def _back(self, state) -> None:
        self._tag, self._quote, self._said, alone = state
        self._alone = alone.copy()

    def _read(self, data: str) -> None:
        at = 0
        while at < len(data):
            if self._quote:
                said, closed, _rest = data[at:].partition(self._quote)
                self._said += said
                if closed:
                    self._quote = ""
                at += len(said + closed)
                continue
            if not (found := (_IN_TAG if self._tag else _OPENS).search(data, at)):
                return
            at = found.end()
            if not self._tag:
                self._tag, self._said = found[1] + found[2], ""
            elif found[0] == ">":
                self._end()
            else:
                self._quote = found[0]

    def _end(self) -> None:
        name = self._tag.lstrip("/")
        if name in _ALONE:
            if self._tag == name:
                self._alone.append("ours" not in self._said.split())
            elif self._alone:
                self._alone.pop()
        self._tag = ""
