"""The list of all boxes of a person: no kind of box is forgotten in it."""

import ast
import re
from pathlib import Path

from hbself import keeping
from hbself.keeping import boxes

PACKAGE = Path(keeping.__file__).parents[1]
# Calls whose second value is a kind of box
TAKES_A_KIND = re.compile(r"(\w+\.)*store\.(get|put|delete)|vault\.(seal|unseal)")
# What is no name of a kind in itself: all of these go through the list
FROM_THE_LIST = {"kind.name"}
# Sealed into a page and sent back by it: never in the store. Reviewed 2026-11-30
IN_A_PAGE = {"_BEFORE + step.key.encode().hex()"}


def kinds_in_code() -> dict[str, set[str]]:
    """Each kind of box as the code names it -> the files that do."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and TAKES_A_KIND.fullmatch(ast.unparse(call.func)):
                kind = ast.unparse(call.args[1])
                found.setdefault(kind.removeprefix("boxes."), set()).add(path.name)
    return found


def test_every_kind_of_box_in_the_code_is_in_the_list():
    listed = {boxes.RECORD, *(kind.name for kind in (*boxes.BESIDE, *boxes.LINKED))}
    named = {
        name: kind
        for name, kind in vars(boxes).items()
        if isinstance(kind, str) and not name.startswith("_")
    }
    used = kinds_in_code()
    assert set(named.values()) == listed and len(named) == len(listed)
    assert used.keys() == named.keys() | FROM_THE_LIST | IN_A_PAGE, used
