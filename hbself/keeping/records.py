"""What one person has said: start it, read it, change it. Joins model, vault and store."""

from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import date
from typing import Any, TypeVar

import msgspec

from .. import limits
from ..model import ids
from ..model.document import Proposal
from ..model.record import Keeping, Record, encode, with_keeping
from ..model.said import Said
from . import boxes, upgrades, vault
from .boxes import RECORD
from .store import NotSaved, Sealed, Store, mark

# What stands in the boxes. Every new field, value or meaning of a struct that is sealed raises the
# number, and no field ever goes: a version that knows only lower numbers leaves the box whole and
# says so. 1: without a number. 2: with one. 3: what was said apart from its keeping, goals with
# ids. 4: whose paper it is, and in copies, too; the lead of a line that stands alone. 5: how the
# person likes to read.
FORMAT = 5
SHAPED = 3  # the first format in which a record has the form of today: later ones only add to it
NEARLY = 2  # months: who comes back in the last ones is told
Kept = TypeVar("Kept")


# How a box of a format before SHAPED becomes one of this, by what is in it.
UPGRADES: dict[type, Callable[[dict[str, Any]], dict[str, Any]]] = {
    Record: upgrades.record,
    Said: upgrades.said,
}


class _Marked(msgspec.Struct):
    format: int = 1  # the boxes of the first release have no number


class Gone(Exception):
    """There is no record for this key: it was removed, or never was."""


def pack(value: msgspec.Struct) -> bytes:
    """`value` as the text of a box, with the number of its format."""
    fields = encode(value)[1:]
    return _mark(FORMAT) + (b"" if fields == b"}" else b",") + fields


def _mark(number: int) -> bytes:
    """How a box of ours begins."""
    return b'{"format":%d' % number


# Made while modules are loaded: where two threads meet a struct for the first time at the same
# moment, msgspec 0.22 reads what is not there yet, and the process ends. A struct that has one
# decoder is safe in every other.
_decoders: dict[type, msgspec.json.Decoder[Any]] = {}


def boxed(kind: type[Kept]) -> type[Kept]:
    """Says of a struct that it stands in boxes: `unpack` knows it then."""
    _decoders[kind] = msgspec.json.Decoder(kind)
    return kind


for _kind in (_Marked, dict, Record, Said, Proposal):
    boxed(_kind)


def unpack(text: bytes, kind: type[Kept]) -> Kept:
    """What `pack` made, of this format or an earlier one, in the form of this one.

    Raises vault.Newer for a higher format, and for a field or a value that this version does not
    know: saving would lose it; vault.Broken for what is no text of a box.
    """
    try:
        number = _decoders[_Marked].decode(text).format
        if number > FORMAT:
            raise vault.Newer
        if number < SHAPED and kind in UPGRADES:
            fields = _decoders[dict].decode(text)
            fields.pop("format", None)
            text = encode(UPGRADES[kind](fields))
        elif text.startswith(_mark(number)):
            text = b"{" + text[len(_mark(number)) :].lstrip(b",")
        kept: Kept = _decoders[kind].decode(text)
        return kept
    except msgspec.ValidationError as error:
        raise (vault.Newer if text.startswith(b"{") else vault.Broken)(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise vault.Broken(str(error)) from error


def expires(today: date, months: int) -> str:
    """The first month ("2027-12") in which a record used today may be removed: only coarse, never a
    day.
    """
    count = today.year * 12 + today.month + months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def start(store: Store, today: date, months: int, first: Said, reading: str = "") -> vault.Key:
    """Make a new record of `first` under a new code and return its key. `reading`: as in Keeping.
    Raises NotSaved; TooMuch where it is over the limit.
    """
    if len(pack(Record(first))) > limits.RECORD:
        raise TooMuch
    said = msgspec.structs.replace(first, started=today.isoformat())
    while True:
        code = vault.new_code()
        key = vault.stretch(code)
        record = Record(said, Keeping(code, reading=reading))
        if store.put(
            key.id, RECORD, vault.seal(key, RECORD, pack(record)), expires(today, months), 0
        ):
            return key


def find(store: Store, key: vault.Key) -> Sealed:
    """The record's box as the store has it. Raises Gone."""
    sealed = store.get(key.id, RECORD)
    if sealed is None:
        raise Gone
    return sealed


def read(store: Store, key: vault.Key, today: date, months: int) -> tuple[Record, int]:
    """The record and its version. Opening keeps it alive: its month of removal moves on, at most
    once a month.

    What the person's supporters have answered stays alive with it. Where the end was near, `nearly`
    says so.

    Raises Gone; vault.Broken when the box can't be opened or read; vault.Newer when this version
    must leave it as it is.
    """
    sealed = find(store, key)
    later = expires(today, months)
    try:
        record = unpack(vault.unseal(key, RECORD, sealed.box), Record)
        record = msgspec.structs.replace(record, said=ids.ours(record.said))
    except vault.Newer:
        _live_on(store, key, sealed, sealed.box, later)
        raise
    version, box = sealed.version, sealed.box
    if sealed.expires < later:
        if months > NEARLY and sealed.expires < expires(today, NEARLY):
            record = with_keeping(record, nearly=sealed.expires)
            box = vault.seal(key, RECORD, pack(record))
        if _live_on(store, key, sealed, box, later):
            version = mark(key.id, RECORD, box)
        with suppress(NotSaved):
            boxes.live_on(store, record, key, later)
    return record, version


def _live_on(store: Store, key: vault.Key, sealed: Sealed, box: bytes, later: str) -> bool:
    """Move the month of removal. Where nothing can be written now, reading goes on; it is moved at
    the next visit.
    """
    with suppress(NotSaved):
        return sealed.expires < later and store.put(
            key.id, RECORD, box, later, sealed.version, limits.SHORT_WAIT
        )
    return False


def change(
    store: Store, key: vault.Key, today: date, months: int, how: Callable[[Record], Record]
) -> Record:
    """Apply `how` to the record and save it. Two tabs at once: the later one works on what the
    first one saved.

    Raises Gone, vault.Broken, vault.Newer, NotSaved, and TooMuch when the record grows over its
    limit.
    """
    for lost in range(limits.TRIES):
        # Whoever lost a race would lose the next as well: now the others wait
        with store.exclusively(key.id) if lost else nullcontext():
            record, version = read(store, key, today, months)
            changed = how(record)
            if changed == record:
                return record
            changed = with_keeping(changed, nearly="")
            text = pack(changed)
            if len(text) > limits.RECORD and _words(changed) > _words(record):
                raise TooMuch
            if store.put(
                key.id, RECORD, vault.seal(key, RECORD, text), expires(today, months), version
            ):
                return changed
    raise NotSaved("too many savers at once")


def _words(record: Record) -> int:
    """Bytes of what a person writes. A record over the limit (an earlier version took such files)
    may still change where it does not grow: answers get shorter, links end, one goes on from page
    to page.
    """
    return len(encode((record.said.answers, record.said.people)))


class TooMuch(Exception):
    """The record is larger than the limit; nothing was changed."""


NO_ROOM = (NotSaved, TooMuch)
