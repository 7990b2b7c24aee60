"""Two things at the same moment: nothing is lost, nothing outlives what it belongs to; what people
send stays in memory.
"""

import ast
import io
import subprocess
import sys
import tempfile
import threading
from datetime import date
from pathlib import Path

import msgspec
import pytest

from hbself import limits
from hbself.keeping import copies, everything, records, shares, supporters, vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.record import Keeping, Record, Share, Supporter, with_keeping, with_said
from hbself.model.said import Answer, Said
from tests.support.invented import aino
from tests.support.opening import new_card
from tests.support.persons import started
from tests.support.sharing import SAID

TODAY = date.today()


@pytest.fixture
def held(tmp_path, monkeypatch) -> SqliteStore:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    return SqliteStore(tmp_path / "answers.db")


def meanwhile(monkeypatch, held: SqliteStore, name: str, what) -> None:
    """`what` happens once, just before the store's next `name`."""
    real = getattr(held, name)

    def first(*values):
        monkeypatch.setattr(held, name, real)
        what()
        return real(*values)

    monkeypatch.setattr(held, name, first)


def link() -> Share:
    return Share(vault.new_token(), "Virtanen", ("me", "now"), TODAY.isoformat(), TODAY.isoformat())


def test_a_new_version_arrives_although_a_reader_opens_the_old_one(held, monkeypatch):
    made = link()
    copies.give(held, made, aino())
    newer = msgspec.structs.replace(aino(), intro="Uusi.")
    meanwhile(monkeypatch, held, "put", lambda: copies.open_copy(held, made.token, TODAY))
    copies.give(held, made, newer)
    assert (
        copies.open_copy(held, made.token, TODAY).intro == "Uusi."
        and copies.look(held, made.token, TODAY).opened == 2
    )


def test_what_a_supporter_saves_while_a_new_card_is_made_is_kept(held, monkeypatch):
    helper = Supporter(vault.new_token(), "Mika", TODAY.isoformat())
    supporters.start(held, helper, TODAY, 12)
    key = started(held, Record(keeping=Keeping(supporters=(helper,))), TODAY)
    old = vault.from_token(helper.token)
    meanwhile(
        monkeypatch,
        held,
        "swap",
        lambda: records.change(
            held,
            old,
            TODAY,
            12,
            lambda a: with_said(a, answers={"now.ln3": Answer(text="Juuri nyt")}),
        ),
    )
    key = everything.new_card(held, key, TODAY, 12)
    (helper,) = records.read(held, key, TODAY, 12)[0].keeping.supporters
    assert supporters.record_of(held, helper, TODAY, 12).said.answers["now.ln3"].text == "Juuri nyt"


def test_a_link_made_while_everything_is_deleted_goes_too(held, monkeypatch):
    key, made = records.start(held, TODAY, 12, SAID), link()

    def other_device() -> None:
        copies.give(held, made, aino())
        records.change(held, key, TODAY, 12, lambda a: with_keeping(a, shares=(made,)))

    meanwhile(monkeypatch, held, "swap", other_device)
    everything.delete(held, key, TODAY, 12)
    assert held.stats()[0] == []


def test_a_file_that_waits_for_a_yes_goes_with_the_old_card(person_with, app):
    owner = person_with(SAID)
    body = owner.file("take/data").data
    owner.post("bring-back", {}, status=422)
    owner.http.post("/fi/bring-back", data={"file": (io.BytesIO(body), "a.json")})
    held = app.extensions["hbself"].store
    assert {kind for kind, *_ in held.stats()[0]} == {"assessment", "brought"}
    new_card(owner)
    assert {kind for kind, *_ in held.stats()[0]} == {"assessment"}


@pytest.mark.parametrize("path", ["open", "bring-back"])
def test_what_is_sent_is_never_written_to_a_disk(client, monkeypatch, path):
    def refuse(*_, **__):
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)  # what a large file is put into
    body = io.BytesIO(b"\xff\xd8" + bytes(2_000_000))
    assert (
        client("fi")
        .http.post(
            f"/fi/{path}",
            data={"photo": (body, "a.jpg"), "file": (io.BytesIO(bytes(2_000_000)), "a.json")},
        )
        .status_code
        == 422
    )


def test_documents_are_counted_by_month_kind_and_language(person_with, app):
    owner = person_with(SAID, "sv")
    for kind in ("data", "data", "page"):
        owner.file(f"take/{kind}")
    assert app.extensions["hbself"].store.stats()[1] == [
        (f"{TODAY:%Y-%m}", "data", "sv", 2),
        (f"{TODAY:%Y-%m}", "page", "sv", 1),
    ]


def at_once(number: int, act) -> None:
    """`act(0)`, `act(1)` … in threads that begin together; what one raises is raised here."""
    ready, faults = threading.Barrier(number), []

    def run(which: int) -> None:
        try:
            ready.wait()
            act(which)
        except Exception as error:  # told in the main thread
            faults.append(error)

    threads = [threading.Thread(target=run, args=(which,)) for which in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_many_at_once_make_no_more_links_and_supporters_than_there_is_room(held):
    key = records.start(held, TODAY, 12, SAID)

    def change(how):
        return records.change(held, key, TODAY, 12, how)

    def make(which: int) -> None:
        share = link()
        with held.exclusively(key.id):  # each window has a draft of its own
            change(lambda a: with_keeping(a, draft=share))
            shares.add_link(held, key, change, share, aino(), TODAY)
        supporters.add(
            held,
            key,
            change,
            Supporter(vault.new_token(), f"Mika {which}", TODAY.isoformat()),
            (),
            TODAY,
            12,
        )

    at_once(limits.SHARES + 8, make)
    record = records.read(held, key, TODAY, 12)[0]
    assert (len(record.keeping.shares), len(record.keeping.supporters)) == (
        limits.SHARES,
        limits.SUPPORTERS,
    )
    assert {(kind, number) for kind, _, number in held.stats()[0]} == {
        ("assessment", 1 + limits.SUPPORTERS),
        ("share", limits.SHARES),
    }


@pytest.mark.parametrize("what", ["answer", "link"])
def test_who_loses_to_others_every_time_gets_through_all_the_same(held, monkeypatch, what):
    """Somebody else writes just before each of our writes, through a door of their own, as another
    process would.
    """
    key, made, beside, rivals = (
        records.start(held, TODAY, 12, Said()),
        link(),
        SqliteStore(held.path),
        [],
    )
    copies.give(held, made, aino())
    real = held.put

    def other() -> None:
        number = len(rivals)
        if what == "link":
            copies.open_copy(beside, made.token, TODAY)
        else:
            records.change(beside, key, TODAY, 12, lambda a: said(a, f"other.{number}"))

    def put(*given):
        rivals.append(threading.Thread(target=other))
        rivals[-1].start()
        rivals[-1].join(0.2)  # where it must wait for us, it comes after
        return real(*given)

    monkeypatch.setattr(held, "put", put)
    if what == "link":
        copies.give(held, made, msgspec.structs.replace(aino(), intro="Uusi."))
    else:
        records.change(held, key, TODAY, 12, lambda a: said(a, "mine"))
    for rival in rivals:
        rival.join(20)
    assert 2 <= len(rivals) <= 3
    if what == "link":
        assert copies.look(beside, made.token, TODAY).opened == len(rivals)
        assert copies.open_copy(beside, made.token, TODAY).intro == "Uusi."
    else:
        kept = records.read(beside, key, TODAY, 12)[0].said.answers
        assert set(kept) == {"mine", *(f"other.{n + 1}" for n in range(len(rivals)))}


def said(record: Record, question: str) -> Record:
    return with_said(record, answers={**record.said.answers, question: Answer(text="Juuri nyt")})


# ---- a struct that many threads meet for the first time ------------------------------------------

# Threads change places as often as they can. Each first request of a fresh worker reads one of
# these.
FIRST = """
import sys, threading
sys.setswitchinterval(1e-6)
import hbself.web.factory
from hbself.export import data
from hbself.keeping import copies, drafts, records
from hbself.model.record import Record
from hbself.model.said import Answer, Said
ways = {
    "record": lambda: records.unpack(
        records.pack(Record(Said(answers={"now.ln3": Answer(text="x")}))), Record
    ),
    "copy": lambda: records.unpack(records.pack(copies.Copy("Reijo", "2026-12-01")), copies.Copy),
    "drafts": lambda: drafts._held(drafts._encode(drafts.Held())),
    "file": lambda: data.read(
        b'{"schema":"my-own-proposal","version":3,"assessment":{},'
        b'"answers":[{"id":"now.ln3","given":{"text":"x"}}]}'
    ),
}
way, together = ways[sys.argv[1]], threading.Barrier(16)
def first():
    together.wait()
    way()
threads = [threading.Thread(target=first) for _ in range(16)]
for one in threads: one.start()
for one in threads: one.join()
"""


@pytest.mark.parametrize("way", ["record", "copy", "drafts", "file"])
def test_the_first_moment_of_a_worker_ends_no_process(way):
    """Where two threads met a struct for the first time at once, msgspec read what was not there
    yet: the worker was gone, with all that it was sending.
    """
    for _ in range(4):
        ended = subprocess.run(
            [sys.executable, "-c", FIRST, way], capture_output=True, text=True, timeout=120
        )
        assert ended.returncode == 0 and not ended.stderr, (ended.returncode, ended.stderr)


# What functions read without a decoder made before: content before the first request, an order in a
# process of one thread; Said has one (`boxed`).
ELSEWHERE = {
    "sitefile.py": "SiteFile",
    "loading.py": "_Lists if is_lists else QuestionSet",
    "making.py": "Order",
    "files.py": "Said",
    "data.py": "Said",
    "answering.py": "Answer",  # stands in Said
}


def test_decoders_are_made_while_modules_are_loaded():
    """No function makes one, and those that name a struct to read are known."""
    named = {}
    for path in sorted((Path(records.__file__).parents[1]).rglob("*.py")):
        functions = [
            one
            for one in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(one, ast.FunctionDef)
        ]
        for call in (
            one for function in functions for one in ast.walk(function) if isinstance(one, ast.Call)
        ):
            what = ast.unparse(call.func)
            if what.endswith("Decoder"):
                assert function_of(functions, call) == "boxed", path
            elif what in ("msgspec.convert", "msgspec.msgpack.decode", "msgspec.json.decode"):
                named[path.name] = ast.unparse(
                    call.keywords[0].value if call.keywords else call.args[1]
                )
    assert named == ELSEWHERE and Said in records._decoders


def function_of(functions: list[ast.FunctionDef], call: ast.Call) -> str:
    return next(one.name for one in functions if call in ast.walk(one))
