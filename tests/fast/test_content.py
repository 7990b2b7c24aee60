"""The content loader names the file and the key of each fault; the question sets keep the design's
rules.
"""

import pytest

from hbself import content, settings
from hbself.model.languages import LANGUAGES
from tests.support import wording
from tests.support.own_content import GOOD, ME, OTHER, QUESTION, SET, TERM, faults, load
from tests.support.places import SUPPORT

PICTURES = settings.folder("static") / "pictograms"
THIRD = ME.replace('"me"', '"together"') + "simple = false\n"
THING = """
[[question.thing]]
id = "flowers"
picture = "nature"
label = {fi = "Kukat", sv = "Blommor", en = "Flowers"}
text = {fi = "Kuka hoitaa kukkia?", sv = "Vem sköter blommor?", en = "Who takes care of flowers?"}
sentence.me = {fi = "Minä.", sv = "Jag.", en = "I do."}
they = {fi = "Hoitaako hän kukkia?", sv = "Sköter personen blommor?", en = "Who does it?"}
"""


BROKEN = {
    "unknown key of a set": (
        GOOD.replace("number = 40", "number = 40\ncolour = 1"),
        "file: Object contains unknown field `colour`",
    ),
    "unknown key of a question": (
        GOOD.replace('kind = "one"', 'kind = "one"\nhlep = "a"'),
        "question[ga1]: Object contains unknown field `hlep`",
    ),
    "unknown key of an option": (
        GOOD + "goood = true\n",
        "question[ga1].option[someone-else]: Object contains unknown field `goood`",
    ),
    "missing key": (
        GOOD.replace('root = "invented"', ""),
        "question[ga1]: Object missing required field `root`",
    ),
    "no words for a supporter": (
        GOOD.replace("they = ", "topic = "),
        "question[ga1].they: missing (how is a supporter asked about the person?)",
    ),
    "no words about a thing for a supporter": (
        SET + QUESTION.replace('"one"', '"each"') + THING.replace("they = ", "topic = ") + ME,
        "question[ga1].thing[flowers].they: missing (how is a supporter asked about the person?)",
    ),
    "wrong kind": (GOOD.replace('"one"', '"two"'), "question[ga1].kind: Invalid enum value 'two'"),
    "wrong type": (GOOD.replace("40", '"40"'), "number: Expected `int`, got `str`"),
    "wrong id": (
        GOOD.replace('"ga1"', '"Ga 1"'),
        "question[Ga 1].id: Expected `str` matching regex",
    ),
    "not TOML": (GOOD + "[[", "Invalid"),
    "unknown picture of the set": (
        SET.replace('"nature"', '"natrue"') + QUESTION + ME + OTHER,
        "picture: unknown picture 'natrue'",
    ),
    "unknown picture of a question": (
        SET + QUESTION.replace('"nature"', '"natrue"') + ME + OTHER,
        "question[ga1].picture: unknown picture 'natrue'",
    ),
    "unknown picture of an option": (
        GOOD.replace('picture = "me"', 'picture = "mee"'),
        "question[ga1].option[me].picture: unknown picture 'mee'",
    ),
    "double question": (GOOD + QUESTION + ME + OTHER, "question[ga1]: double id"),
    "double option": (GOOD + OTHER, "question[ga1].option[someone-else]: double id"),
    "an option named like a language": (
        GOOD + THIRD.replace('"together"', '"sv"'),
        "question[ga1].option[sv]: an id can't be the name of a language",
    ),
    "missing sentence": (
        GOOD.replace("sentence = ", "# "),
        "question[ga1].option[me].sentence: missing",
    ),
    "missing translation": (
        GOOD.replace('sv = "Jag", ', ""),
        "question[ga1].option[me].label: missing translation 'sv'",
    ),
    "empty translation": (
        GOOD.replace('sv = "Gården"', 'sv = " "'),
        "title: missing translation 'sv'",
    ),
    "unknown language": (
        GOOD.replace('sv = "Jag"', 'se = "Jag"'),
        "question[ga1].option[me].label: unknown language 'se'",
    ),
    "not translated at all": (
        GOOD.replace('{fi = "Piha", sv = "Gården", en = "The yard"}', '"The yard"'),
        "title: missing translations: write title.fi, title.sv, title.en",
    ),
    "unknown hard word": (
        GOOD.replace('kind = "one"', 'kind = "one"\nwords = ["yard"]'),
        "question[ga1].words: unknown glossary term 'yard'",
    ),
    "only_if before its question": (
        GOOD.replace(
            'kind = "one"', 'kind = "one"\nonly_if = {question = "ga2", options = ["me"]}'
        ),
        "question[ga1].only_if: no earlier question 'ga2'",
    ),
    "only_if of an unknown option": (
        GOOD
        + (QUESTION + ME + OTHER)
        .replace("ga1", "ga2")
        .replace('kind = "one"', 'kind = "one"\nonly_if = {question = "ga1", options = ["we"]}'),
        "question[ga2].only_if: ga1 has no option 'we'",
    ),
    "one option": (SET + QUESTION + ME, "question[ga1].option: one has two to five, not 1"),
    "three options in simple mode": (
        GOOD + THIRD.replace("simple = false", ""),
        "question[ga1].option: simple mode shows two answers",
    ),
    "many without options": (
        SET + QUESTION.replace('"one"', '"many"'),
        "question[ga1].option: many needs some",
    ),
    "things of another kind": (GOOD + THING, "question[ga1].thing: only `each` has things"),
    "each without things": (
        GOOD.replace('"one"', '"each"'),
        "question[ga1].thing: `each` has either `thing` or `things_from`",
    ),
    "a thing without a sentence": (
        GOOD.replace('"one"', '"each"') + THING,
        "question[ga1].thing[flowers].sentence.someone-else: missing",
    ),
    "a thing with a sentence too many": (
        GOOD.replace('"one"', '"each"')
        + THING
        + THING.splitlines()[-2].replace("sentence.me", "sentence.you")
        + "\n",
        "question[ga1].thing[flowers].sentence.you: no such option",
    ),
    "things from nowhere": (
        GOOD.replace('kind = "one"', 'kind = "each"\nthings_from = "ga9"'),
        "question[ga1].things_from: no earlier question 'ga9'",
    ),
    "top of nothing": (
        SET + QUESTION.replace('"one"', '"top"'),
        "question[ga1].options_from: `top` needs it",
    ),
    "own items of another kind": (
        GOOD.replace('kind = "one"', 'kind = "one"\nown = true'),
        "question[ga1].own: only `many` has items of one's own",
    ),
    "choices from elsewhere of another kind": (
        GOOD.replace('kind = "one"', 'kind = "one"\noptions_from = "low"'),
        "question[ga1].options_from: only `top` has choices from elsewhere",
    ),
    "something missing without its text": (
        GOOD.replace('kind = "one"', 'kind = "one"\nmissing = "yard"'),
        "question[ga1].missing: no text 'missing.yard'",
    ),
    "something missing that another question asks": (
        GOOD.replace('kind = "one"', 'kind = "one"\nmissing = "goals"'),
        "question[ga1].missing: 'goals' is also in 03-change.toml, question[ch6]",
    ),
    "own words without a line before": (
        SET + QUESTION.replace('"one"', '"words"'),
        "question[ga1].lead: missing",
    ),
    "a low answer without a wish": (GOOD + "low = true\n", "question[ga1].wish: missing"),
    "a change without a wish": (
        GOOD.replace('kind = "one"', 'kind = "one"\nchange = true'),
        "question[ga1].topic: missing",
    ),
    "no questions": (SET + "question = []\n", "question: a set has 1 to 20 questions, not 0"),
    "not in the long way": (
        GOOD.replace('["everything"]', '["meeting"]'),
        "lengths: must have 'everything'",
    ),
    "a mirror of nothing": (
        GOOD + '[[mirror]]\nid = "m"\npicture = "me"\ntext = {fi = "a", sv = "b", en = "c"}\nwhen ='
        ' ["ga7"]\n',
        "mirror[m].when: no question and no low answer 'ga7'",
    ),
    "the id of another set": (
        GOOD.replace('"garden"', '"rights"'),
        "id: the set 'rights' is also in 06-rights.toml",
    ),
    "unknown picture of a term": (
        TERM.replace('"nature"', '"natrue"') % "yard",
        "term[yard].picture: unknown picture 'natrue'",
    ),
    "a term twice": (TERM % "yard" + TERM % "yard", "term[yard]: double id"),
    "the site's own term again": (TERM % "service", "term[service]: double id"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_each_fault_names_the_file_and_the_key(tmp_path, case):
    text, expected = BROKEN[case]
    found = faults(tmp_path, broken=text)
    assert any(line.startswith("40-broken.toml: " + expected) for line in found), found
    assert all(line.startswith("40-") for line in found), found


def test_every_fault_is_told_at_once(tmp_path):
    found = faults(
        tmp_path,
        one=GOOD.replace("sentence = ", "# "),
        two=GOOD.replace("garden", "sea").replace('picture = "me"', 'picture = "mee"'),
    )
    assert {line.partition(":")[0] for line in found} == {"40-one.toml", "40-two.toml"} and len(
        found
    ) == 3


def test_own_sets_are_added(tmp_path):
    found = load(tmp_path, garden=GOOD + THIRD)
    assert set(found) == set(LANGUAGES)
    assert (
        list(found["sv"].sets)[-1] == "garden"
        and len(found["sv"].sets) == len(content.load(PICTURES)["sv"].sets) + 1
    )
    question = found["sv"].question("garden", "ga1")
    assert (
        question.text == "Vem sköter gården?" and [o.label for o in question.option] == ["Jag"] * 3
    )


def test_an_own_file_of_the_same_name_replaces_the_sites(tmp_path):
    (tmp_path / "06-rights.toml").write_text(GOOD, "utf-8")
    found = content.load(PICTURES, tmp_path)["en"]
    assert "rights" not in found.sets and found.sets["garden"].title == "The yard"


def test_own_terms_are_explained(tmp_path):
    found = load(
        tmp_path,
        words=TERM % "yard",
        garden=GOOD.replace('kind = "one"', 'kind = "one"\nwords = ["yard"]'),
    )
    assert found["fi"].terms["yard"].explanation == "Piha on ulkona."


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(content.ContentError, match="no-such: is not a folder .HBSELF_CONTENT."):
        content.load(PICTURES, tmp_path / "no-such")


def test_the_command_checks_own_sets_too(tmp_path, monkeypatch, capsys):
    from hbself import cli

    (tmp_path / "40-broken.toml").write_text(
        GOOD.replace('picture = "me"', 'picture = "mee"'), "utf-8"
    )
    monkeypatch.setenv("HBSELF_CONTENT", str(tmp_path))
    assert cli.main(["content", "check"]) == 1
    assert (
        capsys.readouterr().out
        == "40-broken.toml: question[ga1].option[me].picture: unknown picture 'mee'\n"
    )


def test_the_table_has_every_text_in_three_languages(contents):
    rows = {where: texts for where, *texts in content.table(contents)}
    assert all(len(texts) == 3 and all(texts) for texts in rows.values())
    for one in wording.content():
        texts = [one.words[lang][0] for lang in LANGUAGES]
        assert texts in list(rows.values()) or one.place.startswith("roles.toml"), one.place


def test_no_id_vanishes(contents):
    """An answer is stored under its ids for ever. A new id is added to the list: hbself content ids
    > tests/support/ids.txt
    """
    kept = (SUPPORT / "ids.txt").read_text("utf-8").split()
    now = content.ids(contents["fi"])
    assert [id for id in kept if id not in set(now)] == []
    assert [id for id in now if id not in set(kept)] == [], "new: add them to tests/support/ids.txt"
    assert len(set(now)) == len(now)
