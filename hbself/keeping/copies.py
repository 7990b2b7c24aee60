"""The copy of a part of the proposal that a link opens: sealed, looked at, opened and counted,
taken back.

It is sealed under a key that only the link holds: later answers do not leak into it. A link that is
cut, ended, taken back or guessed wrong too often looks the same to a stranger: there is nothing
there.
"""

from collections.abc import Collection
from contextlib import nullcontext, suppress
from datetime import date

import msgspec

from .. import limits
from ..model.document import Proposal
from ..model.record import Share
from . import records, vault
from .boxes import COPY
from .store import NotSaved, Store


@records.boxed
class Copy(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a link opens. With a number, the proposal is in `locked`: a box inside the box, that the
    number opens.
    """

    reader: str
    until: str  # ISO date, the last day
    proposal: Proposal | None = None
    locked: bytes = b""
    # Numbers guessed wrong, over the life of the link (older versions began anew after a right one)
    tries: int = 0
    opened: int = 0
    last: str = ""  # ISO date
    # (id, title) of what it holds, seen without the number, too
    sections: tuple[tuple[str, str], ...] = ()
    language: str = ""  # of the titles
    pressed: tuple[str, ...] = ()  # marks of the covers that were opened last


class Ended(Exception):
    """The link opens nothing (any more): cut, ended, taken back, or its number was guessed wrong
    too often.
    """


class WrongNumber(Exception):
    """The number is wrong or missing. `left`: how many tries are left."""

    def __init__(self, left: int):
        self.left = left


def chosen(proposal: Proposal, sections: Collection[str]) -> Proposal:
    """The proposal with only these sections, without what was left out or waits, and without hints
    for its owner.
    """
    kept = []
    for section in proposal.sections:
        if section.id in sections:
            parts = (
                msgspec.structs.replace(
                    p,
                    lines=tuple(
                        msgspec.structs.replace(line, sources=())
                        for line in p.lines
                        if line.included
                    ),
                )
                for p in section.parts
            )
            kept.append(msgspec.structs.replace(section, parts=tuple(p for p in parts if p.lines)))
    kept = [s for s in kept if s.parts]
    worker = proposal.worker if "worker" in sections else None
    return msgspec.structs.replace(
        proposal, sections=tuple(kept), mirror=(), missing=(), worker=worker, waiting=()
    )


def _titles(part: Proposal) -> tuple[tuple[str, str], ...]:
    return tuple((s.id, s.title) for s in (*part.sections, *filter(None, [part.worker])))


def is_number(text: str) -> bool:
    """Whether a text can be the number of a link: four digits."""
    return len(text) == 4 and text.isascii() and text.isdigit()


def copy_of(share: Share, proposal: Proposal) -> Copy:
    """A copy of the chosen sections. With a number it takes long, as a code does."""
    part = chosen(proposal, share.sections)
    copy = Copy(share.reader, share.until, sections=_titles(part), language=part.language)
    if not share.number:
        return msgspec.structs.replace(copy, proposal=part)
    key = vault.with_number(vault.known_token(share.token), share.number)
    return msgspec.structs.replace(copy, locked=vault.seal(key, COPY, records.pack(part), step=1))


def holds(copy: Copy) -> tuple[str, tuple[tuple[str, str], ...]]:
    """(language, (id, title) of each section) that a reader of this copy sees. ("", ()): an older
    version made it, under a number, so that only who knows the number can tell.
    """
    if copy.proposal:
        return copy.proposal.language, _titles(copy.proposal)
    return copy.language, copy.sections


def _write(
    store: Store, key: vault.Key, copy: Copy, version: int, wait: float | None = None
) -> bool:
    """As `Store.put`; the box goes in the month after the copy's last day."""
    expires, text = records.expires(date.fromisoformat(copy.until), 0), records.pack(copy)
    # As long as it would be with a number: sizes must not tell which links have one
    if copy.proposal:
        inner = bytes(vault.SEALING + 4 + len(records.pack(copy.proposal)))
        text = text.ljust(
            len(records.pack(msgspec.structs.replace(copy, proposal=None, locked=inner)))
        )
    return store.put(key.id, COPY, vault.seal(key, COPY, text), expires, version, wait)


def give(store: Store, share: Share, proposal: Proposal) -> None:
    """Seal a copy of the chosen sections under the share's token; a copy that is there already is
    replaced.

    Raises NotSaved.
    """
    put(store, share, copy_of(share, proposal))


def give_again(store: Store, share: Share, proposal: Proposal) -> None:
    """Replace the copy by a new one. Raises NotSaved, and Ended when there is none any more: what
    was taken back meanwhile, in another tab, stays taken back.
    """
    put(store, share, copy_of(share, proposal), only_there=True)


def put(store: Store, share: Share, copy: Copy, only_there: bool = False) -> None:
    """The copy under the share's token; it goes on counting where one was before. Raises NotSaved,
    and Ended as `give_again`.
    """
    key = vault.known_token(share.token)
    for lost in range(limits.TRIES):
        # Readers opened it at the same moment: now they wait
        with store.exclusively(key.id) if lost else nullcontext():
            before = store.get(key.id, COPY)
            if before is None and only_there:
                raise Ended
            if before:
                # Nobody can open that one any more: the new one takes its place, and counts from 0
                with suppress(vault.Broken):
                    old = records.unpack(vault.unseal(key, COPY, before.box), Copy)
                    copy = msgspec.structs.replace(
                        copy, tries=old.tries, opened=old.opened, last=old.last, pressed=old.pressed
                    )
            if _write(store, key, copy, before.version if before else 0):
                return
    raise NotSaved("too many readers at once")


def look(store: Store, token: str, today: date) -> Copy:
    """The copy behind a link, without counting. Raises Ended, vault.Broken, vault.Newer."""
    return _read(store, token, today)[1]


def look_inside(store: Store, share: Share, today: date) -> Proposal:
    """What the reader of a link sees, for who has made it: nothing is counted. Raises Ended."""
    key, copy, _ = _read(store, share.token, today)
    # Its owner's number is no guess
    return _inside(copy, vault.with_number(key, share.number) if copy.locked else key)


def _read(store: Store, token: str, today: date) -> tuple[vault.Key, Copy, int]:
    key = vault.from_token(token)
    sealed = store.get(key.id, COPY) if key else None
    if not key or not sealed:
        raise Ended
    copy = records.unpack(vault.unseal(key, COPY, sealed.box), Copy)
    if copy.until < today.isoformat():
        raise Ended
    return key, copy, sealed.version


def open_copy(
    store: Store,
    token: str,
    today: date,
    number: str | vault.Key = "",
    mark: str = "",
    counts: bool = True,
    known: bool = False,
) -> Proposal:
    """What the reader may see; counts the opening.

    number: as it was typed, or stretched (`vault.with_number`); known: it has opened this copy
    before, so it is no guess. mark: of the cover that was pressed; the same one again (a page
    loaded anew, a double click) counts once. counts=False: only a wrong number counts. Raises
    Ended, WrongNumber, and NotSaved where a number that is no known one can't be counted: were a
    right one let in then, anybody could try them all.
    """
    key, copy, _ = _read(store, token, today)
    if not copy.locked:
        number, known = key, True
    elif not number:
        raise WrongNumber(limits.NUMBER_TRIES - copy.tries)
    if isinstance(number, str):
        number = vault.with_number(key, number)  # takes long: after it all is read anew
    try:
        # One guess after the other: racing wins none
        with store.exclusively(key.id, limits.SHORT_WAIT if known else None):
            return _tried(store, token, today, number, mark, counts, known)
    except NotSaved:
        if not known:
            raise
        return _inside(copy, number)  # reading goes on; only the count lacks one


def _tried(
    store: Store, token: str, today: date, number: vault.Key, mark: str, counts: bool, known: bool
) -> Proposal:
    """`open_copy`, when it is our turn."""
    for _ in range(
        limits.TRIES
    ):  # where a system knows no turns between processes, another may write
        key, copy, version = _read(store, token, today)
        proposal, tries = None, copy.tries
        try:
            proposal = _inside(copy, number)
        except vault.Broken:
            if known:
                raise
            tries += 1
        if tries >= limits.NUMBER_TRIES:
            store.delete(key.id, COPY)
            raise Ended
        after = msgspec.structs.replace(copy, tries=tries)
        if counts and proposal and mark not in copy.pressed:
            pressed = (*copy.pressed, mark)[-limits.MARKS :] if mark else copy.pressed
            after = msgspec.structs.replace(
                after, opened=copy.opened + 1, last=today.isoformat(), pressed=pressed
            )
        if (
            known
            and after == copy
            or _write(store, key, after, version, limits.SHORT_WAIT if known else None)
        ):
            if proposal:
                return proposal
            raise WrongNumber(limits.NUMBER_TRIES - tries)
    raise NotSaved("too many readers at once")


def _inside(copy: Copy, number: vault.Key) -> Proposal:
    """What a copy shows. `number`: not looked at where the copy needs none. Raises vault.Broken
    where it is wrong.
    """
    if copy.proposal:
        return copy.proposal
    return records.unpack(vault.unseal(number, COPY, copy.locked), Proposal)


def take_back(store: Store, token: str) -> None:
    """The copy goes at once."""
    if key := vault.from_token(token):
        store.delete(key.id, COPY)
