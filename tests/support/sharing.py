"""What tests of links share: somebody who has answered, their links, and what a reader finds."""

import re
from datetime import date

from hbself.keeping import copies, records, vault
from hbself.model.said import Answer, Paper, Person, Said
from tests.support.visitor import Visitor
from tests.support.whole_proposal import whole

COFFEE, DRUMS = "Kahvi parvekkeella.", "Soitan rumpuja."
SAID = Said(
    by="me",
    length="everything",
    people=(Person("person-1", "Helmi", "sister"),),
    answers={
        "now.ln3": Answer(text=COFFEE, by="me", day="2026-11-20"),
        "strengths.st2": Answer(text=DRUMS, by="me", day="2026-11-20"),
        "now.ln4": Answer(options=("bored",), by="me", day="2026-11-20"),
        "change.ch3": Answer(options=("friends", "rest"), by="me", day="2026-11-20"),
        "change.ch6": Answer(options=("change.ch3:friends", "change.ch3:rest"), by="me"),
    },
    paper=Paper(asked=True),
)


def share(
    owner, *sections: str, reader: str = "Virtanen", until: str = "month", number: str = ""
) -> str:
    """Make a link as a person does, page by page. Gives its token."""
    page = owner.press(owner.get("share/who"), name=reader)
    page = owner.press(page, answer=list(sections or ("now",)))
    page = owner.press(page, answer=until)
    page = owner.press(page, number=number)
    assert page.h1.endswith(reader)
    return re.search(r"/s/([\w-]{22})", page.tree.xpath("string(//textarea[@id='message'])"))[1]


def opened(reader, token: str, **typed):
    """The page that a reader sees: the cover, then a press of Open."""
    return reader.press(reader.get(f"s/{token}"), **typed)


def rows(owner) -> list[str]:
    """My links, newest first, as the list tells of them."""
    return owner.get("shares").all("li.entry")


TODAY = date.today()


def section_of(owner: Visitor, name: str) -> str:
    """The id under which a supporter's view can be shared."""
    page = owner.press(owner.get("share/who"), name="x")
    (found,) = page.tree.xpath(f"//label[contains(., '{name}')]/input/@value")
    return found


def leave_out(owner: Visitor, words: str) -> str:
    (line,) = {
        *whole(owner).xpath(f"//article[contains(., '{words}')]//button[@name='out']/@value")
    }
    owner.post("proposal", {"out": line})
    return line


# ---- supporters' sections ------------------------------------------------------------------------


def change(owner: Visitor, app, how) -> None:
    records.change(app.extensions["hbself"].store, vault.from_cookie(owner.key()), TODAY, 12, how)


# ---- who has opened it ---------------------------------------------------------------------------


def count(owner: Visitor, token: str) -> int:
    return copies.look(owner.app.extensions["hbself"].store, token, TODAY).opened


# ---- every box goes ------------------------------------------------------------------------------


def shares_left(owner: Visitor) -> int:
    return sum(
        number
        for kind, _, number in owner.app.extensions["hbself"].store.stats()[0]
        if kind == "share"
    )
