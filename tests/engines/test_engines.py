"""The way from the start to the documents, and what else a browser does by itself, in three engines
and three languages.

`make engines` runs this; `make test` does not. What an engine can't do here is no test of it:
docs/engines.md says what that is.
"""

import io
import itertools
import json
from pathlib import Path

import docx
import pytest

from tests.engines.driven import LANGUAGES, Driven
from tests.engines.engines import ENGINES
from tests.support import check_pdf, read_pdf
from tests.support.texts import t

HANDS = {"fi": "keyboard", "sv": "pointer", "en": "pointer"}
# In the order in which wishes come up; from the last the plan goes on by itself
SETS = ("important", "support", "change")
times = itertools.count(1)  # no two wishes are the same
PERSON, OWN_WORDS = "Helmi", "Saan maalata ja joku sanoo: hieno!"
SOMEBODY = {"fi": "joku muu ihminen", "sv": "en annan person", "en": "another person"}
each_engine = pytest.mark.parametrize("engine", ENGINES)
each_language = pytest.mark.parametrize("lang", LANGUAGES)


# ---- on the way ----------------------------------------------------------------------------------


def begin(person: Driven) -> None:
    """From the start page to the practice: how do you like to read, who answers, whose device, how
    much.
    """
    lang = person.lang
    person.open()
    person.press(t(lang, "Start"), "link")
    person.press(t(lang, "Size of the words"), "link")
    person.pick(t(lang, "Extra big"))
    person.press(t(lang, "Try it"))
    assert t(lang, "Extra big") in person.picked()
    person.pick(t(lang, "Bigger"))
    person.press(t(lang, "Done"))
    person.press(t(lang, "Next"))
    person.pick(t(lang, "I answer by myself"))
    person.press(t(lang, "Next"))
    person.pick(t(lang, "My own device"))
    person.press(t(lang, "Next"))
    person.pick(t(lang, "For a meeting"))
    person.press(t(lang, "Next"))
    assert person.path() == "set/practice"


def answer(person: Driven) -> None:
    """Answer the question on the page as it asks, wish that it changes, and press Next."""
    lang = person.lang
    first = person.evaluate(
        "() => [...document.querySelectorAll('main .answer input[name=answer]')].find(e =>"
        " e.checkVisibility())?.labels[0].innerText.trim() ?? ''"
    )
    if person.has("button", t(lang, "More people")) and not person.has("checkbox", PERSON):
        person.act("button", t(lang, "More people"))
        person.pick(SOMEBODY[lang], "checkbox")
        person.fill(t(lang, "Name"), PERSON)
        person.press(t(lang, "Add more people"))
        assert PERSON in person.picked()
    elif first:
        person.pick(
            first,
            (
                "radio"
                if person.evaluate(
                    "() => !!document.querySelector('input[type=radio][name=answer]')"
                )
                else "checkbox"
            ),
        )
    if person.has("textbox", t(lang, "In your own words")):
        person.fill(t(lang, "In your own words"), f"{OWN_WORDS} {next(times)}")
    if person.has("checkbox", t(lang, "I want this to change")):
        person.pick(t(lang, "I want this to change"), "checkbox")
    person.press(t(lang, "Next"))


def answer_set(person: Driven) -> None:
    """From the start of a set to "You said", and "Yes, this is right"."""
    lang, seen = person.lang, set()
    if person.path().count("/") == 1:  # the practice begins with a page of its own
        person.press(t(lang, "Start"), "link")
    while not (here := person.path()).endswith("/said"):
        assert here not in seen, f"{here} comes again"
        seen.add(here)
        answer(person)
    assert person.title().startswith(t(lang, "You said"))
    person.press(t(lang, "Yes, this is right"))


def answer_on(person: Driven) -> None:
    """Up to the map: the plan goes on by itself."""
    while person.path() != "map":
        answer_set(person)


def proposal_text(person: Driven) -> str:
    """The words of all pages of the proposal, by "Next part"."""
    person.open("proposal")
    texts, on = [person.text()], "() => document.querySelector('main .moves .next').pathname"
    while "/proposal/" in (path := person.evaluate(on)):
        person.open(path.split("/", 2)[2])
        texts.append(person.text())
    return " ".join(texts)


def walk(person: Driven, contents) -> None:
    """From the start page to the page with the documents."""
    lang = person.lang
    begin(person)
    answer_set(person)
    for set_id in SETS:
        answer_on(person)
        found = contents[lang].sets[set_id]
        person.act("button", t(lang, {"life": "My life", "plan": "My proposal"}[found.group]))
        person.press(found.title, "link", last=True)
        answer_set(person)
    answer_on(person)
    person.press(t(lang, "My proposal"), "link", last=True)
    text = proposal_text(person)
    assert OWN_WORDS in text and PERSON in text
    person.open("proposal")
    person.press(t(lang, "Take it with me"), "link", last=True)
    person.press(t(lang, "Without a name"))


# ---- the whole way -------------------------------------------------------------------------------


@each_engine
@each_language
def test_the_way_from_the_start_to_the_documents(sits_down, contents, engine, lang):
    person, texts = sits_down(engine, lang, HANDS[lang]), contents[lang].texts
    walk(person, contents)
    pdf = person.download(t(lang, "A paper to print"))
    assert pdf.name.startswith(texts["proposal.file"] + "-20") and pdf.suffix == ".pdf"
    assert check_pdf.check(pdf.read_bytes(), lang) == [] and PERSON in read_pdf.text_of(
        pdf.read_bytes()
    )
    word = docx.Document(io.BytesIO(person.download(t(lang, "A paper to write in")).read_bytes()))
    assert PERSON in "\n".join(one.text for one in word.paragraphs)
    page, data = person.download(t(lang, "A web page")), person.download(t(lang, "All my answers"))
    assert page.suffix == ".html" and data.suffix == ".json"
    assert json.loads(data.read_text("utf-8"))[
        "schema"
    ] == "my-own-proposal" and OWN_WORDS in data.read_text("utf-8")
    opens_by_itself(sits_down(engine, lang), page, texts["proposal.title"])
    comes_back(sits_down(engine, lang), data)


def opens_by_itself(person: Driven, page: Path, title: str) -> None:
    """The web page, opened from its folder."""
    person.goto(page.as_uri())
    assert person.title().replace("\xad", "") == title and PERSON in person.evaluate(
        "() => document.body.innerText"
    )
    assert person.evaluate("() => [...document.images].every(one => one.naturalWidth > 0)")


def comes_back(person: Driven, data: Path) -> None:
    """The data file, brought to a browser that holds nothing."""
    lang = person.lang
    person.open("bring-back")
    person.upload(t(lang, "Your file"), data)
    person.press(t(lang, "Open the file"))
    assert OWN_WORDS in proposal_text(person)


# ---- what browsers do by themselves --------------------------------------------------------------


@each_engine
@each_language
def test_back_and_reload_lose_nothing(sits_down, contents, engine, lang):
    person = sits_down(engine, lang, HANDS[lang])
    begin(person)
    person.open("set/competence/co1")
    for _ in range(3):
        answer(person)
    there, picked = person.path(), []
    for _ in range(3):
        person.back()
        picked.append(person.picked())
    assert person.path() == "set/competence/co1" and all(picked), (
        "each answer stands where it was given"
    )
    person.reload()
    assert person.picked() == picked[-1]
    for _ in range(3):
        person.press(t(lang, "Next"))
    assert person.path() == there
    person.reload()
    assert person.path() == there and person.title() == " ".join(
        contents[lang].question("competence", "co4").text.split()
    )


@each_engine
@each_language
def test_two_tabs_lose_nothing(sits_down, engine, lang):
    person = sits_down(engine, lang)
    begin(person)
    person.open("set/competence/co1")
    person.new_tab()
    person.open("set/competence/co2")
    answer(person)
    person.to_tab(0)
    answer(person)
    for question in ("co1", "co2"):
        person.open(f"set/competence/{question}")
        assert person.picked(), question


@each_engine
@each_language
def test_after_put_away_back_shows_nothing(sits_down, engine, lang):
    person = sits_down(engine, lang)
    begin(person)
    person.open("set/now/ln3")
    person.fill(t(lang, "In your own words"), OWN_WORDS)
    person.press(t(lang, "Next"))
    person.open("set/now/ln3")
    assert person.value(t(lang, "In your own words")) == OWN_WORDS
    person.from_menu(t(lang, "Menu"), t(lang, "Close my answers"))
    assert person.path() == "away/card", "the card was never seen"
    person.press(t(lang, "I have my card now. Close my answers"))
    assert person.path() == "away"
    person.back()
    person.until(lambda: person.path() != "set/now/ln3", "a page without the answer")
    assert OWN_WORDS not in person.evaluate(
        "() => document.documentElement.outerHTML +"
        " [...document.querySelectorAll('textarea')].map(e => e.value)"
    )


@each_engine
def test_a_double_click_moves_one_page(sits_down, engine):
    person = sits_down(engine)
    begin(person)
    person.open("set/competence/co1")
    person.pick(person.evaluate("() => document.querySelector('main .answer').innerText.trim()"))
    place = person.find("button", t("fi", "Next"))
    person.next_page(lambda: person.click_at(place.x, place.y, times=2))
    assert (
        person.path() == "set/competence/co2"
        and not person.picked()
        and not person.evaluate("() => !!document.querySelector('[role=alert]')")
    )


@each_engine
def test_a_link_to_a_closed_part_opens_it(sits_down, engine):
    person = sits_down(engine)
    begin(person)
    person.open("set/rights/ri1")
    assert not person.has("textbox", t("fi", "In your own words"))
    person.act("button", t("fi", "Tell more"))
    person.until(
        lambda: person.has("textbox", t("fi", "In your own words")), "the field that was closed"
    )
    person.open("set/rights/ri1#note")
    person.until(
        lambda: person.has("textbox", t("fi", "In your own words")),
        "the field that the link leads to",
    )


@each_engine
@each_language
def test_a_workshop_without_https_can_answer(sits_down, site, engine, lang):
    """Over plain http under a name of the house's own network, which browsers trust less. The site
    itself stands in for the network: as the browser's proxy it is asked for every name, and none is
    looked up.
    """
    person = sits_down(
        engine, lang, at="http://room.example", proxy=site.address.removeprefix("http://")
    )
    begin(person)
    person.open("set/competence/co1")
    answer(person)
    assert person.path() == "set/competence/co2"
