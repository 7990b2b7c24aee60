"""Where a word that is too wide for a line may be parted, so that nothing leaves the page.

The marks are only for the template (proposal.typ, card.typ): it parts a word where its line is
really too short, and prints no mark.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator

# Marks inside a word: here a line may end with a hyphen; here without one.
HYPHEN, PLAIN = "\xad", "\u200b"
BREAKS = frozenset((HYPHEN, PLAIN))
# A piece of a very long word, where nothing in it says where to part it.
PIECE = 8
LEAST = 3  # letters that stay together at both ends of a word
# A line never ends at these spaces.
_KEPT_SPACES = "\u00a0\u2007\u202f"
_AFTER_KEPT_SPACE = re.compile(f"(?<=[{_KEPT_SPACES}])(?=.)")
_VOWELS = frozenset("aeiouyåäöæøüõœ")
_SMALL_KANA = frozenset("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
_HALVES = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # of flags
# How words begin that often come second in a compound of support and services, in Finnish and
# Swedish: before them is the best place to part it.
_SECOND = re.compile(
    "apuv[äa]|asiaka|asioin|asumi|asunno|asunto|avustaj|budjet|budget|edunval|ehdotu|elämä|"
    "erityi|esteett|etuu|hakemu|harraste|hakija|henkil|hoidon|hoito|hoitaj|huolto|hyvinvoin|"
    "ilta|itsenäi|jaks|johtaj|järjest|kansi|kehity|keskeis|kesku|keikka|kerho|kirj|kohtais|"
    "kokou|kokemu|kortti|korti|korvau|koti|koulu|kuljet|kunnan|kunta|kunto|kustannu|kuulemi|"
    "käynti|käytt|laitok|laki|lasku|liikun|lomak|luettel|lääk|maksu|matka|mekaanik|mietin|"
    "moottor|muist|muuto|myönt|mökki|neuvo|ohjaaj|ohjau|ohjelm|oikeu|oppila|osasto|osallis|"
    "palav|palkk|palvel|perhe|puhel|puolu|puutar|päiväk|päivä|päät[öe]|raha|ratkais|ruok|ryhm|"
    "sairaal|selvity|setel|sopimu|sosiaali|suih|suunnit|säännö|taito|tapaami|tarve|tarpe|"
    "tavoit|terveys|tiedo|tieto|toimin|toimist|toive|tuke|tuki|tulkk|tulkin|turbiin|turva|"
    "tutkimu|tuottaj|työ|upseer|uudist|valmen|valvo|vamma|vastaa|verkost|vertai|viikonlop|"
    "virast|virkistäy|virkail|väline|yhdisty|yhteis|yksik|ystäv|äänest|anmäl|anpass|ansök|"
    "anställ|ansvar|arbet|assist|avdel|behov|beslut|bestäm|bevak|boende|bostad|center|central|"
    "daglig|distrikt|ekonom|enhet|ersätt|förening|förmedl|förslag|förvalt|grupp|handledar|"
    "handledn|handlägg|handling|hinder|hjälp|inflyt|insats|intress|kommun|kompis|kontakt|kontor|"
    "kostnad|"
    "lagstift|ledar|ledsag|leksak|lägenhet|mottag|mål|möte|nedsätt|nämnd|nätverk|omsorg|område|"
    "ombud|organisat|person|plan|praktik|rehabil|stift|resurs|rättighet|samtal|samver|service|"
    "självständ|skola|skjuts|social|sjukvård|styrel|ståend|stöd|tjänst|träff|transport|underlag|"
    "utredning|utveckling|verksamhet|vistel|vård|vägled|växel|åtgärd|ändring|ärend|tolk"
)
# Beginnings of Swedish words that keep what follows whole where it begins with several consonants:
# "för-slag", "be-slut", "in-tresse".
_PREFIX = re.compile(
    "(?:för(?!st[ae])|be|av|an(?!dr)|in|ut|upp|ned|över|under|fram|åter|sam|till|mot|bort|om|"
    "på(?!sk)|vid)"
    "(?=(s[klmnptv]|s[kpt]r|spl|skv|[bdfgkpt]r|[bfgkp]l|kn|[dkt]v)[aeiouyåäö])"
)
_JOINER = "\u200d"
MOST_JOINED = 4  # signs that are one picture: no family of emoji has more


def breakable(text: str, longest: float) -> str:
    """The text with marks in each word that is wider than so many small letters."""
    return "".join(_parted(word, longest) for word in _words(text))


def _parted(word: str, longest: float) -> str:
    """A word with marks if it is too wide: at its no-break spaces first, and inside only what is
    too wide without them.
    """
    if width(word) <= longest:
        return word
    pieces = _AFTER_KEPT_SPACE.split(word)
    return PLAIN.join(_parted(one, longest) for one in pieces) if len(pieces) > 1 else _marked(word)


def width(text: str) -> float:
    """About how wide a text is, in small letters."""
    return sum(map(_letter, text))


@functools.lru_cache(4096)
def _letter(c: str) -> float:
    kind = unicodedata.category(c)
    return 0.0 if kind[0] in "MC" else _width(c, kind)


def _words(text: str) -> Iterator[str]:
    """The text in pieces between which a line can end anyway: at spaces (each a piece of its own)
    and beside ideographs.
    """
    start = 0
    for i, c in enumerate(text):
        if _parts(c):
            yield from (text[start:i], c)
            start = i + 1
    yield text[start:]


@functools.lru_cache(4096)
def _parts(c: str) -> bool:
    kind = unicodedata.category(c)
    return c == "\n" or kind == "Zs" and c not in _KEPT_SPACES or _ideograph(c, kind)


def _ideograph(c: str, kind: str) -> bool:
    return (
        kind == "Lo"
        and c not in _SMALL_KANA
        and unicodedata.east_asian_width(c) in "WF"
        and not "\u1100" <= c < "\u1160"
    )


def _marked(word: str) -> str:
    """A long word with a mark where it may be parted: after hyphens and the like, between
    syllables, else after each PIECE.

    Where a word of a compound begins the mark is doubled. Never inside a letter with its marks, a
    flag, or an emoji made of several.
    """
    out: list[str] = []
    since, joined = 0.0, 0
    letters, small = [c.isalpha() for c in word], word.lower()
    prefix = _PREFIX.match(small)
    for i, c in enumerate(word):
        kind = unicodedata.category(c)
        if i and word[i - 1] == _JOINER:
            joined = joined % MOST_JOINED + 1
        elif kind[0] != "M" and kind not in ("Sk", "Cf"):
            joined = 0
        if (
            i
            and kind[0] != "M"
            and kind not in ("Sk", "Cf")
            and not joined % MOST_JOINED
            and not _flag(word, i)
        ):
            inside = all(letters[max(i - LEAST, 0) : i + LEAST]) and LEAST <= i <= len(word) - LEAST
            if inside and _SECOND.match(small, i):
                if out[-2:-1] == [HYPHEN]:  # no letter by itself between two marks
                    del out[-2]
                out.append(HYPHEN * 2)
                since, prefix = 0.0, _PREFIX.match(small, i)
            elif (
                inside
                and since > 1
                and (i == prefix.end() if prefix and i <= prefix.end(1) else _syllable(word, i))
            ):
                out.append(HYPHEN)
                since = 0.0
            elif since >= PIECE or word[i - 1] in "-/_.,:;@?=&\u2013\u2014" and since > 1:
                out.append(PLAIN)
                since = 0.0
        since += 0.0 if kind[0] in "MC" else _width(c, kind)
        out.append(c)
    return "".join(out)


def _syllable(word: str, i: int) -> bool:
    """Whether a syllable begins at `i`: a consonant before a vowel, after at least one vowel
    (Finnish; Swedish mostly, too).

    "tr" after a consonant stays together: "dis-trikt", "elek-trisk".
    """
    if not i + 1 < len(word):
        return False
    before, here, after = (c.casefold() for c in word[i - 1 : i + 2])
    if here + after == "tr" and before in "ksn":
        after = next(iter(word[i + 2 : i + 3].casefold()), "")
    elif here == "r" and before == "t" and word[max(i - 2, 0)].casefold() in "ksn":
        return False
    return (
        here not in _VOWELS
        and after in _VOWELS
        and any(c.casefold() in _VOWELS for c in word[max(i - 6, 0) : i])
        and here.isascii()
    )


def _flag(word: str, i: int) -> bool:
    """Whether the sign at `i` is the second half of a flag."""
    return word[i] in _HALVES and (i - len(word[:i].rstrip(_HALVES))) % 2 == 1


def _width(c: str, kind: str) -> float:
    """About how wide a character is, in small letters; only to find words that are too wide for a
    line.
    """
    if kind == "So" or unicodedata.east_asian_width(c) in "WF":
        return 2.4
    if c in "\u2014\u2015":
        return 2.0
    return 1.6 if kind in ("Lu", "Sm") or c in "mwMW@%_" else 1.0
