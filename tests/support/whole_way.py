"""The whole way through the site as people go it, up to the files that are taken along."""

import json
import re

from tests.support import check_pdf, read_pdf
from tests.support.browser import go, path_of, watch
from tests.support.texts import t
from tests.support.walk import Walk

# Sets of the way for a meeting, in an order in which wishes come up before they are put in order.
SETS = ("important", "support", "change", "goal", "arrange", "next")
BY_ITSELF = ("goal", "arrange", "next")  # the plan goes on by itself
PERSON, OWN_WORDS = "Helmi", "Saan maalata ja joku sanoo: hieno!"


def answer(walk: Walk, change: bool) -> None:
    """Answer the question on the page, as it asks, and press Next."""
    page, lang = walk.page, walk.lang
    main = page.get_by_role("main")
    boxes = main.locator("input[name=answer]:visible")
    roles = main.locator("input[name=person_role]")
    # Nobody in my people yet
    if roles.count() and not main.get_by_role("checkbox", name=PERSON).count():
        add_person(walk)
    elif boxes.count():
        walk.pick(boxes.first)
    words = main.get_by_role("textbox", name=t(lang, "In your own words"), exact=True)
    if words.count() and words.is_visible():
        walk.write(words, OWN_WORDS)
    wish = main.get_by_role("checkbox", name=t(lang, "I want this to change"), exact=True)
    if change and wish.count():
        walk.pick(wish)
    walk.press("Next")


def add_person(walk: Walk) -> None:
    """Add somebody on the page of a question; they are picked then."""
    walk.pick(walk.page.locator("input[name=person_role][value=friend]"))
    walk.write(walk.page.locator("input[name=name_friend]"), PERSON)
    walk.press("Add more people")
    assert walk.page.get_by_role("checkbox", name=PERSON).first.is_checked()


def answer_set(walk: Walk, change: bool = False) -> None:
    """From the start of a set to "You said …", and "Yes, this is right"."""
    if path_of(walk.page).count("/") == 1:  # the practice begins with a page of its own
        walk.press("Start", "link")
    seen = set()
    while not path_of(walk.page).endswith("/said"):
        here = path_of(walk.page)
        assert here not in seen, f"{here} comes again"
        seen.add(here)
        answer(walk, change and not any("su2" in one for one in seen - {here}))
    assert walk.page.locator(".mine.none").count() == 0
    walk.press("Yes, this is right")


def choose(walk: Walk, title: str) -> None:
    """On the map: open the line under which the topic stands, and press it."""
    group = walk.page.locator("details.group").filter(has_text=title)
    walk.open(group.locator("summary"))
    walk.press("", target=group.get_by_role("link", name=title))


def whole_way(walk: Walk, contents) -> None:
    """Start, how do you like to read, who answers, how much, practice, map, sets of the way for a
    meeting, the proposal.
    """
    page, lang = walk.page, walk.lang
    go(page, lang)
    walk.press("Start", "link")
    walk.press("Next")
    walk.pick(walk.named("radio", "I answer by myself"))
    walk.press("Next")
    walk.pick(page.locator("input[name=answer][value=own]"))
    walk.press("Next")
    walk.pick(page.get_by_role("radio", name=t(lang, "For a meeting")))
    walk.press("Next")
    answer_set(walk)
    words = contents[lang]
    for set_id in SETS:
        assert (path_of(page) != "map") == (set_id in BY_ITSELF), page.url
        if path_of(page) == "map":
            choose(walk, words.sets[set_id].title)
        answer_set(walk, change=set_id == "support")
    done = page.locator("details a.done")
    assert done.count() == len(SETS) + 1
    walk.press("", target=page.locator("#next a[href$='/proposal']"))
    walk.press("Look at the first part", "link")
    found, on = 0, page.locator("main .moves .next")
    while not on.get_attribute("href").endswith("/take"):
        found += page.locator("article").get_by_text(OWN_WORDS).count()
        walk.press("", target=on)
    assert found > 1
    walk.press("Take it with me", "link")
    walk.press("Without a name")


def take(walk: Walk, label: str) -> tuple[str, bytes]:
    """The name and the bytes of a file."""
    begins = re.compile(f"^{re.escape(t(walk.lang, label))}")
    link = walk.page.get_by_role("main").get_by_role("link", name=begins)
    with walk.page.expect_download() as found:
        with walk.page.expect_response("**/take/*") as sent:
            walk.open(link)
        assert sent.value.status == 200, f"{sent.value.url}: {sent.value.status}"
    return found.value.suggested_filename, found.value.path().read_bytes()


def take_all(walk: Walk, contents, browser, tmp_path) -> None:
    """Each of the three files comes, has the right name, and opens."""
    lang, texts = walk.lang, contents[walk.lang].texts
    name, pdf = take(walk, "A paper to print")
    assert name.startswith(texts["proposal.file"] + "-20") and name.endswith(".pdf")
    assert check_pdf.check(pdf, lang) == []
    assert PERSON in read_pdf.text_of(pdf)
    assert check_pdf.verapdf({lang: pdf}) == []
    name, html = take(walk, "A web page")
    file = tmp_path / name
    file.write_bytes(html)
    context = browser.new_context(offline=True)
    faults = watch(context, (f"file://{file}",))
    page = context.new_page()
    page.goto(f"file://{file}")
    assert (
        page.get_by_role("heading", level=1).inner_text().replace("\xad", "")
        == texts["proposal.title"]
        and page.locator("html").get_attribute("lang") == lang
    )
    assert (
        PERSON in page.locator("body").inner_text()
        and OWN_WORDS in page.locator("body").inner_text()
    )
    assert page.evaluate("[...document.images].every(i => i.naturalWidth)") and faults == []
    context.close()
    name, data = take(walk, "All my answers")
    found = json.loads(data)
    assert (
        name.startswith(texts["data.file"] + "-20")
        and name.endswith(".json")
        and found["schema"] == "my-own-proposal"
        and OWN_WORDS in data.decode()
    )
