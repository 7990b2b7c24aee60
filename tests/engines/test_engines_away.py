"""Put away means away: on a shared device nothing that the browser keeps opens anything, or tells
whose answers were there.

With a profile as people have it: history, titles, tabs to bring back, forms, files in the cache, a
list of downloads.
"""

import json
import re
import shutil
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from hbself import content
from tests.engines import chromium, firefox
from tests.engines.driven import PATIENCE, Driven
from tests.support.browser import launch_options
from tests.support.places import PICTURES
from tests.support.texts import t

WORDS, NAME, READER, SUPPORTER, MARK = (
    "Salaisuuteni on puinen laiva",
    "Kerttuliina",
    "Virtasenpoika",
    "Leenamaija",
    "Kuutamosilta",
)


# ---- browsers that keep what they keep -----------------------------------------------------------


@contextmanager
def with_chromium(profile: Path, restore: bool = False) -> Iterator:
    """The whole Chromium: the one for tests keeps no history."""
    place = shutil.which("chromium")
    assert place, "no chromium: the small one of the other tests keeps no history"
    with sync_playwright() as tool:
        args = launch_options(tool)["args"]
        if restore:
            bring_tabs_back([place, *args], profile)
        context = tool.chromium.launch_persistent_context(profile, executable_path=place, args=args)
        yield lambda *given: chromium.Chromium(context, *given)
        context.close()


def bring_tabs_back(command: list[str], profile: Path) -> None:
    """Chromium begins with the tabs of last time, and is closed when one has come. Nobody drives
    it: Playwright takes its own empty tab for the first one, and where a tab of last time comes
    before it, waits for ever.
    """
    more = [
        "--headless",
        "--restore-last-session",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
    ]
    running = subprocess.Popen([*command, *more], stderr=subprocess.PIPE, text=True)
    try:
        port = next(
            found[1]
            for line in running.stderr
            if (found := re.search(r"listening on ws://127.0.0.1:(\d+)", line))
        )
        end, titles = time.monotonic() + PATIENCE, []
        while not any(
            title.startswith(t("fi", "You have closed your answers")) for title in titles
        ):
            assert time.monotonic() < end, f"the tab of last time does not come back, only {titles}"
            time.sleep(0.1)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as tabs:
                titles = [tab["title"] for tab in json.load(tabs)]
    finally:
        running.terminate()
        running.communicate(timeout=PATIENCE)


@contextmanager
def with_firefox(profile: Path, restore: bool = False) -> Iterator:
    """Firefox without the settings that make it easier to drive: it keeps what
    it keeps for people.
    """
    profile.mkdir(exist_ok=True)
    settings = firefox.SETTINGS | {
        "remote.prefs.recommended": False,
        "browser.startup.page": 3 if restore else 0,
        "browser.sessionstore.interval": 500,
        "datareporting.policy.dataSubmissionEnabled": False,
        "app.update.enabled": False,
    }
    session = firefox.Session(settings, profile)
    yield lambda *given: firefox.Firefox(session, *given, alone=True)
    session.end()


BROWSERS = {"chromium": with_chromium, "firefox": with_firefox}
HISTORY = {
    "chromium": ("Default/History", "SELECT url, title FROM urls"),
    "firefox": ("places.sqlite", "SELECT url, title FROM moz_places"),
}


def visited(engine: str, profile: Path) -> list[tuple[str, str]]:
    """(address, title) of the browser's history."""
    place, question = HISTORY[engine]
    with closing(sqlite3.connect(profile / place)) as db:
        return [(url, title or "") for url, title in db.execute(question) if "127.0.0.1" in url]


def unpacked(block: bytes) -> bytes:
    """What is in a file that Firefox packs in its own way ("mozLz40"): the block format of LZ4."""
    out, at = bytearray(), 12
    while at < len(block):
        token, at = block[at], at + 1
        length, at = _length(block, at, token >> 4)
        out += block[at : at + length]
        at += length
        if at >= len(block):
            break
        back, at = block[at] | block[at + 1] << 8, at + 2
        length, at = _length(block, at, token & 15)
        for _ in range(length + 4):
            out.append(out[-back])
    return bytes(out)


def _length(block: bytes, at: int, length: int) -> tuple[int, int]:
    more = 255 if length == 15 else 0
    while more == 255:
        more, at = block[at], at + 1
        length += more
    return length, at


def traces(profile: Path, secrets: dict[str, re.Pattern]) -> set[str]:
    """What of the secrets stands in any file of the profile: "name: file"."""
    found = set()
    for path in sorted(p for p in profile.rglob("*") if p.is_file() and not p.is_symlink()):
        body = path.read_bytes()
        body = unpacked(body) if body.startswith(b"mozLz40") else body
        found |= {
            f"{name}: {path.relative_to(profile)}"
            for name, one in secrets.items()
            if one.search(body) or one.search(body.replace(b"\0", b""))
        }
    return found


# ---- what a person does on a shared device -------------------------------------------------------


def type_code(person: Driven, code: str) -> None:
    person.open("open")
    for i in range(4):
        person.fill(t(person.lang, "Group %(number)s", number=i + 1), code[4 * i : 4 * i + 4])


def begin(person: Driven) -> None:
    person.open("who")
    person.pick(t(person.lang, "I answer by myself"))
    person.press(t(person.lang, "Next"))
    person.pick(t(person.lang, "A shared device"))
    person.press(t(person.lang, "Next"))
    person.open("set/now/ln3")
    person.fill(t(person.lang, "In your own words"), WORDS)
    person.press(t(person.lang, "Next"))


def make_links(person: Driven) -> list[str]:
    """A link for a reader and one for a supporter, each looked at; their tokens."""
    lang, found = person.lang, []
    person.open("share/who")
    person.fill(t(lang, "Name of the reader"), READER)
    person.press(t(lang, "Next"))
    person.pick(
        person.evaluate("() => document.querySelector('main .answer').innerText.trim()"), "checkbox"
    )
    person.press(t(lang, "Next"))
    person.pick(t(lang, "1 week"))
    person.press(t(lang, "Next"))
    person.press(t(lang, "Next"))
    found.append(
        person.evaluate(
            "() => document.querySelector('#message').value.match(/[/]s[/]([\\w-]{22})/)[1]"
        )
    )
    person.press(t(lang, "What the reader sees"), "link")
    person.open("helpers")
    person.fill(t(lang, "Name of the person"), SUPPORTER)
    person.press(t(lang, "Make a link"))
    found.append(
        person.evaluate(
            "() => document.querySelector('#link1').value.match(/[/]h[/]([\\w-]{22})/)[1]"
        )
    )
    address = person.evaluate(
        "() => [...document.querySelectorAll('.acts a')].map(a => a.pathname)"
    )
    for one in address:
        person.goto(person.site + one)
    return found


def whole_way(person: Driven) -> tuple[str, list[str]]:
    """Start, answers, people, card, links, files, Put away, the code typed with a slip and right,
    Put away. Gives code and tokens.
    """
    lang = person.lang
    begin(person)
    person.open("people/new")
    friend = content.load(PICTURES)[lang].roles["friend"].label
    person.pick(friend, "checkbox")
    person.fill(f"{t(lang, 'Name')}: {friend}", NAME)
    person.press(t(lang, "Save"))
    person.open("people/person-1")
    person.open("set/now/ln3")
    person.open("key")
    code = person.evaluate("() => document.querySelector('.code').innerText.replace(/\\s/g, '')")
    person.fill(t(lang, "Choose a word for your card"), MARK)
    person.press(t(lang, "Save"))
    tokens = make_links(person)
    person.open("take")
    person.press(t(lang, "Without a name"))
    person.download(t(lang, "A paper to print"))
    person.from_menu(t(lang, "Menu"), t(lang, "Close my answers"))
    assert person.path() == "away"
    begin(person)  # somebody else, who has not seen their card
    type_code(person, code[:-1] + ("A" if code[-1] != "A" else "B"))
    person.next_page(lambda: person.act("button", t(lang, "Open my answers")))
    type_code(person, code)
    person.press(t(lang, "Open my answers"))
    person.press(t(lang, "Open the other answers"))
    person.pick(t(lang, "A shared device"))
    person.press(t(lang, "Next"))
    person.open("proposal/now")
    assert WORDS in person.text()
    person.from_menu(t(lang, "Menu"), t(lang, "Close my answers"))
    assert person.path() == "away"
    return code, tokens


def patterns(code: str, tokens: list[str]) -> dict[str, re.Pattern]:
    """How the secrets can stand in a file; of the code two groups near each other, for four letters
    stand anywhere by chance.
    """
    groups = [code[i : i + 4].encode() for i in range(0, 16, 4)]
    found = {
        "code": re.compile(
            b"|".join(a + b".{0,40}?" + b for a, b in pairwise(groups)),
            re.I | re.S,
        )
    }
    found |= {f"token {i}": re.compile(re.escape(token.encode())) for i, token in enumerate(tokens)}
    return found | {
        text: re.compile(re.escape(text.encode()))
        for text in (WORDS, NAME, READER, SUPPORTER, MARK)
    }


@pytest.mark.parametrize("engine", BROWSERS)
def test_nothing_that_the_browser_keeps_opens_anything_after_put_away(site, tmp_path, engine):
    # In a thread of its own: the other tests' Playwright may hold this one.
    with ThreadPoolExecutor(1) as one:
        one.submit(whole_way_and_back, site, tmp_path, engine).result()


def whole_way_and_back(site, tmp_path: Path, engine: str) -> None:
    """The way with its profile, Put away, all traces, and the tabs that are brought back."""
    profile, files = tmp_path / "profile", tmp_path / "files"
    with BROWSERS[engine](profile) as sit:
        code, tokens = whole_way(sit(site.address, "fi", files))
    secrets = patterns(code, tokens)
    history = visited(engine, profile)
    assert len(history) > 15 and traces(
        profile, {"title": re.compile(t("fi", "My people").encode())}
    ), "what it has kept is seen"
    assert traces(profile, secrets) == set()
    assert [
        file.name
        for file in files.iterdir()
        if any(one.search(file.name.encode()) for one in secrets.values())
    ] == []
    with BROWSERS[engine](profile, restore=True) as sit:
        person = sit(site.address, "fi", files)
        addresses = {address for address, _ in history} | {
            re.sub("/(shares|helpers)/", f"/{kind}/", a) for a, _ in history for kind in "sh"
        }
        for address in sorted(addresses):
            person.goto(address)
            seen = person.evaluate("() => document.documentElement.outerHTML + document.title")
            told = [name for name, one in secrets.items() if one.search(seen.encode())]
            assert not told, f"{address} shows {told}"
    assert traces(profile, secrets) == set(), "also after its tabs were brought back"
