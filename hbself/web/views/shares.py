"""Links: show a part of the proposal to one reader, look at it as they do, send it anew, take it
back.
"""

from contextlib import suppress
from datetime import timedelta

import msgspec
from flask import abort, g, redirect, render_template, request

from ... import limits
from ...keeping import cards, copies, sharing, vault
from ...kinds import forms
from ...life import days, flow, proposal
from ...model.record import Record, Share, with_keeping
from .. import addresses, visit
from . import as_file, drafting, go, sent, site
from .proposals import why_empty
from .questions import no_day
from .readers import portion

STEPS = ("who", "what", "until", "number")
NEW = Share("", "", (), "", "")  # a link of which nothing is known yet


def _built():
    return proposal.build(
        visit.words(), visit.record().said, g.today.isoformat(), visit.helper_views()
    )


def _titles(built) -> dict[str, tuple[str, str]]:
    """Sections that can be shared: id -> (title, picture)."""
    seen = copies.chosen(built, [*(s.id for s in built.sections), "worker"])
    return {s.id: (s.title, s.picture) for s in (*seen.sections, *filter(None, [seen.worker]))}


@site.get("/shares")
def shares():
    record = visit.record()
    return render_template(
        "shares.html",
        rows=[*map(_row, record.keeping.shares)],
        kept="kept" in request.args,
        full=len(sharing.living(record, g.today)) >= limits.SHARES,
        **why_empty(_built()),
    )


def _row(share: Share) -> dict:
    """A link as the list shows it: what the copy holds now, until when, how often it was opened; or
    how it ended, or that its copy does not open ("shut": damaged; "newer": a later version has
    written it).
    """
    copy, state = None, "back"
    if not share.back:
        try:
            copy, state = copies.look(visit.store(), share.token, g.today), "alive"
        except copies.Ended:
            # it has a number and a later last day: only wrong numbers end it before
            state = "guessed" if share.number and share.until >= g.today.isoformat() else "ended"
        except vault.Broken:
            state = "shut"
        except vault.Newer:
            state = "newer"
    return {
        "share": share,
        "number": _number(share),
        "name": sharing.link_id(share.token),
        "titles": _shown(share, copy),
        "until": days.day_text(share.until, g.lang),
        "opened": copy.opened if copy else 0,
        "last": days.date_text(copy.last, g.lang) if copy and copy.last else "",
        "state": state,
    }


def _shown(share: Share, copy: copies.Copy | None) -> list[tuple[str, str]]:
    """(title, language when it is not the page's) of what the reader sees; without a copy, of what
    the person had chosen.
    """
    texts = visit.words().texts
    names = {sharing.view_id(h): h.name for h in visit.record().keeping.helpers}
    language, held = copies.holds(copy) if copy else ("", ())
    if not copy or copy.locked and not language:  # an older version made the copy
        held = tuple((one, texts["section.view"].rstrip(":")) for one in share.sections)

    def title(id: str, stored: str) -> tuple[str, str]:
        if name := names.get(id):
            return f"{texts['section.view']} {name}", ""
        known = texts["worker.title"] if id == "worker" else texts.get(f"section.{id}")
        return (known, "") if known else (stored, "" if language == g.lang else language)

    return [title(*one) for one in held]


# ---- making a link, one thing a page -------------------------------------------------------------


@site.get("/share/<step>")
def share_step(step):
    if step not in STEPS:
        abort(404)
    record = visit.record()
    draft = record.keeping.draft or NEW
    titles = _titles(_built())
    if not titles:  # why, stands there
        return go("shares")
    if step != "who" and not draft.reader:
        return go("share/who")
    found = drafting.all_at(record)
    shown = dict(zip(("answer", "date"), forms.shown_until(draft.until, g.today))) | dict(found)
    if found and step == "who":
        chosen = [
            flow.person_choice(visit.words(), p).label
            for p in record.said.people
            if p.id == shown["answer"]
        ]
        draft = msgspec.structs.replace(
            draft, reader=shown.get("name", "").strip() or "".join(chosen)
        )
    elif found and step == "what":
        draft = msgspec.structs.replace(
            draft, sections=tuple(value for name, value in found if name == "answer")
        )
    elif found and step == "number":
        draft = msgspec.structs.replace(draft, number=shown.get("number", ""))
    return _step_page(
        step, record, draft, titles, drafted=bool(found), picked=shown["answer"], day=shown["date"]
    )


def _step_page(
    step: str,
    record: Record,
    draft: Share,
    titles: dict[str, tuple[str, str]],
    fault: str = "",
    drafted: bool = False,
    picked: str = "",
    day: str = "",
):
    people = [flow.person_choice(visit.words(), p) for p in record.said.people if not p.away]
    return render_template(
        f"share_{step}.html",
        draft=draft,
        drafted=drafted,
        people=people,
        titles=titles,
        fault=fault,
        missing=bool(fault),
        room=limits.NAME,
        today=g.today.isoformat(),
        last=(g.today + timedelta(limits.SHARE_DAYS)).isoformat(),
        day_text=days.day_text,
        no_day=no_day,
        other="other" in request.args,
        tries=limits.NUMBER_TRIES,
        typed_date=_typed_day() or day,
        picked=sent("answer") or picked,
    ), (422 if fault else 200)


def _typed_day() -> str:
    """The day that was sent, as date fields take it; what is no day, as it was typed."""
    try:
        day = forms.read_day(sent("date"))
    except forms.NoDay:
        return sent("date")
    return day.isoformat() if day else ""


@site.post("/share/<step>")
def save_share_step(step):
    if step == "back":
        return _step_back()
    if step not in STEPS:
        abort(404)
    record = visit.record()
    # The last page was sent twice: its link is there already
    if step == STEPS[-1] and record.keeping.draft is None:
        made = {s.token for s in record.keeping.shares} & {sent("made")}
        return go(f"shares/{sharing.link_id(made.pop())}" if made else "shares")
    if step != "who" and sent("made") and sent("made") != (record.keeping.draft or NEW).token:
        # Another window has begun another link: never this reader with those parts
        return go("share/who", other="yes")
    draft, fault = READ[step](record, record.keeping.draft or NEW)
    if fault:
        return _step_page(step, record, draft, _titles(_built()), fault)
    if step != STEPS[-1]:
        visit.keep(draft=draft)
        return go("share/" + STEPS[STEPS.index(step) + 1])
    return _make(draft)


def _step_back():
    """To the page before. What stands on this one stays, in the link's draft, or, where it is not
    ready, in that of the page.
    """
    here, record = sent("page").removeprefix("share/"), visit.record()
    if here not in STEPS[1:]:
        return go("shares")
    if record.keeping.draft and record.keeping.draft.token == sent("made"):
        draft, fault = READ[here](record, record.keeping.draft)
        if not fault:
            visit.keep(draft=draft)
    return go("share/" + STEPS[STEPS.index(here) - 1])


def _make(draft: Share):
    """The link, and where to go on: what is still missing comes first."""
    if not (draft.reader and draft.until):
        return go("share/who")
    built = _built()
    held = copies.chosen(built, draft.sections)
    if not held.sections and not held.worker:  # taken out of the proposal meanwhile
        return go("share/what")
    share = msgspec.structs.replace(
        draft, token=draft.token or vault.new_token(), made=g.today.isoformat()
    )
    if sharing.add_link(visit.store(), visit.change_by, share, built, g.today):
        return go(f"shares/{sharing.link_id(share.token)}")
    return go(
        f"shares/{sharing.link_id(share.token)}"
        if any(s.token == share.token for s in visit.record().keeping.shares)
        else "shares"
    )


def _read_who(record: Record, draft: Share):
    chosen = next(
        (
            flow.person_choice(visit.words(), p).label
            for p in record.said.people
            if p.id == sent("answer") and not p.away
        ),
        "",
    )
    name = " ".join(sent("name").split()) or chosen
    fault = "too-long" if len(name) > limits.NAME else "" if name else "nothing"
    return msgspec.structs.replace(draft, token=vault.new_token(), reader=name), fault


def _read_what(record: Record, draft: Share):
    known = _titles(_built())
    picked = tuple(dict.fromkeys(s for s in request.form.getlist("answer") if s in known))
    return msgspec.structs.replace(draft, sections=picked), "" if picked else "nothing"


def _read_until(record: Record, draft: Share):
    """A card, or a day. Some browsers fill in today when the field is only touched: a card beats
    it, and without a card it is asked about. A card and another day: the person says which. `asked`
    in the form: what they were asked, "both" or "today".
    """
    picked, asked = sent("answer"), sent("asked")
    try:
        day = forms.read_day(sent("date"))
    except forms.NoDay:
        return draft, "no-date"
    if picked in forms.UNTIL and (asked or day in (None, g.today)):
        return (
            msgspec.structs.replace(
                draft, until=(g.today + timedelta(forms.UNTIL[picked])).isoformat()
            ),
            "",
        )
    if day is None:
        return draft, "nothing"
    if not g.today <= day <= g.today + timedelta(limits.SHARE_DAYS):
        return draft, "far"
    if picked in forms.UNTIL or asked == "both" and picked != "date":
        return draft, "both"
    if day == g.today and not (asked and picked == "date"):
        return draft, "today"
    return msgspec.structs.replace(draft, until=day.isoformat()), ""


def _read_number(record: Record, draft: Share):
    number = "".join(sent("number").split())
    good = not number or copies.is_number(number)
    return msgspec.structs.replace(draft, number=number), "" if good else "no-number"


READ = {"who": _read_who, "what": _read_what, "until": _read_until, "number": _read_number}


# ---- one link of mine ----------------------------------------------------------------------------


def _mine(name: str) -> Share:
    """The link whose pages have this name; older pages in open tabs have its token there."""
    return next(
        (s for s in visit.record().keeping.shares if name in (sharing.link_id(s.token), s.token)),
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
    names = {s.token: sharing.link_id(s.token) for s in record.keeping.shares} | {
        h.token: sharing.view_id(h) for h in record.keeping.helpers
    }
    return (
        redirect(request.full_path.rstrip("?").replace(name, names[name], 1), 303)
        if name in names
        else None
    )


def _link(share: Share) -> str:
    return f"{addresses.root()}{g.lang}/s/{share.token}"


@site.get("/shares/<name>")
def share(name):
    found = _mine(name)
    visit.helper_views()  # says whose words could not go along
    return render_template(
        "share.html", row=_row(found), link=_link(found), kept="kept" in request.args
    )


@site.get("/shares/<name>/qr.svg")
def share_qr(name):
    return as_file(cards.qr_svg(_link(_mine(name))), "image/svg+xml")


@site.get("/shares/<name>/look")
def look(name):
    """What the reader sees, for who has made the link. Not counted: it is not the reader."""
    found = _mine(name)
    try:
        built = copies.look_inside(visit.store(), found, g.today)
    except (copies.Ended, vault.Broken, vault.Newer):  # the link's page says which
        return go(f"shares/{name}")
    return render_template(
        "shared.html",
        proposal=built,
        sections=[*built.sections, *filter(None, [built.worker])],
        mine=name,
        which=_number(found),
        portion=portion(found.token, built.language),
        said=visit.contents(built.language).texts,
    )


@site.post("/shares/<name>")
def change_share(name):
    """`do` says: back (take it back, at once), new (send the new version)."""
    found = _mine(name)
    if sent("do") == "back":
        copies.take_back(visit.store(), found.token)
        gone = msgspec.structs.replace(found, back=True)
        visit.change_by(
            lambda a: with_keeping(
                a, shares=tuple(gone if s.token == found.token else s for s in a.keeping.shares)
            )
        )
    elif sent("do") == "new" and found in sharing.living(visit.record(), g.today):
        with suppress(copies.Ended):
            copies.give_again(visit.store(), found, _built())
    return go(f"shares/{sharing.link_id(found.token)}", kept="yes")
