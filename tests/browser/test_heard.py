"""Listen is enough to get through alone: all that is seen on a page is heard, in its order, and
nothing twice. On the whole short way, and in every state of a page.

With HEARD=folder what was heard on the short way is written there, a file for each language.
"""

import os
from pathlib import Path

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.heard import ALL, READING, read_aloud, short_way, unlike
from tests.support.listening import VOICES
from tests.support.states import STATES
from tests.support.texts import t


@pytest.fixture
def walker(come):
    """`walker("sv")`: somebody with a new browser, who wants to hear, and a voice."""

    def begin(lang: str):
        page = come(lang, reading=READING)
        page.add_init_script(VOICES % ALL)
        return page

    return begin


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_the_short_way_everything_is_heard(walker, lang):
    page = walker(lang)
    heard, faults, paths = [], [], []
    for path in short_way(page, lang):
        said = read_aloud(page, lang)
        heard += [f"== {lang}/{path}", *said]
        paths.append(path)
        faults += [f"{path}: {fault}" for fault in unlike(page, lang, said)]
    if folder := os.environ.get("HEARD"):
        (Path(folder) / f"heard-{lang}.txt").write_text("\n".join(heard) + "\n", "utf-8")
    assert faults == []
    assert paths[0] == "" and paths[-1] == "take" and "proposal" in paths
    assert {path.split("/")[1] for path in paths if path.startswith("set/")} >= {"change", "next"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", STATES)
def test_in_each_state_everything_is_heard_once_and_in_its_order(show, name, lang):
    """What is wrong first. Closed first, then with all that can be opened."""
    page = show(name, lang, voices=ALL)
    said = read_aloud(page, lang)
    assert unlike(page, lang, said) == []
    alert = page.get_by_role("alert")
    if alert.count():
        told = " ".join(alert.inner_text().split())
        assert " ".join(" ".join(said).split()).startswith(told)
    folded = page.locator("main details:not([open])")
    if folded.count():
        page.evaluate(
            "() => { for (const one of document.querySelectorAll('main details')) one.open = true }"
        )
        assert unlike(page, lang, read_aloud(page, lang)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_stands_around_the_page_is_heard_on_the_first_page_alone(walker, lang):
    page = walker(lang)
    around = {t(lang, "Accessibility"), t(lang, "My own proposal")}
    for path in short_way(page, lang):
        said = read_aloud(page, lang)
        if path == "":
            assert around <= {*said} and said[0] == t(lang, "My own proposal")
        else:
            assert t(lang, "Accessibility") not in said and said[0] != t(lang, "My own proposal")
        if len(path.split("/")) > 2:  # a question
            return


def test_the_words_of_an_open_menu_are_heard_before_the_page(show):
    """Whatever stands in the header and opens there."""
    page = show("one", "en", voices=ALL)
    page.evaluate(
        """() => { document.querySelector("header details")?.remove();
      document.querySelector("header").insertAdjacentHTML("beforeend",
        "<details open><summary>Menu</summary><a href='/en/map'>My topics here</a></details>") }"""
    )
    said = read_aloud(page, "en")
    assert said[:2] == ["Menu", "My topics here"] and said.count("Menu") == 1
    page.evaluate("document.querySelector('header details').open = false")
    assert not {"Menu", "My topics here"} & {*read_aloud(page, "en")}


# ---- the check itself can fail -------------------------------------------------------------------


def test_the_check_finds_what_is_not_heard_heard_twice_or_in_another_order(show):
    page = show("one", "fi", voices=ALL)
    said = read_aloud(page, "fi")
    assert unlike(page, "fi", said) == []
    assert unlike(page, "fi", said[:-1]) and unlike(page, "fi", [*said, said[-1]])
    assert unlike(page, "fi", [*said[:-2], said[-1], said[-2]])
    page.evaluate("document.querySelector('main .moves').append(document.createElement('button'))")
    assert "has no words: <button></button>" in unlike(page, "fi", said)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>12.5.2026 klo 8. Sitten syön.</p>", ["12.5.2026 klo 8.", "Sitten syön."]),
        ("<p>Tulen 5. toukokuuta. Hyvä!</p>", ["Tulen 5. toukokuuta.", "Hyvä!"]),
        ("<p>Osoite on esi.<wbr>example.<wbr>org nyt</p>", ["Osoite on esi.example.org nyt"]),
        ("<p>tuki\u00adhenki\u00adlö</p>", ["tukihenkilö"]),
        (
            "<p><span aria-hidden=true>3 / 12</span><span class=hidden>kysymys 3</span></p>",
            ["kysymys 3"],
        ),
        ("<p><span class=hidden>kysymys 3</span><i aria-hidden=true>3</i></p>", ["kysymys 3"]),
        ("<p>Hyvä<br>Huono</p>", ["Hyvä", "Huono"]),
        (
            "<p><button>Muuta<span class=hidden>: Koti</span></button> <button>Pois</button></p>",
            ["Muuta", "Pois"],
        ),
        ("<img src=/static/pictograms/listen.svg alt='Kuva kodista'>", ["Kuva kodista"]),
        ("<button aria-label='Sulje'>x</button>", ["Sulje"]),
        ("<label>Nimi <input dir=auto value='Aino'></label>", ["Nimi", "Aino"]),
        ("<label>Avain <input value='ABCD'></label>", ["Avain"]),
        ("<details><summary>Lisää</summary><p>Sisällä</p></details>", ["Lisää"]),
        ("<details open><summary>Lisää</summary><p>Sisällä</p></details>", ["Lisää", "Sisällä"]),
        ("<label><input type=radio checked> Koti.</label>", ["Koti, tämä on valittu"]),
        ("<p hidden>a</p><p class=hidden>b</p>", []),
    ],
)
def test_how_words_are_heard(show, html, said):
    page = show("words-page", "fi", voices=ALL)
    page.evaluate("html => { document.querySelector('main').innerHTML = html }", html)
    assert read_aloud(page, "fi") == said
