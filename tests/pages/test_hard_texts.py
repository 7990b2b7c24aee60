"""Hard texts: kept and shown as they were written, harmless wherever they stand."""

import json
import random

import pytest

from hbself import limits
from hbself.model.said import Person
from tests.support.whole_proposal import whole

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
    assert seen in [own.replace("\r", "\n") for own in whole(visitor).own_words()]


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
    page = visitor.get("set/arrange/ar2/goal-1")
    assert HARD["html"] in page.own_words()
    answer_set(visitor, "arrange", random.Random(2))
    answer_set(visitor, "next", random.Random(2))
    assert whole(visitor).own_words().count(HARD["html"]) >= 2
