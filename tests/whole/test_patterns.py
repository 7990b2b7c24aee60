"""No regular expression runs away: each is tried on texts that are made from it to hurt it, up to a
million characters.
"""

import json
import re
import subprocess
import sys

import pytest

from hbself import limits
from tests.support import patterns
from tests.support.places import ROOT

NOISE = 0.1  # seconds: what is done sooner need not be compared


def in_scripts() -> list[patterns.Found]:
    """All of our scripts."""
    return [one for path in sorted(ROOT.glob("static/js/*.js")) for one in patterns.in_script(path)]


def all_patterns() -> list[patterns.Found]:
    """All of the package, of the scripts, and of addresses, each once."""
    found = [*patterns.in_package(ROOT / "hbself"), *in_scripts()]
    return list({(one.pattern, one.flags, *one.ways): one for one in found}.values())


PATTERNS = {
    f"{one.where} {one.pattern!r}"[:70].encode("ascii", "replace").decode(): one
    for one in all_patterns()
}


def tried(one: patterns.Found, seconds: int = 12) -> list[tuple[str, str, str, float, float]]:
    """The worst texts with the seconds for a quarter of a million characters and for a million. A
    process of its own, which the system ends after so many seconds of work: a search that has run
    away can't be stopped from inside.
    """
    raw = isinstance(one.pattern, bytes)
    asked = json.dumps(
        [one.pattern.decode("latin-1") if raw else one.pattern, one.flags, raw, one.ways]
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.patterns", str(seconds)],
        cwd=ROOT,
        input=asked,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, (
        f"{one.where}: runs away: {one.pattern!r} {done.stdout[-300:]} {done.stderr[-300:]}"
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def faults(one: patterns.Found, seconds: int = 12) -> list[str]:
    """Texts for which four times the length costs far more than four times."""
    return [
        f"{text!r}: {quarter:.3f} s, then {whole:.3f} s"
        for *text, quarter, whole in tried(one, seconds)
        if whole > NOISE and whole > 9 * quarter
    ]


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_four_times_as_long_for_four_times_the_text(name):
    assert not faults(PATTERNS[name])


def test_all_are_found():
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "hbself").rglob("*.py"))
    assert len(re.findall(r"\bre\.(?:compile|sub|search|match|split|fullmatch)\(", text)) <= len(
        [*patterns.in_package(ROOT / "hbself")]
    )
    assert len(in_scripts()) >= 8
    assert "re.compile" in text and "pattern=" in text


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"/(fi|sv|en)/(?:[\w.:~%-]+/?)*", "fullmatch"),
        (r"(a|aa)+!", "match"),
        (r"a*b", "search"),
        (r"\s+$", "search"),
        (r"(x+x+)+y", "search"),
    ],
)
def test_the_test_finds_what_runs_away(pattern, way):
    with pytest.raises(AssertionError, match="runs away"):
        faults(patterns.Found("here", pattern, 0, [way]), 3)


def test_addresses_are_matched_in_linear_time(app):
    regexes = {
        converter.regex
        for rule in app.url_map.iter_rules()
        for converter in rule._converters.values()
    }
    assert regexes and not [
        fault
        for regex in regexes
        for fault in faults(patterns.Found("address", regex, 0, ["fullmatch", "match"]))
    ]


def test_where_to_go_on_is_short(person):
    """The field that once stopped the whole site."""
    visitor = person("en")
    form = {"answer": "too-much", "do": "leave"}
    assert visitor.post("set/now/ln5", {**form, "to": "/en/people"}).path == "/en/people"
    for to in (
        "/en/" + "a" * limits.ADDRESS,
        "/en/" + "a" * 60 + "!",
        "//example.org/",
        "/en//example.org",
        "/en/\\example.org",
        "https://example.org/en/",
        "/en/people\n",
    ):
        assert visitor.post("set/now/ln5", {**form, "to": to}).path == "/en/map"
