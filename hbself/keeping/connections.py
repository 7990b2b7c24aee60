"""Connections to the database's file: one for each thread, and a look whether the file is there."""

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from .. import limits
from .store import NotSaved

# What SQLite says when nothing can be written for the moment.
NOT_NOW = ("full", "disk I/O", "locked", "busy", "readonly", "unable to open")
# FULL: an answer that the person saw as kept survives a loss of power, too. A small cache: the
# system keeps the file in memory anyway, and each thread has a connection.
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "cache_size = -256")
Identity = tuple[int, int] | None  # of a file
log = logging.getLogger("hbself")


@contextmanager
def told() -> Iterator[None]:
    """What passes (a full disk, a long turn of somebody else) is told apart from every other fault:
    it raises NotSaved.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if any(one in str(error) for one in NOT_NOW):
            raise NotSaved(str(error)) from error
        raise


class Connections:
    """Each thread has a connection of its own, for SQLite and sqlite-utils want it so."""

    def __init__(self, path: Path):
        self._path = path.absolute()
        self._logs = [self._path.with_name(path.name + end) for end in ("-wal", "-shm")]
        self._local = threading.local()
        self._file, self._said = _identity(self._path), False
        # The first connection stays open as long as this is used: so long SQLite leaves its log and
        # its index where they are, and who takes them away, and who makes new ones, is noticed by
        # every thread.
        self._first: sqlite3.Connection | None = None
        self._beside: list[Identity] = []

    def mine(self) -> Database:
        """This thread's connection. Raises NotSaved after limits.SAVE_WAIT where somebody keeps the
        file from being opened.
        """
        db: Database | None = getattr(self._local, "db", None)
        if db is None:
            if not self._whole():
                raise self._gone()
            with told():
                connection = self._open()
            if self._first is None:
                self._first, self._beside = connection, self._beside_now()
            self._local.db = db = Database(connection, strict=True)
        return db

    def _open(self) -> sqlite3.Connection:
        # Another thread's: `_rescue`
        connection = sqlite3.connect(self._path, timeout=limits.SAVE_WAIT, check_same_thread=False)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        # Now its log and index are there
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        return connection

    def close(self) -> None:
        """Close this thread's connection."""
        if db := self._local.__dict__.pop("db", None):
            db.conn.close()
            if db.conn is self._first:
                self._first = None

    def in_place(self) -> None:
        """Raises NotSaved where the database, its log or its index are not the files any more that
        this process writes into: one was removed, or another one was put there. What is open can
        still be read, and nothing is said to be kept that is not.
        """
        if not self._whole():
            raise self._gone()
        self._said = False

    def _beside_now(self) -> list[Identity]:
        return [_identity(path) for path in self._logs]

    def _whole(self) -> bool:
        """A new connection beside others that write into a log with no name any more would make a
        log of its own, and each would spoil the database.
        """
        return _identity(self._path) == self._file and (
            self._first is None or self._beside_now() == self._beside
        )

    def _gone(self) -> NotSaved:
        self._rescue()  # each time: as long as somebody reads, only a part of it comes over
        if not self._said:
            log.error(
                "The database was removed or replaced while the site runs. Nothing is saved. Put it"
                " back, or start the site anew"
            )
            self._said = True
        return NotSaved("the database was removed or replaced")

    def _rescue(self) -> None:
        """What was kept and stands only in a log that is in no folder any more comes into the
        database, where it is still the same and nobody has made another log.
        """
        there = zip(self._beside_now(), self._beside, strict=True)
        if (
            self._first
            and _identity(self._path) == self._file
            and all(now in (None, then) for now, then in there)
        ):
            with suppress(sqlite3.Error):
                self._first.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def _identity(path: Path) -> Identity:
    """Which file has this name now, however often it was renamed; None: none has."""
    with suppress(FileNotFoundError, NotADirectoryError):
        stat = path.stat()
        return stat.st_dev, stat.st_ino
    return None
