"""Whatever comes from outside: no fault of ours, nothing of it in pages where it does not belong,
nothing of it kept in memory.
"""

import ast
import gc
import re
import subprocess
import sys
import tracemalloc

import pytest

from hbself import settings
from hbself.keeping import vault
from hbself.model.languages import LANGUAGES
from hbself.model.record import Keeping, Record, Share
from hbself.model.said import Person, Said
from hbself.web import i18n
from tests.support.places import ROOT
from tests.support.visitor import Page, posts

FIELDS = sorted(
    {
        name
        for path in ROOT.glob("templates/*.html")
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
MARK = "Zq9xK7wv"  # stands nowhere on our pages
TOKEN = vault.new_token()


@pytest.fixture
def known(person_with):
    """Somebody with a person, a link and a draft of a link."""
    return person_with(
        Record(
            Said(by="me", people=(Person("person-1", "Helmi"),)),
            Keeping(shares=(Share(TOKEN, "Mika", ("me",), "2099-01-01", "2026-01-01"),)),
        ),
        "en",
    )


def gets(app) -> list[str]:
    """The address of each page; where a part is to be filled in, with ids of `known`."""
    parts = {
        "<any(fi, sv, en):lang>": "en",
        "<set_id>": "now",
        "<question_id>": "ln3",
        "<about>": "x",
        "<person_id>": "person-1",
        "<token>": TOKEN,
        "<step>": "who",
        "<kind>": "data",
        "<name>": "card.png",
    }
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods:
            address = rule.rule
            for part, value in parts.items():
                address = address.replace(part, value)
            found.append(address)
    assert not [one for one in found if "<" in one]
    return sorted(found)


# ---- faults of ours ------------------------------------------------------------------------------


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
                status = (
                    app.test_client(use_cookies=False)
                    .get(
                        path, query_string=_quoted(query), environ_overrides={"HTTP_COOKIE": cookie}
                    )
                    .status_code
                )
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
    assert {name for name, n in outside.items() if n} <= {
        "settings.py",
        "content/loading.py",
        "model/ids.py",
        "kinds/calendar.py",
        "work/lines.py",
        "keeping/store.py",
        "web/bodies.py",
        "web/paths.py",
        "cli.py",
        "work/photos.py",
        "web/views/readers.py",
        "web/views/proposals.py",
        "export/word.py",
        "export/coded.py",
        "export/pdffile.py",
        "export/textlayer.py",
        "export/unseen.py",
        "export/fonts.py",
        "export/data.py",
        "export/pdf.py",
    }


# ---- nothing of it stands in pages ---------------------------------------------------------------


def test_a_made_up_parameter_stands_on_no_page(app, known):
    """Beside a secret of the page it would tell who listens on the wire how well both are packed
    together.
    """
    names = ("kept", "new", "then", "other", "people", "texts", "lang", MARK)
    for path in gets(app):
        for query in ("&".join(f"{name}={MARK}" for name in names), MARK):
            answer = known.http.get(f"{path}?{query}")
            assert MARK not in answer.get_data().decode("latin-1") + answer.headers.get(
                "Location", ""
            ), path


@pytest.mark.parametrize(
    "query", ["kept=yes", "new=yes", "then=start", "then=open", "people=3&answers=12"]
)
def test_what_the_site_itself_has_put_into_an_address_goes_along_into_another_language(
    known, query
):
    page = known.get(f"bring-back/left?{query}")
    assert (
        page.tree.xpath("string(//nav[@class='languages']//a/@href)")
        == f"/fi/bring-back/left?{query}"
    )


def test_long_figures_do_not_go_along(known):
    assert MARK not in known.get(f"bring-back/left?people={'1' * 7}&then={MARK}").html
    assert "1111111" not in known.get(f"bring-back/left?people={'1' * 7}").html


@pytest.mark.parametrize(
    "path",
    [
        "s",
        "s/{}/pdf",
        "h",
        "shares",
        "helpers",
        "shares/{}/look",
        "nothing",
        "people",
        "set/now",
        "take",
        "view/set",
        "view/shares",
        "key",
        "know/now",
    ],
)
@pytest.mark.parametrize("how", ["GET", "POST"])
def test_no_error_page_repeats_an_address(app, known, path, how):
    place = path.format(MARK) if "{}" in path else f"{path}/{MARK}"
    for visitor in (known.http, app.test_client()):
        answer = visitor.open(
            f"/en/{place}",
            method=how,
            data={"mark": "x", "code": MARK, "group0": MARK[:4]} if how == "POST" else None,
        )
        assert answer.status_code in (
            302,
            303,
            308,
            404,
            405,
            409,
            410,
            422,
        ) and MARK not in answer.text + answer.headers.get("Location", ""), answer.status_code


def test_a_page_that_fails_repeats_no_token(app, known, monkeypatch):
    from hbself.keeping import copies

    def fails(*_):
        raise vault.Broken

    for fault in (vault.Broken, vault.Newer, RuntimeError):
        monkeypatch.setattr(
            copies, "look", lambda *_, fault=fault: (_ for _ in ()).throw(fault("x"))
        )
        page = Page("", known.http.get(f"/en/s/{TOKEN}"))
        assert page.status in (500, 503) and TOKEN not in page.html, page.status


@pytest.mark.parametrize("base", ["http://localhost", "https://localhost"])
@pytest.mark.parametrize("path", ["view/proposal", "view/key/new", "view/", "view/lost", "lost"])
def test_a_page_that_is_not_there_is_in_the_way_of_reading_that_was_chosen(app, base, path):
    """Also where the cookie has its name from before `__Host-`: that was a fault of ours (500), for
    anybody.
    """
    browser = app.test_client()
    browser.set_cookie("reading", i18n.Reading(text="200").cookie())
    answer = browser.get(f"/fi/{path}", base_url=base)
    assert answer.status_code == 404 and 'data-text="200"' in answer.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_that_has_ended_says_so_in_every_language(client, lang):
    page = client("en").get(f"s/{TOKEN}", status=410)
    there = [
        href
        for href in page.tree.xpath("//nav[@class='languages']//a/@href")
        if href.startswith(f"/{lang}/")
    ]
    assert lang == "en" or client(lang).get(there[0], status=410).h1


# ---- nothing of it stays in memory ---------------------------------------------------------------

# All caches of the package: what their keys are made of. A new one needs a line here, and a reason
# why it stays small.
CACHES = {
    "web.i18n._reading": "a cookie of at most LONGEST characters; 1,024 of them",
    "web.i18n.Templates._copies": "languages",
    "keeping.cards.names": "languages",
    "content.loading.Content._questions": "our own questions",
    "content.loading.load": "settings",
    "web.assets.with_files.reply": "our own files",
    "web.assets.pictures.picture": "our pictures and ways of reading; 4,096 of them",
    "web.security.policy": "views, and the situations of their pages",
    "web.visit.Visit.today": "goes with the request",
    "web.visit.Visit.words": "goes with the request",
    "work.lines.around": "networks, as lines.network has them; 5,000 of them",
    "export.page._data_uri": "our own pictures",
    "export.page._template": "nothing",
    "export.fonts.found": "nothing",
    "export.fonts.main_letters": "nothing",
    "export.fonts.holders": "nothing",
    "export.fonts.covers": "nothing",
    "export.fonts._ranges": "our fonts",
    "export.breaks._letter": "single signs; 4,096 of them",
    "export.breaks._parts": "single signs; 4,096 of them",
    "export.word._letter": "single signs; 4,096 of them",
    "life.life.Life.sets": "goes with the request",
    "life.life.Life._told": "goes with the request",
    "life.life.Life.people": "goes with the request",
    "life.life.Life.answered": "goes with the request",
    "life.life.Life.low": "goes with the request",
    "life.life.Life.wishes": "goes with the request",
    "life.life.Life.candidates": "goes with the request",
    "life.life.Life.goals": "goes with the request",
    "content.loading.Content._taking": "our own questions",
    "model.words.Question.options": "our own questions",
    "model.words.Question.low": "our own questions",
    "model.words.Question.own_sections": "our own questions",
    "life.lacks.answers_behind.said": "goes with the page",
    "export.pdf._picture": "our own pictures",
}


@pytest.mark.parametrize(
    "how",
    [
        {"HTTP_HOST": "x" * 300},
        {"PATH_INFO": "/en//" + "x" * 700},
        {"PATH_INFO": "/en/set/now/" + "ä" * 700},
    ],
)
def test_no_host_and_no_address_is_longer_than_ours(app, how):
    """The standard library remembers the last addresses that it has taken apart, however long they
    are.
    """
    answer = app.test_client().get("/en/reading", environ_overrides=how)
    assert answer.status_code == 404 and "<h1>" in answer.text and "Location" not in answer.headers


def test_each_cache_is_known_and_small():
    found = set()
    for path in sorted((ROOT / "hbself").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "hbself").with_suffix("").parts)

        def look(node, names, module=module):
            for one in ast.iter_child_nodes(node):
                inner = (
                    (*names, one.name) if isinstance(one, ast.ClassDef | ast.FunctionDef) else names
                )
                text = ast.unparse(one) if isinstance(one, ast.Attribute | ast.Name) else ""
                if re.fullmatch(r"(functools\.)?(lru_cache|cache|cached_property)", text):
                    found.add(f"{module}.{'.'.join(names)}" if names else module)
                look(one, inner)

        look(ast.parse(path.read_text("utf-8")), ())
    assert found == set(CACHES)


def test_strange_cookies_and_heads_leave_nothing_in_memory(app):
    browser = app.test_client(use_cookies=False)

    def visits(number: int) -> None:
        for n in range(number):
            long = f"{n}." + "x" * 30_000
            for head in (
                "HTTP_COOKIE",
                "HTTP_ACCEPT_LANGUAGE",
                "HTTP_USER_AGENT",
                "HTTP_REFERER",
                "HTTP_X_FORWARDED_FOR",
            ):
                browser.get(
                    "/en/reading",
                    environ_overrides={head: f"reading={long}" if head == "HTTP_COOKIE" else long},
                )

    visits(3)
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        visits(20)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 300_000, f"{grown} bytes stay of 3,000,000 that were sent"
    assert (
        i18n.reading("x" * 300_000) == i18n.Reading()
        and len(i18n.Reading("small", "100", "device", "press", "normal", "yes").cookie())
        <= i18n.LONGEST
    )


# ---- the site's own address ----------------------------------------------------------------------


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
