"""Limits of size, before anything of a body is read."""

import io
from pathlib import Path

import pytest

from hbself import limits, settings
from hbself.model.languages import LANGUAGES
from hbself.web.factory import create_app
from tests.support.bodies import FILES, FORM, Untouched, send
from tests.support.contract import faults, posts
from tests.support.visitor import Page


@pytest.fixture
def house(tmp_path):
    """An application that nobody has used: it counts bodies that are on their way."""
    return create_app(settings.Config(database=tmp_path / "first.db"))


def test_a_form_that_is_too_large_is_not_read_on_any_page(app):
    assert len(posts(app)) > 30
    for path in posts(app):
        # The page itself is looked at first
        unread = 404 if path.startswith("/en/view/") else 410 if path.startswith("/en/h/") else 413
        for length in (limits.FORM + 1, None):
            answer = send(app, path, Untouched(), length)
            assert answer.status_code in (413, unread), f"{path}, {length}: {answer.status_code}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_for_what_is_too_large_is_kind(app, lang):
    page = Page(
        f"/{lang}/set/now/ln3", send(app, f"/{lang}/set/now/ln3", Untouched(), limits.FORM + 1)
    )
    assert not faults(page, lang, Path(app.static_folder)) and page.link("a.next") == f"/{lang}/", (
        "nobody has answers here"
    )


@pytest.mark.parametrize("kind", ["form", "files"])
@pytest.mark.parametrize("path", ["set/now/ln3", "draft", "reading", "open"])
def test_more_fields_than_any_page_has_are_refused(person, said_by, path, kind):
    visitor = person("en")
    before = said_by(visitor)
    data = {f"f{n}": "x" for n in range(limits.FIELDS)} | {"page": "set/now/ln3"}
    data = data if kind == "form" else data | {"file": (io.BytesIO(b""), "x")}
    assert visitor.http.post(f"/en/{path}", data=data).status_code == 413
    assert said_by(visitor) == before


def test_as_many_fields_as_allowed_are_taken(person, said_by):
    visitor = person("en")
    data = {f"f{n}": "x" for n in range(limits.FIELDS - 2)} | {"text": "Here.", "do": "next"}
    visitor.post("set/now/ln3", data)
    assert said_by(visitor).said.answers["now.ln3"].text == "Here."


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("open", limits.PHOTO),
        ("bring-back", limits.BODY),
        ("set/now/ln3", limits.FORM),
        ("draft", limits.FORM),
        ("s/abc", limits.FORM),
    ],
)
def test_only_pages_that_take_a_file_take_much(app, path, room):
    assert send(app, f"/en/{path}", Untouched(), room + 1, FILES).status_code == 413
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nx\r\n--b--\r\n'
    assert send(app, f"/en/{path}", io.BytesIO(body), len(body), FILES).status_code != 413
    assert (
        send(app, f"/en/{path}", io.BytesIO(body + b"x" * room), None, FILES).status_code == 413
    ), "without a length"


def test_a_form_of_which_half_came_is_not_kept(person, said_by):
    """The connection broke: half a text must not stand in the place of the whole one."""
    visitor = person("en")
    visitor.post("set/now/ln3", {"text": "All that I wrote before.", "do": "next"})
    before, half = said_by(visitor), b"do=next&text=All+that"
    answer = visitor.http.post(
        "/en/set/now/ln3",
        environ_overrides={
            "wsgi.input": io.BytesIO(half),
            "wsgi.input_terminated": True,
            "CONTENT_TYPE": FORM,
            "CONTENT_LENGTH": "200",
        },
    )
    assert answer.status_code == 400 and said_by(visitor) == before
