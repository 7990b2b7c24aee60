"""How the paper is laid out, on records that come from answering the site in each language."""

import io
import random
import re

import msgspec
import pikepdf
import pypdfium2
import pytest

from hbself.export import Look, Portion
from hbself.export.printing import printed
from hbself.keeping import copies
from hbself.model.document import Line, Part, ProposalSection
from tests.support import check_pdf, invented, read_pdf
from tests.support.read_pdf import page_texts

LANGUAGES = ("fi", "sv", "en")
KINDS = ("proposal", "answers")
LOOKS = {"normal": Look(), "large": Look("big", 200), "words only": Look("none", 150)}


def elements(file: bytes) -> list:
    with pikepdf.open(io.BytesIO(file)) as found:
        return [
            (one.tag, sum(x.contents for x in one.walk()), [kid.tag for kid in one.kids])
            for top in check_pdf._tree(found.Root.StructTreeRoot, {})
            for one in top.walk()
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_real_proposal_can_be_read_by_everybody(built, paper, language):
    made = built(language)
    files = {
        f"{name}: {kind}": paper(made, look, kind=kind)
        for name, look in LOOKS.items()
        for kind in KINDS
    }
    files["part"] = paper(
        copies.chosen(made, ["change", "goals"]), portion=Portion("Virtanen", "31.12.2026")
    )
    assert [check_pdf.check(file, language) for file in files.values()] == [[]] * len(files)
    assert check_pdf.verapdf(files) == []


def on_rules(file: bytes) -> list[str]:
    """Letters that stand on a thick rule (more than a point) across the page: "3: g"."""
    found = []
    with pypdfium2.PdfDocument(file) as document:
        for number, page in enumerate(document, 1):
            bounds = [
                one.get_bounds()
                for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
            ]
            rules = [
                (left, low, right, high)
                for left, low, right, high in bounds
                if right - left > 300 and 1 < high - low < 4
            ]
            text = page.get_textpage()
            words, boxes = (
                text.get_text_range(),
                [text.get_charbox(i) for i in range(text.count_chars())],
            )
            found += [
                f"{number}: {word}"
                for word, (x, bottom, _, top) in zip(words, boxes, strict=False)
                if word.strip()
                and any(
                    left < x < right and bottom < high + 1 and top > low
                    for left, low, right, high in rules
                )
            ]
    return found


@pytest.mark.parametrize(
    "look",
    [Look("none", 200), Look("none", 100), Look("big", 200)],
    ids=["words only, large", "words only", "large"],
)
def test_no_letter_stands_on_a_rule(built, paper, look):
    assert on_rules(paper(built("sv"), look)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_have_no_loose_and_no_empty_parts(built, paper, language):
    file = paper(built(language))
    found = elements(file)
    assert not [
        one for one in found if one[0] in ("Document", "Div", "LBody") and "Span" in one[2]
    ], "a text is a paragraph"
    assert {tag for tag, contents, _ in found if not contents} == set()
    with pikepdf.open(io.BytesIO(file)) as opened:
        kinds = {
            str(kind.ListNumbering)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary)
            for kind in one.get("/A", [])
            if "/ListNumbering" in kind
        }
    assert kinds == {"/None"}, "nothing stands before the rows"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_goal_is_a_heading_and_a_bookmark(built, paper, language):
    made = built(language)
    goals = [
        part
        for section in made.sections
        if section.id == "goals"
        for part in section.parts
        if part.lines[0].id.startswith("goal:") and part.lines[0].included
    ]
    file = paper(made)
    with pikepdf.open(io.BytesIO(file)) as opened, opened.open_outline() as outline:
        marks = {
            mark.title
            for one in outline.root
            for first in (one, *one.children)
            for mark in (first, *first.children)
        }
    assert goals
    for part in goals:
        goal = part.lines[0]
        about = f"{goal.lead.rstrip(':')} – " if goal.lead else ""
        heading = f"{part.title}: {about}{goal.text}"
        assert any(mark.replace("”", "").replace("“", "") == heading for mark in marks), heading


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workers_page_that_is_longer_than_a_page_goes_on(paper, language):
    """A link of an older version may hold one."""
    made = invented.aino(language)
    parts = tuple(Part(f"H {i}", (Line(f"w{i}", f"Nr {i}.", ""),)) for i in range(60))
    box = msgspec.structs.replace(made.worker, parts=parts)
    file = paper(msgspec.structs.replace(made, worker=box))
    text = read_pdf.text_of(file)
    assert all(f"Nr {i}." in text for i in range(60))


@pytest.mark.parametrize("rows", range(8, 20))
def test_a_goal_that_is_only_its_heading_stays_whole_at_the_end_of_a_page(paper, rows):
    """Wherever on the page it comes: its words beside the picture stand on the paper."""
    before = tuple(Line(f"x{i}", f"Nr {i}.", "cook") for i in range(rows))
    goal = Line("goal:g", "Haluan mukaan ryhmään netissä. " * 2, "goal")
    sections = (
        ProposalSection("learn", "Mitä haluan oppia", "learn", (Part("", before),)),
        ProposalSection("goals", "Minun tavoitteeni", "goal", (Part("Tavoite 1", (goal,)),)),
        ProposalSection("help", "Kuka auttaa", "support", (Part("", before[:3]),)),
    )
    made = msgspec.structs.replace(invented.aino("fi"), sections=sections, worker=None)
    assert check_pdf.check(paper(made, LOOKS["large"], kind="answers"), "fi") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [100, 200])
def test_the_head_of_a_page_names_the_section_of_a_goal(contents, paper, language, text):
    words, goal = contents[language].texts, contents[language].texts["part.goal.1"]
    lines = tuple(Line(f"x{i}", "Hei " * 40, "cook") for i in range(30))
    for title in (
        words["section.next"],
        words["section.goals"],
        words["section.next"] + " vammaispalvelusuunnitelman" * 3,
    ):
        section = ProposalSection("next", title, "goal", (Part(goal, lines),))
        made = msgspec.structs.replace(
            invented.aino(language), sections=(section,), mirror=(), worker=None
        )
        pages = page_texts(paper(made, Look("big", text), kind="answers"))
        heads = [text.split("\r\n")[0] for text in pages][1:]
        heads = [head for head in heads if goal in head]  # the first may have the title itself
        start = title[: 30 if " vammais" not in title else 10]
        assert len(heads) > 1 and all(
            head.startswith(start) and head.endswith(f": {goal}") for head in heads
        ), heads[:2]


def test_a_goal_that_goes_on_says_so_on_the_next_page(built, paper, contents):
    """So does every part and section: no page begins with lines of which nobody knows what they
    are.
    """
    made = built("fi")
    names = {section.title for section in made.sections} | {made.worker.title.partition(":")[0]}
    names |= {
        name
        for section in made.sections
        for part in section.parts
        for name in (part.title, f"{section.title}: {part.title}")
    }
    names |= {contents["fi"].texts["document.hand-in"]}
    pages = [text for kind in KINDS for text in page_texts(paper(made, kind=kind))[1:]]
    assert len(pages) > 15
    for number, text in enumerate(pages, 2):
        first = text.split("\r\n")[0].rstrip(":")
        assert any(
            name and (name.startswith(first.rstrip("…")) or first.startswith(name))
            for name in names
        ), f"page {number} begins with {first!r}"


def test_a_part_is_set_out_as_a_part(built, paper, contents):
    """ "What I want to change" alone is no "me on one page": it has its heading with a picture, and
    says for whom it is.
    """
    for language in LANGUAGES:
        made, texts = built(language), contents[language].texts
        part = copies.chosen(made, ["change"])
        document = printed(part, texts, str)
        assert document.one is None and [one.id for one in document.sections] == ["change"]
        file = paper(part, portion=Portion("Virtanen", "31.12.2026"))
        first = page_texts(file)[0].replace("\r\n", " ")
        assert (
            texts["document.part"] in first
            and "Virtanen" in first
            and "31.12.2026" in first
            and texts["section.change"] in first
        )
        assert texts["document.part"] not in page_texts(paper(made))[0].replace("\r\n", " ")


def test_a_shared_part_says_for_whom_and_until_when(person, answer_set, client, contents):
    owner = person("fi")
    answer_set(owner, "change", random.Random(3))
    owner.post("share/who", {"name": "Virtanen"})
    owner.post("share/what", {"answer": "change"})
    owner.post("share/until", {"answer": "week"})
    token = re.search(r"/s/([\w-]{22})", owner.post("share/number", {"number": ""}).html)[1]
    reader, texts = client("sv"), contents["fi"].texts
    assert texts["document.part"] in " ".join(
        page_texts(reader.http.post(f"/sv/s/{token}/pdf").data)[0].split()
    )
    assert "Virtanen" in page_texts(reader.http.post(f"/sv/s/{token}/pdf").data)[0]


def test_digits_are_easy_to_read(built, paper):
    """The zero of the main font has a stroke, which Nordic readers take for a letter: digits come
    from another.
    """
    file = paper(built("fi"))
    with pikepdf.open(io.BytesIO(file)) as opened:
        for page in opened.pages:
            for font in page.Resources.Font.values():
                if "Atkinson" in str(font.BaseFont):
                    assert not set("0123456789") & set("".join(read_pdf.letters_of(font).values()))
