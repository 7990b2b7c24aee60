"""What somebody sees who looks after the site: its file, its boxes, what a command says."""

import sqlite3
import stat
from datetime import date
from pathlib import Path

from hbself.keeping import records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.said import Answer, Said

TODAY = date(2026, 11, 21)


def somebody(held: SqliteStore, text: str = "Maalaan.", today: date = TODAY) -> vault.Key:
    return records.start(held, today, 12, Said(answers={"now.ln3": Answer(text=text)}))


def text_of(held: SqliteStore, key: vault.Key) -> str:
    return records.read(held, key, TODAY, 12)[0].said.answers["now.ln3"].text


def rows(path: Path) -> set[tuple]:
    """All boxes of a file, as they are."""
    db = sqlite3.connect(path)
    try:
        return set(db.execute("SELECT * FROM boxes"))
    finally:
        db.close()


def said(capsys) -> tuple[str, str]:
    told = capsys.readouterr()
    return told.out, told.err


def bits(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
