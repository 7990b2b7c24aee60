"""The worker's page as a file that a client information system can take in: the same facts under
the same headings, as JSON (docs/plan-file.md).
"""

import msgspec

from ..model.document import Proposal
from ..model.sections import PLAN
from .document import Fact
from .printer import Printer
from .printing import facts_of
from .usertext import whole

SCHEMA = "my-own-proposal-plan"
VERSION = 1


def make(proposal: Proposal, texts: dict[str, str]) -> bytes:
    """The file of `proposal`, UTF-8. texts: the fixed words in its language.

    Only what belongs on the worker's page is in it, all of it; a heading under which nothing was
    said has an empty list. Raises KeyError for a missing text.
    """
    printer, page = Printer(proposal, texts, whole), proposal.worker
    told = facts_of(printer, page, each=True) if page else {}
    headings = [
        {
            "id": name,
            "title": texts[f"worker.{name}"],
            "facts": [_fact(fact) for fact in told.get(texts[f"worker.{name}"], [])],
        }
        for name in PLAN
    ]
    made = {
        "schema": SCHEMA,
        "version": VERSION,
        "language": proposal.language,
        "title": proposal.title,
        "day": proposal.day,
        "name": whole(proposal.name),
        "meeting": proposal.meeting,
        "headings": headings,
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=1)


def _fact(fact: Fact) -> dict:
    said = "own-words" if fact.own else "picked"
    return {"goal": fact.of, "lead": fact.lead, "text": fact.text, "said": said}
