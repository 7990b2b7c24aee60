"""The store in an SQLite file. It keeps what `store.Store` promises; where the promise says all,
its docstring is not said again.

The database sees an id, a kind, a mark of the box, the month in which the box may be removed, and
the box. Beside the boxes it counts documents by month and language, with no way from a count to a
box, and knows the last day that it has seen.
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from .. import limits
from .connections import Connections, told
from .store import DAYS_AHEAD, Held, Made, NotSaved, Sealed, mark
from .tables import RANDOM, NotOurs, look, migrations
from .turns import Turns

# Boxes that a purge removes at one go, and how long it rests after it, in times of the go: whoever
# waits comes first.
PURGE_BOXES, PURGE_REST = 200, 2.0
UPDATE = (
    "UPDATE boxes SET box = :box, expires = :expires, version = :mark WHERE id = :id"
    " AND kind = :kind AND version = :expected"
)
INSERT = (  # OR IGNORE: what is there stays, and is told by the count of rows
    "INSERT OR IGNORE INTO boxes (rowid, id, kind, version, expires, box)"  # noqa: S608 - our own
    f" VALUES ({RANDOM}, :id, :kind, :mark, :expires, :box)"
)
PURGE = "DELETE FROM boxes WHERE rowid IN (SELECT rowid FROM boxes WHERE expires <= ? LIMIT ?)"


class _Changed(Exception):
    """Inside a transaction: the box is not as expected."""


class SqliteStore:
    """One SQLite file."""

    def __init__(self, path: Path):
        """Raises NotOurs, and OSError where the file can't be made."""
        look(path)  # nothing of a foreign file is touched
        self.path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _for_us_alone(path)
        # Writers take turns: threads at the lock, processes at the file. SQLite would let each of
        # them sleep and ask again: with 50 persons at once the unlucky ones then wait ten times as
        # long.
        gate = path.with_name(path.name + "-turn")
        _for_us_alone(gate)
        self._turns = Turns(gate)
        self.connections = Connections(path)
        try:
            migrations.apply(self.db)
            self._day = self.seen()
        except (sqlite3.Error, NotSaved) as error:
            raise NotOurs(f"{path}: {error}") from error

    @property
    def db(self) -> Database:
        """This thread's connection."""
        return self.connections.mine()

    @contextmanager
    def turn(self, wait: float | None = None) -> Iterator[None]:
        """Nobody else writes meanwhile, in no process. Can be taken again inside.

        wait: seconds, by default limits.SAVE_WAIT, for this, for a new connection and for SQLite's
        own lock together. Raises NotSaved after them.
        """
        end = time.monotonic() + (limits.SAVE_WAIT if wait is None else wait)
        db = self.db
        if not self._turns.take(max(0.0, end - time.monotonic())):
            raise NotSaved("somebody else held the turn too long")
        try:
            _wait_at_most(db, end - time.monotonic())
            self.connections.in_place()
            yield
        finally:
            self._turns.give()

    def exclusively(self, id: bytes, wait: float | None = None) -> AbstractContextManager[None]:
        """As promised; here it is a turn, whatever the id."""
        return self.turn(wait)

    def get(self, id: bytes, kind: str) -> Sealed | None:
        """As promised."""
        with told():
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
        """As promised."""
        row = {
            "id": id,
            "kind": kind,
            "box": box,
            "expires": expires,
            "mark": mark(id, kind, box),
        }
        with told(), self.turn(wait):
            if expected:
                done = self.db.execute(UPDATE, row | {"expected": expected})
            else:
                done = self.db.execute(INSERT, row)
            return bool(done.rowcount == 1)

    def swap(
        self,
        old: Iterable[tuple[bytes, str, int]],
        new: Iterable[tuple[bytes, str, bytes]] = (),
        expires: str = "",
    ) -> bool:
        """As promised."""
        try:
            with told(), self.turn(), self.db.atomic():
                for id, kind, version in old:
                    sql = "DELETE FROM boxes WHERE id = ? AND kind = ? AND ? IN (0, version)"
                    if self.db.execute(sql, (id, kind, version)).rowcount != 1 and version:
                        raise _Changed
                for id, kind, box in new:
                    row: dict[str, object] = {"id": id, "kind": kind, "box": box}
                    row |= {"expires": expires, "mark": mark(id, kind, box)}
                    if self.db.execute(INSERT, row).rowcount != 1:
                        raise _Changed
        except _Changed:
            return False
        return True

    def delete(self, id: bytes, kind: str) -> None:
        """As promised; its pages are overwritten (secure_delete)."""
        with told(), self.turn():
            self.db.execute("DELETE FROM boxes WHERE id = ? AND kind = ?", (id, kind))
        self.forget()

    def purge(self, month: str) -> int:
        """As promised."""
        removed = 0
        while True:
            begin = time.monotonic()
            with told():
                with self.turn():
                    some = self.db.execute(PURGE, (month, PURGE_BOXES)).rowcount
                # Else whoever saves next would have to do it
                self.db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
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
        It waits for them a short time only: who saves meanwhile waits for this.
        """
        with suppress(NotSaved), told():
            _wait_at_most(self.db, limits.SHORT_WAIT)
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def seen(self) -> date:
        """As promised."""
        (day,) = self.db.execute("SELECT MAX(day) FROM clock").fetchone()
        return date.fromisoformat(day) if day else date.min

    def today(self, clock: date) -> date:
        """As promised."""
        if clock > self._day and (self._day == date.min or clock - self._day <= DAYS_AHEAD):
            with suppress(NotSaved):  # kept at another time
                self.see(clock, limits.SHORT_WAIT)
            self._day = clock
        return max(clock, self._day)

    def see(self, day: date, wait: float | None = None) -> None:
        """As promised."""
        with told(), self.turn(wait), self.db.atomic():
            self.db.execute("DELETE FROM clock")
            self.db.execute("INSERT INTO clock VALUES (?)", (day.isoformat(),))
        self._day = day

    def count(self, month: str, what: str, language: str) -> None:
        """As promised. A full disk or a long wait is no reason to refuse the document."""
        with suppress(NotSaved), told(), self.turn(limits.SHORT_WAIT):
            self.db.execute(
                "INSERT INTO counts VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET number ="
                " number + 1",
                (month, what, language),
            )

    def stats(self) -> tuple[Held, Made]:
        """As promised."""
        held = self.db.execute(
            "SELECT kind, expires, COUNT(*) FROM boxes GROUP BY kind, expires ORDER BY kind,"
            " expires"
        ).fetchall()
        made = self.db.execute(
            "SELECT month, what, language, number FROM counts ORDER BY month, what, language"
        ).fetchall()
        return held, made

    def close(self) -> None:
        """As promised."""
        self.connections.close()


def _wait_at_most(db: Database, seconds: float) -> None:
    """How long this connection waits for SQLite's own locks from now on."""
    db.conn.execute(f"PRAGMA busy_timeout = {max(1, int(1000 * seconds))}")


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
