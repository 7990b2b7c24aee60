"""The texts of the pages in each language, as the catalogues have them."""

import functools

from babel.messages.pofile import read_po

from hbself import settings

TEXTS = settings.folder("translations")


# ---- words ---------------------------------------------------------------------------------------


@functools.cache
def _catalogue(lang: str):
    with (TEXTS / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=lang)


def t(lang: str, text: str, plural: str = "", num: int = 1, **values) -> str:
    """A text of the pages in a language, as the catalogue has it; `plural` and `num` where it
    counts. English is the text itself.
    """
    found = text if num == 1 or not plural else plural
    if lang != "en":
        said = _catalogue(lang).get(text)
        said = said.string if said else ""
        found = (said[num != 1] if isinstance(said, tuple) else said) or found
    return found % {"num": num, **values} if plural or values else found
