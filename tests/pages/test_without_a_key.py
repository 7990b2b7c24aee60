"""Forms from elsewhere, and visitors without a key: nothing changes, and the way on is kind."""

import pytest

# ---- forms from elsewhere ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "x"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": "http://localhost:81"},
        {"Origin": "https://localhost.example.org"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_another_site_can_send_nothing(person, said_by, headers):
    visitor = person("sv")
    before = said_by(visitor)
    for path, form in (
        ("set/now/ln5", {"answer": "too-much"}),
        ("who", {"answer": "helped"}),
        ("people/new", {"person_name": "X"}),
        ("proposal", {"out": "x"}),
        ("reading", {"text": "200"}),
    ):
        page = visitor.post(path, form, status=403, headers=headers)
        assert "Set-Cookie" not in page.response.headers
    assert said_by(visitor) == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
    ],
)
def test_our_own_pages_can(person, said_by, headers):
    visitor = person("sv")
    visitor.post("set/now/ln5", {"answer": "too-much", "do": "next"}, headers=headers)
    assert said_by(visitor).said.answers["now.ln5"].options == ("too-much",)


def test_a_link_from_another_site_only_opens_a_page(person, said_by):
    visitor = person("fi")
    before = said_by(visitor)
    for path in (
        "map",
        "set/now/ln5?answer=too-much&do=next",
        "proposal?out=x",
        "people/new?person_name=x",
    ):
        visitor.get(path, headers={"Sec-Fetch-Site": "cross-site"})
    assert said_by(visitor) == before


# ---- keys ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("cookie", [None, "", "broken", "AAAA", "ä", "x" * 3000, "AQ" + "A" * 50])
@pytest.mark.parametrize(
    "path",
    [
        "map",
        "set/now",
        "set/now/ln3",
        "set/now/said",
        "proposal",
        "take",
        "take/pdf",
        "take/data",
        "people",
        "stop",
        "how-much",
    ],
)
def test_without_a_key_everything_leads_kindly_to_the_start(client, path, cookie):
    visitor = client("sv")
    if cookie is not None:
        visitor.http.set_cookie("key", cookie)
    page = visitor.get(path)
    assert (
        page.path.startswith("/sv/?new")
        and page.tree.xpath("//*[@role='status']")
        and page.link("a.next") == "/sv/open"
    )


def test_an_answer_that_is_sent_without_a_key_begins_nobody_new(app, client, person, said_by):
    """It would look like success, and the words would be in a record that nobody finds again.
    (Before, it began one.)
    """
    old = person("fi")
    page = old.get("set/now/ln3")
    lost, boxes = (
        client("fi"),
        app.extensions["hbself"]
        .store.db.execute("SELECT count(*) FROM boxes WHERE kind = 'assessment'")
        .fetchone(),
    )
    after = lost.press(page, text="Kirjoitin tätä kauan.", status=409)
    assert after.link("a.next") == "/fi/open" and not lost.key()
    assert (
        app.extensions["hbself"]
        .store.db.execute("SELECT count(*) FROM boxes WHERE kind = 'assessment'")
        .fetchone()
        == boxes
    )
    assert (
        "now.ln3" not in said_by(old).said.answers
        and dict(old.get("set/now/ln3").fields())["text"] == "Kirjoitin tätä kauan."
    )


def test_nothing_empty_and_nothing_wrong_begins_a_record(app, client):
    visitor = client("fi")
    visitor.post("set/nothing/x", {"answer": "a"}, status=404)
    visitor.post("set/now/nothing", {"answer": "a"}, status=404)
    assert not visitor.key()
    assert app.extensions["hbself"].store.db.execute("SELECT count(*) FROM boxes").fetchone() == (
        0,
    )


@pytest.mark.parametrize(
    "path",
    [
        "how-much",
        "people/new",
        "people/person-1",
        "proposal",
        "set/now/said",
        "set/now/ln5",
        "helpers",
        "key",
        "delete",
    ],
)
def test_other_forms_without_a_key_say_so_and_give_the_words_back(app, client, path):
    """(Before, they led to the start, and the words were lost.)"""
    visitor = client("en")
    page = visitor.post(path, {"answer": "short", "person_name": "Helmi"}, status=409)
    assert "Helmi" in page.text and page.link("a.next") == "/en/open" and not visitor.key()
    assert app.extensions["hbself"].store.stats()[0] == []


def test_saying_who_answers_twice_keeps_the_record(person, said_by):
    visitor = person("fi", by="me")
    visitor.post("set/now/ln3", {"text": "Ennen.", "do": "next"})
    key = visitor.key()
    visitor.press(visitor.get("who"), answer="helped")
    assert (
        visitor.key() == key
        and said_by(visitor).said.by == "helped"
        and "now.ln3" in said_by(visitor).said.answers
    )
