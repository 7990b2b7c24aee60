"""Listening, with a voice that stands in for the device's: what is said, in which order, by which voice, and when it is quiet."""

import pytest

from browser import go, t
from hbself.model import LANGUAGES

# `spoken` holds what was said; each sentence ends when the test calls `finish()`.
VOICES = """
const voices = %s;
window.spoken = []; window.cancelled = 0;
let now = null;
window.finish = () => { const said = now; now = null; said?.onend?.({}); };
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, addEventListener() {}, removeEventListener() {},
  get speaking() { return !!now }, get pending() { return false }, get paused() { return false },
  speak(u) { now = u; spoken.push({ text: u.text.trim(), lang: u.lang, voice: u.voice?.name, rate: u.rate }) },
  cancel() { cancelled++; const said = now; now = null; said?.onerror?.({ error: "interrupted" }) } } });
"""
OWN = '[{{name: "Cloud", lang: "{0}-XX", localService: false}}, {{name: "Own", lang: "{0}-XX", localService: true}}, {{name: "Other", lang: "xx-XX", localService: true}}]'
CLOUD = '[{{name: "Cloud", lang: "{0}-XX", localService: false}}, {{name: "Other", lang: "xx-XX", localService: true}}]'


@pytest.fixture
def hear(come, key_of):
    """`hear("fi", OWN, "set/rights/ri1")`: a page on a device with these voices."""

    def begin(lang: str, voices: str, path: str = "set/rights/ri1", reading: str = ""):
        page = come(lang, key_of("fresh"), reading=reading)
        page.add_init_script(VOICES % voices.format(lang))
        go(page, lang, path)
        return page

    return begin


def listen(page, lang: str):
    """The button at the head of the page."""
    return page.get_by_role("navigation", name=t(lang, "Tools")).get_by_role("button").first


def hear_all(page) -> list[dict]:
    """Let each sentence end, until it is quiet."""
    said = page.evaluate("() => { for (let i = 0; i < 500 && speechSynthesis.speaking; i++) finish(); return spoken }")
    assert not page.evaluate("speechSynthesis.speaking")
    return said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_read_sentence_by_sentence_in_its_order_by_a_voice_of_the_device(hear, contents, lang):
    page = hear(lang, OWN)
    assert page.evaluate("spoken") == []  # never by itself
    listen(page, lang).click()
    assert len(page.evaluate("spoken")) == 1  # the next waits until this one has ended
    said = hear_all(page)
    texts = [one["text"] for one in said]
    question = contents[lang].question("rights", "ri1")
    assert texts[0] == question.text
    seen = page.locator("main").inner_text()
    flat = lambda text: " ".join(text.split())  # noqa: E731
    places = [flat(seen).find(flat(text)) for text in texts]
    assert -1 not in places and places == sorted(places)
    for option in question.option:
        assert option.label in texts
    assert all(one["voice"] == "Own" and one["lang"] == lang for one in said)
    assert all(text.rstrip(".?”\"").count(". ") == 0 for text in texts)
    assert t(lang, "Listen") not in texts and listen(page, lang).inner_text() == t(lang, "Listen")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cloud_voice_is_never_used_and_the_page_says_kindly_what_to_do(hear, lang):
    for voices in (CLOUD, "[]"):
        page = hear(lang, voices)
        listen(page, lang).click()
        assert page.evaluate("spoken") == []
        said = t(lang, "This device has no voice for this language. Ask someone to help you add a voice, or ask someone to read aloud.")
        told = page.get_by_role("status").filter(has_text=said)
        assert told.is_visible() and told.evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_second_press_stops(hear, lang):
    page = hear(lang, OWN)
    listen(page, lang).click()
    page.evaluate("finish()")
    assert listen(page, lang).inner_text() == t(lang, "Stop listening")
    listen(page, lang).click()
    assert listen(page, lang).inner_text() == t(lang, "Listen") and not page.evaluate("speechSynthesis.speaking")
    page.evaluate("finish()")
    assert len(page.evaluate("spoken")) == 2
    assert page.locator(".speaking").count() == 0
    listen(page, lang).click()  # and from the beginning again
    assert page.evaluate("spoken[2].text === spoken[0].text")


def test_each_block_has_a_button_of_its_own(hear, contents):
    page = hear("fi", OWN)
    page.get_by_role("main").get_by_role("button", name=t("fi", "Listen")).first.click()
    said = [one["text"] for one in hear_all(page)]
    question = contents["fi"].question("rights", "ri1")
    assert said[0] == question.text and not {o.label for o in question.option} & set(said)


def test_the_sentence_that_is_spoken_is_marked(hear):
    page = hear("fi", OWN)
    listen(page, "fi").click()
    marked = "[...CSS.highlights.get('sentence')].map(r => r.toString()).join('')"
    for i in range(3):
        assert page.evaluate(marked).strip() == page.evaluate(f"spoken[{i}].text")
        page.evaluate("finish()")
    hear_all(page)
    assert not page.evaluate("CSS.highlights.has('sentence')")


def test_slower_is_slower(hear):
    rates = []
    for reading in ("big.100.device.on.normal.no", "big.100.device.on.slow.no"):
        page = hear("fi", OWN, reading=reading)
        listen(page, "fi").click()
        rates.append(page.evaluate("spoken[0].rate"))
    assert rates[1] < rates[0] <= 1


def test_who_wants_one_button_has_one_and_who_wants_none_has_none(hear):
    one = hear("fi", OWN, reading="big.100.device.press.normal.no")
    assert one.get_by_role("button", name=t("fi", "Listen"), exact=True).count() == 1
    none = hear("fi", OWN, reading="big.100.device.off.normal.no")
    assert none.get_by_role("button", name=t("fi", "Listen"), exact=True).count() == 0


def test_leaving_the_page_ends_the_reading(hear):
    page = hear("fi", OWN)
    listen(page, "fi").click()
    before = page.evaluate("cancelled")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("cancelled") > before and not page.evaluate("speechSynthesis.speaking")


def test_without_a_voice_of_the_browser_there_is_no_button(come, key_of):
    page = come("fi", key_of("fresh"))
    page.add_init_script("delete window.speechSynthesis; Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    go(page, "fi", "set/rights/ri1")
    assert page.get_by_role("button", name=t("fi", "Listen"), exact=True).count() == 0
