"""A file that was brought back, kept until the person has said what to do with its answers."""

from contextlib import suppress
from datetime import date

from .. import limits
from ..model import ids
from ..model.said import Said
from . import records, vault
from .records import BROUGHT
from .store import Sealed, Store, StoreFull


def keep(store: Store, key: vault.Key, today: date, found: Said) -> None:
    """Keep a file's answers beside the record. Raises records.Gone, StoreFull, vault.Newer."""
    box = vault.seal(key, BROUGHT, records.pack(found))
    # Another tab may bring a file at the same moment (the later one counts), or delete everything
    with store.turn():
        if store.get(key.id, records.KIND) is None:
            raise records.Gone
        for _ in range(limits.TRIES):
            before = store.get(key.id, BROUGHT)
            if before:
                # What a later version keeps there is not ours to replace
                with suppress(vault.Broken):
                    _opened(key, before)
            month, version = records.expires(today, 0), before.version if before else 0
            if store.put(key.id, BROUGHT, box, month, version):
                return
    raise StoreFull("too many files at once")


def waits(store: Store, key: vault.Key) -> Said | None:
    """The file's answers that wait, or None. Raises vault.Broken, vault.Newer."""
    found = store.get(key.id, BROUGHT)
    return found and _opened(key, found)


def drop(store: Store, key: vault.Key) -> None:
    """The file's answers have been taken in, or not wanted."""
    store.delete(key.id, BROUGHT)


def _opened(key: vault.Key, sealed: Sealed) -> Said:
    return ids.ours(records.unpack(vault.unseal(key, BROUGHT, sealed.box), Said))
