"""What the tests share: the words, an application with a database of its own, visitors, persons."""

import copy
import random
from datetime import date

import msgspec
import pytest

from hbself import content, limits, settings
from hbself.build import compile_translations
from hbself.export import Look, pdf
from hbself.keeping import records, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model.document import Proposal
from hbself.model.record import Record
from hbself.model.said import Said
from hbself.web import security, services
from hbself.web.factory import create_app
from hbself.work import lines
from tests.support.answering import answer_one_set
from tests.support.people import answered
from tests.support.persons import started
from tests.support.places import PICTURES
from tests.support.serving import end, serve
from tests.support.texts import TEXTS
from tests.support.visitor import Page, Visitor


def pytest_addoption(parser):
    parser.addoption(
        "--quick",
        action="store_true",
        help="of each test only the first case, and none that is marked as long",
    )


@pytest.hookimpl(trylast=True)  # -k and -m choose first
def pytest_collection_modifyitems(config, items):
    """What --quick leaves out is told as deselected."""
    if not config.getoption("--quick"):
        return
    first = {}
    for item in items:
        first.setdefault((item.path, item.originalname), item)
    chosen = [one for one in first.values() if not one.get_closest_marker("long")]
    kept = set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = chosen


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
    monkeypatch.setattr(vault, "turn", services.turn_to_stretch)
    monkeypatch.setattr(security.limiter, "enabled", False)
    config = settings.Config(
        database=tmp_path / "answers.db", organisation="Esimerkki", contact="palaute@example.org"
    )
    own = msgspec.structs.replace(
        services.of(house),
        config=config,
        secret=settings.read_secret(config),
        store=SqliteStore(config.database),
        lines={name: lines.Line(*sizes) for name, sizes in limits.LINES.items()},
    )
    monkeypatch.setattr(house, "config", copy.copy(house.config))
    monkeypatch.setattr(house, "extensions", {**house.extensions, services.NAME: own})
    yield house
    security.limiter.reset()


@pytest.fixture
def client(app):
    """`client("sv")`: a browser that reads Swedish and holds no answers."""
    return lambda lang="fi": Visitor(app, lang)


@pytest.fixture
def visit_in(app):
    """`visit_in("sv")`: from now on parts are rendered as on a page of somebody new."""
    opened = []

    def begin(lang: str) -> None:
        opened.append(app.test_request_context(f"/{lang}/"))
        opened[-1].push()
        app.preprocess_request()

    yield begin
    for context in reversed(opened):
        context.pop()


@pytest.fixture
def person(client):
    """`person("sv", by="helped")`: somebody who has come in by the front door
    and said who answers.
    """

    def begin(lang: str = "fi", by: str = "me") -> Visitor:
        visitor = client(lang)
        page = visitor.press(visitor.press(visitor.get("who"), answer=by), answer="own")
        assert page.path == f"/{lang}/how-much"
        return visitor

    return begin


@pytest.fixture
def person_with(app, client):
    """`person_with(said, "sv")`: somebody who has said all this before."""

    def begin(first: Record | Said, lang: str = "fi") -> Visitor:
        visitor = client(lang)
        key = started(app.extensions["hbself"].store, first, date.today())
        visitor.http.set_cookie("key", vault.to_cookie(key, app.extensions["hbself"].secret))
        return visitor

    return begin


@pytest.fixture
def paper(contents):
    """`paper(proposal, look, portion, "answers")`: the PDF of a proposal."""
    return lambda made, look=None, portion=None, kind="proposal": pdf.make(
        made, contents[made.language].texts, PICTURES, look or Look(), portion, kind
    )


@pytest.fixture
def built(person, answer_all, said_by, contents):
    """`built("sv", 3)`: the proposal of somebody who has answered everything. seed: what they
    answered.
    """

    def answered(language: str, seed: int = 3) -> Proposal:
        visitor = person(language, by="helped")
        answer_all(visitor, seed)
        return proposal.build(Life(contents[language], said_by(visitor).said), "2026-03-24")

    return answered


@pytest.fixture
def said_by(app):
    """`said_by(visitor)`: what the store holds for a visitor, opened with the
    key in the browser.
    """
    return lambda visitor: records.read(
        app.extensions["hbself"].store, vault.from_cookie(visitor.key()), date.today(), 12
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


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site that most browser tests share. Each person in it has a record of their own."""
    texts = [*TEXTS.glob("*/LC_MESSAGES/messages.po")]
    if any(
        not (mo := po.with_suffix(".mo")).exists() or mo.stat().st_mtime < po.stat().st_mtime
        for po in texts
    ):
        compile_translations(TEXTS)
    running = serve(tmp_path_factory.mktemp("site") / "answers.db")
    yield running
    end(running)


@pytest.fixture(scope="session")
def everything(contents) -> Said:
    """The answers of "full"."""
    return answered(contents["fi"], *contents["fi"].sets)
