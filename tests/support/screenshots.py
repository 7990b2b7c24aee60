"""Takes pictures of the site with the answers of Aino, who is invented. Run: make screenshots

Without arguments: docs/question.png and docs/proposal.png, the two of the README.
`--all FOLDER`: the main pages in three languages, at three widths and in three colour sets.
"""

import argparse
import io
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from hbself.model.said import Answer, Paper, Person, Said
from hbself.web.i18n import Reading
from tests.support.browser import launch_options
from tests.support.places import DOCS
from tests.support.serving import end, hand_in, serve

PAGES = {
    "start": "",
    "map": "map",
    "question": "set/rights/ri1",
    "recap": "set/important/said",
    "proposal": "proposal",
    "take": "take",
}
WIDTHS, COLOURS = (320, 768, 1280), ("light", "dark", "yellow")
TONES = 128  # colours in a PNG: nothing is lost that an eye sees, and the file is a third as large


def aino() -> Said:
    """What Aino has said. She and Mika do not exist."""
    options = {
        "important.im1": ("home", "friends", "hobby"),
        "important.im2": ("friends", "home", "hobby"),
        "strengths.st1": ("art", "helping"),
        "strengths.st3": ("laugh", "kind"),
        "rights.ri1": ("together",),
        "now.ln1.home": ("works-well",),
        "now.ln1.job": ("works-badly",),
        "autonomy.au1": ("someone-else",),
        "change.ch1.now.ln1.job": ("new-things",),
        "change.ch6": ("now.ln1.job", "autonomy.au1"),
        "learning.le1": ("cook",),
        "support.su7": ("listens", "gives-time"),
        "next.nx4": ("try-first", "when-answer"),
        "practice.pr1": ("yes",),
    }
    answers = {
        key: Answer(options=picked, by="helped", change=key in ("now.ln1.job", "autonomy.au1"))
        for key, picked in options.items()
    }
    answers["important.im3"] = Answer(people=("p1", "p2"), by="helped")
    answers["important.im5"] = Answer(
        text="That I can paint and somebody says that one is great.", by="helped"
    )
    people = (
        Person("p1", name="Helmi", role="sister"),
        Person("p2", name="Mika", role="assistant"),
    )
    return Said(
        started=f"{date.today()}",
        by="helped",
        length="everything",
        answers=answers,
        people=people,
        at="map",
        paper=Paper("Aino", asked=True),
    )


def shoot(
    browser,
    address: str,
    key: str,
    path: str,
    file: Path,
    width: int,
    height: int = 0,
    colours: str = "light",
) -> None:
    """One picture of a page. `height` 0: the whole page; else so many pixels from its top."""
    context = browser.new_context(viewport={"width": width, "height": height or 900})
    context.add_cookies(
        [
            {"name": n, "value": v, "url": address}
            for n, v in (("key", key), ("reading", Reading(colours=colours).cookie()))
        ]
    )
    page = context.new_page()
    response = page.goto(f"{address}/{path}")
    if not response.ok:
        raise SystemExit(f"{path}: {response.status}")
    image = Image.open(io.BytesIO(page.screenshot(full_page=not height)))
    image.convert("RGB").quantize(TONES, dither=Image.Dither.NONE).save(file, optimize=True)
    context.close()


def main() -> None:
    """Takes what the arguments ask for."""
    parser = argparse.ArgumentParser(description="Pictures of the site")
    parser.add_argument(
        "--all",
        type=Path,
        metavar="FOLDER",
        help="the main pages, each language, width and colour set",
    )
    everything = parser.parse_args().all
    with (
        tempfile.TemporaryDirectory() as folder,
        ExitStack() as at_the_end,
        sync_playwright() as tool,
    ):
        site = serve(Path(folder) / "answers.db")
        at_the_end.callback(end, site)
        address, key = site.address, hand_in(site, aino())
        browser = tool.chromium.launch(**launch_options(tool))
        if not everything:
            shoot(browser, address, key, "en/set/rights/ri1", DOCS / "question.png", 1000, 1000)
            shoot(browser, address, key, "en/proposal", DOCS / "proposal.png", 1000, 1000)
            return
        everything.mkdir(parents=True, exist_ok=True)
        for name, path in PAGES.items():
            for lang in ("fi", "sv", "en"):
                for width in WIDTHS:
                    for colours in COLOURS:
                        shoot(
                            browser,
                            address,
                            key,
                            f"{lang}/{path}",
                            everything / f"{name}-{lang}-{width}-{colours}.png",
                            width,
                            colours=colours,
                        )


if __name__ == "__main__":
    main()
