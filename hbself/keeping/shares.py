"""The links in a person's record. What they open: `copies`.

A box that the record does not name could be reached by nobody. So the record is written first, then
the box; and a box goes before the record forgets it.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from .. import limits
from ..model.document import Proposal
from ..model.record import Record, Share, with_keeping
from . import copies, vault
from .records import NO_ROOM
from .store import Store

# As `records.change`, for one record
Change = Callable[[Callable[[Record], Record]], Record]


def living(record: Record, today: date) -> list[Share]:
    """The links that neither were taken back nor have come to their last day."""
    return [s for s in record.keeping.shares if not s.back and s.until >= today.isoformat()]


def add_link(
    store: Store, key: vault.Key, change: Change, share: Share, proposal: Proposal, today: date
) -> bool:
    """A new link into the record of this key in the place of its draft, and its copy. Links that
    have ended leave the record, and their boxes go.

    False: nothing was done, for the form was sent before, or there is no room. Raises as
    `records.change`.
    """
    copy, added, draft = copies.copy_of(share, proposal), False, None

    def how(a: Record) -> Record:
        nonlocal added, draft
        alive, draft = living(a, today), a.keeping.draft
        added = (
            draft is not None
            and share.token not in {s.token for s in a.keeping.shares}
            and len(alive) < limits.SHARES
        )
        return with_keeping(a, draft=None, shares=(*alive, share)) if added else a

    def without(a: Record) -> Record:
        others = tuple(s for s in a.keeping.shares if s.token != share.token)
        return with_keeping(a, draft=draft, shares=others)

    # who deletes everything at this moment comes before all of it, or after
    with store.exclusively(key.id):
        record = change(lambda a: a)
        for ended in set(record.keeping.shares) - set(living(record, today)):
            copies.take_back(store, ended.token)
        change(how)
        if added:
            try:
                copies.put(store, share, copy)
            except BaseException:
                with suppress(*NO_ROOM):  # then it stands in the list, as one that has ended
                    change(without)
                raise
    return added


def link_id(token: str) -> str:
    """The name of a link's pages among the person's own: it opens nothing, and nothing leads from
    it to the token.
    """
    return "link-" + hashlib.blake2s(token.encode(), digest_size=8, person=b"hblink 1").hexdigest()
