"""Typed words survive reload, a killed tab, Back and Put away; nothing of them lies on the device;
and they go when they are sent.

`Visitor` where heads and boxes are looked at, a real browser where a person's hands are.
"""

import json
import os
import signal
from datetime import date

import pytest
from browser import back, go, hand_in, kept, launch_options, path_of, press, t
from states import VIEW, fresh, low_record
from test_new_card import new_card, type_code
from test_sharing import SAID
from visitor import Visitor

from hbself import limits
from hbself.keeping import drafts, records, sharing, vault
from hbself.keeping.store import Store
from hbself.model.words import LANGUAGES
from hbself.web import security

TODAY = date.today()
WORDS = "Haluan maalata.\nJa käydä uimassa ”joka” viikko."


def written(visitor: Visitor, path: str, drafting: str = "draft", **changed):
    """What the page's script does: send what stands on the page. Gives the page."""
    page = visitor.get(path)
    pairs = [(k, v) for k, v in page.fields() if k not in changed and k != "drafted"]
    pairs += [(k, one) for k, v in changed.items() for one in (v if isinstance(v, list) else [v])]
    answer = visitor.http.post(visitor.address(drafting), data=_form([*pairs, ("turn", "1")]))
    assert answer.status_code == 204 and "Set-Cookie" not in answer.headers
    return page


def to_share(visitor: Visitor) -> None:
    """The person says something that stands in their proposal: a link is made of nothing less."""
    visitor.press(visitor.get("set/change/ch2"), own0="Jono")


def _form(pairs) -> dict:
    made: dict[str, list[str]] = {}
    for name, value in pairs:
        made.setdefault(name, []).append(value.replace("\n", "\r\n"))
    return made


def test_nothing_is_kept_beside_answers_that_are_gone(app, person, said_by):
    """A draft or a file that arrives while everything is deleted leaves no box behind."""
    visitor = person("fi")
    page = dict(visitor.get("set/now/ln3").fields()) | {"text": WORDS, "turn": "1"}
    key = vault.from_cookie(visitor.key())
    sharing.delete_everything(app.extensions["store"], key, TODAY, 12)
    assert visitor.http.post("/fi/draft", data=page).status_code in (409, 410)
    with pytest.raises(records.Gone):
        drafts.keep(
            app.extensions["store"], key, TODAY, 12, "set/now/ln3", drafts.Draft((("text", WORDS),))
        )
    assert app.extensions["store"].stats()[0] == []


def boxes(app, kind: str) -> list[tuple]:
    return (
        app.extensions["store"]
        .db.execute("SELECT id, version, expires, box FROM boxes WHERE kind = ?", (kind,))
        .fetchall()
    )


# ---- kept, given back, gone when sent ------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("drafted", ["yes", ""], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize(
    ("path", "do"),
    [
        ("set/important/im3", "next"),
        ("set/important/im3", "back"),
        ("set/important/im3", "skipped"),
        ("set/important/im3", "unknown"),
        ("set/important/im3", "stop"),
        ("set/important/im3", "leave"),
        ("set/relatedness/re1", "next"),
    ],
)
def test_a_person_who_is_typed_is_never_lost(person, said_by, lang, path, do, drafted):
    """Next takes them in, as the button beside the name does; after any other button the name waits
    on its page.
    """
    visitor = person(lang)
    visitor.press(
        visitor.get(path), do=do, person_name="Helmi", person_role="sister", drafted=drafted
    )
    said = said_by(visitor)
    key = path.removeprefix("set/").replace("/", ".")
    if do == "next":
        (helmi,) = said.people
        assert (helmi.name, helmi.role) == ("Helmi", "sister") and said.answers[key].people == (
            helmi.id,
        )
        assert dict(visitor.get(path).fields()).get("person_name", "") == ""
    else:
        assert said.people == () and dict(visitor.get(path).fields())["person_name"] == "Helmi"


PAGES = {
    "text": ("set/now/ln3", {"text": WORDS}),
    "note": ("set/now/ln1/home", {"note": WORDS, "answer": "works-well"}),
    "own": ("set/change/ch2", {"own0": "Jono", "own1": "Melu"}),
    "picks": ("set/important/im1", {"answer": ["cooking", "music"]}),
    "person": ("set/important/im3", {"person_name": "Helmi", "person_role": "sister"}),
    "new-person": ("people/new", {"person_name": "Helmi", "person_role": "sister"}),
    "card": ("key", {"word": "kuu", "picture": "sun"}),
    "supporter": ("helpers", {"name": "Mika"}),
    "reader": ("share/who", {"name": "Leila"}),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_what_was_written_stands_on_the_page_again_and_goes_when_it_is_sent(
    app, person, lang, name
):
    path, typed = PAGES[name]
    visitor = person(lang)
    if name == "reader":
        to_share(visitor)
    if name in ("picks", "card"):
        found = visitor.get(path).choices("answer" if name == "picks" else "picture")
        typed = {"answer": found[:2]} if name == "picks" else {"word": "kuu", "picture": found[1]}
    written(visitor, path, **typed)
    page = visitor.get(path)
    assert page.tree.xpath("//*[@role='status'][not(@id='voice')]"), "it says so"
    expected = {(k, one) for k, v in typed.items() for one in (v if isinstance(v, list) else [v])}
    assert expected <= set(page.fields())
    assert "Haluan" not in str(boxes(app, "drafts")) and len(boxes(app, "drafts")) == 1
    do = {"person": "add", "new-person": "save"}.get(name, "next")
    visitor.press(page, do=do)
    assert not visitor.get("map").tree.xpath("//*[@id='waits']")
    after = visitor.get(path)
    assert not after.tree.xpath("//p[@role='status'][not(@id='voice')]")
    key = vault.from_cookie(visitor.key())
    assert drafts.read(app.extensions["store"], key, TODAY, 12).pages == {}


def test_the_map_leads_to_what_waits(person):
    visitor = person("en")
    written(visitor, "set/now/ln3", text=WORDS)
    (link,) = visitor.get("map").tree.xpath("//section[@class='waits']//a/@href")
    assert link == "/en/set/now/ln3" and dict(visitor.get(link).fields())["text"] == WORDS


@pytest.mark.parametrize("do", ["next", "back", "unknown", "skipped", "stop", "leave"])
def test_every_button_that_leaves_the_page_ends_its_draft(person, said_by, do):
    visitor = person("fi")
    written(visitor, "set/now/ln3", text=WORDS)
    visitor.press(visitor.get("set/now/ln3"), do=do)
    assert said_by(visitor).said.answers["now.ln3"].text == WORDS
    assert not visitor.get("set/now/ln3").tree.xpath("//p[@role='status'][not(@id='voice')]")


def test_a_draft_that_comes_late_does_not_come_back(person, app):
    """The network may bring a draft after the page that was sent."""
    visitor = person("fi")
    page = written(visitor, "set/now/ln3", text="Halu")
    visitor.press(visitor.get("set/now/ln3"), text="Jotain muuta.")
    visitor.press(page, text=WORDS, drafted="yes", was=None)
    late = dict(page.fields()) | {"text": "Haluan ma", "turn": "1"}
    assert visitor.http.post("/fi/draft", data=late).status_code == 204
    assert dict(visitor.get("set/now/ln3").fields())["text"] == WORDS


def test_an_older_draft_does_not_take_the_place_of_a_newer_one(person):
    visitor = person("fi")
    page = dict(visitor.get("set/now/ln3").fields())
    for turn, text in (("2", WORDS), ("1", "Haluan")):
        assert (
            visitor.http.post("/fi/draft", data=page | {"text": text, "turn": turn}).status_code
            == 204
        )
    assert dict(visitor.get("set/now/ln3").fields())["text"] == WORDS


def test_emptied_again_is_no_draft(person, app):
    visitor = person("fi")
    visitor.press(visitor.get("set/now/ln3"), text="Ennen.")
    written(visitor, "set/now/ln3", text="Ennen ja nyt.")
    written(visitor, "set/now/ln3", text="Ennen.")
    assert not visitor.get("set/now/ln3").tree.xpath("//p[@role='status'][not(@id='voice')]")
    written(visitor, "set/now/ln3", text="")
    assert dict(visitor.get("set/now/ln3").fields())["text"] == "", (
        "what was taken away stays away, until it is sent"
    )


# ---- limits, deletion, a new card ----------------------------------------------------------------


def test_drafts_are_bounded(person, app, monkeypatch):
    visitor = person("fi")
    monkeypatch.setattr(limits, "DRAFTS", 2)
    for i, path in enumerate(("set/now/ln3", "set/change/ch4")):
        written(visitor, path, text=f"{i}")
    page = dict(visitor.get("set/change/ch5").fields()) | {"text": WORDS, "turn": "1"}
    assert visitor.http.post("/fi/draft", data=page).status_code == 413, (
        "no other page's words go for it"
    )
    page = visitor.get("set/change/ch5")
    told = visitor.post(
        "away", [(k, v) for k, v in page.fields() if k != "text"] + [("text", WORDS)]
    )
    assert (
        WORDS in told.tree.xpath("//blockquote")[0].text_content().replace("\r", "")
        and visitor.key()
    ), "the card was not seen yet"
    told = visitor.press(visitor.get("set/important/im3"), "back", 413, person_name="Helmi")
    assert "Helmi" in told.text, "a name that waits nowhere is given back"
    held = drafts.read(app.extensions["store"], vault.from_cookie(visitor.key()), TODAY, 12)
    assert list(held.pages) == ["set/now/ln3", "set/change/ch4"]
    page = dict(visitor.get("set/now/ln3").fields())
    assert (
        visitor.http.post("/fi/draft", data=page | {"text": "a" * (limits.DRAFT + 1)}).status_code
        == 413
    )
    assert (
        visitor.http.post("/fi/draft", data=page | {"page": "../../etc", "text": "a"}).status_code
        == 404
    )


def test_drafts_have_a_rate_of_their_own(person, monkeypatch):
    visitor = person("fi")
    page = dict(visitor.get("set/now/ln3").fields())
    monkeypatch.setattr(security.limiter, "enabled", True)
    security.limiter.reset()
    statuses = [
        visitor.http.post("/fi/draft", data=page | {"text": "a" * (1 + i % 2)}).status_code
        for i in range(int(limits.RATE_SAVES.split()[0]) + 10)
    ]
    assert set(statuses) == {204}
    # The drafts have used up nothing of it
    visitor.press(visitor.get("set/now/ln3"), text="Tallessa.")
    monkeypatch.setattr(security.limiter, "enabled", False)


def test_a_stranger_keeps_no_drafts(app, client):
    stranger = client("fi")
    assert (
        stranger.http.post("/fi/draft", data={"page": "set/now/ln3", "text": WORDS}).status_code
        == 409
    )
    assert app.extensions["store"].stats()[0] == []


def test_a_draft_is_shown_to_its_person_only(person):
    owner, other = person("fi"), person("fi")
    written(owner, "set/now/ln3", text=WORDS)
    assert WORDS in owner.get("set/now/ln3").html
    assert WORDS not in other.get("set/now/ln3").html + other.get("map").html


def test_drafts_go_with_everything_and_along_to_a_new_card(person_with, app, said_by, client):
    owner = person_with(SAID)
    written(owner, "set/now/ln3", text=WORDS)
    before = boxes(app, "drafts")
    new_card(owner)
    after = boxes(app, "drafts")
    assert (
        len(after) == 1
        and after[0][0] != before[0][0]
        and dict(owner.get("set/now/ln3").fields())["text"] == WORDS
    )
    owner.press(owner.get("delete"))
    assert app.extensions["store"].stats()[0] == []


def test_drafts_stay_as_long_as_the_record(person, app):
    visitor = person("fi")
    written(visitor, "set/now/ln3", text=WORDS)
    store, key = app.extensions["store"], vault.from_cookie(visitor.key())
    later = date(TODAY.year + 1, 1, 15)
    records.read(store, key, later, 12)
    assert {expires for _, _, expires, _ in boxes(app, "drafts")} == {records.expires(later, 12)}
    store.purge(records.expires(later, 12))
    assert store.stats()[0] == []


def test_a_supporters_drafts_are_the_supporters(person, client, app, said_by):
    owner, helper = person("fi"), client("fi")
    owner.press(owner.get("helpers"), name="Mika")
    helper.press(helper.get(f"h/{said_by(owner).keeping.helpers[0].token}"))
    page = written(helper, "view/set/now/ln3", "view/draft", text=WORDS)
    assert page.status == 200
    assert dict(helper.get("view/set/now/ln3").fields())["text"] == WORDS and helper.get(
        "view/map"
    ).tree.xpath("//section[@class='waits']")
    assert dict(owner.get("set/now/ln3").fields())["text"] == "" and not owner.get(
        "map"
    ).tree.xpath("//section[@class='waits']")
    new_card(owner)
    helper.press(helper.get(f"h/{said_by(owner).keeping.helpers[0].token}"))
    assert dict(helper.get("view/set/now/ln3").fields())["text"] == WORDS
    owner.post(
        f"helpers/{said_by(owner).keeping.helpers[0].token}", {"do": "delete", "sure": "yes"}
    )
    assert boxes(app, "drafts") == []


def test_only_pages_with_drafts_may_send_and_only_to_this_site(person):
    visitor = person("fi")
    to_share(visitor)
    visitor.press(visitor.get("share/who"), name="Leila")
    for path in (
        "set/now/ln3",
        "people/new",
        "key",
        "helpers",
        "share/who",
        "share/what",
        "share/until",
        "share/number",
    ):
        assert "connect-src 'self'" in visitor.get(path).response.headers["Content-Security-Policy"]
    for path in ("map", "", "proposal", "take", "open", "people", "privacy"):
        assert "connect-src" not in visitor.get(path).response.headers["Content-Security-Policy"]
    assert (
        "connect-src" not in visitor.http.get("/static/site.js").headers["Content-Security-Policy"]
    )


# ---- without scripts: every button ---------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_put_away_takes_along_what_stands_on_the_page(person, said_by, name):
    path, typed = PAGES[name]
    visitor = person("fi")
    if name == "reader":
        to_share(visitor)
    if name == "picks":
        typed = {"answer": visitor.get(path).choices()[:2]}
    typed = {k: v for k, v in typed.items() if k != "picture"}
    code, page = said_by(visitor).keeping.code, visitor.get(path)
    (button,) = page.tree.xpath("//header//button[@formaction='/fi/away']")
    assert button.get("form") == page.tree.xpath("//main//form[@data-draft]/@id")[0]
    buttons = page.tree.xpath("//button[@form='typed'] | //form[@id='typed']//button")
    assert buttons[0].get("formaction") is None, "Enter presses the first one"
    fields = (
        [(k, v) for k, v in page.fields() if k not in typed]
        if name != "supporter"
        else [(k, v) for k, v in form_of(page) if k not in typed]
    )
    fields += [(k, one) for k, v in typed.items() for one in (v if isinstance(v, list) else [v])]
    after = visitor.post(button.get("formaction"), fields)
    if path != "key":  # there the card stands
        assert after.path == "/fi/away/card"
        after = visitor.press(after, do="have")
    assert after.path == "/fi/away" and not visitor.key()
    type_code(visitor, code)
    assert visitor.get("map").tree.xpath("//section[@class='waits']")
    assert {
        (k, one) for k, v in typed.items() for one in (v if isinstance(v, list) else [v])
    } <= set(form_of(visitor.get(path)))


def form_of(page) -> list[tuple[str, str]]:
    """The fields of the form that keeps drafts."""
    (form,) = page.tree.xpath("//form[@data-draft]")
    for other in page.tree.xpath("//main//form[not(@data-draft)]"):
        other.getparent().remove(other)
    return page.fields()


def test_put_away_without_a_change_leaves_no_draft(person, app):
    visitor = person("fi")
    visitor.press(visitor.get("set/now/ln3"), text="Ennen.")
    page = visitor.get("set/now/ln3")
    visitor.post("away", page.fields())
    assert boxes(app, "drafts") == []


def test_the_other_buttons_of_a_page_keep_what_is_written(person):
    visitor = person("fi")
    visitor.press(visitor.get("helpers"), name="Mika")
    page = visitor.get("helpers")
    for button in page.tree.xpath(
        "//main//button[@name='do'][@value='hide' or @value='print' or @value='delete']"
    ):
        assert button.get("form") == "typed" and "/helpers/" in button.get("formaction")
    (hide,) = page.tree.xpath("//button[@value='hide']/@formaction")
    fields = [(k, v) for k, v in form_of(page) if k != "name"]
    after = visitor.post(hide, [*fields, ("name", "Leila Virtanen"), ("do", "hide")])
    assert dict(form_of(after))["name"] == "Leila Virtanen"


# ---- a real browser ------------------------------------------------------------------------------


@pytest.fixture
def begun(come, site):
    return lambda lang, said=None, **more: come(lang, hand_in(site, said or fresh()), **more)


def field_of(page, lang):
    return page.get_by_role("textbox", name=t(lang, "In your own words"), exact=True)


def nothing_on_the_device(page) -> None:
    """No storage of the browser holds anything; cookies hold no words."""
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert "maalata" not in json.dumps(page.context.cookies())


def test_a_page_says_what_it_cannot_keep(browser, site):
    """More than there is room for: said on the page at once, and no more when it is kept."""
    context = browser.new_context(base_url=site.address)
    context.add_cookies([{"name": "key", "value": hand_in(site, fresh()), "url": site.address}])
    page = context.new_page()
    go(page, "fi", "set/now/ln3")
    for text, told in (("a" * (limits.DRAFT + 1), True), ("Maalaan.", False)):
        with page.expect_response("**/fi/draft") as sent:
            page.locator("textarea[name=text]").fill(text)
        assert sent.value.status == (413 if told else 204)
        page.wait_for_function(
            "told => !!document.querySelector('#typed p.status') === told", arg=told
        )
    context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reload_at_once_keeps_the_words(begun, site, lang):
    page = begun(lang)
    for i in range(5):
        go(page, lang, "set/now/ln3")
        field_of(page, lang).fill(f"{WORDS} {i}")
        page.reload()
        assert field_of(page, lang).input_value() == f"{WORDS} {i}"
        assert page.get_by_text(
            t(lang, "We kept what you had written here. Press Next to save it.")
        ).is_visible()
    nothing_on_the_device(page)
    press(page, t(lang, "Next"))
    assert kept(site, page.context).said.answers["now.ln3"].text == f"{WORDS} 4"
    go(page, lang, "set/now/ln3")
    assert page.locator("p.status").count() == 0


def test_letters_typed_one_by_one_come_back_after_a_reload(begun):
    page = begun("fi")
    go(page, "fi", "set/now/ln3")
    field_of(page, "fi").press_sequentially("Maalaan ja uin.", delay=60)
    page.reload()
    assert field_of(page, "fi").input_value() == "Maalaan ja uin."


def test_a_killed_tab_keeps_the_words(playwright, site):
    """The tab's process dies, as when the camera takes the memory of a small phone: the page is
    told nothing and sends nothing.
    """
    browser = playwright.chromium.launch(**launch_options(playwright))
    context = browser.new_context(
        base_url=site.address, extra_http_headers={"X-Forwarded-For": "2001:db8:dead::1"}
    )
    context.add_cookies([{"name": "key", "value": hand_in(site, fresh()), "url": site.address}])
    page = context.new_page()
    go(page, "fi", "set/now/ln3")
    with page.expect_response("**/fi/draft") as sent:
        field_of(page, "fi").fill(WORDS)
    assert sent.value.status == 204
    with page.expect_event("crash"):
        for process in browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")[
            "processInfo"
        ]:
            if process["type"] == "renderer":
                os.kill(process["id"], signal.SIGKILL)
    again = context.new_page()
    go(again, "fi", "set/now/ln3")
    assert field_of(again, "fi").input_value() == WORDS
    nothing_on_the_device(again)
    browser.close()


def test_a_closed_tab_keeps_words_and_picks(begun):
    page = begun("sv")
    context = page.context
    go(page, "sv", "set/now/ln1/home")
    page.get_by_role("radio").nth(1).check()
    page.close(run_before_unload=True)
    again = context.new_page()
    again.wait_for_timeout(700)
    go(again, "sv", "set/now/ln1/home")
    assert again.get_by_role("radio").nth(1).is_checked()


def test_the_browsers_back_keeps_a_pick(begun):
    page = begun("fi")
    go(page, "fi", "set/autonomy/au1")
    go(page, "fi", "set/autonomy/au2")
    page.get_by_role("radio").nth(2).check()
    back(page)
    assert path_of(page) == "set/autonomy/au1"
    go(page, "fi", "map")
    assert page.locator(".waits a").count() == 1
    go(page, "fi", "set/autonomy/au2")
    assert page.get_by_role("radio").nth(2).is_checked()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_put_away_with_words_on_the_page(begun, site, scripts):
    page = begun("fi", java_script_enabled=scripts)
    code = kept(site, page.context).keeping.code
    go(page, "fi", "set/now/ln3")
    field_of(page, "fi").fill(WORDS)
    page.get_by_role("button", name=t("fi", "Put away"), exact=True).click()
    page.wait_for_url("**/away")
    go(page, "fi", "open")
    for i in range(4):
        page.locator(f"#group{i}").fill(code[4 * i : 4 * i + 4])
    press(page, t("fi", "Open my answers"))
    page.get_by_role("radio").first.check()
    press(page, t("fi", "Next"))
    assert path_of(page) == "map"
    page.locator(".waits a").click()
    assert field_of(page, "fi").input_value() == WORDS


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("people/new", "person-name"),
        ("key", "word"),
        ("helpers", "name"),
        ("share/who", "answer"),
        ("set/change/ch2", "own0"),
    ],
)
def test_enter_in_a_field_is_the_pages_own_button(begun, path, field, scripts):
    """Put away belongs to the same form; Enter must not press it."""
    page = begun("fi", low_record(), java_script_enabled=scripts)
    go(page, "fi", path)
    page.locator(f"#{field}").fill("Kuu")
    with page.expect_navigation():
        page.locator(f"#{field}").press("Enter")
    assert "/away" not in page.url and any(c["name"] == "key" for c in page.context.cookies())


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("path", ["privacy", "kept"])
def test_without_scripts_it_is_told_that_a_button_keeps_the_words(begun, path, scripts):
    page = begun("fi", java_script_enabled=scripts)
    go(page, "fi", path)
    told = page.get_by_role("main").inner_text()
    assert (
        t("fi", "We keep your words. In most browsers you do not need to press Next for that.")
        in told
    )
    assert (t("fi", "In this browser press a button of the page first.") in told) != scripts


def test_a_person_who_writes_on_sends_few_drafts(begun):
    page, sent = begun("fi"), []
    page.on("request", lambda r: sent.append(r.url) if r.url.endswith("/draft") else None)
    go(page, "fi", "set/now/ln3")
    # Seven seconds
    field_of(page, "fi").press_sequentially("Kirjoitan tätä pitkään ja hitaasti.", delay=200)
    page.wait_for_timeout(2500)
    assert 1 < len(sent) <= 6


def test_nothing_is_sent_from_a_page_that_was_only_looked_at(begun):
    page, sent = begun("fi"), []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    go(page, "fi", "set/now/ln3")
    page.reload()
    go(page, "fi", "map")
    assert sent == []


def test_pulling_down_does_not_reload(begun):
    page = begun("fi")
    go(page, "fi", "set/now/ln3")
    assert (
        page.evaluate("getComputedStyle(document.documentElement).overscrollBehaviorY") == "contain"
    )


def test_a_supporters_words_survive_too(come, key_of, site):
    page = come("fi", key_of("sharer"))
    go(page, "fi", f"h/{VIEW}")
    press(page, t("fi", "Start"))
    go(page, "fi", "view/set/now/ln3")
    field_of(page, "fi").fill(WORDS)
    page.reload()
    assert field_of(page, "fi").input_value() == WORDS
    key = vault.from_token(VIEW)
    drafts.drop(Store(site.database), key, TODAY, 12, "set/now/ln3")
