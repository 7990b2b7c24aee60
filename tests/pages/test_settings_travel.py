"""How somebody reads goes along with their key: sealed with their answers, and another device asks
once. Nothing of it stays on a shared device for who comes next.
"""

import json

import pytest

from hbself.keeping import boxes, records, vault
from hbself.keeping.store import NotSaved
from hbself.limits import LOOKS
from hbself.model.languages import LANGUAGES
from hbself.model.record import Record
from hbself.web.i18n import Reading
from tests.support.newer import put
from tests.support.opening import groups_of, typed, upload
from tests.support.sharing import SAID

MINE = Reading(pictures="small", text="150", colours="yellow", simple="yes")
PLAIN = Reading().cookie()


@pytest.fixture
def owner(person_with):
    """Somebody who has chosen on their own device how they read."""
    visitor = person_with(SAID)
    visitor.post("device", {"answer": "own"})
    for name in ("pictures", "text", "colours", "simple"):
        visitor.press(visitor.get(f"reading/{name}"), "list", **{name: getattr(MINE, name)})
    return visitor


@pytest.fixture
def opens(owner):
    """`opens(browser, "shared")`: the person opens their answers in another browser: the page that
    comes.
    """
    groups = groups_of(owner)

    def begin(browser, whose: str = "own", **more):
        page = browser.post("open", typed(groups) | more)
        assert "/device" in page.path
        return browser.press(page, answer=whose)

    return begin


def asks(page) -> bool:
    return page.path.partition("?")[0].endswith("/reading/as-there")


def colours(page) -> str:
    return page.tree.get("data-colours")


# ---- where it is kept ----------------------------------------------------------------------------


def test_what_is_chosen_is_sealed_with_the_answers_and_in_no_file(owner, said_by):
    assert said_by(owner).keeping.reading == MINE.cookie()
    file = owner.file("take/data").get_data(as_text=True)
    assert "yellow" not in file and "reading" not in json.loads(file)["assessment"]


def test_what_we_keep_says_so(owner, person_with):
    told = "Miten haluat lukea."
    assert told in owner.get("kept").text and told not in person_with(SAID).get("kept").text


def test_a_try_is_kept_and_so_is_changing_it_back(owner, said_by):
    page = owner.press(owner.get("reading/speed"), "try", speed="slow")
    assert ".slow." in said_by(owner).keeping.reading
    owner.press(page, "undo")
    assert said_by(owner).keeping.reading == MINE.cookie()


@pytest.mark.parametrize("way", ["who", "bring-back"])
def test_what_was_chosen_before_the_first_answer_is_kept_too(owner, client, said_by, way):
    newcomer = client("fi")
    newcomer.press(newcomer.get("reading/colours"), "list", colours="dark")
    newcomer.press(newcomer.get("reading"))
    if way == "who":
        newcomer.press(newcomer.get("who"), answer="me")
    else:
        upload(newcomer, "bring-back", "file", owner.file("take/data").data, "a.json")
    assert said_by(newcomer).keeping.reading == Reading(colours="dark").cookie()


def test_where_nobody_has_chosen_nothing_is_kept_and_nothing_asked(person_with, client, said_by):
    visitor, browser = person_with(SAID), client("fi")
    assert said_by(visitor).keeping.reading == ""
    browser.http.set_cookie("reading", MINE.cookie())
    page = browser.post("open", typed(groups_of(visitor)))
    assert not asks(browser.press(page, answer="own"))


def test_a_planted_cookie_changes_the_look_and_no_record(owner, said_by):
    owner.http.set_cookie("reading", "none.200.dark.off.slow.no")
    for path in ("map", "reading", "reading/text", "set/now/ln3"):
        assert owner.get(path).tree.get("data-colours") == "dark"
    owner.press(owner.get("set/now/ln3"), text="Uin.")
    assert said_by(owner).keeping.reading == MINE.cookie()


def test_a_page_that_was_made_for_somebody_else_says_nothing_of_who_is_here(
    owner, person_with, said_by
):
    other = person_with(SAID)
    page = other.get("reading/colours")
    owner.press(page, "try", colours="dark")
    assert said_by(owner).keeping.reading == MINE.cookie()
    owner.post("reading/colours", {"do": "try", "colours": "dark"})
    assert said_by(owner).keeping.reading == MINE.cookie(), "nor one that says for nobody"


@pytest.mark.parametrize("box", [b"", b'{"format":99}'], ids=["broken", "newer"])
def test_the_look_can_be_changed_where_the_record_does_not_open(app, owner, box):
    page, key = owner.get("reading/colours"), vault.from_cookie(owner.key())
    put(app, key, boxes.RECORD, box)
    assert colours(owner.press(page, "try", colours="dark")) == "dark"
    assert colours(owner.get("reading")) == "dark"


def test_a_record_of_the_version_before_opens_and_says_nothing(app, person):
    visitor = person("fi")
    key = vault.from_cookie(visitor.key())
    put(app, key, boxes.RECORD, {"format": 4, "said": {"by": "me"}, "keeping": {"code": "x"}})
    visitor.press(visitor.get("set/now/ln3"), text="Kahvia.")
    text = vault.unseal(key, boxes.RECORD, records.find(visitor_store(app), key).box)
    kept = records.unpack(text, Record)
    assert (kept.keeping.reading, kept.keeping.looks) == ("", {}) and kept.said.by == "me"


def visitor_store(app):
    return app.extensions["hbself"].store


# ---- another device asks once --------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_device_asks_and_says_what_differs(client, opens, lang):
    page = opens(browser := client(lang))
    assert asks(page) and page.path.startswith(f"/{lang}/") and colours(page) == "device"
    assert page.tree.xpath("//main//button/@value") == ["yes", "no"]
    there, here = page.all("//main//button/span")
    assert len(page.all("//main//button[@value='yes']//span[@class='part']")) == 4
    assert there != here and len(page.tree.xpath("//main//button//img")) == 2
    assert asks(browser.get("reading/as-there"))


@pytest.mark.parametrize("whose", ["own", "shared"])
def test_yes_reads_as_there_and_no_as_here(client, opens, said_by, whose):
    for do, so in (("yes", MINE), ("no", Reading())):
        browser = client("fi")
        page = browser.press(opens(browser, whose), do)
        assert page.path == "/fi/map"
        assert (colours(page), page.tree.get("data-text")) == (so.colours, so.text)
        assert browser.get("set/now/ln3").tree.get("data-pictures") == so.pictures
        assert said_by(browser).keeping.reading == MINE.cookie(), "elsewhere nothing changes"


@pytest.mark.parametrize("whose", ["own", "shared"])
@pytest.mark.parametrize("do", ["yes", "no"])
def test_the_same_device_does_not_ask_again(client, opens, whose, do):
    browser = client("fi")
    browser.press(opens(browser, whose), do)
    for _ in range(2):
        browser.post("away", {"do": "have"})
        page = opens(browser, whose)
        assert not asks(page) and (colours(page) == "yellow") == (do == "yes")
    assert asks(opens(client("fi"), whose)), "another one asks"


def test_it_is_asked_again_when_something_else_was_chosen_since(client, opens, owner):
    browser = client("fi")
    browser.press(opens(browser), "no")
    browser.post("away", {"do": "have"})
    owner.press(owner.get("reading/speed"), "list", speed="slow")
    assert asks(opens(browser))


def test_a_device_that_reads_the_same_asks_nothing(client, opens):
    browser = client("fi")
    browser.http.set_cookie("reading", MINE.cookie())
    page = opens(browser)
    assert not asks(page) and colours(page) == "yellow"
    assert browser.get("reading/as-there").path == "/fi/map"


def test_who_chooses_here_first_is_not_asked(client, opens, said_by):
    """Settings from "Whose device is this?": what was chosen counts everywhere from now on."""
    browser = client("fi")
    page = browser.get(opens(browser).path)
    browser.press(browser.get("reading/colours"), "list", colours="dark")
    assert said_by(browser).keeping.reading == Reading(colours="dark").cookie()
    assert browser.get("reading/as-there").path == "/fi/map" and asks(page)


def test_an_answer_that_is_none_asks_once_more(client, opens):
    browser = client("fi")
    page = opens(browser)
    assert asks(browser.press(page, "maybe")) and asks(browser.get("reading/as-there"))


def test_the_way_by_the_picture_on_a_shared_device_still_warns(client, opens):
    browser = client("fi")
    page = opens(browser, "shared", way="link")
    assert asks(page) and browser.press(page, "yes").path == "/fi/open/remembered"


def test_where_nothing_can_be_kept_the_answer_counts_all_the_same(app, client, opens, monkeypatch):
    browser = client("fi")
    page = opens(browser, "shared")

    def refuse(*_):
        raise NotSaved("full")

    monkeypatch.setattr(visitor_store(app), "put", refuse)
    page = browser.press(page, "yes")
    assert colours(page) == "yellow" and page.path == "/fi/map"


# ---- shared devices ------------------------------------------------------------------------------


def test_close_my_answers_gives_a_shared_device_its_own_way_back(client, opens, person_with):
    browser = client("fi")
    own = Reading(text="125", listen="press")
    browser.http.set_cookie("reading", own.cookie())
    assert colours(browser.press(opens(browser, "shared"), "yes")) == "yellow"
    browser.post("away", {"do": "have"})
    page = browser.get("")
    assert (colours(page), page.tree.get("data-text")) == ("device", "125")
    kept = {c.key: c.value for c in browser.http._cookies.values()}
    assert kept.get("reading") == own.cookie() and "yellow" not in str(kept), kept


def test_what_is_chosen_on_a_shared_device_goes_with_its_person(client, opens, said_by):
    browser = client("fi")
    browser.press(opens(browser, "shared"), "no")
    browser.press(browser.get("reading/colours"), "list", colours="dark")
    assert colours(browser.get("map")) == "dark"
    browser.post("away", {"do": "have"})
    assert colours(browser.get("")) == "device", "who comes next finds it as it was"
    page = opens(browser, "shared")
    assert not asks(page) and colours(page) == "dark", "and the person as they left it"


def test_who_opens_after_somebody_brings_nothing_of_them(client, opens, person_with):
    """Without "Close my answers" between: another card opens, and the device is as it was."""
    browser, other = client("fi"), person_with(SAID)
    browser.press(opens(browser, "shared"), "yes")
    page = browser.post("open", typed(groups_of(other)))
    page = browser.press(page, "swap") if "/device" not in page.path else page
    page = browser.press(page, answer="shared")
    assert not asks(page) and colours(page) == "device"


def test_a_device_that_becomes_ones_own_keeps_how_one_reads(client, opens):
    browser = client("fi")
    browser.press(opens(browser, "shared"), "yes")
    browser.post("device", {"answer": "own"})
    browser.post("away", {"do": "have"})
    assert colours(browser.get("")) == "yellow"


@pytest.mark.parametrize("before", ["", Reading(text="125").cookie()], ids=["none", "own"])
def test_what_a_newcomer_chooses_before_they_say_whose_device_it_is_goes_too(client, before):
    browser = client("en")
    if before:
        browser.http.set_cookie("reading", before)
    for name, value in (("colours", "yellow"), ("pictures", "none")):
        browser.press(browser.get(f"reading/{name}"), "list", **{name: value})
    browser.press(browser.get("who"), answer="me")
    page = browser.press(browser.get("device?then=start"), answer="shared")
    assert (colours(page), page.tree.get("data-pictures")) == ("yellow", "none"), "it stays theirs"
    browser.post("away", {"do": "have"})
    page = browser.get("")
    assert (colours(page), page.tree.get("data-pictures")) == ("device", "big")
    assert page.tree.get("data-text") == ("125" if before else "100")
    assert not [c for c in browser.http._cookies.values() if "yellow" in c.value]


@pytest.mark.parametrize("whose", ["own", ""])
def test_who_has_chosen_and_does_not_say_whose_device_it_is(client, opens, whose):
    browser = client("fi")
    opens(browser)  # "own"
    browser.http.delete_cookie("device")
    browser.press(browser.get("reading/colours"), "list", colours="dark")
    if whose:
        browser.post("device", {"answer": "own"})
    browser.post("away", {"do": "have"})
    assert colours(browser.get("")) == ("dark" if whose else "device")


def test_a_page_of_the_settings_that_was_left_open_chooses_for_nobody(client, opens):
    browser = client("fi")
    browser.press(opens(browser, "shared"), "no")
    page = browser.get("reading/colours")
    browser.post("away", {"do": "have"})
    browser.press(page, "list", colours="dark")
    assert colours(browser.get("")) == "device"


def test_looks_are_only_so_many(client, opens, owner, said_by):
    for text in ("100", "125", "175"):
        for pictures in ("big", "none"):
            for speed in ("normal", "slow"):
                browser = client("fi")
                look = Reading(text=text, pictures=pictures, speed=speed)
                browser.http.set_cookie("reading", look.cookie())
                browser.press(opens(browser), "no")
    looks = said_by(owner).keeping.looks
    assert len(looks) == LOOKS and look.cookie() in looks


@pytest.mark.parametrize(
    "value",
    ["new.x", "shared.", "shared.x.y", "own." + MINE.cookie(), "shared." + "9" * 999, "." + PLAIN],
)
def test_a_strange_cookie_of_the_device_is_read_kindly(person_with, value):
    visitor = person_with(SAID)
    visitor.http.set_cookie("device", value)
    assert colours(visitor.get("map")) == "device"
    visitor.press(visitor.get("reading/colours"), "list", colours="dark")
    assert colours(visitor.get("map")) == "dark"


def test_a_new_card_keeps_how_one_reads(owner, said_by):
    page = owner.press(owner.get("key/new"))
    owner.press(page)
    assert said_by(owner).keeping.reading == MINE.cookie()
