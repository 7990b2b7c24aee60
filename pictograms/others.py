"""Others and me, and feelings."""

from .objects import question_mark, side_bubble
from .parts import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PAPER,
    SOFT,
    YELLOW,
    body,
    bubble,
    bulb,
    bust,
    circle,
    clock,
    coin,
    hand,
    head,
    house,
    limb,
    page,
    path,
    picture,
    rect,
    short,
    tick,
)


def carton(x, y, w, h):
    return rect(x, y, w, h, ORANGE, 2) + path(
        f"M{x + w * 0.38} {y}v{h * 0.35}h{w * 0.24}v{-h * 0.35}", PAPER, stroke_width=3
    )


def brows(x, y, r, slant, look=0):
    """Eyebrows; slant > 0 worried (inner ends up), < 0 angry (inner ends down)."""
    x, t = x + look * r * 0.22, slant * r
    return path(
        f"M{x - r * 0.56} {y - r * 0.48 + t}L{x - r * 0.2} {y - r * 0.48 - t}"
        f"M{x + r * 0.56} {y - r * 0.48 + t}L{x + r * 0.2} {y - r * 0.48 - t}",
        stroke_width=short(max(2.6, r * 0.15)),
    )


def chair(x, back, seat, deep, fill=ORANGE):
    """A chair from the side, turned right: left edge, top of the back, top of the seat, depth; it
    stands at 90.
    """
    return (
        path(f"M{x + 4} {seat}V90M{x + deep - 4} {seat}V90")
        + rect(x, back, 8, seat - back + 4, fill, 2)
        + rect(x, seat, deep, 8, fill, 2)
    )


@picture
def others_talk():
    return (
        bust(18, 46, 11, ORANGE, 90, "open", 0.8, hw=13)
        + bust(78, 46, 11, GREEN, 90, "open", -0.8, hw=13)
        + bubble(5, 4, 40, 26, (25, 37))
        + bubble(51, 4, 40, 26, (71, 37))
        + path("M14 13h22M14 21h14M60 13h22M60 21h14", stroke_width=3)
        + bust(48, 62, 12, BLUE, 90, "flat", hw=15)
    )


@picture
def not_there():
    return (
        bust(48, 30, 11, ORANGE, 64, look=0.6, hw=14)
        + bust(78, 30, 11, GREEN, 64, look=-0.6, hw=14)
        + rect(32, 58, 60, 8, SOFT)
        + path("M44 66V90M84 66V90")
        + chair(4, 34, 66, 32, BLUE)
    )


@picture
def forgotten():
    return (
        rect(22, 34, 48, 8, PAPER)
        + rect(28, 26, 46, 8, PAPER)
        + rect(20, 18, 50, 8, PAPER)
        + rect(26, 8, 46, 10, PAPER)
        + rect(4, 42, 88, 8, ORANGE)
        + path("M12 50V90M84 50V90")
        + path("M30 66L62 58L70 86L38 90z", PAPER)
        + tick(50, 74, 7, 6, GREEN)
    )


@picture
def wait():
    return (
        chair(6, 36, 66, 36)
        + limb("M30 64H50V85H58", BLUE)
        + body(30, 36, 14, 68, BLUE)
        + limb("M32 50L34 60L44 59", BLUE, 5)
        + hand(46, 59)
        + head(30, 25, 12, "flat", 0.3)
        + clock(73, 26, 19)
    )


@picture
def by_myself():
    return (
        body(48, 60, 18, 90, BLUE)
        + carton(22, 6, 52, 26)
        + limb("M34 70L18 60L22 36", BLUE)
        + limb("M62 70L78 60L74 36", BLUE)
        + hand(24, 32, 6)
        + hand(72, 32, 6)
        + head(48, 48, 13)
    )


@picture
def afraid():
    return (
        body(48, 62, 30, 90, BLUE)
        + circle(48, 36, 26, YELLOW)
        + circle(38, 29, 7, PAPER, stroke_width=3)
        + circle(58, 29, 7, PAPER, stroke_width=3)
        + path("M38 29v.1M58 29v.1", stroke_width=5)
        + path("M48 42q7 0 7 8t-7 8t-7 -8t7 -8z", INK, stroke="none")
        + limb("M22 84L12 68L22 52", BLUE)
        + limb("M74 84L84 68L74 52", BLUE)
        + hand(25, 48, 7)
        + hand(71, 48, 7)
    )


@picture
def sad():
    return (
        body(48, 64, 34, 90, BLUE)
        + circle(48, 38, 28, YELLOW)
        + path("M38 34v.1M58 34v.1", stroke_width=7.5)
        + path("M40 57q9 -11 18 0", stroke_width=4.4)
        + brows(48, 40, 26, 0.09)
        + path("M31 44q9 12 0 14q-9 -2 0 -14z", SOFT, stroke_width=3)
    )


@picture
def angry():
    return (
        bust(48, 32, 19, ORANGE, 90, "sad", hw=30)
        + brows(48, 32, 19, -0.1)
        + limb("M23 66L22 79L58 72", ORANGE)
        + limb("M73 66L74 81L40 75", ORANGE)
        + hand(37, 74, 6)
    )


@picture
def worry():
    return (
        bust(40, 36, 20, BLUE, 90, "wavy", hw=27)
        + brows(40, 36, 20, 0.08)
        + limb("M62 84L82 74L66 51", BLUE)
        + hand(63, 47, 7)
    )


@picture
def like_child():
    return (
        path("M91 90H54Q60 68 46 54Q46 40 62 38Q88 42 91 90z", ORANGE)
        + bust(22, 68, 11, BLUE, 90, "flat", hw=14)
        + limb("M58 55L42 49L29 54", ORANGE)
        + hand(25, 55, 6)
        + head(56, 26, 13, look=-0.8)
    )


@picture
def ask_me():
    return (
        bust(20, 66, 12, BLUE, 90, look=0.6, hw=16)
        + bust(76, 40, 14, ORANGE, 90, "open", -0.7, hw=16)
        + side_bubble(5, 5, 46, 40, (59, 41))
        + question_mark(28, 22, 0.8, 6)
        + limb("M70 76L54 78", ORANGE)
        + hand(50, 78, 6)
    )


@picture
def tell_me():
    return (
        bust(20, 64, 12, BLUE, 90, "flat", hw=16)
        + bust(76, 28, 14, ORANGE, 90, "open", -0.7, hw=16)
        + side_bubble(4, 6, 48, 34, (60, 30))
        + path("M13 15h30M13 23h30M13 31h18", stroke_width=3)
        + limb("M70 62L52 62", ORANGE)
        + limb("M48 62L40 63", YELLOW, 4)
        + hand(50, 62, 6)
    )


@picture
def just_do_it():
    return (
        bust(17, 40, 11, BLUE, 90, "flat", hw=13)
        + bust(50, 32, 12, ORANGE, 90, look=0.6, hw=15)
        + path("M57 66H89V80q0 10-10 10H67q-10 0-10-10z", SOFT)
        + path("M55 66H91", stroke_width=6)
        + path("M71 44L76 66", stroke_width=6)
        + limb("M56 58L68 46", ORANGE)
        + hand(71, 44, 6)
        + limb("M42 62L28 66", ORANGE)
        + hand(24, 67, 6)
    )


@picture
def one_option():
    return (
        bust(48, 24, 13, BLUE, 66, "flat", hw=22)
        + rect(6, 66, 84, 8, ORANGE)
        + path("M16 74V90M80 74V90")
        + rect(36, 42, 24, 24, PAPER, 3)
        + circle(48, 54, 6, ORANGE)
    )


@picture
def no_option():
    return (
        bust(48, 26, 14, BLUE, 72, "flat", hw=20)
        + rect(6, 68, 84, 8, ORANGE)
        + path("M16 76V90M80 76V90")
        + limb("M34 52L24 60L14 48", BLUE)
        + limb("M62 52L72 60L82 48", BLUE)
        + hand(13, 45, 6)
        + hand(83, 45, 6)
    )


@picture
def teach():
    return (
        bust(20, 34, 12, BLUE, 76, look=0.7, hw=16)
        + bust(77, 46, 12, ORANGE, 76, look=-0.7, hw=14)
        + rect(4, 74, 88, 8, ORANGE)
        + path("M14 82V90M82 82V90")
        + rect(45, 59, 15, 15, SOFT)
        + rect(45, 44, 15, 15, GREEN)
        + rect(45, 24, 15, 15, SOFT)
        + limb("M26 62L36 52L41 40", BLUE, 5)
        + hand(43, 36)
        + bulb(77, 14, 9)
    )


@picture
def laugh():
    def eyes(x, y):
        return path(f"M{x - 9} {y - 2}q3 -5 6 0M{x + 3} {y - 2}q3 -5 6 0", stroke_width=3)

    def mouth(x, y):
        return path(f"M{x - 8} {y + 4}h16q-1 11 -8 11t-8 -11z", PAPER, stroke_width=3)

    return (
        body(25, 56, 18, 90, BLUE)
        + body(71, 56, 18, 90, ORANGE)
        + circle(25, 40, 19, YELLOW)
        + circle(71, 40, 19, YELLOW)
        + eyes(28, 40)
        + eyes(68, 40)
        + mouth(28, 40)
        + mouth(68, 40)
        + path("M48 7v9M37 9l3 7M59 9l-3 7")
    )


@picture
def nothing_yet():
    d = "h6m7 0" * 3 + "h6"
    v = "v6m0 6" * 4 + "v6"
    return page(14, 6, 68, 84, 0, fold=14) + path(f"M26 24{d}M26 78{d}M26 24{v}M71 24{v}")


@picture
def brother_sister():
    return (
        bust(31, 17, 9, SOFT, 90, hw=13)
        + bust(65, 17, 9, SOFT, 90, hw=13)
        + bust(27, 55, 13, BLUE, 90, look=0.4, hw=19)
        + bust(69, 55, 13, ORANGE, 90, look=-0.4, hw=19)
        + hand(11, 78)
        + hand(85, 78)
    )


@picture
def mother_father():
    return (
        bust(28, 26, 13, ORANGE, 90, look=0.3, hw=18)
        + bust(68, 26, 13, GREEN, 90, look=-0.3, hw=18)
        + body(48, 68, 17, 90, BLUE)
        + limb("M20 56L22 70L34 74", ORANGE, 5)
        + limb("M76 56L74 70L62 74", GREEN, 5)
        + hand(36, 75)
        + hand(60, 75)
        + head(48, 58, 13)
    )


@picture
def neighbour():
    return (
        house(4, 6, 41, 56)
        + house(51, 6, 41, 56)
        + bust(18, 60, 10, BLUE, 90, look=0.4, hw=13)
        + bust(78, 60, 10, ORANGE, 90, look=-0.4, hw=13)
        + limb("M26 82L37 76L40 64", BLUE, 5)
        + limb("M70 82L59 76L56 64", ORANGE, 5)
        + hand(40, 60)
        + hand(56, 60)
    )


@picture
def guardian():
    return (
        bust(17, 46, 11, BLUE, 90, look=0.5, hw=13)
        + bust(62, 28, 13, ORANGE, 90, look=-0.5, hw=20)
        + path("M40 52h14l4 6h28v32H40z", SOFT)
        + coin(60, 74, 12)
        + limb("M78 52L86 64L82 74", ORANGE, 5)
        + hand(81, 76)
    )
