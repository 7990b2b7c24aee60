"""The shape of the project: who may import whom, how long things are, what the documents name."""

import ast
import contextlib
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from hbself import limits, settings
from tests.support.places import ROOT
from tests.support.rooms import ONLY_IN, USES

PACKAGE = ROOT / "hbself"
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "manager",
    "managers",
    "misc",
    "core",
    "tools",
    "stuff",
}
LONGEST = 350  # lines in a file
LONGEST_FUNCTION = 40  # lines, without its docstring


def imports(path: Path) -> set[str]:
    """Names of the modules that a file imports, ours as "hbself.x"."""
    here = ("hbself", *path.relative_to(PACKAGE).with_suffix("").parts)
    package = here[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*start, *((node.module or "").split(".") if node.module else ())))
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def room(name: str) -> str:
    """The room of a module: "hbself.keeping.vault" is in "keeping"."""
    parts = name.split(".")[1:]
    return ".".join(parts[:2]) if parts[:2] in (["web", "views"], ["web", "factory"]) else parts[0]


def ours(path: Path) -> set[str]:
    """The other rooms that a file uses."""
    own = room(".".join(("hbself", *path.relative_to(PACKAGE).with_suffix("").parts)))
    found = {room(name) for name in imports(path) if name.startswith("hbself.")}
    return found - {own, "__version__"}


def functions(path: Path):
    """(name, lines without the docstring) of every function of a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            said = ast.get_docstring(node, clean=False)
            without = 1 + said.count("\n") if said else 0
            yield node.name, node.end_lineno - node.lineno + 1 - without


# ---- modules -------------------------------------------------------------------------------------


def test_the_rooms_use_exactly_what_the_table_says():
    used: dict[str, set[str]] = {}
    for name, path in MODULES.items():
        if name != "__init__":
            used.setdefault(room(f"hbself.{name}"), set()).update(ours(path))
    assert used == USES, "an import is missing in the table, or nobody uses it any more"
    assert imports(MODULES["__init__"]) == set(), (
        "hbself/__init__ imports nothing: whatever needs one module gets only that"
    )


def test_the_table_goes_downwards_only():
    below: set[str] = set()
    for name, uses in USES.items():
        assert not uses - below, f"{name} uses {uses - below}, which stand above it"
        below.add(name)


@pytest.mark.parametrize("name", MODULES)
def test_what_one_place_knows_stays_there(name):
    for package in {found.split(".")[0] for found in imports(MODULES[name])} & ONLY_IN.keys():
        assert room(f"hbself.{name}") in ONLY_IN[package], f"{package} in {name}"


def test_the_test_sees_imports(tmp_path):
    source = (
        "import os\nfrom . import limits\nfrom .keeping.store import Store\nfrom .web.views.pages"
        " import x\nimport typst\n"
    )
    path = PACKAGE / "not-there.py"
    fake = type(
        "Path",
        (),
        {
            "read_text": lambda self, _: source,
            "relative_to": lambda self, other: path.relative_to(other),
        },
    )()
    assert ours(fake) == {"limits", "keeping", "web.views"} and "typst" in imports(fake)


def test_names_say_what_is_in_a_module():
    for folder in (PACKAGE, ROOT / "tests"):
        assert not {path.stem for path in folder.rglob("*.py")} & EMPTY_NAMES


@pytest.mark.parametrize("folder", ["hbself", "pictograms", "tests"])
def test_modules_and_functions_are_short(folder):
    paths = list((ROOT / folder).rglob("*.py"))
    assert [
        (path.name, lines)
        for path in paths
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST
    ] == []
    assert [
        (path.name, name, lines)
        for path in paths
        for name, lines in functions(path)
        if lines > LONGEST_FUNCTION
    ] == []


def test_public_functions_say_what_they_do():
    assert [
        f"{name}.{node.name}"
        for name, path in MODULES.items()
        if not name.startswith("web.views")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ] == []


def run_python(code: str) -> str:
    """What a new Python prints: nothing is imported there yet."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout


def test_the_package_itself_imports_nothing():
    assert (
        run_python(
            "import sys; before = set(sys.modules); import hbself; print(set(sys.modules) - before)"
        )
        == "{'hbself'}\n"
    )


def test_an_application_starts_without_the_document_maker(tmp_path):
    """Typst costs memory and time in every worker; it is loaded with the first PDF."""
    code = (
        "import sys; from pathlib import Path;"
        " from hbself import limits, settings; from hbself.web import factory;"
        f" factory.create_app(settings.Config(database=Path({str(tmp_path / 'a.db')!r})));"
        " print([name for name in ('typst', 'fontTools', 'babel.messages', 'hatchling', 'granian')"
        " if name in sys.modules])"
    )
    assert run_python(code) == "[]\n"


# ---- documents -----------------------------------------------------------------------------------


def documents() -> str:
    return "\n".join(
        path.read_text("utf-8")
        for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    )


def test_the_readme_names_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    readme = (ROOT / "README.md").read_text("utf-8").lower()
    wanted = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    names = [re.match(r"[\w.-]+", one)[0].lower() for one in wanted]
    assert [
        name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", readme)
    ] == []


def locked(name: str) -> dict[str, str]:
    """package -> version of a lock file, where several are right for different
    machines the last.
    """
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / name).read_text("utf-8"), re.M))


def test_a_server_gets_nothing_that_it_does_not_need():
    """Every package of the lock is wanted by one that the site names. What builds has a lock of its
    own, with the same versions.
    """
    serves, builds, tests = map(
        locked, ("requirements.lock", "requirements-build.lock", "requirements-test.lock")
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted, todo = set(), [*project["dependencies"], *project["optional-dependencies"]["cjk"]]
    while todo:
        name = re.match(r"[\w.-]+", todo.pop())[0].lower().replace("_", "-").replace(".", "-")
        if name in serves and name not in wanted:
            wanted.add(name)
            with contextlib.suppress(metadata.PackageNotFoundError):  # of another system
                todo += [one for one in metadata.requires(name) or () if "extra ==" not in one]
    assert set(serves) - wanted == set()
    assert (
        "hatchling" in builds
        and {name for name in builds if tests.get(name) != builds[name]} == set()
    )
    assert {name for name in builds if name in serves and serves[name] != builds[name]} == set()


def test_every_setting_and_limit_is_documented():
    text = documents()
    assert [name for name in settings.NAMES if f"HBSELF_{name.upper()}" not in text] == []
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in vars(limits) if name.isupper() and f"`{name}`" not in readme] == []
    lines = (PACKAGE / "limits.py").read_text("utf-8").splitlines()
    rows = [i for i, line in enumerate(lines) if re.match(r"[A-Z_]+ = [\d\"]", line)]
    assert (
        len(rows) >= 12
        and [lines[i] for i in rows if "  # " not in lines[i] and not lines[i - 1].startswith("# ")]
        == []
    ), "a limit says its unit and its reason"


def test_every_command_in_the_documents_exists():
    targets = set(
        re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), flags=re.M)
    )
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", documents(), flags=re.M))
    assert named and named <= targets
