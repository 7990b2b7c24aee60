"""Five people go their whole ways through the site (tests/support/walks.py): the ways are as long
as the site says, nothing that they said is lost, and each page has an answer that is true.
"""

import re

import pytest

from tests.support.walks import (
    ANSWERS,
    DOCUMENT,
    LOST,
    SEVEN,
    Walked,
    application,
    squeezed,
    ways,
    where,
)

PEOPLE = ("Aino", "Erik, 1 goal", "Erik, 3 goals", "Omar", "Tuula")


@pytest.fixture(scope="module")
def walked():
    """`walked("Aino")`: each way is gone once for all tests."""
    gone: dict[str, Walked] = {}
    with application() as app:
        all_ways = ways(app)

        def way_of(name: str) -> Walked:
            if name not in gone:
                gone[name] = all_ways[name]()
            return gone[name]

        yield way_of


# ---- how long it is ------------------------------------------------------------------------------


def test_the_short_way_is_short(walked):
    """From the start page to the paper, in pages that load."""
    assert walked("Erik, 1 goal").walker.pages <= 22
    assert walked("Erik, 3 goals").walker.pages <= 30


def test_the_whole_way_has_few_pages_beside_its_questions(walked):
    """Omar answers everything."""
    walker = walked("Omar").walker
    asked = {page.path.partition("?")[0] for page in walker.seen if "/set/" in page.path}
    assert walker.pages <= len([one for one in asked if not one.endswith("/said")]) + 45


@pytest.mark.parametrize("name", PEOPLE)
def test_a_keyboard_alone_takes_few_presses_a_page(walked, name):
    assert walked(name).walker.keys <= 14 * walked(name).walker.pages


def test_how_long_the_short_way_is_stands_truly_where_one_chooses(walked):
    """About as long: with one goal some pages less, with three some more. Of the settings the list
    is counted once: Erik chose to open a thing of it.
    """
    three, one = (
        1 + sum("/reading" not in page.path for page in walked(f"Erik, {n}").walker.seen)
        for n in ("3 goals", "1 goal")
    )
    (page,) = {
        seen.path: seen for seen in walked("Erik, 3 goals").walker.seen if "/how-much" in seen.path
    }.values()
    (card,) = page.all("//label[.//input[@value='short']]")
    (says,) = map(int, re.findall(r"\d+", card))
    assert one <= says <= three and says - one <= 5 and three - says <= 5


# ---- nothing is lost -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", PEOPLE)
def test_all_that_they_came_to_say_had_its_page(walked, name):
    walker = walked(name).walker
    assert walker.says.keys() - walker.said == set()
    assert len(walker.told) > 2


@pytest.mark.parametrize("name", PEOPLE)
def test_what_was_said_in_words_or_is_bad_stands_in_the_proposal(walked, name):
    """In each document where the person wants it to change; else there, or where it waits to be
    taken in.
    """
    way = walked(name)
    found = {told: way.where(told) for told in way.walker.told}
    assert {told.text: at for told, at in found.items() if at == LOST} == {}
    assert {told.text: at for told, at in found.items() if told.wish and at != DOCUMENT} == {}


def test_the_why_stands_with_the_wish(walked):
    """Aino's goal about her evenings tells what they are like, and her own words of it."""
    goals = walked("Aino").proposal.chapter(r"goal-\d").all("//p[@class='mine']")
    at = next(n for n, line in enumerate(goals) if line.endswith("Haluan uutta tekemistä."))
    assert goals[at + 1].endswith("Minulla menee vapaa-ajalla huonosti.")
    assert goals[at + 2].endswith("Illat on tylsiä. Ohjaajat ei lähe mukaan.")


def test_own_words_are_the_first_goal(walked):
    """Pottery, which Aino came for."""
    lines = walked("Aino").proposal.chapter("goal-1").all("//p[@class='mine']")
    assert lines[0] == "keramiikka kurssi"


@pytest.mark.parametrize("name", ["Aino", "Erik, 3 goals", "Omar"])
def test_what_is_the_same_for_all_goals_stands_with_each(walked, name):
    way, texts = walked(name), walked(name).walker.words.texts
    goals = {texts[f"part.goal.{n}"] for n in (1, 2, 3)}
    assert goals <= set(way.proposal.all("h1"))
    who = {"Aino": "Mika, avustajani", "Erik, 3 goals": "Maj, min vän", "Omar": "Amina, my sister"}
    for n in (1, 2, 3):
        lines = way.proposal.chapter(f"goal-{n}").all("//p[@class='mine']")
        assert any(line.endswith(who[name]) for line in lines), n


# ---- hard things ---------------------------------------------------------------------------------


def test_hard_things_stand_nowhere_before_the_person_has_said_yes(walked):
    tuula = walked("Tuula")
    hard = [told for told in tuula.walker.told if told.hard]
    assert len(hard) > 5
    for told in hard:
        at = where(told, tuula.before, tuula.files_before)
        assert at not in (ANSWERS, DOCUMENT), told.text
        for text in filter(None, (told.text, told.wants)):
            for kind, file in tuula.files_before.items():
                assert squeezed(text) not in file, f"{kind}: {text}"


def test_tuulas_need_stands_in_her_proposal_after_she_has_said_yes(walked):
    """She is alone, afraid, and does not understand letters."""
    for text in (
        "Huonona päivänä olen liian paljon yksin.",
        "Kukaan ei ole nyt minulle läheinen.",
        "Minua pelottaa ulkona.",
        "En ymmärrä kirjeitä, joita saan palveluistani.",
    ):
        for kind, file in walked("Tuula").files.items():
            assert squeezed(text) in file, f"{kind}: {text}"


def test_who_says_no_keeps_hard_things_to_herself(walked):
    aino = walked("Aino")
    hard = [told for told in aino.walker.told if told.hard]
    assert hard and all(aino.where(told) not in (ANSWERS, DOCUMENT) for told in hard)


# ---- a true answer for everybody -----------------------------------------------------------------


def test_each_page_has_a_true_answer_for_who_has_no_work_no_family_and_does_not_read(walked):
    """Tuula picks a card on each page. One has none: what the goal is called, which says itself
    that Skip means "it is good as it is".
    """
    walker = walked("Tuula").walker
    assert walker.skipped == ["arrange.ar0.goal-1"]
    assert all(not (says.text or says.own or says.note) for says in walker.says.values())
    (page,) = [seen for seen in walker.seen if "/arrange/ar0/goal-1" in seen.path]
    assert "paina: Ohita" in page.text


# ---- what somebody else thinks -------------------------------------------------------------------


def of_kaisa(tuula: Walked) -> list[str]:
    """The lines of what Kaisa thinks, behind the one that says who answered."""
    return tuula.proposal.chapter("others-1").all("//p[@class='mine']")[1:]


def test_what_the_neighbour_thinks_is_told_of_tuula_and_never_as_hers(walked):
    """Question and answer, and Kaisa's name with her own words."""
    tuula = walked("Tuula")
    lines = of_kaisa(tuula)
    assert lines[:3] == [
        "Miten hänellä menee kotona? Huonosti",
        "Miten hänellä menee muiden ihmisten kanssa? Joskus hyvin, joskus huonosti",
        "Miten hänen raha-asiansa sujuvat? Huonosti",
    ]
    assert "Kaisa kirjoitti: Laskut jäävät maksamatta." in lines
    assert [
        line for line in lines if re.search(r"\bmin(ä|u\w*)\b|\b(olen|voin)\b", line, re.I)
    ] == []


def test_what_the_neighbour_thinks_is_printed(walked):
    tuula = walked("Tuula")
    (kaisa,) = tuula.others
    assert kaisa.says.keys() == kaisa.said
    for kind, file in tuula.files.items():
        for line in of_kaisa(tuula):
            for text in re.split(r"(?<=[?:]) ", line):
                assert squeezed(text) in file, f"{kind}: {text}"
        # What she picked as bad is nowhere as a sentence of Tuula's
        mine = {told.text for told in tuula.walker.told}
        for told in kaisa.told:
            if told.text not in mine and not told.text.startswith("Laskut"):
                assert squeezed(told.text) not in file, f"{kind}: {told.text}"


# ---- a workshop ----------------------------------------------------------------------------------


def test_on_the_short_way_the_seven_sets_are_on_the_map(walked):
    """A peer comes to the rights without choosing the long way."""
    peer = walked("Peer")
    there = peer.page.tree.xpath("//main//a[contains(@class, 'tile')]/@href")
    assert [one for one in SEVEN if f"/fi/set/{one}" not in there] == []
    assert peer.walker.said == peer.walker.says.keys()
    first = next(n for n, seen in enumerate(peer.walker.seen, 1) if "/set/rights/" in seen.path)
    assert first <= 9, "pages before the first question about rights"
