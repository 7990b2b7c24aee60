"""Every text of the site in its three languages, with its kind: what test_words.py and
test_catalogues.py look at.

By hand, all that a reviewer should see (E and W):
    python -m tests.support.wording [part of a place's name]
"""

import functools
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import lxml.html
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from hbself.content import files
from hbself.model.languages import LANGUAGES
from tests.support.easylanguage import LIX, MEAN_FROM, MOST_WORDS, findings, mean_and_lix
from tests.support.grammar import lemmas
from tests.support.places import ROOT, SUPPORT

# The pages' words are English in code and templates
TRANSLATED = tuple(lang for lang in LANGUAGES if lang != "en")
KINDS = {"help": "hint", "another": "hint", "label": "option", "title": "heading", "word": "option"}
HEADINGS, QUESTIONS = re.compile(r"section\.|part\.|.*\.title$"), re.compile(r"missing\.")
ELEMENTS = {
    "title": "heading",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "button": "button",
    "summary": "button",
    "legend": "heading",
    "label": "option",
}
MESSAGE = re.compile(r'"((?:[^"\\]|\\.)*)"')


class Wording(NamedTuple):
    """One text. place: file and key; page: what is read together; kind: a key of MOST_WORDS; words:
    {language: texts} (more than one where a number changes the words).
    """

    place: str
    page: str
    kind: str
    words: dict[str, tuple[str, ...]]


@functools.cache
def reviewed() -> dict[str, list[dict]]:
    """reviewed_words.toml: what a reviewer has let stand, each with a reason and a date."""
    return tomllib.loads((SUPPORT / "reviewed_words.toml").read_text("utf-8"))


@functools.cache
def toml(name: str) -> dict:
    """A content file as it stands, in all languages."""
    return tomllib.loads(files()[name].read_text("utf-8"))


@functools.cache
def known(lang: str, with_reviewed: bool = True) -> frozenset[str]:
    """Lemmas that the page explains (glossary) or a reviewer has let stand, in small letters."""
    words = [word for term in toml("words.toml")["term"] for word in term["word"][lang].split()]
    if with_reviewed:
        words += [word for entry in reviewed()["word"] for word in entry["words"].get(lang, ())]
    return frozenset(form for word in words for form in lemmas(word, lang))


# ---- the content ---------------------------------------------------------------------------------


def content() -> list[Wording]:
    """Every text of the content files that stands in easy language."""
    ordinary = tuple(entry["place"] for entry in reviewed()["ordinary"] if "place" in entry)
    return [
        one
        for name in files()
        for one in _walk(toml(name), name, name, "", "")
        if not one.place.startswith(ordinary)
    ]


def _walk(node, place: str, page: str, key: str, above: str) -> Iterator[Wording]:
    """`key`: the nearest name; `above`: the nearest table that is not a list's item ("know",
    "mirror", "text", "question").
    """
    if isinstance(node, list):
        for i, item in enumerate(node):
            where = f"{place}[{item.get('id', i)}]" if isinstance(item, dict) else f"{place}[{i}]"
            yield from _walk(item, where, where if key in ("question", "page") else page, "", key)
    elif isinstance(node, dict) and node and node.keys() <= set(LANGUAGES):
        yield Wording(
            place,
            page,
            _kind(key, above, place),
            {lang: (text.strip(),) for lang, text in node.items()},
        )
    elif isinstance(node, dict):
        for name, value in node.items():
            dot = ": " if place.endswith(".toml") else "."
            yield from _walk(
                value, f"{place}{dot}{name}", page, name, name if name == "know" else above
            )


def _kind(key: str, above: str, place: str) -> str:
    if above == "text":  # the fixed words of the proposal
        name = place.rpartition("[")[2]
        return (
            "heading"
            if HEADINGS.match(name.partition("]")[0])
            else "question"
            if QUESTIONS.match(name)
            else "paragraph"
        )
    if key == "text":
        return "question" if above in ("question", "thing") else "paragraph"
    return KINDS.get(key, "paragraph")


# ---- code and templates --------------------------------------------------------------------------


@functools.cache
def extracted() -> Catalog:
    """The words of code and templates, found as `make words` finds them: with places and `kind:`
    comments.
    """
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = Catalog()
    for name, line, ids, comments, context in extract_from_dir(
        ROOT, methods, options, DEFAULT_KEYWORDS, ("kind:",), strip_comment_tags=True
    ):
        found.add(ids, None, [(name, line)], auto_comments=comments, context=context)
    return found


@functools.cache
def catalogue(lang: str) -> Catalog:
    """translations/<lang>. Raises FileNotFoundError."""
    with (ROOT / "translations" / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=lang)


def forms(text) -> tuple[str, ...]:
    """A message's id or string as a tuple: one text, or one for each number."""
    return tuple(text) if isinstance(text, tuple | list) else (text,)


def interface() -> list[Wording]:
    """Every text of code and templates that stands in easy language; a page is a template or a
    module.
    """
    ordinary = tuple(entry["begins"] for entry in reviewed()["ordinary"] if "begins" in entry)
    kinds, out = _kinds_in_templates(), []
    for message in extracted():
        if not message.id or forms(message.id)[0].startswith(ordinary):
            continue
        said = [
            comment.strip() for comment in message.auto_comments if comment.strip() in MOST_WORDS
        ]
        where = kinds.get(forms(message.id)[0], ["paragraph"])
        # Where it stands twice, the shorter limit counts
        kind = said[0] if said else min(where, key=list(MOST_WORDS).index)
        words = {"en": forms(message.id)}
        for lang in TRANSLATED:
            there = catalogue(lang).get(message.id, message.context)
            words[lang] = tuple(filter(None, forms(there.string))) if there else ()
        name, line = message.locations[0]
        out.append(Wording(f"{name}:{line}: {forms(message.id)[0]!r}", name, kind, words))
    return out


def _kinds_in_templates() -> dict[str, list[str]]:
    """{first English form: kinds}, from the element that a text stands in: a button's words are
    short. What a page gives to a part stands where the part puts it.
    """
    found: dict[str, list[str]] = {}
    puts = {
        (path.stem, name): kind
        for path in (ROOT / "templates" / "parts").glob("*.html")
        for name, kind in _elements(path.read_text("utf-8"), r"(\w+)")
    }
    for path in sorted((ROOT / "templates").rglob("*.html")):
        source = path.read_text("utf-8")
        for text, kind in _elements(source, rf"[^}}]*?\b(?:_|gettext)\({MESSAGE.pattern}.*?"):
            found.setdefault(text, []).append(kind)
        for part, given in re.findall(r"\{\{ (\w+)\(\s*(\w+=.*?)\s*\) \}\}", source, flags=re.S):
            for name, text in re.findall(rf"\b(\w+)=_\({MESSAGE.pattern}", given):
                found[text] = [*found.get(text, []), puts.get((part, name), "paragraph")]
    return found


def _elements(source: str, what: str) -> Iterator[tuple[str, str]]:
    """What `{{ }}` of this form name, each with the kind of the element that it stands in."""
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", source, flags=re.S)
    names: list[str] = []

    def mark(match: re.Match) -> str:
        if not (inside := re.fullmatch(what, match[1], flags=re.S)):
            return ""
        names.append(inside[1])
        return f"⟦{len(names) - 1}⟧"

    source = re.sub(r"\{\{-?\s+(.*?)\s+-?\}\}", mark, source, flags=re.S)
    tree = lxml.html.fragment_fromstring(source, create_parent="body")
    for element in (e for e in tree.iter() if isinstance(e.tag, str)):
        for node, text in ((element, element.text), (element.getparent(), element.tail)):
            for number in re.findall(r"⟦(\d+)⟧", text or ""):
                yield names[int(number)], _element_kind(node)


def _element_kind(element) -> str:
    while element is not None:
        if element.tag == "a":
            return (
                "button"
                if {"button", "tool"} & set(element.get("class", "").split())
                else "paragraph"
            )
        if element.tag in ELEMENTS:
            return ELEMENTS[element.tag]
        if element.tag in ("p", "li", "div", "q"):
            return "paragraph"
        element = element.getparent()
    return "paragraph"


def pages(texts: Iterable[Wording], lang: str) -> dict[str, list[str]]:
    """{page or file: its running text}: without labels, buttons and headings."""
    found: dict[str, list[str]] = {}
    for one in texts:
        if one.kind in ("question", "hint", "paragraph"):
            for page in {one.page, one.place.partition(":")[0]}:
                found.setdefault(page, []).extend(one.words.get(lang, ()))
    return found


def main(part: str) -> None:
    """Print what easylanguage finds in the texts whose place has `part` in it, and pages with a
    high LIX.
    """
    texts = [one for one in (*content(), *interface()) if part in one.place]
    for at, lang in enumerate(LANGUAGES):
        for one in texts:
            for text in one.words.get(lang, ()):
                for found in findings(text, lang, one.kind, known(lang)):
                    print(f"{one.place} ({lang}, {one.kind}): {found}")
        for page, said in pages(texts, lang).items():
            count, mean, lix = mean_and_lix(said, lang)
            if count >= MEAN_FROM and lix > LIX[at]:
                print(
                    f"{page} ({lang}): W lix: {lix:.0f}: at most {LIX[at]}; {mean:.1f} words per"
                    " sentence"
                )


if __name__ == "__main__":
    main("".join(sys.argv[1:2]))
