"""A new card in the place of the old one, what is kept, and deleting everything."""

from flask import render_template

from ... import limits
from ...keeping import everything, records, vault
from ...life import days
from ...model.record import with_keeping
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import NoKey, visit
from . import site
from .keys import card_of
from .opening import open_code


@site.get("/key/new")
def new_card():
    record = visit.record()
    return render_template(
        "key/new_card.html",
        shares=len(record.keeping.shares),
        supporters=len(record.keeping.supporters),
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
        "key/coming_card.html",
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
                everything.new_card(visit.store, visit.key(), visit.today, visit.months), seen=True
            )
            visit.record()
    # The first of two presses has made it, perhaps while this one waited for its turn
    except (NoKey, records.Gone):
        visit.take(None)
        if code is None or not open_code(code):
            raise
    return go("key", kept="new")


@site.get("/kept")
def kept():
    record = visit.record()
    return render_template(
        "key/kept.html",
        record=record,
        until_text=days.month_text(visit.box().expires, visit.lang),
        config=visit.services.config,
    )


@site.get("/delete")
def delete():
    record = visit.record()
    return render_template("key/delete.html", record=record)


@site.post("/delete")
def delete_everything():
    visit.record()
    everything.delete(visit.store, visit.key(), visit.today, visit.months)
    visit.forget()
    return go("deleted")


@site.get("/deleted")
def deleted():
    return render_template("key/deleted.html")
