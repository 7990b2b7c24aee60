"""Firefox ESR, without a window, driven by WebDriver BiDi over its own port: no driver program is
needed.

The protocol: https://w3c.github.io/webdriver-bidi/
"""

import base64
import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import websocket

from tests.engines.driven import PATIENCE, Driven, NotNow

NAMED = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Space": " ",
    "ArrowDown": "\ue015",
    "ArrowUp": "\ue013",
}
# Files are kept and not shown in a tab. Forced colours are a setting of the whole browser.
SETTINGS = {
    "browser.download.open_pdf_attachments_inline": False,
    "browser.download.always_ask_before_handling_new_types": False,
    "browser.helperApps.neverAsk.saveToDisk": "application/pdf",
    "pdfjs.disabled": True,
    # Its list of files would take the focus from the page
    "browser.download.alwaysOpenPanel": False,
}
FORCED = {"browser.display.document_color_use": 2}
GOING = ("no such frame", "no such node", "unknown error")  # what it answers while pages change


class Session:
    """One Firefox and the line to it. settings: what about:config would hold; folder: a profile
    that stays, else one of its own.
    """

    def __init__(self, settings: dict, folder: Path | None = None):
        self._own = None if folder else tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        profile = folder or Path(self._own.name)
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in settings.items()
        ]
        (profile / "user.js").write_text("".join(lines))
        command = [
            "firefox-esr",
            "--headless",
            "--no-remote",
            "--remote-debugging-port",
            "0",
            "--profile",
            str(profile),
        ]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        said = []
        for line in self._process.stderr:
            said.append(line)
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                break
        else:
            raise RuntimeError(f"Firefox does not start: {''.join(said)[-2000:]}")
        self._line = websocket.create_connection(
            f"{found[1]}/session", suppress_origin=True, timeout=PATIENCE * 2
        )
        self._number = 0
        self.call("session.new", capabilities={})

    def call(self, method: str, **given) -> dict:
        """What Firefox answers to a command. Raises NotNow while pages change, else RuntimeError
        with its own words.
        """
        self._number += 1
        self._line.send(json.dumps({"id": self._number, "method": method, "params": given}))
        while (said := json.loads(self._line.recv())).get("id") != self._number:
            pass  # an event
        if said["type"] == "error":
            raise (NotNow if said["error"] in GOING else RuntimeError)(
                f"{method}: {said['error']}: {said['message']}"
            )
        return said["result"]

    def end(self) -> None:
        """Close Firefox as a person does, and forget a profile of its own."""
        self.call("browser.close")
        self._line.close()
        self._process.communicate(timeout=PATIENCE)
        if self._own:
            self._own.cleanup()


@contextmanager
def engine() -> Iterator[Callable[..., "Firefox"]]:
    """Gives `begin(site, lang, downloads, hands, proxy=…, forced=…)`: a person's browser, with
    nothing in it from before.
    """
    with ExitStack() as at_the_end:
        running: dict[bool, Session] = {}

        def begin(*given, forced: bool = False, **more) -> Firefox:
            if forced not in running:
                running[forced] = Session(SETTINGS | (FORCED if forced else {}))
                at_the_end.callback(running[forced].end)
            return Firefox(running[forced], *given, **more)

        yield begin


class Firefox(Driven):
    """proxy: "127.0.0.1:8000" through which all goes; alone: nobody else has this Firefox, so its
    own profile is the person's.
    """

    name = "firefox"

    def __init__(self, session: Session, *given, proxy: str = "", alone: bool = False):
        super().__init__(*given)
        self._call = session.call
        more = {"proxy": {"proxyType": "manual", "httpProxy": proxy}} if proxy else {}
        self._person = (
            "default" if alone else self._call("browser.createUserContext", **more)["userContext"]
        )
        self._call(
            "browser.setDownloadBehavior",
            userContexts=[self._person],
            downloadBehavior={"type": "allowed", "destinationFolder": str(self.downloads)},
        )
        self._tabs: list[str] = []
        self.new_tab()

    def run(self, function: str) -> str:
        return self._in_page(function)["value"]

    def _in_page(self, function: str) -> dict:
        said = self._call(
            "script.callFunction",
            functionDeclaration=function,
            target={"context": self._tab},
            awaitPromise=True,
        )
        if said["type"] == "exception":
            raise RuntimeError(said["exceptionDetails"]["text"])
        return said["result"]

    def _hands(self, kind: str, actions: list[dict], **more) -> None:
        self._call(
            "input.performActions",
            context=self._tab,
            actions=[{"type": kind, "id": kind, "actions": actions, **more}],
        )

    def goto(self, address: str) -> None:
        self._call("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def click_at(self, x: float, y: float, times: int = 1) -> None:
        click = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}] * times
        self._hands("pointer", [{"type": "pointerMove", "x": int(x), "y": int(y)}, *click])

    def keys(self, text: str) -> None:
        typed = NAMED.get(text, text)
        self._hands(
            "key",
            [{"type": kind, "value": letter} for letter in typed for kind in ("keyDown", "keyUp")],
        )

    def go_back(self) -> None:
        self._call("browsingContext.traverseHistory", context=self._tab, delta=-1)

    def go_again(self) -> None:
        self._call("browsingContext.reload", context=self._tab, wait="complete")

    def new_tab(self) -> None:
        self._tab = self._call("browsingContext.create", type="tab", userContext=self._person)[
            "context"
        ]
        self._tabs.append(self._tab)
        self.size(1280, 720)

    def to_tab(self, number: int) -> None:
        self._tab = self._tabs[number]
        self._call("browsingContext.activate", context=self._tab)

    def size(self, width: int, height: int) -> None:
        self._call(
            "browsingContext.setViewport",
            context=self._tab,
            viewport={"width": width, "height": height},
        )

    def give(self, file: Path) -> None:
        field = self._in_page("() => window.target")
        self._call(
            "input.setFiles",
            context=self._tab,
            element={"sharedId": field["sharedId"]},
            files=[str(file)],
        )

    def shot(self) -> bytes:
        return base64.b64decode(
            self._call("browsingContext.captureScreenshot", context=self._tab)["data"]
        )

    def printed(self) -> bytes:
        return base64.b64decode(self._call("browsingContext.print", context=self._tab)["data"])

    def set_cookie(self, name: str, value: str) -> None:
        host = self.site.split("/")[2].partition(":")[0]
        self._call(
            "storage.setCookie",
            cookie={
                "name": name,
                "value": {"type": "string", "value": value},
                "domain": host,
                "path": "/",
            },
            partition={
                "type": "storageKey",
                "userContext": self._person,
                "sourceOrigin": self.site,
            },
        )

    def close(self) -> None:
        self._call("browser.removeUserContext", userContext=self._person)
