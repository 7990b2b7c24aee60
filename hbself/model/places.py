"""Where a person is in the site, as it is kept with what they said: never as an address, for
addresses change.

A place is the key of an answer ("rights.ri1", "now.ln1.home"), "start:rights" and "said:rights"
(begin and end of a set), "know:rights.ri1" (a page of "good to know"), "map" or "proposal".
"""

import re

MAP, PROPOSAL = "map", "proposal"
_ID = "[a-z][a-z0-9-]{0,39}"
# What can be a place. Whether there is such a one now, `Life` knows.
PLACE = re.compile(
    rf"{MAP}|{PROPOSAL}|(?:start|said):{_ID}|know:{_ID}\.{_ID}|{_ID}\.{_ID}(?:\.[^/\s]+)?"
)


def start(set_id: str) -> str:
    """The place where a set begins."""
    return f"start:{set_id}"


def said(set_id: str) -> str:
    """The place where a person sees what they said in a set."""
    return f"said:{set_id}"


def know(set_id: str, question_id: str) -> str:
    """The place where they read what is good to know after a question."""
    return f"know:{set_id}.{question_id}"


def of_path(path: str) -> str:
    """The place of a page of questions by its path without the language ("set/rights/ri1"); the
    map for any other page. Records up to format 2 kept such paths.
    """
    page, set_id, question_id, about = (*path.split("/", 3), "", "", "")[:4]
    if page == "know" and question_id and not about:
        return know(set_id, question_id)
    if page != "set" or not set_id:
        return MAP
    if not question_id:
        return start(set_id)
    if question_id == "said" and not about:
        return said(set_id)
    return f"{set_id}.{question_id}" + (f".{about}" if about else "")
