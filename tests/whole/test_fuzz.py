"""Machines try what nobody thinks of: every page with every method and hostile values, changed
files, texts, raw HTTP.

fuzz.py says how long they run, and how to repeat what they find.
"""

import contextlib
import io
import json
import re
import socket
import zipfile
from xml.etree import ElementTree

import lxml.html
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.wrappers import Response

from hbself import limits
from hbself.export import data
from hbself.keeping import boxes, records
from hbself.model.said import Answer, Person, Said
from tests.support import fuzz
from tests.support.fuzz_world import TODAY, World, form_of, some_request

# ---- pages ---------------------------------------------------------------------------------------


@pytest.fixture
def world(app, contents) -> World:
    return World(app, contents)


def test_no_page_breaks_whatever_is_sent(world):
    log, requests = fuzz.Silent(), 0
    for seed, chance in fuzz.rounds(170):
        (browser, base), form = world.browser(chance), None
        for _ in range(12):
            asked, requests, form = form or some_request(world, chance), requests + 1, None
            told = f"FUZZ_SEED={seed}: {asked}"
            with (
                contextlib.suppress(ValueError),  # the test's own client does not send some heads
                browser.open(**asked, base_url=base) as response,
            ):
                assert fuzz.faults(response) + log.new() == [], told
                if response.mimetype == "text/html" and chance.random() < 0.7:
                    form = form_of(response.get_data(), asked["path"], world, chance)
        if world.store.get(world.key.id, boxes.RECORD) is None:
            world.renew()
        assert (
            records.read(world.store, world.bystander, TODAY, 12)[0].said.answers
            == world.said.answers
        ), f"FUZZ_SEED={seed}: a bystander's answers"
    print(f"{requests} requests")


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (Response("x", 500), "status 500"),
        (Response("x", 303, {"Location": "//evil.example"}), "leads to '//evil.example'"),
        (
            Response("x", 302, {"Location": "https://evil.example/en/"}),
            "leads to 'https://evil.example/en/'",
        ),
        (Response(f"<p><{fuzz.MARK}>", mimetype="text/html"), f"an element {fuzz.MARK}"),
        (Response(f"<p on{fuzz.MARK}=1>", mimetype="text/html"), f"p on{fuzz.MARK}='1'"),
        (
            Response(f"<a href='javascript:{fuzz.MARK}'>", mimetype="text/html"),
            f"a href='javascript:{fuzz.MARK}'",
        ),
        (Response(f"<p>&lt;{fuzz.MARK}>", mimetype="text/html"), None),
        (Response("x", 303, {"Location": "/en/map"}), None),
    ],
)
def test_the_fuzz_sees_what_is_wrong_and_nothing_else(answer, seen):
    assert fuzz.faults(answer) == ([seen] if seen else [])


# ---- files that are brought back -----------------------------------------------------------------

PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(fuzz.TEXTS)
    | st.text(max_size=40)
)
ANY = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(fuzz.TEXTS) | st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=10,
)
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(("set", "drop", "double", "rename")), ANY),
    min_size=1,
    max_size=4,
)
PAGES = (
    "map",
    "proposal",
    "people",
    "wishes",
    "kept",
    "take",
    "set/now",
    "set/now/ln3",
    "set/change/said",
    "plan",
    "stop",
    "take/data",
    "take/word",
)


def places(found, at=()):
    """Every place in a JSON value: (the thing around it, its name or number there)."""
    for name, inner in list(
        found.items()
        if isinstance(found, dict)
        else enumerate(found)
        if isinstance(found, list)
        else ()
    ):
        yield found, name
        yield from places(inner)


def with_changes(file: bytes, changes) -> bytes:
    found = json.loads(file)
    for where, how, value in changes:
        every = list(places(found))
        around, name = every[int(where * (len(every) - 1))] if every else (found, None)
        if how == "set" or name is None:
            around[name] = value
        elif how == "drop":
            del around[name]
        elif isinstance(around, list):
            around.append(around[name])
        else:
            around[str(value)[:60] if how == "rename" else f"{name}2"] = (
                around.pop(name) if how == "rename" else around[name]
            )
    return json.dumps(found).encode("utf-8", "replace")


def test_no_changed_file_breaks_a_page(app, contents, everything):
    log = fuzz.Silent()
    said = Said(
        by="me",
        length="everything",
        people=(Person("person-1", "Helmi", "sister"),),
        lines={"now.ln3:text": False},
        answers={
            **dict(list(everything.answers.items())[:40]),
            "now.ln3": Answer(text="Maalaan.", by="me", day="2026-11-20"),
            "relatedness.re1": Answer(people=("person-1",)),
        },
    )
    file = data.make(said, contents["fi"], "2026-11-20")
    taken = []

    @fuzz.examples(60)
    @given(CHANGES, st.randoms(use_true_random=False))
    def bring(changes, chance):
        body = with_changes(file, changes)
        browser = app.test_client()
        response = browser.post("/fi/bring-back", data={"file": (io.BytesIO(body), "a.json")})
        assert fuzz.faults(response) + log.new() == []
        taken.append(response.status_code == 303)
        for page in chance.sample(PAGES, 3) if taken[-1] else ():
            with browser.get(f"/fi/{page}") as response:
                assert fuzz.faults(response) + log.new() == [], page

    bring()
    assert any(taken) and not all(taken)


# ---- documents -----------------------------------------------------------------------------------

WORDS = st.sampled_from(fuzz.TEXTS).map(lambda text: text[: limits.OWN_TEXT]) | st.text(
    st.characters(codec="utf-8"), max_size=60
)


def test_no_words_break_a_document(app, person_with):
    log = fuzz.Silent()

    @fuzz.examples(25)
    @given(WORDS, WORDS, WORDS, WORDS)
    def make(text, own, note, name):
        said = Said(
            by="me",
            length="everything",
            people=(Person("person-1", name[: limits.NAME], "friend"),),
            answers={
                "now.ln3": Answer(text=text, by="me"),
                "change.ch2": Answer(own=(own,), by="me"),
                "now.ln1.home": Answer(options=("works-well",), note=note, by="me"),
                "important.im2": Answer(people=("person-1",), by="me"),
            },
        )
        browser = person_with(said).http
        for kind, look in (("pdf", opens_as_pdf), ("word", opens_as_word), ("page", is_plain_html)):
            with browser.get(f"/fi/take/{kind}") as response:
                assert (
                    response.status_code == 200 and log.new() == [] and fuzz.faults(response) == []
                ), kind
                look(response.get_data())

    make()


def opens_as_pdf(body: bytes) -> None:
    with pikepdf.open(io.BytesIO(body)) as found:
        assert len(found.pages) >= 1


def opens_as_word(body: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(body)) as found:
        assert found.testzip() is None
        for name in found.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(found.read(name))


def is_plain_html(body: bytes) -> None:
    tree = lxml.html.document_fromstring(body.decode("utf-8").replace("\0", "\ufffd"))
    assert not list(tree.iter(fuzz.MARK)) and not tree.xpath("//@*[starts-with(name(), 'on')]")


# ---- raw HTTP ------------------------------------------------------------------------------------

FORM = b"do=next&text=abc&own0=x"
REQUESTS = (
    (
        b"GET /fi/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: reading=big.100; key=AAAA\r\nConnection:"
        b" close\r\n\r\n"
    ),
    b"POST /fi/reading HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type:"
    b" application/x-www-form-urlencoded\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
    % (len(FORM), FORM),
    (
        b"POST /en/open HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Type:"
        b" application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n6\r\ncode=1\r\n0\r\n\r\n"
    ),
    (
        b"POST /en/open HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data;"
        b" boundary=x\r\nContent-Length: 82\r\nConnection: close\r\n\r\n--x\r\nContent-Disposition:"
        b' form-data; name="photo"; filename="a"\r\n\r\nphoto\r\n--x--\r\n'
    ),
    (
        b"HEAD /static/site.css HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=0-5\r\nAccept-Encoding:"
        b" gzip\r\nConnection: close\r\n\r\n"
    ),
    (
        b"GET /sv/s/AAAAAAAAAAAAAAAAAAAAAA?kept=yes HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For:"
        b" ::1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: a\r\nConnection: close\r\n\r\n"
    ),
)


def answers_to(port: int, sent: bytes, patience: float = 0.2) -> bytes:
    """All that comes back until the other side closes, or waits for more so long."""
    got = b""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as connection,
        contextlib.suppress(OSError),
    ):
        connection.sendall(sent)
        connection.settimeout(patience)
        while more := connection.recv(1 << 16):
            got += more
    return got


def test_no_bytes_on_the_wire_break_the_server(site):
    port, log = int(site.address.rpartition(":")[2]), site.database.with_suffix(".log")
    before = log.read_text("utf-8")
    for seed, chance in fuzz.rounds(300):
        sent = fuzz.changed(chance.choice(REQUESTS), chance)
        got = answers_to(port, sent)
        statuses = re.findall(rb"^HTTP/1\.[01] (\d\d\d)", got, re.M)
        assert not [s for s in statuses if s >= b"500"], (
            f"FUZZ_SEED={seed}: {sent!r} gets {got[:300]!r}"
        )
        assert len(statuses) <= 1 + sent.count(b"HTTP/"), (
            f"FUZZ_SEED={seed}: {sent!r} gets {len(statuses)} answers"
        )
    assert answers_to(port, REQUESTS[0], 20).startswith(b"HTTP/1.1 200")
    assert log.read_text("utf-8") == before, "nothing was written down"
