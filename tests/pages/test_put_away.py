"""Put away never loses the only key, and works at the first press."""

import msgspec
import pytest

from hbself.keeping import vault
from hbself.keeping.sqlite import SqliteStore
from hbself.keeping.store import NotSaved
from hbself.model.languages import LANGUAGES
from tests.pages.conftest import WORDS
from tests.support.letters import letters
from tests.support.opening import TOLD, type_code, upload
from tests.support.sharing import SAID
from tests.support.supporters import token_of

# ---- Put away, and the card was never seen -------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_is_shown_before_the_only_key_goes(newcomer, client, said_by, lang):
    visitor = newcomer(lang)
    code = said_by(visitor).keeping.code
    page = visitor.post("away")
    assert page.path == f"/{lang}/away/card" and letters(page) == code and visitor.key()
    assert {link.rpartition("/")[2] for link in page.tree.xpath("//main//a/@href")} >= {
        "card?then=away",
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
