"""A box that is damaged harms only itself: everything else of its person goes on, and that one is
told of kindly.
"""

import os

import msgspec
import pytest

from hbself.keeping import boxes, vault
from hbself.model.languages import LANGUAGES
from tests.support.opening import TOLD, new_card, upload
from tests.support.sharing import COFFEE, SAID, opened, share

# (damage, what it makes of a box); "other" is a whole box of somebody else.
DAMAGE = {
    "flipped": lambda box, other: box[:40] + bytes([box[40] ^ 1]) + box[41:],
    "cut": lambda box, other: box[: len(box) // 2],
    "short": lambda box, other: box[:5],
    "empty": lambda box, other: b"",
    "zeros": lambda box, other: bytes(len(box)),
    "anothers": lambda box, other: other,
    "later": lambda box, other: bytes([vault.VERSION + 1]) + box[1:],
}
SHUT = {
    "fi": "Emme saa tätä kopiota auki",
    "sv": "Vi kan inte öppna den här kopian",
    "en": "We cannot open this copy",
}
THEIRS = {
    "fi": "Emme saa näitä vastauksia nyt auki",
    "sv": "Vi kan inte öppna de här svaren nu",
    "en": "We cannot open these answers now",
}
every_damage = pytest.mark.parametrize("damage", DAMAGE)
SHUT_NOW = {
    "fi": "Emme saa tätä nyt auki",
    "sv": "Vi kan inte öppna det här nu",
    "en": "We cannot open this now",
}
NEWER = {"fi": "uudemmasta versiosta", "sv": "nyare version", "en": "newer version"}


@pytest.fixture
def harm(app):
    """`harm(id, kind, "flipped")`: damages one box; gives how it was."""

    def do(id: bytes, kind: str, damage: str) -> bytes:
        held = app.extensions["hbself"].store
        box = held.get(id, kind).box
        other = vault.seal(vault.key(os.urandom(32)), kind, b"{}")
        held.db.execute(
            "UPDATE boxes SET box = ? WHERE id = ? AND kind = ?",
            (DAMAGE[damage](box, other), id, kind),
        )
        return box

    return do


def box_of(app, id: bytes, kind: str) -> bytes | None:
    found = app.extensions["hbself"].store.get(id, kind)
    return found and found.box


def all_goes_on(owner) -> None:
    """Every page of the person opens, and saving works."""
    for path in (
        "",
        "map",
        "set/now/ln3",
        "set/now/said",
        "proposal",
        "take",
        "take/data",
        "people",
        "shares",
        "share/who",
        "helpers",
        "key",
        "key/new",
        "kept",
        "delete",
        "bring-back",
        "stop",
    ):
        if path == "take/data":
            owner.file(path)
        else:
            owner.get(path)
    owner.press(owner.get("set/now/ln3"), text="Uusi vastaus.")


# ---- a shared copy -------------------------------------------------------------------------------


@every_damage
@pytest.mark.parametrize("number", ["", "0420"])
def test_a_damaged_copy_is_told_and_sent_anew(app, person_with, client, harm, damage, number):
    owner, reader = person_with(SAID), client("sv")
    bad, good = share(owner, reader="Reijo", number=number), share(owner, reader="Sanna")
    whole = harm(vault.from_token(bad).id, boxes.COPY, damage)
    all_goes_on(owner)
    told = owner.get("shares").all("li.entry")
    assert (
        sum((NEWER if damage == "later" else SHUT)["fi"] in row for row in told) == 1
        and len(told) == 2
    )
    page = owner.get(f"shares/{bad}")
    assert (NEWER if damage == "later" else SHUT)["fi"] in page.text
    assert owner.get(f"shares/{bad}/look").path.startswith("/fi/shares/")
    shown = reader.get(f"s/{bad}", 503 if damage == "later" else 500)
    assert (NEWER if damage == "later" else SHUT_NOW)[
        "sv"
    ] in shown.text and "kort" not in shown.text, "a reader has no card"
    assert "Dina svar" not in shown.text
    assert (
        opened(client("fi"), good).own_words() == ["Uusi vastaus."]
        or COFFEE in opened(client("fi"), good).html
    )
    # What a later version may have written stays, until its person takes it back
    if damage == "later":
        assert owner.post(f"shares/{bad}", {"do": "new"}, 503)
        assert box_of(app, vault.from_token(bad).id, boxes.COPY) == DAMAGE["later"](whole, b"")
    else:
        owner.press(page, do="new")
        assert opened(reader, bad, number=number or None).own_words() == ["Uusi vastaus."]
    owner.press(owner.get(f"shares/{bad}"), do="back")
    assert box_of(app, vault.from_token(bad).id, boxes.COPY) is None
    reader.get(f"s/{bad}", 410)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_for_a_damaged_copy_and_a_damaged_view(app, person_with, said_by, harm, lang):
    owner = person_with(SAID, lang)
    token = share(owner)
    owner.press(owner.get("helpers"), name="Mika")
    theirs = said_by(owner).keeping.supporters[0].token
    harm(vault.from_token(token).id, boxes.COPY, "cut")
    harm(vault.from_token(theirs).id, boxes.RECORD, "cut")
    assert (
        SHUT[lang] in owner.get("shares").text and SHUT[lang] in owner.get(f"shares/{token}").text
    )
    assert THEIRS[lang] in owner.get(f"helpers/{theirs}").text


# ---- a supporter's record ------------------------------------------------------------------------


@every_damage
def test_a_damaged_supporter_harms_nobody_else(app, person_with, client, said_by, harm, damage):
    owner, guest = person_with(SAID), client("fi")
    for name in ("Mika", "Tiina"):
        owner.post("helpers", {"name": name})
    mika, tiina = said_by(owner).keeping.supporters
    owner.post(f"helpers/{mika.token}", {"do": "print"})
    owner.post(f"helpers/{tiina.token}", {"do": "print"})
    token = share(owner)
    guest.post(f"h/{mika.token}")
    id = vault.from_token(mika.token).id
    harm(id, boxes.RECORD, damage)
    bad = box_of(app, id, boxes.RECORD)
    all_goes_on(owner)
    page = owner.get(f"helpers/{mika.token}")
    assert THEIRS["fi"] in page.text and "Vastauksia ei ole vielä" not in page.text
    for path in ("view/map", f"h/{mika.token}"):
        shown = guest.get(path, 503 if damage == "later" else 500)
        assert "avainkort" not in shown.text, "a supporter has no card"
    client("fi").post(f"h/{tiina.token}")
    old = said_by(owner).keeping.code
    new_card(owner)
    now = said_by(owner)
    assert (
        now.keeping.code != old
        and [h.name for h in now.keeping.supporters] == ["Mika", "Tiina"]
        and now.keeping.supporters[1].token != tiina.token
    )
    assert box_of(app, id, boxes.RECORD) == bad, (
        "what does not open today may open tomorrow: a new card leaves it where it is"
    )
    assert box_of(app, vault.from_token(token).id, boxes.COPY) is None
    owner.press(owner.get(f"helpers/{mika.token}/delete"), do="delete")
    assert box_of(app, id, boxes.RECORD) is None
    owner.press(owner.get("delete"))
    assert app.extensions["hbself"].store.stats()[0] == []


@every_damage
def test_everything_can_be_deleted_where_much_is_damaged(app, person_with, said_by, harm, damage):
    owner = person_with(SAID)
    owner.press(owner.get("helpers"), name="Mika")
    (mika,) = said_by(owner).keeping.supporters
    token = share(owner)
    page = owner.get("set/now/ln3")
    owner.http.post("/fi/draft", data=dict(page.fields()) | {"text": "Kesken.", "turn": "1"})
    key = vault.from_cookie(owner.key())
    for id, kind in (
        (vault.from_token(mika.token).id, boxes.RECORD),
        (vault.from_token(token).id, boxes.COPY),
        (key.id, boxes.DRAFTS),
    ):
        harm(id, kind, damage)
    owner.press(owner.get("delete"))
    assert app.extensions["hbself"].store.stats()[0] == []


# ---- what is written and not sent, and a file that waits -----------------------------------------


@every_damage
def test_damaged_drafts_stand_in_nobodys_way(app, person_with, said_by, harm, damage):
    owner = person_with(SAID)
    page = dict(owner.get("set/now/ln3").fields()) | {"text": "Kesken.", "turn": "1"}
    assert owner.http.post("/fi/draft", data=page).status_code == 204
    harm(vault.from_cookie(owner.key()).id, boxes.DRAFTS, damage)
    assert "mutta et lähettänyt" in owner.get("map").text, "it is told"
    all_goes_on(owner)
    new_card(owner)
    assert said_by(owner).said.answers["now.ln3"].text == "Uusi vastaus."
    assert "mutta et lähettänyt" not in owner.get("map").text


@pytest.mark.parametrize("damage", sorted(DAMAGE.keys() - {"anothers"}))
def test_damaged_letters_stand_in_nobodys_way(app, person_with, said_by, harm, damage):
    owner = person_with(SAID)
    page = owner.get("set/now/ln3")
    cookie, key = owner.key(), vault.from_cookie(owner.key())
    owner.post("away")
    assert owner.press(page, text="Kirje.", status=409)
    assert box_of(app, key.id, boxes.LETTERS)
    harm(key.id, boxes.LETTERS, damage)
    assert owner.press(page, text="Toinen kirje.", status=409), "another letter comes in"
    harm(key.id, boxes.LETTERS, damage)
    owner.http.set_cookie("key", cookie)
    all_goes_on(owner)
    new_card(owner)
    assert said_by(owner).said.answers["now.ln3"].text == "Uusi vastaus."


@pytest.mark.parametrize("damage", sorted(DAMAGE.keys() - {"later"}))
def test_a_damaged_file_that_waits_is_brought_again(app, person_with, harm, damage):
    owner = person_with(TOLD)
    body = owner.file("take/data").data
    upload(owner, "bring-back", "file", body, "a.json")
    harm(vault.from_cookie(owner.key()).id, boxes.BROUGHT, damage)
    all_goes_on(owner)
    assert owner.get("bring-back/how").tree.xpath("//input[@type='file']") and owner.post(
        "bring-back/how", {"answer": "file"}
    ).tree.xpath("//input[@type='file']")
    upload(owner, "bring-back", "file", body, "a.json")
    owner.press(owner.get("bring-back/how"), answer="here")


def test_who_reads_anothers_copy_needs_no_whole_answers_of_their_own(
    app, person_with, client, harm
):
    owner, reader = person_with(SAID), person_with(TOLD)
    token = share(owner)
    harm(vault.from_cookie(reader.key()).id, boxes.RECORD, "flipped")
    assert opened(reader, token).own_words() == [COFFEE]


@every_damage
def test_a_letter_of_a_later_version_does_not_stop_a_new_card(
    app, person_with, said_by, harm, damage
):
    """With drafts beside it that are damaged, or none."""
    owner = person_with(SAID)
    key = vault.from_cookie(owner.key())
    letter = msgspec.msgpack.encode(("set/now/ln3", {"fields": [["text", "Kirje."]], "sound": "x"}))
    box = msgspec.msgpack.encode(
        ({"slot": "a", "sealed": vault.seal_letter(vault.owner(key), letter)},)
    )
    assert app.extensions["hbself"].store.put(key.id, boxes.LETTERS, box, "2099-12", 0)
    if damage != "empty":
        assert app.extensions["hbself"].store.put(
            key.id,
            boxes.DRAFTS,
            vault.seal(key, boxes.DRAFTS, msgspec.msgpack.encode({})),
            "2099-12",
            0,
        )
        harm(key.id, boxes.DRAFTS, damage)
    owner.get("map")
    old = said_by(owner).keeping.code
    new_card(owner)
    assert said_by(owner).keeping.code != old
