"""What every store of boxes keeps, and that the acts above it need no more: the SQLite store and
one in memory. Another store (PostgreSQL, say) is put into STORES and must pass.
"""

import threading
import time
from datetime import date, timedelta

import msgspec
import pytest

from hbself import limits
from hbself.keeping import boxes, brought, copies, drafts, everything, records, shares, vault
from hbself.keeping import supporters as support
from hbself.keeping.sqlite import SqliteStore
from hbself.keeping.store import DAYS_AHEAD, NotSaved, mark
from hbself.model.record import Helper, Keeping, Record, Share, with_keeping, with_said
from hbself.model.said import Answer, Said
from tests.support.invented import aino
from tests.support.memory_store import MemoryStore
from tests.support.persons import started

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


def in_thread(act) -> threading.Thread:
    thread = threading.Thread(target=act)
    thread.start()
    return thread


def at_once(*acts) -> list:
    """What acts that begin together return, or raise, in their order."""
    ready, came = threading.Barrier(len(acts)), [None] * len(acts)

    def run(n: int) -> None:
        ready.wait()
        try:
            came[n] = acts[n]()
        except Exception as error:  # told in the main thread
            came[n] = error

    threads = [in_thread(lambda n=n: run(n)) for n in range(len(acts))]
    for thread in threads:
        thread.join()
    return came


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


def link() -> Share:
    return Share(vault.new_token(), "Virtanen", ("me", "now"), "2026-12-01", "2026-11-21")


def change_of(store: SqliteStore, key: vault.Key):
    return lambda how: records.change(store, key, TODAY, 12, how)


def answer(store: SqliteStore, key: vault.Key, question: str) -> None:
    change_of(store, key)(
        lambda a: with_said(a, answers={**a.said.answers, question: Answer(text="Juuri nyt")})
    )


def ids(store: SqliteStore) -> int:
    return sum(number for *_, number in store.stats()[0])


def test_no_answer_gets_lost(store):
    key = records.start(store, TODAY, 12, Said())
    acts = [lambda n=n, i=i: answer(store, key, f"t{n}.q{i}") for n in range(8) for i in range(3)]
    assert at_once(*acts) == [None] * 24
    assert len(records.read(store, key, TODAY, 12)[0].said.answers) == 24


def test_guesses_of_a_number_come_one_after_the_other(store):
    made = msgspec.structs.replace(link(), number="0420")
    copies.give(store, made, aino())
    came = at_once(
        *(lambda n=n: copies.open_copy(store, made.token, TODAY, f"{n:04}") for n in range(12))
    )
    wrong = [one for one in came if isinstance(one, copies.WrongNumber)]
    assert sorted(one.left for one in wrong) == [*range(1, limits.NUMBER_TRIES)]
    assert sum(isinstance(one, copies.Ended) for one in came) == 12 - len(wrong)
    assert ids(store) == 0


def test_there_is_no_more_of_anything_than_there_is_room(store):
    key = records.start(store, TODAY, 12, Said())

    def make(which: int) -> None:
        share = link()
        with store.exclusively(key.id):  # each window has a draft of its own
            change_of(store, key)(lambda a: with_keeping(a, draft=share))
            shares.add_link(store, key, change_of(store, key), share, aino(), TODAY)
        helper = Helper(vault.new_token(), f"Mika {which}", TODAY.isoformat())
        support.add(store, key, change_of(store, key), helper, (), TODAY, 12)

    came = at_once(*(lambda n=n: make(n) for n in range(limits.SHARES + 4)))
    assert came == [None] * (limits.SHARES + 4)
    assert ids(store) == 1 + limits.HELPERS + limits.SHARES


@pytest.mark.parametrize("end", ["card", "delete"] * 4)
def test_nothing_outlives_what_it_belongs_to_whoever_writes_meanwhile(store, end):
    """Other devices add a link, a supporter, drafts, letters, a file; the supporter writes, too."""
    mika = Helper(vault.new_token(), "Mika", TODAY.isoformat())
    support.start(store, mika, TODAY, 12)
    key = started(store, Record(Said(), Keeping(helpers=(mika,), draft=link())), TODAY)
    theirs, made = vault.from_token(mika.token), []
    page = drafts.Draft((("text", "Kesken."),), "tab", 1)
    change = change_of(store, key)

    def finish() -> None:
        if end == "card":
            made.append(everything.new_card(store, key, TODAY, 12))
        else:
            everything.delete(store, key, TODAY, 12)

    came = at_once(
        finish,
        lambda: shares.add_link(
            store, key, change, records.read(store, key, TODAY, 12)[0].keeping.draft, aino(), TODAY
        ),
        lambda: support.add(
            store, key, change, Helper(vault.new_token(), "Ada", ""), (), TODAY, 12
        ),
        *(
            lambda whose=whose, n=n: drafts.keep(store, whose, TODAY, 12, f"page{n}", page)
            for whose in (key, theirs)
            for n in range(4)
        ),
        *(
            lambda whose=whose: drafts.write_letter(
                store, vault.owner(whose), TODAY, 12, "letter", page
            )
            for whose in (key, theirs)
        ),
        lambda: brought.keep(store, key, TODAY, Said(by="me")),
        lambda: answer(store, theirs, "now.ln3"),
    )
    assert {type(one) for one in came} <= {type(None), bool, drafts.Held, records.Gone}, came
    if made:
        record = records.read(store, made[0], TODAY, 12)[0]
        assert record.keeping.shares == () and {h.name for h in record.keeping.helpers} >= {"Mika"}
        then = next(vault.from_token(h.token) for h in record.keeping.helpers if h.name == "Mika")
        said = records.read(store, then, TODAY, 12)[0].said.answers
        assert ("now.ln3" in said) == (came[-1] is None), "what the supporter said came along"
        kept = sum(isinstance(one, drafts.Held) for one in came)
        assert kept == sum(
            len([page for page in drafts.read(store, whose, TODAY, 12).pages if page != "letter"])
            for whose in (made[0], then)
        ), "what was kept came along"
        everything.delete(store, made[0], TODAY, 12)
    assert store.stats()[0] == [], "nothing is left that nobody can reach"


@pytest.mark.parametrize("end", [everything.new_card, everything.delete])
@pytest.mark.parametrize("what", ["link", "supporter", "file", "drafts"])
def test_who_ends_all_waits_for_who_is_between_two_writes(store, monkeypatch, what, end):
    """Another device ends all at the moment when the record is looked at or written, and the box
    beside it is not there yet.
    """
    key = started(store, Record(Said(), Keeping(draft=link())), TODAY)
    change, ada = change_of(store, key), Helper(vault.new_token(), "Ada", "")
    share = records.read(store, key, TODAY, 12)[0].keeping.draft
    page = drafts.Draft((("text", "Kesken."),), "tab", 1)
    acts = {
        "link": lambda: shares.add_link(store, key, change, share, aino(), TODAY),
        "supporter": lambda: support.add(store, key, change, ada, (), TODAY, 12),
        "file": lambda: brought.keep(store, key, TODAY, Said(by="me")),
        "drafts": lambda: drafts.keep(store, key, TODAY, 12, "page", page),
    }
    real, made, others = store.put, [], []

    def put(id, kind, *rest):
        if kind != boxes.RECORD or id != key.id:
            monkeypatch.setattr(store, "put", real)
            others.append(in_thread(lambda: made.append(end(store, key, TODAY, 12))))
            others[0].join(0.3)
        return real(id, kind, *rest)

    monkeypatch.setattr(store, "put", put)
    acts[what]()
    others[0].join()
    if made[0]:
        everything.delete(store, made[0], TODAY, 12)
    assert store.stats()[0] == [], "nothing is left that nobody can reach"


# ---- the list of boxes ---------------------------------------------------------------------------


def test_a_new_kind_of_box_in_the_list_is_moved_deleted_and_kept_alive(store, monkeypatch):
    monkeypatch.setattr(boxes, "BESIDE", (*boxes.BESIDE, boxes.Kind("photo")))
    mika = Helper(vault.new_token(), "Mika", TODAY.isoformat())
    support.start(store, mika, TODAY, 12)
    key = started(store, Record(Said(), Keeping(helpers=(mika,))), TODAY)
    for whose in (key, vault.from_token(mika.token)):
        store.put(whose.id, "photo", vault.seal(whose, "photo", b"picture"), "2027-12", 0)
    record = records.read(store, key, date(2027, 3, 1), 12)[0]
    assert {month for kind, month, _ in store.stats()[0]} == {"2028-04"}
    new = everything.new_card(store, key, TODAY, 12)
    record = records.read(store, new, TODAY, 12)[0]
    for whose in (new, vault.from_token(record.keeping.helpers[0].token)):
        photo = store.get(whose.id, "photo")
        assert vault.unseal(whose, "photo", photo.box) == b"picture"
    assert ids(store) == 4
    everything.delete(store, new, TODAY, 12)
    assert ids(store) == 0
