"""Codes, keys and boxes. The format is final: what was sealed once must open for ever."""

import hashlib
import hmac
import os
import re

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hbself.keeping import vault

CODE = "0123456789ABCDEF"
# Made with the first release of the format. They change never: a person's answers hang on them.
ID = "a6e74209980afa853bc742ca4bcba10d"
COOKIE = "ASkCoxRyN47ciZPdPdvgOpDbcyfuL3FXacxxxJivYUjWfDdniK8H"
SECRET = b"only for tests"
BOX_SHA256 = "d5d055d053bccd189947bba13cfcccebb5481408cd51670611e3cd52835968dc"


def hkdf(master: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 with SHA-256 and no salt, for one block."""
    extracted = hmac.digest(bytes(32), master, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")[:length]


@pytest.fixture(scope="module")
def key() -> vault.Key:
    return vault.stretch(CODE)


def test_a_key_is_what_the_design_says(key):
    """Calculated a second time with Python's own functions: scrypt once, then
    two things by HKDF.
    """
    master = hashlib.scrypt(
        CODE.encode(),
        salt=b"my own proposal, code to key, 1",
        n=2**15,
        r=8,
        p=1,
        dklen=32,
        maxmem=2**26,
    )
    assert key.master == master
    assert key.id == hkdf(master, b"hbself id 1", 16)
    assert key.data == hkdf(master, b"hbself data 1", 32)


def test_yesterdays_key_cookie_and_box_still_open(key):
    assert key.id.hex() == ID
    assert (
        vault.to_cookie(key, SECRET).startswith(f"{COOKIE}.") and vault.from_cookie(COOKIE) == key
    )
    text, nonce = "Haluan piirtää.".encode(), bytes(range(12))
    padded = (len(text).to_bytes(4, "big") + text).ljust(4096, b"\0")
    box = (
        b"\x01" + nonce + AESGCM(key.data).encrypt(nonce, padded, b"hbself 1 assessment " + key.id)
    )
    assert hashlib.sha256(box).hexdigest() == BOX_SHA256
    assert vault.unseal(key, "assessment", box) == text


def test_codes_are_random_and_of_80_bits():
    codes = {vault.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{16}", code) for code in codes)
    assert len(vault.ALPHABET) == 32 and set("".join(codes)) == set(vault.ALPHABET)


def test_another_code_is_another_person(key):
    other = vault.stretch(CODE[:-1] + "G")
    assert len({key.id, other.id, key.data, other.data, key.master, other.master}) == 6


@pytest.mark.parametrize("text", [b"", b"a", "Äiti 🙂".encode(), b"\0" * 5000, os.urandom(9000)])
def test_a_box_gives_back_what_was_put_in(key, text):
    assert vault.unseal(key, "assessment", vault.seal(key, "assessment", text)) == text


def test_the_same_text_never_looks_the_same(key):
    assert len({vault.seal(key, "assessment", b"Helmi") for _ in range(20)}) == 20


def test_the_size_of_a_box_comes_in_steps(key):
    sizes = {
        n: len(vault.seal(key, "assessment", bytes(n))) for n in (0, 1, 10, 4092, 4093, 8188, 8189)
    }
    assert sizes == {0: 4125, 1: 4125, 10: 4125, 4092: 4125, 4093: 8221, 8188: 8221, 8189: 12317}


def test_a_box_opens_with_its_own_key_and_kind_only(key):
    box = vault.seal(key, "assessment", b"Helmi")
    with pytest.raises(vault.Broken):
        vault.unseal(vault.key(os.urandom(32)), "assessment", box)
    with pytest.raises(vault.Broken):
        vault.unseal(key, "photo", box)


def test_a_box_under_another_id_does_not_open(key):
    """Somebody who can write to the database can't put one person's box in another's place."""
    moved = vault.Key(key.master, os.urandom(16), key.data)
    with pytest.raises(vault.Broken):
        vault.unseal(moved, "assessment", vault.seal(key, "assessment", b"Helmi"))


def test_any_changed_byte_breaks_a_box(key):
    box = vault.seal(key, "assessment", b"Helmi")
    for place in [*range(0, 40), len(box) // 2, len(box) - 17, len(box) - 1]:
        changed = bytearray(box)
        changed[place] ^= 1
        with pytest.raises(vault.Broken):
            vault.unseal(key, "assessment", bytes(changed))
    for cut in (b"", box[:1], box[:13], box[:28], box[:-1], box + b"\0"):
        with pytest.raises(vault.Broken):
            vault.unseal(key, "assessment", cut)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "ä",
        "🙂",
        "=" * 60,
        "A" * 52,
        "\0",
        " " * 52,
        COOKIE[:-4],
        COOKIE[1:],
        COOKIE + "AAAA",
        COOKIE.lower(),
        "a" * 5000,
    ],
)
def test_a_broken_cookie_is_no_key(value):
    assert vault.from_cookie(value) is None


def test_a_cookie_tells_whether_this_server_made_it(key):
    made = vault.to_cookie(key, SECRET)
    assert vault.from_cookie(made) == key and vault.cookie_use(made, SECRET) == "key"
    others = [
        COOKIE,
        f"{COOKIE}.",
        made + "0",
        made[:-1],
        made.removesuffix(".key"),
        made.removesuffix("key") + "view",
        made.removesuffix("key"),
        vault.to_cookie(key, b"another"),
        vault.to_cookie(vault.key(b"k" * 32), SECRET).split(".")[0] + made[len(COOKIE) :],
    ]
    assert [one for one in others if vault.cookie_use(one, SECRET) is not None] == []
    assert vault.cookie_use("ä.ä", SECRET) is None


def test_a_cookie_with_one_wrong_letter_is_no_key():
    for place in range(0, len(COOKIE), 5):
        other = "A" if COOKIE[place] != "A" else "B"
        assert vault.from_cookie(COOKIE[:place] + other + COOKIE[place + 1 :]) is None
