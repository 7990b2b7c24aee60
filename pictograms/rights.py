"""Roles and rights."""

from .objects import mark
from .parts import (
    BLUE,
    GREEN,
    ORANGE,
    PAPER,
    RED,
    SOFT,
    YELLOW,
    body,
    bubble,
    bulb,
    bust,
    circle,
    cross,
    face,
    hand,
    head,
    heart,
    house,
    limb,
    page,
    path,
    picture,
    rect,
    tick,
)


def ear(x, y, k):
    """An ear that listens to the left, at the left edge (x, y) of a head."""
    return path(
        f"M{x + 2 * k} {y - 6 * k}C{x - 5 * k} {y - 16 * k} {x - 16 * k} {y - 6 * k}"
        f" {x - 10 * k} {y + 4 * k}C{x - 8 * k} {y + 8 * k}"
        f" {x - 8 * k} {y + 17 * k} {x} {y + 14 * k}Q{x + 4 * k} {y + 12 * k}"
        f" {x + 4 * k} {y + 6 * k}",
        YELLOW,
    ) + path(
        f"M{x - 2 * k} {y - 2 * k}q{-4 * k} {-3 * k} {-4 * k} {2 * k}q0 {4 * k} {4 * k} {6 * k}",
        stroke_width=2.6,
    )


@picture
def tell_needs():
    return (
        bust(24, 63, 13, BLUE, 90, "open", 0.8, hw=19)
        + bubble(20, 5, 72, 38, (46, 57))
        + house(28, 10, 28, 27)
        + heart(74, 25, 9)
    )


@picture
def expert():
    return (
        house(34, 6, 58, 70)
        + bust(31, 46, 15, BLUE, 90, look=-0.3, hw=24)
        + limb("M54 76L70 66L54 46", BLUE)
        + hand(50, 42, 6)
    )


@picture
def idea():
    return (
        bust(48, 62, 13, BLUE, 90, hw=26)
        + bulb(48, 21, 13)
        + path("M25 21h-10M71 21h10M29 35l-9 5M67 35l9 5M31 9l-7 -4M65 9l7 -4")
    )


@picture
def be_heard():
    return (
        bust(18, 62, 12, BLUE, 90, "open", 0.8, hw=14)
        + bubble(4, 6, 38, 30, (28, 48))
        + path("M13 17h20M13 26h13", stroke_width=3)
        + body(74, 62, 18, 90, ORANGE)
        + circle(74, 44, 18, YELLOW)
        + face(79, 44, 17)
        + ear(58, 41, 1.25)
    )


@picture
def complain():
    return (
        bust(25, 56, 15, BLUE, 90, "flat", 0.6, hw=20)
        + bubble(40, 6, 50, 38, (47, 57))
        + cross(65, 25, 10, 9, RED)
    )


@picture
def relationship():
    return (
        limb("M20 74V86M31 74V86", BLUE, 5)
        + limb("M65 74V86M76 74V86", ORANGE, 5)
        + body(25, 44, 13, 76, BLUE)
        + body(71, 44, 13, 76, ORANGE)
        + limb("M34 54L46 62", BLUE, 5)
        + limb("M62 54L50 62", ORANGE, 5)
        + hand(48, 62)
        + head(25, 34, 11, look=0.7)
        + head(71, 34, 11, look=-0.7)
        + heart(37.5, 14, 7)
        + heart(58.5, 14, 7)
    )


@picture
def communication_support():
    return (
        bust(18, 56, 12, BLUE, 90, look=0.6, hw=14)
        + bust(78, 40, 12, ORANGE, 90, look=-0.6, hw=14)
        + rect(34, 44, 30, 36, PAPER, 3)
        + house(39, 50, 20, 23)
        + bubble(5, 4, 42, 31, (25, 43))
        + house(16, 8, 20, 21)
        + limb("M76 70L68 70", ORANGE, 5)
        + hand(65, 70)
    )


@picture
def choose_home():
    return (
        house(4, 6, 42, 42)
        + mark(25, 34, 10)
        + rect(56, 8, 34, 40, SOFT)
        + rect(63, 15, 7, 9, PAPER, stroke_width=3)
        + rect(76, 15, 7, 9, PAPER, stroke_width=3)
        + rect(63, 31, 7, 9, PAPER, stroke_width=3)
        + rect(76, 31, 7, 9, PAPER, stroke_width=3)
        + body(60, 72, 22, 90, BLUE)
        + limb("M44 82L28 78L26 60", BLUE)
        + hand(26, 56, 6)
        + head(60, 64, 12, look=-0.6)
    )


@picture
def live_with():
    return (
        house(4, 6, 88, 84, PAPER)
        + bust(26, 60, 10, ORANGE, 90, hw=12)
        + bust(70, 60, 10, GREEN, 90, hw=12)
        + bust(48, 56, 11, BLUE, 90, hw=14)
    )


@picture
def take_part():
    return (
        bust(56, 22, 9, ORANGE, 66, look=-0.4, hw=12)
        + bust(81, 26, 9, GREEN, 74, look=-0.4, hw=11)
        + bust(70, 53, 10, ORANGE, 90, look=-0.7, hw=14)
        + limb("M20 70L12 85M24 70L36 77L35 85", BLUE, 5)
        + body(22, 45, 12, 74, BLUE)
        + limb("M28 57L40 67", BLUE, 5)
        + limb("M62 76L50 69", ORANGE, 5)
        + hand(45, 68)
        + head(22, 35, 11, look=0.7)
        + path("M8 15Q22 3 36 11M27 5L37 12L29 20", stroke_width=5)
    )


@picture
def education():
    return (
        rect(6, 6, 56, 32, GREEN, 2)
        + path("M14 29L24 14L34 29zM44 14v16M37 22h14", stroke=PAPER)
        + body(78, 30, 13, 90, ORANGE)
        + limb("M70 42L60 30", ORANGE, 5)
        + hand(58, 28)
        + head(78, 20, 11, look=-0.6)
        + bust(28, 56, 11, BLUE, 76, look=0.5, hw=17)
        + rect(4, 74, 58, 8, ORANGE)
        + path("M12 82V90M54 82V90")
    )


@picture
def equal():
    return (
        rect(4, 68, 34, 22, SOFT)
        + rect(58, 68, 34, 22, SOFT)
        + bust(21, 22, 13, BLUE, 68, hw=15)
        + bust(75, 22, 13, ORANGE, 68, hw=15)
        + path("M43 42h10M43 56h10", stroke_width=7)
    )


@picture
def community():
    return (
        house(4, 18, 34, 42, PAPER)
        + house(58, 18, 34, 42, PAPER)
        + house(27, 4, 42, 56, PAPER)
        + path("M80 66V90", stroke_width=6)
        + circle(80, 60, 12, GREEN)
        + bust(25, 60, 9, BLUE, 90, look=0.3, hw=13)
        + bust(53, 60, 9, ORANGE, 90, look=-0.3, hw=13)
    )


@picture
def rights():
    return (
        body(34, 46, 19, 90, BLUE)
        + limb("M20 60L11 46V26", BLUE)
        + hand(11, 19, 6)
        + head(34, 32, 13)
        + page(52, 16, 40, 56, 0, fold=10)
        + tick(70.5, 46, 11, 8, GREEN)
        + limb("M40 72L52 76", BLUE)
        + hand(56, 76, 6)
    )
