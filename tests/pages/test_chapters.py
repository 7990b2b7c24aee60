"""The proposal chapter by chapter: what stands where, what is done with a line, and the way back to
it.
"""

import re

import msgspec
import pytest

from hbself.keeping import vault
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Goal, Person, Said
from tests.support import lived
from tests.support.people import hard
from tests.support.sharing import SAID, opened, share
from tests.support.texts import t
from tests.support.whole_proposal import press, whole

HOME = "now.ln1.home"
MIXED = Said(
    by="me",
    length="everything",
    people=(Person("person-1", "Mika", "assistant"),),
    answers={
        HOME: Answer(options=("works-well",), by="helped"),
        "now.ln1.job": Answer(options=("works-well",), by="me"),
        "now.ln3": Answer(text="Kahvi.", by="helped"),
        "change.ch3": Answer(options=("rest", "learn"), by="me"),
        "change.ch6": Answer(options=("change.ch3:rest",), by="me"),
        "arrange.ar2.goal-1": Answer(people=("person-1",), by="me"),
        "important.im1": Answer(options=("home",), by="helped"),
    },
    goals=(Goal("goal-1", "change.ch3:rest"),),
)
WAYS = ("next", "back", "skipped", "unknown")


def line_at(page, words: str):
    """The article of the one line with these words."""
    (found,) = [a for a in page.tree.xpath("//main//article") if words in a.text_content()]
    return found


def to_change(visitor, path: str, words: str):
    """Press Change at a line."""
    page = visitor.get(path)
    return visitor.get(line_at(page, words).xpath("string(.//a[contains(@href, '/set/')]/@href)"))


def lands(visitor, page, do: str, **fields) -> str:
    """Where a press leads, with the part of the page: "proposal/now?kept=yes#line-123456"."""
    sent = [(k, v) for k, v in page.fields() if k not in fields]
    sent += [(k, v) for k, v in fields.items() if v is not None]
    answer = visitor.http.post(page.action(), data=dict([*sent, ("do", do)]))
    assert answer.status_code == 303
    return answer.headers["Location"].split("/", 2)[2]


def figure(visitor, line: str) -> str:
    """By what an address names a line of theirs."""
    return str(vault.figure(vault.from_cookie(visitor.key()), line))


def at(visitor, line: str) -> str:
    """The part of a page that is a line."""
    return f"line-{vault.figure(vault.from_cookie(visitor.key()), line, 10**12)}"


def test_no_address_tells_a_line(person_with):
    """Who reads an address in a history or a log can't find the answer by trying all."""
    one, other = person_with(hard(), "en"), person_with(hard(), "en")
    line = "rights.ri8.home:afraid"
    assert figure(one, line) != figure(other, line), "it hangs on the key"
    html = "".join(p.html for p in whole(one).pages)
    there = re.findall(r'(?:href|id|action)="([^"]*)"', html)
    assert any(figure(one, line) in address for address in there)
    assert not [address for address in there if "afraid" in address]


# ---- what stands where ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_that_can_be_left_out_stands_in_a_chapter_and_goals_come_first(person_with, lang):
    visitor = person_with(lived_all(lang), lang)
    page = visitor.get("proposal")
    hrefs = page.tree.xpath("//main//ul[@class='chapters']//a/@href")
    names = [href.rpartition("/")[2] for href in hrefs]
    assert names[:4] == ["goal-1", "goal-2", "goal-3", "me"] and names[-1] == "ready"
    assert {"worker", "not-in", "advice"} <= {*names}
    there = whole(visitor)
    shown = there.xpath("//main//button[@name='out']/@value")
    taken = set(re.findall(r'id="line-[^"]+"', there.html))
    assert len(shown) > 100 and len(taken) > 100
    for one in there.pages[1:]:
        assert len(one.tree.xpath("//nav[@class='parts']//a[@aria-current]")) == 1
        assert one.tree.xpath("string(//nav[@class='parts']//a[1]/@href)") == page.path
    assert len({p.tree.xpath("string(//title)") for p in there.pages}) == len(there.pages)


def lived_all(lang: str) -> Said:
    from hbself import content
    from tests.support.places import PICTURES

    return lived.lived(content.load(PICTURES)[lang], lived.worst, 1)


def test_take_share_name_and_what_is_missing_stand_on_top(person_with):
    page = person_with(MIXED, "en").get("proposal")
    top = page.tree.xpath("//ul[contains(@class, 'ways')]//a/@href")
    assert top == ["/en/take", "/en/shares", "/en/name/proposal", "/en/proposal/missing"]
    assert page.html.index("/en/take") < page.html.index("/en/proposal/goal-1")
    assert "/en/may-stand" in person_with(hard(), "en").get("proposal").html


def test_no_page_of_an_enormous_life_is_long(person_with):
    """However much somebody has answered, a page grows no longer."""
    visitor = person_with(lived_all("fi"))
    assert all(len(page.all("//main//article")) <= 14 for page in whole(visitor).pages)


def test_a_page_that_is_not_there_leads_on(person_with):
    visitor = person_with(MIXED, "en")
    assert visitor.get("proposal/now/7").path == "/en/proposal/now"
    assert visitor.get("proposal/money").path == "/en/proposal"
    assert visitor.get("proposal/others-3").path == "/en/proposal"
    for path in ("proposal/nothing", "proposal/now/0", "proposal/now/x", "proposal/now/-1"):
        visitor.get(path, status=404)


def test_a_place_from_before_opens_the_list(person_with):
    """What an older record, and an older address, led to."""
    said = Said(by="me", answers=MIXED.answers, at="proposal")
    visitor = person_with(said, "en")
    assert "/en/proposal" in visitor.get("").tree.xpath("//main//a/@href")
    assert visitor.get("proposal#line-now-ln3-text").path.startswith("/en/proposal")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_is_told_once_and_only_where_it_was_given(person_with, lang):
    visitor = person_with(MIXED, lang)
    all_of_it, some = (
        t(lang, "I answered with help."),
        t(lang, "I answered a part of this with help."),
    )
    first = visitor.get("proposal")
    assert first.text.count(some) == 1 and all_of_it not in first.text
    for path, lines in (("now", 2), ("important", 1), ("goal-1", 0)):
        page = visitor.get(f"proposal/{path}")
        told = [a for a in page.tree.xpath("//article") if all_of_it in a.text_content()]
        assert len(told) == lines, "in what is folded: which of them"
        assert some not in page.text and page.text.count(all_of_it) == lines
    of_help = {k: a for k, a in MIXED.answers.items() if a.by == "helped"}
    helped = person_with(msgspec.structs.replace(MIXED, answers=of_help), lang)
    assert helped.get("proposal").text.count(all_of_it) == 1
    assert all_of_it not in helped.get("proposal/now").text


# ---- what is done with a line --------------------------------------------------------------------


def test_a_line_that_is_left_out_is_seen_so_and_comes_back_by_one_press(person_with):
    visitor = person_with(MIXED, "en")
    page = visitor.get("proposal/now")
    at = line_at(page, "Kahvi")
    sent = [*page.fields(), ("out", at.xpath("string(.//button[@name='out']/@value)"))]
    answer = visitor.http.post(page.action(), data=dict(sent))
    assert answer.headers["Location"] == f"/en/proposal/now?kept=yes#{at.get('id')}"
    page = visitor.get("proposal/now")
    at = line_at(page, "Kahvi")
    assert "out" in at.get("class").split() and t("en", "Left out") in at.text_content()
    assert not at.xpath(".//details//button[@name='in']"), "one press, nothing to open before"
    assert "Kahvi" in visitor.get("proposal/not-in").text
    page = press(visitor, "in", "Kahvi", "now")
    assert page.path.startswith("/en/proposal/now")
    assert "out" not in line_at(page, "Kahvi").get("class").split()


def test_who_takes_in_one_of_several_stays_in_their_list(person_with):
    visitor = person_with(MIXED, "en")
    for line in ("now.ln3:text", f"{HOME}:works-well", "now.ln1.job:works-well"):
        visitor.post("proposal", {"out": line})
    page = visitor.get("proposal/not-in")
    lines = page.tree.xpath("//button[@name='in']/@value")
    assert len(lines) == 3
    sent = dict([*page.fields(), ("in", lines[0])])
    after = visitor.http.post(page.action(), data=sent).headers["Location"]
    assert after.startswith("/en/proposal/not-in?kept=yes#line-")
    assert after.partition("#")[2] in visitor.get(after).html, "the one that came next"
    for line in lines[1:]:
        after = visitor.post("proposal", {"in": line, "from": "not-in"})
    assert after.path.startswith("/en/proposal/now"), "the list is gone: where the line is now"


def test_a_line_of_an_old_tab_is_left_out_and_found(person_with):
    """Pages of earlier versions send no chapter."""
    visitor = person_with(MIXED, "en")
    answer = visitor.http.post("/en/proposal", data={"out": "now.ln3:text"})
    assert answer.headers["Location"].endswith(
        "/proposal/now?kept=yes#" + at(visitor, "now.ln3:text")
    )


# ---- the way back --------------------------------------------------------------------------------


@pytest.mark.parametrize("do", WAYS)
def test_change_in_the_proposal_leads_back_to_the_line(person_with, said_by, do):
    visitor = person_with(MIXED, "en")
    page = to_change(visitor, "proposal/goal-1", "Mika")
    assert "/set/arrange/ar2/goal-1?from=goal-1" in page.path
    there = lands(visitor, page, do)
    assert there.startswith("proposal/goal-1")
    assert ("#line-" in there) == (do in ("next", "back"))
    assert said_by(visitor).said.at == "proposal"


def test_what_was_said_instead_stands_where_one_comes_back(person_with):
    visitor = person_with(MIXED, "en")
    page = to_change(visitor, "proposal/now", "Things are good at home")
    there = lands(visitor, page, "next", note="Melua")
    assert there.endswith("#" + at(visitor, f"{HOME}:works-well"))
    page = visitor.get("set/now/ln1/job?from=now&line=999998")  # no line has this figure
    there = lands(visitor, page, "next")
    assert there.endswith("#" + at(visitor, "now.ln1.job:works-well")), "a line of this answer"
    page = to_change(visitor, "proposal/important", "Home")
    there = lands(visitor, page, "next", answer="family")
    assert there == f"proposal/important?kept=yes#{at(visitor, 'important.im1:family')}"


def test_a_chapter_that_is_gone_leads_to_the_list(person_with):
    visitor = person_with(
        Said(by="me", answers={"now.ln3": Answer(text="Kahvi."), HOME: Answer(options=("so-so",))}),
        "en",
    )
    page = to_change(visitor, "proposal/now", "Kahvi")
    assert lands(visitor, page, "unknown", text="").startswith("proposal?kept=yes")


@pytest.mark.parametrize("do", WAYS)
def test_change_in_you_said_leads_back_there(person_with, said_by, do):
    visitor = person_with(MIXED, "en")
    page = visitor.get("set/now/said")
    (href,) = page.tree.xpath("//li[@id='now-ln1-home']//a/@href")
    there = lands(visitor, visitor.get(href), do)
    assert re.fullmatch(r"set/now/said(\?kept=\w+)?#now-ln1-home", there)
    assert said_by(visitor).said.at == "said:now"


def test_a_supporter_comes_back_to_you_said_and_to_no_proposal(person_with, client, said_by):
    owner, helper = person_with(SAID, "en"), client("en")
    owner.press(owner.get("helpers"), name="Mika")
    helper.press(helper.get(f"h/{said_by(owner).keeping.supporters[0].token}"))
    page = helper.get("view/set/now/ln3?from=said")
    assert lands(helper, page, "next", text="Kahvi").startswith("view/set/now/said?kept=yes#")
    page = helper.get("view/set/now/ln3?from=now&line=1")
    assert "from" not in dict(page.fields())


def test_the_way_back_outlives_what_happens_on_the_way(person_with):
    """Something missing, somebody who is added, settings, another language."""
    visitor = person_with(MIXED, "en")
    came = {"from": "goal-1", "line": figure(visitor, "arrange.ar2.goal-1:person-1")}

    def knows(page) -> bool:
        return came.items() <= dict(page.fields()).items()

    page = to_change(visitor, "proposal/goal-1", "Mika")
    assert knows(page)
    wrong = visitor.press(page, status=422, answer=None)
    assert knows(wrong)
    for lang in ("fi", "sv"):
        for one in (page, wrong):
            hrefs = one.tree.xpath(f"//header//a[@hreflang='{lang}']/@href")
            assert knows(visitor.get(hrefs[0], lang=lang)), one.status
    page = visitor.press(page, do="add", person_name="Helmi", person_role="")
    assert knows(page) and "Helmi" in page.text
    # Settings: the form of the question goes there, and its own leads back
    settings = visitor.post("reading", [*page.fields(), ("do", "settings")])
    assert knows(settings)
    for do in ("next", "back"):
        assert knows(visitor.press(settings, do=do)), do
    tried = visitor.press(settings, do="try")
    assert knows(visitor.press(tried, do="next"))
    # Another language, chosen in the head with something picked
    there = "/fi" + page.path.partition("?")[0][3:]
    left = dict([*page.fields(), ("do", "leave"), ("to", there)])
    answer = visitor.http.post(page.action(), data=left)
    assert answer.headers["Location"] == f"{there}?from=goal-1&line={came['line']}"


def test_the_way_back_outlives_a_draft_and_two_tabs(person_with):
    visitor = person_with(MIXED, "en")
    path = f"set/now/ln3?from=now&line={figure(visitor, 'now.ln3:text')}"
    page = visitor.get(path)
    written = dict([*page.fields(), ("text", "Unsent"), ("turn", "1")])
    assert visitor.http.post("/en/draft", data=written).status_code == 204
    drafted = visitor.get(path)
    assert "Unsent" in drafted.html and dict(drafted.fields())["from"] == "now"
    visitor.post("set/now/ln3", {"text": "Tea", "do": "next"})
    both = visitor.press(page, text="Milk")
    assert both.link("a.next").endswith("/proposal/now?kept=yes#" + at(visitor, "now.ln3:text"))


@pytest.mark.parametrize("query", ["from=Zq9xK7wv&line=1", "from=now&line=Zq9xK7wv", "from=//x.y"])
def test_nothing_made_up_is_carried(person_with, query):
    visitor = person_with(MIXED, "en")
    page = visitor.get(f"set/now/ln3?{query}")
    assert "Zq9xK7wv" not in page.html and "x.y" not in page.html
    sent = [*page.fields(), ("do", "next"), ("from", "https://x.y"), ("line", "1")]
    there = visitor.http.post(page.action(), data=dict(sent)).headers["Location"]
    assert there.startswith("/en/set/now/") and "x.y" not in there


def test_a_question_that_was_opened_by_itself_leads_on(person_with):
    visitor = person_with(MIXED, "en")
    page = visitor.get("set/now/ln3")
    assert "from" not in dict(page.fields())
    assert lands(visitor, page, "next").startswith("set/now/")


# ---- readers -------------------------------------------------------------------------------------


def test_a_readers_page_has_its_file_on_top_too(person_with, client):
    page = opened(client("fi"), share(person_with(SAID), "now"))
    buttons = page.tree.xpath("//main//button[@form='copy' or ancestor::form[@id='copy']]")
    assert [page.html.count(t("fi", "Save as a PDF file")), len(buttons)] == [2, 2]
    assert page.html.index('form="copy"') < page.html.index("<section")
