"""`site.toml`: what a site says about itself, read once at the start into checked structs.

A new table is a struct of its own here and a field of `SiteFile`. Its defaults say what holds where
a site says nothing; what a value must look like beyond its type stands in its `Meta`, and in words
in TAKES.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec

from .model.languages import LANGUAGES

# 1 to 65535
_PORT = "(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
# (scheme, host, port)
ADDRESS = rf"(?i)(https?)://([a-z0-9.-]{{1,253}}|\[[0-9a-f:.]{{2,45}}\])(:{_PORT})?/?"
TAKES_ADDRESS = "an address such as https://proposal.example.org, without a path"


class Fault(Exception):
    """The file is wrong; `str()` says in one line where and what."""


class Site(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who runs the site: as the settings of the same names, which count before it."""

    organisation: str = ""
    contact: str = ""
    address: Annotated[str, msgspec.Meta(pattern=rf"(?i)^({ADDRESS[4:]})?$")] = ""


class HelpLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom a person can call or write to when they feel bad: under questions about what hurts. It
    has a number or an address, or both; `name` and `open` say it in each language.
    """

    name: dict[str, str]
    number: Annotated[str, msgspec.Meta(pattern=r"^(\+?[0-9][0-9 ]{1,19})?$")] = ""
    address: Annotated[str, msgspec.Meta(pattern=r"^(https://[^\s<>\"]{1,300})?$")] = ""
    open: dict[str, str] = {}  # when somebody answers

    @property
    def tel(self) -> str:
        """The number as a link takes it."""
        return self.number.replace(" ", "")


class SiteFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    site: Site = Site()
    help_line: tuple[HelpLine, ...] = ()
    # Where a proposal is handed in, in each language: on "Take it with me" and on the last page of
    # the paper. Where nothing is said these name no place.
    hand_in: dict[str, str] = {}


# Values with a form of their own, and what is said of another one
TAKES = {
    "site.address": TAKES_ADDRESS,
    "help_line.number": "a phone number of figures and spaces, such as 080 005 005",
    "help_line.address": "an address that begins with https://",
}
# How msgspec calls types, and how people do
TYPES = {
    "str": "text in quotation marks",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
}


def read(path: Path) -> SiteFile:
    """What the file says. Raises Fault."""
    text = _text(path)
    try:
        said = msgspec.convert(tomllib.loads(text), SiteFile)
    except tomllib.TOMLDecodeError as error:
        what, _, line = str(error).rpartition(" (at line ")
        if not what:  # at the end of the document
            what, line = str(error).partition(" (at end")[0], str(text.count("\n") + 1)
        raise Fault(f"{path}:{line.partition(',')[0]}: is not TOML: {what}") from None
    except RecursionError:
        raise Fault(f"{path}: has too many lists inside each other") from None
    except msgspec.ValidationError as error:
        key, what = _explained(str(error))
        raise Fault(f"{path}:{line_of(text, key)}: {key}: {what}") from None
    except ValueError as error:  # a number of thousands of digits
        raise Fault(f"{path}: is not TOML: {error}") from None
    wrong = [
        (f"help_line[{number}]{key}", what)
        for number, one in enumerate(said.help_line)
        for key, what in _wrong(one)
    ]
    for key, what in (*wrong, *_in_each(said.hand_in, "hand_in")):
        raise Fault(f"{path}:{line_of(text, key)}: {key}: {what}")
    return said


def _wrong(line: HelpLine) -> Iterator[tuple[str, str]]:
    """(key, what is wrong) of what a help line lacks, beyond its types."""
    yield from _in_each(line.name, ".name", must=True)
    yield from _in_each(line.open, ".open")
    if not line.number and not line.address:
        yield "", "takes a number or an address"


def _in_each(texts: dict[str, str], key: str, must: bool = False) -> Iterator[tuple[str, str]]:
    """(key, what is wrong) of texts that are not said in each language and no other. must: at
    all.
    """
    for code in texts:
        if code not in LANGUAGES:
            yield f"{key}.{code}", "no such key"
    for code in LANGUAGES:
        if (texts or must) and not texts.get(code, "").strip():
            yield f"{key}.{code}", "is missing"


def _text(path: Path) -> str:
    try:
        return (held := path.read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise Fault(f"{path}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = held.count(b"\n", 0, error.start) + 1
        raise Fault(f"{path}:{line}: is not UTF-8; save the file as UTF-8") from None


def _explained(error: str) -> tuple[str, str]:
    """(key, what is wrong) of what msgspec says: "Expected `str`, got `int` - at `$.site.x`"."""
    what, _, place = error.partition(" - at ")
    key = place.strip("`").removeprefix("$").removeprefix(".")
    if unknown := re.fullmatch(r"Object contains unknown field `(.*)`", what):
        return f"{key}.{unknown[1]}".lstrip("."), "no such key"
    if lacks := re.fullmatch(r"Object missing required field `(.*)`", what):
        return f"{key}.{lacks[1]}".lstrip("."), "is missing"
    if types := re.fullmatch(r"Expected `(\w+)`, got `(\w+)`", what):
        wanted, got = (TYPES.get(name, name) for name in types.groups())
        return key, f"takes {wanted}, not {got}"
    takes = TAKES.get(re.sub(r"\[\d+\]", "", key))
    return key, f"takes {takes}" if takes else what


def line_of(text: str, key: str) -> int:
    """The line on which a key ("site.contact", "help[1].phone") stands, else that of the nearest
    table around it; 1 for none. A simple look: whoever mends the file finds the rest.
    """
    seen: dict[str, int] = {}
    nearest, depth, table = 1, 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"(\[\[?)([^\[\]#]+)\]", line.lstrip()):
            table = head[2].strip().replace('"', "")
            if head[1] == "[[":
                seen[table] = seen.get(table, -1) + 1
                table = f"{table}[{seen[table]}]"
            here = table
        elif pair := re.match(r"""\s*([\w."'-]+)\s*=""", line):
            here = ".".join(filter(None, (table, re.sub("[\"']", "", pair[1]))))
        else:
            continue
        if len(here) > depth and (key == here or key.startswith((f"{here}.", f"{here}["))):
            nearest, depth = number, len(here)
    return nearest
