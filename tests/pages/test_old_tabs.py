"""A page knows for whom it was made: an old tab begins no new person, and never writes into, or
takes from, somebody else's answers.
"""

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.drafts import send
from tests.support.old_tabs import in_the_browser_of
from tests.support.sharing import share
from tests.support.texts import t

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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_later_of_two_pages_counts_and_tells_what_stood_there(person, said_by, lang):
    visitor = person(lang)
    old = visitor.get("set/now/ln3")
    visitor.press(visitor.get("set/now/ln3"), text="Uudet sanat.")
    told = visitor.press(old, text="Vanhan sivun sanat.")
    assert said_by(visitor).said.answers["now.ln3"].text == "Vanhan sivun sanat.", "kept at once"
    assert told.own_words() == ["Vanhan sivun sanat.", "Uudet sanat."]
    assert told.h1 == t(lang, "You answered this 2 times")
    assert told.all("//main//h2") == [
        t(lang, "We keep this answer"),
        t(lang, "You said this before"),
    ]
    assert told.link("a.next") == f"/{lang}/set/now/ln4?kept=yes", "nothing more has to be pressed"
    after = visitor.press(told, do="before")
    assert after.path == f"/{lang}/set/now/ln4?kept=yes"
    assert said_by(visitor).said.answers["now.ln3"].text == "Uudet sanat."


@pytest.mark.parametrize(
    ("path", "first", "second"),
    [
        ("set/now/ln5", {"answer": "too-much", "note": "Aina."}, {"answer": "too-little"}),
        ("set/important/im1", {"answer": ["family", "work"], "own0": "Meri"}, {"answer": "family"}),
        ("set/now/ln1/home", {"answer": "works-badly", "change": "yes"}, {"answer": "works-well"}),
        ("set/now/ln3", {"text": "Uin."}, {"do": "unknown"}),
        ("set/now/ln3", {"do": "skipped"}, {"text": "Uin."}),
    ],
)
def test_what_stood_there_comes_back_whole(person, said_by, path, first, second):
    visitor, key = person("fi"), path.replace("/", ".")[4:]
    old, new = visitor.get(path), visitor.get(path)
    visitor.press(new, **first)
    before = said_by(visitor).said.answers[key]
    told = visitor.press(old, **second)
    assert said_by(visitor).said.answers[key] != before
    visitor.press(told, do="before")
    assert said_by(visitor).said.answers[key] == before


@pytest.mark.parametrize(
    ("do", "there"),
    [("next", "set/now/said?kept=yes#now-ln3"), ("stop", "stop?kept=yes")],
)
def test_who_takes_back_goes_where_they_wanted(person, do, there):
    visitor = person("en")
    old = visitor.get("set/now/ln3?from=said")
    visitor.press(visitor.get("set/now/ln3"), text="First.")
    told = visitor.press(old, text="Second.", do=do)
    assert told.link("a.next") == f"/en/{there}"
    visitor.press(visitor.get("set/now/ln3"), text="Third.")
    told = visitor.press(told, do="before")  # what came meanwhile is told, too
    assert told.link("a.next") == f"/en/{there}"
    sent = dict([*told.fields(), ("do", "before")])
    assert visitor.http.post(told.action(), data=sent).headers["Location"] == f"/en/{there}"


def test_people_who_were_named_wait_where_two_pages_meet(person):
    visitor, path = person("en"), "set/relatedness/re1"
    old = visitor.get(path)
    visitor.press(visitor.get(path), answer="nobody")
    told = visitor.press(old, person_role="mother", name_mother="Maija", do="unknown")
    assert told.h1 == t("en", "You answered this 2 times")
    assert ("name_mother", "Maija") in visitor.get(path).fields()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_where_the_first_answer_does_not_come_back(person, said_by, lang):
    """It was sealed with the key of a card that is no more."""
    visitor = person(lang)
    old = visitor.get("set/now/ln3")
    visitor.press(visitor.get("set/now/ln3"), text="First.")
    told = visitor.press(old, text="Second.")
    visitor.press(visitor.press(visitor.get("key/new")))
    mark = dict(visitor.get("set/now/ln3").fields())["mark"]
    after = visitor.press(told, do="before", mark=mark)
    said = t(lang, "We could not take back your first answer. The later answer is kept.")
    assert said in after.text and after.path.startswith(f"/{lang}/set/now/ln3")
    assert said_by(visitor).said.answers["now.ln3"].text == "Second."


def test_the_page_loaded_again_changes_nothing_more(person, said_by):
    """The same form comes once more, as when the page is loaded anew."""
    visitor = person("fi")
    old = visitor.get("set/now/ln5")
    visitor.press(visitor.get("set/now/ln5"), answer="too-much")
    for _ in range(2):
        visitor.press(old, answer="too-little")
        assert said_by(visitor).said.answers["now.ln5"].options == ("too-little",)


def test_a_third_answer_meanwhile_is_told_too(person, said_by):
    visitor = person("fi")
    old = visitor.get("set/now/ln3")
    visitor.press(visitor.get("set/now/ln3"), text="Ensin.")
    told = visitor.press(old, text="Sitten.")
    visitor.press(visitor.get("set/now/ln3"), text="Lopuksi.")
    again = visitor.press(told, do="before")
    assert again.own_words() == ["Ensin.", "Lopuksi."]
    assert said_by(visitor).said.answers["now.ln3"].text == "Ensin."


@pytest.mark.parametrize("before", ["", "x", "AAAA", "ä", "A" * 200, "of another question"])
def test_an_earlier_answer_that_was_made_up_is_none(person, said_by, before):
    visitor = person("fi")
    for path in ("set/now/ln3", "set/now/ln4"):
        old = visitor.get(path)
        visitor.press(visitor.get(path), text="Uudet sanat.")
        told = visitor.press(old, text="Vanhan sivun sanat.")
        if before == "of another question":
            before = dict(told.fields())["before"]
    after = visitor.press(told, do="before", before=before)
    assert after.path.startswith("/fi/set/now/ln4")
    assert said_by(visitor).said.answers["now.ln4"].text == "Vanhan sivun sanat."


def test_what_was_written_as_a_draft_waits_no_longer(person, said_by):
    visitor = person("fi")
    old = visitor.get("set/now/ln3")
    send(visitor, old, text="Vanhan sivun sanat.")
    visitor.press(visitor.get("set/now/ln3"), text="Uudet sanat.", drafted="")
    told = visitor.press(old, text="Vanhan sivun sanat.", drafted="yes")
    visitor.press(told, do="before")
    page = visitor.get("set/now/ln3")
    assert dict(page.fields())["text"] == "Uudet sanat."
    assert not visitor.get("map").tree.xpath("//*[@class='waits']")


def test_a_page_of_the_version_that_asked_first_still_keeps_the_first_answer(person, said_by):
    visitor = person("fi")
    visitor.press(visitor.get("set/now/ln3"), text="Uudet sanat.")
    visitor.post("set/now/ln3", {"text": "Vanhat.", "was": "0", "keep": "there", "do": "next"})
    assert said_by(visitor).said.answers["now.ln3"].text == "Uudet sanat."


def test_it_is_told_only_where_the_answers_differ(person, said_by):
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
