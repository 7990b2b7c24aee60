"""The PDF and the Word file of a proposal: a small one is made here and at once, a large one in a
process of its own.

A large document takes seconds and hundreds of megabytes, which a worker would keep; the process
gives them back (`apart`). The bytes are the same either way.
"""

from pathlib import Path
from typing import Literal

import msgspec

from .. import limits
from ..model.document import Proposal
from ..work import apart
from . import Look, Paper, Portion
from .document import texts_of

Kind = Literal["pdf", "word"]
# A line with its picture takes as long and as much memory as so many characters (measured with 60
# to 5,000 lines).
LINE = 80


class TooLong(Exception):
    """The proposal is so long that no such document can be made of it."""


class Order(msgspec.Struct, frozen=True):
    """What goes to the process: the arguments of `make`."""

    kind: Kind
    proposal: Proposal
    texts: dict[str, str]
    pictures: str
    look: Look
    portion: Portion | None
    paper: Paper


def large(proposal: Proposal) -> bool:
    """Whether its documents are made in a process of their own."""
    texts = texts_of(proposal)
    return len(texts) // 2 * LINE + sum(map(len, texts)) > limits.LARGE


def make(
    kind: Kind,
    proposal: Proposal,
    texts: dict[str, str],
    pictures: Path,
    look: Look,
    portion: Portion | None = None,
    paper: Paper = "proposal",
) -> bytes:
    """The document of `proposal`.

    texts: the fixed words in its language; pictures: the folder of pictograms (name.svg); look: the
    person's settings; portion: says that it is a part for one reader; paper: which of the two that
    the person has. Raises TooLong; apart.Failed
    and typst.TypstError for a fault of ours; KeyError for a missing text; lines.Full when the
    system has no process left now.
    """
    order = Order(kind, proposal, texts, str(pictures), look, portion, paper)
    if not large(proposal):
        return _made(order)
    try:
        return apart.run(
            "document", msgspec.msgpack.encode(order), limits.LARGE_SECONDS, limits.LARGE_MEGABYTES
        )
    except apart.Ended:
        raise TooLong from None


def made(data: bytes) -> bytes:
    """The document of an Order in MessagePack: what the process does."""
    return _made(msgspec.msgpack.decode(data, type=Order))


def _made(order: Order) -> bytes:
    from . import pdf, word  # large libraries: only who makes such a file loads them

    kind = {"pdf": pdf, "word": word}[order.kind]
    return kind.make(
        order.proposal,
        order.texts,
        Path(order.pictures),
        order.look,
        order.portion,
        order.paper,
    )
