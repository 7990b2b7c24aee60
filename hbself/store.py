"""Sealed boxes in an SQLite file: get, put (compare and set), move, delete, purge; backup and restore of all of them.

The database sees an id, a kind, a version number, the month in which the box may be removed, and the box. Beside the boxes
it counts documents by month and language, with no way from a count to a box.
"""

import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterable
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from sqlite_utils import Database, Migrations

try:
    from fcntl import LOCK_EX, LOCK_UN, flock
except ImportError:  # Windows: there SQLite's own waiting must do
    LOCK_EX = LOCK_UN = 0
    flock = lambda file, what: None  # noqa: E731

BUSY_MS = 10_000  # how long a writer waits for another
# Boxes that a purge removes at one go, and how long it rests after it, in times of the go: whoever waits comes first.
PURGE_BOXES, PURGE_REST = 200, 2.0
# Marks in the head of a file made by `backup` (SQLite's application_id and user_version).
OURS, FORMAT = int.from_bytes(b"hbsf", "big"), 1
TABLES = {"boxes": "id, kind, version, expires, box", "counts": "month, what, language, number"}
migrations = Migrations("hbself")


@migrations()
def boxes(db: Database) -> None:
    """What people have said, sealed."""
    db["boxes"].create(
        {"id": bytes, "kind": str, "version": int, "expires": str, "box": bytes},
        pk=("id", "kind"), not_null={"version", "expires", "box"}, strict=True,
    )
    db["boxes"].create_index(["expires"])


@migrations()
def counts(db: Database) -> None:
    """How many documents were made: by month, kind of document and language. Nothing leads from here to a box."""
    db["counts"].create({"month": str, "what": str, "language": str, "number": int}, pk=("month", "what", "language"), not_null={"number"}, strict=True)


class StoreFull(Exception):
    """The disk or the database has no room; nothing was changed."""


class NotRestored(Exception):
    """The database stays as it is; `str()` says why."""


class _Changed(Exception):
    """Inside a transaction: the box is not as expected."""


def _full(error: sqlite3.OperationalError) -> Exception:
    """A full disk is told apart from every other fault."""
    return StoreFull(str(error)) if "full" in str(error) or "disk I/O" in str(error) else error


class Sealed(msgspec.Struct, frozen=True):
    """A row: version from 1 up; `expires` "2027-12", the first month in which it may be removed."""

    version: int
    expires: str
    box: bytes


class Store:
    """One SQLite file. Each thread has a connection of its own, for SQLite and sqlite-utils want it so."""

    def __init__(self, path: Path):
        self.path = path
        self._local = threading.local()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _for_us_alone(path)
        # Writers take turns: threads at the lock, processes at the file. SQLite would let each of them sleep and ask again:
        # with 50 persons at once the unlucky ones then wait ten times as long.
        self._lock, self._gate = threading.Lock(), path.with_name(path.name + "-turn").open("ab")
        migrations.apply(self.db)

    @property
    def db(self) -> Database:
        """This thread's connection."""
        found = getattr(self._local, "db", None)
        if found is None:
            connection = sqlite3.connect(self.path, timeout=BUSY_MS / 1000)
            found = Database(connection, strict=True)
            # FULL: an answer that the person saw as kept survives a loss of power, too.
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
                connection.execute(f"PRAGMA {pragma}")
            self._local.db = found
        return found

    @contextmanager
    def _turn(self):
        with self._lock:
            flock(self._gate, LOCK_EX)
            try:
                yield
            finally:
                flock(self._gate, LOCK_UN)

    def get(self, id: bytes, kind: str) -> Sealed | None:
        """The box, or None when there is none."""
        row = self.db.conn.execute("SELECT version, expires, box FROM boxes WHERE id = ? AND kind = ?", (id, kind)).fetchone()
        return row and Sealed(*row)

    def put(self, id: bytes, kind: str, box: bytes, expires: str, expected: int) -> bool:
        """Write the box if its version is still `expected` (0: there is none yet). Durable when it returns.

        False: somebody else has written in between. Raises StoreFull.
        """
        if expected:
            sql = "UPDATE boxes SET box = :box, expires = :expires, version = version + 1 WHERE id = :id AND kind = :kind AND version = :expected"
        else:
            sql = "INSERT OR IGNORE INTO boxes (id, kind, version, expires, box) VALUES (:id, :kind, 1, :expires, :box)"
        try:
            values = {"id": id, "kind": kind, "box": box, "expires": expires, "expected": expected}
            with self._turn():
                return self.db.execute(sql, {k: v for k, v in values.items() if f":{k}" in sql}).rowcount == 1
        except sqlite3.OperationalError as error:
            raise _full(error) from error

    def swap(self, old: Iterable[tuple[bytes, str, int]], new: Iterable[tuple[bytes, str, bytes]] = (), expires: str = "") -> bool:
        """In one transaction the boxes `old` go and the boxes `new` come; a crash leaves exactly the ones or the others.

        old: (id, kind, version), 0 for whichever version there is, if any; new: (id, kind, box). False: somebody else has
        written one of `old` in between, and nothing was changed. Raises StoreFull.
        """
        try:
            with self._turn(), self.db.atomic():
                for id, kind, version in old:
                    sql = "DELETE FROM boxes WHERE id = ? AND kind = ? AND ? IN (0, version)"
                    if self.db.execute(sql, (id, kind, version)).rowcount != 1 and version:
                        raise _Changed
                for id, kind, box in new:
                    self.db.execute("INSERT INTO boxes (id, kind, version, expires, box) VALUES (?, ?, 1, ?, ?)", (id, kind, expires, box))
        except _Changed:
            return False
        except sqlite3.OperationalError as error:
            raise _full(error) from error
        return True

    def delete(self, id: bytes, kind: str) -> None:
        """Remove the box; its pages are overwritten (secure_delete)."""
        with self._turn():
            self.db.execute("DELETE FROM boxes WHERE id = ? AND kind = ?", (id, kind))
        self.forget()

    def purge(self, month: str) -> int:
        """Remove all boxes that expire in `month` ("2027-12") or before, a few at a time. Returns how many."""
        removed = 0
        while True:
            begin = time.monotonic()
            some = self.db.execute("DELETE FROM boxes WHERE rowid IN (SELECT rowid FROM boxes WHERE expires <= ? LIMIT ?)", (month, PURGE_BOXES)).rowcount
            if not some:
                break
            removed += some
            self.db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()  # else whoever saves next would have to do it
            time.sleep(PURGE_REST * (time.monotonic() - begin))
        self.forget()  # also where nothing expired: a delete may have found others reading
        return removed

    def forget(self) -> None:
        """Write the log into the database and empty it, so that what was removed is in no file any more.

        While others read, the log stays as it is until the next time.
        """
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def count(self, month: str, what: str, language: str) -> None:
        """One more document of this kind was made. A full disk is no reason to refuse the document: then it is not counted."""
        try:
            with self._turn():
                self.db.execute("INSERT INTO counts VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1", (month, what, language))
        except sqlite3.OperationalError:
            pass

    def stats(self) -> tuple[list[tuple[str, str, int]], list[tuple[str, str, str, int]]]:
        """All that can be counted: boxes as (kind, month of removal, how many), documents as (month, kind, language, how many)."""
        held = self.db.execute("SELECT kind, expires, COUNT(*) FROM boxes GROUP BY kind, expires ORDER BY kind, expires").fetchall()
        return held, self.db.execute(f"SELECT {TABLES['counts']} FROM counts ORDER BY month, what, language").fetchall()

    def close(self) -> None:
        """Close this thread's connection."""
        if found := self._local.__dict__.pop("db", None):
            found.conn.close()


def _for_us_alone(path: Path) -> None:
    """Only the account that runs the site may read the database. SQLite gives its log and index the same rights."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:  # never opened here: closing it would take away the locks of this process's connections
        if path.stat().st_mode & 0o077:  # made by an earlier version, or by hand
            path.chmod(0o600)


# ---- backup and restore ----------------------------------------------------------------------------


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
