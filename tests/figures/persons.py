"""Somebody with all answers, as many of them as are wanted, and what each asks for."""

from pathlib import Path
from urllib.parse import urlencode

from hbself.web import paths
from tests.figures.load import request

BROWSER = {
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept": "text/html,*/*;q=0.8",
    "Accept-Language": "fi,sv;q=0.8,en;q=0.5",
}
QUESTION = "/fi/set/rights/ri1"


def somebody(contents):
    """An invented person who has answered everything with its first choices, and has three goals:
    (record, pages of their proposal, the paths of all question pages in each language).
    """
    import msgspec

    from hbself import export, settings
    from hbself.export import pdf
    from hbself.life import proposal
    from hbself.life.life import Life
    from hbself.model.said import Goal, Paper, Said

    words = contents["fi"]
    # First the set that a browser goes through: a page without an answer would be asked twice
    sets = sorted(words.sets.values(), key=lambda one: one.id not in QUESTION)
    said = _answered(words, Said(by="me", length="everything", paper=Paper(asked=True)), sets)
    wanted = Life(words, said).wants.candidates[:3]
    goals = tuple(Goal(f"goal-{n}", wish.id) for n, wish in enumerate(wanted, 1))
    said = msgspec.structs.replace(said, goals=goals)
    sets += (plans := Life(words, said).way.goal_sets.values())
    said = _answered(words, said, plans)
    made = pdf.make(
        proposal.build(Life(words, said), "2026-11-22"),
        words.texts,
        settings.folder("static") / "pictograms",
        export.Look(),
    )
    every = [step for found in sets for step in Life(words, said).steps(found)]
    return (
        said,
        pdf.page_count(made),
        [f"/{lang}/{paths.of_step(step)}" for lang in contents for step in every],
    )


def _answered(words, said, sets):
    """What somebody has said who has answered these sets as well."""
    import msgspec

    from hbself.life.life import Life
    from hbself.model.said import Answer

    for step in (step for found in sets for step in Life(words, said).steps(found)):
        choices = Life(words, said).choices(step)
        many = step.question.kind in ("many", "top")
        mine = Answer(
            options=tuple(c.id for c in choices[: 2 if many else 1]),
            text="Maalaan." if step.question.kind == "words" else "",
            by="me",
            day="2026-11-22",
        )
        said = msgspec.structs.replace(said, answers={**said.answers, step.key: mine})
    return said


def cookies(database: Path, record, count: int) -> list[str]:
    """Cookies of `count` persons with such a record each, put into the database."""
    from datetime import date

    from hbself import settings
    from hbself.keeping import records, vault
    from hbself.keeping.sqlite import SqliteStore

    store, secret = SqliteStore(database), settings.read_secret(settings.Config(database))
    return [
        f"key={vault.to_cookie(records.start(store, date.today(), 12, record), secret)}"
        for _ in range(count)
    ]


def heads(cookie: str, person: int) -> dict[str, str]:
    """What a person's browser sends: each has an address of their own behind the proxy, for limits
    count by address.
    """
    return {
        "Cookie": cookie,
        "X-Forwarded-For": f"10.0.{person // 250}.{person % 250 + 1}",
        **BROWSER,
    }


def page(cookie: str, person: int, path: str = QUESTION) -> bytes:
    return request("GET", path, heads(cookie, person))


def save(cookie: str, person: int, option: str) -> bytes:
    body = urlencode({"do": "next", "answer": option, "note": "Päätän itse."}).encode()
    more = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    return request("POST", QUESTION, heads(cookie, person) | more, body)


def paper(cookie: str, person: int) -> bytes:
    return page(cookie, person, "/fi/take/pdf")
