"""A page knows for whom it was made: an old tab begins no new person, and never writes into, or
takes from, somebody else's answers.
"""

import pytest

from tests.support.old_tabs import in_the_browser_of
from tests.support.sharing import share

WORDS = "Nämä ovat Ainon sanat."


# ---- nothing is written into another's answers ---------------------------------------------------


@pytest.mark.parametrize(
    ("path", "do", "typed"),
    [
        ("set/now/ln3", "next", {"text": WORDS}),
        ("set/now/ln1/home", "unknown", {"note": WORDS}),
        ("set/important/im3", "add", {"person_name": "Helmi"}),
        ("people/new", "save", {"person_name": "Helmi"}),
        ("people/person-1", "save", {"person_name": "Toinen"}),
        ("key", "", {"word": "kuu"}),
        ("helpers", "", {"name": "Mika"}),
        ("share/who", "", {"name": "Leila"}),
        ("who", "", {"answer": "helped"}),
        ("how-much", "", {"answer": "short"}),
        ("device", "", {"answer": "own"}),
        ("delete", "", {}),
        ("key/new", "", {}),
        ("set/now/said", "", {}),
    ],
)
def test_an_old_page_changes_nothing_in_the_answers_of_who_is_here_now(
    two, said_by, app, path, do, typed
):
    aino, omar = two
    page, before, hers = aino.get(path), said_by(omar), said_by(aino)
    key = omar.key()
    after = in_the_browser_of(omar, page, do, **typed)
    assert said_by(omar) == before and said_by(aino) == hers and omar.key() == key
    assert after.link("a.next") == "/fi/open" and "Kerttu" not in after.text
    assert not any(words in after.text for words in (WORDS, "Helmi", "Leila")), (
        "what is kept for its owner is not shown"
    )


def test_delete_everything_from_an_old_page_deletes_nobody(two, app):
    aino, omar = two
    before = app.extensions["hbself"].store.stats()[0]
    in_the_browser_of(omar, aino.get("delete"))
    assert app.extensions["hbself"].store.stats()[0] == before


def test_a_link_is_not_taken_back_and_a_supporter_not_deleted_by_an_old_page(two, said_by):
    aino, omar = two
    token = share(aino)
    aino.press(aino.get("helpers"), name="Mika")
    for page, do in ((aino.get(f"shares/{token}"), "back"), (aino.get("helpers"), "delete")):
        in_the_browser_of(omar, page, do)
    assert not said_by(aino).keeping.shares[0].back and said_by(aino).keeping.supporters


def test_put_away_on_an_old_page_does_not_close_the_answers_of_another(two, said_by):
    """Who has no card yet would never get in again."""
    aino, omar = two
    page = aino.get("set/now/ln3")
    key = omar.key()
    (button,) = page.tree.xpath("//header//button/@formaction[contains(., '/away')]")
    omar.post(
        button, [*[(k, v) for k, v in page.fields() if k != "text"], ("text", WORDS)], status=409
    )
    assert omar.key() == key
    assert dict(aino.get("set/now/ln3").fields())["text"].endswith(WORDS)


def test_a_supporters_old_page_writes_into_no_other_view(person, client, said_by):
    owner, one = person("fi"), client("fi")
    for name in ("Mika", "Leila"):
        owner.post("helpers", {"name": name})
    first, second = (h.token for h in said_by(owner).keeping.supporters)
    one.press(one.get(f"h/{first}"))
    page = one.get("view/set/now/ln3")
    one.press(one.get(f"h/{second}"), do="swap")
    after = one.press(page, text="Mikan sanat.", status=409)
    assert "Mikan sanat" not in after.text
    assert dict(one.get("view/set/now/ln3").fields())["text"] == ""
    one.press(one.get(f"h/{first}"), do="swap")
    assert dict(one.get("view/set/now/ln3").fields())["text"] == "Mikan sanat."


# ---- two pages of the same person ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("keep", "wanted"), [("mine", "Vanhan sivun sanat."), ("there", "Uudet sanat.")]
)
def test_the_older_of_two_pages_asks_which_answer_counts(person, said_by, keep, wanted):
    visitor = person("fi")
    old = visitor.get("set/now/ln3")
    visitor.press(visitor.get("set/now/ln3"), text="Uudet sanat.")
    asked = visitor.press(old, text="Vanhan sivun sanat.", status=409)
    assert {"Vanhan sivun sanat.", "Uudet sanat."} <= set(asked.own_words()) and said_by(
        visitor
    ).said.answers["now.ln3"].text == "Uudet sanat."
    after = visitor.post(asked.action(), [*asked.fields(), ("keep", keep)])
    assert said_by(visitor).said.answers["now.ln3"].text == wanted and after.path.startswith(
        "/fi/set/now/"
    )


def test_it_is_asked_only_where_the_answers_differ(person, said_by):
    visitor = person("fi")
    first, second, third = (visitor.get("set/now/ln5") for _ in range(3))
    visitor.press(first, answer="too-much")
    visitor.press(second, answer="too-much")  # the same
    visitor.press(third, do="back")  # nothing was picked there
    assert said_by(visitor).said.answers["now.ln5"].options == ("too-much",)
    old = visitor.get("set/now/ln5")
    visitor.press(visitor.get("set/now/ln5"), answer="too-little")
    visitor.press(old)  # nothing was changed on this page
    assert said_by(visitor).said.answers["now.ln5"].options == ("too-little",)


def test_i_do_not_know_is_an_answer_too(person, said_by):
    visitor = person("fi")
    old = visitor.get("set/now/ln5")
    visitor.press(visitor.get("set/now/ln5"), answer="too-much")
    asked = visitor.press(old, do="unknown", status=409)
    visitor.post(asked.action(), [*asked.fields(), ("keep", "mine")])
    assert said_by(visitor).said.answers["now.ln5"].state == "unknown"
