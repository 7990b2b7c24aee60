"""My key: the card, opening with a code or a photo, whose device, putting away, what we keep,
delete, bringing a file back.
"""

import random
from datetime import date

import pytest

from hbself import limits
from hbself.keeping import cards, records, vault
from hbself.life import days
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Person, Said
from tests.support.opening import TOLD, groups_of, typed, upload


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_code_opens_the_same_answers_on_another_device(person_with, client, said_by, lang):
    mine, other = person_with(TOLD, lang), client(lang)
    page = other.post("open", typed(groups_of(mine)))
    assert page.path == f"/{lang}/device?then=open"
    page = other.press(page, answer="own")
    assert page.path.startswith(f"/{lang}/map")
    assert said_by(other).said.answers == said_by(mine).said.answers and other.key() == mine.key()


@pytest.mark.parametrize(
    "slip",
    [
        str.lower,
        lambda g: f" {g[:2]} {g[2:]} ",
        lambda g: g.replace("0", "O").replace("1", "l"),
        lambda g: f"{g}-",
    ],
)
def test_small_slips_in_the_code_are_forgiven(person_with, client, slip):
    groups = groups_of(person_with(TOLD))
    assert client("fi").post("open", typed(map(slip, groups))).path == "/fi/device?then=open"


def test_the_whole_code_in_one_field_or_as_the_cards_address(person_with, client):
    code = "".join(groups_of(person_with(TOLD)))
    for text in (
        code,
        "-".join(code[i : i + 4] for i in range(0, 16, 4)),
        f"https://example.fi/open#{code}",
    ):
        assert client("fi").post("open", {"code": text}).path == "/fi/device?then=open"
    assert client("fi").post("open", {"group0": code}).path == "/fi/device?then=open"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_code_tells_nothing_and_keeps_what_was_typed(person_with, client, lang):
    groups = groups_of(person_with(TOLD))
    changed = [*groups[:3], "".join("2" if c != "2" else "3" for c in groups[3])]
    other = client(lang)
    page = other.post("open", typed(changed), status=422)
    assert [value for name, value in page.fields() if name.startswith("group")] == changed
    unknown = other.post("open", typed(["2222"] * 4), status=422)
    assert page.all("//p[@class='fault']") == unknown.all("//p[@class='fault']"), (
        "nobody learns whether a code is near"
    )
    slip = other.post("open", typed([*groups[:3], "U!"]), status=422)
    assert "group3-fault" in slip.html and "group0-fault" not in slip.html
    other.get("map")  # still no key here: to the start


def test_a_photo_of_the_card_opens(person_with, client):
    mine = person_with(TOLD)
    photo = mine.file("key/card.png").data
    page = upload(client("fi"), "open", "photo", photo, "kortti.png")
    assert page.path == "/fi/device?then=open"
    page = upload(client("fi"), "open", "photo", b"GIF89a no picture", "x.png", 422)
    assert "photo-fault" in page.html
    assert (
        upload(client("fi"), "open", "picture", photo, "kortti.png").path == "/fi/device?then=open"
    ), "chosen, not taken"


def test_a_photo_that_is_too_large_is_told_apart(client):
    page = upload(client("fi"), "open", "photo", bytes(limits.PHOTO + 1), "iso.jpg", 413)
    assert "photo-fault" in page.html and "liian iso" in page.text
    upload(client("fi"), "open", "photo", bytes(limits.PHOTO - 1000), "iso.jpg", 422)


def test_the_card_shows_the_persons_picture_and_word(person):
    visitor = person("fi")
    page = visitor.post("key", {"picture": "coffee", "word": "Kahvi"})
    assert "Kahvi" in page.text
    page = visitor.post(
        "key", {"picture": "coffee", "word": "x" * (limits.CARD_WORD + 1)}, status=422
    )
    assert ("word", "x" * (limits.CARD_WORD + 1)) in page.fields()
    assert (
        visitor.file("key/card.pdf").data[:5]
        == visitor.file("key/small-card.pdf").data[:5]
        == b"%PDF-"
    )
    visitor.get("key/other.exe", status=404)


def test_a_card_holds_a_plain_link_with_the_code_behind_a_hash(person_with):
    code = "".join(groups_of(person_with(TOLD)))
    assert cards.address("https://example.fi/", code) == f"https://example.fi/open#{code}"
    assert vault.read_code(cards.address("https://example.fi/", code)) == code


@pytest.mark.parametrize(("answer", "lasting"), [("own", True), ("shared", False)])
def test_only_an_own_device_remembers(person, answer, lasting):
    visitor = person("fi")
    visitor.post("device", {"answer": answer})
    response = visitor.http.post("/fi/set/now/ln3", data={"text": "Uin.", "do": "next"})
    cookie = next(c for c in response.headers.getlist("Set-Cookie") if c.startswith("key="))
    assert ("Max-Age" in cookie) == lasting and "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_before_anybody_says_whose_device_nothing_lasts(client):
    visitor = client("fi")
    cookie = next(
        c
        for c in visitor.http.post("/fi/who", data={"answer": "me"}).headers.getlist("Set-Cookie")
        if c.startswith("key=")
    )
    assert "Max-Age" not in cookie


@pytest.mark.parametrize("lang", LANGUAGES)
def test_put_away_ends_it_here_and_keeps_the_answers(person_with, client, said_by, lang):
    visitor = person_with(TOLD, lang)
    groups = groups_of(visitor)
    response = visitor.http.post(f"/{lang}/away")
    assert response.headers["Clear-Site-Data"] == '"storage"', (
        "emptying a large cache takes a browser many seconds"
    )
    assert visitor.http.get_cookie("key") is None
    assert visitor.get("away").path == f"/{lang}/away"
    assert visitor.get("map").path == f"/{lang}/?new=yes", "to the start, kindly"
    again = client(lang)
    again.post("open", typed(groups))
    assert said_by(again).said.answers == TOLD.answers


@pytest.mark.parametrize(
    "path",
    [
        "",
        "map",
        "stop",
        "take",
        "key",
        "kept",
        "delete",
        "device",
        "who",
        "how-much",
        "reading",
        "words",
        "privacy",
        "accessibility",
        "people",
        "proposal",
        "set/rights",
        "set/rights/ri1",
        "set/rights/said",
        "know/rights/ri1",
        "shares",
        "helpers",
        "open",
        "bring-back",
    ],
)
def test_put_away_stands_on_every_page_of_who_has_a_key(person_with, client, path):
    where = (
        "//header//form[@action='/fi/away']//button |"
        " //header//button[@form='typed'][@formaction='/fi/away']"
    )
    assert person_with(TOLD).get(path).all(where) == ["Sulje vastaukset"]
    if path in ("", "reading", "words", "open"):
        assert client("fi").get(path).all(where) == []


# ---- how long ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2027, 9, 30), False), (date(2027, 10, 1), True), (date(2027, 12, 5), True)],
)
def test_who_comes_back_in_the_last_two_months_is_told(
    app, client, said_by, monkeypatch, day, told
):
    """Answers of 15 November 2026 may be removed from 1 December 2027 on."""
    key = records.start(app.extensions["hbself"].store, date(2026, 11, 15), 12, TOLD)
    monkeypatch.setattr(
        "hbself.web.visit.date", type("Day", (date,), {"today": classmethod(lambda _: day)})
    )
    visitor = client("en")
    visitor.http.set_cookie("key", vault.to_cookie(key, app.extensions["hbself"].secret))
    until = (
        f"{day:%B} {day.year + 1}"
        if day.month == 12
        else f"{date(day.year + 1, day.month + 1, 1):%B %Y}"
    )
    for path in ("map", "set/rights/ri1"):
        assert ("answers that nobody opens" in visitor.get(path).text) == told
        assert not told or (until if day.month < 12 else "January 2029") in visitor.get(path).text
    visitor.post("set/now/ln3", {"text": "Uin taas.", "do": "next"})
    assert "answers that nobody opens" not in visitor.get("map").text, (
        "said until the person answers again"
    )
    assert "nearly" not in visitor.file("take/data").get_data(as_text=True)


def test_what_supporters_said_lives_as_long_as_the_answers(app, person_with, said_by):
    visitor, held = person_with(TOLD), app.extensions["hbself"].store
    visitor.press(visitor.get("helpers"), name="Mika")
    (helper,) = said_by(visitor).keeping.supporters
    later = date(date.today().year + 2, 1, 15)
    key = vault.from_cookie(visitor.key())
    records.read(held, key, later, 12)
    assert (
        held.get(vault.from_token(helper.token).id, "assessment").expires
        == held.get(key.id, "assessment").expires
        == records.expires(later, 12)
    )


def test_what_we_keep_is_told_truly(person_with):
    owner = person_with(TOLD, "en")
    owner.post("helpers", {"name": "Mika"})
    for _ in range(2):
        for step, form in (
            ("who", {"name": "Virtanen"}),
            ("what", {"answer": "now"}),
            ("until", {"answer": "week"}),
            ("number", {"number": ""}),
        ):
            owner.post(f"share/{step}", form)
    page = owner.get("kept")
    for told in (
        "2 answers.",
        "1 person on your list.",
        "2 links that you have shared.",
        "1 person who answers about you.",
        days.month_text(records.expires(date.today(), 12), "en"),
    ):
        assert told in page.text, told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_delete_asks_once_and_then_it_is_gone(person_with, client, lang):
    visitor = person_with(TOLD, lang)
    groups = groups_of(visitor)
    page = visitor.get("delete")
    assert page.tree.xpath("//main//a[contains(@href, '/take')]"), "first it can be taken along"
    assert visitor.post("delete").path == f"/{lang}/deleted"
    client(lang).post("open", typed(groups), status=422)


# ---- bringing a file back ------------------------------------------------------------------------


def brought(visitor, body: bytes, status: int = 200, name: str = "omat.json"):
    return upload(visitor, "bring-back", "file", body, name, status)


def test_a_file_opens_anywhere_without_the_old_record(person_with, client, said_by):
    mine = person_with(TOLD)
    body = mine.file("take/data").data
    other = client("sv")
    assert brought(other, body).path == "/sv/device?then=open"
    assert said_by(other).said.answers == TOLD.answers and said_by(other).said.people == TOLD.people
    assert said_by(other).keeping.code != said_by(mine).keeping.code


@pytest.mark.parametrize(
    ("answer", "text"), [("here", "Täällä."), ("file", "Uin järvessä."), ("no", "Täällä.")]
)
def test_merging_asks_first(person_with, said_by, answer, text):
    body = person_with(TOLD).file("take/data").data
    here = person_with(
        Said(
            by="me",
            answers={"now.ln3": Answer(text="Täällä.")},
            people=(Person("person-1", "Sami", "brother"),),
        )
    )
    page = brought(here, body)
    assert (
        page.path == "/fi/bring-back/how"
        and said_by(here).said.answers["now.ln3"].text == "Täällä."
    )
    here.post("bring-back/how", {}, status=422)
    here.post("bring-back/how", {"answer": answer})
    said = said_by(here).said
    assert said.answers["now.ln3"].text == text and ("rights.ri1" in said.answers) == (
        answer != "no"
    )
    assert [p.name for p in said.people] == (
        ["Sami"] if answer == "no" else ["Sami", "Helmi"]
    ) and len({p.id for p in said.people}) == len(said.people)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b'{"schema":"my-own-proposal","version":99}',
        b"[" * 100_000,
        b"{" + b" " * 5_000_000,
        b"PK\x03\x04 bomb",
    ],
)
def test_a_bad_file_is_refused_and_changes_nothing(person_with, said_by, body):
    visitor = person_with(TOLD)
    before = said_by(visitor)
    brought(visitor, body, status=422)
    assert said_by(visitor) == before


def test_random_bytes_open_nothing(client):
    chance = random.Random(3)
    visitor = client("fi")
    for _ in range(5):
        brought(visitor, chance.randbytes(2_000), status=422)
