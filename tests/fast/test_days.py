"""One way of reading days, whoever types them."""

from datetime import date

import pytest

from hbself.kinds import calendar
from hbself.life import days
from tests.support.typed_days import TYPED


@pytest.mark.parametrize("typed", TYPED)
def test_one_way_of_reading_days(typed):
    if TYPED[typed]:
        assert calendar.read_day(typed) == date.fromisoformat(TYPED[typed])
    else:
        with pytest.raises(calendar.NoDay):
            calendar.read_day(typed)


@pytest.mark.parametrize("blank", ["", " ", "\t"])
def test_blank_is_no_day(blank):
    assert calendar.read_day(blank) is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "keskiviikko 25. marraskuuta 2026"),
        ("sv", "onsdag 25 november 2026"),
        ("en", "Wednesday 25 November 2026"),
    ],
)
def test_a_day_in_words(language, words):
    assert days.day_text("2026-11-25", language) == words
