"""Words of many scripts on papers: how they are taken, and read by other programs than ours."""

import subprocess
import unicodedata
from collections import Counter
from collections.abc import Mapping

import pypdfium2

from hbself.web.i18n import Reading

LOOKS = {"normal": {}, "large": {"text": "200"}, "words only": {"pictures": "none", "text": "150"}}
NORMAL = LOOKS["normal"]
NBSP = "\u00a0"
SENTENCE = (
    "Haluan asua omassa kodissa ja valita itse kenen kanssa asun, mieluiten lähellä siskoani Helmiä"
    " ja työpaikkaa."
)
TEXTS = {
    "no-break spaces": SENTENCE.replace(" ", NBSP),
    "narrow no-break spaces": SENTENCE.replace(" ", "\u202f"),
    "figure spaces": SENTENCE.replace(" ", "\u2007"),
    "some no-break spaces": SENTENCE.replace("a ", "a" + NBSP),
    "only no-break spaces around": NBSP * 200 + "loppu",
    "hyphens": "-" * 110,
    "forty hyphens": "-" * 40,
    "a line of hyphens": "alku " + "-----" * 30 + " loppu",
    "no-break hyphens": "sana\u2011" * 40,
    "soft hyphens": "tavu\u00ad" * 60,
    "numbers": "-".join(map(str, range(1, 80))),
    "em dashes": "—" * 200,
    "en dashes": "–" * 200,
    "dashes and words": "minä—sinä–hän" * 20,
    "underscores": "_" * 150,
    "dots": "." * 250,
    "ellipses": "…" * 120,
    "slashes": "ja/tai/" * 30,
    "equals": "=" * 130,
    "commas": "yksi,kaksi,kolme," * 20,
    "a link": "https://example.org/" + "sivu/" * 40 + "?a=1&b=2",
    "a mail": "a" * 60 + "@" + "example." * 20 + "org",
    "no-break between emoji": ("😀" + NBSP) * 60,
    "word joiners": ("sana" + "\u2060") * 50,
    "emoji": "😀" * 120,
    "families": "👨‍👩‍👧‍👦" * 60,
    "skins": "👩🏽‍🌾" * 60,
    "flags": "🇫🇮🇸🇪" * 40,
    "one letter": "a" * 500,
    "wide letters": "W" * 300,
    "capitals": "VAMMAISPALVELUSUUNNITELMANI" * 8,
    "compound": "vammaispalvelusuunnitelmani" * 9,
    "digits": "1234567890" * 30,
    "marks": "!?" * 120,
    "quotation marks": "”“»«" * 50,
    "brackets": "(([[{{" * 40,
    "Chinese": "我想画画，" * 40,
    "small kana": "っゃゅょ" * 40,
    "Japanese lines": "ーーー" * 50,
    "Korean": "한국어로말하고싶어요" * 20,
    "Thai": "สวัสดีครับผมชื่อ" * 20,
    "Arabic": "مرحبا" * 40,
    "Arabic and no-break": "مرحبا".join([NBSP] * 40),
    "Hindi": "नमस्तेदुनिया" * 20,
    "Russian": "достопримечательности" * 12,
    "maths": "∀∈≠" * 60,
    "letters joined": "\u200d".join("abcdefghij" * 12),
    "emoji joined": "\u200d".join("😀" * 60),
    "many joined": "\u200d".join("👩🚜🌾😀" * 20),
    "Arabic joined": "\u200d".join("مرحبا" * 30),
    "Hindi joined": "क्\u200d" * 80,
    "letters not joined": "\u200c".join("abcdefghij" * 12),
    "leading jamo": "\u1100" * 200,
    "Arabic with marks": "أُرِيدُ" * 20,
    "Hebrew with marks": "שָׁלוֹם" * 20,
    "piled marks": "a\u0301\u0302\u0303" * 40,
}
# What is not said by a letter of its own: spaces, joiners, the marks where a line may end, line
# ends, and pdfium's sign for a hyphen there.
UNSAID = dict.fromkeys(
    [
        *range(0x200B, 0x2010),
        0x2060,
        0xAD,
        0xFEFF,
        0xFFFE,
        *range(0xFE00, 0xFE10),
        *range(0x202A, 0x202F),
        *range(0xE0020, 0xE0080),
    ]
)


def letters(text: str) -> Counter:
    """How often each letter that can be seen stands in a text."""
    return Counter(
        c for c in unicodedata.normalize("NFC", text.translate(UNSAID)) if not c.isspace()
    )


def by_poppler(pdf: bytes, folder, order: str = "-raw") -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", order, str(path), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()


def by_pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def typed(visitor, text: str) -> None:
    """The person writes a text as their own thing to change, and it stands in the proposal."""
    page = visitor.get("set/change/ch4")
    visitor.press(page, text=text)
    visitor.press(visitor.get("name/take"))


def taken(visitor, kind: str = "pdf", look: Mapping[str, str] = NORMAL) -> bytes:
    visitor.http.set_cookie("reading", Reading(**look).cookie())
    return visitor.file(f"take/{kind}").data


DIRECTIONS = str.maketrans("", "", "\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200e\u200f\r")
