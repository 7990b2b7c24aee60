"""Start, who answers, how much, the map, stop, words, accessibility."""

from typing import Literal, get_args

from flask import render_template, request

from ...keeping import drafts
from ...life.life import Life
from ...limits import RATE_STARTS
from ...model import places
from ...model.said import Said
from ...model.words import Group, QuestionSet
from .. import paths
from ..i18n import order
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import visit
from . import drafting, site
from .keys import card_of

GROUPS = get_args(Group)
WHO: tuple[Literal["me", "helped"], ...] = ("me", "helped")


@site.get("/")
def start():
    record = visit.record_or_none()
    return render_template(
        "start/start.html",
        record=record,
        new="new" in request.args,
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


@site.get("/map")
def map():
    record, life = visit.record(), visit.life()
    tiles: dict[str, list[tuple[QuestionSet, int, int]]] = {group: [] for group in GROUPS}
    for question_set in life.way.sets:
        answered, total = life.way.progress(question_set)
        if total:
            tiles[question_set.group].append((question_set, answered, total))
    more = [(s, *life.way.progress(s)) for s in life.way.more]
    begun = any(answered for group in tiles.values() for _, answered, _ in group)
    return render_template(
        "map/map.html",
        tiles=tiles,
        more=[one for one in more if one[2]],
        record=record,
        begun=begun,
        wishes=len(life.wants.wishes),
        goals=len(life.wants.goals),
        kept="kept" in request.args,
        waits=drafting.waiting(record),
        shut=isinstance(visit.held(), drafts.Shut),
    )


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
