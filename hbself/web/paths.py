"""The addresses of our pages, made in one place: where a step or a place is, and back. All are
paths without the language ("set/rights/ri1").
"""

from ..model import places
from ..model.document import Step


def of(place: str) -> str:
    """The path of a place (model/places.py)."""
    kind, colon, rest = place.partition(":")
    if colon and kind == "start":
        return f"set/{rest}"
    if colon and kind == "said":
        return f"set/{rest}/said"
    if colon and kind == "know":
        return "know/" + rest.replace(".", "/", 1)
    return "set/" + place.replace(".", "/", 2) if "." in place else places.MAP


def of_step(step: Step) -> str:
    """The path of a step: "set/rights/ri1"."""
    return of(step.key)
