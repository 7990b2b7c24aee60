"""WebKit, the engine of every browser on iPhones and iPads: WebKitGTK's small browser on a screen
that nobody sees, driven by selenium. It has no window under 447 pixels, and its driver can't print
or force colours.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.proxy import Proxy
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.engines.driven import Driven, NotNow

SCREEN = "1600x1400x24"
NAMED = {
    "Tab": Keys.TAB,
    "Enter": Keys.ENTER,
    "Space": Keys.SPACE,
    "ArrowDown": Keys.ARROW_DOWN,
    "ArrowUp": Keys.ARROW_UP,
}


def browser() -> str:
    """The small browser that comes with the driver, in a folder named after its version. Raises
    FileNotFoundError.
    """
    for found in sorted(Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser")):
        return str(found)
    raise FileNotFoundError("no MiniBrowser: it comes with Debian's package webkit2gtk-driver")


@contextmanager
def engine() -> Iterator[Callable[..., "WebKit"]]:
    """Gives `begin(site, lang, downloads, hands, proxy=…)`: a person's browser, with nothing in it
    from before.
    """
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        number = screen.stdout.readline().strip()
        assert number, "Xvfb does not start"
        yield lambda *given, **more: WebKit(f":{number}", *given, **more)
    finally:
        screen.terminate()
        screen.wait(60)


class WebKit(Driven):
    """proxy: "127.0.0.1:8000" through which all goes."""

    name = "webkit"
    narrowest = 447
    prints = forces = False

    def __init__(self, screen: str, *given, proxy: str = ""):
        super().__init__(*given)
        self._own = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        folder = Path(self._own.name)
        # Where it puts what is downloaded
        (folder / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{self.downloads}"\n')
        places = {f"XDG_{kind}_HOME": str(folder) for kind in ("CONFIG", "DATA", "CACHE")}
        options = Options()
        options.binary_location = browser()
        options.add_argument("--automation")
        if proxy:
            options.proxy = Proxy({"proxyType": "manual", "httpProxy": proxy})
        # Without its compiler: with it WebKitGTK 2.50.6 ended its page's process while it collected
        # garbage ("WebProcess CRASHED"), in half of the tries with four browsers at once and in
        # none of eight without it (seen 2026-11-29).
        plain = {"DISPLAY": screen, "JSC_useJIT": "0"}
        service = Service(shutil.which("WebKitWebDriver"), env={**os.environ, **places, **plain})
        self._driver = WebKitGTK(options=options, service=service)
        self._tabs = [self._driver.current_window_handle]
        self.size(1280, 720)

    def run(self, function: str) -> str:
        try:
            return self._driver.execute_script(f"return ({function})()")
        except WebDriverException as fault:
            raise NotNow(str(fault)) from fault

    def goto(self, address: str) -> None:
        try:
            self._driver.get(address)
        # Its driver fails, without a word why, where the page before has only just come
        except WebDriverException:
            time.sleep(1)
            self._driver.get(address)

    def click_at(self, x: float, y: float, times: int = 1) -> None:
        act = ActionBuilder(self._driver)
        act.pointer_action.move_to_location(int(x), int(y))
        for _ in range(times):
            act.pointer_action.click()
        act.perform()

    def keys(self, text: str) -> None:
        act = ActionBuilder(self._driver)
        act.key_action.send_keys(NAMED.get(text, text))
        act.perform()

    def go_back(self) -> None:
        self._driver.back()

    def go_again(self) -> None:
        self._driver.refresh()

    def new_tab(self) -> None:
        """A window beside the first: in a tab that is not in front, its driver's pointer does
        nothing.
        """
        self._driver.switch_to.new_window("window")
        self._tabs.append(self._driver.current_window_handle)
        self.size(1280, 720)

    def to_tab(self, number: int) -> None:
        self._driver.switch_to.window(self._tabs[number])

    def size(self, width: int, height: int) -> None:
        """The window is higher than its inside by the bar with the address."""
        self._driver.set_window_rect(0, 0, width, height + 38)
        self.until(
            lambda: self.evaluate("() => innerWidth") == width, f"a window of {width} pixels"
        )
        self.evaluate(
            "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
        )

    def give(self, file: Path) -> None:
        self._driver.execute_script("return window.target").send_keys(str(file))

    def shot(self) -> bytes:
        return self._driver.get_screenshot_as_png()

    def set_cookie(self, name: str, value: str) -> None:
        self._driver.get(f"{self.site}/robots.txt")  # a cookie needs a page of its site
        self._driver.add_cookie({"name": name, "value": value, "path": "/"})

    def close(self) -> None:
        self._driver.quit()
        self._own.cleanup()
