"""What a form of ours has sent."""

from flask import request
from werkzeug.exceptions import HTTPException

from ..work import lines
from . import paths
from .i18n import READING

# Fields that no person fills in: they say what the page is and which button was pressed; and codes,
# which are never given back. Of the reading settings all but "text": it is also what is written as
# an answer.
CONTROL = {
    *("mark", "page", "tab", "turn", "drafted", "was", "before", "keep", "do", "to", "asked"),
    *("press", "known", "made", "then", "way", "sure", "out", "in", "back", "opened", "first"),
    *("today", "from", "line"),
    *("code", "group0", "group1", "group2", "group3"),
    *(READING.keys() - {"text"}),
}
# Fields that are picked, not written
PICKED = {"answer", "picture", "person_role", "person_more", "change"}


def sent(name: str) -> str:
    """One value of the form that was sent, else "". A page that is only asked for does not look for
    a form: it would wait where forms wait for their turn.
    """
    return request.form.get(name, "") if request.method == "POST" else ""


def fields() -> tuple[tuple[str, str], ...]:
    """What the person has picked and written on the page that was sent, and for which link."""
    return tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name == "made" or name not in CONTROL
    )


def typed() -> list[str]:
    """The words that the person had just sent, so that an error page can give them back: whatever
    can be written, in whichever field. No codes, nothing hidden, nothing picked.
    """
    # Nothing to write there, or only a link's number
    if request.method != "POST" or "reading" in request.path.split("/") or paths.is_of_reader():
        return []
    try:
        return [
            text
            for name, text in request.form.items()
            if name not in PICKED | CONTROL and text.strip()
        ]
    except (HTTPException, lines.Full):  # too large, too slow, or too many at once: it was not read
        return []
