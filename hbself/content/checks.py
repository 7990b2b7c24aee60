"""The faults of the questions that their types can't tell. What is wrong with the kind of a
question stands with the kinds.
"""

from collections.abc import Iterator, Mapping, Sequence

from .. import kinds
from ..model.languages import LANGUAGES
from ..model.sections import NONE, SECTIONS
from ..model.words import InfoPage, Question, QuestionSet, Term

# A set has at most so many questions and a question so many choices; the pictures of a page must
# stay readable.
MOST_QUESTIONS, MOST_OPTIONS = 20, 24
MOST_POINTS = 8  # of a page that is only read
# Sets that a supporter answers too, about the person
OF_ANOTHER = ("life", "me")


def check(
    question_set: QuestionSet,
    terms: Mapping[str, Term],
    texts: Mapping[str, str],
    known: set[str],
    pages: Mapping[str, InfoPage],
) -> Iterator[str]:
    """The faults of one set, each as "key: what". `known`: the names of all pictures."""
    yield from _of_set(question_set)
    yield from _unknown_pages(question_set.pages, pages)
    earlier: dict[str, Question] = {}
    for q in question_set.question:
        there = (*_of_question(q, earlier, terms, texts), *kinds.faults_of(q, earlier))
        there += tuple(_of_another(q)) if question_set.group in OF_ANOTHER else ()
        yield from (f"question[{q.id}].{fault}" for fault in there)
        earlier[q.id] = q
    yield from (
        f"{where}: unknown picture {name!r}"
        for where, name in _pictures(question_set)
        if name not in known
    )


def check_all(sets: Sequence[tuple[str, QuestionSet]]) -> Iterator[str]:
    """The faults of sets beside each other, each as "file: key: what". `sets` with their files."""
    asked: dict[str, str] = {}
    known = {(s.id, q.id): q for _, s in sets for q in s.question}
    instead = {o.id for q in known.values() if q.for_each == "wish" for o in q.option}
    for name, question_set in sets:
        for q in question_set.question:
            yield from (
                f"{name}: question[{q.id}].instead: no such answer to a wish {i!r}"
                for i in (*q.instead, *(i for o in q.option for i in o.instead))
                if i not in instead
            )
            yield from (
                f"{name}: question[{q.id}].{fault}" for fault in _hangs_on(question_set, q, known)
            )
            if q.missing in asked:
                other = asked[q.missing]
                yield f"{name}: question[{q.id}].missing: {q.missing!r} is also in {other}"
            elif q.missing:
                asked[q.missing] = f"{name}, question[{q.id}]"


def of_terms(terms: Sequence[Term], pages: Mapping[str, InfoPage]) -> Iterator[str]:
    """The faults of a file's hard words that hang on other files."""
    for term in terms:
        yield from (f"term[{term.id}].{fault}" for fault in _unknown_pages(term.pages, pages))


def of_pages(
    pages: Sequence[InfoPage], terms: Mapping[str, Term], known: set[str]
) -> Iterator[str]:
    """The faults of a file's pages to read. `known`: the names of all pictures."""
    for page in pages:
        here = f"page[{page.id}]"
        if not 1 <= (number := len(page.point)) <= MOST_POINTS:
            yield f"{here}.point: a page has 1 to {MOST_POINTS} points, not {number}"
        yield from (
            f"{here}.words: unknown glossary term {w!r}" for w in page.words if w not in terms
        )
        yield from (
            f"{here}.{kind}[{at}].picture: unknown picture {one.picture!r}"
            for kind, items in (("point", page.point), ("example", page.example))
            for at, one in enumerate(items, 1)
            if one.picture not in known
        )


def _unknown_pages(named: Sequence[str], pages: Mapping[str, InfoPage]) -> Iterator[str]:
    yield from (f"pages: no page {one!r}" for one in named if one not in pages)


def doubles(kind: str, items) -> Iterator[str]:
    """Ids that stand twice, or would make `sentence.fi` have two meanings."""
    seen = set()
    for item in items:
        if item.id in seen:
            yield f"{kind}[{item.id}]: double id"
        if item.id in LANGUAGES:
            yield f"{kind}[{item.id}]: an id can't be the name of a language"
        seen.add(item.id)


def _of_set(question_set: QuestionSet) -> Iterator[str]:
    yield from doubles("question", question_set.question)
    yield from doubles("mirror", question_set.mirror)
    if not 1 <= (number := len(question_set.question)) <= MOST_QUESTIONS:
        yield f"question: a set has 1 to {MOST_QUESTIONS} questions, not {number}"
    if "everything" not in question_set.lengths and question_set.lengths != ("short",):
        yield "lengths: must have 'everything' (or be only for the short way)"
    ids = {q.id for q in question_set.question}
    ids |= {f"{q.id}.{o}" for q in question_set.question for o in q.low}
    for m in question_set.mirror:
        yield from (
            f"mirror[{m.id}].when: no question and no low answer {w!r}"
            for w in m.when
            if w not in ids
        )


def _pictures(question_set: QuestionSet) -> Iterator[tuple[str, str]]:
    """(key, name) of each picture of a set."""
    yield "picture", question_set.picture
    yield from ((f"mirror[{m.id}].picture", m.picture) for m in question_set.mirror)
    for q in question_set.question:
        here = f"question[{q.id}]"
        yield f"{here}.picture", q.picture
        yield from ((f"{here}.option[{o.id}].picture", o.picture) for o in q.option)
        yield from ((f"{here}.thing[{t.id}].picture", t.picture) for t in q.thing)
        if q.know:
            yield f"{here}.know.picture", q.know.picture


def of_sections(texts: Mapping[str, str], known: set[str]) -> Iterator[str]:
    """What the files lack for the sections of the proposal, as "section.id: what"."""
    for name, row in SECTIONS.items():
        if f"section.{name}" not in texts:
            yield f"section.{name}: no text 'section.{name}', its heading"
        if row.picture not in known:
            yield f"section.{name}: unknown picture {row.picture!r}"


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
    if q.low or q.change:
        yield from _of_wishes(q)
    for where, section in (("", q.section), *((f"option[{o.id}].", o.section) for o in q.option)):
        if section not in {"", NONE, *SECTIONS}:
            yield (
                f"{where}section: Invalid enum value {section!r}:"
                f" write one of {', '.join(SECTIONS)}, {NONE}"
            )
    if q.missing and f"missing.{q.missing}" not in texts:
        yield f"missing: no text 'missing.{q.missing}'"


def _of_wishes(q: Question) -> Iterator[str]:
    """What is missing where the answer can become a wish."""
    about = q.thing or (q,)
    if not all(one.topic for one in about):
        yield 'topic: missing (the answer can become a wish: "I want this to change: …")'
    plain = all(o.wish for o in q.option if o.low)
    if q.low and not plain and not all(one.wish for one in about):
        yield "wish: missing (what do they want who give a low answer?)"


def _of_another(q: Question) -> Iterator[str]:
    """Where a supporter is not asked in words about the person. What is about a wish or a goal, or
    takes its choices from elsewhere, is asked of the person alone.
    """
    if q.for_each or q.options_from:
        return
    asked = {"": q.they, **{f"thing[{t.id}].": t.they for t in q.thing}}
    yield from (
        f"{where}they: missing (how is a supporter asked about the person?)"
        for where, they in asked.items()
        if not they
    )


def _hangs_on(
    question_set: QuestionSet, q: Question, known: Mapping[tuple[str, str], Question]
) -> Iterator[str]:
    """What is wrong with the answers on which a question hangs. One of the same set stands before
    it.
    """
    earlier = {one.id for one in question_set.question[: question_set.question.index(q)]}
    for key, after in (("only_if", q.only_if), ("not_if", q.not_if)):
        if not after:
            continue
        set_id, point, question_id = after.question.rpartition(".")
        asked = known.get((set_id if point else question_set.id, question_id))
        if not asked or not point and question_id not in earlier:
            yield f"{key}: no earlier question {after.question!r}"
            continue
        yield from (
            f"{key}: {asked.id} has no option {o!r}"
            for o in after.options
            if o not in asked.options
        )
