"""How the parts of a page look: its head, what is missing, own words, the largest words."""

import io
from datetime import date

import pytest
from PIL import Image

from hbself.export import Look
from hbself.export import page as exported
from hbself.keeping import copies, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model.languages import LANGUAGES
from hbself.model.record import Keeping, Record, Share, Supporter
from hbself.model.said import Answer, Person, Said
from tests.support.browser import go, press
from tests.support.looks import (
    BROKEN,
    IN_EACH_FONT,
    LONGEST_NARROW,
    LOOK_OF,
    NARROW,
    OPEN,
    TEXT_SIZE,
)
from tests.support.papers import TEXTS
from tests.support.people import SOME, answered
from tests.support.places import PICTURES
from tests.support.programs import fonts
from tests.support.serving import hand_in
from tests.support.texts import t


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (1280, 100),
        (1280, 200),
        (768, 125),
        (640, 100),
        (545, 100),
        (430, 100),
        (320, 100),
        (320, 200),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_site_says_its_name_in_words_where_there_is_room(show, lang, width, text):
    """Each word whole; and for who hears the page everywhere."""
    reading = f"big.{text}.light"
    page = show("one", lang, reading=reading, viewport={"width": width, "height": 740})
    name = page.locator(".name span")
    in_words = name.bounding_box()["width"] > 50
    assert in_words == (width / text >= 5.4)
    if in_words:
        assert name.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 13
        broken = {one.removeprefix("broken word: ") for one in page.evaluate(BROKEN, 99)}
        assert not broken & {*t(lang, "My own proposal").split()}
    link = page.get_by_role("banner").get_by_role("link", name=t(lang, "My own proposal"))
    assert link.count() == 1


def test_the_list_of_what_is_missing_has_the_whole_width(show):
    page = show("one-error", "fi", viewport={"width": 320, "height": 740})
    page.evaluate(TEXT_SIZE, "200")

    def left(where):
        return page.locator(where).first.bounding_box()["x"]

    assert left(".faults a") == left(".faults .what")


RINGS = "a" + "\u20dd" * 199  # a letter with so many marks, each drawn beside the last


def full_of_marks(contents, tokens: list[str], day: str) -> Record:
    """Somebody who has written such words wherever one can; their links have these tokens."""
    texts = [RINGS, *TEXTS.values()]
    names = [text[:60] for text in texts]
    answers = {
        f"now.ln1.{thing.id}": Answer(options=("works-well",), note="\n".join(texts))
        for thing in contents["fi"].question("now", "ln1").thing
    }
    answers |= {
        "change.ch4": Answer(text="\n".join(texts)),
        "change.ch3": Answer(own=tuple(texts[:5])),
        "change.ch2": Answer(own=tuple(texts[5:10])),
    }
    return Record(
        Said(
            by="me",
            length="everything",
            answers=answers,
            people=tuple(Person(f"person-{i}", name) for i, name in enumerate(names[:40], 1)),
        ),
        Keeping(
            shares=tuple(
                Share(token, name, ("change", "now"), day, day, "")
                for token, name in zip(tokens, names, strict=False)
            ),
            supporters=tuple(Supporter(vault.new_token(), name, day) for name in names[:5]),
        ),
    )


def test_no_words_of_a_persons_own_make_a_page_scroll_sideways(come, site, contents):
    """In own words and in every name; also hundreds of marks on one letter."""
    tokens, day = [vault.new_token() for _ in range(9)], date.today().isoformat()
    said = full_of_marks(contents, tokens, day)
    built = proposal.build(Life(contents["fi"], said.said), day)
    for one in said.keeping.shares:
        copies.give(SqliteStore(site.database), one, built)
    page, wide = come("fi", hand_in(site, said), viewport=NARROW), []
    for path in (
        "proposal",
        "proposal/change",
        "proposal/change/2",
        "people",
        "people/person-1",
        "shares",
        f"shares/{tokens[0]}",
        f"shares/{tokens[0]}/look",
        "share/who",
        "helpers",
        "map",
        "set/change/ch4",
        "set/change/said",
        f"s/{tokens[0]}",
    ):
        go(page, "fi", path)
        if path.startswith("s/"):
            press(page, t("fi", "Open"))
        page.evaluate(OPEN)
        for text in ("100", "200"):
            page.evaluate(TEXT_SIZE, text)
            if page.evaluate("document.scrollingElement.scrollWidth") > NARROW["width"]:
                wide.append((path, text))
    assert wide == []


def test_the_skip_link_in_the_head_leaves_nothing(show):
    """The header's links send what is picked before they lead away; this one leads to the page
    itself.
    """
    page = show("one", "fi", alone=True)
    page.get_by_role("radio").first.check()
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert (
        page.url.endswith("/fi/set/rights/ri1#main")
        and page.get_by_role("radio").first.is_checked()
    )
    assert page.locator("header .skip").count() == 1


def test_forced_colours_tell_next_from_the_other_buttons(show):
    page = show("one", "fi", forced_colors="active")
    main = page.get_by_role("main")
    look = f"e => ({LOOK_OF})(e) + getComputedStyle(e).backgroundColor"
    looks = {
        name: main.get_by_role("button", name=t("fi", name)).evaluate(look)
        for name in ("Next", "Skip", "Back", "I do not know")
    }
    assert looks["Next"] not in {looks[name] for name in ("Skip", "Back", "I do not know")}


@pytest.mark.parametrize("forced", ["active", "none"])
def test_the_sign_of_listening_is_a_triangle(show, forced):
    """In forced colours the unseen sides of a triangle made of borders are drawn: a square means
    stop.
    """
    page = show("one", "fi", forced_colors=forced, reading="big.100.device.on.normal.no")
    button = page.locator("#listen")
    picture = Image.open(io.BytesIO(button.screenshot())).convert("L")
    left = button.evaluate(
        "e => { const s = getComputedStyle(e); return parseFloat(s.paddingLeft) +"
        " parseFloat(s.borderLeftWidth) }"
    )
    paper = picture.getpixel((round(left) - 4, picture.height // 2))

    def dark(x):
        return sum(
            abs(picture.getpixel((round(left) + x, y)) - paper) > 60
            for y in range(6, picture.height - 6)
        )

    assert dark(1) > dark(5) > dark(9), "from left to right it becomes smaller"


@pytest.mark.parametrize("text", [100, 150, 200])
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_of_the_page_that_is_taken_along_are_larger_than_its_text(
    browser, contents, lang, width, text
):
    words = contents[lang]
    made = exported.make(
        proposal.build(Life(words, answered(words, *SOME)), "2026-11-28"),
        words.texts,
        PICTURES,
        Look(text=text),
    )
    page = browser.new_page(viewport={"width": width, "height": 640})
    page.set_content(made)
    sizes = page.evaluate(
        "() => Object.fromEntries(['h1','h2','h3','.words'].map(s => [s,"
        " Math.max(...[...document.querySelectorAll(s)].map(e =>"
        " parseFloat(getComputedStyle(e).fontSize)))]))"
    )
    assert sizes["h1"] > sizes["h2"] > sizes["h3"] > sizes[".words"], sizes
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


# What most people see, and what supporters and readers see first.
MAIN = (
    "start",
    "reading",
    "reading-text",
    "reading-simple",
    "reading-as-there",
    "who",
    "map-full",
    "one",
    "one-error",
    "many",
    "words-drafted",
    "good-to-know",
    "said",
    "proposal",
    "proposal-part",
    "proposal-goal",
    "proposal-empty",
    "take",
    "stop",
    "key",
    "people",
    "helper-start",
    "helper-map",
    "shared",
)
FONT_SIZES = """selector => [...document.querySelectorAll(`main :is(${selector})`)]
  .filter(e => e.checkVisibility() && !e.closest('.hidden, .sizes'))
  .map(e => parseFloat(getComputedStyle(e).fontSize))"""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", MAIN)
def test_with_the_largest_words_on_a_phone_common_words_stay_whole(show, lang, name):
    """No word of up to 14 letters is broken in any font, in what is opened, too; and what the
    person says, picks or presses is not smaller than what stands around it.
    """
    page = show(name, lang, viewport=NARROW, reading="big.200.light")
    page.evaluate(OPEN)
    own, around = (
        page.evaluate(FONT_SIZES, of)
        for of in (
            ".mine, .own, .answer, .button, .say, strong",
            "p:not(.what, .code), li, dd, .help, small",
        )
    )
    assert min(own) >= max(around) >= 30, (own, around)
    assert page.evaluate(FONT_SIZES, "h1")[0] > max(around)
    assert page.evaluate(IN_EACH_FONT, [fonts(), LONGEST_NARROW]) == []


def test_words_of_the_site_may_be_broken_at_syllables_and_names_stay_whole(show):
    """In answers that can be picked and in what was said; a person's own words and names are
    theirs.
    """

    def hyphens(page, of):
        return {
            page.evaluate("e => getComputedStyle(e).hyphens", one)
            for one in page.query_selector_all(of)
        }

    page = show("said", "fi", viewport=NARROW, reading="big.100.light")
    assert hyphens(page, "main bdi.ours") == {"auto"} and hyphens(page, "main .own") == {"manual"}
    page = show("people-some", "fi", viewport=NARROW, reading="big.100.light")
    names = ".answer:has([value^=person-]) bdi"
    assert hyphens(page, names) == {"manual"} and hyphens(
        page, ".answer:not(:has([value^=person-])) bdi"
    ) <= {"auto"}
