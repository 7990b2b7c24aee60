"""Who sees what, as the pages say it: supporters' sections, what a copy holds, who has opened it,
what is gone.
"""

import re
from datetime import timedelta

import msgspec
import pytest

from hbself.keeping import copies, supporters, vault
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model.languages import LANGUAGES
from hbself.model.record import Share, Supporter, with_keeping, with_said
from tests.support.opening import new_card
from tests.support.sharing import (
    COFFEE,
    DRUMS,
    SAID,
    TODAY,
    change,
    count,
    leave_out,
    opened,
    rows,
    section_of,
    share,
)
from tests.support.supporters import ANNA, BO, token_of
from tests.support.visitor import Visitor
from tests.support.whole_proposal import press, whole

# ---- supporters' sections ------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["hide", "not-print", "delete"])
def test_a_link_to_one_supporters_view_never_shows_anothers(asked, client, said_by, how):
    owner, reader = asked(Anna=ANNA, Bo=BO), client("sv")
    token = share(owner, section_of(owner, "Anna"))
    assert opened(reader, token).own_words() == [ANNA]
    owner.post(f"helpers/{token_of(said_by, owner, 'Anna')}", {"do": how, "sure": "yes"})
    owner.press(owner.get(f"shares/{token}"), do="new")
    assert BO not in opened(reader, token).html
    assert "Bo" not in rows(owner)[0]


@pytest.mark.parametrize("how", ["hide", "not-print", "delete"])
def test_a_line_left_out_stays_out_when_another_supporter_goes(asked, said_by, how):
    owner = asked(Anna=ANNA, Bo=BO)
    leave_out(owner, BO)
    owner.post(f"helpers/{token_of(said_by, owner, 'Anna')}", {"do": how, "sure": "yes"})
    page = whole(owner)
    assert page.xpath(f"//article[contains(@class, 'out') and contains(., '{BO}')]")
    assert ANNA not in page.html


def test_a_supporter_keeps_the_place_under_a_new_card(asked, said_by, client):
    owner = asked(Anna=ANNA, Bo=BO)
    before = (
        section_of(owner, "Bo"),
        [supporters.view_id(h) for h in said_by(owner).keeping.supporters],
    )
    leave_out(owner, BO)
    for _ in range(2):
        new_card(owner)
        assert [supporters.view_id(h) for h in said_by(owner).keeping.supporters] == before[1]
        assert whole(owner).xpath(f"//article[contains(@class, 'out') and contains(., '{BO}')]")
    assert len(set(before[1])) == 2 and not any(
        t.token in i for t in said_by(owner).keeping.supporters for i in before[1]
    )


def test_a_supporter_of_an_older_version_has_an_id_that_stays():
    held_by_old = Supporter(vault.new_token(), "Anna", "2026-01-01")
    assert held_by_old.id == ""
    assert supporters.view_id(held_by_old) == supporters.view_id(
        msgspec.structs.replace(held_by_old, name="x", hidden=True, printed=True)
    )
    assert re.fullmatch("view-[0-9a-f]{16}", supporters.view_id(held_by_old))


def by_place(owner: Visitor, app, said_by) -> str:
    """A link that an older version made for "view1", which was Anna then. Gives its token."""
    record, held, words = (
        said_by(owner),
        app.extensions["hbself"].store,
        app.extensions["hbself"].contents["fi"],
    )
    made = Share(
        vault.new_token(),
        "Virtanen",
        ("now", "view1"),
        (TODAY + timedelta(30)).isoformat(),
        TODAY.isoformat(),
    )
    views = [
        (f"view{i}", h.name, supporters.record_of(held, h, TODAY, 12).said)
        for i, h in enumerate(record.keeping.supporters, 1)
    ]
    part = copies.chosen(
        proposal.build(Life(words, record.said), TODAY.isoformat(), views), made.sections
    )
    key = vault.from_token(made.token)
    old = {"reader": made.reader, "until": made.until, "proposal": msgspec.to_builtins(part)}
    held.put(key.id, "share", vault.seal(key, "share", msgspec.json.encode(old)), "2099-12", 0)
    change(owner, app, lambda a: with_keeping(a, shares=(made,)))
    return made.token


@pytest.mark.parametrize("gone", ["Anna", "Bo", ""])
def test_a_link_by_place_from_an_older_version_shows_nobody_else(asked, app, client, said_by, gone):
    owner, reader = asked(Anna=ANNA, Bo=BO), client("fi")
    token = by_place(owner, app, said_by)
    assert opened(reader, token).own_words() == [COFFEE, ANNA], "the copy stays as it was"
    assert "Anna" in rows(owner)[0]
    if gone:
        owner.post(f"helpers/{token_of(said_by, owner, gone)}", {"do": "hide"})
    owner.press(owner.get(f"shares/{token}"), do="new")
    assert opened(reader, token).own_words() == [COFFEE], (
        "nobody can say any more whose view it was: none is shown"
    )
    assert "Anna" not in rows(owner)[0] and "Bo" not in rows(owner)[0]


def test_a_line_that_was_left_out_by_place_does_not_come_back(asked, app, said_by):
    owner = asked(Anna=ANNA, Bo=BO)
    change(owner, app, lambda a: with_said(a, lines={"view2:now.ln3:text": False}))
    owner.post(f"helpers/{token_of(said_by, owner, 'Anna')}", {"do": "hide"})
    article = f"//article[contains(@class, 'out') and contains(., '{BO}')]"
    press(owner, "in", BO, "others-1")
    assert not whole(owner).xpath(article), "the person takes it in again"


# ---- "They may see" ------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["", "0420"])
def test_the_list_tells_what_the_copy_holds_now(person_with, client, number):
    owner, reader = person_with(SAID), client("fi")
    token = share(owner, "now", "strengths", number=number)
    title = list(dict.fromkeys(p.h1 for p in whole(owner).pages if p.all("//article//q")))
    assert len(title) == 2 and all(one in rows(owner)[0] for one in title)
    owner.press(owner.get("set/now/ln3"), "skipped", text=None, answer=[])
    assert COFFEE in opened(reader, token, **({"number": number} if number else {})).html
    assert all(one in rows(owner)[0] for one in title), "the reader still reads it"
    assert all(one in owner.get(f"shares/{token}").text for one in title)
    owner.press(owner.get(f"shares/{token}"), do="new")
    # "What is good now" comes first; what stands in My answers, last
    assert [one in rows(owner)[0] for one in title] == [
        False,
        True,
    ], "now the copy does not hold it"
    leave_out(owner, DRUMS)
    owner.press(owner.get(f"shares/{token}"), do="new")
    assert not any(one in rows(owner)[0] for one in title) and "tyhjän sivun" in rows(owner)[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_tells_it_in_the_language_of_the_page(asked, lang):
    owner = asked(Anna=ANNA)
    share(owner, "now", section_of(owner, "Anna"))
    texts = owner.app.extensions["hbself"].contents[lang].texts
    told = owner.get(f"/{lang}/shares", lang=lang).all("li.entry")[0]
    assert f"{texts['section.now']} · {texts['section.view']} Anna" in told


def test_what_has_ended_shows_nothing_and_the_list_says_so(person_with, later):
    owner = person_with(SAID)
    back = share(owner, "now")
    share(owner, "now", until="day")
    owner.press(owner.get(f"shares/{back}"), do="back")
    later(2)
    for told in rows(owner):
        assert "He saavat nähdä" not in told and "ei näytä enää mitään" in told


# ---- from older versions -------------------------------------------------------------------------


def locked_by_old(owner: Visitor, app, said_by) -> str:
    """A copy under a number that an older version made: its titles stand only in what the number
    opens. Gives the token.
    """
    made = Share(
        vault.new_token(),
        "Virtanen",
        ("now", "view1"),
        (TODAY + timedelta(30)).isoformat(),
        TODAY.isoformat(),
        "0420",
    )
    part = copies.chosen(
        proposal.build(
            Life(app.extensions["hbself"].contents["fi"], said_by(owner).said), TODAY.isoformat()
        ),
        made.sections,
    )
    key = vault.from_token(made.token)
    box = vault.seal(vault.with_number(key, made.number), "share", msgspec.json.encode(part))
    old = {
        "reader": made.reader,
        "until": made.until,
        "locked": box,
        "opened": 3,
        "last": TODAY.isoformat(),
    }
    app.extensions["hbself"].store.put(
        key.id, "share", vault.seal(key, "share", msgspec.json.encode(old)), "2099-12", 0
    )
    change(owner, app, lambda a: with_keeping(a, shares=(made,)))
    return made.token


def test_a_copy_under_a_number_from_an_older_version_is_told_as_well_as_can_be(
    person_with, app, client, said_by
):
    owner, reader = person_with(SAID), client("fi")
    token, texts = locked_by_old(owner, app, said_by), app.extensions["hbself"].contents["fi"].texts
    assert (
        f"{texts['section.now']} · Mitä toinen ihminen ajattelee" in rows(owner)[0]
        and "3" in rows(owner)[0]
    )
    assert opened(reader, token, number="0420").own_words() == [COFFEE] and count(owner, token) == 4
    assert owner.get(f"shares/{token}/look").own_words() == [COFFEE]
    owner.press(owner.get(f"shares/{token}"), do="new")
    assert rows(owner)[0].count(" · ") == 0 and texts["section.now"] in rows(owner)[0]


def test_a_link_that_an_older_version_had_begun_is_chosen_again(asked, app, said_by):
    owner = asked(Anna=ANNA)
    begun = Share("", "Virtanen", ("view1",), (TODAY + timedelta(7)).isoformat(), "")
    change(owner, app, lambda a: with_keeping(a, draft=begun))
    page = owner.post("share/number", {"number": ""})
    assert page.path == "/fi/share/what" and not said_by(owner).keeping.shares
    owner.press(owner.press(owner.press(page, answer=["now"]), answer="week"))
    assert [s.sections for s in said_by(owner).keeping.shares] == [("now",)]


# ---- what the pages say --------------------------------------------------------------------------

# Words that promise more than holds: who has the card, a link, a file or the server sees the
# answers, too.
TOO_MUCH = {
    "en": (
        r"\bonly you (can )?see|only i see|nobody (else )?(can )?see|no one|completely safe|are"
        r" safe"
    ),
    "fi": r"vain sinä näet|vain minä näen|kukaan (muu )?ei näe|täysin turva|turvassa",
    "sv": r"bara du (kan )?se|bara jag ser|ingen annan ser|helt säker",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_promises_that_nobody_else_sees(asked, lang):
    owner = asked(Anna=ANNA)
    paths = (
        "",
        "privacy",
        "kept",
        "helpers",
        "shares",
        "share/who",
        "key",
        "stop",
        "device",
        "delete",
        "deleted",
        "away",
        "key/new",
        "proposal",
    )
    for path in (*paths, f"shares/{share(owner, 'now')}"):
        found = re.search(TOO_MUCH[lang], owner.get(f"/{lang}/{path}", lang=lang).text, flags=re.I)
        assert not found, (path, found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_say_who_must_be_trusted(asked, client, said_by, lang):
    owner, supporter = asked(Anna=ANNA), client(lang)
    trust = {
        "en": "You must trust the people who run the site.",
        "fi": "Sinun täytyy luottaa sivuston ylläpitäjiin.",
        "sv": "Du måste lita på dem som sköter webbplatsen.",
    }[lang]
    assert (
        trust in client(lang).get("privacy").text
        and trust in owner.get(f"/{lang}/kept", lang=lang).text
    )
    supporter.press(supporter.get(f"h/{token_of(said_by, owner, 'Anna')}"))
    mine, theirs = client(lang).get("privacy").all("li"), supporter.get("view/privacy").all("li")
    assert trust in " ".join(theirs) and mine != theirs, (
        "a supporter reads who sees a supporter's answers"
    )
