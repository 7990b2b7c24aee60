"""Share a part of the proposal with one reader, take it back; what the reader sees; supporters with a view of their own."""

from datetime import date, timedelta

import msgspec
from flask import abort, g, render_template, request

from .. import cards, config, flow, proposal, sharing, vault, visit
from ..export import Look
from ..model import Assessment, Helper, Share
from ..security import limiter
from . import as_file, drafting, go, link_ended, sent, site

UNTIL = {"day": 1, "week": 7, "month": 31}  # days that a link lives
STEPS = ("who", "what", "until", "number")


def _built():
    return proposal.build(visit.words(), visit.record(), g.today.isoformat(), visit.helper_views())


def _titles(built) -> dict[str, tuple[str, str]]:
    """Sections that can be shared: id -> (title, picture)."""
    found = {s.id: (s.title, s.picture) for s in built.sections}
    if built.worker:
        found["worker"] = (built.worker.title, built.worker.picture)
    return found


@site.get("/shares")
def shares():
    record = visit.record()
    titles = _titles(_built())
    return render_template("shares.html", rows=[_row(s, titles) for s in record.shares], kept="kept" in request.args, full=len(_living(record)) >= config.SHARES, nothing=not titles)


def _living(record: Assessment) -> list[Share]:
    return [s for s in record.shares if not s.back and s.until >= g.today.isoformat()]


def _row(share: Share, titles) -> dict:
    """A link as the list shows it: what, until when, how often it was opened; or how it ended."""
    copy = None
    if not share.back:
        try:
            copy = sharing.look(visit.store(), share.token, g.today)
        except sharing.Ended:
            pass
    words = lambda day: flow.date_text(day, g.lang)  # noqa: E731
    return {"share": share, "titles": [titles[s][0] for s in share.sections if s in titles], "until": words(share.until), "made": words(share.made),
            "opened": copy.opened if copy else 0, "last": words(copy.last) if copy and copy.last else "",
            "state": "back" if share.back else "alive" if copy else "ended"}


# ---- making a link, one thing a page ---------------------------------------------------------------


@site.get("/share/<step>")
def share_step(step):
    if step not in STEPS:
        abort(404)
    record = visit.record()
    draft = record.draft or Share("", "", (), "", "")
    if step != "who" and not draft.reader:
        return go("share/who")
    written = drafting.at(record) if step == "who" else None
    return _step_page(step, record, msgspec.structs.replace(draft, reader=written["name"]) if written else draft, drafted=bool(written))


def _step_page(step: str, record: Assessment, draft: Share, fault: str = "", drafted: bool = False):
    people = [flow.person_choice(visit.words(), p) for p in record.people if not p.away]
    return render_template(f"share_{step}.html", draft=draft, drafted=drafted, people=people, titles=_titles(_built()), fault=fault, missing=bool(fault),
                           room=config.NAME, today=g.today.isoformat(), last=(g.today + timedelta(config.SHARE_DAYS)).isoformat()), 422 if fault else 200


@site.post("/share/<step>")
def save_share_step(step):
    if step not in STEPS:
        abort(404)
    record = visit.record()
    draft, fault = READ[step](record, record.draft or Share("", "", (), "", ""))
    if fault:
        return _step_page(step, record, draft, fault)
    if step != STEPS[-1]:
        visit.change(draft=draft)
        return go("share/" + STEPS[STEPS.index(step) + 1])
    if not (draft.reader and draft.sections and draft.until):
        return go("share/who")
    if len(_living(record)) >= config.SHARES:  # made in another tab meanwhile
        return go("shares")
    share = msgspec.structs.replace(draft, token=vault.new_token(), made=g.today.isoformat())
    sharing.give(visit.store(), share, _built())
    visit.change_by(lambda a: msgspec.structs.replace(a, draft=None, shares=(*_living(a), share)))
    return go(f"shares/{share.token}")


def _read_who(record: Assessment, draft: Share):
    chosen = next((flow.person_choice(visit.words(), p).label for p in record.people if p.id == sent("answer") and not p.away), "")
    name = " ".join(sent("name").split()) or chosen
    return msgspec.structs.replace(draft, reader=name), "too-long" if len(name) > config.NAME else "" if name else "nothing"


def _read_what(record: Assessment, draft: Share):
    known = _titles(_built())
    picked = tuple(dict.fromkeys(s for s in request.form.getlist("answer") if s in known))
    return msgspec.structs.replace(draft, sections=picked), "" if picked else "nothing"


def _read_until(record: Assessment, draft: Share):
    if sent("answer") in UNTIL and not sent("date"):
        return msgspec.structs.replace(draft, until=(g.today + timedelta(UNTIL[sent("answer")])).isoformat()), ""
    try:
        day = date.fromisoformat(sent("date"))
    except ValueError:
        return draft, "no-date" if sent("date") else "nothing"
    if not g.today <= day <= g.today + timedelta(config.SHARE_DAYS):
        return draft, "no-date"
    return msgspec.structs.replace(draft, until=day.isoformat()), ""


def _read_number(record: Assessment, draft: Share):
    number = "".join(sent("number").split())
    good = not number or len(number) == 4 and number.isascii() and number.isdigit()
    return msgspec.structs.replace(draft, number=number), "" if good else "no-number"


READ = {"who": _read_who, "what": _read_what, "until": _read_until, "number": _read_number}


# ---- one link of mine ------------------------------------------------------------------------------


def _mine(token: str) -> Share:
    return next((s for s in visit.record().shares if s.token == token), None) or abort(404)


def _link(share: Share) -> str:
    return f"{request.url_root}{g.lang}/s/{share.token}"


@site.get("/shares/<token>")
def share(token):
    found = _mine(token)
    return render_template("share.html", row=_row(found, _titles(_built())), link=_link(found), kept="kept" in request.args)


@site.get("/shares/<token>/qr.svg")
def share_qr(token):
    return as_file(cards.qr_svg(_link(_mine(token))), "image/svg+xml")


@site.post("/shares/<token>")
def change_share(token):
    """`do` says: back (take it back, at once), new (send the new version)."""
    found = _mine(token)
    if sent("do") == "back":
        sharing.take_back(visit.store(), token)
        gone = msgspec.structs.replace(found, back=True)
        visit.change_by(lambda a: msgspec.structs.replace(a, shares=tuple(gone if s.token == token else s for s in a.shares)))
    elif sent("do") == "new" and found in _living(visit.record()):
        sharing.give(visit.store(), found, _built())
    return go(f"shares/{token}", kept="yes")


# ---- what the reader sees --------------------------------------------------------------------------


@site.get("/s/<token>")
@site.post("/s/<token>")
@limiter.limit(config.RATE_DOCUMENTS)
def read_share(token):
    """The reader's page, in the person's language with the reader's language around it."""
    return _for_reader(token, lambda built, number: render_template(
        "shared.html", proposal=built, sections=[*built.sections, *filter(None, [built.worker])], token=token, number=number))


@site.get("/s/<token>/pdf")
@site.post("/s/<token>/pdf")
@limiter.limit(config.RATE_DOCUMENTS)
def read_share_pdf(token):
    def made(built, number):
        from ..export import pdf  # as in proposals

        texts = visit.contents(built.language).texts
        body = pdf.make(built, texts, config.folder("static") / "pictograms", Look(g.reading.pictures, int(g.reading.text)))
        return as_file(body, "application/pdf", f"{texts['proposal.file']}-{built.day}.pdf")

    return _for_reader(token, made)


def _for_reader(token: str, show):
    number = "".join(sent("number").split())
    try:
        return show(sharing.open_copy(visit.store(), token, g.today, number), number)
    except sharing.WrongNumber as wrong:
        return render_template("share_locked.html", wrong=bool(number), left=wrong.left, token=token), 422 if number else 200
    except sharing.Ended:
        return link_ended()


# ---- supporters: "what I think" --------------------------------------------------------------------


def _helpers_page(record: Assessment, fault: str = "", kept: bool = False):
    draft = None if request.method == "POST" else drafting.at(record)
    return render_template("helpers.html", name=draft["name"] if draft else sent("name"), drafted=bool(draft), record=record, link=_helper_link, full=len(record.helpers) >= config.HELPERS,
                           room=config.NAME, fault=fault, kept=kept)


def _helper_link(helper: Helper) -> str:
    return f"{request.url_root}{g.lang}/h/{helper.token}"


def _my_helper(token: str) -> Helper:
    return next((h for h in visit.record().helpers if h.token == token), None) or abort(404)


@site.get("/helpers")
def helpers():
    return _helpers_page(visit.record(), kept="kept" in request.args)


@site.post("/helpers")
@limiter.limit(config.RATE_STARTS)
def add_helper():
    record, name = visit.record(), " ".join(sent("name").split())
    if not name or len(name) > config.NAME or len(record.helpers) >= config.HELPERS:
        return _helpers_page(record, "too-long" if name else "nothing"), 422
    helper = Helper(vault.new_token(), name, g.today.isoformat())
    sharing.start_helper(visit.store(), helper, g.today, visit.months())
    visit.change_by(lambda a: msgspec.structs.replace(a, helpers=(*a.helpers, helper)))
    return go("helpers", kept="yes")


@site.get("/helpers/<token>")
def helper(token):
    """What a supporter thinks, for the person: set by set, in another colour."""
    found = _my_helper(token)
    theirs = sharing.of_helper(visit.store(), found, g.today, visit.months())
    words = visit.words()
    said = [(s, [(step, lines) for step, _, lines in flow.said(words, s, theirs) if lines]) for s in words.sets.values()] if theirs else []
    return render_template("helper.html", helper=found, said=[(s, rows) for s, rows in said if rows], title=flow.title)


@site.get("/helpers/<token>/qr.svg")
def helper_qr(token):
    return as_file(cards.qr_svg(_helper_link(_my_helper(token))), "image/svg+xml")


@site.post("/helpers/<token>")
def change_helper(token):
    """`do` says: hide, show, print, not-print, delete."""
    found = _my_helper(token)
    changes = {"hide": {"hidden": True}, "show": {"hidden": False}, "print": {"printed": True}, "not-print": {"printed": False}}
    if sent("do") == "delete" and sent("sure") != "yes":
        return render_template("helper_delete.html", helper=found)
    if sent("do") == "delete":
        sharing.end_helper(visit.store(), found)
        visit.change_by(lambda a: msgspec.structs.replace(a, helpers=tuple(h for h in a.helpers if h.token != token)))
    elif sent("do") in changes:
        new = msgspec.structs.replace(found, **changes[sent("do")])
        visit.change_by(lambda a: msgspec.structs.replace(a, helpers=tuple(new if h.token == token else h for h in a.helpers)))
    return go("helpers", kept="yes")


@site.get("/h/<token>")
def helper_start(token):
    """A supporter's link: the browser keeps it beside the person's own key, apart from it."""
    key = vault.from_token(token)
    record = key and sharing.record_of(visit.store(), key, g.today, visit.months())
    if not record or not record.helper:
        return link_ended()
    return visit.keep_view(render_template("helper_start.html", name=record.helper), key)
