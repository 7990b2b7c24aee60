"""The real site and a real browser: what the browser tests share.

The site is `hbself run` (Granian) with a database of its own, the browser is Chromium. Tests act as
people do: by role and name, in the page's language. `come` watches each page: what asks another
address, breaks a policy or fails in a script is a fault.
"""

import contextlib
import functools
import itertools
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po
from persons import started
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

from hbself import settings
from hbself.build import compile_translations
from hbself.keeping import records, vault
from hbself.keeping.store import Store
from hbself.model.record import Record
from hbself.model.said import Said
from hbself.model.words import LANGUAGES

TRIES = 150  # looks at a starting server, 0.2 s apart
TEXTS = settings.folder("translations")
visitors = itertools.count(1)


class Site(NamedTuple):
    """A running site. `address`: "http://127.0.0.1:41234"."""

    address: str
    database: Path
    process: subprocess.Popen


# ---- words ---------------------------------------------------------------------------------------


@functools.cache
def _catalogue(lang: str):
    with (TEXTS / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=lang)


def t(lang: str, text: str, plural: str = "", num: int = 1, **values) -> str:
    """A text of the pages in a language, as the catalogue has it; `plural` and `num` where it
    counts. English is the text itself.
    """
    found = text if num == 1 or not plural else plural
    if lang != "en":
        said = _catalogue(lang).get(text)
        said = said.string if said else ""
        found = (said[num != 1] if isinstance(said, tuple) else said) or found
    return found % {"num": num, **values} if plural or values else found


# ---- the site ------------------------------------------------------------------------------------


def free_port() -> int:
    """A port of 127.0.0.1 on which nothing listens. Below those that systems give to who connects
    (Linux: from 32768): such a one can be another's before the site takes it, or while it is
    started again.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as found, contextlib.suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


def serve(database: Path, port: int = 0, before=None, workers: int = 1, **more: str) -> Site:
    """Start the site on a port (0: a free one) and wait until it answers. `before`: runs in the new
    process first; `more`: settings.
    """
    port = port or free_port()
    config = {
        "HBSELF_DATABASE": str(database),
        "HBSELF_ORGANISATION": "Esimerkki",
        "HBSELF_CONTACT": "palaute@example.org",
        "HBSELF_PROXIES": "1",
    }
    clean = {k: v for k, v in os.environ.items() if not k.startswith("HBSELF_")}
    log = database.with_suffix(".log").open("ab")
    command = [
        sys.executable,
        "-m",
        "hbself.cli",
        "run",
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    process = subprocess.Popen(
        command,
        env=clean | config | more,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=before,
    )
    site = Site(f"http://127.0.0.1:{port}", database, process)
    for _ in range(TRIES):
        try:
            urllib.request.urlopen(f"{site.address}/en/", timeout=5).close()
            return site
        except OSError:
            if process.poll() is not None:
                break
            try:
                process.wait(0.2)
            except subprocess.TimeoutExpired:
                pass
    end(site, signal.SIGKILL)
    raise RuntimeError(
        f"the site does not start: {database.with_suffix('.log').read_text()[-2000:]}"
    )


def end(site: Site, how: int = signal.SIGTERM) -> None:
    """End the site's processes and wait for them. SIGKILL: as when the power goes."""
    try:
        os.killpg(site.process.pid, how)
    except ProcessLookupError:
        pass
    site.process.wait(60)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site that most browser tests share. Each person in it has a record of their own."""
    texts = [*TEXTS.glob("*/LC_MESSAGES/messages.po")]
    if any(
        not (mo := po.with_suffix(".mo")).exists() or mo.stat().st_mtime < po.stat().st_mtime
        for po in texts
    ):
        compile_translations(TEXTS)
    running = serve(tmp_path_factory.mktemp("site") / "answers.db")
    yield running
    end(running)


def secret_of(site: Site) -> bytes:
    """The secret with which this site seals cookies."""
    return settings.read_secret(settings.Config(site.database))


def hand_in(site: Site, first: Record | Said) -> str:
    """Keep what somebody said; the value of their cookie."""
    return vault.to_cookie(started(Store(site.database), first, date.today()), secret_of(site))


def kept(site: Site, context: BrowserContext) -> Record:
    """What the site has kept for the person with this browser, opened with their cookie."""
    (cookie,) = [c for c in context.cookies() if c["name"] == "key"]
    return records.read(Store(site.database), vault.from_cookie(cookie["value"]), date.today(), 12)[
        0
    ]


# ---- the browser ---------------------------------------------------------------------------------


def launch_options(playwright: Playwright) -> dict:
    """How Chromium is started: no sandbox for root only, no talk of its own on the network.

    Its place: CHROMIUM, else the system's (without windows first: it is quicker), else playwright's
    own. Raises FileNotFoundError: a run without a browser fails.
    """
    place = (
        os.environ.get("CHROMIUM")
        or shutil.which("chromium-headless-shell")
        or shutil.which("chromium")
        or playwright.chromium.executable_path
    )
    if not Path(place).is_file():
        raise FileNotFoundError(
            f"no Chromium at {place}: set CHROMIUM, install Debian's chromium, or run `playwright"
            " install chromium`"
        )
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {
        "executable_path": place,
        "args": ["--disable-background-networking", *(["--no-sandbox"] if root else [])],
    }


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as tool:
        yield tool


@pytest.fixture(scope="session")
def browser(playwright) -> Browser:
    running = playwright.chromium.launch(**launch_options(playwright))
    yield running
    running.close()


def watch(context: BrowserContext, allowed: tuple[str, ...], falls: bool = False) -> list[str]:
    """A list that fills with what goes wrong in a browser: requests to other addresses, errors of
    scripts and policies.

    falls: the test itself stops the site; what the browser asks for meanwhile (its own request for
    the page's icon comes at any time) is refused, and that is right. Reviewed 2026-11-22.
    """
    faults: list[str] = []
    asked = lambda r: (
        None if r.url.startswith((*allowed, "data:")) else faults.append(f"asks {r.url}")
    )  # noqa: E731
    context.on("request", asked)
    context.on(
        "response",
        lambda r: (
            faults.append(f"{r.status} {r.url}")
            if r.status >= 400 and r.request.resource_type != "document"
            else None
        ),
    )
    context.on("weberror", lambda e: faults.append(f"script: {e.error}"))
    known = ("Failed to load resource: the server responded",) + (
        ("Failed to load resource: net::ERR_CONNECTION_",) if falls else ()
    )
    # The browser writes an error for each page of status 400 and over; what such a page loads is
    # seen in "response".
    context.on(
        "console",
        lambda m: (
            faults.append(f"console: {m.text} {m.location.get('url', '')}")
            if m.type in ("error", "warning") and not m.text.startswith(known)
            else None
        ),
    )
    return faults


@pytest.fixture(scope="session")
def windows() -> dict:
    """Windows that stay open from test to test, by their options: (page, what goes wrong in it)."""
    return {}


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

    def new(
        lang: str, at: Site, others: tuple[str, ...], more: dict, falls: bool
    ) -> tuple[Page, list[str]]:
        context = browser.new_context(**{"locale": lang, "base_url": at.address} | more)
        return context.new_page(), watch(context, (at.address, *others), falls)

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
            page.unroute_all()
            page.mouse.move(0, 0)
            page.set_viewport_size(more.get("viewport") or {"width": 1280, "height": 720})
            page.context.clear_cookies()
            found.clear()
        else:
            page, found = new(lang, at, others, more, falls)
            if again:
                windows[window] = page, found
            else:
                opened.append(page.context)
        # An address of its own for each: the rates that the site allows count by address.
        page.context.set_extra_http_headers(
            {"X-Forwarded-For": f"2001:db8::{next(visitors):x}"}
            | more.get("extra_http_headers", {})
        )
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


def go(page: Page, lang: str, path: str = "", status: int = 200) -> None:
    """Open a page of the site by its address without the language."""
    response = page.goto(f"/{lang}/{path}")
    assert response.status == status, f"{path}: {response.status}"


def press(page: Page, name: str, role: str = "button") -> None:
    """Press the one button (or link) of this whole name on the page itself, as seen, and wait until
    the page that comes is whole: Playwright's click waits only until its first bytes are there.
    """
    page.get_by_role("main").get_by_role(role, name=name, exact=True).click()
    page.wait_for_load_state()


def back(page: Page) -> None:
    """The browser's Back, and wait for the page. By the page's own history: Playwright's `go_back`
    asks the browser for it, and is refused when it asks in the moment in which a page takes the
    place of another ("Not attached to an active page").
    """
    page.wait_for_load_state()
    # The page may be gone before it answers
    with page.expect_navigation(), contextlib.suppress(Error):
        page.evaluate("history.back()")


def path_of(page: Page) -> str:
    """Where the page is, without language, query and fragment: "set/rights/ri1"."""
    rest = page.url.split("/", 3)[3].partition("#")[0].partition("?")[0]
    return rest.removeprefix(rest[:3]) if rest[:3].rstrip("/") in LANGUAGES else rest
