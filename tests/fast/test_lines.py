"""Waiting lines: bounded, with an end, fair between networks."""

import threading
import time

import pytest

from hbself.work.lines import KNOWN, Full, Line, network


class Crowd:
    """Threads that want into a line; `held` holds whoever is inside until it is set."""

    def __init__(self, line):
        self.line, self.held, self.inside, self.refused, self.threads = (
            line,
            threading.Event(),
            [],
            [],
            [],
        )

    def come(self, *whos):
        for who in whos:
            thread = threading.Thread(target=self._one, args=(who,))
            thread.start()
            self.threads.append(thread)
            until = time.monotonic() + 5
            while (
                len(self.inside) + len(self.refused) + len(self.line._waiting) < len(self.threads)
                and time.monotonic() < until
            ):
                time.sleep(0.001)  # one after the other

    def _one(self, who):
        try:
            with self.line.turn(who):
                self.inside.append(who)
                self.held.wait(5)
        except Full:
            self.refused.append(who)

    def end(self):
        self.held.set()
        for thread in self.threads:
            thread.join(5)


def test_who_comes_for_the_first_time_is_before_who_comes_again_and_again():
    crowd = Crowd(Line(1, 10, 5))
    crowd.come("loud", "loud", "loud", "loud", "quiet")
    crowd.end()
    assert crowd.inside == ["loud", "quiet", "loud", "loud", "loud"]


def test_a_full_line_gives_up_a_place_of_who_has_most():
    crowd = Crowd(Line(1, 3, 5))
    crowd.come("loud", "loud", "loud", "loud", "quiet")
    assert crowd.refused == ["loud"]
    crowd.come("loud")
    assert crowd.refused == ["loud", "loud"]
    crowd.end()
    assert crowd.inside.count("loud") == 3 and "quiet" in crowd.inside


def test_who_is_refused_again_and_again_does_not_look_new(monkeypatch):
    """A full line refuses most of what a stranger sends: it counts, else it would always be the
    stranger's first time.
    """
    crowd = Crowd(Line(1, 1, 5))
    crowd.come("inside", "loud", "loud", "loud", "quiet")
    assert crowd.refused == ["loud"] * 3
    crowd.come("loud")
    crowd.end()
    assert crowd.inside == ["inside", "quiet"]


def test_no_number_of_refusals_weighs_as_much_as_one_turn():
    crowd = Crowd(Line(1, 1, 5))
    crowd.line.use("stranger", 1)
    crowd.come("stranger", "other", *["room"] * 9)
    assert crowd.refused == ["room"] * 9 and crowd.line.used("room") <= 0.5
    crowd.come("stranger")
    crowd.end()
    assert crowd.line.used("room") < crowd.line.used("stranger")


def test_the_second_place_of_a_network_stands_as_if_the_first_had_been_used():
    crowd = Crowd(Line(1, 10, 5))
    crowd.line.use("stranger", 2.5)
    crowd.come("inside", "stranger", "room", "room", "room", "room")
    crowd.end()
    assert crowd.inside == ["inside", "room", "room", "room", "stranger", "room"]


@pytest.mark.parametrize(
    "stranger, other", [("2001:db8:7:{}::", "2001:db8:8:1::"), ("203.0.113.{}", "198.51.100.1")]
)
def test_a_stranger_with_ever_new_networks_is_not_always_new(stranger, other):
    crowd = Crowd(Line(1, 10, 5))
    for n in range(60):
        crowd.line.use(stranger.format(n), 1)
    crowd.come("inside", stranger.format(61), stranger.format(62), other)
    crowd.end()
    assert crowd.inside[1] == other
    assert crowd.line.used(stranger.format(62)) < 4, "neighbours are not taken for the stranger"


def test_who_shows_what_strangers_do_not_have_is_trusted_and_for_the_same_thing_ever_less():
    line = Line(1, 1, 1)
    line.use("room", 50)
    for card in "abc":
        line.trust("room", card)
    assert line.used("room") < 2, "a part of what the networks around it used stays"
    line.trust("room", "d")
    assert line.used("room") >= 0, "nothing is in hand: nobody comes before who has used nothing"
    for n in range(20):
        line.use(f"stranger {n}", 10)
        line.trust(f"stranger {n}", "a")
    assert line.used("stranger 1") < 7 < line.used("stranger 19")


def test_who_shows_a_right_code_each_time_never_comes_before_who_is_new():
    crowd = Crowd(Line(1, 10, 5))
    for n in range(5):
        crowd.line.use("theirs", 1)
        crowd.line.trust("theirs", f"card {n}")
    crowd.come("inside", "new", "theirs", "theirs")
    crowd.end()
    assert crowd.inside[1] == "new"


def test_forty_of_one_network_all_get_in_when_nobody_else_comes():
    crowd = Crowd(Line(2, 40, 5))
    crowd.come(*["room"] * 40)
    crowd.end()
    assert crowd.inside == ["room"] * 40 and not crowd.refused


def test_a_wait_has_an_end_and_leaves_no_place_behind():
    line = Line(1, 5, 0.05)
    with line.turn("a"), pytest.raises(Full), line.turn("b"):
        pass
    with line.turn("b"):
        pass


def test_who_fails_inside_leaves_too():
    line = Line(1, 0, 0.05)
    with pytest.raises(ZeroDivisionError), line.turn("a"):
        raise ZeroDivisionError
    with line.turn("a"):
        pass


def test_what_was_used_is_forgotten_in_time(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("hbself.work.lines.time.monotonic", lambda: now[0])
    line = Line(1, 1, 1, half_life=60)
    line.use("a", 8)
    now[0] += 120
    assert line.used("a") == 2 and line.used("never came") == 0
    now[0] += 20 * 60
    line.use("b", 1)
    assert list(line._used) == ["b"], "who has not come for long is not in the memory any more"


def test_a_line_remembers_a_bounded_number_of_networks():
    line = Line(1, 1, 1)
    line.use("loud", 100)
    for n in range(KNOWN + 10):
        line.use(str(n), 1)
    assert len(line._used) <= KNOWN and line.used("loud") > 90


@pytest.mark.parametrize(
    "address, counted",
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("fe80::1%eth0", "fe80::"),
        ("", "?"),
        (None, "?"),
        ("unknown", "?"),
        ("1.2.3.4, 5.6.7.8", "?"),
        ("a" * 50_000, "?"),
    ],
)
def test_whom_a_limit_counts(address, counted):
    assert network(address) == counted
