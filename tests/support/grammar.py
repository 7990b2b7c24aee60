"""Words and sentences: dictionary forms, how common a word is, what is a passive."""

import functools
import re

import simplemma
from pyvoikko import analyse
from wordfreq import zipf_frequency

WORD = re.compile(r"[^\W\d_]+(?:[-'’:][^\W\d_]+)*")
EN_PARTICIPLES = (
    "given|made|done|taken|written|known|seen|paid|told|sent|kept|held|found|set|put|spent|met|"
    "built|bought|chosen|shown|left|said|run|drawn|driven|cut|lost"
)
EN_ADJECTIVES = (
    "allowed|called|interested|worried|tired|married|disabled|pleased|supposed|involved|"
    "based|needed|committed"
)
EN_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+|also\s+|either\s+)?"
    rf"(?!{EN_ADJECTIVES})(?:\w{{2,}}ed|{EN_PARTICIPLES})\b(?! to do)"
)
SV_PASSIVE = re.compile(r"\b(?:bli|blir|blivit|blev)\s+(?:\w+\s)?(?!glad)\w{3,}(?:ad|ade|at|ats)\b")
_SV_ACTIVE = (
    "finns fanns finnas behövs behövdes kallas känns hoppas minns trivs lyckas märks syns räcks"
    " tycks måste förstås saknas träffas ändras allas skjuts dans"
)
SV_ACTIVE = set(_SV_ACTIVE.split())


@functools.cache
def readings(word: str) -> tuple:
    """Finnish readings of a word: (baseform, class, case, mood, person, participle, number, parts
    of a compound).
    """
    return tuple(
        (
            a.BASEFORM.replace("=", "").replace("--", "-"),
            a.CLASS,
            a.SIJAMUOTO,
            a.MOOD,
            a.PERSON,
            a.PARTICIPLE,
            a.NUMBER,
            tuple(
                (p.BASEFORM or p.FORM).replace("=", "").strip("-") for p in a.COMPOUND_PARTS or ()
            ),
        )
        for a in analyse(word.lower())
    )


@functools.cache
def lemmas(word: str, lang: str) -> frozenset[str]:
    """The word and its possible dictionary forms, in small letters."""
    w = word.lower().strip("-'’")
    found = {w, simplemma.lemmatize(w, lang=lang).lower()}
    return frozenset(found | {r[0].lower() for r in readings(w) if r[0]} if lang == "fi" else found)


def _commonest(word: str, lang: str) -> float:
    return max(zipf_frequency(x, lang) for x in lemmas(word, lang))


@functools.cache
def zipf(word: str, lang: str) -> float:
    """How common (7 the commonest, under 2.5 rare): the commonest reading; a compound counts as its
    rarest part minus 0.5.
    """
    z = _commonest(word, lang)
    if "-" in word.strip("-"):
        z = max(z, min(zipf(part, lang) for part in word.split("-") if part) - 0.5)
    if lang == "fi":
        z = max(
            [
                z,
                *(
                    min(_commonest(part, lang) for part in r[7]) - 0.5
                    for r in readings(word.lower())
                    if len(r[7]) > 1
                ),
            ]
        )
    elif lang == "sv" and z < 3 and len(word) > 7:
        w = word.lower()
        for i in range(3, len(w) - 2):
            first = max(
                zipf_frequency(w[:i], lang),
                zipf_frequency(w[: i - 1], lang) if w[i - 1] == "s" else 0,
            )
            z = max(z, min(first, _commonest(w[i:], lang)) - 0.5)
    return z


def sentences(text: str) -> list[str]:
    """Joins wrapped lines, keeps list items apart, splits after . ! ? before a capital letter or a
    digit.
    """
    out: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines: list[str] = []
        for line in filter(None, map(str.strip, block.splitlines())):
            if lines and not re.match(r"[-•*]\s", line) and not re.search(r"[.!?:]$", lines[-1]):
                lines[-1] += " " + line
            else:
                lines.append(re.sub(r"^[-•*]\s+", "", line))
        for line in lines:
            for part in re.split(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“”’(]?[A-ZÅÄÖ0-9])", line):
                if out and re.search(
                    r"\b(?:esim|klo|t\.ex|bl\.a|m\.fl|e\.g|i\.e|Mr|Mrs|Dr)\.$", out[-1]
                ):
                    out[-1] += " " + part
                elif WORD.search(part):
                    out.append(part)
    return out


def _swedish_s_passive(word: str) -> bool:
    lemma = simplemma.lemmatize(word, lang="sv")
    if not word.endswith("s") or word in SV_ACTIVE or lemma == word or word[:2] != lemma[:2]:
        return False
    if lemma in ("ge", "ta", "se", "få") or lemma.endswith("se") and len(lemma) > 4:
        return True
    # A verb has a present tense (-r, -er, or none after -ra); a noun's genitive has not.
    stem = zipf_frequency(lemma[:-1], "sv") - 2 if lemma.endswith("ra") else 0
    return (
        lemma.endswith(("a", "å"))
        and max(
            zipf_frequency(lemma + "r", "sv"), zipf_frequency(lemma[:-1] + "er", "sv") - 0.5, stem
        )
        >= 2
    )


def _finnish_passives(words: list[str]) -> list[str]:
    hits = [
        w
        for w in words
        if (found := readings(w)) and all(r[1] == "teonsana" and r[4] == "4" for r in found)
    ]
    for i, w in enumerate(words):
        if w in ("on", "oli", "ole", "ovat", "olisi"):
            hits += [
                y
                for y in words[i + 1 : i + 4]
                if (found := readings(y))
                and found[0][5] == "past_passive"
                and (found[0][2], found[0][6]) == ("nimento", "singular")
                and not any(r[5] == "past_active" for r in found)
            ]
    return hits


def passives(sentence: str, lang: str) -> list[str]:
    """The passive verbs of a sentence."""
    words, low = WORD.findall(sentence), sentence.lower()
    if lang == "fi":
        return _finnish_passives([w.lower() for w in words])
    if lang == "en":
        return [m.group() for m in EN_PASSIVE.finditer(low)]
    found = [
        w for i, w in enumerate(words) if (i == 0 or w.islower()) and _swedish_s_passive(w.lower())
    ]
    return found + [m.group() for m in SV_PASSIVE.finditer(low)]
