"""Work, learning, free time."""

import math

from .objects import asleep, sun, table
from .parts import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PAPER,
    RED,
    SOFT,
    YELLOW,
    body,
    bust,
    circle,
    coin,
    hand,
    head,
    limb,
    note,
    path,
    picture,
    rect,
)


def gear(x, y, r, fill=SOFT, teeth=8):
    """Cog wheel of outer radius r."""

    def pt(deg, q):
        return f"{x + q * math.sin(math.radians(deg))} {y - q * math.cos(math.radians(deg))}"

    s = 360 / teeth
    return path(
        "M"
        + "L".join(
            f"{pt(i * s - s * 0.28, r * 0.74)}L{pt(i * s - s * 0.2, r)}"
            f"L{pt(i * s + s * 0.2, r)}L{pt(i * s + s * 0.28, r * 0.74)}"
            for i in range(teeth)
        )
        + "z",
        fill,
    ) + circle(x, y, r * 0.3, PAPER)


def books(x, y, hs, w=9):
    """A row of upright books on the line y."""
    return "".join(
        rect(
            x + i * w,
            y - h,
            w,
            h,
            (RED, YELLOW, BLUE, GREEN, PAPER)[(i + h) % 5],
            1,
            stroke_width=3,
        )
        for i, h in enumerate(hs)
    )


def hammer(x, y, s, foot):
    """Hammer that stands upright: head centre (x, y), shaft down to `foot`."""
    return path(f"M{x} {y}V{foot}", stroke_width=7) + rect(
        x - s, y - s * 0.45, 2 * s, s * 0.9, SOFT, 2
    )


@picture
def shop():
    return (
        rect(50, 6, 42, 84, SOFT)
        + path("M50 30H92M50 54H92")
        + rect(58, 12, 11, 16, RED, 1)
        + circle(81, 22, 6, ORANGE)
        + circle(66, 46, 6, RED)
        + rect(77, 36, 11, 16, PAPER, 1)
        + bust(24, 26, 13, BLUE, 90, look=0.6, hw=18)
        + path("M30 68Q46 40 64 68", stroke_width=5)
        + path("M24 66H70L66 90H28z", ORANGE)
        + path("M40 73L42 83M54 73L52 83", stroke_width=3)
        + limb("M20 56L36 56", BLUE)
        + hand(45, 54, 6)
    )


@picture
def use_money():
    return (
        bust(66, 18, 11, ORANGE, 62, look=-0.6, hw=18)
        + path("M74 40q0-8 7-8t7 8")
        + rect(71, 40, 20, 22, PAPER)
        + rect(40, 62, 52, 28, SOFT)
        + bust(21, 42, 12, BLUE, 90, look=0.6, hw=16)
        + coin(52, 48, 10)
        + limb("M26 70L42 62", BLUE)
        + hand(46, 59, 6)
    )


@picture
def get_job():
    return (
        bust(20, 38, 12, BLUE, 76, look=0.6, hw=16)
        + bust(76, 38, 12, ORANGE, 76, look=-0.6, hw=16)
        + hammer(48, 13, 13, 40)
        + table(76)
        + limb("M26 64L42 62", BLUE)
        + limb("M70 64L54 62", ORANGE)
        + hand(51, 61, 6)
        + hand(44, 61, 6)
    )


@picture
def hobby():
    return (
        bust(38, 26, 13, BLUE, 90, look=0.3, hw=21)
        + path("M50 66L76 44", stroke_width=9)
        + path("M74 42L83 32L91 40L81 49z", ORANGE)
        + path(
            "M53 56Q47 48 39 54Q34 58 35 64Q24 64 20 72Q17 84 27 89Q38 94 46 86Q49 82 49 78Q56 78"
            " 58 71Q60 63 53 56z",
            ORANGE,
        )
        + circle(44, 67, 4, INK)
        + path("M29 76L37 84", stroke_width=3)
        + limb("M20 62L14 74L24 76", BLUE)
        + hand(29, 74, 5)
        + limb("M56 54L62 66", BLUE)
        + hand(65, 55, 5)
        + note(68, 23, 10)
    )


@picture
def sport():
    return (
        limb("M44 58L34 72L16 72", BLUE, 7)
        + limb("M50 36L36 40L32 54", BLUE, 6)
        + hand(31, 56)
        + limb("M52 40L46 54", BLUE, 17)
        + limb("M46 60L62 66L58 84L66 85", BLUE, 7)
        + limb("M56 40L68 52L80 44", BLUE, 6)
        + hand(82, 42)
        + head(60, 20, 13, look=0.7)
        + path("M6 30h18M4 42h14M6 54h12")
    )


@picture
def music():
    return (
        body(36, 62, 26, 90, BLUE)
        + head(36, 42, 22)
        + path("M11 42A25 25 0 0 1 61 42", stroke_width=6)
        + rect(4, 36, 12, 22, ORANGE, 5)
        + rect(56, 36, 12, 22, ORANGE, 5)
        + note(74, 28, 12)
        + path("M80 66V48q2 6 8 8")
        + path("M76 66v.1", stroke_width=10)
    )


@picture
def day_activity():
    return (
        sun(48, 22, 7, ray=4)
        + bust(20, 34, 12, BLUE, 66, look=0.5, hw=16)
        + bust(76, 34, 12, ORANGE, 66, look=-0.5, hw=16)
        + path("M12 58H84L92 80H4z", SOFT)
        + path("M16 80V90M80 80V90")
        + path("M52 63h18l4 13h-20z", PAPER, stroke_width=3)
        + path("M26 63L46 71M26 74L44 63", stroke_width=3)
        + circle(22, 63, 3.5, PAPER, stroke_width=3)
        + circle(22, 74, 3.5, PAPER, stroke_width=3)
    )


@picture
def machines():
    return gear(33, 50, 29) + limb("M68 14V23Q69 31 77 31Q85 31 86 23V14M77 31V82", YELLOW, 7)


@picture
def library():
    return (
        books(10, 40, (26, 22, 28, 24, 26, 20, 28, 24), 9.5)
        + path("M6 6H90M6 41H90M6 6V90M90 6V90", stroke_width=5)
        + body(48, 66, 20, 84, BLUE)
        + head(48, 57, 12)
        + path(
            "M48 75C41 70 32 70 22 72V90C32 87 41 87 48 91C55 87 64 87 74 90V72C64 70 55 70 48"
            " 75zM48 75V90",
            PAPER,
        )
    )


@picture
def video():
    return (
        rect(4, 10, 88, 60, INK, 7)
        + rect(11, 17, 74, 46, SOFT, 2, stroke="none")
        + path("M38 26L62 40L38 54z", RED)
        + path("M48 72V84M30 87H66", stroke_width=6)
    )


@picture
def nature():
    return (
        path("M68 60V74")
        + circle(70, 40, 21, GREEN)
        + path("M70 46V74M70 60l8-7", stroke_width=4)
        + path("M28 62V74", stroke_width=6)
        + path("M28 6L44 32H37L50 62H6L19 32H12z", GREEN)
        + path("M4 74H92V90H4z", BLUE)
        + path("M14 82q6-5 12 0t12 0M58 82q6-5 12 0t12 0", PAPER, stroke=PAPER, stroke_width=3)
    )


@picture
def animals():
    return (
        bust(25, 32, 13, BLUE, 90, look=0.5, hw=19)
        + path("M52 90V68Q52 58 60 56L62 44L78 46V90z", ORANGE)
        + path("M56 40Q54 28 66 27L74 28Q76 34 90 36Q92 48 80 49H66Q57 49 56 40z", ORANGE)
        + path("M58 30Q50 34 52 48Q60 48 62 36z", INK)
        + path("M72 36v.1M89 38v.1", stroke_width=5)
        + path("M64 90V76M78 90h6M64 90h6")
        + path("M52 86Q42 86 44 74")
        + limb("M32 66L48 64", BLUE)
        + hand(53, 62, 6)
    )


@picture
def faith():
    return (
        body(33, 44, 22, 90, BLUE)
        + asleep(33, 31, 15)
        + limb("M13 70L17 82L29 72", BLUE)
        + limb("M53 70L49 82L37 72", BLUE)
        + path("M33 54Q27 58 28 72H38Q39 58 33 54zM33 58V70", YELLOW)
        + rect(67, 48, 18, 40, PAPER)
        + path("M76 48V40")
        + path("M76 12Q87 26 83 33Q76 41 69 33Q65 26 76 12z", YELLOW)
        + path("M62 89H90", stroke_width=6)
    )


@picture
def party():
    return (
        path("M34 24V40M62 24V40", stroke_width=3)
        + circle(34, 15, 10, RED)
        + circle(62, 15, 10, GREEN)
        + path("M34 25l-3 5h6zM62 25l-3 5h6z", INK, stroke_width=3)
        + bust(18, 46, 12, BLUE, 74, look=0.5, hw=14)
        + bust(78, 46, 12, ORANGE, 74, look=-0.5, hw=14)
        + table()
        + rect(31, 57, 34, 17, PAPER, 3)
        + path("M31 66h34", stroke=RED)
        + path("M40 57V49M48 57V47M56 57V49")
        + path("M40 43v.1M48 41v.1M56 43v.1", stroke=YELLOW, stroke_width=5)
    )


@picture
def market():
    return (
        path("M12 28V88M84 28V88", stroke_width=5)
        + bust(48, 48, 11, ORANGE, 70, hw=18)
        + path("M12 5H84L92 24H4z", PAPER)
        + path(
            "M12 5H26.400L21.6 24H4zM40.8 5H55.200L56.8 24H39.200zM69.6 5H84L92 24H74.400z",
            RED,
            stroke_width=3,
        )
        + path(
            "M4 24q0 9 8.8 9t8.8-9q0 9 8.8 9t8.8-9q0 9 8.8 9t8.8-9q0 9 8.8 9t8.8-9q0 9 8.8"
            " 9t8.8-9z",
            PAPER,
        )
        + rect(6, 66, 84, 24, SOFT)
        + circle(20, 62, 7, GREEN)
        + circle(33, 62, 7, RED)
        + circle(63, 62, 7, YELLOW)
        + circle(76, 62, 7, GREEN)
    )


@picture
def club():
    return (
        bust(48, 20, 12, ORANGE, 56, hw=17)
        + bust(17, 38, 12, BLUE, 84, look=0.6, hw=13)
        + bust(79, 38, 12, GREEN, 84, look=-0.6, hw=13)
        + path("M48 48A38 20 0 1 1 47.9 48z", SOFT)
        + rect(36, 54, 22, 22, PAPER, 4)
        + path("M42.5 60v.1M51.5 60v.1M47 65v.1M42.5 70v.1M51.5 70v.1", stroke_width=4)
        + circle(70, 70, 5, BLUE)
        + circle(25, 68, 5, YELLOW)
    )
