"""What the templates of all pages do with words and with values."""

import re

import pytest
from markupsafe import Markup, escape


class Shown:
    """Says itself how it stands in HTML, as a field of a form does."""

    def __html__(self) -> str:
        return "<i>field</i>"


@pytest.mark.parametrize(
    "value", ["plain", "<b>\"'&</b>", "", 7, None, 1.5, Markup("<b>"), Shown()]
)
@pytest.mark.parametrize("lang", ["fi", "en"])
def test_what_a_page_shows_is_escaped_as_jinja_does(app, visit_in, lang, value):
    visit_in(lang)
    call = "{% macro in_one(x) %}{{ x }}{% endmacro %}{{ x }} {{ in_one(x) }} <p title='{{ x }}'>"
    made = app.jinja_env.from_string(call).render(x=value)
    asked = str(escape(value)).replace("&#39;", "&#x27;").replace("&#34;", "&quot;")
    assert made == f"{asked} {asked} <p title='{asked}'>"


def test_texts_and_values_put_together_are_escaped_too(app, visit_in):
    visit_in("fi")
    made = app.jinja_env.from_string("{{ '<' ~ x }}{{ [x, x]|join(', ') }}{{ x|upper }}")
    assert made.render(x="<b>") == "&lt;&lt;b&gt;" + "&lt;b&gt;, &lt;b&gt;" + "&lt;B&gt;"


def test_the_lines_of_a_template_are_not_sent_and_a_value_is_sent_as_it_is(app, visit_in):
    visit_in("sv")
    call = (
        '<ul>\n    <li>\n      {{ x }}\n    </li>\n  {% if x %}    <li class="a"\n      id="b">\n'
    )
    made = app.jinja_env.from_string(call + "{% endif %}a\u00a0 b</ul>").render(
        x="two  spaces\n  of"
    )
    assert made == '<ul> <li> two  spaces\n  of </li>  <li class="a" id="b"> a\u00a0 b</ul>'


@pytest.mark.parametrize("path", ["set/practice", "words", "kept", "open", "proposal", "take"])
def test_no_line_of_a_template_is_seen_where_a_text_keeps_its_own(person, contents, path):
    """Such a place shows each line end as one (`white-space: pre-line`)."""
    html = re.sub("</?i>", "", person("fi").get(path).html.strip())  # joints of long words
    own = [contents["fi"].sets["practice"].about]
    own += [term.explanation for term in contents["fi"].terms.values()]
    for text in own:
        html = html.replace(str(escape(text)), "")
    assert "\n" not in html
