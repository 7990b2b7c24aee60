"""The form of the database: its tables, and whether a file is one of ours."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from .store import mark

# Places of new rows: their order must not tell who was made together
RANDOM = "random() & 9223372036854775807"
SMALLEST = 512  # bytes of the smallest database that SQLite makes: one page
TABLES = {"boxes": "id, kind, version, expires, box", "counts": "month, what, language, number"}
migrations = Migrations("hbself")


@migrations()
def boxes(db: Database) -> None:
    """What people have said, sealed."""
    db.table("boxes").create(
        {"id": bytes, "kind": str, "version": int, "expires": str, "box": bytes},
        pk=("id", "kind"),
        not_null={"version", "expires", "box"},
        strict=True,
    )
    db.table("boxes").create_index(["expires"])


@migrations()
def counts(db: Database) -> None:
    """How many documents were made: by month, kind of document and language. Nothing leads from
    here to a box.
    """
    db.table("counts").create(
        {"month": str, "what": str, "language": str, "number": int},
        pk=("month", "what", "language"),
        not_null={"number"},
        strict=True,
    )


@migrations()
def no_traces(db: Database) -> None:
    """Rows told by their order when they were made, and by their version how
    often they were saved.
    """
    for place, id, kind in db.execute("SELECT rowid, id, kind FROM boxes").fetchall():
        (box,) = db.execute("SELECT box FROM boxes WHERE rowid = ?", (place,)).fetchone()
        db.execute(
            f"UPDATE boxes SET rowid = {RANDOM}, version = ? WHERE rowid = ?",  # noqa: S608 - our own
            (mark(id, kind, box), place),
        )


@migrations()
def clock(db: Database) -> None:
    """The last day that was seen, so that a clock that is set back opens nothing again."""
    db.table("clock").create({"day": str}, not_null={"day"}, strict=True)


class NotOurs(OSError):
    """The file is no database of this site, or can't be one; it was not
    touched. `str()` says why.
    """


def look(path: Path) -> None:
    """Whether the site may use this file: there is none yet, or it is a database of ours. It is
    only read. Raises NotOurs.
    """
    if path.is_symlink() and not path.exists():
        raise NotOurs(f"{path}: is a link that leads nowhere")
    if not path.exists():
        if not (there := next(one for one in path.absolute().parents if one.exists())).is_dir():
            raise NotOurs(f"{path}: {there} is no folder")
        return
    if not path.is_file():
        raise NotOurs(f"{path}: is no file")
    # SQLite would take it for an empty database, and write over it
    if 0 < path.stat().st_size < SMALLEST:
        raise NotOurs(f"{path}: is another kind of file, no database of this site")
    # Immutable: else SQLite would make files beside a foreign database. Never opened otherwise:
    # closing it would take away the locks of this process's connections. While others write it may
    # look damaged in this way, so only what is sure is refused.
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as db:
            names = {
                name
                for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise NotOurs(f"{path}: is another kind of file, no database of this site") from error
        return
    if names and "boxes" not in names:
        raise NotOurs(f"{path}: is a database of another program")
