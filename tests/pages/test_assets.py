"""The style sheet and the scripts reach the pages that need them, and no other."""

import re
from pathlib import Path

import pytest

from hbself import settings
from hbself.web import assets


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("", ""),
        ("map", "folded"),
        ("set/now/ln3", "folded room written"),
        ("set/now/ln5", "folded room written"),
        ("people/new", "folded people written"),
        ("open", "code"),
    ],
)
@pytest.mark.parametrize(
    ("listen", "heard"), [("on", "listening signs"), ("press", "listening"), ("off", "")]
)
def test_a_page_loads_the_scripts_that_it_needs(person, path, more, listen, heard):
    """And no script loads another: that one's address would have no mark of its contents."""
    visitor = person("en")
    visitor.http.set_cookie("reading", f"big.100.device.{listen}.normal")
    found = visitor.get(path).tree.xpath("//script[@type='module']/@src")
    names = {"page", *more.split(), *heard.split()}
    assert [Path(one.partition("?")[0]).stem for one in found] == [
        name for name in assets.SCRIPTS if name in names
    ]
    assert {path.stem for path in settings.folder("static").rglob("*.js")} == {*assets.SCRIPTS}
    assert not [one for one in found if re.search(r"^import|import\(", visitor.http.get(one).text)]


def test_one_request_brings_the_whole_sheet(client):
    """Each file of the folder once, and none left to be asked for."""
    folder = settings.folder("static")
    (address,) = client("en").get("").tree.xpath("//link[@rel='stylesheet']/@href")
    sheet = client("en").http.get(address).text
    files = sorted(path.name for path in folder.glob("css/*.css"))
    order = re.findall(r'@import "css/(.+)";', (folder / "site.css").read_text("utf-8"))
    assert sorted(order) == files and "@import" not in sheet and "/*" not in sheet
    assert all(assets.body_of(folder / "css" / name).decode() in sheet for name in files)
