"""How pages look in three engines: on a tablet and on a phone, in each colour set, with words at
200 %, printed, in forced colours.

With `--shots FOLDER` each is also put there as a picture, the engines side by side.
"""

import io

import pypdfium2
import pytest
from PIL import Image

from hbself.web.i18n import Reading
from tests.engines.driven import LANGUAGES, Driven
from tests.engines.engines import ENGINES
from tests.support.looks import looks_wrong
from tests.support.screenshots import aino
from tests.support.serving import hand_in
from tests.support.texts import t

PAGES = {
    "start": "",
    "map": "map",
    "question": "set/rights/ri1",
    "words": "set/now/ln3",
    "people": "set/important/im3",
    "said": "set/important/said",
    "proposal": "proposal",
    "take": "take",
    "name": "name/take",
    "key": "key",
    "share": "share/who",
    "shares": "shares",
    "reading": "reading",
    "setting": "reading/text",
    "open": "open",
    "bring": "bring-back",
}
READINGS = {
    "light": Reading(colours="light"),
    "dark": Reading(colours="dark"),
    "yellow": Reading(colours="yellow"),
    "200": Reading(colours="light", text="200"),
}
SIZES = ((320, 640), (768, 1024))
PICKED = """() => { const card = window.target.closest("label"), s = getComputedStyle(card);
  return [s.outlineStyle, s.outlineWidth, s.borderTopWidth, s.borderTopStyle].join() }"""


@pytest.fixture
def aino_sits_down(sits_down, site):
    """`aino_sits_down("firefox", "sv")`: Aino, who is invented, has answered much."""

    def begin(engine: str, lang: str, **more) -> Driven:
        person = sits_down(engine, lang, **more)
        person.set_cookie("key", hand_in(site, aino()))
        return person

    return begin


def side_by_side(pictures: list[bytes]) -> Image.Image:
    """One picture of many, on grey."""
    opened = [Image.open(io.BytesIO(one)).convert("RGB") for one in pictures]
    whole = Image.new(
        "RGB", (sum(one.width + 8 for one in opened), max(one.height for one in opened)), "grey"
    )
    left = 0
    for one in opened:
        whole.paste(one, (left, 0))
        left += one.width + 8
    return whole


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_fits_in_each_engine(aino_sits_down, shots, page, lang):
    people, faults = [aino_sits_down(engine, lang) for engine in ENGINES], []
    for name, reading in READINGS.items():
        for person in people:
            person.set_cookie("reading", reading.cookie())
            person.open(PAGES[page])
            assert person.path() == PAGES[page], f"{person.name}: {person.path()}"
        for width, height in SIZES:
            able = [person for person in people if person.narrowest <= width]
            for person in able:
                person.size(width, height)
                faults += looks_wrong(person, f"{person.name}, {width} px, {name}")
            if shots:
                side_by_side([person.shot() for person in able]).save(
                    shots / f"{page}-{lang}-{width}-{name}.png"
                )
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("engine", [name for name, kind in ENGINES.items() if kind.prints])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_proposal_is_printed_without_the_tools_of_the_page(aino_sits_down, engine, lang):
    person = aino_sits_down(engine, lang)
    person.open("proposal")
    titles = person.evaluate(
        "() => [...document.querySelectorAll('main .chapters:not(.ways) strong')]"
        ".map(e => e.innerText.trim())"
    )
    paper = pypdfium2.PdfDocument(person.printed())
    words = " ".join(" ".join(one.get_textpage().get_text_range() for one in paper).split())
    assert len(titles) > 3 and [one for one in titles if " ".join(one.split()) not in words] == []
    assert [
        tool
        for tool in ("Settings", "Close my answers", "Change", "Take it with me")
        if t(lang, tool) in words.replace(t(lang, "What I want to change"), "")
    ] == []


@pytest.mark.parametrize("engine", [name for name, kind in ENGINES.items() if kind.forces])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_forced_colours_keep_what_is_picked(aino_sits_down, engine, lang):
    person = aino_sits_down(engine, lang, forced=True)
    person.open("set/rights/ri2")
    assert person.evaluate("() => matchMedia('(forced-colors: active)').matches")
    words = person.evaluate(
        "() => [...document.querySelectorAll('main .answer')].map(e => e.innerText.trim())"
    )
    person.pick(words[1])
    looks = []
    for one in words:
        person.find("radio", one)
        looks.append(person.evaluate(PICKED))
    assert looks[0] == looks[2] != looks[1]


def contrast(one: tuple, other: tuple) -> float:
    """WCAG 2.2's contrast of two colours (red, green, blue: 0 to 255)."""

    def light(colour: tuple) -> float:
        parts = [
            c / 255 / 12.92 if c <= 10.31 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def empty_box(person, path: str, colours: str):
    """A picture of the window with the first box that is not ticked, and its left, top and width
    there.
    """
    person.set_cookie("reading", READINGS[colours].cookie())
    person.open(path)
    x, y, width = person.evaluate(
        """() => {
      const box = [...document.querySelectorAll("main .answer input")].find(e => !e.checked);
      box.scrollIntoView({block: "center", behavior: "instant"});
      const r = box.getBoundingClientRect(); return [r.x, r.y, r.width] }"""
    )
    person.evaluate(
        "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
    )
    return Image.open(io.BytesIO(person.shot())).convert("RGB"), int(x), int(y), int(width)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", ["set/rights/ri2", "set/important/im4"], ids=["round", "square"])
@pytest.mark.parametrize("colours", ["light", "dark", "yellow"])
def test_an_empty_box_is_seen(aino_sits_down, engine, path, colours):
    """WCAG 1.4.11: each engine draws its boxes in its own way, some in grey on black."""
    shot, x, y, width = empty_box(aino_sits_down(engine, "fi"), path, colours)
    middle, around = y + width // 2, shot.getpixel((x - 6, y + width // 2))
    edge = [shot.getpixel((left, middle)) for left in range(x - 4, x + 5)]
    assert max(contrast(one, around) for one in edge) >= 3


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("colours", ["light", "dark", "yellow"])
def test_a_round_box_has_nothing_square_around_it(aino_sits_down, engine, colours):
    """A square says that several can be picked."""
    shot, x, y, width = empty_box(aino_sits_down(engine, "fi"), "set/rights/ri2", colours)
    around = shot.getpixel((x - 6, y + width // 2))
    corner = [shot.getpixel((x + n, y + n)) for n in range(-4, 3)]
    assert max(contrast(one, around) for one in corner) < 1.5
