"""A database of the site of its own."""

from pathlib import Path

import pytest

from hbself.keeping import vault


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)
    monkeypatch.setenv("HBSELF_DATABASE", str(tmp_path / "own" / "answers.db"))
    return tmp_path / "own" / "answers.db"
