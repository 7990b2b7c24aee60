"""Days as people give them: typed or picked, today that nobody chose, a card beside a day; and
shown in words.
"""

from datetime import date, timedelta

import msgspec
import pytest

from hbself import limits
from hbself.life import days
from hbself.life.life import Life
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer
from hbself.web import paths
from tests.support.people import answered
from tests.support.sharing import SAID
from tests.support.typed_days import TYPED
from tests.support.visitor import Visitor

TODAY = date.today()
ISO = TODAY.isoformat()
NEXT = TODAY + timedelta(30)


def as_typed(day: date) -> dict[str, str]:
    return {
        "as date fields send it": day.isoformat(),
        "as people write it": f"{day.day}.{day.month}.{day.year}",
        "short": f"{day.day}. {day.month}. {day:%y}",
    }


# ---- the day of a link ---------------------------------------------------------------------------


def until(owner: Visitor, **sent):
    """On the page "How long can they see it?": send this. Gives what comes then."""
    owner.post("share/who", {"name": "Virtanen"})
    owner.post("share/what", {"answer": "now"})
    return owner.press(owner.get("share/until"), status=sent.pop("status", 200), **sent)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("way", as_typed(NEXT))
def test_a_link_takes_a_day_as_people_write_it_and_says_it_in_words(
    person_with, said_by, lang, way
):
    owner = person_with(SAID, lang)
    words = days.day_text(NEXT.isoformat(), lang)
    page = until(owner, date=as_typed(NEXT)[way])
    assert page.path.endswith("/share/number") and words in page.text, "before the link is made"
    page = owner.press(page)
    assert words in page.text and words in owner.get("shares").text
    assert said_by(owner).keeping.shares[0].until == NEXT.isoformat()


@pytest.mark.parametrize("typed", [t for t, day in TYPED.items() if day is None and t != "\x00"])
def test_a_bad_day_is_told_and_stands_as_it_was_typed(person_with, typed):
    page = until(person_with(SAID), date=typed, status=422)
    assert "kalenterissa" in page.text and "31.12.2026" in page.text
    assert page.tree.xpath("//input[@id='date']/@value") == [typed]


@pytest.mark.parametrize(
    "day", [TODAY - timedelta(1), TODAY + timedelta(limits.SHARE_DAYS + 1), date(2020, 1, 1)]
)
@pytest.mark.parametrize("card", [None, "week"])
def test_a_day_that_is_over_or_far_is_told(person_with, day, card):
    page = until(person_with(SAID), date=f"{day:%d.%m.%Y}", answer=card, status=422)
    assert "1 vuoden" in page.text and "kalenterissa" not in page.text
    assert page.tree.xpath("//input[@type='radio' and @checked]/@value") == (
        [card] if card else []
    ), "what was picked stays picked"


@pytest.mark.parametrize("days", [1, limits.SHARE_DAYS])
def test_the_first_and_the_last_day_that_can_be_chosen(person_with, days):
    assert (
        until(person_with(SAID), date=(TODAY + timedelta(days)).isoformat()).path
        == "/fi/share/number"
    )


@pytest.mark.parametrize(("card", "days"), [("day", 1), ("week", 7), ("month", 31)])
@pytest.mark.parametrize("touched", ["", ISO, f"{TODAY.day}.{TODAY.month}.{TODAY.year}"])
def test_a_card_is_not_beaten_by_a_field_that_was_only_touched(
    person_with, said_by, card, days, touched
):
    owner = person_with(SAID)
    assert until(owner, answer=card, date=touched).path == "/fi/share/number"
    assert said_by(owner).keeping.draft.until == (TODAY + timedelta(days)).isoformat()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_today_is_never_taken_silently(person_with, said_by, lang):
    owner = person_with(SAID, lang)
    page = until(owner, date=ISO, status=422)
    assert days.day_text(ISO, lang) in page.text and not said_by(owner).keeping.draft.until
    assert owner.press(page, status=422).status == 422, (
        "pressed again without a choice: asked again"
    )
    owner.press(page, answer="date")
    assert said_by(owner).keeping.draft.until == ISO
    owner = person_with(SAID, lang)
    page = until(owner, date=ISO, status=422)
    owner.press(page, answer="week")
    assert said_by(owner).keeping.draft.until == (TODAY + timedelta(7)).isoformat()
    owner = person_with(SAID, lang)
    page = until(owner, date=ISO, status=422)
    owner.press(page, date=NEXT.isoformat())
    assert said_by(owner).keeping.draft.until == NEXT.isoformat()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("then", "day"),
    [("date", NEXT), ("month", TODAY + timedelta(31)), ("day", TODAY + timedelta(1))],
)
def test_a_card_and_another_day_are_asked_about_once(person_with, said_by, lang, then, day):
    owner = person_with(SAID, lang)
    page = until(owner, answer="month", date=NEXT.isoformat(), status=422)
    assert days.day_text(NEXT.isoformat(), lang) in page.text
    assert owner.press(page, status=422).h1 == page.h1, (
        "pressed again without a choice: asked again"
    )
    owner.press(page, answer=then)
    assert said_by(owner).keeping.draft.until == day.isoformat()


@pytest.mark.parametrize("way", as_typed(TODAY))
def test_what_is_asked_about_can_be_typed_in_any_way(person_with, said_by, way):
    owner = person_with(SAID)
    for sent, day in (
        ({"date": as_typed(TODAY)[way]}, TODAY),
        ({"date": as_typed(NEXT)[way], "answer": "week"}, NEXT),
    ):
        page = until(owner, **sent, status=422)
        assert days.day_text(day.isoformat(), "fi") in page.text
        assert page.tree.xpath("//input[@id='date']/@value") == [day.isoformat()]
        owner.press(page, answer="date")
        assert said_by(owner).keeping.draft.until == day.isoformat()


# ---- the day of an answer ------------------------------------------------------------------------


@pytest.fixture
def first_thing(person_with, contents):
    """Somebody at the question when the first thing happens, and that page's path."""
    said = answered(contents["fi"], "change", "next")
    said = msgspec.structs.replace(
        said, answers={k: a for k, a in said.answers.items() if not k.startswith("next.nx3")}
    )
    step = next(
        s
        for one in Life(contents["fi"], said).way.goal_sets.values()
        for s in Life(contents["fi"], said).steps(one)
        if s.question.id == "nx3"
    )
    return person_with(said), paths.of_step(step), step.key


@pytest.mark.parametrize("typed", TYPED)
def test_a_question_reads_the_same_days(first_thing, said_by, typed):
    owner, path, key = first_thing
    page = owner.press(owner.get(path), date=typed, status=200 if TYPED[typed] else 422)
    if TYPED[typed]:
        assert said_by(owner).said.answers[key].date == TYPED[typed]
        assert days.day_text(TYPED[typed], "fi") in owner.get(path).text
    else:
        assert key not in said_by(owner).said.answers and "kalenterissa" in page.text
        assert typed == "\x00" or page.tree.xpath("//input[@id='date']/@value") == [typed]


def test_in_an_answer_today_gives_way_to_a_card(first_thing, said_by):
    owner, path, key = first_thing
    card = owner.get(path).choices()[0]
    owner.press(owner.get(path), answer=card, date=ISO)
    assert (said_by(owner).said.answers[key].options, said_by(owner).said.answers[key].date) == (
        (card,),
        "",
    )
    owner.press(owner.get(path), answer=card, date=NEXT.isoformat())
    assert said_by(owner).said.answers[key].date == NEXT.isoformat(), (
        "another day was chosen: it stands beside the card"
    )


def test_in_an_answer_today_is_asked_about_once(first_thing, said_by):
    owner, path, key = first_thing
    page = owner.press(owner.get(path), date=ISO, status=422)
    assert days.day_text(ISO, "fi") in page.text and key not in said_by(owner).said.answers
    owner.press(page)
    assert said_by(owner).said.answers[key].date == ISO
    owner.press(owner.get(path), note="Lisää.")
    assert (said_by(owner).said.answers[key].date, said_by(owner).said.answers[key].note) == (
        ISO,
        "Lisää.",
    ), "what was said stays"


def test_in_an_answer_a_card_after_the_question_about_today_counts(first_thing, said_by):
    owner, path, key = first_thing
    page = owner.press(owner.get(path), date=ISO, status=422)
    owner.press(page, answer=page.choices()[0])
    assert said_by(owner).said.answers[key] == Answer(
        options=(page.choices()[0],), by="me", day=ISO
    )
