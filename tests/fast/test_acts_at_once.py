"""Acts on several boxes at the same moment need no more than what every store promises."""

from datetime import date

import msgspec
import pytest

from hbself import limits
from hbself.keeping import boxes, brought, copies, drafts, everything, records, shares, vault
from hbself.keeping import supporters as support
from hbself.keeping.sqlite import SqliteStore
from hbself.model.record import Keeping, Record, Share, Supporter, with_keeping, with_said
from hbself.model.said import Answer, Said
from tests.support.at_once import at_once, in_thread
from tests.support.invented import aino
from tests.support.memory_store import MemoryStore
from tests.support.persons import started

STORES = {
    "sqlite": lambda folder: SqliteStore(folder / "answers.db"),
    "memory": lambda folder: MemoryStore(),
}
TODAY = date(2026, 11, 21)


@pytest.fixture(params=STORES)
def store(request, tmp_path, monkeypatch) -> SqliteStore:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return STORES[request.param](tmp_path)


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
        helper = Supporter(vault.new_token(), f"Mika {which}", TODAY.isoformat())
        support.add(store, key, change_of(store, key), helper, (), TODAY, 12)

    came = at_once(*(lambda n=n: make(n) for n in range(limits.SHARES + 4)))
    assert came == [None] * (limits.SHARES + 4)
    assert ids(store) == 1 + limits.SUPPORTERS + limits.SHARES


def writes_of_others(store, key, theirs) -> list:
    """What other devices add: a link, a supporter, drafts, letters, a file; what the supporter
    writes comes last.
    """
    page = drafts.Draft((("text", "Kesken."),), "tab", 1)
    change = change_of(store, key)
    return [
        lambda: shares.add_link(
            store, key, change, records.read(store, key, TODAY, 12)[0].keeping.draft, aino(), TODAY
        ),
        lambda: support.add(
            store, key, change, Supporter(vault.new_token(), "Ada", ""), (), TODAY, 12
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
    ]


@pytest.mark.parametrize("end", ["card", "delete"] * 4)
def test_nothing_outlives_what_it_belongs_to_whoever_writes_meanwhile(store, end):
    """Other devices add a link, a supporter, drafts, letters, a file; the supporter writes, too."""
    mika = Supporter(vault.new_token(), "Mika", TODAY.isoformat())
    support.start(store, mika, TODAY, 12)
    key = started(store, Record(Said(), Keeping(supporters=(mika,), draft=link())), TODAY)
    theirs, made = vault.from_token(mika.token), []

    def finish() -> None:
        if end == "card":
            made.append(everything.new_card(store, key, TODAY, 12))
        else:
            everything.delete(store, key, TODAY, 12)

    came = at_once(
        finish,
        *writes_of_others(store, key, theirs),
    )
    assert {type(one) for one in came} <= {type(None), bool, drafts.Held, records.Gone}, came
    if made:
        record = records.read(store, made[0], TODAY, 12)[0]
        assert record.keeping.shares == () and {h.name for h in record.keeping.supporters} >= {
            "Mika"
        }
        then = next(
            vault.from_token(h.token) for h in record.keeping.supporters if h.name == "Mika"
        )
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
    change, ada = change_of(store, key), Supporter(vault.new_token(), "Ada", "")
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
    mika = Supporter(vault.new_token(), "Mika", TODAY.isoformat())
    support.start(store, mika, TODAY, 12)
    key = started(store, Record(Said(), Keeping(supporters=(mika,))), TODAY)
    for whose in (key, vault.from_token(mika.token)):
        store.put(whose.id, "photo", vault.seal(whose, "photo", b"picture"), "2027-12", 0)
    record = records.read(store, key, date(2027, 3, 1), 12)[0]
    assert {month for kind, month, _ in store.stats()[0]} == {"2028-04"}
    new = everything.new_card(store, key, TODAY, 12)
    record = records.read(store, new, TODAY, 12)[0]
    for whose in (new, vault.from_token(record.keeping.supporters[0].token)):
        photo = store.get(whose.id, "photo")
        assert vault.unseal(whose, "photo", photo.box) == b"picture"
    assert ids(store) == 4
    everything.delete(store, new, TODAY, 12)
    assert ids(store) == 0
