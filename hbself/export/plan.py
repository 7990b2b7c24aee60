"""The worker's page as a file that a client information system can take in: the same facts under
the same headings, as JSON (docs/plan-file.md).
"""

import msgspec

from ..model.document import Proposal
from ..model.sections import PLAN
from .printing import printed
from .usertext import whole

SCHEMA = "my-own-proposal-plan"
VERSION = 1


def make(proposal: Proposal, texts: dict[str, str]) -> bytes:
    """The file of `proposal`, UTF-8. texts: the fixed words in its language.

    Only what stands on the worker's page is in it; a heading under which nothing was said has an
    empty list. Raises KeyError for a missing text.
    """
    worker = printed(proposal, texts, whole).worker
    told = {row.title: row.facts for row in worker.rows} if worker else {}
    headings = [
        {
            "id": name,
            "title": texts[f"worker.{name}"],
            "facts": [
                {
                    "text": " ".join(filter(None, [fact.lead, fact.text])),
                    "said": "own-words" if fact.own else "picked",
                }
                for fact in told.get(texts[f"worker.{name}"], [])
                if fact.marked
            ],
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
