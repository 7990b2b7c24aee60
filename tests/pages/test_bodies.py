"""What browsers send: limits of size before anything is read, limits of time, and slow ones that
hold up nobody.
"""

import io
import queue
import threading
import time
from pathlib import Path

import pytest

from hbself import limits, settings
from hbself.model.languages import LANGUAGES
from hbself.web import bodies
from hbself.web.factory import create_app
from hbself.work import lines
from tests.support.bodies import FILES, Silent, Untouched, send
from tests.support.contract import faults
from tests.support.visitor import Page


@pytest.fixture
def house(tmp_path):
    """An application that nobody has used: it counts bodies that are on their way."""
    return create_app(settings.Config(database=tmp_path / "first.db"))


@pytest.fixture
def quick(monkeypatch):
    """Silence is long after a short moment."""
    monkeypatch.setattr(limits, "BODY_QUIET", 0.05)


@pytest.fixture
def crowd(app, monkeypatch):
    """`crowd(n, address=…)`: so many silent bodies that are being read; all come to an end."""
    monkeypatch.setattr(limits, "BODY_QUIET", 60.0)
    monkeypatch.setattr(limits, "BODY_YIELDS", 60.0)
    streams, threads, answers = [], [], []

    def come(number: int, path: str = "/en/reading", **more) -> list:
        for _ in range(number):
            streams.append(silent := Silent(b"text=2"))
            silent.began = threading.Event()
            silent.read = lambda size=-1, one=silent: (one.began.set(), Silent.read(one, size))[1]
            threads.append(
                thread := threading.Thread(
                    target=lambda: answers.append(send(app, path, silent, 100, **more))
                )
            )
            thread.start()
            assert silent.began.wait(20)
        return answers

    come.streams = streams
    yield come
    for one in streams:
        one.go.set()
    for one in threads:
        one.join()


@pytest.mark.parametrize("path", ["reading", "set/now/ln3", "open", "draft", "nothing", "s/abc"])
def test_a_silent_body_is_given_up_kindly(app, quick, path):
    answer = send(app, f"/en/{path}", Silent(b"text=2"), 100)
    assert answer.status_code in (408, 404) and "<h1>" in answer.text
    assert answer.status_code == 408 or path == "nothing"


def test_a_body_that_never_ends_is_given_up_too(app, monkeypatch):
    monkeypatch.setattr(limits, "FORM_SECONDS", 0.05)

    class Drops:
        def read(self, size=-1):
            time.sleep(0.01)
            return b"x"

    assert send(app, "/en/reading", Drops(), 100_000).status_code == 408


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_is_slow_and_who_finds_no_place_are_told_in_easy_words(app, quick, monkeypatch, lang):
    static = Path(app.static_folder)
    assert not faults(Page("", send(app, f"/{lang}/reading", Silent(), 9)), lang, static)
    monkeypatch.setattr(limits, "BODIES", 0)
    monkeypatch.setattr(bodies.Places, "enter", lambda *_: (_ for _ in ()).throw(lines.Full))
    answer = send(app, f"/{lang}/reading", Untouched(), 9)
    assert (
        answer.status_code == 503
        and answer.headers["Retry-After"] == "60"
        and not faults(Page("", answer), lang, static)
    )


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(limits, "BODY_WAIT", 0.05)


def test_a_room_that_presses_at_the_same_moment_waits_a_moment(app, crowd, monkeypatch):
    """All places of the room are taken; one is free a moment later, and who waits gets it."""
    monkeypatch.setattr(limits, "BODY_WAIT", 20.0)
    answers = crowd(limits.BODIES_ONE)
    waiting = threading.Thread(
        target=lambda: answers.append(send(app, "/en/reading", io.BytesIO(b"text=200"), 8))
    )
    waiting.start()
    crowd.streams[0].go.set()
    waiting.join(20)
    assert 303 in [one.status_code for one in answers]


def test_no_more_wait_than_there_are_threads_for(app, crowd, monkeypatch):
    monkeypatch.setattr(limits, "BODIES_WAIT", 0)
    crowd(limits.BODIES_ONE)
    assert send(app, "/en/reading", Untouched(), 9).status_code == 503


@pytest.fixture
def line(monkeypatch):
    """`line(who, …)`: bodies of these networks come one after another to a room that is full;
    `line.next()`: one place is free, and who gets it. Who is refused stands in `line.refused`.
    """
    monkeypatch.setattr(limits, "BODY_WAIT", 60.0)
    monkeypatch.setattr(limits, "BODY_YIELDS", 60.0)
    places, threads, got, line_refused = bodies.Places(), [], queue.Queue(), []
    inside = [
        bodies.Body(io.BytesIO(), places, f"10.0.{n}.1", False, 1) for n in range(limits.BODIES)
    ]
    for one in inside:
        places.enter(one)

    def enter(body) -> None:
        try:
            places.enter(body)
            got.put(body)
        except lines.Full:
            line_refused.append(body.who)

    def come(*all_of_them: str) -> None:
        for who in all_of_them:
            count = len(places._waiting) + len(line_refused)
            body = bodies.Body(io.BytesIO(), places, who, False, 1)
            threads.append(threading.Thread(target=enter, args=(body,), daemon=True))
            threads[-1].start()
            wait_for(lambda count=count: len(places._waiting) + len(line_refused) > count)

    def following() -> str:
        places.leave(inside.pop())
        body = got.get(timeout=20)
        inside.insert(0, body)
        return body.who

    come.next, come.refused = following, line_refused
    yield come
    while places._waiting:
        following()
    for one in threads:
        one.join()


def wait_for(so) -> None:
    last = time.monotonic() + 30
    while not so():
        assert time.monotonic() < last
        time.sleep(0.01)


def test_a_crowd_that_sends_and_sends_holds_up_nobody_else(line):
    """Each network has its turn; who comes from elsewhere comes before a crowd of neighbours."""
    line("10.9.0.1", "10.9.0.1", "10.9.0.1", "10.9.0.2", "10.9.0.2", "192.0.2.7")
    assert [line.next() for _ in range(6)] == [
        "10.9.0.1",
        "192.0.2.7",
        "10.9.0.2",
        "10.9.0.1",
        "10.9.0.2",
        "10.9.0.1",
    ]


def test_where_too_many_wait_the_crowd_is_refused_and_not_who_comes(line, monkeypatch):
    monkeypatch.setattr(limits, "BODIES_WAIT", 4)
    line(*["10.9.0.1"] * 4, "192.0.2.7", "192.0.2.8")
    assert line.refused == ["10.9.0.1"] * 2
    assert {line.next() for _ in range(3)} == {"10.9.0.1", "192.0.2.7", "192.0.2.8"}


def test_silent_bodies_leave_room_for_pages_and_for_other_networks(app, crowd, impatient):
    crowd(limits.BODIES_ONE)
    refused = send(app, "/en/reading", Untouched(), 9)
    assert refused.status_code == 503 and "Retry-After" in refused.headers, "nothing of it is read"
    assert app.test_client().get("/en/reading").status_code == 200
    assert (
        send(app, "/en/reading", io.BytesIO(b"text=200"), 8, address="10.0.0.2").status_code == 303
    )
    crowd(limits.BODIES - limits.BODIES_ONE, address="10.0.0.3")
    assert send(app, "/en/reading", Untouched(), 9, address="10.0.0.4").status_code == 503


def test_slow_photos_leave_room_for_the_answers_of_the_same_room(app, crowd, impatient):
    crowd(limits.BODIES_FILES, "/en/open", kind=FILES)
    assert send(app, "/en/open", Untouched(), 9, FILES).status_code == 503
    assert send(app, "/en/open", Untouched(), 9, FILES, address="10.0.0.2").status_code == 503
    assert send(app, "/en/reading", io.BytesIO(b"text=200"), 8).status_code == 303


def test_who_is_silent_gives_the_place_to_who_comes(app, crowd, monkeypatch):
    answers = crowd(limits.BODIES_ONE)
    monkeypatch.setattr(limits, "BODY_YIELDS", 0.0)
    assert send(app, "/en/reading", io.BytesIO(b"text=200"), 8).status_code == 303
    for _ in range(500):
        if answers:
            break
        time.sleep(0.01)
    assert [one.status_code for one in answers] == [408]


def test_what_came_while_the_server_stood_still_is_no_silence(app, crowd, monkeypatch):
    """All bodies have arrived, but nothing of this process ran: who comes then sees them old before
    they are read.
    """
    answers = crowd(limits.BODIES_ONE)
    monkeypatch.setattr(limits, "BODY_YIELDS", 0.0)
    look = bodies.Places._let_in

    def first_look(places) -> None:
        look(places)
        for one in crowd.streams:
            one.rest = b"0" * 94
            one.go.set()

    monkeypatch.setattr(bodies.Places, "_let_in", first_look)
    assert send(app, "/en/reading", io.BytesIO(b"text=200"), 8).status_code == 303
    wait_for(lambda: len(answers) == limits.BODIES_ONE)
    assert {one.status_code for one in answers} == {303}


def test_what_waits_for_us_is_no_silence(monkeypatch):
    """A body is here, and its request has not taken it yet: no newcomer can have its place."""
    monkeypatch.setattr(limits, "BODY_YIELDS", 0.0)
    monkeypatch.setattr(limits, "BODIES", 1)
    monkeypatch.setattr(limits, "BODY_WAIT", 0.1)
    monkeypatch.setattr(bodies, "LOOK", 0.0)
    places = bodies.Places()
    body, come = (
        bodies.Body(io.BytesIO(b"x" * 2 * bodies.PIECE), places, f"10.0.0.{n}", False, None)
        for n in (1, 2)
    )
    assert body.read(1) == b"x"
    body.wait()
    with pytest.raises(lines.Full):
        come.read(1)
    assert len(body.read()) == 2 * bodies.PIECE - 1


def test_a_server_that_stood_still_for_long_looks_once_more(app, monkeypatch):
    monkeypatch.setattr(limits, "BODY_QUIET", 0.0)  # at each look it is past
    monkeypatch.setattr(bodies, "LOOK", 20.0)

    class Late(io.BytesIO):
        def read(self, size=-1):
            time.sleep(0.05)
            return super().read(size)

    assert send(app, "/en/reading", Late(b"text=200"), 8).status_code == 303


def test_places_are_free_again(app):
    for _ in range(limits.BODIES * 3):
        assert send(app, "/en/reading", io.BytesIO(b"text=200"), 8).status_code == 303
        assert send(app, "/en/reading", io.BytesIO(b"text"), 8).status_code == 400
        assert send(app, "/en/reading", Untouched(), limits.FORM + 1).status_code == 413


def test_threads_that_still_wait_are_bounded(app, quick, impatient, monkeypatch):
    monkeypatch.setattr(limits, "BODY_THREADS", 3)
    held = [Silent() for _ in range(3)]
    assert [send(app, "/en/reading", one, 9).status_code for one in held] == [408] * 3
    assert send(app, "/en/reading", Untouched(), 9).status_code == 503
    for one in held:
        one.go.set()
    for _ in range(500):
        if (answer := send(app, "/en/reading", io.BytesIO(b"text=200"), 8).status_code) == 303:
            break
        time.sleep(0.01)
    assert answer == 303


def test_the_silent_ones_of_one_network_shut_no_form_for_others(app, quick, impatient, monkeypatch):
    """Given up, each holds a thread until its connection ends: one who opened more and more of them
    held all.
    """
    monkeypatch.setattr(limits, "BODY_THREADS_ONE", 2)
    held = [Silent() for _ in range(2)]
    assert [
        send(app, "/en/reading", one, 9, address="203.0.113.5").status_code for one in held
    ] == [408] * 2
    assert send(app, "/en/reading", Untouched(), 9, address="203.0.113.5").status_code == 503
    assert (
        send(app, "/en/reading", io.BytesIO(b"text=200"), 8, address="203.0.113.6").status_code
        == 303
    )
    for one in held:
        one.go.set()
