"""My key: the card, opening with a code or a photo, whose device, put away, a new card, what is kept, delete."""

import msgspec
from flask import abort, current_app, g, redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge, TooManyRequests

from .. import assessments, cards, config, days, flow, lines, sharing, vault, visit
from ..model import Assessment, Card
from ..security import limiter
from . import as_file, drafting, go, sent, site

# file -> (size, content type, the fixed text that names it)
CARD_FILES = {"card.pdf": ("a6", "application/pdf", "card.file"), "small-card.pdf": ("small", "application/pdf", "card.file-small"),
              "card.png": ("png", "image/png", "card.file")}


def _key_page(record, chosen: Card, kept: str = "", fault: str = "", drafted: bool = False):
    return render_template("key.html", drafted=drafted, pictures={name: cards.names(g.lang)[name] for name in cards.PICTURES}, room=config.CARD_WORD, fault=fault,
                           kept=kept, groups=cards.groups(record.code), chosen=chosen, where=cards.site(visit.root()))


@site.get("/key")
def key():
    record = visit.record()
    draft = drafting.at(record)
    picture = draft.get("picture", "") if draft else ""
    card = Card(picture if picture in cards.PICTURES else record.card.picture, draft.get("word", "")) if draft else record.card
    return _key_page(record, card, kept=visit.asked("kept"), drafted=bool(draft))


@site.post("/key")
def save_key():
    picture, word = sent("picture"), " ".join(sent("word").split())
    record = visit.record()
    chosen = Card(picture if picture in cards.PICTURES else record.card.picture, word)
    if len(word) > config.CARD_WORD:
        return _key_page(record, chosen, fault="word"), 422
    visit.change(card=chosen)
    return go("key", kept="yes")


def _record_of_card() -> Assessment:
    """The record, with the code of the card that is asked for: the one that works, or with ?new=yes the one that is coming."""
    record = visit.record()
    return msgspec.structs.replace(record, code=record.coming) if record.coming and "new" in request.args else record


@site.get("/key/qr.svg")
def key_qr():
    return as_file(cards.qr_svg(cards.address(visit.root(), _record_of_card().code)), "image/svg+xml")


@site.get("/key/<name>")
@limiter.limit(config.RATE_DOCUMENTS)
def key_file(name):
    """The card as a file to print or to keep."""
    if name not in CARD_FILES:
        abort(404)
    from ..export import card  # typst is large: only a worker that makes a card loads it

    record, (size, content_type, file) = _record_of_card(), CARD_FILES[name]
    with visit.turn("documents"):
        body = card.make(record, visit.words().texts, config.folder("static") / "pictograms", cards.address(visit.root(), record.code), size, g.lang)
    return as_file(body, content_type, visit.words().texts[file] + name[name.rindex("."):])


# ---- go on with my key -----------------------------------------------------------------------------


@site.get("/open")
def open_():
    return render_template("open.html", fault="", typed=("", "", "", ""))


@site.post("/open")
def open_with_code():
    """A code from four fields, one field, or a photo. Wrong: kind words, and nothing told about whose or whether. Too many at
    once: what was typed, or read from the photo, stays in the fields."""
    try:
        typed = tuple(sent(f"group{i}") for i in range(4))
    except RequestEntityTooLarge:
        return _not_opened("big", ("",) * 4, 413)
    photo = next((file for name in ("photo", "picture") if (file := request.files.get(name)) and file.filename), None)
    code = None if photo else vault.read_code(sent("code") or "".join(typed))
    try:
        with limiter.limit(config.RATE_OPENS):
            if photo:
                with visit.turn("photos"):
                    code = cards.from_photo(seen := photo.read())
            if code is None:
                return _not_opened("form" if not photo else "photo" if cards.opens(seen) else "kind", typed)
            return go("device", then="open") if _open(code) else _not_opened("unknown", typed)
    except (lines.Full, TooManyRequests) as full:
        status = 503 if isinstance(full, lines.Full) else 429
        return *_not_opened("busy" if photo and not code else "wait", cards.groups(code) if code else typed, status), {"Retry-After": "10"}


def _open(code: str) -> bool:
    """Whether the code opens a record; then this visit has its key. Raises lines.Full."""
    g.key = vault.stretch(code)
    if visit.record_or_none():
        visit.codes().trust(visit.address(), g.key.id.hex())
        return True
    g.pop("key")
    return False


def _not_opened(fault: str, typed, status: int = 422):
    marks = [bool(t.strip()) and vault.group_fault(t) for t in typed]
    return render_template("open.html", fault=fault, typed=typed, marks=marks), status


def open_front():
    """/open: where the QR picture leads, without a language. The browser carries the code after # along."""
    from ..i18n import best_language

    return redirect(f"/{best_language()}/open", 302)


# ---- whose device, put away ------------------------------------------------------------------------


@site.get("/device")
def device():
    return render_template("device.html", chosen=visit.device(), missing=False, then=visit.asked("then"))


@site.post("/device")
def save_device():
    chosen, then = sent("answer"), sent("then") if sent("then") in visit.QUERY["then"] else ""
    if chosen not in ("own", "shared"):
        return render_template("device.html", chosen="", missing=True, then=then), 422
    record = visit.record()
    g.device = chosen
    on = {"start": "set/practice", "open": "map" if record.nearly or drafting.waiting(record) else flow.place(visit.words(), record)}.get(then, "key")
    return visit.keep_device(go(on, **({} if then else {"kept": "yes"})), chosen)


@site.post("/away")
def put_away():
    """End it on this device, now. The browser forgets the key; it never kept the pages."""
    return visit.forget(go("away"))


@site.get("/away")
def away():
    return render_template("away.html")


# ---- a new card, what is kept, delete --------------------------------------------------------------


@site.get("/key/new")
def new_card():
    record = visit.record()
    return render_template("new_card.html", shares=len(record.shares), helpers=len(record.helpers))


@site.post("/key/new")
@limiter.limit(config.RATE_STARTS)
def prepare_new_card():
    """The new card is shown first, and opens nothing yet: a page that does not arrive must not cost a person their key."""
    visit.change(coming=vault.new_code())
    return go("key/new/card")


@site.get("/key/new/card")
def coming_card():
    record = visit.record()
    if not record.coming:
        return go("key/new")
    return render_template("coming_card.html", groups=cards.groups(record.coming), code=record.coming, chosen=record.card, coming=True,
                           where=cards.site(visit.root()))


@site.post("/key/new/card")
@limiter.limit(config.RATE_STARTS)
def use_new_card():
    """From now on the new card counts. Pressed again, because the answer got lost: the same card again."""
    code = vault.read_code(sent("code"))
    try:
        record = visit.record()
    except (visit.NoKey, assessments.Gone):
        g.pop("key", None)
        if code is None or not _open(code):
            raise
        return go("key", kept="new")
    if record.code != code:
        if not code or record.coming != code:  # another device has made another card meanwhile: that one is shown
            return go("key/new/card")
        g.key = sharing.new_card(visit.store(), visit.key(), g.today, visit.months())
        g.pop("record")
        visit.record()
    return go("key", kept="new")


@site.get("/kept")
def kept():
    record = visit.record()
    return render_template("kept.html", record=record, until_text=days.month_text(visit.sealed().expires, g.lang), settings=current_app.config["SETTINGS"])


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
