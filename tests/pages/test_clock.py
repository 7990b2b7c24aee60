"""A clock that goes wrong: what has ended stays ended, nothing is removed before somebody has said
that the clock is right.
"""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import msgspec
import pytest

from hbself import cli
from hbself.keeping import records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.said import Said
from hbself.web import visit
from tests.support.sharing import SAID, share

TODAY = date.today()


@pytest.fixture
def held(tmp_path, monkeypatch) -> SqliteStore:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    monkeypatch.setenv("HBSELF_DATABASE", str(tmp_path / "answers.db"))
    return SqliteStore(tmp_path / "answers.db")


@pytest.fixture
def clock(monkeypatch):
    """`clock(day)`: what the machine takes for today."""

    def turn(day: date) -> None:
        calendar = type("Calendar", (date,), {"today": classmethod(lambda cls: day)})
        monkeypatch.setattr(visit, "date", calendar)
        monkeypatch.setattr(cli, "date", calendar)

    return turn


# ---- the site ------------------------------------------------------------------------------------


def test_a_link_that_has_ended_stays_so_when_the_clock_goes_back(person_with, client, clock):
    owner = person_with(SAID)
    token = share(owner, until="day")
    clock(TODAY + timedelta(2))
    client("fi").get(f"s/{token}", status=410)
    clock(TODAY)
    client("fi").get(f"s/{token}", status=410)
    clock(date(2015, 1, 1))  # a machine whose battery is empty
    client("fi").get(f"s/{token}", status=410)


def test_also_after_a_restart(person_with, client, clock, app):
    owner = person_with(SAID)
    token = share(owner, until="day")
    clock(TODAY + timedelta(2))
    client("fi").get("")
    held = SqliteStore(app.extensions["hbself"].store.path)
    assert held.seen() == TODAY + timedelta(2) == held.today(TODAY) == held.today(date(1970, 1, 1))
    app.extensions["hbself"] = msgspec.structs.replace(app.extensions["hbself"], store=held)
    clock(TODAY)
    client("fi").get(f"s/{token}", status=410)


def test_what_is_saved_while_the_clock_is_back_is_not_removed_too_soon(
    person_with, client, clock, app, said_by
):
    """Its month would be long ago: the next purge with the right clock would remove it."""
    owner = person_with(SAID)
    owner.get("map")
    clock(date(2015, 1, 1))
    owner.press(owner.get("set/now/ln3"), text="Tammikuu.")
    newcomer = client("fi")
    newcomer.press(newcomer.get("who"), answer="me")
    clock(TODAY)
    assert app.extensions["hbself"].store.purge(f"{TODAY:%Y-%m}") == 0
    assert (
        said_by(owner).said.answers["now.ln3"].text == "Tammikuu."
        and said_by(newcomer).said.by == "me"
    )


def test_a_clock_that_is_far_ahead_for_an_hour_does_not_last(person_with, client, clock, app):
    owner = person_with(SAID)
    token = share(owner, until="week")
    owner.get("map")
    clock(date(2099, 1, 1))
    client("fi").get(f"s/{token}", status=410)
    clock(TODAY)
    app.extensions["hbself"] = msgspec.structs.replace(
        app.extensions["hbself"], store=SqliteStore(app.extensions["hbself"].store.path)
    )
    client("fi").get(f"s/{token}")


def test_the_day_is_written_once_and_only_the_day(held):
    steps = []
    held.db.conn.set_trace_callback(
        lambda sql: steps.append(sql) if sql.startswith("INSERT INTO clock") else None
    )
    for day in (TODAY, TODAY, TODAY, TODAY + timedelta(1), TODAY):
        held.today(day)
    assert len(steps) == 2
    assert held.db.execute("SELECT * FROM clock").fetchall() == [
        ((TODAY + timedelta(1)).isoformat(),)
    ]


# ---- the purge -----------------------------------------------------------------------------------


def put(held: SqliteStore, month: str, number: int, kind: str = "assessment") -> None:
    for _ in range(number):
        key = vault.key(vault.os.urandom(32))
        assert held.put(key.id, kind, vault.seal(key, kind, records.pack(Said())), month, 0)


def boxes(held: SqliteStore) -> int:
    with closing(sqlite3.connect(held.path)) as db:
        return db.execute("SELECT COUNT(*) FROM boxes").fetchone()[0]


def purge(capsys, *more: str) -> tuple[int, str]:
    code = cli.main(["purge", *more])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_purge_of_more_than_half_asks(held, capsys, clock):
    put(held, "2027-12", 4)
    put(held, "2020-01", 5)
    clock(date(2026, 11, 28))
    code, told = purge(capsys)
    assert (
        code == 2
        and "5 of 9 records would go" in told
        and "2026-11-28" in told
        and "--more-than-half" in told
        and boxes(held) == 9
    )
    assert purge(capsys, "--more-than-half") == (0, "5 boxes removed\n") and boxes(held) == 4
    put(held, "2020-01", 4)
    assert purge(capsys) == (0, "4 boxes removed\n"), "half is not more than half"


def test_links_and_drafts_that_have_ended_do_not_make_it_ask(held, capsys, clock):
    """They come and go by the month: else it would ask each time, and nobody
    would look any more.
    """
    put(held, "2027-12", 2)
    put(held, "2026-11", 30, "share")
    clock(date(2026, 11, 28))
    assert purge(capsys) == (0, "30 boxes removed\n")


def test_a_clock_that_is_far_ahead_removes_nothing(held, capsys, clock):
    put(held, "2027-12", 9)
    clock(date(2068, 1, 1))
    code, told = purge(capsys)
    assert code == 2 and "2068-01-01" in told and boxes(held) == 9 and held.seen() == date.min


def test_a_clock_that_has_gone_back_is_told(held, capsys, clock):
    held.see(date(2026, 11, 28))
    put(held, "2014-12", 1)
    put(held, "2027-12", 9)
    clock(date(2015, 1, 1))
    code, told = purge(capsys)
    assert (
        code == 2
        and "The clock says 2015-01-01" in told
        and "2026-11-28" in told
        and "--clock-is-right" in told
        and boxes(held) == 10
    )
    assert purge(capsys, "--clock-is-right") == (0, "1 boxes removed\n") and held.seen() == date(
        2015, 1, 1
    )


def test_a_purge_by_the_right_clock_keeps_its_day(held, capsys, clock):
    """A site that nobody has opened for long: its timer goes on."""
    held.see(date(2026, 11, 1))
    clock(date(2026, 11, 28))
    assert purge(capsys) == (0, "0 boxes removed\n") and held.seen() == date(2026, 11, 28)


def test_a_purge_far_ahead_of_the_last_day_asks_and_keeps_no_day(held, capsys, clock):
    """Else an hour of a wrong clock would end every link for good, although few boxes go."""
    held.see(date(2026, 11, 28))
    clock(date(2027, 4, 20))
    code, told = purge(capsys)
    assert code == 2 and "--clock-is-right" in told and held.seen() == date(2026, 11, 28)
    assert purge(capsys, "--clock-is-right")[0] == 0 and held.seen() == date(2027, 4, 20)
