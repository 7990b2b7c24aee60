"""Days and months in words."""

from datetime import date

from babel.dates import format_date

DAY = {"fi": "cccc d. MMMM y", "sv": "cccc d MMMM y", "en": "cccc d MMMM y"}


def date_text(iso: str, language: str) -> str:
    """An ISO date in words: "21. marraskuuta 2026"."""
    # Day before month, as in Finland
    return format_date(
        date.fromisoformat(iso), "long", locale={"en": "en_GB"}.get(language, language)
    )


def day_text(iso: str, language: str) -> str:
    """An ISO date in words with its day of the week, so that one can check it: "keskiviikko 25.
    marraskuuta 2026".
    """
    return format_date(date.fromisoformat(iso), DAY[language], locale=language)


def month_text(month: str, language: str) -> str:
    """A month ("2027-12") in words: "joulukuu 2027"."""
    return format_date(date.fromisoformat(f"{month}-01"), "LLLL yyyy", locale=language)
