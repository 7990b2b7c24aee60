"""Strengths, autonomy, competence, relatedness, doing good."""

from .objects import mark, question_mark, side_bubble
from .parts import (
    BLUE,
    GREEN,
    ORANGE,
    PAPER,
    SOFT,
    YELLOW,
    arrow,
    body,
    bubble,
    bust,
    circle,
    hand,
    head,
    heart,
    limb,
    path,
    picture,
    rect,
    star,
    tick,
)


def thumb_up(x, y):
    """Fist with the thumb up, 20 wide; (x, y) is the middle of the fist."""
    return (
        limb(f"M{x - 5} {y - 4}L{x - 2} {y - 16}", YELLOW, 4)
        + rect(x - 9, y - 9, 19, 18, YELLOW, 5)
        + path(f"M{x + 2} {y - 3}h8M{x + 2} {y + 3}h8", stroke_width=2.6)
    )


@picture
def good_at():
    return (
        bust(32, 36, 15, BLUE, 90, look=0.2, hw=22)
        + star(74, 22, 16)
        + limb("M46 76L58 82L66 76", BLUE)
        + thumb_up(70, 68)
    )


@picture
def resilience():
    return (
        path("M6 88H90")
        + limb("M28 66L22 82H10", BLUE, 5)
        + limb("M32 64L46 66L46 83H52", BLUE, 5)
        + path("M20 68Q16 42 32 42Q46 44 42 68z", BLUE)
        + limb("M38 52L48 60", BLUE, 5)
        + hand(49, 62)
        + head(36, 32, 11, look=0.7)
        + arrow(76, 76, 76, 8, 17, 8)
    )


@picture
def people_close():
    return (
        bust(19, 40, 11, ORANGE, 90, look=0.5, hw=15)
        + bust(77, 40, 11, GREEN, 90, look=-0.5, hw=15)
        + body(48, 60, 19, 90, BLUE)
        + limb("M20 66L32 70", ORANGE, 5)
        + limb("M76 66L64 70", GREEN, 5)
        + hand(35, 70)
        + hand(61, 70)
        + head(48, 50, 13)
        + heart(48, 18, 11)
    )


@picture
def language():
    return (
        bust(20, 65, 12, BLUE, 90, "open", 0.6, hw=16)
        + bust(76, 65, 12, ORANGE, 90, "open", -0.6, hw=16)
        + bubble(4, 5, 40, 38, (28, 52))
        + bubble(52, 5, 40, 38, (68, 52))
        + path("M13 15h22M13 24h22M13 33h13", stroke_width=3)
        + path(
            "M59 19q3.25 -9 6.5 0t6.5 0t6.5 0t6.5 0M59 33q3.25 -9 6.5 0t6.5 0t6.5 0", stroke_width=3
        )
    )


@picture
def why():
    return (
        bust(26, 60, 13, BLUE, 90, look=0.5, hw=20)
        + path("M45 45Q29 41 36 27Q36 11 52 13Q61 0 74 9Q93 9 90 27Q95 45 75 45z", PAPER)
        + question_mark(63, 24, 0.7, 5)
        + circle(47, 56, 3, PAPER)
        + limb("M42 78L54 86L42 74", BLUE, 5)
        + hand(39, 73)
    )


@picture
def free_choice():
    return (
        rect(54, 10, 21, 80, YELLOW)
        + path("M75 10L92 19V83L75 90z", ORANGE)
        + path("M85 52v3", stroke_width=5)
        + bust(21, 52, 12, BLUE, 90, look=0.6, hw=15)
        + mark(13, 18, 9)
        + mark(37, 18, 9, False)
        + arrow(40, 70, 66, 70, 10, 6)
    )


@picture
def others_decide():
    return (
        rect(4, 6, 30, 28, PAPER, 4)
        + circle(19, 20, 7, BLUE)
        + rect(40, 6, 30, 28, GREEN, 4)
        + tick(53.5, 20.5, 8, 6, PAPER)
        + body(28, 60, 18, 90, ORANGE)
        + limb("M40 72L55 68L56 46", ORANGE)
        + hand(56, 43, 6)
        + head(28, 52, 12, look=0.6)
        + bust(76, 60, 12, BLUE, 90, "flat", hw=15)
    )


@picture
def clear_rules():
    return (
        path("M18 66L12 90M48 66L54 90", stroke_width=5)
        + rect(6, 8, 54, 60, PAPER, 2)
        + tick(18, 22, 5, 5, GREEN)
        + tick(18, 39, 5, 5, GREEN)
        + tick(18, 56, 5, 5, GREEN)
        + path("M30 22h22M30 39h14M30 56h18")
        + body(78, 38, 14, 90, ORANGE)
        + limb("M70 52L60 44", ORANGE)
        + hand(57, 42, 6)
        + head(78, 28, 12, look=-0.6)
    )


@picture
def success():
    return (
        path("M4 90V84H34V75H62V66H92V90z", SOFT)
        + limb("M72 54V62M82 54V62", BLUE, 5)
        + body(77, 33, 13, 56, BLUE)
        + limb("M69 44L58 49L48 42", BLUE, 5)
        + path("M34 12H28Q28 22 37 22M56 12H62Q62 22 53 22", stroke_width=3)
        + path("M34 8H56Q56 26 45 28Q34 26 34 8zM45 28V36", YELLOW)
        + hand(46, 39)
        + head(77, 22, 12, look=-0.4)
    )


@picture
def enough_support():
    return (
        path("M33 90V5M63 90V5M33 8H63M33 62H63M33 77H63", stroke_width=5)
        + limb("M43 50V57M53 50V57", BLUE, 4)
        + limb("M44 38L33 32M52 38L63 32", BLUE, 4)
        + body(48, 31, 11, 51, BLUE)
        + hand(33, 31)
        + hand(63, 31)
        + head(48, 23, 10)
        + bust(15, 54, 10, ORANGE, 90, look=0.6, hw=11)
        + bust(81, 54, 10, GREEN, 90, look=-0.6, hw=11)
        + limb("M19 79L29 73", ORANGE, 5)
        + limb("M77 79L67 73", GREEN, 5)
        + hand(32, 71)
        + hand(64, 71)
    )


@picture
def try_again():
    return (
        rect(46, 72, 18, 18, SOFT)
        + path("M69 84L75 67L91 73L85 90z", SOFT)
        + bust(22, 44, 13, BLUE, 90, look=0.5, hw=18)
        + rect(46, 40, 18, 18, GREEN)
        + limb("M28 70L42 66", BLUE)
        + hand(47, 62, 6)
        + path("M42 22Q62 2 80 26", stroke_width=6)
        + path("M66 26L81 30L87 15", stroke_width=6)
    )


@picture
def belong():
    return (
        bust(48, 14, 9, GREEN, 42, hw=11)
        + bust(15, 36, 9, ORANGE, 68, hw=10)
        + bust(81, 36, 9, ORANGE, 68, hw=10)
        + limb("M41 31L34 38M55 31L62 38", GREEN, 4)
        + limb("M21 54L31 44M75 54L65 44", ORANGE, 4)
        + limb("M21 58L30 68M75 58L66 68", ORANGE, 4)
        + bust(48, 58, 11, BLUE, 90, hw=14)
        + limb("M40 80L32 74M56 80L64 74", BLUE, 4)
        + hand(33, 41)
        + hand(63, 41)
        + hand(32, 71)
        + hand(64, 71)
    )


@picture
def care():
    return (
        bust(70, 34, 13, ORANGE, 90, look=-0.7, hw=19)
        + bust(32, 50, 14, BLUE, 90, look=0.4, hw=22)
        + limb("M72 66L58 74L48 70", ORANGE)
        + hand(45, 69, 6)
        + heart(34, 18, 10)
    )


@picture
def respect():
    return (
        bust(20, 32, 13, BLUE, 90, look=1, hw=16)
        + bust(76, 32, 13, ORANGE, 90, look=-1, hw=16)
        + limb("M26 58L32 68L42 64", BLUE)
        + limb("M70 58L64 68L54 64", ORANGE)
        + rect(36, 55, 24, 18, YELLOW, 7)
        + path("M51 55L46 64", stroke_width=3)
    )


@picture
def give_help():
    return (
        limb("M28 72L22 86M36 72L42 86", BLUE, 5)
        + limb("M64 72L58 86M70 72L76 86", ORANGE, 5)
        + path("M86 58V88M82 56h6", stroke_width=5)
        + body(66, 40, 13, 74, ORANGE)
        + limb("M72 52L82 58", ORANGE, 5)
        + hand(84, 57)
        + head(67, 30, 11, look=0.5)
        + body(32, 34, 14, 74, BLUE)
        + limb("M24 46L14 58", BLUE, 5)
        + path("M8 66Q8 56 14 56Q20 56 20 66")
        + rect(4, 64, 22, 22, GREEN, 2)
        + hand(14, 57)
        + head(32, 24, 12, look=0.6)
    )


@picture
def praise():
    return (
        bust(20, 64, 12, BLUE, 90, look=0.5, hw=16)
        + bust(77, 38, 13, ORANGE, 90, look=-0.7, hw=15)
        + side_bubble(4, 4, 46, 40, (60, 38))
        + star(27, 25, 14)
        + limb("M76 78L60 84L55 78", ORANGE)
        + thumb_up(52, 72)
    )


@picture
def common_good():
    return (
        bust(48, 17, 11, ORANGE, 80, hw=16)
        + bust(18, 36, 11, BLUE, 90, look=0.6, hw=14)
        + bust(78, 36, 11, GREEN, 90, look=-0.6, hw=14)
        + path("M48 82V50", stroke_width=5)
        + path("M48 66Q30 66 29 50Q46 50 48 66zM48 58Q66 58 67 42Q50 42 48 58z", GREEN)
        + path("M24 90Q30 78 48 78Q66 78 72 90z", SOFT)
        + limb("M22 68L38 74", BLUE, 5)
        + limb("M74 68L58 74", GREEN, 5)
        + hand(41, 75)
        + hand(55, 75)
    )
