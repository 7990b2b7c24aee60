"""What the documents promise, seen on the pages."""

import logging
import re

import pytest

from hbself import settings
from hbself.keeping import copies
from hbself.web import factory
from hbself.web.services import network
from tests.support.contract import COOKIES
from tests.support.places import DOCS
from tests.support.sharing import SAID, opened, share


def test_nobody_is_asked_who_they_are(client, person):
    """To begin, one only presses pictures; and no page has a field that a browser fills in with a
    name or an address.
    """
    newcomer, visitor = client("fi"), person("fi")
    begin = [
        newcomer.get("reading"),
        newcomer.get("who"),
        *(visitor.get(path) for path in ("device", "how-much", "map")),
    ]
    rest = [
        newcomer.get("open"),
        *(
            visitor.get(path)
            for path in ("people/new", "key", "helpers", "share/who", "share/until", "set/now/ln3")
        ),
    ]
    fields = {
        page.path: {
            (e.get("type", "text"), e.get("autocomplete", "off"))
            for e in page.tree.xpath("//input | //textarea | //select")
        }
        for page in (*begin, *rest)
    }
    assert {kind for page in begin for kind, _ in fields[page.path]} == {"hidden", "radio"}
    assert not {kind for found in fields.values() for kind, _ in found} & {
        "email",
        "tel",
        "password",
        "url",
    }
    assert {filled for found in fields.values() for _, filled in found} == {"off"}


def test_no_token_of_a_link_comes_into_the_log(person_with, client, monkeypatch, caplog):
    """Neither when it opens, nor when it does not, nor when the program fails there and says so
    with the token.
    """
    caplog.set_level(logging.DEBUG)
    token = share(person_with(SAID))
    opened(client("fi"), token)
    client("fi").get(f"s/{token[::-1]}", status=410)

    def broken(*_):
        raise RuntimeError(token)

    monkeypatch.setattr(copies, "look", broken)
    client("fi").get(f"s/{token}", status=500)
    assert (
        "RuntimeError in " in caplog.text
        and token not in caplog.text
        and token[::-1] not in caplog.text
    )


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_cookies_are_those_that_are_told(client, lang):
    """Each page's cookies are checked by the visitor."""
    text = (DOCS / "privacy.md").read_text("utf-8")
    told = {
        name
        for row in re.findall(r"^\| the browser: (.*?) \|", text, re.M)
        for name in re.findall(r"`(\w+)`", row)
    }
    page = client(lang).get("privacy")
    assert (
        told == COOKIES
        and len(page.tree.xpath("//main/ul[2]/li")) == len(COOKIES)
        and f" {len(COOKIES)} " in page.tree.xpath("string(//main/h2[1]/following-sibling::p[1])")
    )


@pytest.mark.parametrize(
    "spoiled",
    [
        "",
        "10.1.2.3",
        "for=10.1.2.3",
        "10.1.2.3:80",
        "x" * 50_000,
        "10.1.2.3, nobody",
        "nobody, 10.1.2.3",
        "::1%" + "y" * 9_000,
        "١٠.١.٢.٣",
        "010.1.2.3",
    ],
    ids=map(str, range(10)),
)
def test_who_spoils_their_address_is_nobody_else(tmp_path, spoiled):
    """The last address is the proxy's word. What is none there counts as one, whatever it is: never
    as somebody else.
    """
    app = factory.create_app(settings.Config(database=tmp_path / "a.db", proxies=1))
    app.add_url_rule("/en/whoami", "whoami", network)
    seen = (
        app.test_client()
        .get("/en/whoami", headers=[("X-Forwarded-For", spoiled.encode().decode("latin-1"))])
        .text
    )
    assert seen == {
        "": "127.0.0.1",
        "10.1.2.3": "10.1.2.3",
        "nobody, 10.1.2.3": "10.1.2.3",
        "::1%" + "y" * 9_000: "::",
    }.get(spoiled, "?")


def test_without_a_proxy_nobody_says_who_they_are(tmp_path):
    app = factory.create_app(settings.Config(database=tmp_path / "a.db"))
    app.add_url_rule("/en/whoami", "whoami", network)
    assert (
        app.test_client().get("/en/whoami", headers={"X-Forwarded-For": "10.1.2.3"}).text
        == "127.0.0.1"
    )
