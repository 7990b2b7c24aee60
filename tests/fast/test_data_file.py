"""The data file: what travels and what never does, the page that carries it, older and newer
versions. More in test_documents.
"""

import json
import random
import re
from html import unescape
from html.parser import HTMLParser

import msgspec
import pytest

from hbself import limits
from hbself.export import Look, data, page
from hbself.model.said import Answer, Card, Person, Said
from tests.support import invented
from tests.support.bringing import CODE, KEYS, SAID, TOKENS, carried
from tests.support.places import PICTURES

# A file as version 1 made it, before there was a card: it stays here for ever.
VERSION_1 = b"""{"schema": "my-own-proposal", "version": 1, "made": "2026-03-24", "language": "en",
 "about": "My answers are in this file.",
 "assessment": {"started": "2026-03-20", "by": "me", "length": "short",
  "people": [{"id": "p1", "name": "Helmi", "role": "sister"}],
  "confirmed": {"rights": "2026-03-24"}, "lines": {"rights.ri1": false}, "last": "rights/ri2"},
 "answers": [{"id": "rights.ri1", "question": "Who chose your home?", "answer": ["Someone else"],
  "given": {"options": ["other"], "change": true, "by": "me", "day": "2026-03-24"}}]}"""


@pytest.fixture
def file(contents) -> bytes:
    return data.make(SAID, contents["fi"], "2026-03-24")


def changed(file: bytes, **assessment) -> bytes:
    found = json.loads(file)
    return json.dumps(found | {"assessment": found["assessment"] | assessment}).encode()


# ---- keys never travel ---------------------------------------------------------------------------


def test_no_key_and_no_link_is_in_the_file(file):
    assert not [
        secret
        for secret in (CODE, *TOKENS, "7391", "Lukija", "Luonnos", "Tukija", "Minä Itse")
        if secret.encode() in file
    ]
    assert data.read(file) == SAID


def test_a_new_field_of_the_record_is_thought_about():
    """Whoever adds a field says here whether it may travel in the file. When it does, the version
    rises.
    """
    travels = [
        "started",
        "by",
        "length",
        "answers",
        "people",
        "goals",
        "confirmed",
        "lines",
        "at",
        "card",
        "paper",
    ]
    assert [*Said.__struct_fields__] == travels and data.VERSION == 4


def test_a_file_can_bring_no_links_in(file):
    """A file from somebody else must not make the site believe in a code, a link or a supporter of
    theirs.
    """
    smuggled = changed(
        file,
        **{
            name: msgspec.to_builtins(KEYS)[name]
            for name in ("code", "shares", "draft", "helpers", "helper")
        },
    )
    assert TOKENS[0].encode() in smuggled and data.read(smuggled) == SAID
    assert (
        data.read(
            changed(
                file,
                answers={"x": {}},
                secret="x",
                shares="not even a list",
                helpers=[[]],
            )
        )
        == SAID
    )


def test_the_card_travels_but_only_as_a_card_of_ours(file):
    assert data.read(file).card == Card("music", "Kissa")
    for picture in ("../../etc/passwd", "", "no-such", "private", "K" * 9000):
        assert data.read(changed(file, card={"picture": picture, "word": "x" * 900})).card == Card(
            "key", "x" * limits.CARD_WORD
        )
    assert data.read(changed(file, card={"word": " a\n\tb "})).card == Card("key", "a b")


# ---- versions ------------------------------------------------------------------------------------


def test_an_older_file_is_read():
    found = data.read(VERSION_1)
    assert found.answers == {
        "rights.ri1": Answer(options=("other",), change=True, by="me", day="2026-03-24")
    }
    assert (
        found.people == (Person("p1", "Helmi", "sister"),)
        and found.card == Card()
        and found.at == "map"
    )


def test_a_newer_file_is_refused(file):
    for version in (data.VERSION + 1, 99):
        with pytest.raises(data.DataError) as error:
            data.read(file.replace(b'"version": %d' % data.VERSION, b'"version": %d' % version))
        assert error.value.reason == "newer"


@pytest.mark.parametrize(
    "broken",
    [
        b"[]",
        b"7",
        b'"x"',
        b"null",
        b'{"people": {}}',
        b'{"card": []}',
        b'{"card": {"word": 7}}',
        b'{"at": []}',
        b'{"confirmed": {"x": "soon"}}',
    ],
)
def test_a_damaged_file_is_refused(file, broken):
    with pytest.raises(data.DataError) as error:
        data.read(json.dumps(json.loads(file) | {"assessment": json.loads(broken)}).encode())
    assert error.value.reason == "damaged"


def test_any_damage_is_found_or_harmless(file):
    """Bytes changed, lost and doubled at random: what is read is whole, the rest is refused with a
    reason.
    """
    chance = random.Random(3)
    for _ in range(400):
        broken = bytearray(file)
        at = chance.randrange(len(broken))
        broken[at : at + chance.choice((0, 1, 1, 40))] = chance.choice(
            (b"", b'"', b"}", b"\\", b"\xff", b"[", file[:50], bytes([chance.randrange(256)]))
        )
        try:
            found = data.read(bytes(broken))
        except data.DataError as error:
            assert error.reason in ("too-large", "not-ours", "newer", "damaged")
        else:
            assert isinstance(found, Said)


# ---- what is large -------------------------------------------------------------------------------


def test_what_the_site_lets_a_person_write_can_be_brought_back(contents):
    """As much as a record may hold, in letters of four bytes."""
    most = Answer(
        text="😀" * limits.TEXT,
        note="😀" * limits.TEXT,
        own=("😀" * limits.OWN_TEXT,) * limits.OWN_ITEMS,
        by="me",
        day="2026-03-24",
    )
    said = Said(
        answers={
            f"rights.ri1.x{i}": most for i in range(limits.RECORD // len(msgspec.json.encode(most)))
        }
    )
    assert limits.RECORD * 0.98 < len(msgspec.json.encode(said)) < limits.RECORD
    file = data.make(said, contents["fi"], "2026-03-24")
    assert len(file) <= limits.UPLOAD
    assert data.read(file) == said


# ---- the page that carries the file --------------------------------------------------------------


HOSTILE = [
    *invented.HOSTILE,
    "</script><script>alert(1)</script>",
    "</SCRIPT  >",
    "<!--<script>",
    "--></script>",
    "]]>",
    "<\\/script>",
    "\\u003c/script>",
    "&lt;/script&gt;",
    (
        '<script type="application/json" id="my-answers">{"schema": "my-own-proposal", "version":'
        ' 1, "assessment": {}, "answers": []}</script>'
    ),
    '" onload="alert(1)',
    "\\",
    '\\"',
    "{{ 7*7 }}",
]


class Scripts(HTMLParser):
    """What a browser sees of scripts: (attributes, content) of each."""

    def __init__(self, html: str):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag == "script":
            self.found.append([dict(attrs), ""])

    def handle_data(self, text):
        if self.cdata_elem == "script":
            self.found[-1][1] += text
        else:
            self.text += text


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_brings_everything_back(contents, language):
    html = carried(contents, SAID, language)
    assert data.read(data.inside_page(html.encode())) == SAID
    assert not [secret for secret in (CODE, *TOKENS, "7391") if secret in html]


def test_hostile_words_stay_words(contents):
    """One script element, of data; nothing in it ends it; all comes back as it was."""
    words = [re.sub("[\ud800-\udfff]", "?", text) for text in HOSTILE]
    said = Said(
        answers={
            f"now.ln3.x{i}": Answer(text=text, own=(text[:200],)) for i, text in enumerate(words)
        }
        | {"now.ln3": Answer(text=words[-3] + words[-5])},
        people=tuple(Person(f"person-{i}", text[:60]) for i, text in enumerate(words)),
    )
    html = carried(contents, said)
    seen = Scripts(html)
    assert [attributes for attributes, _ in seen.found] == [
        {"type": "application/json", "id": "my-answers"}
    ]
    assert "<" not in seen.found[0][1] and json.loads(seen.found[0][1])["schema"] == data.SCHEMA
    assert html.rstrip().endswith("</html>") and html.count("</script>") == 1
    assert data.read(data.inside_page(html.encode())) == said


def test_a_page_without_a_file_has_no_script(contents):
    html = page.make(invented.aino(), contents["fi"].texts, PICTURES, Look())
    assert "<script" not in html
    policy = unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)[1])
    assert (
        policy.startswith("default-src 'none';")
        and "script" not in policy
        and "unsafe" not in policy
    )
    with pytest.raises(data.DataError) as error:
        data.read(data.inside_page(html.encode()))
    assert error.value.reason == "not-ours"


@pytest.mark.parametrize(
    "how",
    [
        lambda html: html.replace("\n", "\r\n"),
        lambda html: "\ufeff" + html,
        lambda html: "<!-- saved from url=(0014)about:internet -->\n" + html,
        lambda html: html.replace(
            'type="application/json" id="my-answers"', 'id="my-answers" type="application/json"'
        ),
        lambda html: re.sub(r"\s+\n", "\n", html),
    ],
)
def test_a_page_that_a_browser_has_saved_again_is_read(contents, how):
    html = carried(contents, SAID)
    assert data.read(data.inside_page(how(html).encode())) == SAID


def test_a_data_file_that_speaks_of_pages_is_a_data_file(contents):
    said = Said(answers={"now.ln3": Answer(text=HOSTILE[-5])})
    for start in (b"", b"\xef\xbb\xbf", b"\n\n "):
        file = start + data.make(said, contents["fi"], "2026-03-24")
        assert data.inside_page(file) == file and data.read(file) == said


@pytest.mark.parametrize(
    "page_file",
    [
        b"<html>",
        b'<script id="my-answers">',
        b'<script id="my-answers"></script>',
        b'<script id="my-answers">{"schema": "other"}</script>',
        b"<script " * 300_000,
        (b"<script " + b'id="my-answers" ' * 12) * 9000,
        b'<script id="my-answers">' * 90_000,
    ],
    ids=range(7),
)
def test_a_page_of_something_else_is_refused(page_file):
    with pytest.raises(data.DataError) as error:
        data.read(data.inside_page(page_file))
    assert error.value.reason == "not-ours"
