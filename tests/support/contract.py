"""The contract that every page keeps: heads, words, forms, and nothing from elsewhere."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.outside import IN_ANY

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


def flat(text: str) -> str:
    return " ".join(text.split())


def stays_here(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def faults(page, lang: str, static: Path) -> list[str]:
    """All that is wrong with a page that should be in `lang`. QR pictures are made by the site:
    their own tests fetch them.
    """
    checks = (
        _head,
        _ids,
        _controls,
        _groups,
        _outside,
        _inline,
        _pictures,
        _names,
        _debris,
        _joints,
    )
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
    title = flat(tree.xpath("string(//title)"))
    names = [flat(e.text_content()) for e in tree.xpath("//main//bdi | //main//q[@class='own']")]
    # The browser's history keeps titles
    if named := [name for name in names if len(name) > 3 and name in title]:
        yield f"title {title!r} tells {named}"
    h1 = flat("".join(tree.xpath("//h1//text()[not(ancestor::bdi)]"))).rstrip(": ")
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
        if not flat(label.text_content()) or (len(inside) != 1 and not label.get("for")):
            yield f"label {flat(label.text_content())!r} has {len(inside)} fields"


def _groups(tree, page):
    for e in tree.xpath("//fieldset"):
        first = next(iter(e), None)
        if first is None or first.tag != "legend" or not flat(first.text_content()):
            yield "fieldset does not begin with a legend"
    for e in tree.xpath("//input[@type='radio' and not(ancestor::fieldset)]"):
        yield f"radio {e.get('name')!r} stands in no fieldset"
    for e in tree.xpath("//form"):
        if e.get("method", "").lower() != "post":
            yield "a form that is not POST"


def _outside(tree, page):
    """No page loads or sends anything elsewhere. Only two things link out: the accessibility
    statement, as Act 306/2019 asks: to who supervises it, and to where feedback goes; and the help
    lines that a site names.
    """
    for attribute in ("src", "href", "action", "srcset", "data", "poster", "formaction"):
        for e in tree.xpath(f"//*[@{attribute}]"):
            statement = (
                e.tag == "a"
                and (
                    page.path.endswith("/accessibility")
                    or e.xpath("ancestor::ul[@class='help-lines']")
                )
                and e.get("href").startswith(("https://", "mailto:", "tel:"))
            )
            if not stays_here(e.get(attribute)) and not statement:
                yield f"outside address {e.get(attribute)!r}"


def _inline(tree, page):
    yield from (
        "inline script"
        for e in tree.xpath("//script")
        if not e.get("src") or flat(e.text_content())
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
        if not flat(e.text_content()):
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


def _joints(tree, page):
    """Long words are marked in the words of the site only, and in nothing but text."""
    for e in tree.xpath("//i[ancestor::q or ancestor::bdi[not(@class='ours')]]"):
        yield f"mark in words that are not ours: {e.text_content()!r}"
    for e in tree.xpath("//i[not(ancestor::i)]"):
        if not flat(e.text_content()) or e.xpath(".//*[not(self::i)] | .//i[node()]"):
            yield f"mark that is none: {e.text_content()!r}"
    said = [*tree.xpath("//@*"), *(e.text_content() for e in tree.xpath("//title | //textarea"))]
    yield from (f"mark where no text is: {one!r}" for one in said if re.search("</?i>", one))


def posts(app) -> list[str]:
    """The address of each form of the site."""
    found = [rule.rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    found = [rule.replace("reading/<name>", "reading/text") for rule in found]
    return sorted(rule.replace(IN_ANY, "en").replace("<", "").replace(">", "") for rule in found)
