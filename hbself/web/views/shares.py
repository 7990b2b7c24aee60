"""My links: what each reader sees, until when; look as they do, send it anew, take it back."""

from contextlib import suppress

import msgspec
from flask import abort, redirect, render_template, request

from ... import limits
from ...keeping import cards, copies, supporters, vault
from ...keeping.shares import link_id, living
from ...life import days
from ...model.record import Share, with_keeping
from .. import paths
from ..paths import go
from ..posted import sent
from ..visit import visit
from . import as_file, site
from .proposals import build_mine, supporters_said, why_empty
from .readers import portion


@site.get("/shares")
def shares():
    record = visit.record()
    return render_template(
        "share/links.html",
        rows=[*map(_row, record.keeping.shares)],
        kept="kept" in request.args,
        # Before the first one goes out: what name stands on it
        new_link="share/who" if record.said.paper.asked else "name/share",
        full=len(living(record, visit.today)) >= limits.SHARES,
        **why_empty(build_mine()),
    )


def _row(share: Share) -> dict:
    """A link as the list shows it: what the copy holds now, until when, how often it was opened; or
    how it ended, or that its copy does not open ("shut": damaged; "newer": a later version has
    written it).
    """
    copy, state = None, "back"
    if not share.back:
        try:
            copy, state = copies.look(visit.store, share.token, visit.today), "alive"
        except copies.Ended:
            # it has a number and a later last day: only wrong numbers end it before
            state = (
                "guessed" if share.number and share.until >= visit.today.isoformat() else "ended"
            )
        except vault.Broken:
            state = "shut"
        except vault.Newer:
            state = "newer"
    return {
        "share": share,
        "number": _number(share),
        "name": link_id(share.token),
        "titles": _shown(share, copy),
        "until": days.day_text(share.until, visit.lang),
        "opened": copy.opened if copy else 0,
        "last": days.date_text(copy.last, visit.lang) if copy and copy.last else "",
        "state": state,
    }


def _shown(share: Share, copy: copies.Copy | None) -> list[tuple[str, str]]:
    """(title, language when it is not the page's) of what the reader sees; without a copy, of what
    the person had chosen.
    """
    texts = visit.words.texts
    names = {supporters.view_id(h): h.name for h in visit.record().keeping.supporters}
    language, held = copies.holds(copy) if copy else ("", ())
    if not copy or copy.locked and not language:  # an older version made the copy
        held = tuple((one, texts["section.view"].rstrip(":")) for one in share.sections)

    def title(id: str, stored: str) -> tuple[str, str]:
        if name := names.get(id):
            return f"{texts['section.view']} {name}", ""
        known = texts["worker.title"] if id == "worker" else texts.get(f"section.{id}")
        return (known, "") if known else (stored, "" if language == visit.lang else language)

    return [title(*one) for one in held]


def _mine(name: str) -> Share:
    """The link whose pages have this name; older pages in open tabs have its token there."""
    return next(
        (s for s in visit.record().keeping.shares if name in (link_id(s.token), s.token)),
        None,
    ) or abort(404)


def _number(share: Share) -> int:
    """Which of my links it is, from 1 on: titles name no reader, for browsers remember them."""
    return visit.record().keeping.shares.index(share) + 1


@site.before_request
def leave_old_addresses():
    """Earlier versions had tokens in the addresses of the person's own pages, where the browser's
    history keeps them.
    """
    name = (request.view_args or {}).get("name", "")
    if (
        request.method != "GET"
        or vault.from_token(name) is None
        or not (record := visit.record_or_none())
    ):
        return None
    names = {s.token: link_id(s.token) for s in record.keeping.shares} | {
        h.token: supporters.view_id(h) for h in record.keeping.supporters
    }
    return (
        redirect(request.full_path.rstrip("?").replace(name, names[name], 1), 303)
        if name in names
        else None
    )


def _link(share: Share) -> str:
    return paths.of_link("s", share.token)


@site.get("/shares/<name>")
def share(name):
    link = _mine(name)
    supporters_said()  # says whose words could not go along
    return render_template(
        "share/link.html", row=_row(link), link=_link(link), kept="kept" in request.args
    )


@site.get("/shares/<name>/qr.svg")
def share_qr(name):
    return as_file(cards.qr_svg(_link(_mine(name))), "image/svg+xml")


@site.get("/shares/<name>/look")
def look(name):
    """What the reader sees, for who has made the link. Not counted: it is not the reader."""
    link = _mine(name)
    try:
        built = copies.look_inside(visit.store, link, visit.today)
    except (copies.Ended, vault.Broken, vault.Newer):  # the link's page says which
        return go(f"shares/{name}")
    return render_template(
        "reader/copy.html",
        proposal=built,
        sections=[*built.sections, *filter(None, [built.worker])],
        mine=name,
        which=_number(link),
        portion=portion(link.token, built.language),
        said=visit.services.contents[built.language].texts,
    )


@site.post("/shares/<name>")
def change_share(name):
    """`do` says: back (take it back, at once), new (send the new version)."""
    link = _mine(name)
    if sent("do") == "back":
        copies.take_back(visit.store, link.token)
        gone = msgspec.structs.replace(link, back=True)
        visit.change_by(
            lambda a: with_keeping(
                a, shares=tuple(gone if s.token == link.token else s for s in a.keeping.shares)
            )
        )
    elif sent("do") == "new" and link in living(visit.record(), visit.today):
        with suppress(copies.Ended):
            copies.give_again(visit.store, link, build_mine())
    return go(f"shares/{link_id(link.token)}", kept="yes")
