"""Another site, and one beside this one under the same domain, swap nobody's key and say nothing
about their device.

In a real browser with two sites; the second half over https, with a certificate of the test's own.
"""

import http.client
import ssl
import threading
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from hbself.keeping import vault
from tests.support.acts import CROSSING
from tests.support.browser import code_of, go, launch_options, path_of, press
from tests.support.people import answered, fresh
from tests.support.serving import hand_in, secret_of
from tests.support.texts import t

OURS, BESIDE = "oma.site.example", "paha.site.example"


def key_in(page) -> str:
    return next(
        (c["value"] for c in page.context.cookies() if c["name"].removeprefix("__Host-") == "key"),
        "",
    )


# ---- a link on a page of another site ------------------------------------------------------------


@pytest.fixture
def lured(come, site, contents):
    """`lured("fi", way, key)`: somebody at another site's page that leads to `/open#CODE` of the
    other's answers; gives (page, the other's code).
    """

    def begin(lang: str, way: str, key: str = "", **more):
        code = code_of(site, hand_in(site, fresh()))
        page = come(lang, key, others=(CROSSING,), **more)
        address = f"{site.address}/{lang}/open#{code}"
        script = f'<script>location.href = "{address}"</script>' if way == "by itself" else ""
        body = f'<!doctype html><title>x</title><a href="{address}">x</a>{script}'
        page.route(
            f"{CROSSING}/**", lambda route: route.fulfill(body=body, content_type="text/html")
        )
        page.goto(f"{CROSSING}/")
        if way == "link":
            page.get_by_role("link").click()
        page.wait_for_url("**/open*")
        page.wait_for_load_state()
        return page, code

    return begin


@pytest.mark.parametrize("way", ["link", "by itself"])
@pytest.mark.parametrize("lang", ["fi", "en"])
def test_a_link_of_another_site_swaps_no_key(lured, site, contents, lang, way):
    mine = hand_in(site, answered(contents["fi"], "autonomy"))
    page, code = lured(lang, way, mine)
    assert path_of(page) == "open" and "#" not in page.url and key_in(page) == mine, (
        "nobody has pressed"
    )
    assert "".join(page.locator(f"#group{i}").input_value() for i in range(4)) == code
    assert page.get_by_text(t(lang, "Your key is here now. Press: Open my answers.")).is_visible()
    press(page, t(lang, "Open my answers"))
    assert page.locator(".code").inner_text().replace(" ", "").replace("\n", "") == code_of(
        site, mine
    )
    assert vault.from_cookie(key_in(page)) == vault.from_cookie(mine) and code not in page.url
    press(page, t(lang, "Stay here"), "link")
    assert vault.from_cookie(key_in(page)) == vault.from_cookie(mine)


def test_a_newcomer_is_not_signed_in_unasked(lured, site):
    page, code = lured("fi", "by itself")
    assert key_in(page) == ""
    press(page, t("fi", "Open my answers"))
    assert (
        path_of(page) == "device"
        and page.get_by_role(
            "heading", name=t("fi", "You opened the answers with this card")
        ).is_visible()
    )


def test_without_scripts_the_link_fills_in_nothing(lured):
    page, _ = lured("fi", "link", java_script_enabled=False)
    assert path_of(page) == "open" and page.locator("#group0").input_value() == ""


# ---- a site beside this one, over https ----------------------------------------------------------


def certificate(folder) -> ssl.SSLContext:
    """A certificate for the names of this test, signed by itself."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "site.example")]),
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now() - timedelta(2))
        .not_valid_after(datetime.now() + timedelta(2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("*.site.example")]), False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "both.pem").write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context


def before(site, planted: list[str]) -> type[BaseHTTPRequestHandler]:
    """What answers for the site, and for the one beside it."""

    class Before(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.headers["Host"].startswith(BESIDE):
                self.send_response(200)
                for cookie in planted:
                    self.send_header("Set-Cookie", cookie)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            line = http.client.HTTPConnection("127.0.0.1", int(site.address.rpartition(":")[2]))
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            heads = dict(self.headers.items()) | {
                "X-Forwarded-Proto": "https",
                "X-Forwarded-Host": self.headers["Host"],
                "X-Forwarded-For": "2001:db8:55::1",
                "Connection": "close",
            }
            line.request(self.command, self.path, body, heads)
            answer = line.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(*_):
            pass

    return Before


@pytest.fixture
def proxy(site, tmp_path):
    """A web server with https before the site, which also answers for a site beside it. Gives
    (port, planted): the cookies that the other one sets.
    """
    planted: list[str] = []

    server = ThreadingHTTPServer(("127.0.0.1", 0), before(site, planted))
    server.socket = certificate(tmp_path).wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, planted
    server.shutdown()
    server.server_close()


@pytest.fixture
def secure_window(playwright, proxy):
    """A page of a browser for which both sites stand under one domain, over https."""
    options = launch_options(playwright)
    options["args"] += [f"--host-resolver-rules=MAP *.site.example 127.0.0.1:{proxy[0]}"]
    running = playwright.chromium.launch(**options)
    context = running.new_context(locale="fi", ignore_https_errors=True, base_url=f"https://{OURS}")
    yield context.new_page()
    running.close()


def test_a_site_beside_this_one_plants_no_key_and_no_device(secure_window, proxy, site):
    page, (_, planted) = secure_window, proxy
    theirs = hand_in(site, fresh())
    for name, value in (
        ("key", theirs),
        ("view", theirs),
        ("device", "own"),
        ("reading", "small.200.dark.off.slow.yes"),
    ):
        planted += [
            f"{name}={value}; Domain=site.example; Path=/; Secure",
            f"__Host-{name}={value}; Domain=site.example; Path=/; Secure",
        ]
    page.goto(f"https://{BESIDE}/")
    assert {c["name"] for c in page.context.cookies() if "site.example" in c["domain"]} == {
        "key",
        "view",
        "device",
        "reading",
    }, "planted; no __Host- among them"
    go(page, "fi", "map")
    assert path_of(page) == "", "nobody's answers are open"
    go(page, "fi", "who")
    page.get_by_role("radio").first.check()
    press(page, t("fi", "Next"))
    assert page.get_by_role("radio", checked=True).count() == 0, (
        "whose device it is has nobody said"
    )
    found = {c["name"]: c for c in page.context.cookies()}
    assert found["__Host-key"]["expires"] == -1 and found["__Host-key"]["secure"]
    assert vault.from_cookie(found["__Host-key"]["value"]) != vault.from_cookie(theirs)
    assert vault.cookie_use(found["__Host-key"]["value"], secret_of(site)) == "new"
    page.get_by_role("radio").last.check()  # a shared device
    press(page, t("fi", "Next"))
    go(page, "fi", "device")
    assert page.locator("input[value=shared]").is_checked()


def test_what_was_planted_over_a_key_that_is_there_changes_nothing(secure_window, proxy, site):
    page, (_, planted) = secure_window, proxy
    go(page, "fi", "who")
    page.get_by_role("radio").first.check()
    press(page, t("fi", "Next"))
    page.get_by_role("radio").last.check()
    press(page, t("fi", "Next"))
    mine = key_in(page)
    planted += [
        f"{name}={value}; Domain=site.example; Path=/fi; Secure"
        for name, value in (("key", hand_in(site, fresh())), ("device", "own"))
    ]
    page.goto(f"https://{BESIDE}/")
    go(page, "fi", "key")
    press(page, t("fi", "Save"))
    now = next(c for c in page.context.cookies() if c["name"] == "__Host-key")
    assert vault.from_cookie(now["value"]) == vault.from_cookie(mine) and now["expires"] == -1
