"""What tests of the pages share: a later day, and people in the states that they begin with."""

from datetime import date, timedelta

import pytest

from hbself.model.record import Keeping, Record, Share
from hbself.model.said import Answer, Person, Said
from hbself.web import visit
from tests.support.opening import TOLD
from tests.support.outside import TOKEN
from tests.support.sharing import SAID
from tests.support.supporters import ask
from tests.support.visitor import Visitor


@pytest.fixture
def later(monkeypatch):
    """`later(8)`: the site's calendar goes on by so many days."""

    def go_on(days: int) -> None:
        day = date.today() + timedelta(days)
        monkeypatch.setattr(
            visit, "date", type("Calendar", (date,), {"today": classmethod(lambda cls: day)})
        )

    return go_on


@pytest.fixture
def asked(person_with, client, said_by):
    """`asked("Anna", "Bo")`: somebody who has asked these supporters; each has answered, and stands
    in the proposal.
    """

    def begin(**words: str) -> Visitor:
        owner = person_with(SAID)
        for name, text in words.items():
            ask(owner, owner.get("helpers"), name)
            helper, token = client("fi"), said_by(owner).keeping.supporters[-1].token
            helper.press(helper.get(f"h/{token}"))
            helper.press(helper.get("view/set/now/ln3"), text=text)
            owner.post(f"helpers/{token}", {"do": "print"})
        return owner

    return begin


@pytest.fixture
def known(person_with):
    """Somebody with a person, a link and a draft of a link."""
    return person_with(
        Record(
            Said(by="me", people=(Person("person-1", "Helmi"),)),
            Keeping(shares=(Share(TOKEN, "Mika", ("me",), "2099-01-01", "2026-01-01"),)),
        ),
        "en",
    )


WORDS = "Nämä sanat ovat minun."


@pytest.fixture
def newcomer(person):
    """`newcomer("sv")`: somebody who came in by the front door, has answered, and has never seen
    the card.
    """

    def begin(lang: str = "fi") -> Visitor:
        visitor = person(lang)
        visitor.press(visitor.get("set/now/ln3"), text=WORDS)
        return visitor

    return begin


@pytest.fixture
def two_links(person_with, said_by):
    """The links of two supporters of two people: [token, token]."""
    owners = [person_with(SAID), person_with(TOLD)]
    for owner in owners:
        owner.press(owner.get("helpers"), name="Mika")
    return [said_by(owner).keeping.supporters[0].token for owner in owners]


@pytest.fixture
def two(app, person_with):
    """Aino, whose page stays open, and Omar, who opens his answers in the same
    browser after her.
    """
    aino, omar = (
        person_with(SAID),
        person_with(
            Said(
                by="me",
                answers={"now.ln5": Answer(options=("too-much",))},
                people=(Person("person-1", "Kerttu"),),
            )
        ),
    )
    return aino, omar
