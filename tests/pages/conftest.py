"""What tests of the pages share: a later day, and a supporter who was asked."""

from datetime import date, timedelta

import pytest

from hbself.web import visit
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
            helper, token = client("fi"), said_by(owner).keeping.helpers[-1].token
            helper.press(helper.get(f"h/{token}"))
            helper.press(helper.get("view/set/now/ln3"), text=text)
            owner.post(f"helpers/{token}", {"do": "print"})
        return owner

    return begin
