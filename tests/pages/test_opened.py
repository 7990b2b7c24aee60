"""Who has opened a link: what counts as a look, and what does not."""

import pytest

from hbself import limits
from hbself.keeping import copies, shares
from tests.support.sharing import COFFEE, DRUMS, SAID, TODAY, count, opened, rows, section_of, share
from tests.support.supporters import ANNA


@pytest.mark.parametrize("number", ["", "0420"])
@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36",
        "WhatsApp/2.23.20.0",
        "Mozilla/5.0 BingPreview/1.0b",
    ],
)
def test_programs_that_follow_links_see_a_cover_and_do_not_count(asked, client, number, agent):
    owner, robot = asked(Anna=ANNA), client("fi")
    token = share(owner, "now", "strengths", section_of(owner, "Anna"), number=number)
    for path in (f"/fi/s/{token}", f"/fi/s/{token}/pdf"):
        for _ in range(2):
            robot.http.head(path, headers={"User-Agent": agent})
            page = robot.get(path, headers={"User-Agent": agent})
            assert page.h1 == "Joku haluaa näyttää sinulle jotakin" and not page.own_words()
            assert not any(
                one in page.html
                for one in ("Virtanen", "Anna", COFFEE, DRUMS, "og:", "description")
            )
    assert copies.look(owner.app.extensions["hbself"].store, token, TODAY).opened == 0
    assert "Kukaan ei ole vielä avannut" in rows(owner)[0]


def test_a_press_counts_once_and_its_papers_not_at_all(person_with, client):
    owner, reader = person_with(SAID), client("fi")
    token = share(owner)
    cover = reader.get(f"s/{token}")
    page = reader.press(cover)
    assert count(owner, token) == 1
    for _ in range(2):
        paper = reader.http.post(page.action(), data=dict(page.fields()))
        assert paper.status_code == 200 and paper.data[:5] == b"%PDF-"
    reader.press(cover)  # the page is loaded anew, or the button was pressed twice
    assert count(owner, token) == 1
    opened(client("sv"), token)
    assert count(owner, token) == 2


def test_a_paper_that_is_the_first_look_counts(person_with, client):
    owner, reader = person_with(SAID), client("fi")
    token = share(owner)
    for _ in range(2):
        assert reader.http.post(f"/fi/s/{token}/pdf").data[:5] == b"%PDF-"
        assert count(owner, token) == 1


@pytest.mark.parametrize("number", ["", "0420"])
def test_a_reader_who_changes_the_language_sees_the_copy_and_counts_once(
    person_with, client, number
):
    owner, reader = person_with(SAID), client("fi")
    token = share(owner, "now", number=number)
    page = opened(reader, token, **({"number": number} if number else {}))
    for lang in ("sv", "en", "fi"):
        (button,) = page.tree.xpath(f"//header//button[@lang='{lang}']")
        assert button.get("form") == page.tree.xpath("//main//form/@id")[0]
        reader.lang = lang
        page = reader.post(button.get("formaction"), page.fields())
        assert page.own_words() == [COFFEE]
    assert count(owner, token) == 1


@pytest.mark.parametrize("number", ["", "0420"])
def test_the_persons_own_look_does_not_count(person_with, client, number):
    owner = person_with(SAID)
    token = share(owner, "now", number=number)
    page = owner.get(f"shares/{token}")
    (look,) = page.tree.xpath("//a[contains(@href, '/look')]/@href")
    seen = owner.get(look)
    assert seen.own_words() == [COFFEE] and "lukija näkee" in seen.text
    assert opened(owner, token, **({"number": number} if number else {})).own_words() == [COFFEE], (
        "the link itself, in one's own browser"
    )
    assert count(owner, token) == 0
    reader = opened(client("fi"), token, **({"number": number} if number else {}))
    assert [e.text_content() for e in reader.tree.xpath("//section")] == [
        e.text_content() for e in seen.tree.xpath("//section")
    ]
    assert count(owner, token) == 1
    client("fi").get(f"shares/{token}/look")
    person_with(SAID).get(f"shares/{token}/look", status=404)


def test_no_look_at_what_has_ended(person_with):
    owner = person_with(SAID)
    token = share(owner)
    owner.press(owner.get(f"shares/{token}"), do="back")
    assert owner.get(f"shares/{token}/look").path == f"/fi/shares/{shares.link_id(token)}"


def test_a_number_that_was_forgotten_costs_no_try(person_with, client):
    owner, reader = person_with(SAID), client("fi")
    token = share(owner, number="0420")
    for _ in range(limits.NUMBER_TRIES + 1):
        page = opened(reader, token, status=422, number="")
        assert "5 kertaa" in page.text and page.tree.xpath(
            "//input[@id='number' and @aria-invalid]"
        )
    assert opened(reader, token, number="0420").own_words() == [COFFEE]
