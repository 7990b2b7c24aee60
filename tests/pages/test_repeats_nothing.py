"""Nothing of what comes from outside stands in pages where it does not belong."""

import pytest

from hbself.keeping import vault
from hbself.model.languages import LANGUAGES
from hbself.web import i18n
from tests.support.outside import MARK, TOKEN, gets
from tests.support.visitor import Page


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
        page.tree.xpath("string(//li[@class='languages']//a/@href)")
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
        for href in page.tree.xpath("//li[@class='languages']//a/@href")
        if href.startswith(f"/{lang}/")
    ]
    assert lang == "en" or client(lang).get(there[0], status=410).h1
