"""A key is never lost by one press, never swapped by a link, and opens only
what it was made for.
"""

import re

import msgspec
import pytest

from hbself import settings
from hbself.keeping import shares, supporters, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.keeping.store import NotSaved
from hbself.model.languages import LANGUAGES
from hbself.model.record import Keeping, Record
from hbself.model.said import Answer, Said
from hbself.web.factory import create_app
from tests.support.opening import TOLD, type_code, upload
from tests.support.sharing import SAID, share
from tests.support.supporters import token_of
from tests.support.visitor import Visitor

WORDS = "Nämä sanat ovat minun."


def letters(page) -> str:
    """The code on the card that a page shows, or ""."""
    return "".join("".join(page.tree.xpath("//p[@class='code']//text()")).split())


@pytest.fixture
def newcomer(person):
    """`newcomer("sv")`: somebody who came in by the front door, has answered, and has never seen
    the card.
    """

    def begin(lang: str = "fi") -> Visitor:
        visitor = person(lang)
        visitor.press(visitor.get("set/now/ln3"), text=WORDS)
        return visitor

    return begin


# ---- Put away, and the card was never seen -------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_is_shown_before_the_only_key_goes(newcomer, client, said_by, lang):
    visitor = newcomer(lang)
    code = said_by(visitor).keeping.code
    page = visitor.post("away")
    assert page.path == f"/{lang}/away/card" and letters(page) == code and visitor.key()
    assert {link.rpartition("/")[2] for link in page.tree.xpath("//main//a/@href")} >= {
        "card.pdf",
        "card.png",
    }
    assert visitor.press(page, do="have").path == f"/{lang}/away" and not visitor.key()
    again = client(lang)
    type_code(again, code)
    assert said_by(again).said.answers["now.ln3"].text == WORDS


def test_the_way_leads_back_to_the_answers_and_what_was_only_shown_is_not_seen(newcomer, said_by):
    """Put away can be pressed by accident, and so twice: until the person says that they have it,
    the card comes each time.
    """
    visitor = newcomer()
    code = said_by(visitor).keeping.code
    for _ in range(3):
        page = visitor.post("away")
        assert page.path == "/fi/away/card" and letters(page) == code and visitor.key()
        assert visitor.get(page.link("a.back")).path.startswith("/fi/set/now/")
        visitor.press(visitor.get("set/now/ln4"), text="Lisää.")
    visitor.file("key/card.png")
    assert visitor.post("away").path == "/fi/away", "taken from that page"


@pytest.mark.parametrize("path", ["key", "stop"])
def test_who_has_seen_the_card_puts_away_at_once(newcomer, path):
    visitor = newcomer()
    visitor.get(path)
    visitor.press(visitor.get("set/now/ln4"), text="Lisää.")
    assert visitor.post("away").path == "/fi/away" and not visitor.key()


@pytest.mark.parametrize("name", ["card.pdf", "small-card.pdf", "card.png"])
def test_who_has_taken_the_card_as_a_file_puts_away_at_once(newcomer, name):
    visitor = newcomer()
    visitor.file(f"key/{name}")
    assert visitor.post("away").path == "/fi/away"


def test_a_browser_that_fetches_a_page_beforehand_has_shown_nothing(newcomer):
    visitor = newcomer()
    visitor.http.get("/fi/key", headers={"Sec-Purpose": "prefetch;prerender"})
    visitor.http.head("/fi/key")
    assert visitor.post("away").path == "/fi/away/card"


def test_a_new_card_that_was_looked_at_and_not_taken_is_no_card(newcomer, said_by):
    visitor = newcomer()
    coming = visitor.press(visitor.get("key/new"))
    page = visitor.post("away")
    assert letters(page) == said_by(visitor).keeping.code != letters(coming)
    other = newcomer()
    other.press(other.press(other.get("key/new")))
    assert other.post("away").path == "/fi/away"


def test_who_opened_with_the_card_has_it(newcomer, client, said_by):
    code = said_by(newcomer()).keeping.code
    other = client("fi")
    other.press(type_code(other, code), answer="own")
    assert other.post("away").path == "/fi/away"


def test_a_file_that_was_brought_back_is_on_a_card_that_nobody_has_seen(person_with, client):
    body, other = person_with(TOLD).file("take/data").data, client("fi")
    upload(other, "bring-back", "file", body, "omat.json")
    assert other.post("away").path == "/fi/away/card"


def test_where_nothing_was_said_nothing_is_asked(person):
    visitor = person("fi")
    assert visitor.post("away").path == "/fi/away"


def test_words_that_are_not_sent_yet_are_answers_too(person, said_by):
    visitor = person("fi")
    page = visitor.get("set/now/ln3")
    (button,) = page.tree.xpath("//header//button/@formaction[contains(., '/away')]")
    assert visitor.post(button, dict(page.fields()) | {"text": WORDS}).path == "/fi/away/card"
    assert dict(visitor.get("set/now/ln3").fields())["text"] == WORDS


def test_a_supporters_put_away_only_forgets_the_view(newcomer, client, said_by):
    owner, helper = newcomer(), client("fi")
    owner.press(owner.get("helpers"), name="Mika")
    helper.press(helper.get(f"h/{token_of(said_by, owner, 'Mika')}"))
    helper.press(helper.get("view/set/now/ln3"), text="Mikan sanat.")
    assert helper.post("view/away").path == "/fi/view/away"


# ---- Put away works at the first press -----------------------------------------------------------


def full(*_, **__):
    raise NotSaved("no room")


def put_away_from(visitor, page, **typed):
    """Press Put away on a page; what comes, as it is (no redirect is followed where the page itself
    comes).
    """
    (button,) = page.tree.xpath("//header//button/@formaction[contains(., '/away')]")
    return visitor.post(button, dict(page.fields()) | typed)


def test_with_a_full_store_it_puts_away_and_gives_the_words_back(person_with, app, monkeypatch):
    visitor = person_with(TOLD)
    page = visitor.get("set/now/ln3")
    monkeypatch.setattr(app.extensions["hbself"].store, "put", full)
    after = put_away_from(visitor, page, text=WORDS)
    assert not visitor.key() and WORDS in after.text and after.h1 == visitor.get("away").h1
    assert not after.tree.xpath("//header//button[contains(., 'Sulje')]"), (
        "nothing is left to put away"
    )


@pytest.mark.parametrize(
    "fault",
    [NotSaved("removed"), vault.Broken(), vault.Newer()],
    ids=["removed", "damaged", "newer"],
)
def test_who_has_seen_the_card_puts_away_whatever_is_wrong(person_with, monkeypatch, fault):
    visitor = person_with(SAID)
    visitor.get("key")
    mark = visitor.get("map").tree.xpath("//input[@name='mark']/@value")[0]

    def fails(*_):
        raise fault

    monkeypatch.setattr("hbself.keeping.sqlite.SqliteStore.get", fails)
    assert visitor.post("away", {"mark": mark}).path == "/fi/away" and not visitor.key()


def test_a_key_of_another_database_is_not_forgotten(tmp_path, app, person_with):
    """The site was started once with the wrong setting: when the right database is back, so are the
    answers.
    """
    mine, right = (
        person_with(SAID),
        (app.extensions["hbself"].store, app.extensions["hbself"].secret),
    )
    mine.http.set_cookie(
        "key", key := vault.to_cookie(vault.from_cookie(mine.key()), right[1], "new")
    )
    held = app.extensions["hbself"]
    wrong = SqliteStore(tmp_path / "wrong" / "a.db")
    app.extensions["hbself"] = msgspec.structs.replace(held, store=wrong, secret=b"another one")
    for path in ("map", "key", "people"):
        mine.get(path, 410)
    assert mine.post("away").path == "/fi/away/card", "asked before the only key goes"
    assert mine.key() == key
    app.extensions["hbself"] = held
    mine.get("map")


def test_with_a_full_store_the_unseen_card_comes_with_the_words(
    newcomer, app, monkeypatch, said_by
):
    visitor = newcomer()
    page, code = visitor.get("set/now/ln4"), said_by(visitor).keeping.code
    monkeypatch.setattr(app.extensions["hbself"].store, "put", full)
    after = put_away_from(visitor, page, text="Viimeiset sanat.")
    assert letters(after) == code and "Viimeiset sanat." in after.text
    assert visitor.press(after, do="have").path == "/fi/away" and not visitor.key()


def test_a_page_from_before_the_servers_secret_changed_puts_away(person_with, app):
    visitor = person_with(TOLD)
    page = visitor.get("set/now/ln3")
    app.extensions["hbself"] = msgspec.structs.replace(
        app.extensions["hbself"], secret=b"another secret of this server, 32"
    )
    after = put_away_from(visitor, page, text=WORDS)
    assert WORDS in after.text and not visitor.key() and after.h1 == visitor.get("away").h1


def test_a_page_whose_key_is_gone_already_ends_there_too(person_with, said_by):
    visitor = person_with(TOLD)
    code, page = said_by(visitor).keeping.code, visitor.get("set/now/ln4")
    visitor.post("away")
    assert put_away_from(visitor, page, text=WORDS).path == "/fi/away"
    type_code(visitor, code)
    assert dict(visitor.get("set/now/ln4").fields())["text"] == WORDS, "kept for their owner"


def test_answers_that_cannot_be_opened_now_are_not_put_away_unasked(newcomer, app):
    """Their card can't be shown either: without it they are lost, also when they open again
    tomorrow.
    """
    visitor = newcomer()
    app.extensions["hbself"].store.db.execute("UPDATE boxes SET box = ?", (b"\x01" + bytes(90),))
    page = visitor.post("away", status=200)
    assert page.path == "/fi/away/card" and not letters(page) and visitor.key()
    assert visitor.press(page, do="have").path == "/fi/away" and not visitor.key()


# ---- no link swaps a key -------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_key_is_taken_only_after_the_card_of_this_one_was_shown(
    newcomer, person_with, said_by, lang
):
    victim, other = newcomer(lang), person_with(TOLD, lang)
    mine, theirs = said_by(victim).keeping.code, said_by(other).keeping.code
    key = victim.key()
    page = type_code(victim, theirs)
    assert letters(page) == mine and vault.from_cookie(victim.key()) == vault.from_cookie(key)
    assert theirs not in page.path and said_by(victim).keeping.code == mine
    assert victim.get(page.link("a.back")).status == 200 and said_by(victim).keeping.code == mine
    after = victim.press(page, do="swap")
    assert after.path.startswith(f"/{lang}/device") and said_by(victim).keeping.code == theirs


def test_the_same_key_again_is_not_asked_about(newcomer, said_by):
    visitor = newcomer()
    assert type_code(visitor, said_by(visitor).keeping.code).path.startswith("/fi/device")


def test_a_yes_to_swap_counts_only_for_the_key_that_was_shown(newcomer, person_with, said_by):
    """Made up by another page, or from before somebody else came in."""
    victim, other, third = newcomer(), person_with(TOLD), person_with(SAID)
    mine, theirs = said_by(victim).keeping.code, said_by(other).keeping.code
    for mark in ("", "x", "nobody", dict(third.get("set/now/ln3").fields())["mark"]):
        page = victim.post("open", {"code": theirs, "do": "swap", "mark": mark})
        assert letters(page) == mine and said_by(victim).keeping.code == mine


def test_a_wrong_code_is_told_before_anything_is_asked(newcomer, said_by):
    visitor = newcomer()
    code = said_by(visitor).keeping.code
    page = visitor.post("open", {"code": "2222222222222222"}, status=422)
    assert not letters(page) and said_by(visitor).keeping.code == code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_has_opened_sees_whose_card_it_was(person_with, client, said_by, lang):
    owner = person_with(TOLD, lang)
    owner.post("key", {"picture": "coffee", "word": "Kuutamo"})
    page = type_code(client(lang), said_by(owner).keeping.code)
    assert page.path.startswith(f"/{lang}/device") and "Kuutamo" in page.text
    assert page.tree.xpath("//main//p[@class='mark']//img[contains(@src, 'coffee')]")


def test_who_begins_anew_is_told_of_no_card(client):
    visitor = client("fi")
    page = visitor.press(visitor.get("who"), answer="me")
    assert page.path.startswith("/fi/device") and not page.tree.xpath("//p[@class='mark']")


@pytest.mark.parametrize(
    ("way", "answer", "told"),
    [("link", "shared", True), ("link", "own", False), ("", "shared", False)],
)
def test_a_shared_device_that_was_opened_by_the_link_is_told_what_it_remembers(
    person_with, client, said_by, way, answer, told
):
    visitor = client("fi")
    page = visitor.post("open", {"code": said_by(person_with(TOLD)).keeping.code, "way": way})
    after = visitor.press(page, answer=answer)
    assert after.path.startswith("/fi/open/remembered") == told
    if told:
        assert {"/fi/key/new", "/fi/map"} & set(
            after.tree.xpath("//main//a/@href")
        ) and "/fi/key/new" in after.html


# ---- supporters' links ---------------------------------------------------------------------------


@pytest.fixture
def two_links(person_with, said_by):
    """The links of two supporters of two people: [token, token]."""
    owners = [person_with(SAID), person_with(TOLD)]
    for owner in owners:
        owner.press(owner.get("helpers"), name="Mika")
    return [said_by(owner).keeping.helpers[0].token for owner in owners]


def test_following_a_supporters_link_sets_no_cookie(two_links, client, app):
    robot = client("fi")
    rows = (
        app.extensions["hbself"]
        .store.db.execute("SELECT * FROM boxes ORDER BY id, kind")
        .fetchall()
    )
    app.extensions["hbself"].store.db.execute("UPDATE boxes SET expires = '2020-01'")
    for ask in (robot.http.get, robot.http.head):
        answer = ask(f"/fi/h/{two_links[0]}", headers={"Sec-Purpose": "prefetch"})
        assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    assert {
        row[0] for row in app.extensions["hbself"].store.db.execute("SELECT expires FROM boxes")
    } == {"2020-01"} and rows
    robot.get("view/map", status=410)


def test_another_supporters_link_swaps_nothing_unasked(two_links, client):
    helper = client("fi")
    helper.press(helper.get(f"h/{two_links[0]}"))
    helper.press(helper.get("view/set/now/ln3"), text="Ensimmäisen sanat.")
    page = helper.get(f"h/{two_links[1]}")
    assert "Ensimmäisen sanat." in helper.get("view/set/now/ln3").html
    helper.post(f"h/{two_links[1]}", {})
    assert "Ensimmäisen sanat." in helper.get("view/set/now/ln3").html, (
        "a press on a page that did not ask"
    )
    assert helper.press(page, do="swap").path == "/fi/view/map"
    assert "Ensimmäisen sanat." not in helper.get("view/set/now/ln3").html
    assert helper.press(helper.get(f"h/{two_links[1]}")).path == "/fi/view/map", "the same again"


def test_a_supporters_link_leaves_the_persons_own_key_alone(two_links, newcomer):
    visitor = newcomer()
    key = visitor.key()
    assert visitor.press(visitor.get(f"h/{two_links[0]}")).path == "/fi/view/map"
    assert visitor.key() == key and WORDS in visitor.get("set/now/ln3").html


# ---- kinds of key --------------------------------------------------------------------------------


@pytest.fixture
def both(two_links, client, person_with, app):
    """A person's cookie and a supporter's."""
    helper = client("fi")
    helper.press(helper.get(f"h/{two_links[0]}"))
    return person_with(TOLD).key(), helper.http.get_cookie("view").value


def old(value: str, app) -> str:
    """The same cookie as the first release sealed it."""
    body = value.partition(".")[0]
    return f"{body}.{vault._our_seal(body, app.extensions['hbself'].secret, '')}"


@pytest.mark.parametrize("release", ["now", "first"])
def test_a_key_opens_only_what_it_was_made_for(both, client, app, release):
    person, view = both if release == "now" else [old(value, app) for value in both]
    wrong = client("fi")
    wrong.http.set_cookie("key", view)
    assert wrong.get("map", 410).path == "/fi/map"
    before = (
        app.extensions["hbself"]
        .store.db.execute("SELECT * FROM boxes ORDER BY id, kind")
        .fetchall()
    )
    for path in (
        "key/new",
        "key",
        "delete",
        "device",
        "how-much",
        "bring-back/how",
        "helpers",
        "draft",
    ):
        wrong.http.set_cookie("key", view)
        assert wrong.http.post(
            f"/fi/{path}", data={"answer": "own", "picture": "key", "name": "x", "page": "key"}
        ).status_code in (409, 404)
    wrong = client("fi")
    wrong.http.set_cookie("view", person)
    wrong.get("view/map", status=410)
    wrong.post("view/how-much", {"answer": "short"}, status=410)
    assert (
        app.extensions["hbself"]
        .store.db.execute("SELECT * FROM boxes ORDER BY id, kind")
        .fetchall()
        == before
    )


def test_cookies_of_the_first_release_open_what_they_were_for(both, client, app):
    visitor = client("fi")
    for name, value in zip(("key", "view"), both, strict=True):
        visitor.http.set_cookie(name, old(value, app))
    visitor.get("map")
    visitor.get("view/map")
    assert [
        vault.cookie_use(visitor.http.get_cookie(name).value, app.extensions["hbself"].secret)
        for name in ("key", "view")
    ] == ["new", "view"]


# ---- cookies over https --------------------------------------------------------------------------

HTTPS = {
    "X-Forwarded-Host": "oma.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "2001:db8::7",
    "Origin": "https://oma.example",
}


@pytest.fixture
def secure(tmp_path, monkeypatch):
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    app = create_app(settings.Config(database=tmp_path / "secure.db", proxies=1))
    http = app.test_client()
    http.set_cookie("leftover", "1", domain="oma.example")

    def ask(path, data=None):
        return http.open(
            f"/fi/{path}",
            base_url="https://oma.example",
            headers=HTTPS,
            method="POST" if data is not None else "GET",
            data=data,
        )

    return app, http, ask


def lasting(answer, name: str = "__Host-key") -> bool:
    return any(
        c.startswith(f"{name}=") and "Max-Age" in c for c in answer.headers.getlist("Set-Cookie")
    )


def test_over_https_no_other_site_can_say_whose_device_it_is(secure):
    app, http, ask = secure
    http.set_cookie("device", "own", domain="oma.example")  # planted by a site beside this one
    for answer in (
        ask("who", {"answer": "me"}),
        ask("how-much", {"answer": "short"}),
        ask("set/now/ln3", {"text": "Uin.", "do": "next"}),
    ):
        assert answer.status_code == 303 and not lasting(answer)
    assert b"checked" not in ask("device").data
    assert lasting(ask("device", {"answer": "own"})) and lasting(
        ask("device", {"answer": "own"}), "__Host-device"
    )
    names = {
        re.match("[^=]+", c)[0]
        for c in ask("reading", {"do": "next", "text": "150"}).headers.getlist("Set-Cookie")
    }
    assert "__Host-reading" in names and "reading" not in names


def test_names_from_before_are_read_once_and_moved(secure):
    app, http, ask = secure
    ask("who", {"answer": "me"})
    key = http.get_cookie("__Host-key", domain="oma.example").value
    http.set_cookie("__Host-key", old(key, app), domain="oma.example", secure=True)
    http.set_cookie("device", "own", domain="oma.example")
    http.set_cookie("reading", "small.150.dark.on.normal.no", domain="oma.example")
    answer = ask("map")
    assert b'data-text="150"' in answer.data
    assert (
        lasting(answer) and lasting(answer, "__Host-device") and lasting(answer, "__Host-reading")
    )
    assert (
        http.get_cookie("device", domain="oma.example") is None
        and http.get_cookie("reading", domain="oma.example") is None
    )
    assert b'data-text="150"' in ask("map").data and lasting(ask("how-much", {"answer": "short"}))
    ask("away", {"do": "have"})
    assert {
        name
        for name in ("__Host-key", "__Host-device")
        if http.get_cookie(name, domain="oma.example")
    } == set()


def test_a_record_with_a_supporters_name_is_never_a_persons(person_with, client):
    """Whatever its cookie says."""
    wrong = person_with(
        Record(Said(answers={"now.ln3": Answer(text=WORDS)}), Keeping(helper="Mika"))
    )
    wrong.get("map", 410)


# ---- what the browser's history keeps ------------------------------------------------------------


def test_the_persons_own_pages_have_nothing_in_their_addresses_that_opens_anything(
    person_with, said_by, client
):
    owner, stranger = person_with(SAID), client("fi")
    share(owner)
    owner.press(owner.get("helpers"), name="Mika")
    said = said_by(owner)
    tokens = {said.keeping.shares[0].token, said.keeping.helpers[0].token}
    found = {
        link
        for path in ("shares", "helpers")
        for link in owner.get(path).tree.xpath(
            "//main//a/@href | //main//@formaction | //main//form/@action | //main//img/@src"
        )
    }
    mine = {link for link in found if "/shares/" in link or "/helpers/" in link}
    assert len(mine) >= 4 and not any(token in link for link in mine for token in tokens)
    for link in mine:
        name = link.split("/")[3]
        assert vault.from_token(name) is None
        for kind in "sh":
            stranger.get(f"{kind}/{name}", status=410)


@pytest.mark.parametrize("rest", ["", "/qr.svg", "/look", "?kept=yes"])
def test_an_address_of_before_leads_on_for_its_person_and_for_nobody_else(person_with, rest):
    owner, other = person_with(SAID), person_with(TOLD)
    token = share(owner)
    there = owner.http.get(f"/fi/shares/{token}{rest}")
    assert there.status_code == 303 and there.headers["Location"].endswith(
        f"/fi/shares/{shares.link_id(token)}{rest}"
    )
    assert owner.http.get(there.headers["Location"]).status_code == 200
    assert (
        other.http.get(f"/fi/shares/{token}{rest}").status_code
        == other.http.get(f"/fi/shares/{shares.link_id(token)}").status_code
        == 404
    )
    assert (
        owner.post(f"shares/{token}", {"do": "back"}).path
        == f"/fi/shares/{shares.link_id(token)}?kept=yes"
    ), "a page of before that is still open"


@pytest.mark.parametrize("rest", ["", "/qr.svg", "/delete"])
def test_so_does_one_of_a_supporter(person_with, said_by, rest):
    owner = person_with(SAID)
    owner.press(owner.get("helpers"), name="Mika")
    (helper,) = said_by(owner).keeping.helpers
    there = owner.http.get(f"/fi/helpers/{helper.token}{rest}")
    assert there.status_code == 303 and there.headers["Location"].endswith(
        f"/fi/helpers/{supporters.view_id(helper)}{rest}"
    )
    assert owner.http.get(there.headers["Location"]).status_code == 200
    assert person_with(TOLD).http.get(f"/fi/helpers/{helper.token}{rest}").status_code == 404
