"""Every page is reached by what stands on the pages, and no two have the same title."""

import collections
import re

import lxml.html
import pytest

from hbself.life.life import Life
from hbself.limits import FEW_PEOPLE
from hbself.model.languages import LANGUAGES
from hbself.web import paths
from tests.support.people import LONG_WORD, answered, crowded
from tests.support.sharing import SAID, opened, share

# ---- ways to every page --------------------------------------------------------------------------

# Where a press leads, not a link; and what the person hands to somebody in another way.
NO_LINK = {
    "person.away",
    "person.last_look",
    "person.remembered",
    "person.deleted",
    "person.coming_card",
    "person.how",
    "person.supporter_start",
    "person.know",
    "person.left",
    "person.as_there",
    # No set of the site begins with pages to read yet, and no question has a word that names some:
    # test_info.py
    "person.before_set",
    "person.more_of_question",
}


def crawl(app, visitor, start: str) -> set[str]:
    """Follow all that stands on the pages from `start` on: the endpoints of pages, forms and
    pictures. Each must be there.
    """
    where = app.url_map.bind("localhost").match
    found, waiting, seen = set(), [start], {start}
    while waiting:
        path = waiting.pop()
        found.add(where(path)[0])
        page = visitor.http.get(path)
        assert page.status_code < 400, path
        if page.mimetype != "text/html" or "/take/" in path:
            continue
        tree = lxml.html.document_fromstring(page.get_data(as_text=True))
        found |= {
            where(action, method="POST")[0]
            for action in tree.xpath("//form/@action | //@formaction | //@data-draft")
        }
        found |= {
            where(src.split("?")[0])[0]
            for src in tree.xpath("//img/@src")
            if src.startswith(f"/{visitor.lang}/")
        }
        links = {
            re.split("[?#]", href)[0]
            for href in tree.xpath("//a/@href")
            if href.startswith(f"/{visitor.lang}/")
        } - seen
        seen |= links
        waiting += links
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_reached_by_what_stands_on_the_pages(app, client, person_with, lang):
    """From the start page, for somebody who is new and for somebody with answers, a link and a
    supporter, and for somebody with many people.
    """
    owner = person_with(SAID, lang)
    token = share(owner)
    owner.press(owner.get("helpers"), name="Mika")
    found = (
        crawl(app, client(lang), f"/{lang}/")
        | crawl(app, owner, f"/{lang}/")
        | crawl(app, client(lang), f"/{lang}/s/{token}")
        | crawl(app, person_with(crowded(FEW_PEOPLE + 1), lang), f"/{lang}/people")
    )
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.endpoint.startswith("person.")
    }
    assert pages - found == NO_LINK


def test_what_stands_on_a_supporters_pages_is_there(app, client, person_with, said_by):
    owner, helper = person_with(SAID), client("fi")
    owner.press(owner.get("helpers"), name="Mika")
    link = f"/fi/h/{said_by(owner).keeping.supporters[0].token}"
    helper.press(helper.get(link))
    helper.post("view/set/now/ln3", {"text": "Tori on kaukana.", "do": "next"})
    found = crawl(app, helper, link)
    assert {
        "supporter.map",
        "supporter.question",
        "supporter.said",
        "supporter.stop",
        "supporter.people",
        "supporter.put_away",
    } <= found


# ---- titles --------------------------------------------------------------------------------------

ALWAYS = (
    "",
    "reading",
    "who",
    "how-much",
    "map",
    "stop",
    "words",
    "accessibility",
    "privacy",
    "people",
    "people/new",
    "proposal",
    "take",
    "name/take",
    "key",
    "key/new",
    "device",
    "away",
    "kept",
    "delete",
    "deleted",
    "open",
    "bring-back",
    "shares",
    "share/who",
    "helpers",
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_pages_of_a_person_have_the_same_title(person_with, contents, said_by, lang):
    """A list of windows, of what was visited, or of headings says which is which: for which thing,
    wish, goal, person or link. A browser remembers titles: they name nobody, and tell nothing that
    somebody wrote.
    """
    said = answered(contents["fi"], *contents["fi"].sets)
    visitor, pages = person_with(said, lang), [*ALWAYS, *(f"people/{p.id}" for p in said.people)]
    for _ in range(2):  # two links for one reader, two supporters
        visitor.post("helpers", {"name": f"Leila Virtanen {_}"})
        token = share(visitor, "change", "now", reader="Leila Virtanen")
        pages += [f"shares/{token}", f"shares/{token}/look", f"s/{token}"]
    for helper in said_by(visitor).keeping.supporters:
        pages += [f"helpers/{helper.token}", f"helpers/{helper.token}/delete"]
    for found in contents[lang].sets.values():
        steps = Life(contents[lang], said).steps(found)
        pages += [f"set/{found.id}", f"set/{found.id}/said", *map(paths.of_step, steps)]
    assert len(pages) > 200
    by_title = collections.defaultdict(list)
    for path in pages:
        by_title[" ".join(visitor.get(path).tree.xpath("string(//title)").split())].append(path)
    # Of covers nobody may learn anything
    covers = {path for path in pages if path.startswith("s/")}
    assert {title: found for title, found in by_title.items() if len({*found} - covers) > 1} == {}
    assert [
        title for title in by_title for told in ("Leila", "Helmi", LONG_WORD[:20]) if told in title
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_link_opens_and_a_supporters_pages_are_told_from_ones_own(
    app, person_with, client, said_by, lang
):
    owner, reader = person_with(SAID, lang), client(lang)

    def title(page):
        return " ".join(page.tree.xpath("string(//title)").split())

    read = {
        title(opened(reader, share(owner, "now", until=until)))
        for until in ("day", "week", "month")
    }
    owner.press(owner.get("helpers"), name="Mika")
    reader.press(reader.get(f"h/{said_by(owner).keeping.supporters[0].token}"))
    paths = ("map", "set/now/ln3", "people", "stop", "privacy")
    mine, theirs = (
        {title(one.get(f"{layer}{path}")) for path in paths} | {title(owner.get("proposal"))}
        for one, layer in ((owner, ""), (reader, "view/"))
    )
    assert len(read) == 3 and len(mine | theirs | read) == 2 * len(paths) + 1 + 3
