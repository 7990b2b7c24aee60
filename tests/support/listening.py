"""A stand-in for the voice of a device: what was said with it."""

import json
import re

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
  speak(u) { now = u; spoken.push({ text: u.text.trim(), lang: u.lang, voice: u.voice?.name,
    rate: u.rate }) },
  cancel() { cancelled++; const said = now; now = null;
    said?.onerror?.({ error: "interrupted" }) } } });
"""
OWN = (
    '[{{name: "Cloud", lang: "{0}-XX", localService: false}}, {{name: "Own", lang: "{0}-XX",'
    ' localService: true}}, {{name: "Other", lang: "xx-XX", localService: true}}]'
)


def listen(page, lang: str):
    """The button at the head of the page, whatever it says now."""
    names = "|".join(t(lang, name) for name in ("Listen", "Stop", "No voice"))
    return page.get_by_role("banner").get_by_role("button", name=re.compile(f"^({names})$"))


def hear_all(page) -> list[dict]:
    """Let each sentence end, until it is quiet."""
    said = page.evaluate(
        "() => { for (let i = 0; i < 500 && speechSynthesis.speaking; i++) finish(); return"
        " spoken }"
    )
    assert not page.evaluate("speechSynthesis.speaking")
    return said


# `spoken` holds what was said; each sentence ends when the test calls `finish()`.
NO_VOICE = (
    "This device has no voice for this language. Ask someone to help you add a voice, or ask"
    " someone to read aloud."
)
CLOUD = (
    '[{{name: "Cloud", lang: "{0}-XX", localService: false}}, {{name: "Other", lang: "xx-XX",'
    " localService: true}}]"
)


def voices(*names: str, default: str = "") -> str:
    """Voices of a device, each as "Satu fi-FI"."""
    pairs = [name.rpartition(" ") for name in names]
    return json.dumps(
        [
            {"name": name, "lang": lang, "localService": True, "default": name == default}
            for name, _, lang in pairs
        ]
    )
