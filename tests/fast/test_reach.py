"""Delete and a new card reach every box that was ever made, also when the process dies or the disk
is full in the middle of anything.
"""

from datetime import date, timedelta

import msgspec
import pytest

from hbself.keeping import boxes, copies, drafts, everything, records, shares, supporters, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.keeping.store import NotSaved
from hbself.model.record import Keeping, Record, Share, Supporter
from hbself.model.said import Answer, Said
from tests.support.invented import aino
from tests.support.persons import started

TODAY = date.today()
YESTERDAY = TODAY - timedelta(1)
OWN, COPY = boxes.RECORD, boxes.COPY
COMING = "0123456789ABCDEF"
KINDS = {OWN, COPY, boxes.BROUGHT, boxes.DRAFTS, boxes.LETTERS}


class Dies(BaseException):
    """kill -9, as far as the code that runs can tell."""


class Failing(SqliteStore):
    """The `at`-th call that writes goes wrong. how: "full" (nothing is written, and the next call
    works again), "before" (the process dies without writing), "after" (it dies when all is written,
    and nobody hears of it).
    """

    def __init__(self, path, at: int, how: str):
        super().__init__(path)
        self.left, self.how, self.dead = at, how, False

    def _call(self, real, *values, **more):
        if self.dead:
            raise Dies
        self.left -= 1
        if self.left:
            return real(*values, **more)
        if self.how == "full":
            raise NotSaved("no room")
        if self.how == "after":
            real(*values, **more)
        self.dead = True
        raise Dies

    def put(self, *values, **more):
        return self._call(super().put, *values, **more)

    def swap(self, *values, **more):
        return self._call(super().swap, *values, **more)

    def delete(self, *values, **more):
        return self._call(super().delete, *values, **more)

    def forget(self):
        return self._call(super().forget) if self.how == "full" else super().forget()


def link(until: date = TODAY) -> Share:
    return Share(vault.new_token(), "Virtanen", ("me", "now"), until.isoformat(), TODAY.isoformat())


@pytest.fixture
def somebody(tmp_path, monkeypatch):
    """(path, key): a person with all kinds of boxes."""
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    held = SqliteStore(tmp_path / "answers.db")
    alive, ended, draft = link(), link(YESTERDAY), link()
    helpers = (
        Supporter(vault.new_token(), "Mika", TODAY.isoformat()),
        Supporter(vault.new_token(), "Tiina", TODAY.isoformat()),
    )
    key = started(
        held,
        Record(
            Said(by="me", answers={"now.ln3": Answer(text="Kahvi.")}),
            Keeping(shares=(alive, ended), draft=draft, supporters=helpers, coming=COMING),
        ),
        TODAY,
    )
    for one in (alive, ended):
        copies.give(held, one, aino())
    for one in helpers:
        supporters.start(held, one, TODAY, 12)
    for whose in (key, *(vault.from_token(one.token) for one in helpers)):
        draft = drafts.Draft((("text", "Kesken."),), "tab", 1)
        drafts.keep(held, whose, TODAY, 12, "set/now/ln3", draft)
        letter = drafts.Draft((("text", "Kirje."),), "tab2", 1)
        assert drafts.write_letter(held, vault.owner(whose), TODAY, 12, "set/now/ln4", letter)
    held.put(
        key.id,
        boxes.BROUGHT,
        vault.seal(key, boxes.BROUGHT, records.pack(Said(by="me"))),
        "2099-12",
        0,
    )
    held.close()
    return tmp_path / "answers.db", key


def ids(path) -> set[tuple[bytes, str]]:
    """The boxes of the file."""
    held = SqliteStore(path)
    found = {(id, kind) for id, kind in held.db.execute("SELECT id, kind FROM boxes").fetchall()}
    held.close()
    return found


def reachable(record: Record, key: vault.Key) -> set[tuple[bytes, str]]:
    """Boxes that the record's owner can find."""
    tokens = {
        vault.from_token(one.token).id
        for one in (*record.keeping.shares, *record.keeping.supporters)
    }
    return {(id, kind) for id in (key.id, *tokens) for kind in KINDS}


def change_of(held: SqliteStore, key: vault.Key):
    return lambda how: records.change(held, key, TODAY, 12, how)


def the_record(held: SqliteStore, key: vault.Key) -> Record:
    return records.read(held, key, TODAY, 12)[0]


def make_link(held, key):
    shares.add_link(
        held, key, change_of(held, key), the_record(held, key).keeping.draft, aino(), TODAY
    )


def make_helper(held, key):
    supporters.add(
        held,
        key,
        change_of(held, key),
        Supporter(vault.new_token(), "Ada", TODAY.isoformat()),
        (),
        TODAY,
        12,
    )


def delete_helper(held, key):
    supporters.delete(held, change_of(held, key), the_record(held, key).keeping.supporters[0])


def take_back(held, key):
    copies.take_back(held, the_record(held, key).keeping.shares[0].token)


def send_anew(held, key):
    copies.give_again(held, the_record(held, key).keeping.shares[0], aino())


def new_card(held, key):
    everything.new_card(held, key, TODAY, 12)


def delete_all(held, key):
    everything.delete(held, key, TODAY, 12)


def read_drafts(held, key):
    drafts.read(held, key, TODAY, 12)


ACTS = {
    act.__name__: act
    for act in (
        make_link,
        make_helper,
        delete_helper,
        take_back,
        send_anew,
        new_card,
        delete_all,
        read_drafts,
    )
}


def fails_at(path, key, act, at: int, how: str) -> bool:
    """Whether something failed: False when the act has fewer calls than `at`."""
    held = Failing(path, at, how)
    try:
        act(held, key)
        return held.left <= 0  # failed, and the act went on without it
    except (NotSaved, Dies):
        return True
    finally:
        held.close()


@pytest.mark.parametrize("then", ["delete", "card"])
@pytest.mark.parametrize("how", ["full", "before", "after"])
@pytest.mark.parametrize("name", ACTS)
def test_every_box_is_reached_whatever_fails(somebody, name, how, then):
    path, key = somebody
    before, places = path.read_bytes(), 0
    for at in range(1, 20):
        for file in path.parent.glob(path.name + "-[ws]*"):
            file.unlink()
        path.write_bytes(before)
        if not fails_at(path, key, ACTS[name], at, how):
            break
        places += 1
        held = SqliteStore(path)
        whose = next((one for one in (key, vault.stretch(COMING)) if held.get(one.id, OWN)), None)
        if whose is None:  # all was deleted
            assert name == "delete_all" and ids(path) == set()
            continue
        record = the_record(held, whose)
        assert record.said.answers["now.ln3"].text == "Kahvi." and ids(path) <= reachable(
            record, whose
        ), at
        if then == "card":
            if record.keeping.coming:
                whose = everything.new_card(held, whose, TODAY, 12)
            record = the_record(held, whose)
            assert whose.id == vault.stretch(COMING).id and record.keeping.shares == ()
            assert {kind for _, kind in ids(path)} <= {
                OWN,
                boxes.DRAFTS,
                boxes.LETTERS,
            } and ids(path) <= reachable(record, whose), at
        everything.delete(held, whose, TODAY, 12)
        assert ids(path) == set(), at
        held.close()
    assert places >= 1


def test_what_one_does_twice_after_a_failure_is_whole(somebody):
    """The disk was full, there is room again, and the same button is pressed once more."""
    path, key = somebody
    for at in (1, 2, 3, 4):
        fails_at(path, key, make_link, at, "full")
    held = SqliteStore(path)
    make_link(held, key)
    record = the_record(held, key)
    assert (
        record.keeping.draft is None
        and len(record.keeping.shares) == 2
        and copies.look(held, record.keeping.shares[-1].token, TODAY)
    )
    assert ids(path) <= reachable(record, key)
    assert not [one for one in record.keeping.shares if one.until == YESTERDAY.isoformat()]
    msgspec.json.encode(record)
