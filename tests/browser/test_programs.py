"""The fonts of the list are shown."""

from tests.support import programs
from tests.support.looks import FONT, letters


def test_the_fonts_of_the_list_are_the_letters_that_are_shown(show):
    """Else the look would be checked with one font again and again."""
    page, shown = show("start", "fi"), {}
    for font in programs.fonts():
        page.evaluate(FONT, font)
        shown[font] = letters(page, "h1")
    assert shown == {font: [font] for font in programs.fonts()}
