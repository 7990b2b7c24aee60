"""My key: the card, opening with a code or a photo, whose device, a new card,
what is kept, delete.
"""

from flask import abort, current_app, g, redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge, TooManyRequests

from ... import limits, settings
from ...keeping import cards, records, sharing, vault
from ...life import days, flow
from ...model.record import Record, with_keeping
from ...model.said import Card
from ...work import lines
from .. import addresses, cookies, paths, visit
from ..security import limiter
from . import as_file, drafting, go, sent, site

# file -> (size, content type, the fixed text that names it)
CARD_FILES = {
    "card.pdf": ("a6", "application/pdf", "card.file"),
    "small-card.pdf": ("small", "application/pdf", "card.file-small"),
    "card.png": ("png", "image/png", "card.file"),
}


def _key_page(record, chosen: Card, kept: str = "", fault: str = "", drafted: bool = False):
    visit.saw_card()
    return render_template(
        "key.html",
        drafted=drafted,
        pictures={name: cards.names(g.lang)[name] for name in cards.PICTURES},
        room=limits.CARD_WORD,
        fault=fault,
        kept=kept,
        **card_of(record) | {"chosen": chosen},
    )


@site.get("/key")
def key():
    record = visit.record()
    draft = drafting.at(record)
    picture = draft.get("picture", "") if draft else ""
    card = (
        Card(
            picture if picture in cards.PICTURES else record.said.card.picture,
            draft.get("word", ""),
        )
        if draft
        else record.said.card
    )
    return _key_page(record, card, kept=addresses.asked("kept"), drafted=bool(draft))


@site.post("/key")
def save_key():
    picture, word = sent("picture"), " ".join(sent("word").split())
    record = visit.record()
    chosen = Card(picture if picture in cards.PICTURES else record.said.card.picture, word)
    if len(word) > limits.CARD_WORD:
        return _key_page(record, chosen, fault="word"), 422
    visit.say(card=chosen)
    return go("key", kept="yes")


def _record_of_card() -> Record:
    """The record, with the code of the card that is asked for: the one that works, or with ?new=yes
    the one that is coming.
    """
    record = visit.record()
    return (
        with_keeping(record, code=record.keeping.coming)
        if record.keeping.coming and "new" in request.args
        else record
    )


@site.get("/key/qr.svg")
def key_qr():
    return as_file(
        cards.qr_svg(cards.address(addresses.root(), _record_of_card().keeping.code)),
        "image/svg+xml",
    )


@site.get("/key/<name>")
@limiter.limit(limits.RATE_DOCUMENTS)
def key_file(name):
    """The card as a file to print or to keep."""
    if name not in CARD_FILES:
        abort(404)
    from ...export import card  # typst is large: only a worker that makes a card loads it

    record, (size, content_type, file) = _record_of_card(), CARD_FILES[name]
    with visit.turn("documents"):
        body = card.make(
            record,
            visit.words().texts,
            settings.folder("static") / "pictograms",
            cards.address(addresses.root(), record.keeping.code),
            size,
            g.lang,
        )
    if record.keeping.code == visit.record().keeping.code:  # the one that is coming is no card yet
        visit.saw_card()
    return as_file(body, content_type, visit.words().texts[file] + name[name.rindex(".") :])


# ---- go on with my key ---------------------------------------------------------------------------


@site.get("/open")
def open_():
    return render_template("open.html", fault="", typed=("", "", "", ""), way="")


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
                with visit.turn("photos"):
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
    if not _open(code):
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
        return None, g.get("key")


def asked_about(key: vault.Key) -> bool:
    """Whether the yes came from the page that has shown the card of this very key."""
    owner = vault.from_mark(sent("mark"), visit.secret())
    return sent("do") == "swap" and owner is not None and owner.public == vault.owner(key).public


def _others_first(here: Record | None, key: vault.Key, code: str):
    """A code that opens, and other answers are open: nothing is swapped before their card was
    shown.
    """
    visit.take(key)
    if here:
        g.record = here
        visit.saw_card()
    return render_template(
        "others_first.html",
        code=code,
        way=sent("way"),
        on=here and paths.of(flow.place(visit.words(), here.said)),
        **(card_of(here) if here else {}),
    )


def _opened():
    return go("device", then="open", **({"way": "link"} if sent("way") == "link" else {}))


def card_of(record: Record) -> dict:
    """What card.html shows."""
    return {
        "groups": cards.groups(record.keeping.code),
        "chosen": record.said.card,
        "where": cards.site(addresses.root()),
    }


def _open(code: str) -> bool:
    """Whether the code opens a record; then this visit has its key. Raises lines.Full."""
    visit.take(vault.stretch(code), seen=True)
    if visit.record_or_none():
        visit.codes().trust(visit.address(), visit.key().id.hex())
        return True
    visit.take(None)
    return False


def _not_opened(fault: str, typed, status: int = 422):
    marks = [bool(t.strip()) and vault.group_fault(t) for t in typed]
    # Too big: it was not read
    return (
        render_template(
            "open.html",
            fault=fault,
            typed=typed,
            marks=marks,
            way="" if fault == "big" else sent("way"),
        ),
        status,
    )


def open_front():
    """/open: where the QR picture leads, without a language. The browser carries the code after #
    along.
    """
    from ..i18n import best_language

    return redirect(f"/{best_language()}/open", 302)


# ---- whose device ------------------------------------------------------------------------


@site.get("/device")
def device():
    return _device_page(addresses.asked("then"), addresses.asked("way"), cookies.device())


def _device_page(then: str, way: str, chosen: str = "", missing: bool = False):
    """Who came with a card sees its picture and word: is it theirs?"""
    record = visit.record_or_none() if then == "open" else None
    card = record.said.card if record and g.get("seen") else None
    return render_template(
        "device.html",
        chosen=chosen,
        missing=missing,
        then=then,
        way=way,
        card=card,
        names=cards.names(g.lang),
    ), (422 if missing else 200)


@site.post("/device")
def save_device():
    chosen, then = sent("answer"), sent("then") if sent("then") in addresses.QUERY["then"] else ""
    if chosen not in ("own", "shared"):
        return _device_page(then, sent("way"), missing=True)
    record = visit.record()
    g.device = chosen
    on = {"start": "set/practice", "open": _place(record)}.get(then, "key")
    if chosen == "shared" and sent("way") == "link":
        on = "open/remembered"
    return cookies.keep_device(go(on, **({} if then else {"kept": "yes"})), chosen)


def _place(record: Record) -> str:
    return (
        "map"
        if record.keeping.nearly or drafting.waiting(record)
        else paths.of(flow.place(visit.words(), record.said))
    )


@site.get("/open/remembered")
def remembered():
    """A shared device was opened by the address in the QR picture: its browser keeps that address,
    and we can't take it out.
    """
    return render_template("remembered.html", on=_place(visit.record()))


# ---- a new card, what is kept, delete ------------------------------------------------------------


@site.get("/key/new")
def new_card():
    record = visit.record()
    return render_template(
        "new_card.html", shares=len(record.keeping.shares), helpers=len(record.keeping.helpers)
    )


@site.post("/key/new")
@limiter.limit(limits.RATE_STARTS)
def prepare_new_card():
    """The new card is shown first, and opens nothing yet: a page that does not arrive must not cost
    a person their key.
    """
    visit.keep(coming=vault.new_code())
    return go("key/new/card")


@site.get("/key/new/card")
def coming_card():
    record = visit.record()
    if not record.keeping.coming:
        return go("key/new")
    return render_template(
        "coming_card.html",
        code=record.keeping.coming,
        coming=True,
        **card_of(with_keeping(record, code=record.keeping.coming)),
    )


@site.post("/key/new/card")
@limiter.limit(limits.RATE_STARTS)
def use_new_card():
    """From now on the new card counts. Pressed again, because the answer got lost: the same card
    again.
    """
    code = vault.read_code(sent("code"))
    try:
        record = visit.record()
        if record.keeping.code != code:
            # Another device has made another card meanwhile: that one is shown
            if not code or record.keeping.coming != code:
                return go("key/new/card")
            visit.take(
                sharing.new_card(visit.store(), visit.key(), g.today, visit.months()), seen=True
            )
            visit.record()
    # The first of two presses has made it, perhaps while this one waited for its turn
    except (visit.NoKey, records.Gone):
        visit.take(None)
        if code is None or not _open(code):
            raise
    return go("key", kept="new")


@site.get("/kept")
def kept():
    record = visit.record()
    return render_template(
        "kept.html",
        record=record,
        until_text=days.month_text(visit.sealed().expires, g.lang),
        config=current_app.config["SETTINGS"],
    )


@site.get("/delete")
def delete():
    record = visit.record()
    return render_template("delete.html", record=record)


@site.post("/delete")
def delete_everything():
    visit.record()
    sharing.delete_everything(visit.store(), visit.key(), g.today, visit.months())
    return visit.forget(go("deleted"))


@site.get("/deleted")
def deleted():
    return render_template("deleted.html")
