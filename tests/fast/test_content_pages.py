"""What the content loader says of pages that are only read, and of the words and sets that name
them.
"""

import re

import pytest

from hbself import settings
from tests.support.own_content import GOOD, TERM, faults, load
from tests.support.places import ROOT

PICTURES = settings.folder("static") / "pictograms"
PAGE = """
[[page]]
id = "summer"
picture = "nature"
title = {fi = "Mikä on kesä?", sv = "Vad är sommar?", en = "What is summer?"}
"""
POINT = """
[[page.point]]
picture = "me"
text = {fi = "Menen ulos.", sv = "Jag går ut.", en = "I go out."}
"""
EXAMPLE = POINT.replace("point", "example") + (
    'title = {fi = "Esimerkki", sv = "Exempel", en = "Example"}\n'
)


BROKEN = {
    "a term of an unknown page": (
        TERM % "yard" + 'pages = ["summer"]\n',
        "term[yard].pages: no page 'summer'",
    ),
    "a set before which an unknown page is read": (
        GOOD.replace("number = 40", 'number = 40\npages = ["summer"]'),
        "pages: no page 'summer'",
    ),
    "a page without points": (PAGE, "page[summer]: Object missing required field `point`"),
    "a page with no points": (
        PAGE + "point = []\n",
        "page[summer].point: a page has 1 to 8 points, not 0",
    ),
    "a page with too many points": (
        PAGE + POINT * 9,
        "page[summer].point: a page has 1 to 8 points, not 9",
    ),
    "unknown key of a point": (
        PAGE + POINT + POINT + 'title = "a"\n',
        "page[summer].point[2]: Object contains unknown field `title`",
    ),
    "unknown picture of a page": (
        PAGE.replace('"nature"', '"natrue"') + POINT,
        "page[summer].picture: unknown picture 'natrue'",
    ),
    "unknown picture of a point": (
        PAGE + POINT + POINT.replace('"me"', '"mee"'),
        "page[summer].point[2].picture: unknown picture 'mee'",
    ),
    "unknown picture of an example": (
        PAGE + POINT + EXAMPLE.replace('"me"', '"mee"'),
        "page[summer].example[1].picture: unknown picture 'mee'",
    ),
    "an example without a heading": (
        PAGE + POINT + EXAMPLE.replace("title = ", "# "),
        "page[summer].example[1]: Object missing required field `title`",
    ),
    "a point in one language too few": (
        PAGE + POINT + POINT.replace('sv = "Jag går ut.", ', ""),
        "page[summer].point[2].text: missing translation 'sv'",
    ),
    "a page with an unknown hard word": (
        PAGE + 'words = ["yard"]\n' + POINT,
        "page[summer].words: unknown glossary term 'yard'",
    ),
    "a page twice": (PAGE + POINT + PAGE + POINT, "page[summer]: double id"),
    "the site's own page again": (
        (PAGE + POINT).replace('"summer"', '"budget"'),
        "page[budget]: double id",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_each_fault_names_the_file_and_the_key(tmp_path, case):
    text, expected = BROKEN[case]
    found = faults(tmp_path, broken=text)
    assert any(line.startswith("40-broken.toml: " + expected) for line in found), found
    assert all(line.startswith("40-") for line in found), found


def test_the_page_that_the_guide_shows_works_as_it_stands(tmp_path):
    guide = (ROOT / "docs" / "content.md").read_text("utf-8")
    shown = next(one for one in re.findall(r"```toml\n(.*?)```", guide, re.S) if "[[page]]" in one)
    page = load(tmp_path, shown=shown)["fi"].pages["steps"]
    assert page.point and page.example


def test_own_pages_follow_the_sites_and_are_named_by_words_and_sets(tmp_path):
    found = load(
        tmp_path,
        pages=PAGE + POINT + EXAMPLE,
        words=TERM % "yard" + 'pages = ["summer", "budget"]\n',
        garden=GOOD.replace("number = 40", 'number = 40\npages = ["summer"]'),
    )["sv"]
    assert list(found.pages)[0] == "budget" and list(found.pages)[-1] == "summer"
    assert found.pages["summer"].title == "Vad är sommar?"
    assert found.pages["summer"].point[0].text == "Jag går ut."
    assert found.pages["summer"].example[0].title == "Exempel"
    assert found.terms["yard"].pages == ("summer", "budget")
    assert found.sets["garden"].pages == ("summer",)
    assert found.of_another.sets["garden"].pages == (), "they speak to the person"
