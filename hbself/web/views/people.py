"""My people: add, change, take off the list, put back."""

import msgspec
from flask import abort, render_template, request

from ...life import people as people_of
from ...life.steps import person_choice
from ...limits import NAME, PEOPLE
from ...model.record import Record, with_said
from ...model.said import Person
from .. import paths
from ..paths import go
from ..posted import sent
from ..visit import visit
from . import drafting, site


def typed_person() -> people_of.Typed:
    """Who was typed on the page that was sent."""
    known = paths.figure(sent("known")) if sent("known") else None
    return people_of.Typed(sent("person_name"), sent("person_role"), known)


def with_typed(a: Record, typed: people_of.Typed) -> tuple[Record, Person | None]:
    """The record with who was typed, and that person; None when it can't be."""
    there, person = people_of.added(a.said.people, typed, visit.words.roles)
    return with_said(a, people=there), person


def fault_of(typed: people_of.Typed) -> str:
    """Why who was typed can't be added: "too-long", "nothing"."""
    return "too-long" if len(typed.name) > NAME else "nothing"


def _find(record: Record, person_id: str) -> Person:
    return next((p for p in record.said.people if p.id == person_id), None) or abort(404)


def _replaced(a: Record, person: Person) -> Record:
    return with_said(a, people=tuple(person if p.id == person.id else p for p in a.said.people))


@site.get("/people")
def people():
    record, words = visit.record(), visit.words
    shown = [(p, person_choice(words, p)) for p in record.said.people]
    return render_template(
        "people/people.html",
        people=shown,
        full=len(record.said.people) >= PEOPLE,
        kept="kept" in request.args,
    )


def _form(person: Person, fault: str = ""):
    """The page of a person as just typed. Its title says which of my people: no names, for browsers
    remember titles.
    """
    record, words = visit.record(), visit.words
    place = next((i for i, p in enumerate(record.said.people, 1) if p.id == person.id), 0)
    draft = None if request.method == "POST" else drafting.at(record)
    if draft:
        person = msgspec.structs.replace(
            person, name=draft.get("person_name", ""), role=draft.get("person_role", "")
        )
    return render_template(
        "people/person.html",
        drafted=bool(draft),
        known=len(record.said.people),
        person=person,
        place=place,
        roles=words.roles.values(),
        fault=fault,
        room=NAME,
    ), (422 if fault else 200)


@site.get("/people/new")
def new():
    visit.record()
    return _form(Person(""))


@site.post("/people/new")
def add_person():
    record = visit.record()
    if len(record.said.people) >= PEOPLE:
        return go("people")
    typed = typed_person()
    if people_of.new(record.said.people, typed, visit.words.roles) is None:
        return _form(Person("", typed.name, typed.role), fault_of(typed))
    visit.change_by(lambda a: with_typed(a, typed)[0])
    return go("people", kept="yes")


@site.get("/people/<person_id>")
def person(person_id):
    return _form(_find(visit.record(), person_id))


@site.post("/people/<person_id>")
def save_person(person_id):
    """Change a person; `do` says: save, away (take off the list), back (put on it again)."""
    person = _find(visit.record(), person_id)
    if sent("do") in ("away", "back"):
        changed = msgspec.structs.replace(person, away=sent("do") == "away")
    else:
        typed = typed_person()
        made = people_of.new((), typed, visit.words.roles)
        if made is None:
            as_typed = msgspec.structs.replace(person, name=typed.name, role=typed.role)
            return _form(as_typed, fault_of(typed))
        changed = msgspec.structs.replace(person, name=made.name, role=made.role)
    visit.change_by(lambda a: _replaced(a, changed))
    return go("people", kept="yes")
