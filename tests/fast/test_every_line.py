"""Each line as it lands in what one said, in the proposal, over a goal and in what a supporter
thinks: of people who answer every page, in three languages.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from pyvoikko import analyse

from hbself.content import Content
from hbself.kinds import KINDS
from hbself.life.life import Life
from hbself.life.views import parts_by
from hbself.model.document import Line, Step
from hbself.model.languages import LANGUAGES
from hbself.model.said import Person, Said
from hbself.model.words import Question
from tests.support.built import build
from tests.support.easylanguage import NEGATION
from tests.support.grammar import WORD
from tests.support.lived import ROUNDS, Sent, absent_cards, any_card, best, lived, worst

YOU = {
    "fi": r"\b(?:sinä|sin(?:ua|un|ulla|ulle|ulta|ussa|usta|uun)|te|teidän|teitä|teille)\b",
    "sv": r"\b(?:du|dig|din|ditt|dina|ni|er|ert|era)\b",
    "en": r"\b(?:you|your|yours|yourself)\b",
}
OR = {"fi": r"\b(?:tai|vai|joko)\b", "sv": r"\beller\b", "en": r"\b(?:or|either)\b"}
# "Helmi: I see her too little" would be Helmi's words
NAME_BEFORE_I = {
    "fi": r": (?:Minä|En|Min(?:ua|un|ulla|ulle|ulta))\b",
    "sv": r": (?:Jag|Min|Mitt|Mina)\b",
    "en": r": (?:I|My)\b",
}
SPEAKS = {
    "fi": r"\b(?:minä|min(?:ua|un|ulla|ulle|ulta|ussa|usta|uun))\b",
    "sv": r"\b(?:jag|mig|min|mitt|mina|vi|oss|vår|vårt|våra)\b",
    "en": r"\b(?:I|me|my|myself|mine|we|us|our)\b",
}
NO_DIRECTION = {
    "fi": r"\bmuutosta\b|\bmuuttaa\b",
    "sv": r"\bförändring\b|\bändra(?:s|r)?\b",
    "en": r"\bto change\b|\bto be different\b",
}
# Questions without a card for who has nothing of what they ask about, and what is true for them.
# Questions that one answers in own words are not among them.
ANYBODY = {
    "now.ln2": ("so-so", "money, health, ways, places and learning are in every life"),
    "now.ln5": ("too-little", "every day has something to do, or too little"),
    "now.ln6": ("alone", "who has nobody is by themselves"),
    "now.ln6b": ("no", "who has nobody has not the company that they want, or has"),
    "roles.ro1": ("me", "somebody decides about every day"),
    "roles.ro2": ("by-myself", "who has no helpers tries by themselves"),
    "roles.ro5": ("do-it", "everybody decides something"),
    "roles.ro8": ("try", "new things are there for everybody"),
    "rights.ri6": ("no", "who meets nobody says no"),
    "autonomy.au1": ("me", "everybody goes to bed"),
    "autonomy.au2": ("me", "everybody has time of their own; ln1 has a card for who has none"),
    "autonomy.au3": ("me", "money of one's own is a right; who gets none is decided for"),
    "autonomy.au5": ("none", "who may not choose gets no options"),
    "autonomy.au6": ("listen", "everybody says no to somebody"),
    "competence.co1": ("just-right", "everybody does something"),
    "competence.co2": ("no", "who has nobody does not know it"),
    "competence.co3": ("too-little", "who gets no help gets too little, or just the right amount"),
    "doing-good.dg4": ("too-little", "who helps nobody does so too little, or just enough"),
    "inclusion.in1": ("no", "everybody has a week"),
    "learning.le3": ("fine-now", "everybody may want to study, or not"),
    "learning.le3e": ("fine-now", "everybody may want a job, or not"),
    "learning.le6": ("by-myself", "who has nobody learns by themselves"),
}


class Met(NamedTuple):
    """A line where a reader meets it. `part`: what is read as one whole."""

    part: tuple[str, str]
    line: Line


def nothing(step: Step, cards: list[str], turn: int) -> Sent:
    """No job, no family, no groups: what is not in one's life, else what is true of anybody."""
    absent = [card for card in cards if card in absent_cards(step.question)]
    true, _ = ANYBODY.get(f"{step.set_id}.{step.question.id}", ("", ""))
    picked = absent[:1] or [card for card in cards if card == true]
    return any_card(step, picked or cards, turn)


@pytest.fixture(scope="module")
def lives(contents) -> dict[str, Said]:
    """All who are met here, by a name for who reads the faults. What they answer is ids, in all
    languages the same.
    """
    words = contents["fi"]
    found = {
        f"the {how.__name__}, {turn}": lived(words, how, turn)
        for how in (worst, best)
        for turn in range(ROUNDS)
    }
    found |= {
        f"the {how.__name__}, the short way": lived(words, how, turn, "short")
        for turn, how in enumerate((worst, best))
    }
    return found | {"nothing": lived(words, nothing, people=())}


def met(content: Content, said: Said) -> Iterator[Met]:
    """Every line of the proposal, of what waits for it, and of "You said"."""
    life, built = Life(content, said), build(content, said)
    for section in (*built.sections, *filter(None, [built.worker])):
        for part in section.parts:
            yield from (Met((section.id, part.title), line) for line in part.lines)
    yield from (Met(("mirror", ""), line) for line in built.mirror)
    yield from (Met(("waiting", ""), line) for line in built.waiting)
    for found in life.way.sets:
        for _, _, lines in life.recap(found):
            yield from (Met(("said", found.id), line) for line in lines)
    for goal in life.wants.goals:
        one = Line(f"goal:{goal.id}", goal.text, goal.picture, goal.lead, goal.own)
        yield Met(("goal", ""), one)


def theirs(line: Line) -> Iterator[str]:
    """What of a line are words of the site."""
    yield from filter(None, (line.lead, line.alone, "" if line.own else line.text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_is_the_persons_own_and_says_one_thing(contents, lives, lang):
    faults = {}
    for name, said in lives.items():
        for (where, _), line in met(contents[lang], said):
            for text in theirs(line):
                for fault, pattern in (
                    ("speaks to somebody", YOU[lang]),
                    ("leaves open what", OR[lang]),
                    ("has a name before I", NAME_BEFORE_I[lang]),
                ):
                    flags = 0 if pattern == NAME_BEFORE_I[lang] else re.IGNORECASE
                    if re.search(pattern, text, flags):
                        faults[f"{line.id} in {where} ({name}) {fault}: {text}"] = None
            if line.lead.startswith(tuple(person.name for person in said.people)):
                faults[f"{line.id} in {where}: a name leads it: {line.lead} {line.text}"] = None
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_around_the_lines_speak_to_nobody(contents, lang):
    """Headings and leads of the proposal, of its documents, and of what a link gives."""
    around = ("section.", "part.", "lead.", "wish.", "view.", "document.", "proposal.", "worker.")
    for id, text in contents[lang].texts.items():
        if id.startswith(around):
            assert not re.search(YOU[lang], text, re.IGNORECASE), f"{id}: {text}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_stands_twice_in_one_section(contents, lives, lang):
    """Of the goals: under one goal. What is wanted instead of two wishes may be the same."""
    faults = {}
    for name, said in lives.items():
        count: Counter[tuple] = Counter()
        for section in build(contents[lang], said).sections:
            for part in section.parts:
                goal = part.title if section.id == "goals" else ""
                count.update(
                    (section.id, goal, line.lead, line.text)
                    for line in part.lines
                    if not line.own and not _of_wish(contents[lang], line)
                )
        faults |= {f"{name}: {' '.join(one)}": None for one, times in count.items() if times > 1}
    assert not faults, "\n" + "\n".join(faults)


def _of_wish(content: Content, line: Line) -> bool:
    set_id, _, rest = line.id.partition(".")
    q = content.question(set_id, re.split(r"[.:]", rest)[0])
    return bool(q and q.for_each == "wish")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_under_what_i_want_to_learn_nothing_is_refused(contents, lives, lang):
    for name, said in lives.items():
        for (section, _), line in met(contents[lang], said):
            if section == "learn" and not line.own:
                assert not re.search(NEGATION[lang], line.text.lower()), f"{name}: {line.text}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wish_has_a_direction_where_one_follows_from_the_answer(contents, lives, lang):
    content = contents[lang]
    neutral = content.texts["wish.neutral"].partition("{")[0]
    for said in lives.values():
        for wish in Life(content, said).wants.wishes:
            step = Life(content, said).step(wish.sources[0])
            q = step.question
            low = [q.options[i] for i in said.answers[step.key].options if i in q.low]
            if wish.text.startswith(neutral):
                assert not [o.wish for o in low if o.wish], wish.id
            elif not wish.own and not wish.titled:
                text = wish.text.partition(":")[0]
                assert not re.search(NO_DIRECTION[lang], text), f"{wish.id}: {wish.text}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_supporter_thinks_never_speaks_as_the_person(contents, lives, lang):
    faults = {}
    for said in lives.values():
        for part in parts_by(
            ("view", "Liisa", _as_supporter(contents[lang], said)), contents[lang]
        ):
            for text in (part.title, *(text for line in part.lines for text in theirs(line))):
                spoken = re.sub(r"[”“].*?”", "", text)  # what the person says
                if re.search(SPEAKS[lang], spoken, re.IGNORECASE):
                    faults[text] = None
                if lang == "fi" and any(map(_first_person, WORD.findall(spoken))):
                    faults[text] = None
    assert not faults, "\n" + "\n".join(faults)


def _as_supporter(content: Content, said: Said) -> Said:
    """The same answers, of what a supporter is asked, about people without names: of a name the
    role stands there.
    """
    asked = {
        (s.id, q.id) for s in content.sets.values() for q in s.question if q.they and not q.for_each
    }
    answers = {k: a for k, a in said.answers.items() if tuple(k.split(".")[:2]) in asked}
    roles = ("sister", "assistant")
    unnamed = tuple(Person(p.id, "", role) for p, role in zip(said.people, roles, strict=False))
    return replace(said, answers=answers, people=unnamed)


@functools.cache
def _first_person(word: str) -> bool:
    """Whether a Finnish word can only be a verb of "I", or something of mine."""
    found = analyse(word.lower())
    return bool(found) and all(str(a.PERSON) == "1" or "[O1" in a.FSTOUTPUT for a in found)


def test_a_finnish_verb_of_mine_is_found():
    assert _first_person("päätän") and _first_person("kotini")
    assert not _first_person("pieni") and not _first_person("päättää")


def test_each_page_has_a_true_answer_for_who_has_nothing(contents, lives):
    """A card for "this is not in my life", or a place for own words; else the question is one that
    anybody can answer.
    """
    content, needed = contents["fi"], set()
    life = Life(content, lives["nothing"])
    for found in content.sets.values():
        for step in life.steps(found):
            q, id = step.question, f"{found.id}.{step.question.id}"
            if found.group not in ("life", "me") and found.id != "support" or _open(q):
                continue
            if not absent_cards(q):
                needed.add(id)
                assert id in ANYBODY, f"{id}: no answer for who has nothing of it: {q.text}"
                assert ANYBODY[id][0] in q.options and ANYBODY[id][1], id
    assert needed == ANYBODY.keys(), "not needed any more"


def _open(q: Question) -> bool:
    return bool(q.for_each or q.options_from or q.own or KINDS[q.kind].writes)


def test_all_that_can_be_picked_is_read_here(contents, lives):
    """Else a sentence could be wrong, and no person above would say it."""
    content = contents["en"]
    read = {line.text for said in lives.values() for _, line in met(content, said)}
    begins = {text.rpartition(":")[0] for text in read}
    missing = [
        f"{found.id}.{q.id}: {sentence}"
        for found in content.sets.values()
        for q in found.question
        if not q.old and not q.on_proposal and found.group != "start"
        for option in q.option
        if not option.old
        for sentence in ([t.sentence[option.id] for t in q.thing if not t.old] or [option.sentence])
        if sentence not in read and not (q.things_from and sentence.rstrip(".") in begins)
    ]
    assert not missing, "\n" + "\n".join(missing)
