"""The rooms of the house and who uses whom: the table that the tests hold, and that
docs/developing.md shows.

    python -m tests.support.rooms

writes it into the document anew.
"""

import ast

from tests.support.places import DOCS, ROOT

DOCUMENT = DOCS / "developing.md"
BEGIN, END = "<!-- rooms: begin -->", "<!-- rooms: end -->"
WIDE = 76  # characters in a floor of the picture

# The rooms of the house (a folder, or a module that stands alone; the pages in web have one of
# their own), lowest first, and which of the others each one uses: exactly these. Downwards only.
USES: dict[str, set[str]] = {
    "build": set(),
    "limits": set(),
    "model": set(),
    "work": set(),
    "kinds": {"limits", "model"},
    "sitefile": {"model"},
    "settings": {"limits", "sitefile"},
    "content": {"kinds", "model"},
    "keeping": {"limits", "model", "settings", "work"},
    "export": {"content", "keeping", "limits", "model", "work"},
    "life": {"content", "kinds", "limits", "model"},
    "web": {"content", "keeping", "life", "limits", "model", "settings", "work"},
    "web.views": {
        "export",
        "keeping",
        "kinds",
        "life",
        "limits",
        "model",
        "settings",
        "web",
        "work",
    },
    "web.factory": {"keeping", "limits", "settings", "web", "web.views"},
    "dev": {"build", "settings", "web", "web.factory"},
    "server": {"limits", "web.factory"},
    "cli": {"content", "keeping", "limits", "server", "settings"},
}
# What only one room may know.
ONLY_IN = {
    "flask": {"web", "web.factory", "web.views"},
    "flask_babel": {"web", "web.factory", "web.views"},
    "flask_limiter": {"web"},
    "flask_compress": {"web.factory"},
    "wtforms": {"kinds"},
    "cryptography": {"keeping"},
    "sqlite_utils": {"keeping"},
    "sqlite3": {"keeping"},
    "typst": {"export"},
    "docx": {"export"},
    "zxingcpp": {"work"},
    "segno": {"keeping"},
    "granian": {"server"},
    "hatchling": {"build"},
}


def printed() -> str:
    """The picture and the table, as the document shows them."""
    rows = [
        f"| `{room}` | {_says(room)} | {_names(uses)} | "
        + _names(package for package, there in ONLY_IN.items() if room in there)
        + " |"
        for room, uses in USES.items()
    ]
    head = ["| room | what is there | uses | alone knows |", "|---|---|---|---|"]
    return "\n".join(["", "```", *_picture(), "```", "", *head, *rows, ""])


def shown() -> str:
    """What stands in the document now."""
    return DOCUMENT.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]


def floors() -> dict[str, int]:
    """The floor of each room: one above the highest that it uses."""
    found: dict[str, int] = {}
    for room, uses in USES.items():  # lowest first
        found[room] = 1 + max((found[one] for one in uses), default=0)
    return found


def _picture() -> list[str]:
    """The house: whoever stands higher uses rooms below."""
    high = floors()
    wall = "   +" + "-" * WIDE + "+"
    lines = [wall]
    for floor in range(max(high.values()), 0, -1):
        names = [room for room in high if high[room] == floor]
        cell = WIDE // len(names)
        inside = "".join(name.center(cell) for name in names).center(WIDE)
        lines += [f"{floor:2} |{inside}|", wall]
    return lines


def _names(names) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _says(room: str) -> str:
    """The first paragraph of what a room says of itself."""
    path = ROOT / "hbself" / room.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    about = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return " ".join(about.split("\n\n")[0].split())


def main() -> None:
    """Write the picture and the table into the document."""
    before, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
    DOCUMENT.write_text(before + BEGIN + printed() + END + rest.partition(END)[2], "utf-8")


if __name__ == "__main__":
    main()
