"""A day as people type it and as browsers send it, for every date field of the site."""

import re
from datetime import date, timedelta

UNTIL = {"day": 1, "week": 7, "month": 31}  # days that a link lives, by the card on its page
# As date fields send it, and as people write it: 2026-12-31, 31.12.2026, 1. 1. 27.
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4}|\d{2})\.?", re.ASCII),
)
YEARS = (1900, 2199)  # a year outside of these is a slip of the finger


class NoDay(Exception):
    """A text is no day of the calendar."""


def read_day(text: str) -> date | None:
    """The day in what was typed or picked; None when it is blank.

    The year may have two digits: 1.1.27 is in 2027. Raises NoDay.
    """
    text = " ".join(text.split())
    if not text:
        return None
    match = next(filter(None, (form.fullmatch(text) for form in _DAYS)), None)
    if not match:
        raise NoDay(text)
    year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    try:
        day = date(year, int(match["m"]), int(match["d"]))
    except ValueError:
        raise NoDay(text) from None
    if not YEARS[0] <= year <= YEARS[1]:
        raise NoDay(text)
    return day


def shown_until(until: str, today: date) -> tuple[str, str]:
    """(card, day) that stand picked on the page "How long", for a link that lives until this ISO
    date; ("", "") for none yet.
    """
    card = next(
        (card for card, days in UNTIL.items() if until == (today + timedelta(days)).isoformat()), ""
    )
    return card, "" if card else until
