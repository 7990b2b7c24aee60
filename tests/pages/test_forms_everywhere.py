"""Forms work wherever the site is reached: by a name in a workshop's network without https, behind
a proxy, with old browsers.

No browser says "Sec-Fetch-Site" over http to another computer, and none before 2023 says it at all.
Then the site goes by Origin, which browsers make "null" under a policy that hides where one comes
from.
"""

import pytest

from hbself import settings
from hbself.web.factory import create_app
from tests.support.visitor import Visitor

# ---- heads, as browsers send them ----------------------------------------------------------------

OURS = "https://room.example:8443"
PROXY = {
    "X-Forwarded-Host": "room.example:8443",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "2001:db8::7",
}


@pytest.fixture
def behind(tmp_path, monkeypatch) -> Visitor:
    """Somebody at a site behind a proxy with https and a port of its own."""
    app = create_app(settings.Config(database=tmp_path / "answers.db", proxies=1))
    return Visitor(app, "fi")


@pytest.mark.parametrize(
    ("heads", "status"),
    [
        ({"Origin": OURS}, 303),
        ({"Referer": f"{OURS}/fi/who"}, 303),
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": OURS}, 303),
        ({"Origin": "null"}, 403),
        ({"Origin": "null", "Referer": f"{OURS}/fi/who"}, 403),
        ({"Origin": "https://room.example"}, 403),
        ({"Origin": "http://room.example:8443"}, 403),
        ({"Origin": "https://room.example:84"}, 403),
        ({"Origin": "https://room.example:8443.example.org"}, 403),
        ({"Referer": "https://room.example:8443.example.org/"}, 403),
        ({"Referer": "https://example.org/https://room.example:8443/"}, 403),
        ({"Origin": "https://room.example:8443@example.org"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": OURS}, 403),
    ],
)
def test_behind_a_proxy_with_https_and_a_port(behind, heads, status):
    assert (
        behind.http.post("/fi/who", data={"answer": "me"}, headers=PROXY | heads).status_code
        == status
    )


@pytest.mark.parametrize(
    ("heads", "status"),
    [
        ({"Origin": "http://localhost"}, 303),
        ({"Referer": "http://localhost/fi/who"}, 303),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "http://localhost:8000"}, 403),
        ({"Referer": "http://localhost:8000/fi/who"}, 403),
        ({"Referer": "http://another.example/"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_old_browsers_without_a_proxy(client, heads, status):
    assert (
        client("fi").http.post("/fi/who", data={"answer": "me"}, headers=heads).status_code
        == status
    )


@pytest.mark.parametrize(
    "name", ["localhost", "192.0.2.7:8000", "[2001:db8::7]:8000", "xn--hyv-sla.example"]
)
def test_any_name_that_the_site_is_called_by(client, name):
    assert (
        client("fi")
        .http.post(
            "/fi/who", data={"answer": "me"}, headers={"Host": name, "Origin": f"http://{name}"}
        )
        .status_code
        == 303
    )


def test_nothing_of_the_site_asks_for_https():
    """What a browser gives only over https is not used: then nothing has to be offered in one place
    and hidden in another.
    """
    scripts = [path.read_text("utf-8") for path in settings.folder("static").glob("js/*.js")]
    assert scripts
    assert not [
        name
        for name in (
            "clipboard",
            "mediaDevices",
            "getUserMedia",
            "serviceWorker",
            "crypto.subtle",
            "navigator.share",
            "wakeLock",
            "isSecureContext",
            "randomUUID",
        )
        if any(name in script for script in scripts)
    ]


def test_over_https_and_without_the_cookies_have_their_names(behind):
    answer = behind.http.post("/fi/who", data={"answer": "me"}, headers=PROXY | {"Origin": OURS})
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-key=") and "Secure" in cookie
    answer = behind.http.post(
        "/fi/who", data={"answer": "me"}, headers={"Origin": "http://localhost"}
    )
    assert answer.headers["Set-Cookie"].startswith("key=")
