"""The list of what site and tests need beside Python's packages: whole, true, installed by it or
told.
"""

import ast
import re

import pytest

from tests.support import programs, runs, shells
from tests.support.places import ROOT, in_git

BIN = "/".join(("", "usr", "bin"))
LISTED = {name for one in programs.needs() if one.kind == "program" for name in one.names}


def sources() -> dict[str, str]:
    """Our Python files, of the package, the tests and the tools: {name: text}."""
    return {name: (ROOT / name).read_text("utf-8") for name in in_git() if name.endswith(".py")}


def unlisted(texts: dict[str, str]) -> list[str]:
    return [
        f"{where} runs {name}"
        for where, name in runs.Sources(texts).programs()
        if name not in LISTED
    ]


# ---- whole ---------------------------------------------------------------------------------------


def test_every_program_that_we_run_stands_on_the_list():
    assert unlisted(sources()) == []
    assert shells.makefile((ROOT / "Makefile").read_text("utf-8")) - LISTED == set()
    assert shells.commands((ROOT / ".ci" / "run").read_text("utf-8")) - LISTED == set()


def test_the_walk_sees_what_our_files_run():
    seen = {name for _, name in runs.Sources(sources()).programs()}
    assert {
        "python",
        "hbself",
        "git",
        "java",
        "soffice",
        "wrk",
        "chromium",
        "apt-get",
    } <= seen and "?" not in seen
    assert {"sh", "awk", "apt-get", "rm", "python", "hbself", "python3"} <= shells.makefile(
        (ROOT / "Makefile").read_text("utf-8")
    )


@pytest.mark.parametrize(
    "line",
    [
        'subprocess.run(["pdfinfo", "a.pdf"])',
        'subprocess.check_output(("pdfinfo",))',
        'subprocess.Popen(args=["BIN/pdfinfo"])',
        'subprocess.run("pdfinfo")',
        'subprocess.run("cat a.pdf | pdfinfo - > b", shell=True)',
        'os.system("cd x && pdfinfo a")',
        'os.popen("echo $(pdfinfo a)")',
        'os.execvp("pdfinfo", ["pdfinfo"])',
        'os.spawnlp(os.P_WAIT, "pdfinfo", "pdfinfo")',
        'shutil.which("pdfinfo")',
        'sp.run(["pdfinfo"])',
        'start(["pdfinfo"])',
        'look("pdfinfo")',
        'command = ["pdfinfo", "a"]\n    subprocess.run(command)',
        'subprocess.run([*BASE, "a"])',
        'subprocess.run(BASE + ["a"])',
        'subprocess.run([shutil.which("pdfinfo") or "git"])',
        'for tool in ("git", "pdfinfo"):\n        subprocess.run([tool])',
        'subprocess.run([Path("/opt") / "pdfinfo"])',
        'ask("pdfinfo")',
        "subprocess.run(made())",
        'browser.launch(executable_path="BIN/pdfinfo")',
        'asyncio.run(asyncio.create_subprocess_exec("pdfinfo"))',
        'subprocess.run([str(Path(sys.executable).with_name("pdfinfo"))])',
    ],
)
def test_a_program_that_is_not_on_the_list_is_found(line):
    text = (
        "import asyncio, os, shutil, subprocess, sys\nimport subprocess as sp\nfrom pathlib import"
        " Path\nfrom shutil import which as look\nfrom subprocess import run as start\nBASE ="
        ' ["pdfinfo", "-x"]\ndef ask(tool):\n    subprocess.run([tool])\ndef made():\n    return'
        ' ["pdfinfo"]\n'
    )
    rest = text if "ask(" in line else text.replace("    subprocess.run([tool])\n", "    pass\n")
    assert {
        one.split()[-1]
        for one in unlisted({"a.py": f"{rest}def one():\n    {line.replace('BIN', BIN)}\n"})
    } == {"pdfinfo"}


@pytest.mark.parametrize(
    "line",
    [
        "subprocess.run(sys.argv[1:])",
        "subprocess.run(words.split())",
        "list(map(subprocess.run, many))",
        "os.system(text)",
        "subprocess.run(f'{a}', shell=True)",
    ],
)
def test_a_command_that_cannot_be_read_is_a_fault(line):
    assert [
        one.split()[-1] for one in unlisted({"a.py": f"import os, subprocess, sys\n{line}\n"})
    ] == ["?"]


@pytest.mark.parametrize(
    "line",
    [
        "subprocess.run([sys.executable, '-c', 'x'])",
        "def f(p: subprocess.Popen) -> subprocess.Popen:\n    p.wait()",
        "x: subprocess.Popen",
        "try:\n    f()\nexcept subprocess.TimeoutExpired:\n    pass",
        "subprocess.run('git log && rm -r x', shell=True)",
    ],
)
def test_a_program_of_the_list_is_no_fault(line):
    assert unlisted({"a.py": f"import subprocess, sys\n{line}\n"}) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("all:\n\t@curl -s x | jq . > y\n", {"curl", "jq"}),
        ("X := $(shell uname -s)\n", {"uname"}),
        ("PY := .venv/bin/python\nall:\n\t$(PY) -m x && ! rsync a b\n", {"python", "rsync"}),
        (
            (
                'define A\nif ! command -v node >/dev/null; then\n  echo "$$(date +%s) sudo apt'
                ' install x"\nfi\nendef\n'
            ),
            {"node", "date"},
        ),
        (
            "define A\nfor tool in curl wget; do\n  $$tool x && break\ndone\nendef\n",
            {"curl", "wget"},
        ),
        ("all:\n\tDEBUG=1 $$TOOL x\n", {"?"}),
    ],
)
def test_what_a_makefile_runs_is_seen(text, found):
    assert shells.makefile(text) == found


def test_the_list_can_be_read(monkeypatch, tmp_path):
    assert {one.when for one in programs.needs()} == set(programs.WHEN)
    assert all(one.package != "-" for one in programs.needs("run", "test", "engines"))
    assert all(one.file for one in programs.needs() if one.kind == "font")
    (tmp_path / "programs.txt").write_text("test | program git\n")
    monkeypatch.setattr(programs, "LIST", tmp_path / "programs.txt")
    with pytest.raises(ValueError, match=r"programs.txt:1: test \| program git"):
        programs.needs()


def test_the_packages_stand_in_the_list_only():
    text = (ROOT / "Makefile").read_text("utf-8") + (ROOT / ".ci" / "run").read_text("utf-8")
    assert [
        one.package
        for one in programs.needs("run", "test", "engines")
        if one.package != "git" and one.package in text
    ] == []


# ---- true ----------------------------------------------------------------------------------------


def test_all_that_the_tests_need_is_here():
    lacking = programs.missing("test")
    assert not lacking, programs.what_to_type(lacking, "test")


def test_nothing_is_skipped():
    """What is missing fails: a check that is left out is one that nobody misses."""
    left_out = re.compile(
        r"(pytest\.(mark\.)?(skip|skipif|xfail|importorskip)"
        r"|unittest\.(skip\w*|SkipTest|expectedFailure)|self\.skipTest)"
    )
    files = [runs.Source(name, text) for name, text in sources().items()]
    assert [
        f"{file.name}:{node.lineno}"
        for file in files
        for node in ast.walk(file.tree)
        if left_out.fullmatch(file.dotted(node))
    ] == []


# ---- installed, or told --------------------------------------------------------------------------


@pytest.fixture
def bare(monkeypatch):
    """`bare(root, installs)`: a computer where all of the list is missing. Gives the commands that
    are run on it.
    """

    def begin(root: bool, installs: bool = True) -> list[list[str]]:
        commands, have = [], set()

        def ran(command, **_):
            commands.append(command)
            if installs and "install" in command:
                have.update(command)
            return type(
                "Done",
                (),
                {
                    "returncode": int(not installs and "install" in command),
                    "stderr": "no such package",
                    "stdout": "",
                },
            )

        monkeypatch.setattr(programs.os, "geteuid", lambda: 0 if root else 1000)
        monkeypatch.setattr(programs, "here", lambda need: need.package in have)
        monkeypatch.setattr(
            programs.shutil,
            "which",
            lambda name, **_: f"{BIN}/{name}" if name == "apt-get" else None,
        )
        monkeypatch.setattr(programs.subprocess, "run", ran)
        return commands

    return begin


def test_root_gets_what_is_missing_in_one_go(bare, capsys):
    commands = bare(root=True)
    assert programs.main(["test"]) == 0
    assert [one[:4] for one in commands] == [
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "install", "--no-install-recommends"],
    ]
    assert set(commands[1][4:]) == {one.package for one in programs.needs("test")} and len(
        commands[1][4:]
    ) == len(set(commands[1][4:]))
    assert programs.main(["test"]) == 0 and len(commands) == 2, "nothing is asked when all is here"
    told = capsys.readouterr()
    assert (
        "Installing Debian's packages: chromium-headless-shell git" in told.out and told.err == ""
    )


def test_others_are_told_what_to_type(bare, capsys):
    commands = bare(root=False)
    assert programs.main(["test"]) == 1 and commands == []
    told = capsys.readouterr().err
    assert (
        "This is missing: chromium, git, java, javac, pdftotext, libatomic.so.1, DejaVu Sans"
        in told
    )
    line = (
        "    sudo apt install --no-install-recommends chromium-headless-shell git"
        " default-jdk-headless poppler-utils libatomic1 "
    )
    assert line in told
    assert told.splitlines()[2] == "    make test" and "playwright install chromium" in told
    assert programs.main(["engines"]) == 1
    assert "firefox-esr webkit2gtk-driver xvfb\n    make engines" in capsys.readouterr().err


def test_what_root_cannot_get_is_told_too(bare, capsys):
    """One package that is not there does not keep the others away."""
    commands = bare(root=True, installs=False)
    assert programs.main(["test"]) == 1
    assert [one[-1] for one in commands[2:]] == list(
        dict.fromkeys(one.package for one in programs.needs("test"))
    )
    told = capsys.readouterr()
    assert (
        "git can't be installed: no such package" in told.out
        and "This is missing: chromium, git" in told.err
    )


def test_a_missing_thing_is_seen(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(programs, "FONT_FOLDERS", (str(tmp_path),))
    monkeypatch.setattr(programs, "_playwrights_own", lambda: False)
    lacking = programs.missing("test")
    assert {one.names[-1] for one in lacking if one.kind == "program"} == {
        "chromium",
        "git",
        "java",
        "javac",
        "pdftotext",
    }
    assert [one.names[0] for one in lacking if one.kind == "font"] == programs.fonts()
    assert not programs.here(programs.Need("test", "library", ("libnot-there.so.1",), "", "x"))
    browser = tmp_path / "my-browser"
    browser.write_text("")
    browser.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert "chromium" not in {one.names[-1] for one in programs.missing("test")}
