"""Without scripts every button of a page keeps what is written on it."""

import pytest

from tests.support.drafts import PAGES, boxes, form_of, to_share
from tests.support.opening import type_code


@pytest.mark.parametrize("name", PAGES)
def test_put_away_takes_along_what_stands_on_the_page(person, said_by, name):
    path, typed = PAGES[name]
    visitor = person("fi")
    if name == "reader":
        to_share(visitor)
    if name == "picks":
        typed = {"answer": visitor.get(path).choices()[:2]}
    typed = {k: v for k, v in typed.items() if k != "picture"}
    code, page = said_by(visitor).keeping.code, visitor.get(path)
    (button,) = page.tree.xpath("//header//button[@formaction='/fi/away']")
    assert button.get("form") == page.tree.xpath("//main//form[@data-draft]/@id")[0]
    buttons = page.tree.xpath("//button[@form='typed'] | //form[@id='typed']//button")
    assert buttons[0].get("formaction") is None, "Enter presses the first one"
    fields = (
        [(k, v) for k, v in page.fields() if k not in typed]
        if name != "supporter"
        else [(k, v) for k, v in form_of(page) if k not in typed]
    )
    fields += [(k, one) for k, v in typed.items() for one in (v if isinstance(v, list) else [v])]
    after = visitor.post(button.get("formaction"), fields)
    if path != "key":  # there the card stands
        assert after.path == "/fi/away/card"
        after = visitor.press(after, do="have")
    assert after.path == "/fi/away" and not visitor.key()
    type_code(visitor, code)
    assert visitor.get("map").tree.xpath("//section[@class='waits']")
    assert {
        (k, one) for k, v in typed.items() for one in (v if isinstance(v, list) else [v])
    } <= set(form_of(visitor.get(path)))


def test_put_away_without_a_change_leaves_no_draft(person, app):
    visitor = person("fi")
    visitor.press(visitor.get("set/now/ln3"), text="Ennen.")
    page = visitor.get("set/now/ln3")
    visitor.post("away", page.fields())
    assert boxes(app, "drafts") == []


def test_the_other_buttons_of_a_page_keep_what_is_written(person):
    visitor = person("fi")
    visitor.press(visitor.get("helpers"), name="Mika")
    page = visitor.get("helpers")
    for button in page.tree.xpath(
        "//main//button[@name='do'][@value='hide' or @value='print' or @value='delete']"
    ):
        assert button.get("form") == "typed" and "/helpers/" in button.get("formaction")
    (hide,) = page.tree.xpath("//button[@value='hide']/@formaction")
    fields = [(k, v) for k, v in form_of(page) if k != "name"]
    after = visitor.post(hide, [*fields, ("name", "Leila Virtanen"), ("do", "hide")])
    assert dict(form_of(after))["name"] == "Leila Virtanen"
