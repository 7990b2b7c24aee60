"""A browser that is driven as a person drives it, the same way whichever engine is inside.

`Driven` has all that a person does; a driver (webkit.py, firefox.py, chromium.py) gives it ten
short methods. Things are found by their role and the words that stand on them, and pressed where
they stand on the screen, or reached by Tab: what is covered, hidden or outside the window can't be
pressed. Waiting is for what should come, never for a time.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.engines.scripts import FIND, FOCUS, GROUP, PLACE

LANGUAGES = ("fi", "sv", "en")
PATIENCE = 30  # seconds until something that should come is missing
STOPS = 150  # more stops of Tab than any page has


class NotNow(Exception):
    """The page can't answer just now: another one takes its place."""


class Place(NamedTuple):
    """Where something stands in the window, in CSS pixels, and what it is: kind "radio", "A", …;
    on: is it ticked?
    """

    x: float
    y: float
    kind: str
    on: bool


class Driven:
    """One person's browser: open(), press(), pick(), fill(), text(), back(), reload(), new_tab(),
    size(), download(), shot().

    site: "http://127.0.0.1:41234"; lang: the language of the pages; downloads: the folder in which
    files arrive; hands: "pointer" or "keyboard". What should come and does not raises
    AssertionError, with the page's address.
    """

    name = ""
    narrowest = 320  # CSS pixels: the narrowest window of this engine here
    prints = True
    forces = True  # does it have forced colours here?
    tab = "Tab"  # the key that goes on to the next thing

    def __init__(self, site: str, lang: str, downloads: Path, hands: str = "pointer"):
        self.site, self.lang, self.downloads, self.hands = site, lang, downloads, hands
        downloads.mkdir(parents=True, exist_ok=True)

    # ---- what a driver gives

    def run(self, function: str) -> str:
        """What an async function of JavaScript without parameters gives, a text. Raises NotNow
        while pages change.
        """
        raise NotImplementedError

    def goto(self, address: str) -> None:
        """Type an address and press Enter. Ends when the page is there."""
        raise NotImplementedError

    def click_at(self, x: float, y: float, times: int = 1) -> None:
        """The pointer goes there, and its button is pressed and let go `times` times."""
        raise NotImplementedError

    def keys(self, text: str) -> None:
        """Type a text, or press a key that has a name: "Tab", "Enter", "Space", "ArrowDown",
        "ArrowUp".
        """
        raise NotImplementedError

    def go_back(self) -> None:
        """The browser's own Back."""
        raise NotImplementedError

    def go_again(self) -> None:
        """The browser's own Reload."""
        raise NotImplementedError

    def new_tab(self) -> None:
        """Open a tab beside those that are open, and go on in it."""
        raise NotImplementedError

    def to_tab(self, number: int) -> None:
        """Go on in another tab: 0 is the first."""
        raise NotImplementedError

    def size(self, width: int, height: int) -> None:
        """Make the window's inside so large, in CSS pixels."""
        raise NotImplementedError

    def give(self, file: Path) -> None:
        """Choose a file for the field that was found last."""
        raise NotImplementedError

    def shot(self) -> bytes:
        """A PNG of the window."""
        raise NotImplementedError

    def printed(self) -> bytes:
        """A PDF of the page as it is printed. Only where `prints`."""
        raise NotImplementedError

    def set_cookie(self, name: str, value: str) -> None:
        """Put a cookie of the site into this browser."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the browser."""
        raise NotImplementedError

    # ---- what stands on the page

    def evaluate(self, function: str, given=None):
        """What a function of JavaScript gives for `given`; both travel as JSON. An expression will
        do as well.
        """
        return json.loads(
            self.run(
                f"async () => {{ const found = ({function}), given = {json.dumps(given)}; return"
                " JSON.stringify((await (typeof found === 'function' ? found(given) : found)) ??"
                " null) }"
            )
        )

    def text(self) -> str:
        """The words that are seen on the page itself."""
        return self.evaluate("() => document.querySelector('main').innerText")

    def title(self) -> str:
        """The page's main heading."""
        return self.evaluate(
            "() => document.querySelector('h1').innerText.replace(/\\s+/g, ' ').trim()"
        )

    def path(self) -> str:
        """Where the page is, without language, query and fragment: "set/rights/ri1"."""
        here = self.evaluate("() => location.pathname").lstrip("/")
        return here.partition("/")[2] if here.partition("/")[0] in LANGUAGES else here

    def until(self, there: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if there():
                    return
            except NotNow:
                pass
            time.sleep(0.02)
        raise AssertionError(f"{self.name}: {what} does not come; at {self._where()}")

    def _where(self) -> str:
        try:
            return self.evaluate(
                "() => `${location.pathname} (${document.activeElement.outerHTML.slice(0, 100)})`"
            )
        except NotNow as fault:
            return f"a page that does not answer ({str(fault).splitlines()[0]})"

    def next_page(self, act: Callable[[], None]) -> None:
        """Do something, and wait for the page that it leads to: one without a mark. A page that
        Back brings as it was left has the mark still, and is read anew by its own script in a
        moment.
        """
        self.evaluate("() => { window.left = true }")
        act()
        self.until(
            lambda: self.evaluate("() => !window.left && document.readyState === 'complete'"),
            "the next page",
        )

    def has(self, role: str, words: str) -> bool:
        """Is something with this role and these words to be seen, once?"""
        return (
            self.evaluate(FIND, {"role": role, "words": words, "last": False, "show": False})[
                "count"
            ]
            == 1
        )

    def find(self, role: str, words: str, last: bool = False) -> Place:
        """What a person sees and can press: exactly one, or `last` of many. It stays the target of
        what follows.
        """
        found = self.evaluate(
            FIND, {"role": role, "words": words, "last": last, "show": self.hands == "pointer"}
        )
        assert found["count"] == 1, (
            f"{self.name}: {found['count']} × {role} {words!r} at {self._where()}; there are"
            f" {found['names']}"
        )
        assert found["free"], f"{self.name}: {role} {words!r} is covered at {self._where()}"
        return Place(*found["place"])

    def point_at(self, role: str, words: str, last: bool = False) -> Place:
        """As `find`, once it stays where it is: after typing a browser scrolls back to the field a
        moment later.
        """
        for _ in range(STOPS):
            try:
                place = self.find(role, words, last)
            except NotNow:  # one page takes the place of another
                time.sleep(0.1)
                continue
            if self.hands == "keyboard":
                return place
            time.sleep(0.1)
            if self.evaluate(PLACE) == [place.x, place.y]:
                return place
        raise AssertionError(
            f"{self.name}: {role} {words!r} does not stand still at {self._where()}"
        )

    # ---- what a person does

    def open(self, path: str = "") -> None:
        """Open a page of the site by its address without the language."""
        self.goto(f"{self.site}/{self.lang}/{path}")

    def reach(self) -> None:
        """Go by Tab to the target; the focus must be seen at each stop."""
        for _ in range(STOPS):
            focus = self.evaluate(FOCUS)
            if not focus["seen"]:  # engines scroll there a moment later
                self.until(lambda: self.evaluate(FOCUS)["seen"], "a focus that is seen")
            if focus["there"]:
                return
            self.keys(self.tab)
        raise AssertionError(f"{self.name}: no way by Tab at {self._where()}")

    def act(self, role: str, words: str, last: bool = False) -> None:
        """Press something, with no new page: it opens on the page, or a file comes."""
        place = self.point_at(role, words, last)
        if self.hands == "keyboard":
            self.reach()
            self.keys("Enter")
        else:
            self.click_at(place.x, place.y)

    def press(self, words: str, role: str = "button", last: bool = False) -> None:
        """Press something, and wait for the next page; it must not say that anything is missing."""
        self.next_page(lambda: self.act(role, words, last))
        fault = self.evaluate("() => document.querySelector('[role=alert]')?.innerText ?? ''")
        assert not fault, f"{self.name}: {fault!r} at {self._where()}"

    def from_menu(self, menu: str, words: str, role: str = "button") -> None:
        """Open the menu of the head by its words, and press something in it."""
        self.act("button", menu)
        self.press(words, role)

    def pick(self, words: str, role: str = "radio") -> None:
        """Tick a pictured answer."""
        place = self.point_at(role, words)
        if not place.on:
            if self.hands == "keyboard":
                self._pick_by_key(role)
            else:
                self.click_at(place.x, place.y)
        self.until(lambda: self.evaluate("() => window.target.checked"), f"a tick at {words!r}")

    def _pick_by_key(self, role: str) -> None:
        """Tab goes to the ticked one of a group of round boxes, else to its first; arrows go on
        within the group.
        """
        steps = self.evaluate(GROUP) if role == "radio" else 0
        self.reach()
        for _ in range(abs(steps)):
            self.keys("ArrowDown" if steps > 0 else "ArrowUp")
        self.evaluate(
            "() => { window.target = window.wanted ?? window.target; window.wanted = null }"
        )
        if not self.evaluate("() => window.target.checked"):
            self.keys("Space")

    def fill(self, words: str, text: str) -> None:
        """Write a text into a field, in the place of what stands there."""
        place = self.point_at("textbox", words, last=True)
        if self.hands == "keyboard":
            self.reach()
        else:
            self.click_at(place.x, place.y)
        self.evaluate("() => window.target.select()")
        self.keys(text)
        self.until(
            lambda: self.evaluate("() => window.target.value") == text,
            f"{text!r} in the field {words!r}",
        )

    def value(self, words: str) -> str:
        """What stands in a field."""
        self.find("textbox", words, last=True)
        return self.evaluate("() => window.target.value")

    def picked(self) -> list[str]:
        """The answers that are ticked on the page, by the words on their cards."""
        return self.evaluate(
            "() => [...document.querySelectorAll('main input:checked')].map(e =>"
            " e.labels[0].innerText.trim())"
        )

    def back(self) -> None:
        """The browser's own Back, and wait for the page."""
        self.next_page(self.go_back)

    def reload(self) -> None:
        """The browser's own Reload, and wait for the page."""
        self.next_page(self.go_again)

    def upload(self, words: str, file: Path) -> None:
        """Choose a file for a field."""
        self.find("file", words)
        self.give(file)

    def download(self, words: str) -> Path:
        """Press a link that gives a file, and wait for the whole file."""
        before = set(self.downloads.iterdir())
        self.act("link", words)
        self.until(lambda: self._arrived(before) is not None, f"the file {words!r}")
        return self._arrived(before)

    def _arrived(self, before: set[Path]) -> Path | None:
        """The file that is new, once nothing is on its way any more."""
        new = [one for one in self.downloads.iterdir() if one not in before]
        try:
            whole = [
                one
                for one in new
                if one.suffix not in (".part", ".wkdownload", ".crdownload") and one.stat().st_size
            ]
        except FileNotFoundError:  # it has just got its own name
            return None
        return whole[0] if len(whole) == len(new) == 1 else None
