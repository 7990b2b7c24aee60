"""The `hbself` command, as somebody types it."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from hbself import __version__, cli
from hbself.keeping import records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.said import Said


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch):
    monkeypatch.setenv("HBSELF_DATABASE", str(tmp_path / "answers.db"))
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return tmp_path


def test_check_counts_what_is_there(capsys, contents):
    assert cli.main(["content", "check"]) == 0
    told = capsys.readouterr().out
    assert f"{len(contents['fi'].sets)} sets" in told and "no faults" in told


def test_check_names_faults(capsys, monkeypatch, own_place):
    (own_place / "own.toml").write_text('id = "own"\nnumber = "x"\n', "utf-8")
    monkeypatch.setenv("HBSELF_CONTENT", str(own_place))
    assert cli.main(["content", "check"]) == 1
    assert "own.toml" in capsys.readouterr().out


def test_table_has_three_languages_in_each_row(capsys, contents):
    assert cli.main(["content", "table"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert len(rows) > 1000 and all(len(row) == 4 and all(row) for row in rows)
    question = contents["fi"].question("rights", "ri1")
    assert any(row[1] == question.text for row in rows)


def test_ids_are_sorted_and_single(capsys):
    assert cli.main(["content", "ids"]) == 0
    ids = capsys.readouterr().out.splitlines()
    assert ids == sorted(set(ids)) and "rights.ri1" in ids


def test_purge_says_how_many(capsys, own_place):
    store = SqliteStore(own_place / "answers.db")
    records.start(store, date(2020, 1, 31), 12, Said())
    kept = records.start(store, date.today(), 12, Said())
    assert cli.main(["purge"]) == 0
    assert capsys.readouterr().out == "1 boxes removed\n"
    assert records.read(store, kept, date.today(), 12)


@pytest.mark.parametrize("command", [["content", "check"], ["purge"], ["run"]])
def test_a_wrong_setting_stops_every_command(capsys, monkeypatch, command):
    monkeypatch.setenv("HBSELF_KEEP_MONTHS", "never")
    assert cli.main(command) == 2
    assert "HBSELF_KEEP_MONTHS" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["fly"], ["content", "burn"], ["run", "--port", "x"]])
def test_a_wrong_call_is_told(words):
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    assert left.value.code == 2


def test_the_command_itself_is_installed():
    command = Path(sys.executable).with_name("hbself")
    told = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == __version__
