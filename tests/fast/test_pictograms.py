"""Every pictogram keeps the one style, is drawn by the script, stands in the manifest, and is used.

The checks of the drawing: shapes and colours in the file, then the picture as it is rendered (by
typst, as in the PDF).
"""

import functools
import io
import itertools
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET

import pytest
import typst
from PIL import Image, ImageChops, ImageStat

from hbself.content import files
from hbself.model.languages import LANGUAGES
from hbself.model.sections import SECTIONS, SUPPORTER, WORKER
from tests.support import wording

FOLDER = wording.ROOT / "static" / "pictograms"
NAMES = sorted(path.stem for path in FOLDER.glob("*.svg"))
MANIFEST = tomllib.loads((FOLDER / "pictograms.toml").read_text("utf-8"))
SVG = "{http://www.w3.org/2000/svg}"
INK, PAPER = "#111", "#fff"
FILLS = ("#ffd24a", "#2f6fd6", "#f0802a", "#2f9e4f", "#d92f2f", "#d6e6f7")
CARD = {"width": "96", "height": "96", "rx": "10", "fill": PAPER}
INK_GROUP = {
    "fill": "none",
    "stroke": INK,
    "stroke-width": "4",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}
PAINT = {"fill", "stroke", "stroke-width"}
ALLOWED = {
    "svg": {"width", "height", "viewBox"},
    "g": set(INK_GROUP),
    "path": {"d"} | PAINT,
    "circle": {"cx", "cy", "r"} | PAINT,
    "rect": {"x", "y", "width", "height", "rx"} | PAINT,
}
# Most in one picture: a page has up to 24; more looks busy when small
BYTES, SHAPES, COLOURS = 2048, 45, 5
THINNEST = 2.4  # units of 96: 1 px at 40 px, the smallest size on a page
CONTRAST = 3  # of each fill against the ink, as WCAG 1.4.11 asks of graphics

# Of the rendered picture, in units of 96.
LIVE = (2, 94)  # nothing outside
SMALLEST = 76  # the longer side
FULL = (0.12, 0.85)  # the part of the card that is not white
ALIKE = 12  # mean difference of two pictures at 32 px, of 255: nearer ones are taken for each other
GREY = 25  # the same without colours, of pictures of one question
PX = 384


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of "#rgb" or "#rrggbb"."""
    digits = colour[1:] if len(colour) == 7 else "".join(x * 2 for x in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def drawing_faults(raw: bytes) -> list[str]:
    """What a picture's file does against the style."""
    faults, colours, shapes = [], set(), 0
    root = ET.fromstring(raw)
    if len(raw) >= BYTES or not raw.isascii() or not raw.endswith(b"</svg>\n"):
        faults.append(f"{len(raw)} bytes, or not ASCII, or no newline at the end")
    if root.get("viewBox") != "0 0 96 96":
        faults.append("viewBox")
    if [child.attrib for child in root] != [CARD, INK_GROUP]:
        faults.append("not a white card and one ink group")
    for element in root.iter():
        tag = element.tag.removeprefix(SVG)
        shapes += tag in ("path", "circle", "rect")
        faults += [
            f"{tag} {name}"
            for name in (element.keys() if tag in ALLOWED else ["is not allowed"])
            if name not in ALLOWED.get(tag, ())
        ]
        colours |= {element.get(name) for name in ("fill", "stroke")} - {None, "none"}
        if float(element.get("stroke-width", "9")) < THINNEST:
            faults.append(f"a thin line: {element.get('stroke-width')}")
        if (element.text or "").strip():
            faults.append("text in a picture")
    faults += [f"colour {colour}" for colour in sorted(colours - {INK, PAPER, *FILLS})]
    if len(colours - {INK, PAPER}) > COLOURS or shapes > SHAPES:
        faults.append(f"{shapes} shapes in {len(colours)} colours: too busy")
    return faults


def test_there_are_about_as_many_as_the_site_needs():
    assert len(NAMES) >= 130


@pytest.mark.parametrize("name", NAMES)
def test_the_drawing_keeps_the_style(name):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert drawing_faults((FOLDER / f"{name}.svg").read_bytes()) == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (('fill="#fff"/><g', 'fill="#eee"/><g'), "not a white card and one ink group"),
        (("#ffd24a", "#ffd24b"), "colour #ffd24b"),
        (("<circle", "<ellipse"), "ellipse is not allowed"),
        (('stroke-width="4"', 'stroke-width="1"'), "a thin line: 1"),
        (("</g>", "<text>a</text></g>"), "text in a picture"),
        (("</svg>\n", "</svg>"), "bytes"),
        (("<path ", '<path style="a" '), "path style"),
    ],
)
def test_a_wrong_drawing_is_found(wrong, fault):
    raw = (FOLDER / "me.svg").read_text("ascii")
    assert wrong[0] in raw
    changed = raw.replace("circle", "ellipse") if "circle" in wrong[0] else raw.replace(*wrong)
    assert any(fault in found for found in drawing_faults(changed.encode()))


@pytest.mark.parametrize("fill", FILLS)
def test_fills_stand_out_from_the_ink(fill):
    assert contrast(fill, INK) >= CONTRAST


# ---- as rendered ---------------------------------------------------------------------------------


@functools.cache
def rendered() -> dict[str, Image.Image]:
    """Every picture, PX wide on white."""
    pages = "\n".join(f'#page(image("{name}.svg", width: 96pt))' for name in NAMES)
    source = f"#set page(width: 96pt, height: 96pt, margin: 0pt, fill: white)\n{pages}\n"
    inputs = {f"{name}.svg": (FOLDER / f"{name}.svg").read_bytes() for name in NAMES} | {
        "main.typ": source.encode()
    }
    made = typst.compile(inputs, format="png", ppi=72 * PX / 96)
    return {
        name: Image.open(io.BytesIO(png)).convert("RGB")
        for name, png in zip(NAMES, made, strict=True)
    }


def look_faults(image: Image.Image) -> list[str]:
    """What is wrong with a rendered picture."""
    assert image.size == (PX, PX)
    box = [
        round(edge * 96 / PX, 1)
        for edge in ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
        or (0, 0, 0, 0)
    ]
    full = 1 - image.convert("L").point(lambda v: 255 if v > 250 else 0).histogram()[255] / PX**2
    faults = []
    if min(box[:2]) < LIVE[0] or max(box[2:]) > LIVE[1]:
        faults.append(f"leaves the live area: {box}")
    if max(box[2] - box[0], box[3] - box[1]) < SMALLEST:
        faults.append(f"too small: {box}")
    if not FULL[0] < full < FULL[1]:
        faults.append(f"the card is {full:.0%} full")
    return faults


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.long
def test_the_picture_fills_its_card(name):
    assert look_faults(rendered()[name]) == []


def test_an_empty_card_and_a_full_one_are_found():
    assert len(look_faults(Image.new("RGB", (PX, PX), "white"))) == 3
    assert len(look_faults(Image.new("RGB", (PX, PX), "black"))) == 2


@pytest.mark.long
def test_no_two_pictures_look_alike():
    small = {
        name: image.resize((32, 32), Image.Resampling.BOX) for name, image in rendered().items()
    }
    apart = (
        (sum(ImageStat.Stat(ImageChops.difference(small[a], small[b])).mean) / 3, a, b)
        for a, b in itertools.combinations(NAMES, 2)
    )
    assert [(round(by, 1), a, b) for by, a, b in apart if by < ALIKE] == []


def chosen_between() -> dict[str, list[str]]:
    """The pictures of which one or some are picked on a page: {question: pictures}. Who adds people
    picks between all roles.
    """
    found: dict[str, list[str]] = {}
    for path in files().values():
        for table in tables(tomllib.loads(path.read_text("utf-8"))):
            for kind in ("option", "role"):
                there = [o for o in table.get(kind, ()) if not o.get("old")]
                if pictures := [o["picture"] for o in there if o.get("picture")]:
                    found[f"{path.stem}.{table.get('id', kind)}"] = pictures
    return found


def tables(value):
    """Every table in a content file."""
    if isinstance(value, dict):
        yield value
    for one in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from tables(one)


def grey_faults(chosen: dict[str, list[str]], pictures: dict[str, Image.Image]) -> list[str]:
    """What a person can't tell apart who sees no colours: pictures of one question that are the
    same one, or nearly so in grey.
    """
    grey = {n: p.convert("L").resize((32, 32), Image.Resampling.BOX) for n, p in pictures.items()}
    faults = []
    for where, names in chosen.items():
        faults += [f"{where}: {n} twice" for n in dict.fromkeys(names) if names.count(n) > 1]
        for a, b in itertools.combinations(dict.fromkeys(names), 2):
            by = ImageStat.Stat(ImageChops.difference(grey[a], grey[b])).mean[0]
            if by < GREY:
                faults.append(f"{where}: {a} and {b} are {by:.1f} apart")
    return faults


@pytest.mark.long
def test_the_answers_of_a_question_are_told_apart_without_colours():
    chosen = chosen_between()
    assert len(chosen) > 80 and {"yes", "no"} <= {*chosen["00-practice.pr1"]}
    assert grey_faults(chosen, rendered()) == []


def test_two_pictures_that_differ_in_colour_only_are_found():
    """Blue and red are as dark as each other."""
    blue, red = (Image.new("RGB", (PX, PX), colour) for colour in ("#2f6fd6", "#d92f2f"))
    chosen, pictures = {"a": ["me", "other", "me"]}, {"me": blue, "other": red}
    found = grey_faults(chosen, pictures)
    assert found[0] == "a: me twice" and "me and other are" in found[1]


# ---- script, manifest, use -----------------------------------------------------------------------


def test_the_files_are_what_the_script_draws(tmp_path):
    command = [sys.executable, "-B", "-m", "pictograms", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, cwd=wording.ROOT)
    drawn = {path.name: path.read_text() for path in tmp_path.glob("*.svg")}
    assert drawn.keys() == {f"{name}.svg" for name in NAMES}
    assert [name for name, text in drawn.items() if (FOLDER / name).read_text() != text] == []


def test_the_manifest_is_the_folder():
    assert sorted(MANIFEST) == NAMES
    for name, entry in MANIFEST.items():
        assert entry.keys() - {"later"} == set(LANGUAGES), name
        assert all(entry[lang].strip() and not entry[lang].endswith(".") for lang in LANGUAGES), (
            name
        )
    assert list(MANIFEST) == sorted(MANIFEST)


def used() -> dict[str, set[str]]:
    """{picture: where}: named in content, templates and code."""
    found: dict[str, set[str]] = {}
    patterns = {  # how a picture is named in each kind of file
        ".toml": r'^\s*(?:know\.)?picture = "([\w-]+)"',
        ".html": (r'picture\("([\w-]+)"|_\("(?:[^"\\]|\\.)*"\), "([\w-]+)"(?!:)|\bpic="([\w-]+)"'),
        ".py": (
            r'\b[45]\d\d(?:: \(|, )"([\w-]+)"|status, \("([\w-]+)"'
            r'|_\("[^"]*"\), "([\w-]+)"\)|\bpicture="([\w-]+)"'
        ),
    }
    for path in [
        *files().values(),
        *wording.ROOT.glob("templates/**/*.html"),
        *wording.ROOT.glob("hbself/**/*.py"),
    ]:
        for names in re.findall(
            f"(?:{patterns[path.suffix]})", path.read_text("utf-8"), flags=re.M
        ):
            for name in filter(None, names if isinstance(names, tuple) else (names,)):
                found.setdefault(name, set()).add(path.name)
    for row in (*SECTIONS.values(), WORKER, SUPPORTER):
        found.setdefault(row.picture, set()).add("sections.py")
    return found


def test_every_named_picture_is_there():
    assert {name: places for name, places in used().items() if name not in NAMES} == {}


def test_every_picture_is_used():
    """A picture that waits for a part of the site that is not there yet says `later = true` in the
    manifest.
    """
    later = {name for name, entry in MANIFEST.items() if entry.get("later")}
    assert sorted(set(NAMES) - set(used()) - later) == [], "not used: use it, drop it, or mark it"
    assert sorted(later & set(used())) == [], "used now: take `later` away"
