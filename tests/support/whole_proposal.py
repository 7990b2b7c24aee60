"""The proposal as its person sees it: all pages under "My own proposal", as if they were one."""

import re

from tests.support.contract import flat
from tests.support.visitor import Page, place


class Whole:
    """The list of the chapters and all their pages, each once, in the order of "Next part". What is
    asked of a `Page` can be asked of it.
    """

    def __init__(self, pages: list[Page]):
        self.first, self.pages = pages[0], pages
        self.html = "".join(page.html for page in pages)

    @property
    def text(self) -> str:
        """All words of all pages."""
        return " ".join(page.text for page in self.pages)

    def xpath(self, where: str) -> list:
        """What an XPath finds on all pages, page by page."""
        return [found for page in self.pages for found in page.tree.xpath(where)]

    def all(self, where: str) -> list[str]:
        """The texts of the elements that an XPath finds; "h2" and "li.entry" will do, too."""
        return [flat(e.text_content()) for e in self.xpath(place(where))]

    def own_words(self) -> list[str]:
        """The person's own words, exactly as they stand in quotation marks."""
        return [e.text_content() for e in self.xpath("//main//q[@class='own']")]

    def chapter(self, name: str) -> "Whole":
        """The pages of one chapter: "not-in"."""
        mine = [one for one in self.pages if re.search(rf"/proposal/{name}(/\d+)?$", one.path)]
        return Whole(mine) if mine else Whole([Page(f"{self.first.path}/{name}", _Nothing())])


class _Nothing:
    """The answer for a chapter that is not there: a page without a word."""

    status_code = 404

    def get_data(self, as_text: bool = True) -> str:
        return "<html><body></body></html>"


def whole(visitor) -> Whole:
    """All pages of somebody's proposal, by the links that lead there: from the list to the first,
    and on by "Next part".
    """
    first = visitor.get("proposal")
    listed = first.tree.xpath("//main//ul[contains(@class, 'chapters')]//a/@href")
    chapters = [href for href in listed if "/proposal/" in href]
    on = first.tree.xpath(
        "//main//a[contains(@class, 'next')][contains(@href, '/proposal/')]/@href"
    )
    pages = [first]
    while on:
        page = visitor.get(on[0])
        assert page.path not in [one.path for one in pages], f"{page.path} comes again"
        pages.append(page)
        on = page.tree.xpath(
            "//main//a[contains(@class, 'next')][contains(@href, '/proposal/')]/@href"
        )
    left = {*chapters} - {page.path for page in pages}
    return Whole([*pages, *(visitor.get(href) for href in sorted(left))])


def press(visitor, way: str, words: str, chapter: str = "") -> Page:
    """Press "in" or "out" at the one line with these words, on the page where it stands."""
    there = whole(visitor)
    there = there.chapter(chapter) if chapter else there
    found = {
        (page.path, value)
        for page in there.pages
        for article in page.tree.xpath("//main//article")
        if words in flat(article.text_content())
        for value in article.xpath(f".//button[@name='{way}']/@value")
    }
    ((path, line),) = found
    page = next(one for one in there.pages if one.path == path)
    return visitor.post(page.action(), [*page.fields(), (way, line)])
