"""Who is visiting: the key in the cookie, the record behind it, and saving into it."""

import time
from collections.abc import Callable
from contextlib import contextmanager, nullcontext, suppress

from flask import current_app, g, has_request_context, request
from markupsafe import Markup

from .. import limits
from ..content import Content
from ..keeping import drafts, records, vault
from ..keeping.store import Sealed, Store, StoreFull
from ..life import days, flow
from ..model import ids
from ..model.record import Record, with_keeping, with_said
from ..model.said import Said
from ..work import lines
from . import cookies
from .i18n import READING, language

NOBODY = "nobody"  # the mark of a page that was made where no key was
# Fields that no person fills in: they say what the page is and which button was pressed; and codes,
# which are never given back.
CONTROL = {
    "mark",
    "page",
    "tab",
    "turn",
    "drafted",
    "was",
    "keep",
    "do",
    "to",
    "asked",
    "today",
    "press",
    "known",
    "made",
    "then",
    "way",
    "sure",
    "out",
    "in",
    "back",
    "opened",
    "code",
    "group0",
    "group1",
    "group2",
    "group3",
}
# Of the reading settings; "text" is also what is written as an answer
CONTROL |= READING.keys() - {"text"}


class NoKey(Exception):
    """There is no key in this browser, or a broken one."""


def base() -> str:
    """Where the pages of this layer begin: "/fi", or "/fi/view" in a supporter's own view."""
    return f"/{language()}/view" if g.get("view") else f"/{language()}"


def _in_cookie() -> tuple[vault.Key | None, str | None]:
    """(the key in this layer's cookie, what for it was sealed as in `vault.cookie_use`); a key that
    was sealed for the other layer is none. Raises vault.Newer.
    """
    value = request.cookies.get(cookies.name_of(), "")
    use = vault.cookie_use(value, secret())
    return (
        None if use and (use == "view") != bool(g.get("view")) else vault.from_cookie(value)
    ), use


def key() -> vault.Key:
    """The key in the cookie, or the one that this very request has made. Raises NoKey."""
    if "key" not in g:
        found, use = _in_cookie()
        if found is None:
            raise NoKey
        # Made up, or from before our secret changed: then it gets our seal. To look costs less than
        # the page, and guessing is hopeless at any number of looks (docs/privacy.md, the sum):
        # nothing is counted that others could run out of.
        if use is None:
            if store().get(found.id, records.KIND) is None:
                raise NoKey
        # Whether the card was seen is no secret of ours: it is known also where our secret has
        # changed.
        g.key, g.seen, g.old = found, card_was_seen(), not use
    return g.key


def take(new: vault.Key | None, seen: bool = False) -> None:
    """From now on this request works with another key (None: with the one in the cookie). `seen`:
    who brings it has the card.
    """
    for name in ("key", "seen", "old", "record", "held", "mark"):
        g.pop(name, None)
    if new:
        g.key, g.seen = new, seen


def saw_card() -> None:
    """The key card stands on this page: this browser's cookie says from now on that its person has
    seen it.
    """
    key()
    if not g.get("seen") and request.method != "HEAD" and "Sec-Purpose" not in request.headers:
        g.seen = g.renew = True


def holds_key() -> bool:
    """Whether this browser has a whole key, whatever it opens."""
    with suppress(vault.Newer):
        return vault.from_cookie(request.cookies.get(cookies.name_of(), "")) is not None
    return True


def card_was_seen() -> bool:
    """Whether this browser has shown the card of its key. What it opens is not looked at."""
    return g.get("seen", request.cookies.get(cookies.name_of(), "").endswith(".key"))


def key_or_none() -> vault.Key | None:
    """The key, or None when there is none in this browser."""
    try:
        return key()
    except NoKey:
        return None


def mark() -> Markup:
    """The hidden field by which each form tells for whom its page was made."""
    if "mark" not in g:
        found = g.get("key")
        with suppress(vault.Newer):
            if not found and "forgotten" not in g:
                known, use = _in_cookie()
                found = known if use is not None else None
        g.mark = Markup('<input type="hidden" name="mark" value="%s">') % (
            vault.to_mark(vault.owner(found), secret()) if found else NOBODY
        )
    return g.mark


def held() -> drafts.Held:
    """What this person has written and not sent; `drafts.Shut` where some does not open. Raises as
    `key`.
    """
    if "held" not in g:
        g.held = drafts.read(store(), key(), g.today, months())
    return g.held


def secret() -> bytes:
    """The server's secret: it seals cookies."""
    return current_app.extensions["secret"]


def address() -> str:
    """The network that the request comes from, by which limits and waiting lines count."""
    return lines.network(request.remote_addr)


def codes() -> lines.Line:
    """The line in which codes and numbers wait to be stretched."""
    return current_app.extensions["lines"]["codes"]


def turn_to_stretch():
    """Wait for this visit's turn in the line for codes. Raises lines.Full."""
    return codes().turn(address()) if has_request_context() else nullcontext()


@contextmanager
def turn(name: str):
    """Inside, it is this visitor's turn in a waiting line of config.LINES. Who takes long has used
    more. Raises lines.Full.
    """
    line, who = current_app.extensions["lines"][name], address()
    with line.turn(who):
        began = time.monotonic()
        try:
            yield
        finally:
            line.use(who, time.monotonic() - began)


def store() -> Store:
    """Where the boxes are."""
    return current_app.extensions["store"]


def months() -> int:
    """How many months an unused record is kept."""
    return current_app.config["SETTINGS"].keep_months


def record() -> Record:
    """What this person has said. Raises NoKey, assessments.Gone, vault.Broken, vault.Newer."""
    if "record" not in g:
        g.record = _of_here(records.read(store(), key(), g.today, months())[0])
    return g.record


def _of_here(found: Record) -> Record:
    """A supporter's record opens in their view alone, a person's outside of it, whatever the
    cookie's name. Raises NoKey.
    """
    if bool(found.keeping.helper) != bool(g.get("view")):
        raise NoKey
    return found


def record_or_none() -> Record | None:
    """The record, or None when there is none in this browser. Raises vault.Broken, vault.Newer:
    then there is one.
    """
    try:
        return record()
    except (NoKey, records.Gone):
        return None


def say(**values) -> Record:
    """Set fields of what the person has said."""
    return change_by(lambda a: with_said(a, **values))


def keep(**values) -> Record:
    """Set fields of the record's keeping."""
    return change_by(lambda a: with_keeping(a, **values))


def change_by(how: Callable[[Record], Record]) -> Record:
    """Change the record by a function that works on its newest state. Raises as
    `assessments.change`.
    """
    g.record = records.change(store(), key(), g.today, months(), lambda a: how(_of_here(a)))
    return g.record


def start(first: Said) -> None:
    """A new record; the response gets its key."""
    take(records.start(store(), g.today, months(), first))
    g.record = first


def keep_cookie(response):
    """After each save: on one's own device the browser keeps the key for another year, else until
    it is closed.

    Cookies of earlier versions get today's seal and names.
    """
    if (
        "record" in g
        and "forgotten" not in g
        and (g.get("old") or "renew" in g or request.method == "POST")
    ):
        cookies.keep(
            response,
            "",
            vault.to_cookie(
                key(), secret(), "view" if g.get("view") else "key" if g.get("seen") else "new"
            ),
        )
    cookies.move(response)
    return response


def holds() -> bool:
    """Whether this browser holds a key, so that there is something to put away."""
    return "forgotten" not in g and (
        "key" in g or any(cookies.name_of(name) in request.cookies for name in ("key", "view"))
    )


def nearly() -> str:
    """The month until which the answers now stay ("marraskuu 2027"), when they were about to be
    removed, else "".
    """
    return (
        days.month_text(records.expires(g.today, months()), language())
        if "record" in g and g.record.keeping.nearly and not g.get("view")
        else ""
    )


def contents(lang: str) -> Content:
    """The content in any language."""
    return current_app.extensions["contents"][lang]


def helper_views() -> list[tuple[str, str, Said]]:
    """(id, name, answers) of the supporters whose view the person wants in the documents, as
    `proposal.build` takes them.

    A view that can't be read now (damaged, gone, or a newer version has written it) closes nothing
    of the person's own: it is left out, and the page names whose it is.
    """
    from ..keeping import sharing

    views, g.unread = [], []
    for helper in (h for h in record().keeping.helpers if h.printed and not h.hidden):
        if view := sharing.of_helper(store(), helper, g.today, months()):
            views.append((sharing.view_id(helper), helper.name, view.said))
        else:
            g.unread.append(helper.name)
    return views


def forget(response):
    """The browser forgets the person: key, device, and what scripts could have stored. How to read
    stays.

    The browser's cache is not emptied: pages are never in it, and with a full cache that takes
    Chromium many seconds.

    In a supporter's view it forgets only that: the browser may be the person's.
    """
    g.forgotten = True
    for name in ("view",) if g.get("view") else ("key", "view", "device"):
        cookies.drop(response, cookies.name_of(name))
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def keep_brought(found: Said) -> None:
    """Keep a file's answers apart until the person has said what to do with them.

    Raises assessments.Gone, StoreFull, vault.Newer."""
    box = vault.seal(key(), records.BROUGHT, records.pack(found))
    # Another tab may bring a file at the same moment (the later one counts), or delete everything
    with store().turn():
        if sealed() is None:
            raise records.Gone
        for _ in range(limits.TRIES):
            before = store().get(key().id, records.BROUGHT)
            if before:
                # What a later version keeps there is not ours to replace
                with suppress(vault.Broken):
                    _opened(before)
            if store().put(
                key().id,
                records.BROUGHT,
                box,
                records.expires(g.today, 0),
                before.version if before else 0,
            ):
                return
    raise StoreFull("too many files at once")


def _opened(sealed: Sealed) -> Said:
    return ids.ours(records.unpack(vault.unseal(key(), records.BROUGHT, sealed.box), Said))


def brought() -> Said | None:
    """The file's answers that wait, or None."""
    found = store().get(key().id, records.BROUGHT)
    return found and _opened(found)


def drop_brought() -> None:
    """The file's answers have been taken in, or not wanted."""
    store().delete(key().id, records.BROUGHT)


def sealed():
    """The person's row as the database sees it."""
    return store().get(key().id, records.KIND)


def words() -> Content:
    """The content in the page's language."""
    if "words" not in g:
        g.words = contents(language())
    return g.words


def next_step(set_id: str, said: Said):
    """The first page of a set that has no answer, else its first page; None when the set has no
    pages now.
    """
    pages = flow.steps(words(), words().sets[set_id], said)
    return next((s for s in pages if s.key not in said.answers), pages[0] if pages else None)
