"""The site's own address: the setting, links, forms and redirects."""

import re
import subprocess
import sys

import pytest

from hbself import settings
from hbself.keeping import vault
from tests.support.places import ROOT


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A site whose address is a setting."""
    from hbself.web.factory import create_app
    from tests.support.visitor import Visitor

    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return Visitor(
        create_app(
            settings.Config(database=tmp_path / "own.db", site="https://proposal.example.org")
        ),
        "en",
    )


def test_with_the_setting_links_never_follow_a_strange_host(own):
    base = {"base_url": "https://proposal.example.org"}
    own.http.set_cookie("device", "own", domain="proposal.example.org")
    assert own.http.post("/en/who", data={"answer": "me"}, **base).status_code == 303
    page = own.http.get("/en/key", **base).text.replace("<wbr>", "")
    assert "proposal.example.org" in page
    for host in ("evil.example", "proposal.example.org.evil.example", "proposal.example.org:444"):
        strange = {"base_url": f"https://{host}"}
        answer = own.http.get("/en/key?kept=yes&x=1", **strange)
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            "https://proposal.example.org/en/key?kept=yes",
        )
        assert own.http.post("/en/who", data={"answer": "me"}, **strange).status_code == 403
        assert own.http.get("/static/site.css", **strange).status_code == 200


def test_with_the_setting_forms_are_compared_with_it(own):
    def sends(origin):
        return own.http.post(
            "/en/reading",
            data={"text": "200"},
            base_url="https://proposal.example.org",
            headers={"Origin": origin},
        ).status_code

    assert [
        sends(one)
        for one in (
            "https://proposal.example.org",
            "http://proposal.example.org",
            "https://proposal.example.org:444",
            "https://proposal.example.org.evil.example",
        )
    ] == [303, 403, 403, 403]


@pytest.mark.parametrize(
    ("base", "origin", "status"),
    [
        ("https://localhost", "https://localhost", 303),
        ("https://localhost", "http://localhost", 403),
        ("http://localhost", "https://localhost", 403),
        ("https://localhost", "https://localhost.evil.example", 403),
    ],
)
def test_an_origin_is_compared_with_its_scheme(app, base, origin, status):
    assert (
        app.test_client()
        .post("/en/reading", data={"text": "200"}, base_url=base, headers={"Origin": origin})
        .status_code
        == status
    )


@pytest.mark.parametrize(
    "path",
    [
        "/fi",
        "/en//map",
        "//evil.example/en/",
        "//evil.example",
        "///evil.example/%2e%2e",
        "/en/map/",
        "/\\evil.example",
        "/en",
    ],
)
def test_no_redirect_names_a_host(app, path):
    answer = app.test_client().get(
        path, environ_overrides={"HTTP_HOST": "evil.example", "PATH_INFO": path}
    )
    where = answer.headers.get("Location", "/")
    assert (
        answer.status_code in (302, 308, 404)
        and re.match(r"/(?![/\\])", where)
        and "evil" not in where
    ), where


def test_what_is_not_there_under_static_is_not_stored(app):
    answer = app.test_client().get("/static/nothing.css?v=12345678")
    assert answer.status_code == 404 and answer.headers["Cache-Control"] == "no-store"
    assert app.test_client().post("/static/site.css").headers["Cache-Control"] == "no-store"


def test_what_is_odd_in_a_photo_does_not_reach_the_log():
    code = (
        "import io; from PIL import Image; from hbself.keeping import cards; out = io.BytesIO(); "
        "Image.new('1', (10000, 10000)).save(out, 'PNG'); print(cards.from_photo(out.getvalue()))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", code], capture_output=True, text=True, cwd=ROOT
    )
    assert (done.stdout, done.stderr) == ("None\n", "")


@pytest.mark.parametrize(
    "value",
    [
        "proposal.example.org",
        "https://",
        "ftp://x",
        "https://x/y",
        "https://x?y",
        "https://a b",
        "https://x@y",
        "https://x:y",
    ],
)
def test_an_address_that_is_none_stops_the_start(value):
    with pytest.raises(settings.SettingError, match="HBSELF_SITE: takes an address"):
        settings.read({"HBSELF_SITE": value})


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("https://proposal.example.org/", "https://proposal.example.org"),
        ("http://LAPTOP:8000", "http://laptop:8000"),
        ("https://x:443", "https://x"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_is_read(value, read):
    assert settings.read({"HBSELF_SITE": value}).site == read
