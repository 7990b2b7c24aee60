"""What a reader with a link sees: a cover first, then the copy, and its PDF."""

from contextlib import suppress

from flask import render_template
from flask_babel import gettext as _

from ... import limits, settings
from ...export import Look, Portion, making
from ...keeping import copies, vault
from ...life import days
from ...work import lines
from .. import services
from ..errors import link_ended, too_long
from ..posted import sent
from ..security import limiter
from ..visit import visit
from . import as_file, site


@site.get("/s/<token>")
@site.get("/s/<token>/pdf")
def cover(token):
    """What programs may see that follow links by themselves (mail scanners, previews in chats):
    that somebody wants to show something, and nothing of it. Nothing is counted.
    """
    try:
        copy = copies.look(visit.store, token, visit.today)
    except copies.Ended:
        return link_ended()
    return _cover(token, limits.NUMBER_TRIES - copy.tries if copy.locked else 0)


def _cover(token: str, left: int, fault: str = "", status: int = 200, number: str = ""):
    """left: tries for the number; 0 where there is none."""
    return (
        render_template(
            "reader/cover.html",
            token=token,
            left=left,
            fault=fault,
            number=number,
            press=vault.new_token(),
        ),
        status,
    )


@site.post("/s/<token>")
@limiter.limit(limits.RATE_DOCUMENTS)
def read_share(token):
    """The reader's page, in the person's language with the reader's language around it. Each press
    of a cover counts once.
    """
    press = sent("press")[:30] or vault.new_token()
    return _for_reader(
        token,
        press,
        lambda built, opened: render_template(
            "reader/copy.html",
            proposal=built,
            sections=[*built.sections, *filter(None, [built.worker])],
            token=token,
            opened=opened,
            press=press,
            mine="",
            portion=portion(token, built.language),
            said=visit.services.contents[built.language].texts,
        ),
    )


@site.post("/s/<token>/pdf")
@limiter.limit(limits.RATE_DOCUMENTS)
def read_share_pdf(token):
    """The same as a file. It counts only where nobody has read the page before."""

    def made(built, opened):
        texts = visit.services.contents[built.language].texts
        look = Look(visit.reading.pictures, int(visit.reading.text))
        part = portion(token, built.language)
        try:
            with services.turn("large" if making.large(built) else "documents"):
                body = making.make(
                    "pdf", built, texts, settings.folder("static") / "pictograms", look, part
                )
        except making.TooLong:
            return too_long(_("Go back. You can read it there."))
        return as_file(body, "application/pdf", f"{texts['proposal.file']}-{built.day}.pdf")

    return _for_reader(token, "", made, only_first=True)


def portion(token: str, language: str) -> Portion:
    """For whom the part is that a link gives, and until when. Raises copies.Ended."""
    copy = copies.look(visit.store, token, visit.today)
    return Portion(copy.reader, days.date_text(copy.until, language))


def _for_reader(token: str, press: str, show, only_first: bool = False):
    """show: makes the answer of the proposal and of the pass that stands in its page, so that a
    number is stretched once.
    """
    typed = "".join(sent("number").split())
    try:
        copy = copies.look(visit.store, token, visit.today)
        counts = not _is_mine(token) and not (only_first and copy.opened)
        number = vault.from_pass(sent("opened"), token, visit.secret) if copy.locked else None
        known = number is not None
        if copy.locked and typed and not known and not copies.is_number(typed):
            # It can't be right, and is no try
            return _cover(token, limits.NUMBER_TRIES - copy.tries, "nothing", 422, typed)
        if copy.locked and typed and not known:
            try:
                number = vault.with_number(vault.known_token(token), typed)
            except lines.Full:
                return *_cover(token, limits.NUMBER_TRIES - copy.tries, "wait", 503, typed), {
                    "Retry-After": "10"
                }
        built = copies.open_copy(
            visit.store, token, visit.today, number or "", press, counts, known
        )
        return show(built, vault.to_pass(number, token, visit.secret) if number else "")
    except copies.WrongNumber as wrong:
        return _cover(token, wrong.left, "wrong" if typed else "nothing", 422)
    except copies.Ended:
        return link_ended()


def _is_mine(token: str) -> bool:
    """Whether the person looks at a link of their own, in their own browser: that is no reader."""
    record = None
    with suppress(vault.Broken, vault.Newer):  # what they hold themselves is no reason not to read
        record = visit.record_or_none()
    return record is not None and any(share.token == token for share in record.keeping.shares)
