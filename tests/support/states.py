"""Every state that a page of the site can be in, and the people whose answers bring it about. All
people are invented.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import msgspec
from playwright.sync_api import Page

from hbself import content, limits
from hbself.keeping import boxes, copies, records, supporters, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model.record import Keeping, Record, Share, Supporter, with_said
from hbself.model.said import Person, Said
from tests.support.acts import (
    a_picture,
    after_put_away,
    another_view,
    answered_twice,
    file_here,
    four_of_three,
    from_another_site,
    link_setting,
    link_settings,
    name_too_long,
    next_empty,
    no_such_day,
    no_time,
    nothing_chosen,
    on_another_device,
    on_shared_device,
    open_link,
    other_card,
    people_picked,
    people_torn,
    picked,
    put_view_away,
    refused,
    save_nothing,
    scanned,
    show_new_card,
    supporters_map,
    supporters_question,
    text_too_long,
    too_big,
    too_often,
    torn,
    tried,
    unfolded,
    until_both,
    until_today,
    waits_on_map,
    written_here,
    wrong_number,
)
from tests.support.people import (
    ALIVE,
    BACK,
    BESIDE,
    LOCKED,
    SOME,
    VIEW,
    VIEW_BESIDE,
    answered,
    crowded,
    fresh,
    hard,
    helped,
    low_record,
)
from tests.support.places import PICTURES
from tests.support.serving import Site, hand_in, secret_of


def _sharer(site: Site, contents) -> Record:
    """Somebody with three links, a link that is being made, and a supporter who has answered."""
    store, today = SqliteStore(site.database), date.today()
    until = (today + timedelta(30)).isoformat()
    shares = tuple(
        Share(token, reader, ("change", "now"), until, today.isoformat(), number, token == BACK)
        for token, reader, number in (
            (ALIVE, "Virtanen", ""),
            (LOCKED, "Leila", "1234"),
            (BACK, "Omar", ""),
        )
    )
    helper = Supporter(VIEW, "Mika", today.isoformat(), printed=True)
    said = msgspec.structs.replace(
        answered(contents["fi"], *SOME), people=(Person("person-1", "Virtanen"),)
    )
    draft = Share("", "Leila", ("change",), until, "")
    for one in shares[:2]:
        copies.give(store, one, proposal.build(Life(contents["fi"], said), today.isoformat()))
    supporters.start(store, helper, today, 12)
    supporters.start(store, Supporter(VIEW_BESIDE, "Bo", today.isoformat()), today, 12)
    beside = vault.stretch(BESIDE)
    store.put(
        beside.id,
        boxes.RECORD,
        vault.seal(beside, boxes.RECORD, records.pack(Record(Said(by="me"), Keeping(code=BESIDE)))),
        "2099-12",
        0,
    )
    records.change(
        store,
        vault.from_token(VIEW),
        today,
        12,
        lambda a: with_said(a, answers=low_record().answers),
    )
    return Record(said, Keeping(shares=shares, supporters=(helper,), draft=draft))


def cookie_of(site: Site, name: str, everything: Said, contents) -> str:
    if name in ("gone", "broken", "newer"):
        key = vault.stretch(vault.new_code())
        if name == "broken":
            SqliteStore(site.database).put(key.id, boxes.RECORD, b"\x01" + bytes(60), "2099-12", 0)
        if name == "newer":
            SqliteStore(site.database).put(
                key.id,
                boxes.RECORD,
                vault.seal(key, boxes.RECORD, b'{"format":99}'),
                "2099-12",
                0,
            )
        return vault.to_cookie(key, secret_of(site))
    made = {
        "fresh": fresh,
        "writer": fresh,
        "full": lambda: everything,
        "some": lambda: answered(contents["fi"], *SOME),
        "crowded": crowded,
        "several": lambda: crowded(limits.FEW_PEOPLE + 1),
        "low": low_record,
        "hard": hard,
        "nearly": lambda: Record(fresh(), Keeping(nearly="2026-12")),
        "elsewhere": lambda: Record(fresh(), Keeping(reading="small.150.yellow.on.slow.yes")),
        "sharer": lambda: _sharer(site, contents),
        "helped": helped,
    }
    return hand_in(site, made[name]())


class State(NamedTuple):
    """`path` without the language, "*" for the first thing, wish or goal; `who`: whose answers;
    `act`: what brings the state about.
    """

    path: str
    who: str = ""
    status: int = 200
    act: Callable[[Page, str], None] | None = None


STATES: dict[str, State] = {
    "words-drafted": State("set/now/ln3", "writer", act=written_here),
    "map-waits": State("set/now/ln3", "writer", act=waits_on_map),
    "closed": State("set/now/ln3", "writer", act=after_put_away),
    "both": State("set/now/ln5", "writer", act=answered_twice),
    "start": State(""),
    "start-lost-key": State("?new=yes"),
    "start-back": State("", "full"),
    "reading": State("reading"),
    "reading-kept": State("reading?kept=yes", "full"),
    "reading-from": State("set/rights/ri1", "fresh", act=link_settings),
    "reading-pictures": State("reading/pictures"),
    "reading-text": State("reading/text"),
    "reading-text-tried": State("reading/text", act=tried("text", "150")),
    "reading-colours": State("reading/colours"),
    "reading-simple": State("reading/simple", "fresh"),
    "reading-listen": State("reading/listen"),
    "reading-speed": State("reading/speed", act=tried("speed", "slow")),
    "reading-as-there": State("device?then=open", "elsewhere", act=on_another_device),
    "who": State("who"),
    "who-error": State("who", act=next_empty),
    "who-again": State("who", "full"),
    "how-much": State("how-much", "full"),
    "how-much-error": State("how-much", "fresh", act=next_empty),
    "map-empty": State("map", "fresh"),
    "map-full": State("map?kept=yes", "full"),
    "map-wishes": State("map", "low"),
    "map-next": State("map?kept=yes", "hard"),
    "practice-start": State("set/practice", "fresh"),
    "set-half": State("set/rights", "full"),
    "one": State("set/rights/ri1", "fresh"),
    "one-error": State("set/rights/ri1", "fresh", act=next_empty),
    "one-saved": State("set/rights/ri1?kept=yes", "full"),
    "one-picked": State("set/rights/ri1", "writer", act=picked),
    "each": State("set/now/ln1/home", "fresh"),
    "each-error": State("set/now/ln1/home", "fresh", act=next_empty),
    "each-saved": State("set/now/ln1/home?kept=yes", "full"),
    "each-of-own": State("set/support/su2/*", "full"),
    "practice": State("set/practice/pr1", "fresh"),
    "many": State("set/important/im1", "fresh"),
    "many-error": State("set/important/im1", "fresh", act=next_empty),
    "many-saved": State("set/important/im1?kept=yes", "full"),
    "words": State("set/now/ln3", "fresh"),
    "words-error": State("set/now/ln3", "fresh", act=next_empty),
    "words-long": State("set/now/ln3?kept=yes", "full"),
    "words-too-long": State("set/change/ch5", "fresh", act=text_too_long),
    "words-for-goal": State("set/next/nx1/*", "full"),
    "people-none": State("set/important/im3", "fresh"),
    "people-none-error": State("set/important/im3", "fresh", act=next_empty),
    "people-some": State("set/important/im3?kept=yes", "full"),
    "people-few": State("set/important/im3", "some"),
    "people-picked": State("set/important/im3", "writer", act=people_picked),
    "people-torn": State("set/relatedness/re1", "fresh", act=people_torn),
    "people-folded": State("set/important/im3", "several"),
    "people-many": State("set/important/im3", "crowded"),
    "top": State("set/important/im2", "full"),
    "top-error": State("set/change/ch6", "full", act=four_of_three),
    "low": State("set/change/ch0", "low"),
    "wish": State("set/change/ch1/*", "full"),
    "goals": State("set/change/ch6", "full"),
    "goals-error": State("set/change/ch6", "low", act=next_empty),
    "when": State("set/next/nx3/*", "full"),
    "when-error": State("set/next/nx3/*", "full", act=no_such_day),
    "when-several": State("set/arrange/ar4/*", "full"),
    "goal-none": State("set/arrange/ar1", "fresh"),
    "good-to-know": State("set/rights/ri2?kept=yes", "full"),
    "said": State("set/important/said?kept=yes", "full"),
    "said-empty": State("set/important/said", "fresh"),
    "said-mirror": State("set/autonomy/said", "full"),
    "people": State("people?kept=yes", "full"),
    "people-empty": State("people", "fresh"),
    "people-full": State("people", "crowded"),
    "person-new": State("people/new", "fresh"),
    "person-error": State("people/new", "fresh", act=save_nothing),
    "person-too-long": State("people/new", "fresh", act=name_too_long),
    "person": State("people/person-1", "full"),
    "proposal-empty": State("proposal", "fresh"),
    "proposal": State("proposal?kept=yes", "some"),
    "proposal-hard": State("proposal", "hard"),
    "proposal-goal": State("proposal/goal-1", "full"),
    "proposal-part": State("proposal/change?kept=yes", "some"),
    "proposal-part-2": State("proposal/change/2", "full"),
    "proposal-opened": State("proposal/change", "some", act=unfolded),
    "proposal-short": State("proposal/me", "full"),
    "proposal-not-in": State("proposal/not-in", "hard"),
    "proposal-advice": State("proposal/advice", "some"),
    "proposal-missing": State("proposal/missing", "fresh"),
    "proposal-ready": State("proposal/ready", "some"),
    "one-from-proposal": State("set/rights/ri1?from=now&line=1", "fresh", act=next_empty),
    "may-stand": State("may-stand", "hard"),
    "my-goals": State("goals?kept=yes", "hard"),
    "my-goals-empty": State("goals", "fresh"),
    "goal-start": State("set/goal-1", "hard"),
    "goal-said": State("set/goal-1/said", "hard"),
    "goal-same": State("set/arrange/ar2/goal-2", "hard"),
    "not-together": State("set/change/ch2", "hard", act=torn),
    "take": State("take", "some"),
    "name": State("name/take", "some"),
    "name-first": State("take", "low"),
    "name-error": State("name/take", "low", act=refused("name", "A" * 61)),
    "take-empty": State("take", "fresh"),
    "stop": State("stop", "full"),
    "stop-shared": State("stop", "full", act=on_shared_device),
    "words-page": State("words"),
    "word-more": State("words/personal-budget/budget-uses", "full"),
    "info-pages": State("info"),
    **{f"info-{one}": State(f"info/{one}") for one in content.load(PICTURES)["fi"].pages},
    "privacy": State("privacy"),
    "accessibility": State("accessibility"),
    "403": State("who", act=from_another_site),
    "404": State("no-such-page", status=404),
    "404-set": State("set/no-such-set", "fresh", 404),
    "410": State("map", "gone", 410),
    "413": State("set/now/ln3", "fresh", act=too_big),
    "429": State("map", "fresh", act=too_often),
    "500": State("map", "broken", 500),
    "503": State("map", "newer", 503),
    "key": State("key?kept=yes", "full"),
    "key-paper": State("key/card", "full"),
    "key-paper-small": State("key/card?size=small&then=stop", "full"),
    "key-error": State("key", "fresh", act=refused("word", "x" * (limits.CARD_WORD + 1), "Save")),
    "key-new": State("key/new", "sharer"),
    "key-coming": State("key/new", "sharer", act=show_new_card),
    "nearly": State("map", "nearly"),
    "open": State("open"),
    "open-error": State("open", act=refused("group0", "U!", "Open my answers")),
    "device": State("device?then=start", "fresh"),
    "device-error": State("device", "fresh", act=next_empty),
    "away": State("away"),
    "kept": State("kept", "sharer"),
    "delete": State("delete", "sharer"),
    "deleted": State("deleted"),
    "bring-back": State("bring-back"),
    "bring-back-error": State("bring-back", act=a_picture),
    "bring-back-left": State("bring-back/left?people=3&texts=1&items=2&picks=1&answers=40", "some"),
    "bring-back-how": State("bring-back", "low", act=file_here),
    "shares-none": State("shares", "fresh"),
    "shares": State("shares?kept=yes", "sharer"),
    "share": State(f"shares/{ALIVE}?kept=yes", "sharer"),
    "share-back": State(f"shares/{BACK}", "sharer"),
    "share-who": State("share/who", "sharer"),
    "share-who-error": State("share/who", "sharer", act=refused("name", "A" * 61)),
    "share-who-empty-error": State("share/who", "low", act=next_empty),
    "share-what": State("share/what", "sharer"),
    "share-what-error": State("share/what", "sharer", act=nothing_chosen),
    "share-until": State("share/until", "sharer"),
    "share-until-error": State("share/until", "sharer", act=no_time),
    "share-until-today": State("share/until", "sharer", act=until_today),
    "share-until-both": State("share/until", "sharer", act=until_both),
    "share-number": State("share/number", "sharer"),
    "share-number-error": State("share/number", "sharer", act=refused("answer", "12")),
    "share-cover": State(f"s/{ALIVE}", "sharer"),
    "shared": State(f"s/{ALIVE}", "sharer", act=open_link),
    "link-settings": State(f"s/{ALIVE}", "sharer", act=link_settings),
    "link-setting": State(f"s/{ALIVE}", "sharer", act=link_setting),
    "share-locked": State(f"s/{LOCKED}", "sharer"),
    "share-locked-error": State(f"s/{LOCKED}", "sharer", act=wrong_number),
    "share-look": State(f"shares/{LOCKED}/look", "sharer"),
    "share-ended": State(f"s/{BACK}", "sharer", 410),
    "helpers-none": State("helpers", "fresh"),
    "helpers": State("helpers?kept=yes", "sharer"),
    "helpers-full": State("helpers", "helped"),
    "helpers-error": State("helpers", "fresh", act=refused("name", "", "Make a link")),
    "helper": State(f"helpers/{VIEW}", "sharer"),
    "helper-start": State(f"h/{VIEW}", "sharer"),
    "helper-map": State(f"h/{VIEW}", "sharer", act=supporters_map),
    "helper-question": State(f"h/{VIEW}", "sharer", act=supporters_question),
    "helper-delete": State(f"helpers/{VIEW}/delete", "sharer"),
    "helper-settings": State("view/reading"),
    "helper-setting": State("view/reading/colours"),
    "helper-privacy": State("view/privacy"),
    "away-card": State("away/card", "full"),
    "others-first": State("open", "sharer", act=other_card),
    "open-scanned": State("open", act=scanned),
    "open-remembered": State("open/remembered", "full"),
    "device-opened": State("device?then=open", "full"),
    "helper-start-others": State(f"h/{VIEW}", "sharer", act=another_view),
    "helper-away": State(f"h/{VIEW}", "sharer", act=put_view_away),
}
