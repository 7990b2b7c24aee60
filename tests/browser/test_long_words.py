"""Long words of the site on a small screen: they are parted where the site says, or not at all, and
stay one word for whoever copies, finds or hears them.
"""

import collections

import pytest

from hbself.content import joints
from tests.support.browser import go
from tests.support.looks import FONT, OPEN, TEXT_SIZE
from tests.support.programs import fonts
from tests.support.states import STATES

SMALL = {"width": 320, "height": 640}
# Words of the site that stand on more than one line, with "-" where a line ends:
# "päivä-toiminta". Each letter is measured, and the words of pieces are put together first.
PARTED = """() => {
  const found = new Set(), range = document.createRange();
  const own = '.hidden, .skip, textarea, .code, .own, bdi:not(.ours), blockquote, [href*=":"]';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const letters = [];
  let holder = null;
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement;
    if (parent.closest(own) || !parent.checkVisibility()) continue;
    const word = parent.closest('i:not(i > i)'), block = word ? word.parentElement : parent;
    if (block !== holder) letters.push([' ', 0]);
    holder = block;
    range.selectNodeContents(node);
    const whole = range.getClientRects(), text = node.data;
    for (let i = 0; i < text.length; i++) {
      if (!/[\\p{L}\\d]/u.test(text[i]) || whole.length < 2 && !parent.closest('i')) {
        letters.push([' ', 0]); continue;
      }
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      letters.push([text[i], range.getBoundingClientRect().bottom]);
    }
  }
  let word = '', last = 0;
  for (const [letter, bottom] of [...letters, [' ', 0]]) {
    if (letter === ' ') {
      if (word.includes('-')) found.add(word);
      word = '';
    } else {
      if (word && bottom - last > 4) word += '-';
      word += letter;
      last = bottom;
    }
  }
  return [...found];
}"""
# Words with marks beside others in a box of the kind flex or grid: they would stand apart
TORN = """() => [...document.querySelectorAll('i:not(i > i)')]
  .filter(e => /flex|grid/.test(getComputedStyle(e.parentElement).display)
    && [...e.parentElement.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => e.parentElement.outerHTML.slice(0, 160))"""


# The lines of one word
LINES = """e => { const range = document.createRange(), lines = [];
  const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
  let last = 0;
  for (let node; (node = walker.nextNode());) for (let i = 0; i < node.data.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const { bottom } = range.getBoundingClientRect();
    if (bottom - last > 4) lines.push('');
    last = bottom;
    lines[lines.length - 1] += node.data[i];
  }
  return lines.map(one => one.toLowerCase().replace(/[.,:]/, '')); }"""


def wrong(words: list[str], table: dict[str, str]) -> list[str]:
    """Those that are parted at another place than the table allows."""
    return [
        word
        for word in words
        if not _places(word.lower()) <= _places(table.get(word.replace("-", "").lower(), ""))
    ]


def _places(parted: str) -> set[int]:
    """After which letters a word is parted."""
    ends, at = set(), 0
    for part in parted.split("-")[:-1]:
        ends.add(at := at + len(part))
    return ends


@pytest.mark.parametrize("lang", ["fi", "sv"])
@pytest.mark.parametrize("name", STATES)
def test_words_of_the_site_are_parted_where_it_says_or_not_at_all(show, lang, name):
    table, faults = joints(lang), collections.defaultdict(list)
    for chosen, others in (("100", ()), ("200", ("150", "125"))):
        page = show(name, lang, reading=f"big.{chosen}.light.on.normal.no", viewport=SMALL)
        page.evaluate(OPEN)
        for text in (chosen, *others):
            page.evaluate(TEXT_SIZE, text)
            faults[text, "torn"] = page.evaluate(TORN)
            for font in fonts():
                page.evaluate(FONT, font)
                faults[text, font] += wrong(page.evaluate(PARTED), table)
    assert {where: words for where, words in faults.items() if words} == {}


@pytest.mark.parametrize(
    ("lang", "path", "word", "width", "lines"),
    [
        ("fi", "words", "sosiaalityöntekijä", 13, ["sosiaalityön", "tekijä"]),
        ("sv", "words", "självbestämmanderätt", 13, ["själv", "bestämmande", "rätt"]),
        ("en", "accessibility", "accessibility", 9, ["accessi", "bility"]),
    ],
)
def test_a_parted_word_is_one_word_for_whoever_copies_finds_or_hears_it(
    come, lang, path, word, width, lines
):
    page = come(lang, reading="big.200.light.on.normal.no", viewport=SMALL)
    go(page, lang, path)
    page.evaluate(
        "([word, width]) => { const e = [...document.querySelectorAll('main i:not(i > i)')]"
        ".find(e => e.textContent.toLowerCase().replace(/[.,:]/, '') === word);"
        " e.style.inlineSize = width + 'ch'; e.id = 'long' }",
        [word, width],
    )
    one = page.locator("#long")
    assert one.evaluate(LINES) == lines
    assert one.evaluate("e => { getSelection().selectAllChildren(e); return `${getSelection()}` }")
    copied = page.evaluate("`${getSelection()}`")
    assert copied.lower().strip(".,:") == word
    assert page.evaluate("word => { getSelection().empty(); return find(word) }", word)
    assert word in page.locator("main").aria_snapshot().lower()
    assert "\xad" not in page.content()
