"""A key is never lost by one press, never swapped by a link, and opens only
what it was made for.
"""

import pytest

from hbself.keeping import shares, supporters, vault
from hbself.model.languages import LANGUAGES
from tests.pages.conftest import WORDS
from tests.support.letters import letters
from tests.support.opening import TOLD, type_code
from tests.support.sharing import SAID, share

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


# ---- what the browser's history keeps ------------------------------------------------------------


def test_the_persons_own_pages_have_nothing_in_their_addresses_that_opens_anything(
    person_with, said_by, client
):
    owner, stranger = person_with(SAID), client("fi")
    share(owner)
    owner.press(owner.get("helpers"), name="Mika")
    said = said_by(owner)
    tokens = {said.keeping.shares[0].token, said.keeping.supporters[0].token}
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
    (helper,) = said_by(owner).keeping.supporters
    there = owner.http.get(f"/fi/helpers/{helper.token}{rest}")
    assert there.status_code == 303 and there.headers["Location"].endswith(
        f"/fi/helpers/{supporters.view_id(helper)}{rest}"
    )
    assert owner.http.get(there.headers["Location"]).status_code == 200
    assert person_with(TOLD).http.get(f"/fi/helpers/{helper.token}{rest}").status_code == 404
