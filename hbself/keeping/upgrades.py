"""What boxes of earlier versions hold, in the form of this one. No field of an old box is dropped:
one that is not known here makes the box one that this version must not change.
"""

from typing import Any

from msgspec import convert, to_builtins

from ..model import ids, places
from ..model.said import Answer, Said


def said(old: dict[str, Any]) -> dict[str, Any]:
    """What was said, as a box or a file of format 1 and 2 has it, where the place to go on was a
    path and goals had no ids. Raises msgspec.ValidationError for answers that are none.
    """
    new = {name: value for name, value in old.items() if name != "last"}
    if old.get("last"):
        new["at"] = places.of_path(old["last"])
    answers = convert(old.get("answers", {}), dict[str, Answer])
    if goals := ids.goals_without_ids(answers, old.get("lines", {})):
        new["goals"] = to_builtins(goals)
    return new


def record(old: dict[str, Any]) -> dict[str, Any]:
    """A record of format 1 and 2, where all fields stood side by side."""
    names = {*Said.__struct_fields__, "last"}
    mine = {name: value for name, value in old.items() if name in names}
    return {
        "said": said(mine),
        "keeping": {name: value for name, value in old.items() if name not in names},
    }
