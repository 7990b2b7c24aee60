"""A stand-in for the voice of a device: what was said with it."""

from tests.support.texts import t

VOICES = """
const voices = %s;
window.spoken = []; window.cancelled = 0;
let now = null;
window.fail = error => { const said = now; now = null; said?.onerror?.({ error }); };
window.finish = () => { const said = now; now = null; said?.onend?.({}); };
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, addEventListener() {}, removeEventListener() {}, resume() {},
  get speaking() { return !!now }, get pending() { return false }, get paused() { return false },
  speak(u) { now = u; spoken.push({ text: u.text.trim(), lang: u.lang, voice: u.voice?.name, rate: u.rate }) },
  cancel() { cancelled++; const said = now; now = null; said?.onerror?.({ error: "interrupted" }) } } });
"""
OWN = (
    '[{{name: "Cloud", lang: "{0}-XX", localService: false}}, {{name: "Own", lang: "{0}-XX",'
    ' localService: true}}, {{name: "Other", lang: "xx-XX", localService: true}}]'
)


def listen(page, lang: str):
    """The button at the head of the page."""
    return page.get_by_role("navigation", name=t(lang, "Tools")).get_by_role("button").first


def hear_all(page) -> list[dict]:
    """Let each sentence end, until it is quiet."""
    said = page.evaluate(
        "() => { for (let i = 0; i < 500 && speechSynthesis.speaking; i++) finish(); return"
        " spoken }"
    )
    assert not page.evaluate("speechSynthesis.speaking")
    return said
