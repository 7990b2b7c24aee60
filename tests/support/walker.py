"""Somebody who answers the site as a browser without scripts shows it, page by page: what they say
where, how many pages load, and how often they press.

A page is one page load. A press is a tap, a click or one field that is filled; a fold that must be
opened first is one more. Keys are those of who has only a keyboard (by_keys.py).
"""

from collections.abc import Mapping
from urllib.parse import unquote

from msgspec import Struct

from hbself.content import Content
from hbself.kinds.parts import named
from hbself.model.words import Question, Thing
from tests.support import by_keys
from tests.support.contract import flat
from tests.support.visitor import Page, Visitor

MOST = 400  # pages of a set; more than any has
WANTS = ("Haluan", "Jag vill", "I want")  # so begins a sentence that is a wish by itself
WISHES = ("change", "learn", "goals")  # sections of what the person wants


class Says(Struct, frozen=True):
    """What somebody says at one page. picks: values of cards, or words that stand on them. people:
    (name, role) of whom they add. same: the same as for goal 1.
    """

    picks: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    text: str = ""
    note: str = ""
    change: bool = False
    people: tuple[tuple[str, str], ...] = ()
    same: bool = False


class Told(Struct, frozen=True):
    """A thing that was said in words, or picked as bad: `text` as it should stand in the proposal.

    wish: it is what the person wants, or what they want to change. hard: it is asked once more
    whether it may stand there. wants: what the site says of it that the person wants, if anything.
    """

    key: str
    text: str
    wish: bool
    hard: bool
    wants: str = ""


class Walker:
    """One person's way. says: what they say by the key of the page, "now.ln1.home"; what is about a
    person, a wish or an own thing may be called by its words. All that is not listed is skipped.
    """

    def __init__(self, visitor: Visitor, words: Content, says: Mapping[str, Says]):
        self.visitor, self.words, self.says = visitor, words, says
        self.pages = self.presses = self.keys = 0
        self.seen: list[Page] = []
        self.told: list[Told] = []
        self.skipped: list[str] = []  # pages on which nothing was said
        self.said: set[str] = set()  # keys of `says` that had their page

    # ---- hands -----------------------------------------------------------------------------------

    def open(self, path: str) -> Page:
        """An address that is typed, or comes as a link from somebody."""
        return self._load(self.visitor.get(path))

    def _load(self, page: Page) -> Page:
        self.pages += 1
        self.seen.append(page)
        return page

    def follow(self, page: Page, where: str = "a.next") -> Page:
        """Press a link that stands on the page."""
        return self._go(page, page.link(where))

    def to(self, page: Page, path: str) -> Page:
        """Press the link of the page's main part that leads to a path: "set/rights"."""
        links = page.tree.xpath("//main//a/@href")
        (found,) = {one for one in links if one.split("/", 2)[2].removeprefix("view/") == path}
        return self._go(page, found)

    def _go(self, page: Page, address: str) -> Page:
        link = next(a for a in page.tree.iter("a") if a.get("href") == address)
        self.keys += by_keys.keys(page, {}, link) if link.xpath("ancestor::main") else 0
        self.presses += 1
        return self.open(address)

    def send(self, page: Page, do: str = "next", presses: int = 0, **fields) -> Page:
        """Fill in fields, which takes `presses`, and press a button."""
        self.presses += presses + 1
        buttons = page.tree.xpath("//main//button[@name='do' and not(@tabindex)]")
        pressed = [e for e in buttons if e.get("value") == do != "next"]
        self.keys += by_keys.keys(page, fields, *pressed)
        return self._load(self.visitor.press(page, do, **fields))

    def press_in(self, page: Page, form: str, do: str) -> Page:
        """Press a button of one of several forms of a page. form: what its address has in it."""
        (found,) = page.tree.xpath(f"//main//form[contains(@action, '{form}')]")
        sent = {e.get("name"): e.get("value") for e in found.xpath(".//input[@type='hidden']")}
        self.presses += 1
        return self._load(self.visitor.post(found.get("action"), {**sent, "do": do}))

    # ---- ways ------------------------------------------------------------------------------------

    def begin(self, length: str, by: str = "me", device: str = "own", simple: bool = False) -> Page:
        """From the start page to the first page behind "How much do you want to answer?"."""
        page = self.follow(self.open(""))
        if simple:
            page = self.send(self.to(page, "reading/simple"), "list", presses=1, simple="yes")
        page = self.send(page)
        for answer in (by, device, length):
            page = self.send(page, presses=1, answer=answer)
        return page

    def answer_set(self, page: Page, set_id: str) -> Page:
        """From the map through a set to "Yes, this is right", and on to where it leads, at last to
        the map.
        """
        page = self.to(page, f"set/{set_id}")
        begins = page.tree.xpath("//main//a[contains(@class, 'next')]")
        return self.answer_on(self.follow(page) if begins else page)

    def answer_on(self, page: Page) -> Page:
        """Answer the pages that follow, to the map or to the proposal."""
        for _ in range(MOST):
            path = page.path.partition("?")[0]
            if path.endswith("/said"):
                page = self.send(page)
            elif "/set/" in path:
                page = self.answer(page)
            else:
                return page
        raise AssertionError(f"{page.path}: the questions do not end")

    def take(self, page: Page) -> bytes:
        """From the page of the proposal to the paper. The file is a press and no page."""
        page = self.to(page, "take")
        if "/name/" in page.path:  # asked once
            page = self.send(page, "without")
        self.presses += 1
        (there,) = page.tree.xpath("//main//a[contains(@href, 'take/pdf')]/@href")
        return self.visitor.file(there).get_data()

    # ---- one page --------------------------------------------------------------------------------

    def answer(self, page: Page) -> Page:
        """Say what the person says here, and go on."""
        key, about = _key(page), " ".join(page.all("//p[@class='about']//strong"))
        says = self._says(key, about)
        if says is None:
            self.skipped.append(key)
            return self.send(page, "skipped")
        if says.same:
            return self.send(page, "same")
        fields = self._people(page, says.people)
        wanted = [self._card(page, pick) for pick in says.picks]
        ticked = [v for name, v in page.fields() if name == "answer"]
        chosen = [one for one in page.choices() if one in {*wanted, *ticked}]
        self.presses += len({*wanted} - {*ticked}) + self._folds(page, wanted)
        if chosen:
            fields["answer"] = chosen
        fields |= {f"own{n}": text for n, text in enumerate(says.own)}
        fields |= {"text": says.text} if says.text else {}
        fields |= {"note": says.note} if says.note else {}
        fields |= {"change": "yes"} if says.change else {}
        self.presses += len(says.own) + bool(says.text) + 2 * bool(says.note) + says.change
        names = {e.get("name") for e in page.tree.xpath("//main//form//*[@name]")}
        assert fields.keys() <= names, f"{key}: no place for {fields.keys() - names}"
        self._note_down(key, about, says, chosen)
        return self.send(page, **fields)

    def _says(self, key: str, about: str) -> Says | None:
        there = (key, ".".join((*key.split(".")[:2], about)))
        found = next((one for one in there if one in self.says), None)
        if found:
            self.said.add(found)
        return self.says.get(found or "")

    def _people(self, page: Page, people) -> dict:
        """The fields of those who are added in one go, two of a role at most; what it takes to fill
        them.
        """
        fields: dict = {}
        closed = page.tree.xpath("//details[contains(@class, 'add')][not(@open)]")
        folds = [
            {e.get("value") for e in one.xpath(".//input[@name='person_role']")} for one in closed
        ]
        for name, role in people:
            role = role or "other"
            again = f"name_{role}" in fields
            assert f"more_{role}" not in fields, f"{page.path}: a third {role}"
            ticks = fields.setdefault("person_more" if again else "person_role", [])
            ticks.append(role)
            fields[f"{'more' if again else 'name'}_{role}"] = name
            self.presses += 1 + bool(name)
        added = {*fields.get("person_role", ())}
        self.presses += sum(not one.isdisjoint(added) for one in folds)
        return fields

    def _card(self, page: Page, pick: str) -> str:
        """The value of a card, by its value or by words on it."""
        values = page.choices()
        if pick in values:
            return pick
        cards = page.tree.xpath("//main//label[contains(@class, 'answer')]")
        found = [
            card.find(".//input").get("value")
            for card in cards
            if card.find(".//input").get("name") == "answer" and pick in flat(card.text_content())
        ]
        assert len(found) == 1, f"{page.path}: {pick!r} is not one of {values}"
        return found[0]

    def _folds(self, page: Page, values: list[str]) -> int:
        """How many folds must be opened to pick these."""
        closed = page.tree.xpath("//details[contains(@class, 'more')][not(@open)]")
        inside = [
            {e.get("value") for e in fold.xpath(".//input[@name='answer']")} for fold in closed
        ]
        return sum(not one.isdisjoint(values) for one in inside)

    # ---- what was said ---------------------------------------------------------------------------

    def _note_down(self, key: str, about: str, says: Says, chosen: list[str]) -> None:
        q = self.words.question(*key.split(".")[:2])
        picked_as_wish = {pick for one in self.says.values() for pick in one.picks if "." in pick}
        wish = says.change or q.apart or key in picked_as_wish or q.section in WISHES
        bad = [one for one in chosen if _is_bad(q, one)]
        said = [_sentence(q, key, about, one) for one in bad] + [*says.own, says.text, says.note]
        wants = [_wants(q, key, about, one) for one in bad] + [""] * (len(said) - len(bad))
        self.told += [
            Told(key, text, wish or text.startswith(WANTS), q.sensitive, wanted)
            for text, wanted in zip(said, wants, strict=True)
            if text
        ]


def _key(page: Page) -> str:
    path = unquote(page.path.partition("?")[0].partition("#")[0])
    return ".".join(path.partition("/set/")[2].split("/", 2))


def _is_bad(q: Question, option: str) -> bool:
    """Whether an answer tells of something bad: it is low; or the question itself asks for bad
    things.
    """
    one = q.options.get(option)
    return bool(one) and (one.low or bool(q.wish) and not q.low and not one.only)


def _thing(q: Question, key: str) -> Thing | None:
    return next((t for t in q.thing if key == f"{key.rpartition('.')[0]}.{t.id}"), None)


def _sentence(q: Question, key: str, about: str, option: str) -> str:
    """What somebody says by an answer, as the content files have it."""
    if thing := _thing(q, key):
        return thing.sentence[option]
    said = q.options[option].sentence
    return named(said, about) if q.things_from else said


def _wants(q: Question, key: str, about: str, option: str) -> str:
    """What somebody wants who gives this answer."""
    thing = _thing(q, key)
    wish = thing.wish if thing else q.options[option].wish or q.wish
    return named(wish, about) if wish and q.things_from else wish
