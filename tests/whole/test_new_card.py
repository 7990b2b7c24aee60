"""A new card while the power goes."""

import json
import os
import subprocess
import sys

import pytest

from tests.support.places import ROOT

# ---- kill -9 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "states"), [("card", {"old", "new"}), ("restore", {"old", "new"}), ("purge", {"some"})]
)
def test_kill_9_leaves_nothing_lost_and_nothing_half(tmp_path, what, states):
    """210 rounds in all; what is checked after each stands in killed.py. The kills fall before and
    after, and in between.
    """
    told = subprocess.run(
        [sys.executable, "-m", "tests.support.killed", what, tmp_path, "70", str(os.getpid())],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    seen = json.loads(told.stdout)
    assert sum(seen.values()) == 70 and states <= set(seen), seen
