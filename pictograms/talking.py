"""Understanding each other."""

from .objects import query, spread_hand
from .parts import (
    BLUE,
    INK,
    ORANGE,
    PAPER,
    SOFT,
    YELLOW,
    bubble,
    bust,
    circle,
    clock,
    face,
    hand,
    heart,
    house,
    limb,
    page,
    path,
    picture,
    rect,
    star,
)


@picture
def plan():
    return (
        page(12, 5, 72, 85, 0, fold=14)
        + house(20, 15, 30, 28)
        + path("M56 28Q72 30 68 50", stroke_width=6)
        + path("M59 43L67 52L77 45", stroke_width=6)
        + star(65, 72, 11)
        + path("M22 58h22M22 70h18", stroke_width=3)
    )


@picture
def talk_together():
    return (
        bubble(5, 5, 50, 27, (20, 44))
        + bubble(41, 19, 50, 26, (76, 53))
        + path("M14 14h30M14 23h18", stroke_width=3)
        + path("M50 28h31M50 37h20", stroke_width=3)
        + bust(22, 60, 12, BLUE, 90, "open", 0.6, hw=17)
        + bust(74, 66, 12, ORANGE, 90, look=-0.6, hw=17)
    )


@picture
def new_person():
    return (
        bust(22, 50, 13, BLUE, 90, look=0.6, hw=18)
        + bust(65, 44, 13, ORANGE, 90, look=-0.5, hw=19)
        + limb("M78 72L86 62L84 46", ORANGE)
        + hand(84, 42, 6)
        + path("M74 27l-3-4M84 28V22", stroke_width=4)
        + star(44, 17, 13)
    )


@picture
def not_understand():
    return (
        bust(25, 40, 14, BLUE, 90, "wavy", 0.6, hw=20)
        + query(68, 20, 13)
        + page(44, 44, 44, 46, 3, fold=10)
        + limb("M30 74L40 78", BLUE)
        + hand(44, 78, 6)
    )


@picture
def give_time():
    return (
        bubble(4, 4, 44, 24, (22, 37))
        + path("M15 16v.1M26 16v.1M37 16v.1", stroke_width=6)
        + bust(20, 50, 12, BLUE, 90, look=0.6, hw=16)
        + bust(76, 46, 12, ORANGE, 90, look=-0.6, hw=16)
        + clock(48, 66, 17)
        + limb("M82 80L68 86L60 84", ORANGE)
        + hand(56, 83, 6)
    )


@picture
def sign_language():
    return (
        limb("M14 84L20 76", BLUE, 12)
        + limb("M82 84L76 76", BLUE, 12)
        + spread_hand(("M24 66L31 61", 18), ("M22 58L20 28", 7), ("M36 60L46 48", 7))
        + spread_hand(("M72 66L65 61", 18), ("M74 58L84 30M65 56L66 24", 7), ("M58 64L54 71", 6))
        + path("M5 36Q4 26 9 18M34 18Q37 24 37 32M50 34Q49 24 52 16")
    )


@picture
def easy_words():
    return (
        rect(10, 5, 76, 85, PAPER, 3)
        + house(17, 11, 22, 20)
        + heart(28, 49, 9)
        + circle(28, 73, 10, YELLOW)
        + face(28, 73, 10)
        + path("M50 22H74M50 48H74M50 74H74", stroke_width=8)
    )


@picture
def letter():
    return (
        path("M6 42L48 12L90 42V90H6z", SOFT)
        + rect(18, 6, 60, 62, PAPER)
        + path("M28 20h40M28 32h40M28 44h26", stroke_width=4)
        + path("M6 42L48 70L90 42V90H6z", PAPER)
        + path("M6 90L38 64M90 90L58 64")
    )


@picture
def phone():
    return (
        rect(26, 4, 44, 86, INK, 8)
        + rect(32, 14, 32, 58, SOFT, 1, stroke="none")
        + bust(48, 38, 10, ORANGE, 72, hw=13)
        + path("M48 81v.1", stroke=PAPER, stroke_width=6)
        + path("M18 32Q13 42 18 52M9 24Q0 42 9 60M78 32Q83 42 78 52M87 24Q96 42 87 60")
    )


@picture
def online_meeting():
    return (
        rect(4, 8, 88, 62, INK, 5)
        + rect(10, 14, 36, 50, SOFT, 2, stroke="none")
        + rect(50, 14, 36, 50, PAPER, 2, stroke="none")
        + bust(28, 34, 11, BLUE, 64, hw=14)
        + bust(68, 34, 11, ORANGE, 64, hw=14)
        + path("M48 72V84M28 88H68", stroke_width=6)
    )


@picture
def information():
    return (
        page(10, 6, 52, 70, 4, fold=12)
        + path("M72 72L88 88", stroke_width=10)
        + circle(60, 58, 19, SOFT)
        + path("M52 54h16M52 62h10", stroke_width=3)
    )


@picture
def options():
    return (
        rect(6, 10, 38, 36, PAPER, 5)
        + circle(25, 28, 10, ORANGE)
        + rect(52, 10, 38, 36, PAPER, 5)
        + star(71, 29, 12)
        + rect(29, 54, 38, 36, PAPER, 5)
        + heart(48, 72, 10)
    )


@picture
def two_options():
    return (
        rect(6, 22, 38, 52, PAPER, 5)
        + circle(25, 48, 11, ORANGE)
        + rect(52, 22, 38, 52, PAPER, 5)
        + heart(71, 48, 11)
    )
