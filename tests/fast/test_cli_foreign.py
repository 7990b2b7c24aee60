"""The `hbself` command on files and settings that are not ours, and onto what is there."""

import os
import socket
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from hbself import cli, settings
from hbself.keeping import backups, records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.said import Said
from hbself.web.factory import create_app


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch):
    monkeypatch.setenv("HBSELF_DATABASE", str(tmp_path / "answers.db"))
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return tmp_path


# ---- files and settings that are not ours --------------------------------------------------------


def foreign(kind: str, place: Path) -> Path:
    """Something that a slip in HBSELF_DATABASE may point at."""
    path = place / "theirs"
    if kind == "text":
        path.write_text("Dear diary. " * 2000)
    elif kind == "short":
        path.write_text("x")
    elif kind == "database":
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE bookmarks (url)")
    elif kind == "log":  # a foreign database that is open, and its log
        db = sqlite3.connect(path)
        db.execute("PRAGMA journal_mode = WAL").fetchall()
        db.execute("CREATE TABLE bookmarks (url)")
        db.execute("PRAGMA wal_checkpoint").fetchall()
        db.close()
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        return Path("/dev/null")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        (place / "diary").write_text("Dear diary. " * 2000)
        path.symlink_to(place / "diary")
    elif kind == "dead-link":
        path.symlink_to(place / "nowhere")
    elif kind == "in-a-file":
        path.write_text("x")
        return path / "answers.db"
    return path


def looked_at(place: Path) -> list[tuple]:
    """All that stands there: names, kinds and rights, contents."""
    found = []
    for path in sorted(place.rglob("*")):
        about = path.lstat()
        found.append((path.name, about.st_mode, path.read_bytes() if path.is_file() else b""))
    return found


FOREIGN = (
    "text",
    "short",
    "database",
    "log",
    "folder",
    "device",
    "pipe",
    "link",
    "dead-link",
    "in-a-file",
)


@pytest.mark.parametrize("kind", FOREIGN)
def test_no_command_touches_a_foreign_file(tmp_path, monkeypatch, capsys, kind):
    (tmp_path / "theirs-place").mkdir()
    path = foreign(kind, tmp_path / "theirs-place")
    if path.is_file():
        path.chmod(0o644)
    good, held = tmp_path / "good", SqliteStore(tmp_path / "source.db")
    records.start(held, date.today(), 12, Said())
    held.close()
    backups.backup(tmp_path / "source.db", good)
    monkeypatch.setenv("HBSELF_DATABASE", str(path))
    before = looked_at(tmp_path / "theirs-place")
    for command in (
        ["run", "--port", "18999"],
        ["purge"],
        ["backup", str(tmp_path / "new")],
        ["restore", str(good)],
        ["stats"],
        ["secret"],
    ):
        monkeypatch.setattr("hbself.server.serve", lambda *_, **__: pytest.fail("it has started"))
        assert cli.main(command) == 2, command
        told = capsys.readouterr()
        assert (
            told.out == ""
            and "Traceback" not in told.err
            and len(told.err.strip().splitlines()) == 1
            and str(path).split("/")[-1] in told.err
        ), (command, told)
        assert looked_at(tmp_path / "theirs-place") == before, command
    assert not (tmp_path / "new").exists()
    with pytest.raises(OSError):
        create_app(settings.Config(path))
    assert looked_at(tmp_path / "theirs-place") == before


def test_a_link_to_a_database_of_ours_is_one(tmp_path, monkeypatch, capsys, own_place):
    SqliteStore(tmp_path / "real.db").close()
    (tmp_path / "link").symlink_to(tmp_path / "real.db")
    monkeypatch.setenv("HBSELF_DATABASE", str(tmp_path / "link"))
    assert cli.main(["stats"]) == 0 and "all\t\t0" in capsys.readouterr().out


def test_an_empty_file_becomes_a_database(own_place):
    (own_place / "answers.db").touch()
    assert SqliteStore(own_place / "answers.db").stats()[0] == []


@pytest.mark.parametrize(
    "words",
    [
        ["--port", "0"],
        ["--port", "-1"],
        ["--port", "99999999"],
        ["--port", "8000.5"],
        ["--port", "٨٠"],
        ["--port", ""],
        ["--port", "9" * 5000],
        ["--workers", "0"],
        ["--workers", "-3"],
        ["--workers", "99999"],
        ["--workers", "many"],
    ],
    ids=range(11),
)
def test_a_number_that_can_not_be_is_refused_in_words(capsys, words, own_place):
    with pytest.raises(SystemExit) as left:
        cli.main(["run", *words])
    told = capsys.readouterr().err
    assert (
        left.value.code == 2
        and "takes a whole number from 1 to" in told
        and "Traceback" not in told
    )
    assert not list(own_place.iterdir())


@pytest.mark.parametrize(
    "host",
    ["", "no such place", "256.1.1.1", "203.0.113.7", "x" * 300, "a..b", "http://127.0.0.1"],
    ids=range(7),
)
def test_an_address_that_can_not_be_is_refused_in_words(capsys, host, own_place, monkeypatch):
    monkeypatch.setattr("hbself.server.serve", lambda *_, **__: pytest.fail("it has started"))
    with pytest.MonkeyPatch.context() as patch:
        if host not in ("203.0.113.7", ""):  # nobody is asked over the network

            def nobody(*_, **__):
                "x".encode("idna") if len(host) < 60 and ".." not in host else host.encode("idna")
                raise socket.gaierror(-2, "Name or service not known")

            patch.setattr(socket, "getaddrinfo", nobody)
        code = cli.main(["run", "--host", host, "--port", "18998"])
    told = capsys.readouterr()
    assert (
        code == 2
        and "nothing can listen there" in told.err
        and len(told.err.splitlines()) == 1
        and not list(own_place.iterdir())
    )


@pytest.mark.parametrize(
    "command", [[], ["run"], ["purge"], ["backup"], ["restore"], ["stats"], ["secret"], ["content"]]
)
def test_help_is_there_for_every_command(capsys, command, own_place):
    with pytest.raises(SystemExit) as left:
        cli.main([*command, "--help"])
    assert (
        left.value.code == 0
        and "usage: hbself" in capsys.readouterr().out
        and not list(own_place.iterdir())
    )


@pytest.mark.parametrize(
    "fault",
    [
        OSError(30, "Read-only file system", "/srv/answers.db"),
        PermissionError(13, "Permission denied", "/srv/answers.db"),
        KeyboardInterrupt(),
        sqlite3.DatabaseError("database disk image is malformed"),
        ZeroDivisionError("ours"),
    ],
    ids=["read-only", "rights", "ctrl-c", "damaged", "ours"],
)
def test_whatever_happens_nobody_sees_a_page_of_code(capsys, monkeypatch, fault, own_place):
    SqliteStore(own_place / "answers.db").close()

    def falls(self, *_):
        raise fault

    monkeypatch.setattr(SqliteStore, "stats", falls)
    code = cli.main(["stats"])
    told = capsys.readouterr().err
    assert "Traceback" not in told and len(told.splitlines()) == 1
    assert (code, told) == {
        OSError: (2, "/srv/answers.db: Read-only file system\n"),
        PermissionError: (2, "/srv/answers.db: Permission denied\n"),
        KeyboardInterrupt: (130, "Stopped.\n"),
    }.get(type(fault), (1, told))


def test_run_where_no_file_can_be_made(capsys, monkeypatch, own_place):
    """(Root may write everywhere: the system itself refuses a folder in a file,
    and one in /proc.)
    """
    monkeypatch.setattr("hbself.server.serve", lambda *_, **__: pytest.fail("it has started"))
    monkeypatch.setenv("HBSELF_DATABASE", "/proc/answers/answers.db")
    assert cli.main(["run", "--port", "18997"]) == 2
    told = capsys.readouterr()
    assert (
        told.out == "" and told.err.startswith("/proc/answers") and len(told.err.splitlines()) == 1
    )


# ---- backup and restore onto what is there -------------------------------------------------------


@pytest.mark.parametrize("kind", ["link", "dead-link", "folder", "pipe", "text"])
def test_a_backup_goes_onto_nothing_that_is_there(own_place, capsys, kind):
    SqliteStore(own_place / "answers.db").close()
    (own_place / "there").mkdir()
    target = foreign(kind, own_place / "there")
    before = looked_at(own_place / "there")
    assert cli.main(["backup", str(target)]) == 2 and "is there already" in capsys.readouterr().err
    assert cli.main(["backup", str(own_place / "answers.db")]) == 2
    assert looked_at(own_place / "there") == before


def test_a_file_that_comes_while_a_backup_is_made_stays(own_place, capsys, monkeypatch):
    SqliteStore(own_place / "answers.db").close()
    target = own_place / "monday"
    sync = backups._sync
    monkeypatch.setattr(backups, "_sync", lambda path: (target.write_text("precious"), sync(path)))
    assert cli.main(["backup", str(target)]) == 2 and target.read_text() == "precious"
    assert not list(own_place.glob("*.part"))


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_restore_from_what_is_no_backup_changes_nothing(own_place, capsys, kind):
    held = SqliteStore(own_place / "answers.db")
    key = records.start(held, date.today(), 12, Said())
    held.close()
    (own_place / "there").mkdir()
    source = foreign(kind, own_place / "there")
    before = looked_at(own_place / "there")
    assert cli.main(["restore", str(source)]) == 2 and capsys.readouterr().err.startswith(
        "Nothing was changed."
    )
    assert looked_at(own_place / "there") == before and records.read(
        SqliteStore(own_place / "answers.db"), key, date.today(), 12
    )


def test_damaged_boxes_are_told_by_backup_and_restore(own_place, capsys, monkeypatch):
    held = SqliteStore(own_place / "answers.db")
    keys = [records.start(held, date.today(), 12, Said()) for _ in range(3)]
    held.db.execute("UPDATE boxes SET box = zeroblob(4125) WHERE id = ?", (keys[0].id,))
    held.close()
    assert cli.main(["backup", str(own_place / "monday")]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("3 boxes in ") and told.err.startswith("1 boxes are damaged")
    monkeypatch.setenv("HBSELF_DATABASE", str(own_place / "new.db"))
    assert (
        cli.main(["restore", str(own_place / "monday")]) == 2
        and "--with-damaged" in capsys.readouterr().err
    )
    assert cli.main(["restore", "--with-damaged", str(own_place / "monday")]) == 1
    told = capsys.readouterr()
    assert told.out == "3 boxes restored\n" and told.err.startswith("1 boxes are damaged")
    assert records.read(SqliteStore(own_place / "new.db"), keys[1], date.today(), 12)
