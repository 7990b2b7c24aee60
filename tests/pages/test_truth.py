"""What a page says is so for everybody who sees it, and what it offers leads there."""

import pytest

from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Card, Said
from tests.support.opening import TOLD, new_card, type_code
from tests.support.sharing import SAID
from tests.support.supporters import token_of
from tests.support.texts import TEXTS, t
from tests.support.whole_proposal import whole

UNWELL = Said(
    by="me",
    answers={
        "now.ln1.home": Answer(options=("works-badly",)),
        "now.ln1.job": Answer(options=("works-badly",)),
    },
)
LEFT_OUT = (
    "You left everything out of your proposal. Do you want something back? Open your"
    " proposal and press: Add to my proposal."
)
NO_PROPOSAL = (
    "Your answers are kept. They are not part of the proposal. Your proposal grows"
    " when you answer more."
)
NOT_KNOWN = "You said: I do not know. That is fine. You can answer more questions."
HERE = (
    "This proposal is made from your answers. You decide what is in it. You decide who you give it"
    " to."
)
CHOOSE = "You have told us about things that are not good. Choose what you want to change."
HISTORY = (
    "Did you open your answers with the camera or with a link? This browser still remembers that."
    " Ask someone to delete the history of the browser."
)


# ---- the key in this browser opens nothing -------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_after_a_new_card_elsewhere_the_way_is_to_open_with_it(person_with, client, said_by, lang):
    owner, other = person_with(SAID, lang), client(lang)
    other.http.set_cookie("key", owner.key())
    new_card(owner)
    page = other.get("map", status=410)
    assert page.h1 == t(lang, "We cannot find any answers with this key")
    assert t(lang, "Did you make a new card? Open your answers with it.") in page.text
    assert page.link("a.next") == f"/{lang}/open" and f"/{lang}/reading" in page.tree.xpath(
        "//main//a[contains(@class, 'quiet')]/@href"
    )
    assert other.get(page.link("a.next")).status == 200
    type_code(other, said_by(owner).keeping.code)
    assert said_by(other) == said_by(owner)


def test_after_a_delete_elsewhere_one_can_begin_anew(person_with, client):
    owner, other = person_with(SAID), client("fi")
    other.http.set_cookie("key", owner.key())
    owner.press(owner.get("delete"))
    (again,) = other.get("map", status=410).tree.xpath("//main//a[contains(@class, 'quiet')]/@href")
    page = other.press(other.get(again))
    page = other.press(page, answer="me")
    assert other.press(page, answer="own").path == "/fi/how-much"


# ---- after Put away ------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("where", ["map", "device?then=open&way=link"])
def test_after_put_away_the_page_says_what_the_history_keeps(
    person_with, said_by, client, lang, where
):
    visitor = client(lang)
    type_code(visitor, said_by(person_with(TOLD)).keeping.code)
    assert f"/{lang}/away" in visitor.get(where).tree.xpath("//header//form/@action")
    page = visitor.post("away")
    assert page.path == f"/{lang}/away" and t(lang, HISTORY) in page.text
    assert (
        t(
            lang,
            "This browser has forgotten your key. Your answers are kept. Your key card opens them"
            " again.",
        )
        in page.text
    )


def test_after_a_supporters_put_away_too(person_with, client, said_by):
    owner, helper = person_with(SAID), client("fi")
    owner.press(owner.get("helpers"), name="Mika")
    helper.press(helper.get(f"h/{token_of(said_by, owner, 'Mika')}"))
    page = helper.post("view/away")
    assert t("fi", HISTORY) in page.text
    assert (
        t(
            "fi",
            "This browser has closed your answers. Your answers are kept. Your link opens them"
            " again.",
        )
        in page.text
    )


@pytest.mark.parametrize(
    "card, tells", [(Card(), False), (Card(word="Aamu"), True), (Card(picture="coffee"), True)]
)
def test_the_card_that_opened_is_told_and_its_name_where_it_says_something(
    person_with, said_by, client, card, tells
):
    visitor = client("fi")
    page = type_code(visitor, said_by(person_with(Said(by="me", card=card))).keeping.code)
    assert t("fi", "You opened the answers with this card") in page.text
    assert bool(page.tree.xpath("//p[@class='mark']/span")) == tells


# ---- an empty proposal of somebody who has answered ----------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("length", ["", "short", "everything"])
@pytest.mark.parametrize("path", ["proposal", "take", "shares"])
def test_who_has_told_what_is_not_well_is_led_to_choose(person_with, lang, length, path):
    visitor = person_with(Said(by="me", length=length, answers=UNWELL.answers), lang)
    page = visitor.get(path)
    assert t(lang, CHOOSE) in page.text
    assert f"/{lang}/set/change/ch0" in page.tree.xpath(
        "//main//a[contains(@class, 'button')]/@href"
    )
    assert visitor.get("set/change/ch0").choices() == list(UNWELL.answers)


@pytest.mark.parametrize("path", ["proposal", "take", "shares"])
def test_who_has_told_nothing_is_not(person, path):
    page = person("fi").get(path)
    assert not [said for said in (CHOOSE, LEFT_OUT, NO_PROPOSAL) if t("fi", said) in page.text]
    assert "vastaa" in page.text.lower()


def leave_all_out(visitor):
    """Press Leave out until nothing is left. Gives the page of the proposal."""
    while lines := (page := whole(visitor)).xpath("//button[@name='out']/@value"):
        for line in dict.fromkeys(lines):
            visitor.post("proposal", {"out": line})
    return page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_has_left_everything_out_is_told_so_and_how_it_comes_back(person_with, lang):
    visitor = person_with(SAID, lang)
    lines = leave_all_out(visitor).xpath("//button[@name='in']/@value")
    for path in ("take", "shares"):
        page = visitor.get(path)
        assert page.all("p.status") == [t(lang, LEFT_OUT)] and page.tree.xpath(
            "//p[@class='status']/img"
        )
        assert f"/{lang}/proposal" in page.tree.xpath("//div[@class='moves start']/a/@href")
    for step in ("who", "what", "until", "number"):
        assert visitor.get(f"share/{step}").path == f"/{lang}/shares", (
            "no link without a part to choose"
        )
    visitor.post("proposal", {"in": lines[0]})
    assert t(lang, LEFT_OUT) not in visitor.get("take").text + visitor.get("shares").text
    assert len(visitor.press(visitor.get("share/who"), name="Leila").choices()) >= 1


def test_a_part_whose_lines_are_all_left_out_is_not_offered_for_a_link(person_with):
    visitor = person_with(SAID)
    before = visitor.press(visitor.get("share/who"), name="Leila").choices()
    for line in whole(visitor).xpath(
        "//button[@name='out' and starts-with(@value, 'now.')]/@value"
    ):
        visitor.post("proposal", {"out": line})
    assert set(before) - set(visitor.get("share/what").choices()) >= {"now"}


@pytest.mark.parametrize("taken", [True, False])
def test_advice_that_was_taken_in_is_a_proposal(person_with, taken):
    visitor = person_with(
        Said(by="me", answers={**SAID.answers, "autonomy.au1": Answer(options=("someone-else",))})
    )
    page = leave_all_out(visitor)
    if taken:
        visitor.post(
            "proposal", {"in": page.chapter("advice").xpath("//main//button[@name='in']/@value")[0]}
        )
    assert bool(visitor.get("take").all("p.status")) != taken


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["proposal", "take", "shares"])
@pytest.mark.parametrize(
    "answer, told",
    [(Answer(options=("apple",)), NO_PROPOSAL), (Answer(state="unknown"), NOT_KNOWN)],
    ids=["given", "unknown"],
)
def test_who_has_answered_what_is_not_for_a_proposal_is_told_so(
    person_with, lang, path, answer, told
):
    page = person_with(Said(by="me", answers={"practice.pr1": answer}), lang).get(path)
    assert t(lang, told) in page.text and t(lang, HERE) not in page.text


def test_the_words_about_what_is_there_stand_where_something_is(person_with):
    """And an empty proposal asks nothing about a goal that is not there."""
    assert t("fi", HERE) in whole(person_with(SAID)).text
    page = whole(person_with(Said(by="me")))
    assert t("fi", HERE) not in page.first.text and page.all("article.entry")
    assert not [
        one
        for one in (
            "Kuka auttaa sinua tässä?",
            "Mitä tapahtuu ensin?",
            "Kuka tekee ensimmäisen asian?",
            "Milloin se tapahtuu?",
        )
        if one in page.text
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_said_names_the_goal_that_it_is_about(person_with, contents, lang):
    goals = ("now.ln1.home", "now.ln1.job")
    answers = UNWELL.answers | {
        "change.ch0": Answer(options=goals),
        "change.ch6": Answer(options=goals),
    }
    answers |= {f"arrange.ar2.{goal}": Answer(own=("Helmi",)) for goal in goals}
    visitor = person_with(Said(by="me", length="everything", answers=answers), lang)
    mine = visitor.get("map").tree.xpath("//details//a[contains(@href, '/set/goal-')]/@href")
    assert len(mine) == len(goals)
    for goal, href in zip(goals, mine, strict=True):
        (text,) = [
            one.wish
            for one in contents[lang].question("now", "ln1").thing
            if goal.endswith(f".{one.id}")
        ]
        page = visitor.get(f"{href}/said")
        assert text in page.text and page.tree.xpath("//li[starts-with(@id, 'arrange-ar2-')]")


@pytest.mark.parametrize(
    "answers, first",
    [(UNWELL.answers, "ch0"), ({}, "ch2"), ({"change.ch2": Answer(state="unknown")}, "ch2")],
)
def test_what_to_change_first_leads_to_a_question(person_with, answers, first):
    page = whole(person_with(Said(by="me", answers=answers)))
    links = page.xpath("//p[@class='acts']/a/@href")
    assert f"/fi/set/change/{first}" in links and "/fi/set/change" not in links


# ---- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lang, other",
    [
        ("fi", "linkki ja numero"),
        ("fi", "erkkosivu"),
        ("fi", "vähemmän kerralla"),
        ("sv", "numret"),
        ("sv", "JSON"),
    ],
)
def test_one_word_for_one_thing_and_an_easy_one(lang, other):
    assert other not in (TEXTS / lang / "LC_MESSAGES" / "messages.po").read_text()
