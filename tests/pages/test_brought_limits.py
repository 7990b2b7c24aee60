"""A file that was brought back is held to the limits of the forms, whatever its size; and reading
one that was made to harm costs little.
"""

import email
import sys
import threading
import time

import msgspec
import pytest

from hbself import limits
from hbself.export import data, files
from hbself.keeping import records
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model.said import Answer, Said
from hbself.work import lines
from tests.support.bringing import bring, file_of, goes_on
from tests.support.opening import upload


def test_more_options_than_a_question_has_are_not_taken(client, contents, said_by):
    known = tuple(o.id for o in contents["en"].question("important", "im1").option)
    said = Said(
        answers={"important.im1": Answer(options=(*known, *(f"made-up-{i}" for i in range(900))))}
    )
    visitor = client("en")
    page = bring(visitor, file_of(contents, said))
    options = said_by(visitor).said.answers["important.im1"].options
    assert options[: len(known)] == known and len(options) == limits.OPTIONS
    assert f"{900 + len(known) - limits.OPTIONS} choices too many" in page.text
    goes_on(visitor)


def test_marks_of_lines_cannot_fill_a_record(person_with, contents, said_by):
    """File after file: what is left out here stays so, and answers still have room."""
    here = person_with(
        Said(by="me", answers={"now.ln3": Answer(text="Täällä.")}, lines={"now.ln3:text": False}),
        "en",
    )
    for turn in range(5):
        marks = {f"now.ln{turn}:{'x' * 150}{i}": bool(i % 2) for i in range(limits.FILE_ITEMS)}
        bring(
            here,
            file_of(
                contents,
                Said(
                    by="me",
                    lines=marks,
                    confirmed={f"made-up-{turn}-{i}": "2026-01-01" for i in range(2000)},
                ),
            ),
        )
        page = here.press(here.get("bring-back/how"), answer="file")
    record = said_by(here).said
    assert (
        len(record.lines) == limits.LEFT_OUT
        and record.lines["now.ln3:text"] is False
        and not record.confirmed
    )
    assert "choices too many" in page.text
    assert len(msgspec.json.encode(record)) < limits.RECORD
    goes_on(here)


def test_as_many_marks_as_a_record_holds_come_back(contents, person_with, client, said_by):
    """One's own file, as the site has made it, is never called damaged."""
    said = Said(
        by="me",
        answers={"now.ln3": Answer(text="Here.")},
        lines={f"now.ln3:{i}": False for i in range(limits.LEFT_OUT)},
    )
    file, visitor = person_with(said, "en").file("take/data").data, client("en")
    bring(visitor, file)
    assert said_by(visitor).said.lines == said.lines
    with pytest.raises(data.DataError):
        data.read(
            file_of(
                contents, msgspec.structs.replace(said, lines=said.lines | {"now.ln3:more": False})
            )
        )


def test_marks_leave_room_for_the_record(person_with, contents, said_by):
    here = person_with(
        Said(
            by="me",
            answers={
                f"rights.ri1.x{i}": Answer(text="ä" * 900, note="ö" * 900) for i in range(1050)
            },
        ),
        "en",
    )
    marks = {f"now.ln3:{'x' * 180}{i}": False for i in range(limits.FILE_ITEMS)}
    bring(here, file_of(contents, Said(by="me", lines=marks)))
    here.press(here.get("bring-back/how"), answer="file")
    assert (
        len(records.pack(said_by(here))) <= limits.RECORD
        and len(said_by(here).said.answers) == 1050
    )
    goes_on(here)


def test_a_record_over_the_limit_never_begins(app, person_with):
    with pytest.raises(records.TooMuch):
        person_with(
            Said(answers={f"rights.ri1.x{i}": Answer(text="ä" * 2000) for i in range(1200)})
        )


def test_a_place_to_go_on_is_short(contents):
    assert data.read(file_of(contents, Said(at="now." + "ln3." * 500))).at == ""


def mail(depth: int, filling: bytes) -> bytes:
    return (
        b"MIME-Version: 1.0\n"
        + b"".join(
            b'content-type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i)
            for i in range(depth)
        )
        + filling
    )


@pytest.mark.parametrize(
    "body",
    [
        mail(200, b"\n" * 1000),
        mail(1, b"--b0\n\n" * 100_000),
        mail(1, b"a\n" * 300_000),
        mail(1, b"\r" * 300_000),
    ],
    ids=["nested", "parts", "lines", "returns"],
)
def test_a_mail_that_was_made_to_harm_is_not_taken_apart(body, monkeypatch):
    """Each line of a mail is compared with the ends of all parts that it stands in."""
    monkeypatch.setattr(email, "message_from_bytes", lambda _: pytest.fail("taken apart"))
    with pytest.raises(data.DataError):
        files.inside(body)


def test_answers_that_belong_to_nothing_make_no_page_slow(contents):
    """Thousands of them, about own items that are not there: a proposal is made with hardly more
    calls than without them.
    """

    def calls(more: int) -> int:
        counted = 0

        def count(*_):
            nonlocal counted
            counted += 1

        answers = {"support.su1": Answer(own=("Tulkki.",))} | {
            f"support.su2.own_{n:08x}": Answer(options=("works-badly",), change=True)
            for n in range(more)
        }
        said = Said(by="me", answers=answers)
        proposal.build(Life(contents["en"], said), "2026-11-28")  # what is made only once
        sys.setprofile(count)
        try:
            proposal.build(Life(contents["en"], said), "2026-11-28")
        finally:
            sys.setprofile(None)
        return counted

    assert calls(3_000) < 1.5 * calls(0)


# ---- a large file is read apart ------------------------------------------------------------------


def full(contents) -> bytes:
    return file_of(
        contents,
        Said(by="me", answers={f"rights.ri1.x{i}": Answer(text="ä" * 900) for i in range(600)}),
    )


def test_a_large_file_is_not_read_in_the_worker(client, contents, said_by, monkeypatch):
    """Other people's pages would wait for it."""
    monkeypatch.setattr(files, "inside", lambda _: pytest.fail("read here"))
    assert len(file := full(contents)) > limits.FILE_APART
    visitor = client("en")
    bring(visitor, file)
    assert len(said_by(visitor).said.answers) == 600


def test_a_room_that_brings_large_files_at_once_waits_for_its_turn(
    app, client, contents, monkeypatch
):
    """Forty in one room are twenty for each of two workers; all are read one after another, and
    nobody is told to come again.
    """
    monkeypatch.setattr(limits, "FILE_APART", 0)
    monkeypatch.setattr(files, "opened", data.read)
    line, file, answers = (
        app.extensions["hbself"].lines["files"],
        file_of(contents, Said(by="me")),
        [],
    )
    room = [
        threading.Thread(
            target=lambda who: answers.append(
                upload(who, "bring-back", "file", file, "a.json").path
            ),
            args=(client("en"),),
        )
        for _ in range(20)
    ]
    with line.turn("elsewhere"):
        for one in room:
            one.start()
        last = time.monotonic() + 15
        while (
            len(line._waiting) < len(room)
            and time.monotonic() < last
            and all(one.is_alive() for one in room)
        ):
            time.sleep(0.01)
    for one in room:
        one.join()
    assert answers == ["/en/device?then=open"] * len(room)


def test_there_are_threads_for_all_who_may_wait():
    """Thirty more make pages meanwhile."""
    assert (
        sum(at_once + room for at_once, room, _ in limits.LINES.values())
        + limits.BODIES_WAIT
        + limits.BODY_THREADS
        <= limits.THREADS - 30
    )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda f: f,
        lambda f: f[:-9],
        lambda f: f.replace(b'"version": 2', b'"version": 9'),
        lambda f: f.replace(b"my-own", b"other", 1),
        lambda f: b"PK\x03\x04" + f,
        lambda f: b"<html>" + f,
        lambda f: b"{" * (limits.FILE_TABLES + 1),
        lambda f: mail(9, f),
        lambda f: b" \n",
    ],
    ids=map(str, range(9)),
)
def test_it_makes_no_difference_where_a_file_is_read(contents, monkeypatch, spoil):
    found = []
    for size in (limits.UPLOAD, 0):
        monkeypatch.setattr(limits, "FILE_APART", size)
        try:
            found.append(files.opened(spoil(full(contents))))
        except data.DataError as error:
            found.append(error.reason)
    assert found[0] == found[1]


def test_a_file_that_takes_too_long_is_refused_kindly(client, contents, monkeypatch):
    monkeypatch.setattr(limits, "FILE_APART_SECONDS", 0)
    assert "too big" in bring(client("en"), full(contents), 422).text


def test_who_finds_no_place_to_read_a_large_file_is_asked_to_wait(client, contents, app):
    full_line = lines.Line(0, 0, 0.0)
    app.extensions["hbself"].lines["files"] = full_line
    assert bring(client("en"), full(contents), 503).response.headers["Retry-After"]
    bring(
        client("en"),
        file_of(contents, Said(by="me", answers={"now.ln3": Answer(text="Here.")})),
    )
