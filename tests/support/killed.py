"""kill -9 in a loop: a process does one thing over and over and is killed at a random moment; then
all that it left is looked at.

    python killed.py card|restore|purge FOLDER ROUNDS SEED

Prints how many rounds ended in which state, as JSON. Whatever is lost or half raises. A script of
its own, because only a process without threads may fork at any time; the child is a real process
and gets a real kill -9.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from hbself.keeping import backups, copies, everything, records, sqlite, supporters, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.record import Keeping, Record, Share, Supporter, with_keeping, with_said
from hbself.model.said import Answer, Said
from tests.support.invented import aino

TODAY = date(2026, 11, 21)


def killed(act, chance: random.Random, longest: float) -> None:
    """Run `act(ready)` in a child; kill it at most `longest` seconds after it
    has called `ready`.
    """
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            act(lambda: os.write(tell, b"."))
        finally:
            os._exit(1)
    os.close(tell)
    os.read(told, 1)
    time.sleep(chance.random() * longest)
    os.kill(child, signal.SIGKILL)
    _, ended = os.waitpid(child, 0)
    os.close(told)
    assert os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL, (
        "the child has failed by itself"
    )


def rows(path: Path) -> set[tuple]:
    """All boxes; the file is whole."""
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = set(db.execute("SELECT * FROM boxes"))
    db.close()
    return found


def spent(act) -> float:
    """Seconds that it takes here and now."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


# ---- new card: exactly one code works, and it opens everything -----------------------------------


def _two_people(held: SqliteStore, code: str):
    """Somebody with a card, and a supporter of theirs: (what is kept, key)."""
    helper = Supporter(vault.new_token(), "Mika", TODAY.isoformat())
    supporters.start(held, helper, TODAY, 12)
    records.change(
        held,
        vault.from_token(helper.token),
        TODAY,
        12,
        lambda a: with_said(a, answers={"now.ln3": Answer(text="Mikan ajatus")}),
    )
    key = vault.stretch(code)
    said = Record(
        Said(answers={"now.ln3": Answer(text="x" * 9000)}),
        Keeping(code=code, supporters=(helper,)),
    )
    assert held.put(
        key.id, "assessment", vault.seal(key, "assessment", records.pack(said)), "2027-12", 0
    )
    return said, key


def _whole(held: SqliteStore, path: Path, code: str, said: Record, kept: tuple) -> None:
    """The code opens everything: the answers, the supporter's, and these links."""
    record, _ = records.read(held, vault.stretch(code), TODAY, 12)
    assert record.keeping.code == code and record.said.answers == said.said.answers
    assert (
        supporters.record_of(held, record.keeping.supporters[0], TODAY, 12)
        .said.answers["now.ln3"]
        .text
        == "Mikan ajatus"
    )
    assert record.keeping.shares == kept
    assert len(rows(path)) == 2 + len(record.keeping.shares), "a box is left over"
    assert not record.keeping.shares or copies.look(held, kept[0].token, TODAY)


def card(folder: Path, rounds: int, chance: random.Random):
    """One new card after another; each round begins with a link, which must live as long as the old
    card and no longer.
    """
    path, codes = folder / "card.db", [vault.new_code() for _ in range(rounds * 60)]
    number_of = {vault.stretch(code).id: number for number, code in enumerate(codes)}
    held, now, link = SqliteStore(path), 0, None
    said, key = _two_people(held, codes[0])
    longest = 6 * spent(
        lambda: records.change(held, key, TODAY, 12, lambda a: with_said(a, started="2026-11-21"))
    )
    for _ in range(rounds):
        if link:
            copies.take_back(held, link.token)
        link = Share(vault.new_token(), "Virtanen", ("me",), TODAY.isoformat(), TODAY.isoformat())
        copies.give(held, link, aino())
        records.change(
            held,
            vault.stretch(codes[now]),
            TODAY,
            12,
            lambda a, link=link: with_keeping(a, shares=(link,)),
        )
        held.close()
        left = codes[now:]
        killed(lambda ready, left=left: one_card_after_another(path, left, ready), chance, longest)
        held = SqliteStore(path)
        works = [number_of[row[0]] for row in rows(path) if row[0] in number_of]
        assert len(works) == 1, f"{len(works)} codes work"
        kept = (link,) if works[0] == now else ()
        _whole(held, path, codes[works[0]], said, kept)
        yield "new" if works[0] > now else "old"
        now = works[0]
    held.close()


def one_card_after_another(path: Path, codes: list[str], ready) -> None:
    held, left = SqliteStore(path), iter(codes[1:])
    vault.new_code = lambda: next(left)
    key = vault.stretch(codes[0])
    # The first of these keys takes as long as five new cards: it is made before the time runs
    vault.owner(key)
    ready()
    while True:
        key = everything.new_card(held, key, TODAY, 12)


# ---- restore: exactly the boxes of before, or exactly those of the file --------------------------


def restore(folder: Path, rounds: int, chance: random.Random):
    """Two backups by turns."""
    path, files = folder / "restore.db", (folder / "monday", folder / "tuesday")
    for number, file in enumerate(files):
        held = SqliteStore(path)
        for _ in range(60):
            held.put(os.urandom(16), "assessment", b"\1" + os.urandom(4124), f"2027-1{number}", 0)
        held.close()
        backups.backup(path, file)
    monday, tuesday = map(rows, files)
    longest = 2 * spent(lambda: backups.restore(path, files[0]))
    for _ in range(rounds):
        before, kept = rows(path), path.with_name("restore.db.before-restore")
        kept.unlink(missing_ok=True)
        order = files if before == tuesday else files[::-1]
        killed(
            lambda ready, order=order, kept=kept: one_restore_after_another(
                path, order, kept, ready
            ),
            chance,
            longest,
        )
        after = rows(path)
        assert after in (monday, tuesday), f"{len(after)} boxes, neither the old nor the new ones"
        assert not kept.exists() or rows(kept) in (
            monday,
            tuesday,
        ), "what was there before is kept half"
        for part in folder.glob("*.part*"):
            part.unlink()
        SqliteStore(path).close()
        yield "old" if after == before else "new"


def one_restore_after_another(path: Path, files, kept: Path, ready) -> None:
    ready()
    while True:
        for file in files:
            backups.restore(path, file)
            kept.unlink()


# ---- purge: what may stay stays, what is not gone yet is whole -----------------------------------


def purge(folder: Path, rounds: int, chance: random.Random):
    """Boxes that have expired, among others."""
    path = folder / "purge.db"
    kept = {(os.urandom(16), "assessment", 1, "2027-12", os.urandom(4125)) for _ in range(40)}
    gone = {(os.urandom(16), "assessment", 1, "2026-10", os.urandom(4125)) for _ in range(100)}
    sqlite.PURGE_BOXES, sqlite.PURGE_REST = 5, 0.5
    fill(path, kept | gone)
    longest = 1.2 * spent(lambda: SqliteStore(path).purge("2026-11"))
    for _ in range(rounds):
        fill(path, (kept | gone) - rows(path))
        killed(lambda ready: one_purge(path, ready), chance, longest)
        after = rows(path)
        assert kept <= after <= kept | gone
        yield "all" if after == kept else "none" if after == kept | gone else "some"
    assert SqliteStore(path).purge("2026-11") == len(after - kept) and rows(path) == kept


def fill(path: Path, boxes: set[tuple]) -> None:
    held = SqliteStore(path)
    with held.db.atomic():
        held.db.conn.executemany(
            "INSERT INTO boxes (id, kind, version, expires, box) VALUES (?, ?, ?, ?, ?)", boxes
        )
    held.close()


def one_purge(path: Path, ready) -> None:
    held = SqliteStore(path)
    ready()
    held.purge("2026-11")
    time.sleep(60)


if __name__ == "__main__":
    vault.SCRYPT_N = 2**4
    what, folder, rounds, seed = sys.argv[1:]
    print(
        json.dumps(
            Counter(
                {"card": card, "restore": restore, "purge": purge}[what](
                    Path(folder), int(rounds), random.Random(int(seed))
                )
            )
        )
    )
