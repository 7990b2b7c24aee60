"""For whom a page was made: no form works on somebody else's answers."""

from contextlib import suppress

from flask import request
from werkzeug.exceptions import HTTPException

from ...keeping import drafts, vault
from ...keeping.store import NotSaved
from ...limits import RATE_LETTERS
from .. import paths, posted, security
from ..errors import closed
from ..paths import go
from ..posted import sent
from ..visit import NOBODY, visit
from . import site
from .drafting import differs, draft_sent, no_room, page_sent

# Views that belong to nobody's answers: reading settings (but what is written on the page that
# opens them does), opening with a code, a reader's link, a supporter's.
FOR_ALL = {
    *("save_reading", "save_setting", "open_with_code", "read_share", "read_share_pdf"),
    "open_view",
}


@site.before_request
def for_whom():
    """A form of one person's page never works on another's answers, and begins no new person: what
    was written is kept for its owner.

    Pages made by versions before this one carry no mark. They are taken for the pages of who is
    here, as they were then.
    """
    view = paths.view_name()
    if (
        request.method != "POST"
        or view in FOR_ALL
        and not (view == "save_reading" and sent("page"))
    ):
        return None
    mark = sent("mark")
    if view == "put_away":
        return _before_putting_away(mark)
    key = visit.key_or_none()
    if mark == NOBODY and key:  # a newcomer's page, and somebody has come in meanwhile
        return go("who") if view == "save_who" else closed(True, False)
    owner = vault.from_mark(mark, visit.secret)
    # changed, or our secret has changed: nobody knows whose page it is
    if owner is None and mark not in ("", NOBODY):
        return closed(key is not None, False)
    if owner is None or key and fits(owner, key):
        return _keep_aside() if key and view != "keep_draft" else None
    kept = bool(page_sent()) and _written() and _letter(owner)
    return ("", 204) if view == "keep_draft" and kept else closed(key is not None, kept)


def _before_putting_away(mark: str):
    """Put away is done at the first press, whatever is wrong; it never closes the answers of
    somebody else. What stands on the page is kept; what could not be
    comes back on the next page.
    """
    if mark == NOBODY:  # nothing was written; a key that only a newer version reads goes, too
        return None
    owner, key = vault.from_mark(mark, visit.secret), None
    try:
        with suppress(vault.Newer):
            key = visit.key_or_none()
        if owner and key and not fits(owner, key):
            return closed(True, bool(page_sent()) and _written() and _letter(owner))
        if key and (owner or not mark):
            kept = _keep_aside() is None
        else:
            kept = not _written() or owner is not None and bool(page_sent()) and _letter(owner)
    except (NotSaved, HTTPException, vault.Broken, vault.Newer):
        kept = False
    if not kept:
        visit.lost = posted.typed()
    return None


def fits(owner: vault.Owner, key: vault.Key) -> bool:
    """Whether the owner is who holds the key; pages from before a new card are theirs, too."""
    if owner.public == vault.owner(key).public:
        return True
    record = visit.record_or_none()
    return record is not None and owner.public.hex() in record.keeping.former


def _written() -> bool:
    return any(value.strip() for _, value in posted.fields())


def _letter(owner: vault.Owner) -> bool:
    """Whether what was sent is kept for its owner: not where there is no room, nor where they have
    no answers here any more.
    """
    with security.limiter.limit(RATE_LETTERS):
        try:
            return drafts.write_letter(
                visit.store, owner, visit.today, visit.months, page_sent(), draft_sent()
            )
        except drafts.NoRoom:
            return False


def _keep_aside():
    """A button that leads elsewhere was pressed (Put away, Hide …): what stands on its page is kept
    as a draft. A page that says so where there is no room; then the button did nothing.
    """
    if not sent("page") or page_sent() == paths.here():
        return None
    record = visit.record_or_none()
    if record and page_sent() and differs(record, page_sent(), posted.fields()):
        try:
            visit.keep_draft(page_sent(), draft_sent())
        except drafts.NoRoom:
            return no_room()
    return None
