"""Go on with my key: a code or a photo of the card, whose device this is, and how to read on it."""

from contextlib import suppress

from flask import render_template, request
from werkzeug.exceptions import RequestEntityTooLarge, TooManyRequests

from ... import limits
from ...keeping import cards, records, vault
from ...model.record import Record
from ...work import lines
from .. import i18n, paths, services
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import visit
from . import drafting, reading, site
from .keys import card_of


@site.get("/open")
def open_():
    return render_template("key/open.html", fault="", typed=("",) * 4, marks=("",) * 4, way="")


@site.post("/open")
def open_with_code():
    """A code from four fields, one field, or a photo. Wrong: kind words, and nothing told about
    whose or whether. Too many at once: what was typed, or read from the photo, stays in the fields.
    """
    try:
        typed = tuple(sent(f"group{i}") for i in range(4))
    except RequestEntityTooLarge:
        return _not_opened("big", ("",) * 4, 413)
    photo = next(
        (
            file
            for name in ("photo", "picture")
            if (file := request.files.get(name)) and file.filename
        ),
        None,
    )
    code = None if photo else vault.read_code(sent("code") or "".join(typed))
    try:
        with limiter.limit(limits.RATE_OPENS):
            if photo:
                with services.turn("photos"):
                    code = cards.from_photo(seen := photo.read())
            if code is None:
                return _not_opened(
                    "form" if not photo else "photo" if cards.opens(seen) else "kind", typed
                )
            return _open_beside(code) or _not_opened("unknown", typed)
    except (lines.Full, TooManyRequests) as full:
        visit.take(None)
        status, again = 503 if isinstance(full, lines.Full) else 429, photo and not code
        return *_not_opened(
            "busy" if again else "wait", cards.groups(code) if code else typed, status
        ), {"Retry-After": "60" if again else "10"}


def _open_beside(code: str):
    """The page that comes when a code opens something, None when it opens nothing. Raises
    lines.Full.
    """
    here, key = _held()
    if here and here.keeping.code == code:
        visit.saw_card()
        return _opened()
    visit.take(None)
    if not open_code(code):
        return None
    return _opened() if key is None or asked_about(key) else _others_first(here, key, code)


def _held() -> tuple[Record | None, vault.Key | None]:
    """(what this browser holds already, its key); no record where it can't be opened now, no key
    where there is none.
    """
    try:
        record = visit.record_or_none()
        return record, visit.key() if record else None
    except (vault.Broken, vault.Newer):
        return None, visit.key_at_work()


def asked_about(key: vault.Key) -> bool:
    """Whether the yes came from the page that has shown the card of this very key."""
    owner = vault.from_mark(sent("mark"), visit.secret)
    return sent("do") == "swap" and owner is not None and owner.public == vault.owner(key).public


def _others_first(here: Record | None, key: vault.Key, code: str):
    """A code that opens, and other answers are open: nothing is swapped before their card was
    shown.
    """
    visit.take(key, record=here)
    if here:
        visit.saw_card()
    return render_template(
        "key/others_first.html",
        code=code,
        way=sent("way"),
        on=here and paths.of(visit.life(here.said).way.place()),
        **(card_of(here) if here else {}),
    )


def _opened():
    return go("device", then="open", **({"way": "link"} if sent("way") == "link" else {}))


def open_code(code: str) -> bool:
    """Whether the code opens a record; then this visit has its key. Raises lines.Full."""
    visit.take(vault.stretch(code), seen=True)
    if visit.record_or_none():
        visit.trust_key()
        return True
    visit.take(None)
    return False


def _not_opened(fault: str, typed, status: int = 422):
    marks = [bool(t.strip()) and vault.group_fault(t) for t in typed]
    # Too big: it was not read
    return (
        render_template(
            "key/open.html",
            fault=fault,
            typed=typed,
            marks=marks,
            way="" if fault == "big" else sent("way"),
        ),
        status,
    )


@site.get("/device")
def device():
    return _device_page(paths.asked("then"), paths.asked("way"), visit.device())


def _device_page(then: str, way: str, chosen: str = "", missing: bool = False):
    """Who came with a card sees its picture and word: is it theirs?"""
    record = visit.record_or_none() if then == "open" else None
    card = record.said.card if record and visit.card_was_seen() else None
    return render_template(
        "key/device.html",
        chosen=chosen,
        missing=missing,
        then=then,
        way=way,
        card=card,
        names=cards.names(visit.lang),
    ), (422 if missing else 200)


@site.post("/device")
def save_device():
    chosen, then = sent("answer"), sent("then") if sent("then") in paths.QUERY["then"] else ""
    if chosen not in ("own", "shared"):
        return _device_page(then, sent("way"), missing=True)
    record = visit.record()
    if then == "open":
        visit.browser.leave_brought()
    visit.device_is(chosen)
    if then == "open" and _asks_how_to_read(record):
        return go("reading/as-there", **({"way": "link"} if sent("way") == "link" else {}))
    on = {"start": "how-much", "open": _on(record, sent("way"))}.get(then, "key")
    return go(on, **({} if then else {"kept": "yes"}))


def _on(record: Record, way: str) -> str:
    """Where the answers go on that were opened on this device; `way`: how they were."""
    shared = visit.device() == "shared" and way == "link"
    return "open/remembered" if shared else _place(record)


def _place(record: Record) -> str:
    """Where to go on: an answer that waits stands on its own page, filled in; more than one on the
    map.
    """
    waits = drafting.waiting(record)
    if record.keeping.nearly or len(waits) > 1:
        return "map"
    there = waits[0]["path"] if waits else paths.of(visit.life(record.said).way.place())
    return there or "map"


# ---- how to read on this device ------------------------------------------------------------------


def _there(record: Record) -> i18n.Reading | None:
    """How the person reads elsewhere, where this device reads otherwise; else None."""
    there = i18n.reading(record.keeping.reading) if record.keeping.reading else visit.reading
    return None if there == visit.reading else there


def _asks_how_to_read(record: Record) -> bool:
    """Whether to ask if the person reads here as on their other device. It is asked once: on a
    shared one where they have said yes it is so at once, for it forgets them each time.
    """
    there, said = _there(record), record.keeping.looks.get(visit.browser.chosen)
    if there and said and visit.device() == "shared":
        visit.read_so(there)
    return there is not None and (said is None or said and visit.device() != "shared")


@site.get("/reading/as-there")
def as_there():
    record = visit.record()
    there = _there(record)
    if there is None:
        return go(_on(record, paths.asked("way")))
    return render_template(
        "start/as_there.html",
        there=reading.differs(there, visit.reading),
        here=reading.differs(visit.reading, there),
        way=paths.asked("way"),
    )


@site.post("/reading/as-there")
def save_as_there():
    """`do` says: yes, no. What was said is kept with the answers, by how this device reads; the
    device itself keeps nothing of who was here.
    """
    record, do = visit.record(), sent("do")
    there = _there(record)
    if there and do not in ("yes", "no"):
        return as_there()
    if there:
        visit.browser.fix()
        here = visit.browser.chosen
        with suppress(*records.NO_ROOM):
            record = visit.change_by(lambda a: reading.with_look(a, here, do == "yes"))
        if do == "yes":
            visit.read_so(there)
    return go(_on(record, sent("way")))


@site.get("/open/remembered")
def remembered():
    """A shared device was opened by the address in the QR picture: its browser keeps that address,
    and we can't take it out.
    """
    return render_template("key/remembered.html", on=_place(visit.record()))
