"""Sealed boxes in an SQLite file: get, put (compare and set), move, delete, purge.

The database sees an id, a kind, a mark of the box, the month in which the box may be removed, and
the box. Beside the boxes it counts documents by month and language, with no way from a count to a
box, and knows the last day that it has seen.
"""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import msgspec
from sqlite_utils import Database

from .. import limits
from .tables import RANDOM, TABLES, NotOurs, look, mark, migrations
from .turns import Turns

BUSY_MS = 10_000  # how long tools that are no part of the site (backup, restore) wait for a writer
# What SQLite says when nothing can be written for the moment.
NOT_NOW = ("full", "disk I/O", "locked", "busy", "readonly", "unable to open")
# Boxes that a purge removes at one go, and how long it rests after it, in times of the go: whoever
# waits comes first.
PURGE_BOXES, PURGE_REST = 200, 2.0
DAYS_AHEAD = timedelta(31)  # a site in use sees a new day at least so often
log = logging.getLogger("hbself")


class StoreFull(Exception):
    """Nothing can be written now: no room, a file that only can be read or was taken away, or
    somebody else held the turn too long. Nothing was changed.
    """


class _Changed(Exception):
    """Inside a transaction: the box is not as expected."""


def full(error: sqlite3.OperationalError) -> Exception:
    """What passes (a full disk, a long turn of somebody else) is told apart
    from every other fault.
    """
    return StoreFull(str(error)) if any(one in str(error) for one in NOT_NOW) else error


class Sealed(msgspec.Struct, frozen=True):
    """A row: version as by `mark`, or a small count of an earlier release; `expires` "2027-12", the
    first month in which it may be removed.
    """

    version: int
    expires: str
    box: bytes


class Store:
    """One SQLite file. Each thread has a connection of its own, for SQLite and sqlite-utils want it
    so.
    """

    def __init__(self, path: Path):
        """Raises NotOurs, and OSError where the file can't be made."""
        look(path)  # nothing of a foreign file is touched
        self.path = path
        self._local = threading.local()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _for_us_alone(path)
        # Writers take turns: threads at the lock, processes at the file. SQLite would let each of
        # them sleep and ask again: with 50 persons at once the unlucky ones then wait ten times as
        # long.
        gate = path.with_name(path.name + "-turn")
        _for_us_alone(gate)
        self._turns = Turns(gate)
        self._name = str(path.absolute())
        self._file, self._told = _identity(self._name), False
        # The first connection stays open as long as this is used: so long SQLite leaves its log and
        # its index where they are, and who takes them away, and who makes new ones, is noticed by
        # every thread.
        self._first: sqlite3.Connection | None = None
        self._beside: list[tuple[int, int] | None] = []
        try:
            migrations.apply(self.db)
            self._day = self.seen()
        except sqlite3.Error as error:
            raise NotOurs(f"{path}: {error}") from error

    @property
    def db(self) -> Database:
        """This thread's connection."""
        found = getattr(self._local, "db", None)
        if found is None:
            if not self._whole():
                raise self._gone()
            # `_rescue`
            connection = sqlite3.connect(
                self.path, timeout=limits.SAVE_WAIT, check_same_thread=False
            )
            found = Database(connection, strict=True)
            # FULL: an answer that the person saw as kept survives a loss of power, too. A small
            # cache: the system keeps the file in memory anyway, and each thread has a connection.
            for pragma in (
                "journal_mode = WAL",
                "synchronous = FULL",
                "secure_delete = ON",
                "cache_size = -256",
            ):
                connection.execute(f"PRAGMA {pragma}")
            # Now its log and index are there
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            if self._first is None:
                self._first, self._beside = connection, _beside(self._name)
            self._local.db = found
        return found

    def _whole(self) -> bool:
        """Whether the database, its log and its index are the files that this process writes into.
        A new connection beside others that write into a log with no name any more would make a log
        of its own, and each would spoil the database.
        """
        return _identity(self._name) == self._file and (
            self._first is None or _beside(self._name) == self._beside
        )

    def _in_place(self) -> None:
        """Raises StoreFull where they are not: one was removed, or another one was put there. What
        is open can still be read, and nothing is said to be kept that is not.
        """
        if not self._whole():
            raise self._gone()
        self._told = False

    def _rescue(self) -> None:
        """What was kept and stands only in a log that is in no folder any more comes into the
        database, where it is still the same and nobody has made another log.
        """
        if _identity(self._name) == self._file and all(
            now in (None, then) for now, then in zip(_beside(self._name), self._beside, strict=True)
        ):
            with suppress(sqlite3.Error):
                self._first.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _gone(self) -> StoreFull:
        self._rescue()  # each time: as long as somebody reads, only a part of it comes over
        if not self._told:
            log.error(
                "The database was removed or replaced while the site runs. Nothing is saved. Put it"
                " back, or start the site anew"
            )
            self._told = True
        return StoreFull("the database was removed or replaced")

    @contextmanager
    def turn(self, wait: float | None = None):
        """Nobody else writes meanwhile, in no process. Can be taken again inside.

        wait: seconds, by default config.SAVE_WAIT, for this and for SQLite's own lock together.
        Raises StoreFull after them.
        """
        wait = limits.SAVE_WAIT if wait is None else wait
        end = time.monotonic() + wait
        if not self._turns.take(wait):
            raise StoreFull("somebody else held the turn too long")
        try:
            self.db.conn.execute(
                f"PRAGMA busy_timeout = {max(1, int(1000 * (end - time.monotonic())))}"
            )
            self._in_place()
            yield
        finally:
            self._turns.give()

    def get(self, id: bytes, kind: str) -> Sealed | None:
        """The box, or None when there is none."""
        row = self.db.conn.execute(
            "SELECT version, expires, box FROM boxes WHERE id = ? AND kind = ?", (id, kind)
        ).fetchone()
        return row and Sealed(*row)

    def put(
        self,
        id: bytes,
        kind: str,
        box: bytes,
        expires: str,
        expected: int,
        wait: float | None = None,
    ) -> bool:
        """Write the box if its version is still `expected` (0: there is none yet). Durable when it
        returns.

        wait: as for `turn`. False: somebody else has written in between. Raises StoreFull.
        """
        if expected:
            sql = (
                "UPDATE boxes SET box = :box, expires = :expires, version = :mark WHERE id = :id"
                " AND kind = :kind AND version = :expected"
            )
        else:
            sql = (
                "INSERT OR IGNORE INTO boxes (rowid, id, kind, version, expires, box) VALUES"
                f" ({RANDOM}, :id, :kind, :mark, :expires, :box)"
            )
        try:
            values = {
                "id": id,
                "kind": kind,
                "box": box,
                "expires": expires,
                "expected": expected,
                "mark": mark(id, kind, box),
            }
            with self.turn(wait):
                return (
                    self.db.execute(
                        sql, {k: v for k, v in values.items() if f":{k}" in sql}
                    ).rowcount
                    == 1
                )
        except sqlite3.OperationalError as error:
            raise full(error) from error

    def swap(
        self,
        old: Iterable[tuple[bytes, str, int]],
        new: Iterable[tuple[bytes, str, bytes]] = (),
        expires: str = "",
    ) -> bool:
        """In one transaction the boxes `old` go and the boxes `new` come; a crash leaves exactly
        the ones or the others.

        old: (id, kind, version), 0 for whichever version there is, if any; new: (id, kind, box).
        False: somebody else has written one of `old` in between, and nothing was changed. Raises
        StoreFull.
        """
        try:
            with self.turn(), self.db.atomic():
                for id, kind, version in old:
                    sql = "DELETE FROM boxes WHERE id = ? AND kind = ? AND ? IN (0, version)"
                    if self.db.execute(sql, (id, kind, version)).rowcount != 1 and version:
                        raise _Changed
                for id, kind, box in new:
                    sql = (
                        "INSERT INTO boxes (rowid, id, kind, version, expires, box) VALUES"
                        f" ({RANDOM}, ?, ?, ?, ?, ?)"
                    )
                    self.db.execute(sql, (id, kind, mark(id, kind, box), expires, box))
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
        """Remove all boxes that expire in `month` ("2027-12") or before, a few at a time. Returns
        how many. Raises StoreFull.
        """
        removed, sql = (
            0,
            "DELETE FROM boxes WHERE rowid IN (SELECT rowid FROM boxes WHERE expires <= ? LIMIT ?)",
        )
        while True:
            begin = time.monotonic()
            try:
                with self.turn():
                    some = self.db.execute(sql, (month, PURGE_BOXES)).rowcount
                # Else whoever saves next would have to do it
                self.db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            except sqlite3.OperationalError as error:
                raise full(error) from error
            if not some:
                break
            removed += some
            time.sleep(PURGE_REST * (time.monotonic() - begin))
        self.forget()  # also where nothing expired: a delete may have found others reading
        return removed

    def forget(self) -> None:
        """Write the log into the database and empty it, so that what was removed is in no file any
        more.

        While others read, and where there is no room, the log stays as it is until the next time.
        """
        try:
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.OperationalError as error:
            if not isinstance(full(error), StoreFull):
                raise

    def seen(self) -> date:
        """The last day that this database has seen; long ago where it has seen none."""
        (day,) = self.db.execute("SELECT MAX(day) FROM clock").fetchone()
        return date.fromisoformat(day) if day else date.min

    def today(self, clock: date) -> date:
        """Which day it is. A clock that was set back does not make it an earlier one: what has
        ended stays so.

        A day that is far ahead of the last one is used and not kept: a clock that goes wrong for an
        hour must not last.
        """
        if clock > self._day and (self._day == date.min or clock - self._day <= DAYS_AHEAD):
            with suppress(StoreFull, sqlite3.OperationalError):  # kept at another time
                self.see(clock, limits.SHORT_WAIT)
            self._day = clock
        return max(clock, self._day)

    def see(self, day: date, wait: float | None = None) -> None:
        """From now on the last day is this one, whichever it was before. Raises StoreFull."""
        try:
            with self.turn(wait), self.db.atomic():
                self.db.execute("DELETE FROM clock")
                self.db.execute("INSERT INTO clock VALUES (?)", (day.isoformat(),))
        except sqlite3.OperationalError as error:
            raise full(error) from error
        self._day = day

    def count(self, month: str, what: str, language: str) -> None:
        """One more document of this kind was made. A full disk or a long wait is no reason to
        refuse the document: then it is not counted.
        """
        try:
            with self.turn(limits.SHORT_WAIT):
                self.db.execute(
                    "INSERT INTO counts VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET number ="
                    " number + 1",
                    (month, what, language),
                )
        except (sqlite3.OperationalError, StoreFull):
            pass

    def stats(self) -> tuple[list[tuple[str, str, int]], list[tuple[str, str, str, int]]]:
        """All that can be counted: boxes as (kind, month of removal, how many), documents as
        (month, kind, language, how many).
        """
        held = self.db.execute(
            "SELECT kind, expires, COUNT(*) FROM boxes GROUP BY kind, expires ORDER BY kind,"
            " expires"
        ).fetchall()
        return (
            held,
            self.db.execute(
                f"SELECT {TABLES['counts']} FROM counts ORDER BY month, what, language"
            ).fetchall(),
        )

    def close(self) -> None:
        """Close this thread's connection."""
        if found := self._local.__dict__.pop("db", None):
            found.conn.close()
            if found.conn is self._first:
                self._first = None


def _identity(path: str) -> tuple[int, int] | None:
    """Which file has this name now, however often it was renamed; None: none has."""
    with suppress(FileNotFoundError, NotADirectoryError):
        found = os.stat(path)
        return found.st_dev, found.st_ino


def _beside(name: str) -> list[tuple[int, int] | None]:
    return [_identity(name + "-wal"), _identity(name + "-shm")]


def _for_us_alone(path: Path) -> None:
    """Only the account that runs the site may read the database. SQLite gives its log and index the
    same rights.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    # Never opened here: closing it would take away the locks of this process's connections
    except FileExistsError:
        if path.stat().st_mode & 0o077:  # made by an earlier version, or by hand
            path.chmod(0o600)
