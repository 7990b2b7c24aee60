"""Who is visiting: the key in the cookie, the record behind it, and saving into it."""

from collections.abc import Callable
from contextlib import suppress

import msgspec
from flask import current_app, g, make_response, request
from markupsafe import Markup

from . import assessments, config, days, drafts, flow, ids, lines, vault
from .content import Content
from .guesses import Guesses
from .i18n import language
from .model import Assessment
from .store import Sealed, Store, StoreFull

NOBODY = "nobody"  # the mark of a page that was made where no key was
# Fields that no person fills in: they say what the page is and which button was pressed; and codes, which are never given back.
CONTROL = {"mark", "page", "tab", "turn", "drafted", "was", "keep", "do", "to", "asked", "today", "press", "known", "made", "then", "sure", "out", "in", "code", "group0", "group1", "group2", "group3"}
COOKIE_DAYS = 365  # a year, the most that guides on privacy allow; each save sets it anew


class NoKey(Exception):
    """There is no key in this browser, or a broken one."""


def base() -> str:
    """Where the pages of this layer begin: "/fi", or "/fi/view" in a supporter's own view."""
    return f"/{language()}/view" if g.get("view") else f"/{language()}"


def cookie_name(view: bool | None = None) -> str:
    """The person's key and a supporter's have a cookie each. `__Host-` needs https; a library may try the site without."""
    name = "view" if (g.get("view") if view is None else view) else "key"
    return f"__Host-{name}" if request.is_secure else name


def key() -> vault.Key:
    """The key in the cookie, or the one that this very request has made. Raises NoKey, guesses.TooMany."""
    if "key" not in g:
        value = request.cookies.get(cookie_name(), "")
        found = vault.from_cookie(value)
        if found is None:
            raise NoKey
        if not vault.is_ours(value, secret()):  # guessed; or from before our secret changed: then it gets our seal
            if guesses().find(lambda: store().get(found.id, assessments.KIND), address()) is None:
                raise NoKey
            g.renew = True
        g.key = found
    return g.key


def key_or_none() -> vault.Key | None:
    """The key, or None when there is none in this browser. Raises guesses.TooMany."""
    try:
        return key()
    except NoKey:
        return None


def mark() -> Markup:
    """The hidden field by which each form tells for whom its page was made."""
    if "mark" not in g:
        value = request.cookies.get(cookie_name(), "")
        found = None
        with suppress(vault.Newer):
            found = g.get("key") or (vault.from_cookie(value) if "forgotten" not in g and vault.is_ours(value, secret()) else None)
        g.mark = Markup('<input type="hidden" name="mark" value="%s">') % (vault.to_mark(vault.owner(found), secret()) if found else NOBODY)
    return g.mark


def held() -> drafts.Held:
    """What this person has written and not sent. Raises as `key`."""
    if "held" not in g:
        g.held = drafts.read(store(), key(), g.today, months())
    return g.held


def secret() -> bytes:
    """The server's secret: it seals cookies."""
    return current_app.extensions["secret"]


def address() -> str:
    """The network that the request comes from, by which limits and waiting lines count."""
    return lines.network(request.remote_addr)


def guesses() -> Guesses:
    """The count of wrong keys."""
    return current_app.extensions["guesses"]


def store() -> Store:
    """Where the boxes are."""
    return current_app.extensions["store"]


def months() -> int:
    """How many months an unused record is kept."""
    return current_app.config["SETTINGS"].keep_months


def record() -> Assessment:
    """What this person has said. Raises NoKey, assessments.Gone, vault.Broken, vault.Newer."""
    if "record" not in g:
        g.record, _ = assessments.read(store(), key(), g.today, months())
    return g.record


def record_or_none() -> Assessment | None:
    """The record, or None when there is none in this browser. Raises vault.Broken, vault.Newer: then there is one."""
    try:
        return record()
    except (NoKey, assessments.Gone):
        return None


def change(**values) -> Assessment:
    """Set fields of the record."""
    return change_by(lambda a: msgspec.structs.replace(a, **values))


def change_by(how: Callable[[Assessment], Assessment]) -> Assessment:
    """Change the record by a function that works on its newest state. Raises as `assessments.change`."""
    g.record = assessments.change(store(), key(), g.today, months(), how)
    return g.record


def start(first: Assessment) -> None:
    """A new record; the response gets its key."""
    g.key = assessments.start(store(), g.today, months(), first)
    g.record = first


def device() -> str:
    """Whose device this is: "own", "shared", or "" when nobody has said."""
    found = g.get("device") or request.cookies.get("device", "")
    return found if found in ("own", "shared") else ""


def keep_cookie(response):
    """After each save: on one's own device the browser keeps the key for another year, else until it is closed."""
    if ("renew" in g or request.method == "POST" and "record" in g) and "forgotten" not in g:
        _set(response, cookie_name(), vault.to_cookie(key(), secret()))
    return response


def _set(response, name: str, value: str) -> None:
    # A supporter's view goes with the browser: the device may be the person's.
    age = COOKIE_DAYS * 86400 if device() == "own" and not g.get("view") else None
    response.set_cookie(name, value, max_age=age, httponly=True, secure=request.is_secure, samesite="Lax", path="/")


def keep_device(response, chosen: str):
    """Remember whose device this is."""
    g.device = chosen
    _set(response, "device", chosen)
    return response


def keep_view(page: str, view_key: vault.Key):
    """A page that also gives this browser the key of a supporter's view, until it is closed."""
    response = make_response(page)
    response.set_cookie(cookie_name(True), vault.to_cookie(view_key, secret()), httponly=True, secure=request.is_secure, samesite="Lax", path="/")
    return response


def holds() -> bool:
    """Whether this browser holds a key, so that there is something to put away."""
    return "forgotten" not in g and ("key" in g or any(cookie_name(view) in request.cookies for view in (False, True)))


def nearly() -> str:
    """The month until which the answers now stay ("marraskuu 2027"), when they were about to be removed, else ""."""
    return days.month_text(assessments.expires(g.today, months()), language()) if "record" in g and g.record.nearly and not g.get("view") else ""


def contents(lang: str) -> Content:
    """The content in any language."""
    return current_app.extensions["contents"][lang]


def helper_views() -> list[tuple[str, str, Assessment]]:
    """(id, name, answers) of the supporters whose view the person wants in the documents, as `proposal.build` takes them.

    A view that can't be read now (damaged, gone, or a newer version has written it) closes nothing of the person's own: it is
    left out, and the page names whose it is.
    """
    from . import sharing

    views, g.unread = [], []
    for helper in (h for h in record().helpers if h.printed and not h.hidden):
        view = None
        with suppress(vault.Newer):
            view = sharing.of_helper(store(), helper, g.today, months())
        if view:
            views.append((sharing.view_id(helper), helper.name, view))
        else:
            g.unread.append(helper.name)
    return views


def drop_cookie(response, name: str):
    """The browser forgets one cookie of ours."""
    response.delete_cookie(name, path="/", secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def forget(response):
    """The browser forgets the person: key, device, and what scripts could have stored. How to read stays.

    The browser's cache is not emptied: pages are never in it, and with a full cache that takes Chromium many seconds.

    In a supporter's view it forgets only that: the browser may be the person's.
    """
    g.forgotten = True
    for name in (cookie_name(True),) if g.get("view") else (cookie_name(False), cookie_name(True), "device"):
        drop_cookie(response, name)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def keep_brought(found: Assessment) -> None:
    """Keep a file's answers apart until the person has said what to do with them.

    Raises assessments.Gone, StoreFull, vault.Newer."""
    box = vault.seal(key(), assessments.BROUGHT, assessments.pack(found))
    with store().turn():  # another tab may bring a file at the same moment (the later one counts), or delete everything
        if sealed() is None:
            raise assessments.Gone
        for _ in range(config.TRIES):
            before = store().get(key().id, assessments.BROUGHT)
            if before:
                with suppress(vault.Broken):  # what a later version keeps there is not ours to replace
                    _opened(before)
            if store().put(key().id, assessments.BROUGHT, box, assessments.expires(g.today, 0), before.version if before else 0):
                return
    raise StoreFull("too many files at once")


def _opened(sealed: Sealed) -> Assessment:
    return ids.ours(assessments.unpack(vault.unseal(key(), assessments.BROUGHT, sealed.box), Assessment))


def brought() -> Assessment | None:
    """The file's answers that wait, or None."""
    found = store().get(key().id, assessments.BROUGHT)
    return found and _opened(found)


def drop_brought() -> None:
    """The file's answers have been taken in, or not wanted."""
    store().delete(key().id, assessments.BROUGHT)


def sealed():
    """The person's row as the database sees it."""
    return store().get(key().id, assessments.KIND)


def words() -> Content:
    """The content in the page's language."""
    if "words" not in g:
        g.words = contents(language())
    return g.words


def next_step(set_id: str, assessment: Assessment):
    """The first page of a set that has no answer, else its first page; None when the set has no pages now."""
    pages = flow.steps(words(), words().sets[set_id], assessment)
    return next((s for s in pages if s.key not in assessment.answers), pages[0] if pages else None)
