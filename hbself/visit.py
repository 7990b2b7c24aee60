"""Who is visiting: the key in the cookie, the record behind it, and saving into it."""

from collections.abc import Callable

import msgspec
from flask import current_app, g, request

from . import assessments, flow, vault
from .content import Content
from .i18n import language
from .model import Assessment
from .store import Store

COOKIE_DAYS = 400  # the most that browsers allow; each visit sets it anew


class NoKey(Exception):
    """There is no key in this browser, or a broken one."""


def cookie_name() -> str:
    """`__Host-` needs https; a library may try the site without."""
    return "__Host-key" if request.is_secure else "key"


def key() -> vault.Key:
    """The key in the cookie, or the one that this very request has made. Raises NoKey."""
    if "key" not in g:
        found = vault.from_cookie(request.cookies.get(cookie_name(), ""))
        if found is None:
            raise NoKey
        g.key = found
    return g.key


def _store() -> Store:
    return current_app.extensions["store"]


def _months() -> int:
    return current_app.config["SETTINGS"].keep_months


def record() -> Assessment:
    """What this person has said. Raises NoKey, assessments.Gone, vault.Broken."""
    if "record" not in g:
        g.record, _ = assessments.read(_store(), key(), g.today, _months())
    return g.record


def record_or_none() -> Assessment | None:
    """The record, or None when there is none in this browser."""
    try:
        return record()
    except (NoKey, assessments.Gone, vault.Broken):
        return None


def change(**values) -> Assessment:
    """Set fields of the record."""
    return change_by(lambda a: msgspec.structs.replace(a, **values))


def change_by(how: Callable[[Assessment], Assessment]) -> Assessment:
    """Change the record by a function that works on its newest state. Raises as `assessments.change`."""
    g.record = assessments.change(_store(), key(), g.today, _months(), how)
    return g.record


def start(first: Assessment) -> None:
    """A new record; the response gets its key."""
    g.key = assessments.start(_store(), g.today, _months(), first)
    g.record = first


def keep_cookie(response):
    """After each save the browser keeps the key for another 400 days."""
    if request.method == "POST" and "record" in g:
        response.set_cookie(cookie_name(), vault.to_cookie(key()), max_age=COOKIE_DAYS * 86400, httponly=True, secure=request.is_secure, samesite="Lax", path="/")
    return response


def words() -> Content:
    """The content in the page's language."""
    if "words" not in g:
        g.words = current_app.extensions["contents"][language()]
    return g.words


def next_step(set_id: str, assessment: Assessment):
    """The first page of a set that has no answer, else its first page; None when the set has no pages now."""
    pages = flow.steps(words(), words().sets[set_id], assessment)
    return next((s for s in pages if s.key not in assessment.answers), pages[0] if pages else None)
