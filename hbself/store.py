"""Sealed boxes in an SQLite file: get, put (compare and set), delete, purge.

The database sees an id, a kind, a version number, the month in which the box may be removed, and the box.
"""

import sqlite3
import threading
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlite_utils import Database, Migrations

try:
    from fcntl import LOCK_EX, LOCK_UN, flock
except ImportError:  # Windows: there SQLite's own waiting must do
    LOCK_EX = LOCK_UN = 0
    flock = lambda file, what: None  # noqa: E731

BUSY_MS = 10_000  # how long a writer waits for another
migrations = Migrations("hbself")


@migrations()
def boxes(db: Database) -> None:
    """The first and so far only table."""
    db["boxes"].create(
        {"id": bytes, "kind": str, "version": int, "expires": str, "box": bytes},
        pk=("id", "kind"), not_null={"version", "expires", "box"}, strict=True,
    )
    db["boxes"].create_index(["expires"])


class StoreFull(Exception):
    """The disk or the database has no room; nothing was changed."""


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
        path.parent.mkdir(parents=True, exist_ok=True)
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
            if "full" in str(error) or "disk I/O" in str(error):
                raise StoreFull(str(error)) from error
            raise

    def delete(self, id: bytes, kind: str) -> None:
        """Remove the box; its pages are overwritten (secure_delete)."""
        self.db.execute("DELETE FROM boxes WHERE id = ? AND kind = ?", (id, kind))
        self._forget()

    def purge(self, month: str) -> int:
        """Remove all boxes that expire in `month` ("2027-12") or before. Returns how many."""
        removed = self.db.execute("DELETE FROM boxes WHERE expires <= ?", (month,)).rowcount
        if removed:
            self._forget()
        return removed

    def _forget(self) -> None:
        """Empty the write-ahead log, which still holds what was removed. While others read, SQLite does it later by itself."""
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
