"""What a PDF of ours says and shows: text as it is read, lines as they are seen, pictures."""

import io
import re

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from PIL import Image

SHOW = {"Tj", "TJ", "'", '"'}


# ---- the words -----------------------------------------------------------------------------------


def text_of(pdf: bytes) -> str:
    """All text of a PDF of ours in the order in which it is read, with replacement texts
    (ActualText) in the place of glyphs.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return "\n".join(_text(page) for page in file.pages)


def _text(page) -> str:
    fonts = {name: letters_of(font) for name, font in page.Resources.get("/Font", {}).items()}
    out, letters, hidden = [], {}, []
    for operands, operator in pikepdf.parse_content_stream(page):
        op = str(operator)
        if op in ("BDC", "BMC"):
            actual = (
                operands[1].get("/ActualText")
                if op == "BDC" and isinstance(operands[1], Dictionary)
                else None
            )
            hidden.append(actual is not None)
            out.append(str(actual) if actual is not None else "")
        elif op == "EMC":
            hidden.pop()
        elif op == "Tf":
            letters = fonts[str(operands[0])]
        elif op in SHOW and not any(hidden):
            parts = operands[0] if isinstance(operands[0], Array) else [operands[0]]
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            size = max(map(len, letters))
            out += [letters.get(codes[i : i + size], "") for i in range(0, len(codes), size)]
    return "".join(out)


def drawn(pdf: bytes) -> list[str]:
    """The lines that are seen, whatever replaces them when they are read: what is shown at the same
    height, from left to right.
    """
    lines: dict[tuple, list] = {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for number, page in enumerate(file.pages):
            # /zf0 looks like /f0
            fonts = {
                name: (
                    letters_of(page.Resources.Font[name.replace("/z", "/")]),
                    font.Subtype == Name.Type0,
                )
                for name, font in page.Resources.Font.items()
            }
            x = y = right = 0.0
            for operands, operator in pikepdf.parse_content_stream(page):
                op = str(operator)
                if op == "cm":
                    x, y = map(float, operands[4:6])
                elif op == "Tm":
                    right = float(operands[4])
                elif op == "Tf":
                    letters, seen = fonts[str(operands[0])]
                elif op in SHOW and seen:
                    parts = operands[0] if isinstance(operands[0], Array) else [operands[0]]
                    codes = b"".join(
                        bytes(part) for part in parts if isinstance(part, pikepdf.String)
                    )
                    text = "".join(letters[codes[i : i + 2]] for i in range(0, len(codes), 2))
                    lines.setdefault((number, round(-y)), []).append((x + right, text))
    return [
        "".join(text for _, text in sorted(line)).replace("\u00ad", "-")
        for _, line in sorted(lines.items())
    ]


def letters_of(font) -> dict[bytes, str]:
    """Glyph code (two bytes, in the font of words that are not seen one) to letters, from the
    font's ToUnicode table.
    """
    table, found = font.ToUnicode.read_bytes().decode("ascii"), {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, letters in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[bytes.fromhex(code)] = bytes.fromhex(letters).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, letters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for i in range(int(last, 16) - int(first, 16) + 1):
                start = bytes.fromhex(letters).decode("utf-16-be")
                found[(int(first, 16) + i).to_bytes(2, "big")] = start[:-1] + chr(
                    ord(start[-1]) + i
                )
    return found


# ---- how it looks --------------------------------------------------------------------------------


def pictures(pdf: bytes, dpi: int) -> list[Image.Image]:
    """The pages as grey pictures. dpi: dots to an inch."""
    file = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil().copy() for page in file]
    finally:
        file.close()


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, as PDFium reads it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]
