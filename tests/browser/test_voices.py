"""Which voice speaks, and voices that come late, never begin or never end."""

import json

import pytest

from hbself.model.languages import LANGUAGES
from tests.support.browser import go
from tests.support.listening import CLOUD, NO_VOICE, OWN, VOICES, hear_all, listen, voices
from tests.support.texts import t

SIGNS = "big.100.device.on.normal.no"  # a sign beside each choice

# ---- which voice ---------------------------------------------------------------------------------


def speaker(come, key_of, lang: str, found: str) -> str | None:
    """Which of the voices speaks on a page in this language; None: none, and the page says so."""
    page = come(lang, key_of("fresh"))
    page.add_init_script(VOICES % found)
    go(page, lang, "set/rights/ri1")
    listen(page, lang).click()
    if page.get_by_role("status").filter(has_text=t(lang, NO_VOICE)).count():
        assert page.evaluate("spoken") == []
        return None
    said = page.evaluate("spoken[0]")
    assert f"{said['voice']} {said['lang']}" in [
        f"{one['name']} {one['lang']}" for one in json.loads(found)
    ], "the text has the voice's own language"
    return said["voice"]


@pytest.mark.parametrize(
    ("lang", "tags"),
    [
        ("fi", ("fi", "fi-FI", "fi_FI", "FI-fi", "fin", "fin-FI-f000", "fin_FIN")),
        ("sv", ("sv", "sv-SE", "sv_FI", "swe", "swe-SE-f000")),
        ("en", ("en", "en-GB", "en_US", "eng-US-f000", "eng")),
    ],
)
def test_a_voice_of_the_language_is_known_however_the_device_writes_it(come, key_of, lang, tags):
    for tag in tags:
        assert speaker(come, key_of, lang, voices(f"Mine {tag}")) == "Mine", tag


@pytest.mark.parametrize(
    ("lang", "others"),
    [
        ("fi", ("fil-PH", "fil_PH", "fil", "fij-FJ", "f", "")),
        ("sv", ("svk-SK", "sva", "sw-KE")),
        ("en", ("enm", "enb-KE", "e")),
    ],
)
def test_a_voice_of_another_language_never_speaks(come, key_of, lang, others):
    """ "fil" is Filipino, not Finnish."""
    for other in others:
        assert speaker(come, key_of, lang, voices(f"Wrong {other}")) is None, other
        assert speaker(come, key_of, lang, voices(f"Wrong {other}", f"Mine {lang}-XX")) == "Mine", (
            other
        )


@pytest.mark.parametrize(
    ("lang", "best", "found"),
    [
        ("fi", "Satu", voices("Eddy (suomi (Suomi)) fi-FI", "Satu fi-FI", default="Satu")),
        ("fi", "Onni", voices("Grandma (Finnish (Finland)) fi-FI", "Shelley fi-FI", "Onni fi-FI")),
        ("fi", "Mine", voices("Other fi-FI", "Mine fi-FI", default="Mine")),
        (
            "fi",
            "Microsoft Heidi - Finnish (Finland)",
            voices("Something fi-FI", "Microsoft Heidi - Finnish (Finland) fi-FI"),
        ),
        ("fi", "Satu (Enhanced)", voices("Satu fi-FI", "Satu (Enhanced) fi-FI", default="Satu")),
        (
            "fi",
            "Microsoft Noora Online (Natural)",
            voices("Microsoft Heidi fi-FI", "Microsoft Noora Online (Natural) fi-FI"),
        ),
        ("fi", "Mine", voices("Eddy fi-FI", "Mine fi-FI", default="Eddy")),
        ("fi", "Finnish Finland", voices("Finnish (espeak-ng) fi", "Finnish Finland fi_FI")),
        ("fi", "Eddy", voices("Eddy fi-FI", "Samantha en-US")),
        ("sv", "Alva", voices("Rocko (svenska (Sverige)) sv-SE", "Sandy sv-SE", "Alva sv-SE")),
        ("sv", "Oskar", voices("Robot sv-SE", "Oskar sv-SE")),
        (
            "en",
            "Samantha",
            voices("Albert en-US", "Bad News en-US", "Samantha en-US", default="Samantha"),
        ),
        (
            "en",
            "Karen",
            voices(
                "Zarvox en-US",
                "Good News en-US",
                "Reed (English (UK)) en-GB",
                "Whisper en-US",
                "Karen en-AU",
            ),
        ),
        (
            "en",
            "Ava (Premium)",
            voices("Bells en-US", "Samantha en-US", "Ava (Premium) en-US", default="Samantha"),
        ),
    ],
)
def test_the_best_voice_of_the_device_speaks_and_jokes_and_robots_come_last(
    come, key_of, lang, best, found
):
    assert speaker(come, key_of, lang, found) == best


def test_each_text_is_read_by_a_voice_of_its_own_language(hear):
    """A reader's page has the person's language in the middle of another one; a browser that
    translates changes the page's language.
    """
    both = voices("Mine fi-FI", "Alva sv-SE")
    page = hear("fi", both.replace("{", "{{").replace("}", "}}"))
    page.evaluate("document.querySelector('h1').lang = 'sv'")
    listen(page, "fi").click()
    assert [one["voice"] for one in hear_all(page)][1:4] == ["Mine", "Alva", "Mine"]
    page.evaluate("() => { spoken.length = 0; document.querySelector('h1').lang = 'fr' }")
    listen(page, "fi").click()
    assert {one["voice"] for one in hear_all(page)} == {"Mine"}, (
        "what no voice can read is left out, not read wrongly"
    )
    page.evaluate(
        "() => { spoken.length = 0; document.querySelector('h1').removeAttribute('lang');"
        " document.documentElement.lang = 'sv' }"
    )
    listen(page, "fi").click()
    assert {one["voice"] for one in hear_all(page)} == {"Alva"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_voice_only_the_button_that_says_so_is_there(hear, lang):
    page = hear(lang, CLOUD, reading=SIGNS)
    assert listen(page, lang).inner_text() == t(lang, "No voice")
    assert listen(page, lang).is_visible() and page.locator(".say").count() == 0


# ---- voices that come late, never begin, never end -----------------------------------------------

LATE = """
const late = voices.splice(0); let heard = null;
speechSynthesis.addEventListener = (kind, act) => { heard = act };
window.comeNow = () => { voices.push(...late); heard?.() };
"""


def test_voices_that_come_late_are_waited_for(hear, come, key_of):
    page = come("fi", key_of("fresh"))
    page.clock.install()
    page.add_init_script(VOICES % OWN.format("fi") + LATE)
    go(page, "fi", "set/rights/ri1")
    listen(page, "fi").click()
    assert listen(page, "fi").inner_text() == t("fi", "Stop")
    page.clock.run_for(850)
    page.evaluate("comeNow()")
    page.clock.run_for(200)
    assert page.evaluate("spoken.length") == 1 and page.evaluate("cancelled") == 0
    listen(page, "fi").click()
    assert page.evaluate("spoken.length") == 1 and listen(page, "fi").inner_text() == t(
        "fi", "Listen"
    )


def test_waiting_for_a_voice_can_be_stopped_and_has_an_end(come, key_of):
    page = come("fi", key_of("fresh"))
    page.clock.install()
    page.add_init_script(VOICES % OWN.format("fi") + LATE)
    go(page, "fi", "set/rights/ri1")
    listen(page, "fi").click()
    listen(page, "fi").click()
    page.evaluate("comeNow()")
    page.clock.run_for(2000)
    assert page.evaluate("spoken") == [] and listen(page, "fi").inner_text() == t("fi", "Listen")


PLACES = """() => [...document.querySelectorAll("header *, main *")].map(
    e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height] })"""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reading", ["", "big.200.device.on.normal.no"])
def test_late_voices_of_other_languages_are_told_and_nothing_moves(come, key_of, lang, reading):
    page = come(lang, key_of("fresh"), reading=reading, viewport={"width": 320, "height": 640})
    page.add_init_script(VOICES % CLOUD.format(lang) + LATE)
    go(page, lang, "set/rights/ri1")
    assert listen(page, lang).inner_text() == t(lang, "Listen")
    before = page.evaluate(PLACES)
    page.evaluate("comeNow()")
    assert listen(page, lang).inner_text() == t(lang, "No voice")
    assert not page.locator(".say:visible").count() and page.evaluate(PLACES) == before


def test_where_no_voice_comes_it_is_told_after_a_while_and_taken_back_when_one_comes(come, key_of):
    page = come("fi", key_of("fresh"))
    page.clock.install()
    page.add_init_script(VOICES % OWN.format("fi") + LATE)
    go(page, "fi", "set/rights/ri1")
    assert listen(page, "fi").inner_text() == t("fi", "Listen")
    page.clock.run_for(3000)
    assert listen(page, "fi").inner_text() == t("fi", "No voice")
    page.evaluate("comeNow()")
    assert listen(page, "fi").inner_text() == t("fi", "Listen")
    listen(page, "fi").click()
    assert page.evaluate("spoken.length") == 1


def test_nothing_moves_when_the_reading_begins(hear):
    page = hear("fi", OWN)
    before = page.evaluate(PLACES)
    listen(page, "fi").click()
    assert listen(page, "fi").inner_text() == t("fi", "Stop")
    assert page.evaluate(PLACES) == before


SENTENCES = "spoken.map(one => one.text)"


def test_a_voice_that_never_ends_is_ended_and_the_next_sentence_comes(come, key_of):
    page = come("fi", key_of("fresh"))
    page.clock.install()
    page.add_init_script(
        VOICES
        % OWN.format("fi")
        + "const speak = speechSynthesis.speak; speechSynthesis.speak = u => { speak(u);"
        " u.onstart?.({}) }"
    )
    go(page, "fi", "set/rights/ri1")
    listen(page, "fi").click()
    first = page.evaluate(SENTENCES)
    page.clock.run_for(round(1000 * (len(first[0]) / 5 + 5)) - 500)
    assert page.evaluate(SENTENCES) == first, "it may take its time"
    page.clock.run_for(1500)
    assert len(page.evaluate(SENTENCES)) == 2 and page.evaluate("cancelled") == 1
    for _ in range(40):
        page.clock.run_for(60_000)
    assert (
        listen(page, "fi").inner_text() == t("fi", "Listen") and len(page.evaluate(SENTENCES)) > 4
    )


def test_a_voice_that_never_begins_is_no_voice(come, key_of):
    page = come("fi", key_of("fresh"))
    page.clock.install()
    page.add_init_script(VOICES % OWN.format("fi"))
    go(page, "fi", "set/rights/ri1")
    listen(page, "fi").click()
    page.clock.run_for(120_000)
    assert (
        len(page.evaluate(SENTENCES)) == 2
        and page.get_by_role("status").filter(has_text=t("fi", NO_VOICE)).is_visible()
    )
    assert listen(page, "fi").inner_text() == t("fi", "Listen")


FAILS = (
    "const speak = speechSynthesis.speak; speechSynthesis.speak = u => { speak(u); if (u.voice.name"
    " === 'Satu') u.onerror?.({ error: 'synthesis-failed' }) }"
)


def test_a_voice_that_fails_gives_way_to_another(come, key_of):
    for found, told in ((voices("Satu fi-FI", "Mine fi-FI"), 0), (voices("Satu fi-FI"), 1)):
        page = come("fi", key_of("fresh"))
        page.add_init_script(VOICES % found + FAILS)
        go(page, "fi", "set/rights/ri1")
        listen(page, "fi").click()
        assert page.get_by_role("status").filter(has_text=t("fi", NO_VOICE)).count() == told
        said = page.evaluate("spoken")
        assert (
            len({one["text"] for one in said}) == 1
            and [one["voice"] for one in said] == ["Satu", "Mine"][: 2 - told]
        )


@pytest.mark.parametrize("error", ["interrupted", "canceled"])
def test_when_another_page_takes_the_voice_the_reading_ends_and_can_begin_again(hear, error):
    page = hear("fi", OWN)
    listen(page, "fi").click()
    page.evaluate("error => fail(error)", error)
    assert (
        listen(page, "fi").inner_text() == t("fi", "Listen")
        and not page.get_by_role("status").filter(has_text=t("fi", NO_VOICE)).count()
    )
    listen(page, "fi").click()
    assert page.evaluate("spoken[1].text === spoken[0].text && spoken.length === 2")


def test_nothing_is_cancelled_where_nothing_speaks(hear):
    """On some devices a voice that has just been told to be quiet swallows what comes next."""
    page = hear("fi", OWN)
    listen(page, "fi").click()
    hear_all(page)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("cancelled") == 0


def test_a_voice_that_still_speaks_from_elsewhere_is_ended_first(come, key_of):
    page = come("fi", key_of("fresh"))
    page.clock.install()
    page.add_init_script(VOICES % OWN.format("fi"))
    go(page, "fi", "set/rights/ri1")
    page.evaluate("speechSynthesis.speak({ text: 'from another page' })")
    listen(page, "fi").click()
    assert page.evaluate("[cancelled, spoken.length]") == [1, 1]
    page.clock.run_for(200)
    assert page.evaluate("[cancelled, spoken.length]") == [1, 2]
