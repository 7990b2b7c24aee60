"""site.toml: what a site says about itself; every slip named with its file, line and key."""

import re

import pytest

from hbself import cli, settings, sitefile
from tests.support.places import DOCS

EXAMPLE = DOCS / "site.toml"
GOOD = '[site]\norganisation = "Kunta"\ncontact = "a@b.fi"\naddress = "https://a.example.org/"\n'


NAMED = '[[help_line]]\nname.fi = "A"\nname.sv = "B"\nname.en = "C"\n'


def beside(tmp_path, text: str | bytes) -> dict[str, str]:
    """The environment of a site whose file says this."""
    body = text if isinstance(text, bytes) else text.encode()
    (tmp_path / "site.toml").write_bytes(body)
    return {"HBSELF_DATABASE": str(tmp_path / "answers.db")}


def says(config: settings.Config) -> tuple[str, str, str]:
    return config.organisation, config.contact, config.site


def test_the_example_holds_every_key_and_is_read(tmp_path):
    found = settings.read({"HBSELF_SITE_FILE": str(EXAMPLE)})
    assert says(found) == (
        "Esimerkin hyvinvointialue",
        "palaute@example.org",
        "https://proposal.example.org",
    )
    text = EXAMPLE.read_text("utf-8")
    for name in sitefile.Site.__struct_fields__:
        assert re.search(rf"^{name} = ", text, re.M), f"{name} is missing in the example"
    assert found.help_lines[0].tel == "0101234567" and found.help_lines[1].address
    assert set(found.hand_in) == {"fi", "sv", "en"} and all(found.hand_in.values())
    for name in sitefile.HelpLine.__struct_fields__:
        assert re.search(rf"^{name}(\.fi)? = ", text, re.M), f"{name} is missing in the example"


def test_the_file_beside_the_database_is_read_and_another_only_where_it_is_named(tmp_path):
    environ = beside(tmp_path, GOOD)
    assert says(settings.read(environ)) == ("Kunta", "a@b.fi", "https://a.example.org")
    other = tmp_path / "other.toml"
    other.write_text('[site]\ncontact = "other"\n')
    found = settings.read(environ | {"HBSELF_SITE_FILE": str(other)})
    assert says(found) == ("", "other", "")


def test_the_environment_comes_first_and_an_empty_one_says_nothing(tmp_path):
    environ = beside(tmp_path, GOOD) | {"HBSELF_CONTACT": "1234", "HBSELF_ORGANISATION": " "}
    assert says(settings.read(environ)) == ("Kunta", "1234", "https://a.example.org")


@pytest.mark.parametrize("text", ["", "# nothing\n", "[site]\n"])
def test_a_file_need_not_say_anything(tmp_path, text):
    assert says(settings.read(beside(tmp_path, text))) == ("", "", "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[site]\norganisation = "a\n', ":2: is not TOML"),
        ("[site]\ncontact =", ":2: is not TOML"),
        ("[site]\n\ncontact = 7\n", ":3: site.contact: takes text in quotation marks, not a whole"),
        ("site.contact = true", ":1: site.contact: takes text in quotation marks, not true or"),
        ("# a\nsite = 1\n", ":2: site: takes a table, not a whole number"),
        ('[site]\norganisation = "a"\ncontct = "b"\n', ":3: site.contct: no such key"),
        ("\n[sites]\n", ":2: sites: no such key"),
        ('contact = "a@b.fi"\n', ":1: contact: no such key"),
        ('[site]\naddress = "https://a.b/c"\n', ":2: site.address: takes an address such as"),
        ('[site]\naddress = "a.b"\n', ":2: site.address: takes an address such as"),
        (
            '[site]\naddress = "https://a.example.org:99999"\n',
            ":2: site.address: takes an address such as",
        ),
        ("[[help_line]]\nnumber = '1 2'\n", ":1: help_line[0].name: is missing"),
        (NAMED + 'number = "soita"\n', ":5: help_line[0].number: takes a phone number"),
        (NAMED + 'address = "apu.fi"\n', ":5: help_line[0].address: takes an address that begins"),
        (NAMED, ":1: help_line[0]: takes a number or an address"),
        (NAMED + 'number = "112"\nopen.fi = "aina"\n', ":1: help_line[0].open.sv: is missing"),
        (NAMED + 'number = "112"\nname.de = "x"\n', ":6: help_line[0].name.de: no such key"),
        ('[hand_in]\nfi = "a"\nsv = "b"\n', ":1: hand_in.en: is missing"),
        ('[hand_in]\nfi = "a"\nsv = "b"\nen = "c"\nde = "d"\n', ":5: hand_in.de: no such key"),
        (NAMED + 'number = "112"\nphone = "1"\n', ":6: help_line[0].phone: no such key"),
        (b'[site]\n# \xe4iti\ncontact = "a"\n', ":2: is not UTF-8"),
        ('[site]\ncontact = "a"\ncontact = "b"\n', ":3: is not TOML"),
        ("a = " + "[" * 5000, ": "),
    ],
)
def test_a_fault_is_told_in_one_line_and_stops_the_start(
    tmp_path, capsys, monkeypatch, text, fault
):
    for name, value in beside(tmp_path, text).items():
        monkeypatch.setenv(name, value)
    assert cli.main(["content", "check"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and f"site.toml{fault}" in told


def test_a_file_that_is_named_must_be_there_and_open(tmp_path):
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(settings.SettingError, match=rf"{path}: can't be read: "):
            settings.read({"HBSELF_SITE_FILE": str(path)})


def test_the_line_of_a_key_is_found_in_lists_of_tables():
    text = '[site]\ncontact = "a"\n[[help]]\nphone = 1\n[[help]]\nname = "b"\nphone = 2\n'
    assert sitefile.line_of(text, "help[1].phone") == 7
    assert sitefile.line_of(text, "help[0].phone") == 4
    assert sitefile.line_of(text, "help[1].lacks") == 5
    assert sitefile.line_of(text, "nothing") == 1


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"], ids=["", "byte order mark"])
def test_an_address_may_have_capital_letters_and_the_file_a_mark_of_an_editor(tmp_path, before):
    path = tmp_path / "site.toml"
    path.write_bytes(before + b'[site]\naddress = "https://Proposal.Example.org"\n')
    assert settings.read({"HBSELF_SITE_FILE": str(path)}).site == "https://proposal.example.org"
