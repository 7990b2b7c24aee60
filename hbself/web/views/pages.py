"""Start, who answers, how much, the map, stop, words, accessibility."""

from typing import Literal

import msgspec
from flask import render_template, request

from ...keeping import drafts
from ...life.life import Life
from ...limits import RATE_STARTS
from ...model import places
from ...model.said import Said
from ...model.words import QuestionSet
from .. import paths
from ..i18n import order
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import visit
from . import drafting, site
from .keys import card_of

WHO: tuple[Literal["me", "helped"], ...] = ("me", "helped")


@site.get("/")
def start():
    record = visit.record_or_none()
    return render_template(
        "start/start.html",
        record=record,
        new="new" in request.args,
        page=next(iter(visit.words.pages.values()), None),
        on=record and paths.of(visit.life(record.said).way.place()),
    )


@site.get("/who")
def who():
    record = visit.record_or_none()
    return render_template("start/who.html", by=record.said.by if record else "", missing=False)


@site.post("/who")
@limiter.limit(RATE_STARTS, exempt_when=lambda: visit.record_or_none() is not None)
def save_who():
    by = sent("answer")
    if by not in WHO:
        return render_template("start/who.html", by="", missing=True), 422
    if visit.record_or_none() is None:
        visit.start(Said(by=by))
        return go("device", then="start")
    visit.say(by=by)
    return go("map")


@site.get("/how-much")
def how_much():
    return render_template("start/how_much.html", length=visit.record().said.length, missing=False)


@site.post("/how-much")
def save_how_much():
    if sent("answer") not in ("short", "meeting", "everything"):
        return render_template(
            "start/how_much.html", length=visit.record().said.length, missing=True
        ), 422
    new = not visit.record().said.length
    visit.say(length=sent("answer"))
    return go(paths.of(_first(visit.life())) if new else "map")


def _first(life: Life) -> str:
    """Where somebody new begins: on the short way at its first question, else with the practice."""
    if life.said.length == "short":
        return life.way.first()
    practice = next((one.id for one in life.way.sets if one.group == "start"), "")
    return places.start(practice) if practice else places.MAP


class Row(msgspec.Struct, frozen=True):
    """A topic on the map, and how far the person is in it: so many of so many questions."""

    topic: QuestionSet
    answered: int
    total: int


class Folded(msgspec.Struct, frozen=True):
    """Topics that stand together on the map, and how many of them are done."""

    id: str
    rows: list[Row]

    @property
    def total(self) -> int:
        """How many topics there are, without what stands beside them."""
        return 0 if self.id == "how" else len(self.rows)

    @property
    def done(self) -> int:
        """How many of them have all their answers."""
        return sum(row.answered >= row.total for row in self.rows)


@site.get("/map")
def map():
    record, life = visit.record(), visit.life()
    rows = _rows(life)
    begun = any(row.answered for row in rows["life"] + rows["me"] + rows["plan"])
    up_next = life.way.up_next()
    return render_template(
        "map/map.html",
        groups=[
            Folded(group, found)
            for group, found in rows.items()
            if found or group != "me" and (visit.layer.has_card or group != "plan")
        ],
        up_next=up_next and Row(up_next, *life.way.progress(up_next)),
        next_page=up_next and _page_of(life, up_next),
        has_proposal=begun and visit.layer.has_card,
        record=record,
        wishes=len(life.wants.wishes),
        goals=len(life.wants.goals),
        kept="kept" in request.args,
        waits=drafting.waiting(record),
        shut=isinstance(visit.held(), drafts.Shut),
    )


def _rows(life: Life) -> dict[str, list[Row]]:
    """All topics that have questions now, by the groups of the map. Practice stands with how one
    answers; what is not of the person's way, behind what is.
    """
    rows: dict[str, list[Row]] = {"life": [], "me": [], "plan": [], "how": []}
    for one in (*life.way.sets, *life.way.more):
        row = Row(one, *life.way.progress(one))
        if row.total:
            rows["how" if one.group == "start" else one.group].append(row)
    return rows


def _page_of(life: Life, topic: QuestionSet) -> str:
    """Where a topic goes on: its first page without an answer; where none is answered, what it is
    about. On the short way no page stands before the questions.
    """
    step = life.way.next_step(topic)
    begun = life.way.progress(topic)[0] or life.said.length == "short"
    return paths.of_step(step) if step and begun else f"set/{topic.id}"


@site.get("/stop")
def stop():
    record = visit.record()
    if visit.layer.has_card:
        visit.saw_card()
    return render_template(
        "map/stop.html",
        record=record,
        on=paths.of(visit.life(record.said).way.place()),
        shared=visit.device() == "shared" and visit.layer.has_card,
        **card_of(record),
    )


@site.get("/words")
def words():
    words = visit.words
    by_word = order(words.language)
    return render_template(
        "about/words.html", terms=sorted(words.terms.values(), key=lambda t: by_word(t.word))
    )


@site.get("/accessibility")
def accessibility():
    return render_template("about/accessibility.html", settings=visit.services.config)


@site.get("/privacy")
def privacy():
    return render_template("about/privacy.html", settings=visit.services.config)
