"""Settings lead back to the page from which somebody opened them: the person's own, a reader's, a
supporter's.
"""

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.sharing import SAID, opened, rows, share
from tests.support.supporters import token_of
from tests.support.visitor import Visitor

WAYS = {"next": "Extra big words are chosen", "back": "nothing is"}


def settings(visitor: Visitor, page):
    """Press Settings on a link's page."""
    (button,) = page.tree.xpath(
        "//details[@class='menu']//button[@name='do' and @value='settings']"
    )
    form = (
        page.tree.get_element_by_id(button.get("form"))
        if button.get("form")
        else button.xpath("ancestor::form")[0]
    )
    return visitor.post(
        button.get("formaction") or form.get("action"), [*form.form_values(), ("do", "settings")]
    )


def thing(visitor: Visitor, page, name: str):
    """Press a thing of the list that leads back, or follow it."""
    (there,) = page.tree.xpath(
        f"//main//*[contains(@class, 'tile')][contains(@formaction, '/reading/{name}') or"
        f" contains(@href, '/reading/{name}')]"
    )
    if there.get("href"):
        return visitor.get(there.get("href"))
    return visitor.post(there.get("formaction"), [*page.fields(), ("do", there.get("value"))])


def out(visitor: Visitor, page, do: str):
    """From the list to where one was: with extra big words ("next"), or with nothing changed."""
    if do == "next":
        page = visitor.press(thing(visitor, page, "text"), "list", text="200")
        assert page.tree.get("data-text") == "200" and page.all("p.status")
        return visitor.press(page)
    page = visitor.press(thing(visitor, page, "text"), "settings")
    return visitor.press(page)


def no_token(page, token: str) -> bool:
    """Neither an address in the page nor its own has the token, but where its form goes back to."""
    return token not in page.path and not [
        one for one in page.tree.xpath("//@href | //@action | //@formaction") if token in one
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("do", WAYS)
def test_a_reader_comes_back_to_the_cover(person_with, client, lang, do):
    token, reader = share(person_with(SAID), "now"), client(lang)
    page = settings(reader, reader.get(f"s/{token}"))
    assert page.path == f"/{lang}/reading" and no_token(page, token) and not page.all("p.status")
    page = thing(reader, page, "pictures")
    assert page.path == f"/{lang}/reading/pictures" and no_token(page, token)
    page = reader.press(page, "try", pictures="none")
    assert page.path == f"/{lang}/reading/pictures" and no_token(page, token)
    assert len(page.all("p.status")) == 1
    assert page.tree.get("data-pictures") == "none" and not page.tree.xpath("//main//img")
    page = reader.press(page, "settings")
    assert page.path == f"/{lang}/reading" and no_token(page, token)
    page = out(reader, page, do)
    assert page.path == f"/{lang}/s/{token}" and (page.tree.get("data-text") == "200") == (
        do == "next"
    )


@pytest.mark.parametrize("number", ["", "4711"])
@pytest.mark.parametrize("do", WAYS)
def test_a_reader_comes_back_to_what_they_read_and_counts_once(person_with, client, do, number):
    owner, reader = person_with(SAID), client("fi")
    token = share(owner, "now", number=number)
    read = opened(reader, token, **{"number": number} if number else {})
    page = settings(reader, read)
    page = out(reader, page, do)
    assert (page.path, page.h1, page.own_words()) == (read.path, read.h1, read.own_words())
    assert (page.tree.get("data-text") == "200") == (do == "next")
    assert len(rows(owner)) == 1 and "avannut linkin 1 kerran." in rows(owner)[0]


@pytest.mark.parametrize("name", ["", "text"])
def test_in_another_language_the_way_back_stays(person_with, client, name):
    token, reader = share(person_with(SAID), "now"), client("fi")
    page = settings(reader, opened(reader, token))
    page = thing(reader, page, name) if name else page
    (button,) = page.tree.xpath("//li[@class='languages']//button[@lang='sv']")
    first = page.tree.xpath("//main//form[1]//button/@value")[0]
    assert first != "settings" or not name, "Enter tries, and changes no language"
    assert button.get("form") == "languages"
    reader.lang, here = "sv", page.path
    page = reader.post(
        button.get("formaction"),
        [*page.tree.get_element_by_id("languages").form_values(), ("do", button.get("value"))],
    )
    assert page.path == here.replace("/fi/", "/sv/")
    page = reader.press(page, "list", text="200") if name else page
    assert reader.press(page).path == f"/sv/s/{token}"


@pytest.mark.parametrize("do", WAYS)
def test_a_supporter_comes_back_to_the_cover(person_with, client, said_by, do):
    owner, supporter = person_with(SAID), client("en")
    owner.press(owner.get("helpers"), name="Mika")
    token = token_of(said_by, owner, "Mika")
    page = settings(supporter, supporter.get(f"h/{token}"))
    assert page.path == "/en/view/reading" and no_token(page, token)
    assert out(supporter, page, do).path == f"/en/h/{token}"


PLACES = (
    "set/now/ln3",
    "set/now/ln1/home",
    "set/now/said",
    "set/now",
    "proposal",
    "take",
    "name/share",
    "stop",
    "people",
    "people/new",
    "key",
    "helpers",
    "share/who",
    "shares",
    "how-much",
    "words",
)


@pytest.mark.parametrize("do", WAYS)
@pytest.mark.parametrize("place", PLACES)
def test_a_person_comes_back_to_the_page_where_they_were(person_with, place, do):
    owner = person_with(SAID)
    page = settings(owner, owner.get(place))
    assert page.path == f"/fi/reading?back={place}"
    assert out(owner, page, do).path == f"/fi/{place}"


@pytest.mark.parametrize("do", WAYS)
def test_a_supporter_who_answers_comes_back_to_the_question(person_with, client, said_by, do):
    owner, supporter = person_with(SAID), client("fi")
    owner.press(owner.get("helpers"), name="Mika")
    supporter.press(supporter.get(f"h/{token_of(said_by, owner, 'Mika')}"))
    page = settings(supporter, supporter.get("view/set/now/ln1/home"))
    assert out(supporter, page, do).path == "/fi/view/set/now/ln1/home"


def test_from_the_map_settings_lead_back_to_the_map(person_with):
    owner = person_with(SAID)
    page = owner.get("reading")
    assert page.h1 == "Asetukset" and owner.press(page).path == "/fi/map"
    page = owner.press(thing(owner, page, "speed"), "list", speed="slow")
    assert page.path == "/fi/reading?kept=yes" and owner.press(page).path == "/fi/map"


def test_what_is_written_stays_when_settings_are_opened(person_with, app):
    """Without scripts: the words are kept as a draft, set nothing, and nobody else's page opens
    them.
    """
    owner = person_with(SAID)
    page = owner.get("set/now/ln3")
    first, *_ = page.tree.xpath("//button[@form='typed']/@value")
    assert first == "next", "Enter goes on, and opens no settings"
    (button,) = page.tree.xpath("//button[@form='typed' and @value='settings']")
    page = owner.post(
        button.get("formaction"),
        [*((k, v) for k, v in page.fields() if k != "text"), ("text", "200"), ("do", "settings")],
    )
    assert page.path == "/fi/reading?back=set/now/ln3" and page.tree.get("data-text") == "100"
    page = out(owner, page, "next")
    assert page.tree.get("data-text") == "200"
    assert (
        page.path == "/fi/set/now/ln3"
        and dict(page.fields())["text"] == "200"
        and page.all("p.status")
    )


def test_a_question_that_is_not_there_any_more_leads_to_the_map(person_with):
    assert (
        person_with(SAID).post("reading", {"back": "set/next/nx1/gone", "do": "next"}).path
        == "/fi/map"
    )


@pytest.mark.parametrize(
    "back",
    [
        "//another.example",
        "https://another.example/s/" + 22 * "a",
        "s/" + 21 * "a",
        "s/../../" + 16 * "a",
        "map",
        "s/" + 22 * "a" + "\n",
        "key/" + 22 * "a",
        "s/" + 22 * "ä",
        "",
        "x/s/" + 22 * "a",
        "h/" + 22 * "a",
    ],
    ids=map(str, range(11)),
)
@pytest.mark.parametrize("do", ["next", "back", "settings", "try"])
def test_no_other_address_is_led_to(client, back, do):
    answer = client("en").http.post("/en/reading", data={"back": back, "press": "a", "do": do})
    assert (
        answer.status_code == 303
        and answer.headers["Location"] in ("/en/who", "/en/reading?kept=yes", "/en/reading")
        and "another" not in answer.text
    )


@pytest.mark.parametrize("do", WAYS)
def test_a_link_that_has_ended_gives_no_settings_back_as_words(client, do):
    """(The press and the settings were sent on to it, and stood there as "You wrote this", the
    link's secret among them.)
    """
    visitor, link = client("en"), "h/" + 22 * "a"
    sent = {"back": link, "press": "p", "opened": "o", "text": "200", "colours": "dark", "do": do}
    answer = visitor.http.post("/en/view/reading", data=sent)
    assert answer.status_code == 303 and answer.headers["Location"] == f"/en/{link}"
    sent.pop("text")
    assert not visitor.post(link, sent, 410).all("//blockquote"), "nor where they are sent there"
