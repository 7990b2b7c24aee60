"""The addresses of our pages, made and read in one place. A path stands without language and layer:
"set/rights/ri1".
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from flask import redirect, request

from ..life import chapters
from ..model import places
from ..model.document import Step
from ..model.languages import LANGUAGES
from .services import services
from .visit import visit

# A page's path; ids of goals hold ":". Segments that browsers take for "here" and "one up" are none
_SEGMENT = r"(?!(?:\.|%2[eE]){1,2}(?:/|\Z))[\w.:~%-]+"
PATH = re.compile(rf"(?:{_SEGMENT}(?:/{_SEGMENT})*/?)?")
# A whole address of ours, never another site's ("//…")
_OURS = re.compile(rf"/(?:{'|'.join(LANGUAGES)})/{PATH.pattern}")

# What the site itself puts into addresses: names, and their values or how many figures they may
# have. A page's links repeat nothing else of an address: beside a secret of the page it would tell
# who listens on the wire how well both pack together.
QUERY = {
    "kept": ("yes", "skipped", "new", "later"),
    "new": ("yes",),
    "then": ("start", "open", "device", "map", "stop", "away"),
    "size": ("small",),
    "way": ("link",),
    "other": ("yes",),
    # Where the person pressed Change: in "You said", or in a chapter of the proposal at a line
    # (its figure: `vault.figure`)
    "from": ("said", *chapters.NAMES),
}
FIGURES = ("people", "texts", "items", "picks", "answers", "line")


# ---- where a person is ---------------------------------------------------------------------------


def of(place: str) -> str:
    """The path of a place (model/places.py)."""
    kind, colon, rest = place.partition(":")
    if colon and kind == "start":
        return f"set/{rest}"
    if colon and kind == "said":
        return f"set/{rest}/said"
    if colon and kind == "know":
        return "know/" + rest.replace(".", "/", 1)
    if "." in place:
        return "set/" + place.replace(".", "/", 2)
    return place if place == places.PROPOSAL else places.MAP


def of_step(step: Step) -> str:
    """The path of a step: "set/rights/ri1"."""
    return of(step.key)


def of_info(set_id: str, pages: Sequence[str]) -> str:
    """The path of the first page that is read before a set's questions; "" where there is none."""
    return f"before/{set_id}/{pages[0]}" if pages else ""


# ---- our addresses -------------------------------------------------------------------------------


def base() -> str:
    """Where the pages of this layer begin: "/fi", or "/fi/view" for a supporter."""
    return f"/{visit.lang}{visit.layer.base}"


def go(path: str, part: str = "", **query: str | int):
    """303 to a page of the same language and layer: `go("map")`. part: the id of what is to be in
    sight there.
    """
    there = f"#{part}" if part else ""
    return redirect(f"{base()}/{path}{_tail(query)}{there}", 303)


def _tail(query: Mapping[str, str | int]) -> str:
    tail = "&".join(f"{name}={quote(str(one), '/:')}" for name, one in query.items() if one)
    return f"?{tail}" if tail else ""


def here() -> str:
    """The path that was asked for."""
    return request.path.removeprefix(f"{base()}/")


def view_name() -> str:
    """The view that answers, without its layer; "" where the address leads nowhere."""
    return (request.endpoint or "").rpartition(".")[2]


def root() -> str:
    """The site's own address, with a slash at its end: as the setting says, else as the browser
    asked for it.
    """
    own = services().config.site
    return f"{own}/" if own else request.url_root


def of_link(letter: str, token: str) -> str:
    """The whole address of a link: of a reader ("s"), of a supporter ("h")."""
    return f"{root()}{visit.lang}/{letter}/{token}"


def is_ours(address: str) -> bool:
    """Whether a text from outside is an address of our pages, without the site: "/fi/map"."""
    return _OURS.fullmatch(address) is not None


def is_of_reader() -> bool:
    """Whether a link's reader asks: the answers are somebody else's."""
    return request.path.split("/")[2:3] == ["s"]


def rest() -> str:
    """This page's address without the language, for its links to the other languages."""
    own = request.path[1:3] in LANGUAGES and request.path[3:4] == "/"
    return (request.path[3:] if own else "/") + query()


def lost() -> str:
    """Where the languages of an error page lead, without the language: nothing of its own address,
    which can hold a token. Any link that opens nothing tells the same, in the language that is
    asked for.
    """
    place = request.path[3:6]
    return f"{place}-" if place in ("/s/", "/h/") else f"{visit.layer.base}/{visit.layer.home}"


# ---- behind the question mark --------------------------------------------------------------------


def asked(name: str) -> str:
    """The value of one of QUERY in the address, "" for one that is not among its values."""
    value = request.args.get(name, "")
    return value if value in QUERY[name] else ""


def query() -> str:
    """What of the address's query goes along into links of the page: "?kept=yes", or nothing."""
    pairs = [(name, asked(name)) for name in QUERY] + [
        (name, figure(request.args.get(name, ""))) for name in FIGURES
    ]
    return _tail(dict(pairs)) if request.method == "GET" else ""


def came_from() -> dict[str, str]:
    """Where the person pressed Change, from the address or the form of the question's page:
    {"from": one of QUERY, "line": its figure or ""}; {} where they came otherwise.
    """
    given = request.form if request.method == "POST" else request.args
    name, line = given.get("from", ""), figure(given.get("line", ""))
    known = QUERY["from"] if visit.layer.may("my_proposal") else ("said",)
    return {"from": name, "line": str(line or "")} if name in known else {}


def way_on() -> str:
    """What of it goes along into links of a page: "?from=now&line=17", or nothing."""
    return _tail(came_from())


def figure(text: str) -> int:
    """The whole number of at most 6 figures in a text from outside; 0 for any other text."""
    return int(text) if len(text) < 7 and text.isascii() and text.isdigit() else 0
