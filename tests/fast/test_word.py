"""The proposal as a Word file. tests/support/look_at_word.py shows how it looks in LibreOffice."""

import io
import re
import zipfile
from itertools import pairwise

import docx
import msgspec
import pytest
from docx.oxml.ns import qn
from lxml import etree

from hbself.export import Look, press, word
from hbself.export.printing import printed
from hbself.export.usertext import clean, quoted
from hbself.keeping import cards
from hbself.model.document import Line, Part, ProposalSection
from tests.support import in_order, invented
from tests.support.places import PICTURES
from tests.support.word_files import ANSWERS, CASES, level, names, pictures

# The order of children in ECMA-376, part 1: CT_PPr (17.3.1.26) and CT_RPr (17.3.2.28), as far as a
# document of ours goes.
ORDER = {
    name: order.split()
    for name, order in {
        "pPr": (
            "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr"
            " suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct"
            " topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
            " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
            " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
        ),
        "rPr": (
            "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
            " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u"
            " effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
        ),
        "style": (
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden"
            " unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr"
            " tblPr trPr tcPr tblStylePr"
        ),
    }.items()
}


@pytest.fixture(scope="module")
def made(contents) -> dict[str, bytes]:
    """The files of the cases, and "answers-…": the other paper."""
    papers = [("", "proposal", CASES), ("answers-", "answers", ANSWERS)]
    return {
        before + name: word.make(
            proposal, contents[proposal.language].texts, PICTURES, look, None, paper
        )
        for before, paper, cases in papers
        for name, (proposal, look) in cases.items()
    }


@pytest.fixture(scope="module")
def opened(made) -> dict:
    return {name: docx.Document(io.BytesIO(file)) for name, file in made.items()}


# ---- what it says --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*CASES, *(f"answers-{name}" for name in ANSWERS)])
def test_all_that_was_said_is_there_in_order(opened, contents, name):
    proposal = CASES[name.removeprefix("answers-")][0]
    paper = "answers" if name.startswith("answers-") else "proposal"
    document = printed(proposal, contents[proposal.language].texts, clean, None, paper)
    found, at = "\n".join(p.text for p in opened[name].paragraphs), 0
    for text in filter(None, in_order.texts(document)):
        at = found.index(text, at) + len(text)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_own_words_stand_in_quotation_marks_unchanged(opened, language):
    papers = (opened[f"aino-{language}"], opened[f"answers-aino-{language}"])
    found = "\n".join(p.text for paper in papers for p in paper.paragraphs)
    own = [
        line.text
        for section in invented.aino(language).sections
        for part in section.parts
        for line in part.lines
        if line.own
    ]
    assert len(own) > 5 and all(quoted(text, language) in found for text in own)


def test_what_was_left_out_is_not_there(opened):
    found = [p.text for p in opened["empty"].paragraphs]
    assert "Ehdotukseni on vielä tyhjä." in found and not any("pois" in text for text in found)


def test_what_was_left_out_is_nowhere(contents):
    """Neither in rows, nor on the page of a goal, nor on the page for the worker."""

    def without(part: Part) -> Part:
        lines = (
            msgspec.structs.replace(line, included=number % 2 == 0, text=f"{line.text} ({number})")
            for number, line in enumerate(part.lines)
        )
        return Part(part.title, tuple(lines))

    proposal = invented.aino("en")
    cut = [
        msgspec.structs.replace(section, parts=tuple(map(without, section.parts)))
        for section in (*proposal.sections, proposal.worker)
    ]
    made = msgspec.structs.replace(proposal, sections=tuple(cut[:-1]), worker=cut[-1])
    file = word.make(made, contents["en"].texts, PICTURES, Look())
    found = "\n".join(p.text for p in docx.Document(io.BytesIO(file)).paragraphs)
    assert "(2)" in found and not re.search(r"\([13579]\)", found)


def test_people_sign_and_the_worker_reads_where_it_comes_from(opened, contents):
    found = [p.text.strip() for p in opened["aino-sv"].paragraphs]
    texts = contents["sv"].texts
    assert sum(texts["document.name-and-day"] in text for text in found) == 2
    assert any(text.startswith(texts["document.made-from-my-answers"]) for text in found)
    assert found.index(texts["document.hand-in"]) < found.index("För socialarbetaren")
    assert any(
        texts["document.sign-me"] in text and texts["document.sign-worker"] in text
        for text in found[-1:]
    )


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_each_fact_for_the_worker_says_whether_it_was_picked(opened, contents, language):
    """By a letter on a colour; the letters are told first, and stand on the line of their fact."""
    words = contents[language].texts
    letters = {own: words[f"document.{own}"][0].upper() for own in ("own", "picked")}
    assert len(set(letters.values())) == 2
    marked = [
        run.text.strip()
        for p in opened[f"aino-{language}"].paragraphs
        if p.style.name == "Plan"
        for run in p.runs
        if run._r.find(f".//{qn('w:shd')}") is not None
    ]
    document = printed(invented.aino(language), words, clean)
    facts = [fact for row in document.worker.rows for fact in row.facts]
    expected = [letters["own" if fact.own else "picked"] for fact in facts if fact.marked]
    assert marked == [letters["picked"], letters["own"], *expected] and len(facts) > 2


# ---- read by everybody ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_headings_are_headings(opened, contents, name):
    proposal = CASES[name][0]
    document = printed(proposal, contents[proposal.language].texts, clean)
    found = [(level(p), p.text.strip()) for p in opened[name].paragraphs if level(p)]
    levels = [one for one, _ in found]
    assert found[0] == (1, document.title) and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    groups = ([document.one], document.goals, document.sections, document.last)
    parts = [*(one for group in groups for one in group), document.hand_in, document.worker]
    assert [text for one, text in found if one == 2] == [
        one.title.strip() for one in parts if one is not None
    ]
    assert all(text for _, text in found)


@pytest.mark.parametrize(
    ("language", "locale"), [("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")]
)
def test_the_language_is_set(opened, language, locale):
    file = opened[f"aino-{language}"]
    assert [
        one.get(qn("w:val"))
        for one in file.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    ] == [locale]
    assert (
        file.core_properties.language == locale
        and file.core_properties.title == invented.aino(language).title
    )


@pytest.mark.parametrize("name", ["aino-fi", "aino-sv", "aino-en", "small", "hostile"])
def test_each_picture_says_what_it_shows(opened, name):
    language, found = CASES[name][0].language, pictures(opened[name])
    assert len(found) > 15
    for paragraph, picture in found:
        shown, alternative = names(picture)
        assert alternative == cards.names(language)[shown] and alternative.strip()
        passed_by = picture.find(
            ".//{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
        )
        assert passed_by is not None and passed_by.get("val") == "1", (
            f"{shown} would be read aloud before {paragraph.text!r}"
        )
    ids = [picture.find(qn("wp:docPr")).get("id") for _, picture in found]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", CASES)
def test_no_table_and_nothing_that_floats(opened, name):
    assert not any(
        True
        for _ in opened[name].element.iter(
            qn("w:tbl"), qn("wp:anchor"), qn("w:framePr"), qn("w:txbxContent"), qn("w:pict")
        )
    )


@pytest.mark.parametrize(
    ("name", "least"), [("aino-fi", 16), ("small", 16 * 1.3), ("hostile-large", 32)]
)
def test_no_text_is_small(opened, name, least):
    for p in opened[name].paragraphs:
        least_here = 11 if p.style.name.startswith("Plan") else int(least)
        assert p.style.font.size.pt >= least_here and not any(run.font.size for run in p.runs)
    assert all(p.style.font.size.pt >= 14 for p in opened[name].sections[0].footer.paragraphs)


def test_right_to_left_words_run_right_to_left(opened):
    found = {p.text.strip("“”\t"): p._p for p in opened["hostile-large"].paragraphs}
    hebrew = next(p for text, p in found.items() if text.startswith("שלום"))
    finnish = next(p for text, p in found.items() if text.startswith("Tämä on pitkä"))
    assert (
        hebrew.find(f".//{qn('w:bidi')}") is not None
        and hebrew.find(f".//{qn('w:rtl')}") is not None
    )
    assert finnish.find(f".//{qn('w:bidi')}") is None and finnish.find(f".//{qn('w:rtl')}") is None


# ---- the file ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_children_stand_in_the_order_of_the_standard(made, name):
    with zipfile.ZipFile(io.BytesIO(made[name])) as file:
        parts = [
            etree.fromstring(file.read(part))
            for part in file.namelist()
            if re.fullmatch(r"word/(document|styles|footer\d*)\.xml", part)
        ]
    assert len(parts) == 3
    for part in parts:
        for parent, order in ORDER.items():
            for found in part.iter(qn(f"w:{parent}")):
                children = [order.index(etree.QName(child).localname) for child in found]
                assert children == sorted(children) and (
                    parent == "style" or len(set(children)) == len(children)
                ), etree.tostring(found)


@pytest.mark.parametrize("name", CASES)
def test_every_style_that_is_used_is_there(opened, name):
    file = opened[name]
    known = {style.style_id for style in file.styles}
    assert {one.get(qn("w:val")) for one in file.element.iter(qn("w:pStyle"))} <= known


@pytest.mark.parametrize("name", CASES)
def test_no_character_can_break_the_file(made, name):
    with zipfile.ZipFile(io.BytesIO(made[name])) as file:
        assert file.testzip() is None
        text = "".join(etree.fromstring(file.read("word/document.xml")).itertext())
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]", text
    )


def test_a_mark_of_xml_is_only_a_mark(contents):
    line = Line("x", "]]></w:t><w:p/> &lt; <!-- &#0; " + "\x00\x0b\ud800", "me", "", True)
    proposal = msgspec.structs.replace(
        invented.aino("en"), sections=(ProposalSection("me", "Me", "me", (Part("<b>", (line,)),)),)
    )
    found = [
        p.text
        for p in docx.Document(
            io.BytesIO(word.make(proposal, contents["en"].texts, PICTURES, Look()))
        ).paragraphs
    ]
    assert "<b>" in found and any("]]></w:t><w:p/> &lt; <!-- &#0;" in text for text in found)


def test_same_proposal_same_bytes(made, contents):
    assert word.make(invented.aino(), contents["fi"].texts, PICTURES, Look()) == made["aino-fi"]
    with zipfile.ZipFile(io.BytesIO(made["aino-fi"])) as file:
        assert {one.date_time for one in file.infolist()} == {word.wordstyles.ZIP_DAY}


def test_the_file_says_nothing_of_who_made_it(made, opened):
    about = opened["aino-fi"].core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created.date().isoformat() == about.modified.date().isoformat() == invented.DAY
    with zipfile.ZipFile(io.BytesIO(made["aino-fi"])) as file:
        assert not [
            name
            for name in file.namelist()
            if re.search("thumbnail|customXml|app.xml|Effects", name)
        ]


def test_it_opens_as_a_file_of_today_that_can_be_written_in(opened):
    settings = opened["aino-fi"].settings.element
    assert [
        one.get(qn("w:val"))
        for one in settings.iter(qn("w:compatSetting"))
        if one.get(qn("w:name")) == "compatibilityMode"
    ] == ["15"]
    assert settings.find(qn("w:documentProtection")) is None


def test_a_picture_is_made_once_and_stands_in_the_file_once(made, contents, monkeypatch):
    monkeypatch.setattr(press.typst, "compile", lambda *_, **__: pytest.fail("made again"))
    assert word.make(invented.aino(), contents["fi"].texts, PICTURES, Look()) == made["aino-fi"]
    with zipfile.ZipFile(io.BytesIO(made["aino-fi"])) as file:
        stored = [name for name in file.namelist() if name.startswith("word/media/")]
    shown = {
        names(picture)[0] for _, picture in pictures(docx.Document(io.BytesIO(made["aino-fi"])))
    }
    assert len(stored) == len(shown)


def test_nothing_of_a_person_stays_behind(contents, monkeypatch):
    """What was set is let go at once, not when Python happens to tidy up."""
    seen = []
    real = word.wordstyles.about
    monkeypatch.setattr(
        word.wordstyles, "about", lambda doc, *rest: (seen.append(doc), real(doc, *rest))
    )
    word.make(invented.aino(), contents["fi"].texts, PICTURES, Look())
    parts = [part for part in seen[0].part.package.iter_parts() if hasattr(part, "element")]
    assert len(parts) > 3 and not any(len(part.element) for part in parts)
