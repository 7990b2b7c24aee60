"""The words of the site: find the TOML files, check them, give them in one language.

A text stands in its file in all three languages side by side (`text.fi`, `text.sv`, `text.en`), so
that an author sees the whole question at once and a set from another folder brings its translations
along. Errors name the file and the key.
"""

import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ..model.words import LANGUAGES, Question, QuestionSet, Role, Term, Text

BUILT_IN = Path(__file__).parent
LENGTHS = ("short", "meeting", "everything")
# A set has at most so many questions and a question so many choices; the pictures of a page must
# stay readable.
MOST_QUESTIONS, MOST_OPTIONS = 20, 24


class ContentError(Exception):
    """A content file is wrong. `str()` has a line for each fault: file: key: what."""


class Content(msgspec.Struct, frozen=True):
    """All words in one language."""

    language: str
    sets: dict[str, QuestionSet]  # by id, in the order of their numbers
    terms: dict[str, Term]
    roles: dict[str, Role]
    texts: dict[str, str]  # the words of the proposal and its documents, by id

    def question(self, set_id: str, question_id: str) -> Question | None:
        """The question, or None when there is none of that id."""
        found = self.sets.get(set_id)
        return found and next((q for q in found.question if q.id == question_id), None)


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
            found = msgspec.convert(data, _Lists if is_lists else QuestionSet)
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
    for name, found in sets.values():
        faults += (f"{name}: {fault}" for fault in check(found, lists["term"], known))
    ordered = sorted((found for _, found in sets.values()), key=lambda s: (s.number, s.id))
    return Content(
        language,
        {s.id: s for s in ordered},
        lists["term"],
        lists["role"],
        {t.id: t.text for t in lists["text"].values()},
    )


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
            for d, label in zip(data, labels)
        ]
    key = where.lstrip(".")
    if isinstance(data, str) and key.rpartition(".")[2] in TEXT_FIELDS:
        faults.append(
            f"{name}: {key}: missing translations: write"
            f" {', '.join(f'{key}.{one}' for one in LANGUAGES)}"
        )
    if not isinstance(data, dict):
        return data
    if data.keys() & set(LANGUAGES):
        faults += (
            f"{name}: {key}: missing translation {one!r}"
            for one in LANGUAGES
            if not str(data.get(one, "")).strip()
        )
        faults += (
            f"{name}: {key}: unknown language {one!r}" for one in data if one not in LANGUAGES
        )
        return str(data.get(language) or "?").strip()
    return {
        one: translated(value, language, name, f"{where}.{one}", faults)
        for one, value in data.items()
    }


def _readable(message: str, data: dict) -> str:
    """msgspec's "... - at `$.question[2].option[0]`" with ids in the place of numbers."""
    text, _, path = message.partition(" - at `$")
    node, out = data, ""
    for part in path.rstrip("`").replace("[", ".[").split("."):
        if part.startswith("[") and part[1:-1].isdigit() and isinstance(node, list):
            node = node[int(part[1:-1])]
            out += f"[{node.get('id', part[1:-1])}]" if isinstance(node, dict) else part
        elif part:
            node = node.get(part) if isinstance(node, dict) else None
            out += f".{part}"
    return f"{out.lstrip('.') or 'file'}: {text}"


def _doubles(kind: str, items) -> Iterator[str]:
    seen = set()
    for item in items:
        if item.id in seen:
            yield f"{kind}[{item.id}]: double id"
        if item.id in LANGUAGES:
            # `sentence.fi` would have two meanings
            yield f"{kind}[{item.id}]: an id can't be the name of a language"
        seen.add(item.id)


def check(found: QuestionSet, terms: dict[str, Term], known: set[str]) -> list[str]:
    """The faults of one set that its types can't tell, each as "key: what"."""
    faults = [*_doubles("question", found.question), *_doubles("mirror", found.mirror)]
    if not found.question or len(found.question) > MOST_QUESTIONS:
        faults.append(
            f"question: a set has 1 to {MOST_QUESTIONS} questions, not {len(found.question)}"
        )
    if "everything" not in found.lengths:
        faults.append("lengths: must have 'everything'")
    ids = {q.id for q in found.question}
    faults += [
        f"mirror[{m.id}].when: unknown question {w!r}"
        for m in found.mirror
        for w in m.when
        if w not in ids
    ]
    pictures = [
        ("picture", found.picture),
        *((f"mirror[{m.id}].picture", m.picture) for m in found.mirror),
    ]
    earlier: dict[str, Question] = {}
    for question in found.question:
        faults += (
            f"question[{question.id}].{fault}"
            for fault in _question_faults(question, earlier, terms)
        )
        pictures += (
            (f"question[{question.id}]{where}.picture", name) for where, name in _pictures(question)
        )
        earlier[question.id] = question
    return faults + [
        f"{where}: unknown picture {name!r}" for where, name in pictures if name not in known
    ]


def _pictures(q: Question) -> Iterator[tuple[str, str]]:
    yield "", q.picture
    yield from ((f".option[{o.id}]", o.picture) for o in q.option)
    yield from ((f".thing[{t.id}]", t.picture) for t in q.thing)
    if q.know:
        yield ".know", q.know.picture


def _question_faults(
    q: Question, earlier: dict[str, Question], terms: dict[str, Term]
) -> Iterator[str]:
    yield from _doubles("option", q.option)
    yield from _doubles("thing", q.thing)
    yield from (f"words: unknown glossary term {w!r}" for w in q.words if w not in terms)
    if len(q.option) > MOST_OPTIONS:
        yield f"option: more than {MOST_OPTIONS}"
    if q.kind in ("one", "each") and not 2 <= len(q.option) <= 5:
        yield f"option: {q.kind} has two to five, not {len(q.option)}"
    if q.kind in ("one", "each") and len(q.option) > 2 and sum(o.simple for o in q.option) != 2:
        yield "option: simple mode shows two answers: mark the others `simple = false`"
    if q.kind in ("many", "when") and not q.option:
        yield f"option: {q.kind} needs some"
    if q.kind != "each" and (q.thing or q.things_from):
        yield "thing: only `each` has things"
    if q.kind == "each" and bool(q.thing) == bool(q.things_from):
        yield "thing: `each` has either `thing` or `things_from`"
    if q.kind == "top" and not q.options_from:
        yield "options_from: `top` needs it"
    for key, name in (("things_from", q.things_from), ("options_from", q.options_from)):
        if (
            name
            and name not in earlier
            and (key, name) not in (("options_from", "goals"), ("options_from", "low"))
        ):
            yield f"{key}: no earlier question {name!r}"
    yield from (
        f"option[{o.id}].sentence: missing" for o in q.option if not o.sentence and not q.thing
    )
    for t in q.thing:
        yield from (
            f"thing[{t.id}].sentence.{o.id}: missing" for o in q.option if not t.sentence.get(o.id)
        )
        yield from (
            f"thing[{t.id}].sentence.{extra}: no such option"
            for extra in t.sentence.keys() - {o.id for o in q.option}
        )
    if (
        q.kind in ("words", "people", "top") or q.own or (q.kind == "when" and not q.several)
    ) and not q.lead:
        yield "lead: missing (own words, people and dates need a line before them)"
    wishes = any(o.low for o in q.option) or q.change
    if wishes and not (all(t.wish for t in q.thing) if q.thing else q.wish):
        yield "wish: missing (it can become a wish)"
    if q.only_if:
        asked = earlier.get(q.only_if.question)
        if not asked:
            yield f"only_if: no earlier question {q.only_if.question!r}"
        else:
            yield from (
                f"only_if: {asked.id} has no option {o!r}"
                for o in q.only_if.options
                if o not in {x.id for x in asked.option}
            )


def ids(content: Content) -> list[str]:
    """Every id that an answer may be stored under, sorted: "rights.ri1", "rights.ri1:me" (an
    option), "now.ln1.home" (a thing).
    """
    found = []
    for one in content.sets.values():
        for q in one.question:
            base = f"{one.id}.{q.id}"
            found += [
                base,
                *(f"{base}:{o.id}" for o in q.option),
                *(f"{base}.{t.id}" for t in q.thing),
            ]
    return sorted([*found, *(f"role:{r}" for r in content.roles)])


def table(contents: dict[str, Content]) -> Iterator[tuple[str, ...]]:
    """Rows (place, fi, sv, en) of every text, for reviewers."""

    def texts(value, where: str) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            for key, one in value.items():
                yield from texts(one, f"{where}.{key}" if where else key)
        elif isinstance(value, list | tuple):
            for i, one in enumerate(value):
                yield from texts(
                    one, f"{where}[{one.get('id', i) if isinstance(one, dict) else i}]"
                )
        elif (
            isinstance(value, str)
            and value
            and where.rpartition(".")[2] in TEXT_FIELDS | {"sentence"} | _inner(where)
        ):
            yield where, value

    def _inner(where: str) -> set[str]:
        return (
            {where.rpartition(".")[2]}
            if ".sentence." in where or where.startswith("texts.")
            else set()
        )

    rows = {lang: dict(texts(msgspec.to_builtins(c), "")) for lang, c in contents.items()}
    for where, text in rows["en"].items():
        yield where, rows["fi"][where], rows["sv"][where], text


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
