"""Long words of the site are marked in each page, and with the marks no page says anything else."""

import re

import pytest

from hbself.content import LEAST, joints
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Person, Said

SITE = (
    "",
    "reading/colours",
    "who",
    "words",
    "accessibility",
    "privacy",
    "open",
    "bring-back",
    "device",
)
OWN = (
    "map",
    "people",
    "people/new",
    "proposal",
    "proposal/now",
    "take",
    "name/take",
    "key",
    "stop",
    "kept",
    "shares",
    "helpers",
    "delete",
    "set/important/im1",
    "set/important/im3",
    "set/rights/ri1",
    "know/rights/ri1",
    "set/now/ln3",
    "set/important/said",
)
# Each page made for one form only is another one
ONCE = r'name="(?:mark|tab)" value="[^"]*"|data-(?:text|draft|room|mark)="[^"]*"| checked'
WORD = {"fi": "Sosiaalityöntekijäni", "sv": "Självbestämmanderätt", "en": "Responsibilities"}


def someone(word: str) -> Said:
    """Who has written a long word of ours themselves, everywhere."""
    own = {
        "now.ln3": Answer(text=f"{word} on päivätoiminnassa."),
        "important.im1": Answer(own=(word,)),
    }
    return Said(by="me", answers=own, people=(Person("person-1", word),))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_says_the_same_with_marks_in_its_long_words(person_with, lang):
    """The marks stand where text stands and in no own word: that each page's contract looks at."""
    table, found = joints(lang), set()
    visitor = person_with(someone(WORD[lang]), lang)
    for path in (*SITE, *OWN):
        pages = []
        for size in ("100", "200"):
            visitor.http.set_cookie("reading", f"big.{size}.light.on.normal.no")
            pages.append(visitor.get(path))
        plain, marked = (re.sub(f"</?i>|{ONCE}", "", page.html) for page in pages)
        assert marked == plain, path
        found |= {i.text_content() for i in pages[1].tree.xpath("//i[not(ancestor::i)]")}
        assert _unmarked(pages[1], table) == [], path
    assert len(found) > (2 if lang == "en" else 10)


def _unmarked(page, table: dict[str, str]) -> list[str]:
    """Long words of the site that stand in a page's text without marks."""
    said = page.tree.xpath(
        "//body//text()[not(ancestor::i or ancestor::q or ancestor::bdi[not(@class='ours')]"
        " or ancestor::textarea or ancestor::script)]"
    )
    words = re.findall(rf"[^\W\d_]{{{LEAST},}}", " ".join(said))
    return [word for word in words if word.lower() in table]


def test_what_a_person_wrote_is_given_back_as_it_was(person_with):
    """In the field it is written in, too, though it is a long word of the site."""
    visitor = person_with(someone("päivätoiminta"), "fi")
    visitor.http.set_cookie("reading", "big.200.light.on.normal.no")
    page = visitor.get("set/now/ln3")
    assert ("text", "päivätoiminta on päivätoiminnassa.") in page.fields()
    assert "päivätoiminta on päivätoiminnassa." in visitor.get("proposal/now").html
