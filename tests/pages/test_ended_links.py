"""No box is left of what has ended, and no press too many makes a second link."""

import pytest

from hbself import limits
from hbself.keeping import records, shares, sqlite, supporters, vault
from hbself.keeping.store import NotSaved
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model.record import Share, Supporter
from tests.support.opening import new_card
from tests.support.sharing import SAID, TODAY, share, shares_left

# ---- every box goes ------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["delete", "card"])
def test_delete_and_a_new_card_reach_links_that_have_ended(person_with, later, way):
    owner = person_with(SAID)
    for until in ("day", "month"):
        share(owner, until=until)
    later(2)
    share(owner, until="week")
    assert shares_left(owner) == 2, "an ended copy goes when its link leaves the list"
    later(9)
    if way == "card":
        new_card(owner)
    else:
        owner.press(owner.get("delete"))
    assert shares_left(owner) == 0


def test_a_copy_taken_back_in_another_tab_is_not_sent_again(person_with, client, monkeypatch):
    owner = person_with(SAID)
    token, held = share(owner), owner.app.extensions["hbself"].store
    get = sqlite.SqliteStore.get

    def other_tab(self, id, kind):
        found = get(self, id, kind)
        if kind == "share" and found:
            monkeypatch.setattr(sqlite.SqliteStore, "get", get)
            owner.post(f"shares/{token}", {"do": "back"})
        return found

    monkeypatch.setattr(sqlite.SqliteStore, "get", other_tab)
    owner.post(f"shares/{token}", {"do": "new"})
    assert shares_left(owner) == 0 and held
    client("fi").get(f"s/{token}", status=410)


@pytest.mark.parametrize(
    "error",
    [NotSaved("full"), records.TooMuch(), records.Gone(), KeyError("x")],
)
@pytest.mark.parametrize("second", [False, True])
@pytest.mark.parametrize("what", ["link", "supporter"])
def test_no_box_is_left_that_nobody_can_take_back(
    person_with, monkeypatch, said_by, what, second, error
):
    """The first or the second of the two writes fails."""
    owner = person_with(SAID)
    for step, form in (
        ("who", {"name": "Virtanen"}),
        ("what", {"answer": "now"}),
        ("until", {"answer": "week"}),
    ):
        owner.post(f"share/{step}", form)
    held, put = owner.app.extensions["hbself"].store, sqlite.SqliteStore.put
    before, key = said_by(owner), vault.from_cookie(owner.key()).id

    def failing(self, id, kind, *rest):
        if (id != key) == second:
            raise error
        return put(self, id, kind, *rest)

    with monkeypatch.context() as broken:
        broken.setattr(sqlite.SqliteStore, "put", failing)
        owner.http.post(
            "/fi/share/number" if what == "link" else "/fi/helpers",
            data={"number": "", "name": "Mika"},
        )
    assert sum(number for *_, number in held.stats()[0]) == 1, "the person's own"
    assert said_by(owner) == before
    owner.post("share/number", {"number": ""})
    owner.post("helpers", {"name": "Mika"})
    assert sum(number for *_, number in held.stats()[0]) == 3, "the next press does it"


# ---- twice, and too many -------------------------------------------------------------------------


def test_one_press_too_many_makes_no_second_link(person_with, said_by):
    owner = person_with(SAID)
    page = owner.press(
        owner.press(owner.press(owner.get("share/who"), name="Virtanen"), answer=["now"]),
        answer="week",
    )
    paths = {owner.press(page, number="").path for _ in range(3)}
    (made,) = said_by(owner).keeping.shares
    assert paths == {f"/fi/shares/{shares.link_id(made.token)}"} and shares_left(owner) == 1
    owner.press(owner.get(f"shares/{made.token}"), do="back")
    owner.press(page, number="")
    assert len(said_by(owner).keeping.shares) == 1 and shares_left(owner) == 0, (
        "nor brings it back what was taken back"
    )


def test_two_tabs_make_no_more_than_there_is_room_for(person_with, said_by, monkeypatch):
    owner = person_with(SAID)
    monkeypatch.setattr(limits, "SUPPORTERS", 2)
    monkeypatch.setattr(limits, "SHARES", 2)
    for name in ("Anna", "Bo", "Cia"):
        owner.post("helpers", {"name": name}, status=422 if name == "Cia" else 200)
    for _ in range(2):
        share(owner)
    for step, form in (
        ("who", {"name": "x"}),
        ("what", {"answer": "now"}),
        ("until", {"answer": "week"}),
        ("number", {}),
    ):
        page = owner.post(f"share/{step}", form)
    assert page.path == "/fi/shares" and "Peru ensin yksi" in page.text
    record = said_by(owner)
    assert (
        len(record.keeping.supporters),
        len(record.keeping.shares),
        record.keeping.draft.reader,
    ) == (2, 2, "x")
    full = {
        "store": owner.app.extensions["hbself"].store,
        "key": vault.from_cookie(owner.key()),
        "change": lambda how: how(record),
    }
    assert not supporters.add(
        **full, supporter=Supporter(vault.new_token(), "Dan", ""), known=(), today=TODAY, months=12
    )
    assert not shares.add_link(
        **full,
        share=Share(vault.new_token(), "x", ("now",), TODAY.isoformat(), ""),
        proposal=proposal.build(
            Life(owner.app.extensions["hbself"].contents["fi"], record.said), TODAY.isoformat()
        ),
        today=TODAY,
    )
