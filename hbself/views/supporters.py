"""Supporters with a view of their own: ask one, read, hide, print and delete what they think; their link."""

import msgspec
from flask import abort, g, render_template, request

from .. import cards, config, flow, sharing, vault, visit
from ..model import Helper
from ..security import limiter
from . import as_file, drafting, go, link_ended, sent, site


def _page(fault: str = "", name: str = ""):
    """The list. fault: "", "nothing", "too-long", "full"; name: what was typed."""
    record = visit.record()
    draft = None if request.method == "POST" else drafting.at(record)
    return render_template("helpers.html", drafted=bool(draft), record=record, link=_link, full=len(record.helpers) >= config.HELPERS, most=config.HELPERS,
                           room=config.NAME, fault=fault, name=draft["name"] if draft else name, known=" ".join(map(sharing.view_id, record.helpers)),
                           kept="kept" in request.args), 422 if fault else 200


def _link(helper: Helper) -> str:
    return f"{request.url_root}{g.lang}/h/{helper.token}"


def _mine(token: str) -> Helper:
    return next((h for h in visit.record().helpers if h.token == token), None) or abort(404)


def _place(helper: Helper) -> int:
    """Which of my supporters it is, from 1 on, for titles."""
    return visit.record().helpers.index(helper) + 1


@site.get("/helpers")
def helpers():
    visit.record()
    return _page()


@site.post("/helpers")
@limiter.limit(config.RATE_STARTS)
def add_helper():
    record, name = visit.record(), " ".join(sent("name").split())
    if not name or len(name) > config.NAME:
        return _page("full" if len(record.helpers) >= config.HELPERS else "too-long" if name else "nothing", name)
    helper = Helper(vault.new_token(), name, g.today.isoformat())
    if not sharing.add_helper(visit.store(), visit.change_by, helper, sent("known").split(), g.today, visit.months()):
        return _page("full", name)
    return go("helpers", kept="yes")


@site.get("/helpers/<token>")
def helper(token):
    """What a supporter thinks, for the person: set by set, in another colour."""
    found = _mine(token)
    theirs = sharing.of_helper(visit.store(), found, g.today, visit.months())
    words = visit.words()
    said = [(s, [(step, lines) for step, _, lines in flow.said(words, s, theirs) if lines]) for s in words.sets.values()] if theirs else []
    return render_template("helper.html", helper=found, place=_place(found), said=[(s, rows) for s, rows in said if rows], title=flow.title)


@site.get("/helpers/<token>/qr.svg")
def helper_qr(token):
    return as_file(cards.qr_svg(_link(_mine(token))), "image/svg+xml")


@site.get("/helpers/<token>/delete")
def helper_delete(token):
    """Asked before: it can't be brought back. What a link shows of it is a copy, which does not go with it."""
    found = _mine(token)
    shared = any(sharing.view_id(found) in share.sections for share in sharing.living(visit.record(), g.today))
    return render_template("helper_delete.html", helper=found, place=_place(found), shared=shared)


@site.post("/helpers/<token>")
def change_helper(token):
    """`do` says: hide, show, print, not-print, delete."""
    found = _mine(token)
    changes = {"hide": {"hidden": True}, "show": {"hidden": False}, "print": {"printed": True}, "not-print": {"printed": False}}
    if sent("do") == "delete" and sent("sure") != "yes":
        return go(f"helpers/{token}/delete")
    if sent("do") == "delete":
        sharing.delete_helper(visit.store(), visit.change_by, found)
    elif sent("do") in changes:
        now = changes[sent("do")]
        visit.change_by(lambda a: msgspec.structs.replace(
            a, helpers=tuple(msgspec.structs.replace(h, **now) if h.token == token else h for h in a.helpers)))
    return go("helpers", kept="yes")


@site.get("/h/<token>")
def helper_start(token):
    """A supporter's link: the browser keeps it beside the person's own key, apart from it. Whoever follows it, a mail scanner
    too, changes nothing."""
    key = vault.from_token(token)
    record = key and sharing.record_of(visit.store(), key, g.today, visit.months())
    if not record or not record.helper:
        return link_ended()
    g.view = True  # its links lead into the supporter's own pages, not into the person's
    return visit.keep_view(render_template("helper_start.html", name=record.helper), key)
