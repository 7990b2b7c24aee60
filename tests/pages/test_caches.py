"""Nothing of what comes from outside stays in memory."""

import ast
import gc
import re
import tracemalloc

import pytest

from hbself.web import i18n
from tests.support.places import ROOT

# All caches of the package: what their keys are made of. A new one needs a line here, and a reason
# why it stays small.
CACHES = {
    "web.i18n._reading": "a cookie of at most LONGEST characters; 1,024 of them",
    "web.i18n.Templates._copies": "languages, and the two lengths of words that are marked",
    "web.i18n.Templates._parts": "our own templates",
    "keeping.cards.names": "languages",
    "content.loading.Content._questions": "our own questions",
    "content.loading.load": "settings",
    "web.assets.with_files.reply": "our own files",
    "web.assets.pictures.picture": "our pictures and ways of reading; 4,096 of them",
    "web.security.policy": "views, and the situations of their pages",
    "web.visit.Visit.today": "goes with the request",
    "work.lines.around": "networks, as lines.network has them; 5,000 of them",
    "export.page._data_uri": "our own pictures",
    "export.page._template": "nothing",
    "export.fonts.found": "nothing",
    "export.fonts.main_letters": "nothing",
    "export.fonts.holders": "nothing",
    "export.fonts.covers": "nothing",
    "export.fonts._ranges": "our fonts",
    "export.breaks._letter": "single signs; 4,096 of them",
    "export.breaks._parts": "single signs; 4,096 of them",
    "export.wordfit._letter": "single signs; 4,096 of them",
    "life.life.Life._told": "goes with the request",
    "life.life.Life.people": "goes with the request",
    "life.life.Life.answered": "goes with the request",
    **{
        f"life.wants.Wants.{name}": "goes with the request"
        for name in ("_may_wish", "low", "asked_about", "wishes", "candidates", "goals")
    },
    **{
        f"life.way.Way.{name}": "goes with the request"
        for name in ("sets", "more", "goal_sets", "_of_goals")
    },
    **{
        f"content.loading.Content.{name}": "our own questions"
        for name in ("about_goals", "on_proposal", "of_another")
    },
    "content.loading.Content._taking": "our own questions",
    "model.words.Question.options": "our own questions",
    "model.words.Question.low": "our own questions",
    "model.words.Question.alone": "our own questions",
    "model.words.Question.own_sections": "our own questions",
    "life.lacks.answers_behind.said": "goes with the page",
    "export.pdf._picture": "our own pictures",
}


@pytest.mark.parametrize(
    "how",
    [
        {"HTTP_HOST": "x" * 300},
        {"PATH_INFO": "/en//" + "x" * 700},
        {"PATH_INFO": "/en/set/now/" + "ä" * 700},
    ],
)
def test_no_host_and_no_address_is_longer_than_ours(app, how):
    """The standard library remembers the last addresses that it has taken apart, however long they
    are.
    """
    answer = app.test_client().get("/en/reading", environ_overrides=how)
    assert answer.status_code == 404 and "<h1>" in answer.text and "Location" not in answer.headers


def test_each_cache_is_known_and_small():
    found = set()
    for path in sorted((ROOT / "hbself").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "hbself").with_suffix("").parts)

        def look(node, names, module=module):
            for one in ast.iter_child_nodes(node):
                inner = (
                    (*names, one.name) if isinstance(one, ast.ClassDef | ast.FunctionDef) else names
                )
                text = ast.unparse(one) if isinstance(one, ast.Attribute | ast.Name) else ""
                if re.fullmatch(r"(functools\.)?(lru_cache|cache|cached_property)", text):
                    found.add(f"{module}.{'.'.join(names)}" if names else module)
                look(one, inner)

        look(ast.parse(path.read_text("utf-8")), ())
    assert found == set(CACHES)


def test_strange_cookies_and_heads_leave_nothing_in_memory(app):
    browser = app.test_client(use_cookies=False)

    def visits(number: int) -> None:
        for n in range(number):
            long = f"{n}." + "x" * 30_000
            for head in (
                "HTTP_COOKIE",
                "HTTP_ACCEPT_LANGUAGE",
                "HTTP_USER_AGENT",
                "HTTP_REFERER",
                "HTTP_X_FORWARDED_FOR",
            ):
                browser.get(
                    "/en/reading",
                    environ_overrides={head: f"reading={long}" if head == "HTTP_COOKIE" else long},
                )

    visits(3)
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        visits(20)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 300_000, f"{grown} bytes stay of 3,000,000 that were sent"
    assert (
        i18n.reading("x" * 300_000) == i18n.Reading()
        and len(i18n.Reading("small", "100", "device", "press", "normal", "yes").cookie())
        <= i18n.LONGEST
    )
