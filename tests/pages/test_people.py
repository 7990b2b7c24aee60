"""People are added by their roles, which are pictures, several in one go."""

import pytest

from hbself import limits
from hbself.model.languages import LANGUAGES
from hbself.web import visit
from hbself.web.views import answering, people

ASKED = "set/important/im3"


def people_of(said_by, visitor) -> list[tuple[str, str]]:
    return [(p.name, p.role) for p in said_by(visitor).said.people]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("path", "do"), [(ASKED, "next"), (ASKED, "add"), ("people", "save")])
def test_three_people_come_in_one_go(person, said_by, lang, path, do):
    visitor = person(lang)
    roles = ["worker", "friend", "mother"]
    visitor.press(visitor.get(path), do=do, person_role=roles, name_friend="  Leila ")
    assert people_of(said_by, visitor) == [("", "mother"), ("Leila", "friend"), ("", "worker")]
    if path == ASKED:
        assert said_by(visitor).said.answers["important.im3"].people == (
            "person-1",
            "person-2",
            "person-3",
        )
    again = visitor.get("people/new" if path == "people" else path)
    assert [v for name, v in again.fields() if name.startswith(("person_", "name_"))].count("") > 18
    assert not again.tree.xpath("//input[@name='person_role'][@checked]"), "the part is empty again"


def test_two_of_the_same_role(person, said_by):
    visitor = person("fi")
    page = visitor.get(ASKED)
    both = {"person_role": "friend", "person_more": "friend"}
    for _ in range(2):  # the same form twice, as without scripts
        visitor.press(page, do="add", name_friend="Leila", more_friend="Omar", **both)
    assert people_of(said_by, visitor) == [("Leila", "friend"), ("Omar", "friend")]
    page = visitor.get("people/new")
    for _ in range(2):
        visitor.press(page, do="save", **both)
    assert people_of(said_by, visitor)[2:] == [("", "friend"), ("", "friend")]


def test_a_role_that_is_there_without_a_name_is_picked_and_not_added(person, said_by):
    """Who does not read presses the picture of the mother, also where she stands on the list."""
    visitor = person("fi")
    visitor.press(visitor.get(ASKED), person_role="mother")
    visitor.press(visitor.get("set/relatedness/re1"), person_role=["mother", "father"])
    said = said_by(visitor).said
    assert people_of(said_by, visitor) == [("", "mother"), ("", "father")]
    assert said.answers["relatedness.re1"].people == ("person-1", "person-2")
    page = visitor.get(ASKED)
    visitor.press(page, person_role="mother")  # picked already: one more
    assert len(said_by(visitor).said.answers["important.im3"].people) == 2


def test_a_friend_with_a_name_is_never_taken_for_another_one(person, said_by):
    visitor = person("fi")
    visitor.press(visitor.get(ASKED), person_role="friend", name_friend="Leila")
    visitor.press(visitor.get("set/relatedness/re1"), person_role="friend")
    assert people_of(said_by, visitor) == [("Leila", "friend"), ("", "friend")]
    assert said_by(visitor).said.answers["relatedness.re1"].people == ("person-2",)


def test_a_name_counts_without_its_tick_and_says_more_than_another_person(person, said_by):
    """Where a browser shows the field, what is written there was meant."""
    visitor = person("fi")
    visitor.press(visitor.get(ASKED), name_sister="Helmi", person_role="other", name_other="Bo")
    assert people_of(said_by, visitor) == [("Helmi", "sister"), ("Bo", "")]


@pytest.mark.parametrize("path", [ASKED, "people/new"])
def test_an_older_page_sends_one_person(person, said_by, path):
    visitor = person("fi")
    do = "save" if path == "people/new" else "next"
    visitor.post(path, {"person_name": "Helmi", "person_role": "sister", "do": do})
    visitor.post(path, {"person_name": "Mika", "do": do})
    visitor.post(path, {"person_role": "worker", "do": do})
    expected = [("Helmi", "sister"), ("Mika", ""), ("", "worker")]
    assert people_of(said_by, visitor) == expected


def test_nobody_does_not_go_together_with_people_who_are_added(person, said_by):
    visitor = person("en")
    page = visitor.get("set/relatedness/re1")
    told = visitor.press(
        page,
        answer="nobody",
        person_role=["mother", "friend"],
        name_friend="Leila",
        person_more="friend",
        status=422,
    )
    wanted = {("person_role", "mother"), ("person_role", "friend"), ("person_more", "friend")}
    assert wanted | {("name_friend", "Leila"), ("answer", "nobody")} <= {*told.fields()}
    assert people_of(said_by, visitor) == []


def test_what_is_too_long_is_told_at_its_name(person):
    visitor = person("en")
    long = "N" * (limits.NAME + 1)
    told = visitor.press(
        visitor.get(ASKED), person_role=["mother", "worker"], name_worker=long, status=422
    )
    assert told.tree.xpath("//div[@id='faults']//a/@href") == ["#name_worker"]
    assert told.tree.xpath("//input[@id='name_worker']/@aria-invalid") == ["true"]
    assert {("name_worker", long), ("person_role", "mother")} <= {*told.fields()}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fi", "Listalla on tilaa 1 ihmiselle. Ota muut pois."),
        ("sv", "Det finns plats för 1 person. Ta bort de andra."),
        ("en", "There is room for 1 person. Take the others away."),
    ],
)
def test_more_than_there_is_room_for(person, said_by, lang, words):
    visitor = person(lang)
    for i in range(limits.PEOPLE - 1):
        visitor.post("people/new", {"person_name": f"Nimi {i}"})
    page = visitor.get(ASKED)
    told = visitor.press(page, person_role=["mother", "friend"], name_friend="Leila", status=422)
    assert words in told.text and ("name_friend", "Leila") in told.fields()
    assert len(people_of(said_by, visitor)) == limits.PEOPLE - 1
    visitor.press(told, person_role=["friend"], name_friend="Leila")
    visitor.press(told, person_role=["friend"], name_friend="Leila")  # the same page twice
    assert people_of(said_by, visitor)[-1] == ("Leila", "friend")


@pytest.mark.parametrize("path", [ASKED, "people/new"])
def test_a_list_that_another_page_fills_meanwhile_is_told(person, said_by, monkeypatch, path):
    """Between the look at the list and its change: no name goes without a word."""
    visitor = person("en")
    page = visitor.get(path)
    for i in range(limits.PEOPLE - 1):
        visitor.post("people/new", {"person_name": f"Nimi {i}"})
    for views in (people, answering):
        monkeypatch.setattr(views, "faults_of", lambda *_: [])
    told = visitor.press(page, person_role=["mother", "friend"], name_friend="Leila", status=422)
    assert "There is room for 1 person." in told.text and ("name_friend", "Leila") in told.fields()
    assert len(people_of(said_by, visitor)) == limits.PEOPLE - 1


def test_two_pages_change_different_things_of_a_person(person, said_by, monkeypatch):
    visitor = person("en")
    visitor.post("people/new", {"person_name": "Leila"})
    seen = said_by(visitor)
    path = f"people/{seen.said.people[0].id}"
    visitor.post(path, {"do": "away"})
    with monkeypatch.context() as earlier:
        earlier.setattr(visit.Visit, "record", lambda self: seen)  # read before that was kept
        visitor.http.post(f"/en/{path}", data={"do": "save", "person_name": "Leila M"})
    (one,) = said_by(visitor).said.people
    assert one.name == "Leila M" and one.away


def test_the_roles_are_seen_at_once_and_nobody_stands_last(person):
    visitor = person("en")
    page = visitor.get(ASKED)
    order = [e.get("value") for e in page.tree.xpath("//main//input[@type='checkbox']")]
    shown = order.index("pet")
    assert order[0] == "mother"
    assert {"pet", "nobody"} <= {*order[shown:]} and order.index("other") < shown
    assert not page.tree.xpath("//details[not(@open)]//input[@value='friend']")
    assert page.tree.xpath("//details[not(@open)]//input[@value='guardian'][@name='person_role']")
    for n in range(limits.FEW_PEOPLE + 1):
        visitor.post("people/new", {"person_name": f"Nimi {n}"})
    page = visitor.get(ASKED)
    boxes = page.tree.xpath("//main//input[@type='checkbox']")
    assert boxes[0].get("value") == "person-1", "known people come first"
    assert page.tree.xpath("//details[not(@open)]//input[@value='friend'][@name='person_role']")


def test_spaces_in_a_name_count_once(person, said_by):
    visitor = person("en")
    visitor.post(ASKED, {"person_role": "friend", "name_friend": "Leila" + " " * 70 + "M"})
    assert people_of(said_by, visitor) == [("Leila M", "friend")]
