"""All boxes of a person, from one list. A kind of box that stands here is deleted with everything,
kept alive with its record, and moved to a new card; a box of another kind could be reached by
nobody.
"""

import msgspec

from .. import limits
from ..model.record import Record
from . import vault
from .store import Store


class Kind(msgspec.Struct, frozen=True):
    """A kind of box. `lives`: as long as its record, whose month of removal it follows; else it has
    one of its own. `moves`: to a new card, sealed anew; else it ends with the old one.
    """

    name: str
    lives: bool = True
    moves: bool = True


# A record of answers, under the id of its key: a person's, and each supporter's
RECORD = "assessment"
DRAFTS = "drafts"  # what is written and not sent: `drafts`
LETTERS = "letters"  # the same from pages whose owner's key was not there
BROUGHT = "brought"  # a file between "bring back" and "how": `brought`
COPY = "share"  # what a link opens: `copies`

# What may stand under the same id as a record
BESIDE = (
    Kind(DRAFTS),
    Kind(LETTERS, moves=False),  # before a new card they become drafts
    Kind(BROUGHT, lives=False, moves=False),
)
# What stands under the id of a link's token
LINKED = (Kind(COPY, lives=False, moves=False),)


def _places(record: Record, key: vault.Key) -> list[tuple[bytes, Kind]]:
    """All that belongs to a person beside their own record."""
    theirs = [vault.known_token(one.token).id for one in record.keeping.supporters]
    links = [vault.known_token(one.token).id for one in record.keeping.shares]
    return [
        *((key.id, kind) for kind in BESIDE),
        *((id, kind) for id in theirs for kind in (Kind(RECORD), *BESIDE)),
        *((id, kind) for id in links for kind in LINKED),
    ]


def beside(record: Record, key: vault.Key) -> list[tuple[bytes, str, int]]:
    """All that belongs to a person beside their own record, as `Store.swap` takes what goes."""
    return [(id, kind.name, 0) for id, kind in _places(record, key)]


def of_supporter(key: vault.Key) -> list[tuple[bytes, str, int]]:
    """A supporter's record and what belongs to it, as `beside`."""
    return [(key.id, RECORD, 0), *beside(Record(), key)]


def live_on(store: Store, record: Record, key: vault.Key, later: str) -> None:
    """What lives as long as the record moves its month of removal on with it. None of it is opened.
    Raises NotSaved.
    """
    for id, kind in _places(record, key):
        box = store.get(id, kind.name) if kind.lives else None
        if box and box.expires < later:
            store.put(id, kind.name, box.box, later, box.version, limits.SHORT_WAIT)


def moved(store: Store, old: vault.Key, new: vault.Key) -> list[tuple[bytes, str, bytes]]:
    """What stands beside a record and goes to a new card, sealed anew, as `Store.swap` takes what
    comes. What does not open is of use to nobody there: it ends with the old card.
    """
    anew = []
    for kind in BESIDE:
        box = store.get(old.id, kind.name) if kind.moves else None
        if box:
            try:
                text = vault.unseal(old, kind.name, box.box)
            except (vault.Broken, vault.Newer):
                continue
            anew.append((new.id, kind.name, vault.seal(new, kind.name, text)))
    return anew
