"""Backup and restore: nothing is lost, nothing is overwritten, nothing half comes back."""

import os
import random
import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest

from hbself import cli
from hbself.keeping import backups, records
from hbself.keeping.sqlite import SqliteStore
from hbself.model.record import with_said
from hbself.model.said import Answer
from tests.support.hosted import bits, rows, said, somebody, text_of

TODAY = date(2026, 11, 21)


# ---- backup --------------------------------------------------------------------------------------


def test_a_backup_is_one_file_for_its_owner_and_holds_what_was_there(path, tmp_path, capsys):
    key, target = somebody(SqliteStore(path)), tmp_path / "monday.backup"
    assert cli.main(["backup", str(target)]) == 0
    assert said(capsys)[0] == f"1 boxes in {target}\n"
    assert bits(target) == 0o600 and sorted(p.name for p in tmp_path.iterdir()) == [
        "monday.backup",
        "own",
    ]
    assert rows(target) == rows(path) and key.id in {row[0] for row in rows(target)}
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "monday.backup",
        "own",
    ], "looking into it leaves nothing beside it"


def test_a_backup_never_overwrites(path, tmp_path, capsys):
    key, taken = somebody(SqliteStore(path)), tmp_path / "there"
    taken.write_text("precious")
    for target in (taken, path, tmp_path):
        assert cli.main(["backup", str(target)]) == 2
        assert "is there already" in said(capsys)[1]
    assert taken.read_text() == "precious" and text_of(SqliteStore(path), key) == "Maalaan."


@pytest.mark.parametrize("command", [["backup", "x"], ["stats"], ["purge"]])
def test_without_a_database_nothing_is_made(path, capsys, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(command) == 2
    assert "there is no database" in said(capsys)[1] and not list(tmp_path.iterdir())


def test_a_backup_to_nowhere_leaves_nothing(path, tmp_path, capsys):
    somebody(SqliteStore(path))
    assert cli.main(["backup", str(tmp_path / "no" / "folder")]) == 2
    assert "no" in said(capsys)[1] and [p.name for p in tmp_path.iterdir()] == ["own"]


def test_a_damaged_database_gives_no_backup_that_looks_well(path, tmp_path):
    held = SqliteStore(path)
    for _ in range(40):
        somebody(held, "x" * 5000)
    held.forget()
    held.close()
    with path.open("r+b") as file:  # the middle of the tree of boxes
        file.seek(4096 * 5)
        file.write(os.urandom(4096 * 20))
    with pytest.raises((OSError, sqlite3.DatabaseError)):
        backups.backup(path, tmp_path / "bad")
    assert [p.name for p in tmp_path.iterdir()] == ["own"]


def test_a_backup_while_people_answer_is_of_one_moment(path, tmp_path):
    """Two records always change together: first A, then B. In each backup B is never ahead of A,
    nor more than a step behind.
    """
    held = SqliteStore(path)
    first, second = somebody(held, "0"), somebody(held, "0")
    stop, faults = threading.Event(), []

    def answer() -> None:
        try:
            number = 0
            while not stop.is_set():
                number += 1
                for key in (first, second):
                    records.change(
                        held,
                        key,
                        TODAY,
                        12,
                        lambda a, number=number: with_said(
                            a, answers={"now.ln3": Answer(text=str(number))}
                        ),
                    )
        except Exception as error:  # told in the main thread
            faults.append(error)

    writer = threading.Thread(target=answer)
    writer.start()
    seen = []
    for number in range(8):
        backups.backup(path, tmp_path / f"b{number}")
        copy = SqliteStore(tmp_path / f"b{number}")
        seen.append((int(text_of(copy, first)), int(text_of(copy, second))))
        copy.close()
    stop.set()
    writer.join()
    assert faults == [] and all(a - b in (0, 1) for a, b in seen), seen
    assert seen == sorted(seen) and len(set(seen)) > 1, "people answered meanwhile"


# ---- restore -------------------------------------------------------------------------------------


def test_a_backup_comes_back_and_what_was_there_is_kept(path, tmp_path, capsys):
    held, target = SqliteStore(path), tmp_path / "monday"
    old = somebody(held, "maanantai")
    held.count("2026-11", "pdf", "fi")
    backups.backup(path, target)
    new = somebody(held, "tiistai")
    monday, tuesday = rows(target), rows(path)
    held.close()
    assert cli.main(["restore", str(target)]) == 0
    kept = path.with_name("answers.db.before-restore")
    assert said(capsys)[0].startswith("1 boxes restored\n") and rows(path) == monday
    assert rows(kept) == tuesday and bits(kept) == 0o600
    assert text_of(held, old) == "maanantai" and held.stats()[1] == [("2026-11", "pdf", "fi", 1)]
    with pytest.raises(records.Gone):
        records.read(held, new, TODAY, 12)
    held.close()
    assert cli.main(["restore", str(target)]) == 2, "what was kept before is not overwritten"
    assert "before-restore is there" in said(capsys)[1]
    after = tmp_path / "aside"
    kept.rename(after)
    assert cli.main(["restore", str(after)]) == 0
    assert text_of(SqliteStore(path), new) == "tiistai"


def test_a_backup_opens_on_a_new_machine(path, tmp_path, capsys):
    key, target = somebody(SqliteStore(tmp_path / "old.db")), tmp_path / "moved"
    backups.backup(tmp_path / "old.db", target)
    assert cli.main(["restore", str(target)]) == 0
    assert said(capsys)[0] == "1 boxes restored\n", "there was nothing to keep"
    assert text_of(SqliteStore(path), key) == "Maalaan." and bits(path) == 0o600


def bad_backups(tmp_path: Path) -> dict[str, bytes]:
    """Files that must not be restored, by what should be told."""
    good = tmp_path / "good"
    backups.backup(tmp_path / "source.db", good)
    whole, later, rowless = good.read_bytes(), tmp_path / "later", tmp_path / "rowless"
    for copy, change in ((later, "PRAGMA user_version = 2"), (rowless, "DROP TABLE boxes")):
        copy.write_bytes(whole)
        db = sqlite3.connect(copy)
        db.execute(change)
        db.close()
    foreign = sqlite3.connect(tmp_path / "foreign")
    foreign.execute("CREATE TABLE boxes (id BLOB, kind TEXT, version INT, expires TEXT, box BLOB)")
    foreign.close()
    holed = bytearray(whole)
    holed[4096 * 5 : 4096 * 12] = random.Random(1).randbytes(4096 * 7)
    return {
        "damaged, or not": b"hello",
        "damaged": bytes(holed),
        "malformed": whole[: len(whole) // 2],
        "later version": later.read_bytes(),
        "a file that": (tmp_path / "foreign").read_bytes(),
        " damaged": rowless.read_bytes(),
        "has made": b"",
    }


def test_a_bad_file_changes_nothing(path, tmp_path, capsys):
    source = SqliteStore(tmp_path / "source.db")
    for _ in range(20):
        somebody(source, "x" * 5000)
    held = SqliteStore(path)
    key = somebody(held)
    held.close()
    before = rows(path)
    for told, body in bad_backups(tmp_path).items():
        (tmp_path / "bad").write_bytes(body)
        assert cli.main(["restore", str(tmp_path / "bad")]) == 2
        error = said(capsys)[1]
        assert error.startswith("Nothing was changed.") and told in error, (told, error)
        assert rows(path) == before and not list(path.parent.glob("*before*"))
    assert cli.main(["restore", str(tmp_path / "nowhere")]) == 2
    assert cli.main(["restore", str(path)]) == 2, "the database itself is no backup"
    assert text_of(SqliteStore(path), key) == "Maalaan."


def test_a_file_whose_rows_are_no_boxes_changes_nothing(path, tmp_path, capsys):
    """It says that it is ours and is a sound database, but what it holds is something else."""
    bad = sqlite3.connect(tmp_path / "bad")
    bad.execute("CREATE TABLE boxes (id, kind, version, expires, box)")
    bad.execute("CREATE TABLE counts (month, what, language, number)")
    bad.execute(
        "INSERT INTO boxes VALUES (x'00', 'a', 1, '2027-12', x'00'), ('text', 'a', 'many', NULL, 5)"
    )
    bad.commit()
    bad.execute(f"PRAGMA application_id = {backups.OURS}")
    bad.close()
    held = SqliteStore(path)
    somebody(held)
    held.close()
    before = rows(path)
    assert cli.main(["restore", str(tmp_path / "bad")]) == 2
    assert "Nothing was changed." in said(capsys)[1] and rows(path) == before


def test_nothing_is_restored_while_the_site_runs(path, tmp_path, capsys):
    held, target = SqliteStore(path), tmp_path / "monday"
    somebody(held)
    backups.backup(path, target)
    key = somebody(held, "tiistai")
    assert cli.main(["restore", str(target)]) == 2
    assert "the site is running: stop it first" in said(capsys)[1]
    assert text_of(held, key) == "tiistai" and not list(path.parent.glob("*before*"))


def test_a_damaged_database_is_told_from_a_damaged_backup(path, tmp_path, capsys):
    somebody(SqliteStore(tmp_path / "source.db"))
    backups.backup(tmp_path / "source.db", tmp_path / "good")
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 1000)
    assert cli.main(["restore", str(tmp_path / "good")]) == 2
    assert "move it away first" in said(capsys)[1] and path.read_bytes().startswith(
        b"not a database"
    )
