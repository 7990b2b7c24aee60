"""What the documents for programmers name is there: rooms, files, functions."""

import ast
import re
from pathlib import Path

import pytest

from tests.support import rooms
from tests.support.places import DOCS, ROOT
from tests.support.rooms import USES

DOCUMENTS = [DOCS / "developing.md", DOCS / "decisions.md"]
PACKAGE = ROOT / "hbself"
# Written `like this`; inside of blocks of code is what somebody else adds
CODE = re.compile(r"`([^`\n]+)`")
BLOCKS = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"[\w-]+(?:/[\w*.-]+)+\.(?:py|html|css|toml|md|txt|po)")
NAME = re.compile(r"(\w+)\.(\w+)(?:\(.*\))?")
ENDINGS = {"py", "html", "css", "toml", "typ"}
# What a recipe makes
NOT_THERE = {"hbself/kinds/count.py", "templates/question/count.html", "folder/name.html"}


def named(document: Path) -> list[str]:
    return CODE.findall(BLOCKS.sub("", document.read_text("utf-8")))


def names_in(path: Path) -> set[str]:
    """All that a module defines, also inside of its classes."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {name.id for one in targets for name in ast.walk(one) if "id" in dir(name)}
    return found


def modules() -> dict[str, set[str]]:
    """Names of modules, folders and classes -> what all of that name define."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        own = names_in(path)
        stem = path.parent.name if path.stem == "__init__" else path.stem
        for name in {stem, *(one for one in own if one[0].isupper())}:
            found.setdefault(name, set()).update(own)
    return found


def test_the_document_shows_the_rooms_as_they_are():
    assert rooms.shown() == rooms.printed(), "python -m tests.support.rooms writes them anew"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_file_that_it_names_is_there(document):
    files = {found[0] for text in named(document) if (found := FILE.match(text))} - NOT_THERE
    assert files
    assert [
        name for name in sorted(files) if not any([*ROOT.glob(name)] + [*PACKAGE.glob(name)])
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_function_that_it_names_is_there(document):
    there = modules()
    pairs = {found.groups() for text in named(document) if (found := NAME.fullmatch(text))}
    pairs = {(a, b) for a, b in pairs if a in there and b not in ENDINGS and f"{a}.{b}" not in USES}
    assert pairs
    assert [f"{a}.{b}" for a, b in sorted(pairs) if b not in there[a]] == []
