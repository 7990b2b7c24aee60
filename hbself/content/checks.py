"""The faults of the questions that their types can't tell. What is wrong with the kind of a
question stands with the kinds.
"""

from collections.abc import Iterator, Mapping, Sequence

from .. import kinds
from ..model.languages import LANGUAGES
from ..model.sections import NONE, SECTIONS
from ..model.words import Question, QuestionSet, Term

# A set has at most so many questions and a question so many choices; the pictures of a page must
# stay readable.
MOST_QUESTIONS, MOST_OPTIONS = 20, 24


def check(
    found: QuestionSet, terms: Mapping[str, Term], texts: Mapping[str, str], known: set[str]
) -> Iterator[str]:
    """The faults of one set, each as "key: what". `known`: the names of all pictures."""
    yield from _of_set(found)
    earlier: dict[str, Question] = {}
    for q in found.question:
        yield from (
            f"question[{q.id}].{fault}"
            for fault in (*_of_question(q, earlier, terms, texts), *kinds.faults_of(q, earlier))
        )
        earlier[q.id] = q
    yield from (
        f"{where}: unknown picture {name!r}"
        for where, name in _pictures(found)
        if name not in known
    )


def check_all(sets: Sequence[tuple[str, QuestionSet]]) -> Iterator[str]:
    """The faults of sets beside each other, each as "file: key: what". `sets` with their files."""
    asked: dict[str, str] = {}
    for name, found in sets:
        for q in found.question:
            if q.missing in asked:
                other = asked[q.missing]
                yield f"{name}: question[{q.id}].missing: {q.missing!r} is also in {other}"
            elif q.missing:
                asked[q.missing] = f"{name}, question[{q.id}]"


def doubles(kind: str, items) -> Iterator[str]:
    """Ids that stand twice, or would make `sentence.fi` have two meanings."""
    seen = set()
    for item in items:
        if item.id in seen:
            yield f"{kind}[{item.id}]: double id"
        if item.id in LANGUAGES:
            yield f"{kind}[{item.id}]: an id can't be the name of a language"
        seen.add(item.id)


def _of_set(found: QuestionSet) -> Iterator[str]:
    yield from doubles("question", found.question)
    yield from doubles("mirror", found.mirror)
    if not found.question or len(found.question) > MOST_QUESTIONS:
        yield f"question: a set has 1 to {MOST_QUESTIONS} questions, not {len(found.question)}"
    if "everything" not in found.lengths:
        yield "lengths: must have 'everything'"
    ids = {q.id for q in found.question}
    for m in found.mirror:
        yield from (f"mirror[{m.id}].when: unknown question {w!r}" for w in m.when if w not in ids)


def _pictures(found: QuestionSet) -> Iterator[tuple[str, str]]:
    """(key, name) of each picture of a set."""
    yield "picture", found.picture
    yield from ((f"mirror[{m.id}].picture", m.picture) for m in found.mirror)
    for q in found.question:
        here = f"question[{q.id}]"
        yield f"{here}.picture", q.picture
        yield from ((f"{here}.option[{o.id}].picture", o.picture) for o in q.option)
        yield from ((f"{here}.thing[{t.id}].picture", t.picture) for t in q.thing)
        if q.know:
            yield f"{here}.know.picture", q.know.picture


def _of_question(
    q: Question,
    earlier: Mapping[str, Question],
    terms: Mapping[str, Term],
    texts: Mapping[str, str],
) -> Iterator[str]:
    """What is wrong with a question, whatever its kind."""
    yield from doubles("option", q.option)
    yield from doubles("thing", q.thing)
    yield from (f"words: unknown glossary term {w!r}" for w in q.words if w not in terms)
    if len(q.option) > MOST_OPTIONS:
        yield f"option: more than {MOST_OPTIONS}"
    if not q.thing:
        yield from (f"option[{o.id}].sentence: missing" for o in q.option if not o.sentence)
    wishes = any(o.low for o in q.option) or q.change
    if wishes and not (all(t.wish for t in q.thing) if q.thing else q.wish):
        yield "wish: missing (it can become a wish)"
    for where, section in (("", q.section), *((f"option[{o.id}].", o.section) for o in q.option)):
        if section not in {"", NONE, *SECTIONS}:
            yield (
                f"{where}section: Invalid enum value {section!r}:"
                f" write one of {', '.join(SECTIONS)}, {NONE}"
            )
    if q.missing and f"missing.{q.missing}" not in texts:
        yield f"missing: no text 'missing.{q.missing}'"
    yield from _only_if(q, earlier)


def _only_if(q: Question, earlier: Mapping[str, Question]) -> Iterator[str]:
    if not q.only_if:
        return
    asked = earlier.get(q.only_if.question)
    if not asked:
        yield f"only_if: no earlier question {q.only_if.question!r}"
        return
    there = {o.id for o in asked.option}
    yield from (
        f"only_if: {asked.id} has no option {o!r}" for o in q.only_if.options if o not in there
    )
