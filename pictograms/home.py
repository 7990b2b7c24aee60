"""At home."""

from .objects import asleep, moon, mug
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
    hand,
    head,
    house,
    limb,
    path,
    picture,
    rect,
)


def broom(x, y, x2, y2, w=13, h=20):
    """Broom: shaft from (x, y) to (x2, y2), brush under it."""
    return (
        path(f"M{x} {y}L{x2} {y2}", stroke_width=6)
        + path(f"M{x2 - w * 0.55} {y2}h{w * 1.1}l{w * 0.45} {h}h{-w * 2}z", YELLOW)
        + path(
            f"M{x2 - w * 0.25} {y2 + h}v{-h * 0.45}M{x2 + w * 0.25} {y2 + h}v{-h * 0.45}",
            stroke_width=3,
        )
    )


@picture
def at_home():
    return (
        house(4, 5, 88, 85)
        + path("M70 58V84M64 86h12")
        + path("M64 46h12l5 13h-22z", YELLOW)
        + rect(24, 56, 26, 16, ORANGE, 4)
        + rect(20, 68, 34, 14, ORANGE)
        + rect(17, 62, 8, 20, ORANGE, 3)
        + rect(49, 62, 8, 20, ORANGE, 3)
        + path("M22 82V87M52 82V87")
    )


@picture
def decorate_home():
    return (
        path("M32 18L48 6L64 18", stroke_width=3)
        + rect(18, 17, 60, 34, PAPER)
        + path("M20 49L36 32L46 42L56 35L76 49z", GREEN, stroke_width=3)
        + circle(62, 27, 4, YELLOW, stroke_width=3)
        + body(48, 74, 20, 91, BLUE)
        + limb("M34 84L18 74L20 56", BLUE)
        + limb("M62 84L78 74L76 56", BLUE)
        + hand(20, 52, 6)
        + hand(76, 52, 6)
        + head(48, 66, 12)
    )


@picture
def clean():
    return (
        bust(26, 32, 13, BLUE, 90, look=0.5, hw=19)
        + broom(52, 14, 56, 68, 12, 22)
        + path("M72 58H92L89 90H75z", SOFT)
        + path("M73 58Q82 38 91 58")
        + limb("M34 62L48 58", BLUE)
        + hand(54, 54, 6)
        + path("M70 22l6-3M71 31h7M70 40l6 3")
    )


@picture
def laundry():
    return (
        rect(12, 5, 72, 85, PAPER, 5)
        + path("M12 25H84")
        + circle(25, 15, 3.5, INK, stroke="none")
        + path("M40 15H72", stroke_width=5)
        + circle(48, 57, 25, SOFT)
        + path("M26 58Q32 50 40 58T56 58T70 58Q69 79 48 79Q27 79 26 58z", BLUE, stroke_width=3)
        + circle(40, 70, 3, PAPER, stroke="none")
        + circle(54, 66, 4, PAPER, stroke="none")
    )


@picture
def bedtime():
    return (
        moon(74, 22, 15)
        + path("M50 16v.1M56 34v.1", stroke_width=7)
        + path("M7 38V90M89 62V90", stroke_width=6)
        + rect(7, 70, 82, 12, SOFT)
        + rect(12, 56, 26, 14, PAPER, 6)
        + asleep(28, 52, 13)
        + path("M40 70V62Q41 52 54 52H76Q88 54 88 70z", BLUE)
        + path("M52 53V69", stroke_width=3)
    )


@picture
def home_help():
    return (
        rect(8, 32, 80, 58, SOFT)
        + path("M4 34L48 5L92 34z", RED)
        + bust(27, 60, 11, BLUE, 90, look=0.6, hw=13)
        + bust(69, 54, 11, ORANGE, 90, look=-0.6, hw=14)
        + broom(48, 40, 48, 72, 9, 16)
        + limb("M72 74L56 66", ORANGE, 5)
        + hand(50, 63, 5)
    )


@picture
def coffee():
    return (
        path("M34 7q-8 8 0 15t0 13M52 7q-8 8 0 15t0 13", stroke_width=5)
        + mug(16, 43, 52, 40, ORANGE)
        + path("M8 89H76", stroke_width=6)
    )


@picture
def clothes():
    return (
        path("M20 8L5 18L12 34L18 31V58H50V31L56 34L63 18L48 8Q34 20 20 8z", BLUE)
        + path("M54 38H88L92 90H76L71 60L66 90H50z", GREEN)
        + path("M54 48H88", stroke_width=3)
    )


@picture
def own_home():
    return house(5, 6, 86, 84) + bust(48, 56, 12, BLUE, 90)


@picture
def cook():
    return (
        body(24, 40, 16, 90, BLUE)
        + head(24, 28, 12, look=0.5)
        + path("M42 58H86V78q0 10-10 10H52q-10 0-10-10z", SOFT)
        + path("M38 58H90", stroke_width=6)
        + path("M58 30q-7-7 0-13M78 46q-7-7 0-13t0-12")
        + path("M48 44L60 62", stroke_width=6)
        + limb("M30 62L46 46", BLUE)
        + hand(48, 43, 6)
    )
