"""Who is visiting: the layer, the key in the cookie, the record behind it, and saving into it.

`visit` is the visit of the request that runs, as Flask's `request` is its request.
"""

import functools
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from flask import g, request
from markupsafe import Markup
from werkzeug.local import LocalProxy

from ..content import Content
from ..keeping import boxes, drafts, records, vault
from ..keeping.store import Sealed, Store
from ..life import days
from ..life.life import Life
from ..model.record import Keeping, Record, with_keeping, with_said
from ..model.said import Said
from . import cookies, i18n, layers
from .device import WHOSE, Device
from .services import Services, network, services

NOBODY = "nobody"  # the mark of a page that was made where no key was


class NoKey(Exception):
    """There is no key in this browser, or a broken one."""


class Visit:
    """One request: in which language and layer, how the person reads, their key and record, and
    what the browser keeps of it.
    """

    def __init__(self, given: Services):
        self.services = given
        self.lang = i18n.language()
        self.layer = layers.of_path(request.path)
        self.browser = Device()
        # For the page: supporters whose words are not to be read; words that had no room when their
        # page was put away
        self.unread: list[str] = []
        self.tab = ""  # by which the drafts of the page that is made now are known
        self.lost: list[str] = []
        self.taken = False  # what was sent is kept, and the page that comes tells something of it
        # What the browser is told with this answer
        self._forgotten = False  # the browser is to forget the person
        self._renews = False  # the cookie says something new
        self._saves = True  # a form was sent that saves something
        self.take(None)

    # ---- what does not depend on the person ----

    @functools.cached_property
    def today(self) -> date:
        """The day, as the store has it: it never goes back."""
        return self.store.today(date.today())

    @property
    def words(self) -> Content:
        """The content in the page's language; a supporter is asked about another."""
        words = self.services.contents[self.lang]
        return words if self.layer.has_card else words.of_another

    @property
    def store(self) -> Store:
        """Where the boxes are."""
        return self.services.store

    @property
    def secret(self) -> bytes:
        """The server's secret: it seals cookies."""
        return self.services.secret

    @property
    def months(self) -> int:
        """How many months an unused record is kept."""
        return self.services.config.keep_months

    # ---- the key ----

    def enter(self, layer: layers.Layer) -> None:
        """From here on all is about the pages of this layer: a link leads into them."""
        self.layer = layer
        self.take(None)

    def take(self, key: vault.Key | None, seen: bool = False, record: Record | None = None) -> None:
        """From now on this visit works with another key (None: with the one in the cookie). `seen`:
        who brings it has the card; `record`: what the key opens, where that is known.
        """
        self._key, self._record = key, record
        self._life: Life | None = None
        self._seen: bool | None = seen if key else None
        self._old = False  # the cookie has an older seal
        self._held: drafts.Held | None = None
        self._mark: Markup | None = None

    def key(self) -> vault.Key:
        """The key in the cookie, or the one that this very visit has made. Raises NoKey."""
        if self._key is None:
            known, use = self._in_cookie()
            if known is None:
                raise NoKey
            # Made up, or from before our secret changed: then it gets our seal. To look costs less
            # than the page, and guessing is hopeless at any number of looks (docs/privacy.md, the
            # sum): nothing is counted that others could run out of.
            if use is None and self.store.get(known.id, boxes.RECORD) is None:
                raise NoKey
            # Whether the card was seen is no secret of ours: it is known also where our secret has
            # changed.
            self._key, self._seen, self._old = known, self.card_was_seen(), not use
        return self._key

    def key_or_none(self) -> vault.Key | None:
        """The key, or None when there is none in this browser."""
        try:
            return self.key()
        except NoKey:
            return None

    def key_at_work(self) -> vault.Key | None:
        """The key that this visit works with already; None where nobody has asked for it, or it is
        forgotten.
        """
        return None if self._forgotten else self._key

    def trust_key(self) -> None:
        """A code has opened the key: who sits here goes before strangers in the line for codes."""
        self.services.lines["codes"].trust(network(), self.key().id.hex())

    def _in_cookie(self) -> tuple[vault.Key | None, str | None]:
        """(the key in this layer's cookie, what for it was sealed as in `vault.cookie_use`); a key
        that was sealed for another layer is none. Raises vault.Newer.
        """
        value = cookies.value(self.layer.cookie)
        use = vault.cookie_use(value, self.secret)
        strange = use and use not in self.layer.sealed_for
        return None if strange else vault.from_cookie(value), use

    def holds_key(self) -> bool:
        """Whether this browser has a whole key, whatever it opens."""
        with suppress(vault.Newer):
            return vault.from_cookie(cookies.value(self.layer.cookie)) is not None
        return True

    def holds(self) -> bool:
        """Whether this browser holds a key of any layer, so that there is something to put away."""
        return not self._forgotten and (
            self._key is not None or any(cookies.is_there(one.cookie) for one in layers.LAYERS)
        )

    def begun(self) -> bool:
        """Whether this browser holds a key of this layer: its pages are about those answers."""
        return not self._forgotten and (
            self._key is not None or cookies.is_there(self.layer.cookie)
        )

    def saw_card(self) -> None:
        """The key card stands on this page: this browser's cookie says from now on that its person
        has seen it.
        """
        self.key()
        if not self._seen and request.method != "HEAD" and "Sec-Purpose" not in request.headers:
            self._seen = self._renews = True

    def card_was_seen(self) -> bool:
        """Whether this browser has shown the card of its key. What it opens is not looked at."""
        if self._seen is None:
            return cookies.value(self.layer.cookie).endswith(".key")
        return self._seen

    def mark(self) -> Markup:
        """The hidden field by which each form tells for whom its page was made."""
        if self._mark is None:
            key = self._key
            with suppress(vault.Newer):
                if not key and not self._forgotten:
                    known, use = self._in_cookie()
                    key = known if use is not None else None
            self._mark = Markup('<input type="hidden" name="mark" value="%s">') % (
                vault.to_mark(vault.owner(key), self.secret) if key else NOBODY
            )
        return self._mark

    # ---- the record ----

    def record(self) -> Record:
        """What this person has said. Raises NoKey, records.Gone, vault.Broken, vault.Newer."""
        if self._record is None:
            record, _ = records.read(self.store, self.key(), self.today, self.months)
            self._record = self._of_here(record)
        return self._record

    def _of_here(self, record: Record) -> Record:
        """Each record opens in its own layer alone, whatever the cookie's name. Raises NoKey."""
        if layers.of_record(record) is not self.layer:
            raise NoKey
        return record

    def life(self, said: Said | None = None) -> Life:
        """What follows from what was said: by default by this person, now. Raises as `record`."""
        said = said or self.record().said
        if self._life is None or self._life.said is not said:
            self._life = Life(self.words, said)
        return self._life

    def record_or_none(self) -> Record | None:
        """The record, or None when there is none in this browser. Raises vault.Broken, vault.Newer:
        then there is one.
        """
        try:
            return self.record()
        except (NoKey, records.Gone):
            return None

    def say(self, **values) -> Record:
        """Set fields of what the person has said."""
        return self.change_by(lambda a: with_said(a, **values))

    def keep(self, **values) -> Record:
        """Set fields of the record's keeping."""
        return self.change_by(lambda a: with_keeping(a, **values))

    def change_by(self, how: Callable[[Record], Record]) -> Record:
        """Change the record by a function that works on its newest state. Raises as
        `records.change`.
        """
        self._record = records.change(
            self.store, self.key(), self.today, self.months, lambda a: how(self._of_here(a))
        )
        return self._record

    def start(self, first: Said) -> None:
        """A new record; the response gets its key. Where the person has chosen how to read, that
        goes along with it.
        """
        reading = self.browser.chosen
        key = records.start(self.store, self.today, self.months, first, reading)
        self.take(key, record=Record(first, Keeping(reading=reading)))

    def box(self) -> Sealed:
        """The record's box as the database sees it. Raises NoKey, records.Gone, vault.Newer."""
        return records.find(self.store, self.key())

    def nearly(self) -> str:
        """The month until which the answers now stay ("marraskuu 2027"), when they were about to be
        removed, else "".
        """
        if not self._record or not self._record.keeping.nearly or not self.layer.has_card:
            return ""
        return days.month_text(records.expires(self.today, self.months), self.lang)

    # ---- what is written and not sent ----

    def held(self, anew: bool = False) -> drafts.Held:
        """What this person has written and not sent; `drafts.Shut` where some does not open.
        `anew`: as it is now, not as it was before in this visit. Raises as `key`.
        """
        if self._held is None or anew:
            self._held = drafts.read(self.store, self.key(), self.today, self.months)
        return self._held

    def keep_draft(self, page: str, draft: drafts.Draft, instead: str = "") -> None:
        """Keep what stands on a page (`drafts.keep`). Raises drafts.NoRoom, NotSaved."""
        where = self.store, self.key(), self.today, self.months
        self._held = drafts.keep(*where, page, draft, instead)

    def drop_draft(self, page: str, tab: str = "") -> None:
        """The draft of a page goes, and what comes late from this tab. Raises NotSaved."""
        self._held = drafts.drop(self.store, self.key(), self.today, self.months, page, tab)

    # ---- what the browser keeps ----

    @property
    def reading(self) -> i18n.Reading:
        """How the person reads."""
        return self.browser.reading

    def device(self) -> str:
        """Whose device this is: "own", "shared", or "" when nobody has said.

        Over https the name from before `__Host-` counts only beside a key of that time: else
        another site could plant it.
        """
        before = request.cookies.get("device", "") if self._old else ""
        return self.browser.whose or (before if before in WHOSE else "")

    def device_is(self, chosen: str) -> None:
        """Remember whose device this is."""
        self.browser.belongs(chosen)

    def read_so(self, chosen: i18n.Reading) -> None:
        """Remember how the person likes to read, from this page on."""
        self.browser.read_so(chosen)

    def _lasts(self) -> bool:
        """On one's own device cookies stay for a year, else until the browser is closed. A
        supporter's view goes with the browser, for the device may be the person's.
        """
        return self.layer.has_card and self.device() == "own"

    def forget(self) -> None:
        """The browser forgets the person with this answer: key, device, and what scripts could have
        stored. How to read stays. A layer that has no card forgets only its own: the browser may be
        the person's.

        The browser's cache is not emptied: pages are never in it, and with a full cache that takes
        Chromium many seconds.
        """
        self._forgotten = True
        if self.layer.has_card:
            self.browser.forget()

    def saves_nothing(self) -> None:
        """What was sent is no save: the cookie stays as it is."""
        self._saves = False

    def finish(self, response):
        """The cookies of the answer. After each save: on one's own device the browser keeps the key
        for another year, else until it is closed. Cookies of earlier versions get today's seal and
        names.
        """
        if self._forgotten:
            for name in self.layer.forgets:
                cookies.drop(response, name)
            response.headers["Clear-Site-Data"] = '"storage"'
        elif (
            self._record is not None
            and self._saves
            and (self._old or self._renews or request.method == "POST")
        ):
            seen, unseen = self.layer.sealed_for
            use = seen if self._seen else unseen
            key = vault.to_cookie(self.key(), self.secret, use)
            cookies.keep(response, self.layer.cookie, key, self._lasts())
        self.browser.finish(response, self.device(), self._lasts())
        return response


def current() -> Visit:
    """The visit of the request that runs."""
    if "visit" not in g:
        g.visit = Visit(services())
    return g.visit


visit: Visit = LocalProxy(current)  # type: ignore[assignment]  # as Flask types its own `request`
