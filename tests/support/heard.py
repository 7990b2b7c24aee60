"""What is heard of a page with the button Listen, beside what is seen on it.

`python -m tests.support.heard` prints what is heard on the short way, from the start page to "Take
it with me", in each language; with the names of languages only in those.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from hbself.model.languages import LANGUAGES
from tests.support.browser import go, launch_options, path_of
from tests.support.listening import VOICES, hear_all, voices
from tests.support.serving import end, serve
from tests.support.texts import t

ALL = voices(*(f"Mine {lang}-XX" for lang in LANGUAGES))
# A sign beside each choice; two answers
READING = "big.100.device.on.normal.yes"
MOST = 120  # pages of the short way; more than it has

# What is seen, as the browser itself tells it (innerText), without signs that are decoration and
# words for screen readers only, and with what stands in the place of words: texts of pictures, what
# the person wrote in a field, what is picked. Of what is wrong each thing is told once.
SEEN = """picked => {
  const unseen = new CSSStyleSheet(), added = [], shut = [];
  unseen.replaceSync(`.say, .skip, #listen, #voice, [aria-hidden=true], .hidden, .unheard,
      details:not([open]) > :not(summary) { display: none !important }
    [aria-hidden=true] + .hidden, .hidden:has(+ [aria-hidden=true]), .chosen > .hidden {
      display: inline !important; position: static !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, unseen];
  const say = (place, words) => { const one = document.createElement("p");
    one.textContent = words; place.after(one); added.push(one) };
  const shutUp = e => { e.classList.add("unheard"); shut.push(e) };
  const faults = document.querySelector("#faults");
  for (const e of document.querySelectorAll("main .fault"))
    if (faults && faults.innerText.includes(e.innerText.trim())) shutUp(e);
  for (const e of document.querySelectorAll("main img[alt]")) if (e.alt) say(e, e.alt);
  for (const e of document.querySelectorAll("main :is(input, textarea)[dir=auto]"))
    say(e, e.value);
  for (const e of document.querySelectorAll("main label"))
    if (e.querySelector(":checked")) say(e.lastElementChild, picked);
  const pressed = [...document.querySelectorAll(
    "main :is(a[href], button, summary, input, textarea, select)")].filter(
    e => e.checkVisibility({ visibilityProperty: true }) && e.type !== "hidden");
  const nameless = pressed.filter(e => {
    const label = e.getAttribute("aria-label");
    if (label && e.matches("a, button")) { shutUp(e); say(e, label); return false }
    return ![e, ...(e.labels || [])].some(one => one.innerText.trim()) });
  const parts = location.pathname.match(/^.(..).$/) ? ["header", "main", "footer"] : ["main"];
  const seen = parts.map(e => document.querySelector(e).innerText).join("\\n");
  for (const one of added) one.remove();
  for (const one of shut) one.classList.remove("unheard");
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== unseen);
  return [seen, nameless.map(e => e.outerHTML.slice(0, 120))] }"""


def read_aloud(page: Page, lang: str) -> list[str]:
    """Press Listen, and let each sentence end."""
    page.evaluate("spoken.length = 0")
    page.get_by_role("button", name=t(lang, "Listen"), exact=True).first.click()
    return [one["text"] for one in hear_all(page)]


def _words(texts: list[str]) -> list[str]:
    plain = " ".join(texts).replace("\u00ad", "").replace("\u200b", "").lower()
    return re.findall(r"\w+", plain)


def unlike(page: Page, lang: str, said: list[str]) -> list[str]:
    """What was seen and not heard, heard twice or out of its order; and what can be pressed and has
    no words. Nothing: all is well. Letter by letter: sentences begin and end otherwise than lines,
    and a code is spelled.
    """
    seen, nameless = page.evaluate(SEEN, t(lang, "this is chosen"))
    one, other = _words([seen]), _words(said)
    if "".join(one) == "".join(other):
        one = other
    differ = unified_diff(one, other, "seen", "heard", n=3, lineterm="")
    return [*differ, *(f"has no words: {e}" for e in nameless)]


# ---- the short way -------------------------------------------------------------------------------


def short_way(page: Page, lang: str) -> Iterator[str]:
    """From the start page to "Take it with me": at each page its path, then the next press. Before
    the first answer Next is pressed without one.
    """
    go(page, lang)
    asked = False
    for _ in range(MOST):
        path = path_of(page)
        yield path
        if path == "take":
            return
        empty = not asked and page.locator("main input[name=answer]").count() > 0
        asked = asked or empty
        step = page.locator("main .next:visible").last if empty else _step(page, lang, path)
        with page.expect_navigation():
            step.click()
    raise AssertionError("the short way does not end")


def _step(page: Page, lang: str, path: str):
    """Answer what is asked, as somebody does who wants a change; what to press then."""
    main = page.get_by_role("main")
    words = {"proposal": "Take it with me", "map": "Look at my proposal"}
    if path.split("/")[0] in words:
        return main.get_by_role("link", name=t(lang, words[path.split("/")[0]])).first
    if path.startswith("name/"):
        return main.get_by_role("button", name=t(lang, "Without a name"))
    boxes = main.locator("input[name=answer]:visible")
    picked = main.locator("input[name=answer]:checked")
    if path == "how-much":
        main.locator("input[value=short]").check()
    elif boxes.count() and not picked.count():
        last = path.startswith("set/") and boxes.first.get_attribute("type") == "radio"
        (boxes.last if last else boxes.first).check()
    elif not boxes.count() and main.locator("button[value=skipped]").count():
        return main.locator("button[value=skipped]")
    wish = main.locator("input[name=change]")
    if wish.count():
        wish.check()
    return main.locator(".next:visible").last


def transcript(page: Page, lang: str) -> Iterator[str]:
    """What is heard on the short way: a line with the path, and one for each sentence."""
    for path in short_way(page, lang):
        yield f"== {lang}/{path}"
        yield from read_aloud(page, lang)


def main(langs: list[str]) -> None:
    """Print what is heard in these languages."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tool:
        site = serve(Path(folder) / "answers.db")
        browser = tool.chromium.launch(**launch_options(tool))
        try:
            for lang in langs:
                page = browser.new_page(locale=lang, base_url=site.address)
                page.add_init_script(VOICES % ALL)
                cookie = {"name": "reading", "value": READING, "url": site.address}
                page.context.add_cookies([cookie])
                for line in transcript(page, lang):
                    print(line)
        finally:
            browser.close()
            end(site)


if __name__ == "__main__":
    main(sys.argv[1:] or list(LANGUAGES))
