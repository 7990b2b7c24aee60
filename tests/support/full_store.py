"""A database on a full disk, and one that has room again."""

from hbself.keeping.sqlite import SqliteStore

# ---- no room -------------------------------------------------------------------------------------


def fill(store: SqliteStore) -> None:
    """From now on the database may not grow (SQLite's own limit, for this thread's connection)."""
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count = {pages}").fetchall()


def refuse(store: SqliteStore) -> None:
    """Every write finds the disk full: a page of the file is needed for each, and there is none."""
    store.db.execute(
        "CREATE TRIGGER no_room_1 BEFORE UPDATE ON boxes BEGIN INSERT INTO filler VALUES"
        " (zeroblob(100000)); END"
    )
    store.db.execute(
        "CREATE TRIGGER no_room_2 BEFORE INSERT ON boxes BEGIN INSERT INTO filler VALUES"
        " (zeroblob(100000)); END"
    )
    store.db.execute("CREATE TABLE filler (bytes BLOB)")
    fill(store)


def room_again(store: SqliteStore) -> None:
    store.db.execute("PRAGMA max_page_count = 1000000").fetchall()
