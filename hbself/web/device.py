"""What a browser keeps beside keys: whose device it is, and how one reads on it."""

from flask import request

from . import cookies, i18n

WHOSE = ("own", "shared")
UNSAID = "new"  # in the cookie `device` where nobody has said whose it is


class Device:
    """The browser of one request. How one reads on it (`reading`) is the device's own way, or on a
    shared one what its person has chosen or brought along with their key. That stands beside
    "shared" in the cookie that goes with "Close my answers" and with the browser: who comes next
    finds the device's own way, which was not touched. Whoever chooses before they say whose device
    it is leaves there what was before them.
    """

    def __init__(self) -> None:
        whose, _, way = cookies.value("device").partition(".")
        self.whose = whose if whose in WHOSE else ""
        self._brought = way if whose == "shared" else ""
        # The device's own way before somebody chose here who has not said whose device it is; None
        # where nobody has
        self._was = way if whose == UNSAID else None
        chosen = cookies.value("reading") or request.cookies.get("reading", "")
        # The device's own way, as its cookie has it; "" where nobody has chosen
        self.chosen = i18n.reading(chosen).cookie() if chosen else ""
        self.reading = i18n.reading(self._brought or self.chosen)
        self._new: dict[str, str] = {}  # cookies that the browser gets with this answer

    def belongs(self, whose: str) -> None:
        """Remember whose device this is; on one's own, how one reads becomes its own way, on a
        shared one it stays the person's.
        """
        mine = self._brought or whose == "shared" and self._was is not None
        if whose == "shared":
            self.forget()
        self.whose, self._brought, self._was = whose, "", None
        self._new["device"] = whose
        if mine:
            self.read_so(self.reading)

    def forget(self) -> None:
        """The device gets its own way back, as it was before somebody chose who has not said whose
        device it is.
        """
        if self._was is not None:
            self.chosen = self._new["reading"] = self._was

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
            if not self.whose and self._was is None:
                self._was = self.chosen
                self._new["device"] = f"{UNSAID}.{self._was}"
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
            if value:
                cookies.keep(response, name, value, long=last or name == "reading")
            else:
                cookies.drop(response, name)
