"""What tests of links share: somebody who has answered, their links, and what a reader finds."""

import re

from hbself.model.said import Answer, Person, Said

COFFEE, DRUMS = "Kahvi parvekkeella.", "Soitan rumpuja."
SAID = Said(
    by="me",
    length="everything",
    people=(Person("person-1", "Helmi", "sister"),),
    answers={
        "now.ln3": Answer(text=COFFEE, by="me", day="2026-11-20"),
        "strengths.st2": Answer(text=DRUMS, by="me", day="2026-11-20"),
    },
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
    return owner.get("shares").all("li.wish")
