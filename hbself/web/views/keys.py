"""My key: the card, on a page and as a file."""

from typing import Literal

from flask import abort, render_template, request

from ... import limits, settings
from ...keeping import cards
from ...model.record import Record, with_keeping
from ...model.said import Card
from .. import paths, services
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import visit
from . import as_file, drafting, site

# file -> (size, content type, the fixed text that names it)
CARD_FILES: dict[str, tuple[Literal["a6", "small", "png"], str, str]] = {
    "card.pdf": ("a6", "application/pdf", "card.file"),
    "small-card.pdf": ("small", "application/pdf", "card.file-small"),
    "card.png": ("png", "image/png", "card.file"),
}


def _key_page(record, chosen: Card, kept: str = "", fault: str = "", drafted: bool = False):
    visit.saw_card()
    return render_template(
        "key/key.html",
        drafted=drafted,
        pictures={name: cards.names(visit.lang)[name] for name in cards.PICTURES},
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
    return _key_page(record, card, kept=paths.asked("kept"), drafted=bool(draft))


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
        cards.qr_svg(cards.address(paths.root(), _record_of_card().keeping.code)),
        "image/svg+xml",
    )


@site.get("/key/card")
def card_to_print():
    """The card alone, for a sheet of paper: large, or with ?size=small as small as a bank card.
    Back leads to the page that named it.
    """
    record = _record_of_card()
    new = record.keeping.code != visit.record().keeping.code
    if not new:
        visit.saw_card()
    back = {"stop": "stop", "away": "away/card"}.get(paths.asked("then"), "key")
    return render_template(
        "key/paper.html",
        new=new,
        small=bool(paths.asked("size")),
        back="key/new/card" if new else back,
        **card_of(record),
    )


@site.get("/key/<name>")
@limiter.limit(limits.RATE_DOCUMENTS)
def key_file(name):
    """The card as a file to print or to keep."""
    if name not in CARD_FILES:
        abort(404)
    from ...export import card  # typst is large: only a worker that makes a card loads it

    record, (size, content_type, file) = _record_of_card(), CARD_FILES[name]
    with services.turn("documents"):
        body = card.make(
            record,
            visit.words.texts,
            settings.folder("static") / "pictograms",
            cards.address(paths.root(), record.keeping.code),
            size,
            visit.lang,
        )
    if record.keeping.code == visit.record().keeping.code:  # the one that is coming is no card yet
        visit.saw_card()
    return as_file(body, content_type, visit.words.texts[file] + name[name.rindex(".") :])


def card_of(record: Record) -> dict:
    """What the part key_card shows."""
    return {
        "groups": cards.groups(record.keeping.code),
        "chosen": record.said.card,
        "where": cards.site(paths.root()),
    }
