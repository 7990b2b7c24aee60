"""The components of the pages: their examples keep what each page keeps, and calls are checked."""

import re

import pytest
from jinja2 import TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Macro, Name, Template

from hbself.model.languages import LANGUAGES
from hbself.web import i18n, parts
from tests.support.visitor import Page, faults


def test_each_part_has_examples_and_each_example_a_part(app, visit_in):
    visit_in("fi")
    names = {path.stem for path in parts.folder().glob("*.html")}
    examples = parts.examples()
    assert examples.keys() == names
    assert all(one["says"] for some in examples.values() for one in some)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_examples_keeps_the_contract(app, client, visit_in, lang):
    """As every page that a test sees: ids, labels, groups, pictures, no debris."""
    visitor = client(lang)
    answer = visitor.http.get(f"/{lang}/")
    visit_in(lang)
    answer.set_data(parts.examples_page())
    page = Page(f"/{lang}/", answer)
    assert faults(page, lang, visitor.static) == []
    assert len(page.tree.xpath("//main//section/h3")) > 30


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sites_own_words_in_parts_are_in_the_language(app, visit_in, lang):
    visit_in(lang)
    (found,) = re.findall(
        r"<legend[^>]*>\s*([^<]+?)\s*</legend>", parts.example("choices", choices())
    )
    assert found == {
        "fi": "Valitse yksi.", "sv": "Välj ett svar.", "en": "You can choose 1."
    }[lang]  # fmt: skip


def choices() -> dict:
    return parts.examples()["choices"][0]


def test_cards_say_how_many_can_be_picked(app, visit_in):
    visit_in("en")
    many, refused = parts.examples()["cards"]
    legends = [
        re.search(r"<legend[^>]*>([^<]+)</legend>", parts.example("cards", given))[1]
        for given in (many, many | {"more": []} | {"choices": many["choices"][:1]}, refused)
    ]
    assert legends == [
        "You can choose more than one.",
        "You can choose this one.",
        "You can choose 1.",
    ]
    made = parts.example("cards", refused)
    assert 'aria-describedby="answer-fault"' in made and 'id="answer-fault"' in made


def test_a_part_knows_its_arguments_and_what_each_page_knows_and_nothing_else(app):
    """A part that read a name of the page around it would do something else on each page."""
    templates = app.jinja_env
    found = parts.load(templates, lambda tree, name: tree)
    known = parts.PAGE | found.keys() | templates.globals.keys() | {"_", "ngettext", "lang"}
    strange = {
        name: names
        for name, part in found.items()
        if (
            names := find_undeclared_variables(
                Template([part], lineno=1).set_environment(templates)
            )
            - known
            - {one.name for one in part.find_all(Name) if one.ctx == "store"}
        )
    }
    assert strange == {}
    assert all(isinstance(part, Macro) for part in found.values())


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("status()", "status takes the arguments"),
        ("status(text='a', more='b')", "status takes the arguments"),
        ("status('a')", "status takes the arguments"),
        ("status(text='a') ~ 'b'", "stands by itself"),
    ],
)
def test_a_call_that_a_part_does_not_take_is_told_when_the_page_is_compiled(
    app, visit_in, call, told
):
    visit_in("fi")
    with pytest.raises(TemplateSyntaxError, match=re.escape(told)):
        app.jinja_env.from_string("{{ %s }}" % call)  # noqa: UP031 - braces of a template


def test_what_a_call_settles_leaves_nothing_to_decide_on_the_page(app, visit_in):
    """A part costs a page no more than if its words stood there."""
    visit_in("fi")
    call = app.jinja_env.from_string(
        "{{ wording(text='a', whose='name') }}{{ status(text='<b>') }}"
    )
    assert call.render(reading=i18n.Reading()).startswith("<bdi>a</bdi>")
    assert "&lt;b&gt;" in call.render(reading=i18n.Reading())


@pytest.mark.parametrize("address", ["/dev/examples", "/fi/dev/examples", "/fi/examples"])
def test_the_site_has_no_page_of_examples(client, address):
    assert client("fi").http.get(address).status_code == 404
