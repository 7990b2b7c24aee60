"""Records that an earlier version has taken so, where one goes on, and files for others."""

import io
import zipfile

import msgspec
import pytest

from hbself import limits
from hbself.life import taking
from hbself.model import ids, places
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Person, Said
from tests.support.bringing import bring, file_of, goes_on, nobody_is_missing
from tests.support.opening import groups_of
from tests.support.whole_proposal import whole

# ---- records that an earlier version has taken so ------------------------------------------------


def test_a_record_over_the_limit_can_be_made_smaller(person_with, said_by):
    said = Said(
        by="me",
        answers={f"rights.ri1.x{i}": Answer(text="ä" * 2000) for i in range(1200)}
        | {"now.ln3": Answer(text="pitkä " * 300)},
    )
    assert len(msgspec.json.encode(said)) > limits.RECORD
    with pytest.MonkeyPatch.context() as earlier:
        earlier.setattr(limits, "RECORD", 10 * limits.RECORD)
        visitor = person_with(said)
    visitor.press(visitor.get("set/now/ln3"), text="Lyhyempi.")
    visitor.post("how-much", {"answer": "short"})
    assert (
        said_by(visitor).said.answers["now.ln3"].text == "Lyhyempi."
        and said_by(visitor).said.length == "short"
    )
    visitor.press(
        visitor.get("set/now/ln3"), text="Tästä tulee taas pidempi kuin äsken.", status=413
    )


@pytest.mark.parametrize("strange", ["p1", "helmi", "person-x", "person-²", "a/b"])
def test_a_record_with_ids_of_others_works_again(person_with, said_by, strange):
    visitor = person_with(
        Said(
            by="me",
            people=(Person(strange, "Helmi", "sister"),),
            answers={"important.im3": Answer(people=(strange,))},
        )
    )
    goes_on(visitor)
    record = said_by(visitor).said
    assert nobody_is_missing(record) and [p.name for p in record.people] == [
        "Helmi",
        "Uusi",
        "Toinen uusi",
    ]
    visitor.get(f"people/{record.people[0].id}")


# ---- where one goes on ---------------------------------------------------------------------------

GONE = [
    "set/next/nx1/change.ch2:own_12345678",
    "set/no-such",
    "set/now/no-such",
    "set/now/ln1/no-such",
    "know/now/ln3",
    "know/no/no",
    "delete",
    "key/new/card",
    "away",
    "set/now/ln3/x",
    "set/support/su2/person-9",
    "no-such",
    "//evil.example",
    "../x",
    "map/x",
    "set",
    "know",
    "s/x",
    "set/now/said/x",
]


@pytest.mark.parametrize("last", GONE)
def test_going_on_never_leads_to_a_page_that_is_not_there(person_with, client, contents, last):
    visitor = person_with(Said(by="me", at=places.of_path(last)))
    assert visitor.get(visitor.get("stop").link("a.next")).path == "/fi/map"
    assert visitor.get(visitor.get("").link("a.next")).path == "/fi/map"
    other = client("fi")
    assert (
        other.post("open", {f"group{i}": one for i, one in enumerate(groups_of(visitor))}).path
        == "/fi/device?then=open"
    )
    assert other.post("device", {"answer": "own", "then": "open"}).path == "/fi/map"
    third = client("fi")
    bring(third, file_of(contents, Said(by="me", at=places.of_path(last))))
    assert third.post("device", {"answer": "own", "then": "open"}).path == "/fi/map"


def test_the_place_of_a_goal_travels(client, person, said_by):
    visitor = person("fi")
    visitor.post("how-much", {"answer": "everything"})
    visitor.press(visitor.get("set/change/ch2"), own0="Opin soittamaan.")
    goal = next(i for i in visitor.get("set/change/ch6").choices() if ":" in i)
    visitor.press(visitor.get("set/change/ch6"), answer=[goal])
    visitor.press(visitor.get("set/next/nx1/goal-1"), do="stop", text="Kysyn opettajaa.")
    assert said_by(visitor).said.at == "next.nx1.goal-1"
    here = "set/next/nx1/goal-1"
    assert visitor.get(visitor.get("stop").link("a.next")).path == f"/fi/{here}"
    other = client("sv")
    bring(other, visitor.file("take/data").data)
    assert said_by(other).said.at == "next.nx1.goal-1"
    assert other.post("device", {"answer": "own", "then": "open"}).path == f"/sv/{here}"


# ---- for others, for me --------------------------------------------------------------------------

KINDS = ("pdf", "word", "page", "plan", "answers-pdf", "answers-word", "answers-page")
MARKS = ("MERKKIYKSI", "MERKKIKAKSI", "MERKKIKOLME")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_files_for_others_hold_only_what_is_seen(person, lang):
    """A line that was left out, an answer that is for no document, a note at a low answer: in no
    byte of the files for others.
    """
    visitor = person(lang)
    visitor.post("how-much", {"answer": "everything"})
    visitor.press(visitor.get("set/now/ln3"), text=f"Näkyvä {MARKS[0]}")
    visitor.press(visitor.get("set/now/ln4"), text=f"Kukaan ei näe {MARKS[1]}")
    low = visitor.get("set/rights/ri3")
    visitor.press(low, answer=low.choices()[-1], note=f"Huono {MARKS[2]}")
    line = next(
        i for i in whole(visitor).xpath("//button[@name='out']/@value") if i.startswith("now.ln3")
    )
    visitor.post("proposal", {"out": line})
    for kind in KINDS:
        body = visitor.file(f"take/{kind}").data
        assert not [mark for mark in MARKS if mark in readable(kind, body)], kind
        assert b"my-answers" not in body and b'my-own-proposal"' not in body
    mine = visitor.file("take/data")
    assert all(mark.encode() in mine.data for mark in MARKS)
    assert {"fi": "kaikki-vastaukseni", "sv": "alla-mina-svar", "en": "all-my-answers"}[
        lang
    ] in mine.headers["Content-Disposition"]
    page = visitor.get("take")
    assert (
        page.all("h2")[:3]
        == {
            "fi": ["Muille", "Vastaukseni", "Minulle"],
            "sv": ["För andra", "Mina svar", "För mig"],
            "en": ["For others", "My answers", "For me"],
        }[lang]
    )


def readable(kind: str, body: bytes) -> str:
    """All text in a file, packed or not."""
    found = body.decode("latin-1")
    if kind.endswith("word"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            found += "".join(parts.read(name).decode("latin-1") for name in parts.namelist())
    if kind.endswith("pdf"):
        import pypdfium2

        found += "".join(
            one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(body)
        )
    return found


def test_the_marks_would_be_seen(person):
    """The search above finds what is there."""
    visitor = person("fi")
    visitor.press(visitor.get("set/now/ln3"), text=f"Näkyvä {MARKS[0]}")
    assert all(
        MARKS[0] in readable(kind, visitor.file(f"take/{kind}").data)
        for kind in ("pdf", "word", "page")
    )


def test_ids_of_new_persons_stay_different_at_their_end():
    taken = {"person-999999"}
    for _ in range(3):
        taken.add(ids.fresh(taken))
    assert len(taken) == 4 and all(ids.OURS.fullmatch(one) for one in taken)


@pytest.mark.parametrize("file_first", [True, False])
def test_what_was_left_out_on_one_side_stays_out(contents, file_first):
    here, file = (
        Said(lines={"a.b:c": False, "a.b:d": True}),
        Said(lines={"a.b:c": True, "a.b:d": False}),
    )
    assert taking.merged(here, file, file_first, contents["en"]).lines == {
        "a.b:c": False,
        "a.b:d": False,
    }
