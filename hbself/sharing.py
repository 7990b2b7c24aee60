"""Giving a part of the proposal to one reader for a while, and taking it back; a supporter's own record; a new card.

What is shared is a copy, sealed under a key that only the link holds: later answers do not leak into it. A link that is
cut, ended, taken back or guessed wrong too often looks the same to a stranger: there is nothing there.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from . import assessments, config, drafts, vault
from .model import Assessment, Helper, Proposal, Share, encode
from .store import Store

COPY, OWN = "share", assessments.KIND  # kinds of box: a shared copy; a record of answers (a supporter's too)
WRITTEN = (assessments.DRAFTS, assessments.LETTERS)  # what is written and not sent


class Copy(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a link opens. With a number, the proposal is in `locked`: a box inside the box, that the number opens."""

    reader: str
    until: str  # ISO date, the last day
    proposal: Proposal | None = None
    locked: bytes = b""
    tries: int = 0  # numbers guessed wrong since the last right one
    opened: int = 0
    last: str = ""  # ISO date


class Ended(Exception):
    """The link opens nothing (any more): cut, ended, taken back, or its number was guessed wrong too often."""


class WrongNumber(Exception):
    """The number is wrong or missing. `left`: how many tries are left."""

    def __init__(self, left: int):
        self.left = left


_decode_copy = msgspec.json.Decoder(Copy).decode
_decode_proposal = msgspec.json.Decoder(Proposal).decode


def chosen(proposal: Proposal, sections: Iterable[str]) -> Proposal:
    """The proposal with only these sections, without what was left out, and without hints for its owner."""
    kept = []
    for section in proposal.sections:
        if section.id in sections:
            parts = (msgspec.structs.replace(p, lines=tuple(msgspec.structs.replace(line, sources=()) for line in p.lines if line.included)) for p in section.parts)
            kept.append(msgspec.structs.replace(section, parts=tuple(p for p in parts if p.lines)))
    kept = [s for s in kept if s.parts]
    mirror = tuple(msgspec.structs.replace(m, sources=()) for m in proposal.mirror if m.included) if "mirror" in sections else ()
    return msgspec.structs.replace(proposal, sections=tuple(kept), mirror=mirror, missing=(), worker=proposal.worker if "worker" in sections else None)


def give(store: Store, share: Share, proposal: Proposal) -> None:
    """Seal a copy of the chosen sections under the share's token; a copy that is there already is replaced.

    Raises StoreFull.
    """
    key, part = vault.from_token(share.token), chosen(proposal, share.sections)
    if share.number:
        copy = Copy(share.reader, share.until, locked=vault.seal(vault.with_number(key, share.number), COPY, encode(part)))
    else:
        copy = Copy(share.reader, share.until, part)
    for _ in range(config.TRIES):  # a reader may open it at the same moment
        before = store.get(key.id, COPY)
        old = _decode_copy(vault.unseal(key, COPY, before.box)) if before else copy
        copy = msgspec.structs.replace(copy, opened=old.opened, last=old.last)
        if store.put(key.id, COPY, vault.seal(key, COPY, encode(copy)), assessments.expires(date.fromisoformat(share.until), 0), before.version if before else 0):
            return
    raise assessments.StoreFull("too many readers at once")


def look(store: Store, token: str, today: date) -> Copy:
    """The copy behind a link, without counting. Raises Ended."""
    return _read(store, token, today)[1]


def _read(store: Store, token: str, today: date) -> tuple[vault.Key, Copy, int]:
    key = vault.from_token(token)
    sealed = key and store.get(key.id, COPY)
    if not sealed:
        raise Ended
    copy = _decode_copy(vault.unseal(key, COPY, sealed.box))
    if copy.until < today.isoformat():
        raise Ended
    return key, copy, sealed.version


def open_copy(store: Store, token: str, today: date, number: str = "") -> Proposal:
    """What the reader may see; counts the opening. Raises Ended, WrongNumber."""
    for _ in range(config.TRIES):
        key, copy, version = _read(store, token, today)
        proposal, tries = copy.proposal, 0
        if copy.locked:
            if not number:
                raise WrongNumber(config.NUMBER_TRIES - copy.tries)
            try:
                proposal = _decode_proposal(vault.unseal(vault.with_number(key, number), COPY, copy.locked))
            except vault.Broken:
                tries = copy.tries + 1
        counted = msgspec.structs.replace(copy, tries=tries, opened=copy.opened + (not tries), last=copy.last if tries else today.isoformat())
        if tries >= config.NUMBER_TRIES:
            store.delete(key.id, COPY)
            raise Ended
        if store.put(key.id, COPY, vault.seal(key, COPY, encode(counted)), assessments.expires(date.fromisoformat(copy.until), 0), version):
            if tries:
                raise WrongNumber(config.NUMBER_TRIES - tries)
            return proposal
    raise Ended


def take_back(store: Store, token: str) -> None:
    """The copy goes at once."""
    if key := vault.from_token(token):
        store.delete(key.id, COPY)


def start_helper(store: Store, helper: Helper, today: date, months: int) -> None:
    """An empty record for a supporter, which the helper's token opens. Raises StoreFull."""
    key = vault.from_token(helper.token)
    record = Assessment(helper=helper.name, by="me", started=today.isoformat())
    store.put(key.id, OWN, vault.seal(key, OWN, encode(record)), assessments.expires(today, months), 0)


def _boxes_beside(record: Assessment, key: vault.Key) -> list[tuple[bytes, str, int]]:
    """What belongs to a person beside their own box, as `Store.swap` takes it: shared copies, supporters' records, a file brought
    back, what is written and not sent."""
    shares = [(vault.from_token(s.token).id, COPY, 0) for s in record.shares]
    helpers = [box for h in record.helpers for box in _boxes_of(h)]
    return [*shares, *helpers, (key.id, assessments.BROUGHT, 0), *((key.id, kind, 0) for kind in WRITTEN)]


def _boxes_of(helper: Helper) -> list[tuple[bytes, str, int]]:
    return [(vault.from_token(helper.token).id, kind, 0) for kind in (OWN, *WRITTEN)]


def end_helper(store: Store, helper: Helper) -> None:
    """All that a supporter has answered and written goes."""
    store.swap(_boxes_of(helper))
    store.forget()


def new_card(store: Store, key: vault.Key, today: date, months: int) -> vault.Key:
    """Everything sealed anew under the code that the person has seen as `coming` (else under a fresh one), in one
    transaction: the old card, old devices and old links die.

    Supporters' answers stay with the person, under new links. Returns the new key. Raises Gone, Broken, StoreFull.
    """
    code, fresh = "", None
    for _ in range(config.TRIES):
        with store.turn():  # nobody saves between the reading and the change
            record, version = assessments.read(store, key, today, months)
            if fresh and record.coming in ("", code):
                old, new = _anew(store, record, key, fresh, code)
                if store.swap([(key.id, OWN, version), *old, *_boxes_beside(record, key)], new, assessments.expires(today, months)):
                    store.forget()
                    return fresh
                continue
        code = record.coming or vault.new_code()
        fresh = vault.stretch(code)  # takes long: others save meanwhile
    raise assessments.StoreFull("too many savers at once")


def _anew(store: Store, record: Assessment, key: vault.Key, fresh: vault.Key, code: str) -> tuple[list[tuple[bytes, str, int]], list[tuple[bytes, str, bytes]]]:
    """The record and its supporters' records under new keys, as `Store.swap` takes them: (supporters' boxes that go, boxes that come)."""
    helpers, old, new = [], [], []
    for helper in record.helpers:
        theirs, token = vault.from_token(helper.token), vault.new_token()
        if sealed := store.get(theirs.id, OWN):
            then = vault.from_token(token)
            old.append((theirs.id, OWN, sealed.version))  # what the supporter saves meanwhile must not get lost
            new += [(then.id, OWN, vault.seal(then, OWN, vault.unseal(theirs, OWN, sealed.box))), *drafts.resealed(store, theirs, then)]
            helpers.append(msgspec.structs.replace(helper, token=token))
    before = (*record.former, vault.owner(key).public.hex())[-config.FORMER :]
    changed = msgspec.structs.replace(record, code=code, coming="", shares=(), helpers=tuple(helpers), former=before)
    return old, [*new, (fresh.id, OWN, vault.seal(fresh, OWN, encode(changed))), *drafts.resealed(store, key, fresh)]


def delete_everything(store: Store, key: vault.Key, today: date, months: int) -> None:
    """The record, all links and all supporters' records go, really. Raises Gone."""
    for _ in range(config.TRIES):
        with store.turn():  # a link made on another device at this moment must go, too
            record, version = assessments.read(store, key, today, months)
            if store.swap([(key.id, OWN, version), *_boxes_beside(record, key)]):
                return store.forget()
    raise assessments.StoreFull("too many savers at once")


def record_of(store: Store, key: vault.Key, today: date, months: int) -> Assessment | None:
    """The record behind a key, or None when there is none that it opens."""
    try:
        return assessments.read(store, key, today, months)[0]
    except (assessments.Gone, vault.Broken):
        return None


def of_helper(store: Store, helper: Helper, today: date, months: int) -> Assessment | None:
    """What a supporter has answered; None when it is gone."""
    return record_of(store, vault.from_token(helper.token), today, months)
