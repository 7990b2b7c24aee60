"""People, and what they do together."""

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
    bust,
    circle,
    face,
    flower,
    hand,
    head,
    heart,
    limb,
    page,
    path,
    picture,
    rect,
    star,
    tick,
)


@picture
def friend():
    return (
        bust(31, 46, 13, BLUE, 90, look=0.4, hw=19)
        + bust(65, 46, 13, ORANGE, 90, look=-0.4, hw=19)
        + hand(13, 68, 6)
        + hand(83, 68, 6)
        + heart(48, 17, 11)
    )


@picture
def support():
    return (
        rect(52, 66, 38, 24, SOFT)
        + limb("M70 48V60M82 48V60", ORANGE, 5)
        + limb("M21 76L16 85M28 74L42 68L45 80", BLUE, 5)
        + body(76, 26, 12, 52, ORANGE)
        + body(24, 50, 12, 78, BLUE)
        + limb("M70 34L58 42L48 46", ORANGE)
        + limb("M29 58L40 54L46 47", BLUE)
        + hand(47, 46, 6)
        + head(76, 18, 10, look=-0.6)
        + head(22, 42, 10, look=0.7)
    )


@picture
def speak():
    return (
        bust(27, 44, 16, BLUE, 90, "open", 0.8, hw=22)
        + bubble(46, 6, 44, 34, (46, 50))
        + path("M57 18h22M57 28h14")
    )


@picture
def listen():
    return (
        body(34, 60, 28, 90, BLUE)
        + circle(34, 36, 26, YELLOW)
        + face(31, 36, 26)
        + path("M57 30C64 20 75 30 69 40C67 44 67 53 59 50Q55 48 55 42", YELLOW)
        + path("M61 34q4-3 4 2q0 4-4 6", stroke_width=3)
        + path("M78 26Q83 36 78 46M86 18Q95 36 86 54")
    )


@picture
def together():
    return (
        bust(20, 40, 11, ORANGE, 90, hw=16)
        + bust(76, 40, 11, GREEN, 90, hw=16)
        + bust(48, 34, 14, BLUE, 90, hw=20)
    )


@picture
def proud():
    return (
        body(48, 42, 19, 90, BLUE)
        + limb("M34 54L18 42L16 28", BLUE)
        + limb("M62 54L78 42L80 28", BLUE)
        + hand(16, 24, 6)
        + hand(80, 24, 6)
        + head(48, 28, 13)
        + star(48, 68, 14)
    )


@picture
def do_good():
    return (
        bust(23, 38, 13, BLUE, 90, look=0.6, hw=18)
        + bust(74, 38, 13, ORANGE, 90, look=-0.6, hw=18)
        + heart(48, 54, 11)
        + limb("M28 66L42 72", BLUE)
        + hand(45, 72, 6)
    )


@picture
def thank():
    return (
        bust(22, 42, 13, BLUE, 90, look=0.6, hw=17)
        + bust(74, 42, 13, ORANGE, 90, look=-0.6, hw=17)
        + path("M48 72V40M48 58q8-2 9-9", stroke=GREEN, stroke_width=5)
        + flower(48, 28, 14)
        + limb("M28 68L44 70", BLUE)
        + hand(48, 70, 6)
    )


@picture
def me():
    return bust(48, 32, 17, BLUE, 90, hw=28) + limb("M72 68L74 84L56 70", BLUE, 7) + hand(52, 66, 7)


@picture
def partner():
    return (
        bust(22, 48, 12, BLUE, 90, look=0.6, hw=16)
        + bust(74, 48, 12, ORANGE, 90, look=-0.6, hw=16)
        + limb("M32 72L42 60L43 34", BLUE)
        + limb("M64 72L54 60L53 34", ORANGE)
        + hand(43, 28, 6)
        + hand(53, 28, 6)
        + path("M48 8v6M32 14l4 5M64 14l-4 5")
    )


@picture
def responsible():
    return (
        bust(24, 36, 12, BLUE, 90, hw=18, look=0.5)
        + page(46, 8, 44, 70, 0, fold=10)
        + tick(59, 28, 5, 5, GREEN)
        + tick(59, 45, 5, 5, GREEN)
        + tick(59, 62, 5, 5, GREEN)
        + path("M70 28h12M70 45h12M70 62h12", stroke_width=4)
        + limb("M30 66L44 66", BLUE)
        + hand(47, 66, 6)
    )


@picture
def accessible():
    return (
        path("M18 34H26V64", stroke_width=6)
        + limb("M42 60H60L66 82H76", BLUE)
        + body(42, 30, 13, 64, BLUE)
        + circle(40, 68, 20, stroke_width=6)
        + circle(40, 68, 3, INK)
        + limb("M46 40L58 52", BLUE)
        + hand(60, 53)
        + head(43, 20, 11, look=0.5)
    )


@picture
def safe():
    return (
        path("M48 6Q64 18 84 18Q88 66 48 90Q8 66 12 18Q32 18 48 6z", GREEN)
        + body(48, 50, 18, 76, BLUE)
        + head(48, 40, 12)
    )


@picture
def influence():
    return (
        path("M30 6h36v40H30z", PAPER)
        + tick(46, 24, 8)
        + rect(8, 44, 80, 46, BLUE, 4)
        + path("M24 44H72", stroke_width=9)
    )


@picture
def alone():
    return (
        path("M6 90V24q0-8 8-8H82q8 0 8 8V90z", SOFT)
        + rect(58, 28, 20, 24, PAPER)
        + bust(30, 54, 12, BLUE, 90, "sad", hw=17)
    )


@picture
def meeting():
    return (
        bust(48, 26, 11, GREEN, 60, hw=16)
        + bust(19, 42, 11, BLUE, 72, look=0.5, hw=14)
        + bust(77, 42, 11, ORANGE, 72, look=-0.5, hw=14)
        + path("M14 62H82L92 80H4z", SOFT)
        + path("M16 80V90M80 80V90")
        + path("M40 66h16l2 8h-20z", PAPER, stroke_width=3)
    )


@picture
def family():
    return (
        bust(24, 32, 12, BLUE, 90, hw=17)
        + bust(72, 32, 12, ORANGE, 90, hw=17)
        + bust(48, 56, 11, GREEN, 90, hw=14)
        + heart(48, 20, 8)
    )


@picture
def assistant():
    return (
        body(20, 26, 12, 66, ORANGE)
        + path("M15 66V88M26 66V88", stroke_width=6)
        + path("M34 44H42V70", stroke_width=5)
        + limb("M56 66H68L72 84H80", BLUE, 5)
        + body(56, 38, 12, 68, BLUE)
        + circle(54, 72, 17, stroke_width=5)
        + circle(54, 72, 2.5, INK)
        + limb("M22 36L32 43", ORANGE, 5)
        + hand(35, 44)
        + head(20, 17, 10, look=0.5)
        + head(57, 29, 10, look=0.4)
    )


@picture
def someone_else():
    """Another one, taller, and I point at them."""
    return (
        bust(71, 28, 15, ORANGE, 90, hw=20)
        + bust(19, 52, 11, BLUE, 90, hw=14, look=0.7)
        + path("M40 60L49 56", stroke_width=6)
        + limb("M23 74L31 70L36 64", BLUE)
        + hand(37, 62)
    )
