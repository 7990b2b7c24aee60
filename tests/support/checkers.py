"""Three independent engines look at a page in the browser: axe, IBM's checker and HTML_CodeSniffer.
Each tells its faults in a line each.

What an engine only asks a person to look at (IBM's "potential" and "manual", HTML_CodeSniffer's
warnings and notices) is no fault: docs/accessibility-checks.md says how those are looked at.
"""

import functools
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from tests.support.fetch_checkers import IBM, SNIFFER

# All tags of axe's rules but "experimental" and "deprecated". Named, because the default run leaves
# AAA and target-size out.
TAGS = [
    "wcag2a",
    "wcag2aa",
    "wcag2aaa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
    "section508",
    "EN-301-549",
    "TTv5",
    "RGAAv4",
    "ACT",
]
AXE = Axe().axe_script
# False alarms, reviewed; each stands with its reason in docs/accessibility-checks.md. (rule of
# IBM's engine, what its line has in it)
KNOWN = [
    ("aria_role_redundant", 'role="list"'),
    ("element_attribute_deprecated", '"http-equiv" is deprecated for the <meta>'),
]
ALL_OF_IBM = """async () => {
  const report = await new ace.Checker().check(document, ["IBM_Accessibility"]);
  return report.results.filter(r => r.value[1] === "FAIL")
    .map(r => `${r.ruleId}: ${r.message} ${r.snippet.slice(0, 160)}`) }"""
ALL_OF_SNIFFER = """() => new Promise((done, fail) =>
  HTMLCS.process("WCAG2AAA", document, () => done(HTMLCS.getMessages()
    .filter(m => m.type === HTMLCS.ERROR)
    .map(m => `${m.code}: ${m.msg} ${(m.element.outerHTML || "").slice(0, 160)}`)), fail))"""


@functools.cache
def script(place: Path) -> str:
    """A checker's file. Raises FileNotFoundError with words: where it is missing the tests fail."""
    if not place.is_file():
        raise FileNotFoundError(
            f"{place} is missing: `make test` fetches it, or python -m tests.support.fetch_checkers"
        )
    return place.read_text("utf-8")


def seen_whole(page) -> None:
    """A window as high as its page. Reviewed 2026-11-30: below a question the moves stay at the end
    of a lower one, and axe takes for covered what is scrolled out from under them
    (test_first_screen.py holds that).
    """
    high = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({**page.viewport_size, "height": max(high, 720)})


def axe(page, **options) -> dict:
    """What axe finds: {"violations": [...], ...}."""
    page.evaluate(AXE)
    # Without loading the style sheets again: only rules about sound, and experimental ones, look
    # into them.
    return page.evaluate(
        "options => axe.run(document, options)",
        {"resultTypes": ["violations"], "preload": False, **options},
    )


def told(found: dict) -> list[str]:
    """The violations of axe in a line each."""
    return [
        f"{v['id']}: {n['target']} {n['html'][:160]} {n['any'][0]['message'] if n['any'] else ''}"
        for v in found["violations"]
        for n in v["nodes"]
    ]


def by_ibm(page) -> list[str]:
    """Failures of all rules of IBM's engine, its recommendations too, without the known false
    alarms.
    """
    page.evaluate(script(IBM.place))
    found = page.evaluate(ALL_OF_IBM)
    return [
        f"IBM: {one}"
        for one in found
        if not any(one.startswith(rule) and part in one for rule, part in KNOWN)
    ]


def by_sniffer(page) -> list[str]:
    """Errors of HTML_CodeSniffer at WCAG 2 AAA."""
    page.evaluate(script(SNIFFER.place))
    return [f"HTML_CodeSniffer: {one}" for one in page.evaluate(ALL_OF_SNIFFER)]


def by_all(page) -> list[str]:
    """What the three engines find on the page as it stands."""
    return (
        told(axe(page, runOnly={"type": "tag", "values": TAGS})) + by_ibm(page) + by_sniffer(page)
    )
