"""What is written and not sent: kept a little after it was written and when the page is left, and
given back.
"""

import re
import time
from contextlib import suppress

import msgspec
from flask import abort, make_response, request
from flask_babel import gettext as _
from markupsafe import Markup

from ... import kinds, limits
from ...keeping import drafts, records, vault
from ...keeping.store import NotSaved
from ...kinds import calendar
from ...life import steps
from ...limits import RATE_DRAFTS
from ...model.record import Record, Share
from ...model.said import Person
from .. import adding, cookies, errors, paths, posted, security
from ..posted import sent
from ..visit import visit
from . import site

# Pages on which something can be written and that come back filled in: paths without language and
# layer.
PAGES = re.compile(
    r"set/[\w-]{1,40}/[\w-]{1,40}(/[^/\\?#\s]{1,300})?"
    r"|people/(new|person-\d{1,6})|key|helpers|share/(who|what|until|number)"
    r"|name/(take|share|proposal)"
)

# What is picked on such pages, and for which link
SENT_WITH = {"answer", "person_role", "person_more", "picture", "change", "made"}


def page_sent() -> str:
    """The page whose form was sent: another than the path where a button of the page leads
    elsewhere; "" when it keeps no drafts.
    """
    page = sent("page") or paths.here()
    return page if PAGES.fullmatch(page) else ""


def draft_sent() -> drafts.Draft:
    return drafts.Draft(posted.fields(), sent("tab")[:40], paths.figure(sent("turn")))


def no_room():
    what = _(
        "Copy it from here, or go back to its page and save it there. First save the"
        " other pages that wait for you. You can find them on the page My topics."
    )
    return errors.page(413, "too-much", _("There was no room for what you wrote"), what)


@site.post("/draft")
@security.limiter.limit(RATE_DRAFTS)
def keep_draft():
    """What the page's script sends: kept; or, when it says nothing else than what is kept as an
    answer, no draft is needed.
    """
    page, record = page_sent() or abort(404), visit.record()
    if differs(record, page, posted.fields()):
        try:
            visit.keep_draft(page, draft_sent())
        except drafts.NoRoom:
            abort(413)
    elif page in visit.held().pages:
        visit.drop_draft(page)
    visit.saves_nothing()
    return "", 204


@site.after_request
def sent_at_last(response):
    """The page was sent and taken: its draft goes, and what comes late from it."""
    taken = (
        request.method == "POST"
        and (response.status_code == 303 or visit.taken)
        and visit.key_at_work()
        and page_sent() == paths.here()
    )
    if taken and (sent("drafted") or _person_waits()) and visit.record_or_none():
        # The answer is kept; its draft says nothing else
        with suppress(records.Gone, NotSaved, vault.Newer):
            try:
                if _person_waits():
                    visit.keep_draft(page_sent(), draft_sent())
                else:
                    visit.drop_draft(page_sent(), sent("tab")[:40])
            except drafts.NoRoom:
                response = make_response(no_room())
    elif request.method == "POST" and response.status_code == 422 and visit.tab:
        _keep_refused()
    if "leaving" in request.cookies and not request.path.endswith("/draft"):
        cookies.drop_named(response, "leaving")
    return response


def _keep_refused() -> None:
    """What was written waits, also where the page that says what is wrong is left at once. As the
    first draft of that page: its script counts from one.
    """
    page, fields, record = page_sent(), posted.fields(), visit.record_or_none()
    if page != paths.here() or record is None or not differs(record, page, fields):
        return
    with suppress(records.Gone, NotSaved, vault.Newer, drafts.NoRoom):
        visit.keep_draft(page, drafts.Draft(fields, visit.tab), instead=sent("tab")[:40])


def _person_waits() -> bool:
    """A person was picked or named on a question page that was left otherwise than by Next: they
    wait there.
    """
    return (
        adding.anybody(posted.fields())
        and page_sent().startswith("set/")
        and sent("do") not in ("next", "add", "")
    )


def draft_fields(shown: bool = False, page: str = "") -> Markup:
    """The hidden fields of a form that keeps drafts. `shown`: a draft stands in it. `page`: another
    than this one, where the form goes. The page may then send to this site.
    """
    security.page_keeps_drafts()
    visit.tab = vault.new_token()
    again = request.method == "POST"  # the page is refused, and holds what was written
    return Markup(
        '<input type="hidden" name="page" value="%s"><input type="hidden" name="tab"'
        ' value="%s"><input type="hidden" name="drafted" value="%s" data-noroom="%s">'
    ) % (
        page_sent() if again else page or paths.here(),
        visit.tab,
        "yes" if shown or again else "",
        _("What you wrote here is not kept yet. Save it now, or copy it to another place."),
    )


def all_at(record: Record, page: str = "") -> drafts.Fields:
    """What was written and picked on this page and not sent, field by field; () as `at`."""
    return _all_at(record, page or paths.here())


def at(record: Record, page: str = "") -> dict[str, str] | None:
    """What was written on this page and not sent, as {field: value}; None when there is nothing
    that is not kept already.
    """
    fields = _all_at(record, page or paths.here())
    return dict(fields) if fields else None


def _all_at(record: Record, page: str) -> drafts.Fields:
    draft = _arrived().pages.get(page)
    return draft.fields if draft and differs(record, page, draft.fields) else ()


def answer_at(record: Record, step, choices):
    """The draft of a question page as (answer, fields); (None, ()) when there is none."""
    fields = _all_at(record, paths.of_step(step))
    return (kinds.refill(step.question, choices, fields), fields) if fields else (None, ())


def _arrived() -> drafts.Held:
    """The drafts. A browser that leaves a page sends its draft and asks for the next page at the
    same moment: the draft is waited for.
    """
    tab, _, turn = request.cookies.get("leaving", "").partition(".")
    until, held = time.monotonic() + limits.DRAFT_WAIT, visit.held()
    while (
        tab
        and paths.figure(turn)
        and time.monotonic() < until
        and not _is_here(held, tab, paths.figure(turn))
    ):
        time.sleep(0.02)
        held = visit.held(anew=True)
    return held


def _is_here(held: drafts.Held, tab: str, turn: int) -> bool:
    return tab in held.sent or any(d.tab == tab and d.turn >= turn for d in held.pages.values())


def differs(record: Record, page: str, fields: drafts.Fields) -> bool:
    """Whether the fields say anything else than what is kept for this page."""
    by_name = dict(fields)
    if page.startswith("set/"):
        step = _step(record, page)
        if step is None:
            return any(text.strip() for name, text in fields if name not in SENT_WITH)
        answer = kinds.refill(step.question, visit.life(record.said).choices(step), fields)
        given = msgspec.structs.replace(
            kinds.gist(record.said.answers.get(step.key)), state="given"
        )
        return (
            kinds.gist(answer) != given
            or adding.anybody(fields)
            or bool(by_name.get("date", "").strip()) != bool(answer.date)
        )
    if page == "people/new":
        return adding.anybody(fields)
    if page.startswith("people/"):
        there = next((p for p in record.said.people if p.id == page.partition("/")[2]), Person(""))
        return (by_name.get("person_name", ""), by_name.get("person_role", "")) != (
            there.name,
            there.role,
        )
    if page == "key":
        return (by_name.get("word", ""), by_name.get("picture", "")) != (
            record.said.card.word,
            record.said.card.picture,
        )
    if page.startswith("name/"):
        paper = record.said.paper
        return (by_name.get("name", ""), by_name.get("date", "")) != (paper.name, paper.meeting)
    if page in ("share/what", "share/until", "share/number"):
        return (
            record.keeping.draft is not None
            and by_name.get("made") == record.keeping.draft.token
            and _link_differs(record.keeping.draft, page, fields)
        )
    reader = record.keeping.draft.reader if page == "share/who" and record.keeping.draft else ""
    return bool(by_name.get("name", "").strip()) and by_name["name"] != reader


def _link_differs(link: Share, page: str, fields: drafts.Fields) -> bool:
    by_name = dict(fields)
    if page == "share/what":
        return {value for name, value in fields if name == "answer"} != {*link.sections}
    if page == "share/until":
        return (by_name.get("answer", ""), by_name.get("date", "")) != calendar.shown_until(
            link.until, visit.today
        )
    return by_name.get("number", "") != link.number


def _step(record: Record, page: str):
    _, set_id, question_id, about = (*page.split("/", 3), "")[:4]
    return visit.life(record.said).step_at(set_id, question_id, about)


def waiting(record: Record) -> list[dict]:
    """What was written and not sent, for the map: {"title", "path", "words"}; no path where the
    page is not there any more.
    """
    return [
        _row(record, page, draft.fields)
        for page, draft in _arrived().pages.items()
        if differs(record, page, draft.fields)
    ]


def _row(record: Record, page: str, fields: drafts.Fields) -> dict:
    names = {
        "key": _("My key"),
        "helpers": _("What others think"),
        "share/who": _("Who can read it?"),
        "share/what": _("What can they see?"),
        "share/until": _("How long can they see it?"),
        "share/number": _("Do you want a code for the link?"),
        "people/new": _("Add people"),
    }
    names |= dict.fromkeys(
        ("name/take", "name/share", "name/proposal"), _("What name do you want on the paper?")
    )
    if page.startswith("set/"):
        step = _step(record, page)
        title, path = (steps.title(step), page) if step else ("", "")
    else:
        there = page in names or any(p.id == page.partition("/")[2] for p in record.said.people)
        title, path = names.get(page, _("Change a person")), page if there else ""
    return {
        "title": title,
        "path": path,
        "words": [text for name, text in fields if name not in SENT_WITH and text.strip()],
    }
