"""What a browser keeps beside keys: whose device it is, and how one reads on it."""

from flask import request

from . import cookies, i18n

WHOSE = ("own", "shared")


class Device:
    """The browser of one request. How one reads on it (`reading`) is the device's own way, or on a
    shared one what its person has chosen or brought along with their key. That stands beside
    "shared" in the cookie that goes with "Close my answers" and with the browser: who comes next
    finds the device's own way, which was not touched.
    """

    def __init__(self) -> None:
        whose, _, brought = cookies.value("device").partition(".")
        self.whose = whose if whose in WHOSE else ""
        self._brought = brought if whose == "shared" else ""
        chosen = cookies.value("reading") or request.cookies.get("reading", "")
        # The device's own way, as its cookie has it; "" where nobody has chosen
        self.chosen = i18n.reading(chosen).cookie() if chosen else ""
        self.reading = i18n.reading(self._brought or self.chosen)
        self._new: dict[str, str] = {}  # cookies that the browser gets with this answer

    def belongs(self, whose: str) -> None:
        """Remember whose device this is; on one's own, how one reads becomes its own way."""
        mine, self.whose, self._brought = self._brought, whose, ""
        self._new["device"] = whose
        if mine:
            self.read_so(self.reading)

    def read_so(self, chosen: i18n.Reading) -> None:
        """Remember how one likes to read, from this page on. Readable by nobody else, but no
        secret.
        """
        self.reading = chosen
        if self.whose == "shared":
            self.fix()
            self._brought = chosen.cookie()
            self._new["device"] = f"shared.{self._brought}"
        else:
            self.chosen = self._new["reading"] = chosen.cookie()

    def leave_brought(self) -> None:
        """Somebody opens their answers: what was brought before goes."""
        self._brought = ""
        self.reading = i18n.reading(self.chosen)

    def fix(self) -> None:
        """A device on which nobody has chosen keeps from now on what it has: so it is known again
        by how one reads on it.
        """
        if not self.chosen:
            self.chosen = self._new["reading"] = i18n.Reading().cookie()

    def finish(self, response, whose: str, last: bool) -> None:
        """The cookies of the answer. whose: also as an earlier version knew it; last: that outlasts
        the browser. Cookies from before `__Host-` get today's names, once.
        """
        if cookies.left_over("device") and whose:
            cookies.drop_named(response, "device")
            self._new.setdefault("device", whose)
        if cookies.left_over("reading") and request.method == "GET":
            cookies.drop_named(response, "reading")
            self._new.setdefault("reading", self.chosen)
        for name, value in self._new.items():
            cookies.keep(response, name, value, long=last or name == "reading")
