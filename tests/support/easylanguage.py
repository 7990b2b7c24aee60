"""Finds texts that are too hard for easy language (fi selkokieli, sv lättläst, en easy read).

`findings` looks at one text, `mean_and_lix` at all texts of a page. An E breaks the build: rewrite
the text, or a reviewer puts the word into reviewed_words.toml. A W is for the human reviewer. A
program can catch a text that is clearly too hard; that a text is easy only its readers can say.

By hand: python -m tests.support.easylanguage fi question "Hakemus käsitellään viipymättä."

The limits come from 86 genuine easy and administrative texts; test_words.py keeps calibration texts
of our own.
"""

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from wordfreq import zipf_frequency

from hbself.model.languages import LANGUAGES
from tests.support.grammar import WORD, lemmas, passives, readings, sentences, zipf

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
NOT_WORDS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w[^>]*>|&\w+;|https?://\S+|\S+@\S+")
ABBREVIATION = {
    "fi": (
        r"\b(?:esim|mm|ym|yms|jne|ns|ks|puh|tms|tod\.näk)\.|\b(?:n|v|klo)\.(?=\s?\d)|\bklo\b"
        r"|\b(?:ma|ti|ke|to|pe)[–-](?:ti|ke|to|pe|la|su)\b"
    ),
    "sv": (
        r"\b(?:t\.\s?ex|bl\.\s?a|m\.\s?m|m\.\s?fl|o\.\s?s\.\s?v|d\.\s?v\.\s?s|s\.\s?k"
        r"|fr\.\s?o\.\s?m|kl|nr|ca|tel)\.|\b(?:osv|dvs|etc|mm)\b"
    ),
    "en": (
        r"\b(?:e\.g|i\.e|etc|approx|vs|tel)\.|\bno\.(?=\s?\d)|\b(?:eg|ie|etc|[Nn]/[Aa])\b"
        r"|\b\w+(?:n['’]t|['’](?:ll|ve|re|d|m))\b"
    ),
}
CLAUSE = {
    "fi": (
        r"\b(?:että|ettei|ettet|etten|jos|jollei|ellei|mikäli|kun|koska|vaikka|jotta|jottei|ennen"
        r" kuin|milloin|millai\w+|ku(?:ka|inka)|kenen|"
        r"jo(?:ka|nka|ta|ssa|sta|hon|lla|lta|lle|na|tka|iden|ita|issa|ista|ihin"
        r"|illa|ilta|ille)|mi(?:ssä|stä|hin|tä|tkä|ten|ksi))\b"
    ),
    "sv": (
        r"\b(?:(?:vilket|vilka|vad|vem)(?: som)?|som|eftersom|därför att|när|innan|medan|så att|för"
        r" att|hur|där|om (?=du|de|det|ni|vi|man|han|hon|jag|någon|en|ett)|"
        r"att (?=du|de|det|den|ni|vi|man|han|hon|jag|alla|någon|\w+(?:en|na) ))"
    ),
    "en": (
        r"\b(?:that|which|who|whose|when|if|because|although|while|unless|until|whether|where"
        r"|what|how|why|so"
        r" (?=you|they|that)|"
        r"(?:before|after) (?=you|they|we|the))\b"
    ),
}
NEGATION = {
    "fi": r"\b(?:en|et|ei|emme|ette|eivät|älä|älkää|eikä|ilman|\w+m(?:atta|ättä))\b",
    "sv": r"\b(?:inte|aldrig|ingen|inget|inga|utan|ej|icke)\b",
    "en": (
        r"\b(?:not|no|never|none|nobody|nothing|without|cannot|\w+n['’]t|neither|nor|unable"
        r"|unless)\b"
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
