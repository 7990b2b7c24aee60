"""The parts that all pictograms are drawn from: one ink, one palette, one kind of person (96 x 96
units).
"""

import math
import re

INK, PAPER = "#111", "#fff"
YELLOW, BLUE, ORANGE = "#ffd24a", "#2f6fd6", "#f0802a"  # head/coin/star, me, the other person
GREEN, RED, SOFT = "#2f9e4f", "#d92f2f", "#d6e6f7"  # yes/go, no/heart, soft (paper shade, walls)


def short(v):
    """A number in as few signs as the picture needs."""
    return f"{round(v, 1):g}"


def path(d, fill=None, **kw):
    """A path; its ink outline comes from the group."""
    d = re.sub(r"-?\d+\.?\d*", lambda m: short(float(m.group())), d)
    return f'<path d="{d}"' + (f' fill="{fill}"' if fill else "") + attrs(kw) + "/>"


def circle(x, y, r, fill=None, **kw):
    return (
        f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(r)}"'
        + (f' fill="{fill}"' if fill else "")
        + attrs(kw)
        + "/>"
    )


def rect(x, y, w, h, fill=None, rx=0, **kw):
    return (
        f'<rect x="{short(x)}" y="{short(y)}" width="{short(w)}" height="{short(h)}"'
        + (f' rx="{short(rx)}"' if rx else "")
        + (f' fill="{fill}"' if fill else "")
        + attrs(kw)
        + "/>"
    )


def attrs(kw):
    return "".join(f' {k.replace("_", "-")}="{v}"' for k, v in kw.items())


# ---- parts -------------------------------------------------------------------------------------
def face(x, y, r, mood="smile", look=0):
    """Eyes and mouth. mood: smile, flat, sad, open, wavy. look: -1 left, 0 ahead, 1 right."""
    x += look * r * 0.22
    e, s = r * 0.36, max(2.4, r * 0.17)
    out = path(
        f"M{x - e} {y - r * 0.18}v.1M{x + e} {y - r * 0.18}v.1",
        stroke_width=short(max(3.4, r * 0.3)),
    )
    if mood == "smile":
        out += path(
            f"M{x - r * 0.45} {y + r * 0.28}q{r * 0.45} {r * 0.42} {r * 0.9} 0",
            stroke_width=short(s),
        )
    if mood == "sad":
        out += path(
            f"M{x - r * 0.42} {y + r * 0.58}q{r * 0.42} {-r * 0.42} {r * 0.84} 0",
            stroke_width=short(s),
        )
    if mood == "flat":
        out += path(f"M{x - r * 0.4} {y + r * 0.42}h{r * 0.8}", stroke_width=short(s))
    if mood == "wavy":
        out += path(
            f"M{x - r * 0.48} {y + r * 0.45}q{r * 0.24} {-r * 0.3} {r * 0.48} 0t{r * 0.48} 0",
            stroke_width=short(s),
        )
    if mood == "open":
        out += circle(x + look * r * 0.1, y + r * 0.45, r * 0.2, INK, stroke="none")
    return out


def head(x, y, r, mood="smile", look=0):
    return circle(x, y, r, YELLOW) + face(x, y, r, mood, look)


def body(x, top, hw, bottom, fill):
    """Torso of a half figure: shoulders at `top`, half width `hw`."""
    k = min(hw * 0.85, bottom - top)
    return path(
        f"M{x - hw} {bottom}V{top + k}Q{x - hw} {top} {x - hw + k} {top}H{x + hw - k}"
        f"Q{x + hw} {top} {x + hw}"
        f" {top + k}V{bottom}z",
        fill,
    )


def bust(x, y, r, fill, bottom, mood="smile", look=0, hw=None):
    return body(x, y + r - 1, hw or r * 1.45, bottom, fill) + head(x, y, r, mood, look)


def limb(d, fill, w=6):
    """Arm or leg: ink underlay, then the colour, so that it has the same outline as all shapes."""
    return path(d, stroke_width=short(w + 8)) + path(d, stroke=fill, stroke_width=short(w))


def hand(x, y, r=5):
    return circle(x, y, r, YELLOW)


def tick(x, y, s, w=6, col=INK):
    return path(
        f"M{x - s} {y}l{s * 0.7} {s * 0.7}l{s * 1.3} {-s * 1.4}", stroke_width=short(w), stroke=col
    )


def cross(x, y, s, w=6, col=INK):
    return path(
        f"M{x - s} {y - s}l{2 * s} {2 * s}m0 {-2 * s}l{-2 * s} {2 * s}",
        stroke_width=short(w),
        stroke=col,
    )


def heart(x, y, s, fill=RED):
    return path(
        f"M{x} {y + s}C{x - s * 1.9} {y - s * 0.2} {x - s} {y - s * 1.5} {x} {y - s * 0.45}"
        f"C{x + s} {y - s * 1.5} {x + s * 1.9}"
        f" {y - s * 0.2} {x} {y + s}z",
        fill,
    )


def star(x, y, r, fill=YELLOW):
    pts = [
        (
            x + (r if i % 2 == 0 else r * 0.45) * math.sin(i * math.pi / 5),
            y - (r if i % 2 == 0 else r * 0.45) * math.cos(i * math.pi / 5),
        )
        for i in range(10)
    ]
    return path("M" + "L".join(f"{a} {b}" for a, b in pts) + "z", fill)


def euro(x, y, s, w=3):
    return path(
        f"M{x + s * 0.6} {y - s * 0.65}A{s * 0.85} {s * 0.85} 0 1 0 {x + s * 0.6}"
        f" {y + s * 0.65}M{x - s} {y - s * 0.2}h{s * 1.1}M{x - s}"
        f" {y + s * 0.25}h{s * 1.1}",
        stroke_width=short(w),
    )


def coin(x, y, r):
    return circle(x, y, r, YELLOW) + euro(x + r * 0.06, y, r * 0.55)


def arrow(x1, y1, x2, y2, h=8, w=6, col=INK):
    a = math.atan2(y2 - y1, x2 - x1)

    def q(t):
        return (x2 - h * math.cos(a + t), y2 - h * math.sin(a + t))

    (ax, ay), (bx, by) = q(0.75), q(-0.75)
    return path(
        f"M{x1} {y1}L{x2} {y2}M{ax} {ay}L{x2} {y2}L{bx} {by}", stroke_width=short(w), stroke=col
    )


def page(x, y, w, h, lines=3, fill=PAPER, fold=8):
    out = path(f"M{x} {y}h{w - fold}l{fold} {fold}v{h - fold}h{-w}z", fill)
    step = (h - 14) / max(lines, 1)
    for i in range(lines):
        out += path(
            f"M{x + 7} {y + 14 + i * step}h{(w - 14) * (1 if i < lines - 1 else 0.6)}",
            stroke_width=3,
        )
    return out


def bubble(x, y, w, h, tail, fill=PAPER):
    """Speech bubble with its tail's tip at `tail` (x, y), under the left or right half."""
    tx, ty = tail
    left = tx < x + w / 2
    a = x + w * (0.22 if left else 0.58)
    return path(
        f"M{x + 8} {y}h{w - 16}q8 0 8 8v{h - 16}q0 8 -8 8H{a + w * 0.22}L{tx} {ty}L{a} {y + h}"
        f"H{x + 8}q-8 0 -8"
        f" -8v{-(h - 16)}q0 -8 8 -8z",
        fill,
    )


def flower(x, y, r, fill=RED):
    """Five petals round (x, y), and a centre."""
    out = "".join(
        circle(
            x + r * 0.62 * math.sin(i * math.tau / 5),
            y - r * 0.62 * math.cos(i * math.tau / 5),
            r * 0.5,
            fill,
        )
        for i in range(5)
    )
    return out + circle(x, y, r * 0.36, YELLOW, stroke_width=3)


def bulb(x, y, r):
    return path(
        f"M{x - r * 0.45} {y + r * 1.5}V{y + r * 0.85}A{r} {r} 0 1 1 {x + r * 0.45}"
        f" {y + r * 0.85}V{y + r * 1.5}z",
        YELLOW,
    ) + path(f"M{x - r * 0.4} {y + r * 1.5}h{r * 0.8}", stroke_width=6)


def note(x, y, s):
    """Two joined quavers; (x, y) is the left note's head."""
    return path(f"M{x + s * 0.32} {y}V{y - s * 1.5}l{s} {-s * 0.3}V{y - s * 0.3}") + path(
        f"M{x} {y}v.1M{x + s} {y - s * 0.3}v.1", stroke_width=short(s * 0.75)
    )


def house(x, y, w, h, wall=SOFT, roof=RED):
    e = y + h * 0.42
    return rect(x + w * 0.1, e - 2, w * 0.8, h - (e - y) + 2, wall) + path(
        f"M{x} {e}L{x + w / 2} {y}L{x + w} {e}z", roof
    )


def clock(x, y, r, hour=4):
    """Clock at a full hour; the large ones have marks."""
    a = math.radians(hour * 30)
    return (
        circle(x, y, r, PAPER)
        + path(
            f"M{x} {y - r * 0.62}V{y}L{x + r * 0.48 * math.sin(a)} {y - r * 0.48 * math.cos(a)}",
            stroke_width=short(max(3.4, r * 0.18)),
        )
        + (
            path(
                f"M{x + r * 0.76} {y}v.1M{x} {y + r * 0.76}v.1M{x - r * 0.76} {y}v.1",
                stroke_width=3,
            )
            if r >= 17
            else ""
        )
    )


# ---- the pictures register themselves ----------------------------------------------------------
PICTURES = {}


def picture(f):
    """Register a picture under its kebab-case name: a function that returns the shapes inside the
    ink group.
    """
    PICTURES[f.__name__.rstrip("_").replace("_", "-")] = f
    return f


def svg(name):
    """The whole file of one picture: white card first, then one group that sets the ink."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96"><rect'
        f' width="96" height="96" rx="10" fill="{PAPER}"/><g fill="none" stroke="{INK}"'
        f' stroke-width="4"'
        ' stroke-linecap="round" stroke-linejoin="round">' + PICTURES[name]() + "</g></svg>\n"
    )
