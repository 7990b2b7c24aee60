"""Supporters: asked once and not too many, deleted after a question of its own, and at home among
their own pages.
"""

import pytest

from hbself import limits
from hbself.keeping import supporters
from hbself.model.languages import LANGUAGES
from tests.support.sharing import SAID, share
from tests.support.supporters import ANNA, ask, token_of

# ---- asking and deleting -------------------------------------------------------------------------


def test_one_press_too_many_makes_no_second_supporter(person_with, said_by):
    owner = person_with(SAID)
    page = owner.get("helpers")
    for _ in range(3):
        ask(owner, page, "Mika")
    assert [h.name for h in said_by(owner).keeping.supporters] == ["Mika"]
    ask(owner, page, "Leila")
    ask(owner, owner.get("helpers"), "Mika")
    assert [h.name for h in said_by(owner).keeping.supporters] == [
        "Mika",
        "Leila",
        "Mika",
    ], "two of one name, when the person wants it"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["Fanni", "x" * 61, ""])
def test_a_supporter_too_many_is_told_truly(person_with, lang, name):
    owner = person_with(SAID, lang)
    for number in range(limits.SUPPORTERS):
        ask(owner, owner.get("helpers"), f"Ystävä {number}")
    page = owner.post("helpers", {"name": name}, status=422)
    (link,) = page.tree.xpath("//*[@role='alert']//a")
    assert (
        str(limits.SUPPORTERS) in link.text_content()
        and str(limits.NAME) not in link.text_content()
    )
    assert page.tree.xpath(f"//*[@id='{link.get('href')[1:]}']")
    assert name in page.text
    assert str(limits.SUPPORTERS) in owner.get("helpers").text, "said before somebody tries"


def test_a_name_that_is_too_long_stands_where_it_was_typed(person_with):
    page = person_with(SAID).post("helpers", {"name": "x" * 61}, status=422)
    assert page.tree.xpath("//input[@id='name']/@value") == ["x" * 61]


def test_the_question_before_a_supporter_is_deleted_is_a_page_of_its_own(asked, said_by):
    owner = asked(Anna=ANNA)
    token = token_of(said_by, owner, "Anna")
    (link,) = owner.get("helpers").tree.xpath("//a[contains(@href, '/delete')]/@href")
    name = supporters.view_id(said_by(owner).keeping.supporters[0])
    page = owner.get(link)
    assert (
        owner.post(f"helpers/{token}", {"do": "delete"}).path
        == page.path
        == f"/fi/helpers/{name}/delete"
    )
    for other in page.tree.xpath("//li[@class='languages']/a/@href"):
        there = owner.get(other, lang=other[1:3])
        assert "Anna" in there.text and there.action() == f"/{other[1:3]}/helpers/{name}"
    assert "Peru myös linkki" not in page.text
    share(owner, supporters.view_id(said_by(owner).keeping.supporters[0]))
    assert "Peru myös linkki" in owner.get(f"helpers/{token}/delete").text, (
        "what a link shows is a copy"
    )
    owner.press(page, do="delete")
    assert not said_by(owner).keeping.supporters
    owner.get(f"helpers/{token}/delete", status=404)


# ---- a supporter stays among their own pages -----------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_link_leads_a_supporter_into_the_persons_way(asked, client, said_by, lang):
    owner = asked(Anna=ANNA)
    supporter, other = client(lang), tuple(f"/{one}/" for one in LANGUAGES if one != lang)
    link = f"/{lang}/h/{token_of(said_by, owner, 'Anna')}"
    supporter.press(supporter.get(link))
    seen, todo = set(), [link]
    while todo and len(seen) < 400:
        path = todo.pop()
        seen.add(path)
        page = supporter.get(path)
        links = page.tree.xpath("//a/@href") + page.tree.xpath("//form/@action")
        mine = [link for link in links if link.startswith("/") and not link.startswith(other)]
        assert all(link.startswith((f"/{lang}/view/", f"/{lang}/h/")) for link in mine), (
            path,
            mine,
        )
        assert {link[3:] for link in page.tree.xpath("//li[@class='languages']/a/@href")} == {
            path[3:]
        }
        sets = {link for link in mine if "/set/" in link and not link.endswith("/set/now")}
        todo += {
            link.partition("#")[0]
            for link in page.tree.xpath("//a/@href")
            if link in mine and link not in sets
        } - seen
    assert {
        f"/{lang}/view/{name}"
        for name in (
            "map",
            "reading",
            "words",
            "privacy",
            "accessibility",
            "stop",
            "how-much",
            "people",
        )
    } <= seen


def test_a_supporter_who_changes_the_settings_comes_back_to_their_own_map(asked, client, said_by):
    owner, supporter = asked(Anna=ANNA), client("fi")
    supporter.press(supporter.get(f"h/{token_of(said_by, owner, 'Anna')}"))
    (settings,) = supporter.get("view/map").tree.xpath(
        "//details[@class='menu']//a[contains(@href, 'reading')]/@href"
    )
    page = supporter.press(supporter.get(settings), pictures="small")
    assert page.path == "/fi/view/map" and page.tree.get("data-pictures") == "small"
    assert supporter.press(supporter.get(settings), do="try").path.startswith("/fi/view/reading")
    assert ANNA in supporter.get("view/set/now/ln3").html and not supporter.key()
    assert "/fi/view/map" in supporter.get("view/lost", status=404).html


def test_following_a_supporters_link_changes_nothing(asked, client, said_by, app):
    owner = asked(Anna=ANNA)
    token = token_of(said_by, owner, "Anna")

    before = (
        app.extensions["hbself"]
        .store.db.execute("SELECT id, kind, version, expires FROM boxes ORDER BY 1, 2")
        .fetchall()
    )
    for _ in range(2):
        robot = client("fi")
        robot.http.head(f"/fi/h/{token}")
        robot.press(robot.get(f"h/{token}"))
    assert (
        app.extensions["hbself"]
        .store.db.execute("SELECT id, kind, version, expires FROM boxes ORDER BY 1, 2")
        .fetchall()
        == before
    )
