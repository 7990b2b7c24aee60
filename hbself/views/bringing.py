"""Bring back a file that was taken along: into a new record, or, after asking, into answers that exist."""

import msgspec
from flask import render_template, request

from .. import config, visit
from ..export import data
from ..model import Assessment
from ..security import limiter
from . import go, sent, site


@site.get("/bring-back")
def bring_back():
    return render_template("bring_back.html", fault="")


@site.post("/bring-back")
@limiter.limit(config.RATE_STARTS)
def read_file():
    """A data file, or a page that carries one inside. A bad one is refused kindly and nothing changes."""
    file = request.files.get("file")
    body = file.read(config.UPLOAD + 1) if file and file.filename else b""
    try:
        found = data.read(data.inside_page(body)) if body else None
    except data.DataError as error:
        return render_template("bring_back.html", fault=error.reason), 422
    if found is None:
        return render_template("bring_back.html", fault="nothing"), 422
    if visit.record_or_none() is None:
        visit.start(found)
        return go("device", then="open")
    visit.keep_brought(found)
    return go("bring-back/how")


@site.get("/bring-back/how")
def how():
    record, found = visit.record(), visit.brought()
    if found is None:
        return go("bring-back")
    return render_template("bring_back_how.html", here=len(record.answers), file=len(found.answers), missing=False)


@site.post("/bring-back/how")
def merge():
    """`answer` says: here (what is here counts where both have an answer), file (the file counts), no."""
    record, found = visit.record(), visit.brought()
    if found is None:
        return go("bring-back")
    if sent("answer") not in ("here", "file", "no"):
        return render_template("bring_back_how.html", here=len(record.answers), file=len(found.answers), missing=True), 422
    if sent("answer") != "no":
        visit.change_by(lambda a: merged(a, found, file_first=sent("answer") == "file"))
    visit.drop_brought()
    return go("map", kept="yes")


def merged(here: Assessment, file: Assessment, file_first: bool) -> Assessment:
    """Both together. People are told apart by their words: the file's persons get new ids where an id means another here."""
    first, second = (file, here) if file_first else (here, file)
    same = {(p.name, p.role): p.id for p in here.people}
    taken, new_ids, added = {p.id for p in here.people}, {}, []
    for person in file.people:
        new = same.get((person.name, person.role))
        if new is None:
            number = 1 + max((int(end) for i in taken if (end := i.rpartition("-")[2]).isdecimal()), default=0)
            new = f"person-{number}"
            added.append(msgspec.structs.replace(person, id=new))
            taken.add(new)
        new_ids[person.id] = new
    renamed = {_renamed(key, new_ids): msgspec.structs.replace(a, people=tuple(new_ids.get(i, i) for i in a.people)) for key, a in file.answers.items()}
    answers = {**here.answers, **renamed} if file_first else {**renamed, **here.answers}
    return msgspec.structs.replace(
        here, answers=answers, people=(*here.people, *added)[: config.PEOPLE], confirmed={**second.confirmed, **first.confirmed}, lines={**second.lines, **first.lines})


def _renamed(key: str, new_ids: dict[str, str]) -> str:
    start, dot, about = key.rpartition(".")
    return f"{start}{dot}{new_ids[about]}" if about in new_ids else key
