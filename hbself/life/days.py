"""Days and months in words."""

from datetime import date

from babel.dates import format_date

from ..model.languages import TABLE


def _written(iso: str, pattern: str, language: str) -> str:
    # Day before month also in English, as in Finland: the locale says so
    locale = TABLE[language].locale.replace("-", "_")
    return format_date(date.fromisoformat(iso), pattern, locale=locale)


def date_text(iso: str, language: str) -> str:
    """An ISO date in words: "21. marraskuuta 2026"."""
    return _written(iso, "long", language)


def day_text(iso: str, language: str) -> str:
    """An ISO date in words with its day of the week, so that one can check it: "keskiviikko 25.
    marraskuuta 2026".
    """
    return _written(iso, TABLE[language].date, language)


def month_text(month: str, language: str) -> str:
    """A month ("2027-12") in words: "joulukuu 2027"."""
    return _written(f"{month}-01", "LLLL yyyy", language)
