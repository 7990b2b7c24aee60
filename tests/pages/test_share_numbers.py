"""The number of a link: tries are counted, whoever asks at once and however long."""

import re
import threading
from datetime import date

import pytest

from hbself import limits
from hbself.keeping import copies, vault
from hbself.keeping.store import NotSaved
from hbself.model.document import Proposal
from tests.support.sharing import COFFEE, SAID, opened, rows, share


def test_five_wrong_numbers_and_the_link_is_gone(person_with, client):
    owner, guesser = person_with(SAID), client("fi")
    token = share(owner, number="0420")
    left = []
    for _ in range(limits.NUMBER_TRIES - 1):
        page = guesser.post(f"s/{token}", {"number": "0421"}, status=422)
        left += re.findall(r"\d+", page.tree.xpath("string(//form/p)"))
        assert page.own_words() == []
    assert left == [str(n) for n in range(limits.NUMBER_TRIES - 1, 0, -1)], (
        "the page says how many are left"
    )
    guesser.post(f"s/{token}", {"number": "0422"}, status=410)
    guesser.post(f"s/{token}", {"number": "0420"}, status=410)
    assert not owner.app.extensions["hbself"].store.get(vault.from_token(token).id, "share"), (
        "really gone"
    )
    assert (
        "out"
        in owner.get("shares").tree.xpath("string(//li[contains(@class, 'entry')]/@class)").split()
    ), "the person's list shows that it has ended"


def test_tries_are_counted_over_the_whole_life_of_a_link(person_with, client):
    """Else whoever has the link had new tries each time that its reader opens it."""
    owner, reader = person_with(SAID), client("fi")
    token = share(owner, number="0420")
    for left in range(limits.NUMBER_TRIES - 1, 0, -1):
        assert opened(reader, token, number=" 04 20 ").own_words() == [COFFEE]
        owner.post(f"shares/{token}", {"do": "new"})  # the new version brings no new tries
        for slip in ("999", "12345", "0420\0", "abcd"):  # can't be a number, and is no try
            opened(client("fi"), token, status=422, number=slip)
        page = opened(client("fi"), token, status=422, number="9999")
        assert str(left) in re.findall(r"\d+", page.tree.xpath("string(//form/p)")), (
            "the page says how many are left"
        )
    assert opened(reader, token, number="0420").own_words() == [COFFEE]
    opened(client("fi"), token, status=410, number="9999")
    assert "väärän koodin liian monta kertaa" in rows(owner)[0], (
        "its owner is told why it has ended"
    )
    owner.press(owner.get("share/who"), name="Virtanen")


def at_once(app, token: str, numbers: list[str]) -> list:
    """What each of so many readers gets who all press at the same moment: the
    copy, or the error.
    """
    ready, told = threading.Barrier(len(numbers)), []

    def reader(number: str) -> None:
        ready.wait()
        try:
            told.append(
                copies.open_copy(app.extensions["hbself"].store, token, date.today(), number)
            )
        except (copies.WrongNumber, copies.Ended) as error:
            told.append(error)

    threads = [threading.Thread(target=reader, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_many_at_once_have_no_more_tries_than_one(person_with, app):
    token = share(person_with(SAID), number="0420")
    told = at_once(app, token, [f"{number:04}" for number in range(1000, 1030)])
    assert sorted(error.left for error in told if isinstance(error, copies.WrongNumber)) == [
        *range(1, limits.NUMBER_TRIES)
    ]
    assert sum(isinstance(error, copies.Ended) for error in told) == 31 - limits.NUMBER_TRIES
    with pytest.raises(copies.Ended):
        copies.open_copy(app.extensions["hbself"].store, token, date.today(), "0420")


def test_a_right_number_among_many_wrong_ones_opens_only_before_the_last_try(
    person_with, app, monkeypatch
):
    """All numbers are stretched before the first is tried; the right one is tried last."""
    token = share(person_with(SAID), number="0420")
    stretched, ended = threading.Barrier(6), threading.Event()
    with_number, store, delete = (
        vault.with_number,
        app.extensions["hbself"].store,
        app.extensions["hbself"].store.delete,
    )

    def slowly(link: vault.Key, number: str) -> vault.Key:
        found = with_number(link, number)
        stretched.wait(5)
        if number == "0420":
            assert ended.wait(5)
        return found

    monkeypatch.setattr(vault, "with_number", slowly)
    monkeypatch.setattr(store, "delete", lambda *box: (delete(*box), ended.set()))
    told = at_once(app, token, ["0420", *("1111",) * 5])
    assert not any(isinstance(one, Proposal) for one in told)


def test_many_readers_at_once_all_read_and_each_number_is_stretched_once(
    person_with, app, monkeypatch
):
    token, stretched, with_number = share(person_with(SAID), number="0420"), [], vault.with_number
    monkeypatch.setattr(
        vault, "with_number", lambda *one: stretched.append(one) or with_number(*one)
    )
    told = at_once(app, token, ["0420"] * 40)
    assert all(isinstance(one, Proposal) for one in told) and len(stretched) == 40
    assert copies.look(app.extensions["hbself"].store, token, date.today()).opened == 40


def test_who_is_behind_the_number_is_not_asked_again_and_costs_no_stretching(
    person_with, client, monkeypatch
):
    owner, reader = person_with(SAID), client("fi")
    token, other = share(owner, number="0420"), share(owner, number="0420")
    page = opened(reader, token, number="0420")
    passed = dict(page.fields())["opened"]
    assert "number" not in dict(page.fields()) and "0420" not in page.html
    with monkeypatch.context() as stops:
        stops.setattr(vault, "with_number", None)
        assert reader.http.post(page.action(), data=dict(page.fields())).data[:5] == b"%PDF-"
        assert reader.post(f"s/{token}", {"opened": passed}).own_words() == [COFFEE]
        changed = passed[:20] + ("A" if passed[20] != "A" else "B") + passed[21:]
        for link, foreign in (
            (other, passed),
            (token, changed),
            (token, vault.to_pass(vault.from_token(token), token, b"another secret")),
            (token, "ä"),
        ):
            page = reader.post(f"s/{link}", {"opened": foreign}, status=422)
            assert f"{limits.NUMBER_TRIES} kertaa" in page.text, (
                "asked for the number, and no try is spent"
            )


@pytest.mark.parametrize("number", ["0420", "1111"])
def test_where_tries_cannot_be_counted_a_right_number_looks_like_a_wrong_one(
    person_with, app, client, monkeypatch, number
):
    """The disk is full: were only wrong numbers refused, anybody could try them all."""
    owner, reader = person_with(SAID), client("fi")
    token, plain = share(owner, number="0420"), share(owner)
    opened_before = opened(reader, token, number="0420")
    key = vault.from_token(token)
    before = app.extensions["hbself"].store.get(key.id, "share")

    def refuse(*_, **__):
        raise NotSaved("full")

    monkeypatch.setattr(app.extensions["hbself"].store, "put", refuse)
    opened(client("fi"), token, status=503, number=number)
    assert client("fi").http.post(f"/fi/s/{token}/pdf", data={"number": number}).status_code == 503
    assert app.extensions["hbself"].store.get(key.id, "share") == before
    assert opened(reader, plain).own_words() == [COFFEE], "without a number reading goes on"
    assert reader.post(f"s/{token}", dict(opened_before.fields())).own_words() == [COFFEE], (
        "and for who is behind it"
    )


def test_without_the_number_the_copy_stays_shut_even_for_who_has_the_link(person_with, app):
    """What the link's key opens is the cover; the proposal is in a box that needs the number."""
    token = share(person_with(SAID), number="0420")
    key = vault.from_token(token)
    cover = vault.unseal(key, "share", app.extensions["hbself"].store.get(key.id, "share").box)
    assert COFFEE.encode() not in cover and b"0420" not in cover and b"Virtanen" in cover
