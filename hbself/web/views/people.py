"""My people: add, change, take off the list, put back."""

import msgspec
from flask import abort, render_template, request

from ...life import flow
from ...limits import NAME, PEOPLE
from ...model import ids
from ...model.record import Record, with_said
from ...model.said import Person
from .. import addresses, visit
from . import drafting, go, sent, site


def new_person(record: Record, name: str, role: str) -> Person | None:
    """A person of this name and role with a fresh id; None when both are empty, too long, or there
    is no room.
    """
    name = " ".join(name.split())
    role = role if role in visit.words().roles else ""
    if not (name or role) or len(name) > NAME or len(record.said.people) >= PEOPLE:
        return None
    return Person(ids.fresh(p.id for p in record.said.people), name, role)


def with_person(a: Record, name: str, role: str) -> tuple[Record, Person | None]:
    """The record with this person in it, and the person; None when it can't be. `known` in the form
    is how many persons its page knew: who was added after that under the same name and role came
    from the same form, sent twice.
    """
    made, known = new_person(a, name, role), sent("known")
    if made and known:
        again = [
            p
            for p in a.said.people[addresses.figure(known) :]
            if (p.name, p.role) == (made.name, made.role)
        ]
        if again:
            return a, again[0]
    return (with_said(a, people=(*a.said.people, made)) if made else a), made


def _find(record: Record, person_id: str) -> Person:
    return next((p for p in record.said.people if p.id == person_id), None) or abort(404)


def _replaced(a: Record, person: Person) -> Record:
    return with_said(a, people=tuple(person if p.id == person.id else p for p in a.said.people))


@site.get("/people")
def people():
    record, words = visit.record(), visit.words()
    shown = [(p, flow.person_choice(words, p)) for p in record.said.people]
    return render_template(
        "people.html",
        people=shown,
        full=len(record.said.people) >= PEOPLE,
        kept="kept" in request.args,
    )


def _form(person: Person, fault: str = ""):
    """The page of a person as just typed. Its title says which of my people: no names, for browsers
    remember titles.
    """
    record, words = visit.record(), visit.words()
    place = next((i for i, p in enumerate(record.said.people, 1) if p.id == person.id), 0)
    draft = None if request.method == "POST" else drafting.at(record)
    if draft:
        person = msgspec.structs.replace(
            person, name=draft.get("person_name", ""), role=draft.get("person_role", "")
        )
    return render_template(
        "person.html",
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
    if new_person(record, sent("person_name"), sent("person_role")) is None:
        return _form(Person("", sent("person_name"), sent("person_role")), person_fault())
    visit.change_by(lambda a: with_person(a, sent("person_name"), sent("person_role"))[0])
    return go("people", kept="yes")


def person_fault() -> str:
    """Why the person that was sent can't be added: "too-long", "nothing"."""
    return "too-long" if len(sent("person_name")) > NAME else "nothing"


@site.get("/people/<person_id>")
def person(person_id):
    return _form(_find(visit.record(), person_id))


@site.post("/people/<person_id>")
def save_person(person_id):
    """Change a person; `do` says: save, away (take off the list), back (put on it again)."""
    found = _find(visit.record(), person_id)
    if sent("do") in ("away", "back"):
        changed = msgspec.structs.replace(found, away=sent("do") == "away")
    else:
        made = new_person(Record(), sent("person_name"), sent("person_role"))
        if made is None:
            return _form(
                msgspec.structs.replace(found, name=sent("person_name"), role=sent("person_role")),
                person_fault(),
            )
        changed = msgspec.structs.replace(found, name=made.name, role=made.role)
    visit.change_by(lambda a: _replaced(a, changed))
    return go("people", kept="yes")
