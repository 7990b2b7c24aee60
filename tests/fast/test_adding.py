"""What it takes to add a kind of answers, a section, a set or a language: how many files of ours
are touched.

Each is added to a copy of the site, as a newcomer would, and then used there by a visitor.
"""

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import hbself
from hbself.model.languages import TABLE

ROOT = Path(hbself.__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "developing.md").read_text("utf-8")
# As the recipe has it
KIND = textwrap.dedent(re.search(r"^( +)```python\n((?:.|\n)*?)^\1```", DOCUMENT, re.MULTILINE)[2])
PARTIAL = """
{{ fault_line(id="answer", text=faults.get("answer", "")) }}
<label class="field" for="answer"><span>{{ q.text }}</span>
<input type="text" name="count" id="answer" value="{{ answer.text }}"></label>
"""
SET = """
id = "budget"
number = 40
group = "life"
picture = "coffee"
lengths = ["everything"]
title = {fi = "Raha", sv = "Pengar", en = "Money"}
about = {fi = "Puhumme rahasta.", sv = "Vi talar om pengar.", en = "We talk about money."}

[[question]]
id = "bu1"
kind = "%s"
picture = "coffee"
root = "invented"
lead = {fi = "Tarvitsen:", sv = "Jag behöver:", en = "I need:"}
text = {fi = "Paljonko tarvitset?", sv = "Hur mycket behöver du?", en = "How much do you need?"}
help = {fi = "Ajattele kuukautta.", sv = "Tänk på en månad.", en = "Think about a month."}
another = {fi = "Paljonko?", sv = "Hur mycket?", en = "How much?"}
they = {fi = "Paljonko?", sv = "Hur mycket?", en = "How much?"}
"""
VISIT = """
import sys
from pathlib import Path
from hbself import settings
from hbself.keeping import vault
from hbself.web import security
from hbself.web.factory import create_app
from tests.support.visitor import Visitor
from tests.support.whole_proposal import whole

vault.SCRYPT_N = 2**4
here = Path.cwd()
app = create_app(settings.Config(database=here / "answers.db"))
assert Path(app.root_path).is_relative_to(here), "not the copy"
security.limiter.enabled = False
visitor = Visitor(app, sys.argv[1])
visitor.press(visitor.press(visitor.get("who"), answer="me"), answer="own")
visitor.post("how-much", {"answer": "everything"})
"""


class Copy:
    """A copy of the site, and which of our files were changed in it."""

    def __init__(self, folder: Path):
        self.folder, self.touched = folder, set()
        junk = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "hbself", folder / "hbself", ignore=junk)
        shutil.copytree(ROOT / "templates", folder / "templates")
        shutil.copytree(ROOT / "static", folder / "static", ignore=junk)
        (folder / "translations").symlink_to(ROOT / "translations")

    def add(self, name: str, text: str) -> None:
        """A file of one's own."""
        assert not (self.folder / name).exists()
        (self.folder / name).write_text(text, "utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """A place in a file of ours."""
        text = (self.folder / name).read_text("utf-8")
        assert text.count(old) == 1, f"{name}: {old}"
        (self.folder / name).write_text(text.replace(old, new), "utf-8")
        self.touched.add(name)

    def run(self, program: str, lang: str = "en") -> str:
        """What a program prints that uses the copy."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", VISIT + program, lang],
            cwd=self.folder,
            env={"PYTHONPATH": f"{self.folder}:{ROOT}"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def with_row(copy: Copy) -> None:
    """The kind's row, whichever kinds there are."""
    here, table = "hbself/kinds/__init__.py", "KINDS: dict[str, Kind] = {\n"
    copy.change(here, "from .parts import", "from . import another\nfrom .parts import")
    copy.change(here, table, f'{table}    "another": another.KIND,\n')


def test_a_set_touches_no_file_of_ours(copy):
    copy.add("hbself/content/40-budget.toml", SET % "words")
    assert "I need: A lot" in copy.run(
        """
visitor.press(visitor.get("set/budget/bu1"), text="A lot")
print(visitor.get("set/budget/said").text)
"""
    )
    assert copy.touched == set()


def test_a_kind_is_a_module_a_partial_and_a_row(copy):
    copy.add("hbself/kinds/another.py", KIND)
    copy.add("templates/question/another.html", PARTIAL)
    with_row(copy)
    copy.add("hbself/content/40-budget.toml", SET % "another")
    out = copy.run(
        """
page = visitor.get("set/budget/bu1")
print(visitor.press(page, count="much", status=422).text)
print(visitor.press(page, status=422).text)
visitor.press(page, count="120")
print(visitor.get("set/budget/said").text)
print(whole(visitor).text)
"""
    )
    assert "Write a number like this: 12." in out and "Something is missing" in out
    assert "You can change any of it. I need: 120" in out, "in what one said"
    assert "What is good now I need: 120" in out, "in the proposal"
    assert len(copy.touched) == 1


def test_what_an_author_does_wrong_with_a_new_kind_is_told(copy):
    copy.add("hbself/kinds/another.py", KIND)
    with_row(copy)
    option = (
        '[[question.option]]\nid = "me"\npicture = "me"\nlabel = {fi = "a", sv = "b", en = "c"}\n'
    )
    copy.add("hbself/content/40-budget.toml", SET % "another" + option)
    with pytest.raises(AssertionError, match=r"40-budget.toml: question\[bu1\].option: a count"):
        copy.run("")


def test_a_section_is_a_row_and_its_heading(copy):
    """The heading and the question stand in files of one's own."""
    copy.change(
        "hbself/model/sections.py", '    "help":', '    "risks": SectionRow("risk"),\n    "help":'
    )
    heading = (
        '[[text]]\nid = "section.risks"\ntext = {fi = "Riskit", sv = "Risker", en = "Risks"}\n'
    )
    copy.add("hbself/content/41-risks.toml", heading)
    copy.add("hbself/content/40-budget.toml", SET % "words" + 'section = "risks"\n')
    out = copy.run(
        """
visitor.press(visitor.get("set/budget/bu1"), text="A lot")
print(whole(visitor).text)
page = visitor.press(visitor.get("share/who"), name="Reader")
print(visitor.file("take/pdf").data[:5], "Risks" in page.text)
"""
    )
    assert "Risks I need: A lot" in out and "b'%PDF-' True" in out
    assert copy.touched == {"hbself/model/sections.py"}


def test_a_section_without_its_heading_is_told(copy):
    copy.change(
        "hbself/model/sections.py",
        '    "help":',
        '    "risks": SectionRow("no-such"),\n    "help":',
    )
    with pytest.raises(AssertionError, match=r"no text 'section.risks'(.|\n)*picture 'no-such'"):
        copy.run("")


def test_a_kind_without_its_template_is_told(copy):
    copy.add("hbself/kinds/another.py", KIND)
    with_row(copy)
    with pytest.raises(AssertionError, match=r"no template question/another.html"):
        copy.run("")


def test_a_section_that_is_no_row_is_told(copy):
    copy.add("hbself/content/40-budget.toml", SET % "words" + 'section = "risks"\n')
    with pytest.raises(AssertionError, match=r"bu1\].section: Invalid enum value 'risks'"):
        copy.run("")


def test_a_language_is_a_row_and_its_texts(copy):
    """Here with the English words again, as if they were German."""
    copy.change(
        "hbself/model/languages.py",
        '    "en": Language(',
        '    "de": Language("Deutsch", "de-DE", "„“", "cccc, d. MMMM y", {}),\n    "en": Language(',
    )
    text = re.compile(r'^([ \t]*(?:[\w.-]+\.)?)en = ("""(?:.|\n)*?"""|".*")$', re.MULTILINE)
    inside = re.compile(r', en = ("(?:[^"\\\n]|\\.)*")')
    for path in copy.folder.rglob("*.toml"):
        words = text.sub(r"\g<0>\n\1de = \2", path.read_text("utf-8"))
        path.write_text(inside.sub(r"\g<0>, de = \1", words), "utf-8")
    out = copy.run(
        """
page = visitor.get("set/practice/pr1")
visitor.press(page, answer=page.choices()[0])
print(page.path, page.text, visitor.get("map").text)
visitor.press(visitor.get("set/now/ln3"), text="The <garden>")
for path in (
    "proposal set/now/said accessibility privacy words reading set/next/nx4 people/new key helpers"
    " take bring-back stop"
).split():
    visitor.get(path)
for kind in ("pdf", "word", "page", "plan", "data"):
    print(kind, len(visitor.file(f"take/{kind}").data) > 500)
what = visitor.press(visitor.get("share/who"), name="Reader")
until = visitor.press(what, answer=what.choices()[0])
visitor.press(visitor.press(until, answer=until.choices()[0]), number="")
print("„The &lt;garden&gt;“" in visitor.file("take/page").data.decode())
""",
        "de",
    )
    assert "/de/set/practice/pr1" in out and "Deutsch" in out
    assert out.count("True") == 5, out[-200:]
    assert copy.touched == {"hbself/model/languages.py"}


def test_the_marks_of_a_language_are_the_same_on_pages_and_in_files():
    """A style sheet can't be told them."""
    sheet = (ROOT / "static" / "css" / "base.css").read_text("utf-8")
    rules = re.findall(r'(?:^|\n)(?::lang\((\w+)\) )?\.own \{\s+quotes: "(.)" "(.)";', sheet)
    marks = {lang: before + after for lang, before, after in rules}
    assert {lang: row.quotes for lang, row in TABLE.items()} == {
        lang: marks.get(lang, marks[""]) for lang in TABLE
    }
