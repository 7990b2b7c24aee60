"""Finds texts that are too hard for easy language (fi selkokieli, sv lättläst, en easy read).

`findings` looks at one text, `mean_and_lix` at all texts of a page. An E breaks the build: rewrite
the text, or a reviewer puts the word into reviewed_words.toml. A W is for the human reviewer. A
program can catch a text that is clearly too hard; that a text is easy only its readers can say.

By hand: python -m tests.support.easylanguage fi question "Hakemus käsitellään viipymättä."

The limits come from 86 genuine easy and administrative texts; test_words.py keeps calibration texts
of our own.
"""

import functools
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

import simplemma
from pyvoikko import analyse
from wordfreq import zipf_frequency

from hbself.model.languages import LANGUAGES

# Every tuple of three is (fi, sv, en).
MOST_WORDS = {
    "button": (4, 5, 5),
    "option": (7, 8, 8),
    "heading": (8, 9, 9),
    "question": (10, 13, 13),
    "hint": (12, 15, 15),
    "paragraph": (14, 17, 17),
}  # in a sentence, E
# In one text, W
MOST_SENTENCES = {"button": 1, "option": 1, "heading": 1, "question": 2, "hint": 3, "paragraph": 5}
# Here one passive, a passive participle and a word with an easier twin are E too
STRICT = ("question", "option", "button", "heading")
MEAN = (9.0, 13.0, 15.0)  # mean words per sentence of a page, E, from MEAN_FROM sentences on
MEAN_FROM = 8
LIX = (70, 40, 34)  # of a page, W: three languages, three scales
LETTERS_W, LETTERS_E = (16, 13, 12), (20, 17, 14)  # in a word, between hyphens
RAREST = (2.5, 2.5, 2.8)  # Zipf value under which a word must be in the glossary, E
CLAUSES_W, CLAUSES_E = 1, 2  # subordinate clauses in a sentence
COMMAS = 2  # in a sentence, W
WORD = re.compile(r"[^\W\d_]+(?:[-'’:][^\W\d_]+)*")
NOT_WORDS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w[^>]*>|&\w+;|https?://\S+|\S+@\S+")
ABBREVIATION = {
    "fi": (
        r"\b(?:esim|mm|ym|yms|jne|ns|ks|puh|tms|tod\.näk)\.|\b(?:n|v|klo)\.(?=\s?\d)|\bklo\b|\b(?:ma|ti|ke|to|pe)[–-](?:ti|ke|to|pe|la|su)\b"
    ),
    "sv": (
        r"\b(?:t\.\s?ex|bl\.\s?a|m\.\s?m|m\.\s?fl|o\.\s?s\.\s?v|d\.\s?v\.\s?s|s\.\s?k|fr\.\s?o\.\s?m|kl|nr|ca|tel)\.|\b(?:osv|dvs|etc|mm)\b"
    ),
    "en": (
        r"\b(?:e\.g|i\.e|etc|approx|vs|tel)\.|\bno\.(?=\s?\d)|\b(?:eg|ie|etc|[Nn]/[Aa])\b|\b\w+(?:n['’]t|['’](?:ll|ve|re|d|m))\b"
    ),
}
CLAUSE = {
    "fi": (
        r"\b(?:että|ettei|ettet|etten|jos|jollei|ellei|mikäli|kun|koska|vaikka|jotta|jottei|ennen"
        r" kuin|milloin|millai\w+|ku(?:ka|inka)|kenen|"
        r"jo(?:ka|nka|ta|ssa|sta|hon|lla|lta|lle|na|tka|iden|ita|issa|ista|ihin|illa|ilta|ille)|mi(?:ssä|stä|hin|tä|tkä|ten|ksi))\b"
    ),
    "sv": (
        r"\b(?:(?:vilket|vilka|vad|vem)(?: som)?|som|eftersom|därför att|när|innan|medan|så att|för"
        r" att|hur|där|om (?=du|de|det|ni|vi|man|han|hon|jag|någon|en|ett)|"
        r"att (?=du|de|det|den|ni|vi|man|han|hon|jag|alla|någon|\w+(?:en|na) ))"
    ),
    "en": (
        r"\b(?:that|which|who|whose|when|if|because|although|while|unless|until|whether|where|what|how|why|so"
        r" (?=you|they|that)|"
        r"(?:before|after) (?=you|they|we|the))\b"
    ),
}
NEGATION = {
    "fi": r"\b(?:en|et|ei|emme|ette|eivät|älä|älkää|eikä|ilman|\w+m(?:atta|ättä))\b",
    "sv": r"\b(?:inte|aldrig|ingen|inget|inga|utan|ej|icke)\b",
    "en": (
        r"\b(?:not|no|never|none|nobody|nothing|without|cannot|\w+n['’]t|neither|nor|unable|unless)\b"
    ),
}
NUMBER = {
    "fi": "kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän|kymmenen|kaksitoista|sata|tuhat",
    "sv": "tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|hundra|tusen",
    "en": "three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand",
}
EXPLAINS = {
    "fi": r"tarkoittaa|\beli\b|\bon\b|ovat",
    "sv": r"betyder|\bär\b|kallas|det vill säga",
    "en": r"\bmeans?\b|\bis\b|\bare\b|called",
}
EASIER = {  # words with an easier everyday word (Selkokeskus, MTM, LL-Center, GOV.UK)
    "fi": {
        "mikäli": "jos",
        "sekä": "ja",
        "oleellinen": "tärkeä",
        "mahdollistaa": "voida",
        "toimija": "ihminen",
        "suorittaa": "tehdä",
        "hyödyntää": "käyttää",
        "edellyttää": "tarvita, vaatia",
        "osallisuus": "olla mukana",
        "asettaa": "laittaa",
        "johdosta": "takia",
        "toimenpide": "teko",
        "haasteellinen": "vaikea",
        "keskeinen": "tärkeä",
        "tukitoimi": "apu",
        "rajoite": "este",
        "soveltaa": "käyttää",
        "merkityksellinen": "tärkeä",
        "toteuttaa": "tehdä",
    },
    "sv": {
        "samt": "och",
        "insats": "hjälp, stöd",
        "erhålla": "få",
        "avseende": "om",
        "beträffande": "om",
        "gällande": "om",
        "berättigad": "ha rätt till",
        "beakta": "tänka på",
        "tillgodose": "ge",
        "delaktighet": "vara med",
        "således": "därför",
        "handlägga": "arbeta med",
        "målsättning": "mål",
        "tillämplig": "passar",
        "ej": "inte",
        "främja": "hjälpa",
        "avses": "betyder",
        "medför": "gör att",
    },
    "en": {
        "assist": "help",
        "obtain": "get",
        "require": "need",
        "purchase": "buy",
        "commence": "start",
        "approximately": "about",
        "regarding": "about",
        "prior": "before",
        "utilise": "use",
        "provide": "give",
        "additional": "more",
        "via": "by, with",
        "ensure": "make sure",
        "enable": "help",
        "individual": "person",
        "eligible": "can get",
        "outcome": "result",
        "promote": "help",
        "identify": "find",
        "procure": "buy",
        "disclose": "tell",
        "allocate": "give",
        "participation": "taking part",
    },
}
EN_PARTICIPLES = (
    "given|made|done|taken|written|known|seen|paid|told|sent|kept|held|found|set|put|spent|met|built|bought|chosen|shown|left|said|"
    "run|drawn|driven|cut|lost"
)
EN_ADJECTIVES = "allowed|called|interested|worried|tired|married|disabled|pleased|supposed|involved|based|needed|committed"
EN_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+|also\s+|either\s+)?"
    rf"(?!{EN_ADJECTIVES})(?:\w{{2,}}ed|{EN_PARTICIPLES})\b(?! to do)"
)
SV_PASSIVE = re.compile(r"\b(?:bli|blir|blivit|blev)\s+(?:\w+\s)?(?!glad)\w{3,}(?:ad|ade|at|ats)\b")
_SV_ACTIVE = (
    "finns fanns finnas behövs behövdes kallas känns hoppas minns trivs lyckas märks syns räcks"
    " tycks måste förstås saknas träffas allas skjuts dans"
)
SV_ACTIVE = set(_SV_ACTIVE.split())
FI_POSTPOSITIONS = {"alkaen", "kuluessa", "lähtien", "ollessa", "edellyttäen"}
FI_EVERYDAY_CONDITIONALS = ("haluaisin", "haluaisit", "voisit", "olisi")
CAPITALS = {"PIN", "PDF", "SMS", "EU", "OK", "FPA"}
MARKS = (  # severity, rule, pattern or {language: pattern}, advice
    ("E", "abbreviation", ABBREVIATION, "write the whole word"),
    ("E", "exclamation", "!", "use a full stop"),
    (
        "W",
        "number-word",
        {lang: rf"(?i)\b(?:{words})\b" for lang, words in NUMBER.items()},
        "write numbers as digits",
    ),
    ("W", "percent", r"\d\s?%", "say: half, 1 of 10"),
    ("W", "date", r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b", "write the month as a word"),
    ("W", "big-number", r"\b\d{1,3}(?:[ \u00a0.,]\d{3})+\b|\b\d{5,}\b", "round it"),
    (
        "W",
        "special-sign",
        r"[&§*#\\]|(?<!\d)/|/(?!\d)|\.\.\.|…|\band/or\b|\b[IVX]{2,}\b",
        "write it as words",
    ),
    ("W", "brackets", r"\(", "make a new sentence"),
)


class Finding(NamedTuple):
    """Something hard in a text. `severity` is "E" or "W"."""

    severity: str
    rule: str
    figure: str
    advice: str
    excerpt: str

    def __str__(self):
        return f"{self.severity} {self.rule}: {self.figure}: {self.advice} | {self.excerpt}"


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


def _finnish_grammar(sentence: str, strict: bool) -> Iterator[tuple[str, str, str, str]]:
    """Forms that belong to written language: (severity, rule, word, advice)."""
    for word in WORD.findall(sentence):
        found = readings(word.lower())

        def every(test, found=found):
            return bool(found) and all(test(r) for r in found)

        moods = {r[3] for r in found}
        if any(r[2] in ("vajanto", "seuranto") for r in found) and every(
            lambda r: r[2] in ("vajanto", "seuranto", "keinonto") or r[5]
        ):
            yield "E", "rare-case", word, "use: ilman + word, or: ja + word"
        if moods == {"potential"}:
            yield "E", "potential", word, "say: ehkä, voi olla"
        so_that = "A-infinitive" in moods and re.search(r"kse(?:ni|si|en|mme|nne|ns[aä])$", word)
        if (moods == {"E-infinitive"} or so_that) and word.lower() not in FI_POSTPOSITIONS:
            yield "E", "clause-substitute", word, "say: kun ... or jotta ..."
        elif (
            every(
                lambda r: (
                    (r[5] or "").split("_")[0] in ("past", "present", "agent") and r[2] != "nimento"
                )
            )
            and zipf_frequency(word.lower(), "fi") < 4.5
        ):
            yield (
                ("E" if strict and every(lambda r: r[5].endswith("passive")) else "W"),
                "participle",
                word,
                "say: joka + verb",
            )
        if moods == {"conditional"} and word.lower() not in FI_EVERYDAY_CONDITIONALS:
            yield "W", "conditional", word, "say the fact"


def _hard_words(
    sentence: str, text: str, lang: str, strict: bool, known: frozenset[str]
) -> Iterator[tuple[str, str, str, str]]:
    at = LANGUAGES.index(lang)
    for j, word in enumerate(WORD.findall(sentence)):
        forms, size = lemmas(word, lang), max(map(len, re.split("[-:]", word)))
        is_known, is_name = bool(forms & known), j > 0 and word[0].isupper()
        explained = any(
            re.search(rf"(?i){re.escape(x[:-2])}.{{0,40}}(?:{EXPLAINS[lang]})", text) for x in forms
        )
        if word.isupper() and len(word) > 1 and word not in CAPITALS and not is_known:
            yield "E", "capitals", word, "no capitals, no unexplained abbreviation"
        elif size > LETTERS_W[at] and not is_known:
            yield (
                ("E" if strict or size > LETTERS_E[at] else "W"),
                "long-word",
                f"{word} ({size})",
                f"at most {LETTERS_W[at]} letters, or put it in the glossary",
            )
        if not (is_known or is_name or explained) and zipf(word, lang) < RAREST[at]:
            yield (
                "E",
                "rare-word",
                f"{word} ({zipf(word, lang):.1f})",
                "use a common word, or put it in the glossary",
            )
        for form in forms & EASIER[lang].keys():
            yield ("E" if strict else "W"), "hard-word", word, f"say: {EASIER[lang][form]}"


def _in_sentence(
    sentence: str, text: str, lang: str, kind: str, known: frozenset[str]
) -> Iterator[tuple[str, str, object, str]]:
    limit, strict = MOST_WORDS[kind][LANGUAGES.index(lang)], kind in STRICT
    words, low = len(WORD.findall(sentence)), sentence.lower()
    clauses, negations = len(re.findall(CLAUSE[lang], low)), len(re.findall(NEGATION[lang], low))
    if words > limit:
        yield "E", "long-sentence", words, f"{kind}: at most {limit} words"
    if clauses > CLAUSES_W:
        yield (
            ("E" if clauses > CLAUSES_E else "W"),
            "clauses",
            clauses,
            f"at most {CLAUSES_W} subordinate clause",
        )
    if sentence.count(",") > COMMAS or ";" in sentence:
        yield "W", "commas", sentence.count(","), "make a list or two sentences"
    if negations > 1:
        yield "E", "double-negation", negations, "say it positively"
    if found := passives(sentence, lang):
        yield (
            ("E" if strict or len(passives(text, lang)) > 1 else "W"),
            "passive",
            ", ".join(found),
            "say who does it",
        )
    if lang == "fi":
        yield from _finnish_grammar(sentence, strict)
    yield from _hard_words(sentence, text, lang, strict, known)


def findings(
    text: str, lang: str, kind: str = "paragraph", known: frozenset[str] = frozenset()
) -> list[Finding]:
    """What is hard in a text. kind: a key of MOST_WORDS; known: lemmas of glossary terms and
    reviewed words of the language.
    """
    plain = NOT_WORDS.sub(" x ", text)
    parts, out = sentences(plain), []
    if len(parts) > MOST_SENTENCES[kind]:
        out.append(
            Finding(
                "W",
                "many-sentences",
                str(len(parts)),
                f"{kind}: at most {MOST_SENTENCES[kind]}",
                text[:60],
            )
        )
    for sentence in parts:
        out += [
            Finding(severity, rule, str(figure), advice, sentence[:90])
            for severity, rule, figure, advice in _in_sentence(sentence, text, lang, kind, known)
        ]
    for severity, rule, pattern, advice in MARKS:
        if found := re.search(pattern[lang] if isinstance(pattern, dict) else pattern, plain):
            out.append(Finding(severity, rule, found.group().strip(), advice, text[:60]))
    return out


def mean_and_lix(texts: list[str], lang: str) -> tuple[int, float, float]:
    """(sentences, mean words per sentence, LIX) of a page: the figures that part easy texts from
    hard ones best.
    """
    found = [WORD.findall(s) for text in texts for s in sentences(NOT_WORDS.sub(" x ", text))]
    words = sum(map(len, found))
    mean = words / max(1, len(found))
    return len(found), mean, mean + 100 * sum(len(w) > 6 for s in found for w in s) / max(1, words)


if __name__ == "__main__":
    for one in findings(sys.argv[3], sys.argv[1], sys.argv[2]):
        print(one)
