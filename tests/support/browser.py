"""A real browser: what the browser tests share beside their fixtures.

The site is `hbself run` (Granian) with a database of its own, the browser is Chromium. Tests act as
people do: by role and name, in the page's language. `come` watches each page: what asks another
address, breaks a policy or fails in a script is a fault.
"""

import contextlib
import os
import shutil
from datetime import date
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Locator, Page, Playwright

from hbself.keeping import records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.languages import LANGUAGES
from hbself.model.record import Record
from tests.support.serving import Site


def kept(site: Site, context: BrowserContext) -> Record:
    """What the site has kept for the person with this browser, opened with their cookie."""
    (cookie,) = [c for c in context.cookies() if c["name"] == "key"]
    return records.read(
        SqliteStore(site.database), vault.from_cookie(cookie["value"]), date.today(), 12
    )[0]


def code_of(site: Site, key: str) -> str:
    """The code on the key card of whom this cookie belongs to."""
    window = type("Window", (), {"cookies": lambda self: [{"name": "key", "value": key}]})()
    return kept(site, window).keeping.code


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


def watch(context: BrowserContext, allowed: tuple[str, ...], falls: bool = False) -> list[str]:
    """A list that fills with what goes wrong in a browser: requests to other addresses, errors of
    scripts and policies.

    falls: the test itself stops the site; what the browser asks for meanwhile (its own request for
    the page's icon comes at any time) is refused, and that is right. Reviewed 2026-11-22.
    """
    faults: list[str] = []

    def asked(r):
        return None if r.url.startswith((*allowed, "data:")) else faults.append(f"asks {r.url}")

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


def go(page: Page, lang: str, path: str = "", status: int = 200) -> None:
    """Open a page of the site by its address without the language."""
    response = page.goto(f"/{lang}/{path}")
    assert response.status == status, f"{path}: {response.status}"


def in_menu(page: Page, name: str, role: str = "button") -> Locator:
    """Something in the menu of the head, which is opened."""
    menu = page.locator(".menu")
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()
    return menu.get_by_role(role, name=name, exact=True)


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


def unfold(page: Page) -> None:
    """Open all that is folded on the page itself, as by a press on each: what stands in it can be
    pressed then.
    """
    folded = page.get_by_role("main").locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()
