"""What a person has written on a page and not sent: kept beside their record, sealed like it, until
the page is sent.

A page that was made for one person and arrives while their key is not there becomes a letter:
sealed so that only their key opens it, and put beside their record. When the key opens, its letters
become drafts of their pages.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import msgspec

from .. import limits
from . import vault
from .boxes import DRAFTS, LETTERS, RECORD
from .records import Gone, expires
from .store import NotSaved, Store

LONG = ("text", "note")  # fields of many lines
# Of two pages the later one counts
PICKED = (
    *("answer", "change", "date", "known", "made", "number"),
    *("person_more", "person_role", "picture"),
)
Fields = tuple[tuple[str, str], ...]  # (name, value) as a form sends them


class Draft(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What stands on a page. `tab`, `turn`: which copy of the page sent it, and how often that had
    sent before.
    """

    fields: Fields
    tab: str = ""
    turn: int = 0


class Held(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """All drafts of a person. `pages`: path without language -> draft, the newest last; `sent`:
    tabs whose page has been sent.
    """

    pages: dict[str, Draft] = {}
    sent: tuple[str, ...] = ()


class Shut(Held, frozen=True):
    """Drafts of which some do not open: damaged, or written by a later version. Pages go on without
    them.
    """


class _Letter(msgspec.Struct, frozen=True):
    """In the letterbox: `slot` is the tab, so that a tab that sends again does not fill the box;
    `sealed` a `(page, Draft)`.
    """

    slot: str
    sealed: bytes


_held = msgspec.msgpack.Decoder(Held).decode
_letters = msgspec.msgpack.Decoder(tuple[_Letter, ...]).decode
_page = msgspec.msgpack.Decoder(tuple[str, Draft]).decode
_encode = msgspec.msgpack.Encoder().encode


class NoRoom(Exception):
    """Larger, or more, than the limits allow; nothing was kept."""


def read(store: Store, key: vault.Key, today: date, months: int) -> Held:
    """The drafts of this key's owner, `Shut` where some do not open. Letters that have come
    meanwhile are taken in.
    """
    try:
        held, _ = _read(store, key)
        if letters := store.get(key.id, LETTERS):
            try:
                held = change(store, key, today, months, lambda now: now, limits.SHORT_WAIT)
            # Reading goes on; the letters stay where they are until the next time
            except (Gone, NotSaved):
                held = _taken_in(key, held, letters.box)
        return held
    except vault.Newer:
        return Shut()


def _read(store: Store, key: vault.Key) -> tuple[Held, int]:
    sealed = store.get(key.id, DRAFTS)
    if sealed is None:
        return Held(), 0
    try:
        return _held(vault.unseal(key, DRAFTS, sealed.box)), sealed.version
    except msgspec.ValidationError as error:
        raise vault.Newer(str(error)) from error
    # Nobody can read it any more: it must not stand in the way of the answers
    except (vault.Broken, msgspec.DecodeError):
        return Shut(), sealed.version


def change(
    store: Store,
    key: vault.Key,
    today: date,
    months: int,
    how: Callable[[Held], Held],
    wait: float | None = None,
) -> Held:
    """Apply `how` (Held -> Held) to the newest drafts, with the letters that have come in them.

    Raises Gone, NotSaved, and vault.Newer where a later version has written what this one can't
    keep whole.
    """
    # Who deletes everything or takes a new card at this moment comes before all of it, or after
    with store.exclusively(key.id, wait):
        if store.get(key.id, RECORD) is None:
            raise Gone
        held, version = _read(store, key)
        letters = store.get(key.id, LETTERS)
        changed = how(_taken_in(key, held, letters.box) if letters else held)
        if changed != held:
            store.put(
                key.id,
                DRAFTS,
                vault.seal(key, DRAFTS, _encode(changed)),
                expires(today, months),
                version,
            )
        if letters:
            store.swap([(key.id, LETTERS, letters.version)])
    return changed


def _taken_in(key: vault.Key, held: Held, box: bytes) -> Held:
    for letter in _listed(box):
        try:
            page, draft = _page(vault.open_letter(key, letter.sealed))
        except msgspec.ValidationError as error:
            raise vault.Newer(str(error)) from error
        except (vault.Broken, msgspec.DecodeError):
            continue
        before = held.pages.get(page)
        held = _with(
            held, page, _both(before, draft) if before and before.tab != draft.tab else draft
        )
    return held


def _listed(box: bytes) -> tuple[_Letter, ...]:
    """The letters in a box; none where it is damaged: then the next letter begins a new list."""
    with suppress(msgspec.DecodeError, UnicodeDecodeError):
        return _letters(box)
    return ()


def _both(one: Draft, other: Draft) -> Draft:
    """The other draft of the same page, with what was written in the first one as well: neither may
    push the other out.
    """
    before = {name: text for name, text in one.fields if name not in PICKED and text.strip()}

    def joined(name: str, text: str) -> str:
        if before.get(name, text) in text:
            return text
        return (
            f"{before[name]}{chr(10) if name in LONG else ', '}{text}"
            if text.strip()
            else before[name]
        )

    fields = tuple((name, joined(name, text)) for name, text in other.fields)
    # A name is asked only of people who are ticked: the other page may not have its field
    there = {name for name, _ in fields}
    alone = tuple((name, text) for name, text in before.items() if name not in there)
    return msgspec.structs.replace(other, fields=fields + alone)


def _with(held: Held, page: str, draft: Draft) -> Held:
    before = held.pages.get(page)
    if draft.tab and (
        draft.tab in held.sent or before and before.tab == draft.tab and before.turn > draft.turn
    ):
        return held  # overtaken on its way: by the page itself, or by a later draft of it
    return msgspec.structs.replace(
        held, pages={k: v for k, v in held.pages.items() if k != page} | {page: draft}
    )


def _sent(held: Held, tab: str) -> tuple[str, ...]:
    """The tabs of which nothing that arrives late is kept, with this one."""
    return (*held.sent, tab)[-limits.DRAFTS :] if tab and tab not in held.sent else held.sent


def keep(
    store: Store,
    key: vault.Key,
    today: date,
    months: int,
    page: str,
    draft: Draft,
    instead: str = "",
) -> Held:
    """Keep what stands on a page. instead: the tab of a copy of it that was sent; what that one
    sent before and arrives later is not kept. Raises NoRoom (no other page's words are pushed out),
    NotSaved.
    """
    _measure(draft)

    def how(held: Held) -> Held:
        if page not in held.pages and len(held.pages) >= limits.DRAFTS:
            raise NoRoom
        return msgspec.structs.replace(_with(held, page, draft), sent=_sent(held, instead))

    return change(store, key, today, months, how)


def drop(store: Store, key: vault.Key, today: date, months: int, page: str, tab: str = "") -> Held:
    """The page has been sent: its draft goes, and what its tab sent before and arrives later is not
    kept. Raises NotSaved.
    """

    def how(held: Held) -> Held:
        return Held({k: v for k, v in held.pages.items() if k != page}, _sent(held, tab))

    return change(store, key, today, months, how)


def write_letter(
    store: Store, owner: vault.Owner, today: date, months: int, page: str, draft: Draft
) -> bool:
    """Keep what stands on a page for its owner, whose key is not here. False: the owner has no
    record here any more.

    Raises NoRoom, NotSaved.
    """
    _measure(draft)
    letter = _Letter(draft.tab, vault.seal_letter(owner, _encode((page, draft))))
    # a letter must not come into a box whose owner deletes everything at this moment
    with store.exclusively(owner.id):
        if store.get(owner.id, RECORD) is None:
            return False
        before = store.get(owner.id, LETTERS)
        there = [
            one
            for one in (_listed(before.box) if before else ())
            if not draft.tab or one.slot != draft.tab
        ]
        if len(there) >= limits.LETTERS:
            raise NoRoom
        return store.put(
            owner.id,
            LETTERS,
            _encode((*there, letter)),
            expires(today, months),
            before.version if before else 0,
        )


def _measure(draft: Draft) -> None:
    if len(_encode(draft.fields)) > limits.DRAFT:
        raise NoRoom
