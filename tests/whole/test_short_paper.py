"""The two papers: the proposal, which is short by design, and "My answers", on records that come
from answering the site in each language.
"""

import re

import pytest
from msgspec.structs import replace

from hbself.export import Look, pdf
from hbself.export.printing import printed
from hbself.model.sections import CELLS
from tests.support import read_pdf
from tests.support.read_pdf import page_texts

LANGUAGES = ("fi", "sv", "en")
LOOKS = {"normal": Look(), "large": Look("big", 200), "words only": Look("none", 150)}


def begins(pages: list[str], title: str) -> list[int]:
    """The numbers of the pages at whose head a title stands."""
    flat = "".join(title.split())
    return [n for n, text in enumerate(pages, 1) if "".join(text.split()).startswith(flat)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_is_one_page_each_goal_begins_one_and_so_do_the_last_and_the_workers(
    built, paper, contents, language
):
    made, texts = built(language), contents[language].texts
    # At larger sizes it grows, and the pictures stay
    for name, most in (("normal", 1), ("words only", 2), ("large", 3)):
        pages = page_texts(paper(made, LOOKS[name]))
        goals = [begins(pages, texts[f"part.goal.{n}"]) for n in (1, 2, 3)]
        assert all(goals) and goals[0][0] <= most + 1, f"{name}: {goals}"
        worker = begins(pages, made.worker.title)
        assert worker == [len(pages)], f"{name}: the worker's page is one, and the last"


@pytest.mark.parametrize("seed", range(2, 10))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_proposal_has_ten_pages_at_most_with_three_goals(built, paper, language, seed):
    """Who has answered everything, and has far more wishes than three; all of these stand in "My
    answers".
    """
    made = built(language, seed)
    goals = next(section for section in made.sections if section.id == "goals")
    count = sum(part.lines[0].id.startswith("goal:") for part in goals.parts)
    assert pdf.page_count(paper(made)) <= 7 + count <= 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_my_answers_have_all_that_is_in_and_nothing_that_is_left_out(built, paper, language):
    made = built(language)
    found = squeezed(read_pdf.text_of(paper(made, kind="answers")))
    lines = [
        line
        for section in made.sections
        if section.id != "me"
        for part in section.parts
        for line in part.lines
    ]
    inside = {squeezed(line.text) for line in lines if line.included}
    assert len(inside) > 100
    assert [text for text in inside if text not in found] == []
    out = {squeezed(line.text) for line in (*lines, *made.waiting) if not line.included}
    assert [text for text in out - inside if len(text) > 12 and text in found] == []


def squeezed(text: str) -> str:
    """A text without white space, soft hyphens and quotation marks."""
    return re.sub("[\\s\u00ad\u200b”“]", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_wishes_than_the_proposal_has_room_for_are_told_of(built, paper, contents, language):
    made, texts = built(language), contents[language].texts
    change = next(section for section in made.sections if section.id == "change")
    assert len(change.parts) > 14
    assert squeezed(texts["document.tell-more"]) in squeezed(read_pdf.text_of(paper(made)))
    part = replace(change, parts=change.parts[:4])
    few = replace(made, sections=(part,))
    assert squeezed(texts["document.tell-more"]) not in squeezed(read_pdf.text_of(paper(few)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_meeting_needs_and_nobody_has_said_has_a_line_to_write_on(
    built, paper, contents, language
):
    """Of one who has said only what they want: who helps, what it costs, what comes first, the
    answer of the meeting, the day to look at it again, names.
    """
    words = contents[language]
    goal = built(language)
    section = next(one for one in goal.sections if one.id == "goals")
    bare = replace(section, parts=(replace(section.parts[0], lines=section.parts[0].lines[:1]),))
    made = replace(goal, sections=(bare,), worker=None, name="", meeting="")
    document = printed(made, words.texts, str)
    assert [cell.id for cell in document.goals[0].cells if cell.writes] == ["who", "cost", "first"]
    assert all(cell.writes for cell in document.goals[0].cells)
    assert [(one.id, one.writes, one.signed) for one in document.last] == [
        ("ask", 2, False),
        ("again", 1, False),
        ("agree", 0, True),
    ]
    text = squeezed(read_pdf.text_of(paper(made)))
    for name in ("answer", "yes", "partly", "no", "later", "why", "does", "name-and-day"):
        assert squeezed(words.texts[f"document.{name}"]) in text, name
    for name in ("cell.decides", "cell.risk", "cell.safe", "cell.more"):
        assert squeezed(words.texts[name]) not in text, "nothing is said of it: no empty cell"
    assert document.hand_in and squeezed(document.hand_in.title) in text


def test_each_question_that_is_asked_for_a_goal_has_its_cell(contents):
    asked = {
        f"{found.id}.{q.id}"
        for found in contents["fi"].sets.values()
        for q in found.question
        if q.for_each == "goal" and not q.titles
    }
    assert asked == {one for row in CELLS.values() for one in row.questions}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workers_page_names_each_goal_with_its_page(built, paper, contents, language):
    made = built(language)
    pages = page_texts(paper(made))
    worker = squeezed(pages[-1])
    word = contents[language].texts["document.page"].lower()
    for n in (1, 2, 3):
        (at, *_) = begins(pages, contents[language].texts[f"part.goal.{n}"])
        assert f"({word}{at})" in worker, n


def all_headings(document) -> set[str]:
    """What may not be the last thing on a page: headings, and what leads others."""
    parts = [part for section in document.rows for part in section.parts]
    rows = [line for part in parts for line in part.lines]
    cells = [cell for goal in document.goals for cell in goal.cells]
    rows += [line for goal in document.goals for line in (*goal.told, *goal.now, *goal.want)]
    texts = [section.title for section in document.rows]
    texts += [part.title for part in parts if part.lines] + [cell.title for cell in cells]
    texts += [goal.title for goal in document.goals] + [line.lead for line in rows]
    texts += [document.words[name] for name in ("now", "want", "answer")]
    return {squeezed(text) for text in texts if text}


@pytest.mark.parametrize("kind", ["proposal", "answers"])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_and_no_lead_stands_alone_at_the_end_of_a_page(
    built, paper, contents, language, look, kind
):
    made = built(language)
    document = printed(made, contents[language].texts, str, paper=kind)
    headings, title = all_headings(document), squeezed(document.title)
    ends = []
    for text in page_texts(paper(made, LOOKS[look], kind=kind)):
        lines = [squeezed(line) for line in text.split("\r\n") if line.strip()]
        ends.append(next(line for line in reversed(lines) if not line.startswith(title)))
    assert len(headings) > 25
    assert [end for end in ends if end in headings] == []


@pytest.mark.parametrize("kind", ["proposal", "answers"])
@pytest.mark.parametrize("look", ["normal"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_lead_leads_is_on_its_page(built, paper, contents, language, look, kind):
    """No name stands at the head of a page of which nobody knows what it is."""
    made = built(language)
    document = printed(made, contents[language].texts, str, paper=kind)
    pages = [squeezed(text) for text in page_texts(paper(made, LOOKS[look], kind=kind))]
    rows = [line for section in document.rows for part in section.parts for line in part.lines]
    led = [line for line in rows if line.lead]
    assert len(led) > 5
    torn = []
    for line in led:
        first = squeezed("".join(line.paragraphs[0].lines))[:10]
        both = squeezed(line.lead)[-25:] + first
        if not any(both in page for page in pages):
            torn.append(both)
    assert torn == []
