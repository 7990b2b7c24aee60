"""The proposal as files that a person takes along: PDF (`pdf`), a Word file (`word`), one HTML page
(`page`), data (`data`). What stands in the first three is in `document`.

This module says what they are asked for, and imports nothing heavy.
"""

from typing import Literal

import msgspec

# My own proposal, which is short; or "My answers", all that stands in it answer by answer
Paper = Literal["proposal", "answers"]


class Look(msgspec.Struct, frozen=True):
    """How the person likes to read (their settings). `text`: size in per cent, 100 to 200."""

    pictures: Literal["big", "small", "none"] = "big"
    text: int = 100

    @property
    def size(self) -> float:
        """How much larger the text is than the smallest: 1 to 2."""
        return min(max(self.text, 100), 200) / 100


class Portion(msgspec.Struct, frozen=True):
    """What a link gives: a part of the proposal, for one reader, until a day (in words)."""

    reader: str
    until: str
