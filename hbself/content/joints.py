"""Where the long words of the site may go over to the next line: at the joint of a compound, or
between syllables where one of its words is long itself.

They stand in `joints.<language>.txt`, one word a line with a "-" at each such place, as people have
reviewed them. `tests/support/joints.py` writes new ones.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
LEAST = 13  # letters: shorter words fit on every line


def joints(language: str) -> dict[str, str]:
    """{word in small letters: the same with "-" where it may be parted}. A language without a file
    has none.
    """
    file = FOLDER / f"joints.{language}.txt"
    if not file.is_file():
        return {}
    lines = (line.partition("#")[0].strip() for line in file.read_text("utf-8").splitlines())
    return {line.replace("-", ""): line for line in lines if line}
