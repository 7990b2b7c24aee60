"""Content files of one's own, for tests of the loader: a set, a hard word, and what is wrong."""

from pathlib import Path

import pytest

from hbself import content
from tests.support.places import PICTURES

SET = """
id = "garden"
number = 40
group = "life"
picture = "nature"
lengths = ["everything"]
title = {fi = "Piha", sv = "Gården", en = "The yard"}
about = {fi = "Puhumme pihasta.", sv = "Vi talar om gården.", en = "We talk about the yard."}
"""
QUESTION = """
[[question]]
id = "ga1"
kind = "one"
picture = "nature"
root = "invented"
text = {fi = "Kuka hoitaa pihaa?", sv = "Vem sköter gården?", en = "Who takes care of the yard?"}
help = {fi = "Ajattele kesää.", sv = "Tänk på sommaren.", en = "Think about the summer."}
another = {fi = "Kuka on pihalla?", sv = "Vem är på gården?", en = "Who is in the yard?"}
they = {fi = "Kuka on hänen pihallaan?", sv = "Vem är på personens gård?", en = "Who is there?"}
"""
ME = """
[[question.option]]
id = "me"
picture = "me"
label = {fi = "Minä", sv = "Jag", en = "I do"}
sentence = {fi = "Hoidan pihaa.", sv = "Jag sköter gården.", en = "I take care of the yard."}
"""
OTHER = ME.replace('"me"', '"someone-else"')
GOOD = SET + QUESTION + ME + OTHER
TERM = """
[[term]]
id = "%s"
picture = "nature"
word = {fi = "piha", sv = "gård", en = "yard"}
explanation = {fi = "Piha on ulkona.", sv = "Gården är ute.", en = "The yard is outside."}
"""


def load(folder: Path, **named: str):
    """The words with own files: load(tmp_path, garden=GOOD)."""
    for name, text in named.items():
        (folder / f"40-{name}.toml").write_text(text, "utf-8")
    return content.load(PICTURES, folder)


def faults(folder: Path, **named: str) -> list[str]:
    """What the loader says of own files that are wrong: a line for each."""
    with pytest.raises(content.ContentError) as caught:
        load(folder, **named)
    return str(caught.value).splitlines()
