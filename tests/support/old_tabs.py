"""Somebody's old page, and the key of another in the browser."""

from tests.support.visitor import Visitor


def in_the_browser_of(other: Visitor, page, do: str = "next", status: int = 409, **changed):
    """Press a button of somebody's old page while the other's key is in the browser."""
    return other.press(page, do=do, status=status, **changed)
