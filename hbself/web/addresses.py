"""What stands in the site's addresses: its own name, and the few things behind the question mark
that pages hand on.
"""

from flask import current_app, g, request

# What the site itself puts into addresses: names, and their values or how many figures they may
# have. A page's links repeat nothing else of an address: beside a secret of the page it would tell
# who listens on the wire how well both pack together.
QUERY = {
    "kept": ("yes", "skipped", "new"),
    "new": ("yes",),
    "then": ("start", "open", "device", "map"),
    "way": ("link",),
    "other": ("yes",),
}
FIGURES = ("people", "texts", "items", "picks", "answers")


def root() -> str:
    """The site's own address, with a slash at its end: as the setting says, else as the browser
    asked for it.
    """
    own = current_app.config["SETTINGS"].site
    return f"{own}/" if own else request.url_root


def asked(name: str) -> str:
    """The value of one of QUERY in the address, "" for one that is not among its values."""
    value = request.args.get(name, "")
    return value if value in QUERY[name] else ""


def query() -> str:
    """What of the address's query goes along into links of the page: "?kept=yes", or nothing."""
    pairs = [(name, asked(name)) for name in QUERY] + [
        (name, figure(request.args.get(name, ""))) for name in FIGURES
    ]
    tail = "&".join(f"{name}={value}" for name, value in pairs if value)
    return f"?{tail}" if tail and request.method == "GET" else ""


def figure(text: str) -> int:
    """The whole number of at most 6 figures in a text from outside; 0 for any other text."""
    return int(text) if len(text) < 7 and text.isascii() and text.isdigit() else 0


def lost() -> str:
    """Where the languages of an error page lead, without the language: nothing of its own address,
    which can hold a token. Any link that opens nothing tells the same, in the language that is
    asked for.
    """
    place = request.path[3:6]
    return f"{place}-" if place in ("/s/", "/h/") else "/view/map" if g.get("view") else "/"
