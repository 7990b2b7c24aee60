"""Documents: large ones in a process that ends, all of them in a fair line, and kind pages where
one has to wait or none can be made.
"""

import subprocess
import sys

import pytest

from hbself import limits
from hbself.export import Look, Portion, making
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model.document import Line, Part, Proposal, ProposalSection
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Said
from hbself.web import security
from hbself.work import apart, lines
from tests.support.opening import TOLD, upload
from tests.support.photos import picture
from tests.support.places import PICTURES, ROOT
from tests.support.sharing import share

LONG = Said(
    by="me",
    length="everything",
    answers=TOLD.answers
    | {"now.ln3": Answer(text="Olen kertonut tämän monta kertaa. " * 58, by="me")},
)


def built(contents, said: Said, lang: str = "fi"):
    return proposal.build(Life(contents[lang], said), "2026-11-28")


@pytest.mark.parametrize("kind", ["pdf", "word"])
@pytest.mark.parametrize(
    "portion", [None, Portion("Mika", "31. tammikuuta")], ids=["whole", "part"]
)
def test_a_large_document_has_the_same_bytes(contents, monkeypatch, kind, portion):
    given = kind, built(contents, LONG), contents["fi"].texts, PICTURES, Look("small", 150), portion
    assert not making.large(given[1])
    here = making.make(*given)
    monkeypatch.setattr(limits, "LARGE", -1)
    ran, real = [], apart.run
    monkeypatch.setattr(apart, "run", lambda job, *more: ran.append(job) or real(job, *more))
    assert making.make(*given) == here and ran == ["document"]


@pytest.mark.parametrize(
    ("number", "text", "large"),
    [(0, "", False), (300, "x" * 40, False), (700, "x" * 40, True), (60, "x" * 2000, True)],
    ids=["nothing", "usual", "lines", "texts"],
)
def test_what_is_large(number, text, large):
    """Many lines are, and long texts; not what people usually say, which is made at once."""
    part = Part("", tuple(Line(f"now.ln3:{i}", text, "") for i in range(number)))
    assert (
        making.large(
            Proposal(
                "fi", "", "", "2026-11-28", "", (ProposalSection("now", "", "", (part,)),), (), ()
            )
        )
        is large
    )


def test_a_worker_that_has_large_documents_made_never_loads_what_makes_them():
    """It keeps nothing of the memory that they take, because it never had it."""
    code = (
        "import sys; from hbself import content, limits, settings;"
        " from hbself.life import proposal; from hbself.life.life import Life;"
        " from hbself.export import Look, making;"
        " from hbself.model.said import Answer; from hbself.model.said import Said\n"
        "limits.LARGE = -1; pictures ="
        " settings.folder('static') / 'pictograms'; words = content.load(pictures)['en']\nbuilt ="
        " proposal.build(Life(words, Said(answers={'now.ln3': Answer(text='Here.')})),"
        " '2026-11-28')\nmade = [making.make(kind, built, words.texts, pictures, Look()) for kind"
        " in ('pdf', 'word')]\nprint([one[:4] for one in made], [name for name in ('typst', 'docx',"
        " 'lxml') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[b'%PDF', b'PK\\x03\\x04'] []\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_too_long_for_a_paper_is_told_kindly(person_with, monkeypatch, lang):
    def ended(*_):
        raise apart.Ended

    visitor = person_with(LONG, lang)
    monkeypatch.setattr(limits, "LARGE", -1)
    monkeypatch.setattr(apart, "run", ended)
    for kind in ("pdf", "word"):
        assert {"fi": "nettisivu", "sv": "webbsida", "en": "web page"}[lang] in visitor.get(
            f"take/{kind}", 413
        ).text.lower()
    assert "Olen kertonut tämän".encode() in visitor.file("take/page").data


def test_a_reader_is_told_kindly_too(person_with, client, monkeypatch):
    def ended(*_):
        raise apart.Ended

    token = share(person_with(TOLD, "en"))
    monkeypatch.setattr(limits, "LARGE", -1)
    monkeypatch.setattr(apart, "run", ended)
    assert "Go back. You can read it there." in client("en").post(f"s/{token}/pdf", {}, 413).text


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("documents", path)
        for path in (
            "take/pdf",
            "take/word",
            "take/page",
            "take/data",
            "key/card.pdf",
            "key/card.png",
        )
    ]
    + [("large", "take/pdf")],
)
def test_where_the_line_is_full_one_is_asked_to_wait(app, person_with, monkeypatch, line, path):
    visitor = person_with(TOLD, "en")
    monkeypatch.setattr(limits, "LARGE", -1 if line == "large" else 10**9)
    full = lines.Line(1, 0, 0.01)
    monkeypatch.setitem(app.extensions["hbself"].lines, line, full)
    with full.turn("elsewhere"):
        page = visitor.get(path, 503)
        assert page.response.headers["Retry-After"] == "60" and "Please wait a moment" in page.text
        visitor.get("proposal")
    assert visitor.file(path).data


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_the_line_of_photos_is_full_the_letters_can_be_typed(app, client, monkeypatch, lang):
    full = lines.Line(1, 0, 0.01)
    monkeypatch.setitem(app.extensions["hbself"].lines, "photos", full)
    with full.turn("elsewhere"):
        page = upload(client(lang), "open", "photo", picture("PNG"), "card.png", 503)
    assert page.response.headers["Retry-After"] == "60"
    (said,) = page.all("//*[@id='photo-fault']")
    assert {"fi": "kirjoita avain", "sv": "skriv nyckeln", "en": "type the key"}[lang] in said
    assert upload(client(lang), "open", "photo", picture("PNG"), "card.png", 422).text, (
        "an unknown key, but it was read"
    )


def test_forty_people_behind_one_address_take_their_files(app, person_with, monkeypatch):
    """Each a PDF, a Word file and all their answers, within a minute."""
    visitors = [person_with(TOLD) for _ in range(40)]
    monkeypatch.setattr(security.limiter, "enabled", True)
    security.limiter.reset()
    monkeypatch.setattr(making, "make", lambda *_: b"a paper")
    assert {
        visitor.file(f"take/{kind}").status_code
        for kind in ("pdf", "word", "data")
        for visitor in visitors
    } == {200}
