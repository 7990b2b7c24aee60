"""What is looked at on a page in the browser: how large targets are, whether pictures come, whether
all fits and nothing is piled up.
"""

from tests.support.programs import fonts

NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}  # 1280 x 1024 at 400 % (WCAG 1.4.10)
WIDE = {"width": 1280, "height": 900}
TABLETS = (
    {"width": 768, "height": 1024},
    {"width": 900, "height": 1200},
    {"width": 1024, "height": 768},
)
TARGET = 44  # CSS pixels, WCAG 2.5.5

# Everything that opens is opened, so that what is inside is looked at too.
OPEN = "() => { for (const one of document.querySelectorAll('details')) one.open = true }"
CLOSED = "details:not([open])"

# Each thing that can be pressed, with the label around it, in CSS pixels.
TARGETS = """least => [...document.querySelectorAll(
  'a[href], button, summary, input:not([type=hidden]), textarea, select')]
  .filter(e => e.checkVisibility() && !e.closest('.hidden'))
  .map(e => [e, (e.closest('label') || e).getBoundingClientRect()])
  .filter(([e, r]) => r.width < least - .01 || r.height < least - .01)
  .map(([e, r]) =>
    `${r.width.toFixed(1)} x ${r.height.toFixed(1)}: ${e.outerHTML.slice(0, 120)}`)"""

# Pictures that do not come. Some wait until they are scrolled to: here they are asked for at once.
PICTURES = """async () => {
  for (const one of document.images) one.loading = 'eager';
  await Promise.allSettled([...document.images].map(one => one.decode()));
  return [...document.images].filter(one => !one.naturalWidth).map(one => one.src) }"""

# What VoiceOver would not tell: a summary that is no list item (whether it is open), a list without
# bullets that does not say that it is one, a group that says its heading a second time, and codes
# and sums that iPhones make into telephone links.
UNTOLD = """() => {
  const flat = e => e.textContent.replace(/\\s+/g, ' ').trim(), found = [];
  for (const e of document.querySelectorAll('summary'))
    if (getComputedStyle(e).display !== 'list-item') found.push(`no list item: ${flat(e)}`);
  for (const e of document.querySelectorAll('ul, ol'))
    if (getComputedStyle(e).listStyleType === 'none' && e.getAttribute('role') !== 'list'
      && !e.closest('[aria-hidden]')) found.push(`no list: ${e.outerHTML.slice(0, 80)}`);
  for (const e of document.querySelectorAll('legend'))
    if (flat(e) === flat(document.querySelector('h1'))) found.push(`twice: ${flat(e)}`);
  for (const e of document.querySelectorAll('label :is([type=radio], [type=checkbox])'))
    if (e.labels.length !== 1) found.push(`${e.labels.length} labels: ${e.outerHTML}`);
  if (document.querySelector('meta[name=format-detection]')?.content !== 'telephone=no')
    found.push('numbers become telephone links');
  return found }"""

# Texts that stand outside the window or outside the box that is drawn around them. One CSS pixel is
# rounding.
CLIPPED = """() => {
  const found = new Set(), range = document.createRange(),
    walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const page = document.scrollingElement, boxes = new Map();
  // Each box is measured once: its edges, and whether it cuts or draws (null: neither).
  const measured = box => {
    if (boxes.has(box)) return boxes.get(box);
    const s = getComputedStyle(box), cuts = s.overflowX !== 'visible' || s.overflowY !== 'visible';
    const drawn = parseFloat(s.borderTopWidth) > 0 || s.backgroundColor !== 'rgba(0, 0, 0, 0)';
    const b = (cuts || drawn) && s.display !== 'inline' && s.display !== 'contents'
      ? box.getBoundingClientRect() : null;
    boxes.set(box, b);
    return b;
  };
  if (page.scrollWidth > innerWidth)
    found.add(`the page is ${page.scrollWidth} wide in a window of ${innerWidth}`);
  for (let node; (node = walker.nextNode());) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest('.hidden, .skip, textarea')
      || !holder.checkVisibility() || getComputedStyle(holder).clipPath !== 'none') continue;
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width < 1) continue;
      const say = what => found.add(`${what}: ${holder.tagName} ${node.data.trim().slice(0, 60)}`);
      if (r.left < -1 || r.right > innerWidth + 1) say('outside the window');
      for (let box = holder; box && box !== document.body; box = box.parentElement) {
        const b = measured(box);
        // A line box is higher than its letters: a few pixels over the edge are no letters.
        if (b && (r.left < b.left - 1 || r.right > b.right + 1 || r.top < b.top - 4
          || r.bottom > b.bottom + 4)) say(`outside ${box.tagName}.${box.className}`);
      }
    }
  }
  return [...found];
}"""

# Controls and pictures that stand on each other, or outside the window. Reviewed 2026-11-30: below
# a question the moves stay at the window's end, and the page goes on behind them; that nothing
# which has the focus is under them is looked at in test_first_screen.py.
PILED = """() => {
  const stays = e => { const row = e.closest('.moves.four');
    return row && getComputedStyle(row).position === 'sticky' ? row : null };
  const shown = [...document.querySelectorAll(
    'a[href], button, summary, label.answer, label.also, .field input, textarea, img')]
    .filter(e => e.checkVisibility() && !e.closest('.hidden, .skip'));
  const found = [], at = shown.map(e => [e, e.getBoundingClientRect()])
    .filter(([, r]) => r.width > 1 && r.height > 1);
  for (const [e, r] of at) if (r.left < -1 || r.right > innerWidth + 1)
    found.push(`outside the window: ${e.outerHTML.slice(0, 100)}`);
  for (let i = 0; i < at.length; i++) for (let j = i + 1; j < at.length && j < i + 12; j++) {
    const [a, p] = at[i], [b, q] = at[j];
    if (a.contains(b) || b.contains(a) || stays(a) !== stays(b)) continue;
    if (Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1
      && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 1)
      found.push(`${a.outerHTML.slice(0, 90)} on ${b.outerHTML.slice(0, 90)}`);
  }
  return found;
}"""

# Words that go over from one line to the next in their middle, of so many letters at most. Longer
# ones may have no room beside a picture: sosiaalityöntekijäni has 20 letters; in 320 pixels
# päivätoiminta, of 13, must fit.
LONGEST, LONGEST_NARROW = 20, 14
BROKEN = """most => {
  const found = new Set(), range = document.createRange(),
    walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = () => new Set([...range.getClientRects()].filter(r => r.width)
    .map(r => Math.round(r.top))).size;
  for (let node; (node = walker.nextNode());) {
    const holder = node.parentElement;
    if (holder.closest('.hidden, .skip, textarea, .code') || !holder.checkVisibility()
      || getComputedStyle(holder).clipPath !== 'none') continue;
    range.selectNodeContents(node);
    if (lines() < 2) continue;
    for (const word of node.data.matchAll(/[\\p{L}\\d]+/gu)) {
      if (word[0].length > most) continue;
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (lines() > 1) found.add(`broken word: ${word[0]}`);
    }
  }
  return [...found];
}"""

# Letters differ from computer to computer in width. The look is checked with each font of the list
# in programs.txt, as if it were the one that this computer has; all else with the first.
FONT = """font => { const sheet = new CSSStyleSheet();
  sheet.replaceSync(`body{font-family:"${font}"}`);
  document.adoptedStyleSheets = [sheet]; document.body.offsetWidth }"""
IN_EACH_FONT = f"""([fonts, most]) => [...fonts].reverse().flatMap(font => {{ ({FONT})(font);
  return [...({BROKEN})(most), ...({CLIPPED})()].map(fault => `${{font}}: ${{fault}}`) }})"""

# WCAG 1.4.12: what a reader may set, as a reader's own style sheet does.
SPACED = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets.push(sheet) }"""
TEXT_SIZE = "size => { document.documentElement.dataset.text = size }"


def letters(page, selector: str) -> list[str]:
    """The fonts in which the first such element is shown, as Chromium says it: ["DejaVu Sans"]."""
    ask = page.context.new_cdp_session(page)
    ask.send("DOM.enable")
    ask.send("CSS.enable")
    root = ask.send("DOM.getDocument")["root"]["nodeId"]
    node = ask.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    found = ask.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    ask.detach()
    return [one["familyName"] for one in found]


def looks_wrong(page, what: str) -> list[str]:
    return [f"{what}: {fault}" for fault in (*page.evaluate(CLIPPED), *page.evaluate(PILED))]


def does_not_fit_in_each_font(page) -> list[str]:
    """What is cut off or runs out in some font of the list, and which words are broken: on tablets
    and larger screens none may be, at 320 pixels no common one. Leaves the page at 320 pixels, in
    the first font.
    """
    faults = []
    for size in (*TABLETS, WIDE, NARROW):
        page.set_viewport_size(size)
        most = LONGEST_NARROW if size is NARROW else LONGEST
        faults += [
            f"{size['width']} px, {fault}" for fault in page.evaluate(IN_EACH_FONT, [fonts(), most])
        ]
    return faults


def does_not_fit(page) -> list[str]:
    """What is wrong with a page in each font, at 320 pixels, at 400 %, with words at 200 %, and
    with spaced text.
    """
    faults = does_not_fit_in_each_font(page)
    faults += looks_wrong(page, "320 px") + [
        f"320 px: target {one}" for one in page.evaluate(TARGETS, TARGET)
    ]
    page.set_viewport_size(ZOOMED)
    faults += looks_wrong(page, "400 %")
    page.evaluate(TEXT_SIZE, "200")
    faults += looks_wrong(page, "320 px and words at 200 %")
    for size in (*TABLETS, WIDE):
        page.set_viewport_size(size)
        faults += looks_wrong(page, f"{size['width']} px and words at 200 %")
    page.evaluate(TEXT_SIZE, "100")
    page.evaluate(SPACED)
    faults += looks_wrong(page, "spaced")
    page.set_viewport_size(NARROW)
    return faults + looks_wrong(page, "320 px, spaced")


LOOK_OF = (
    "e => { const s = getComputedStyle(e.closest('label') || e); return [s.outlineStyle,"
    " s.outlineWidth, s.borderTopWidth, s.borderTopStyle, s.textDecorationLine].join() }"
)
