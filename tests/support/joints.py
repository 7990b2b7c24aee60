"""The long words of the site's own, and where they may be parted: what `content/joints.*.txt` must
have.

    python -m tests.support.joints

writes new words into the files, and takes out those that the site does not say any more. It knows
the compounds of Finnish; look at each new word, and move the "-" to where you would part it.
"""

import re
from collections.abc import Iterator

from babel.messages.pofile import read_po
from pyvoikko import analyse

from hbself import content
from hbself.content import LEAST, joints
from hbself.content.joints import FOLDER
from hbself.model.languages import LANGUAGES
from tests.support.places import PICTURES, ROOT

WORD = re.compile(rf"[^\W\d_]{{{LEAST},}}")
# A part that is longer may need a place of its own
MOST = 13
VOWELS = "aeiouyåäö"
HEAD = """# Long words of the site, one a line, with "-" where they may go over to the next line.
# New words come by python -m tests.support.joints. Look at each of them: the first part must be
# easy to say before the second is seen.
"""


def _catalogue(language: str) -> Iterator[str]:
    """The texts of the pages; the English ones are what the others translate."""
    named = language if language != "en" else "fi"
    with (ROOT / f"translations/{named}/LC_MESSAGES/messages.po").open("rb") as file:
        for one in read_po(file):
            if one.id:
                said = one.id if language == "en" else one.string
                yield from [said] if isinstance(said, str) else said


def long_words(language: str) -> set[str]:
    """All words of the site that are long, in small letters; addresses are none."""
    said = content.texts(content.load(PICTURES)[language])
    found = " ".join((*said, *_catalogue(language)))
    found = re.sub(r"%\(\w+\)s|\S+\.(?:fi|com|org)\b\S*", " ", found)
    return {word.lower() for word in WORD.findall(found)}


def compounds(word: str) -> list[list[str]]:
    """The words that a Finnish compound is made of, as it may be read: [["päivä", "toiminta"]]."""
    found = [[p.FORM for p in one.COMPOUND_PARTS or ()] for one in analyse(word)]
    return [parts for parts in found if len(parts) > 1 and "".join(parts) == word]


def syllables(word: str) -> list[int]:
    """Where a syllable begins: before a consonant that a vowel follows, after a vowel."""
    return [
        i
        for i in range(1, len(word) - 1)
        if word[i] not in VOWELS and word[i + 1] in VOWELS and any(c in VOWELS for c in word[:i])
    ]


def suggested(word: str, language: str) -> str:
    """The word with "-" at its joints, and in the middle of a part that has more than
    MOST letters, and of a word that is no compound.
    """
    parts = next(iter(compounds(word)), [word]) if language == "fi" else [word]
    alone = len(parts) == 1
    return "-".join(_halved(part) if alone or len(part) > MOST else part for part in parts)


def _halved(part: str) -> str:
    places = [i for i in syllables(part) if 4 <= i <= len(part) - 4]
    if not places:
        return part
    at = min(places, key=lambda i: abs(2 * i - len(part)))
    return f"{part[:at]}-{part[at:]}"


def main() -> None:
    """Bring the files up to what the site says."""
    for language in LANGUAGES:
        known = joints(language)
        lines = sorted(
            (known.get(word) or suggested(word, language) for word in long_words(language)),
            key=lambda line: line.replace("-", ""),
        )
        file = FOLDER / f"joints.{language}.txt"
        file.write_text(HEAD + "".join(f"{line}\n" for line in lines), "utf-8")
        print(file.name, [line for line in lines if line.replace("-", "") not in known])


if __name__ == "__main__":
    main()
