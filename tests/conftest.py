"""What the tests share: the words, an application with a database of its own, visitors, persons."""

import copy
import random
from datetime import date

import pytest
from browser import (  # noqa: F401 - fixtures of the real browser
    browser,
    come,
    playwright,
    site,
    windows,
)
from persons import started
from states import everything, key_of, show  # noqa: F401 - fixtures of the real browser
from visitor import Page, Visitor

from hbself import content, limits, settings
from hbself.keeping import records, vault
from hbself.keeping.store import Store
from hbself.model.record import Record
from hbself.model.said import Said
from hbself.web import security, visit
from hbself.web.factory import create_app
from hbself.work import lines

PICTURES = settings.folder("static") / "pictograms"


@pytest.fixture(scope="session")
def contents() -> dict[str, content.Content]:
    """All words: {language: Content}."""
    return content.load(PICTURES)


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """An application that tests use one after the other: to make one takes
    longer than most tests.
    """
    return create_app(settings.Config(database=tmp_path_factory.mktemp("house") / "answers.db"))


@pytest.fixture
def app(house, tmp_path, monkeypatch):
    """The application with an empty database. Codes are stretched less (test_vault has the real
    cost), rates are off (test_bad_input turns them on): else tests would wait. What a test changes
    of it is as before afterwards.
    """
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    monkeypatch.setattr(vault, "turn", visit.turn_to_stretch)
    monkeypatch.setattr(security.limiter, "enabled", False)
    config = settings.Config(
        database=tmp_path / "answers.db", organisation="Esimerkki", contact="palaute@example.org"
    )
    own = {
        "secret": settings.read_secret(config),
        "store": Store(config.database),
        "lines": {name: lines.Line(*sizes) for name, sizes in limits.LINES.items()},
    }
    monkeypatch.setattr(house, "config", copy.copy(house.config))
    monkeypatch.setattr(house, "extensions", {**house.extensions, **own})
    house.config["SETTINGS"] = config
    yield house
    security.limiter.reset()


@pytest.fixture
def client(app):
    """`client("sv")`: a browser that reads Swedish and holds no answers."""
    return lambda lang="fi": Visitor(app, lang)


@pytest.fixture
def person(client):
    """`person("sv", by="helped")`: somebody who has come in by the front door
    and said who answers.
    """

    def begin(lang: str = "fi", by: str = "me") -> Visitor:
        visitor = client(lang)
        page = visitor.press(visitor.press(visitor.get("who"), answer=by), answer="own")
        assert page.path == f"/{lang}/set/practice"
        return visitor

    return begin


@pytest.fixture
def person_with(app, client):
    """`person_with(said, "sv")`: somebody who has said all this before."""

    def begin(first: Record | Said, lang: str = "fi") -> Visitor:
        visitor = client(lang)
        key = started(app.extensions["store"], first, date.today())
        visitor.http.set_cookie("key", vault.to_cookie(key, app.extensions["secret"]))
        return visitor

    return begin


@pytest.fixture
def said_by(app):
    """`said_by(visitor)`: what the store holds for a visitor, opened with the
    key in the browser.
    """
    return lambda visitor: records.read(
        app.extensions["store"], vault.from_cookie(visitor.key()), date.today(), 12
    )[0]


@pytest.fixture
def answer_set():
    return answer_one_set


@pytest.fixture
def answer_all(contents):
    """`answer_all(visitor, seed)`: answer every question of every set, page by page. Gives the
    pages of "You said".
    """

    def walk(visitor: Visitor, seed: int = 1) -> dict[str, Page]:
        chance = random.Random(seed)
        visitor.post("how-much", {"answer": "everything"})
        return {
            set_id: answer_one_set(visitor, set_id, chance)
            for set_id in contents[visitor.lang].sets
        }

    return walk


def answer_one_set(visitor: Visitor, set_id: str, chance: random.Random) -> Page:
    """Answer each page of a set as a person does: read, pick, write, press Next; say "Yes, this is
    right" at the end.

    Gives the page "You said". A set with nothing to ask yet gives its start page.
    """
    page = visitor.get(f"set/{set_id}")
    starts = page.link("a.next")
    if f"/set/{set_id}/" not in starts:
        return page
    page, pages = visitor.get(starts), 0
    while not page.path.partition("?")[0].endswith("/said"):
        pages += 1
        assert pages < 400, f"{set_id}: does not end"
        if "/know/" in page.path:
            page = visitor.get(page.link("a.next"))
        else:
            page = visitor.press(page, **some_answer(page, chance))
    visitor.press(page)
    return page


def some_answer(page: Page, chance: random.Random) -> dict:
    """Fields of a page filled in at random, never all empty."""
    found = page.choices()
    kinds = set(page.tree.xpath("//main//input[@name='answer']/@type"))
    picked = chance.sample(found, 1 if "radio" in kinds else min(len(found), chance.randint(1, 3)))
    # Browsers send what is picked in the page's order
    filled = {"answer": [c for c in found if c in picked]} if found else {}
    names = {name for name, _ in page.fields()}
    if "text" in names and (not found or chance.random() < 0.5):
        filled["text"] = f"Omin sanoin {chance.randint(1, 999)}: käydään\nkatsomassa."
    if "own0" in names and chance.random() < 0.3:
        filled["own0"] = f"Oma asia {chance.randint(1, 999)}"
    if "note" in names and (not found or chance.random() < 0.2):
        filled["note"] = f"Lisäksi {chance.randint(1, 999)}."
    if page.choices("change") and chance.random() < 0.4:
        filled["change"] = "yes"
    return filled
