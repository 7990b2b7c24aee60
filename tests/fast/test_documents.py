"""The documents that a person takes along: PDF, web page, data file."""

import re
import tomllib
from collections import Counter
from html.parser import HTMLParser

import msgspec
import pytest

from hbself.export import Look, page, pdf
from hbself.export.document import Document, printed
from hbself.export.usertext import REPLACEMENT, clean, quoted
from hbself.model.document import Line, Part, Proposal, ProposalSection
from tests.support import check_pdf, invented, read_pdf
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
                _strings(
                    printed(proposal, texts(proposal.language), lambda t: clean(t, pdf.holders()))
                )
            ),
        )
    )
    del said["\n"]
    assert {c: n - found[c] for c, n in said.items() if n > found[c]} == {}


def _strings(document: Document):
    for one in document.all_sections:
        yield one.title
        for part in one.parts:
            yield part.title
            for line in part.lines:
                yield line.lead
                yield from (text for paragraph in line.paragraphs for text in paragraph.lines)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.long
def test_own_words_stand_in_quotation_marks_unchanged(made, language):
    found = re.sub(r"\s", "", read_pdf.text_of(made[f"aino-{language}"]))
    own = [
        line.text
        for section in invented.aino(language).sections
        for part in section.parts
        for line in part.lines
        if line.own
    ]
    assert len(own) > 5
    assert [text for text in own if re.sub(r"\s", "", quoted(text, language)) not in found] == []


@pytest.mark.long
def test_the_one_page_is_one_page_and_a_full_proposal_at_most_twelve(made):
    first = read_pdf.text_of(made["aino-fi"]).split("\n")[0]
    assert (
        "Oma ehdotukseni" in first
        and "24. maaliskuuta 2026" in first
        and "Voin muuttaa mieltäni." in first
        and "hoputa." in first
    )
    assert "Mikä on nyt hyvin" not in first
    assert pdf.page_count(made["aino-fi"]) <= 8
    assert pdf.page_count(made["full"]) <= pdf.MOST_PAGES


@pytest.mark.long
def test_what_is_surely_too_long_is_set_only_once(monkeypatch):
    """Each setting takes a core for seconds, and memory; a document of a hundred pages needs no try
    with more air.
    """
    ways, real = [], pdf.compiled
    monkeypatch.setattr(
        pdf,
        "compiled",
        lambda files, data, **options: (ways.append(data["look"]), real(files, data, **options))[1],
    )
    long = Line("x", "\n".join(f"Lyhyt rivi {i}." for i in range(1000)), "speak", "", True)
    made = msgspec.structs.replace(
        invented.aino(),
        sections=(
            ProposalSection("change", "Mitä haluan muuttaa", "change", (Part("", (long,)),)),
        ),
    )
    assert pdf.page_count(make(made)) > pdf.MOST_PAGES and [bool(one["dense"]) for one in ways] == [
        True
    ]


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
    assert jumps == (sections if len(sections) >= 4 else []), (
        "the list of its sections leads to each"
    )
    policy = next(attrs["content"] for tag, attrs in seen.tags if attrs.get("http-equiv"))
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert "url(" not in html and "@import" not in html


@pytest.mark.parametrize("name", ["aino-fi", "aino-sv", "hostile"])
def test_page_and_pdf_say_the_same_in_the_same_order(name):
    proposal, look = CASES[name]
    document = printed(proposal, texts(proposal.language), clean)
    seen = Seen(page.make(proposal, texts(proposal.language), PICTURES, look)).text
    squeezed, at = re.sub(r"\s", "", seen), 0
    for text in (re.sub(r"\s", "", one) for one in _strings(document)):
        at = squeezed.index(text, at)
