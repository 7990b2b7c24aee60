"""Too often, and our own faults: told in easy words, and no secret in the log."""

import logging
import random
from pathlib import Path

import pytest

from hbself import kinds, limits
from hbself.life import proposal
from hbself.model.languages import LANGUAGES
from hbself.web import security


@pytest.fixture
def quiet(caplog):
    """All that the site and its libraries write into logs during the test."""
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.mark.long
def test_too_many_at_once_wait_a_moment(person, said_by, monkeypatch, quiet):
    visitor = person("sv")
    monkeypatch.setattr(security.limiter, "enabled", True)
    security.limiter.reset()
    limit = int(limits.RATE_SAVES.split()[0])
    statuses = [
        visitor.http.post("/sv/set/now/ln5", data={"answer": "nothing-of-ours"}).status_code
        for _ in range(limit)
    ]
    assert set(statuses) == {404}
    before = said_by(visitor)
    page = visitor.post("set/now/ln5", {"answer": "too-much", "do": "next"}, status=429)
    assert page.response.headers["Retry-After"] == "60" and said_by(visitor) == before
    visitor.get("set/now/ln5")
    assert "127.0.0.1" not in quiet.text


def test_one_address_can_begin_only_so_many_records(app, client, monkeypatch):
    path, form = "who", {"answer": "me"}
    monkeypatch.setattr(security.limiter, "enabled", True)
    security.limiter.reset()
    for _ in range(int(limits.RATE_STARTS.split()[0])):
        assert app.test_client().post(f"/fi/{path}", data=form).status_code == 303
    page = client("fi").post(path, form, status=429)
    assert "Set-Cookie" not in page.response.headers


def test_documents_for_one_address_have_a_limit(person, monkeypatch):
    visitor = person("en")
    monkeypatch.setattr(security.limiter, "enabled", True)
    security.limiter.reset()
    for _ in range(int(limits.RATE_DOCUMENTS.split()[0])):
        visitor.file("take/data")
    visitor.get("take/data", status=429)


SECRET = "Helmi asuu Salaisella kadulla"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_fault_is_told_without_secrets(person, monkeypatch, quiet, lang):
    visitor = person(lang)

    def broken(*_):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(proposal, "build", broken)
    page = visitor.get("proposal?secret=" + "Salaisella", status=500)
    assert (
        "Salaisella" not in page.text
        and "Traceback" not in page.html
        and "RuntimeError" not in page.html
    )
    assert "Salaisella" not in quiet.text and visitor.key() not in quiet.text
    assert "RuntimeError" in quiet.text and Path(__file__).name in quiet.text, (
        "who runs the site can find the place"
    )
    assert page.link("a.next") == f"/{lang}/map"


def test_a_fault_while_saving_leaves_no_secret_in_the_log(person, monkeypatch, quiet):
    visitor = person("fi")

    def broken(*_):
        raise ValueError(SECRET)

    monkeypatch.setattr(kinds, "read", broken)
    page = visitor.post("set/now/ln3", {"text": SECRET, "do": "next"}, status=500)
    monkeypatch.undo()
    assert "Salaisella" not in quiet.text
    assert SECRET in page.text, "what the person wrote is given back"


def test_no_log_line_holds_an_answer_a_name_a_key_or_an_address(person, said_by, answer_set, quiet):
    visitor = person("fi")
    visitor.post("people/new", {"person_name": "Helmiina", "person_role": "sister", "do": "save"})
    visitor.post("set/now/ln3", {"text": "Salainen toive", "do": "next"})
    answer_set(visitor, "important", random.Random(1))
    for path in ("set/now/said", "proposal", "nothing?q=Salainen", "set/now/nothing"):
        visitor.get(path, status=404 if "nothing" in path else 200)
    visitor.post("set/now/ln3", {"text": "a" * 9000}, status=422)
    for secret in (
        "Helmiina",
        "Salainen",
        visitor.key(),
        said_by(visitor).keeping.code,
        "127.0.0.1",
        "now.ln3",
        "ln3",
    ):
        assert secret not in quiet.text, secret


def test_a_method_that_makes_no_sense_is_an_easy_page_too(client):
    visitor = client("fi")
    for method, path in (
        ("PUT", "/fi/who"),
        ("DELETE", "/fi/map"),
        ("POST", "/fi/map"),
        ("PATCH", "/fi/"),
        ("TRACE", "/fi/"),
    ):
        response = visitor.http.open(path, method=method)
        assert response.status_code in (400, 404, 405) and "<h1>" in response.get_data(
            as_text=True
        ), f"{method} {path}: {response.status_code}"


def test_a_query_that_is_no_text_is_harmless(person):
    visitor = person("fi")
    for query in ("%ff%fe", "kept=%3Cscript%3E", "a=" + "b" * 4000, "kept=yes&kept=no", "&&==%"):
        page = visitor.get("map?" + query)
        assert "<script>" not in page.html
