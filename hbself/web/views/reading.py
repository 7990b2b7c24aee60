"""Settings: how do you like to read? A list of things, and a page for each with its choices."""

import re
from contextlib import suppress
from typing import NamedTuple

import msgspec
from flask import abort, redirect, render_template, request
from flask_babel import gettext as _

from ...keeping import records, vault
from ...limits import LOOKS, RATE_DRAFTS, RATE_SAVES
from ...model import places
from ...model.record import Record, with_keeping
from .. import paths
from ..i18n import READING, Reading, with_fields
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import NoKey, visit
from . import drafting, site, whose

# Pages to which settings lead back, beside those on which something is written: no token is in
# their paths.
PLACES = re.compile(
    r"proposal(/[\w-]{1,40}(/\d{1,4})?)?|take|stop|people|helpers|shares|how-much|words|privacy|accessibility"
    r"|info(/[\w-]{1,40})?|before/[\w-]{1,40}/[\w-]{1,40}"
    r"|words/[\w-]{1,40}/[\w-]{1,40}(/set/[\w-]{1,40}/[\w-]{1,40}(/[^/\\?#\s]{1,300})?)?"
    r"|set/[\w-]{1,40}|know/[\w-]{1,40}/[\w-]{1,40}"
)
APPLY = ("next", "list", "try")  # buttons that take over what is picked


class Choice(NamedTuple):
    """One way in which a thing can be: its value, words and picture."""

    value: str
    label: str
    picture: str


class Thing(NamedTuple):
    """One thing that can be set, with its choices, the first of which is the usual one."""

    title: str
    help: str
    choices: tuple[Choice, ...]

    def now(self, value: str) -> Choice:
        """The choice of a value."""
        return next(one for one in self.choices if one.value == value)


def things() -> dict[str, Thing]:
    """All things by their names in `Reading`, in the words of the page's language."""
    return {**_looks(), **_sounds()}


def _looks() -> dict[str, Thing]:
    how = _("Choose one. Then press: Try it.")
    pictures = (
        Choice("big", _("Big pictures"), "pictures-big"),
        Choice("small", _("Small pictures"), "pictures-small"),
        Choice("none", _("No pictures"), "pictures-none"),
    )
    sizes = (_("Normal"), _("Bigger"), _("Big"), _("Very big"), _("Extra big"))
    colours = (
        _("Same as this device"),
        _("Dark words on white"),
        _("White words on dark"),
        _("Yellow words on black"),
    )
    answers = (
        Choice("no", _("All answers"), "options"),
        Choice("yes", _("Only 2 answers"), "two-options"),
    )
    return {
        "pictures": Thing(_("Pictures"), how, pictures),
        "text": Thing(_("Size of the words"), how, _named("text", sizes, picture="text-size")),
        "colours": Thing(_("Colours"), how, _named("colours", colours, picture="colours")),
        "simple": Thing(_("How many answers"), how, answers),
    }


def _named(name: str, labels: tuple[str, ...], picture: str) -> tuple[Choice, ...]:
    """The values of a field of `Reading` with their words and one picture for all."""
    return tuple(
        Choice(value, label, picture) for value, label in zip(READING[name], labels, strict=True)
    )


def _sounds() -> dict[str, Thing]:
    how = _("Choose one. Press: Try it. Then press: Listen.")
    listen = (
        Choice("press", _("One button at the top"), "press"),
        Choice("on", _("A button next to each answer"), "listen"),
        Choice("off", _("No listening"), "no"),
    )
    speed = (
        Choice("normal", _("Normal"), "speak"),
        Choice("slow", _("Slower"), "slow"),
    )
    return {
        "listen": Thing(_("Listening"), how, listen),
        "speed": Thing(_("Speed of the voice"), how, speed),
    }


def differs(reading: Reading, other: Reading) -> list[tuple[str, str]]:
    """What of a way of reading is not so in another one: titles and values in words."""
    return [
        (thing.title, thing.now(getattr(reading, name)).label)
        for name, thing in things().items()
        if getattr(reading, name) != getattr(other, name)
    ]


# ---- the list ------------------------------------------------------------------------------------


@site.get("/reading")
def reading():
    return _list(_came_from(), "kept" in request.args)


def _list(link: dict[str, str], kept: bool):
    """link: the way back; kept: something was chosen."""
    return render_template("start/reading.html", kept=kept, link=link, field="", things=things())


@site.post("/reading")
@limiter.limit(RATE_DRAFTS, exempt_when=lambda: not sent("page"))
def save_reading():
    """`do` says: list (of a thing's page: take it over and show the list), next, back, settings (a
    link's page or one of somebody's own opens them: all leads back to it). Pages of versions
    before this one have all things on one page, with try.
    """
    do, link = sent("do"), _came_from()
    # From a page with a form, "text" is what the person wrote
    if do in APPLY or not link and do != "settings":
        choose(with_fields(visit.reading, request.form))
    if not link:
        kept = {} if do == "settings" else {"kept": "yes"}
        return go(_after_reading()) if do == "next" else go("reading", **kept)
    if do in ("next", "back"):
        return _led_back(link)
    return _shown("reading", link, kept="yes" if do in APPLY else "") or _list(link, do in APPLY)


def _shown(path: str, link: dict[str, str], **query: str):
    """To a page by its own address, so that the browser's Back finds it again; None for a link's
    pages, whose token and press stand in no address.
    """
    return None if "press" in link else go(path, **link, **query)


def choose(chosen: Reading) -> None:
    """The person likes to read so, here and everywhere: it goes along with their key. Not where
    nothing can be kept: then it is so here alone. A supporter's way is not the person's. A page
    that was made for somebody whose answers are not open here any more changes nothing.
    """
    owner = vault.from_mark(sent("mark"), visit.secret) if visit.layer.has_card else None
    with suppress(NoKey, records.Gone, vault.Broken, vault.Newer, *records.NO_ROOM):
        if owner and not whose.fits(owner, visit.key()):
            return
        visit.read_so(chosen)
        if owner:
            visit.change_by(lambda a: _reads(a, chosen))


def _reads(record: Record, chosen: Reading) -> Record:
    """The record of somebody who likes to read so. What they said of other devices was said of what
    they chose before; a shared one where they choose is not asked about.
    """
    text = chosen.cookie()
    if record.keeping.reading != text:
        record = with_keeping(record, reading=text, looks={})
    shared = visit.device() == "shared"
    return with_look(record, visit.browser.chosen, True) if shared else record


def with_look(record: Record, here: str, same: bool) -> Record:
    """The record of somebody who reads on a device like this one as elsewhere, or not."""
    looks = {look: so for look, so in record.keeping.looks.items() if look != here}
    return with_keeping(record, looks=dict([*looks.items(), (here, same)][-LOOKS:]))


# ---- one thing -----------------------------------------------------------------------------------


@site.get("/reading/<name>")
def setting(name):
    done = request.args.get("done", "")
    done = done if done in ("try", "undo") else ""
    return _thing(name, _came_from(), request.args.get("before", ""), done)


@site.post("/reading/<name>")
@limiter.limit(RATE_SAVES)
def save_setting(name):
    """`do` says: settings (show the page), try (take over what is picked), undo (as it was when the
    page was opened, `before`).
    """
    if name not in READING:
        abort(404)
    do, before = sent("do"), sent("before") or getattr(visit.reading, name)
    to = {"try": sent(name), "undo": before}.get(do, "")
    if to:
        choose(with_fields(visit.reading, {name: to}))
    link, done = _came_from(), do if to else ""
    return _shown(f"reading/{name}", link, before=before, done=done) or _thing(
        name, link, before, done
    )


def _thing(name: str, link: dict[str, str], before: str = "", done: str = ""):
    """The page of a thing. before: as it was; done: what was done with it, "try" or "undo"."""
    if name not in READING:
        abort(404)
    practice = visit.words.question("practice", "pr1")
    return render_template(
        "start/setting.html",
        field=name,
        thing=things()[name],
        before=before if before in READING[name] else getattr(visit.reading, name),
        done=done,
        link=link,
        sample=practice if name == "simple" else None,
    )


# ---- the way back --------------------------------------------------------------------------------


def _came_from() -> dict[str, str]:
    """The fields that hold the way back, from the form or the address; {} for none. Of a link's
    page, which comes by a form only, its press goes along, too: the copy opens to nothing else.
    """
    if visit.layer.link.fullmatch(sent("back")):
        return {name: sent(name) for name in ("back", "press", "opened")}
    place = _place(sent("back") or sent("page") or request.args.get("back", ""))
    came = paths.came_from() if place.startswith("set/") else {}
    return {"back": place, **came} if place else {}


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
    return go(place, **paths.came_from())


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
