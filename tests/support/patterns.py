"""Every regular expression of the package, and texts made to hurt it.

Run as a program it takes one expression as JSON on its input and tries it: `[pattern, flags, is
bytes, [ways]]`.
"""

import ast
import importlib
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from re import _parser as parser

WAYS = {"compile", "match", "search", "sub", "subn", "split", "fullmatch", "findall", "finditer"}
ALL = ["search", "match", "fullmatch"]
LARGE = 1_000_000  # characters
# Characters with which the worst texts are looked for: a clock of processes can be as coarse as 4
# ms
FEW = 20_000


class Found:
    """An expression: where it stands, its text, flags, and the ways in which it is used."""

    def __init__(self, where: str, pattern, flags: int = 0, ways=()):
        self.where, self.pattern, self.flags = where, pattern, int(flags)
        self.ways = sorted({way if way in ALL else "search" for way in ways} or ALL)


# ---- finding -------------------------------------------------------------------------------------


def in_package(package: Path) -> Iterator[Found]:
    """All that a call of `re`, a check of msgspec or of WTForms names. Raises where one can't be
    read.
    """
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(package.rglob("*.py"))}
    uses: dict[str, set[str]] = {}
    for node in (node for tree in trees.values() for node in ast.walk(tree)):
        match node:
            case ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr=way) if (
                way in WAYS
            ):
                uses.setdefault(name, set()).add(way)
    for path, tree in trees.items():
        names = path.relative_to(package.parent).with_suffix("").parts
        space = vars(importlib.import_module(".".join(names).removesuffix(".__init__")))
        for node, pattern, flags, ways in _named(tree, uses):
            for one in _handed(tree, pattern):
                read = (_value(one, space), _value(flags, space) if flags else 0)
                yield Found(f"{path.name}:{node.lineno}", *read, ways)


def _named(tree: ast.Module, uses: dict[str, set[str]]) -> Iterator[tuple]:
    """(call, its pattern, its flags or None, the ways in which it is used) of one module."""
    held = {
        id(node.value): node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        given = {one.arg: one.value for one in node.keywords}
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr="compile")):
                flags = given.get("flags") or (node.args[1] if len(node.args) > 1 else None)
                yield node, node.args[0], flags, uses.get(held.get(id(node), ""), ())
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=way)) if way in WAYS:
                yield node, node.args[0], given.get("flags"), [way]
            case ast.Call(func=ast.Name(id="Regexp") | ast.Attribute(attr="Regexp")):
                yield node, node.args[0], None, ["match"]
            case _ if "pattern" in given:
                yield node, given["pattern"], None, ["search"]


def _handed(tree: ast.Module, pattern: ast.expr) -> Iterator[ast.expr]:
    """The pattern, or what a function of the module gets for it from those that call it."""
    for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
        names = [one.arg for one in function.args.args]
        if isinstance(pattern, ast.Name) and pattern.id in names and pattern in ast.walk(function):
            for call in ast.walk(tree):
                match call:
                    case ast.Call(func=ast.Name(id=name)) if name == function.name:
                        yield call.args[names.index(pattern.id)]
            return
    yield pattern


def _value(node: ast.expr, space: dict):
    """What stands in the place of a pattern. Of one that is filled in when it is used ("/%b 0 R" %
    name): with a word, with 1.
    """
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _value(node.left, space).replace(b"%b", b"word").replace(b"%d", b"1")
    return eval(compile(ast.Expression(node), "", "eval"), space)  # noqa: S307


def in_script(path: Path) -> Iterator[Found]:
    """The literals of a script, roughly: what stands between two slashes after a sign that begins a
    value.
    """
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        for literal in re.finditer(
            r"(?<=[(,=!&|?:])\s*/((?:[^/\\\n\[*]|\\.|\[(?:[^\]\\\n]|\\.)*\])"
            r"(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])*)/[gimsuy]*(?=[.,;)\]\s])",
            line,
        ):
            yield Found(f"{path.name}:{number}", literal[1], re.IGNORECASE, ["search"])


# ---- texts that hurt -----------------------------------------------------------------------------


def signs(tree) -> list[str]:
    """Characters that an expression speaks of, and one that it does not."""
    found: dict[str, None] = {}

    def look(node) -> None:
        if (
            isinstance(node, tuple)
            and len(node) == 2
            and str(node[0]) in ("LITERAL", "NOT_LITERAL", "RANGE", "CATEGORY")
        ):
            kind, value = str(node[0]), node[1]
            text = (
                {"CATEGORY_DIGIT": "7", "CATEGORY_WORD": "a", "CATEGORY_SPACE": " "}.get(
                    str(value), "!"
                )
                if kind == "CATEGORY"
                else chr(value[0] if kind == "RANGE" else value)
            )
            found[text] = None
        elif isinstance(node, list | tuple | parser.SubPattern):
            for one in node:
                look(one)

    look(tree)
    return [*found, "!", "\n"]


def sample(node, signs_: list[str], skip: int = 0) -> str:
    """A text that an expression takes, roughly. skip: another choice where there are several."""
    if isinstance(node, parser.SubPattern | list):
        return "".join(sample(one, signs_, skip) for one in node)
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        return chr(value)
    if kind in ("IN", "NOT_LITERAL", "ANY"):
        taken = [c for c in signs_ if _takes(node, c)]
        return taken[skip % len(taken)] if taken else "a"
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        return sample(value[2], signs_, skip) * max(1, min(value[0], 3))
    if kind == "SUBPATTERN":
        return sample(value[3], signs_, skip)
    if kind == "BRANCH":
        return sample(value[1][skip % len(value[1])], signs_, skip)
    return ""


def _takes(node, c: str) -> bool:
    made = parser.SubPattern(parser.State(), [node])
    return re._compiler.compile(made).fullmatch(c) is not None


def hurting(pattern, flags: int) -> Iterator[tuple[str, str, str]]:
    """(before, what is repeated, after): each repeat of the expression pumped up, and each of its
    signs and pairs of signs.
    """
    tree = parser.parse(pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern, flags)
    known = signs(tree)[-10:]
    ends = ["", "!", "\n"]

    def repeats(nodes, before: str):
        for node in nodes:
            kind, value = str(node[0]), node[1]
            if kind in ("MAX_REPEAT", "MIN_REPEAT"):
                yield from (
                    (before, unit) for skip in range(3) if (unit := sample(value[2], known, skip))
                )
                yield from repeats(value[2], before)
            elif kind == "SUBPATTERN":
                yield from repeats(value[3], before)
            elif kind == "BRANCH":
                for one in value[1]:
                    yield from repeats(one, before)
            before += sample(node, known)

    units = dict.fromkeys(
        [
            *repeats(tree, ""),
            *(("", a) for a in known),
            *(("", a + b) for a in known for b in known),
        ]
    )
    wholes = [("", sample(tree, known, skip)[:cut]) for skip in range(2) for cut in (-1, None)]
    for before, unit in [*units, *((b, u) for b, u in wholes if u)]:
        yield from ((before, unit, after) for after in ends)


def cost(made: re.Pattern, ways, text: tuple[str, str, str], size: int, runs: int = 1) -> float:
    """Seconds of the processor for a text of this size, the least of some runs."""
    before, unit, after = text
    whole = before + unit * (size // len(unit)) + after
    whole = whole.encode("latin-1", "replace") if isinstance(made.pattern, bytes) else whole
    took = []
    for _ in range(runs):
        start = time.process_time()
        for way in ways:
            (
                made.fullmatch(whole)
                if way == "fullmatch"
                else made.match(whole)
                if way == "match"
                else sum(1 for _ in made.finditer(whole))
            )
        took.append(time.process_time() - start)
    return min(took)


def main() -> None:
    """The two texts that cost most, and seconds for a quarter of a large size and for all of it,
    printed as JSON.
    """
    import resource

    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    pattern, flags, raw, ways = json.load(sys.stdin)
    made = re.compile(pattern.encode("latin-1") if raw else pattern, flags)
    worst = sorted(hurting(made.pattern, flags), key=lambda text: -cost(made, ways, text, FEW))[:2]
    for text in worst:
        print(
            json.dumps(
                [*text, cost(made, ways, text, LARGE // 4, 2), cost(made, ways, text, LARGE, 2)]
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
