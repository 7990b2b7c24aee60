"""Listening, with a voice that stands in for the device's: what is said, in which order, by which
voice, and when it is quiet.
"""

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.browser import go
from tests.support.listening import CLOUD, NO_VOICE, OWN, hear_all, listen
from tests.support.texts import t


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_read_sentence_by_sentence_in_its_order_by_a_voice_of_the_device(
    hear, contents, lang
):
    page = hear(lang, OWN)
    assert page.evaluate("spoken") == []  # never by itself
    listen(page, lang).click()
    assert len(page.evaluate("spoken")) == 1  # the next waits until this one has ended
    said = hear_all(page)
    texts = [one["text"] for one in said]
    question = contents[lang].question("rights", "ri1")
    assert texts[2] == question.text and texts[-1] == t(lang, "Next")
    seen = page.locator("main").inner_text()

    def flat(text):
        return " ".join(text.split())

    places = [0]
    for text in texts:  # each behind the one before
        places.append(flat(seen).find(flat(text), places[-1]))
    assert -1 not in places
    for option in question.option:
        assert option.label in texts
    assert all(one["voice"] == "Own" and one["lang"] == f"{lang}-XX" for one in said), (
        "some devices speak only where the text says the voice's own language"
    )
    assert all(text.rstrip('.?”"').count(". ") == 0 for text in texts)
    assert t(lang, "Listen") not in texts and listen(page, lang).inner_text() == t(lang, "Listen")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", [100, 200])
def test_a_sentence_with_a_long_word_in_parts_is_heard_in_one(hear, lang, text):
    """`longwords` puts such words into boxes of their own."""
    page = hear(lang, OWN, path="", who="", reading=f"big.{text}.light")
    assert page.locator(".end i").count() or lang != "sv"
    listen(page, lang).click()
    said = t(
        lang,
        "We have tried to write easy words."
        " People with intellectual disabilities have not tested the words yet.",
    )
    assert said.partition(". ")[2] in [one["text"] for one in hear_all(page)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cloud_voice_is_never_used_and_the_page_says_kindly_what_to_do(hear, lang):
    for voices in (CLOUD, "[]"):
        page = hear(lang, voices)
        before = t(lang, "No voice" if voices == CLOUD else "Listen")
        assert listen(page, lang).inner_text() == before
        listen(page, lang).click()
        told = page.get_by_role("status").filter(has_text=t(lang, NO_VOICE))
        told.wait_for()
        assert page.evaluate("spoken") == []
        assert told.evaluate(
            "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <="
            " innerHeight }"
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_second_press_stops(hear, lang):
    page = hear(lang, OWN)
    listen(page, lang).click()
    page.evaluate("finish()")
    assert listen(page, lang).inner_text() == t(lang, "Stop")
    listen(page, lang).click()
    assert listen(page, lang).inner_text() == t(lang, "Listen") and not page.evaluate(
        "speechSynthesis.speaking"
    )
    page.evaluate("finish()")
    assert len(page.evaluate("spoken")) == 2
    assert page.locator(".speaking").count() == 0
    listen(page, lang).click()  # and from the beginning again
    assert page.evaluate("spoken[2].text === spoken[0].text")


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


@pytest.mark.parametrize("path", ["set/rights/ri1", "map", "proposal", "key", "reading"])
def test_there_is_one_button_and_none_for_who_wants_none(hear, path):
    """Whoever has not chosen has one, too."""
    for choice, count in (("", 1), ("press", 1), ("on", 1), ("off", 0)):
        reading = choice and f"big.100.device.{choice}.normal.no"
        page = hear("fi", OWN, path, reading=reading, who="some")
        assert page.get_by_role("button", name=t("fi", "Listen"), exact=True).count() == count
        assert (page.locator(".say").count() > 0) == (choice == "on" and path != "proposal")


def test_leaving_the_page_ends_the_reading(hear):
    page = hear("fi", OWN)
    listen(page, "fi").click()
    before = page.evaluate("cancelled")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("cancelled") > before and not page.evaluate("speechSynthesis.speaking")


def test_a_browser_that_cannot_speak_says_so_before_the_press(come, key_of):
    page = come("fi", key_of("fresh"), reading="big.100.device.on.normal.no")
    page.add_init_script(
        "delete window.speechSynthesis; Object.defineProperty(window, 'speechSynthesis', { value:"
        " undefined })"
    )
    go(page, "fi", "set/rights/ri1")
    button = page.get_by_role("button", name=t("fi", "No voice"), exact=True)
    assert page.locator(".say").count() == 0
    button.click()
    assert page.get_by_role("status").filter(has_text=t("fi", NO_VOICE)).is_visible()
    assert button.is_visible()


TRANSLATED = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), nodes = [];
  for (let node; (node = walker.nextNode());) nodes.push(node);
  for (const node of nodes) if (node.data.trim()) {
    const a = document.createElement("font"), b = document.createElement("font");
    node.replaceWith(a); a.append(b); b.append(node.data) } }"""


def test_a_translated_page_is_read_and_marked_as_before(hear):
    """A browser that translates puts each text into <font><font>."""
    plain = hear("fi", OWN)
    listen(plain, "fi").click()
    said = [one["text"] for one in hear_all(plain)]
    page = hear("fi", OWN)
    page.evaluate(TRANSLATED)
    listen(page, "fi").click()
    for i in range(3):
        assert page.evaluate(
            "[...CSS.highlights.get('sentence')].map(r => r.toString()).join('')"
        ).strip() == page.evaluate(f"spoken[{i}].text")
        page.evaluate("finish()")
    assert [one["text"] for one in hear_all(page)] == said


def test_a_page_that_is_translated_while_it_is_read_goes_on(hear):
    page = hear("fi", OWN)
    listen(page, "fi").click()
    page.evaluate(
        "() => { for (const p of document.querySelectorAll('main p, main h1')) p.textContent ="
        " 'x'; }"
    )
    said = hear_all(page)
    assert len(said) > 4 and listen(page, "fi").inner_text() == t("fi", "Listen")
