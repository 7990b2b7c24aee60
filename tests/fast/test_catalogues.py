"""The catalogues of the pages: whole, in each language, and no text too many."""

import re
import shutil

import pytest

from hbself import build
from tests.support import wording
from tests.support.places import ROOT

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[^( ]")


def ids(catalogue) -> set:
    return {(wording.forms(message.id), message.context) for message in catalogue if message.id}


def test_there_is_a_catalogue_for_each_language_and_no_other():
    assert sorted(
        path.name for path in (ROOT / "translations").iterdir() if path.is_dir()
    ) == sorted(wording.TRANSLATED)
    assert len(ids(wording.extracted())) > 100


@pytest.mark.parametrize("lang", wording.TRANSLATED)
def test_the_catalogue_has_exactly_the_texts_of_the_pages(lang):
    there, wanted = ids(wording.catalogue(lang)), ids(wording.extracted())
    assert wanted - there == set(), "not in the catalogue: make words"
    assert there - wanted == set(), "on no page any more: make words"
    assert not wording.catalogue(lang).obsolete


@pytest.mark.parametrize("lang", wording.TRANSLATED)
def test_every_text_is_translated_with_its_placeholders(lang):
    faults, plurals = [], wording.catalogue(lang).num_plurals
    for message in wording.catalogue(lang):
        if not message.id:
            continue
        ids_, strings = wording.forms(message.id), wording.forms(message.string)
        if message.fuzzy:
            faults.append(f"fuzzy: {ids_[0]!r}")
        if not all(strings) or len(strings) != (plurals if len(ids_) > 1 else 1):
            faults.append(f"empty: {ids_[0]!r}")
        for i, text in enumerate(strings):
            if sorted(PLACEHOLDER.findall(text)) != sorted(
                PLACEHOLDER.findall(ids_[min(i, len(ids_) - 1)])
            ):
                faults.append(f"placeholders: {ids_[0]!r}: {text!r}")
        faults += [f"spaces at the ends: {text!r}" for text in strings if text != text.strip()]
    assert not faults, "\n" + "\n".join(faults)


def test_catalogues_compile(tmp_path):
    shutil.copytree(
        ROOT / "translations", tmp_path / "translations", ignore=shutil.ignore_patterns("*.mo")
    )
    written = build.compile_translations(tmp_path / "translations")
    assert len(written) == len(wording.TRANSLATED) and all(
        path.stat().st_size > 1000 for path in written
    )
