"""What the organisation does that hosts the site: backup, restore, stats, purge, a second start;
and the sum for guessed codes.
"""

import os
import random
import re
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from hbself import cli, limits, settings
from hbself.keeping import backups, records, sqlite, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.record import with_said
from hbself.model.said import Answer, Said
from hbself.web.factory import create_app
from tests.support.places import DOCS
from tests.support.serving import end, free_port, serve

TODAY = date(2026, 11, 21)


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    monkeypatch.setenv("HBSELF_DATABASE", str(tmp_path / "own" / "answers.db"))
    return tmp_path / "own" / "answers.db"


def somebody(held: SqliteStore, text: str = "Maalaan.", today: date = TODAY) -> vault.Key:
    return records.start(held, today, 12, Said(answers={"now.ln3": Answer(text=text)}))


def text_of(held: SqliteStore, key: vault.Key) -> str:
    return records.read(held, key, TODAY, 12)[0].said.answers["now.ln3"].text


def rows(path: Path) -> set[tuple]:
    """All boxes of a file, as they are."""
    db = sqlite3.connect(path)
    try:
        return set(db.execute("SELECT * FROM boxes"))
    finally:
        db.close()


def said(capsys) -> tuple[str, str]:
    told = capsys.readouterr()
    return told.out, told.err


def bits(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# ---- who may read the files ----------------------------------------------------------------------


def test_the_database_is_for_its_owner_alone(path):
    before = os.umask(0o022)
    try:
        somebody(SqliteStore(path))
    finally:
        os.umask(before)
    assert bits(path.parent) == 0o700
    assert {name.name: bits(name) for name in path.parent.iterdir()} == {
        "answers.db": 0o600,
        "answers.db-wal": 0o600,
        "answers.db-shm": 0o600,
        "answers.db-turn": 0o600,
    }


def test_a_folder_that_was_there_keeps_its_rights_and_an_open_file_gets_closed(path):
    path.parent.mkdir(mode=0o755)
    key = somebody(SqliteStore(path))
    path.chmod(0o644)
    assert text_of(SqliteStore(path), key) == "Maalaan."
    assert (bits(path.parent), bits(path)) == (0o755, 0o600)


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


# ---- stats and purge -----------------------------------------------------------------------------


def test_stats_are_counts_and_nothing_else(path, capsys):
    held = SqliteStore(path)
    keys = [somebody(held, today=day) for day in (date(2026, 10, 1), TODAY, TODAY)]
    held.put(os.urandom(16), "share", b"x", "2026-12", 0)
    for what, language in (("pdf", "fi"), ("pdf", "fi"), ("word", "sv")):
        held.count("2026-11", what, language)
    assert cli.main(["stats"]) == 0
    told = said(capsys)[0]
    assert [line.split("\t") for line in told.splitlines()] == [
        ["box", "may go from", "how many"],
        ["assessment", "2027-11", "1"],
        ["assessment", "2027-12", "2"],
        ["share", "2026-12", "1"],
        ["all", "", "4"],
        [""],
        ["month", "document", "language", "how many"],
        ["2026-11", "pdf", "fi", "2"],
        ["2026-11", "word", "sv", "1"],
        ["all", "", "", "3"],
    ]
    assert not any(key.id.hex() in told for key in keys)


def test_of_a_document_only_month_kind_and_language_are_counted(path):
    held = SqliteStore(path)
    held.count("2026-11", "pdf", "fi")
    columns = [name for (_, name, *_) in held.db.execute("PRAGMA table_info(counts)").fetchall()]
    assert columns == ["month", "what", "language", "number"]


def test_a_full_disk_does_not_stop_a_document(path):
    held = SqliteStore(path)
    held.db.execute(
        f"PRAGMA max_page_count = {held.db.execute('PRAGMA page_count').fetchone()[0]}"
    ).fetchall()
    for number in range(300):
        held.count(f"2026-{number}", "pdf", "fi")
    assert 0 < len(held.stats()[1]) < 300
    assert held.get(b"i" * 16, "assessment") is None, "the connection goes on"


def test_a_purge_goes_in_small_steps_and_leaves_the_rest_as_it_was(path, monkeypatch):
    monkeypatch.setattr(sqlite, "PURGE_BOXES", 7)
    monkeypatch.setattr(sqlite, "PURGE_REST", 0)
    held = SqliteStore(path)
    for number in range(60):
        held.put(
            number.to_bytes(16, "big"),
            "assessment",
            bytes([number]) * 4125,
            "2026-10" if number % 2 else "2027-12",
            0,
        )
    kept = {row for row in rows(path) if row[3] == "2027-12"}
    steps = []
    held.db.conn.set_trace_callback(
        lambda sql: steps.append(sql) if sql.startswith("DELETE") else None
    )
    assert held.purge("2026-10") == 30
    assert len(steps) == 6, "five of at most 7, and one that finds no more"
    assert rows(path) == kept and held.purge("2026-10") == 0


def test_what_was_purged_is_in_no_file_any_more(path, tmp_path):
    """Freed pages are overwritten, the log is emptied, and a backup made
    afterwards has none of it.
    """
    held = SqliteStore(path)
    gone = [somebody(held, today=date(2024, 1, 1)) for _ in range(30)]
    kept = somebody(held)
    pieces = [
        held.get(key.id, "assessment").box[at : at + 24] for key in gone for at in (13, 2000, 4080)
    ]
    assert all(piece in everything(path) for piece in pieces)
    other = SqliteStore(path)
    other.db.execute("BEGIN")
    other.get(kept.id, "assessment")  # somebody reads meanwhile: the log can't be emptied
    held.db.execute("PRAGMA busy_timeout = 100").fetchall()
    assert held.purge("2026-10") == 30
    assert any(piece in everything(path) for piece in pieces), "still in the log: the test sees it"
    other.db.execute("COMMIT")
    other.close()
    assert held.purge("2026-10") == 0
    backups.backup(path, tmp_path / "after")
    left = everything(path) + (tmp_path / "after").read_bytes()
    assert not [piece for piece in pieces if piece in left] and not [
        key for key in gone if key.id in left
    ]
    assert kept.id in left


def everything(path: Path) -> bytes:
    """All bytes of the database: the file, its log and its index."""
    return b"".join(p.read_bytes() for p in path.parent.glob(path.name + "*"))


# ---- a second start ------------------------------------------------------------------------------


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_second_server_on_the_same_port_does_not_start(path, everywhere):
    """It would serve beside the first, with another database perhaps, and answers would fall into
    both.
    """
    with socket.socket() as first:
        first.bind(("0.0.0.0" if everywhere else "127.0.0.1", 0))
        first.listen()
        port = str(first.getsockname()[1])
        command = [sys.executable, "-m", "hbself.cli", "run", "--port", port]
        told = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert told.returncode == 2 and port in told.stderr and told.stdout == ""
    assert not path.exists(), "no database was made"


# ---- how likely a guessed code is ----------------------------------------------------------------

YEAR, RECORDS = 365.25 * 86400, 10_000
SIGNS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def test_the_sum_for_a_guessed_code_is_right():
    """Tries a second x seconds of a year x records / codes, for each rate that the text tells."""
    text = " ".join((DOCS / "privacy.md").read_text("utf-8").split())
    rates = [int(rate.replace(",", "")) for rate in re.findall(r"\| ([\d,]+) a second \|", text)]
    assert len(rates) == 3
    for rate, space in zip(
        rates, (len(vault.ALPHABET) ** vault.CODE_LENGTH,) * 2 + (2**128,), strict=True
    ):
        mantissa, exponent = f"{rate * YEAR * RECORDS / space:.1e}".split("e")
        assert f"{mantissa} × 10{str(int(exponent)).translate(SIGNS)}" in text, rate


# ---- the secret ----------------------------------------------------------------------------------


def test_the_secret_is_made_at_the_first_start_and_stays(path):
    made = settings.read_secret(settings.Config(path))
    file = path.with_name(path.name + "-secret")
    assert (
        file.stat().st_mode & 0o777 == 0o600
        and len(made) >= limits.SECRET
        and [p.name for p in path.parent.iterdir()] == [file.name]
    )
    assert settings.read_secret(settings.Config(path)) == made
    assert settings.read_secret(settings.Config(path.with_name("other.db"))) != made


def test_a_secret_of_the_environment_comes_first(path):
    config = settings.read(
        {"HBSELF_DATABASE": str(path), "HBSELF_SECRET": "correct horse battery staple, 5 times"}
    )
    assert (
        settings.read_secret(config) == b"correct horse battery staple, 5 times"
        and not path.with_name(path.name + "-secret").exists()
    )


@pytest.mark.parametrize("weak", ["x", "short but wide 12345", "ab" * 40, "0" * 64])
def test_a_weak_secret_is_refused(path, weak):
    with pytest.raises(settings.SettingError, match="HBSELF_SECRET: is too weak"):
        settings.read({"HBSELF_SECRET": weak})
    path.parent.mkdir(exist_ok=True)
    path.with_name(path.name + "-secret").write_text(weak)
    path.with_name(path.name + "-secret").chmod(0o600)
    with pytest.raises(settings.SettingError, match="too weak"):
        create_app(settings.Config(path))


def test_a_secret_that_others_may_read_is_refused(path):
    settings.read_secret(settings.Config(path))
    path.with_name(path.name + "-secret").chmod(0o644)
    with pytest.raises(settings.SettingError, match="others may read it"):
        create_app(settings.Config(path))


def test_a_missing_secret_is_refused_where_others_are_served(path, monkeypatch, capsys):
    create_app(settings.Config(path, proxies=1))  # the first start makes it
    path.with_name(path.name + "-secret").unlink()
    with pytest.raises(settings.SettingError, match="missing.*hbself secret"):
        create_app(settings.Config(path, proxies=1))
    monkeypatch.setenv("HBSELF_DATABASE", str(path))
    assert cli.main(["secret"]) == 0 and "-secret" in capsys.readouterr().out
    create_app(settings.Config(path, proxies=1))


@pytest.mark.parametrize("asked, started", [([], 3), (["--workers", "5"], 5)])
def test_as_many_processes_serve_as_the_call_or_else_the_setting_says(
    path, monkeypatch, asked, started
):
    monkeypatch.setenv("HBSELF_WORKERS", "3")
    seen = {}
    monkeypatch.setattr(
        "hbself.server.serve", lambda host, port, workers: seen.update(workers=workers)
    )
    assert cli.main(["run", "--port", str(free_port()), *asked]) == 0
    assert seen["workers"] == started


def test_the_site_tells_its_address_and_nothing_that_unsettles(tmp_path):
    path = tmp_path / "answers.db"
    running = serve(path)
    end(running)
    assert (
        path.with_suffix(".log").read_text()
        == f"My own proposal: {running.address}/   (stop with Ctrl+C)\n"
    )
