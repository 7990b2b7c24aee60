"""Codes, keys, and the sealing of boxes. The only module that knows cryptography.

A code of 16 characters (80 random bits) is the person's key. scrypt stretches it once into a master
key; HKDF makes two things of that: the record's id, which the database sees, and the data key,
which it never sees. From the data key follows a pair of X25519 keys: to its public half letters can
be sealed that only the person opens, by who does not have the code. The format is final: 1 byte
version, 12 bytes nonce, AES-256-GCM over 4 bytes length + text + zeros.
"""

import hashlib
import hmac
import os
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
CODE_LENGTH = 16
VERSION = 1
USES = ("key", "new", "view", "")  # of cookies: see `to_cookie`
# First bytes that a later version of the site may write; beyond them the byte is damaged
LATER = range(VERSION + 1, 16)
# RFC 7914 parameters: 32 MiB and about 80 ms. The same for everybody, with a fixed salt: the id
# must follow from the code alone. Codes are random and of 80 bits, so a table made beforehand is
# out of reach.
SCRYPT_N, SCRYPT_R, SCRYPT_P, SALT = 2**15, 8, 1, b"my own proposal, code to key, 1"
FORGIVEN = str.maketrans("OIL", "011")
# Whatever stretches waits for its turn first: many at once must not hold up the other pages, nor
# take 32 MiB each. The site puts its fair line here, so that no way of stretching goes past it.
turn: Callable[[], AbstractContextManager[None]] = nullcontext
STEP = 4096  # boxes are padded to full steps, so that their size says little
SEALING = 1 + 12 + 16  # bytes of a box beside its padded text: version, nonce, seal


class Broken(Exception):
    """A box can't be opened: wrong key, changed bytes, or not a box."""


class Newer(Exception):
    """A later version of the site has written this: it is whole, and this one must neither read nor
    change it.
    """


class Key(msgspec.Struct, frozen=True):
    """What a code turns into. `id` 16 bytes, `data` 32 bytes, `master` 32 bytes (goes into the
    cookie).
    """

    master: bytes
    id: bytes
    data: bytes


def new_code() -> str:
    """A fresh random code, 16 characters of Crockford's base 32."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def stretch(code: str) -> Key:
    """The key of a code. Takes about 80 ms and 32 MiB on purpose. Raises what `turn` raises: on the
    site lines.Full.
    """
    return key(_stretched(code.encode("ascii")))


def _stretched(secret: bytes) -> bytes:
    with turn():
        return Scrypt(salt=SALT, length=32, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P).derive(secret)


def key(master: bytes) -> Key:
    """Id and data key of a master key of 32 bytes."""
    return Key(master, _derived(master, b"hbself id 1", 16), _derived(master, b"hbself data 1", 32))


def figure(key: Key, text: str, most: int = 999_999) -> int:
    """A number (1 to `most`) that stands for a text where it is not to be read, such as in an
    address: who has not got the key can't find the text by trying all.
    """
    mac = hmac.digest(
        key.data, b"hbself figure 1" + text.encode("utf-8", "surrogatepass"), "sha256"
    )
    return int.from_bytes(mac[:8], "big") % most + 1


def read_code(text: str) -> str | None:
    """The code in what a person typed, pasted or scanned: any case, spaces and dashes; O is 0, I
    and L are 1.

    None when it is not 16 characters of our alphabet.
    """
    text = re.sub(r"[\s\-–—·.:]+", "", text.rpartition("#")[2]).upper().translate(FORGIVEN)
    return text if len(text) == CODE_LENGTH and set(text) <= set(ALPHABET) else None


def group_fault(text: str) -> bool:
    """Whether a typed group of the code has a slip: not four characters of our alphabet, forgiving
    as `read_code`.
    """
    group = re.sub(r"[\s\-–—·.:]+", "", text).upper().translate(FORGIVEN)
    return len(group) != 4 or not set(group) <= set(ALPHABET)


def new_token() -> str:
    """A fresh random token for a link: 128 bits as 22 letters of base64url."""
    return urlsafe_b64encode(os.urandom(16)).decode("ascii").rstrip("=")


def from_token(token: str) -> Key | None:
    """The key of a link's token, or None when it is not one. A token is random and long: it needs
    no stretching.
    """
    try:
        raw = urlsafe_b64decode(token.encode("ascii") + b"==")
    except ValueError:
        return None
    if len(raw) != 16 or urlsafe_b64encode(raw).decode("ascii").rstrip("=") != token:
        return None
    return key(HKDF(SHA256(), 32, salt=None, info=b"hbself link 1").derive(raw))


def known_token(token: str) -> Key:
    """The key of a token that stands in a record of ours. Raises Broken where it is none."""
    known = from_token(token)
    if known is None:
        raise Broken("a token of a record that is none")
    return known


def with_number(link: Key, number: str) -> Key:
    """The key of a link together with its four-digit number. As slow as a code, on purpose; raises
    as `stretch`.
    """
    return key(_stretched(link.master + number.encode("utf-8")))


def to_pass(opened: Key, token: str, secret: bytes) -> str:
    """The key of a link with its number, locked with the server's secret, for the page that the
    number has opened: what follows from there need not be stretched again. It is of use only beside
    the link's token.
    """
    nonce = os.urandom(12)
    return urlsafe_b64encode(
        nonce
        + AESGCM(_derived(secret, b"hbself pass 1")).encrypt(nonce, opened.master, token.encode())
    ).decode("ascii")


def from_pass(text: str, token: str, secret: bytes) -> Key | None:
    """The key in a pass, or None when a server with this secret has not made it for this link."""
    try:
        raw = urlsafe_b64decode(text.encode("ascii"))
        return key(
            AESGCM(_derived(secret, b"hbself pass 1")).decrypt(raw[:12], raw[12:], token.encode())
        )
    except (ValueError, InvalidTag):
        return None


def to_cookie(key: Key, secret: bytes, use: str = "key") -> str:
    """The key as a cookie value: with a checksum, so that a broken cookie is told from one whose
    record is gone, and with our seal, so that a guessed key is told from one that we gave out
    (`cookie_use`).

    `use`, said behind the seal and bound into it: "key" (a person's, who has seen their card),
    "new" (a person's, whose card this browser has never shown), "view" (a supporter's).
    """
    raw = bytes([VERSION]) + key.master
    value = urlsafe_b64encode(raw + hashlib.sha256(raw).digest()[:6]).decode("ascii")
    return f"{value}.{_our_seal(value, secret, use)}.{use}"


def _our_seal(value: str, secret: bytes, use: str) -> str:
    bound = f"2 {use}" if use else "1"  # the first release sealed all cookies alike
    return hmac.digest(secret, f"hbself cookie {bound} {value}".encode(), "sha256")[:16].hex()


def cookie_use(value: str, secret: bytes) -> str | None:
    """What a server with this secret has made the cookie value for, as `to_cookie` takes it; "" for
    one of the first release, which does not say; None when it has not made it.
    """
    body, seal, use = (*value.split(".", 2), "", "")[:3]
    return (
        use
        if use in USES and hmac.compare_digest(_our_seal(body, secret, use).encode(), seal.encode())
        else None
    )


def from_cookie(value: str) -> Key | None:
    """The key in a cookie value, whoever has made it; None when it is not one. Raises Newer."""
    try:
        raw = urlsafe_b64decode(value.partition(".")[0].encode("ascii"))
    except ValueError:
        return None
    body, checksum = raw[:-6], raw[-6:]
    if not body or not secrets.compare_digest(hashlib.sha256(body).digest()[:6], checksum):
        return None
    if body[0] in LATER:
        raise Newer
    if len(body) != 33 or body[0] != VERSION:
        return None
    return key(body[1:])


def _bound(kind: str, key: Key) -> bytes:
    return b"hbself %d " % VERSION + kind.encode("ascii") + b" " + key.id


def seal(key: Key, kind: str, text: bytes, step: int = STEP) -> bytes:
    """`text` as a box that only this key opens, and only as this kind. step: 1 where the box stands
    in another, which is padded.
    """
    nonce = os.urandom(12)
    return (
        bytes([VERSION])
        + nonce
        + AESGCM(key.data).encrypt(nonce, _padded(text, step), _bound(kind, key))
    )


def looks_sealed(box: bytes) -> bool:
    """Whether a box has the form of one that `seal` has made, of this version or a later one; all
    that can be told without its key.
    """
    return box[:1] != b"" and (
        box[0] == VERSION
        and len(box) > SEALING
        and (len(box) - SEALING) % STEP == 0
        or box[0] in LATER
    )


def unseal(key: Key, kind: str, box: bytes) -> bytes:
    """The text in a box. Raises Broken, Newer."""
    if box[:1] and box[0] in LATER:
        raise Newer
    if len(box) < SEALING or box[0] != VERSION:
        raise Broken("not a box of this version")
    try:
        padded = AESGCM(key.data).decrypt(box[1:13], box[13:], _bound(kind, key))
    except InvalidTag:
        raise Broken("wrong key or changed bytes") from None
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")]


def _padded(text: bytes, step: int = STEP) -> bytes:
    padded = len(text).to_bytes(4, "big") + text
    return padded + bytes(-len(padded) % step)


# ---- letters: sealed by the server, to a person whose key it does not have -----------------------


class Owner(msgspec.Struct, frozen=True):
    """Whom a page was made for: the public half of their letter keys (32 bytes) and their record's
    id (16 bytes).
    """

    public: bytes
    id: bytes


def owner(key: Key) -> Owner:
    """Whom this key belongs to."""
    return Owner(_letter_key(key).public_key().public_bytes_raw(), key.id)


def _letter_key(key: Key) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(_derived(key.data, b"hbself letter 1"))


def _derived(secret: bytes, info: bytes, length: int = 32) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=info).derive(secret)


def to_mark(owner: Owner, secret: bytes) -> str:
    """An owner as the mark that their pages carry: locked with the server's secret, so that nobody
    can make one up and nobody else can tell from a page which box belongs to it. Each time another.
    """
    nonce = os.urandom(12)
    return urlsafe_b64encode(
        nonce
        + AESGCM(_derived(secret, b"hbself mark 1")).encrypt(nonce, owner.public + owner.id, None)
    ).decode("ascii")


def from_mark(mark: str, secret: bytes) -> Owner | None:
    """The owner in a mark, or None when a server with this secret has not made it."""
    try:
        raw = urlsafe_b64decode(mark.encode("ascii"))
        plain = AESGCM(_derived(secret, b"hbself mark 1")).decrypt(raw[:12], raw[12:], None)
    except (ValueError, InvalidTag):
        return None
    return Owner(plain[:32], plain[32:])


def seal_letter(owner: Owner, text: bytes) -> bytes:
    """`text` so that only the owner's key opens it: 32 bytes public key of this letter alone, then
    AES-256-GCM, padded as boxes.
    """
    mine = X25519PrivateKey.generate()
    public = mine.public_key().public_bytes_raw()
    shared = _derived(
        mine.exchange(X25519PublicKey.from_public_bytes(owner.public)) + public + owner.public,
        b"hbself sealed letter 1",
    )
    # The key is new each time, so the nonce may be fixed
    return public + AESGCM(shared).encrypt(bytes(12), _padded(text), owner.id)


def open_letter(key: Key, letter: bytes) -> bytes:
    """The text in a letter. Raises Broken."""
    mine = owner(key)
    try:
        shared = _derived(
            _letter_key(key).exchange(X25519PublicKey.from_public_bytes(letter[:32]))
            + letter[:32]
            + mine.public,
            b"hbself sealed letter 1",
        )
        padded = AESGCM(shared).decrypt(bytes(12), letter[32:], key.id)
    except (ValueError, InvalidTag):
        raise Broken("wrong key or changed bytes") from None
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")]
