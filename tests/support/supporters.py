"""What tests of supporters share: a person asks for a view, and the token of its link."""

from tests.support.visitor import Visitor

ANNA, BO = "Annan mielestä aamut ovat rauhallisia.", "Bon mielestä aamut ovat kiireisiä."


def ask(owner: Visitor, page, name: str):
    """Press "Make a link" on the list of supporters."""
    known = page.tree.xpath("//form[.//input[@id='name']]/input[@name='known']/@value")
    return owner.post("helpers", {"known": known[0] if known else "", "name": name})


def token_of(said_by, owner: Visitor, name: str) -> str:
    return next(h.token for h in said_by(owner).keeping.supporters if h.name == name)
