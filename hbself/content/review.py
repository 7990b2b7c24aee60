"""What reviewers and those who keep answers ask of the content: all texts side by side, all ids."""

from collections.abc import Iterator

import msgspec

from ..model.languages import LANGUAGES
from .loading import TEXT_FIELDS, Content


def ids(content: Content) -> list[str]:
    """Every id that an answer may be stored under, sorted: "rights.ri1", "rights.ri1:me" (an
    option), "now.ln1.home" (a thing).
    """
    all_ids = []
    for question_set in content.sets.values():
        for q in question_set.question:
            base = f"{question_set.id}.{q.id}"
            all_ids += [
                base,
                *(f"{base}:{o.id}" for o in q.option),
                *(f"{base}.{t.id}" for t in q.thing),
            ]
    return sorted([*all_ids, *(f"role:{r}" for r in content.roles)])


def table(contents: dict[str, Content]) -> Iterator[tuple[str, ...]]:
    """Rows (place, fi, sv, en) of every text, for reviewers."""
    rows = {lang: dict(_texts(msgspec.to_builtins(c), "")) for lang, c in contents.items()}
    for where in rows[LANGUAGES[0]]:
        yield where, *(rows[lang][where] for lang in LANGUAGES)


def texts(content: Content) -> Iterator[str]:
    """Every text, in the content's language."""
    return (text for _, text in _texts(msgspec.to_builtins(content), ""))


def _texts(value, where: str) -> Iterator[tuple[str, str]]:
    """(place, text) of every text in this part of the content."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{where}.{key}" if where else key)
    elif isinstance(value, list | tuple):
        for i, item in enumerate(value, 1):
            yield from _texts(
                item, f"{where}[{item.get('id', i) if isinstance(item, dict) else i}]"
            )
    elif isinstance(value, str) and value and _is_text(where):
        yield where, value


def _is_text(where: str) -> bool:
    # A thing's sentences and the fixed texts have ids for names
    named = where.rpartition(".")[2] in TEXT_FIELDS | {"sentence"}
    return named or ".sentence." in where or where.startswith("texts.")
