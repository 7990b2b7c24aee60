"""The same few cards about several things, one thing a page."""

from collections.abc import Iterator

from ..model.words import Question
from . import one
from .parts import Earlier, Kind, few_options, not_earlier


def faults_of(q: Question, earlier: Earlier) -> Iterator[str]:
    """What an author did wrong."""
    yield from few_options(q)
    if bool(q.thing) == bool(q.things_from):
        yield "thing: `each` has either `thing` or `things_from`"
    yield from not_earlier("things_from", q.things_from, earlier)
    options = {o.id for o in q.option}
    for t in q.thing:
        yield from (
            f"thing[{t.id}].sentence.{o.id}: missing" for o in q.option if not t.sentence.get(o.id)
        )
        yield from (
            f"thing[{t.id}].sentence.{extra}: no such option"
            for extra in t.sentence.keys() - options
        )


KIND = Kind(
    faults_of, one.fields, one.read, lone=True, keys={"thing": "things", "things_from": "things"}
)
