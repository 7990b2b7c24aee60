"""Supporters with a view of their own: ask one, read, hide, print and delete what they think; their
link.
"""

import msgspec
from flask import abort, render_template, request

from ... import limits
from ...keeping import cards, shares, supporters, vault
from ...life import views
from ...model.record import Supporter, with_keeping
from .. import paths
from ..errors import link_ended
from ..layers import SUPPORTER
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import visit
from . import as_file, drafting, site
from .opening import asked_about


def _page(fault: str = "", name: str = ""):
    """The list. fault: "", "nothing", "too-long", "full"; name: what was typed."""
    record = visit.record()
    draft = None if request.method == "POST" else drafting.at(record)
    return render_template(
        "supporter/supporters.html",
        drafted=bool(draft),
        record=record,
        link=_link,
        view_id=supporters.view_id,
        full=len(record.keeping.supporters) >= limits.SUPPORTERS,
        most=limits.SUPPORTERS,
        room=limits.NAME,
        fault=fault,
        name=draft["name"] if draft else name,
        known=" ".join(map(supporters.view_id, record.keeping.supporters)),
        kept="kept" in request.args,
    ), (422 if fault else 200)


def _link(supporter: Supporter) -> str:
    return paths.of_link("h", supporter.token)


def _mine(name: str) -> Supporter:
    """The supporter whose pages have this name: no address of the person's pages opens anything.
    Older pages in open tabs have the token there.
    """
    return next(
        (h for h in visit.record().keeping.supporters if name in (supporters.view_id(h), h.token)),
        None,
    ) or abort(404)


def _number(supporter: Supporter) -> int:
    """Which supporter of the list: a page's title stays in the browser's history, and tells no
    name.
    """
    return visit.record().keeping.supporters.index(supporter) + 1


@site.get("/helpers")
def supporters_page():
    visit.record()
    return _page()


@site.post("/helpers")
@limiter.limit(limits.RATE_STARTS)
def add_supporter():
    record, name = visit.record(), " ".join(sent("name").split())
    if not name or len(name) > limits.NAME:
        return _page(
            "full"
            if len(record.keeping.supporters) >= limits.SUPPORTERS
            else "too-long"
            if name
            else "nothing",
            name,
        )
    new = Supporter(vault.new_token(), name, visit.today.isoformat())
    if not supporters.add(
        visit.store,
        visit.key(),
        visit.change_by,
        new,
        sent("known").split(),
        visit.today,
        visit.months,
    ):
        return _page("full", name)
    return go("helpers", kept="yes")


@site.get("/helpers/<name>")
def supporter(name):
    """What a supporter thinks, for the person: set by set, in another colour."""
    mine = _mine(name)
    theirs, said = supporters.record_of(visit.store, mine, visit.today, visit.months), []
    if theirs:
        said = views.told_by(mine.name, visit.words, theirs.said)
    return render_template(
        "supporter/supporter.html",
        supporter=mine,
        number=_number(mine),
        shut=theirs is None,
        said=said,
    )


@site.get("/helpers/<name>/qr.svg")
def supporter_qr(name):
    return as_file(cards.qr_svg(_link(_mine(name))), "image/svg+xml")


@site.get("/helpers/<name>/delete")
def ask_to_delete(name):
    """Asked before: it can't be brought back. What a link shows of it is a copy, which does not go
    with it.
    """
    mine = _mine(name)
    shared = any(
        supporters.view_id(mine) in share.sections
        for share in shares.living(visit.record(), visit.today)
    )
    return render_template(
        "supporter/delete.html",
        supporter=mine,
        view_id=supporters.view_id(mine),
        number=_number(mine),
        shared=shared,
    )


@site.post("/helpers/<name>")
def change_supporter(name):
    """`do` says: hide, show, print, not-print, delete."""
    mine = _mine(name)
    changes = {
        "hide": {"hidden": True},
        "show": {"hidden": False},
        "print": {"printed": True},
        "not-print": {"printed": False},
    }
    if sent("do") == "delete" and sent("sure") != "yes":
        return go(f"helpers/{supporters.view_id(mine)}/delete")
    if sent("do") == "delete":
        supporters.delete(visit.store, visit.change_by, mine)
    elif sent("do") in changes:
        now = changes[sent("do")]
        visit.change_by(
            lambda a: with_keeping(
                a,
                supporters=tuple(
                    msgspec.structs.replace(h, **now) if h.token == mine.token else h
                    for h in a.keeping.supporters
                ),
            )
        )
    return go("helpers", kept="yes")


@site.get("/h/<token>")
def supporter_start(token):
    """What a supporter's link opens at first. Programs follow links by themselves: they change
    nothing and get no cookie.
    """
    return _cover(token) if _opens(token) else link_ended()


@site.post("/h/<token>")
@limiter.limit(limits.RATE_DOCUMENTS)
def open_view(token):
    """The press: the browser keeps the supporter's key beside the person's own, apart from it."""
    if not (key := _opens(token)):
        return link_ended()
    if (held := _held(key)) and not asked_about(held):
        return _cover(token)
    visit.take(key)
    visit.record()
    return go("map")


def _opens(token: str) -> vault.Key | None:
    """The key of a supporter's link, else None; from here on all is about their own pages, not the
    person's.
    """
    visit.enter(SUPPORTER)
    key = vault.from_token(token)
    return key if key and supporters.opens(visit.store, key) else None


def _cover(token: str):
    return render_template(
        "supporter/start.html", token=token, others=bool(_held(vault.known_token(token)))
    )


def _held(key: vault.Key) -> vault.Key | None:
    """The key of another supporter's view, when this browser holds one that opens."""
    try:
        record = visit.record_or_none()
    except (vault.Broken, vault.Newer):
        return None
    return visit.key() if record and visit.key() != key else None
