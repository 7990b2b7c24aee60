"""What the site says of an answer is true, and whatever was written comes back from a page that
refuses it.
"""

import pytest

from hbself.keeping import records
from hbself.keeping.store import NotSaved
from hbself.model.languages import LANGUAGES
from hbself.web import visit
from tests.support.texts import t

KEPT, SKIPPED = "Your answer is kept.", "You skipped the question. You can answer it later."


def told(page) -> str:
    return " ".join(page.all("//p[@role='status'][not(@id='voice')]"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_what_was_kept_is_called_kept(person, lang):
    visitor = person(lang)
    assert told(visitor.press(visitor.get("set/now/ln4"), do="back")) == "", (
        "no answer, nothing kept"
    )
    assert told(visitor.press(visitor.get("set/now/ln4"), do="skipped")) == t(lang, SKIPPED)
    asked = visitor.press(visitor.get("set/now/ln5"), status=422)
    assert t(lang, SKIPPED) in told(visitor.press(asked))
    assert told(visitor.press(visitor.get("set/now/ln4"), do="unknown")) == t(lang, KEPT)
    assert told(visitor.press(visitor.get("set/now/ln3"), text="Sanoja.", do="skipped")) == t(
        lang, KEPT
    ), "the words are kept"
    visitor.press(visitor.get("set/now/ln3"))
    assert told(visitor.press(visitor.get("set/now/ln3"), do="back")) == "", "nothing was changed"
    assert told(visitor.press(visitor.get("set/now/ln3"), text="Muita.", do="back")) == t(
        lang, KEPT
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "form", "missing"),
    [
        ("set/now/ln5", {}, True),
        ("set/now/ln3", {"text": "a" * 3000}, False),
        ("people/new", {}, True),
        ("people/new", {"person_name": "a" * 61}, False),
        ("key", {"word": "a" * 30}, False),
        ("helpers", {"name": ""}, True),
        ("helpers", {"name": "a" * 61}, False),
        ("share/who", {}, True),
        ("share/who", {"name": "a" * 61}, False),
        ("name/take", {"name": "a" * 61}, False),
        ("open", {}, True),
        ("open", {"group0": "ABC"}, False),
    ],
)
def test_the_heading_says_what_is_wrong(person, lang, path, form, missing):
    page = person(lang).post(path, form, status=422)
    words = t(lang, "Something is missing" if missing else "Check this")
    assert page.all("//*[@role='alert']/p[@class='what']") == [words] and page.tree.xpath(
        "string(//title)"
    ).startswith(f"{words}: ")
    sent = [v for v in form.values() if v]
    assert not sent or sent[0] in [v for f in page.tree.forms for v in f.fields.values()]


FORMS = {
    "key": {"word": "kuunsirppi"},
    "helpers": {"name": "Mika Esimerkki"},
    "share/who": {"name": "Leila Esimerkki"},
    "name/take": {"name": "Aino Esimerkki"},
    "share/number": {"number": "4711"},
    "people/new": {"person_name": "Helmi E"},
    "set/now/ln3": {"text": "Ensimmäinen", "note": "Toinen"},
    "set/change/ch2": {"own0": "Eka oma", "own4": "Vika oma", "note": "Huomio"},
}


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("status", [403, 413, 500, 503])
def test_error_pages_give_back_every_word_in_whatever_field(person, monkeypatch, path, status):
    visitor, heads = person("fi"), {"Sec-Fetch-Site": "cross-site"} if status == 403 else {}

    def fails(*_):
        raise {413: records.TooMuch, 500: ValueError, 503: NotSaved}.get(status, ValueError)("x")

    if status != 403:
        monkeypatch.setattr(visit.Visit, "record", fails)
    page = visitor.post(
        path,
        FORMS[path] | {"do": "next", "tab": "geheim", "was": "geheim"},
        status=status,
        headers=heads,
    )
    monkeypatch.undo()
    assert all(words in page.text for words in FORMS[path].values()) and "geheim" not in page.text


def test_two_fields_that_fail_both_come_back(person):
    page = person("fi").post(
        "set/change/ch2",
        {"own0": "a" * 300, "own3": "Lyhyt", "note": "b" * 3000, "do": "next"},
        status=422,
    )
    fields = dict(page.fields())
    assert (
        fields["own0"] == "a" * 300 and "Lyhyt" in fields.values() and fields["note"] == "b" * 3000
    )
    assert len(page.tree.xpath("//*[@role='alert']//a")) == 2


def test_codes_are_not_repeated_by_an_error_page(client):
    page = client("fi").post(
        "open", {"group0": "AB12", "code": "SECRETCODE"}, status=403, headers={"Origin": "null"}
    )
    assert "AB12" not in page.text and "SECRETCODE" not in page.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_has_lost_the_card_is_told_what_can_be_done(client, lang):
    page = client(lang).get("open")
    assert t(lang, "Have you lost your card?") in page.all("h2")
    assert page.tree.xpath(f"//a[@href='/{lang}/bring-back']") and page.tree.xpath(
        f"//a[@href='/{lang}/reading']"
    )


@pytest.mark.parametrize("fault", [records.TooMuch, ValueError, NotSaved])
def test_who_has_no_answers_is_not_told_that_they_are_kept(client, person, monkeypatch, fault):
    def fails(*_args, **_more):
        raise fault("x")

    mine = person("fi")
    monkeypatch.setattr("hbself.web.visit.Visit.start", fails)
    monkeypatch.setattr("hbself.web.visit.Visit.change_by", fails)
    status = {records.TooMuch: 413, NotSaved: 503}.get(fault, 500)
    page = client("fi").post("who", {"answer": "me"}, status)
    assert "vastauksesi" not in page.text and not page.tree.xpath(
        "//main//a[contains(@href, '/map')]"
    )
    assert "Aiemmat vastauksesi ovat tallessa." in mine.post("set/now/said", {}, status).text
