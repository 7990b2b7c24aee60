"""A good life, and its days and times."""

import math

from .objects import asleep, moon, mug, sun, table
from .parts import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PAPER,
    RED,
    SOFT,
    YELLOW,
    arrow,
    body,
    bust,
    circle,
    clock,
    coin,
    cross,
    hand,
    head,
    heart,
    house,
    limb,
    path,
    picture,
    rect,
    short,
    star,
    tick,
)


def days(fills, y=12, h=32):
    """A week: seven boxes in two rows, each in its own fill; a tick on those that are green."""
    at = [(6 + i % 4 * 22, y + i // 4 * (h + 8)) for i in range(7)]
    return "".join(
        rect(a, b, 18, h, f, 3) + (tick(a + 8, b + h / 2, 5, 4, PAPER) if f == GREEN else "")
        for (a, b), f in zip(at, fills, strict=True)
    )


def crate(x, y, w, h):
    """Cardboard box."""
    return rect(x, y, w, h, ORANGE, 2) + path(
        f"M{x + w * 0.38} {y}v{h * 0.35}h{w * 0.24}v{-h * 0.35}", PAPER, stroke_width=3
    )


def my_door(mood):
    """Me in my open door, on the right."""
    return rect(54, 14, 36, 76, SOFT) + bust(72, 46, 12, BLUE, 90, mood, -0.5, hw=14)


def ring_arrow(x, y, r, start, end, h=14, w=6, col=INK):
    """An arrow round (x, y), clockwise; start and end as hours of a clock, end - start over 6."""

    def at(hour):
        return (
            x + r * math.sin(hour * math.tau / 12),
            y - r * math.cos(hour * math.tau / 12),
        )

    (x1, y1), (x2, y2) = at(start), at(end)
    a = end * math.tau / 12 - 0.2  # the way it goes at its tip

    def q(t):
        return f"{x2 - h * math.cos(a + t)} {y2 - h * math.sin(a + t)}"

    return path(
        f"M{x1} {y1}A{r} {r} 0 1 1 {x2} {y2}M{q(0.75)}L{x2} {y2}L{q(-0.75)}",
        stroke_width=short(w),
        stroke=col,
    )


@picture
def good_life():
    return (
        house(5, 22, 58, 68)
        + sun(74, 22, 8, ray=4)
        + bust(63, 58, 12, BLUE, 90, hw=19)
        + heart(63, 79, 8)
    )


@picture
def daily_rhythm():
    return (
        sun(20, 50, 8, ray=2) + clock(48, 25, 19) + moon(78, 50, 14) + arrow(8, 82, 88, 82, 12, 6)
    )


@picture
def health():
    return (
        bust(31, 34, 14, BLUE, 90, look=0.4, hw=21)
        + heart(72, 16, 11)
        + path("M70 45Q70 38 74 35", stroke_width=4)
        + path(
            "M70 46C62 40 53 46 55 58C57 72 65 74 70 71C75 74 83 72 85 58C87 46 78 40 70 46z", GREEN
        )
        + limb("M38 72L56 80L66 76", BLUE)
        + hand(69, 73, 6)
    )


@picture
def pay():
    return (
        bust(36, 38, 12, BLUE, 90, look=0.6, hw=17)
        + bust(76, 38, 12, ORANGE, 90, look=-0.6, hw=15)
        + coin(57, 66, 13)
        + limb("M80 66L72 72", ORANGE)
        + hand(70, 72, 6)
        + path("M10 34V78", stroke_width=7)
        + rect(4, 22, 16, 14, SOFT, 2)
        + limb("M26 64L13 66", BLUE)
        + hand(11, 65, 6)
    )


@picture
def rest():
    return (
        rect(14, 24, 68, 46, SOFT, 8)
        + rect(10, 64, 76, 18, SOFT)
        + path("M16 82V89M80 82V89", stroke_width=6)
        + rect(5, 46, 14, 36, SOFT, 5)
        + rect(77, 52, 14, 30, SOFT, 5)
        + path("M38 42H70Q82 42 90 50Q92 58 84 62Q78 64 70 64H38z", BLUE)
        + path("M64 52H80", stroke_width=3)
        + asleep(30, 48, 15)
        + limb("M46 50L56 54", BLUE)
        + hand(58, 55, 5)
    )


@picture
def go_out():
    return (
        rect(6, 8, 34, 82, SOFT)
        + path("M6 8L20 16V83L6 90z", ORANGE)
        + path("M40 90H90")
        + sun(75, 21, 7, ray=4)
        + limb("M48 72L40 84M54 72L66 76L67 85", BLUE, 5)
        + body(51, 48, 12, 73, BLUE)
        + limb("M45 57L36 66", BLUE, 5)
        + hand(34, 67)
        + limb("M57 57L67 66", BLUE, 5)
        + hand(69, 66)
        + head(51, 37, 12, look=0.6)
    )


@picture
def want():
    return (
        star(69, 27, 23)
        + limb("M28 72L44 62L48 48", BLUE)
        + hand(48, 44, 6)
        + bust(25, 52, 13, BLUE, 90, look=0.6, hw=19)
        + limb("M32 76L56 74L68 60", BLUE)
        + hand(70, 57, 6)
    )


@picture
def move_home():
    return (
        house(4, 50, 34, 40)
        + house(50, 44, 42, 46, SOFT, GREEN)
        + arrow(8, 34, 66, 34, 13, 6)
        + crate(22, 6, 28, 23)
    )


@picture
def bored():
    return (
        clock(73, 24, 17)
        + bust(36, 40, 14, BLUE, 74, "flat", 0.3, hw=22)
        + table()
        + mug(60, 56, 16, 18)
        + limb("M24 73L16 66L22 54", BLUE)
        + hand(24, 50, 6)
    )


@picture
def good_day():
    return (
        sun(48, 23, 7, ray=4)
        + body(48, 71, 19, 90, BLUE)
        + limb("M34 82L17 70L14 54", BLUE)
        + limb("M62 82L79 70L82 54", BLUE)
        + hand(14, 50, 6)
        + hand(82, 50, 6)
        + head(48, 59, 13)
    )


@picture
def bad_day():
    return (
        path("M24 33Q10 33 10 22Q11 12 24 14Q30 4 46 8Q56 2 66 11Q84 9 86 21Q86 33 72 33z", SOFT)
        + path(
            "M16 42l-4 10M30 40l-3 8M66 40l-3 8M82 42l-4 10M20 60l-4 10M86 60l-4 10",
            stroke=BLUE,
            stroke_width=5,
        )
        + bust(48, 57, 14, BLUE, 90, "flat", hw=24)
    )


@picture
def morning():
    return (
        path("M6 62H90", stroke_width=6)
        + path("M22 61A26 26 0 0 1 74 61z", YELLOW)
        + path("M48 26V12M20 36L12 28M76 36L84 28M11 52H6M85 52H90")
        + path("M48 90V74M39 82L48 73L57 82", stroke_width=6)
    )


@picture
def day():
    return (
        sun(48, 38, 18, k=12, ray=8)
        + path("M6 90H90", stroke_width=6)
        + path("M70 88V82")
        + circle(70, 76, 8, GREEN)
        + house(10, 66, 26, 24)
    )


@picture
def evening():
    return (
        rect(8, 8, 80, 80, BLUE, 8)
        + path("M14 66A18 18 0 0 1 50 66z", ORANGE)
        + path("M8 66H88V80Q88 88 80 88H16Q8 88 8 80z", GREEN)
        + path("M69 76V40M61 77H77", stroke_width=6)
        + path("M60 28H78L84 43H54z", YELLOW)
        + path("M57 51l-4 6M81 51l4 6", stroke=YELLOW)
    )


@picture
def night():
    return (
        rect(6, 6, 84, 84, INK, 8)
        + moon(42, 52, 28)
        + star(70, 24, 13)
        + star(75, 55, 10)
        + path("M24 18v.1M76 78v.1", stroke=PAPER, stroke_width=5)
    )


@picture
def week():
    return (
        rect(4, 12, 88, 78, PAPER, 5)
        + path("M4 31V17q0-5 5-5H87q5 0 5 5V31z", RED)
        + path("M26 6V20M70 6V20", stroke_width=6)
        + "".join(
            rect(11 + i % 4 * 19.5, 37 + i // 4 * 25, 15.5, 20, SOFT, 2, stroke_width=3)
            for i in range(7)
        )
    )


@picture
def weekend():
    return (
        days([PAPER] * 5 + [BLUE, BLUE])
        + circle(37, 68, 5, YELLOW, stroke_width=3)
        + circle(59, 68, 5, YELLOW, stroke_width=3)
    )


@picture
def every_day():
    return days([GREEN] * 7)


@picture
def it_varies():
    return (
        days([PAPER, GREEN, PAPER, PAPER, GREEN, PAPER, GREEN], 34, 24)
        + path("M16 24Q44 -4 74 20", stroke_width=6)
        + path("M61 19L75 21L79 7", stroke_width=6)
    )


@picture
def on_time():
    return (
        my_door("smile")
        + bust(25, 58, 12, ORANGE, 90, look=0.5, hw=19)
        + clock(25, 24, 18)
        + circle(42, 36, 10, GREEN)
        + tick(41.3, 36.3, 4.5, 4.5, PAPER)
    )


@picture
def late():
    return (
        my_door("flat")
        + clock(25, 62, 20, 5)
        + path("M8 30Q24 10 42 28", stroke_width=6)
        + path("M29 29L43 29L45 15", stroke_width=6)
    )


@picture
def wrong_time():
    return (
        rect(6, 6, 48, 84, INK, 3)
        + my_door("flat")
        + moon(18, 20, 11)
        + bust(24, 62, 12, ORANGE, 90, look=0.5, hw=17)
        + clock(38, 30, 13, 11)
        + circle(46, 46, 9, RED)
        + cross(46, 46, 3.2, 4, PAPER)
    )


@picture
def later():
    return clock(50, 47, 27) + ring_arrow(50, 47, 39, 12.3, 20.8, 13)
