"""What one person has said: start it, read it, change it. Joins model, vault and store."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import msgspec

from . import config, vault
from .model import Assessment, encode
from .store import Store, StoreFull

KIND = "assessment"
BROUGHT = "brought"  # kind of the box that holds a file between "bring back" and "how"
DRAFTS, LETTERS = "drafts", "letters"  # kinds of the boxes with what is written and not sent: see drafts.py
PAUSE = 0.003  # seconds
NEARLY = 2  # months: who comes back in the last ones is told
decode = msgspec.json.Decoder(Assessment).decode


class Gone(Exception):
    """There is no record for this key: it was removed, or never was."""


def expires(today: date, months: int) -> str:
    """The first month ("2027-12") in which a record used today may be removed: only coarse, never a day."""
    count = today.year * 12 + today.month + months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def start(store: Store, today: date, months: int, first: Assessment) -> vault.Key:
    """Make a new record of `first` under a new code and return its key. Raises StoreFull."""
    while True:
        code = vault.new_code()
        key = vault.stretch(code)
        record = msgspec.structs.replace(first, code=code, started=today.isoformat())
        if store.put(key.id, KIND, vault.seal(key, KIND, encode(record)), expires(today, months), 0):
            return key


def read(store: Store, key: vault.Key, today: date, months: int) -> tuple[Assessment, int]:
    """The record and its version. Opening keeps it alive: its month of removal moves on, at most once a month.

    What the person's supporters have answered stays alive with it. Where the end was near, `nearly` says so.

    Raises Gone, and vault.Broken when the box can't be opened or read.
    """
    sealed = store.get(key.id, KIND)
    if sealed is None:
        raise Gone
    try:
        record = decode(vault.unseal(key, KIND, sealed.box))
    except msgspec.DecodeError as error:
        raise vault.Broken(str(error)) from error
    version, box = sealed.version, sealed.box
    if sealed.expires < (later := expires(today, months)):
        if months > NEARLY and sealed.expires < expires(today, NEARLY):
            record = msgspec.structs.replace(record, nearly=sealed.expires)
            box = vault.seal(key, KIND, encode(record))
        with suppress(StoreFull):  # reading goes on; the month is moved at the next visit
            version += store.put(key.id, KIND, box, later, version)
            for kind in (DRAFTS, LETTERS):
                if beside := store.get(key.id, kind):
                    store.put(key.id, kind, beside.box, later, beside.version)
            for helper in record.helpers:
                with suppress(Gone, vault.Broken):
                    read(store, vault.from_token(helper.token), today, months)
    return record, version


def change(store: Store, key: vault.Key, today: date, months: int, how: Callable[[Assessment], Assessment]) -> Assessment:
    """Apply `how` to the record and save it. Two tabs at once: the later one works on what the first one saved.

    Raises Gone, vault.Broken, StoreFull, and TooMuch when the record grows over its limit.
    """
    for turn in range(config.TRIES):
        time.sleep(random.random() * turn * PAUSE)  # whoever lost a race steps aside a little, ever longer
        record, version = read(store, key, today, months)
        changed = how(record)
        if changed == record:
            return record
        changed = msgspec.structs.replace(changed, nearly="")
        text = encode(changed)
        if len(text) > config.RECORD:
            raise TooMuch
        if store.put(key.id, KIND, vault.seal(key, KIND, text), expires(today, months), version):
            return changed
    raise StoreFull("too many savers at once")


class TooMuch(Exception):
    """The record is larger than the limit; nothing was changed."""
