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
    assert texts[0] == question.text
    seen = page.locator("main").inner_text()

    def flat(text):
        return " ".join(text.split())

    places = [flat(seen).find(flat(text)) for text in texts]
    assert -1 not in places and places == sorted(places)
    for option in question.option:
        assert option.label in texts
    assert all(one["voice"] == "Own" and one["lang"] == f"{lang}-XX" for one in said), (
        "some devices speak only where the text says the voice's own language"
    )
    assert all(text.rstrip('.?”"').count(". ") == 0 for text in texts)
    assert t(lang, "Listen") not in texts and listen(page, lang).inner_text() == t(lang, "Listen")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cloud_voice_is_never_used_and_the_page_says_kindly_what_to_do(hear, lang):
    for voices in (CLOUD, "[]"):
        page = hear(lang, voices)
        listen(page, lang).click()
        told = page.get_by_role("status").filter(has_text=t(lang, NO_VOICE))
        told.wait_for()
        assert page.evaluate("spoken") == [] and listen(page, lang).inner_text() == t(
            lang, "Listen"
        )
        assert told.evaluate(
            "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <="
            " innerHeight }"
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_second_press_stops(hear, lang):
    page = hear(lang, OWN)
    listen(page, lang).click()
    page.evaluate("finish()")
    assert listen(page, lang).inner_text() == t(lang, "Stop listening")
    listen(page, lang).click()
    assert listen(page, lang).inner_text() == t(lang, "Listen") and not page.evaluate(
        "speechSynthesis.speaking"
    )
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


def test_each_line_has_one_button_to_listen_and_what_is_folded_has_its_own_inside(hear):
    page = hear("fi", OWN, "proposal", who="some")
    lines = page.locator(".entry").filter(has=page.locator("details.why"))
    assert lines.count() > 3
    for line in lines.all():
        assert line.locator(".say:visible").count() == 1
    lines.first.locator("summary").click()
    assert (
        lines.first.locator("details .say:visible").count() == 1
        and lines.first.locator(".acts .say").count() == 1
    )


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
    page.add_init_script(
        "delete window.speechSynthesis; Object.defineProperty(window, 'speechSynthesis', { value:"
        " undefined })"
    )
    go(page, "fi", "set/rights/ri1")
    assert page.get_by_role("button", name=t("fi", "Listen"), exact=True).count() == 0


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
