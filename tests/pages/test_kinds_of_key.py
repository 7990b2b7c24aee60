"""A key opens only what it was made for; cookies over https, and those of before."""

import re

import pytest

from hbself import settings
from hbself.keeping import vault
from hbself.model.record import Keeping, Record
from hbself.model.said import Answer, Said
from hbself.web.factory import create_app
from tests.pages.conftest import WORDS
from tests.support.opening import TOLD

# ---- kinds of key --------------------------------------------------------------------------------


@pytest.fixture
def both(two_links, client, person_with, app):
    """A person's cookie and a supporter's."""
    helper = client("fi")
    helper.press(helper.get(f"h/{two_links[0]}"))
    return person_with(TOLD).key(), helper.http.get_cookie("view").value


def old(value: str, app) -> str:
    """The same cookie as the first release sealed it."""
    body = value.partition(".")[0]
    return f"{body}.{vault._our_seal(body, app.extensions['hbself'].secret, '')}"


@pytest.mark.parametrize("release", ["now", "first"])
def test_a_key_opens_only_what_it_was_made_for(both, client, app, release):
    person, view = both if release == "now" else [old(value, app) for value in both]
    wrong = client("fi")
    wrong.http.set_cookie("key", view)
    assert wrong.get("map", 410).path == "/fi/map"
    before = (
        app.extensions["hbself"]
        .store.db.execute("SELECT * FROM boxes ORDER BY id, kind")
        .fetchall()
    )
    for path in (
        "key/new",
        "key",
        "delete",
        "device",
        "how-much",
        "bring-back/how",
        "helpers",
        "draft",
    ):
        wrong.http.set_cookie("key", view)
        assert wrong.http.post(
            f"/fi/{path}", data={"answer": "own", "picture": "key", "name": "x", "page": "key"}
        ).status_code in (409, 404)
    wrong = client("fi")
    wrong.http.set_cookie("view", person)
    wrong.get("view/map", status=410)
    wrong.post("view/how-much", {"answer": "short"}, status=410)
    assert (
        app.extensions["hbself"]
        .store.db.execute("SELECT * FROM boxes ORDER BY id, kind")
        .fetchall()
        == before
    )


def test_cookies_of_the_first_release_open_what_they_were_for(both, client, app):
    visitor = client("fi")
    for name, value in zip(("key", "view"), both, strict=True):
        visitor.http.set_cookie(name, old(value, app))
    visitor.get("map")
    visitor.get("view/map")
    assert [
        vault.cookie_use(visitor.http.get_cookie(name).value, app.extensions["hbself"].secret)
        for name in ("key", "view")
    ] == ["new", "view"]


# ---- cookies over https --------------------------------------------------------------------------

HTTPS = {
    "X-Forwarded-Host": "oma.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "2001:db8::7",
    "Origin": "https://oma.example",
}


@pytest.fixture
def secure(tmp_path, monkeypatch):
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    app = create_app(settings.Config(database=tmp_path / "secure.db", proxies=1))
    http = app.test_client()
    http.set_cookie("leftover", "1", domain="oma.example")

    def ask(path, data=None):
        return http.open(
            f"/fi/{path}",
            base_url="https://oma.example",
            headers=HTTPS,
            method="POST" if data is not None else "GET",
            data=data,
        )

    return app, http, ask


def lasting(answer, name: str = "__Host-key") -> bool:
    return any(
        c.startswith(f"{name}=") and "Max-Age" in c for c in answer.headers.getlist("Set-Cookie")
    )


def test_over_https_no_other_site_can_say_whose_device_it_is(secure):
    app, http, ask = secure
    http.set_cookie("device", "own", domain="oma.example")  # planted by a site beside this one
    for answer in (
        ask("who", {"answer": "me"}),
        ask("how-much", {"answer": "short"}),
        ask("set/now/ln3", {"text": "Uin.", "do": "next"}),
    ):
        assert answer.status_code == 303 and not lasting(answer)
    assert b"checked" not in ask("device").data
    assert lasting(ask("device", {"answer": "own"})) and lasting(
        ask("device", {"answer": "own"}), "__Host-device"
    )
    names = {
        re.match("[^=]+", c)[0]
        for c in ask("reading", {"do": "next", "text": "150"}).headers.getlist("Set-Cookie")
    }
    assert "__Host-reading" in names and "reading" not in names


def test_names_from_before_are_read_once_and_moved(secure):
    app, http, ask = secure
    ask("who", {"answer": "me"})
    key = http.get_cookie("__Host-key", domain="oma.example").value
    http.set_cookie("__Host-key", old(key, app), domain="oma.example", secure=True)
    http.set_cookie("device", "own", domain="oma.example")
    http.set_cookie("reading", "small.150.dark.on.normal.no", domain="oma.example")
    answer = ask("map")
    assert b'data-text="150"' in answer.data
    assert (
        lasting(answer) and lasting(answer, "__Host-device") and lasting(answer, "__Host-reading")
    )
    assert (
        http.get_cookie("device", domain="oma.example") is None
        and http.get_cookie("reading", domain="oma.example") is None
    )
    assert b'data-text="150"' in ask("map").data and lasting(ask("how-much", {"answer": "short"}))
    ask("away", {"do": "have"})
    assert {
        name
        for name in ("__Host-key", "__Host-device")
        if http.get_cookie(name, domain="oma.example")
    } == set()


def test_a_record_with_a_supporters_name_is_never_a_persons(person_with, client):
    """Whatever its cookie says."""
    wrong = person_with(
        Record(Said(answers={"now.ln3": Answer(text=WORDS)}), Keeping(supporter="Mika"))
    )
    wrong.get("map", 410)
