"""What is too much: told in easy words, and nothing that was written is lost."""

import pytest

from hbself import limits
from hbself.model.languages import LANGUAGES

PLACES = {
    "words": ("set/now/ln3", "text"),
    "note": ("set/now/ln1/home", "note"),
    "own": ("set/change/ch2", "own0"),
}


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
        assert {("name_sister", "N" * 61), ("person_role", "sister")} <= {*page.fields()}
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
    for i in range(limits.PEOPLE):
        visitor.post("people/new", {"person_name": f"Nimi {i}", "do": "save"})
    assert visitor.get("people").choices("person_role") == []
    assert "add" not in visitor.get("set/now/ln6").tree.xpath("//button/@value")
    for path, do in (("people/new", "save"), ("set/now/ln6", "next")):
        told = visitor.post(path, {"name_friend": "Liikaa", "do": do}, status=422)
        assert ("name_friend", "Liikaa") in told.fields() and "Lista on täynnä" in told.text
    people = said_by(visitor).said.people
    assert len(people) == limits.PEOPLE and len({p.id for p in people}) == limits.PEOPLE
