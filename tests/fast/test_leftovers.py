"""Nothing is left behind: open ends, places of one machine, other sites, strange files."""

import re

from hbself.model.languages import LANGUAGES
from tests.support.places import ROOT, in_git

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
        *ROOT.glob("static/**/*.css"),
        *ROOT.glob("static/**/*.js"),
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
        "pictograms",
        "tools",
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
