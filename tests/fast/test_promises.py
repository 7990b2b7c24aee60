"""What the documents promise: each promise of privacy.md has tests that hold it, and running.md
shows what was tried.
"""

import ast
import re

import pytest

from hbself import limits
from tests.support import easylanguage
from tests.support.places import DOCS, ROOT, in_git


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


@pytest.mark.long
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
