"""What the pages weigh: files, scripts, and what a browser loads."""

import re
import statistics
import urllib.request

from tests.figures.load import drive, request
from tests.figures.persons import QUESTION, heads
from tests.support.places import ROOT

# ---- size ----------------------------------------------------------------------------------------


def in_chromium(port: int, cookie: str) -> tuple[int, int, list[int]]:
    """Bytes that travel, headers too: (for the start page in an empty browser, for the first
    question page in another, for each page after an answer).

    The person goes through a set by pressing Next; a following page counts with the answer that was
    sent before it.
    """
    from playwright.sync_api import sync_playwright

    from tests.support.browser import launch_options

    with sync_playwright() as tool, tool.chromium.launch(**launch_options(tool)) as browser:
        sizes = [0]
        _tab(browser, sizes).goto(f"http://127.0.0.1:{port}/fi/", wait_until="networkidle")
        sizes.append(0)
        tab = _tab(browser, sizes)
        tab.context.add_cookies(
            [{"name": "key", "value": cookie, "url": f"http://127.0.0.1:{port}"}]
        )
        tab.goto(f"http://127.0.0.1:{port}{QUESTION}", wait_until="networkidle")
        while "/said" not in tab.url:
            sizes.append(0)
            nexts = tab.locator("main .moves .next")
            with tab.expect_navigation(wait_until="networkidle"):
                nexts.click()
        return sizes[0], sizes[1], sizes[2:]


def _tab(browser, sizes: list[int]):
    """A page of an empty browser; what travels for it is added to the last of the sizes."""
    context = browser.new_context(
        extra_http_headers={"X-Forwarded-For": "10.0.9.9"}, locale="fi-FI"
    )
    tab = context.new_page()
    listen = context.new_cdp_session(tab)
    listen.send("Network.enable")
    listen.on(
        "Network.loadingFinished",
        lambda e: sizes.append(sizes.pop() + int(e["encodedDataLength"])),
    )
    listen.on(
        "Network.requestWillBeSent",
        lambda e: sizes.append(
            sizes.pop() + int(e.get("redirectResponse", {}).get("encodedDataLength", 0))
        ),
    )
    return tab


def heaviest(port: int, headers: dict[str, str], paths: list[str]) -> tuple[int, str]:
    """Of all question pages, the one that is heaviest for an empty browser: (bytes, its path)."""
    sizes: dict[str, int] = {}

    def size(address: str) -> int:
        if address not in sizes:
            sizes[address] = drive(port, [[request("GET", address, headers)]])[0].size
        return sizes[address]

    def whole(path: str) -> int:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}",
            headers={k: v for k, v in headers.items() if k != "Accept-Encoding"},
        )
        with urllib.request.urlopen(asked) as answer:
            # Stands in something closed
            html = re.sub('<img [^>]*loading="lazy"[^>]*>', "", answer.read().decode())
        return size(path) + sum(map(size, set(re.findall(r'(?:src|href)="(/static/[^"]+)"', html))))

    return max((whole(path), path) for path in paths)


def proposal_pages(port: int, headers: dict[str, str]) -> dict[str, int]:
    """What travels of the list of the proposal and of all its pages, by "Next part": bytes by
    path.
    """
    plain = {name: value for name, value in headers.items() if name != "Accept-Encoding"}
    sizes: dict[str, int] = {}
    path = "/fi/proposal"
    while path and path not in sizes:
        sizes[path] = drive(port, [[request("GET", path, headers)]])[0].size
        asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=plain)
        with urllib.request.urlopen(asked) as answer:
            on = re.search(
                r'class="button next" href="(/fi/proposal/[^"]+)"', answer.read().decode()
            )
        path = on[1] if on else ""
    return sizes


def scripts(port: int, headers: dict[str, str]) -> int:
    """Bytes of all scripts as they travel, headers too."""
    found = sorted((ROOT / "static" / "js").glob("*.js"))
    return sum(
        drive(port, [[request("GET", f"/static/js/{one.name}", headers)]])[0].size for one in found
    )


# ---- what is measured: each gives rows (what, reach, measured, met) ------------------------------


def weights(port: int, key: str, paths: list[str]):
    """What travels for pages in a browser with an empty cache, headers too; and the heaviest of all
    question pages.
    """
    start, first, following = in_chromium(port, key.removeprefix("key="))
    most, where = heaviest(port, heads(key, 30), paths)
    yield "start page, all that travels", "≤ 20 kB", f"{start / 1000:.1f} kB", start <= 20_000
    yield (
        "first question page, all that travels",
        "≤ 45 kB",
        f"{first / 1000:.1f} kB (the heaviest of all: {most / 1000:.1f} kB, {where})",
        max(first, most) <= 45_000,
    )
    yield (
        "following pages, with the answer sent",
        "≤ 9 kB",
        (
            f"{max(following) / 1000:.1f} kB at most, {statistics.median(following) / 1000:.1f} kB"
            f" in the middle, of {len(following)}"
        ),
        max(following) <= 9_000,
    )
    sizes = proposal_pages(port, heads(key, 30))
    most = max(sizes, key=sizes.__getitem__)
    yield (
        "heaviest page of a full proposal",
        "≤ 9 kB",
        f"{sizes[most] / 1000:.1f} kB, {most}, of {len(sizes)}",
        sizes[most] <= 9_000,
    )
    size = scripts(port, heads(key, 30))
    yield "scripts, all together", "≤ 12 kB", f"{size / 1000:.1f} kB", size <= 12_000
