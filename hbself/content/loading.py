"""Find the content files, and give what stands in them in one language."""

import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from ..model.languages import LANGUAGES
from ..model.words import Question, QuestionSet, Role, Term, Text
from .checks import check, check_all

BUILT_IN = Path(__file__).parent
# What is a text, and so in all languages, wherever it stands
TEXT_FIELDS = {
    "text",
    "help",
    "another",
    "label",
    "lead",
    "wish",
    "title",
    "about",
    "word",
    "explanation",
}


class ContentError(Exception):
    """A content file is wrong. `str()` has a line for each fault: file: key: what."""


class Content(msgspec.Struct, frozen=True, dict=True):
    """All words in one language."""

    language: str
    sets: dict[str, QuestionSet]  # by id, in the order of their numbers
    terms: dict[str, Term]
    roles: dict[str, Role]
    texts: dict[str, str]  # the words of the proposal and its documents, by id

    def question(self, set_id: str, question_id: str) -> Question | None:
        """The question, or None when there is none of that id."""
        return self._questions.get((set_id, question_id))

    def known_question(self, set_id: str, question_id: str) -> Question:
        """The question of an id that stands in the words, and so was checked. Raises KeyError."""
        return self._questions[set_id, question_id]

    def taking_from(self, options_from: str) -> list[tuple[str, Question]]:
        """(set id, question) of the questions whose choices come from there ("goals", "low")."""
        return self._taking.get(options_from, [])

    @functools.cached_property
    def _taking(self) -> dict[str, list[tuple[str, Question]]]:
        found: dict[str, list[tuple[str, Question]]] = {}
        for (set_id, _), q in self._questions.items():
            found.setdefault(q.options_from, []).append((set_id, q))
        return found

    @functools.cached_property
    def _questions(self) -> dict[tuple[str, str], Question]:
        return {(s.id, q.id): q for s in self.sets.values() for q in s.question}


def files(extra: Path | None = None) -> dict[str, Path]:
    """Content files by name. A file of the same name in `extra` replaces the site's own; a new name
    adds to it.
    """
    found = {p.name: p for p in sorted(BUILT_IN.glob("*.toml"))}
    if extra:
        if not extra.is_dir():
            raise ContentError(f"{extra}: is not a folder (HBSELF_CONTENT)")
        found |= {p.name: p for p in sorted(extra.glob("*.toml"))}
    return found


@functools.cache
def load(pictures: Path, extra: Path | None = None) -> dict[str, Content]:
    """Read and check everything: {language: Content}.

    `pictures`: the folder of pictograms, to check names; `extra`: an organisation's own question
    sets. Raises ContentError with every fault found.
    """
    faults, raw = [], {}
    for name, path in files(extra).items():
        try:
            raw[name] = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            faults.append(f"{name}: {error}")
    known = {p.stem for p in pictures.glob("*.svg")}
    contents = {language: _in_language(raw, language, known, faults) for language in LANGUAGES}
    if faults:
        raise ContentError("\n".join(dict.fromkeys(faults)))
    return contents


def _in_language(
    raw: dict[str, dict], language: str, known: set[str], faults: list[str]
) -> Content:
    """All files in one language; `raw` by file name. Adds what is wrong to `faults`."""
    sets: dict[str, tuple[str, QuestionSet]] = {}
    lists: dict[str, dict] = {"term": {}, "role": {}, "text": {}}
    for name, data in raw.items():
        data = translated(data, language, name, "", faults)
        is_lists = bool(data.keys() & lists.keys())
        try:
            found: Any = msgspec.convert(data, _Lists if is_lists else QuestionSet)
        except msgspec.ValidationError as error:
            faults.append(f"{name}: {_readable(str(error), data)}")
            continue
        if is_lists:
            for kind, items in lists.items():
                faults += (
                    f"{name}: {fault}" for fault in _take(kind, getattr(found, kind), items, known)
                )
        elif found.id in sets:
            faults.append(f"{name}: id: the set {found.id!r} is also in {sets[found.id][0]}")
        else:
            sets[found.id] = name, found
    texts = {t.id: t.text for t in lists["text"].values()}
    for name, found in sets.values():
        faults += (f"{name}: {fault}" for fault in check(found, lists["term"], texts, known))
    ordered = sorted(sets.values(), key=lambda named: (named[1].number, named[1].id))
    faults += check_all(ordered)
    by_id = {found.id: found for _, found in ordered}
    return Content(language, by_id, lists["term"], lists["role"], texts)


def _take(kind: str, found: tuple, items: dict, known: set[str]) -> Iterator[str]:
    """Put the terms, roles or texts of a file to those of other files, by id."""
    for item in found:
        if item.id in items:
            yield f"{kind}[{item.id}]: double id"
        if getattr(item, "picture", None) not in {None, *known}:
            yield f"{kind}[{item.id}].picture: unknown picture {item.picture!r}"
        items[item.id] = item


class _Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    term: tuple[Term, ...] = ()
    role: tuple[Role, ...] = ()
    text: tuple[Text, ...] = ()


def translated(data, language: str, name: str, where: str, faults: list[str]):
    """The same data with every {fi, sv, en} table replaced by the text of `language`. Reports
    missing languages.
    """
    if isinstance(data, list):
        labels = [
            str(d.get("id", i)) if isinstance(d, dict) else str(i) for i, d in enumerate(data)
        ]
        return [
            translated(d, language, name, f"{where}[{label}]", faults)
            for d, label in zip(data, labels, strict=True)
        ]
    key = where.lstrip(".")
    if isinstance(data, str) and key.rpartition(".")[2] in TEXT_FIELDS:
        wanted = ", ".join(f"{key}.{one}" for one in LANGUAGES)
        faults.append(f"{name}: {key}: missing translations: write {wanted}")
    if not isinstance(data, dict):
        return data
    if data.keys() & set(LANGUAGES):
        faults += (f"{name}: {key}: {fault}" for fault in _languages_of(data))
        return str(data.get(language) or "?").strip()
    return {
        one: translated(value, language, name, f"{where}.{one}", faults)
        for one, value in data.items()
    }


def _languages_of(table: dict) -> Iterator[str]:
    """What is wrong with a text in all languages."""
    for one in LANGUAGES:
        if not str(table.get(one, "")).strip():
            yield f"missing translation {one!r}"
    yield from (f"unknown language {one!r}" for one in table if one not in LANGUAGES)


def _readable(message: str, data: dict) -> str:
    """msgspec's "... - at `$.question[2].option[0]`" with ids in the place of numbers."""
    text, _, path = message.partition(" - at `$")
    node: Any = data
    out = ""
    for part in path.rstrip("`").replace("[", ".[").split("."):
        if part.startswith("[") and part[1:-1].isdigit() and isinstance(node, list):
            node = node[int(part[1:-1])]
            out += f"[{node.get('id', part[1:-1])}]" if isinstance(node, dict) else part
        elif part:
            node = node.get(part) if isinstance(node, dict) else None
            out += f".{part}"
    return f"{out.lstrip('.') or 'file'}: {text}"
