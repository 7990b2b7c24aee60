"""The shape of the project: who may import whom, what the wheel holds, catalogues, documents,
leftovers.
"""

import ast
import contextlib
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
import wording

from hbself import build, settings
from hbself.model.words import LANGUAGES

ROOT = wording.ROOT
PACKAGE = ROOT / "hbself"
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

# The rooms of the house (a folder, or a module that stands alone; the pages in web have one of
# their own), lowest first, and which of the others each one uses: exactly these. Downwards only.
USES: dict[str, set[str]] = {
    "build": set(),
    "limits": set(),
    "model": set(),
    "work": set(),
    "content": {"model"},
    "settings": {"limits"},
    "keeping": {"limits", "model", "settings", "work"},
    "life": {"content", "limits", "model"},
    "export": {"content", "keeping", "limits", "model", "work"},
    "kinds": {"life", "limits", "model"},
    "web": {"content", "keeping", "life", "limits", "model", "work"},
    "web.views": {
        "export",
        "keeping",
        "kinds",
        "life",
        "limits",
        "model",
        "settings",
        "web",
        "work",
    },
    "web.factory": {
        "content",
        "keeping",
        "limits",
        "model",
        "settings",
        "web",
        "web.views",
        "work",
    },
    "server": {"limits", "web.factory"},
    "cli": {"content", "keeping", "limits", "server", "settings"},
}
# What only one room may know.
ONLY_IN = {
    "flask": {"web", "web.factory", "web.views"},
    "flask_babel": {"web", "web.factory", "web.views"},
    "flask_limiter": {"web"},
    "flask_compress": {"web.factory"},
    "wtforms": {"kinds"},
    "cryptography": {"keeping"},
    "sqlite_utils": {"keeping"},
    "sqlite3": {"keeping"},
    "typst": {"export"},
    "docx": {"export"},
    "zxingcpp": {"work"},
    "segno": {"keeping"},
    "granian": {"server"},
    "hatchling": {"build"},
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
LONGEST = {"hbself": 300, "tests": 500}  # lines in a module
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
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            yield node.name, node.end_lineno - first.lineno + 2


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


@pytest.mark.parametrize("folder", LONGEST)
def test_modules_and_functions_are_short(folder):
    paths = [path for path in (ROOT / folder).rglob("*.py")]
    assert [
        (path.name, lines)
        for path in paths
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST[folder]
    ] == []
    assert [
        (path.name, name, lines)
        for path in paths
        for name, lines in functions(path)
        if lines > LONGEST_FUNCTION
    ] == []


def test_public_functions_say_what_they_do():
    silent = []
    for name, path in MODULES.items():
        for node in ast.parse(path.read_text("utf-8")).body:
            if (
                isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
                and not name.startswith("web.views")
            ):
                silent.append(f"{name}.{node.name}")
    assert silent == []


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
        "import sys; from pathlib import Path; from hbself import settings; from hbself.web import factory;"
        f" factory.create_app(settings.Config(database=Path({str(tmp_path / 'a.db')!r}))); print([name"
        " for name in ('typst', 'fontTools', 'babel.messages', 'hatchling', 'granian') if name in"
        " sys.modules])"
    )
    assert run_python(code) == "[]\n"


# ---- the wheel -----------------------------------------------------------------------------------


def in_git() -> list[str]:
    """The project's files: what git holds, and new ones that it doesn't ignore."""
    out = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return sorted({name for name in out.split("\0") if name and (ROOT / name).is_file()})


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> set[str]:
    """File names in the wheel, built from a copy in which junk lies about."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("out")
    for name in in_git():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    for junk in (
        "hbself/__pycache__/a.pyc",
        "static/pictograms/draw/__pycache__/b.pyc",
        "templates/page.html.orig",
        "static/site.css.swp",
        "translations/notes.txt",
        "var/answers.db",
    ):
        (source / junk).parent.mkdir(parents=True, exist_ok=True)
        (source / junk).write_text("junk")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=source,
        capture_output=True,
        check=True,
    )
    (made,) = out.glob("*.whl")
    return set(zipfile.ZipFile(made).namelist())


def shipped() -> set[str]:
    """What a wheel should hold: the package as it is in git; of the folders beside it the kinds
    that the site needs.
    """
    found = {name for name in in_git() if name.startswith("hbself/")}
    for name in in_git():
        folder, suffix = name.split("/")[0], Path(name).suffix
        if suffix == ".po":
            found.add(f"hbself/{name.removesuffix('.po')}.mo")
        elif suffix in build.SHIPPED.get(folder, ()):
            found.add(f"hbself/{name}")
    return found


def test_the_wheel_holds_what_git_holds(wheel):
    inside = {name for name in wheel if ".dist-info/" not in name}
    assert inside - shipped() == set(), "junk travels along"
    assert shipped() - inside == set(), "missing in the wheel"


def test_the_wheel_has_pages_pictures_words_and_the_licence(wheel):
    for name in (
        "hbself/templates/question.html",
        "hbself/static/pictograms/me.svg",
        "hbself/static/site.css",
        "hbself/content/06-rights.toml",
        "hbself/export/proposal.typ",
        *(f"hbself/translations/{lang}/LC_MESSAGES/messages.mo" for lang in wording.TRANSLATED),
    ):
        assert name in wheel
    assert any(name.endswith("/licenses/LICENSE") for name in wheel)
    assert any(name.endswith("/entry_points.txt") for name in wheel)


# ---- catalogues ----------------------------------------------------------------------------------

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[^( ]")


def ids(catalogue) -> set:
    return {(wording.forms(message.id), message.context) for message in catalogue if message.id}


def test_there_is_a_catalogue_for_each_language_and_no_other():
    assert sorted(
        path.name for path in (ROOT / "translations").iterdir() if path.is_dir()
    ) == sorted(wording.TRANSLATED)
    assert len(ids(wording.extracted())) > 100


@pytest.mark.parametrize("lang", wording.TRANSLATED)
def test_the_catalogue_has_exactly_the_texts_of_the_pages(lang):
    there, wanted = ids(wording.catalogue(lang)), ids(wording.extracted())
    assert wanted - there == set(), "not in the catalogue: make words"
    assert there - wanted == set(), "on no page any more: make words"
    assert not wording.catalogue(lang).obsolete


@pytest.mark.parametrize("lang", wording.TRANSLATED)
def test_every_text_is_translated_with_its_placeholders(lang):
    faults, plurals = [], wording.catalogue(lang).num_plurals
    for message in wording.catalogue(lang):
        if not message.id:
            continue
        ids_, strings = wording.forms(message.id), wording.forms(message.string)
        if message.fuzzy:
            faults.append(f"fuzzy: {ids_[0]!r}")
        if not all(strings) or len(strings) != (plurals if len(ids_) > 1 else 1):
            faults.append(f"empty: {ids_[0]!r}")
        for i, text in enumerate(strings):
            if sorted(PLACEHOLDER.findall(text)) != sorted(
                PLACEHOLDER.findall(ids_[min(i, len(ids_) - 1)])
            ):
                faults.append(f"placeholders: {ids_[0]!r}: {text!r}")
        faults += [f"spaces at the ends: {text!r}" for text in strings if text != text.strip()]
    assert not faults, "\n" + "\n".join(faults)


def test_catalogues_compile(tmp_path):
    shutil.copytree(
        ROOT / "translations", tmp_path / "translations", ignore=shutil.ignore_patterns("*.mo")
    )
    written = build.compile_translations(tmp_path / "translations")
    assert len(written) == len(wording.TRANSLATED) and all(
        path.stat().st_size > 1000 for path in written
    )


# ---- documents and leftovers ---------------------------------------------------------------------


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
    assert [
        name for name in settings.Config.__struct_fields__ if f"HBSELF_{name.upper()}" not in text
    ] == []
    lines = (PACKAGE / "limits.py").read_text("utf-8").splitlines()
    limits = [i for i, line in enumerate(lines) if re.match(r"[A-Z_]+ = [\d\"]", line)]
    assert (
        len(limits) >= 12
        and [
            lines[i] for i in limits if "  # " not in lines[i] and not lines[i - 1].startswith("# ")
        ]
        == []
    ), "a limit says its unit and its reason"


def test_every_command_in_the_documents_exists():
    targets = set(
        re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), flags=re.M)
    )
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", documents(), flags=re.M))
    assert named and named <= targets


OPEN_ENDS = re.compile(
    r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b"
)
MACHINE = re.compile(
    r"(?<![\w.<])/(?:"
    + "|".join(("wo" + "rk", "ro" + "ot", "ho" + "me", "opt", "mnt", "Users"))
    + r")/\w|/tmp/\w|"
    + "index"
    + "-url|py"
    + "env"
)
BINARY = (".png", ".ico", ".mo", ".whl", ".gz")


def test_nothing_is_left_open_and_nothing_points_to_one_machine():
    faults = []
    for name in in_git():
        if not name.endswith(BINARY):
            for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), 1):
                faults += [
                    f"{name}:{number}: {found[0]}"
                    for pattern in (OPEN_ENDS, MACHINE)
                    if (found := pattern.search(line))
                ]
    assert faults == []


def test_the_site_fetches_nothing_from_elsewhere():
    """Addresses in what travels to a browser: namespaces, and links that a person presses."""
    addresses = {}
    for path in [
        *ROOT.glob("templates/**/*.html"),
        *ROOT.glob("static/*.*"),
        *ROOT.glob("hbself/export/*.css"),
        *ROOT.glob("hbself/export/*.html"),
    ]:
        text = path.read_text("utf-8")
        for found in re.finditer(
            r"""(\w+=["']|url\(["']?|import\s+["']|fetch\(["'])?(?:https?:)?//[\w.-]+\.\w+""", text
        ):
            if (
                found[1] != 'href="'
                or "<link" in text[max(0, text.rfind("<", 0, found.start())) : found.start()]
            ):
                addresses.setdefault(path.name, []).append(found[0])
    assert {
        name: found
        for name, found in addresses.items()
        if any("www.w3.org" not in one for one in found)
    } == {}


def test_the_top_level_is_as_laid_down():
    allowed = {
        "app.py",
        "pyproject.toml",
        "hbself",
        "templates",
        "static",
        "translations",
        "tests",
        "README.md",
        "Makefile",
        "programs.txt",
        ".ci",
        "LICENSE",
        "CHANGELOG.md",
        "SECURITY.md",
        "docs",
        "babel.cfg",
        ".gitignore",
        ".gitattributes",
        ".editorconfig",
        ".git-blame-ignore-revs",
    }
    extra = {name.split("/")[0] for name in in_git()} - allowed
    assert {name for name in extra if not re.fullmatch(r"requirements[\w-]*\.lock", name)} == set()
    assert set(LANGUAGES) == {"fi", "sv", "en"}
