"""What can go wrong between a person and the site: told in easy words, nothing lost, nothing given
away.
"""

import json
import logging
import random
import re

import msgspec
import pytest

from hbself import kinds, limits
from hbself.life import proposal
from hbself.model.languages import LANGUAGES
from hbself.model.said import Person
from hbself.web import security

# Control characters, emoji that are joined, right to left and its overrides, HTML, templates,
# typst, entities, a lone mark, long.
HARD = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)></q></p></style>",
    "attribute": "\" onfocus=alert(1) autofocus x='",
    "textarea": "</textarea><h1>Moi</h1><textarea>",
    "entity": "&lt;b&gt; &amp;amp; &#x41; &quot;",
    "template": "{{ 7*7 }} {% for x in () %} {# a #} ${7*7} <%= 7*7 %> %(num)s %s {0}",
    "typst": (
        '#let x = sys.inputs #panic("a") $x^2$ *b* _i_ `c` @r <l> \\ #image("/etc/passwd") // c'
    ),
    "emoji": "👩🏽‍🌾 👨‍👩‍👧‍👦 🏳️‍🌈 1️⃣ 🇫🇮 ❤️",
    "arabic": "مرحبا، اسمي أينو \u202eväärinpäin\u202c \u2066eristetty\u2069",
    "marks": "Z̴̡̛a̷̢̛l̶̨̛g̶õ \u0301 \u200d \ufeff \u00ad",
    "control": "a\x01b\x08c\x0bd\x0ce\x1b[31mf\x7fg\x85h",
    "nul": "a\x00b",
    "newlines": "\n\n  eka\n\ntoka \n",
    "json": '"},"answers":{"x":1},"a":"\\u0000\\',
    "word": "W" * 2000,
    "sql": "'; DROP TABLE boxes; --",
    "path": "../../etc/passwd",
}
PLACES = {
    "words": ("set/now/ln3", "text"),
    "note": ("set/now/ln1/home", "note"),
    "own": ("set/change/ch2", "own0"),
}


@pytest.fixture
def quiet(caplog):
    """All that the site and its libraries write into logs during the test."""
    caplog.set_level(logging.DEBUG)
    return caplog


# ---- what is not there ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "set/nothing",
        "set/nothing/ri1",
        "set/rights/nothing",
        "set/rights/ri1/nothing",
        "set/rights/ri1/me/too",
        "set/now/ln1",
        "set/nothing/said",
        "know/rights/nothing",
        "know/nothing/ri1",
        "people/person-9",
        "take/docx",
        "set/%00",
        "set/..%2f..%2fetc",
        "set/" + "a" * 3000,
        "set/rights/ri1/" + "ä" * 50,
        "map/",
        "{{7*7}}",
    ],
)
def test_an_unknown_page_leads_back_to_the_map(person, lang, path):
    page = person(lang).get(path, status=404)
    assert page.link("a.next") == f"/{lang}/map"
    assert not re.search(r"\b(404|HTTP|URL|server)\b", page.text, re.I), "no code words"


@pytest.mark.parametrize(
    "path",
    [
        "/de/",
        "/de/map",
        "/FI/map",
        "/fi-FI/map",
        "/xx",
        "/favicon.ico",
        "/robots.txt",
        "/wp-login.php",
        "/%ff",
    ],
)
def test_an_unknown_language_gets_a_page_in_the_browsers(client, path):
    page = client("sv").get(path, status=404, headers={"Accept-Language": "sv"})
    assert page.link("a.next") == "/sv/", "who has no answers here has no map"


def test_an_option_of_another_question_is_refused_and_changes_nothing(person, said_by):
    visitor = person("fi")
    visitor.post("set/now/ln1/home", {"answer": "works-well", "do": "next"})
    before = said_by(visitor)
    for path, value in (
        ("set/now/ln1/home", "coffee"),
        ("set/now/ln5", "works-well"),
        ("set/now/ln3", "person-1"),
        ("set/change/ch2", "'; --"),
    ):
        page = visitor.post(path, {"answer": value, "do": "next"}, status=404)
        assert page.link("a.next") == "/fi/map"
    assert said_by(visitor) == before


@pytest.mark.parametrize(
    "path",
    [
        "set/nothing/x",
        "set/now/nothing",
        "set/now/ln1/nothing",
        "set/nothing/said",
        "people/person-9",
        "proposal",
        "nothing",
    ],
)
def test_sending_to_an_unknown_place_changes_nothing(person, said_by, path):
    visitor = person("en")
    before = said_by(visitor)
    visitor.post(path, {"answer": "yes", "do": "next", "out": "nothing.x:y"}, status=404)
    assert said_by(visitor) == before


@pytest.mark.parametrize("path", ["who", "how-much"])
@pytest.mark.parametrize("value", [None, "", "boss", "{{ 7 }}"])
def test_a_choice_that_does_not_exist_is_asked_again(person, path, value):
    page = person("sv").post(path, {} if value is None else {"answer": value}, status=422)
    assert page.tree.xpath("//*[@role='alert']//a/@href") == ["#answer"]


def test_other_words_in_do_mean_next(person, said_by):
    visitor = person("fi")
    visitor.post("set/now/ln5", {"answer": "too-much", "do": "<script>"})
    assert said_by(visitor).said.answers["now.ln5"].options == ("too-much",)


@pytest.mark.parametrize(
    "cookie",
    ["big.999.pink", "", "." * 400, "ä.b", "<script>.1.2", "big.100.device.on.normal.yes.more"],
)
def test_a_broken_way_of_reading_becomes_the_usual_one(client, cookie):
    visitor = client("fi")
    visitor.http.set_cookie("reading", cookie)
    assert visitor.get("").tree.get("data-text") == "100"


# ---- too much ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_ten_thousand_characters_stay_on_the_page(person, said_by, lang, place):
    (path, field), visitor = PLACES[place], person(lang)
    before, text = said_by(visitor), "Pitkä tarina. " * 720
    page = visitor.post(path, {field: text, "do": "next"}, status=422)
    assert dict(page.fields())[field] == text
    (link,) = page.tree.xpath("//*[@role='alert']//a/@href")
    target = page.tree.get_element_by_id(link[1:], None)
    assert target is not None and target.get("aria-describedby"), f"the link leads to {link}"
    assert str(len(text)) in page.text and said_by(visitor) == before
    shorter = visitor.press(page, **{field: text[: limits.OWN_TEXT]})
    assert shorter.status == 200 and said_by(visitor) != before


@pytest.mark.parametrize("do", ["back", "unknown", "skipped", "stop", "add"])
def test_a_text_that_is_too_long_is_not_lost_by_another_button(person, do):
    text = "a" * 10_000
    page = person("fi").post("set/now/ln3", {"text": text, "do": do}, status=422)
    assert dict(page.fields())["text"] == text


def test_exactly_the_limit_fits(person, said_by):
    visitor = person("fi")
    text = "ä\n" * 999 + "👩"
    assert len(text) == 1999
    visitor.post("set/now/ln3", {"text": text + "!", "do": "next"})
    assert said_by(visitor).said.answers["now.ln3"].text == text + "!"


def test_a_body_over_8_mb_is_too_big_and_changes_nothing(person, said_by):
    visitor = person("en")
    before = said_by(visitor)
    page = visitor.post("set/now/ln3", {"text": "a" * (limits.BODY + 1)}, status=413)
    assert page.tree.xpath("//a[@href='/en/map']") and said_by(visitor) == before
    for path in ("who", "how-much", "people/new", "reading", "proposal", "set/now/ln1/home"):
        visitor.post(path, {"answer": "a" * (limits.BODY + 1)}, status=413)


def test_a_flood_of_fields_is_refused(person, said_by):
    visitor = person("fi")
    before = said_by(visitor)
    response = visitor.http.post(
        "/fi/set/now/ln3",
        data={f"f{i}": "x" for i in range(limits.FIELDS + 1)},
        content_type="multipart/form-data",
    )
    assert response.status_code == 413 and said_by(visitor) == before


def test_a_record_that_is_full_is_told_and_keeps_what_it_has(person, said_by, monkeypatch):
    visitor = person("fi")
    visitor.post("set/now/ln3", {"text": "Ennen.", "do": "next"})
    before = said_by(visitor)
    monkeypatch.setattr(limits, "RECORD", 1000)
    visitor.post("set/change/ch4", {"text": "a" * 1500, "do": "next"}, status=413)
    assert said_by(visitor) == before


def test_names_have_a_limit_and_stay_on_the_page(person, said_by):
    visitor = person("sv")
    for path in ("people/new", "set/now/ln6"):
        page = visitor.post(
            path,
            {
                "person_name": "N" * 61,
                "person_role": "sister",
                "do": "save" if path == "people/new" else "add",
            },
            status=422,
        )
        assert ("person_name", "N" * 61) in page.fields() and (
            "person_role",
            "sister",
        ) in page.fields()
    assert said_by(visitor).said.people == ()


def test_adding_nobody_is_asked_again(person, said_by):
    visitor = person("sv")
    for path in ("people/new", "set/now/ln6"):
        visitor.post(
            path, {"person_name": "  ", "do": "save" if path == "people/new" else "add"}, status=422
        )
    assert said_by(visitor).said.people == ()


def test_people_have_a_limit(person, said_by):
    visitor = person("fi")
    for i in range(limits.PEOPLE + 2):
        visitor.post("people/new", {"person_name": f"Nimi {i}", "do": "save"})
    people = said_by(visitor).said.people
    assert len(people) == limits.PEOPLE and len({p.id for p in people}) == limits.PEOPLE
    assert not visitor.get("people").tree.xpath("//a[@href='/fi/people/new']")
    assert "add" not in visitor.get("set/now/ln6").tree.xpath("//button/@value")


# ---- hard texts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", HARD)
def test_a_hard_text_is_kept_and_shown_as_it_was_written(person, said_by, name, place):
    text = HARD[name][: limits.OWN_TEXT] if place == "own" else HARD[name]
    if place == "own":
        text = " ".join(text.split("\n"))  # a field of one line sends no line ends
    (path, field), visitor = PLACES[place], person("fi")
    visitor.post(
        path, {field: text, **({"answer": "works-well"} if place == "note" else {}), "do": "next"}
    )
    set_id = path.split("/")[1]
    kept = said_by(visitor).said.answers[path.removeprefix("set/").replace("/", ".")]
    assert (kept.own[0] if place == "own" else getattr(kept, field)) == text
    seen = _seen(text)
    assert dict(visitor.get(path).fields())[field].replace("\r", "\n") == seen
    assert seen in [
        own.replace("\r", "\n") for own in visitor.get(f"set/{set_id}/said").own_words()
    ]
    assert seen in [own.replace("\r", "\n") for own in visitor.get("proposal").own_words()]


def _seen(text: str) -> str:
    """What a browser reads from the page: NUL can't stand in HTML."""
    return text.replace("\0", "\ufffd")


@pytest.mark.parametrize("name", HARD)
def test_a_hard_name_is_harmless_wherever_it_stands(person, said_by, name):
    visitor, text = person("en"), HARD[name][:50]
    visitor.post("people/new", {"person_name": text, "person_role": "sister", "do": "save"})
    kept = " ".join(text.split())
    assert said_by(visitor).said.people == (
        (Person("person-1", kept, "sister"),) if kept else (Person("person-1", "", "sister"),)
    )
    visitor.post("set/relatedness/re1", {"answer": "person-1", "do": "next"})
    for path in (
        "people",
        "people/person-1",
        "set/relatedness/re1",
        "set/relatedness/re2/person-1",
        "set/relatedness/said",
        "proposal",
    ):
        page = visitor.get(path)
        shown = (
            [e.text_content() for e in page.tree.xpath("//bdi | //strong")]
            + [v for k, v in page.fields()]
            if path != "proposal"
            else []
        )
        assert not shown or any(_seen(kept) in one for one in shown), path


def test_hard_texts_come_through_the_data_file(person):
    visitor = person("fi")
    for text in HARD.values():
        visitor.post("set/now/ln3", {"text": text, "do": "next"})
        response = visitor.file("take/data")
        assert response.content_type.startswith("application/json")
        found = list(_strings(json.loads(response.data)))
        assert text in found
        assert response.headers["Content-Disposition"].startswith("attachment")


def _strings(value):
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value


def test_a_wish_in_hard_words_goes_all_the_way_to_the_plan(person, answer_set):
    """Own words become a goal; the goal's own pages show them, marked as own."""
    visitor = person("fi")
    visitor.post("set/change/ch4", {"text": HARD["html"], "do": "next"})
    visitor.post("set/change/ch6", {"answer": "change.ch4:text", "do": "next"})
    page = visitor.get("set/arrange/ar2/change.ch4:text")
    assert HARD["html"] in page.own_words()
    answer_set(visitor, "arrange", random.Random(2))
    answer_set(visitor, "next", random.Random(2))
    assert visitor.get("proposal").own_words().count(HARD["html"]) >= 2


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
        and page.link("a.next") == "/sv/reading"
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


# ---- two tabs, Back, twice -----------------------------------------------------------------------


def test_two_tabs_with_the_same_question_the_person_says_which_one_counts(person, said_by):
    """(Before, the last one won silently.)"""
    visitor = person("fi")
    visitor.post("set/now/ln3", {"text": "Muu vastaus.", "do": "next"})
    first, second = visitor.get("set/now/ln5"), visitor.get("set/now/ln5")
    visitor.press(second, answer="too-much")
    asked = visitor.press(first, answer="too-little", status=409)
    assert said_by(visitor).said.answers["now.ln5"].options == ("too-much",)
    visitor.post(asked.action(), [*asked.fields(), ("keep", "mine")])
    said = said_by(visitor).said.answers
    assert said["now.ln5"].options == ("too-little",) and said["now.ln3"].text == "Muu vastaus."


@pytest.mark.parametrize(("path", "do"), [("set/now/ln6", "add"), ("people/new", "save")])
def test_a_double_click_adds_one_person(person, said_by, path, do):
    visitor = person("fi")
    page = visitor.get(path)
    for _ in range(2):  # the same form again, as without scripts
        visitor.press(page, do=do, person_name="Helmi", person_role="sister")
    assert [p.name for p in said_by(visitor).said.people] == ["Helmi"]


def test_ten_times_back_loses_nothing(person, answer_set, said_by):
    visitor = person("sv")
    answer_set(visitor, "now", random.Random(6))
    before, page = said_by(visitor).said.answers, visitor.get("set/now/ln6")
    for _ in range(10):
        page = (
            visitor.press(page, do="back")
            if page.tree.xpath("//button[@value='back']")
            else visitor.get("set/now/ln1/home")
        )
    after = said_by(visitor).said.answers
    assert {k: msgspec.structs.replace(a, day="") for k, a in after.items()} == {
        k: msgspec.structs.replace(a, day="") for k, a in before.items()
    }


def test_an_old_tab_sends_what_does_not_exist_any_more(person, said_by):
    """The goal was taken away in another tab: an easy page, and nothing else lost."""
    visitor = person("fi")
    visitor.post("set/now/ln1/home", {"answer": "works-badly", "change": "yes", "do": "next"})
    visitor.post("set/change/ch6", {"answer": "now.ln1.home", "do": "next"})
    old = visitor.get("set/arrange/ar2/now.ln1.home")
    visitor.post("set/now/ln1/home", {"answer": "works-well", "do": "next"})
    before = said_by(visitor)
    visitor.press(old, answer="by-myself", status=404)
    assert said_by(visitor) == before


def test_a_choice_that_has_vanished_meanwhile_is_asked_again(person):
    visitor = person("fi")
    visitor.post("people/new", {"person_name": "Helmi", "do": "save"})
    old = visitor.get("set/now/ln6")
    visitor.post("people/person-1", {"do": "away"})
    page = visitor.press(old, answer="person-1", status=422)
    assert "person-1" not in page.choices()


def test_next_without_an_answer_asks_once_and_only_once(person, said_by):
    visitor = person("en")
    page = visitor.press(visitor.get("set/now/ln5"), status=422)
    assert "now.ln5" not in said_by(visitor).said.answers
    after = visitor.press(page)
    assert after.status == 200 and said_by(visitor).said.answers["now.ln5"].state == "skipped"


@pytest.mark.parametrize("do", ["back", "stop"])
def test_going_back_or_stopping_without_an_answer_is_no_answer(person, said_by, do):
    visitor = person("en")
    visitor.press(visitor.get("set/now/ln5"), do=do)
    assert "now.ln5" not in said_by(visitor).said.answers


@pytest.mark.parametrize("do", ["back", "stop", "unknown", "skipped", "next"])
def test_every_button_keeps_what_was_written(person, said_by, do):
    visitor = person("en")
    visitor.press(visitor.get("set/now/ln3"), do=do, text="I wrote this.")
    assert said_by(visitor).said.answers["now.ln3"].text == "I wrote this."


# ---- too often, and our own faults ---------------------------------------------------------------


def test_too_many_at_once_wait_a_moment(person, said_by, monkeypatch, quiet):
    visitor = person("sv")
    monkeypatch.setattr(security.limiter, "enabled", True)
    security.limiter.reset()
    limit = int(limits.RATE_SAVES.split()[0])
    statuses = [
        visitor.http.post("/sv/set/now/ln5", data={"answer": "nothing-of-ours"}).status_code
        for _ in range(limit)
    ]
    assert set(statuses) == {404}
    before = said_by(visitor)
    page = visitor.post("set/now/ln5", {"answer": "too-much", "do": "next"}, status=429)
    assert page.response.headers["Retry-After"] == "60" and said_by(visitor) == before
    visitor.get("set/now/ln5")
    assert "127.0.0.1" not in quiet.text


def test_one_address_can_begin_only_so_many_records(app, client, monkeypatch):
    path, form = "who", {"answer": "me"}
    monkeypatch.setattr(security.limiter, "enabled", True)
    security.limiter.reset()
    for _ in range(int(limits.RATE_STARTS.split()[0])):
        assert app.test_client().post(f"/fi/{path}", data=form).status_code == 303
    page = client("fi").post(path, form, status=429)
    assert "Set-Cookie" not in page.response.headers


def test_documents_for_one_address_have_a_limit(person, monkeypatch):
    visitor = person("en")
    monkeypatch.setattr(security.limiter, "enabled", True)
    security.limiter.reset()
    for _ in range(int(limits.RATE_DOCUMENTS.split()[0])):
        visitor.file("take/data")
    visitor.get("take/data", status=429)


SECRET = "Helmi asuu Salaisella kadulla"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_fault_is_told_without_secrets(person, monkeypatch, quiet, lang):
    visitor = person(lang)

    def broken(*_):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(proposal, "build", broken)
    page = visitor.get("proposal?secret=" + "Salaisella", status=500)
    assert (
        "Salaisella" not in page.text
        and "Traceback" not in page.html
        and "RuntimeError" not in page.html
    )
    assert "Salaisella" not in quiet.text and visitor.key() not in quiet.text
    assert "RuntimeError" in quiet.text and "test_bad_input.py" in quiet.text, (
        "who runs the site can find the place"
    )
    assert page.link("a.next") == f"/{lang}/map"


def test_a_fault_while_saving_leaves_no_secret_in_the_log(person, monkeypatch, quiet):
    visitor = person("fi")

    def broken(*_):
        raise ValueError(SECRET)

    monkeypatch.setattr(kinds, "read", broken)
    page = visitor.post("set/now/ln3", {"text": SECRET, "do": "next"}, status=500)
    monkeypatch.undo()
    assert "Salaisella" not in quiet.text
    assert SECRET in page.text, "what the person wrote is given back"


def test_no_log_line_holds_an_answer_a_name_a_key_or_an_address(person, said_by, answer_set, quiet):
    visitor = person("fi")
    visitor.post("people/new", {"person_name": "Helmiina", "person_role": "sister", "do": "save"})
    visitor.post("set/now/ln3", {"text": "Salainen toive", "do": "next"})
    answer_set(visitor, "important", random.Random(1))
    for path in ("set/now/said", "proposal", "nothing?q=Salainen", "set/now/nothing"):
        visitor.get(path, status=404 if "nothing" in path else 200)
    visitor.post("set/now/ln3", {"text": "a" * 9000}, status=422)
    for secret in (
        "Helmiina",
        "Salainen",
        visitor.key(),
        said_by(visitor).keeping.code,
        "127.0.0.1",
        "now.ln3",
        "ln3",
    ):
        assert secret not in quiet.text, secret


def test_a_method_that_makes_no_sense_is_an_easy_page_too(client):
    visitor = client("fi")
    for method, path in (
        ("PUT", "/fi/who"),
        ("DELETE", "/fi/map"),
        ("POST", "/fi/map"),
        ("PATCH", "/fi/"),
        ("TRACE", "/fi/"),
    ):
        response = visitor.http.open(path, method=method)
        assert response.status_code in (400, 404, 405) and "<h1>" in response.get_data(
            as_text=True
        ), f"{method} {path}: {response.status_code}"


def test_a_query_that_is_no_text_is_harmless(person):
    visitor = person("fi")
    for query in ("%ff%fe", "kept=%3Cscript%3E", "a=" + "b" * 4000, "kept=yes&kept=no", "&&==%"):
        page = visitor.get("map?" + query)
        assert "<script>" not in page.html
