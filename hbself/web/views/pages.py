"""Start, how do you like to read, who answers, how much, the map, stop, words, accessibility."""

import re
from typing import Literal, get_args

import msgspec
from flask import redirect, render_template, request

from ...keeping import drafts
from ...life.life import Life
from ...limits import RATE_DRAFTS, RATE_STARTS
from ...model import places
from ...model.said import Said
from ...model.words import Group, QuestionSet
from .. import paths
from ..i18n import order, with_fields
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import visit
from . import drafting, site
from .keys import card_of

GROUPS = get_args(Group)
WHO: tuple[Literal["me", "helped"], ...] = ("me", "helped")
# Pages to which settings lead back, beside those on which something is written: no token is in
# their paths.
PLACES = re.compile(
    r"proposal|take|stop|people|helpers|shares|how-much|words|privacy|accessibility"
    r"|set/[\w-]{1,40}|know/[\w-]{1,40}/[\w-]{1,40}"
)


@site.get("/")
def start():
    record = visit.record_or_none()
    return render_template(
        "start/start.html",
        record=record,
        new="new" in request.args,
        on=record and paths.of(visit.life(record.said).way.place()),
    )


@site.get("/reading")
def reading():
    return render_template("start/reading.html", kept="kept" in request.args, link={})


@site.post("/reading")
@limiter.limit(RATE_DRAFTS, exempt_when=lambda: not sent("page"))
def save_reading():
    """`do` says: try (look at it here), next, back, settings (a link's page or one of somebody's
    own opens them: all leads back to it).
    """
    chosen = with_fields(visit.reading, request.form)
    do, link = sent("do"), _came_from()
    # From a page with a form, "text" is what the person wrote
    if not link or do in ("next", "try"):
        visit.read_so(chosen)
    if not link:
        return go(_after_reading()) if do == "next" else go("reading", kept="yes")
    if do in ("next", "back"):
        return _led_back(link)
    return render_template("start/reading.html", kept=do == "try", link=link)


def _came_from() -> dict[str, str]:
    """The fields that hold the way back; {} for none. Of a link's page its press goes along, too:
    the copy opens to a form only.
    """
    if visit.layer.link.fullmatch(sent("back")):
        return {name: sent(name) for name in ("back", "press", "opened")}
    place = _place(sent("back") or sent("page"))
    return {"back": place} if place else {}


def _led_back(link: dict[str, str]):
    """307 sends a reader's copy on, with the press that opened it. A supporter's link takes nothing
    of it: sent there, it would come back as words that they had written. What was written on
    somebody's own page is kept (`drafting.for_whom`).
    """
    place = link["back"]
    if "press" in link:
        return redirect(
            f"/{visit.lang}/{place}", 307 if link["press"] and visit.layer.has_card else 303
        )
    record = visit.record_or_none() if place.startswith(("set/", "know/")) else None
    if record:
        at = msgspec.structs.replace(record.said, at=places.of_path(place))
        place = paths.of(visit.life(at).way.place())
    return go(place)


def _place(path: str) -> str:
    """The path without language and layer, when it is a page that settings lead
    back to; else "".
    """
    return (
        path
        if paths.PATH.fullmatch(path) and (PLACES.fullmatch(path) or drafting.PAGES.fullmatch(path))
        else ""
    )


def way_back() -> str:
    """The page that is asked for, for the form of its Settings; "" where settings lead to no page
    of its own.
    """
    return _place(paths.here()) if request.method == "GET" and visit.holds() else ""


def _after_reading() -> str:
    """A newcomer goes on to "Who answers?"; who has begun, and a supporter, goes back to the own
    answers.
    """
    if visit.layer.home:
        return visit.layer.home
    record = visit.record_or_none()
    return "who" if record is None or not record.said.by else "map"


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
