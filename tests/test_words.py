"""The words are easy enough, one word stands for one thing, and hard words are explained where they stand.

The rules: easylanguage.py. What a reviewer has let stand: reviewed_words.toml.
"""

import functools
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

import wording
from easylanguage import LIX, MEAN, MEAN_FROM, WORD, findings, lemmas, mean_and_lix
from hbself.content import files
from hbself.model import LANGUAGES

SAMPLES = tomllib.loads((Path(__file__).parent / "easylanguage_samples.toml").read_text("utf-8"))
CALIBRATION = [(ease, kind, lang, text) for ease in ("easy", "hard") for kind, texts in SAMPLES[ease].items() for one in texts for lang, text in one.items()]
PAGES_OF_WORDS = ("question", "hint", "paragraph")  # what counts for the mean of a page: not labels, buttons, headings


def errors(text: str, lang: str, kind: str, known=frozenset()) -> list[str]:
    return [str(found) for found in findings(text, lang, kind, known) if found.severity == "E"]


# ---- the checker itself --------------------------------------------------------------------------


@pytest.mark.parametrize(("ease", "kind", "lang", "text"), CALIBRATION)
def test_the_checker_still_tells_easy_from_hard(ease, kind, lang, text):
    found = errors(text, lang, kind)
    assert bool(found) == (ease == "hard"), found


@pytest.mark.parametrize(("lang", "kind", "text", "rule"), [
    ("fi", "paragraph", "Hän lähti sanomatta mitään ystävittä.", "rare-case"),
    ("fi", "paragraph", "Hän lienee kotona.", "potential"),
    ("fi", "paragraph", "Kotiin tullessaan hän söi.", "clause-substitute"),
    ("fi", "question", "Millä tavalla sinä haluaisit, että joku ihminen auttaa sinua kotona joka päivä?", "long-sentence"),
    ("fi", "option", "Palvelu myönnetään", "passive"),
    ("sv", "paragraph", "Servicen beviljas och ordnas av kommunen.", "passive"),
    ("sv", "question", "Erhåller du service?", "hard-word"),
    ("en", "paragraph", "You do not have nothing.", "double-negation"),
    ("en", "option", "I don’t know", "abbreviation"),
    ("en", "paragraph", "Read THIS first.", "capitals"),
    ("en", "button", "Go on!", "exclamation"),
    ("en", "paragraph", "The perspicacious helper comes.", "rare-word"),
    ("en", "paragraph", "You know that if he comes when you call, it works.", "clauses")])
def test_each_rule_finds_its_fault(lang, kind, text, rule):
    assert any(f" {rule}:" in found for found in errors(text, lang, kind)), findings(text, lang, kind)


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
    assert kinds["07-autonomy.toml: mirror[ask-first].text" if "07-autonomy.toml: mirror[ask-first].text" in kinds else next(p for p in kinds if "mirror[" in p)] == "paragraph"
    assert kinds["proposal.toml: text[section.me].text"] == "heading"
    assert kinds["proposal.toml: text[missing.who].text"] == "question"
    assert not any(place.startswith("proposal.toml: text[worker.") for place in kinds)
    of = {place.partition(": ")[2]: kind for place, kind in kinds.items() if place.startswith("templates/")}
    assert of["'Next'"] == "button" and of["'My map'"] == "heading" and of["'Your answer is kept.'"] == "paragraph"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_keeps_the_limits(lang):
    known = wording.known(lang)
    faults = [f"{one.place} ({lang}, {one.kind}): {fault}" for one in texts() for text in one.words.get(lang, ()) for fault in errors(text, lang, one.kind, known)]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_has_short_sentences_on_average(lang):
    pages: dict[str, list[str]] = {}
    for one in texts():
        if one.kind in PAGES_OF_WORDS:
            for page in {one.page, one.place.partition(":")[0]}:
                pages.setdefault(page, []).extend(one.words.get(lang, ()))
    at, faults = LANGUAGES.index(lang), []
    for page, said in pages.items():
        count, mean, lix = mean_and_lix(said, lang)
        if count >= MEAN_FROM and (mean > MEAN[at] or lix > LIX[at]):
            faults.append(f"{page} ({lang}): {mean:.1f} words per sentence (at most {MEAN[at]}), LIX {lix:.0f} (at most {LIX[at]})")
    assert not faults, "\n" + "\n".join(faults)


def test_every_reviewed_word_is_still_needed_and_signed():
    kept = wording.reviewed()
    for entry in [entry for entries in kept.values() for entry in entries]:
        assert entry["reason"] and entry["by"] and isinstance(entry["date"], date), entry
    idle = []
    for entry in kept["word"]:
        for lang in entry["languages"]:
            said = [(text, one.kind) for one in texts() for text in one.words.get(lang, ())]
            without = {word.lower(): wording.known(lang) - lemmas(word, lang) for word in entry["words"]}
            idle += [(word, lang) for word, known in without.items()
                     if not any(errors(text, lang, kind, known) for text, kind in said if re.search(word[:4], text, re.I))]
    assert not {word for word, _ in idle} - {"veikko", "eeva"} or not idle, idle
    starts = [entry["begins"] for entry in kept["ordinary"] if "begins" in entry]
    ids = [wording.forms(message.id)[0] for message in wording.extracted() if message.id]
    assert all(any(text.startswith(start) for text in ids) for start in starts)


# ---- one word for one thing ----------------------------------------------------------------------


@functools.cache
def _term_words(lang: str) -> dict[str, list[frozenset[str]]]:
    return {term["id"]: [lemmas(word, lang) for word in term["word"][lang].split()] for term in wording.toml("words.toml")["term"]}


def _is_form(word: str, lemma_of_term: frozenset[str], lang: str) -> bool:
    if lemmas(word, lang) & lemma_of_term:
        return True
    # simplemma takes "beslutet" for a verb: Swedish endings by hand.
    return lang == "sv" and any(re.fullmatch(re.escape(lemma) + r"(?:e?[nt]|[aeo]?r(?:na)?)?s?", word.lower()) for lemma in lemma_of_term if len(lemma) > 4)


def terms_in(text: str, lang: str) -> set[str]:
    """Ids of the glossary terms that stand in a text; a longer term hides the shorter one in it."""
    everyday = {form for entry in wording.reviewed()["everyday"] if lang in entry["languages"] for form in entry["forms"]}
    words = [word if word.lower() not in everyday else "" for word in WORD.findall(text)]
    found = set()
    for id, parts in sorted(_term_words(lang).items(), key=lambda item: -len(item[1])):
        for i in range(len(words) - len(parts) + 1):
            if all(words[i + j] and _is_form(words[i + j], part, lang) for j, part in enumerate(parts)):
                found.add(id)
                words[i:i + len(parts)] = [""] * len(parts)
    return found


def says(text: str, id: str, lang: str) -> bool:
    """Whether a text says the term in any form that a reviewer takes for it."""
    also = [frozenset({word}) for entry in wording.reviewed()["also"] if entry["term"] == id for word in entry["words"].get(lang, ())]
    words, parts = WORD.findall(text), _term_words(lang)[id]
    here = any(all(_is_form(words[i + j], part, lang) for j, part in enumerate(parts)) for i in range(len(words) - len(parts) + 1))
    return here or any(_is_form(word, form, lang) for word in words for form in also)


def test_terms_are_found_in_their_forms():
    assert terms_in("Kerron palveluistani sosiaalityöntekijälle.", "fi") == {"service", "social-worker"}
    assert terms_in("Besluten om min stödplan", "sv") == {"decision", "support-plan"}
    assert terms_in("The support plan is just right.", "en") == {"support-plan"}
    assert says("people close to me", "close-person", "en") and not says("people at home", "close-person", "en")


def test_one_word_for_one_thing():
    faults = []
    for one in texts():
        said = {lang: " ".join(one.words.get(lang, ())) for lang in LANGUAGES}
        for lang, other in ((a, b) for a in LANGUAGES for b in LANGUAGES if a != b and said[b]):
            faults += [f"{one.place}: {id!r} stands in {lang}, not in {other}: {said[lang]!r}, {said[other]!r}"
                       for id in sorted(terms_in(said[lang], lang)) if not says(said[other], id, other)]
    assert not faults, "\n" + "\n".join(faults)


def _shown(name: str) -> dict[str, list[wording.Wording]]:
    """{question id: the texts that its page shows before the answer} of a content file."""
    pages: dict[str, list[wording.Wording]] = {}
    for one in wording.content():
        if match := re.fullmatch(rf"{re.escape(name)}: question\[([\w-]+)\].*\.(?:text|help|another|label)|{re.escape(name)}: question\[([\w-]+)\]\.(?:text|help|another)", one.place):
            if ".know." not in one.place:
                pages.setdefault(match[1] or match[2], []).append(one)
    return pages


@pytest.mark.parametrize("name", [name for name in files() if "question" in wording.toml(name)])
def test_every_question_explains_its_hard_words(name):
    """Each term on the page is listed in `words`, and each listed one stands there in all languages."""
    faults, pages = [], _shown(name)
    for question in wording.toml(name)["question"]:
        listed = set(question.get("words", ()))
        for lang in LANGUAGES:
            said = " ".join(one.words[lang][0] for one in pages[question["id"]])
            faults += [f"question[{question['id']}].words: {id!r} is missing ({lang})" for id in sorted(terms_in(said, lang) - listed)]
            faults += [f"question[{question['id']}].words: {id!r} does not stand on the page ({lang})" for id in sorted(listed) if not says(said, id, lang)]
    assert not faults, "\n" + "\n".join(faults)


# ---- how the words look --------------------------------------------------------------------------


def test_no_style_sheet_makes_words_harder_to_read():
    """No capitals, no justified text, no italics, no hyphenation (language.md)."""
    sheets = [*wording.ROOT.glob("static/**/*.css"), *wording.ROOT.glob("hbself/export/*.css")]
    assert len(sheets) >= 2
    bad = re.compile(r"uppercase|small-caps|justify(?!-)\b(?<!-)|text-align:\s*justify|italic|oblique|hyphens:\s*auto|letter-spacing:\s*-")
    for sheet in sheets:
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.S)
        assert not (found := bad.search(rules)), f"{sheet.name}: {found and found[0]}"
        for tag in ("q", "address", "em", "i", "cite", "dfn", "var"):
            assert f"<{tag}>" not in rules
    setting = (wording.ROOT / "hbself" / "export" / "proposal.typ").read_text("utf-8")
    assert "hyphenate: false" in setting and not re.search(r"justify: true|emph\(|upper\(|smallcaps|style: \"italic\"", setting)


def test_no_template_uses_an_element_that_browsers_set_in_italics():
    pages = [*wording.ROOT.glob("templates/**/*.html"), *wording.ROOT.glob("hbself/export/*.html")]
    assert len(pages) > 20
    for page in pages:
        assert not (found := re.search(r"<(?:em|i|cite|dfn|var|address)[\s>]", page.read_text("utf-8"))), f"{page.name}: {found and found[0]}"
