"""How often somebody presses who has only a keyboard: by the skip link to what the page is for,
then from stop to stop. Letters that are written are not counted.
"""

from lxml.html import HtmlElement

from tests.support.visitor import Page

STOPS = (
    "//main//*[self::a[@href] or self::summary or self::textarea or self::button or self::input]"
    "[not(@type='hidden') and not(@tabindex='-1') and not(@disabled)]"
)
SKIP_LINK = 2  # Tab, Enter


def keys(page: Page, fields: dict, pressed: HtmlElement | None = None) -> int:
    """What it takes to fill in fields and press a button or a link: `pressed`; without it, the
    form is sent by Enter from the field where one is, if that is no text of many lines.
    """
    wanted = {
        (name, one)
        for name, given in fields.items()
        for one in (given if isinstance(given, list | tuple) else [given])
    }
    used = [e for e in page.tree.xpath(STOPS) if _is_changed(e, wanted)]
    touched = used if pressed is None else [*used, pressed]
    opened = {fold for e in touched for fold in e.xpath("ancestor::details[not(@open)]")}
    stops: list[HtmlElement] = []
    for e in page.tree.xpath(STOPS):
        closed = {*e.xpath("ancestor::details[not(@open)]")} - opened
        if e.tag == "summary":
            closed.discard(e.getparent())
        if not closed and not (e.get("type") == "radio" and any(_beside(e, s) for s in stops)):
            stops.append(e)
    count = SKIP_LINK + len(opened)
    for e in used:
        if e.get("type") == "checkbox":
            count += 1
        elif e.get("type") == "radio":
            count += max(1, e.xpath("count(preceding::input[@name=$name])", name=e.get("name")))
    last = used[-1] if used else None
    sends_by_enter = last is not None and last.tag == "input"
    if pressed is None and not sends_by_enter:
        (pressed,) = page.tree.xpath("//main//button[contains(@class, 'next')]")
    if pressed is None:
        pressed = next(s for s in stops if s is last or _beside(last, s))
    return int(count + stops.index(pressed) + 1 + 1)  # a Tab for each stop, and Enter


def _beside(one: HtmlElement, other: HtmlElement) -> bool:
    """Two round boxes of one question: one stop, from which arrows lead on."""
    return one.get("type") == other.get("type") == "radio" and one.get("name") == other.get("name")


def _is_changed(e: HtmlElement, wanted: set) -> bool:
    """Whether somebody touches a field so that it holds what they want."""
    name = e.get("name")
    if e.tag == "textarea" or e.get("type") == "text":
        return (name, e.value or "") not in wanted and any(name == one for one, _ in wanted)
    if e.get("type") in ("radio", "checkbox"):
        named = any(name == one for one, _ in wanted)
        return named and ((name, e.get("value", "on")) in wanted) != (e.get("checked") is not None)
    return False
