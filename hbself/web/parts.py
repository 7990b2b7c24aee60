"""Components of the pages: each file of templates/parts/ holds one macro of the same name.

A page calls a part without importing it: `{{ status(text=_("Your answers are kept.")) }}`. The
part's body is put into the page when the page is compiled. A call costs ten times what it writes,
and a page has up to a hundred of them. What a call says in fixed words is settled then, too: of a
part's `{% if %}` only what is so for this call stays.
"""

import tomllib
from pathlib import Path

from flask import render_template, render_template_string
from jinja2 import Environment, TemplateSyntaxError
from jinja2.nodes import (
    Call,
    CondExpr,
    Const,
    Expr,
    If,
    Impossible,
    Macro,
    Name,
    Node,
    Output,
    With,
)
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from .. import settings

FOLDER = "parts/"
# What a part may know besides its arguments, for each page knows it
PAGE = {"reading", "base", "view", "mark"}
# What an example says of itself beside its arguments
NOTES = {"says", "around", "alone"}


def load(templates: Environment, words_in) -> dict[str, Macro]:
    """The parts by name. `words_in`: puts the words of a language into a file's syntax tree."""
    macros: dict[str, Macro] = {}
    if (loader := templates.loader) is None:
        return macros
    for path in templates.list_templates(extensions=["html"]):
        if not path.startswith(FOLDER):
            continue
        name = path.removeprefix(FOLDER).removesuffix(".html")
        source = loader.get_source(templates, path)[0]
        tree = words_in(templates.parse(source, path), path)
        macros[name] = next(macro for macro in tree.find_all(Macro) if macro.name == name)
    return macros


class PutIn(NodeTransformer):
    """Puts parts in the place of their calls in a syntax tree."""

    def __init__(self, parts: dict[str, Macro], file: str | None):
        self.parts, self.file = parts, file

    def visit_Output(self, node):
        """An output that is cut at each call of a part."""
        made: list[Node] = []
        for piece in node.nodes:
            if self._name(piece):
                made += self._body(piece)
            elif made and isinstance(made[-1], Output):
                made[-1].nodes.append(self.visit(piece))
            else:
                made.append(Output([self.visit(piece)], lineno=node.lineno))
        return made

    def visit_Call(self, node):
        if name := self._name(node):
            raise TemplateSyntaxError(
                f"{name} is a part: it stands by itself in {{{{ }}}}", node.lineno, None, self.file
            )
        return self.generic_visit(node)

    def _name(self, node: Node) -> str:
        """The name of the part that is called, else ""."""
        called = isinstance(node, Call) and isinstance(node.node, Name) and node.node.name
        return called if called in self.parts else ""

    def _body(self, call: Call) -> list[Node]:
        part = self.parts[self._name(call)]
        names = [arg.name for arg in part.args]
        given = {pair.key: pair.value for pair in call.kwargs}
        optional = names[len(names) - len(part.defaults) :]
        values = dict(zip(optional, part.defaults, strict=True)) | given
        if call.args or call.dyn_args or call.dyn_kwargs or values.keys() ^ set(names):
            raise TemplateSyntaxError(
                f"{part.name} takes the arguments {', '.join(names)}, by their names",
                call.lineno,
                None,
                self.file,
            )
        fixed = {name: value for name, value in values.items() if isinstance(value, Const)}
        body = self._visited(_filled(part.body, fixed))
        if free := {name: self.visit(v) for name, v in values.items() if name not in fixed}:
            targets = [Name(name, "param", lineno=call.lineno) for name in free]
            return [With(targets, [*free.values()], body, lineno=call.lineno)]
        return body

    def _visited(self, nodes: list[Node]) -> list[Node]:
        visited = [self.visit(node) for node in nodes]
        return [one for some in visited for one in (some if isinstance(some, list) else [some])]


def _filled(node, fixed: dict[str, Const]):
    """A copy of a tree with these values in the place of the names. Where they settle a condition,
    only what it leads to is left.
    """
    if isinstance(node, list):
        filled = [_filled(one, fixed) for one in node]
        return [one for some in filled for one in (some if isinstance(some, list) else [some])]
    if not isinstance(node, Node):
        return node
    if isinstance(node, Name) and node.ctx == "load" and node.name in fixed:
        return fixed[node.name]
    if isinstance(node, If) and node.elif_:
        first, *others = node.elif_
        rest = _like(node, first.test, first.body, others, node.else_)
        node = _like(node, node.test, node.body, [], [rest])
    copy = _like(node, *(_filled(getattr(node, field), fixed) for field in node.fields))
    if not (isinstance(copy, If | CondExpr) and isinstance(copy.test, Expr)):
        return copy
    try:
        so = copy.test.as_const()
    except Impossible:
        return copy
    if isinstance(copy, If):
        return copy.body if so else copy.else_
    return copy.expr1 if so else copy.expr2 or Const("", lineno=copy.lineno)


def _like(node: Node, *fields) -> Node:
    """A node of the same kind, at the same place."""
    return type(node)(*fields, lineno=node.lineno, environment=node.environment)


def folder() -> Path:
    """Where the parts are."""
    return settings.folder("templates") / FOLDER


def examples() -> dict[str, list[dict]]:
    """{part: [its arguments]} of templates/parts/examples.toml, with the notes of NOTES."""
    return tomllib.loads((folder() / "examples.toml").read_text("utf-8"))


def example(name: str, given: dict) -> Markup:
    """One part as a page with these arguments has it."""
    arguments = {key: value for key, value in given.items() if key not in NOTES}
    call = ", ".join(f"{key}={key}" for key in arguments)
    # The templates have escaped it
    return Markup(render_template_string(f"{{{{ {name}({call}) }}}}", **arguments))  # noqa: S704


def examples_page() -> str:
    """A page with all examples: `make dev` shows it, and tests look at it; the site has none."""
    return render_template(
        "examples.html",
        examples={
            name: [
                (one["says"], one.get("around", ""), example(name, one))
                for one in some
                if not one.get("alone")
            ]
            for name, some in examples().items()
        },
    )
