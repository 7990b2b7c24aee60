"""Who may see what: links and supporters in a person's record, their boxes beside it, a new card,
delete.

A box that the record does not name could be reached by nobody. So the record is written first, then
the box; and a box goes before the record forgets it. `_boxes_beside` is the one list of what goes
with a person. Copies that links open: `copies`.
"""

import hashlib
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date

import msgspec

from .. import limits
from ..model.document import Proposal
from ..model.record import Helper, Keeping, Record, Share, with_keeping
from ..model.said import Said
from . import drafts, records, vault
from .copies import (
    COPY,
    copy_of,
    put,
    take_back,
)
from .store import Store

OWN = records.KIND  # kind of box: a record of answers (a supporter's too)
WRITTEN = (records.DRAFTS, records.LETTERS)  # kinds of box: what is written and not sent
# As `assessments.change`, for one record
Change = Callable[[Callable[[Record], Record]], Record]
ROOM = (records.StoreFull, records.TooMuch)


# ---- links ---------------------------------------------------------------------------------------


def living(record: Record, today: date) -> list[Share]:
    """The links that neither were taken back nor have come to their last day."""
    return [s for s in record.keeping.shares if not s.back and s.until >= today.isoformat()]


def add_link(store: Store, change: Change, share: Share, proposal: Proposal, today: date) -> bool:
    """A new link into the record in the place of its draft, and its copy. Links that have ended
    leave the record, and their boxes go.

    False: nothing was done, for the form was sent before, or there is no room. Raises as
    `assessments.change`.
    """
    copy, added, draft = copy_of(share, proposal), False, None

    def how(a: Record) -> Record:
        nonlocal added, draft
        alive, draft = living(a, today), a.keeping.draft
        added = (
            draft is not None
            and share.token not in {s.token for s in a.keeping.shares}
            and len(alive) < limits.SHARES
        )
        return with_keeping(a, draft=None, shares=(*alive, share)) if added else a

    with store.turn():  # who deletes everything at this moment comes before all of it, or after
        record = change(lambda a: a)
        for ended in set(record.keeping.shares) - set(living(record, today)):
            take_back(store, ended.token)
        change(how)
        if added:
            try:
                put(store, share, copy)
            except BaseException:
                with suppress(*ROOM):  # then it stands in the list, as one that has ended
                    change(
                        lambda a: with_keeping(
                            a,
                            draft=draft,
                            shares=tuple(s for s in a.keeping.shares if s.token != share.token),
                        )
                    )
                raise
    return added


def link_id(token: str) -> str:
    """The name of a link's pages among the person's own: it opens nothing, and nothing leads from
    it to the token.
    """
    return "link-" + hashlib.blake2s(token.encode(), digest_size=8, person=b"hblink 1").hexdigest()


# ---- supporters ----------------------------------------------------------------------------------


def view_id(helper: Helper) -> str:
    """Id of a supporter's section, with which the ids of its lines begin: "view-1f0c…". It is
    theirs for ever, and never another's: it follows from the first token that they got. (Older
    versions counted: "view1".)
    """
    return (
        helper.id
        or "view-"
        + hashlib.blake2s(helper.token.encode(), digest_size=8, person=b"hbview 1").hexdigest()
    )


def start_helper(store: Store, helper: Helper, today: date, months: int) -> None:
    """An empty record for a supporter, which the helper's token opens. Raises StoreFull."""
    key = vault.from_token(helper.token)
    record = Record(Said(by="me", started=today.isoformat()), Keeping(helper=helper.name))
    store.put(
        key.id,
        OWN,
        vault.seal(key, OWN, records.pack(record)),
        records.expires(today, months),
        0,
    )


def is_helpers(store: Store, key: vault.Key) -> bool:
    """Whether a key opens a supporter's record. Only looked at: it does not live on by it. Raises
    vault.Broken, vault.Newer.
    """
    sealed = store.get(key.id, OWN)
    return bool(
        sealed and records.unpack(vault.unseal(key, OWN, sealed.box), Record).keeping.helper
    )


def add_helper(
    store: Store, change: Change, helper: Helper, known: Collection[str], today: date, months: int
) -> bool:
    """A supporter into the record, and a record of their own. `known`: ids of the supporters that
    the form's page showed; one of the same name who is none of these came from the same form, sent
    twice: it counts as added.

    False: there is no room. Raises as `assessments.change`.
    """
    again = lambda h: h.name == helper.name and view_id(h) not in known  # noqa: E731

    def how(a: Record) -> Record:
        if any(map(again, a.keeping.helpers)) or len(a.keeping.helpers) >= limits.HELPERS:
            return a
        return with_keeping(a, helpers=(*a.keeping.helpers, helper))

    with store.turn():
        record = change(how)
        if helper in record.keeping.helpers:
            try:
                start_helper(store, helper, today, months)
            except BaseException:
                with suppress(*ROOM):
                    change(lambda a: without_helper(a, helper))
                raise
    return any(map(again, record.keeping.helpers))


def without_helper(record: Record, helper: Helper) -> Record:
    """The record without this supporter."""
    return with_keeping(
        record, helpers=tuple(h for h in record.keeping.helpers if h.token != helper.token)
    )


def delete_helper(store: Store, change: Change, helper: Helper) -> None:
    """A supporter, their link and all that they have answered go. Raises as
    `assessments.change`.
    """
    store.swap(_boxes_of(helper))
    store.forget()
    change(lambda a: without_helper(a, helper))


# ---- all boxes of a person -----------------------------------------------------------------------


def _boxes_beside(record: Record, key: vault.Key) -> list[tuple[bytes, str, int]]:
    """What belongs to a person beside their own box, as `Store.swap` takes it: shared copies,
    supporters' records, a file brought back, what is written and not sent.
    """
    shares = [(vault.from_token(s.token).id, COPY, 0) for s in record.keeping.shares]
    helpers = [box for h in record.keeping.helpers for box in _boxes_of(h)]
    return [
        *shares,
        *helpers,
        (key.id, records.BROUGHT, 0),
        *((key.id, kind, 0) for kind in WRITTEN),
    ]


def _boxes_of(helper: Helper) -> list[tuple[bytes, str, int]]:
    return [(vault.from_token(helper.token).id, kind, 0) for kind in (OWN, *WRITTEN)]


def new_card(store: Store, key: vault.Key, today: date, months: int) -> vault.Key:
    """Everything sealed anew under the code that the person has seen as `coming` (else under a
    fresh one), in one transaction: the old card, old devices and old links die.

    Supporters' answers stay with the person, under new links. Returns the new key. Raises Gone,
    Broken, Newer, StoreFull.
    """
    code, fresh = "", None
    for _ in range(limits.TRIES):
        with store.turn():  # nobody saves between the reading and the change
            record, version = records.read(store, key, today, months)
            if fresh and record.keeping.coming in ("", code):
                old, new = _anew(store, record, key, fresh, code)
                if store.swap([(key.id, OWN, version), *old], new, records.expires(today, months)):
                    store.forget()
                    return fresh
                continue
        code = record.keeping.coming or vault.new_code()
        fresh = vault.stretch(code)  # takes long: others save meanwhile
    raise records.StoreFull("too many savers at once")


def _anew(
    store: Store, record: Record, key: vault.Key, fresh: vault.Key, code: str
) -> tuple[list[tuple[bytes, str, int]], list[tuple[bytes, str, bytes]]]:
    """The record and what belongs to it under new keys, as `Store.swap` takes it: (boxes that go
    beside the record, boxes that come).
    """
    helpers, old, new = [], [], []
    for helper in record.keeping.helpers:
        theirs, token = vault.from_token(helper.token), vault.new_token()
        if sealed := store.get(theirs.id, OWN):
            try:
                text = vault.unseal(theirs, OWN, sealed.box)
            # a new card throws nothing away: it stays as it is, with its link
            except (vault.Broken, vault.Newer):
                helpers.append(helper)
                continue
            then = vault.from_token(token)
            # What the supporter saves meanwhile must not get lost
            old.append((theirs.id, OWN, sealed.version))
            new += [
                (then.id, OWN, vault.seal(then, OWN, text)),
                *drafts.resealed(store, theirs, then),
            ]
            helpers.append(msgspec.structs.replace(helper, token=token, id=view_id(helper)))
    before = (*record.keeping.former, vault.owner(key).public.hex())[-limits.FORMER :]
    changed = with_keeping(
        record, code=code, coming="", shares=(), helpers=tuple(helpers), former=before
    )
    gone = with_keeping(
        record, helpers=tuple(h for h in record.keeping.helpers if h not in helpers)
    )
    return [*old, *_boxes_beside(gone, key)], [
        *new,
        (fresh.id, OWN, vault.seal(fresh, OWN, records.pack(changed))),
        *drafts.resealed(store, key, fresh),
    ]


def delete_everything(store: Store, key: vault.Key, today: date, months: int) -> None:
    """The record, all links and all supporters' records go, really. Raises Gone, Broken, Newer,
    StoreFull.
    """
    for _ in range(limits.TRIES):
        with store.turn():  # a link made on another device at this moment must go, too
            record, version = records.read(store, key, today, months)
            if store.swap([(key.id, OWN, version), *_boxes_beside(record, key)]):
                return store.forget()
    raise records.StoreFull("too many savers at once")


def record_of(store: Store, key: vault.Key, today: date, months: int) -> Record | None:
    """The record behind a key, or None when there is none. Raises vault.Broken, vault.Newer."""
    try:
        return records.read(store, key, today, months)[0]
    except records.Gone:
        return None


def of_helper(store: Store, helper: Helper, today: date, months: int) -> Record | None:
    """What a supporter has answered; None when it is gone or does not open here: that harms nothing
    of the person's own.
    """
    with suppress(vault.Broken, vault.Newer):
        return record_of(store, vault.from_token(helper.token), today, months)
