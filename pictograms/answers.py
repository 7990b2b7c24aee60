"""Answers: how it is, and how much."""

import math
import re

from .parts import (
    BLUE,
    GREEN,
    ORANGE,
    PAPER,
    RED,
    SOFT,
    YELLOW,
    body,
    bust,
    circle,
    flower,
    hand,
    head,
    limb,
    path,
    picture,
    rect,
    tick,
)


def plant(x, y, s=1):
    """A plant in a pot that stands at y: two leaves, 46 high."""

    def q(d):
        return re.sub(
            r"(-?[\d.]+) (-?[\d.]+)", lambda m: f"{x + s * float(m[1])} {y - s * float(m[2])}", d
        )

    return path(q("M0 20L0 36M0 26Q-14 26 -14 42Q0 42 0 26Q0 46 14 46Q14 29 0 26z"), GREEN) + path(
        q("M-11 20L11 20L8 0L-8 0z"), ORANGE
    )


def glass(level):
    """The drinking glass, with water up to y = level."""
    return (
        path("M18 16L27 90H69L78 16", SOFT)
        + path(
            f"M{24 + (level - 16) * 0.11} {level}H{72 - (level - 16) * 0.11}L65 85H31z",
            BLUE,
            stroke="none",
        )
        + path("M18 16L27 90H69L78 16")
    )


def thumb(turn):
    """My fist with the thumb out; turn(x, y) moves each point of the thumb-up hand."""

    def turned(d):
        return re.sub(
            r"(-?[\d.]+) (-?[\d.]+)", lambda m: "{} {}".format(*turn(float(m[1]), float(m[2]))), d
        )

    return (
        path(turned("M6 44L22 44L22 88L6 88z"), BLUE)
        + path(
            turned(
                "M22 50C34 47 42 36 43 18C43 10 47 6 52 6C58 6 63 11 62 20L60 38L60 84L36 84C30 84"
                " 26 83 22 81z"
            ),
            YELLOW,
        )
        + "".join(
            limb(turned(f"M56 {y}L{x} {y}"), YELLOW, 8.5)
            for x, y in ((79, 42), (82, 54.5), (80, 67), (76, 79.5))
        )
    )


def drop(x, y, s):
    return path(
        f"M{x} {y - s * 1.3}Q{x + s * 1.6} {y + s} {x} {y + s}Q{x - s * 1.6} {y + s}"
        f" {x} {y - s * 1.3}z",
        BLUE,
        stroke_width=3,
    )


@picture
def works_well():
    return thumb(lambda x, y: (x, y))


@picture
def works_badly():
    return thumb(lambda x, y: (x, 94 - y))


@picture
def so_so():
    return thumb(lambda x, y: (y, 96 - x))


@picture
def sometimes():
    return (
        rect(8, 16, 80, 72, PAPER, 5)
        + path("M8 36V21q0-5 5-5H83q5 0 5 5V36z", RED)
        + path("M28 8V24M68 8V24", stroke_width=6)
        + path("M35 36V88M61 36V88M8 62H88", stroke_width=3)
        + tick(21, 49, 7, 6, GREEN)
        + tick(48, 75, 7, 6, GREEN)
    )


@picture
def nobody():
    x, y, r = 71, 40, 13
    out = path(
        "M53 90V67.300Q53 52 68.300 52H73.700Q89 52 89 67.300V90z", SOFT, stroke="none"
    ) + circle(x, y, r, SOFT, stroke="none")
    d = ""
    for i in range(8):
        a, b = i * math.tau / 8 - 0.22, i * math.tau / 8 + 0.22
        d += (
            f"M{x + r * math.cos(a)} {y + r * math.sin(a)}A{r} {r} 0 0 1 {x + r * math.cos(b)}"
            f" {y + r * math.sin(b)}"
        )
    d += (
        "M53 90V85M53 76V69M56 59Q58 56 61 54M89 90V85M89 76V69M86 59Q84 56 81 54M62 90H67M75 90H80"
    )
    return bust(24, 40, 13, BLUE, 90, "flat", hw=18) + out + path(d)


@picture
def too_little():
    return glass(74)


@picture
def just_right():
    return glass(36) + circle(70, 68, 20, GREEN) + tick(68.5, 68.5, 10, 7, PAPER)


@picture
def too_much():
    return (
        path("M5 91Q9 80 22 82H74Q87 80 91 91z", BLUE)
        + glass(16)
        + path(
            "M28 8H68Q88 8 88 26V52a5 5 0 0 1-10 0V30q0-6-6-6H61q-4 0-4 4v6a4.5 4.5 0 0 1-9"
            " 0V28q0-4-4-4H24q-6 0-6 6V40a5 5 0 0 1-10 0V26Q8 8 28 8z",
            BLUE,
        )
        + drop(13, 62, 6)
        + drop(84, 72, 5)
    )


@picture
def too_easy():
    return (
        rect(38, 79, 18, 11, ORANGE)
        + limb("M40 58L38 72L24 84", BLUE)
        + limb("M50 58L66 68L72 86", BLUE)
        + body(46, 31, 14, 62, BLUE)
        + limb("M37 43L24 54", BLUE, 5)
        + limb("M55 43L71 48", BLUE, 5)
        + hand(22, 55)
        + hand(74, 48)
        + head(46, 19, 12, look=0.5)
    )


@picture
def too_hard():
    return (
        rect(52, 6, 40, 84, SOFT)
        + path(
            "M52 27H92M52 48H92M52 69H92M72 6V27M62 27V48M82 27V48M72 48V69M62 69V90M82 69V90",
            stroke_width=3,
        )
        + limb("M18 68V86M29 68V86", BLUE, 5)
        + body(23, 48, 12, 72, BLUE)
        + limb("M30 57L43 48", BLUE, 5)
        + hand(45, 47)
        + head(23, 38, 11, "wavy", 0.6)
    )


@picture
def same():
    return plant(21, 76, 1.15) + plant(75, 76, 1.15) + path("M42 44H54M42 57H54", stroke_width=7)


@picture
def small_change():
    return (
        plant(20, 90)
        + plant(76, 90)
        + flower(76, 42, 10)
        + path("M18 34Q42 2 62 22", stroke_width=6)
        + path("M48 23L63 24L66 9", stroke_width=6)
    )


@picture
def big_change():
    return (
        plant(19, 90)
        + rect(65, 68, 10, 22, ORANGE)
        + path("M56 90H84")
        + path(
            "M70 72A13 13 0 0 1 52 62A13 13 0 0 1 55 40A15 15 0 0 1 82 38A13 13 0 0 1 85 62A13 13 0"
            " 0 1 70 72z",
            GREEN,
        )
        + circle(61, 49, 5, RED, stroke_width=3)
        + circle(77, 49, 5, RED, stroke_width=3)
        + circle(69, 61, 5, RED, stroke_width=3)
        + path("M14 36Q24 10 50 18", stroke_width=6)
        + path("M39 25L52 19L44 7", stroke_width=6)
    )


@picture
def more():
    return (
        bust(19, 46, 10, ORANGE, 88, look=0.7, hw=13)
        + bust(77, 46, 10, ORANGE, 88, look=-0.7, hw=13)
        + bust(48, 58, 12, BLUE, 92, hw=17)
        + limb("M18 64L25 78L36 76", ORANGE, 5)
        + limb("M78 64L71 78L60 76", ORANGE, 5)
        + hand(37, 76)
        + hand(59, 76)
        + path("M48 11V33M37 22H59", stroke_width=15)
        + path("M48 11V33M37 22H59", stroke=GREEN, stroke_width=8)
    )


@picture
def less():
    return (
        bust(74, 46, 11, ORANGE, 88, look=-0.7, hw=15)
        + bust(32, 54, 14, BLUE, 92, hw=20)
        + limb("M73 64L66 79L49 77", ORANGE, 5)
        + hand(48, 77)
        + path("M20 18H44", stroke_width=15)
        + path("M20 18H44", stroke=RED, stroke_width=8)
    )
