"""A new card, delete, and crashes: nothing lost, nothing half, and nothing left of what is gone."""

import base64
import json
import re
import threading
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from hbself.keeping import backups, boxes, everything, records, supporters, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.record import with_said
from hbself.model.said import Answer, Person, Said
from tests.support.opening import new_card, type_code
from tests.support.sharing import COFFEE, SAID, share
from tests.support.visitor import Visitor

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


# ---- I lost my card ------------------------------------------------------------------------------


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
    old, theirs = said_by(owner).keeping.code, said_by(owner).keeping.helpers[0].token
    helper.press(helper.get(f"h/{theirs}"))
    new_card(owner)
    new = said_by(owner).keeping.code
    assert new != old and new in re.sub(r"\s", "", owner.get("key").text)
    assert COFFEE in owner.get("proposal").html, "the device on which the card was made goes on"
    phone.get("map", status=410)
    type_code(finder, old, status=422)
    assert not finder.key()
    reader.get(f"s/{token}", status=410)
    helper.get("view/map", status=410)
    client("fi").get(f"h/{theirs}", status=410)
    type_code(finder, new.lower())
    assert COFFEE in finder.get("proposal").html
    assert len(app.extensions["hbself"].store.stats()[0]) == 1 and not owner.get(
        "shares"
    ).tree.xpath("//li[contains(@class, 'wish')]")


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
    old = said_by(owner).keeping.helpers[0].token
    answer(held, vault.from_token(old), "now.ln3", "Mikan ajatus")
    new_card(owner)
    (helper,) = said_by(owner).keeping.helpers
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


# ---- 20 planted marks ----------------------------------------------------------------------------


def plant(owner: Visitor, helper: Visitor, said_by) -> dict[str, str]:
    """A person and a supporter use every place that takes words; the site makes codes and tokens.
    All that must stay unseen.
    """
    owner.post(
        "people/new", {"person_name": "Helmiina Esimerkki", "person_role": "sister", "do": "save"}
    )
    owner.post("people/new", {"person_name": "Väinämö", "do": "save"})
    owner.post("set/now/ln3", {"text": "Kultainennoutaja odottaa.", "do": "next"})
    owner.post("set/now/ln4", {"text": "Ukkosmyrsky pelottaa.", "do": "next"})
    owner.post(
        "set/important/im1",
        {"answer": "home", "own0": "Purjelentäminen", "note": "Jokaviikkoinen", "do": "next"},
    )
    owner.post("set/rights/ri1", {"answer": "me", "note": "Rivitalokaksio", "do": "next"})
    owner.post("key", {"picture": "coffee", "word": "Tähtikortti"})
    tokens = [
        share(owner, reader="Sosiaalivirtanen"),
        share(owner, reader="Lukkolukija", number="0420"),
    ]
    owner.press(owner.get("helpers"), name="Mikaelanton")
    record = said_by(owner)
    helper.press(helper.get(f"h/{record.keeping.helpers[0].token}"))
    helper.post("view/set/now/ln3", {"text": "Aamuherääminen rauhassa.", "do": "next"})
    helper.post("view/set/now/ln4", {"text": "Melusaaste häiritsee.", "do": "next"})
    key = vault.from_cookie(owner.key())
    return {
        "name 1": "Helmiina",
        "name 2": "Esimerkki",
        "name 3": "Väinämö",
        "answer 1": "Kultainennoutaja",
        "answer 2": "Ukkosmyrsky",
        "own item": "Purjelentäminen",
        "note 1": "Jokaviikkoinen",
        "note 2": "Rivitalokaksio",
        "card's word": "Tähtikortti",
        "reader 1": "Sosiaalivirtanen",
        "reader 2": "Lukkolukija",
        "supporter": "Mikaelanton",
        "supporter's answer 1": "Aamuherääminen",
        "supporter's answer 2": "Melusaaste",
        "code": record.keeping.code,
        "link 1": tokens[0],
        "link 2": tokens[1],
        "supporter's link": record.keeping.helpers[0].token,
        "cookie": owner.key(),
        "supporter's cookie": helper.http.get_cookie("view").value,
        "role": '"sister"',
        "question": "now.ln3",
        "key": key.master.hex(),
        "data key": key.data.hex(),
    }


def forms(mark: str) -> set[bytes]:
    """A mark in every way in which it could stand in a file."""
    texts = {mark, mark.lower(), mark.upper(), json.dumps(mark)[1:-1]}
    found = {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be")}
    for raw in [mark.encode()] + (
        [bytes.fromhex(mark)] if re.fullmatch("[0-9a-f]{64}", mark) else []
    ):
        found |= {
            raw,
            raw.hex().encode(),
            base64.b64encode(raw).rstrip(b"=")[:-1],
            base64.urlsafe_b64encode(raw).rstrip(b"=")[:-1],
        }
    return found


def files(path: Path, backup: Path) -> bytes:
    """All bytes of the database, its log and index, and of a backup made now."""
    backup.unlink(missing_ok=True)
    backups.backup(path, backup)
    return b"".join(p.read_bytes() for p in path.parent.iterdir() if p.is_file())


def test_planted_marks_are_in_no_file_before_and_after_delete(
    app, person_with, client, said_by, tmp_path
):
    owner, helper, held = (
        person_with(Said(by="me", length="everything")),
        client("fi"),
        app.extensions["hbself"].store,
    )
    path, backup = app.extensions["hbself"].config.database, tmp_path / "backup"
    marks = plant(owner, helper, said_by)
    assert len(marks) >= 20 and len(set(marks.values())) == len(marks)
    record, view = (
        said_by(owner),
        supporters.record_of(held, said_by(owner).keeping.helpers[0], TODAY, 12),
    )
    told = msgspec.json.encode((record, view)).decode()
    assert [name for name in list(marks)[:18] if marks[name] not in told] == [], (
        "it was really said"
    )
    boxes = held.db.execute("SELECT id, box FROM boxes").fetchall()
    pieces = [box[at : at + 24] for _, box in boxes for at in range(13, len(box) - 24, 1000)] + [
        id for id, _ in boxes
    ]
    raw = files(path, backup)
    assert len(boxes) == 4 and all(piece in raw for piece in pieces), "we look into the right files"
    assert [name for name, mark in marks.items() for form in forms(mark) if form in raw] == []
    new_card(owner)
    marks |= {
        "new code": said_by(owner).keeping.code,
        "new cookie": owner.key(),
        "supporter's new link": said_by(owner).keeping.helpers[0].token,
    }
    raw = files(path, backup)
    assert [piece for piece in pieces if piece in raw] == [], (
        "what was sealed under the old card is overwritten"
    )
    boxes = held.db.execute("SELECT id, box FROM boxes").fetchall()
    pieces += [box[at : at + 24] for _, box in boxes for at in range(13, len(box) - 24, 1000)] + [
        id for id, _ in boxes
    ]
    owner.press(owner.get("delete"))
    held.purge("2026-01")
    raw = files(path, backup)
    assert [piece for piece in pieces if piece in raw] == [] and held.stats()[0] == []
    assert [name for name, mark in marks.items() for form in forms(mark) if form in raw] == []


def test_the_search_finds_what_is_there(tmp_path):
    """A mark written in the open is found in each form."""
    for text in ("Kultainennoutaja", "Väinämö"):
        for body in (
            text.encode(),
            text.encode("utf-16-le"),
            json.dumps({"a": text}).encode(),
            base64.b64encode(text.encode()),
            text.encode().hex().encode(),
        ):
            assert any(form in b"\0\0" + body + b"\0\0" for form in forms(text)), (text, body)


def test_a_deleted_person_is_not_found_in_the_people_of_others(app, person_with):
    owner, other = (
        person_with(SAID),
        person_with(msgspec.structs.replace(SAID, people=(Person("person-1", "Otto"),))),
    )
    owner.press(owner.get("delete"))
    assert "Otto" in other.get("people").html and COFFEE in other.get("proposal").html
    assert sum(number for *_, number in app.extensions["hbself"].store.stats()[0]) == 1
