"""The data file as it is made, and what comes back out of it."""

import json
import tomllib

import msgspec
import pytest

from hbself import limits
from hbself.content import Content
from hbself.export import data
from hbself.model.said import Answer, Card, Paper, Person, Said
from hbself.model.words import Option, Question, QuestionSet, Role
from tests.support import invented
from tests.support.places import ROOT


def texts(language: str) -> dict[str, str]:
    listed = tomllib.loads((ROOT / "hbself/content/document.toml").read_text("utf-8"))["text"]
    return {one["id"]: one["text"][language] for one in listed}


def content(language: str = "en") -> Content:
    chosen = Option("other", "someone-else", "Someone else")
    home = Question(
        "ri1",
        "one",
        "own-home",
        "Who chose your home?",
        "h",
        "a",
        "r",
        option=(Option("me", "me", "I"), chosen),
    )
    rights = QuestionSet("rights", 6, "me", "rights", "t", "a", ("everything",), (home,))
    return Content(
        language,
        {"rights": rights},
        {},
        {"sister": Role("sister", "family", "my sister")},
        texts(language),
    )


ANSWERS = Said(
    started="2026-03-20",
    by="helped",
    length="meeting",
    answers={
        "rights.ri1": Answer(
            options=("other",), change=True, by="me", day="2026-03-24", note="ei ollu kiva"
        ),
        "rights.gone": Answer(state="skipped"),
        "relatedness.re1": Answer(people=("p1",)),
        "life.day": Answer(
            text='Hyvä päivä: "kahvia"\n😀 \x00 {{ 7 }}', own=("oma",), date="2026-09-15"
        ),
    },
    people=(Person("p1", "Helmi", "sister"),),
    confirmed={"rights": "2026-03-24"},
    lines={"rights.ri1": False},
    at="rights.ri1",
)


def changed(**changes) -> bytes:
    return json.dumps(json.loads(data.make(ANSWERS, content(), "2026-03-24")) | changes).encode()


def test_data_comes_back_without_the_code():
    file = data.make(ANSWERS, content(), "2026-03-24")
    assert data.read(file) == ANSWERS
    assert b'"code"' not in file


def test_data_has_every_field_but_keys_and_links():
    kept = json.loads(
        data.make(
            msgspec.structs.replace(ANSWERS, card=Card("music", "Kissa"), paper=Paper("Aino")),
            content(),
            "2026-03-24",
        )
    )
    assert set(kept["assessment"]) | {"answers", "goals"} == set(Said.__struct_fields__)


def test_data_can_be_read_by_a_person_in_each_language():
    said = json.loads(data.make(ANSWERS, content(), "2026-03-24"))["answers"]
    assert said[0]["question"] == "Who chose your home?"
    assert said[0]["answer"] == ["Someone else", "ei ollu kiva", "I want this to change"]
    assert said[1]["answer"] == ["I skip this"]
    assert said[2]["answer"] == ["Helmi, my sister"]
    for language in ("fi", "sv", "en"):
        assert data.read(data.make(ANSWERS, content(language), "2026-03-24")) == ANSWERS


def damaged(good: bytes) -> list[bytes]:
    """Files that are ours and cannot be right."""
    answer = {"id": "a.b", "given": {}}
    kept = json.loads(good)["assessment"]
    return [
        good[:-20],
        good.replace(b'"version"', b'"version": 1, "version"', 1),
        good.replace(b'"by": "me"', b'"by": "me", "by": "me"', 1),
        good.replace(b'"skipped"', b'"other"'),
        good.replace(b"Helmi", b"\xff"),
        good.replace(b"Helmi", b"\\ud800"),
        good.replace(b"2026-03-20", b"2026-99-20"),
        good.replace(b'"version": %d' % data.VERSION, b'"version": 2.0'),
        good.replace(b'"version": %d' % data.VERSION, b'"version": ' + b"9" * 5000),
        good.replace(b'"version": %d' % data.VERSION, b'"version": NaN'),
        changed(version=0),
        changed(version=True),
        changed(version="1"),
        changed(answers=None),
        changed(assessment=[]),
        changed(answers=[answer, answer]),
        changed(answers=[{"id": 1, "given": {}}]),
        changed(answers=[{"id": [], "given": {}}]),
        changed(answers=[{"id": "a.b"}]),
        changed(answers=["x"]),
        changed(answers=[{"id": "x" * 201, "given": {}}]),
        changed(answers=[{"id": f"a.{i}", "given": {}} for i in range(3001)]),
        changed(answers=[{"id": "a.b", "given": {"text": "x" * 10_001}}]),
        changed(answers=[{"id": "a.b", "given": {"date": "tomorrow"}}]),
        changed(answers=[{"id": "a.b", "given": {"date": "20260324"}}]),
        changed(answers=[{"id": "a.b", "given": {"options": ["x" * 201]}}]),
        changed(assessment=kept | {"people": [{"id": "p"}, {"id": "p"}]}),
        changed(assessment=kept | {"lines": {"x": "yes"}}),
        b'{"schema": "my-own-proposal", "x": ' + b"[" * 40_000 + b"]" * 40_000 + b"}",
        changed(assessment=kept | {"more": [[[[[[[[1]]]]]]]]}),
    ]


def test_data_that_is_damaged_is_refused_with_a_reason():
    good = data.make(ANSWERS, content(), "2026-03-24")
    cases = {
        "too-large": [b" " * (limits.UPLOAD + 1), b"[" * 60_000, b"[" + b"{}," * 60_000 + b"{}]"],
        "not-ours": [
            b"",
            b"PK\x03\x04\xff",
            b"hello",
            b"[]",
            b"{}",
            b"null",
            b'{"schema": "other", "version": 1}',
            b"\xff\xfe{",
        ],
        "newer": [changed(version=data.VERSION + 1), changed(version=999999999)],
        "damaged": damaged(good),
    }
    for reason, files in cases.items():
        for file in files:
            with pytest.raises(data.DataError) as error:
                data.read(file)
            assert error.value.reason == reason, file[:80]


@pytest.mark.parametrize(
    "last",
    [
        "//evil.example/",
        "https://evil.example",
        "../../x",
        "a b",
        "javascript:alert(1)",
        "a" * 9000 + "!",
        "/\\x",
    ],
)
def test_a_way_out_of_the_site_is_forgotten(last):
    kept = json.loads(data.make(ANSWERS, content(), "2026-03-24"))["assessment"]
    assert data.read(
        changed(assessment=kept | {"at": last, "code": "XXXX"})
    ) == msgspec.structs.replace(ANSWERS, at="")


def test_data_takes_what_a_person_pasted():
    pasted = {
        f"life.q{i}": Answer(text=text.replace("\ud83d", "?").replace("\udc00", "?"))
        for i, text in enumerate(invented.HOSTILE)
    }
    found = Said(answers=pasted)
    assert data.read(data.make(found, content(), "2026-03-24")) == found
    data.read(data.make(Said(answers={"a.b": Answer(text="\ud800")}), content(), "2026-03-24"))
