"""Which programs our Python files run, read from their text (shells.py: scripts and the Makefile).

A command whose program can't be read is a fault too: whoever writes one begins it with the
program's name.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.shells import commands

# What starts a program, or looks for one, and which of its arguments names it.
STARTS = {
    **{
        f"subprocess.{name}": 0
        for name in (
            "run",
            "Popen",
            "call",
            "check_call",
            "check_output",
            "getoutput",
            "getstatusoutput",
        )
    },
    **{f"os.{name}": 0 for name in ("system", "popen", "posix_spawn", "posix_spawnp", "startfile")},
    **{f"os.exec{how}": 0 for how in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")},
    **{f"os.spawn{how}": 1 for how in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")},
    "asyncio.create_subprocess_exec": 0,
    "asyncio.create_subprocess_shell": 0,
    "pty.spawn": 0,
    "shutil.which": 0,
}
BY_SHELL = {
    "os.system",
    "os.popen",
    "subprocess.getoutput",
    "subprocess.getstatusoutput",
    "asyncio.create_subprocess_shell",
}
KEYWORDS = ("args", "cmd", "command", "program", "file", "path")
AS_IT_IS = {
    "str",
    "os.fspath",
    "list",
    "tuple",
    "pathlib.Path",
    "pathlib.PurePath",
    "shutil.which",
}  # give back what they get
PLACE = re.compile(r"(?<![\w.-])(?:/usr(?:/local)?)?/s?bin/([\w.+-]+)")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Unclear(Exception):
    """What is run can't be read from the text."""


class Source:
    """A Python file: its tree, where each node stands, and what its imported names mean."""

    def __init__(self, name: str, text: str):
        self.name, self.tree = name, ast.parse(text)
        self.parent = {
            child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)
        }
        self.meaning = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                self.meaning |= {
                    one.asname or one.name.split(".")[0]: one.name
                    if one.asname
                    else one.name.split(".")[0]
                    for one in node.names
                }
            elif isinstance(node, ast.ImportFrom) and not node.level:
                self.meaning |= {
                    one.asname or one.name: f"{node.module}.{one.name}" for one in node.names
                }

    def dotted(self, node: ast.AST) -> str:
        """ "subprocess.run" for `run`, `sp.run` and the like; "" for what is no name."""
        if isinstance(node, ast.Name):
            return self.meaning.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            before = self.dotted(node.value)
            return f"{before}.{node.attr}" if before else ""
        return ""

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """The functions that a node stands in, the innermost first, and the file itself."""
        while node in self.parent:
            node = self.parent[node]
            if isinstance(node, (*FUNCTIONS, ast.Module)):
                yield node


class Sources:
    """All our Python files: a command may be put together in another function than the one that
    runs it.
    """

    def __init__(self, texts: dict[str, str]):
        self.files = [Source(name, text) for name, text in texts.items()]

    def programs(self) -> Iterator[tuple[str, str]]:
        """(where, the program that is run or looked for there). Unclear ones have the name "?"."""
        for file in self.files:
            for node in ast.walk(file.tree):
                where = f"{file.name}:{getattr(node, 'lineno', 0)}"
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield from ((where, name) for name in PLACE.findall(node.value))
                elif (
                    isinstance(node, (ast.Name, ast.Attribute))
                    and (start := file.dotted(node)) in STARTS
                ):
                    yield from ((where, name) for name in self._started(file, node, start))

    def _started(self, file: Source, node: ast.AST, start: str) -> set[str]:
        call = file.parent[node]
        if not isinstance(call, ast.Call) or call.func is not node:
            return set() if _only_named(file, node) else {"?"}
        try:
            command = _argument(call, STARTS[start])
            shell = start in BY_SHELL or any(
                k.arg == "shell" and not (isinstance(k.value, ast.Constant) and not k.value.value)
                for k in call.keywords
            )
            if shell:
                return commands(command.value) if isinstance(command, ast.Constant) else {"?"}
            return self.named(file, command, ())
        except Unclear:
            return {"?"}

    def named(self, file: Source, node: ast.AST, seen: tuple) -> set[str]:
        """The programs that a command begins with. Raises Unclear."""
        if node in seen:
            return set()
        seen = (*seen, node)

        def go(*nodes):
            return set().union(*(self.named(file, one, seen) for one in nodes))

        if parts := _parts(node):
            return go(*parts)
        match node:
            case ast.Constant(value=str(text)):
                return {Path(text).name} if text else set()
            case ast.Constant(value=None):
                return set()
            case ast.Name() | ast.Attribute() if file.dotted(node) == "sys.executable":
                return {"python"}
            case ast.Call(func=ast.Attribute(attr="with_name"), args=[name]):
                return go(name)
            case ast.Call(args=[first, *_]) if file.dotted(node.func) in AS_IT_IS:
                return go(first)
            case ast.Call():
                return self._given_back(file, node, seen)
            case ast.Name():
                return self._held(file, node, seen)
        raise Unclear

    def _held(self, file: Source, node: ast.Name, seen: tuple) -> set[str]:
        """What a name may hold: what it was set to, or what the function gets from those that call
        it.
        """
        for place in file.around(node):
            found = [*_values(file, place, node.id)]
            if isinstance(place, FUNCTIONS) and node.id in (
                names := [
                    a.arg
                    for a in (*place.args.posonlyargs, *place.args.args, *place.args.kwonlyargs)
                ]
            ):
                return (
                    set().union(
                        *(
                            self.named(other, value, seen)
                            for other, value in self._handed(place, names.index(node.id), node.id)
                        )
                    )
                    or _unclear()
                )
            if found:
                return set().union(*(self.named(file, value, seen) for value in found))
        for other in self.files:  # `from there import COMMAND`
            if file.meaning.get(node.id) in (
                f"{Path(other.name).stem}.{node.id}",
                f"tests.{Path(other.name).stem}.{node.id}",
            ):
                return (
                    set().union(
                        *(
                            self.named(other, value, seen)
                            for value in _values(other, other.tree, node.id)
                        )
                    )
                    or _unclear()
                )
        raise Unclear

    def _handed(self, function: ast.AST, index: int, name: str) -> Iterator[tuple[Source, ast.AST]]:
        called = getattr(function, "name", None)
        inside = function.args.args[:1] and function.args.args[0].arg == "self"
        for file in self.files:
            for call in ast.walk(file.tree):
                if (
                    isinstance(call, ast.Call)
                    and called
                    and file.dotted(call.func).split(".")[-1] == called
                ):
                    given = [k.value for k in call.keywords if k.arg == name] or call.args[
                        index - bool(inside) :
                    ][:1]
                    yield from ((file, value) for value in given)

    def _given_back(self, file: Source, call: ast.Call, seen: tuple) -> set[str]:
        """What a function of ours gives back."""
        called = file.dotted(call.func).split(".")[-1]
        found = [
            (other, one.value)
            for other in self.files
            for f in ast.walk(other.tree)
            if isinstance(f, FUNCTIONS[:2]) and f.name == called
            for one in ast.walk(f)
            if isinstance(one, ast.Return) and one.value
        ]
        return (
            set().union(*(self.named(other, value, seen) for other, value in found)) or _unclear()
        )


def _parts(node: ast.AST) -> list[ast.AST]:
    """The parts of an expression in which the program may stand."""
    match node:
        case ast.List(elts=[first, *_]) | ast.Tuple(elts=[first, *_]) | ast.Starred(value=first):
            return [first]
        case ast.BinOp(op=ast.Add(), left=one) | ast.BinOp(op=ast.Div(), right=one):
            return [one]
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.BoolOp(values=values):
            return values
        case ast.NamedExpr(value=value):
            return [value]
    return []


def _unclear():
    raise Unclear


def _argument(call: ast.Call, index: int) -> ast.AST:
    named = [k.value for k in call.keywords if k.arg in KEYWORDS]
    if len(call.args) > index:
        return call.args[index]
    return named[0] if named else _unclear()


def _only_named(file: Source, node: ast.AST) -> bool:
    """Is it a type, or part of a longer name, and not handed on as something to call?"""
    above = file.parent[node]
    if isinstance(above, ast.Attribute):
        return True
    while above in file.parent and not isinstance(above, ast.stmt):
        if isinstance(above, ast.arg):
            return True
        node, above = above, file.parent[above]
    return isinstance(above, (*FUNCTIONS, ast.AnnAssign)) and node in (
        getattr(above, "returns", None),
        getattr(above, "annotation", None),
    )


def _values(file: Source, place: ast.AST, name: str) -> Iterator[ast.AST]:
    """All that a name is set to in a function (or in the file, outside of functions)."""
    for node in ast.walk(place):
        if next(file.around(node), None) is not place:
            continue
        match node:
            case ast.Assign(targets=targets, value=value) if any(
                isinstance(one, ast.Name) and one.id == name for one in targets
            ):
                yield value
            case (
                ast.AnnAssign(target=ast.Name(id=found), value=value)
                | ast.NamedExpr(target=ast.Name(id=found), value=value)
            ) if found == name and value:
                yield value
            case (
                ast.For(target=ast.Name(id=found), iter=items)
                | ast.comprehension(target=ast.Name(id=found), iter=items)
            ) if found == name:
                yield from items.elts if isinstance(items, (ast.Tuple, ast.List)) else (items,)
