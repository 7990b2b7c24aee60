"""A file that was brought back: its answers wait beside the record until the person has said what
to do with them.
"""

from contextlib import suppress
from datetime import date

from .. import limits
from ..model import ids
from ..model.said import Said
from . import records, vault
from .boxes import BROUGHT, RECORD
from .store import NotSaved, Sealed, Store


def keep(store: Store, key: vault.Key, today: date, said: Said) -> None:
    """Keep a file's answers apart; they take the place of another file's, which waits no longer.

    Raises Gone, NotSaved, and vault.Newer: what a later version keeps there is not ours to replace.
    """
    box = vault.seal(key, BROUGHT, records.pack(said))
    # Another tab may bring a file at the same moment (the later one counts), or delete everything
    with store.exclusively(key.id):
        if store.get(key.id, RECORD) is None:
            raise records.Gone
        for _ in range(limits.TRIES):
            before = store.get(key.id, BROUGHT)
            if before:
                with suppress(vault.Broken):
                    _opened(key, before)
            version = before.version if before else 0
            if store.put(key.id, BROUGHT, box, records.expires(today, 0), version):
                return
    raise NotSaved("too many files at once")


def waits(store: Store, key: vault.Key) -> Said | None:
    """The file's answers that wait, or None. Raises vault.Broken, vault.Newer."""
    box = store.get(key.id, BROUGHT)
    return _opened(key, box) if box else None


def drop(store: Store, key: vault.Key) -> None:
    """The file's answers have been taken in, or not wanted. Raises NotSaved."""
    store.delete(key.id, BROUGHT)


def _opened(key: vault.Key, sealed: Sealed) -> Said:
    return ids.ours(records.unpack(vault.unseal(key, BROUGHT, sealed.box), Said))
