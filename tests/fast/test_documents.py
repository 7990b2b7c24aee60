"""The documents that a person takes along: PDF, web page, data file."""

import re
import tomllib
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import lxml.html
import msgspec
import pytest

from hbself.export import Look, page, pdf
from hbself.export.printing import printed
from hbself.export.usertext import REPLACEMENT, clean, quoted
from hbself.model.document import Line, Part, Proposal, ProposalSection
from tests.support import check_pdf, in_order, invented, read_pdf
from tests.support.places import ROOT

PICTURES = ROOT / "static/pictograms"
# Zero-width characters and spaces have no shape that could be lost.
UNSEEN = re.compile("[\\s\u200b-\u200f\u2060\ufe00-\ufe0f]|[\U000e0020-\U000e007f]")


def texts(language: str) -> dict[str, str]:
    files = (ROOT / "hbself/content" / name for name in ("document.toml", "proposal.toml"))
    listed = [one for file in files for one in tomllib.loads(file.read_text("utf-8"))["text"]]
    return {one["id"]: one["text"][language] for one in listed}


def make(proposal: Proposal, look: Look | None = None) -> bytes:
    return pdf.make(proposal, texts(proposal.language), PICTURES, look or Look())


CASES = {
    **{f"aino-{language}": (invented.aino(language), Look()) for language in ("fi", "sv", "en")},
    "small": (invented.aino(), Look("small", 120)),
    "words-only": (invented.aino("sv"), Look("none", 150)),
    "empty": (invented.empty(), Look()),
    "hostile": (invented.hostile(), Look()),
    "hostile-large": (invented.hostile("en"), Look("big", 200)),
    "full": (invented.full(), Look()),
    "full-large": (invented.full(), Look("big", 200)),
}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: make(*case) for name, case in CASES.items()}


# ---- PDF -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
@pytest.mark.long
def test_pdf_can_be_read_by_everybody(made, name):
    assert check_pdf.check(made[name], CASES[name][0].language) == []


@pytest.mark.long
def test_pdf_keeps_every_rule_of_its_standards(made):
    assert check_pdf.verapdf(made) == []


@pytest.mark.parametrize("name", CASES)
@pytest.mark.long
def test_nothing_that_was_said_vanishes(made, name):
    proposal = CASES[name][0]
    found = Counter(UNSEEN.sub("", read_pdf.text_of(made[name])))
    said = Counter(
        UNSEEN.sub(
            "",
            "".join(
                in_order.texts(
                    printed(proposal, texts(proposal.language), lambda t: clean(t, pdf.holders()))
                )
            ),
        )
    )
    del said["\n"]
    assert {c: n - found[c] for c, n in said.items() if n > found[c]} == {}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.long
def test_own_words_stand_in_quotation_marks_unchanged(made, language):
    proposal = invented.aino(language)
    answers = pdf.make(proposal, texts(language), PICTURES, Look(), None, "answers")
    found = re.sub(
        r"\s", "", read_pdf.text_of(made[f"aino-{language}"]) + read_pdf.text_of(answers)
    )
    own = [
        line.text
        for section in proposal.sections
        for part in section.parts
        for line in part.lines
        if line.own
    ]
    assert len(own) > 5
    assert [text for text in own if re.sub(r"\s", "", quoted(text, language)) not in found] == []


@pytest.mark.long
def test_the_one_page_is_one_page(made):
    first = read_pdf.text_of(made["aino-fi"]).split("\n")[0]
    assert (
        "Oma ehdotukseni" in first
        and "24. maaliskuuta 2026" in first
        and "Voin muuttaa mieltäni." in first
        and "hoputa." in first
    )
    assert "Mikä on nyt hyvin" not in first
    assert pdf.page_count(made["aino-fi"]) <= 8


@pytest.mark.parametrize("name", ["important", "now", "help"])
def test_who_has_said_only_what_stands_in_my_answers_has_no_empty_paper(name):
    proposal = invented.aino()
    sections = tuple(one for one in proposal.sections if one.id == name)
    assert sections
    alone = msgspec.structs.replace(proposal, sections=sections, worker=None, mirror=())
    found = read_pdf.text_of(make(alone))
    assert "Ehdotukseni on vielä tyhjä." not in found and sections[0].title in found


@pytest.mark.long
def test_left_out_lines_and_empty_sections_are_not_printed(made):
    found = read_pdf.text_of(made["empty"])
    assert "pois" not in found and "Minä" not in found and "Ehdotukseni on vielä tyhjä." in found


@pytest.mark.long
def test_same_proposal_same_bytes(made):
    assert make(*CASES["aino-fi"]) == made["aino-fi"]


def test_a_picture_that_is_missing_does_not_keep_the_document_from_being_made(tmp_path):
    assert check_pdf.check(pdf.make(invented.aino(), texts("fi"), tmp_path, Look()), "fi") == []


def test_strict_letters_when_a_font_fails(monkeypatch):
    """Should a mark ever come through that no font can set, the rest of the
    document is still made.
    """
    monkeypatch.setattr(pdf, "clean", lambda text, *_, **__: text)
    proposal = invented.aino()
    line = Line("x", "sana ༀ ݐ", "me", "", True)
    broken = msgspec.structs.replace(
        proposal, sections=(ProposalSection("me", "Minä", "me", (Part("", (line,)),)),)
    )
    assert f"sana{REPLACEMENT}" in read_pdf.text_of(make(broken)).replace(" ", "")


# ---- text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*invented.HOSTILE, invented.LONG, ""])
def test_cleaned_text_is_printable_and_stays_cleaned(text):
    once = clean(text, pdf.holders(), 20)
    once.encode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", once)
    assert clean(once, pdf.holders(), 20).replace("\u200b", "") == once.replace("\u200b", "")


def test_letters_of_finland_are_kept_and_missing_ones_are_seen():
    kept = "ÅÄÖ åäö šž ŠŽ čđŋŧ ǩǧǥʒǯ é € ½ ” – … 😀 مرحبا"
    assert clean(kept, pdf.holders()) == kept
    assert clean("a\U00013000c", pdf.holders()) == f"a{REPLACEMENT}c"
    assert clean("\u200b \x00") == ""
    assert clean("\u180e") == clean("\u20dd") == clean("\u3164 \u2800") == ""
    assert clean("rivi\n" * 100) == "\n".join(["rivi"] * 100)


# ---- web page ------------------------------------------------------------------------------------


class Seen(HTMLParser):
    """What an HTML file holds: tags with their attributes, ids, and text."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, found):
        # Where a heading may be parted
        self.text += found.replace("\u00ad", "").replace("\u200b", "")


@pytest.mark.parametrize("name", CASES)
def test_page_is_whole_safe_and_one_file(name):
    proposal, look = CASES[name]
    html = page.make(proposal, texts(proposal.language), PICTURES, look)
    html.encode()
    seen = Seen(html)
    tags = Counter(tag for tag, _ in seen.tags)
    assert (
        tags["h1"] == 1 and tags["html"] == 1 and ("html", {"lang": proposal.language}) in seen.tags
    )
    assert not tags.keys() & {"script", "link", "iframe", "object", "embed", "form", "img", "base"}
    allowed = re.compile(r"#[ps]-[a-z0-9-]+$|data:image/svg\+xml,")
    assert all(
        allowed.match(v) for _, attrs in seen.tags for k, v in attrs.items() if k in ("href", "src")
    )
    assert not any(k.startswith("on") or k == "style" for _, attrs in seen.tags for k in attrs)
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["href"][1:] for tag, attrs in seen.tags if tag == "use"} == {
        one for one in ids if one.startswith("p-")
    }
    jumps = [attrs["href"][1:] for tag, attrs in seen.tags if tag == "a"]
    sections = [one for one in ids if one.startswith("s-")]
    listed = sections if len(sections) >= 4 else []
    assert jumps[: len(listed)] == listed, "the list of its sections leads to each"
    assert set(jumps) <= set(sections)
    policy = next(attrs["content"] for tag, attrs in seen.tags if attrs.get("http-equiv"))
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert "url(" not in html and "@import" not in html


@pytest.mark.parametrize("paper", ["proposal", "answers"])
@pytest.mark.parametrize("name", ["aino-fi", "aino-sv", "aino-en", "hostile", "full"])
def test_page_says_all_in_the_order_of_the_document(name, paper):
    proposal, look = CASES[name]
    document = printed(proposal, texts(proposal.language), clean, None, paper)
    seen = Seen(page.make(proposal, texts(proposal.language), PICTURES, look, paper)).text
    squeezed, at = re.sub(r"\s", "", seen), 0
    for text in (re.sub(r"\s", "", one) for one in in_order.texts(document)):
        at = squeezed.index(text, at) + len(text)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_headings_of_the_page_leave_out_none(language):
    html = page.make(invented.aino(language), texts(language), PICTURES, Look())
    levels = [int(level) for level in re.findall("<h([1-6])", html)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_each_goal_begins_a_page_and_an_empty_cell_has_a_line(language):
    document = printed(invented.aino(language), texts(language), clean)
    tree = lxml.html.document_fromstring(
        page.make(invented.aino(language), texts(language), PICTURES, Look())
    )
    for goal in document.goals:
        (found,) = tree.xpath(f"//section[@id='s-{goal.id}']")
        assert "new-page" in found.get("class").split()
        cells = found.xpath(".//div[contains(@class, 'cell ') or @class='cell']")
        assert [bool(one.xpath(".//p[@class='write']")) for one in cells] == [
            cell.writes for cell in goal.cells
        ]
        assert len(found.xpath(".//div[@class='answer']//ul[@class='ticks']/li")) == 4
    starts = [one.get("id") for one in tree.xpath("//section[contains(@class, 'new-page')]")]
    firsts = [*document.goals, *document.sections[:1], *document.last[:1]]
    assert starts == [*(f"s-{one.id}" for one in firsts), "s-worker"]


def test_who_hears_the_page_is_told_what_a_mark_means():
    """The letter is only seen; its words are only heard."""
    tree = lxml.html.document_fromstring(page.make(invented.aino(), texts("fi"), PICTURES, Look()))
    facts = tree.xpath("//section[@id='s-worker']//li")
    marks = [one for fact in facts for one in fact.xpath(".//span[@class='mark']")]
    assert marks and all(one.get("aria-hidden") == "true" for one in marks)
    heard = [one.getnext() for one in marks]
    assert {one.get("class") for one in heard} == {"unseen"}
    words = {texts("fi")[f"document.{name}"] for name in ("picked", "own")}
    assert {one.text_content().strip(" ()") for one in heard} <= words


def test_lines_that_were_left_out_are_nowhere_on_the_page():
    out = msgspec.structs.replace(invented.aino("en").sections[0].parts[0].lines[0], included=False)
    part = Part("Good", (out, Line("x", "kept", "me")))
    sections = tuple(
        ProposalSection(name, name, "me", (part,)) for name in ("me", "goals", "change", "ask")
    )
    made = msgspec.structs.replace(
        invented.aino("en"), sections=sections, worker=sections[0], mirror=()
    )
    html = page.make(made, texts("en"), PICTURES, Look())
    assert html.count("kept") >= 5 and out.text not in html
