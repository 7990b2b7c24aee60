"""What was written on an old page waits for its owner, and for nobody else."""

import base64

import msgspec
import pytest

from hbself import limits
from hbself.keeping import vault
from hbself.model.languages import LANGUAGES
from hbself.model.said import Person
from hbself.web import security
from tests.support.drafts import boxes
from tests.support.old_tabs import in_the_browser_of
from tests.support.opening import new_card, type_code
from tests.support.people import fresh
from tests.support.sharing import SAID, share

WORDS = "Nämä ovat Ainon sanat."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_are_there_when_the_same_key_opens_and_under_no_other(
    app, client, person_with, said_by, lang
):
    aino, omar = person_with(SAID, lang), person_with(fresh(), lang)
    code, page = said_by(aino).keeping.code, aino.get("set/change/ch4")
    in_the_browser_of(omar, page, text=WORDS)
    assert (
        not omar.get("map").tree.xpath("//section[@class='waits']")
        and dict(omar.get("set/change/ch4").fields())["text"] == ""
    )
    assert WORDS.encode() not in b"".join(row[3] for row in boxes(app, "letters"))
    home = client(lang)
    type_code(home, code)
    (link,) = home.get("map").tree.xpath("//section[@class='waits']//a/@href")
    opened = home.get(link)
    assert dict(opened.fields())["text"] == WORDS and "change.ch4" not in said_by(home).said.answers
    home.press(opened)
    assert said_by(home).said.answers["change.ch4"].text == WORDS
    assert boxes(app, "letters") == []


def test_an_old_page_after_put_away_begins_no_new_person(app, person, said_by):
    visitor = person("fi")
    code, page = said_by(visitor).keeping.code, visitor.get("set/now/ln3")
    visitor.post("away", {"mark": dict(page.fields())["mark"]})
    after = visitor.press(page, text=WORDS, status=409)
    assert not visitor.key() and after.link("a.next") == "/fi/open"
    assert len(boxes(app, "assessment")) == 1
    for path, form in (("who", {"answer": "me"}), ("how-much", {"answer": "short"})):
        visitor.post(path, form | {"mark": dict(page.fields())["mark"]}, status=409)
    assert len(boxes(app, "assessment")) == 1 and not visitor.key()
    type_code(visitor, code)
    assert visitor.get("map").tree.xpath("//section[@class='waits']//a/@href") == [
        "/fi/set/now/ln3"
    ]


def test_after_typing_the_code_one_comes_to_the_answer_that_waits(person, said_by):
    """On its own page, filled in; where more than one waits, to the map that names them."""
    visitor = person("fi")
    code = said_by(visitor).keeping.code
    pages = [visitor.get(path) for path in ("set/now/ln3", "set/now/ln4")]
    for page, path in zip(pages, ("set/now/ln3", "map"), strict=True):
        visitor.post("away", {"do": "have"})
        visitor.press(page, text=WORDS, status=409)
        after = visitor.press(type_code(visitor, code), answer="shared")
        assert after.path == f"/fi/{path}"
    assert len(after.tree.xpath("//section[@class='waits']//a")) == 2


def test_a_page_from_before_a_new_card_is_still_hers(person_with, said_by, app):
    owner = person_with(SAID)
    page, other = owner.get("set/change/ch4"), owner.get("set/change/ch5")
    new_card(owner)
    owner.press(page, text=WORDS)
    assert said_by(owner).said.answers["change.ch4"].text == WORDS
    for _ in range(limits.FORMER - 1):
        new_card(owner)
    owner.press(other, text=WORDS)
    assert said_by(owner).said.answers["change.ch5"].text == WORDS
    assert len(said_by(owner).keeping.former) == limits.FORMER and "former" not in owner.file(
        "take/data"
    ).get_data(as_text=True)


def test_two_letters_for_one_page_lose_neither(two, said_by):
    aino, omar = two
    one, two_ = aino.get("set/change/ch4"), aino.get("set/change/ch4")
    in_the_browser_of(omar, one, text="Ensin tämä.")
    in_the_browser_of(omar, two_, text="Sitten tämä.")
    text = dict(aino.get("set/change/ch4").fields())["text"]
    assert "Ensin tämä." in text and "Sitten tämä." in text


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("people/new", "name_friend"),
        ("helpers", "name"),
        ("share/who", "name"),
        ("name/take", "name"),
        ("set/change/ch2", "own0"),
        ("set/important/im3", "name_friend"),
    ],
)
def test_two_letters_with_a_name_each_bring_back_both(two, path, field):
    aino, omar = two
    for page, name in ((aino.get(path), "Helmi"), (aino.get(path), "Mika")):
        in_the_browser_of(omar, page, **{field: name})
    assert dict(aino.get(path).fields())[field] == "Helmi, Mika"


def test_two_letters_with_people_of_other_roles_bring_back_both(two):
    """A name is sent with a role that is ticked: the other page has no such field."""
    aino, omar = two
    for role, name in (("sister", "Helmi"), ("friend", "Mika")):
        page = aino.get("people/new")
        for field in page.tree.xpath("//input[starts-with(@name, 'name_')]"):
            if field.get("name") != f"name_{role}":
                field.drop_tree()
        in_the_browser_of(omar, page, person_role=role, **{f"name_{role}": name})
    fields = aino.get("people/new").fields()
    assert {("name_sister", "Helmi"), ("name_friend", "Mika")} <= {*fields}


def test_the_same_tab_again_takes_no_more_room(two, app, said_by):
    aino, omar = two
    page = aino.get("set/change/ch4")
    for i in range(limits.LETTERS + 5):
        in_the_browser_of(omar, page, text=f"{WORDS} {i}")
    assert dict(aino.get("set/change/ch4").fields())["text"] == f"{WORDS} {limits.LETTERS + 4}"


def test_a_full_letterbox_gives_the_words_back(two, monkeypatch, app):
    aino, omar = two
    monkeypatch.setattr(limits, "LETTERS", 2)
    pages = [aino.get(path) for path in ("set/change/ch4", "set/change/ch5", "set/now/ln3")]
    for i, page in enumerate(pages[:2]):
        assert WORDS not in in_the_browser_of(omar, page, text=f"{WORDS} {i}").text
    assert "Kolmas." in in_the_browser_of(omar, pages[2], text="Kolmas.").text


def test_letters_have_a_rate_of_their_own(two, monkeypatch, app):
    aino, omar = two
    page = aino.get("set/change/ch4")
    monkeypatch.setattr(security.limiter, "enabled", True)
    security.limiter.reset()
    for _ in range(int(limits.RATE_LETTERS.split()[0])):
        in_the_browser_of(omar, page, text=WORDS)
    assert WORDS in in_the_browser_of(omar, page, status=429, text=WORDS).text
    monkeypatch.setattr(security.limiter, "enabled", False)


def test_nobody_has_answers_here_any_more_the_words_are_given_back(app, two, said_by):
    """Deleted meanwhile on another device: nothing is kept for a key that opens nothing, and
    nothing else is said.
    """
    aino, omar = two
    page = aino.get("set/change/ch4")
    aino.press(aino.get("delete"))
    after = in_the_browser_of(omar, page, text=WORDS)
    assert WORDS in after.text and boxes(app, "letters") == [] and boxes(app, "drafts") == []


def test_pages_of_old_tabs_go_with_everything(app, person_with):
    aino, omar = person_with(SAID), person_with(fresh())
    in_the_browser_of(omar, aino.get("set/change/ch4"), text=WORDS)
    assert len(boxes(app, "letters")) == 1
    aino.press(aino.get("delete"))
    assert boxes(app, "letters") == []


@pytest.mark.parametrize("mark", ["", "x", "nobody", "A" * 102, "ä", "é" * 50])
def test_a_mark_that_was_made_up_opens_no_letterbox(app, client, mark):
    after = client("fi").post("set/now/ln3", {"text": WORDS, "mark": mark}, status=409)
    assert WORDS in after.text and app.extensions["hbself"].store.stats()[0] == []


@pytest.mark.parametrize("path", ["set/now/ln3", "people/new", "helpers", "delete", "how-much"])
def test_a_mark_that_cannot_be_read_changes_nothing_for_who_is_here(two, said_by, app, path):
    """Our secret has changed, or the mark was cut: nobody knows whose page it is."""
    _, omar = two
    before, rows = said_by(omar), app.extensions["hbself"].store.stats()[0]
    after = omar.post(
        path,
        {
            "text": WORDS,
            "person_name": WORDS,
            "name": WORDS,
            "answer": "short",
            "mark": vault.to_mark(vault.owner(vault.from_cookie(omar.key())), b"y" * 32),
        },
        status=409,
    )
    assert (
        said_by(omar) == before
        and app.extensions["hbself"].store.stats()[0] == rows
        and (WORDS in after.text) == (path not in ("delete", "how-much") or WORDS in after.text)
    )


def test_a_file_page_from_before_somebody_came_in_brings_nothing_into_their_answers(
    client, person, app
):
    newcomer = client("fi")
    page = newcomer.get("bring-back")
    newcomer.http.set_cookie("key", person("fi").key())
    rows = app.extensions["hbself"].store.stats()[0]
    newcomer.press(page, status=409)
    assert app.extensions["hbself"].store.stats()[0] == rows


def test_marks_differ_each_time_and_name_no_box(person, app):
    visitor = person("fi")
    marks = {dict(visitor.get("set/now/ln3").fields())["mark"] for _ in range(3)}
    (row,) = boxes(app, "assessment")
    assert len(marks) == 3
    for mark in marks:
        assert (
            vault.from_mark(mark, app.extensions["hbself"].secret).id == row[0]
            and vault.from_mark(mark, b"x" * 32) is None
        )
        assert row[0].hex() not in mark and row[0] not in base64.urlsafe_b64decode(mark + "==")


def test_a_newcomers_page_does_not_change_who_has_come_in_meanwhile(client, person, said_by):
    newcomer = client("fi")
    page = newcomer.get("who")
    newcomer.http.set_cookie("key", person("fi", by="me").key())
    before = said_by(newcomer)
    newcomer.press(page, answer="helped")
    assert said_by(newcomer) == before


PATHS = (
    "",
    "map",
    "who",
    "how-much",
    "set/now",
    "set/now/ln3",
    "set/now/ln1/home",
    "set/important/im3",
    "set/now/said",
    "people",
    "people/new",
    "people/person-1",
    "proposal",
    "take",
    "name/take",
    "stop",
    "key",
    "key/new",
    "device",
    "kept",
    "delete",
    "bring-back",
    "shares",
    "share/who",
    "share/what",
    "share/until",
    "share/number",
    "helpers",
    "words",
    "nothing",
)
VIEW = ("view/map", "view/set/now/ln3", "view/people/new", "view/set/now/said")


def test_every_form_of_a_persons_pages_says_for_whom_it_was_made(person_with, said_by, app):
    owner = person_with(
        msgspec.structs.replace(
            SAID, people=(Person("person-1", "Helmi"), Person("person-2", "Mika", away=True))
        )
    )
    token = share(owner)
    owner.press(owner.get("helpers"), name="Mika")
    helper = said_by(owner).keeping.supporters[0].token
    paths = [*PATHS, f"shares/{token}", f"helpers/{helper}"]
    owner.post("key/new")
    owner.press(owner.get(f"h/{helper}"))
    for path in [*paths, "key/new/card", *VIEW]:
        page = owner.get(path, status=404 if path == "nothing" else 200)
        for form in page.tree.forms:
            action = form.get("action") or ""
            assert "mark" in form.fields or action.endswith("/reading"), f"{path}: {action}"
            assert form.get("autocomplete") == "off" or "mark" not in form.fields, (
                f"{path}: {action}: Back would fill it for whoever comes next"
            )
            assert action.endswith(("/reading", "/open")) or form.fields["mark"] != "nobody", (
                f"{path}: {action}"
            )
