"""From a sent form to an answer, kind by kind."""

from datetime import date

import msgspec
import pytest
from werkzeug.datastructures import MultiDict

from hbself import kinds, limits
from hbself.kinds.parts import Fault, NotOurs
from hbself.model.document import Choice
from hbself.model.said import Answer
from hbself.model.words import Question

TODAY = date(2026, 11, 21)
OPTIONS = [
    {"id": i, "picture": i, "label": i.title(), "sentence": f"I say {i}."}
    for i in ("me", "together", "someone-else")
]
CHOICES = [Choice(o["id"], o["picture"], o["label"]) for o in OPTIONS]
PERSON = Choice("person-1", "sister", "Helmi")


def question(kind: str, **more) -> Question:
    plain = {
        "id": "q",
        "kind": kind,
        "picture": "me",
        "text": "Who?",
        "help": "Think.",
        "another": "Else?",
        "root": "S0:1",
        "option": OPTIONS,
        "lead": "So:",
    }
    return msgspec.convert(plain | more, Question)


def read(q: Question, choices=CHOICES, **sent) -> tuple[Answer, list[Fault]]:
    pairs = [
        (k, v)
        for k, values in sent.items()
        for v in (values if isinstance(values, list) else [values])
    ]
    return kinds.read(q, choices, MultiDict(pairs), "me", False, TODAY)


@pytest.mark.parametrize("kind", ["one", "each", "when"])
def test_one_choice(kind):
    assert read(question(kind), answer="together") == (
        Answer(options=("together",), by="me", day="2026-11-21"),
        [],
    )


@pytest.mark.parametrize("kind", ["one", "each", "when"])
def test_of_two_sent_the_first_counts(kind):
    assert read(question(kind), answer=["me", "together"])[0].options == ("me",)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("many", {}),
        ("words", {}),
        ("when", {"several": True}),
        ("top", {"options_from": "goals"}),
        ("people", {}),
    ],
)
def test_many_choices_in_the_order_of_picking_and_none_twice(kind, more):
    assert read(question(kind, **more), answer=["together", "me", "together"])[0].options == (
        "together",
        "me",
    )


def test_people_and_options_are_kept_apart():
    answer, faults = read(question("people"), [PERSON, *CHOICES], answer=["me", "person-1"])
    assert (answer.people, answer.options, faults) == (("person-1",), ("me",), [])


def test_own_items_keep_their_places():
    """The place is the item's id: what is said about it elsewhere must not slip
    to its neighbour.
    """
    answer, faults = read(
        question("many", own=True), own0="Kuoro", own1="  ", own2="Keilailu", own3="", own4=""
    )
    assert (answer.own, faults) == (("Kuoro", "", "Keilailu"), [])
    assert read(question("many", own=False), answer="me", own0="Kuoro")[0].own == ()


def test_text_is_kept_as_it_was_typed():
    text = "  <b>Moi</b> {{ 7*7 }} #let\r\n\r\n\tمرحبا 👩🏽‍🌾\u202e\x00 loppu "
    answer, faults = read(question("words"), text=text)
    assert (answer.text, faults) == (text.replace("\r\n", "\n"), [])


@pytest.mark.parametrize("blank", ["", " ", "\r\n \r\n", "\t"])
def test_blank_is_nothing(blank):
    answer, faults = read(question("words"), text=blank, note=blank)
    assert (answer.text, answer.note, [f.what for f in faults]) == ("", "", ["nothing"])


@pytest.mark.parametrize("kind", ["one", "each", "many", "words", "people", "when"])
def test_nothing_at_all_is_told_once(kind):
    answer, faults = read(question(kind))
    assert faults == [Fault("answer", "nothing")]
    assert answer == Answer(by="me", day="2026-11-21")


@pytest.mark.parametrize("field", ["note", "text"])
def test_the_limit_counts_characters_as_people_do(field):
    q = question("words" if field == "text" else "one")
    full = "ä\r\n" * (limits.TEXT // 2)  # browsers send a line end as two
    assert read(q, answer="me", **{field: full})[1] == []
    assert read(q, answer="me", **{field: full + "x"})[1] == [
        Fault(field, "too-long", 2_001, 2_000)
    ]
    answer, faults = read(q, answer="me", **{field: "a" * 10_000})
    assert faults == [Fault(field, "too-long", 10_000, 2_000)]
    assert getattr(answer, field) == "a" * 10_000, "all of it must come back to the page"


def test_an_own_item_has_a_limit():
    assert read(question("many", own=True), own1="a" * 201)[1] == [
        Fault("own1", "too-long", 201, 200)
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2026-12-31", "2026-12-31"), ("31.12.2026", "2026-12-31"), ("1.1.2027", "2027-01-01")],
)
def test_a_day_in_the_browsers_way_and_in_the_common_way(typed, kept):
    assert read(question("when"), date=typed) == (Answer(date=kept, by="me", day="2026-11-21"), [])


@pytest.mark.parametrize(
    "typed", ["31.2.2026", "tomorrow", "12/31/2026", "99999-01-01", "2026-13-01", "\x00"]
)
def test_what_is_no_day_is_told(typed):
    answer, faults = read(question("when"), date=typed)
    assert (answer.date, [(f.field, f.what) for f in faults]) == ("", [("date", "no-date")])


def test_an_option_of_another_question_is_not_ours():
    for kind in ("one", "each", "many", "words", "when"):
        with pytest.raises(NotOurs):
            read(question(kind), answer=["me", "coffee"])


@pytest.mark.parametrize(("kind", "more"), [("people", {}), ("top", {"options_from": "goals"})])
def test_a_choice_that_has_vanished_meanwhile_is_left_out(kind, more):
    assert read(question(kind, **more), answer=["person-9", "me"]) == (
        Answer(options=("me",), by="me", day="2026-11-21"),
        [],
    )
    assert [f.what for f in read(question(kind, **more), answer="person-9")[1]] == ["changed"]


def test_more_than_three_goals_are_too_many_but_wishes_have_no_limit():
    choices = [Choice(f"w{i}", "me", "W") for i in range(6)]
    four = [c.id for c in choices[:4]]
    answer, faults = read(question("top", options_from="goals"), choices, answer=four)
    assert faults == [Fault("answer", "too-many", 4, 3)] and answer.options == tuple(four)
    assert read(question("top", options_from="goals"), choices, answer=four[:3])[1] == []
    assert read(question("top", options_from="low"), choices, answer=four)[1] == []


def test_wanting_change_counts_only_where_it_is_asked():
    assert (
        read(question("one", change=True, wish="I want."), answer="me", change="yes")[0].change
        is True
    )
    assert read(question("one", change=True, wish="I want."), answer="me")[0].change is False
    assert read(question("one"), answer="me", change="yes")[0].change is False


def test_who_answered_and_how_is_kept_with_the_answer():
    answer, _ = kinds.read(
        question("one"), CHOICES, MultiDict({"answer": "me"}), "helped", True, TODAY
    )
    assert (answer.by, answer.simple, answer.day) == ("helped", True, "2026-11-21")


def test_fields_that_nobody_asked_for_are_left_alone():
    assert read(
        question("one"),
        answer="me",
        state="skipped",
        by="boss",
        people="person-1",
        text="x",
        own0="y",
    )[0] == Answer(options=("me",), by="me", day="2026-11-21")
