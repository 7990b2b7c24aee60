"""What one does with all boxes of a person at once: a new card, and delete. `boxes` is the list."""

from contextlib import ExitStack, suppress
from datetime import date

import msgspec

from .. import limits
from ..model.record import Record, Supporter, with_keeping
from . import boxes, drafts, records, supporters, vault
from .boxes import RECORD
from .store import NotSaved, Store

Old = list[tuple[bytes, str, int]]  # as `Store.swap` takes what goes and what comes
New = list[tuple[bytes, str, bytes]]


def new_card(store: Store, key: vault.Key, today: date, months: int) -> vault.Key:
    """Everything sealed anew under the code that the person has seen as `coming` (else under a
    fresh one), in one transaction: the old card, old devices and old links die.

    Supporters' answers stay with the person, under new links. Returns the new key. Raises Gone,
    Broken, Newer, NotSaved.
    """
    code, fresh = "", None
    for _ in range(limits.TRIES):
        with ExitStack() as alone:  # nobody saves between the reading and the change
            alone.enter_context(store.exclusively(key.id))
            record, version = records.read(store, key, today, months)
            if fresh and record.keeping.coming in ("", code):
                theirs = [vault.known_token(one.token) for one in record.keeping.supporters]
                for their in theirs:
                    alone.enter_context(store.exclusively(their.id))
                for whose in (key, *theirs):
                    _letters_in(store, whose, today, months)
                old, new = _anew(store, record, key, fresh, code)
                if store.swap(
                    [(key.id, RECORD, version), *old], new, records.expires(today, months)
                ):
                    store.forget()
                    return fresh
                continue
        code = record.keeping.coming or vault.new_code()
        fresh = vault.stretch(code)  # takes long: others save meanwhile
    raise NotSaved("too many savers at once")


def _letters_in(store: Store, key: vault.Key, today: date, months: int) -> None:
    """Letters open with the old key alone: they become drafts. Where a later version has written
    the drafts, they are lost.
    """
    with suppress(records.Gone, vault.Newer):
        drafts.change(store, key, today, months, lambda held: held)


def _anew(
    store: Store, record: Record, key: vault.Key, fresh: vault.Key, code: str
) -> tuple[Old, New]:
    """The record and what belongs to it under new keys: (boxes that go beside the record, boxes
    that come).
    """
    kept: list[Supporter] = []
    old: Old = []
    new: New = []
    for supporter in record.keeping.supporters:
        theirs, token = vault.known_token(supporter.token), vault.new_token()
        sealed = store.get(theirs.id, RECORD)
        if sealed is None:
            continue
        try:
            text = vault.unseal(theirs, RECORD, sealed.box)
        # a new card throws nothing away: it stays as it is, with its link
        except (vault.Broken, vault.Newer):
            kept.append(supporter)
            continue
        then = vault.known_token(token)
        # What the supporter saves meanwhile must not get lost
        old.append((theirs.id, RECORD, sealed.version))
        new += [
            (then.id, RECORD, vault.seal(then, RECORD, text)),
            *boxes.moved(store, theirs, then),
        ]
        view = supporters.view_id(supporter)  # their lines keep their ids
        kept.append(msgspec.structs.replace(supporter, token=token, id=view))
    former = (*record.keeping.former, vault.owner(key).public.hex())[-limits.FORMER :]
    changed = with_keeping(
        record, code=code, coming="", shares=(), supporters=tuple(kept), former=former
    )
    going = tuple(one for one in record.keeping.supporters if one not in kept)
    gone = with_keeping(record, supporters=going)
    return [*old, *boxes.beside(gone, key)], [
        *new,
        (fresh.id, RECORD, vault.seal(fresh, RECORD, records.pack(changed))),
        *boxes.moved(store, key, fresh),
    ]


def delete(store: Store, key: vault.Key, today: date, months: int) -> None:
    """The record, all links and all supporters' records go, really. Raises Gone, Broken, Newer,
    NotSaved.
    """
    for _ in range(limits.TRIES):
        # a link made on another device at this moment must go, too
        with store.exclusively(key.id):
            record, version = records.read(store, key, today, months)
            if store.swap([(key.id, RECORD, version), *boxes.beside(record, key)]):
                return store.forget()
    raise NotSaved("too many savers at once")
