"""One person's browser, for tests without a real one, which looks at every page that it gets
(contract.py).

Tests fetch pages through `Visitor` only, so that no page escapes the contract.
"""

import re
from pathlib import Path
from urllib.parse import urljoin

import lxml.html

from tests.support.contract import faults, flat, header_faults, stays_here


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
        return flat(self.tree.find("body").text_content())

    @property
    def h1(self) -> str:
        return flat(self.tree.xpath("string(//h1)"))

    def all(self, where: str) -> list[str]:
        """The texts of the elements that an XPath finds; "h2" and "li.entry" will do, too."""
        return [flat(e.text_content()) for e in self.tree.xpath(place(where))]

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

    def action_of(self, do: str) -> str:
        """Where a button of the page's form sends it."""
        buttons = self.tree.xpath("//main//form//button[@name='do'][@formaction]")
        elsewhere = [one.get("formaction") for one in buttons if one.get("value") == do]
        return elsewhere[0] if len(elsewhere) == 1 else self.action()

    def link(self, where: str) -> str:
        """The address of the one link of that place: "a.next"."""
        (found,) = self.tree.xpath(place(where))
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
            assert stays_here(path := answer.headers["Location"]) and not (
                found := list(header_faults(answer))
            ), found
            answer = self.http.post(path, data=sent, **more)
        return self._follow(self.address(path), answer, status, "")

    def press(self, page, do: str = "next", status: int = 200, **changed) -> Page:
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
        return self.post(page.action_of(do), [*pairs, ("do", do)], status)

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
            assert hops < 6 and stays_here(where), f"{path}: redirected to {where}"
            assert not (found := list(header_faults(response))), f"{path}: {found}"
            path = urljoin(path, where)
            response = self.http.get(path.partition("#")[0], **more)
        assert response.status_code == status, (
            f"{path}: {response.status_code}, expected {status}:"
            f" {flat(response.get_data(as_text=True))[:300]}"
        )
        page = Page(path, response)
        assert not (found := faults(page, lang or self.lang, self.static)), (
            f"{path} ({status}): " + "; ".join(found)
        )
        return page


def place(where: str) -> str:
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
