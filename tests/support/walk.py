"""Somebody goes through the site in a real browser: with a pointer, or with keys alone."""

from tests.support.browser import path_of
from tests.support.texts import t

TABS = 150  # more stops than any page has

# What each thing that can have the focus looks like without it; then what the one with the focus
# looks like.
CALM = """() => { if (window.calm) return;
  window.lookOf = e => { const s = getComputedStyle(e.closest('.answer, .also') || e);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow].join() };
  window.calm = new Map([...document.querySelectorAll(
    'a[href], button, summary, input, textarea')].map(e => [e, lookOf(e)])) }"""
FOCUS = """target => { const e = document.activeElement,
    box = (e.closest('.answer, .also') || e).getBoundingClientRect();
  return { there: e === target, what: e.outerHTML.slice(0, 120), fine: e === document.body
    || calm.get(e) !== lookOf(e)
    && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth } }"""


# ---- hands ---------------------------------------------------------------------------------------


def tab_to(page, target) -> None:
    """Tab until the focus is on `target` (a locator). The focus must be seen at each stop."""
    page.evaluate(CALM)
    handle = target.element_handle()
    for _ in range(TABS):
        focus = page.evaluate(FOCUS, handle)
        assert focus["fine"], f"focus is not seen on {path_of(page)}: {focus['what']}"
        if focus["there"]:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by Tab to {target} on {path_of(page)}")


def press_by_key(page, target) -> None:
    """To a button, link or summary by Tab; then Enter."""
    tab_to(page, target)
    page.keyboard.press("Enter")


def pick_by_key(page, target) -> None:
    """To a round or tick box by Tab, and by arrows within a group of round ones; then Space."""
    if target.get_attribute("type") == "radio":
        group = page.locator(f"input[type=radio][name='{target.get_attribute('name')}']")
        start = group.and_(page.locator(":checked"))
        tab_to(page, start if start.count() else group.first)
        for _ in range(group.count()):
            if target.evaluate("e => e === document.activeElement"):
                break
            page.keyboard.press("ArrowDown")
    else:
        tab_to(page, target)
    if not target.is_checked():
        page.keyboard.press("Space")
    assert target.is_checked()


def write_by_key(page, target, text: str) -> None:
    tab_to(page, target)
    page.keyboard.insert_text(text)


HANDS = {
    "pointer": (
        lambda page, target: target.click(),
        lambda page, target: target.check(),
        lambda page, target, text: target.fill(text),
    ),
    "keyboard": (press_by_key, pick_by_key, write_by_key),
}


class Walk:
    """Somebody on their way through the site: a page, a language, and hands (pressing, picking,
    writing).
    """

    def __init__(self, page, lang: str, hands: str):
        self.page, self.lang = page, lang
        self._press, self._pick, self._write = HANDS[hands]

    def named(self, role: str, text: str, **values):
        return self.page.get_by_role(role, name=t(self.lang, text, **values), exact=True).last

    def press(self, text: str, role: str = "button", target=None) -> None:
        """Press, and wait for the next page."""
        with self.page.expect_navigation():
            self._press(self.page, target or self.named(role, text))
        assert self.page.get_by_role("alert").count() == 0, self.page.get_by_role(
            "alert"
        ).all_inner_texts()

    def from_menu(self, text: str, role: str = "button") -> None:
        """Open the menu of the head, and press something in it."""
        menu = self.page.locator(".menu")
        self.open(menu.locator("summary"))
        self.press("", target=menu.get_by_role(role, name=t(self.lang, text), exact=True))

    def open(self, target) -> None:
        """Open something on the page itself."""
        self._press(self.page, target)

    def pick(self, target) -> None:
        self._pick(self.page, target)

    def write(self, target, text: str) -> None:
        self._write(self.page, target, text)
