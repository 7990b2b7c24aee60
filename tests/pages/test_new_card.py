"""A new card, delete, and crashes: nothing lost, nothing half, and nothing left of what is gone."""

import re
import threading
from datetime import date
from itertools import pairwise

import pytest

from hbself.keeping import boxes, everything, records, supporters, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.record import with_said
from hbself.model.said import Answer, Said
from tests.support.opening import new_card, type_code
from tests.support.sharing import COFFEE, SAID, share
from tests.support.whole_proposal import whole

TODAY = date.today()


@pytest.fixture
def held(tmp_path, monkeypatch) -> SqliteStore:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return SqliteStore(tmp_path / "answers.db")


def read(held: SqliteStore, key: vault.Key) -> Said:
    return records.read(held, key, TODAY, 12)[0].said


def answer(held: SqliteStore, key: vault.Key, question: str, text: str) -> None:
    records.change(
        held,
        key,
        TODAY,
        12,
        lambda a: with_said(a, answers={**a.said.answers, question: Answer(text=text)}),
    )


def test_the_old_card_old_devices_and_old_links_die(person_with, client, said_by, app):
    owner, phone, finder, reader, helper = (
        person_with(SAID),
        client("fi"),
        client("fi"),
        client("fi"),
        client("fi"),
    )
    phone.http.set_cookie("key", owner.key())
    token = share(owner)
    owner.press(owner.get("helpers"), name="Mika")
    old, theirs = said_by(owner).keeping.code, said_by(owner).keeping.supporters[0].token
    helper.press(helper.get(f"h/{theirs}"))
    new_card(owner)
    new = said_by(owner).keeping.code
    assert new != old and new in re.sub(r"\s", "", owner.get("key").text)
    assert COFFEE in whole(owner).html, "the device on which the card was made goes on"
    phone.get("map", status=410)
    type_code(finder, old, status=422)
    assert not finder.key()
    reader.get(f"s/{token}", status=410)
    helper.get("view/map", status=410)
    client("fi").get(f"h/{theirs}", status=410)
    type_code(finder, new.lower())
    assert COFFEE in whole(finder).html
    assert len(app.extensions["hbself"].store.stats()[0]) == 1 and not owner.get(
        "shares"
    ).tree.xpath("//li[contains(@class, 'entry')]")


def test_the_new_card_is_seen_before_the_old_one_dies(person_with, client, said_by):
    owner, finder = person_with(SAID), client("fi")
    old = said_by(owner).keeping.code
    page = owner.press(owner.get("key/new"))
    assert page.path == "/fi/key/new/card"
    new = "".join(page.all("//p[@class='code']/span"))
    type_code(client("fi"), new, status=422)
    type_code(finder, old)
    finder.get("map")
    assert (
        owner.file("key/card.pdf?new=yes").data[:5] == b"%PDF-"
        and owner.file("key/qr.svg?new=yes").data != owner.file("key/qr.svg").data
    )
    assert new not in re.sub(r"\s", "", owner.get("key").text), (
        "not used: the card that works is shown"
    )
    owner.press(page)
    assert said_by(owner).keeping.code == new and not said_by(owner).keeping.coming
    finder.get("map", status=410)
    assert owner.get("key/new/card").path == "/fi/key/new", "there is none to use any more"


def test_a_lost_answer_does_not_cost_the_key(person_with, said_by):
    """The old card is dead, but the browser never got the new key: the same press once more brings
    it.
    """
    owner = person_with(SAID)
    before = owner.key()
    page = owner.press(owner.get("key/new"))
    owner.press(page)
    code, after = said_by(owner).keeping.code, owner.key()
    assert before != after
    owner.http.set_cookie("key", before)
    owner.get("map", status=410)
    assert owner.press(page).path == "/fi/key?kept=new" and owner.key() == after
    owner.press(page)  # and once more, with the new key
    assert said_by(owner).keeping.code == code and said_by(owner).said.answers == SAID.answers


def test_a_code_of_ones_own_making_becomes_no_card(person_with, said_by):
    owner = person_with(SAID)
    page, old = owner.press(owner.get("key/new")), said_by(owner).keeping.code
    for code in ("0" * 16, "", "x"):
        assert owner.press(page, code=code).path == "/fi/key/new/card"
    other = person_with(SAID)
    owner.http.post("/fi/key/new")  # another tab or device makes another card
    assert owner.press(page).path == "/fi/key/new/card" and said_by(owner).keeping.code == old
    assert other.post("key/new/card", {"code": said_by(owner).keeping.coming}).path == "/fi/key/new"
    other.http.delete_cookie("key")
    assert (
        other.post("key/new/card", {"code": "0" * 16}, 409).link("a.next") == "/fi/open"
        and not other.key()
    ), "nobody comes in with a guess"


def test_a_supporters_answers_stay_under_a_new_link(person_with, said_by, app):
    owner, held = person_with(SAID), app.extensions["hbself"].store
    owner.press(owner.get("helpers"), name="Mika")
    old = said_by(owner).keeping.supporters[0].token
    answer(held, vault.from_token(old), "now.ln3", "Mikan ajatus")
    new_card(owner)
    (helper,) = said_by(owner).keeping.supporters
    assert helper.token != old and helper.name == "Mika"
    assert (
        supporters.record_of(held, helper, TODAY, 12).said.answers["now.ln3"].text == "Mikan ajatus"
    )
    assert held.get(vault.from_token(old).id, boxes.RECORD) is None


def test_what_was_written_on_another_device_meanwhile_is_kept_or_refused(held):
    """A second device answers without a pause while new cards are made: what it was told is kept is
    in the newest record.
    """
    key = records.start(held, TODAY, 12, Said())
    for turn in range(6):
        kept, ready, stop = [], threading.Event(), []

        def other_device(key=key, turn=turn, kept=kept, ready=ready, stop=stop) -> None:
            try:
                for number in range(10_000):
                    answer(held, key, f"t{turn}.q{number % 30}", str(number))
                    kept.append(number)
                    ready.set()
            except records.Gone:
                stop.append("gone")
            except Exception as error:  # told in the main thread
                stop.append(error)

        device = threading.Thread(target=other_device)
        device.start()
        assert ready.wait(60)
        key = everything.new_card(held, key, TODAY, 12)
        device.join(60)
        assert stop == ["gone"], "the old device is told"
        said = read(held, key).answers
        newest = {f"t{turn}.q{number % 30}": str(number) for number in kept}
        assert {k: a.text for k, a in said.items() if k.startswith(f"t{turn}.")} == newest


def test_both_cards_never_work_at_once(held):
    key, faults, stop = records.start(held, TODAY, 12, Said()), [], threading.Event()
    cards = [key.id]

    def look() -> None:
        while not stop.is_set():
            for older, newer in pairwise(cards):
                if held.get(newer, "assessment") and held.get(older, "assessment"):
                    faults.append((older, newer))

    watcher = threading.Thread(target=look)
    watcher.start()
    for _ in range(15):
        key = everything.new_card(held, key, TODAY, 12)
        cards.append(key.id)
    stop.set()
    watcher.join()
    assert not faults and [bool(held.get(id, "assessment")) for id in cards] == [False] * 15 + [
        True
    ]


def test_the_new_card_pressed_twice_at_the_same_moment_is_the_new_card(
    app, person_with, monkeypatch
):
    """The second press waited in the line for codes while the first one made the card: the same
    card again, and its key.
    """
    visitor, real = person_with(SAID), everything.new_card
    page = visitor.press(visitor.get("key/new"))

    def second(*given):
        real(*given)  # the first press, meanwhile
        return real(*given)

    monkeypatch.setattr(everything, "new_card", second)
    assert visitor.press(page).path.startswith("/fi/key")
    assert (
        records.read(app.extensions["hbself"].store, vault.from_cookie(visitor.key()), TODAY, 12)[
            0
        ].said.answers
        == SAID.answers
    )


def test_two_new_cards_at_once_make_one(held):
    """Pressed twice, or on two devices: one card comes out of it, and the other is told that the
    answers are no longer there.
    """
    key, ready, came = (
        records.start(held, TODAY, 12, Said(by="me")),
        threading.Barrier(4),
        [],
    )

    def press() -> None:
        ready.wait()
        try:
            came.append(everything.new_card(held, key, TODAY, 12))
        except records.Gone:
            came.append(None)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (made,) = filter(None, came)
    assert (
        len(came) == 4
        and read(held, made).by == "me"
        and sum(number for *_, number in held.stats()[0]) == 1
    )
