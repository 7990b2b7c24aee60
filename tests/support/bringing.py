"""Files with answers: what they hold, and how they are brought back."""

from hbself.export import Look, data, page
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model import ids
from hbself.model.record import Keeping, Share, Supporter
from hbself.model.said import Answer, Card, Paper, Person, Said
from tests.support.opening import upload
from tests.support.places import PICTURES

DAY = "2026-11-28"


def file_of(contents, said: Said, lang: str = "fi") -> bytes:
    return data.make(said, contents[lang], DAY)


def bring(visitor, body: bytes, status: int = 200, name: str = "vastaukset.json"):
    return upload(visitor, "bring-back", "file", body, name, status)


def goes_on(visitor) -> None:
    """The answers that are there now can be answered, saved, and everything else that a person
    does.
    """
    visitor.press(visitor.get("set/now/ln3"), text="Nyt jatkan.")
    visitor.post("how-much", {"answer": "everything"})
    visitor.post("people/new", {"person_name": "Uusi", "person_role": "", "known": "99"})
    page = visitor.get("set/important/im3")
    visitor.press(page, do="add", person_name="Toinen uusi")
    for path in ("", "map", "people", "proposal", "take", "stop", "key"):
        visitor.get(path)


CODE = "7K3QW9ZD4M2XPB8N"  # all invented
TOKENS = ("tokenAAAAAAAAAAAAAAAAA", "tokenBBBBBBBBBBBBBBBBB", "tokenCCCCCCCCCCCCCCCCC")
SAID = Said(
    started="2026-03-20",
    by="helped",
    length="meeting",
    answers={
        "rights.ri1": Answer(
            options=("other",), change=True, by="me", day="2026-03-24", note="ei ollu kiva"
        ),
        "now.ln3": Answer(text="Kahvia </script> & <b>", by="me"),
    },
    people=(Person("person-1", "Helmi", "sister"),),
    confirmed={"rights": "2026-03-24"},
    lines={"rights.ri1": False},
    at="rights.ri1",
    card=Card("music", "Kissa"),
    paper=Paper("Aino E.", "2026-04-02", asked=True),
)
KEYS = Keeping(
    CODE,
    shares=(
        Share(TOKENS[0], "Lukija Lahtinen", ("me",), "2026-04-24", "2026-03-24", number="7391"),
    ),
    draft=Share(TOKENS[1], "Luonnos Laine", (), "", ""),
    supporters=(Supporter(TOKENS[2], "Tukija Toivonen", "2026-03-24"),),
    supporter="Minä Itse",
)


def carried(contents, said: Said, language: str = "fi") -> str:
    """A page with its data file inside, as earlier versions made them (test_kept has real ones)."""
    words = contents[language]
    html = page.make(proposal.build(Life(words, said), "2026-03-24"), words.texts, PICTURES, Look())
    inside = data.make(said, words, "2026-03-24").decode().strip().replace("<", "\\u003c")
    return html.replace(
        "</body>", f'<script type="application/json" id="my-answers">{inside}</script>\n</body>'
    )


def nobody_is_missing(record: Said) -> bool:
    """Each person that an answer points at is there, under an id of ours, once."""
    there = [p.id for p in record.people]
    told = {i for a in record.answers.values() for i in a.people}
    return (
        told <= set(there)
        and len(set(there)) == len(there)
        and all(ids.OURS.fullmatch(i) for i in there)
    )
