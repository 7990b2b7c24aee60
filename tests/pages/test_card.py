"""The files and pages of a card."""

import pytest


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_files_of_a_card_have_names_of_their_own(person, language):
    visitor = person(language)
    names = [
        visitor.file(f"key/{name}").headers["Content-Disposition"]
        for name in ("card.pdf", "small-card.pdf", "card.png")
    ]
    assert len(set(names)) == 3


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_card_on_the_screen_says_where_to_go(person, language):
    visitor = person(language)
    for path in ("key", "stop"):
        where = visitor.get(path).all("//*[@class='where']")
        assert where and where[0].endswith("· http://localhost")
