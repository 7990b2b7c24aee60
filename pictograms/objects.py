"""Objects and hands that stand in pictures of several subjects."""

import math
import re

from .parts import GREEN, INK, ORANGE, PAPER, RED, YELLOW, circle, cross, path, rect, short, tick


def open_hand(x, y, s, fill):
    """A hand held up, palm to the viewer: 44 x 58 units at s = 1, round (x, y)."""

    def placed(d):
        return re.sub(
            r"(-?[\d.]+) (-?[\d.]+)", lambda m: f"{x + s * float(m[1])} {y + s * float(m[2])}", d
        )

    fingers = placed("M-9 4L-12 -16M-1 2L-2 -23M7 2L8 -21M14 6L18 -13M-5 15L-20 4")
    palm = placed("M-12 2L17.5 4L16.5 14C15 22 10 26 2 26C-5 26 -8 21 -10 16z")
    w = 6.6 * s
    return (
        path(fingers, stroke_width=short(w + 7))
        + path(palm, INK, stroke_width=7)
        + path(fingers, stroke=fill, stroke_width=short(w))
        + path(palm, fill, stroke="none")
    )


def pencil(x, y, a, b, w=11):
    """A pencil with its tip at (x, y) and its end at (a, b)."""
    length = math.hypot(a - x, b - y)
    u, v = (a - x) / length, (b - y) / length

    def at(f, s):
        return f"{x + u * f - v * s} {y + v * f + u * s}"

    return path(
        f"M{at(0, 0)}L{at(w * 1.3, w / 2)}L{at(length, w / 2)}L{at(length, -w / 2)}"
        f"L{at(w * 1.3, -w / 2)}z",
        ORANGE,
    ) + path(f"M{at(w * 1.3, w / 2)}L{at(w * 1.3, -w / 2)}", stroke_width=3)


def sun(x, y, r, k=8, ray=5):
    """Sun with `k` rays of length `ray`."""
    t = [math.tau * i / k for i in range(k)]
    a, b = r + 6, r + 6 + ray
    return circle(x, y, r, YELLOW) + path(
        "".join(
            f"M{x + a * math.sin(i)} {y - a * math.cos(i)}L{x + b * math.sin(i)}"
            f" {y - b * math.cos(i)}"
            for i in t
        )
    )


def moon(x, y, r):
    """Waning moon in a circle of radius r."""
    return path(
        f"M{x + r * 0.3} {y - r * 0.95}A{r} {r} 0 1 0 {x + r * 0.95} {y + r * 0.3}"
        f"A{r * 0.75} {r * 0.75} 0 1 1 {x + r * 0.3}"
        f" {y - r * 0.95}z",
        YELLOW,
    )


def asleep(x, y, r):
    """Head with shut eyes."""
    e = r * 0.4
    return circle(x, y, r, YELLOW) + path(
        f"M{x - e - r * 0.22} {y - r * 0.15}q{r * 0.22} {r * 0.26} {r * 0.44} 0"
        f"M{x + e - r * 0.22} {y - r * 0.15}q{r * 0.22} {r * 0.26}"
        f" {r * 0.44} 0M{x - r * 0.34} {y + r * 0.4}q{r * 0.34} {r * 0.28} {r * 0.68} 0",
        stroke_width=short(max(2.6, r * 0.17)),
    )


def spread_hand(*strokes):
    """Hand with fingers from (path, width) strokes that grow together under one outline."""
    return "".join(path(d, stroke_width=short(w + 8)) for d, w in strokes) + "".join(
        path(d, stroke=YELLOW, stroke_width=short(w)) for d, w in strokes
    )


def query(x, y, s):
    """Question mark, about 2 s high, centre (x, y)."""
    return path(
        f"M{x - s * 0.58} {y - s * 0.5}a{s * 0.6} {s * 0.6} 0 1 1 {s * 0.87} {s * 0.53}"
        f"q{-s * 0.27} {s * 0.15} {-s * 0.27}"
        f" {s * 0.42}",
        stroke_width=short(s * 0.42),
    ) + path(f"M{x + s * 0.02} {y + s}v.1", stroke_width=short(s * 0.52))


def table(y=74):
    """Table from the side, its top at y; it stands at 90."""
    return rect(4, y, 88, 8, ORANGE) + path(f"M14 {y + 8}V90M82 {y + 8}V90")


def mug(x, y, w, h, fill=PAPER):
    """Cup with its handle on the right; (x, y) is the top left."""
    return path(
        f"M{x + w} {y + h * 0.2}h{w * 0.16}q{w * 0.2} 0 {w * 0.2} {h * 0.25}t{-w * 0.2}"
        f" {h * 0.25}h{-w * 0.16}"
    ) + path(
        f"M{x} {y}h{w}v{h * 0.65}q0 {h * 0.35} {-w * 0.3} {h * 0.35}h{-w * 0.4}"
        f"q{-w * 0.3} 0 {-w * 0.3} {-h * 0.35}z",
        fill,
    )


def question_mark(x, y, k=1, w=7):
    """A question mark round (x, y); 36 k high."""
    return path(
        f"M{x - 8 * k} {y - 6.5 * k}a{8 * k} {8 * k} 0 1 1 {11.5 * k} {7 * k}"
        f"q{-3.5 * k} {2 * k} {-3.5 * k} {5.5 * k}",
        stroke_width=short(w),
    ) + path(f"M{x} {y + 14 * k}v.1", stroke_width=short(w * 1.2))


def mark(x, y, r, good=True):
    """A round sign: a tick on green, or a cross on red."""
    return (
        circle(x, y, r, GREEN) + tick(x - r * 0.07, y + r * 0.03, r * 0.45, r * 0.3, PAPER)
        if good
        else circle(x, y, r, RED) + cross(x, y, r * 0.38, r * 0.3, PAPER)
    )


def side_bubble(x, y, w, h, tip):
    """Speech bubble whose tail leaves its right edge, to a mouth at the right."""
    return path(
        f"M{x + 8} {y}h{w - 16}q8 0 8 8v{h * 0.3}L{tip[0]} {tip[1]}L{x + w} {y + h * 0.8}"
        f"Q{x + w} {y + h} {x + w - 8}"
        f" {y + h}H{x + 8}q-8 0 -8 -8v{16 - h}q0 -8 8 -8z",
        PAPER,
    )
