"""What the database gives away to who has only the file: sizes in steps, no counts of saves, no
order; and what tells damage.
"""

import os
import sqlite3
from datetime import date

import msgspec
import pytest

from hbself.keeping import backups, boxes, copies, records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.keeping.store import COUNTED, mark
from hbself.model.record import Share, with_said
from hbself.model.said import Answer, Said
from tests.support.invented import aino

TODAY = date.today()
KIND = boxes.RECORD


@pytest.fixture
def held(tmp_path, monkeypatch) -> SqliteStore:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return SqliteStore(tmp_path / "answers.db")


def link(number: str = "") -> Share:
    return Share(
        vault.new_token(), "Virtanen", ("me", "now"), TODAY.isoformat(), TODAY.isoformat(), number
    )


def size(held: SqliteStore, share: Share) -> int:
    return len(held.get(vault.from_token(share.token).id, boxes.COPY).box)


@pytest.mark.parametrize("more", range(0, 9000, 500))
def test_the_size_of_a_copy_does_not_tell_whether_it_has_a_number(held, more):
    """Whatever its length: the sealed part stood padded in a padded box, and was one step larger or
    two.
    """
    proposal = msgspec.structs.replace(aino(), intro="x" * more)
    plain, numbered = link(), link("0420")
    for one in (plain, numbered):
        copies.give(held, one, proposal)
    assert (
        size(held, plain) == size(held, numbered)
        and (size(held, plain) - vault.SEALING) % vault.STEP == 0
    )
    for one in (plain, numbered):
        assert copies.open_copy(held, one.token, TODAY, one.number) == copies.chosen(
            proposal, one.sections
        )
    assert size(held, plain) == size(held, numbered), "opened and counted, too"


def test_a_copy_that_an_earlier_version_padded_twice_still_opens(held):
    share, key = link("0420"), None
    key = vault.from_token(share.token)
    part = copies.chosen(aino(), share.sections)
    locked = vault.seal(vault.with_number(key, share.number), boxes.COPY, records.pack(part))
    copy = copies.Copy(share.reader, share.until, locked=locked)
    held.put(key.id, boxes.COPY, vault.seal(key, boxes.COPY, records.pack(copy)), "2099-12", 0)
    assert (
        copies.open_copy(held, share.token, TODAY, "0420")
        == part
        == copies.look_inside(held, share, TODAY)
    )


def test_no_row_tells_how_often_it_was_saved(held):
    keys = [records.start(held, TODAY, 12, Said()) for _ in range(2)]
    for number in range(30):
        records.change(
            held,
            keys[0],
            TODAY,
            12,
            lambda a, number=number: with_said(a, answers={"now.ln3": Answer(text=str(number))}),
        )
    versions = [version for (version,) in held.db.execute("SELECT version FROM boxes").fetchall()]
    assert all(version >= COUNTED and version % 2**16 == 0 for version in versions)
    for key in keys:
        row = held.get(key.id, KIND)
        assert row.version == mark(key.id, KIND, row.box)


def test_the_order_of_the_rows_is_chance(held):
    """Else who was made together could be seen. 12 boxes in the order in which they were made: 1 in
    479 million.
    """
    made = [records.start(held, TODAY, 12, Said()).id for _ in range(12)]
    there = [id for (id,) in held.db.execute("SELECT id FROM boxes ORDER BY rowid").fetchall()]
    assert sorted(there) == sorted(made) and there != made
    fresh = [
        (os.urandom(16), "share", vault.seal(vault.key(bytes(32)), "share", b"")) for _ in range(12)
    ]
    held.swap([], fresh, "2099-12")
    there = [
        id
        for (id,) in held.db.execute(
            "SELECT id FROM boxes WHERE kind = 'share' ORDER BY rowid"
        ).fetchall()
    ]
    assert there != [id for id, *_ in fresh]


def earlier(path) -> list[tuple]:
    """A database as the release before left it: rows in the order in which they were made, versions
    that count.
    """
    held = SqliteStore(path)
    rows = [
        (os.urandom(16), KIND, number + 1, "2099-12", b"\1" + os.urandom(4124))
        for number in range(12)
    ]
    held.db.execute("DELETE FROM _sqlite_migrations WHERE name IN ('no_traces', 'clock')")
    held.db.execute("DROP TABLE clock")
    with held.db.atomic():
        held.db.conn.executemany(
            "INSERT INTO boxes (id, kind, version, expires, box) VALUES (?, ?, ?, ?, ?)", rows
        )
    held.close()
    return rows


def test_a_database_of_an_earlier_release_loses_its_traces_and_no_box(tmp_path):
    rows = earlier(tmp_path / "a.db")
    held = SqliteStore(tmp_path / "a.db")
    assert {(id, held.get(id, kind).box) for id, kind, *_ in rows} == {
        (id, box) for id, _, _, _, box in rows
    }
    assert [id for (id,) in held.db.execute("SELECT id FROM boxes ORDER BY rowid").fetchall()] != [
        row[0] for row in rows
    ]
    for id, kind, version, _, box in rows:
        assert held.get(id, kind).version == mark(id, kind, box) != version
        assert held.put(id, kind, box, "2099-12", held.get(id, kind).version)


def test_a_backup_of_an_earlier_release_comes_back_without_traces(tmp_path):
    rows = earlier(tmp_path / "a.db")
    raw = sqlite3.connect(tmp_path / "a.db")
    raw.execute("PRAGMA journal_mode = DELETE").fetchall()
    for pragma in (f"application_id = {backups.OURS}", "user_version = 1"):
        raw.execute(f"PRAGMA {pragma}")
    raw.close()
    found, _ = backups.restore(tmp_path / "b.db", tmp_path / "a.db")
    assert found == backups.Checked(12, 0, 12)
    held = SqliteStore(tmp_path / "b.db")
    assert [id for (id,) in held.db.execute("SELECT id FROM boxes ORDER BY rowid").fetchall()] != [
        row[0] for row in rows
    ]
    assert backups.backup(tmp_path / "b.db", tmp_path / "c") == backups.Checked(12)


def test_a_backup_has_its_pages_in_an_order_that_tells_nothing(held, tmp_path):
    """The places of the boxes in the file follow their rows, which stand by chance; nothing removed
    is left in it.
    """
    keys = [records.start(held, TODAY, 12, Said()) for _ in range(12)]
    gone = held.get(keys[0].id, KIND).box
    held.delete(keys[0].id, KIND)
    backups.backup(held.path, tmp_path / "copy")
    raw = (tmp_path / "copy").read_bytes()
    places = [raw.index(held.get(key.id, KIND).box[-1000:-900]) for key in keys[1:]]
    rows = [id for (id,) in held.db.execute("SELECT id FROM boxes ORDER BY rowid").fetchall()]
    assert [key.id for _, key in sorted(zip(places, keys[1:], strict=True))] == rows
    assert gone[-1000:-900] not in raw


# ---- damage that can be told without a key -------------------------------------------------------

HARM = {
    "flipped": (
        "UPDATE boxes SET box = CAST(substr(box, 1, 100) || x'0123456789' || substr(box, 106) AS"
        " BLOB) WHERE id = ?"
    ),
    "cut": "UPDATE boxes SET box = CAST(substr(box, 1, 2000) AS BLOB) WHERE id = ?",
    "empty": "UPDATE boxes SET box = x'' WHERE id = ?",
    "anothers": (
        "UPDATE boxes SET box = (SELECT box FROM boxes AS other WHERE other.id <> boxes.id LIMIT 1)"
        " WHERE id = ?"
    ),
    "version byte": "UPDATE boxes SET box = CAST(x'ff' || substr(box, 2) AS BLOB) WHERE id = ?",
    "kind": "UPDATE boxes SET kind = 'share' WHERE id = ?",
    "id": "UPDATE boxes SET id = x'00' WHERE id = ?",
    "month": "UPDATE boxes SET expires = '2027-13' WHERE id = ?",
}


@pytest.mark.parametrize("harm", HARM)
def test_every_damage_is_found_without_a_key(held, tmp_path, harm):
    keys = [records.start(held, TODAY, 12, Said()) for _ in range(5)]
    assert backups.backup(held.path, tmp_path / "good") == backups.Checked(5)
    held.db.execute(HARM[harm], (keys[2].id,))
    assert held.db.execute("PRAGMA integrity_check").fetchone() == ("ok",), (
        "SQLite sees nothing of it"
    )
    assert backups.backup(held.path, tmp_path / "bad") == backups.Checked(5, 1), (
        "the backup is made all the same"
    )
    with pytest.raises(backups.NotRestored, match="1 of its 5 boxes are damaged"):
        backups.restore(tmp_path / "new.db", tmp_path / "bad")
    assert not (tmp_path / "new.db").exists()
    assert backups.restore(tmp_path / "new.db", tmp_path / "bad", damaged=True)[
        0
    ] == backups.Checked(5, 1)
    assert backups.backup(tmp_path / "new.db", tmp_path / "again") == backups.Checked(5, 1), (
        "a restore does not make it look well"
    )


def test_letters_are_looked_at_as_what_they_are(held, tmp_path):
    letters = msgspec.msgpack.encode(({"slot": "a", "sealed": b"x" * 40},))
    held.put(os.urandom(16), boxes.LETTERS, letters, "2099-12", 0)
    assert backups.backup(held.path, tmp_path / "good") == backups.Checked(1)
