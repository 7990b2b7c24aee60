"""What the tests of the engines share: each engine is started once, each person has a browser of
their own.
"""

import itertools
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.engines.driven import Driven
from tests.engines.engines import STARTS


def pytest_addoption(parser):
    parser.addoption(
        "--shots",
        type=Path,
        metavar="FOLDER",
        help="put pictures of the pages into this folder, the engines side by side",
    )


@pytest.fixture(scope="session")
def shots(request) -> Path | None:
    """The folder for pictures, if somebody wants them."""
    folder = request.config.getoption("--shots")
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def engines():
    """`engines("webkit")`: what begins a browser with this engine inside. It runs from when it is
    first asked for.
    """
    running: dict = {}
    with ExitStack() as at_the_end:

        def begin(name: str):
            if name not in running:
                running[name] = at_the_end.enter_context(STARTS[name]())
            return running[name]

        yield begin


@pytest.fixture
def sits_down(engines, site, tmp_path):
    """`sits_down("firefox", "sv")`: somebody with a new browser. `at`: another address of the site;
    `hands`, `proxy` and `forced` as in the drivers.
    """
    opened: list[Driven] = []
    numbers = itertools.count()

    def begin(name: str, lang: str = "fi", hands: str = "pointer", at: str = "", **more) -> Driven:
        one = engines(name)(
            at or site.address, lang, tmp_path / f"files-{next(numbers)}", hands, **more
        )
        opened.append(one)
        return one

    yield begin
    for one in opened:
        one.close()
