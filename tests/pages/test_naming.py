"""Whose paper it is: asked once, when the proposal is taken or shared, and free to pass over."""

import json
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from hbself import limits
from hbself.keeping import copies, records, vault
from hbself.keeping.records import FORMAT
from hbself.life import taking
from hbself.model.languages import LANGUAGES
from hbself.model.said import Paper, Said
from tests.support.bringing import bring, file_of
from tests.support.people import fresh
from tests.support.sharing import SAID, change, opened, share
from tests.support.texts import t

NEW = replace(SAID, paper=Paper())
DAY = (date.today() + timedelta(9)).isoformat()
# A proposal as a copy of format 3 holds it
OLD = dict.fromkeys(("title", "intro", "day", "day_text"), "") | {
    "language": "fi",
    "sections": [],
    "mirror": [],
    "missing": [],
}
QUESTION = "What name do you want on the paper?"


def paper(said_by, owner) -> Paper:
    return said_by(owner).said.paper


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_asked_once_when_the_proposal_is_taken(person_with, said_by, lang):
    owner = person_with(NEW, lang)
    owner.get("proposal")
    assert not paper(said_by, owner).asked, "never before it is taken"
    page = owner.get("take")
    assert page.h1 == t(lang, QUESTION)
    page = owner.press(page, name="  Aino   E. ", date=DAY)
    assert page.path == f"/{lang}/take" and "Aino E." in page.all("//main//bdi")
    assert paper(said_by, owner) == Paper("Aino E.", DAY, True)
    assert owner.get("take").path == f"/{lang}/take"
    for then, before in (("take", "Aino E."), ("proposal", "Otto")):
        page = owner.get(owner.get(then).link("//a[contains(@href, '/name/')]"))
        assert dict(page.fields())["name"] == before
        assert owner.press(page, name="Otto").path.startswith(f"/{lang}/{then}")
        assert paper(said_by, owner).name == "Otto"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_passes_it_over_is_not_asked_again(person_with, said_by, lang):
    owner = person_with(NEW, lang)
    page = owner.press(owner.get("take"), name="Aino", do="without")
    assert page.path == f"/{lang}/take" and paper(said_by, owner) == Paper(asked=True)
    assert "Aino" not in page.html and owner.get("take").path == f"/{lang}/take"
    empty = person_with(NEW, lang)
    assert empty.press(empty.get("take")).path == f"/{lang}/take", "a name is free"


def test_it_is_asked_before_a_link_is_made(person_with, said_by):
    owner = person_with(NEW)
    page = owner.get(owner.get("shares").link("a.next"))
    assert page.h1 == t("fi", QUESTION)
    assert owner.press(page, name="Aino").path == "/fi/share/who"
    assert owner.get("shares").link("a.next") == "/fi/share/who"


def test_an_empty_proposal_asks_for_no_name(person_with):
    owner = person_with(fresh())
    assert owner.get("take").path == "/fi/take"
    assert not owner.get("take").tree.xpath("//main//a[contains(@href, '/name/')]")
    assert not owner.get("proposal").tree.xpath("//main//a[contains(@href, '/name/')]")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_wrong_comes_back_as_it_was_typed(person_with, said_by, lang):
    owner = person_with(NEW, lang)
    long = "A" * (limits.NAME + 1)
    page = owner.press(owner.get("name/take"), status=422, name=long, date="huomenna")
    assert (dict(page.fields())["name"], dict(page.fields())["date"]) == (long, "huomenna")
    assert len(page.tree.xpath("//*[@role='alert']//a")) == 2
    today = date.today().isoformat()
    asked = owner.press(owner.get("name/take"), status=422, name="Aino", date=today)
    assert not paper(said_by, owner).asked, "today may be a slip of the browser"
    owner.press(asked)
    assert paper(said_by, owner).meeting == today
    owner.press(owner.get("name/take"))
    owner.press(owner.get("name/take"), date="1.2.28")
    assert paper(said_by, owner).meeting == "2028-02-01"
    owner.post("name/nowhere", {"name": "x"}, status=404)
    owner.get("name/nowhere", status=404)


def test_the_word_stands_on_every_file_and_in_no_title(person_with):
    owner = person_with(NEW)
    owner.press(owner.get("take"), name="Aino Mökö", date=DAY)
    told = owner.file("take/page").get_data(as_text=True)
    assert "Nimi: Aino Mökö" in told and "Palaverin päivä: " in told
    assert "Aino" not in told.partition("</title>")[0]
    for path in ("take", "proposal", "name/take"):
        assert "Aino" not in owner.get(path).tree.xpath("string(//title)")
    assert "Aino" not in owner.file("take/pdf").headers["Content-Disposition"]
    assert "Aino Mökö" in owner.file("take/data").get_data(as_text=True), "it is the person's own"


@pytest.mark.parametrize("number", ["", "4711"])
def test_a_reader_is_greeted_with_it_only_where_the_copy_opens(
    person_with, client, app, said_by, number
):
    owner, reader = person_with(replace(NEW, paper=Paper("Aino", DAY, True))), client("en")
    token = share(owner, number=number)
    assert "Aino" not in reader.get(f"s/{token}").html, "programs follow links"
    page = opened(reader, token, **({"number": number} if number else {}))
    assert "Aino" in page.all("//main//bdi") and "Aino" not in page.tree.xpath("string(//title)")
    assert "Palaverin päivä:" in page.text and t("en", "Who made this proposal:") in page.text
    change(owner, app, lambda a: replace(a, said=replace(a.said, paper=Paper(asked=True))))
    assert "Aino" in owner.get(f"shares/{token}/look").text, "the copy stays as it was given"
    nameless = opened(reader, share(owner))
    assert t("en", "Who made this proposal:") not in nameless.text


def test_a_supporter_has_none_of_it(person_with, client, said_by):
    owner, helper = person_with(replace(NEW, paper=Paper("Aino", DAY, True))), client("fi")
    owner.press(owner.get("helpers"), name="Mika")
    page = helper.press(helper.get(f"h/{said_by(owner).keeping.supporters[0].token}"))
    assert "Aino" not in page.html
    helper.get("view/name/take", status=404)
    helper.post("view/name/take", {"name": "Otto"}, status=404)


# ---- it travels, and older ones open -------------------------------------------------------------


def test_it_is_brought_back_within_the_limits(person_with, contents, said_by):
    brought = replace(NEW, paper=Paper("Aino " + "a" * 99, DAY, True))
    owner = person_with(fresh())
    owner.press(bring(owner, file_of(contents, brought)), answer="file")
    kept = paper(said_by, owner)
    assert kept.name == ("Aino " + "a" * 99)[: limits.NAME] and kept.meeting == DAY and kept.asked


@pytest.mark.parametrize("file_first", [True, False])
def test_two_names_the_first_side_counts_and_one_fills_what_is_open(contents, file_first):
    here, file, none = (
        replace(NEW, paper=one) for one in (Paper("A", "", True), Paper("B", "", True), Paper())
    )
    both = taking.merged(here, file, file_first, contents["fi"])
    assert both.paper.name == ("B" if file_first else "A")
    for one, other in ((here, none), (none, here)):
        assert taking.merged(one, other, file_first, contents["fi"]).paper.name == "A"


def test_a_record_and_a_copy_of_the_format_before_open(person_with):
    """Format 3 had the form of today without these fields."""
    text = records.pack(records.Record(NEW)).replace(b'"format":%d' % FORMAT, b'"format":3')
    assert records.unpack(text, records.Record).said == NEW
    copy = json.dumps({"format": 3, "reader": "Reijo", "until": "2026-12-01", "proposal": OLD})
    copy = copy.replace(" ", "").encode()
    old = records.unpack(copy, copies.Copy).proposal
    assert (old.name, old.meeting) == ("", "")
    with pytest.raises(vault.Newer):
        later = text.replace(b'"format":3', b'"format":%d' % (FORMAT + 1))
        records.unpack(later, records.Record)
    with pytest.raises(vault.Newer):
        records.unpack(b'{"format":4,"said":{"paper":{"name":"x","colour":"red"}}}', records.Record)
    assert Said().paper == Paper()
