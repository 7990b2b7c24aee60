"""Writes every pictogram as an SVG file beside this folder. Run: python static/pictograms/draw"""

import pathlib

from parts import PICTURES, svg

out = pathlib.Path(__file__).resolve().parent.parent
for name in PICTURES:
    (out / f"{name}.svg").write_text(svg(name))
print(len(PICTURES), "pictures; largest", max(len(svg(name)) for name in PICTURES), "bytes")
