"""Backup and restore of all boxes, as single files that only their owner may read."""

import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct

from .. import limits
from . import vault
from .boxes import LETTERS
from .sqlite import SqliteStore
from .store import COUNTED, mark
from .tables import RANDOM, TABLES, NotOurs

# Marks in the head of a file made by `backup` (SQLite's application_id and user_version).
OURS, FORMAT = int.from_bytes(b"hbsf", "big"), 1
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class NotRestored(Exception):
    """The database stays as it is; `str()` says why."""


class Checked(Struct, frozen=True):
    """What a look at all boxes found: how many there are, how many are damaged, and how many carry
    no mark of an earlier look (an earlier release wrote them), so that only their form could be
    looked at.
    """

    held: int
    damaged: int = 0
    unmarked: int = 0


def check(db: sqlite3.Connection) -> Checked:
    """Look at every box as far as that is possible without its key: id, kind, month, length,
    version byte, and its mark.

    What is inside, only its person's key can tell.
    """
    held = damaged = unmarked = 0
    for id, kind, version, month, box in db.execute(
        "SELECT id, kind, version, expires, box FROM boxes"
    ):
        held += 1
        marked = isinstance(version, int) and version >= COUNTED and version % 2**16 == 0
        whole = (
            isinstance(id, bytes)
            and len(id) == 16
            and isinstance(kind, str)
            and isinstance(version, int)
            and version > 0
            and isinstance(month, str)
            and bool(MONTH.fullmatch(month))
            and isinstance(box, bytes)
            and _looks_whole(kind, box)
            and (not marked or version == mark(id, kind, box))
        )
        damaged, unmarked = damaged + (not whole), unmarked + (whole and not marked)
    return Checked(held, damaged, unmarked)


def _looks_whole(kind: str, box: bytes) -> bool:
    """Letters are a list (msgpack) of sealed texts; all other boxes are sealed as a whole."""
    return box[:1] > b"\x8f" if kind == LETTERS else vault.looks_sealed(box)


def backup(path: Path, target: Path) -> Checked:
    """Write all boxes of the database `path` into the new file `target`, as they stand at one
    moment. Returns what is in it.

    People may answer meanwhile. The file is whole when its name appears, is checked, and only its
    owner may read it. Its pages stand in the order of the rows, which is chance: nothing in it
    tells which box is older. Raises FileExistsError, OSError, NotOurs.
    """
    SqliteStore(path).close()  # brings a file of an earlier version up to date
    with closing(sqlite3.connect(path, timeout=limits.SAVE_WAIT)) as source:
        return _copy(source, target)


def _copy(source: sqlite3.Connection, target: Path) -> Checked:
    if os.path.lexists(target):  # a link that leads nowhere, too
        raise FileExistsError(target)
    # Mode 0600
    made, name = tempfile.mkstemp(dir=target.parent, prefix=target.name + ".", suffix=".part")
    os.close(made)
    part = Path(name)
    try:
        # In one step: one moment of the source, whatever others write
        source.execute("VACUUM INTO ?", (name,))
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            for pragma in (
                "journal_mode = DELETE",
                f"application_id = {OURS}",
                f"user_version = {FORMAT}",
            ):
                copy.execute(f"PRAGMA {pragma}").fetchall()
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise OSError(f"{target.name}: the copy is damaged, and so may be the database")
            checked = check(copy)
        _sync(part)
        try:
            os.link(part, target)  # never over another file
        except FileExistsError:
            raise
        except OSError:  # a disk that knows no second name for a file
            part.rename(target)
        _sync(target.parent)
    finally:
        part.unlink(missing_ok=True)
    return checked


def _sync(path: Path) -> None:
    """What was written there survives a loss of power. (Windows opens no folder, and needs none of
    this for its names.)
    """
    if os.name != "nt" or path.is_file():
        opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        os.fsync(opened)
        os.close(opened)


def restore(path: Path, source: Path, damaged: bool = False) -> tuple[Checked, Path | None]:
    """Put the boxes of a file made by `backup` in the place of all that the database `path` holds,
    in one transaction.

    damaged: also where some boxes of the file are. Returns (what came, where the boxes that were
    there are kept, if there were any). A crash leaves exactly the old boxes or exactly the new
    ones. Raises NotRestored: a file is damaged, not ours, or in the way; the site is running.
    """
    checked = _check(source)
    if checked.damaged and not damaged:
        raise NotRestored(
            f"{source}: {checked.damaged} of its {checked.held} boxes are damaged. To bring all"
            " back as they are: --with-damaged"
        )
    before = path.with_name(path.name + ".before-restore")
    with _alone(path) as db:
        held = db.execute("SELECT COUNT(*) FROM boxes").fetchone()[0]
        if held:
            try:
                _copy(db, before)
            except FileExistsError:
                raise NotRestored(
                    f"{before} is there from an earlier restore: look whether you need it, then"
                    " remove it"
                ) from None
        _replace(db, source)
    return checked, before if held else None


def _replace(db: sqlite3.Connection, source: Path) -> None:
    """All rows of the file in the place of those that are there. Boxes of earlier releases get
    their mark.
    """
    db.execute("ATTACH ? AS saved", (f"{source.resolve().as_uri()}?mode=ro&immutable=1",))
    db.create_function("mark", 3, mark)
    marked = f"CASE WHEN version < {COUNTED} THEN mark(id, kind, box) ELSE version END"
    db.execute("BEGIN IMMEDIATE")
    for table, columns in TABLES.items():
        into, values = columns, columns
        if table == "boxes":
            into, values = f"rowid, {columns}", f"{RANDOM}, {columns.replace('version', marked)}"
        # names of ours alone
        db.execute(f"DELETE FROM main.{table}")  # noqa: S608
        db.execute(f"INSERT INTO main.{table} ({into}) SELECT {values} FROM saved.{table}")  # noqa: S608
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the database while nobody else has one: a site that runs would go on with
    what it has seen.
    """
    try:
        SqliteStore(path).close()
        with closing(
            sqlite3.connect(path.resolve().as_uri(), uri=True, timeout=0, isolation_level=None)
        ) as db:
            for pragma in (
                "locking_mode = EXCLUSIVE",
                "secure_delete = ON",
                "synchronous = FULL",
                "trusted_schema = OFF",
            ):
                db.execute(f"PRAGMA {pragma}").fetchall()
            db.execute("BEGIN IMMEDIATE")
            db.execute("COMMIT")
            yield db
    except sqlite3.OperationalError as error:
        locked = "the site is running: stop it first, so that no answer gets lost"
        raise NotRestored(f"{path}: {locked if 'locked' in str(error) else error}") from error
    except NotOurs as error:
        raise NotRestored(
            f"{error}. If it is a damaged database, move it away first, with its -wal and -shm"
        ) from error
    except sqlite3.DatabaseError as error:
        raise NotRestored(
            f"{path}: {error}. If the database is damaged, move it away first, with its -wal and"
            " -shm"
        ) from error


def _check(source: Path) -> Checked:
    """Refuse a file that `backup` has not made, or that a later version has made, or that is no
    sound database any more.
    """
    if not source.is_file():
        raise NotRestored(f"{source}: there is no such file")
    try:
        with closing(
            sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as file:
            ours, version = (
                file.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("application_id", "user_version")
            )
            tables = {
                name
                for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            whole = (
                ours == OURS
                and file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                and tables >= set(TABLES)
            )
            checked = check(file) if whole else None
    except sqlite3.DatabaseError as error:
        raise NotRestored(f"{source}: damaged, or not a backup ({error})") from error
    if ours != OURS:
        raise NotRestored(f"{source}: not a file that `hbself backup` has made")
    if version > FORMAT:
        raise NotRestored(f"{source}: made by a later version of the site")
    if checked is None:
        raise NotRestored(f"{source}: damaged")
    return checked
