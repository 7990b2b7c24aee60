"""Find the content files, and give what stands in them in one language."""

import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from ..model.languages import LANGUAGES
from ..model.words import InfoPage, Question, QuestionSet, Role, Term, Text
from .checks import check, check_all, of_pages, of_sections, of_terms

BUILT_IN = Path(__file__).parent
# What is a text, and so in all languages, wherever it stands
TEXT_FIELDS = {
    "text",
    "help",
    "another",
    "label",
    "lead",
    "wish",
    "topic",
    "they",
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
    pages: dict[str, InfoPage] = {}  # to read, by id, in the order of their files

    def question(self, set_id: str, question_id: str) -> Question | None:
        """The question, or None when there is none of that id."""
        return self._questions.get((set_id, question_id))

    def question_of(self, key: str) -> Question | None:
        """The question of an answer's key, or None when there is none such."""
        set_id, question_id, *_ = (*key.split(".", 2), "", "")
        return self.question(set_id, question_id)

    def known_question(self, set_id: str, question_id: str) -> Question:
        """The question of an id that stands in the words, and so was checked. Raises KeyError."""
        return self._questions[set_id, question_id]

    def taking_from(self, options_from: str) -> list[tuple[str, Question]]:
        """(set id, question) of the questions whose choices come from there ("goals", "low")."""
        return self._taking.get(options_from, [])

    @functools.cached_property
    def _taking(self) -> dict[str, list[tuple[str, Question]]]:
        taking: dict[str, list[tuple[str, Question]]] = {}
        for (set_id, _), q in self._questions.items():
            taking.setdefault(q.options_from, []).append((set_id, q))
        return taking

    @functools.cached_property
    def about_goals(self) -> list[tuple[str, Question]]:
        """(set id, question) of the questions that are asked of each goal, in order."""
        return [(s, q) for (s, _), q in self._questions.items() if q.for_each == "goal"]

    @functools.cached_property
    def on_proposal(self) -> tuple[str, Question] | None:
        """(set id, question) of what is asked on the page of the proposal: is it ready?"""
        found = ((key[0], q) for key, q in self._questions.items() if q.on_proposal)
        return next(found, None)

    @functools.cached_property
    def of_another(self) -> "Content":
        """The same words as a supporter is asked about the person, and as their answers are told.
        What is only for the person's own life is asked of nobody else: it is there where it was
        answered before.
        """
        return replace(
            self,
            roles={i: replace(r, label=r.they or r.label) for i, r in self.roles.items()},
            sets={
                s.id: replace(
                    s,
                    title=s.they or s.title,
                    question=tuple(map(_of_another, s.question)),
                    pages=(),
                )
                for s in self.sets.values()
            },
        )

    @functools.cached_property
    def _questions(self) -> dict[tuple[str, str], Question]:
        return {(s.id, q.id): q for s in self.sets.values() for q in s.question}


def _of_another(q: Question) -> Question:
    things = tuple(replace(t, text=t.they or t.text) for t in q.thing)
    return replace(
        q,
        text=q.they or q.text,
        help="",
        another="",
        know=None,
        change=False,
        thing=things,
        option=tuple(replace(o, label=o.they or o.label) for o in q.option),
        old=q.old or not (q.they or any(t.they for t in q.thing)),
    )


def files(extra: Path | None = None) -> dict[str, Path]:
    """Content files by name. A file of the same name in `extra` replaces the site's own; a new name
    adds to it.
    """
    by_name = {p.name: p for p in sorted(BUILT_IN.glob("*.toml"))}
    if extra:
        if not extra.is_dir():
            raise ContentError(f"{extra}: is not a folder (HBSELF_CONTENT)")
        by_name |= {p.name: p for p in sorted(extra.glob("*.toml"))}
    return by_name


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
    lists: dict[str, dict] = {"term": {}, "role": {}, "text": {}, "page": {}}
    files_of_lists: list[tuple[str, _Lists]] = []
    for name, data in raw.items():
        data = translated(data, language, name, "", faults)
        is_lists = bool(data.keys() & lists.keys())
        try:
            parsed: Any = msgspec.convert(data, _Lists if is_lists else QuestionSet)
        except msgspec.ValidationError as error:
            faults.append(f"{name}: {_readable(str(error), data)}")
            continue
        if is_lists:
            files_of_lists.append((name, parsed))
            for kind, items in lists.items():
                faults += (
                    f"{name}: {fault}" for fault in _take(kind, getattr(parsed, kind), items, known)
                )
        elif parsed.id in sets:
            faults.append(f"{name}: id: the set {parsed.id!r} is also in {sets[parsed.id][0]}")
        else:
            sets[parsed.id] = name, parsed
    terms, pages = lists["term"], lists["page"]
    texts = {t.id: t.text for t in lists["text"].values()}
    for name, one in files_of_lists:
        faults += (f"{name}: {fault}" for fault in of_terms(one.term, pages))
        faults += (f"{name}: {fault}" for fault in of_pages(one.page, terms, known))
    for name, question_set in sets.values():
        faults += (f"{name}: {fault}" for fault in check(question_set, terms, texts, known, pages))
    faults += of_sections(texts, known)
    ordered = sorted(sets.values(), key=lambda named: (named[1].number, named[1].id))
    faults += check_all(ordered)
    by_id = {question_set.id: question_set for _, question_set in ordered}
    return Content(language, by_id, terms, lists["role"], texts, pages)


def _take(kind: str, more: tuple, items: dict, known: set[str]) -> Iterator[str]:
    """Put the terms, roles, texts or pages of a file to those of other files, by id."""
    for item in more:
        if item.id in items:
            yield f"{kind}[{item.id}]: double id"
        if getattr(item, "picture", None) not in {None, *known}:
            yield f"{kind}[{item.id}].picture: unknown picture {item.picture!r}"
        items[item.id] = item


class _Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    term: tuple[Term, ...] = ()
    role: tuple[Role, ...] = ()
    text: tuple[Text, ...] = ()
    page: tuple[InfoPage, ...] = ()


def translated(data, language: str, name: str, where: str, faults: list[str]):
    """The same data with every {fi, sv, en} table replaced by the text of `language`. Reports
    missing languages.
    """
    if isinstance(data, list):
        labels = [
            str(d.get("id", i)) if isinstance(d, dict) else str(i) for i, d in enumerate(data, 1)
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
    for lang in LANGUAGES:
        if not str(table.get(lang, "")).strip():
            yield f"missing translation {lang!r}"
    yield from (f"unknown language {lang!r}" for lang in table if lang not in LANGUAGES)


def _readable(message: str, data: dict) -> str:
    """msgspec's "... - at `$.question[2].option[0]`" with ids in the place of numbers;
    what has none is counted from 1.
    """
    text, _, path = message.partition(" - at `$")
    node: Any = data
    out = ""
    for part in path.rstrip("`").replace("[", ".[").split("."):
        if part.startswith("[") and part[1:-1].isdigit() and isinstance(node, list):
            at = int(part[1:-1])
            node = node[at]
            out += f"[{node.get('id', at + 1) if isinstance(node, dict) else at + 1}]"
        elif part:
            node = node.get(part) if isinstance(node, dict) else None
            out += f".{part}"
    return f"{out.lstrip('.') or 'file'}: {text}"
