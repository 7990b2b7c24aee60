"""What the documents promise: each promise of privacy.md has tests that hold it, and running.md
shows what was tried.
"""

import ast
import logging
import re

import easylanguage
import pytest
import wording
from test_sharing import SAID, opened, share
from test_structure import in_git
from visitor import COOKIES

from hbself import limits, settings
from hbself.keeping import copies
from hbself.web import factory, visit

ROOT = wording.ROOT
DOCS = ROOT / "docs"


def all_tests() -> set[str]:
    """The names of all tests."""
    trees = (
        ast.parse((ROOT / name).read_text("utf-8"))
        for name in in_git()
        if name.startswith("tests/") and name.endswith(".py")
    )
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def promises(text: str) -> list[tuple[str, list[str]]]:
    """(promise, names of tests) of each row of the table."""
    table = text.partition("| promise | held by |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = [
        [cell.strip() for cell in row.strip("|").split("|")] for row in table.strip().splitlines()
    ]
    return [(said, re.findall(r"`(\w+)`", held)) for said, held in rows]


def test_every_promise_has_a_test_that_exists():
    found, there = promises((DOCS / "privacy.md").read_text("utf-8")), all_tests()
    assert len(found) > 30
    assert [said for said, names in found if not names] == []
    assert sorted({name for _, names in found for name in names} - there) == []
    assert len({said for said, _ in found}) == len(found)


def test_the_table_is_read_row_by_row():
    assert promises(
        "| promise | held by |\n|---|---|\n| It is so | `test_a`, `test_b` |\n| And so | |\n\nMore."
    ) == [("It is so", ["test_a", "test_b"]), ("And so", [])]


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


@pytest.mark.parametrize(("name", "fence"), [("nginx.conf", "```nginx\n"), ("Caddyfile", "```\n")])
def test_running_shows_the_files_that_were_tried(name, fence):
    assert f"{fence}{(DOCS / name).read_text('utf-8')}```\n" in (DOCS / "running.md").read_text(
        "utf-8"
    )


def test_the_proxies_let_through_what_the_site_takes():
    """A little more than the largest body: then the site itself says kindly that it is too much."""
    mega = 1024 * 1024
    nginx, caddy = ((DOCS / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile"))
    sizes = [
        *re.findall(r"client_(?:max_body|body_buffer)_size (\d+)m;", nginx),
        *re.findall(r"max_size (\d+)MiB", caddy),
    ]
    assert len(sizes) == 3 and {int(size) * mega - limits.PHOTO for size in sizes} == {mega}


def test_what_a_proxy_says_itself_is_said_in_easy_words():
    """Both show the same pages, which need nothing else: the site may be down."""
    for conf, names in (
        ("nginx.conf", "error_page 413 /413.html;\n        error_page 502 503 504 /down.html;"),
        ("Caddyfile", "try_files /{err.status_code}.html /down.html"),
    ):
        assert names in (DOCS / conf).read_text("utf-8")
    for page in (DOCS / "proxy-pages").iterdir():
        text = page.read_text("utf-8")
        parts = re.findall(r'<section lang="(\w\w)">(.*?)</section>', text, re.DOTALL)
        assert (
            [lang for lang, _ in parts] == ["fi", "sv", "en"]
            and "prefers-color-scheme:dark" in text
            and '<svg aria-hidden="true"' in text
        )
        assert not re.search(r"<script|<link|<img|\bon\w+=|url\(|src=|href=", text)
        for lang, part in parts:
            for said in re.findall(r"<(?:p|h\d)>(.*?)<", part):
                assert not easylanguage.findings(said, lang), said
    assert {page.name for page in (DOCS / "proxy-pages").iterdir()} == {"413.html", "down.html"}


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
    app.add_url_rule("/en/whoami", "whoami", visit.address)
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
    app.add_url_rule("/en/whoami", "whoami", visit.address)
    assert (
        app.test_client().get("/en/whoami", headers={"X-Forwarded-For": "10.1.2.3"}).text
        == "127.0.0.1"
    )
