"""All that a person has said as one JSON file that they can keep, read, and bring back. See
docs/data-file.md.

The ids are what counts: they are all that is read back. The words beside them are there for people.
The key card's code is never in the file: whoever is given the file must not get the key as well.
"""

import datetime
import json
import re
from collections.abc import Callable
from typing import Any, Literal

import msgspec

from .. import limits
from ..content import Content
from ..keeping import cards, upgrades
from ..model.places import PLACE
from ..model.said import Answer, Card, Goal, Paper, Person, Said
from ..model.words import Question
from .usertext import whole

SCHEMA, VERSION = "my-own-proposal", 4
SHAPED = 3  # the first version with the form of today: later ones only add to it
# Where a page carries the file; a browser that saves the page may write the tag in its own way.
INSIDE = re.compile(
    rb"""<script\b[^<>]{0,200}\bid=["']?my-answers\b[^<>]{0,200}>([^<]*)</script>""", re.IGNORECASE
)
# Saved as XML: there "&" is written in another way
XHTML = re.compile(rb"<html\b[^<>]{0,400}\bxmlns=", re.IGNORECASE)

Reason = Literal[
    "too-large", "not-ours", "newer", "damaged", "empty", "picture", "paper", "packed", "page"
]
_BEFORE = b"\xef\xbb\xbf \r\n\t"  # byte order mark and white space
_GOAL_ID = re.compile(r"goal-[1-9][0-9]{0,5}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class DataError(Exception):
    """The file can't be read. `reason` says why: too-large, not-ours, newer (made by a newer site),
    damaged; or what it is instead: empty, picture, paper, packed, page (see `files.inside`).
    """

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason = reason


# ---- make ----------------------------------------------------------------------------------------


def make(said: Said, content: Content, day: str) -> bytes:
    """The file of what was said: UTF-8 JSON with the words of questions and answers in the language
    of `content`. Keys of any kind are no part of it, and so can't be in it: whoever is given the
    file must get neither the card's nor those of links.

    day: today as an ISO date. A file that would be too large to be brought back is made without the
    words for people.
    """
    file = _file(said, content, day, lambda key, answer: _words(key, answer, said, content))
    return file if len(file) <= limits.UPLOAD // 2 else _file(said, content, day, lambda *_: {})


def _file(said: Said, content: Content, day: str, words: Callable[[str, Answer], dict]) -> bytes:
    kept = {name: value for name, value in msgspec.to_builtins(said).items() if name != "answers"}
    data = {
        "schema": SCHEMA,
        "version": VERSION,
        "made": day,
        "language": content.language,
        "about": content.texts["data.about"],
        "assessment": kept,
        "answers": [
            {"id": key, **words(key, answer), "given": msgspec.to_builtins(answer)}
            for key, answer in said.answers.items()
        ],
    }
    return msgspec.json.format(msgspec.json.encode(_whole(data)), indent=1) + b"\n"


def _words(key: str, answer: Answer, said: Said, content: Content) -> dict[str, Any]:
    """What a person reads beside an answer's ids: {"question", "about", "answer"}, as far as this
    site knows the words.
    """
    set_id, question_id, about = (*key.split(".", 2), "", "")[:3]
    question = content.question(set_id, question_id)
    people = {p.id: ", ".join(filter(None, (p.name, _role(p.role, content)))) for p in said.people}
    words: dict[str, Any] = {}
    if question:
        labels = _labels(question, set_id, content)
        words["question"] = question.text
        if about and (thing := labels.get(about) or people.get(about)):
            words["about"] = thing
    else:
        labels = {}
    states = {"unknown": ("data.unknown",), "skipped": ("data.skipped",)}.get(answer.state, ())
    states_said = [
        content.texts[name] for name in (*states, *(("data.change",) if answer.change else ()))
    ]
    labelled = [labels.get(one, "") for one in answer.options] + [
        people.get(one, "") for one in answer.people
    ]
    words["answer"] = [
        one
        for one in (*labelled, *answer.own, answer.text, answer.date, answer.note, *states_said)
        if one
    ]
    return words


def _role(role: str, content: Content) -> str:
    return content.roles[role].label if role in content.roles else ""


def _labels(question: Question, set_id: str, content: Content) -> dict[str, str]:
    """The words of the question's options and things by id, those of an earlier question that it
    builds on too.
    """
    asked = [question]
    for name in (question.options_from, question.things_from):
        asked += filter(None, [content.question(set_id, name)])
    labels: dict[str, str] = {}
    for q in reversed(asked):
        labels |= {o.id: o.label for o in q.option} | {t.id: t.label for t in q.thing}
    return labels


def _whole(value: Any) -> Any:
    """The same data with lone surrogates, which JSON in UTF-8 can't hold, made visible."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {whole(key): _whole(one) for key, one in value.items()}
    return [_whole(one) for one in value] if isinstance(value, (list, tuple)) else value


# ---- read ----------------------------------------------------------------------------------------


def read(file: bytes) -> Said:
    """What was said, from a file that `make` or an earlier version of it made. Only ids and the
    person's own words are taken, and only fields of `Said`.

    Raises DataError with the reason.
    """
    if len(file) > limits.UPLOAD:
        raise DataError("too-large")
    data = _parsed(file)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise DataError("not-ours")
    version = data.get("version")
    if type(version) is not int or version < 1:
        raise DataError("damaged")
    if version > VERSION:
        raise DataError("newer")
    try:
        given = [(one["id"], one["given"]) for one in data["answers"]]
        answers = dict(given)
        kept = {**data["assessment"], "answers": answers}
        _bounded(kept)
        kept["answers"] = {key: _fields(one, Answer) for key, one in answers.items()}
        if version < SHAPED:  # 1 knew no picture and no word of the key card, 2 no goals
            kept = upgrades.said(kept)
        said = msgspec.convert(_known(kept), Said)
        if len(answers) < len(given) or not _sound(said):
            raise DataError("damaged")
    except (AttributeError, KeyError, TypeError, ValueError, msgspec.ValidationError):
        raise DataError("damaged") from None
    # A place to go on that can be none (`Life.place` asks whether it is there), a picture or a word
    # that no card of ours has: forgotten; the answers count.
    at = said.at if PLACE.fullmatch(said.at) and len(said.at) <= 2 * limits.FILE_ID else ""
    card = Card(
        said.card.picture if said.card.picture in cards.PICTURES else Card().picture,
        " ".join(said.card.word.split())[: limits.CARD_WORD],
    )
    return msgspec.structs.replace(said, at=at, card=card, goals=_goals(said))


def _goals(said: Said) -> tuple[Goal, ...]:
    """The goals with ids that a goal can have: a number, or the id of the wish that it was in an
    earlier version. Each wish and each id once.
    """
    goals, ids, wishes = [], set[str](), set[str]()
    for goal in said.goals:
        fits = max(len(goal.id), len(goal.of)) <= limits.FILE_ID
        named = _GOAL_ID.fullmatch(goal.id) or "." in goal.id
        if fits and named and goal.id not in ids and goal.of not in wishes:
            goals.append(goal)
            ids.add(goal.id)
            wishes.add(goal.of)
    return tuple(goals)


def _known(kept: dict[str, Any]) -> dict[str, Any]:
    """`kept` without the fields that the record does not know."""
    known = _fields(kept, Said)
    for name, kind in (("people", Person), ("goals", Goal)):
        if isinstance(kept.get(name), list):
            known[name] = [_fields(one, kind) for one in kept[name]]
    parts = (("card", Card), ("paper", Paper))
    return known | {name: _fields(kept[name], kind) for name, kind in parts if name in kept}


def _fields(value: Any, kind: type[msgspec.Struct]) -> Any:
    return (
        {name: value[name] for name in kind.__struct_fields__ if name in value}
        if isinstance(value, dict)
        else value
    )


def inside_page(file: bytes) -> bytes:
    """The data file that a page carries inside, as earlier versions of this site made them; any
    other file as it is.
    """
    # What begins as JSON is no page, even if somebody has written such a tag in their answers.
    match = INSIDE.search(file) if file.lstrip(_BEFORE).startswith(b"<") else None
    if not match:
        return file
    text = match[1].strip()
    if XHTML.search(file[:2000]):
        for name, sign in ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&amp;", b"&")):
            text = text.replace(name, sign)
    return text


def _parsed(file: bytes) -> Any:
    """The JSON in the file: no double keys, no numbers but small whole ones.

    The standard library's reader, not msgspec: it shows double keys, which two readers could
    understand in two ways.
    """
    if file.count(b"{") + file.count(b"[") > limits.FILE_TABLES:
        raise DataError("too-large")
    try:
        text = file.decode("utf-8-sig")
        data = json.loads(
            text,
            object_pairs_hook=_single,
            parse_int=_small,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
        json.dumps(data, ensure_ascii=False).encode()  # lone surrogates
    except json.JSONDecodeError:
        raise DataError(
            "damaged" if file.lstrip(_BEFORE).startswith(b"{") else "not-ours"
        ) from None
    except RecursionError:
        raise DataError("damaged") from None
    except UnicodeError:
        raise DataError(
            "damaged" if b'"' + SCHEMA.encode() + b'"' in file[:200] else "not-ours"
        ) from None
    return data


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) < len(pairs):
        raise DataError("damaged")
    return names


def _small(digits: str) -> int:
    if len(digits) > 9:
        raise DataError("damaged")
    return int(digits)


def _no_number(_: str) -> float:
    raise DataError("damaged")


def _bounded(value: Any, depth: int = 1, most: int = limits.FILE_ITEMS) -> None:
    """Raises ValueError where there is too much of something; most: items of the list or table."""
    if depth > limits.FILE_DEPTH:
        raise ValueError
    if isinstance(value, str):
        if len(value) > limits.FILE_TEXT:
            raise ValueError
    elif isinstance(value, (dict, list)):
        if len(value) > most or (
            isinstance(value, dict) and any(len(key) > limits.FILE_ID for key in value)
        ):
            raise ValueError
        for name, item in value.items() if isinstance(value, dict) else enumerate(value):
            # Of the proposal: a record holds more of them than of anything else
            marks = depth == 1 and name == "lines"
            _bounded(item, depth + 1, limits.LEFT_OUT if marks else limits.FILE_ITEMS)


def _sound(said: Said) -> bool:
    """Dates are dates, ids are short, nobody is there twice: what the rest of the site takes for
    granted.
    """
    answers = said.answers.values()
    days = [
        said.started[:10],
        said.paper.meeting,
        *said.confirmed.values(),
        *(a.day for a in answers),
        *(a.date for a in answers),
    ]
    ids = [
        *(p.id for p in said.people),
        *(p.role for p in said.people),
        *(one for a in answers for one in (*a.options, *a.people)),
    ]
    people = [p.id for p in said.people]
    return (
        all(map(_is_day, days))
        and all(len(one) <= limits.FILE_ID for one in ids)
        and len(set(people)) == len(people)
    )


def _is_day(text: str) -> bool:
    """An ISO date or nothing."""
    try:
        return not text or bool(_DAY.fullmatch(text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False
