"""A part of the proposal for one reader, for a while: a copy that ends, is taken back, and tells a
stranger nothing.
"""

import re
from datetime import date, timedelta

import pytest

from hbself import limits
from hbself.keeping import copies, records, supporters, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.record import Share, Supporter
from tests.support.contract import header_faults
from tests.support.invented import aino
from tests.support.sharing import COFFEE, DRUMS, SAID, opened, rows, share
from tests.support.whole_proposal import whole

# ---- what the reader sees ------------------------------------------------------------------------


def test_the_reader_sees_what_was_chosen_and_nothing_else(person_with, client):
    owner, reader = person_with(SAID), client("sv")
    page = opened(reader, share(owner, "now"))
    assert page.own_words() == [COFFEE] and DRUMS not in page.html and "Helmi" not in page.html
    assert page.tree.xpath("//h1/@lang") == ["fi"] and page.tree.get("lang") == "sv"
    assert not reader.key(), "the reader's browser gets no key"
    assert opened(reader, share(owner, "now", "strengths")).own_words() == [DRUMS, COFFEE]


def test_what_the_person_left_out_is_not_in_the_copy(person_with, client):
    owner = person_with(SAID)
    (button,) = whole(owner).xpath(
        f"//article[.//q[contains(., '{COFFEE}')] and"
        " .//button[@name='out']]//button[@name='out']/@value"
    )[:1]
    token = share(owner, "now", "strengths")
    owner.post("proposal", {"out": button})
    assert COFFEE in opened(client("fi"), token).html, "the copy is older"
    assert COFFEE not in opened(client("fi"), share(owner, "now", "strengths")).html


def test_later_answers_do_not_leak_until_the_person_sends_them(person_with, client):
    owner, reader = person_with(SAID), client("fi")
    token = share(owner, "now")
    before = opened(reader, token).own_words()
    owner.press(owner.get("set/now/ln3"), text="Salaisuus.")
    assert "Salaisuus." in whole(owner).html
    assert opened(reader, token).own_words() == before == [COFFEE]
    owner.press(owner.get(f"shares/{token}"), do="new")
    assert opened(reader, token).own_words() == ["Salaisuus."]
    assert "3" in rows(owner)[0], "the count goes on"


def test_the_pdf_holds_the_same(person_with, client):
    import io

    import pikepdf

    owner, reader = person_with(SAID), client("sv")
    page = opened(reader, share(owner, "now"))
    found = reader.http.post(page.action(), data=dict(page.fields()))
    assert not list(header_faults(found))
    assert found.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(found.data)) as paper:
        assert paper.Root.Lang == "fi" and len(paper.pages) >= 1


def test_links_count_for_the_person(person_with, client):
    owner, reader = person_with(SAID), client("fi")
    token = share(owner, number="0420")
    never = rows(owner)[0]
    for _ in range(2):
        page = opened(reader, token, number="0420")
        assert page.own_words() == [COFFEE]
    opened(reader, token, number="1111", status=422)
    told = rows(owner)[0]
    assert told != never and re.search(r"\b2\b", told.replace(never, "")) and "0420" in told
    assert copies.look(owner.app.extensions["hbself"].store, token, date.today()).opened == 2, (
        "asking for the number and a wrong one do not count"
    )


@pytest.mark.parametrize("step", ["who", "what", "until", "number"])
def test_no_step_of_a_link_can_be_left_empty_or_wrong(person_with, step):
    owner = person_with(SAID)
    bad = {
        "who": [{}, {"name": " "}, {"name": "x" * (limits.NAME + 1)}, {"answer": "person-9"}],
        "what": [{}, {"answer": "money"}, {"answer": "../"}],
        "until": [
            {},
            {"date": "2020-01-01"},
            {"date": "2999-01-01"},
            {"date": "31.2.2026"},
            {"date": date.today().isoformat()},
            {"answer": "ever"},
        ],
        "number": [{"number": n} for n in ("123", "12345", "12a4", "١٢٣٤")],
    }
    owner.press(owner.get("share/who"), name="Virtanen")
    for form in bad[step]:
        owner.post(f"share/{step}", form, status=422)
    assert not rows(owner)[1:] and not owner.get("shares").tree.xpath(
        "//li[contains(@class, 'entry')]"
    )


# ---- cut, ended, taken back, guessed out: all the same -------------------------------------------


def stranger(client, token: str, way: str) -> tuple[int, str]:
    """What somebody with this link gets: (status, the page without the link's own letters)."""
    http = client("fi").http
    response = {
        "get": lambda: http.get(f"/fi/s/{token}"),
        "pdf": lambda: http.get(f"/fi/s/{token}/pdf"),
        "number": lambda: http.post(f"/fi/s/{token}", data={"number": "0420"}),
    }[way]()
    return response.status_code, response.get_data(as_text=True).replace(token, "TOKEN")


@pytest.mark.parametrize("number", ["", "0420"])
@pytest.mark.parametrize("way", ["get", "pdf", "number"])
def test_what_does_not_open_looks_the_same(person_with, client, later, way, number):
    owner = person_with(SAID)
    ended = share(owner, until="day", number=number)
    back, guessed, deleted = (share(owner, until="month", number=number) for _ in range(3))
    assert stranger(client, ended, "get")[0] == 200
    later(2)
    owner.press(owner.get(f"shares/{back}"), do="back")
    if number:
        for _ in range(limits.NUMBER_TRIES):
            client("fi").http.post(f"/fi/s/{guessed}", data={"number": "1111"})
    else:
        copies.take_back(owner.app.extensions["hbself"].store, guessed)
    other = person_with(SAID)
    deleted = share(other, number=number)
    other.press(other.get("delete"))
    alike = {
        stranger(client, token, way) for token in (ended, back, guessed, deleted, vault.new_token())
    }
    assert len(alike) == 1 and alike.pop()[0] == 410


@pytest.mark.parametrize("way", ["get", "pdf", "number"])
def test_a_link_that_is_cut_or_changed_looks_the_same_too(person_with, client, way):
    token = share(person_with(SAID))
    closed = stranger(client, vault.new_token(), way)
    other = "A" if token[3] != "A" else "B"
    for broken in (
        token[:11],
        token[:-1],
        token + "A",
        token[:3] + other + token[4:],
        token.swapcase(),
        token[:-1] + "=",
        "ä" * 22,
        "A" * 500,
    ):
        assert stranger(client, broken, way) == closed, broken


def test_a_link_lives_through_its_last_day(person_with, client, later):
    owner = person_with(SAID)
    tokens = {until: share(owner, until=until) for until in ("day", "week", "month")}
    for days, alive in (
        (1, {"day", "week", "month"}),
        (2, {"week", "month"}),
        (7, {"week", "month"}),
        (8, {"month"}),
        (31, {"month"}),
        (32, set()),
    ):
        later(days)
        assert {
            until for until, token in tokens.items() if stranger(client, token, "get")[0] == 200
        } == alive, days


def test_an_ended_copy_goes_with_the_purge(person_with, client):
    owner = person_with(SAID)
    token = share(owner, until="day")
    held = owner.app.extensions["hbself"].store
    assert held.get(vault.from_token(token).id, "share").expires == records.expires(
        date.today() + timedelta(1), 0
    )
    held.purge(records.expires(date.today() + timedelta(1), 0))
    assert stranger(client, token, "get")[0] == 410 and owner.get("map")


def test_taken_back_is_out_at_the_next_click(person_with, client):
    owner, reader = person_with(SAID), client("fi")
    token = share(owner)
    page = opened(reader, token)
    owner.press(owner.get(f"shares/{token}"), do="back")
    assert reader.post(page.action(), status=410).own_words() == [], (
        "the PDF button of the open page"
    )
    reader.get(f"s/{token}", status=410)
    owner.post(f"shares/{token}", {"do": "new"})
    reader.get(f"s/{token}", status=410)
    assert COFFEE not in rows(owner)[0]


# ---- limits, the person's own list ---------------------------------------------------------------


def test_a_person_sees_only_links_of_their_own(person_with):
    owner, other = person_with(SAID), person_with(SAID)
    token = share(owner)
    other.get(f"shares/{token}", status=404)
    for do in ("back", "new"):
        other.post(f"shares/{token}", {"do": do}, status=404)
    assert rows(owner) and not other.get("shares").tree.xpath("//li[contains(@class, 'entry')]")


def test_a_link_of_a_week_from_yesterday_can_be_prolonged_only_by_a_new_one(
    person_with, client, later
):
    owner = person_with(SAID)
    token = share(owner, until="day")
    later(2)
    owner.post(f"shares/{token}", {"do": "new"})
    client("fi").get(f"s/{token}", status=410)


# ---- delete while a share is open ----------------------------------------------------------------


def test_delete_everything_while_a_reader_has_the_page_open(person_with, client, said_by):
    owner, reader, helper = person_with(SAID), client("fi"), client("fi")
    token = share(owner)
    owner.press(owner.get("helpers"), name="Mika")
    theirs = said_by(owner).keeping.supporters[0].token
    helper.press(helper.get(f"h/{theirs}"))
    page = opened(reader, token)
    owner.press(owner.get("delete"))
    assert reader.post(page.action(), status=410).own_words() == []
    reader.get(f"s/{token}", status=410)
    helper.get("view/map", status=410)
    client("fi").get(f"h/{theirs}", status=410)
    assert owner.app.extensions["hbself"].store.stats()[0] == [], "no box is left"
    assert not owner.key()


def test_a_reader_who_opens_at_the_moment_of_deleting_brings_nothing_back(tmp_path, monkeypatch):
    """The copy is read, then deleted, then the reader's count is written: it
    must not rise again.
    """
    held = SqliteStore(tmp_path / "a.db")
    made = Share(
        vault.new_token(), "Virtanen", ("now",), date.today().isoformat(), date.today().isoformat()
    )
    copies.give(held, made, aino())
    put = held.put
    monkeypatch.setattr(
        held, "put", lambda *values: copies.take_back(held, made.token) or put(*values)
    )
    with pytest.raises(copies.Ended):
        copies.open_copy(held, made.token, date.today())
    assert held.stats()[0] == []


# ---- a supporter's own view ----------------------------------------------------------------------


def test_a_supporter_answers_apart_and_opens_nothing_of_the_person(
    person_with, client, said_by, app
):
    owner, helper = person_with(SAID), client("fi")
    owner.press(owner.get("helpers"), name="Mika")
    token = said_by(owner).keeping.supporters[0].token
    cover = helper.get(f"h/{token}")
    assert COFFEE not in cover.html + helper.press(cover).html
    whose = "Kysymykset ja vastaukset kertovat ihmisestä"
    assert (
        whose not in owner.get("set/now/ln3").html and whose in helper.get("view/set/now/ln3").html
    )
    helper.press(helper.get("view/set/now/ln3"), text="Minusta rauhallinen aamu.")
    assert whose in helper.get("view/set/now/said").html
    for closed in (
        "view/proposal",
        "view/key",
        "view/shares",
        "view/kept",
        "view/delete",
        "view/take",
        "view/helpers",
    ):
        helper.get(closed, status=404)
    for mine in ("map", "proposal", "key", "shares", "kept"):
        assert COFFEE not in helper.get(mine).html, (
            "without the person's key one comes to the start page"
        )
    assert said_by(owner).said.answers == SAID.answers
    assert "Minusta rauhallinen aamu." in owner.get(f"helpers/{token}").html
    assert "Minusta rauhallinen aamu." not in whole(owner).html
    view = supporters.record_of(
        app.extensions["hbself"].store, Supporter(token, "Mika", ""), date.today(), 12
    )
    assert view.keeping.supporter == "Mika" and not view.keeping.code, (
        "no card opens a supporter's record"
    )


def test_two_windows_make_no_link_of_each_others_parts(person_with, said_by):
    """The last page of one window must not finish the link that another window has begun."""
    owner = person_with(SAID)
    owner.press(owner.get("share/who"), name="Pomo")
    first = owner.get("share/what")
    owner.press(owner.get("share/who"), name="Äiti")
    owner.press(owner.get("share/what"), answer=owner.get("share/what").choices()[:1])
    owner.press(owner.get("share/until"), answer="day")
    page = owner.press(first, answer=first.choices()[:1])
    assert page.path.startswith("/fi/share/who") and said_by(owner).keeping.shares == ()
    last = owner.get("share/number")
    owner.press(owner.get("share/who"), name="Pomo")
    assert (
        owner.press(last).path.startswith("/fi/share/who") and said_by(owner).keeping.shares == ()
    )
