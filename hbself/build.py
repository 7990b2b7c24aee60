"""Hatch's build hook: compiles the translations, and puts templates, pictures and languages into
the wheel.

Only files of these kinds go in, so that nothing that lies about in a folder travels along.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = {
    "templates": (".html",),
    "static": (".css", ".js", ".svg", ".toml"),
    "translations": (".mo",),
}


def compile_translations(folder: Path) -> list[Path]:
    """Write messages.mo beside each messages.po; fuzzy entries are left out. Returns the written
    files.
    """
    written = []
    for po in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parent.parent.name)
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
        written.append(po.with_suffix(".mo"))
    return written


class Shipped(BuildHookInterface):
    """Runs at each build, an editable install too."""

    PLUGIN_NAME = "custom"

    def initialize(self, version, build_data):
        root = Path(self.root)
        compile_translations(root / "translations")
        if self.target_name != "wheel" or version == "editable":
            return
        for folder, endings in SHIPPED.items():
            for file in sorted((root / folder).rglob("*")):
                if file.suffix in endings:
                    inside = file.relative_to(root).as_posix()
                    build_data["force_include"][str(file)] = f"hbself/{inside}"
