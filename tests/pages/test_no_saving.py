"""Nothing can be saved: the disk is full, the file can only be read, or it was taken away. Reading
goes on, and every page says so kindly.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import msgspec
import pytest

from hbself.keeping.sqlite import SqliteStore
from hbself.model.languages import LANGUAGES
from tests.support.full_store import refuse, room_again
from tests.support.opening import upload
from tests.support.sharing import SAID, opened, share
from tests.support.texts import t
from tests.support.whole_proposal import whole

TODAY = date.today()
NUMBER = "0420"


def full(held: SqliteStore):
    """No room, for removing either: SQLite writes what it removes into its log first."""
    refuse(held)
    held.db.execute(
        "CREATE TRIGGER IF NOT EXISTS no_room_3 BEFORE DELETE ON boxes BEGIN INSERT INTO filler"
        " VALUES (zeroblob(100000)); END"
    )

    def end() -> None:
        room_again(held)
        for number in (1, 2, 3):
            held.db.execute(f"DROP TRIGGER no_room_{number}")

    return end


def read_only(held: SqliteStore):
    """As on a disk that the system has made read-only after a fault: "attempt to write a readonly
    database".
    """
    held.db.execute("PRAGMA query_only = ON").fetchall()
    return lambda: held.db.execute("PRAGMA query_only = OFF").fetchall()


def taken_away(held: SqliteStore):
    """`mv answers.db` under the running site."""
    aside = held.path.with_name("aside")
    held.path.rename(aside)
    return lambda: aside.rename(held.path)


TROUBLE = {found.__name__: found for found in (full, read_only, taken_away)}
# Every form of the site: (its page's path, what is sent). {link}, {numbered}: links; {helper}: a
# supporter.
SAVES = {
    "bring-back/how": {"answer": "file"},
    "key": {"picture": "sun", "word": "Kissa"},
    "key/new": {},
    "key/new/card": {"code": "{coming}"},
    "delete": {},
    "who": {"answer": "helped"},
    "how-much": {"answer": "short"},
    "people/new": {"person_name": "Helmi", "do": "save"},
    "people/person-1": {"person_name": "Hilma", "do": "save"},
    "proposal": {"out": "{line}"},
    "set/now/ln1/home": {"answer": "so-so", "do": "next"},
    "set/now/ln3": {"text": "Uusi.", "do": "next"},
    "set/now/said": {},
    "share/who": {"name": "Reijo"},
    "share/what": {"answer": "strengths"},
    "share/until": {"answer": "month"},
    "share/number": {"number": ""},
    "helpers": {"name": "Ada"},
    "draft": {"page": "set/now/ln3", "tab": "tab", "turn": "1", "text": "Kesken."},
}
SAVES_MORE = {  # the same path with another button
    "back": ("shares/{link}", {"do": "back"}),
    "new": ("shares/{link}", {"do": "new"}),
    "hide": ("helpers/{helper}", {"do": "hide"}),
    # A number that can't be counted is not tried, the right one neither: else anybody could try
    # them all.
    "delete-helper": ("helpers/{helper}", {"do": "delete", "sure": "yes"}),
    "wrong-number": ("s/{numbered}", {"number": "0000"}),
    "right-number": ("s/{numbered}", {"number": NUMBER, "press": "b"}),
}
GOES_ON = {
    "open": {"code": "{code}"},
    "device": {"answer": "own"},
    "reading": {"text": "150"},
    "s/{link}": {"press": "a"},
    "s/{link}/pdf": {},
    "away": {},
}
FORMS = {path: (path, form) for path, form in SAVES.items()} | SAVES_MORE


@pytest.fixture
def owner(person_with, said_by):
    """A person with one of everything, and the names for `filled`."""
    visitor = person_with(msgspec.structs.replace(SAID, length="everything"))
    names = {"link": share(visitor), "numbered": share(visitor, number=NUMBER, reader="Sanna")}
    visitor.post("helpers", {"name": "Mika"})
    body = visitor.file("take/data").data
    upload(visitor, "bring-back", "file", body, "a.json")
    visitor.press(visitor.get("share/who"), name="Virtanen")
    visitor.post("share/what", {"answer": "now"})
    visitor.post("share/until", {"answer": "week"})
    visitor.press(visitor.get("key/new"))
    record = said_by(visitor)
    line = whole(visitor).xpath("//button[@name='out']/@value")[0]
    visitor.names = names | {
        "helper": record.keeping.supporters[0].token,
        "coming": record.keeping.coming,
        "code": record.keeping.code,
        "line": line,
    }
    return visitor


def send(visitor, path: str, form: dict):
    """The answer to a form, as it comes."""

    def fill(text):
        return text.format(**visitor.names)

    return visitor.http.post(
        visitor.address(fill(path)), data={name: fill(value) for name, value in form.items()}
    )


@pytest.mark.parametrize("name", FORMS)
def test_what_cannot_be_saved_is_told_and_works_afterwards(app, owner, said_by, name):
    path, form = FORMS[name]
    before = said_by(owner)
    for trouble in TROUBLE.values():
        end = trouble(app.extensions["hbself"].store)
        answer = send(owner, path, form)
        assert (
            answer.status_code == 503
            and ("Emme saa tätä nyt auki" if path.startswith("s/") else "Emme voineet tallentaa")
            in answer.text
        ), (trouble, answer.status_code, answer.text[:300])
        assert said_by(owner) == before
        end()
    answer = send(owner, path, form)
    assert answer.status_code in {"wrong-number": (422,), "right-number": (200,)}.get(
        name, (303, 204)
    ), (answer.status_code, answer.text[:300])


@pytest.mark.parametrize("trouble", TROUBLE)
def test_forms_that_save_nothing_go_on(app, owner, trouble):
    TROUBLE[trouble](app.extensions["hbself"].store)
    for path, form in GOES_ON.items():
        assert send(owner, path, form).status_code in (200, 303), path


@pytest.mark.parametrize("trouble", TROUBLE)
def test_pages_are_read_and_documents_made_meanwhile(app, owner, client, trouble, said_by):
    guest = client("fi")
    guest.press(guest.get(f"h/{owner.names['helper']}"))
    TROUBLE[trouble](app.extensions["hbself"].store)
    for path in (
        "",
        "map",
        "set/now/ln3",
        "set/now/said",
        "people",
        "proposal",
        "take",
        "shares",
        "shares/{link}",
        "helpers",
        "helpers/{helper}",
        "key",
        "key/new",
        "kept",
        "delete",
        "stop",
        "share/who",
        "bring-back",
        "bring-back/how",
        "away",
    ):
        owner.get(path.format(**owner.names))
    for path in ("take/data", "take/page", "take/pdf", "key/card.png"):
        assert owner.file(path).data
    for path in ("view/map", "view/set/now/ln3"):
        guest.get(path)
    assert opened(guest, owner.names["link"]).own_words()
    newcomer = client("sv")
    assert "Set-Cookie" not in newcomer.post("who", {"answer": "me"}, status=503).response.headers
    upload(client("sv"), "bring-back", "file", owner.file("take/data").data, "a.json", 503)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_can_not_be_read_says_so_and_nothing_of_saving(app, person, lang):
    """A thread that has not yet looked into the database finds it gone."""
    visitor = person(lang)
    back = taken_away(app.extensions["hbself"].store)
    with ThreadPoolExecutor(1) as anew:
        page = anew.submit(visitor.get, "map", 503).result()
    back()
    assert (
        t(lang, "We cannot open this now") in page.text
        and t(lang, "We could not save this now") not in page.text
    )
