"""A file that is brought back: measured, cleaned, told; whatever a phone has made of it; and where
one goes on after it.
"""

import msgspec
import pytest

from hbself import limits
from hbself.life import taking
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Person, Said
from tests.support.bringing import bring, file_of, goes_on, nobody_is_missing
from tests.support.opening import TOLD


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_larger_than_a_record_is_taken_as_far_as_there_is_room(
    client, contents, said_by, lang
):
    said = Said(
        by="me",
        answers={f"rights.ri1.x{i}": Answer(text="ä" * 900, note="ö" * 900) for i in range(1400)},
    )
    assert limits.RECORD < len(file := file_of(contents, said, lang)) < limits.UPLOAD
    visitor = client(lang)
    page = bring(visitor, file)
    assert "/bring-back/left" in page.path and any(
        str(1400 - len(said_by(visitor).said.answers)) in text for text in page.all("li")
    )
    assert visitor.get(page.link("a.next")).path == f"/{lang}/device?then=open"
    assert len(said_by(visitor).said.answers) > 900
    goes_on(visitor)


def test_what_is_too_long_is_cut_and_said(client, contents, said_by):
    said = Said(
        by="me",
        people=(Person("person-1", "H" * 90, "sister"),),
        answers={
            "now.ln3": Answer(text="t" * 9000, note="n" * 2001),
            "important.im1": Answer(
                options=("home",), own=("o" * 300, "b", "", "c", "d", "e", "f")
            ),
        },
    )
    visitor = client("en")
    page = bring(visitor, file_of(contents, said))
    record = said_by(visitor).said
    assert (
        record.answers["now.ln3"].text == "t" * limits.TEXT
        and record.answers["now.ln3"].note == "n" * limits.TEXT
    )
    assert record.answers["important.im1"].own == ("o" * limits.OWN_TEXT, "b", "", "c", "d")
    assert record.people == (Person("person-1", "H" * limits.NAME, "sister"),)
    assert (
        "4 texts were too long" in page.text
        and "2 things that you wrote" in page.text
        and "Keep the file" in page.text
    )
    goes_on(visitor)


@pytest.mark.parametrize(
    "strange",
    [
        "p1",
        "helmi",
        "person-x",
        "person-²",
        "person-",
        "p",
        "person-01",
        "person-99999999999999999999",
        "a b/c",
        "sister.x",
        "rights",
        "å",
    ],
)
def test_ids_of_others_become_ours_everywhere(client, contents, said_by, strange):
    said = Said(
        by="me",
        people=(Person(strange, "Helmi", "sister"), Person("person-1", "Mika")),
        at=f"support.su2.{strange}",
        lines={f"important.im3:{strange}": False},
        answers={
            "important.im3": Answer(people=(strange, "person-1")),
            "relatedness.re1": Answer(people=(strange,)),
            f"support.su2.{strange}": Answer(options=("good",), change=True),
            "change.ch6": Answer(options=(f"support.su2.{strange}",)),
            f"next.nx1.support.su2.{strange}": Answer(text="Kysyn."),
        },
    )
    visitor = client("fi")
    bring(visitor, file_of(contents, said))
    record = said_by(visitor).said
    new = next(p.id for p in record.people if p.name == "Helmi")
    assert (
        nobody_is_missing(record)
        and new != "person-1"
        and record.people[1] == Person("person-1", "Mika")
    )
    assert set(record.answers) == {
        "important.im3",
        "relatedness.re1",
        f"support.su2.{new}",
        "change.ch6",
        f"next.nx1.support.su2.{new}",
    }
    assert record.answers["important.im3"].people == (new, "person-1") and record.answers[
        "change.ch6"
    ].options == (f"support.su2.{new}",)
    assert record.lines == {f"important.im3:{new}": False} and record.at in (
        "",
        f"support.su2.{new}",
    )
    visitor.get(f"people/{new}")
    goes_on(visitor)


def test_people_who_had_no_room_stay_as_names(client, contents, said_by):
    people = tuple(Person(f"person-{i}", f"Ihminen {i}") for i in range(1, 45))
    said = Said(
        by="me",
        people=people,
        answers={"important.im3": Answer(people=tuple(p.id for p in people[2:44]))},
    )
    visitor = client("en")
    page = bring(visitor, file_of(contents, said))
    record = said_by(visitor).said
    assert (
        len(record.people) == limits.PEOPLE
        and nobody_is_missing(record)
        and "4 people did not fit on your list" in page.text
    )
    names = {p.name for p in record.people}
    assert [
        p.name in names or p.name in record.answers["important.im3"].note for p in people[2:]
    ] == [True] * 42
    visitor.press(visitor.get("set/important/im3"))


def test_nothing_points_at_nobody(client, contents, said_by):
    """Somebody without name and role, somebody who is not on the list, a role of another site."""
    said = Said(
        by="me",
        people=(
            Person("person-1"),
            Person("person-2", " ", ""),
            Person("person-3", "", "godmother"),
        ),
        answers={
            "important.im3": Answer(people=("person-1", "person-2", "person-3", "person-8")),
            "support.su2.person-8": Answer(options=("good",)),
            "support.su2.person-3": Answer(options=("good",)),
        },
    )
    visitor = client("en")
    page = bring(visitor, file_of(contents, said))
    record = said_by(visitor).said
    assert (
        nobody_is_missing(record)
        and [p.role for p in record.people] == ["godmother"]
        and set(record.answers) == {"important.im3", "support.su2.person-3"}
    )
    assert "1 answer is not here" in page.text and "godmother" in visitor.get("people").text
    goes_on(visitor)


def test_merging_two_full_lists(person_with, contents, said_by):
    mine = tuple(Person(f"person-{i}", f"Oma {i}") for i in range(1, 31))
    theirs = tuple(Person(f"person-{i}", f"Muu {i}") for i in range(1, 31))
    here = person_with(
        Said(by="me", people=mine, answers={"important.im3": Answer(people=("person-1",))}),
        "en",
    )
    file = Said(
        people=theirs,
        answers={
            "relatedness.re1": Answer(people=("person-1", "person-30")),
            "support.su2.person-2": Answer(options=("good",), change=True),
            "change.ch6": Answer(options=("support.su2.person-2",)),
        },
    )
    bring(here, file_of(contents, file))
    page = here.press(here.get("bring-back/how"), answer="here")
    record = said_by(here).said
    assert (
        record.people[:30] == mine
        and len(record.people) == limits.PEOPLE
        and nobody_is_missing(record)
        and "20 people" in page.text
    )
    by_name = {p.name: p.id for p in record.people}
    assert record.answers["relatedness.re1"].people == (
        by_name["Muu 1"],
        by_name["Muu 30"],
    ) and record.answers["important.im3"].people == ("person-1",)
    assert f"support.su2.{by_name['Muu 2']}" in record.answers and record.answers[
        "change.ch6"
    ].options == (f"support.su2.{by_name['Muu 2']}",)
    assert here.get(page.link("a.next")).path == "/en/map?kept=yes"


@pytest.mark.parametrize("answer", ["here", "file"])
def test_merging_what_is_too_large_together(person_with, contents, said_by, answer):
    mine = {f"rights.ri1.x{i}": Answer(text="ä" * 900, note="ö" * 900) for i in range(700)}
    theirs = {f"rights.ri2.x{i}": Answer(text="å" * 900, note="ö" * 900) for i in range(700)} | {
        "rights.ri1.x0": Answer(text="Tiedostosta.")
    }
    here = person_with(Said(by="me", answers=mine), "en")
    bring(here, file_of(contents, Said(answers=theirs)))
    page = here.press(here.get("bring-back/how"), answer=answer)
    record = said_by(here).said
    assert "/bring-back/left" in page.path and set(mine) < set(record.answers), (
        "what was here stays"
    )
    assert record.answers["rights.ri1.x1"] == mine["rights.ri1.x1"]
    assert any(
        str(701 + 699 - len(record.answers)) in text or str(1400 - len(record.answers)) in text
        for text in page.all("li")
    )
    goes_on(here)


def test_too_many_goals_and_keys_that_are_none(client, contents, said_by):
    goals = tuple(f"now.ln1.{t.id}" for t in contents["fi"].question("now", "ln1").thing)
    said = Said(
        by="me",
        answers={g: Answer(options=("not-well",), change=True) for g in goals}
        | {
            "change.ch6": Answer(options=goals),
            "x": Answer(),
            "": Answer(),
            "A.b": Answer(text="a"),
        },
    )
    visitor = client("en")
    page = bring(visitor, file_of(contents, said))
    assert (
        said_by(visitor).said.answers["change.ch6"].options == goals[: limits.GOALS]
        and f"{len(goals) - limits.GOALS} choices too many" in page.text
        and "3 answers are not here" in page.text
    )
    goes_on(visitor)


def test_all_that_a_form_takes_comes_back_unchanged(contents):
    most = Answer(
        text="😀" * limits.TEXT,
        note="é" * limits.TEXT,
        own=("😀" * limits.OWN_TEXT,) * limits.OWN_ITEMS,
        people=("person-1",),
        by="me",
    )
    said = Said(
        answers={"now.ln3": most, "important.im1": most},
        people=tuple(
            Person(f"person-{i}", "n" * limits.NAME, "sister") for i in range(1, limits.PEOPLE + 1)
        ),
    )
    assert taking.fit(said, contents["fi"]) == (said, taking.Left())
    one = msgspec.json.encode(most)
    full = Said(
        answers={
            f"rights.ri1.x{i}": msgspec.structs.replace(most, people=())
            for i in range((limits.RECORD - 9000) // len(one))
        }
    )
    assert taking.fit(full, contents["fi"]) == (
        full,
        taking.Left(),
    ), "a full record of the site comes back whole"


def test_the_page_of_what_is_left_takes_only_figures(person_with):
    visitor = person_with(TOLD, "en")
    page = visitor.get(
        "bring-back/left?people=3&texts=x&answers=-1&picks=%C2%B2&items=1" + "0" * 30
    )
    assert len(page.all("//main//li")) == 1 and "3 people" in page.text
