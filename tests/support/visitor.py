"""One person's browser, for tests without a real one, and the page contract that holds on every
page it sees.

Tests fetch pages through `Visitor` only, so that no page escapes the contract.
"""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html

LANGUAGES = ("fi", "sv", "en")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Each part of the policy must be there, and nothing that lets inline code or other sites in.
POLICY = {
    "default-src 'none'",
    "img-src 'self'",
    "style-src 'self'",
    "script-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
DRAFTS = "connect-src 'self'"  # only where the page's script keeps drafts
COOKIES = {"key", "view", "device", "reading", "leaving"}
CONTROLS = "//input[not(@type='hidden')] | //textarea | //select"


class Page:
    """A page as it came: `path` (with the language), `status`, `tree` (lxml), `text` (what is
    read), `response`.
    """

    def __init__(self, path: str, response):
        self.path, self.status, self.response = path, response.status_code, response
        self.html = response.get_data(as_text=True)
        # lxml ends a text at a NUL; browsers show U+FFFD in its place.
        self.tree = lxml.html.document_fromstring(self.html.replace("\0", "\ufffd"))

    @property
    def text(self) -> str:
        """All words of the body, each run of white space as one space."""
        return _flat(self.tree.find("body").text_content())

    @property
    def h1(self) -> str:
        return _flat(self.tree.xpath("string(//h1)"))

    def all(self, where: str) -> list[str]:
        """The texts of the elements that an XPath finds; "h2" and "li.wish" will do, too."""
        return [_flat(e.text_content()) for e in self.tree.xpath(_path(where))]

    def own_words(self) -> list[str]:
        """The person's own words, exactly as they stand in quotation marks."""
        return [e.text_content() for e in self.tree.xpath("//q[@class='own']")]

    def fields(self) -> list[tuple[str, str]]:
        """What the page's form would send if nothing were touched, without a button."""
        form = next(f for f in self.tree.forms if f.xpath("ancestor::main"))
        pairs = []
        for e in form.xpath(".//input | .//textarea"):
            kind = e.get("type", "text")
            if e.tag == "textarea":
                text = e.text_content()
                # HTML drops a first line end
                pairs.append((e.get("name"), text.removeprefix("\n")))
            elif kind not in ("radio", "checkbox") or e.get("checked") is not None:
                pairs.append((e.get("name"), e.get("value", "on")))
        return pairs

    def choices(self, name: str = "answer") -> list[str]:
        """The values that can be picked in the page's form."""
        return [
            e.get("value")
            for e in self.tree.xpath("//main//input[@type='radio' or @type='checkbox']")
            if e.get("name") == name
        ]

    def action(self) -> str:
        """Where the page's form goes."""
        form = next(f for f in self.tree.forms if f.xpath("ancestor::main"))
        return form.get("action") or self.path

    def link(self, where: str) -> str:
        """The address of the one link of that place: "a.next"."""
        (found,) = self.tree.xpath(_path(where))
        return found.get("href")


class Visitor:
    """A browser with cookies of its own that keeps to one language and checks each answer that it
    gets.
    """

    def __init__(self, app, lang: str):
        self.app, self.lang, self.http = app, lang, app.test_client()
        self.static = Path(app.static_folder)

    def address(self, path: str) -> str:
        """ "map" -> "/fi/map"; an address that begins with / stays."""
        return path if path.startswith("/") else f"/{self.lang}/{path}"

    def get(self, path: str, status: int = 200, lang: str = "", **more) -> Page:
        """The page at the end of all redirects. `lang`: expected when it is not the visitor's."""
        return self._follow(
            self.address(path), self.http.get(self.address(path), **more), status, lang, **more
        )

    def post(self, path: str, data=(), status: int = 200, **more) -> Page:
        """Send a form as a browser does and follow where it leads. `data`: a dict or pairs."""
        pairs = list(data.items()) if isinstance(data, dict) else list(data)
        sent = _pairs((k, re.sub("\r\n|\r|\n", "\r\n", v)) for k, v in pairs)
        answer = self.http.post(self.address(path), data=sent, **more)
        if answer.status_code == 307:  # the same form goes on to another address
            assert _ours(path := answer.headers["Location"]) and not (
                found := list(header_faults(answer))
            ), found
            answer = self.http.post(path, data=sent, **more)
        return self._follow(self.address(path), answer, status, "")

    def press(self, page: Page, do: str = "next", status: int = 200, **changed) -> Page:
        """Fill in the page's form and press a button of it. `changed`: field -> value, or list of
        values; None empties it.
        """
        pairs = [(k, v) for k, v in page.fields() if k not in changed]
        for name, value in changed.items():
            pairs += [
                (name, v)
                for v in (value if isinstance(value, list | tuple) else [value])
                if v is not None
            ]
        return self.post(page.action(), [*pairs, ("do", do)], status)

    def file(self, path: str, status: int = 200):
        """A file's response, headers checked."""
        response = self.http.get(self.address(path))
        assert response.status_code == status, f"{path}: {response.status_code}"
        assert not (found := list(header_faults(response))), found
        return response

    def key(self) -> str:
        """The cookie with the key."""
        found = self.http.get_cookie("key")
        return found.value if found else ""

    def _follow(self, path: str, response, status: int, lang: str, **more) -> Page:
        hops = 0
        while response.status_code in (301, 302, 303, 308):
            hops += 1
            # Werkzeug names the host when it adds a slash
            where = response.headers["Location"].removeprefix("http://localhost")
            assert hops < 6 and _ours(where), f"{path}: redirected to {where}"
            assert not (found := list(header_faults(response))), f"{path}: {found}"
            path = urljoin(path, where)
            response = self.http.get(path.partition("#")[0], **more)
        assert response.status_code == status, (
            f"{path}: {response.status_code}, expected {status}:"
            f" {_flat(response.get_data(as_text=True))[:300]}"
        )
        page = Page(path, response)
        assert not (found := faults(page, lang or self.lang, self.static)), (
            f"{path} ({status}): " + "; ".join(found)
        )
        return page


def _path(where: str) -> str:
    """ "tag.class" as an XPath; an XPath stays."""
    tag, _, name = where.partition(".")
    return (
        where
        if where.startswith("//")
        else f"//{tag}" + (f"[contains(concat(' ', @class, ' '), ' {name} ')]" if name else "")
    )


def _pairs(pairs) -> dict:
    made: dict[str, list[str]] = {}
    for name, value in pairs:
        made.setdefault(name, []).append(value)
    return made


def _flat(text: str) -> str:
    return " ".join(text.split())


def _ours(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


# ---- the contract --------------------------------------------------------------------------------


def faults(page: Page, lang: str, static: Path) -> list[str]:
    """All that is wrong with a page that should be in `lang`. QR pictures are made by the site:
    their own tests fetch them.
    """
    checks = (_head, _ids, _controls, _groups, _outside, _inline, _pictures, _names, _debris)
    found = [fault for check in checks for fault in check(page.tree, page)]
    found += [
        f"picture is not there: {src}"
        for src in page.tree.xpath("//img/@src")
        if not src.split("?")[0].endswith("/qr.svg")
        and not (static / urlsplit(src).path.removeprefix("/static/")).is_file()
    ]
    if page.tree.get("lang") != lang:
        found.append(f"html lang is {page.tree.get('lang')!r}, not {lang!r}")
    return found + list(header_faults(page.response))


def header_faults(response):
    """What is wrong with the headers of an answer that is not a static file."""
    for name, value in HEADERS.items():
        if response.headers.get(name) != value:
            yield f"header {name}: {response.headers.get(name)!r}"
    drafts = response.mimetype == "text/html" and b" data-draft=" in response.get_data()
    if set(re.split(r";\s*", response.headers.get("Content-Security-Policy", ""))) != (
        POLICY | {DRAFTS} if drafts else POLICY
    ):
        yield "header Content-Security-Policy: " + response.headers.get(
            "Content-Security-Policy", "none"
        )
    if "microphone=()" not in response.headers.get("Permissions-Policy", ""):
        yield "header Permissions-Policy"
    if response.headers.get("Cache-Control") != "no-store":
        yield f"header Cache-Control: {response.headers.get('Cache-Control')!r}"
    for cookie in response.headers.getlist("Set-Cookie"):
        if not all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/")):
            yield f"cookie {cookie.partition('=')[0]}: not HttpOnly, SameSite=Lax, Path=/"
        if (name := cookie.partition("=")[0].removeprefix("__Host-")) not in COOKIES:
            yield f"cookie {name}: not one of those that the pages tell of"
        if (lasts := re.search(r"Max-Age=(\d+)", cookie)) and int(lasts[1]) > 365 * 86400:
            yield f"cookie {cookie.partition('=')[0]}: more than a year"


def _head(tree, page):
    h1 = tree.xpath("//h1")
    if len(h1) != 1 or not page.h1:
        yield f"{len(h1)} h1, the first says {page.h1!r}"
    title = _flat(tree.xpath("string(//title)"))
    names = [_flat(e.text_content()) for e in tree.xpath("//main//bdi | //main//q[@class='own']")]
    # The browser's history keeps titles
    if named := [name for name in names if len(name) > 3 and name in title]:
        yield f"title {title!r} tells {named}"
    h1 = _flat("".join(tree.xpath("//h1//text()[not(ancestor::bdi)]"))).rstrip(": ")
    if page.status == 422:  # something is missing: said first, in the title, too
        before, found, after = title.partition(": ")
        if not found or not after.startswith(h1):
            yield f"title of a page with faults: {title!r}"
        if not tree.xpath("//*[@role='alert']//a"):
            yield "faults without a summary that leads to the fields"
    elif not title.startswith(h1):
        yield f"title {title!r} does not begin with {h1!r}"
    if tree.xpath("string(//meta[@name='format-detection']/@content)") != "telephone=no":
        yield "iPhones make codes, sums and days into telephone links"
    levels = [
        int(e.tag[1])
        for e in tree.xpath(
            "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
        )
    ]
    if levels[:1] != [1]:
        yield f"the first heading is h{levels[:1]}"
    yield from (f"heading h{b} after h{a}" for a, b in pairwise(levels) if b > a + 1)
    if not page.response.headers.get("Content-Type", "").startswith("text/html; charset=utf-8"):
        yield "content type"


def _ids(tree, page):
    ids = Counter(tree.xpath("//@id"))
    yield from (f"id {i!r} stands {n} times" for i, n in ids.items() if n > 1)
    yield from (f"id {i!r} has a space" for i in ids if re.search(r"\s", i))
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        targets = (t for value in tree.xpath(f"//@{attribute}") for t in value.split())
        yield from (f"{attribute}={t!r} leads nowhere" for t in targets if t not in ids)
    yield from (
        f"link {href!r} leads nowhere"
        for href in tree.xpath("//a/@href")
        if href.startswith("#") and href[1:] not in ids
    )


def _controls(tree, page):
    labelled = set(tree.xpath("//label/@for"))
    for e in tree.xpath(CONTROLS):
        around = e.xpath("ancestor::label")
        if not around and e.get("id") not in labelled and not e.get("aria-label"):
            yield f"field {e.get('name')!r} has no label"
        if not e.get("name"):
            yield "field without a name"
    for label in tree.xpath("//label"):
        inside = label.xpath(".//input | .//textarea | .//select")
        if not _flat(label.text_content()) or (len(inside) != 1 and not label.get("for")):
            yield f"label {_flat(label.text_content())!r} has {len(inside)} fields"


def _groups(tree, page):
    for e in tree.xpath("//fieldset"):
        first = next(iter(e), None)
        if first is None or first.tag != "legend" or not _flat(first.text_content()):
            yield "fieldset does not begin with a legend"
    for e in tree.xpath("//input[@type='radio' and not(ancestor::fieldset)]"):
        yield f"radio {e.get('name')!r} stands in no fieldset"
    for e in tree.xpath("//form"):
        if e.get("method", "").lower() != "post":
            yield "a form that is not POST"


def _outside(tree, page):
    """No page loads or sends anything elsewhere. Only the accessibility statement links out, as Act
    306/2019 asks: to who supervises it, and to where feedback goes.
    """
    for attribute in ("src", "href", "action", "srcset", "data", "poster", "formaction"):
        for e in tree.xpath(f"//*[@{attribute}]"):
            statement = (
                e.tag == "a"
                and page.path.endswith("/accessibility")
                and e.get("href").startswith(("https://", "mailto:", "tel:"))
            )
            if not _ours(e.get(attribute)) and not statement:
                yield f"outside address {e.get(attribute)!r}"


def _inline(tree, page):
    yield from (
        "inline script"
        for e in tree.xpath("//script")
        if not e.get("src") or _flat(e.text_content())
    )
    yield from ("inline style" for _ in tree.xpath("//style | //@style"))
    yield from (
        f"inline handler {name}"
        for e in tree.iter("*")
        for name in e.attrib
        if name.startswith("on")
    )
    yield from (
        f"element {e.tag}"
        for e in tree.xpath("//iframe | //object | //embed | //base | //meta[@http-equiv]")
    )


def _pictures(tree, page):
    yield from (f"img without alt: {e.get('src')}" for e in tree.xpath("//img[not(@alt)]"))


def _names(tree, page):
    for e in tree.xpath("//a | //button | //summary"):
        if not _flat(e.text_content()):
            yield f"{e.tag} without words"
    yield from (f"tabindex {v}" for v in tree.xpath("//@tabindex") if v not in ("0", "-1"))


def _debris(tree, page):
    """Words that only a slip in a template leaves; what the person wrote (a name in a hidden text,
    too) is no slip.
    """
    text = " ".join(
        t
        for t in tree.xpath(
            "//body//text()[not(ancestor::q or ancestor::textarea or ancestor::bdi or"
            " ancestor::span[@class='hidden'])]"
        )
        if t.strip()
    )
    yield from (
        f"debris {d!r}"
        for d in ("%(", "{{", "{%", "None", "Undefined")
        if re.search(rf"(?<!\w){re.escape(d)}", text)
    )


def posts(app) -> list[str]:
    """The address of each form of the site."""
    found = [rule.rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    return sorted(
        rule.replace("<any(fi, sv, en):lang>", "en").replace("<", "").replace(">", "")
        for rule in found
    )
