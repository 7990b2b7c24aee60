"""Persons who have said something before a test begins: their records in a store."""

from datetime import date

from msgspec.structs import replace

from hbself.keeping import records, vault
from hbself.keeping.store import Store
from hbself.model.record import Record
from hbself.model.said import Said


def started(store: Store, first: Record | Said, today: date, months: int = 12) -> vault.Key:
    """A new record that holds all of `first` (but its code, which is new), and its key."""
    first = first if isinstance(first, Record) else Record(first)
    key = records.start(store, today, months, first.said)
    keeping = first.keeping
    records.change(
        store,
        key,
        today,
        months,
        lambda record: replace(record, keeping=replace(keeping, code=record.keeping.code)),
    )
    return key
