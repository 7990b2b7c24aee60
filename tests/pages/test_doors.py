"""Doors: whoever has a key gets in, whatever others try; and who must wait keeps what they have
typed.
"""

import io
import time
from datetime import date
from itertools import count

import pytest

from hbself import limits
from hbself.keeping import records, vault
from hbself.model.said import Said
from hbself.web import security
from hbself.work import lines
from tests.support.opening import groups_of, typed, upload
from tests.support.sharing import SAID, share

COOKIE_SECRET = b"the secret that the site had before"


@pytest.fixture
def limited(app, monkeypatch):
    """The application with its rates on."""
    monkeypatch.setattr(security.limiter, "enabled", True)
    security.limiter.reset()
    return app


def codes(app, number: int) -> list[str]:
    """Codes of so many persons with answers."""
    held = app.extensions["hbself"].store
    keys = [records.start(held, date.today(), 12, Said(by="me")) for _ in range(number)]
    return [records.read(held, key, date.today(), 12)[0].keeping.code for key in keys]


def at(address: str) -> dict:
    return {"environ_base": {"REMOTE_ADDR": address}}


def opens(app, code: str, address: str) -> int:
    return app.test_client().post("/en/open", data={"code": code}, **at(address)).status_code


def with_cookie(app, key: vault.Key, address: str, secret: bytes = COOKIE_SECRET):
    client = app.test_client()
    client.set_cookie("key", vault.to_cookie(key, secret))
    return client, client.get("/en/map", **at(address))


# ---- strangers -----------------------------------------------------------------------------------


def test_wrong_codes_of_strangers_keep_nobody_out(limited):
    mine = codes(limited, 4)
    assert {opens(limited, vault.new_code(), f"203.0.113.{n % 15}") for n in range(60)} == {422}
    assert [opens(limited, code, f"198.51.100.{n}") for n, code in enumerate(mine)] == [303] * 4


def test_wrong_codes_from_ones_own_network_keep_nobody_out_either(limited):
    (mine,) = codes(limited, 1)
    assert {opens(limited, vault.new_code(), "2001:db8:1:2::a") for _ in range(40)} == {422}
    assert opens(limited, mine, "2001:db8:1:2::b") == 303


def test_made_up_cookies_spend_nothing_that_others_need(limited):
    """A right form, somebody else's seal, nothing behind it: from a few networks, and from the
    person's own.
    """
    mine = codes(limited, 20)
    real = records.start(limited.extensions["hbself"].store, date.today(), 12, Said(by="me"))
    for n in range(200):
        client, page = with_cookie(
            limited,
            vault.key(n.to_bytes(32, "big")),
            ("203.0.113.1", "203.0.113.2", "198.51.100.7")[n % 3],
        )
        assert page.status_code == 410 and client.get_cookie("key"), (
            "a whole key stays: the right database may come back"
        )
    assert {opens(limited, code, f"198.51.100.{n}") for n, code in enumerate(mine)} == {303}
    client, page = with_cookie(limited, real, "198.51.100.7")  # before the secret changed
    assert page.status_code == 200 and vault.cookie_use(
        client.get_cookie("key").value, limited.extensions["hbself"].secret
    )


def test_after_a_new_secret_a_whole_workshop_goes_on(limited):
    held = limited.extensions["hbself"].store
    room = [records.start(held, date.today(), 12, Said(by="me")) for _ in range(40)]
    for key in room:
        client, page = with_cookie(limited, key, "198.51.100.7")
        assert (
            page.status_code == 200
            and client.get("/en/map", **at("198.51.100.7")).status_code == 200
        )


# ---- a room full of people behind one address ----------------------------------------------------


def workshop(app, many: int, address: str) -> list[tuple[str, int]]:
    """What each of so many persons does, all in the same minute: (what, status). One in four slips
    at each thing.
    """
    told, turn = [], count(1)

    def do(client, path: str, data: dict) -> None:
        for _ in range(1 + (next(turn) % 4 == 0)):
            answer = client.post(f"/en/{path}", data=data, **at(address))
            told.append((path, answer.status_code))

    for number in range(many):
        client = app.test_client()
        do(client, "who", {"answer": "me"})
        client.get("/en/map", **at(address))
        do(client, "device", {"answer": "shared"})
        for step in range(5):
            do(client, "set/rights/ri1", {"answer": ("me", "together")[step % 2], "do": "next"})
        key = vault.from_cookie(client.get_cookie("key").value)
        code = records.read(app.extensions["hbself"].store, key, date.today(), 12)[0].keeping.code
        do(client, "away", {})
        other = app.test_client()  # at the table of the devices
        if number % 4 == 0:
            assert opens(app, code[:-1] + ("2" if code[-1] != "2" else "3"), address) == 422
        do(other, "open", {"code": code})
        assert other.get("/en/map", **at(address)).status_code == 200
        for paper in ("pdf", "word", "data"):
            assert other.get(f"/en/take/{paper}", **at(address)).status_code == 200
    return told


@pytest.mark.long
def test_two_workshops_of_forty_behind_one_address_in_the_same_hour(limited, monkeypatch):
    real, later = time.time, [0]
    monkeypatch.setattr(time, "time", lambda: real() + later[0])
    for later[0] in (0, 20 * 60):
        told = workshop(limited, 40, "198.51.100.7")
        assert len(told) > 40 * 9 and {status for _, status in told} == {303}, {
            one for one in told if one[1] != 303
        }


@pytest.mark.parametrize(
    "rate, persons, each, window",
    [
        ("RATE_OPENS", 40, 2, "minute"),
        ("RATE_STARTS", 80, 1, "hour"),
        ("RATE_SAVES", 40, 20, "minute"),
        ("RATE_DRAFTS", 40, 30, "minute"),
        ("RATE_LETTERS", 40, 2, "minute"),
    ],
)
def test_rates_leave_room_for_those_who_sit_together(rate, persons, each, window):
    """One in four is sent again."""
    number, unit = getattr(limits, rate).split(" per ")
    assert unit == window and int(number) >= persons * each * 1.25


# ---- the line is full ----------------------------------------------------------------------------


@pytest.fixture
def full(app):
    """`with full():` the line for codes has no place."""
    app.extensions["hbself"].lines["codes"] = line = lines.Line(1, 0, 0.01)
    return lambda: line.turn("somebody else")


def test_who_finds_the_line_full_keeps_what_they_typed(person_with, client, full):
    groups, other = groups_of(person_with(SAID)), client("fi")
    with full():
        page = other.post("open", typed(map(str.lower, groups)), status=503)
    assert [value for name, value in page.fields() if name.startswith("group")] == groups
    assert int(page.response.headers["Retry-After"]) <= 60 and not other.key()
    assert other.press(page).path == "/fi/device?then=open", "pressed again, it opens"


def test_what_was_read_from_a_photo_need_not_be_read_again(person_with, client, full):
    mine, other = person_with(SAID), client("fi")
    with full():
        page = upload(other, "open", "photo", mine.file("key/card.png").data, "kortti.png", 503)
    assert [value for name, value in page.fields() if name.startswith("group")] == groups_of(mine)
    assert other.press(page).path == "/fi/device?then=open"


def test_a_rate_keeps_what_was_typed_too(limited, client, person_with):
    groups = groups_of(person_with(SAID))
    for _ in range(int(limits.RATE_OPENS.split()[0])):
        assert client("fi").http.post("/fi/open", data=typed(groups)).status_code == 303
    page = client("fi").post("open", typed(groups), status=429)
    assert [
        value for name, value in page.fields() if name.startswith("group")
    ] == groups and page.response.headers["Retry-After"]
    assert opens(limited, "".join(groups), "198.51.100.7") == 303, "other networks go on"


def test_everything_that_stretches_waits_in_the_line(app, person_with, client, said_by, full):
    """Whatever takes that long can be asked for by anybody, again and again: beginning, a new card,
    a link's number.
    """
    owner, reader = person_with(SAID), client("fi")
    token = share(owner, number="0420")
    owner.press(owner.get("key/new"))
    coming, cover = owner.get("key/new/card"), reader.get(f"s/{token}")
    page = owner.press(
        owner.press(owner.press(owner.get("share/who"), name="Korhonen"), answer="now"),
        answer="week",
    )
    before, boxes = said_by(owner), app.extensions["hbself"].store.stats()
    with full():
        client("fi").post("who", {"answer": "me"}, status=503)
        upload(client("fi"), "bring-back", "file", owner.file("take/data").data, "a.json", 503)
        owner.press(coming, status=503)
        owner.press(page, number="1234", status=503)
        owner.press(owner.get(f"shares/{token}"), do="new", status=503)
        owner.get(f"shares/{token}/look", status=503)
        waiting = reader.press(cover, number="0420", status=503)
    assert said_by(owner) == before and app.extensions["hbself"].store.stats()[0] == boxes[0]
    assert ("number", "0420") in waiting.fields()
    assert reader.press(waiting).own_words() == ["Kahvi parvekkeella."], "no try was spent"


def test_a_room_full_of_people_is_not_taken_for_a_stranger(app):
    """Right codes count for their network. One card of the stranger's own, again and again, does
    not help the stranger.
    """
    room, (own,), line = codes(app, 40), codes(app, 1), app.extensions["hbself"].lines["codes"]
    for n, code in enumerate(room):
        for one in [vault.new_code()] * (n % 4 == 0) + [code]:
            opens(app, one, "198.51.100.7")
    for _ in range(20):
        opens(app, vault.new_code(), "203.0.113.7")
        opens(app, own, "203.0.113.7")
    assert line.used("198.51.100.7") < 2 and line.used("203.0.113.7") > 15


def test_a_photo_without_a_card_needs_no_turn(client, full):
    with full():
        page = client("fi").http.post(
            "/fi/open", data={"photo": (io.BytesIO(b"GIF89a no picture"), "x.gif")}
        )
    assert page.status_code == 422


def test_answers_are_kept_while_the_line_is_full(person_with, said_by, full):
    mine = person_with(SAID)
    with full():
        mine.press(mine.get("set/now/ln3"), text="Uin järvessä.")
    assert said_by(mine).said.answers["now.ln3"].text == "Uin järvessä."
