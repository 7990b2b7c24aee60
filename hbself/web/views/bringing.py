"""Bring back a file that was taken along: into a new record, or, after asking, into answers that
exist.
"""

from contextlib import nullcontext, suppress

import msgspec
from flask import render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from ... import limits
from ...export import data, files
from ...keeping import brought, vault
from ...life import taking
from ...model.record import Record, encode
from .. import paths, services
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import visit
from . import site

COUNTS = taking.Left.__struct_fields__


@site.get("/bring-back")
def bring_back():
    return render_template("bringing/bring_back.html", fault="")


@site.post("/bring-back")
@limiter.limit(limits.RATE_STARTS)
def read_file():
    """A data file, or a page that carries one inside. A bad one is refused kindly and nothing
    changes.
    """
    try:
        file = request.files.get("file")
    except RequestEntityTooLarge:
        return render_template("bringing/bring_back.html", fault="too-large"), 413
    if not file or not file.filename:
        return render_template("bringing/bring_back.html", fault="nothing"), 422
    body = file.read(limits.UPLOAD + 1)
    file.close()  # else it would be here twice while it waits
    try:
        with services.turn("files") if files.large(body) else nullcontext():
            in_file = files.opened(body)
    except data.DataError as error:
        return render_template("bringing/bring_back.html", fault=error.reason), 422
    if visit.record_or_none() is None:
        taken, left = taking.fit(in_file, visit.words)
        visit.start(taken)
        return _told(left, "device") if left else go("device", then="open")
    brought.keep(visit.store, visit.key(), visit.today, in_file)
    return go("bring-back/how")


def _told(left: taking.Left, then: str):
    """To the page that says what had no room. Its address has figures only."""
    return go(
        "bring-back/left", then=then, **{name: n for name in COUNTS if (n := getattr(left, name))}
    )


@site.get("/bring-back/left")
def left():
    """What of a file could not be taken in, and on."""
    visit.record()
    on = "device?then=open" if paths.asked("then") == "device" else "map?kept=yes"
    return render_template(
        "bringing/left.html",
        left={name: paths.figure(request.args.get(name, "")) for name in COUNTS},
        on=on,
    )


def _waiting():
    """The file's answers that wait; None when there are none, or what waits is damaged: then the
    file is brought once more.
    """
    with suppress(vault.Broken):
        return brought.waits(visit.store, visit.key())


@site.get("/bring-back/how")
def how():
    record, in_file = visit.record(), _waiting()
    if in_file is None:
        return go("bring-back")
    return render_template(
        "bringing/how.html", here=len(record.said.answers), file=len(in_file.answers), missing=False
    )


@site.post("/bring-back/how")
def merge():
    """`answer` says: here (what is here counts where both have an answer), file (the file counts),
    no.
    """
    record, in_file = visit.record(), _waiting()
    if in_file is None:
        return go("bring-back")
    if sent("answer") not in ("here", "file", "no"):
        return (
            render_template(
                "bringing/how.html",
                here=len(record.said.answers),
                file=len(in_file.answers),
                missing=True,
            ),
            422,
        )
    left = taking.Left()
    if sent("answer") != "no":

        def both(record: Record) -> Record:
            nonlocal left
            here = record.said
            said = taking.merged(here, in_file, sent("answer") == "file", visit.words)
            beside = len(encode(record.keeping))
            said, left = taking.fit(said, visit.words, here, beside)
            return msgspec.structs.replace(record, said=said)

        visit.change_by(both)
    brought.drop(visit.store, visit.key())
    return _told(left, "map") if left else go("map", kept="yes")
