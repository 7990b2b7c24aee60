"""The frame of the web site: what a page may do, addresses, templates that take a name of ours,
rates that are off, layers.
"""

import re
from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError

from hbself import settings
from hbself.web import layers, longwords, paths, security
from hbself.web.factory import create_app


def directives(response, header: str, between: str) -> dict[str, str]:
    found = (one.strip() for one in response.headers[header].split(between))
    return dict(one.replace("=", " ", 1).split(" ", 1) for one in found)


def test_one_page_may_do_more_than_the_others(app, monkeypatch):
    own = security.Policy({"media-src": "'self'", "img-src": "'none'"}, {"microphone": "(self)"})
    monkeypatch.setitem(security.PAGES, "words", own)
    security.policy.cache_clear()
    try:
        page, other = (app.test_client().get(f"/fi/{name}") for name in ("words", "privacy"))
    finally:
        security.policy.cache_clear()
    loads, others = (directives(one, "Content-Security-Policy", ";") for one in (page, other))
    assert others == security.EVERY_PAGE.loads and loads == others | own.loads
    uses, others = (directives(one, "Permissions-Policy", ",") for one in (page, other))
    assert others == security.EVERY_PAGE.uses and uses == others | own.uses


def test_only_views_have_a_policy_of_their_own(app):
    views = {name.rpartition(".")[2] for name in app.view_functions}
    assert security.PAGES.keys() <= views


def test_an_application_starts_without_limits(tmp_path, monkeypatch):
    monkeypatch.setattr(security.limiter, "enabled", False)
    site = create_app(settings.Config(database=tmp_path / "answers.db"))
    assert site.test_client().get("/fi/").status_code == 200


PLACES = (
    "",
    "map",
    "set/now/ln1/home",
    "set/now/ln1/now.ln1:own_1f",
    "set/now/caf%C3%A9",
    "a..b/.c",
)
STRANGE = ("/map", "a//b", "..", "a/..", "../a", "./a", "a/.", "%2e%2E/a", "a/.%2e", "a\n", "a b")


def test_which_paths_are_pages():
    assert [one for one in PLACES if not paths.PATH.fullmatch(one)] == []
    assert [one for one in STRANGE if paths.PATH.fullmatch(one)] == []
    assert paths.is_ours("/fi/map") and paths.is_ours("/sv/") and paths.is_ours("/en/view/map")
    for one in ("//fi/map", "/xx/map", "/fi//map", "/fi/../map", "https://a.b/fi/map", "/fi", ""):
        assert not paths.is_ours(one), one


TAKEN = (
    "{% set lang = 'de' %}{{ lang }}",
    "{% for lang in ('fi', 'sv') %}{{ lang }}{% endfor %}",
    "{% for name, _ in {}.items() %}{% endfor %}",
    "{% macro row(lang) %}{{ lang }}{% endmacro %}",
    "{% macro ngettext() %}{% endmacro %}",
    "{% from 'base.html' import status as _ %}",
    "{% import 'base.html' as lang %}",
    "{% with lang = 1 %}{% endwith %}",
)


@pytest.mark.parametrize("source", TAKEN)
def test_a_template_that_takes_a_word_of_the_site_is_refused(app, source):
    with app.test_request_context("/fi/"):
        here = app.jinja_env._copies["fi", longwords.LEAST]
        with pytest.raises(TemplateSyntaxError, match="is a word of the site"):
            here.from_string("\n" + source)


def test_a_page_of_a_layer_is_told_by_its_address():
    for path, layer in {
        "/fi/map": layers.PERSON,
        "/fi/view/map": layers.SUPPORTER,
        "/fi/view/": layers.SUPPORTER,
        "/fi/view": layers.PERSON,
        "/fi/viewer/map": layers.PERSON,
        "/": layers.PERSON,
    }.items():
        assert layers.of_path(path) is layer, path


def test_each_layer_names_views_that_exist(app):
    views = {name.rpartition(".")[2] for name in app.view_functions}
    for layer in layers.LAYERS:
        assert (layer.pages or set()) <= views


def test_only_the_visit_stands_in_what_flask_keeps_of_a_request():
    """And only `services` in what it keeps of an application: both have types."""
    package = Path(settings.__file__).parent
    for path in package.rglob("*.py"):
        name, text = path.relative_to(package).as_posix(), path.read_text("utf-8")
        if name != "web/visit.py":
            assert not re.search(r"^from flask import .*\bg\b", text, re.M), name
        if name != "web/services.py":
            assert "extensions[" not in text.replace("extensions[services.NAME]", ""), name
        assert 'config["SETTINGS"]' not in text, name
