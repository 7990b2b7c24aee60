"""Backup and restore of all boxes, as single files that only their owner may read."""

import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

from .store import BUSY_MS, TABLES, Store

# Marks in the head of a file made by `backup` (SQLite's application_id and user_version).
OURS, FORMAT = int.from_bytes(b"hbsf", "big"), 1


class NotRestored(Exception):
    """The database stays as it is; `str()` says why."""


def backup(path: Path, target: Path) -> int:
    """Write all boxes of the database `path` into the new file `target`, as they stand at one moment. Returns how many.

    People may answer meanwhile. The file is whole when its name appears, is checked, and only its owner may read it.
    Raises FileExistsError, OSError.
    """
    Store(path).close()  # brings a file of an earlier version up to date
    with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as source:
        return _copy(source, target)


def _copy(source: sqlite3.Connection, target: Path) -> int:
    if target.exists():
        raise FileExistsError(target)
    made, name = tempfile.mkstemp(dir=target.parent, prefix=target.name + ".", suffix=".part")  # mode 0600
    os.close(made)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # the whole file is synced at the end
            source.backup(copy)  # in one step: one moment of the source, whatever others write
            for pragma in ("journal_mode = DELETE", f"application_id = {OURS}", f"user_version = {FORMAT}"):
                copy.execute(f"PRAGMA {pragma}").fetchall()
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise OSError(f"{target.name}: the copy is damaged, and so may be the database")
            held = copy.execute("SELECT COUNT(*) FROM boxes").fetchone()[0]
        _sync(part)
        if target.exists():
            raise FileExistsError(target)
        part.rename(target)
        _sync(target.parent)
    finally:
        part.unlink(missing_ok=True)
    return held


def _sync(path: Path) -> None:
    """What was written there survives a loss of power. (Windows opens no folder, and needs none of this for its names.)"""
    if os.name != "nt" or path.is_file():
        opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        os.fsync(opened)
        os.close(opened)


def restore(path: Path, source: Path) -> tuple[int, Path | None]:
    """Put the boxes of a file made by `backup` in the place of all that the database `path` holds, in one transaction.

    Returns (how many, where the boxes that were there are kept, if there were any). A crash leaves exactly the old boxes or
    exactly the new ones. Raises NotRestored: a file is damaged, not ours, or in the way; the site is running.
    """
    _check(source)
    before = path.with_name(path.name + ".before-restore")
    with _alone(path) as db:
        held = db.execute("SELECT COUNT(*) FROM boxes").fetchone()[0]
        if held:
            try:
                _copy(db, before)
            except FileExistsError:
                raise NotRestored(f"{before} is there from an earlier restore: look whether you need it, then remove it") from None
        db.execute("ATTACH ? AS saved", (f"{source.resolve().as_uri()}?mode=ro&immutable=1",))
        db.execute("BEGIN IMMEDIATE")
        for table, columns in TABLES.items():
            db.execute(f"DELETE FROM main.{table}")
            db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM saved.{table}")
        new = db.execute("SELECT COUNT(*) FROM main.boxes").fetchone()[0]
        db.execute("COMMIT")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return new, before if held else None


@contextmanager
def _alone(path: Path):
    """A connection to the database while nobody else has one: a site that runs would go on with what it has seen."""
    try:
        Store(path).close()
        with closing(sqlite3.connect(path.resolve().as_uri(), uri=True, timeout=0, isolation_level=None)) as db:
            for pragma in ("locking_mode = EXCLUSIVE", "secure_delete = ON", "synchronous = FULL", "trusted_schema = OFF"):
                db.execute(f"PRAGMA {pragma}").fetchall()
            db.execute("BEGIN IMMEDIATE")
            db.execute("COMMIT")
            yield db
    except sqlite3.OperationalError as error:
        locked = "the site is running: stop it first, so that no answer gets lost"
        raise NotRestored(f"{path}: {locked if 'locked' in str(error) else error}") from error
    except sqlite3.DatabaseError as error:
        raise NotRestored(f"{path}: {error}. If the database is damaged, move it away first, with its -wal and -shm") from error


def _check(source: Path) -> None:
    """Refuse a file that `backup` has not made, that has changed since, or that a later version has made."""
    if not source.is_file():
        raise NotRestored(f"{source}: there is no such file")
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
            ours, version = (file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
            tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            whole = ours == OURS and file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError as error:
        raise NotRestored(f"{source}: damaged, or not a backup ({error})") from error
    if ours != OURS:
        raise NotRestored(f"{source}: not a file that `hbself backup` has made")
    if version > FORMAT:
        raise NotRestored(f"{source}: made by a later version of the site")
    if not whole or not tables >= set(TABLES):
        raise NotRestored(f"{source}: damaged")
