"""What a newer version wrote beside the record is kept whole: supporters, drafts, copies, files."""

from datetime import date

import msgspec
import pytest

from hbself.keeping import boxes, records, supporters, vault
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Said
from tests.support.newer import NEWER, held, put
from tests.support.opening import TOLD, upload
from tests.support.sharing import SAID, share
from tests.support.whole_proposal import whole

TODAY = date.today()


def test_a_supporters_newer_record_is_kept(app, person_with, client, said_by):
    owner = person_with(SAID)
    owner.press(owner.get("helpers"), name="Mika")
    (helper,) = said_by(owner).keeping.supporters
    theirs = vault.from_token(helper.token)
    box = put(
        app,
        theirs,
        boxes.RECORD,
        NEWER["number"] | {"helper": "Mika"},
        expires=records.expires(TODAY, 0),
    )
    guest = client("fi")
    guest.get(f"h/{helper.token}", 503)
    assert "Emme saa näitä vastauksia nyt auki" in owner.get(f"helpers/{helper.token}").text
    owner.get("proposal")
    assert held(app, theirs, boxes.RECORD) == box
    owner.get("map")
    # A new card takes the supporter's box along as it is.
    owner.press(owner.press(owner.get("key/new")))
    (helper,) = said_by(owner).keeping.supporters
    theirs = vault.from_token(helper.token)
    assert (
        msgspec.json.decode(vault.unseal(theirs, boxes.RECORD, held(app, theirs, boxes.RECORD)))[
            "said"
        ]["answers"]["now.ln3"]["text"]
        == "Tulevaisuudesta"
    )


UNREAD = {
    "fi": "Emme voi nyt näyttää, mitä Mika ajattelee.",
    "sv": "Vi kan inte visa nu vad Mika tycker.",
    "en": "We cannot show what Mika thinks now.",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("box", ["newer", "damaged", "gone"])
def test_a_supporters_box_that_cannot_be_read_closes_nothing_of_the_persons(
    app, person_with, client, said_by, lang, box
):
    """Their section is left out, and the page says whose; the other supporter's stays."""
    owner = person_with(SAID, lang)
    for name in ("Leila", "Mika"):
        owner.post("helpers", {"name": name})
    for helper, text in zip(
        said_by(owner).keeping.supporters, ("Tori on kaukana.", "Bussi on hyvä."), strict=False
    ):
        owner.post(f"helpers/{helper.token}", {"do": "print"})
        guest = client(lang)
        guest.press(guest.get(f"h/{helper.token}"))
        guest.press(guest.get("view/set/now/ln3"), text=text)
    token = share(owner, "now", *(supporters.view_id(h) for h in said_by(owner).keeping.supporters))
    assert "Mika" not in "".join(whole(owner).all("p.status"))  # the list
    theirs = vault.from_token(said_by(owner).keeping.supporters[1].token)
    if box == "gone":
        app.extensions["hbself"].store.delete(theirs.id, boxes.RECORD)
    elif box == "newer":
        put(app, theirs, boxes.RECORD, NEWER["number"] | {"helper": "Mika"})
    else:
        app.extensions["hbself"].store.db.execute(
            "UPDATE boxes SET box = ? WHERE id = ?", (b"\x01" + bytes(90), theirs.id)
        )
    for path in ("proposal", "take", "share/who", "shares"):
        told = owner.get(path).all("p.status")
        assert UNREAD[lang] in told[0] and not any("Leila" in one for one in told)
    page = whole(owner)
    assert "Tori on kaukana." in page.text and "Bussi on hyvä." not in page.text
    for kind in ("pdf", "word", "page", "data"):
        owner.file(f"take/{kind}")
    owner.post("proposal", {"out": "now.ln3:text"})
    assert UNREAD[lang] in owner.post(f"shares/{token}", {"do": "new"}).text, (
        "the new version is without it"
    )
    assert UNREAD[lang] not in owner.get("map").text


@pytest.mark.parametrize(
    "newer",
    [
        {"sound": "x"},
        {"pages": {"set/now/ln3": {"fields": [["text", "Tulevaisuudesta"]], "sound": "x"}}},
    ],
)
def test_newer_drafts_are_kept_whole(app, person, newer):
    visitor = person("fi")
    page = dict(visitor.get("set/now/ln3").fields()) | {"text": "Kesken.", "turn": "1"}
    assert visitor.http.post("/fi/draft", data=page).status_code == 204
    key = vault.from_cookie(visitor.key())
    box = put(app, key, boxes.DRAFTS, msgspec.msgpack.encode(newer))
    assert (
        "Kesken." not in visitor.get("set/now/ln3").html
        and "mutta et lähettänyt" in visitor.get("map").text
    )
    visitor.press(visitor.get("set/now/ln3"), text="Kahvia.")
    assert visitor.http.post("/fi/draft", data=page | {"turn": "2"}).status_code == 503
    assert held(app, key, boxes.DRAFTS) == box


@pytest.mark.parametrize("newer", [{"format": 99}, {"sound": "x"}])
def test_a_newer_copy_is_told_to_its_reader_and_kept(app, person_with, client, newer):
    owner, reader = person_with(SAID), client("sv")
    token = share(owner)
    key = vault.from_token(token)
    text = msgspec.json.decode(vault.unseal(key, boxes.COPY, held(app, key, boxes.COPY)))
    box = put(app, key, boxes.COPY, text | newer)
    for page in (
        reader.get(f"s/{token}", 503),
        reader.post(f"s/{token}", {"do": "open"}, 503),
        reader.post(f"s/{token}/pdf", {}, 503),
    ):
        assert (
            "Dina svar" not in page.text
            and "Fråga" not in page.h1
            and "som gav dig länken" in page.text
        )
        assert page.link("a.next") == "", "nothing but the same page"
    assert "Tämä on sivuston uudemmasta versiosta" in owner.get("shares").all("li.entry")[0]
    owner.post(f"shares/{token}", {"do": "new"}, 503)
    assert held(app, key, boxes.COPY) == box


def test_a_newer_file_that_waits_is_kept(app, person_with):
    owner = person_with(TOLD)
    key = vault.from_cookie(owner.key())
    body = owner.file("take/data").data
    upload(owner, "bring-back", "file", body, "a.json")
    box = put(app, key, boxes.BROUGHT, NEWER["number"])
    owner.get("bring-back/how", 503)
    owner.post("bring-back/how", {"answer": "file"}, 503)
    upload(owner, "bring-back", "file", body, "a.json", 503)
    assert held(app, key, boxes.BROUGHT) == box


def test_two_files_at_the_same_moment_the_later_one_waits(app, person_with, monkeypatch):
    """A failed put must not lead on to the other file's question."""
    owner = person_with(TOLD)
    store, real = app.extensions["hbself"].store, app.extensions["hbself"].store.put
    other = Said(answers={"now.ln3": Answer(text="Toinen välilehti")})
    file = owner.file("take/data").data

    def slower(*values):
        monkeypatch.setattr(store, "put", real)
        with app.test_request_context():
            key = vault.from_cookie(owner.key())
            real(
                key.id,
                boxes.BROUGHT,
                vault.seal(key, boxes.BROUGHT, records.pack(other)),
                "2099-12",
                0,
            )
        return real(*values)

    monkeypatch.setattr(store, "put", slower)
    upload(owner, "bring-back", "file", file, "a.json")
    key = vault.from_cookie(owner.key())
    assert (
        records.unpack(
            vault.unseal(key, boxes.BROUGHT, held(app, key, boxes.BROUGHT)), Said
        ).answers
        == TOLD.answers
    )
