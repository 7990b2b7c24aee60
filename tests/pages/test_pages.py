"""Every page keeps the contract (contract.py), in each language."""

import random

import pytest

from hbself import settings
from hbself.model.languages import LANGUAGES
from hbself.web import i18n
from tests.support.contract import faults, header_faults
from tests.support.visitor import Page, Visitor
from tests.support.whole_proposal import whole

OPEN = ("", "?new=yes", "reading", "reading?kept=yes", "who", "words", "accessibility", "privacy")
OWN = (
    "map",
    "map?kept=yes",
    "how-much",
    "stop",
    "people",
    "people?kept=yes",
    "people/new",
    "proposal",
    "proposal?kept=yes",
    "take",
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", OPEN)
def test_pages_that_need_no_answers(client, lang, path):
    client(lang).get(path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_of_a_person_who_has_just_begun(person, contents, lang):
    visitor = person(lang)
    for path in OWN:
        visitor.get(path)
    for found in contents[lang].sets.values():
        page = visitor.get(f"set/{found.id}")
        assert found.title in (page.h1, *page.all("//div[@class='where']/p"))
        visitor.get(f"set/{found.id}/said")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_way_page_by_page(person, answer_all, answer_set, said_by, contents, lang):
    """Each page on the way is checked by the visitor; at the end nothing is unanswered, and the
    proposal is there.
    """
    visitor = person(lang)
    recaps = answer_all(visitor, seed=7)
    done = said_by(visitor).said
    assert set(done.confirmed) == set(contents[lang].sets)
    for set_id, page in recaps.items():
        assert page.all("li.entry"), set_id
    for path in OWN:
        visitor.get(path)
    # Later sets bring new wishes, so that "What I want to change" has new pages; all else is done.
    assert len(visitor.get("map").all("a.done")) >= len(contents[lang].sets) - 1
    answer_set(visitor, "change", random.Random(8))
    assert any(
        contents[lang].sets["change"].title in tile for tile in visitor.get("map").all("a.done")
    )
    done = said_by(visitor).said
    proposal = whole(visitor)
    for wanted in ("section.me", "section.change", "part.goal.1", "section.next"):
        assert contents[lang].texts[wanted] in proposal.text, wanted
    said = {text for a in done.answers.values() if a.state == "given" for text in (a.text,) if text}
    assert said & {q.text_content() for q in proposal.xpath("//q[@class='own']")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_after_every_answer_once_more(person, answer_all, contents, lang):
    """Going through again shows the kept answers; Next changes none of them."""
    visitor = person(lang)
    answer_all(visitor, seed=11)
    page = visitor.get("set/rights/ri1")
    assert page.tree.xpath("//input[@name='answer' and @checked]")
    again = visitor.press(page)

    def kept(one):
        return [pair for pair in one.fields() if pair[0] not in ("mark", "tab")]

    assert again.status == 200 and kept(visitor.get("set/rights/ri1")) == kept(page)


@pytest.mark.parametrize(
    "reading", ["none.200.yellow.off.slow.yes", "small.150.dark.press.normal.no"]
)
def test_every_way_of_reading(person, contents, answer_set, reading):
    visitor = person("sv")
    visitor.http.set_cookie("reading", reading)
    for set_id in ("important", "relatedness", "support"):
        answer_set(visitor, set_id, random.Random(3))
    for path in OWN:
        page = visitor.get(path)
        assert page.tree.get("data-text") == reading.split(".")[1]
        assert bool(page.tree.xpath("//img[contains(@src, '/static/')]")) == (
            not reading.startswith("none")
        )


def test_simple_mode_shows_two_answers_what_is_not_there_and_a_third_that_was_picked(person):
    visitor = person("en")
    visitor.post("set/now/ln1/home", {"answer": "so-so", "do": "next"})
    visitor.http.set_cookie("reading", "big.100.device.on.normal.yes")
    assert visitor.get("set/now/ln1/people").choices() == ["works-well", "works-badly", "none"]
    there = ["works-well", "so-so", "works-badly", "none"]
    assert visitor.get("set/now/ln1/home").choices() == there


def test_each_language_is_one_press_away_and_keeps_the_answers(person):
    visitor = person("fi")
    visitor.post("set/now/ln1/home", {"answer": "works-well", "do": "next"})
    for lang in ("sv", "en", "fi"):
        here = visitor.get("set/now/ln1/home", lang=visitor.lang)
        visitor.lang = lang
        page = visitor.get(here.link(f"//nav//a[@hreflang='{lang}']"))
        assert ("answer", "works-well") in page.fields()


@pytest.mark.parametrize(
    ("asked", "lang"),
    [("fi", "fi"), ("sv-FI,fi;q=0.5", "sv"), ("en-GB", "en"), ("de", "fi"), ("", "fi")],
)
def test_the_front_door_opens_in_the_browsers_language(client, asked, lang):
    page = client(lang).get("/", headers={"Accept-Language": asked})
    assert page.path == f"/{lang}/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_link_leads_into_nothing(person, answer_set, lang):
    """Every link on every page that can be reached, by pressing them all."""
    visitor = person(lang)
    visitor.post("people/new", {"person_name": "Helmi", "person_role": "sister", "do": "save"})
    for set_id in ("important", "change"):
        answer_set(visitor, set_id, random.Random(5))
    seen, waiting = set(), ["/" + lang + "/"]
    while waiting:
        path = waiting.pop()
        if path in seen or "/take/" in path or path.endswith((".pdf", ".png")):
            continue
        seen.add(path)
        page = visitor.get(path)
        links = (href.partition("#")[0] for href in page.tree.xpath("//a/@href"))
        waiting += [href for href in links if href.startswith(f"/{lang}/")]
    assert len(seen) > 50


def test_static_files_may_be_kept_and_are_as_safe(client):
    visitor = client()
    page = visitor.get("")
    for src in [
        *page.tree.xpath("//link[@rel='stylesheet']/@href"),
        *page.tree.xpath("//script/@src"),
        page.tree.xpath("//img/@src")[0],
    ]:
        response = visitor.http.get(src)
        assert (
            response.status_code == 200 and "max-age=31536000" in response.headers["Cache-Control"]
        )
        # A file has small heads (fifty pictures on a page): it may load nothing, be taken for
        # nothing else, and stay here.
        assert (
            response.headers["Content-Security-Policy"] == "default-src 'none'"
            and response.headers["X-Content-Type-Options"] == "nosniff"
        )
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Set-Cookie" not in response.headers


def test_over_https_the_cookie_is_bound_to_the_host(app):
    http = app.test_client()
    response = http.post("/fi/who", data={"answer": "me"}, base_url="https://oma.example.org")
    (cookie,) = response.headers.getlist("Set-Cookie")
    assert (
        cookie.startswith("__Host-key=")
        and "Secure" in cookie
        and "HttpOnly" in cookie
        and "Domain" not in cookie
    )
    assert response.headers["Strict-Transport-Security"]


GOOD = (
    '<!doctype html><html lang="fi"><head><meta name="format-detection" content="telephone=no">'
    "<title>Kartta – Oma ehdotukseni</title></head>"
    "<body><main><h1>Kartta</h1>%s</main></body></html>"
)
BAD = {
    "2 h1": "<h1>Toinen</h1>",
    "stands 2 times": "<p id=a>a</p><p id=a>b</p>",
    "for='x' leads nowhere": "<label for=x>a</label>",
    "aria-describedby='y' leads nowhere": "<p aria-describedby=y>a</p>",
    "link '#z' leads nowhere": "<a href='#z'>a</a>",
    "has no label": "<input name=a>",
    "does not begin with a legend": "<fieldset><p>a</p></fieldset>",
    "stands in no fieldset": "<label>a<input type=radio name=a></label>",
    "img without alt": "<img src='/static/pictograms/me.svg'>",
    "picture is not there": "<img alt='' src='/static/pictograms/no-such.svg'>",
    "inline script": "<script>1</script>",
    "inline style": "<p style='color:red'>a</p>",
    "inline handler onclick": "<p onclick='a'>a</p>",
    "outside address": "<a href='https://example.org/'>a</a>",
    "not POST": "<form><button>a</button></form>",
    "without words": "<button></button>",
    "heading h3 after h1": "<h3>a</h3>",
    "debris": "<p>%(num)s</p>",
}


@pytest.mark.parametrize("fault", BAD)
def test_the_contract_itself_sees_faults(client, fault):
    visitor = client("fi")
    response = visitor.http.get("/fi/")

    def judged(body: str) -> str:
        response.set_data(GOOD.replace("%s", body))
        return "; ".join(faults(Page("/fi/map", response), "fi", visitor.static))

    assert judged("<p>a</p>") == ""
    assert fault in judged(BAD[fault])


def test_the_contract_sees_a_wrong_language_and_missing_headers(client):
    visitor: Visitor = client("fi")
    response = visitor.http.get("/fi/")
    assert "html lang" in "; ".join(faults(Page("/fi/", response), "sv", visitor.static))
    for name in (
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Cache-Control",
        "Permissions-Policy",
    ):
        answer = visitor.http.get("/fi/")
        del answer.headers[name]
        assert any(name in f for f in header_faults(answer)), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_picked_is_kept_when_the_header_is_pressed(person, said_by, lang):
    """The script sends the form with the link's path; another site's address is never followed."""
    visitor = person(lang)
    page = (
        visitor.post("set/now/ln3", {"text": "Uin.", "do": "leave", "to": "/sv/set/now/ln3"})
        if lang == "sv"
        else visitor.post("set/now/ln3", {"text": "Uin.", "do": "leave", "to": f"/{lang}/reading"})
    )
    assert page.path == ("/sv/set/now/ln3" if lang == "sv" else f"/{lang}/reading")
    assert said_by(visitor).said.answers["now.ln3"].text == "Uin."
    for bad in ("//evil.example/", "https://evil.example/", "/de/map", "/fi/../../x y"):
        assert (
            visitor.post("set/now/ln3", {"text": "Uin.", "do": "leave", "to": bad}).path
            == f"/{lang}/map"
        )
    before = said_by(visitor).said.answers
    visitor.post("set/now/ln4", {"do": "leave", "to": f"/{lang}/map"})
    assert said_by(visitor).said.answers == before, "an empty page is no answer"


def test_only_what_a_page_asks_for_is_served_of_the_folder_of_files(client):
    """In a checkout the programs and lists that draw the pictures stand beside them."""
    http = client("fi").http
    for path in sorted(
        p
        for p in settings.folder("static").rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    ):
        status = http.get(
            f"/static/{path.relative_to(settings.folder('static')).as_posix()}"
        ).status_code
        assert status == (200 if path.suffix in (".css", ".js", ".svg") else 404), path
    for path in (
        "",
        "pictograms/",
        "../app.py",
        "pictograms/pictograms.toml",
    ):
        answer = http.get(f"/static/{path}")
        assert (
            answer.status_code == 404
            and "<h1>" in answer.get_data(as_text=True)
            and answer.headers["Cache-Control"] == "no-store"
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hard_words_stand_in_the_order_of_the_language(client, lang):
    found = [
        " ".join(one.text_content().split()) for one in client(lang).get("words").tree.xpath("//dt")
    ]
    assert len(found) > 20 and found == sorted(found, key=i18n.order(lang))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fi", ("oikeinkirjoitus", "kääntää")),
        ("sv", ("stavning", "översätta")),
        ("en", ("spell check", "translate")),
    ],
)
def test_the_privacy_page_says_what_a_browser_may_send_away_and_how_to_turn_it_off(
    client, lang, words
):
    """Spell check and translation of some browsers send what is written or read to another company;
    the site can't see it.
    """
    page = client(lang).get("privacy")
    (lines,) = [
        found
        for found in page.tree.xpath("//h2/following-sibling::ul[1]")
        if all(word in found.text_content() for word in words)
    ]
    assert len(lines) == 4
