"""Supporters in a person's record, and their own records beside it.

The record is written first, then the box; and a box goes before the record forgets it, as in
`shares`.
"""

import hashlib
from collections.abc import Collection
from contextlib import suppress
from datetime import date

from .. import limits
from ..model.record import Keeping, Record, Supporter, with_keeping
from ..model.said import Said
from . import boxes, records, vault
from .boxes import RECORD
from .records import NO_ROOM
from .shares import Change
from .store import Store


def view_id(supporter: Supporter) -> str:
    """Id of a supporter's section, with which the ids of its lines begin: "view-1f0c…". It is
    theirs for ever, and never another's: it follows from the first token that they got. (Older
    versions counted: "view1".)
    """
    return (
        supporter.id
        or "view-"
        + hashlib.blake2s(supporter.token.encode(), digest_size=8, person=b"hbview 1").hexdigest()
    )


def start(store: Store, supporter: Supporter, today: date, months: int) -> None:
    """An empty record for a supporter, which their token opens. Raises NotSaved."""
    key = vault.known_token(supporter.token)
    record = Record(Said(by="me", started=today.isoformat()), Keeping(supporter=supporter.name))
    store.put(
        key.id,
        RECORD,
        vault.seal(key, RECORD, records.pack(record)),
        records.expires(today, months),
        0,
    )


def opens(store: Store, key: vault.Key) -> bool:
    """Whether a key opens a supporter's record. Only looked at: it does not live on by it. Raises
    vault.Broken, vault.Newer.
    """
    sealed = store.get(key.id, RECORD)
    return bool(
        sealed and records.unpack(vault.unseal(key, RECORD, sealed.box), Record).keeping.supporter
    )


def add(
    store: Store,
    key: vault.Key,
    change: Change,
    supporter: Supporter,
    known: Collection[str],
    today: date,
    months: int,
) -> bool:
    """A supporter into the record of this key, and a record of their own. `known`: ids of the
    supporters that the form's page showed; one of the same name who is none of these came from the
    same form, sent twice: it counts as added.

    False: there is no room. Raises as `records.change`.
    """

    def again(other: Supporter) -> bool:
        return other.name == supporter.name and view_id(other) not in known

    def how(a: Record) -> Record:
        if any(map(again, a.keeping.supporters)) or len(a.keeping.supporters) >= limits.SUPPORTERS:
            return a
        return with_keeping(a, supporters=(*a.keeping.supporters, supporter))

    with store.exclusively(key.id):
        record = change(how)
        if supporter in record.keeping.supporters:
            try:
                start(store, supporter, today, months)
            except BaseException:
                with suppress(*NO_ROOM):
                    change(lambda a: without(a, supporter))
                raise
    return any(map(again, record.keeping.supporters))


def without(record: Record, supporter: Supporter) -> Record:
    """The record without this supporter."""
    return with_keeping(
        record,
        supporters=tuple(one for one in record.keeping.supporters if one.token != supporter.token),
    )


def delete(store: Store, change: Change, supporter: Supporter) -> None:
    """A supporter, their link and all that they have answered go. Raises as `records.change`."""
    store.swap(boxes.of_supporter(vault.known_token(supporter.token)))
    store.forget()
    change(lambda a: without(a, supporter))


def record_of(store: Store, supporter: Supporter, today: date, months: int) -> Record | None:
    """What a supporter has answered; None when it is gone or does not open here: that harms nothing
    of the person's own.
    """
    with suppress(records.Gone, vault.Broken, vault.Newer):
        return records.read(store, vault.known_token(supporter.token), today, months)[0]
    return None
