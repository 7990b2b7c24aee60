"""Which programs shell scripts and the Makefile run: read from their text."""

import re
import shlex
from pathlib import Path

# ---- shells --------------------------------------------------------------------------------------

_BUILT_IN = (
    "[ . : break cd command continue echo eval exec exit export false kill local printf read return"
    " set shift test trap true type unset wait"
)
BUILT_IN = set(_BUILT_IN.split())
GO_ON = {
    "if",
    "then",
    "else",
    "elif",
    "do",
    "while",
    "until",
    "{",
    "}",
    "!",
    "exec",
    "sudo",
    "env",
    "xargs",
    "time",
    "nice",
}
ENDS = {"fi", "done", "esac"}
SET = re.compile(r"([A-Za-z_]\w*)=(.*)", re.S)


def commands(text: str) -> set[str]:
    """The programs that a shell's text runs or looks for with `command -v`; "?" for one that can't
    be read.
    """
    found, sets, inner = set(), {}, []

    def take_out(match: re.Match) -> str:
        inner.append(match[1] or match[2])
        return "x"

    while text != (text := re.sub(r"\$\(([^()]+)\)|(?<!\\)`([^`]+)`", take_out, text)):
        pass
    for one in (text, *inner):
        words = shlex.shlex(
            re.sub(r"(?m)^\s*#.*$", "", one).replace("\\\n", " ").replace("\n", " ; "),
            posix=True,
            punctuation_chars="();<>|&",
        )
        words.commenters, words.whitespace_split = "", True
        found |= _walk([*words], sets)
    return found


def _walk(words: list[str], sets: dict[str, list[str]]) -> set[str]:
    found, functions, first, i = (
        set(),
        {words[i - 1] for i, word in enumerate(words) if word.startswith("()") and i},
        True,
        0,
    )
    while i < len(words):
        word = words[i]
        i += 1
        if set(word) <= set("();<>|&"):
            if set(word) <= set("<>&") and set(word) & set("<>"):
                i += 1  # a file
            else:
                first = True
        elif (
            not first or word in functions or (word.isdigit() and words[i:] and words[i][0] in "<>")
        ):
            continue
        elif word == "for":
            end = next(k for k in range(i, len(words)) if words[k] in (";", "do"))
            sets.setdefault(words[i], []).extend(words[i + 2 : end])
            i = end
        elif setting := SET.fullmatch(word):
            sets.setdefault(setting[1], []).append(setting[2])
        elif word in GO_ON:
            continue
        else:
            first = False
            found |= (
                _meant(
                    words[i + 1] if word == "command" and words[i : i + 1] == ["-v"] else word, sets
                )
                if word not in ENDS
                else set()
            )
    return found


def _meant(word: str, sets: dict[str, list[str]]) -> set[str]:
    if not word.startswith("$"):
        return {Path(word).name} - BUILT_IN
    values = sets.get(word.strip("${}"), ["?"])
    return set().union(
        *(_meant(value, sets) if not value.startswith("$") else {"?"} for value in values if value)
    )


# ---- the Makefile --------------------------------------------------------------------------------


def makefile(text: str) -> set[str]:
    """The programs that the recipes, defined texts and `$(shell …)` of a Makefile run."""
    text = text.replace("\\\n", " ")
    defined = dict(re.findall(r"^(\w+) *[:?]?= *(.*)$", text, re.M))
    for _ in range(5):  # settings that stand in settings
        text = re.sub(r"(?<!\$)\$\((\w+)\)", lambda m: defined.get(m[1], ""), text)
    shells = re.findall(r"\$\(shell ((?:[^()]|\([^()]*\))*)\)", text)
    scripts = re.findall(r"^define \w+\n(.*?)^endef", text, re.M | re.S)
    recipes = re.findall(
        r"^\t[@+-]*(.*)$", re.sub(r"^define \w+\n.*?^endef", "", text, flags=re.M | re.S), re.M
    )
    return set().union(*(commands(_without_make(one)) for one in (*shells, *scripts, *recipes)))


def _without_make(script: str) -> str:
    """What the shell gets: the functions and settings of make filled in with a word."""
    while script != (script := re.sub(r"(?<!\$)\$\((?:[a-z]+ [^()]*|[@<^*])\)", "x", script)):
        pass
    return re.sub(r"(?<!\$)\$[@<^*]", "x", script).replace("$$", "$")
