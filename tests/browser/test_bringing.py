"""An old page, saved by a real browser, is brought back."""

import gzip

from tests.support.bringing import bring
from tests.support.places import KEPT


def test_an_old_page_as_a_real_browser_saves_it(client, browser, tmp_path):
    """Chrome leaves scripts out of an .mhtml, and with them the answers: that is told kindly. Saved
    in other ways it is read.
    """
    path = tmp_path / "oma.html"
    path.write_bytes(gzip.decompress((KEPT / "a68ff73" / "en.html.gz").read_bytes()))
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    snapshot = context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})[
        "data"
    ]
    ways = [
        page.evaluate("document.documentElement.outerHTML"),
        page.evaluate("new XMLSerializer().serializeToString(document)"),
        page.content(),
    ]
    context.close()
    visitor = client("en")
    (said,) = bring(visitor, snapshot.encode(), 422, "oma.mhtml").all("//*[@id='file-fault']")
    assert "web page" in said
    for one in ways:
        assert bring(client("en"), one.encode()).path == "/en/device?then=open"
