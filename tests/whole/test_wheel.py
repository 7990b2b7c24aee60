"""The wheel holds what the site needs and no more."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hbself import build
from tests.support import wording
from tests.support.places import ROOT, in_git


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> set[str]:
    """File names in the wheel, built from a copy in which junk lies about."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("out")
    for name in in_git():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    for junk in (
        "hbself/__pycache__/a.pyc",
        "static/pictograms/draft.py",
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
        "hbself/templates/question/page.html",
        "hbself/static/pictograms/me.svg",
        "hbself/static/site.css",
        "hbself/content/06-rights.toml",
        "hbself/export/proposal.typ",
        *(f"hbself/translations/{lang}/LC_MESSAGES/messages.mo" for lang in wording.TRANSLATED),
    ):
        assert name in wheel
    assert any(name.endswith("/licenses/LICENSE") for name in wheel)
    assert any(name.endswith("/entry_points.txt") for name in wheel)
