"""The question sets keep the rules for questions, as far as a program can check."""

import re
import shutil
import subprocess
import sys

import pytest

from hbself import content
from hbself.limits import GOALS
from hbself.model.languages import LANGUAGES
from hbself.web.i18n import READING
from tests.support import wording
from tests.support.easylanguage import NEGATION
from tests.support.grammar import WORD
from tests.support.places import SUPPORT

# rules.md Q1: words in an English question; one with a situation before it has them in two
# sentences
RULE_WORDS = 12
LONGEST_SITUATION = 18
TELL = {"fi": "Kerro ", "sv": "Berätta ", "en": "Tell "}
QUESTIONS = [
    (name, question)
    for name in content.files()
    for question in wording.toml(name).get("question", ())
]
ASKED = [
    pytest.param(text, q, id=f"{name.removesuffix('.toml')}-{q['id']}{suffix}")
    for name, q in QUESTIONS
    for suffix, text in [("", q["text"]), *((f"-{t['id']}", t["text"]) for t in q.get("thing", ()))]
]


@pytest.mark.parametrize(("text", "question"), ASKED)
def test_a_question_asks_one_thing_in_plain_words(text, question):
    for lang, said in text.items():
        # An invitation to tell is no question
        if question["kind"] == "words" and said.startswith(TELL[lang]):
            assert "?" not in said, said
        else:
            assert said.count("?") == 1 and said.rstrip().endswith("?"), said
        assert not re.search(r"and/or|ja/tai|och/eller", said), said
        asked = re.split(r"(?<=[.])[”\"]?\s+", said.strip())[-1]
        assert not re.search(NEGATION[lang], asked.lower()), f"negation: {said}"
        hedges = {
            "fi": r"yleensä|usein|todella|muita enemmän",
            "sv": r"vanligtvis|ofta|verkligen|än andra",
            "en": r"usually|often|really|than others",
        }
        assert not re.search(hedges[lang], asked.lower()), said
    sentences = re.split(r"(?<=[.])\s+", text["en"])
    assert max(len(WORD.findall(s)) for s in sentences) <= RULE_WORDS, text["en"]
    assert len(WORD.findall(text["en"])) <= LONGEST_SITUATION, text["en"]


@pytest.mark.parametrize(
    ("name", "question"),
    [pytest.param(name, q, id=f"{name.removesuffix('.toml')}-{q['id']}") for name, q in QUESTIONS],
)
def test_a_question_is_asked_another_way_with_an_example(name, question):
    for lang in LANGUAGES:
        assert (
            "?" in question["another"][lang]
            and question["another"][lang].strip() != question["text"][lang].strip()
        )
        assert question["another"][lang].strip()[-1] == "."
    assert question["root"]
    assert [o["id"] for o in question.get("option", ()) if o.get("good") and o.get("low")] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sets_have_a_size_that_can_be_done_at_one_go(contents, lang):
    """What only the short way asks may be one page: it goes from question to question."""
    for found in contents[lang].sets.values():
        fewest = 1 if found.lengths == ("short",) else 4
        assert fewest <= len(found.question) <= content.MOST_QUESTIONS, found.id
        assert len(found.about.split(". ")) <= 4
    numbers = [s.number for s in contents[lang].sets.values()]
    assert numbers == sorted(numbers)
    # Two sets may have one number where no way has both
    for way in ("short", "meeting", "everything"):
        mine = [s.number for s in contents[lang].sets.values() if way in s.lengths]
        assert len(mine) == len(set(mine)), way


def test_simple_mode_keeps_one_good_and_one_other_answer(contents):
    """Two answers stay (rules.md A8); where there is a good and a low one, both sides stay."""
    for found in contents["fi"].sets.values():
        for q in found.question:
            kept = [o for o in q.option if o.simple]
            if (
                q.kind in ("one", "each")
                and any(o.good for o in q.option)
                and any(o.low for o in q.option)
            ):
                assert any(o.good for o in kept) and any(o.low for o in kept), f"{found.id}.{q.id}"


def test_each_set_about_life_has_a_good_answer_that_is_not_the_first(contents):
    """Rules.md Q7, against saying yes to everything. Sets of wishes and plans
    have no good answers.
    """
    for found in contents["fi"].sets.values():
        judged = [
            q
            for q in found.question
            if q.kind in ("one", "each")
            and any(o.good for o in q.option)
            and any(o.low for o in q.option)
        ]
        if judged and found.group in ("life", "me"):
            assert any(not q.option[0].good for q in judged), found.id


def test_me_stands_on_different_sides(contents):
    """Rules.md A5: concrete alternatives vary which side is "me"."""
    places = {}
    for found in contents["fi"].sets.values():
        for q in found.question:
            ids = [o.id for o in q.option]
            if q.kind == "one" and {"me", "someone-else"} <= set(ids):
                places.setdefault(ids.index("me") < ids.index("someone-else"), []).append(
                    f"{found.id}.{q.id}"
                )
    assert len(places) == 2 and min(map(len, places.values())) * 3 >= max(
        map(len, places.values())
    ), places


def test_a_picture_scale_keeps_its_order_and_an_answer_its_picture(contents):
    """Rules.md A1, A5: the same picture for the same meaning; a scale runs the
    same way everywhere.
    """
    pictures: dict[str, set[str]] = {}
    for found in contents["fi"].sets.values():
        for q in found.question:
            ids = [o.id for o in q.option]
            for scale in (
                ["yes", "sometimes", "no"],
                ["too-little", "just-right", "too-much"],
                ["works-well", "so-so", "works-badly"],
            ):
                there = [id for id in ids if id in scale]
                assert there == [id for id in scale if id in there], f"{found.id}.{q.id}: {ids}"
                for option in q.option:
                    if option.id in scale:
                        pictures.setdefault(option.id, set()).add(option.picture)
    assert all(len(names) == 1 for names in pictures.values()), pictures


def test_what_can_hurt_is_marked_sensitive(contents):
    """Rules.md Q11: where an answer can tell of fear, anger or loneliness, the page says whom to
    talk to.
    """
    for found in contents["fi"].sets.values():
        for q in found.question:
            lonely = (
                found.id == "relatedness"
                and q.kind == "people"
                and any(o.id == "nobody" for o in q.option)
            )
            if lonely or any(o.low and o.id in ("afraid", "angry") for o in q.option):
                assert q.sensitive, f"{found.id}.{q.id}"
    calm = [("important", "im3"), ("now", "ln6"), ("rights", "ri6")]
    assert [(s, q) for s, q in calm if contents["fi"].question(s, q).sensitive] == [], (
        "not where nothing of the kind is asked"
    )


# What a label says that speaks as the person, where a supporter's view cannot say it so. Finnish
# hides the person in the verb: there the English and the Swedish label tell.
SPEAKS = {
    "fi": r"\b(?:minä|min(?:ua|un|ulla|ulle|ulta|ussa|usta|uun)|en)\b",
    "sv": r"\b(?:jag|mig|min|mitt|mina)\b",
    "en": r"\b(?:I|me|my|myself|mine)\b",
}


def test_what_speaks_as_the_person_has_words_for_a_supporter(contents):
    missing = [
        f"{found.id}.{q.id}:{option.id} ({lang}): {option.label}"
        for lang, pattern in SPEAKS.items()
        for found in contents[lang].sets.values()
        for q in found.question
        if q.they and not q.options_from
        for option in q.option
        if re.search(pattern, option.label, re.IGNORECASE) and not option.they
    ]
    assert not missing, "\n" + "\n".join(missing)


def test_what_a_supporter_says_never_speaks_as_the_person(contents):
    for lang, pattern in SPEAKS.items():
        for found in contents[lang].sets.values():
            for q in found.question:
                said = [q.they, *(t.they for t in q.thing), *(o.they for o in q.option)]
                said = [re.sub(r"[”“].*?”", "", one) for one in said]  # what the person says
                spoken = [one for one in said if re.search(pattern, one, re.IGNORECASE)]
                assert not spoken, f"{found.id}.{q.id} ({lang}): {spoken}"


def test_practice_sets_only_what_reading_knows(contents):
    found = contents["en"].sets["practice"]
    config = {q.setting: [o.id for o in q.option] for q in found.question if q.setting}
    assert config and all(set(ids) <= set(READING[name]) for name, ids in config.items())
    assert all(q.section == "none" for q in found.question)


def test_the_short_way_is_about_20_pages(contents):
    """With three goals, and without the practice: the short way begins at its first question."""
    sets = [s for s in contents["fi"].sets.values() if "short" in s.lengths]
    assert [s.number for s in sets] == [0, 2, 3, 4, 13, 14, 18]
    asked = [q for s in sets for q in s.question if q.short and not q.old and s.group != "start"]
    assert 16 <= sum(GOALS if q.for_each else 1 for q in asked) <= 24


def test_the_words_are_found_without_the_checkout(tmp_path):
    """`hbself content ids` from anywhere, with a copied package: nothing depends on where the
    checkout stands.
    """
    shutil.copytree(
        wording.ROOT / "hbself", tmp_path / "hbself", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(
        wording.ROOT / "static" / "pictograms",
        tmp_path / "hbself" / "static" / "pictograms",
        ignore=shutil.ignore_patterns("*.py", "__pycache__"),
    )
    out = subprocess.run(
        [sys.executable, "-m", "hbself.cli", "content", "ids"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert out.stdout.split() == (SUPPORT / "ids.txt").read_text("utf-8").split()
