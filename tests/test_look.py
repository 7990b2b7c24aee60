"""How pages look: narrow, zoomed, with large words, with spaced text, in forced colours, without movement."""

import pytest

from browser import go, press, t
from hbself.model import LANGUAGES
from states import STATES
from test_accessibility import OPEN, TARGET, TARGETS

NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}  # 1280 x 1024 at 400 % (WCAG 1.4.10)
WIDE = {"width": 1280, "height": 900}

# Texts that stand outside the window or outside the box that is drawn around them. One CSS pixel is rounding.
CLIPPED = """() => {
  const found = new Set(), range = document.createRange(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth) found.add(`the page is ${page.scrollWidth} wide in a window of ${innerWidth}`);
  for (let node; (node = walker.nextNode());) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest('.hidden, .skip, textarea') || !holder.checkVisibility() || getComputedStyle(holder).clipPath !== 'none') continue;
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width < 1) continue;
      const say = what => found.add(`${what}: ${holder.tagName} ${node.data.trim().slice(0, 60)}`);
      if (r.left < -1 || r.right > innerWidth + 1) say('outside the window');
      for (let box = holder; box && box !== document.body; box = box.parentElement) {
        const s = getComputedStyle(box);
        if (s.display === 'inline' || s.display === 'contents') continue;
        const b = box.getBoundingClientRect(), cuts = s.overflowX !== 'visible' || s.overflowY !== 'visible';
        const drawn = parseFloat(s.borderTopWidth) > 0 || s.backgroundColor !== 'rgba(0, 0, 0, 0)';
        // A line box is higher than its letters: a few pixels over the upper and lower edge are no letters.
        if ((cuts || drawn) && (r.left < b.left - 1 || r.right > b.right + 1 || r.top < b.top - 4 || r.bottom > b.bottom + 4)) say(`outside ${box.tagName}.${box.className}`);
      }
    }
  }
  return [...found];
}"""

# Controls and pictures that stand on each other, or outside the window.
PILED = """() => {
  const shown = [...document.querySelectorAll('a[href], button, summary, label.answer, label.also, .field input, textarea, img')].filter(e => e.checkVisibility() && !e.closest('.hidden, .skip'));
  const found = [], at = shown.map(e => [e, e.getBoundingClientRect()]).filter(([, r]) => r.width > 1 && r.height > 1);
  for (const [e, r] of at) if (r.left < -1 || r.right > innerWidth + 1) found.push(`outside the window: ${e.outerHTML.slice(0, 100)}`);
  for (let i = 0; i < at.length; i++) for (let j = i + 1; j < at.length && j < i + 12; j++) {
    const [a, p] = at[i], [b, q] = at[j];
    if (a.contains(b) || b.contains(a)) continue;
    if (Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 1) found.push(`${a.outerHTML.slice(0, 90)} on ${b.outerHTML.slice(0, 90)}`);
  }
  return found;
}"""

# WCAG 1.4.12: what a reader may set, as a reader's own style sheet does.
SPACED = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
  document.adoptedStyleSheets = [sheet] }"""
TEXT_SIZE = "size => { document.documentElement.dataset.text = size }"


def looks_wrong(page, what: str) -> list[str]:
    return [f"{what}: {fault}" for fault in (*page.evaluate(CLIPPED), *page.evaluate(PILED))]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", STATES)
def test_everything_fits_at_320_pixels_at_400_percent_with_large_words_and_with_spaced_text(show, name, lang):
    page = show(name, lang, viewport=NARROW)
    page.evaluate(OPEN)
    faults = looks_wrong(page, "320 px") + page.evaluate(TARGETS, TARGET)
    page.set_viewport_size(ZOOMED)
    faults += looks_wrong(page, "400 %")
    page.evaluate(TEXT_SIZE, "200")
    faults += looks_wrong(page, "320 px and words at 200 %")
    page.set_viewport_size(WIDE)
    faults += looks_wrong(page, "words at 200 %")
    page.evaluate(TEXT_SIZE, "100")
    page.evaluate(SPACED)
    faults += looks_wrong(page, "spaced")
    page.set_viewport_size(NARROW)
    faults += looks_wrong(page, "320 px, spaced")
    assert faults == []


def test_the_checks_of_the_look_find_what_is_wrong(show):
    page = show("map-full", "fi", viewport=NARROW)
    page.evaluate("() => { document.querySelector('.tile').style = 'width:700px'; document.querySelector('.button').style = 'height:20px;overflow:hidden;font-size:40px;margin-top:-90px' }")
    found = "\n".join(looks_wrong(page, "broken"))
    assert "wide in a window" in found and "outside A.button" in found and " on " in found


# ---- settings --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_way_of_reading_is_tried_on_its_page_and_holds_everywhere(come, lang):
    page = come(lang)
    go(page, lang, "reading")
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    for name in ("As big as can be", "Yellow words on black", "No pictures"):
        page.get_by_role("radio", name=t(lang, name), exact=True).check()
    press(page, t(lang, "Try it"))
    assert page.get_by_role("status").first.inner_text() == t(lang, "This page now looks the way you chose.")
    for name in ("As big as can be", "Yellow words on black", "No pictures"):
        assert page.get_by_role("radio", name=t(lang, name), exact=True).is_checked()
    assert abs(page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") - 2 * size) < 1
    go(page, lang, "words")
    assert page.locator("main img").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_device_until_the_person_chooses(show, scheme):
    dark = "rgb(20, 22, 26)"
    colour = "getComputedStyle(document.body).backgroundColor"
    assert (show("one", "fi", color_scheme=scheme).evaluate(colour) == dark) == (scheme == "dark")
    assert show("one", "fi", color_scheme=scheme, reading="big.100.dark").evaluate(colour) == dark
    assert show("one", "fi", color_scheme=scheme, reading="big.100.light").evaluate(colour) != dark


LOOK_OF = "e => { const s = getComputedStyle(e.closest('label') || e); return [s.outlineStyle, s.outlineWidth, s.borderTopWidth, s.borderTopStyle, s.textDecorationLine].join() }"


def test_forced_colours_keep_the_picked_state(show):
    """Backgrounds and shadows go in forced colours: a line must tell what is picked."""
    page = show("one", "fi", forced_colors="active")
    radios = page.get_by_role("radio").all()
    radios[1].check()
    change = page.get_by_role("checkbox", name=t("fi", "I want this to change"))
    before = change.evaluate(LOOK_OF)
    change.check()
    page.get_by_role("heading", level=1).click()
    page.evaluate("document.activeElement.blur()")
    assert radios[1].evaluate(LOOK_OF) != radios[0].evaluate(LOOK_OF) == radios[2].evaluate(LOOK_OF)
    assert change.evaluate(LOOK_OF) != before
    press(page, t("fi", "Skip"))
    page.go_back()
    skip, other = (page.get_by_role("main").get_by_role("button", name=t("fi", name)) for name in ("Skip", "I do not know"))
    assert skip.evaluate(LOOK_OF) != other.evaluate(LOOK_OF)


@pytest.mark.parametrize("name", ["one", "map-full", "reading"])
def test_nothing_moves_where_the_person_wants_no_movement(show, name):
    page = show(name, "fi", reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll('*')].flatMap(e => [null, '::before', '::after'].map(p => getComputedStyle(e, p)))
      .filter(s => s.animationName !== 'none' || s.transitionDuration.split(', ').some(d => parseFloat(d)) || s.scrollBehavior === 'smooth').length"""
    assert page.evaluate(moving) == 0


def test_the_picture_of_what_is_picked_is_seen_without_colour(show):
    """The browser's own round or tick stays beside each picture."""
    page = show("one-picked", "fi")
    assert page.get_by_role("radio").first.evaluate("e => getComputedStyle(e).appearance !== 'none' && e.getBoundingClientRect().width >= 24 && e.checkVisibility({opacityProperty: true})")


# ---- cookies ---------------------------------------------------------------------------------------


def test_two_cookies_and_nothing_else_stays_in_the_browser(come):
    page = come("sv")
    go(page, "sv")
    assert page.context.cookies() == []
    go(page, "sv", "reading")
    press(page, t("sv", "Next"))
    page.get_by_role("radio").first.check()
    press(page, t("sv", "Next"))
    found = {c["name"]: c for c in page.context.cookies()}
    assert set(found) == {"key", "reading"}
    for cookie in found.values():
        assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/" and cookie["domain"] == "127.0.0.1" and cookie["expires"] > 0
    assert page.evaluate("async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length]") == [0, 0, "", 0, 0]
