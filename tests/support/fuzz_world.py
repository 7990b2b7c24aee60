"""A site that the fuzz asks for pages, with people in it, and requests that are half right."""

import contextlib
import io
import random
import re
from datetime import date, timedelta
from urllib.parse import quote

import lxml.html

from hbself import settings
from hbself.keeping import boxes, copies, records, supporters, vault
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model.record import Keeping, Record, Share, Supporter
from hbself.model.said import Person, Said
from tests.support import fuzz
from tests.support.people import answered
from tests.support.persons import started

TODAY = date.today()
TEMPLATES = settings.folder("templates")
FIELDS = sorted(
    set(
        re.findall(
            r'\bname="([a-z_]+)"', "".join(p.read_text("utf-8") for p in TEMPLATES.rglob("*.html"))
        )
    )
    | {
        "out",
        "in",
        "up",
        "down",
        "mark",
        "page",
        "tab",
        "turn",
        "drafted",
        "own0",
        "own4",
        "group0",
        "group3",
        "to",
        "to_day",
        "language",
        "text_size",
    }
)
BUTTONS = (
    "next",
    "back",
    "stop",
    "leave",
    "unknown",
    "skipped",
    "add",
    "save",
    "new",
    "away",
    "take-back",
    "delete",
    "yes",
    "no",
    "here",
    "file",
)


class World:
    """A site with a person who has answered, a link, a supporter; and a bystander whom nobody may
    harm.
    """

    def __init__(self, app, contents):
        self.app, self.store, self.secret = (
            app,
            app.extensions["hbself"].store,
            app.extensions["hbself"].secret,
        )
        until = (TODAY + timedelta(30)).isoformat()
        self.share, self.helper = (
            Share(vault.new_token(), "Virtanen", ("now", "me"), until, TODAY.isoformat()),
            Supporter(vault.new_token(), "Mika", TODAY.isoformat(), printed=True),
        )
        self.said = answered(contents["fi"], "now", "change")
        self.words = contents["fi"]
        steps = [
            step
            for one in contents["fi"].sets.values()
            for step in Life(contents["fi"], self.said).steps(one)
        ]
        self.known, self.values = self._said(steps)
        self.bystander = records.start(self.store, TODAY, 12, self.said)
        self.renew()

    def _said(self, steps: list) -> tuple[dict[str, list[str]], list[str]]:
        """What stands in addresses, by the name of the part; what stands in forms."""
        known = {
            "set_id": [*self.words.sets],
            "question_id": [s.question.id for s in steps],
            "about": [s.about for s in steps if s.about] or ["home"],
            "token": [self.share.token, self.helper.token],
            "kind": ["word", "page", "data"],
            "lang": ["fi", "sv", "en"],
            "then": ["take", "share", "proposal"],
            "step": ["who", "what", "until", "number"],
            "person_id": ["person-1"],
            "number": ["1"],
        }
        values = [
            *BUTTONS,
            *(o.id for s in steps[:40] for o in s.question.option),
            "me",
            "helped",
            "own",
            "shared",
            "everything",
            "2026-12-24",
            "1234",
            "kept",
            "on",
        ]
        return known, values

    def renew(self) -> None:
        """The person, the link and the supporter anew: the fuzz may have ended them."""
        with contextlib.suppress(copies.Ended):
            copies.take_back(self.store, self.share.token)
        mine = Record(
            Said(
                by="me",
                length="everything",
                answers=self.said.answers,
                people=(Person("person-1", "Helmi"),),
            ),
            Keeping(shares=(self.share,), supporters=(self.helper,)),
        )
        self.key = started(self.store, mine, TODAY)
        copies.give(
            self.store, self.share, proposal.build(Life(self.words, mine.said), TODAY.isoformat())
        )
        if self.store.get(vault.from_token(self.helper.token).id, boxes.RECORD) is None:
            supporters.start(self.store, self.helper, TODAY, 12)

    def browser(self, chance: random.Random):
        """Somebody with the person's key, with the supporter's, or with none, or with cookies that
        are none. And the address that they type, with https or without; over https cookies have
        other names since `__Host-`.
        """
        made, base = (
            self.app.test_client(),
            chance.choice(("http://localhost", "http://localhost", "https://localhost")),
        )
        prefix = "__Host-" if base[4] == "s" and chance.random() < 0.7 else ""
        who = chance.randrange(6)
        if who < 4:
            made.set_cookie(f"{prefix}key", vault.to_cookie(self.key, self.secret))
        if who in (3, 4):
            made.set_cookie(
                f"{prefix}view", vault.to_cookie(vault.from_token(self.helper.token), self.secret)
            )
        if chance.random() < 0.2:
            made.set_cookie(
                chance.choice(("key", "view", "reading", "device", "leaving")),
                quote(chance.choice(fuzz.TEXTS)[:3000]),
            )
        return made, base


KINDS = (
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "text/plain",
    "application/json",
    "application/x-www-form-urlencoded; charset=utf-7",
)
HEADS = (
    "Accept-Language",
    "Origin",
    "Referer",
    "Sec-Fetch-Site",
    "Cookie",
    "Range",
    "Accept-Encoding",
    "X-Forwarded-For",
    "If-None-Match",
    "Sec-Purpose",
)


def _value(known: list[str], chance: random.Random) -> str:
    """Mostly one that is right."""
    return chance.choice(known) if known and chance.random() < 0.85 else chance.choice(fuzz.TEXTS)


def _some_path(rule: str, world: World, chance: random.Random) -> str:
    path = re.sub(
        r"<(?:[^<>]*:)?(\w+)>",
        lambda part: quote(
            _value(world.known.get(part[1], []), chance),
            safe="/%" if chance.random() < 0.1 else "",
        ),
        rule,
    )
    if path[1:5] not in ("stat", "open") and chance.random() < 0.05:
        path = quote(chance.choice(fuzz.TEXTS), safe="/") or "/"
    return path if path.startswith("/") else f"/{path}"


def some_request(world: World, chance: random.Random) -> dict:
    """A page of the site, a method, and values: right ones, or hostile ones."""
    rule = chance.choice([r for r in world.app.url_map.iter_rules() if "pdf" not in r.rule])
    path = _some_path(rule.rule, world, chance)
    method = chance.choice(
        ("GET", "POST", "POST", *rule.methods, "PUT", "DELETE", "OPTIONS", "TRACE")
    )
    asked = {"path": path, "method": method}
    fields = [
        (chance.choice(FIELDS), _value(world.values, chance))
        for _ in range(chance.choice((0, 1, 3, 8)))
    ]
    if method == "POST":
        if chance.random() < 0.9:
            fields.append(("do", chance.choice(BUTTONS)))
        asked["data"] = fuzz_form(fields, chance)
        if chance.random() < 0.1:
            asked["content_type"] = chance.choice(KINDS)
    if chance.random() < 0.4:
        asked["query_string"] = "&".join(
            f"{quote(chance.choice(('kept', 'new', 'then', 'other', name)))}={quote(text, safe='')}"
            for name, text in fields
        ) or chance.choice(("%", "%ff", "&&=", "a=%00"))
    asked["headers"] = {
        chance.choice(HEADS): chance.choice(fuzz.HEADS) for _ in range(chance.choice((0, 0, 1, 2)))
    }
    return asked


def form_of(html: bytes, path: str, world: World, chance: random.Random) -> dict | None:
    """A form of the page that was seen last, filled in with its own values,
    ours and hostile ones.
    """
    tree = lxml.html.document_fromstring(html.decode("utf-8").replace("\0", "\ufffd") or "<p>")
    if not tree.forms:
        return None
    form = chance.choice(tree.forms)
    fields = [
        (e.get("name"), e.get("value", "on"))
        for e in form.xpath(".//input | .//textarea | .//button")
        if e.get("name") and chance.random() < 0.7
    ]
    filled = [
        (
            name,
            (
                value
                if chance.random() < 0.6
                else chance.choice((chance.choice(fuzz.TEXTS), chance.choice(world.values)))
            ),
        )
        for name, value in fields
    ]
    action = (form.get("action") or path).partition("#")[0]
    return {"path": action, "method": "POST", "data": fuzz_form(filled, chance), "headers": {}}


def fuzz_form(fields: list[tuple[str, str]], chance: random.Random):
    if chance.random() < 0.1:
        return fuzz.changed(
            "&".join(f"{name}={quote(text)}" for name, text in fields).encode(), chance
        )
    made: dict[str, list] = {}
    for name, text in fields:
        made.setdefault(name, []).append(text)
    if chance.random() < 0.1:
        made[chance.choice(("file", "photo", "picture", "text"))] = [
            (
                io.BytesIO(
                    chance.choice(
                        (b"", b"\x89PNG\r\n\x1a\n", b"{}", b"\xff\xd8\xff\xda", b"PK\3\4")
                    )
                ),
                chance.choice(("a", "", "../x", "ä\r\nx: y")),
            )
        ]
    return made
