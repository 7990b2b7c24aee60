"""What is picked and written on the pages of a new link stays there until the link is made."""

import pytest

from tests.support.drafts import form_of, written
from tests.support.opening import type_code
from tests.support.sharing import SAID

LINK = {
    "share/what": {"answer": ["now", "strengths"]},
    "share/until": {"answer": "week"},
    "share/number": {"number": "0420"},
}


@pytest.fixture
def linking(person_with):
    """Somebody who makes a link, on a page of it."""

    def begin(path: str):
        owner = person_with(SAID)
        page = owner.press(owner.get("share/who"), name="Leila")
        for step, picked in list(LINK.items())[: [*LINK].index(path)]:
            assert page.path.endswith(step)
            page = owner.press(page, **picked)
        return owner, page

    return begin


def shown(page, typed: dict) -> bool:
    return {
        (k, one) for k, v in typed.items() for one in (v if isinstance(v, list) else [v])
    } <= set(form_of(page))


@pytest.mark.parametrize("path", LINK)
def test_what_is_picked_for_a_link_stays_on_its_page(linking, said_by, path):
    """After a reload (scripts), Back and Next again, and Put away (no scripts); never for another
    link.
    """
    owner, page = linking(path)
    written(owner, path, **LINK[path])
    page = owner.get(path)
    assert shown(page, LINK[path]) and page.all("p.status")
    (link,) = owner.get("map").tree.xpath("//section[@class='waits']//a/@href")
    assert link.endswith(path) and said_by(owner).keeping.draft.token not in owner.get("map").html
    owner, page = linking(path)
    (button,) = page.tree.xpath("//main//button[@formaction]/@formaction")
    pairs = [(k, v) for k, v in page.fields() if k not in LINK[path]] + [
        (k, one) for k, v in LINK[path].items() for one in (v if isinstance(v, list) else [v])
    ]
    before = owner.post(button, pairs)
    assert (
        before.path
        == "/fi/share/"
        + {"share/what": "who", "share/until": "what", "share/number": "until"}[path]
    )
    assert shown(owner.press(before), LINK[path]) and not waits(owner)
    owner, page = linking(path)
    pairs = [(k, v) for k, v in page.fields() if k not in LINK[path]] + [
        (k, one) for k, v in LINK[path].items() for one in (v if isinstance(v, list) else [v])
    ]
    code = said_by(owner).keeping.code
    owner.post("away", pairs)
    type_code(owner, code)
    assert shown(owner.get(path), LINK[path])
    owner.press(owner.get("share/who"), name="Omar")
    assert not owner.get(path).all("p.status"), "another link"


def waits(owner) -> list:
    """What waits on the map."""
    return owner.get("map").tree.xpath("//section[@class='waits']")


def test_a_day_that_is_no_day_stays_after_back(linking):
    owner, page = linking("share/until")
    pairs = [(k, v) for k, v in page.fields() if k != "date"] + [("date", "huomenna")]
    owner.post("share/back", pairs)
    assert ("date", "huomenna") in form_of(owner.get("share/until"))
