"""What the organisation does that hosts the site: backup, restore, stats, purge, a second start;
and the sum for guessed codes.
"""

import os
import re
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from hbself import cli, limits, settings
from hbself.keeping import backups, sqlite, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.web.factory import create_app
from tests.support.hosted import bits, rows, said, somebody, text_of
from tests.support.places import DOCS
from tests.support.serving import end, free_port, serve

TODAY = date(2026, 11, 21)


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
