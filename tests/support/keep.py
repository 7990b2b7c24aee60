"""Makes what a release leaves behind for later ones to open: a database, a backup, files, links and
cards.

    python -m tests.support.keep NAME

makes tests/support/kept/NAME; run it once for a release, then never again.

Everything comes from answering the site as people do, and codes are stretched as much as on a real
site. All persons are invented. `kept.json` says who they are and what opens their answers;
test_kept opens it all with the code of today.
"""

import gzip
import io
import json
import random
import re
import sys
from datetime import date
from pathlib import Path

from hbself import settings
from hbself.keeping import backups
from hbself.web import security, visit
from hbself.web.factory import create_app
from tests.support.answering import answer_one_set
from tests.support.places import KEPT
from tests.support.visitor import Visitor
from tests.support.whole_proposal import whole

DAY, LONG_AGO = date(2026, 11, 28), date(2026, 10, 1)
SECRET = "an invented secret that seals the cookies of these tests: q7Zk2"
WORDS = {"fi": "Kissa", "sv": "Båten", "en": "Tea"}
LANGUAGES = tuple(WORDS)  # of the releases that are kept


def on(day: date) -> None:
    """From now on the site takes this day for today."""
    visit.date = type("Day", (date,), {"today": classmethod(lambda _: day)})


def begin(app, lang: str, sets: tuple[str, ...], seed: int) -> Visitor:
    """Somebody who has come to the site and has answered these sets."""
    visitor, chance = Visitor(app, lang), random.Random(seed)
    visitor.press(visitor.press(visitor.get("who"), answer="me"), answer="own")
    visitor.post("how-much", {"answer": "everything"})
    for name, role in (("Helmi", "sister"), ("", "friend")):
        visitor.post("people/new", {"person_name": name, "person_role": role, "known": "0"})
    for set_id in sets:
        answer_one_set(visitor, set_id, chance)
    visitor.post("key", {"picture": "music", "word": WORDS[lang]})
    return visitor


def share(visitor: Visitor, reader: str, until: dict, number: str = "") -> str:
    """A link made page by page, to all sections or, when it has a number, to a few. Gives its
    token.
    """
    visitor.press(visitor.get("share/who"), name=reader)
    page = visitor.get("share/what")
    visitor.press(page, answer=page.choices()[: 3 if number else None])
    visitor.press(visitor.get("share/until"), **until)
    return re.search(
        r"/s/([\w-]{22})", visitor.press(visitor.get("share/number"), number=number).html
    )[1]


def code(visitor: Visitor) -> str:
    """The code that the key page shows."""
    return re.sub(
        r"\W",
        "",
        "".join(visitor.get("key").all("p.code") or visitor.get("key").all("//*[@class='code']")),
    )


def person(app, folder: Path, lang: str, sets: tuple[str, ...], seed: int) -> dict:
    """One person with a card, links, a supporter and files. Gives what opens all of it."""
    on(LONG_AGO)
    visitor = begin(app, lang, sets, seed)
    ended = share(visitor, "Reijo", {"answer": "week", "date": None}, "4711")
    on(DAY)
    year = {"answer": None, "date": "2027-11-20"}
    made = {
        "alive": share(visitor, "Aune", year),
        "locked": share(visitor, "Leo", year, "4711"),
        "ended": ended,
        "back": share(visitor, "Taina", year),
    }
    visitor.post(f"shares/{made['back']}", {"do": "back"})
    visitor.press(visitor.get("helpers"), name="Mika")
    (helper,) = {found[1] for found in re.finditer(r"/h/([\w-]{22})", visitor.get("helpers").html)}
    view = Visitor(app, lang)
    view.press(view.get(f"h/{helper}"))
    asked = view.get("view/set/rights/ri1")
    view.press(asked, answer=asked.choices()[1], note="Mika luulee niin.")
    line = re.search(r'name="out" value="([^"]+)"', whole(visitor).html)[1]
    visitor.post("proposal", {"out": line})
    visitor.press(visitor.get("name/take"), name="Aino", date="2027-03-02")
    (folder / f"{lang}.json").write_bytes(visitor.file("take/data").data)
    return {
        "lang": lang,
        "code": code(visitor),
        "cookie": visitor.key(),
        "number": "4711",
        "links": made,
        "helper": helper,
        "view": view.http.get_cookie("view").value,
        "out": line,
        "word": WORDS[lang],
    }


def _brings_back(app, cookie: str, path: Path) -> None:
    """The Swedish person has brought a file back and has not yet said what to do with it."""
    waiting = Visitor(app, "sv")
    waiting.http.set_cookie("key", cookie)
    with path.open("rb") as file:
        sent = waiting.http.post(
            "/sv/bring-back", data={"file": (io.BytesIO(file.read()), "answers.json")}
        )
    assert sent.status_code == 303 and sent.headers["Location"].endswith("/bring-back/how")


def main(name: str) -> None:
    """Make the folder; nothing that is there is overwritten."""
    folder = KEPT / name
    folder.mkdir(parents=True)
    app = create_app(settings.Config(database=folder / "answers.db", secret=SECRET))
    security.limiter.enabled = False
    sets = {
        "fi": ("practice", "rights", "now", "important", "change", "next"),
        "sv": ("practice", "rights", "important"),
        "en": ("practice", "now", "important"),
    }
    people = [
        person(
            app,
            folder,
            lang,
            tuple(s for s in sets[lang] if s in app.extensions["hbself"].contents[lang].sets),
            7 + i,
        )
        for i, lang in enumerate(LANGUAGES)
    ]
    _brings_back(app, people[1]["cookie"], folder / "en.json")
    (folder / "kept.json").write_text(
        json.dumps(
            {"day": DAY.isoformat(), "secret": SECRET, "people": people},
            indent=1,
            ensure_ascii=False,
        )
        + "\n",
        "utf-8",
    )
    backups.backup(folder / "answers.db", folder / "backup.db")
    app.extensions["hbself"].store.close()
    for path in folder.glob("*.db*"):
        if path.suffix == ".db":
            path.with_name(path.name + ".gz").write_bytes(
                gzip.compress(path.read_bytes(), 9, mtime=0)
            )
        path.unlink()


if __name__ == "__main__":
    main(sys.argv[1])
