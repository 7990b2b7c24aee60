"""Put away: this browser forgets the key, at the first press; but never the only key of somebody
who has not said that they have their card, or looked at it on its own page.
"""

from flask import render_template

from ...keeping import records, vault
from ...keeping.store import NotSaved
from ...model.record import Record
from ...model.said import Card
from .. import paths
from ..paths import go
from ..posted import sent
from ..visit import NoKey, visit
from . import site
from .keys import card_of

UNREADABLE = (vault.Broken, vault.Newer)


@site.post("/away")
def put_away():
    """End it on this device, now. The browser never kept the pages. Words that could not be kept
    come back on the next page.
    """
    if visit.layer.has_card and sent("do") != "have" and _would_be_lost():
        return _show_card(visit.lost) if visit.lost else go("away/card")
    visit.forget()
    return render_template("away/away.html", typed=visit.lost) if visit.lost else go("away")


@site.get("/away")
def away():
    return render_template("away/away.html", typed=[])


@site.get("/away/card")
def last_look():
    """The key card, before the only browser that has the key forgets it."""
    return _show_card([])


def _show_card(lost: list[str]):
    try:
        record = visit.record()
    except (NoKey, records.Gone, NotSaved, *UNREADABLE):
        return render_template("away/card.html", groups=(), on="map", typed=lost)
    # Shown is not seen: only "I have my card now", or the card taken from here, says that.
    return render_template(
        "away/card.html",
        on=paths.of(visit.life(record.said).way.place()),
        typed=lost,
        **card_of(record),
    )


def _would_be_lost() -> bool:
    """Whether there are answers here that nobody could open again: their card was never shown in
    this browser, the only one that has the key. Where they can't be opened now (damaged, another
    database, none), they may open again tomorrow.
    """
    if visit.card_was_seen():
        return False
    try:
        return _holds_something(visit.record())
    except NoKey:
        return visit.holds_key()
    except (records.Gone, NotSaved, *UNREADABLE):
        return True


def _holds_something(record: Record) -> bool:
    return bool(
        record.said.answers
        or record.said.people
        or record.keeping.shares
        or record.keeping.supporters
        or record.said.card != Card()
        or visit.held().pages
    )
