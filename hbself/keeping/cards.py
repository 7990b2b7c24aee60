"""The key card: its address, its QR picture, and reading the code from a photo of one.

segno is loaded where it is used: most workers need none of it. Photos are read elsewhere: see
`photos`.
"""

import functools
import io
import tomllib

from .. import limits, settings
from ..work import apart, photos
from . import vault

# Pictures for a card: things that people like, easy to tell apart.
PICTURES = (
    "key",
    "friend",
    "animals",
    "nature",
    "music",
    "sport",
    "make-art",
    "coffee",
    "own-home",
    "important",
)


@functools.cache
def names(language: str) -> dict[str, str]:
    """What each pictogram shows, in words, from the manifest beside the pictures."""
    manifest = tomllib.loads(
        (settings.folder("static") / "pictograms" / "pictograms.toml").read_text("utf-8")
    )
    return {name: words[language] for name, words in manifest.items()}


def groups(code: str) -> list[str]:
    """The code in four groups of four, as it stands on the card."""
    return [code[i : i + 4] for i in range(0, len(code), 4)]


def address(root: str, code: str) -> str:
    """What the QR picture holds: a plain link. The part after # never reaches a server or a log."""
    return f"{root.rstrip('/')}/open#{code}"


def site(address: str) -> str:
    """The site's address as people write it: without "https://", and without what follows it in
    `address(root, code)`.
    """
    root = address.partition("/open#")[0].rstrip("/")
    return root.removeprefix("https://")


def qr_svg(text: str) -> bytes:
    """A QR picture as SVG, with its quiet zone, black on white."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", scale=8, border=4, light="#fff", xmldecl=False, omitsize=False
    )
    return out.getvalue()


def from_photo(photo: bytes) -> str | None:
    """The code on a photo of a card; None when there is no card on it, or it is no picture, or one
    that costs too much to read.

    It is read in a process of its own (`apart`), and not kept. Raises lines.Full when the system
    has no process left now.
    """
    if not opens(photo) or photos.costly(photo, limits.SCANS, limits.PIECES):
        return None
    try:
        codes = apart.run(
            "photo", b"%d\n" % limits.PIXELS + photo, limits.PHOTO_SECONDS, limits.PHOTO_MEGABYTES
        )
    except (apart.Ended, apart.Failed):
        return None
    return next(filter(None, map(vault.read_code, codes.decode().split("\0"))), None)


def opens(photo: bytes) -> bool:
    """Whether it is a kind of picture that `from_photo` reads. What iPhones save as HEIC, for one,
    is not.
    """
    return bool(photos.BEGINNINGS.match(photo))
