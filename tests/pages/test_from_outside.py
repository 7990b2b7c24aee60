"""Whatever comes from outside: no fault of ours, nothing of it in pages where it does not belong,
nothing of it kept in memory.
"""

import ast
import re

import pytest

from tests.support.contract import posts
from tests.support.outside import gets
from tests.support.places import ROOT

FIELDS = sorted(
    {
        name
        for path in ROOT.glob("templates/**/*.html")
        for name in re.findall(r'name="([a-z_0-9]+)"', path.read_text("utf-8"))
    }
    | {
        "answer",
        "people",
        "own0",
        "date",
        "turn",
        "to",
        "code",
        "group0",
        "group3",
        "known",
        "mark",
        "page",
        "tab",
        "was",
        "keep",
        "press",
        "number",
        "out",
        "in",
    }
)
HOSTILE = {
    "many digits": "9" * 4301,
    "more digits": "1" * 100_000,
    "other digits": "²٣",
    "negative": "-1",
    "NUL": "a\0b",
    "surrogate": "\ud800",
    "year 0": "0000-01-01",
    "year 10000": "10000-01-01",
    "day 99": "99.99.9999",
    "path": "../../../../etc/passwd",
    "address": "http://[::1",
    "slashes": "//example.org",
    "format": "%s%n{}{0}%(x)s",
}
HEADS = [
    {"Origin": "http://[::1"},
    {"Origin": "http://[::1]:x"},
    {"Referer": "http://[::1"},
    {"Host": "[::1"},
    {"Host": "a b"},
    {"Host": ""},
    {"Host": "x:99999999"},
    {"Accept-Language": "a;q=nan,b;q=1e999"},
    {"Accept-Language": "x" * 300_000},
    {"X-Forwarded-For": "x" * 50_000},
    {"Content-Type": "multipart/form-data; boundary=\xe4"},
    {"Content-Type": "multipart/form-data"},
    {"Content-Type": "application/x-www-form-urlencoded; charset=nothing"},
    {"Content-Length": "9" * 5000},
    {"Content-Length": "-1"},
    {"If-Modified-Since": "x"},
    {"Range": "bytes=" + "0-1," * 9999},
    {"Cookie": "reading=" + "9" * 300_000},
    {"Cookie": "leaving=a." + "9" * 4301},
    {"Cookie": "device=\xff"},
    {"Cookie": "key=" + "A" * 300_000},
    {"Cookie": "=;;=a" * 9999},
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_value_of_a_field_or_of_an_address_makes_a_fault(app, known, name):
    value, query = (
        HOSTILE[name],
        dict.fromkeys(("kept", "new", "then", "other", "people", "texts"), HOSTILE[name]),
    )
    key = known.key()
    for path in posts(app):
        if path not in ("/en/delete", "/en/away"):
            known.http.set_cookie("key", key)
            for do in ("add", "next", value):
                form = {field: value for field in FIELDS if field != "mark"} | {
                    "do": do,
                    "person_name": "Aino",
                    "page": "set/now/ln3",
                    "picture": value,
                    "word": "x" * 21,
                }
                body = "&".join(f"{k}={_quoted(v)}" for k, v in form.items())
                status = known.http.post(
                    path, data=body, content_type="application/x-www-form-urlencoded"
                ).status_code
                assert status < 500, f"{path} {do[:9]}: {status}"
    for path in gets(app):
        for cookies in (
            {},
            {"reading": value[:3000], "leaving": f"a.{value[:4400]}", "device": value[:3000]},
        ):
            cookie = (
                "; ".join(f"{k}={v}" for k, v in {"key": known.key(), **cookies}.items())
                .encode("utf-8", "surrogatepass")
                .decode("latin-1")
            )
            if path not in ("/en/take/pdf",):
                more = {
                    "query_string": _quoted(query),
                    "environ_overrides": {"HTTP_COOKIE": cookie},
                }
                status = app.test_client(use_cookies=False).get(path, **more).status_code
                assert status < 500, f"{path}: {status}"


def _quoted(what) -> str:
    from urllib.parse import quote, urlencode

    return (
        quote(what.encode("utf-8", "surrogatepass"))
        if isinstance(what, str)
        else urlencode(what, errors="surrogatepass")
    )


@pytest.mark.parametrize("at", range(len(HEADS)))
def test_no_head_makes_a_fault(app, known, at):
    heads = {
        ("" if n in ("Content-Type", "Content-Length") else "HTTP_")
        + n.upper().replace("-", "_"): v
        for n, v in HEADS[at].items()
    }
    for path in (
        "/",
        "/open",
        "/en/",
        "/en/map",
        "/en/key",
        "/en/key/qr.svg",
        "/en/shares",
        "/en//map",
        "//example.org/en/",
        "/static/nothing",
        "/fi",
    ):
        assert known.http.get(path, environ_overrides=heads).status_code < 500, path
    for path in ("/en/open", "/en/bring-back", "/en/reading", "/en/set/now/ln3", "/en/draft"):
        assert (
            known.http.post(
                path,
                data=b"do=next",
                environ_overrides={
                    "CONTENT_TYPE": "application/x-www-form-urlencoded",
                    "wsgi.input_terminated": True,
                    **heads,
                },
            ).status_code
            < 500
        ), path


READ_NUMBERS = {
    "settings.py",
    "content/loading.py",
    "model/ids.py",
    "kinds/calendar.py",
    "work/lines.py",
    "keeping/sqlite.py",
    "web/bodies.py",
    "web/paths.py",
    "cli.py",
    "work/photos.py",
    "web/views/readers.py",
    "web/views/proposals.py",
    "export/wordblocks.py",
    "export/wordfit.py",
    "export/wordstyles.py",
    "export/coded.py",
    "export/pdffile.py",
    "export/textlayer.py",
    "export/unseen.py",
    "export/fonts.py",
    "export/data.py",
    "export/pdf.py",
}


def test_whole_numbers_from_outside_are_read_in_one_place():
    """int() of a text of 4,301 digits is an error, and of strange digits a number."""
    outside = {}
    for path in sorted((ROOT / "hbself").rglob("*.py")):
        calls = [
            n
            for n in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "int"
        ]
        outside[path.relative_to(ROOT / "hbself").as_posix()] = len(calls)
    # Reviewed: settings, content (our files), ids and the calendar (texts of a pattern that
    # bounds them), export (our own figures, and data.py, which measures first; pdffile, textlayer
    # and unseen read what Typst has written), lines and store (numbers), bodies, addresses and cli
    # (measured), photos (our own limit), the size of text in `reading` (one of READING).
    assert {name: n for name, n in outside.items() if n and name.startswith("web/views")} == {
        "web/views/readers.py": 1,
        "web/views/proposals.py": 1,
    }
    assert {name for name, n in outside.items() if n} <= READ_NUMBERS
