"""The languages of the site: what is different for one of them stands here, besides its texts
(content files, translations/) and what only a browser can know (developing.md, "Add a language").
"""

from msgspec import Struct


class Language(Struct, frozen=True):
    """A language as the site speaks it."""

    name: str  # as its readers call it
    locale: str  # of dates and files: "fi-FI"
    quotes: str  # the marks before and behind somebody's own words; pages have them in base.css
    date: str  # the pattern of a long date with its weekday (Unicode TR 35)
    # Letters that stand elsewhere in its alphabet than their base letter: {letter: sorted as}
    alphabet: dict[str, str]


# å, ä, ö stand behind z (SFS 4600, Svenska Akademiens ordlista), æ, ø and ü with ä, ö and y
_NORDIC = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"}
TABLE = {
    "fi": Language("Suomi", "fi-FI", "””", "cccc d. MMMM y", _NORDIC),
    "sv": Language("Svenska", "sv-FI", "””", "cccc d MMMM y", _NORDIC),
    "en": Language("English", "en-GB", "“”", "cccc d MMMM y", {"æ": "ae", "ø": "o"}),
}
LANGUAGES = tuple(TABLE)  # codes; the first is for whoever asks for none of them
