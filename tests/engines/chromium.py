"""Chromium, driven by Playwright as in the other tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.engines.driven import Driven, NotNow
from tests.support.browser import launch_options


@contextmanager
def engine() -> Iterator[Callable[..., "Chromium"]]:
    """Gives `begin(site, lang, downloads, hands, proxy=…, forced=…)`: a person's browser, with
    nothing in it from before.
    """
    with sync_playwright() as tool:
        browser = tool.chromium.launch(**launch_options(tool))
        yield lambda *given, **more: Chromium(browser, *given, **more)
        browser.close()


class Chromium(Driven):
    """proxy: "127.0.0.1:8000" through which all goes; forced: forced colours, as people with low
    vision set them.
    """

    name = "chromium"

    def __init__(self, browser, *given, proxy: str = "", forced: bool = False):
        super().__init__(*given)
        more = {"proxy": {"server": proxy, "bypass": "<-loopback>"}} if proxy else {}
        # A browser with a profile that stays is a context already.
        self._context = (
            browser.new_context(no_viewport=False, **more)
            if hasattr(browser, "new_context")
            else browser
        )
        self._forced = forced
        self.new_tab()

    def run(self, function: str) -> str:
        try:
            return self._page.evaluate(function)
        except Error as fault:
            if "navigation" in str(fault) or "context was destroyed" in str(fault):
                raise NotNow from fault
            raise

    def goto(self, address: str) -> None:
        self._page.goto(address)

    def click_at(self, x: float, y: float, times: int = 1) -> None:
        self._page.mouse.click(x, y, click_count=times)

    def keys(self, text: str) -> None:
        if text in ("Tab", "Enter", "Space", "ArrowDown", "ArrowUp"):
            self._page.keyboard.press(text)
        else:
            self._page.keyboard.type(text)

    def go_back(self) -> None:
        self._page.evaluate("setTimeout(() => history.back())")

    def go_again(self) -> None:
        self._page.evaluate("setTimeout(() => location.reload())")

    def new_tab(self) -> None:
        self._page = self._context.new_page()
        self._page.on("download", lambda got: self._got.append(got))
        self._got: list = []
        if self._forced:
            self._page.emulate_media(forced_colors="active")

    def to_tab(self, number: int) -> None:
        self._page = self._context.pages[number]
        self._page.bring_to_front()

    def size(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def give(self, file: Path) -> None:
        self._page.evaluate_handle("window.target").as_element().set_input_files(file)

    def shot(self) -> bytes:
        return self._page.screenshot()

    def printed(self) -> bytes:
        return self._page.pdf(format="A4")

    def set_cookie(self, name: str, value: str) -> None:
        self._context.add_cookies([{"name": name, "value": value, "url": self.site}])

    def close(self) -> None:
        self._context.close()

    def download(self, words: str) -> Path:
        with self._page.expect_download() as found:
            self.act("link", words)
        found.value.save_as(file := self.downloads / found.value.suggested_filename)
        return file
