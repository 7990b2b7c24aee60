"""The real browser: who comes with it, and the states that a page can be in."""

import functools
import itertools

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from hbself.keeping import boxes, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.life.life import Life
from hbself.web import paths
from tests.support.acts import CROSSING
from tests.support.browser import go, launch_options, watch
from tests.support.listening import VOICES
from tests.support.serving import Site
from tests.support.states import STATES, cookie_of

visitors = itertools.count(1)


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as tool:
        yield tool


@pytest.fixture(scope="session")
def browser(playwright) -> Browser:
    running = playwright.chromium.launch(**launch_options(playwright))
    yield running
    running.close()


@pytest.fixture(scope="session")
def windows() -> dict:
    """Windows that stay open from test to test, by their options: (page, what goes wrong in it)."""
    return {}


def _as_new(page: Page, viewport: dict | None) -> None:
    """A window that another test has left, without what that test has done to it."""
    page.unroute_all()
    page.emulate_media(media="null")  # not on paper any more
    page.mouse.move(0, 0)
    page.set_viewport_size(viewport or {"width": 1280, "height": 720})
    page.context.clear_cookies()


@pytest.fixture
def come(site, browser, windows):
    """`come("sv", key, reading="big.200.dark")`: somebody opens their browser. Gives a page that is
    not on the site yet, or not on this one.

    `key`: the cookie of a record; `at`: another site than the shared one; `others`: addresses that
    the test itself answers; `falls`: the test itself stops the site; `again`: a window that another
    test has left will do, without its cookies (it is there in a tenth of the time, for tests that
    look at one page); `more`: options of the browser's context.
    """
    opened, faults = [], []

    def begin(
        lang: str = "fi",
        key: str = "",
        reading: str = "",
        at: Site = site,
        others: tuple[str, ...] = (),
        again: bool = False,
        falls: bool = False,
        **more,
    ) -> Page:
        window = repr((lang, at.address, others, sorted(more.items())))
        if again and window in windows:
            page, found = windows[window]
            _as_new(page, more.get("viewport"))
            found.clear()
        else:
            context = browser.new_context(**{"locale": lang, "base_url": at.address} | more)
            page, found = context.new_page(), watch(context, (at.address, *others), falls)
            if again:
                windows[window] = page, found
            else:
                opened.append(context)
        # An address of its own for each: the rates that the site allows count by address.
        own = {"X-Forwarded-For": f"2001:db8::{next(visitors):x}"}
        page.context.set_extra_http_headers(own | more.get("extra_http_headers", {}))
        given = {"key": key, "reading": reading}
        page.context.add_cookies(
            [{"name": n, "value": v, "url": at.address} for n, v in given.items() if v]
        )
        faults.append(found)
        return page

    yield begin
    for context in opened:
        context.close()
    all_faults = [fault for found in faults for fault in found]
    assert not all_faults, all_faults


@pytest.fixture(scope="session")
def key_of(site, everything, contents):
    """`key_of("full")`: the cookie of one of the people above, as they were at first: what a test
    before has kept in their record, or left on a page as a draft, is gone.
    """
    store = SqliteStore(site.database)
    kinds = [boxes.RECORD, *(kind.name for kind in boxes.BESIDE)]

    @functools.cache
    def made(name: str):
        cookie = cookie_of(site, name, everything, contents)
        key = vault.from_cookie(cookie)
        return cookie, key, {kind: key and store.get(key.id, kind) for kind in kinds}

    def give(name: str) -> str:
        if not name:
            return ""
        cookie, key, first = made(name)
        for kind, box in first.items() if key else ():
            if store.get(key.id, kind) != box:
                store.delete(key.id, kind)
                if box:
                    store.put(key.id, kind, box.box, box.expires, 0)
        return cookie

    return give


@pytest.fixture(scope="session")
def heard() -> list[Page]:
    """Windows with a voice that stands in for the device's."""
    return []


@pytest.fixture
def show(come, key_of, site, contents, everything, heard):
    """`show("one-error", "sv")`: a page in this state. alone: of a person whom no other test knows:
    what is picked on a page waits there as a draft. voices: the device has these, and the window
    is another than that of tests without. `more`: as for `come`.
    """

    def begin(name: str, lang: str, alone: bool = False, voices: str = "", **more) -> Page:
        state = STATES[name]
        key = cookie_of(site, state.who, everything, contents) if alone and state.who else ""
        if voices:
            more["service_workers"] = "block"  # the site has none
        page = come(lang, key or key_of(state.who), others=(CROSSING,), again=True, **more)
        if voices and page not in heard:
            page.add_init_script(VOICES % voices)
            heard.append(page)
        path = state.path
        if path.endswith("*"):
            _, set_id, question_id, _ = path.split("/")
            words = contents["fi"]
            life = Life(words, everything)
            sets = (words.sets[set_id], *life.way.goal_sets.values())
            path = next(
                paths.of_step(s)
                for one in sets
                for s in life.steps(one)
                if (s.set_id, s.question.id) == (set_id, question_id)
            )
        go(page, lang, path, state.status)
        if state.act:
            state.act(page, lang)
        return page

    return begin


@pytest.fixture
def hear(come, key_of):
    """`hear("fi", OWN, "set/rights/ri1")`: a page on a device with these voices."""

    def begin(
        lang: str, voices: str, path: str = "set/rights/ri1", reading: str = "", who: str = "fresh"
    ):
        page = come(lang, key_of(who), reading=reading)
        page.add_init_script(VOICES % voices.format(lang))
        go(page, lang, path)
        return page

    return begin
