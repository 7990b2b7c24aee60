"""The sisters of the PDF, the Word file and the web page, on records that come from answering the
site: how they are laid out.
"""

import pypdfium2
import pytest

from hbself.export import Look, page, word
from hbself.export.printing import printed
from hbself.export.usertext import clean
from tests.support.places import PICTURES
from tests.support.word_files import longer_than_a_page

LANGUAGES = ("fi", "sv", "en")
EDGE = 14  # points from the edge of a sheet that printers leave white


def squeezed(text: str) -> str:
    return "".join(text.replace("\xad", "").replace("\u2010", "").split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", [1, 3])
def test_in_word_page_one_each_goal_and_the_page_for_the_worker_fit(
    built, contents, language, seed
):
    made = built(language, seed)
    document = printed(made, contents[language].texts, clean)
    assert document.one and document.goals and document.worker
    assert longer_than_a_page(document) == []
    for paper in ("proposal", "answers"):
        assert word.make(made, contents[language].texts, PICTURES, Look(), None, paper)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", [1, 3])
def test_printed_from_the_browser_page_one_each_goal_and_the_page_for_the_worker_are_a_sheet(
    built, contents, browser, language, seed
):
    made = built(language, seed)
    document = printed(made, contents[language].texts, clean)
    shown = browser.new_page()
    shown.set_content(page.make(made, contents[language].texts, PICTURES, Look()))
    sheets = list(pypdfium2.PdfDocument(shown.pdf(prefer_css_page_size=True)))
    shown.close()
    texts = [squeezed(sheet.get_textpage().get_text_range()) for sheet in sheets]
    titles = [one.title for one in (*document.goals, *document.sections[:1], *document.last[:1])]
    starts = [
        next(number for number, text in enumerate(texts) if squeezed(title)[:40] in text)
        for title in titles
    ]
    assert starts == sorted(starts) and starts[: len(document.goals) + 1] == list(
        range(1, len(document.goals) + 2)
    )
    assert squeezed(document.worker.title)[:40] in texts[-1]
    assert squeezed(document.words["sign-worker"]) in texts[-1]
    assert [number for number, sheet in enumerate(sheets, 1) if _over_the_edge(sheet)] == []


def _over_the_edge(sheet) -> bool:
    width, height = sheet.get_size()
    text = sheet.get_textpage()
    boxes = (text.get_charbox(i) for i in range(text.count_chars()))
    return any(
        right > left
        and not (left >= EDGE and right <= width - EDGE and bottom >= EDGE and top <= height - EDGE)
        for left, bottom, right, top in boxes
    )
