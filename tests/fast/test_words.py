"""The words are easy enough, one word stands for one thing, and hard words are explained where they
stand.

The rules: easylanguage.py. What a reviewer has let stand: reviewed_words.toml.
"""

import functools
import re
import tomllib
from collections.abc import Iterator
from datetime import date

import pytest

from hbself.content import files
from hbself.model.languages import LANGUAGES
from hbself.web import i18n
from tests.support import wording
from tests.support.easylanguage import MEAN, MEAN_FROM, findings, mean_and_lix
from tests.support.grammar import WORD, lemmas
from tests.support.places import SUPPORT

SAMPLES = tomllib.loads((SUPPORT / "easylanguage_samples.toml").read_text("utf-8"))
CALIBRATION = [
    (ease, kind, lang, text)
    for ease in ("easy", "hard")
    for kind, texts in SAMPLES[ease].items()
    for one in texts
    for lang, text in one.items()
]


def errors(text: str, lang: str, kind: str, known=frozenset()) -> list[str]:
    return [str(found) for found in findings(text, lang, kind, known) if found.severity == "E"]


# ---- the checker itself --------------------------------------------------------------------------


@pytest.mark.parametrize(("ease", "kind", "lang", "text"), CALIBRATION)
def test_the_checker_still_tells_easy_from_hard(ease, kind, lang, text):
    found = errors(text, lang, kind)
    assert bool(found) == (ease == "hard"), found


@pytest.mark.parametrize(
    ("lang", "kind", "text", "rule"),
    [
        ("fi", "paragraph", "Hän lähti sanomatta mitään ystävittä.", "rare-case"),
        ("fi", "paragraph", "Hän lienee kotona.", "potential"),
        ("fi", "paragraph", "Kotiin tullessaan hän söi.", "clause-substitute"),
        (
            "fi",
            "question",
            "Millä tavalla sinä haluaisit, että joku ihminen auttaa sinua kotona joka päivä?",
            "long-sentence",
        ),
        ("fi", "option", "Palvelu myönnetään", "passive"),
        ("sv", "paragraph", "Servicen beviljas och ordnas av kommunen.", "passive"),
        ("sv", "question", "Erhåller du service?", "hard-word"),
        ("en", "paragraph", "You do not have nothing.", "double-negation"),
        ("en", "option", "I don’t know", "abbreviation"),
        ("en", "paragraph", "Read THIS first.", "capitals"),
        ("en", "button", "Go on!", "exclamation"),
        ("en", "paragraph", "The perspicacious helper comes.", "rare-word"),
        ("en", "paragraph", "You know that if he comes when you call, it works.", "clauses"),
    ],
)
def test_each_rule_finds_its_fault(lang, kind, text, rule):
    assert any(f" {rule}:" in found for found in errors(text, lang, kind)), findings(
        text, lang, kind
    )


# ---- every text ----------------------------------------------------------------------------------


@functools.cache
def texts() -> tuple[wording.Wording, ...]:
    return (*wording.content(), *wording.interface())


def test_the_kinds_of_text_are_known():
    kinds = {one.place: one.kind for one in texts()}
    assert kinds["06-rights.toml: question[ri1].text"] == "question"
    assert kinds["06-rights.toml: question[ri1].another"] == "hint"
    assert kinds["06-rights.toml: question[ri1].option[me].label"] == "option"
    assert kinds["06-rights.toml: question[ri1].know.title"] == "heading"
    assert kinds["06-rights.toml: question[ri1].know.text"] == "paragraph"
    assert kinds["06-rights.toml: question[ri8].thing[home].text"] == "question"
    assert {kind for place, kind in kinds.items() if ": mirror[" in place} == {"paragraph"}
    assert kinds["proposal.toml: text[section.me].text"] == "heading"
    assert kinds["proposal.toml: text[missing.who].text"] == "question"
    assert not any(place.startswith("proposal.toml: text[worker.") for place in kinds)
    of = {
        place.partition(": ")[2]: kind
        for place, kind in kinds.items()
        if place.startswith("templates/")
    }
    assert (
        of["'Next'"] == "button"
        and of["'What works'"] == "heading"
        and of["'Your answer is kept.'"] == "paragraph"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_keeps_the_limits(lang):
    known = wording.known(lang)
    faults = [
        f"{one.place} ({lang}, {one.kind}): {fault}"
        for one in texts()
        for text in one.words.get(lang, ())
        for fault in errors(text, lang, one.kind, known)
    ]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_has_short_sentences_on_average(lang):
    faults = []
    for page, said in wording.pages(texts(), lang).items():
        count, mean, _ = mean_and_lix(said, lang)
        if count >= MEAN_FROM and mean > MEAN[LANGUAGES.index(lang)]:
            faults.append(
                f"{page} ({lang}): {mean:.1f} words per sentence, at most"
                f" {MEAN[LANGUAGES.index(lang)]}"
            )
    assert len(wording.pages(texts(), lang)) > 100 and not faults, "\n" + "\n".join(faults)


def test_every_reviewed_word_is_still_needed_and_signed():
    kept = wording.reviewed()
    for entry in [entry for entries in kept.values() for entry in entries]:
        assert entry["reason"] and entry["by"] and isinstance(entry["date"], date), entry
    idle = []
    for lang, word in (
        (lang, word)
        for entry in kept["word"]
        for lang, words in entry["words"].items()
        for word in words
    ):
        without = wording.known(lang) - lemmas(word, lang)
        where = [
            (text, one.kind)
            for one in texts()
            for text in one.words.get(lang, ())
            if word[:4].lower() in text.lower()
        ]
        if not any(errors(text, lang, kind, without) for text, kind in where):
            idle.append((lang, word))
    assert not idle
    starts = [entry["begins"] for entry in kept["ordinary"] if "begins" in entry]
    ids = [wording.forms(message.id)[0] for message in wording.extracted() if message.id]
    assert all(any(text.startswith(start) for text in ids) for start in starts)


# ---- one word for one thing ----------------------------------------------------------------------


@functools.cache
def _term_words(lang: str) -> dict[str, list[frozenset[str]]]:
    return {
        term["id"]: [lemmas(word, lang) for word in term["word"][lang].split()]
        for term in wording.toml("words.toml")["term"]
    }


SV_ENDINGS = ("en", "et", "n", "t", "er", "ar", "or", "erna", "arna", "orna", "s", "ens", "ets")


@functools.cache
def _forms(word: str, lang: str) -> frozenset[str]:
    """Lemmas; simplemma takes "beslutet" for a verb, so Swedish endings come off by hand."""
    bare = (
        {word.lower().removesuffix(ending) for ending in SV_ENDINGS}
        if lang == "sv" and len(word) > 6
        else set()
    )
    return lemmas(word, lang) | bare


def _stands(words: list[str], parts: list[frozenset[str]], lang: str) -> Iterator[int]:
    """Where a term of so many words stands."""
    for i in range(len(words) - len(parts) + 1):
        if all(
            word and _forms(word, lang) & part for word, part in zip(words[i:], parts, strict=False)
        ):
            yield i


def terms_in(text: str, lang: str) -> set[str]:
    """Ids of the glossary terms that stand in a text; a longer term hides the shorter one in it."""
    for phrase in (
        phrase
        for entry in wording.reviewed()["everyday"]
        for phrase in entry["words"].get(lang, ())
    ):
        text = re.sub(rf"(?i)\b{re.escape(phrase)}\b", ",", text)
    words = WORD.findall(text)
    found = set()
    for id, parts in sorted(_term_words(lang).items(), key=lambda item: -len(item[1])):
        for i in _stands(words, parts, lang):
            found.add(id)
            words[i : i + len(parts)] = [""] * len(parts)
    return found


def says(text: str, id: str, lang: str) -> bool:
    """Whether a text says the term in any form that a reviewer takes for it."""
    also = [
        [frozenset({word})]
        for entry in wording.reviewed()["also"]
        if entry["term"] == id
        for word in entry["words"].get(lang, ())
    ]
    return any(
        True
        for parts in (_term_words(lang)[id], *also)
        for _ in _stands(WORD.findall(text), parts, lang)
    )


def test_terms_are_found_in_their_forms():
    assert terms_in("Kerron palveluistani sosiaalityöntekijälle.", "fi") == {
        "service",
        "social-worker",
    }
    assert terms_in("Besluten om min stödplan", "sv") == {"decision", "support-plan"}
    assert terms_in("The support plan is just right.", "en") == {"support-plan"}
    assert says("people close to me", "close-person", "en") and not says(
        "people at home", "close-person", "en"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_word_for_one_thing(lang):
    faults = []
    for one in texts():
        said = {other: " ".join(one.words.get(other, ())) for other in LANGUAGES}
        for id in sorted(terms_in(said[lang], lang)):
            faults += [
                f"{one.place}: {id!r} stands in {lang}, not in {other}: {said[lang]!r}, {text!r}"
                for other, text in said.items()
                if text and not says(text, id, other)
            ]
    assert not faults, "\n" + "\n".join(faults)


def _shown(name: str) -> dict[str, list[wording.Wording]]:
    """{id: the texts that a page shows} of a content file: before the answer, without examples."""
    pages: dict[str, list[wording.Wording]] = {}
    shown = re.compile(
        rf"{re.escape(name)}:"
        r" (?:question|page)\[([\w-]+)\](?:\.(?:option|thing|point)\[[\w-]+\])?"
        r"\.(?:title|text|help|another|label)"
    )
    for one in wording.content():
        if match := shown.fullmatch(one.place):
            pages.setdefault(match[1], []).append(one)
    return pages


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (name, kind)
        for name in files()
        for kind in ("question", "page")
        if kind in wording.toml(name)
    ],
)
def test_every_page_explains_its_hard_words(name, kind):
    """Each term on it is listed in `words`, and each listed one stands there in all languages."""
    faults, pages = [], _shown(name)
    for question in wording.toml(name)[kind]:
        listed = set(question.get("words", ()))
        for lang in LANGUAGES:
            said = " ".join(one.words[lang][0] for one in pages[question["id"]])
            faults += [
                f"{kind}[{question['id']}].words: {id!r} is missing ({lang})"
                for id in sorted(terms_in(said, lang) - listed)
            ]
            faults += [
                f"{kind}[{question['id']}].words: {id!r} does not stand on the page ({lang})"
                for id in sorted(listed)
                if not says(said, id, lang)
            ]
    assert not faults, "\n" + "\n".join(faults)


# ---- how the words look --------------------------------------------------------------------------


def test_no_style_sheet_makes_words_harder_to_read():
    """No capitals, no justified text, no italics; and no hyphenation, but of long words on the
    smallest phones and with the largest words there, where they would break without a hyphen.
    """
    sheets = [*wording.ROOT.glob("static/**/*.css"), *wording.ROOT.glob("hbself/export/*.css")]
    assert len(sheets) >= 2
    bad = re.compile(
        r"uppercase|capitalize|small-caps|text-align:\s*justify|italic|oblique|hyphens:\s*auto"
    )
    for sheet in sheets:
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.S)
        rules = re.sub(r"\s*([{}:;])\s*", r"\1", rules)
        rules, small = re.subn(
            r"@container"
            r" \(max-width:(?:14|21\.6)rem\)\{\[data-text=\"100\"\] main\{[^{}]*(?<!-)hyphens:auto;"
            r"[^{}]*hyphenate-limit-chars:(?:9|15)"
            r" [^{}]*\}\}",
            "",
            rules,
        )
        assert small == 2 * (sheet.name == "narrow.css")
        assert not (found := bad.search(rules)), f"{sheet.name}: {found and found[0]}"
    setting = (wording.ROOT / "hbself" / "export" / "proposal.typ").read_text("utf-8")
    assert "hyphenate: false" in setting and not re.search(
        r"justify: true|emph\(|upper\(|smallcaps|style: \"italic\"", setting
    )


def test_no_template_uses_an_element_that_browsers_set_in_italics():
    pages = [*wording.ROOT.glob("templates/**/*.html"), *wording.ROOT.glob("hbself/export/*.html")]
    assert len(pages) > 20
    for page in pages:
        assert not (
            found := re.search(r"<(?:em|i|cite|dfn|var|address)[\s>]", page.read_text("utf-8"))
        ), f"{page.name}: {found and found[0]}"


# ---- the order of words --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "right"),
    [
        ("fi", ["apu", "zebra", "åka", "äiti", "öljy"]),
        ("sv", ["apu", "zebra", "åka", "äiti", "öljy"]),
        ("en", ["äiti", "åka", "apu", "öljy", "zebra"]),
        ("fi", ["apu", "Arvo", "mykkä", "müü", "Zebra", "\u0061\u030aka", "Äänekoski", "öljy"]),
        ("sv", ["apa", "é", "elev", "wok", "år", "ärt", "øl", "öra"]),
    ],
)
def test_words_stand_in_the_order_of_the_language(lang, right):
    """å, ä and ö end the Finnish and the Swedish alphabet, however they are written."""
    assert sorted(right, key=i18n.order(lang)) == right
    backwards = right[::-1]
    assert sorted(backwards, key=i18n.order(lang)) == right
