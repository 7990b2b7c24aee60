"""`make bench` still measures what its table names. How large a figure is, no test says."""

import json
import subprocess
import sys

from tests.figures import bench
from tests.support.places import ROOT

# In a process of its own: it drives a browser, as others here do
BRIEFLY = """
from tests.figures import bench
bench.ROUNDS, bench.SECONDS, bench.TURNS, bench.WATCHED, bench.LARGE = 1, 0.3, 1, 1, 5
bench.main()
"""


def test_each_row_of_the_table_is_measured(tmp_path):
    file = tmp_path / "rows.json"
    subprocess.run([sys.executable, "-c", BRIEFLY, "--json", file], cwd=ROOT, check=True)
    rows = {row["what"]: row for row in json.loads(file.read_text("utf-8"))["rows"]}
    assert len(rows) == 13
    assert sum(not row["reach"] for row in rows.values()) == 2, "figures without a reach"
    (large,) = (row["measured"] for what, row in rows.items() if "large page" in what)
    assert [one.split()[0] for one in large.split(", ")] == list(bench.LARGE_PAGES)
    (kept,) = (row["measured"] for what, row in rows.items() if "saved durably" in what)
    assert "none lost" in kept
