"""A check by eye, not in `make test`: how LibreOffice shows the Word files.

    .venv/bin/python -m tests.support.look_at_word FOLDER

Makes Word files of invented people in FOLDER, lets LibreOffice (soffice) turn them into tagged PDF,
and makes pictures of the pages to look at. Says what a reader with a screen reader would miss:
headings, alternative texts, language, texts off the page, and what breaks a rule of PDF/UA-1
(veraPDF). Returns 1 when there is a fault.
"""

import subprocess
import sys
from pathlib import Path

from hbself import content, settings
from hbself.export import Look, word
from tests.support import check_pdf, invented, read_pdf

CASES = {
    "aino-fi": (invented.aino("fi"), Look()),
    "aino-sv-small-130": (invented.aino("sv"), Look("small", 130)),
    "aino-en-words": (invented.aino("en"), Look("none")),
    "aino-fi-200": (invented.aino("fi"), Look("big", 200)),
    "answers-fi": (invented.aino("fi"), Look()),
    "full": (invented.full(), Look()),
    "hostile": (invented.hostile("en"), Look()),
    "empty": (invented.empty(), Look()),
}
# What only our own PDFs promise; and a line to write on is a paragraph without words.
NOT_HERE = {"not marked as PDF/A-2a", "does something when it opens", "empty P"}
LEAST_PT = 11  # on the page for the worker
TAGGED = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)


def _printed(folder: Path) -> None:
    """LibreOffice makes a PDF of each file, in a folder of its own for its settings."""
    profile = (folder / "profile").resolve().as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", TAGGED]
    files = [str(folder / f"{name}.docx") for name in CASES]
    subprocess.run([*command, "--outdir", str(folder), *files], check=True, timeout=300)


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    pictures = settings.folder("static") / "pictograms"
    contents = content.load(pictures)
    for name, (proposal, look) in CASES.items():
        (folder / f"{name}.docx").write_bytes(
            word.make(
                proposal,
                contents[proposal.language].texts,
                pictures,
                look,
                None,
                "answers" if name.startswith("answers") else "proposal",
            )
        )
    _printed(folder)
    made = {name: (folder / f"{name}.pdf").read_bytes() for name in CASES}
    faults = {
        name: [
            fault
            for fault in check_pdf.check(pdf, CASES[name][0].language, LEAST_PT)
            if fault not in NOT_HERE
        ]
        for name, pdf in made.items()
    }
    check_pdf.FLAVOURS = {"ua1": check_pdf.FLAVOURS["ua1"]}
    faults["veraPDF"] = check_pdf.verapdf(made)
    for name, pdf in made.items():
        for number, page in enumerate(read_pdf.pictures(pdf, 60), 1):
            page.save(folder / f"{name}-{number}.png")
    for name, found in faults.items():
        print(f"{name}: {found or 'good'}")
    return int(any(faults.values()))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
