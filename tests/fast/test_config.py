"""Settings from the environment: read once, every slip named."""

from pathlib import Path

import pytest

from hbself import content, limits, settings
from hbself.web.factory import create_app


def test_without_settings_all_have_a_default():
    found = settings.read({"HOME": "/somewhere", "LANG": "fi_FI"})
    assert found == settings.Config(database=Path("var/answers.db"))
    assert (found.keep_months, found.proxies) == (12, 0)


def test_every_setting_is_read(tmp_path):
    (tmp_path / "site.toml").write_text("[site]\n")
    environ = {
        "HBSELF_SITE_FILE": str(tmp_path / "site.toml"),
        "HBSELF_DATABASE": "/srv/a.db",
        "HBSELF_CONTENT": "/srv/own",
        "HBSELF_PROXIES": "1",
        "HBSELF_KEEP_MONTHS": "24",
        "HBSELF_WORKERS": "3",
        "HBSELF_ORGANISATION": " Esimerkin hyvinvointialue ",
        "HBSELF_CONTACT": "palaute@example.org",
        "HBSELF_SITE": "https://proposal.example.org/",
        "HBSELF_SECRET": "a long line of words that nobody guesses",
    }
    assert {n.removeprefix("HBSELF_").lower() for n in environ} == set(settings.NAMES), (
        "a new setting needs a place here"
    )
    assert settings.read(environ) == settings.Config(
        Path("/srv/a.db"),
        Path("/srv/own"),
        1,
        24,
        3,
        "Esimerkin hyvinvointialue",
        "palaute@example.org",
        "https://proposal.example.org",
        secret="a long line of words that nobody guesses",
    )


def test_an_empty_setting_is_none():
    assert settings.read(
        {"HBSELF_DATABASE": "", "HBSELF_CONTENT": " ", "HBSELF_PROXIES": ""}
    ) == settings.read({})


@pytest.mark.parametrize("value", ["-1", "6", "x", "1.5", "٣", "1 2", "0x1"])
def test_a_wrong_number_is_named(value):
    with pytest.raises(
        settings.SettingError, match="HBSELF_PROXIES: takes a whole number from 0 to 5"
    ):
        settings.read({"HBSELF_PROXIES": value})


@pytest.mark.parametrize("value", ["0", "121", "twelve"])
def test_months_have_limits(value):
    with pytest.raises(settings.SettingError, match="HBSELF_KEEP_MONTHS: .*1 to 120"):
        settings.read({"HBSELF_KEEP_MONTHS": value})


def test_a_slip_in_a_name_does_not_stay_unseen():
    with pytest.raises(
        settings.SettingError, match="HBSELF_DATABSE: no such setting .*HBSELF_DATABASE"
    ):
        settings.read({"HBSELF_DATABSE": "x"})


def test_a_content_folder_that_is_not_there_stops_the_start(tmp_path):
    with pytest.raises(content.ContentError, match="is not a folder .HBSELF_CONTENT"):
        create_app(settings.Config(database=tmp_path / "a.db", content=tmp_path / "none"))


def test_limits_are_those_that_the_design_names():
    """Limit 2,000 characters; body 8 MB; content.md: at most three goals."""
    assert (limits.TEXT, limits.BODY, limits.GOALS) == (2000, 8 * 1024 * 1024, 3)
    # A person who fills in all that can be filled in still fits.
    assert limits.RECORD >= 400 * 4 * limits.TEXT


def test_folders_are_found():
    for name in ("templates", "static"):
        assert settings.folder(name).is_dir()
