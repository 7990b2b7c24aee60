"""Sealed boxes in an SQLite file: get, put (compare and set), move, delete, purge.

The database sees an id, a kind, a version number, the month in which the box may be removed, and the box. Beside the boxes
it counts documents by month and language, with no way from a count to a box.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlite_utils import Database, Migrations

from . import config
from .turns import Turns

BUSY_MS = 10_000  # how long tools that are no part of the site (backup, restore) wait for a writer
NOT_NOW = ("full", "disk I/O", "locked", "busy")  # what SQLite says when nothing can be written for the moment
# Boxes that a purge removes at one go, and how long it rests after it, in times of the go: whoever waits comes first.
PURGE_BOXES, PURGE_REST = 200, 2.0
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
    """Nothing can be written now: no room, or somebody else held the turn too long. Nothing was changed."""


class _Changed(Exception):
    """Inside a transaction: the box is not as expected."""


def full(error: sqlite3.OperationalError) -> Exception:
    """What passes (a full disk, a long turn of somebody else) is told apart from every other fault."""
    return StoreFull(str(error)) if any(one in str(error) for one in NOT_NOW) else error


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
        gate = path.with_name(path.name + "-turn")
        _for_us_alone(gate)
        self._turns = Turns(gate)
        migrations.apply(self.db)

    @property
    def db(self) -> Database:
        """This thread's connection."""
        found = getattr(self._local, "db", None)
        if found is None:
            connection = sqlite3.connect(self.path, timeout=config.SAVE_WAIT)
            found = Database(connection, strict=True)
            # FULL: an answer that the person saw as kept survives a loss of power, too.
            # A small cache: the system keeps the file in memory anyway, and 64 threads have a connection each.
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "cache_size = -256"):
                connection.execute(f"PRAGMA {pragma}")
            self._local.db = found
        return found

    @contextmanager
    def turn(self, wait: float | None = None):
        """Nobody else writes meanwhile, in no process. Can be taken again inside.

        wait: seconds, by default config.SAVE_WAIT, for this and for SQLite's own lock together. Raises StoreFull after them.
        """
        wait = config.SAVE_WAIT if wait is None else wait
        end = time.monotonic() + wait
        if not self._turns.take(wait):
            raise StoreFull("somebody else held the turn too long")
        try:
            self.db.conn.execute(f"PRAGMA busy_timeout = {max(1, int(1000 * (end - time.monotonic())))}")
            yield
        finally:
            self._turns.give()

    def get(self, id: bytes, kind: str) -> Sealed | None:
        """The box, or None when there is none."""
        row = self.db.conn.execute("SELECT version, expires, box FROM boxes WHERE id = ? AND kind = ?", (id, kind)).fetchone()
        return row and Sealed(*row)

    def put(self, id: bytes, kind: str, box: bytes, expires: str, expected: int, wait: float | None = None) -> bool:
        """Write the box if its version is still `expected` (0: there is none yet). Durable when it returns.

        wait: as for `turn`. False: somebody else has written in between. Raises StoreFull.
        """
        if expected:
            sql = "UPDATE boxes SET box = :box, expires = :expires, version = version + 1 WHERE id = :id AND kind = :kind AND version = :expected"
        else:
            sql = "INSERT OR IGNORE INTO boxes (id, kind, version, expires, box) VALUES (:id, :kind, 1, :expires, :box)"
        try:
            values = {"id": id, "kind": kind, "box": box, "expires": expires, "expected": expected}
            with self.turn(wait):
                return self.db.execute(sql, {k: v for k, v in values.items() if f":{k}" in sql}).rowcount == 1
        except sqlite3.OperationalError as error:
            raise full(error) from error

    def swap(self, old: Iterable[tuple[bytes, str, int]], new: Iterable[tuple[bytes, str, bytes]] = (), expires: str = "") -> bool:
        """In one transaction the boxes `old` go and the boxes `new` come; a crash leaves exactly the ones or the others.

        old: (id, kind, version), 0 for whichever version there is, if any; new: (id, kind, box). False: somebody else has
        written one of `old` in between, and nothing was changed. Raises StoreFull.
        """
        try:
            with self.turn(), self.db.atomic():
                for id, kind, version in old:
                    sql = "DELETE FROM boxes WHERE id = ? AND kind = ? AND ? IN (0, version)"
                    if self.db.execute(sql, (id, kind, version)).rowcount != 1 and version:
                        raise _Changed
                for id, kind, box in new:
                    self.db.execute("INSERT INTO boxes (id, kind, version, expires, box) VALUES (?, ?, 1, ?, ?)", (id, kind, expires, box))
        except _Changed:
            return False
        except sqlite3.OperationalError as error:
            raise full(error) from error
        return True

    def delete(self, id: bytes, kind: str) -> None:
        """Remove the box; its pages are overwritten (secure_delete). Raises StoreFull."""
        try:
            with self.turn():
                self.db.execute("DELETE FROM boxes WHERE id = ? AND kind = ?", (id, kind))
        except sqlite3.OperationalError as error:
            raise full(error) from error
        self.forget()

    def purge(self, month: str) -> int:
        """Remove all boxes that expire in `month` ("2027-12") or before, a few at a time. Returns how many. Raises StoreFull."""
        removed, sql = 0, "DELETE FROM boxes WHERE rowid IN (SELECT rowid FROM boxes WHERE expires <= ? LIMIT ?)"
        while True:
            begin = time.monotonic()
            try:
                with self.turn():
                    some = self.db.execute(sql, (month, PURGE_BOXES)).rowcount
            except sqlite3.OperationalError as error:
                raise full(error) from error
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
        """One more document of this kind was made. A full disk or a long wait is no reason to refuse the document: then it is not counted."""
        try:
            with self.turn(config.SHORT_WAIT):
                self.db.execute("INSERT INTO counts VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1", (month, what, language))
        except (sqlite3.OperationalError, StoreFull):
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
