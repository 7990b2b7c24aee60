"""Help lines: whom one can call, as the site's own file says, under questions about what hurts."""

import msgspec
import pytest

from hbself import settings, sitefile
from hbself.model.languages import LANGUAGES
from hbself.web import factory
from tests.support.sharing import SAID
from tests.support.texts import t

CARE = "If you feel bad, talk to a person you trust. If you are in danger, call 112."
NAMED = {code: f"Apu {code}" for code in LANGUAGES}
LINES = (
    sitefile.HelpLine(NAMED, "09 123 4567", open={code: f"Auki {code}" for code in LANGUAGES}),
    sitefile.HelpLine(NAMED, address="https://apu.example.org"),
)


def sensitive(contents, lang: str) -> str:
    """The path of a question about what hurts."""
    return next(
        f"set/{found.id}/{q.id}"
        for found in contents[lang].sets.values()
        for q in found.question
        if q.sensitive and not q.for_each and not q.thing and not q.things_from
    )


@pytest.fixture
def helped(app, monkeypatch):
    """The site's file names these lines."""
    held = app.extensions["hbself"]
    config = msgspec.structs.replace(held.config, help_lines=LINES)
    app.extensions["hbself"] = msgspec.structs.replace(held, config=config)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lines_stand_under_the_care_in_the_pages_language(helped, person_with, contents, lang):
    page = person_with(SAID, lang).get(sensitive(contents, lang))
    assert page.all("//ul[@class='help-lines']/li") == [
        f"Apu {lang}: 09 123 4567 Auki {lang}",
        f"Apu {lang}: apu.example.org",
    ]
    assert page.tree.xpath("//ul[@class='help-lines']//a/@href") == [
        "tel:091234567",
        "https://apu.example.org",
    ]
    assert t(lang, CARE) in page.text
    assert not person_with(SAID, lang).get("set/now/ln3").all("//ul[@class='help-lines']")


def test_without_any_only_112_is_said(person_with, contents):
    page = person_with(SAID).get(sensitive(contents, "fi"))
    assert t("fi", CARE) in page.text and not page.all("//ul[@class='help-lines']")


def test_a_site_file_brings_them_onto_the_page(tmp_path, contents):
    (tmp_path / "site.toml").write_text(
        '[[help_line]]\nname.fi = "A"\nname.sv = "B"\nname.en = "C"\nnumber = "0800 1"\n'
    )
    config = settings.read({"HBSELF_DATABASE": str(tmp_path / "answers.db")})
    assert config.help_lines[0].tel == "08001"
    assert factory.create_app(config).extensions["hbself"].config.help_lines == config.help_lines
