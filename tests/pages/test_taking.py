"""Taking the proposal along: what can be taken, what stands in it, and how it is handed in."""

import io
import json
import re

import docx
import lxml.html
import msgspec
import pytest

from hbself.model.languages import LANGUAGES
from hbself.model.sections import PLAN
from tests.support import read_pdf
from tests.support.places import DOCS
from tests.support.texts import t
from tests.support.walks import squeezed

READ = {
    "pdf": read_pdf.text_of,
    "word": lambda file: "".join(docx.Document(io.BytesIO(file)).element.body.itertext()),
    "page": lambda file: lxml.html.document_fromstring(file).find("body").text_content(),
}


@pytest.fixture
def owner(person, answer_all):
    """`owner("sv")`: somebody who has answered everything."""

    def one(lang: str):
        visitor = person(lang, by="me")
        answer_all(visitor, 3)
        return visitor

    return one


def text_of(visitor, kind: str) -> str:
    return squeezed(READ[kind.rpartition("-")[2]](visitor.file(f"take/{kind}").get_data()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_that_can_be_taken_is_named_in_words_and_comes(owner, lang, contents):
    visitor, texts = owner(lang), contents[lang].texts
    visitor.press(visitor.get("name/take"), "without")
    page = visitor.get("take")
    files = [one for one in page.tree.xpath("//main//a/@href") if "/take/" in one]
    kinds = [one.rpartition("/")[2] for one in files]
    papers = ["pdf", "word", "page"]
    assert kinds == [*papers, "plan", *(f"answers-{kind}" for kind in papers), "data"]
    for path, kind in zip(files, kinds, strict=True):
        given = visitor.file(path.split("/", 2)[2])
        name = re.search(r'filename="?([a-z-]+)-\d{4}-', given.headers["Content-Disposition"])[1]
        paper = kind if kind in ("plan", "data") else kind.partition("-")[0]
        expected = texts[
            f"{paper}.file" if paper in ("plan", "data", "answers") else "proposal.file"
        ]
        assert name == expected, kind


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_left_out_is_in_none_of_the_files_for_others(owner, lang):
    visitor = owner(lang)
    page = visitor.get("proposal/change")
    (line, *_) = page.tree.xpath("//button[@name='out']/@value")
    entry = f"//button[@value='{line}']/ancestor::*[contains(@class, 'entry')][1]"
    (words, *_) = page.tree.xpath(f"{entry}//*[contains(@class, 'mine')]")
    said = squeezed(words.text_content())
    kinds = ["pdf", "word", "page", "answers-pdf", "answers-word", "answers-page"]
    before = {kind: text_of(visitor, kind).count(said) for kind in kinds}
    assert all(before.values())
    visitor.post("proposal", {"out": line, "from": "change"})
    after = {kind: text_of(visitor, kind).count(said) for kind in kinds}
    assert all(after[kind] < before[kind] for kind in kinds)


@pytest.mark.parametrize(
    "kind", ["answers-data", "answers-plan", "answers-", "x", "answers-answers-pdf"]
)
def test_there_are_no_other_files(owner, kind):
    owner("fi").get(f"take/{kind}", 404)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_how_it_is_handed_in_stands_where_it_is_taken_and_on_the_last_page(owner, lang, contents):
    visitor, texts = owner(lang), contents[lang].texts
    visitor.press(visitor.get("name/take"), "without")
    page = visitor.get("take")
    assert t(lang, "How do I hand in my proposal?") in page.all("h2")
    for text in (
        "It is a proposal. Ask if you also need to make an application.",
        "If you get no answer, ask again. You can ask someone to help you.",
    ):
        assert t(lang, text) in page.text
    for kind in ("pdf", "word", "page"):
        for name in ("hand-in", "hand-in.how", "hand-in.what", "hand-in.wait"):
            assert squeezed(texts[f"document.{name}"]) in text_of(visitor, kind), f"{kind}: {name}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_the_site_says_so_it_names_the_place(owner, lang, app, monkeypatch):
    visitor, place = owner(lang), {code: f"Lähetä tänne: {code}-katu 1." for code in LANGUAGES}
    visitor.press(visitor.get("name/take"), "without")
    assert place[lang] not in visitor.get("take").text
    held = app.extensions["hbself"]
    config = msgspec.structs.replace(held.config, hand_in=place)
    monkeypatch.setitem(app.extensions, "hbself", msgspec.structs.replace(held, config=config))
    assert place[lang] in visitor.get("take").text
    for kind in ("pdf", "word", "page"):
        assert squeezed(place[lang]) in text_of(visitor, kind)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_for_a_worker_has_the_facts_of_the_workers_page_and_no_others(
    owner, lang, contents
):
    visitor, texts = owner(lang), contents[lang].texts
    plan = json.loads(visitor.file("take/plan").get_data())
    assert (plan["schema"], plan["version"], plan["language"]) == ("my-own-proposal-plan", 1, lang)
    assert [one["id"] for one in plan["headings"]] == list(PLAN)
    assert [one["title"] for one in plan["headings"]] == [texts[f"worker.{name}"] for name in PLAN]
    facts = [fact for one in plan["headings"] for fact in one["facts"]]
    assert len(facts) > 15 and {fact["said"] for fact in facts} == {"picked", "own-words"}
    paper = text_of(visitor, "pdf") + text_of(visitor, "answers-pdf")
    assert [f["text"] for f in facts if squeezed(f["text"]) not in paper] == []
    led = [f for f in facts if f["lead"]]
    assert len(led) > 5 and {f["goal"] for f in facts} >= {0, 1, 2, 3}


def test_the_file_for_a_worker_is_documented():
    text = (DOCS / "plan-file.md").read_text("utf-8")
    example = json.loads(re.search(r"```json\n(.*?)```", text, re.S)[1])
    for key in ("schema", "version", "language", "title", "day", "name", "meeting", "headings"):
        assert key in example and f"`{key}`" in text
    assert [name for name in PLAN if f"`{name}`" not in text] == []


def test_who_has_said_nothing_gets_a_file_with_empty_lists(person):
    plan = json.loads(person("en").file("take/plan").get_data())
    assert all(one["facts"] == [] for one in plan["headings"])
