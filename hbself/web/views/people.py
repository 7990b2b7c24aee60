"""My people: add, change, take off the list, put back."""

from collections.abc import Collection

import msgspec
from flask import abort, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from ...kinds.parts import Fault
from ...life import people as people_of
from ...life.steps import person_choice
from ...limits import FEW_PEOPLE, FIRST_ROLES, NAME, PEOPLE
from ...model.record import Record, with_said
from ...model.said import Person
from .. import adding, paths
from ..paths import go
from ..posted import fields, sent
from ..visit import visit
from . import drafting, site


def typed_people() -> list[adding.Row]:
    """Who was picked or named on the page that was sent."""
    return adding.rows(fields(), visit.words.roles)


class NoRoom(Exception):
    """Not all who were typed have room on the list."""

    def __init__(self, record: Record):
        self.fault = Fault("person-name", "no-room", room=PEOPLE - len(record.said.people))


def with_typed(
    a: Record, rows: list[adding.Row], picked: Collection[str] | None = None
) -> tuple[Record, tuple[Person, ...]]:
    """The record with those who were typed, and these persons. `picked`: the persons who are picked
    beside them. Raises NoRoom: also where another page has filled the list a moment ago.
    """
    known = paths.figure(sent("known")) if sent("known") else None
    typed = [row.typed for row in rows]
    there, persons = people_of.added(a.said.people, typed, visit.words.roles, known, picked)
    if len(persons) < len(rows):
        raise NoRoom(a)
    return with_said(a, people=there), persons


def faults_of(
    record: Record, rows: list[adding.Row], picked: Collection[str] | None = None
) -> list[Fault]:
    """Why those who were typed can't all be added: "nothing", "too-long", "no-room"."""
    if not rows:
        return [Fault("person-name", "nothing")]
    long = [Fault(r.field, "too-long", room=NAME) for r in rows if len(r.typed.name) > NAME]
    if not long:
        try:
            with_typed(record, rows, picked)
        except NoRoom as full:
            return [full.fault]
    return long


def fault_text(fault: Fault) -> str:
    """A fault of people who are added, in easy words."""
    if fault.what == "too-long":
        return _("The name is too long. There is room for %(room)s letters.", room=fault.room)
    if fault.what == "nothing":
        return _("Write a name or choose who this is.")
    if not fault.room:
        return _("The list is full. Take someone off the list first.")
    return ngettext(
        "There is room for %(num)s person. Take the others away.",
        "There is room for %(num)s people. Take the others away.",
        fault.room,
    )


def add_part(record: Record, draft: adding.Fields = (), faults=None) -> dict:
    """What the part of a page shows where people are added. `draft`: what was picked and named and
    not sent.
    """
    rows = adding.rows(draft or fields(), visit.words.roles)
    roles, there = [*visit.words.roles.values()], {p.role for p in record.said.people if not p.name}
    # Who stands on the list in just these words is not asked for again beside them
    first = [role for role in roles[:FIRST_ROLES] if role.id not in there]
    known = len(record.said.people)
    return {
        "roles": first,
        "more": [role for role in roles if role not in first],
        "known": known,
        "here": adding.shown(rows),
        "faults": faults or {},
        "room": known < PEOPLE or rows,
    }


def _find(record: Record, person_id: str) -> Person:
    return next((p for p in record.said.people if p.id == person_id), None) or abort(404)


def _replaced(a: Record, person: Person) -> Record:
    return with_said(a, people=tuple(person if p.id == person.id else p for p in a.said.people))


@site.get("/people")
def people():
    record, words = visit.record(), visit.words
    shown = [(p, person_choice(words, p)) for p in record.said.people]
    draft = drafting.all_at(record, "people/new")
    return render_template(
        "people/people.html",
        people=shown,
        add=add_part(record, draft),
        few=FEW_PEOPLE,
        drafted=bool(draft),
        kept="kept" in request.args,
    )


def _new(record: Record, faults: list[Fault]):
    draft = () if faults else drafting.all_at(record)
    told = {fault.field: fault_text(fault) for fault in faults}
    return render_template(
        "people/new.html",
        drafted=bool(draft),
        add=add_part(record, draft, told),
        missing=any(fault.what == "nothing" for fault in faults),
    ), (422 if faults else 200)


@site.get("/people/new")
def new():
    return _new(visit.record(), [])


@site.post("/people/new")
def add_people():
    record = visit.record()
    typed = typed_people()
    if len(record.said.people) >= PEOPLE and not typed:
        return go("people")
    if faults := faults_of(record, typed):
        return _new(record, faults)
    try:
        visit.change_by(lambda a: with_typed(a, typed)[0])
    except NoRoom as full:
        return _new(record, [full.fault])
    return go("people", kept="yes")


def _form(person: Person, fault: str = ""):
    """The page of a person as just typed. Its title says which of my people: no names, for browsers
    remember titles.
    """
    record = visit.record()
    place = next((i for i, p in enumerate(record.said.people, 1) if p.id == person.id), 0)
    draft = None if request.method == "POST" else drafting.at(record)
    if draft:
        person = msgspec.structs.replace(
            person, name=draft.get(adding.NAME, ""), role=draft.get(adding.ROLE, "")
        )
    return render_template(
        "people/person.html",
        drafted=bool(draft),
        person=person,
        place=place,
        roles=visit.words.roles.values(),
        fault=fault,
        room=NAME,
    ), (422 if fault else 200)


@site.get("/people/<person_id>")
def person(person_id):
    return _form(_find(visit.record(), person_id))


@site.post("/people/<person_id>")
def save_person(person_id):
    """Change a person; `do` says: save, away (take off the list), back (put on it again)."""
    person = _find(visit.record(), person_id)
    new: dict[str, str | bool]
    if sent("do") in ("away", "back"):
        new = {"away": sent("do") == "away"}
    else:
        typed = people_of.Typed(sent(adding.NAME), sent(adding.ROLE))
        made = people_of.new(typed, visit.words.roles)
        if made is None:
            as_typed = msgspec.structs.replace(person, name=typed.name, role=typed.role)
            return _form(as_typed, "too-long" if len(typed.name) > NAME else "nothing")
        new = {"name": made.name, "role": made.role}
    # What else another page has changed of them stays
    visit.change_by(lambda a: _replaced(a, msgspec.structs.replace(_find(a, person_id), **new)))
    return go("people", kept="yes")
