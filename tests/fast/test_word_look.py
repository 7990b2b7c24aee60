"""How the Word file looks: indents, pages, pictures. tests/support/look_at_word.py shows it."""

import io

import docx
import msgspec
import pytest
from docx.enum.text import WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Emu

from hbself.export import Look, Portion, word
from hbself.export.printing import printed
from hbself.export.usertext import clean
from hbself.export.wordblocks import BOX, LONG_CM, Sizes, blocks
from hbself.model.document import Line, Part, ProposalSection
from tests.support import invented
from tests.support.places import PICTURES
from tests.support.word_files import CASES, level, longer_than_a_page, pictures

ROWS = ("Row", "Words", "Told", "Plan")  # ends of the names of the styles that items of lists have


@pytest.fixture(scope="module")
def made(contents) -> dict[str, bytes]:
    return {
        name: word.make(proposal, contents[proposal.language].texts, PICTURES, look)
        for name, (proposal, look) in CASES.items()
    }


@pytest.fixture(scope="module")
def opened(made) -> dict:
    return {name: docx.Document(io.BytesIO(file)) for name, file in made.items()}


@pytest.mark.parametrize("name", ["aino-fi", "small", "hostile-large"])
def test_words_begin_beside_their_picture_and_go_on_under_themselves(opened, name):
    """The indent hangs by as much as the tab stop, and the picture with its own distances leaves
    room before it.
    """
    for paragraph, picture in pictures(opened[name]):
        from_style, own = paragraph.style.paragraph_format, paragraph.paragraph_format
        base = paragraph.style.base_style.paragraph_format
        ways = (own, from_style, base)
        indent = next(w.left_indent for w in ways if w.left_indent is not None)
        hanging = next(w.first_line_indent for w in ways if w.first_line_indent is not None)
        stops = next([stop.position for stop in w.tab_stops] for w in ways if len(w.tab_stops))
        assert indent == -hanging and stops == [indent]
        sides = [picture.get(f"dist{side}") for side in "TBLR"]
        assert sides == ["0"] * 4, "LibreOffice would add 3 mm and miss the tab stop"
        assert int(picture.find(qn("wp:extent")).get("cx")) < indent
        assert paragraph.text.startswith("\t")


def test_items_of_a_list_keep_the_indents_of_their_style(opened):
    """LibreOffice forgets them: a second line would begin under the picture."""
    for paragraph in (
        p
        for name in ("aino-fi", "small", "hostile")
        for p in opened[name].paragraphs
        if p._p.pPr is not None and p._p.pPr.numPr is not None
    ):
        own, style = paragraph.paragraph_format, paragraph.style.paragraph_format
        if paragraph.style.name.endswith("Row"):
            assert own.left_indent and own.first_line_indent == -own.left_indent
        elif style.left_indent:
            assert own.left_indent == style.left_indent


def test_what_is_a_page_begins_one(opened, contents):
    """Each goal, all that is told in rows, the last page, and the page for the worker."""
    for name in ("aino-fi", "aino-sv", "small", "words-only", "full"):
        proposal = CASES[name][0]
        document = printed(proposal, contents[proposal.language].texts, clean)
        breaks = [p for p in opened[name].paragraphs if p.paragraph_format.page_break_before]
        first = (*document.sections[:1], *document.last[:1])
        expected = [one.title for one in (*document.goals, *first, document.worker)]
        assert [p.text.strip() for p in breaks] == expected and all(map(level, breaks))
        assert all(p.paragraph_format.space_before == 0 for p in breaks)


@pytest.mark.parametrize("name", ["aino-fi", "aino-sv", "aino-en"])
def test_what_is_a_page_is_likely_to_fit_on_one(contents, name):
    proposal = CASES[name][0]
    document = printed(proposal, contents[proposal.language].texts, clean)
    assert longer_than_a_page(document) == []


def test_pictures_are_smaller_only_where_a_page_is_full(contents):
    proposal = invented.aino()
    document = printed(proposal, contents["fi"].texts, clean)
    sizes = Sizes(2.2, 2.2, 16, 11, document.pictures)
    roomy = msgspec.structs.replace(
        document, one=msgspec.structs.replace(document.one, parts=document.one.parts[:1])
    )
    assert blocks(roomy, sizes)[1].front == 2.2 > blocks(document, sizes)[1].front >= 0.9


def test_an_empty_cell_has_a_line_to_write_on(opened, contents):
    document = printed(invented.aino("en"), contents["en"].texts, clean)
    paragraphs = opened["aino-en"].paragraphs
    for goal in document.goals:
        at = next(i for i, p in enumerate(paragraphs) if p.text.strip() == goal.title)
        for cell in goal.cells:
            at = next(
                i for i in range(at, len(paragraphs)) if paragraphs[i].text.strip() == cell.title
            )
            assert (paragraphs[at + 1].style.name == "Write") == cell.writes
    assert any(cell.writes for goal in document.goals for cell in goal.cells)
    for name, edges in (("Write", 1), ("Open", 1), ("Plan Write", 1), ("Plan Sign", 2)):
        stops = opened["aino-en"].styles[name].paragraph_format.tab_stops
        assert [stop.leader for stop in stops] == [WD_TAB_LEADER.HEAVY] * edges or [
            stop.leader for stop in stops
        ] == [WD_TAB_LEADER.LINES] * edges


def test_the_answer_of_the_meeting_stays_whole(opened, contents):
    """Boxes to tick, and two lines; on a colour, as what is so now and what is wanted."""
    texts, paragraphs = contents["fi"].texts, opened["aino-fi"].paragraphs
    starts = [i for i, p in enumerate(paragraphs) if p.text == texts["document.answer"]]
    assert len(starts) == 2
    for at in starts:
        box = paragraphs[at : at + 4]
        assert box[1].text.count(BOX) == 4
        assert [p.text.strip() for p in box[2:]] == [
            texts[f"document.{name}"] for name in ("why", "does")
        ]
        assert all(p.paragraph_format.keep_with_next for p in box[1:3])
        assert all(p._p.pPr.find(qn("w:shd")) is not None for p in box)


def test_nothing_for_the_person_to_write_on_stands_in_a_part(contents):
    made = word.make(
        invented.aino(), contents["fi"].texts, PICTURES, Look(), Portion("Leena", "31.12.2026")
    )
    styles = {p.style.name for p in docx.Document(io.BytesIO(made)).paragraphs}
    assert not styles & {"Write", "Open"}


def test_beside_a_second_line_there_is_no_hole(opened):
    """The second line begins under the picture: a large one would tear it from the first."""
    long = [
        picture
        for p, picture in pictures(opened["aino-fi"])
        if p.style.name == "Row" and len(p.text) > 60
    ]
    assert long and all(Emu(int(one.find(qn("wp:extent")).get("cx"))).cm <= LONG_CM for one in long)


def test_rows_are_a_list_without_marks(opened):
    """A screen reader says that it is a list; nothing stands before the words, and the styles keep
    their indents.
    """
    for name in ("aino-fi", "words-only", "hostile"):
        items = [
            p
            for p in opened[name].paragraphs
            if p._p.pPr is not None and p._p.pPr.numPr is not None
        ]
        rows = [p for p in opened[name].paragraphs if p.style.name.endswith(ROWS)]
        assert len(items) > 10 and {p._p for p in items} <= {p._p for p in rows}
        assert {p._p for p, picture in pictures(opened[name]) if p.style.name.endswith("Row")} <= {
            p._p for p in items
        } | {rows[0]._p}
        numbering = opened[name].part.numbering_part.element
        levels = list(numbering.iter(qn("w:lvl")))
        assert {p._p.pPr.numPr.numId.val for p in items} == {
            int(one.get(qn("w:numId"))) for one in numbering.iter(qn("w:num"))
        }
        assert [one.find(qn("w:lvlText")).get(qn("w:val")) for one in levels] == [""] and not any(
            True for _ in numbering.iter(qn("w:ind"))
        )


def test_words_in_another_script_say_their_language(contents):
    line = Line("x", "Haluan oppia: 我想画画, привіт, مرحبا.", "me", "", True)
    proposal = msgspec.structs.replace(
        invented.aino(), sections=(ProposalSection("me", "Minä", "me", (Part("", (line,)),)),)
    )
    file = docx.Document(io.BytesIO(word.make(proposal, contents["fi"].texts, PICTURES, Look())))
    row = next(p for p in file.paragraphs if "我想画画" in p.text)
    said = {run.text: run._r.find(f".//{qn('w:lang')}") for run in row.runs if run.text.strip()}
    languages = {text: one.get(qn("w:val")) for text, one in said.items() if one is not None}
    assert languages == {"我想画画": "zh", "привіт": "uk", "مرحبا": "ar"}
    assert {run.text for run in row.runs if run._r.find(f".//{qn('w:rtl')}") is not None} == {
        "مرحبا"
    }


def test_a_part_says_for_whom_and_until_when(contents):
    for language in ("fi", "sv", "en"):
        portion = Portion("Leena <b>", "31.12.2026")
        made = word.make(
            invented.aino(language), contents[language].texts, PICTURES, Look(), portion
        )
        found = "\n".join(p.text for p in docx.Document(io.BytesIO(made)).paragraphs)
        texts = contents[language].texts
        assert texts["document.part"] in found and "Leena <b>" in found and "31.12.2026" in found


def test_lines_to_sign_stay_under_what_is_agreed(opened):
    paragraphs = opened["aino-en"].paragraphs
    first = next(i for i, p in enumerate(paragraphs) if p.style.name == "Sign")
    assert (
        paragraphs[first - 1].paragraph_format.keep_with_next
        and paragraphs[first].paragraph_format.keep_with_next
    )


def test_without_pictures_there_are_none(opened):
    assert pictures(opened["words-only"]) == []
    assert not any(
        str(part.partname).startswith("/word/media")
        for part in opened["words-only"].part.package.iter_parts()
    )


def test_missing_pictures_do_not_keep_the_file_from_being_made(tmp_path, contents):
    file = docx.Document(
        io.BytesIO(word.make(invented.aino(), contents["fi"].texts, tmp_path, Look()))
    )
    assert pictures(file) == [] and any("Semmonen" in p.text for p in file.paragraphs)
