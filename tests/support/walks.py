"""Five invented people and their whole ways through the site, with what they say: nothing of it may
be lost. `python -m tests.support.walks` prints how far each had to go, and where it all stands.
"""

import contextlib
import io
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import lxml.html
from flask import Flask
from msgspec import Struct

from hbself import content, settings
from hbself.keeping import vault
from hbself.web import security
from hbself.web.factory import create_app
from tests.support import read_pdf
from tests.support.five_people import (
    AINO,
    ERIK,
    KAISA,
    OMAR,
    PEER,
    TUULA,
)
from tests.support.places import PICTURES
from tests.support.visitor import Page, Visitor
from tests.support.walker import Says, Told, Walker
from tests.support.whole_proposal import Whole, whole

SEVEN = (
    "strengths",
    "roles",
    "rights",
    "autonomy",
    "competence",
    "relatedness",
    "doing-good",
)
EVERYTHING = ("important", "now", *SEVEN, "inclusion", "learning", "support", "change")
# What was said stands in the proposal; in "My answers"; it is one of those that wait under "Not in
# my proposal"; it is nowhere
DOCUMENT, ANSWERS, WAITING, LOST = "in the document", "in my answers", "waiting", "lost"
KINDS = ("pdf", "word", "page")


class Walked(Struct):
    """A way that was gone, and the page at its end. before: the proposal before the person said
    whether hard things may stand there, where they were asked.
    """

    name: str
    walker: Walker
    page: Page
    proposal: Whole
    files: dict[str, str]  # the text of each file, without white space
    before: Whole | None = None
    files_before: dict[str, str] = {}
    others: tuple[Walker, ...] = ()  # who gave their view

    def where(self, told: Told) -> str:
        """Where a thing that was said stands at the end of the way."""
        return where(told, self.proposal, self.files)


# ---- ways ----------------------------------------------------------------------------------------


def short(walker: Walker) -> Walked:
    """The short way, from the start page to the paper."""
    proposal = walker.answer_on(walker.begin("short", simple=True))
    return finished("Erik", walker, proposal)


def aino(walker: Walker) -> Walked:
    """For a meeting, with her assistant, on a shared device; and two sets more."""
    page = _on_the_map(walker, "meeting", by="helped", device="shared")
    for one in ("important", "now", "strengths", "roles", "rights", "support", "change"):
        page = walker.answer_set(page, one)
    hard = walker.to(walker.to(page, "proposal"), "may-stand")
    return finished("Aino", walker, walker.send(hard, "no"))


def omar(walker: Walker) -> Walked:
    """Everything."""
    page = _on_the_map(walker, "everything")
    for one in EVERYTHING:
        page = walker.answer_set(page, one)
    hard = walker.to(walker.to(page, "proposal"), "may-stand")
    return finished("Omar", walker, walker.send(hard, "yes"))


def tuula(walker: Walker, kaisa: Walker) -> Walked:
    """With two answers, and a neighbour's view in her proposal."""
    page = _on_the_map(walker, "everything", simple=True)
    for one in ("now", "relatedness", "rights", "inclusion", "change"):
        page = walker.answer_set(page, one)
    page = walker.to(page, "proposal")
    before, files_before = whole(walker.visitor), files(walker)
    page = walker.send(walker.to(page, "may-stand"), "yes")
    page = walker.send(walker.to(walker.to(page, "map"), "helpers"), presses=1, name="Kaisa")
    (link,) = page.tree.xpath("//main//input[@readonly]/@value")
    supporter(kaisa, link)
    page = walker.press_in(page, "helpers/", "print")
    proposal = walker.to(walker.to(page, "map"), "proposal")
    walked = finished("Tuula", walker, proposal)
    walked.before, walked.files_before, walked.others = before, files_before, (kaisa,)
    return walked


def supporter(walker: Walker, link: str) -> None:
    """Somebody opens the link that they got, and answers one set."""
    page = walker.send(walker.open("/" + link.split("/", 3)[3]))
    walker.answer_set(page, "now")


def peer(walker: Walker) -> Walked:
    """Who shows a set to others: the shortest way in, then the map."""
    page = walker.begin("short", device="shared")
    page = walker.answer_set(
        walker.follow(page, "//nav//a[@class='tool'][contains(@href, '/map')]"), "rights"
    )
    return Walked("Peer", walker, page, whole(walker.visitor), {})


def _on_the_map(walker: Walker, length: str, **begin) -> Page:
    """Begin, and leave the practice out."""
    page = walker.begin(length, **begin)
    return walker.to(page, "map")


def finished(name: str, walker: Walker, page: Page) -> Walked:
    """Take the paper along; the other files, and the pages of the proposal, are only read."""
    walker.take(page)
    return Walked(name, walker, page, whole(walker.visitor), files(walker))


# ---- what became of it ---------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """A text without white space and places to break: lines are broken otherwise in each file."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def files(walker: Walker) -> dict[str, str]:
    """What stands in the documents for others, squeezed: in the proposal, "pdf", and in "My
    answers", "answers-pdf".
    """
    return {
        f"{paper}{kind}": squeezed(read(walker.visitor.file(f"take/{paper}{kind}").get_data()))
        for paper in ("", "answers-")
        for kind, read in zip(KINDS, (read_pdf.text_of, _of_word, _of_page), strict=True)
    }


def _of_word(file: bytes) -> str:
    return "".join(docx.Document(io.BytesIO(file)).element.body.itertext())


def _of_page(file: bytes) -> str:
    return lxml.html.document_fromstring(file).find("body").text_content()


def where(told: Told, proposal: Whole, files: dict[str, str]) -> str:
    """DOCUMENT only when it stands in each file of the proposal, ANSWERS in each of the other."""
    text = squeezed(told.text)
    for paper, at in (("", DOCUMENT), ("answers-", ANSWERS)):
        if all(text in files[f"{paper}{kind}"] for kind in KINDS):
            return at
    there = proposal.chapter("not-in").all("//p[@class='mine']")
    return WAITING if any(text in squeezed(line) for line in there) else LOST


# ---- the people ----------------------------------------------------------------------------------


@contextlib.contextmanager
def application() -> Iterator[Flask]:
    """An application with an empty database, as `app` of the tests: codes are stretched less, and
    rates are off.
    """
    before = vault.SCRYPT_N, vault.turn, security.limiter.enabled
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings.Config(database=Path(folder) / "answers.db"))
        vault.SCRYPT_N, security.limiter.enabled = 2**4, False
        try:
            yield app
        finally:
            vault.SCRYPT_N, vault.turn, security.limiter.enabled = before


def ways(app: Flask) -> dict[str, Callable[[], Walked]]:
    """The five people, Erik twice: by name, each a way to be gone once."""
    words = content.load(PICTURES)

    def walker(lang: str, says: dict[str, Says]) -> Walker:
        return Walker(Visitor(app, lang), words[lang], says)

    return {
        "Aino": lambda: aino(walker("fi", AINO)),
        "Erik, 1 goal": lambda: short(walker("sv", ERIK[1])),
        "Erik, 3 goals": lambda: short(walker("sv", ERIK[3])),
        "Omar": lambda: omar(walker("en", OMAR)),
        "Tuula": lambda: tuula(walker("fi", TUULA), walker("fi", KAISA)),
        "Peer": lambda: peer(walker("fi", PEER)),
    }


def table() -> Iterator[str]:
    """For each person the pages and presses, and for each thing said where it stands."""
    with application() as app:
        for name, go in ways(app).items():
            walked = go()
            yield f"{name}: {walked.walker.pages} pages, {walked.walker.presses} presses"
            yield f"  {walked.walker.keys / walked.walker.pages:.1f} keys a page by keyboard alone"
            for told in walked.walker.told:
                wish = "wish" if told.wish else "    "
                yield f"  {walked.where(told):15} {wish} {told.key:28} {told.text}"
            for other in walked.others:
                yield f"  + a supporter: {other.pages} pages, {other.presses} presses"


if __name__ == "__main__":
    for row in table():
        print(row)
