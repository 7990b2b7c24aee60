"""Things, places and signs that the other pictures repeat."""

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
    bulb,
    bust,
    circle,
    coin,
    cross,
    face,
    hand,
    head,
    heart,
    house,
    limb,
    note,
    page,
    path,
    picture,
    rect,
    star,
    tick,
)


@picture
def decide():
    return (
        rect(6, 6, 38, 34, PAPER, 5)
        + circle(25, 23, 9, ORANGE)
        + rect(52, 6, 38, 34, GREEN, 5)
        + tick(69.5, 23.5, 10, 7, PAPER)
        + body(38, 66, 20, 90, BLUE)
        + limb("M52 78L70 74L71 52", BLUE)
        + hand(71, 49, 6)
        + head(38, 59, 12, look=0.6)
    )


@picture
def strength():
    return (
        circle(26, 50, 9, BLUE)
        + circle(70, 50, 9, BLUE)
        + body(48, 40, 18, 90, BLUE)
        + limb("M34 55L13 60L17 38", BLUE, 9)
        + limb("M62 55L83 60L79 38", BLUE, 9)
        + hand(18, 32, 7)
        + hand(78, 32, 7)
        + head(48, 24, 13)
    )


@picture
def budget():
    return (
        bust(25, 40, 13, BLUE, 90, look=0.5, hw=19)
        + rect(42, 40, 50, 30, GREEN, 3)
        + circle(67, 55, 7, PAPER)
        + coin(66, 22, 16)
        + limb("M30 70L42 72", BLUE)
        + hand(46, 70, 6)
    )


@picture
def money():
    return (
        rect(8, 10, 80, 42, GREEN, 4)
        + circle(48, 30, 11, PAPER)
        + path("M20 20v.1M76 20v.1", stroke_width=7)
        + coin(27, 68, 19)
        + coin(69, 68, 19)
    )


@picture
def learn():
    return (
        body(40, 44, 20, 82, BLUE)
        + path(
            "M40 66C32 60 20 60 8 64V88C20 85 32 85 40 90C48 85 60 85 72 88V64C60 60 48 60 40"
            " 66zM40 66V90",
            PAPER,
        )
        + head(40, 32, 13)
        + bulb(76, 26, 11)
        + path("M76 6v2M60 12l2 2M92 12l-2 2")
    )


@picture
def work():
    return (
        rect(6, 72, 84, 8, ORANGE)
        + path("M16 80V90M80 80V90")
        + body(34, 42, 18, 72, BLUE)
        + head(34, 28, 12, look=0.5)
        + path("M58 22L72 58", stroke_width=7)
        + rect(46, 10, 28, 13, SOFT, 2)
        + limb("M46 54L60 54L66 44", BLUE)
        + hand(67, 43, 6)
        + path("M82 10l7-4M83 19h8M81 28l7 4")
    )


@picture
def free_time():
    return (
        limb("M40 74L35 85M54 74L60 85", BLUE)
        + body(47, 44, 15, 76, BLUE)
        + limb("M36 54L20 48", BLUE)
        + limb("M58 54L72 40", BLUE)
        + hand(18, 47)
        + hand(73, 38)
        + head(47, 31, 12)
        + circle(76, 20, 12, ORANGE)
        + path("M66 14Q78 20 80 31", stroke_width=3)
        + note(12, 28, 12)
    )


@picture
def proposal():
    return (
        bust(24, 36, 12, BLUE, 90, hw=18, look=0.5)
        + page(44, 8, 46, 62, 0, fold=10)
        + house(54, 18, 24, 20)
        + path("M53 48h28M53 58h20", stroke_width=3)
        + limb("M30 66L42 66", BLUE)
        + hand(45, 64, 6)
    )


@picture
def share():
    return (
        bust(19, 44, 11, BLUE, 90, look=0.5, hw=15)
        + bust(77, 44, 11, ORANGE, 90, look=-0.5, hw=15)
        + page(36, 42, 24, 32, 2, fold=7)
        + path("M24 22Q48 4 70 20", stroke_width=6)
        + path("M70 8L72 22L58 22", stroke_width=6)
    )


@picture
def yes():
    return (
        circle(36, 34, 28, YELLOW)
        + face(33, 33, 28)
        + circle(65, 66, 24, GREEN)
        + tick(63.5, 66.5, 12, 8, PAPER)
    )


@picture
def no():
    return (
        circle(60, 34, 28, YELLOW)
        + face(63, 33, 28, "flat")
        + rect(8, 44, 44, 44, RED, 8)
        + cross(30, 66, 10, 8, PAPER)
    )


@picture
def not_sure():
    return (
        circle(36, 34, 28, YELLOW)
        + face(31, 30, 26, "wavy")
        + circle(65, 66, 24, PAPER)
        + path("M57 59.5a8 8 0 1 1 11.500 7q-3.500 2 -3.500 5.500", stroke_width=7)
        + path("M65 80v.1", stroke_width=8.5)
    )


@picture
def skip():
    return (
        rect(6, 52, 24, 32, SOFT, 4)
        + rect(36, 52, 24, 32, PAPER, 4)
        + rect(66, 52, 24, 32, GREEN, 4)
        + path("M16 42Q46 0 76 34", stroke_width=6)
        + path("M62 32L77 37L82 22", stroke_width=6)
    )


@picture
def try_new():
    return (
        rect(4, 66, 26, 24, SOFT)
        + rect(66, 66, 26, 24, SOFT)
        + limb("M40 58L24 62M54 58L66 52L70 60", BLUE, 5)
        + body(47, 32, 12, 60, BLUE)
        + limb("M40 40L24 32", BLUE, 5)
        + limb("M54 40L70 30", BLUE, 5)
        + hand(22, 31)
        + hand(72, 29)
        + head(47, 21, 11, look=0.5)
        + path("M40 78h16m-6 -7l7 7l-7 7", stroke_width=4)
    )


@picture
def important():
    return (
        body(48, 38, 24, 90, BLUE)
        + head(48, 24, 14)
        + heart(48, 62, 18)
        + limb("M22 76L32 74", BLUE)
        + limb("M74 76L64 74", BLUE)
        + hand(34, 73, 6)
        + hand(62, 73, 6)
    )


@picture
def change():
    return (
        circle(22, 62, 18, SOFT)
        + face(22, 62, 18, "sad")
        + circle(72, 62, 20, YELLOW)
        + face(72, 62, 20)
        + path("M18 34Q44 0 70 30", stroke_width=6)
        + path("M57 30L71 33L76 19", stroke_width=6)
    )


@picture
def feelings():
    return head(28, 30, 22) + head(68, 30, 22, "sad") + head(48, 66, 23, "flat")


@picture
def dream():
    return (
        bust(26, 54, 13, BLUE, 90, look=0.4, hw=19)
        + path("M50 44Q36 40 42 28Q42 14 56 16Q64 4 76 12Q92 12 90 28Q94 44 78 44z", PAPER)
        + star(66, 30, 11)
        + circle(48, 52, 3, PAPER)
    )


@picture
def goal():
    return (
        path("M4 90Q30 84 44 64Q56 44 68 44Q80 44 92 90z", GREEN)
        + path("M68 44V8")
        + path("M68 8L90 17L68 27z", RED)
        + limb("M24 70L18 80M30 70L36 76", BLUE, 4)
        + body(27, 46, 10, 70, BLUE)
        + limb("M32 54L44 46", BLUE, 4)
        + hand(46, 44)
        + head(27, 37, 10, look=0.6)
    )


@picture
def decision():
    return (
        page(14, 6, 56, 78, 4, fold=12) + circle(68, 68, 21, GREEN) + tick(66.5, 68.5, 10, 7, PAPER)
    )


@picture
def calendar():
    return (
        rect(8, 16, 80, 72, PAPER, 5)
        + path("M8 36V21q0-5 5-5H83q5 0 5 5V36z", RED)
        + path("M28 8V24M68 8V24", stroke_width=6)
        + path(
            "M24 50v.1M40 50v.1M56 50v.1M72 50v.1M24 66v.1M40 66v.1M24 80v.1M40 80v.1",
            stroke_width=7,
        )
        + circle(64, 72, 11, YELLOW)
    )


@picture
def bus():
    return (
        path("M6 22q0-8 8-8H82q8 0 8 8V74H6z", ORANGE)
        + path("M14 26H38V46H14zM46 26H62V46H46z", SOFT)
        + path("M70 26H84V74H70z", SOFT)
        + circle(26, 76, 10, PAPER)
        + circle(60, 76, 10, PAPER)
    )


@picture
def computer():
    return (
        rect(14, 14, 68, 50, INK, 4)
        + rect(21, 21, 54, 36, SOFT, 2, stroke="none")
        + path("M4 70H92L86 84H10z", PAPER)
        + head(48, 38, 11)
    )


@picture
def make_art():
    return (
        path("M62 8L46 90M74 8L90 90", stroke_width=5)
        + rect(46, 14, 44, 46, PAPER)
        + path("M52 52q8-20 16-8t16-14", stroke=BLUE, stroke_width=6)
        + circle(62, 26, 4, ORANGE, stroke="none")
        + bust(20, 42, 12, BLUE, 90, hw=16, look=0.6)
        + limb("M26 70L40 60", BLUE)
        + path("M42 58L52 50", stroke_width=5)
        + hand(42, 58, 6)
    )


@picture
def risk():
    tri = "M62 14L85 52H39z"
    return (
        path("M62 56V90M54 90H70", stroke_width=6)
        + path(tri, INK, stroke_width=14)
        + path(tri, YELLOW, stroke=RED, stroke_width=6)
        + path("M62 27V38", stroke_width=6)
        + path("M62 46.5v.1", stroke_width=7)
        + bust(19, 52, 12, BLUE, 90, "wavy", 0.6, hw=15)
    )
