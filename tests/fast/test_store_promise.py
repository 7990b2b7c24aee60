"""What every store of boxes keeps, and that the acts above it need no more: the SQLite store and
one in memory. Another store (PostgreSQL, say) is put into STORES and must pass.
"""

import threading
import time
from datetime import date, timedelta

import pytest

from hbself import limits
from hbself.keeping import vault
from hbself.keeping.sqlite import SqliteStore
from hbself.keeping.store import DAYS_AHEAD, NotSaved, mark
from tests.support.at_once import at_once, in_thread
from tests.support.memory_store import MemoryStore

STORES = {
    "sqlite": lambda folder: SqliteStore(folder / "answers.db"),
    "memory": lambda folder: MemoryStore(),
}
ONE, TWO = b"i" * 16, b"j" * 16
TODAY = date(2026, 11, 21)


@pytest.fixture(params=STORES)
def store(request, tmp_path, monkeypatch) -> SqliteStore:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return STORES[request.param](tmp_path)


# ---- one box -------------------------------------------------------------------------------------


def test_what_is_put_is_got(store):
    assert store.get(ONE, "a") is None
    assert store.put(ONE, "a", b"box", "2027-12", 0)
    found = store.get(ONE, "a")
    assert (found.version, found.expires, found.box) == (mark(ONE, "a", b"box"), "2027-12", b"box")
    assert store.get(ONE, "b") is None and store.get(TWO, "a") is None
    store.delete(ONE, "a")
    store.delete(ONE, "a")
    assert store.get(ONE, "a") is None


def test_only_who_has_seen_the_newest_may_write(store):
    assert not store.put(ONE, "a", b"x", "2027-12", 1), "there is nothing to replace yet"
    assert store.put(ONE, "a", b"one", "2027-12", 0)
    assert not store.put(ONE, "a", b"again", "2027-12", 0), "a first box never replaces another"
    first = store.get(ONE, "a").version
    assert store.put(ONE, "a", b"two", "2028-01", first)
    assert not store.put(ONE, "a", b"late", "2027-12", first)
    assert (store.get(ONE, "a").box, store.get(ONE, "a").expires) == (b"two", "2028-01")


def test_of_many_who_saw_the_same_exactly_one_writes(store):
    store.put(ONE, "a", b"first", "2027-12", 0)
    version = store.get(ONE, "a").version
    came = at_once(
        *(lambda n=n: store.put(ONE, "a", b"%d" % n, "2027-12", version) for n in range(8))
    )
    assert sorted(came) == [False] * 7 + [True]


# ---- several boxes in one transaction ------------------------------------------------------------


def test_a_swap_is_all_or_nothing(store):
    store.put(ONE, "a", b"one", "2027-12", 0)
    store.put(TWO, "a", b"two", "2027-12", 0)
    one, two = store.get(ONE, "a").version, store.get(TWO, "a").version
    assert not store.swap(
        [(ONE, "a", one), (TWO, "a", two + 2**16)], [(ONE, "b", b"new")], "2028-01"
    )
    assert store.get(ONE, "a") and store.get(TWO, "a") and not store.get(ONE, "b")
    assert not store.swap([(ONE, "b", 1)]), "there is none"
    assert not store.swap([(ONE, "a", one)], [(TWO, "a", b"new")], "2028-01"), "there is one"
    assert store.swap(
        [(ONE, "a", one), (TWO, "a", 0), (TWO, "none", 0)], [(ONE, "b", b"new")], "2028-01"
    )
    assert not store.get(ONE, "a") and not store.get(TWO, "a")
    found = store.get(ONE, "b")
    assert (found.version, found.expires) == (mark(ONE, "b", b"new"), "2028-01")


def test_of_swaps_that_cross_each_other_none_waits_for_ever(store):
    """Two ids in two orders, again and again: both come to their end."""
    for id in (ONE, TWO):
        store.put(id, "a", b"0", "2027-12", 0)

    def cross(*ids) -> int:
        done = 0
        for n in range(20):
            old = [(id, "a", 0) for id in ids]
            done += store.swap(old, [(id, "a", b"%d" % n) for id in ids], "2027-12")
        return done

    assert at_once(lambda: cross(ONE, TWO), lambda: cross(TWO, ONE)) == [20, 20]


# ---- a section of one id -------------------------------------------------------------------------


def test_a_section_is_for_one_alone_and_nobody_writes_that_id_meanwhile(store):
    store.put(ONE, "a", b"first", "2027-12", 0)
    version, order, inside = store.get(ONE, "a").version, [], threading.Event()

    def other(name, act) -> None:
        inside.wait()
        act()
        order.append(name)

    def section() -> None:
        with store.exclusively(ONE):
            pass

    acts = {
        "section": section,
        "put": lambda: store.put(ONE, "b", b"x", "2027-12", 0),
        "swap": lambda: store.swap([(ONE, "c", 0)]),
        "delete": lambda: store.delete(ONE, "d"),
    }
    threads = [in_thread(lambda name=name, act=act: other(name, act)) for name, act in acts.items()]
    with store.exclusively(ONE), store.exclusively(ONE):
        inside.set()
        time.sleep(0.1)
        assert store.get(ONE, "a").version == version, "reading goes on"
        assert store.put(ONE, "a", b"mine", "2027-12", version)
        order.append("mine")
    for thread in threads:
        thread.join()
    assert order[0] == "mine" and sorted(order[1:]) == sorted(acts)


def test_a_section_ends_with_an_error_too(store):
    with pytest.raises(KeyError), store.exclusively(ONE):
        raise KeyError
    assert at_once(lambda: store.put(ONE, "a", b"x", "2027-12", 0)) == [True]


def test_every_wait_has_an_end(store, monkeypatch):
    store.put(ONE, "a", b"first", "2027-12", 0)
    monkeypatch.setattr(limits, "SAVE_WAIT", 0.2)

    def section(wait=None) -> None:
        with store.exclusively(ONE, wait):
            pass

    with store.exclusively(ONE):
        began = time.monotonic()
        came = at_once(
            lambda: store.put(ONE, "b", b"x", "2027-12", 0),
            lambda: store.put(ONE, "b", b"x", "2027-12", 0, 0.1),
            lambda: store.swap([(ONE, "a", 0)]),
            lambda: store.delete(ONE, "a"),
            section,
            lambda: section(0.1),
        )
        assert [type(one) for one in came] == [NotSaved] * 6
        assert time.monotonic() - began < 3
    assert store.get(ONE, "a").box == b"first" and store.get(ONE, "b") is None


def test_many_take_their_turns_and_everybody_comes(store):
    """Fifty at once change the same number: none is lost, and none gives up."""
    store.put(ONE, "a", b"0", "2027-12", 0)

    def add() -> bool:
        with store.exclusively(ONE):
            found = store.get(ONE, "a")
            return store.put(ONE, "a", b"%d" % (int(found.box) + 1), "2027-12", found.version)

    assert at_once(*[add] * 50) == [True] * 50
    assert store.get(ONE, "a").box == b"50"


# ---- time, counts --------------------------------------------------------------------------------


def test_what_has_expired_goes_and_nothing_else(store):
    for n, month in enumerate(("2026-10", "2026-11", "2026-12", "2027-01")):
        store.put(bytes([n]) * 16, "a", b"x", month, 0)
    assert store.purge("2026-11") == 2 and store.purge("2026-11") == 0
    assert store.stats()[0] == [("a", "2026-12", 1), ("a", "2027-01", 1)]


def test_a_clock_that_was_set_back_makes_no_earlier_day(store):
    assert store.seen() == date.min
    assert store.today(TODAY) == TODAY == store.seen()
    assert store.today(TODAY - timedelta(1)) == TODAY
    assert store.today(TODAY + timedelta(1)) == TODAY + timedelta(1) == store.seen()
    store.see(TODAY)
    assert store.today(date(2026, 1, 1)) == TODAY
    far = TODAY + DAYS_AHEAD + timedelta(1)
    assert store.today(far) == far and store.seen() == TODAY, "used, and not kept"
    assert store.today(TODAY) == TODAY


def test_documents_are_counted(store):
    for what in ("pdf", "data", "pdf"):
        store.count("2026-11", what, "fi")
    assert store.stats() == ([], [("2026-11", "data", "fi", 1), ("2026-11", "pdf", "fi", 2)])
    store.close()
    assert store.stats()[0] == [], "what was closed opens again"


# ---- the acts above need no more than that -------------------------------------------------------


def ids(store: SqliteStore) -> int:
    return sum(number for *_, number in store.stats()[0])
