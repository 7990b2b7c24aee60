"""Printing a page with the browser: dark words on white whatever the screen's colours are, all
answers, nothing cut, and nothing that can only be pressed.
"""

import ctypes
import re

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from hbself import settings
from hbself.export import Look
from hbself.export import page as exported
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model.languages import LANGUAGES
from tests.support.acts import open_own
from tests.support.browser import go, press
from tests.support.people import SOME, answered, fresh
from tests.support.serving import hand_in
from tests.support.texts import t

COLOURS = ("device", "light", "dark", "yellow")
# Relative luminance of ink, at most: 4.2 times darker than paper, WCAG's 4.5:1 with a little room
DARK = 0.2


def _linear(part: int) -> float:
    return part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4


def inks(pdf: bytes) -> dict[tuple[int, int, int], str]:
    """The colours of all letters of a PDF, each with the letters that have it."""
    found: dict[tuple[int, int, int], str] = {}
    for sheet in pypdfium2.PdfDocument(pdf):
        text = sheet.get_textpage()
        for i in range(text.count_chars()):
            parts = [ctypes.c_uint() for _ in range(4)]
            letter = text.get_text_range(i, 1)
            if letter.strip() and pdfium.FPDFText_GetFillColor(text, i, *map(ctypes.byref, parts)):
                colour = tuple(part.value for part in parts[:3])
                found[colour] = found.get(colour, "") + letter
    return found


def light(pdf: bytes) -> dict:
    """Letters that are too light for white paper, by their colour. Fails where there are no letters
    at all.
    """
    found = inks(pdf)
    assert sum(map(len, found.values())) > 50
    return {
        colour: letters[:60]
        for colour, letters in found.items()
        if sum(w * _linear(c) for w, c in zip((0.2126, 0.7152, 0.0722), colour, strict=True)) > DARK
    }


@pytest.mark.parametrize("background", [False, True])
@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize(
    "name",
    [
        "proposal",
        "proposal-part",
        "key",
        "stop",
        "many",
        "map-full",
        "said",
        "reading",
        "reading-colours",
        "shared",
        "helper",
        "person-error",
        "info-budget",
    ],
)
def test_every_page_is_printed_dark_on_white(show, name, colours, background):
    page = show(name, "fi", reading=f"none.100.{colours}.on.normal.no", color_scheme="dark")
    made = page.pdf(print_background=background)
    assert light(made) == {}
    if background:
        assert paper(made) == (255, 255, 255)


# Pages of every kind, in ways of reading that are hard to print
KINDS = (
    "one-saved",
    "many",
    "people-none",
    "people-some",
    "when",
    "top",
    "words-long",
    "wish",
    "each-of-own",
    "map-full",
    "said",
    "said-mirror",
    "proposal",
    "proposal-part",
    "proposal-goal",
    "my-goals",
    "people",
    "reading",
    "reading-colours",
    "key",
    "take",
    "share-what",
    "helpers",
    "words-page",
    "info-budget",
    "shared",
)
WAYS = {"fi": "big.200.yellow.on.normal.no", "sv": "small.100.dark.on.normal.no"}
WAYS["en"] = "big.150.yellow.on.normal.no"
# What belongs to a page, folded or not; and boxes that stay whole
_WORDS = """const words = e => {
  const copy = e.cloneNode(true);
  for (const one of copy.querySelectorAll('button, summary, .hidden, .acts, .why')) one.remove();
  return copy.textContent; };
  const unfolded = (which, told) => {
    const closed = [...document.querySelectorAll('details:not([open])')];
    for (const one of closed) one.open = true;
    const found = [...document.querySelectorAll(which)].filter(e => e.checkVisibility()
      && !e.closest('.acts, .moves, .status, .why, .hidden, .card ~ *')).map(told);
    for (const one of closed) one.open = false;
    return found; };"""
BELONGS = f"""() => {{ {_WORDS} return unfolded(
  'main :is(h1, h2, .answer > span, .also > span, .tile strong, .mine, .another > p, .term dd,'
  + ' .note .field, .add .field, .help, .about span, .care, .known p)', words) }}"""
BOXES = f"""() => {{ {_WORDS} return unfolded(
  'main :is(.answer, .also, .tile, .entry > div, .term, .about, .short li)',
  e => [...e.querySelectorAll('.mine, strong, dd, dt, .who, span')]
    .filter(part => !part.closest('.acts, .why, .hidden, .say, summary')).map(words)) }}"""
# What can only be pressed
PRESSED = """() => [...document.querySelectorAll(
  'button, .button, .top .tool, .languages a, .more:not(.group) > summary, .acts a')]
  .map(e => e.textContent.trim()).filter(Boolean)"""
LOST = (
    "() => [...document.images].filter(e => e.checkVisibility() && !e.naturalWidth).map(e => e.src)"
)


def squashed(text: str) -> str:
    """Without what ends of lines and quotation marks bring."""
    return re.sub(r"[\s\u00ad\ufffe\u2010\u201c\u201d-]", "", text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", KINDS)
def test_a_printed_page_has_all_that_belongs_to_it_and_nothing_to_press(show, name, lang):
    page = show(name, lang, reading=WAYS[lang], color_scheme="dark")
    belongs, boxes, pressed = map(page.evaluate, (BELONGS, BOXES, PRESSED))
    made = page.pdf(format="A4", print_background=True)
    sheets = [one.get_textpage() for one in pypdfium2.PdfDocument(made)]
    said = [one.get_text_range() for one in sheets]
    assert page.evaluate(LOST) == []
    assert light(made) == {} and paper(made) == (255, 255, 255)
    every = squashed("".join(said))
    assert [one for one in belongs if squashed(one) not in every] == []
    lines = {line.strip() for one in said for line in one.splitlines()}
    name = page.locator(".name").inner_text().strip()
    assert lines & set(pressed) - {one.strip() for one in (*belongs, name)} == set()
    assert [letters for one in sheets if (letters := cut(one))] == []
    whole = [squashed(one) for one in said]
    torn = [
        box
        for box in boxes
        if sum(map(len, box)) < MOST
        and not any(all(squashed(part) in sheet for part in box) for sheet in whole)
    ]
    assert torn == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_own_words_are_printed_whole(come, site, scripts):
    """A field shows only as many of them as it is large."""
    page = come("fi", hand_in(site, fresh()), java_script_enabled=scripts)
    many = [f"Lause {n} on tässä." for n in range(60)]
    go(page, "fi", "set/now/ln3")
    page.locator("textarea[name=text]").fill(" ".join(many))
    press(page, t("fi", "Next"))
    go(page, "fi", "set/support/su1")
    open_own(page, "fi")
    page.locator("input[name=own0]").fill("Lentokone" * 6 + "loppu")
    press(page, t("fi", "Next"))
    for path, words in (("set/now/ln3", many), ("set/support/su1", ["Lentokone" * 6 + "loppu"])):
        go(page, "fi", path)
        made = pypdfium2.PdfDocument(page.pdf(format="A4"))
        said = "".join(one.get_textpage().get_text_range() for one in made)
        assert [one for one in words if squashed(one) not in squashed(said)] == [], path


# Letters of a box that surely fits on a sheet, in the largest text
MOST = 140
EDGE = 20  # points: what a printer leaves white


def cut(text) -> list[str]:
    """Letters that stand too close to the edge of their sheet."""
    width, height = text.page.get_size()
    found = []
    for i in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(i)
        if right > left and not (
            left >= EDGE and right <= width - EDGE and bottom >= EDGE and top <= height - EDGE
        ):
            found.append(text.get_text_range(i, 1))
    return found


def test_in_forced_colours_a_page_is_printed_dark_on_white(show):
    page = show("one-saved", "fi", forced_colors="active", color_scheme="dark")
    made = page.pdf(print_background=True)
    assert light(made) == {} and paper(made) == (255, 255, 255)


def paper(pdf: bytes) -> tuple[int, int, int]:
    """The commonest colour of the first sheet."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=0.5).to_pil().convert("RGB")
    return max(picture.getcolors(picture.width * picture.height))[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["key", "key-coming", "stop"])
@pytest.mark.parametrize("text", [100, 200])
def test_a_page_with_the_key_card_prints_the_card_on_one_sheet(show, lang, name, text):
    page = show(name, lang, reading=f"big.{text}.light.on.normal.no")
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4"))
    code = page.locator(".card .code").inner_text().split()
    assert len(sheets) == 1 and all(
        group in sheets[0].get_textpage().get_text_range() for group in code
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_that_is_taken_along_is_printed_dark_on_white(browser, contents, scheme):
    words = contents["fi"]
    made = exported.make(
        proposal.build(Life(words, answered(words, *SOME)), "2026-11-28"),
        words.texts,
        settings.folder("static") / "pictograms",
        Look(pictures="none"),
    )
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.set_content(made)
    assert {c for c in light(page.pdf()) if c != (255, 255, 255)} == set(), (
        "the title stands white on a dark bar that is always printed"
    )
    assert '<meta name="format-detection" content="telephone=no">' in made
    context.close()


def test_folded_answers_stand_on_the_paper_and_are_folded_again(show, contents):
    page = show("many", "fi")
    (more,) = page.locator("details.more:not(.note)").all()
    assert not more.evaluate("e => e.open")
    printed = "".join(
        sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(page.pdf())
    )
    flat = " ".join(printed.split())
    assert [
        o.label for o in contents["fi"].question("important", "im1").option if o.label not in flat
    ] == []
    assert not more.evaluate("e => e.open")


def test_folded_answers_stand_on_the_paper_without_scripts_too(come, key_of, contents):
    page = come("fi", key_of("fresh"), java_script_enabled=False)
    go(page, "fi", "set/important/im1")
    printed = " ".join(
        "".join(
            sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(page.pdf())
        ).split()
    )
    assert [
        o.label
        for o in contents["fi"].question("important", "im1").option
        if o.label not in printed
    ] == []


@pytest.mark.parametrize("name", ["map-full", "many", "take", "said", "people", "words-page"])
def test_nothing_is_cut_in_two_between_sheets(show, name):
    """Cards, tiles and lines stay whole; so do titles with what follows them."""
    page = show(name, "fi")
    page.emulate_media(media="print")
    whole = "e => getComputedStyle(e).breakInside === 'avoid'"
    boxes = page.locator(".tile, .answer, .entry, .also, .term, .lines li").all()
    assert boxes and all(box.evaluate(whole) for box in boxes)
