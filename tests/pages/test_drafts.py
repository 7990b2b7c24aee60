"""Typed words survive reload, a killed tab, Back and Put away; nothing of them lies on the device;
and they go when they are sent.

`Visitor` where heads and boxes are looked at, a real browser where a person's hands are.
"""

from datetime import date

import pytest

from hbself import limits
from hbself.keeping import drafts, everything, records, vault
from hbself.model.languages import LANGUAGES
from hbself.web import security
from tests.support.drafts import PAGES, WORDS, boxes, send, to_share, written
from tests.support.opening import new_card
from tests.support.sharing import SAID

TODAY = date.today()


def test_nothing_is_kept_beside_answers_that_are_gone(app, person, said_by):
    """A draft or a file that arrives while everything is deleted leaves no box behind."""
    visitor = person("fi")
    page = dict(visitor.get("set/now/ln3").fields()) | {"text": WORDS, "turn": "1"}
    key = vault.from_cookie(visitor.key())
    everything.delete(app.extensions["hbself"].store, key, TODAY, 12)
    assert visitor.http.post("/fi/draft", data=page).status_code in (409, 410)
    with pytest.raises(records.Gone):
        drafts.keep(
            app.extensions["hbself"].store,
            key,
            TODAY,
            12,
            "set/now/ln3",
            drafts.Draft((("text", WORDS),)),
        )
    assert app.extensions["hbself"].store.stats()[0] == []


# ---- kept, given back, gone when sent ------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("drafted", ["yes", ""], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize(
    ("path", "do"),
    [
        ("set/important/im3", "next"),
        ("set/important/im3", "back"),
        ("set/important/im3", "skipped"),
        ("set/important/im3", "unknown"),
        ("set/important/im3", "stop"),
        ("set/important/im3", "leave"),
        ("set/relatedness/re1", "next"),
    ],
)
def test_a_person_who_is_typed_is_never_lost(person, said_by, lang, path, do, drafted):
    """Next takes them in, as the button beside the name does; after any other button the name waits
    on its page.
    """
    visitor = person(lang)
    visitor.press(
        visitor.get(path), do=do, name_sister="Helmi", person_role="sister", drafted=drafted
    )
    said = said_by(visitor).said
    key = path.removeprefix("set/").replace("/", ".")
    if do == "next":
        (helmi,) = said.people
        assert (helmi.name, helmi.role) == ("Helmi", "sister") and said.answers[key].people == (
            helmi.id,
        )
        assert dict(visitor.get(path).fields())["name_sister"] == ""
    else:
        fields = dict(visitor.get(path).fields())
        assert said.people == () and fields["name_sister"] == "Helmi"
        assert fields["person_role"] == "sister"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_what_was_written_stands_on_the_page_again_and_goes_when_it_is_sent(
    app, person, lang, name
):
    path, typed = PAGES[name]
    visitor = person(lang)
    if name == "reader":
        to_share(visitor)
    if name in ("picks", "card"):
        found = visitor.get(path).choices("answer" if name == "picks" else "picture")
        typed = {"answer": found[:2]} if name == "picks" else {"word": "kuu", "picture": found[1]}
    written(visitor, path, **typed)
    page = visitor.get(path)
    assert page.tree.xpath("//*[@role='status'][not(@id='voice')]"), "it says so"
    expected = {(k, one) for k, v in typed.items() for one in (v if isinstance(v, list) else [v])}
    assert expected <= set(page.fields())
    assert "Haluan" not in str(boxes(app, "drafts")) and len(boxes(app, "drafts")) == 1
    do = {"person": "add", "new-person": "save"}.get(name, "next")
    visitor.press(page, do=do)
    assert not visitor.get("map").tree.xpath("//*[@id='waits']")
    after = visitor.get(path)
    assert not after.tree.xpath("//p[@role='status'][not(@id='voice')]")
    key = vault.from_cookie(visitor.key())
    assert drafts.read(app.extensions["hbself"].store, key, TODAY, 12).pages == {}


def test_the_map_leads_to_what_waits(person):
    visitor = person("en")
    written(visitor, "set/now/ln3", text=WORDS)
    (link,) = visitor.get("map").tree.xpath("//section[@class='waits']//a/@href")
    assert link == "/en/set/now/ln3" and dict(visitor.get(link).fields())["text"] == WORDS


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize(
    ("path", "field", "text"),
    [
        ("set/now/ln3", "text", "a" * (limits.TEXT + 1)),
        ("set/important/im1", "note", "a" * (limits.TEXT + 1)),
        ("set/next/nx3", "date", "ensi kesänä"),
        ("people/new", "name_friend", "a" * (limits.NAME + 1)),
        ("people/person-1", "person_name", "a" * (limits.NAME + 1)),
        ("key", "word", "a" * (limits.CARD_WORD + 1)),
        ("helpers", "name", "a" * (limits.NAME + 1)),
    ],
)
def test_what_was_refused_waits_when_its_page_is_left(person, path, field, text, scripts):
    """Also where no script has sent it yet. What is written then counts from the first letter."""
    visitor = person("fi")
    visitor.post("people/new", {"person_role": "sister"})
    page = visitor.get(path)
    for turn in range(1, 4) if scripts else ():
        send(visitor, page, turn=turn, **{field: text[:turn]})
    refused = visitor.press(page, status=422, drafted="yes" if scripts else "", **{field: text})
    assert dict(refused.fields())[field] == text == dict(visitor.get(path).fields())[field]
    assert visitor.get("map").tree.xpath(f"//*[@class='waits']//a[contains(@href, '/{path}')]")
    send(visitor, page, turn=9, **{field: "eilen"})  # of the first page, late on its way
    assert dict(visitor.get(path).fields())[field] == text
    short = "24.12.2027" if field == "date" else "Lyhyt"
    send(visitor, refused, **{field: short})
    assert dict(visitor.get(path).fields())[field] in (short, "2027-12-24")
    visitor.press(refused, **{field: short})
    assert not visitor.get("map").tree.xpath("//*[@class='waits']")


def test_where_nothing_was_written_nothing_waits_after_the_kind_question(person):
    visitor = person("fi")
    visitor.press(visitor.get("set/rights/ri1"), status=422)
    assert not visitor.get("map").tree.xpath("//*[@class='waits']")


@pytest.mark.parametrize("do", ["next", "back", "unknown", "skipped", "stop", "leave"])
def test_every_button_that_leaves_the_page_ends_its_draft(person, said_by, do):
    visitor = person("fi")
    written(visitor, "set/now/ln3", text=WORDS)
    visitor.press(visitor.get("set/now/ln3"), do=do)
    assert said_by(visitor).said.answers["now.ln3"].text == WORDS
    assert not visitor.get("set/now/ln3").tree.xpath("//p[@role='status'][not(@id='voice')]")


def test_a_draft_that_comes_late_does_not_come_back(person, app):
    """The network may bring a draft after the page that was sent."""
    visitor = person("fi")
    page = written(visitor, "set/now/ln3", text="Halu")
    visitor.press(visitor.get("set/now/ln3"), text="Jotain muuta.")
    visitor.press(page, text=WORDS, drafted="yes", was=None)
    late = dict(page.fields()) | {"text": "Haluan ma", "turn": "1"}
    assert visitor.http.post("/fi/draft", data=late).status_code == 204
    assert dict(visitor.get("set/now/ln3").fields())["text"] == WORDS


def test_an_older_draft_does_not_take_the_place_of_a_newer_one(person):
    visitor = person("fi")
    page = dict(visitor.get("set/now/ln3").fields())
    for turn, text in (("2", WORDS), ("1", "Haluan")):
        assert (
            visitor.http.post("/fi/draft", data=page | {"text": text, "turn": turn}).status_code
            == 204
        )
    assert dict(visitor.get("set/now/ln3").fields())["text"] == WORDS


def test_emptied_again_is_no_draft(person, app):
    visitor = person("fi")
    visitor.press(visitor.get("set/now/ln3"), text="Ennen.")
    written(visitor, "set/now/ln3", text="Ennen ja nyt.")
    written(visitor, "set/now/ln3", text="Ennen.")
    assert not visitor.get("set/now/ln3").tree.xpath("//p[@role='status'][not(@id='voice')]")
    written(visitor, "set/now/ln3", text="")
    assert dict(visitor.get("set/now/ln3").fields())["text"] == "", (
        "what was taken away stays away, until it is sent"
    )


# ---- limits, deletion, a new card ----------------------------------------------------------------


def test_drafts_are_bounded(person, app, monkeypatch):
    visitor = person("fi")
    monkeypatch.setattr(limits, "DRAFTS", 2)
    for i, path in enumerate(("set/now/ln3", "set/change/ch4")):
        written(visitor, path, text=f"{i}")
    page = dict(visitor.get("set/change/ch5").fields()) | {"text": WORDS, "turn": "1"}
    assert visitor.http.post("/fi/draft", data=page).status_code == 413, (
        "no other page's words go for it"
    )
    page = visitor.get("set/change/ch5")
    told = visitor.post(
        "away", [(k, v) for k, v in page.fields() if k != "text"] + [("text", WORDS)]
    )
    assert (
        WORDS in told.tree.xpath("//blockquote")[0].text_content().replace("\r", "")
        and visitor.key()
    ), "the card was not seen yet"
    told = visitor.press(visitor.get("set/important/im3"), "back", 413, person_name="Helmi")
    assert "Helmi" in told.text, "a name that waits nowhere is given back"
    held = drafts.read(app.extensions["hbself"].store, vault.from_cookie(visitor.key()), TODAY, 12)
    assert list(held.pages) == ["set/now/ln3", "set/change/ch4"]
    page = dict(visitor.get("set/now/ln3").fields())
    assert (
        visitor.http.post("/fi/draft", data=page | {"text": "a" * (limits.DRAFT + 1)}).status_code
        == 413
    )
    assert (
        visitor.http.post("/fi/draft", data=page | {"page": "../../etc", "text": "a"}).status_code
        == 404
    )


def test_drafts_have_a_rate_of_their_own(person, monkeypatch):
    visitor = person("fi")
    page = dict(visitor.get("set/now/ln3").fields())
    monkeypatch.setattr(security.limiter, "enabled", True)
    security.limiter.reset()
    statuses = [
        visitor.http.post("/fi/draft", data=page | {"text": "a" * (1 + i % 2)}).status_code
        for i in range(int(limits.RATE_SAVES.split()[0]) + 10)
    ]
    assert set(statuses) == {204}
    # The drafts have used up nothing of it
    visitor.press(visitor.get("set/now/ln3"), text="Tallessa.")
    monkeypatch.setattr(security.limiter, "enabled", False)


def test_a_stranger_keeps_no_drafts(app, client):
    stranger = client("fi")
    assert (
        stranger.http.post("/fi/draft", data={"page": "set/now/ln3", "text": WORDS}).status_code
        == 409
    )
    assert app.extensions["hbself"].store.stats()[0] == []


def test_a_draft_is_shown_to_its_person_only(person):
    owner, other = person("fi"), person("fi")
    written(owner, "set/now/ln3", text=WORDS)
    assert WORDS in owner.get("set/now/ln3").html
    assert WORDS not in other.get("set/now/ln3").html + other.get("map").html


def test_drafts_go_with_everything_and_along_to_a_new_card(person_with, app, said_by, client):
    owner = person_with(SAID)
    written(owner, "set/now/ln3", text=WORDS)
    before = boxes(app, "drafts")
    new_card(owner)
    after = boxes(app, "drafts")
    assert (
        len(after) == 1
        and after[0][0] != before[0][0]
        and dict(owner.get("set/now/ln3").fields())["text"] == WORDS
    )
    owner.press(owner.get("delete"))
    assert app.extensions["hbself"].store.stats()[0] == []


def test_drafts_stay_as_long_as_the_record(person, app):
    visitor = person("fi")
    written(visitor, "set/now/ln3", text=WORDS)
    store, key = app.extensions["hbself"].store, vault.from_cookie(visitor.key())
    later = date(TODAY.year + 1, 1, 15)
    records.read(store, key, later, 12)
    assert {expires for _, _, expires, _ in boxes(app, "drafts")} == {records.expires(later, 12)}
    store.purge(records.expires(later, 12))
    assert store.stats()[0] == []


def test_a_supporters_drafts_are_the_supporters(person, client, app, said_by):
    owner, helper = person("fi"), client("fi")
    owner.press(owner.get("helpers"), name="Mika")
    helper.press(helper.get(f"h/{said_by(owner).keeping.supporters[0].token}"))
    page = written(helper, "view/set/now/ln3", "view/draft", text=WORDS)
    assert page.status == 200
    assert dict(helper.get("view/set/now/ln3").fields())["text"] == WORDS and helper.get(
        "view/map"
    ).tree.xpath("//section[@class='waits']")
    assert dict(owner.get("set/now/ln3").fields())["text"] == "" and not owner.get(
        "map"
    ).tree.xpath("//section[@class='waits']")
    new_card(owner)
    helper.press(helper.get(f"h/{said_by(owner).keeping.supporters[0].token}"))
    assert dict(helper.get("view/set/now/ln3").fields())["text"] == WORDS
    owner.post(
        f"helpers/{said_by(owner).keeping.supporters[0].token}", {"do": "delete", "sure": "yes"}
    )
    assert boxes(app, "drafts") == []


def test_only_pages_with_drafts_may_send_and_only_to_this_site(person):
    visitor = person("fi")
    to_share(visitor)
    visitor.press(visitor.get("share/who"), name="Leila")
    for path in (
        "set/now/ln3",
        "people/new",
        "people",
        "key",
        "helpers",
        "share/who",
        "share/what",
        "share/until",
        "share/number",
        "name/take",
    ):
        assert "connect-src 'self'" in visitor.get(path).response.headers["Content-Security-Policy"]
    visitor.press(visitor.get("name/take"))
    for path in ("map", "", "proposal", "take", "open", "privacy"):
        assert "connect-src" not in visitor.get(path).response.headers["Content-Security-Policy"]
    script = visitor.http.get("/static/js/written.js")
    assert "connect-src" not in script.headers["Content-Security-Policy"]
