"""Each page state in each language: three engines with all their rules, targets, names, focus on
errors, what a screen reader says.
"""

import os
import re
from pathlib import Path

import pytest

from hbself import settings
from hbself.export import Look
from hbself.export import page as exported
from hbself.life import proposal
from hbself.life.life import Life
from hbself.model.languages import LANGUAGES
from hbself.web import parts
from tests.support.browser import go, path_of, press
from tests.support.checkers import TAGS, axe, by_all, by_ibm, by_sniffer, seen_whole, told
from tests.support.looks import CLOSED, OPEN, PICTURES, TARGET, TARGETS, UNTOLD, does_not_fit
from tests.support.states import STATES
from tests.support.texts import t

SNAPSHOTS = Path(__file__).parent / "snapshots"
ERRORS = ("-error", "-too-long")  # how the names of states end in which something is missing
# With what the title of a page with faults begins
WRONG = ("Something is missing", "Check this", "We could not save this now")
CONTRAST = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]


def _flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", STATES)
def test_each_state_can_be_used_by_everybody(show, name, lang):
    """After an error the summary leads to the field. Three engines (two also before all is opened);
    targets; pictures; title; contrast in the two other colour sets, which are the same in each
    language; what assistive technology needs to tell lists and disclosure; and whether it fits
    where there is little room. What a page asks elsewhere, policies that it breaks and scripts that
    fail are seen by `come`.
    """
    page = show(name, lang, color_scheme="light")
    if name.endswith(ERRORS):
        leads_to_the_field(page, lang)
    # Where nothing is closed, the page stays as it is and is looked at once.
    faults = by_ibm(page) + by_sniffer(page) if page.locator(CLOSED).count() else []
    page.evaluate(OPEN)
    seen_whole(page)
    assert page.evaluate(TARGETS, TARGET) == []
    assert page.evaluate(PICTURES) == []
    assert page.evaluate(UNTOLD) == []
    begins = page.get_by_role("heading", level=1).evaluate(
        "h => { const one = h.cloneNode(true); one.querySelector('bdi')?.remove(); return"
        " one.innerText }"
    )
    assert re.sub(
        f"^({'|'.join(t(lang, one) for one in WRONG)}): ", "", _flat(page.title())
    ).startswith(_flat(begins).rstrip(": ")), "names stand in no title"
    assert page.locator("html").get_attribute("lang") == lang
    faults += by_all(page)
    for colours in ("dark", "yellow") if lang == "fi" else ():
        page.evaluate("colours => { document.documentElement.dataset.colours = colours }", colours)
        faults += [
            f"{colours}: {fault}"
            for fault in told(
                page.evaluate(
                    "rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules})",
                    CONTRAST,
                )
            )
        ]
    assert faults + does_not_fit(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_examples_of_parts_can_be_used_by_everybody(come, visit_in, lang):
    """On one page, beside the states of pages: a part may look so on none of those."""
    page = come(lang)
    visit_in(lang)
    made = parts.examples_page()
    page.route(f"**/{lang}/words", lambda route: route.fulfill(body=made, content_type="text/html"))
    svg = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    page.route("**/qr.svg*", lambda route: route.fulfill(body=svg, content_type="image/svg+xml"))
    go(page, lang, "words")
    page.evaluate(OPEN)
    assert page.evaluate(TARGETS, TARGET) == []
    assert page.evaluate(PICTURES) == []
    assert page.evaluate(UNTOLD) == []
    assert by_all(page) + does_not_fit(page) == []


def test_axe_runs_the_rules_that_its_default_leaves_out(show):
    page = show("one", "fi")
    found = axe(
        page,
        runOnly={"type": "tag", "values": TAGS},
        resultTypes=["violations", "passes", "inapplicable"],
    )
    ran = {
        rule["id"]
        for outcome in ("passes", "inapplicable", "violations", "incomplete")
        for rule in found[outcome]
    }
    assert {
        "target-size",
        "color-contrast-enhanced",
        "identical-links-same-purpose",
        "meta-refresh-no-exceptions",
        "region",
        "heading-order",
    } <= ran
    known = {rule["ruleId"]: set(rule["tags"]) for rule in page.evaluate("axe.getRules()")}
    assert {i for i, tags in known.items() if not tags & {"experimental", "deprecated"}} <= ran


def test_axe_and_the_targets_find_what_is_wrong(show):
    """The checks themselves can fail."""
    page = show("one", "fi")
    page.evaluate(
        """() => { const a = document.querySelector('.end a');
      a.style = 'min-height:0;padding:0;font-size:9px;color:#767676;background:#fff';
      document.querySelector('h1').remove();
      document.querySelector('img').removeAttribute('alt') }"""
    )
    ids = {v["id"] for v in axe(page, runOnly={"type": "tag", "values": TAGS})["violations"]}
    assert {"image-alt", "page-has-heading-one", "color-contrast-enhanced"} <= ids
    assert page.evaluate(TARGETS, TARGET)
    told_by_ibm, told_by_sniffer = "\n".join(by_ibm(page)), "\n".join(by_sniffer(page))
    assert "IBM: img_alt_valid" in told_by_ibm and "H37" in told_by_sniffer


# ---- names, titles, errors -----------------------------------------------------------------------


def leads_to_the_field(page, lang: str) -> None:
    """Focus is on the summary; the title says it first; the link puts the focus on the field, which
    says what is wrong.
    """
    summary = page.get_by_role("alert")
    assert page.title().startswith(summary.locator(".what").inner_text() + ": ")
    assert summary.evaluate("e => e === document.activeElement")
    page.keyboard.press("Tab")
    link = summary.get_by_role("link").first
    assert link.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    field = page.locator(":focus")
    assert field.evaluate("e => e.matches('main input, main textarea') && e.checkVisibility()")
    words = link.inner_text()
    around = field.evaluate(
        "e => [e, e.closest('fieldset')].filter(Boolean).flatMap(x =>"
        " (x.getAttribute('aria-describedby') || '').split(' ')).filter(Boolean).map(i =>"
        " document.getElementById(i).textContent)"
    )
    assert words in around


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_next_has_asked_once_it_goes_on(come, lang):
    """Nothing must be answered: Next asks kindly, once."""
    page = come(lang)
    go(page, lang, "who")
    page.get_by_role("radio").first.check()
    press(page, t(lang, "Next"))
    go(page, lang, "set/rights/ri1")
    press(page, t(lang, "Next"))
    assert path_of(page) == "set/rights/ri1" and page.get_by_role("alert").is_visible()
    press(page, t(lang, "Next"))
    assert path_of(page) == "set/rights/ri2"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["start", "one-saved", "words-long", "proposal"])
def test_the_first_tab_leads_past_the_head_of_the_page(show, name, lang):
    page = show(name, lang)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == t(lang, "Go to the content") and skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.locator(":focus").evaluate("e => e.tagName") == "MAIN"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_is_named_in_itself(show, lang):
    page = show("one", lang)
    links = {
        a.get_attribute("lang"): a.text_content()
        for a in page.locator(".menu a").all()
        if a.get_attribute("hreflang")
    }
    assert links == {
        code: name
        for code, name in (("fi", "Suomi"), ("sv", "Svenska"), ("en", "English"))
        if code != lang
    }


# ---- what a screen reader says -------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["one", "words", "people-some"])
def test_what_a_screen_reader_says_in_order(show, name, lang):
    """The accessibility tree of a question page, compared with a copy that was read and found good.

    After a change: SNAPSHOTS=write writes the copies anew (and fails once); read the difference
    before it is committed.
    """
    heard = show(name, lang, alone=True).locator("body").aria_snapshot() + "\n"
    file = SNAPSHOTS / f"{name}-{lang}.yml"
    if os.environ.get("SNAPSHOTS") == "write":
        file.write_text(heard, "utf-8")
        pytest.fail(f"{file.name} was written: read it")
    assert heard == file.read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_that_is_taken_along_can_be_used_by_everybody(
    browser, contents, everything, lang, scheme
):
    words = contents[lang]
    made = exported.make(
        proposal.build(Life(words, everything), "2026-11-28"),
        words.texts,
        settings.folder("static") / "pictograms",
        Look(),
    )
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.set_content(made)
    assert by_all(page) + page.evaluate(UNTOLD) == []
    context.close()
