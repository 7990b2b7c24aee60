"""What is written and not sent: kept a little after it was written and when the page is left; and
for whom a page was made.
"""

import re
import time
from contextlib import suppress

import msgspec
from flask import abort, g, make_response, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from ... import limits
from ...keeping import drafts, records, vault
from ...keeping.store import StoreFull
from ...kinds import forms
from ...life import flow
from ...limits import RATE_DRAFTS, RATE_LETTERS
from ...model.record import Record, Share
from ...model.said import Person
from .. import addresses, cookies, paths, security, visit
from . import go, sent, site

# Pages on which something can be written and that come back filled in: paths without language and
# layer.
PAGES = re.compile(
    r"set/[\w-]{1,40}/[\w-]{1,40}(/[^/\\?#\s]{1,300})?|people/(new|person-\d{1,6})|key|helpers|share/(who|what|until|number)"
)
# Views that belong to nobody's answers: reading settings (but what is written on the page that
# opens them does), opening with a code, a reader's link, a supporter's.
FOR_ALL = {"save_reading", "open_with_code", "read_share", "read_share_pdf", "open_view"}
# What is picked on such pages, and for which link
SENT_WITH = {"answer", "person_role", "picture", "change", "made"}


def fields() -> drafts.Fields:
    """What the person has picked and written on the page that was sent."""
    return tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name == "made" or name not in visit.CONTROL
    )


def _here() -> str:
    """The path that was asked for, without language and layer: "set/rights/ri1"."""
    return request.path.removeprefix(f"{visit.base()}/")


def _page() -> str:
    """The page whose form was sent: another than the path where a button of the page leads
    elsewhere; "" when it keeps no drafts.
    """
    page = sent("page") or _here()
    return page if PAGES.fullmatch(page) else ""


def _draft() -> drafts.Draft:
    return drafts.Draft(fields(), sent("tab")[:40], addresses.figure(sent("turn")))


# ---- for whom a page was made --------------------------------------------------------------------


@site.before_request
def for_whom():
    """A form of one person's page never works on another's answers, and begins no new person: what
    was written is kept for its owner.

    Pages made by versions before this one carry no mark. They are taken for the pages of who is
    here, as they were then.
    """
    view = request.endpoint.rpartition(".")[2]
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
    if mark == visit.NOBODY and key:  # a newcomer's page, and somebody has come in meanwhile
        return go("who") if view == "save_who" else closed(True, False)
    owner = vault.from_mark(mark, visit.secret())
    # changed, or our secret has changed: nobody knows whose page it is
    if owner is None and mark not in ("", visit.NOBODY):
        return closed(key is not None, False)
    if owner is None or key and _fits(owner, key):
        return _keep_aside() if key and view != "keep_draft" else None
    kept = bool(_page()) and _written() and _letter(owner)
    return ("", 204) if view == "keep_draft" and kept else closed(key is not None, kept)


def _before_putting_away(mark: str):
    """Put away is done at the first press, whatever is wrong; it never closes the answers of
    somebody else. What stands on the page is kept; `g.lost`: what could not be, and comes back on
    the next page.
    """
    if mark == visit.NOBODY:  # nothing was written; a key that only a newer version reads goes, too
        return None
    owner, key = vault.from_mark(mark, visit.secret()), None
    try:
        with suppress(vault.Newer):
            key = visit.key_or_none()
        if owner and key and not _fits(owner, key):
            return closed(True, bool(_page()) and _written() and _letter(owner))
        if key and (owner or not mark):
            kept = _keep_aside() is None
        else:
            kept = not _written() or owner is not None and bool(_page()) and _letter(owner)
    except (StoreFull, HTTPException, vault.Broken, vault.Newer):
        kept = False
    if not kept:
        g.lost = security.typed()
    return None


def _fits(owner: vault.Owner, key: vault.Key) -> bool:
    """Whether the owner is who holds the key; pages from before a new card are theirs, too."""
    if owner.public == vault.owner(key).public:
        return True
    record = visit.record_or_none()
    return record is not None and owner.public.hex() in record.keeping.former


def _written() -> bool:
    return any(value.strip() for _, value in fields())


def _letter(owner: vault.Owner) -> bool:
    """Whether what was sent is kept for its owner: not where there is no room, nor where they have
    no answers here any more.
    """
    with security.limiter.limit(RATE_LETTERS):
        try:
            return drafts.write_letter(
                visit.store(), owner, g.today, visit.months(), _page(), _draft()
            )
        except drafts.NoRoom:
            return False


def closed(others: bool, kept: bool):
    """The answers that this page belongs to are not open. `others`: somebody else's are; `kept`: as
    from `_letter`.
    """
    return (
        render_template(
            "closed.html",
            others=others,
            kept=kept,
            typed=[] if kept else security.typed(),
            rest=addresses.lost(),
        ),
        409,
    )


def _keep_aside():
    """A button that leads elsewhere was pressed (Put away, Hide …): what stands on its page is kept
    as a draft. A page that says so where there is no room; then the button did nothing.
    """
    if not sent("page") or _page() == _here():
        return None
    record = visit.record_or_none()
    if record and _page() and differs(record, _page(), fields()):
        try:
            g.held = drafts.keep(
                visit.store(), visit.key(), g.today, visit.months(), _page(), _draft()
            )
        except drafts.NoRoom:
            return _not_kept()
    return None


def _not_kept():
    what = _(
        "Copy it from here, or go back to its page and save it there. First save the other pages"
        " that wait for you. You find them on your map."
    )
    return (
        render_template(
            "error.html",
            picture_name="too-much",
            title=_("There was no room for what you wrote"),
            what=what,
            status=413,
            typed=security.typed(),
        ),
        413,
    )


# ---- keeping and giving back ---------------------------------------------------------------------


@site.post("/draft")
@security.limiter.limit(RATE_DRAFTS)
def keep_draft():
    """What the page's script sends: kept; or, when it says nothing else than what is kept as an
    answer, no draft is needed.
    """
    page, record = _page() or abort(404), visit.record()
    key, today, months = visit.key(), g.today, visit.months()
    if differs(record, page, fields()):
        try:
            drafts.keep(visit.store(), key, today, months, page, _draft())
        except drafts.NoRoom:
            abort(413)
    elif page in visit.held().pages:
        drafts.drop(visit.store(), key, today, months, page)
    g.pop("record")  # nothing was saved: the cookie stays as it is
    return "", 204


@site.after_request
def sent_at_last(response):
    """The page was sent and taken: its draft goes, and what comes late from it."""
    taken = (
        request.method == "POST"
        and response.status_code == 303
        and "key" in g
        and "forgotten" not in g
        and _page() == _here()
    )
    if taken and (sent("drafted") or _person_waits()) and visit.record_or_none():
        mine = visit.store(), visit.key(), g.today, visit.months(), _page()
        # The answer is kept; its draft says nothing else
        with suppress(records.Gone, StoreFull, vault.Newer):
            try:
                (
                    drafts.keep(*mine, _draft())
                    if _person_waits()
                    else drafts.drop(*mine, sent("tab")[:40])
                )
            except drafts.NoRoom:
                response = make_response(_not_kept())
    if "leaving" in request.cookies and not request.path.endswith("/draft"):
        cookies.drop(response, "leaving")
    return response


def _person_waits() -> bool:
    """A person was typed on a question page that was left otherwise than by Next: the name waits
    there.
    """
    return (
        bool(sent("person_name").strip())
        and _page().startswith("set/")
        and sent("do") not in ("next", "add", "")
    )


def draft_fields(shown: bool = False) -> Markup:
    """The hidden fields of a form that keeps drafts. `shown`: a draft stands in it. The page may
    then send to this site.
    """
    request.environ[security.DRAFTS] = True
    tab = sent("tab")[:40] if request.method == "POST" and sent("tab") else vault.new_token()
    page = _page() if request.method == "POST" else _here()
    return Markup(
        '<input type="hidden" name="page" value="%s"><input type="hidden" name="tab"'
        ' value="%s"><input type="hidden" name="drafted" value="%s" data-noroom="%s">'
    ) % (
        page,
        tab,
        "yes" if shown or sent("drafted") else "",
        _("What you wrote here is not kept yet. Save it now, or copy it to another place."),
    )


def all_at(record: Record) -> drafts.Fields:
    """What was written and picked on this page and not sent, field by field; () as `at`."""
    return _all_at(record, _here())


def at(record: Record, page: str = "") -> dict[str, str] | None:
    """What was written on this page and not sent, as {field: value}; None when there is nothing
    that is not kept already.
    """
    found = _all_at(record, page or _here())
    return dict(found) if found else None


def _all_at(record: Record, page: str) -> drafts.Fields:
    draft = _arrived().pages.get(page)
    return draft.fields if draft and differs(record, page, draft.fields) else ()


def answer_at(record: Record, step, choices):
    """The draft of a question page as (answer, fields); (None, {}) when there is none."""
    found = _all_at(record, paths.of_step(step))
    return (forms.refill(step.question, choices, found), dict(found)) if found else (None, {})


def _arrived() -> drafts.Held:
    """The drafts. A browser that leaves a page sends its draft and asks for the next page at the
    same moment: the draft is waited for.
    """
    tab, _, turn = request.cookies.get("leaving", "").partition(".")
    until = time.monotonic() + limits.DRAFT_WAIT
    while (
        tab
        and addresses.figure(turn)
        and time.monotonic() < until
        and not _is_here(visit.held(), tab, addresses.figure(turn))
    ):
        time.sleep(0.02)
        g.pop("held")
    return visit.held()


def _is_here(held: drafts.Held, tab: str, turn: int) -> bool:
    return tab in held.sent or any(d.tab == tab and d.turn >= turn for d in held.pages.values())


# ---- what waits ----------------------------------------------------------------------------------


def differs(record: Record, page: str, found: drafts.Fields) -> bool:
    """Whether the fields say anything else than what is kept for this page."""
    one = dict(found)
    if page.startswith("set/"):
        step = _step(record, page)
        if step is None:
            return any(text.strip() for name, text in found if name not in SENT_WITH)
        answer = forms.refill(step.question, flow.choices(visit.words(), step, record.said), found)
        given = msgspec.structs.replace(
            forms.content(record.said.answers.get(step.key)), state="given"
        )
        return (
            forms.content(answer) != given
            or any(one.get(n, "").strip() for n in ("person_name", "person_role"))
            or bool(one.get("date", "").strip()) != bool(answer.date)
        )
    if page.startswith("people/"):
        there = next((p for p in record.said.people if p.id == page.partition("/")[2]), Person(""))
        return (one.get("person_name", ""), one.get("person_role", "")) != (there.name, there.role)
    if page == "key":
        return (one.get("word", ""), one.get("picture", "")) != (
            record.said.card.word,
            record.said.card.picture,
        )
    if page in ("share/what", "share/until", "share/number"):
        return (
            record.keeping.draft is not None
            and one.get("made") == record.keeping.draft.token
            and _link_differs(record.keeping.draft, page, found)
        )
    reader = record.keeping.draft.reader if page == "share/who" and record.keeping.draft else ""
    return bool(one.get("name", "").strip()) and one["name"] != reader


def _link_differs(link: Share, page: str, found: drafts.Fields) -> bool:
    one = dict(found)
    if page == "share/what":
        return {value for name, value in found if name == "answer"} != {*link.sections}
    if page == "share/until":
        return (one.get("answer", ""), one.get("date", "")) != forms.shown_until(
            link.until, g.today
        )
    return one.get("number", "") != link.number


def _step(record: Record, page: str):
    _, set_id, question_id, about = (*page.split("/", 3), "")[:4]
    return flow.step_at(visit.words(), record.said, set_id, question_id, about)


def waiting(record: Record) -> list[dict]:
    """What was written and not sent, for the map: {"title", "path", "words"}; no path where the
    page is not there any more.
    """
    return [
        _row(record, page, draft.fields)
        for page, draft in _arrived().pages.items()
        if differs(record, page, draft.fields)
    ]


def _row(record: Record, page: str, found: drafts.Fields) -> dict:
    names = {
        "key": _("My key"),
        "helpers": _("What my supporters think"),
        "share/who": _("Who may read?"),
        "share/what": _("What may they see?"),
        "share/until": _("How long may they see it?"),
        "share/number": _("Do you want a number for the link?"),
        "people/new": _("Add a person"),
    }
    if page.startswith("set/"):
        step = _step(record, page)
        title, path = (flow.title(step), page) if step else ("", "")
    else:
        there = page in names or any(p.id == page.partition("/")[2] for p in record.said.people)
        title, path = names.get(page, _("Change a person")), page if there else ""
    return {
        "title": title,
        "path": path,
        "words": [text for name, text in found if name not in SENT_WITH and text.strip()],
    }
