"""What a reader with a link sees: a cover first, then the copy, and its PDF."""

from flask import g, render_template

from .. import config, days, sharing, vault, visit
from ..export import Look, Portion
from ..security import limiter
from . import as_file, link_ended, sent, site


@site.get("/s/<token>")
@site.get("/s/<token>/pdf")
def cover(token):
    """What programs may see that follow links by themselves (mail scanners, previews in chats): that somebody wants to show
    something, and nothing of it. Nothing is counted."""
    try:
        copy = sharing.look(visit.store(), token, g.today)
    except sharing.Ended:
        return link_ended()
    return _cover(token, config.NUMBER_TRIES - copy.tries if copy.locked else 0)


def _cover(token: str, left: int, fault: str = ""):
    """left: tries for the number; 0 where there is none."""
    return render_template("share_cover.html", token=token, left=left, fault=fault, press=vault.new_token()), 422 if fault else 200


@site.post("/s/<token>")
@limiter.limit(config.RATE_DOCUMENTS)
def read_share(token):
    """The reader's page, in the person's language with the reader's language around it. Each press of a cover counts once."""
    press = sent("press")[:30] or vault.new_token()
    return _for_reader(token, press, lambda built, number: render_template(
        "shared.html", proposal=built, sections=[*built.sections, *filter(None, [built.worker])], token=token, number=number, press=press,
        mine="", portion=portion(token, built.language), said=visit.contents(built.language).texts))


@site.post("/s/<token>/pdf")
@limiter.limit(config.RATE_DOCUMENTS)
def read_share_pdf(token):
    """The same as a file. It counts only where nobody has read the page before."""
    def made(built, number):
        from ..export import pdf  # as in proposals

        texts = visit.contents(built.language).texts
        look = Look(g.reading.pictures, int(g.reading.text))
        body = pdf.make(built, texts, config.folder("static") / "pictograms", look, portion(token, built.language))
        return as_file(body, "application/pdf", f"{texts['proposal.file']}-{built.day}.pdf")

    return _for_reader(token, "", made, only_first=True)


def portion(token: str, language: str) -> Portion:
    """For whom the part is that a link gives, and until when. Raises sharing.Ended."""
    copy = sharing.look(visit.store(), token, g.today)
    return Portion(copy.reader, days.date_text(copy.until, language))


def _for_reader(token: str, press: str, show, only_first: bool = False):
    number = "".join(sent("number").split())
    try:
        copy = sharing.look(visit.store(), token, g.today)
        counts = not _is_mine(token) and not (only_first and copy.opened)
        return show(sharing.open_copy(visit.store(), token, g.today, number, press, counts), number)
    except sharing.WrongNumber as wrong:
        return _cover(token, wrong.left, "wrong" if number else "nothing")
    except sharing.Ended:
        return link_ended()


def _is_mine(token: str) -> bool:
    """Whether the person looks at a link of their own, in their own browser: that is no reader."""
    record = visit.record_or_none()
    return record is not None and any(share.token == token for share in record.shares)
