"""The pictures that came first: people, places and things that the others repeat."""

from parts import *


@picture
def decide():
    return (
        rect(6, 6, 38, 34, W, 5)
        + c(25, 23, 9, O)
        + rect(52, 6, 38, 34, G, 5)
        + tick(69.5, 23.5, 10, 7, W)
        + body(38, 66, 20, 90, B)
        + limb("M52 78L70 74L71 52", B)
        + hand(71, 49, 6)
        + head(38, 59, 12, look=0.6)
    )


@picture
def own_home():
    return house(5, 6, 86, 84) + bust(48, 56, 12, B, 90)


@picture
def friend():
    return (
        bust(31, 46, 13, B, 90, look=0.4, hw=19)
        + bust(65, 46, 13, O, 90, look=-0.4, hw=19)
        + hand(13, 68, 6)
        + hand(83, 68, 6)
        + heart(48, 17, 11)
    )


@picture
def support():
    return (
        rect(52, 66, 38, 24, L)
        + limb("M70 48V60M82 48V60", O, 5)
        + limb("M21 76L16 85M28 74L42 68L45 80", B, 5)
        + body(76, 26, 12, 52, O)
        + body(24, 50, 12, 78, B)
        + limb("M70 34L58 42L48 46", O)
        + limb("M29 58L40 54L46 47", B)
        + hand(47, 46, 6)
        + head(76, 18, 10, look=-0.6)
        + head(22, 42, 10, look=0.7)
    )


@picture
def strength():
    return (
        c(26, 50, 9, B)
        + c(70, 50, 9, B)
        + body(48, 40, 18, 90, B)
        + limb("M34 55L13 60L17 38", B, 9)
        + limb("M62 55L83 60L79 38", B, 9)
        + hand(18, 32, 7)
        + hand(78, 32, 7)
        + head(48, 24, 13)
    )


@picture
def budget():
    return (
        bust(25, 40, 13, B, 90, look=0.5, hw=19)
        + rect(42, 40, 50, 30, G, 3)
        + c(67, 55, 7, W)
        + coin(66, 22, 16)
        + limb("M30 70L42 72", B)
        + hand(46, 70, 6)
    )


@picture
def money():
    return (
        rect(8, 10, 80, 42, G, 4)
        + c(48, 30, 11, W)
        + p("M20 20v.1M76 20v.1", stroke_width=7)
        + coin(27, 68, 19)
        + coin(69, 68, 19)
    )


@picture
def learn():
    return (
        body(40, 44, 20, 82, B)
        + p(
            "M40 66C32 60 20 60 8 64V88C20 85 32 85 40 90C48 85 60 85 72 88V64C60 60 48 60 40"
            " 66zM40 66V90",
            W,
        )
        + head(40, 32, 13)
        + bulb(76, 26, 11)
        + p("M76 6v2M60 12l2 2M92 12l-2 2")
    )


@picture
def work():
    return (
        rect(6, 72, 84, 8, O)
        + p("M16 80V90M80 80V90")
        + body(34, 42, 18, 72, B)
        + head(34, 28, 12, look=0.5)
        + p("M58 22L72 58", stroke_width=7)
        + rect(46, 10, 28, 13, L, 2)
        + limb("M46 54L60 54L66 44", B)
        + hand(67, 43, 6)
        + p("M82 10l7-4M83 19h8M81 28l7 4")
    )


@picture
def free_time():
    return (
        limb("M40 74L35 85M54 74L60 85", B)
        + body(47, 44, 15, 76, B)
        + limb("M36 54L20 48", B)
        + limb("M58 54L72 40", B)
        + hand(18, 47)
        + hand(73, 38)
        + head(47, 31, 12)
        + c(76, 20, 12, O)
        + p("M66 14Q78 20 80 31", stroke_width=3)
        + note(12, 28, 12)
    )


@picture
def proposal():
    return (
        bust(24, 36, 12, B, 90, hw=18, look=0.5)
        + page(44, 8, 46, 62, 0, fold=10)
        + house(54, 18, 24, 20)
        + p("M53 48h28M53 58h20", stroke_width=3)
        + limb("M30 66L42 66", B)
        + hand(45, 64, 6)
    )


@picture
def share():
    return (
        bust(19, 44, 11, B, 90, look=0.5, hw=15)
        + bust(77, 44, 11, O, 90, look=-0.5, hw=15)
        + page(36, 42, 24, 32, 2, fold=7)
        + p("M24 22Q48 4 70 20", stroke_width=6)
        + p("M70 8L72 22L58 22", stroke_width=6)
    )


@picture
def yes():
    return c(36, 34, 28, Y) + face(33, 33, 28) + c(65, 66, 24, G) + tick(63.5, 66.5, 12, 8, W)


@picture
def no():
    return c(36, 34, 28, Y) + face(33, 33, 28, "flat") + c(65, 66, 24, R) + cross(65, 66, 9.5, 8, W)


@picture
def not_sure():
    return (
        c(36, 34, 28, Y)
        + face(31, 30, 26, "wavy")
        + c(65, 66, 24, W)
        + p("M57 59.5a8 8 0 1 1 11.500 7q-3.500 2 -3.500 5.500", stroke_width=7)
        + p("M65 80v.1", stroke_width=8.5)
    )


@picture
def speak():
    return (
        bust(27, 44, 16, B, 90, "open", 0.8, hw=22)
        + bubble(46, 6, 44, 34, (46, 50))
        + p("M57 18h22M57 28h14")
    )


@picture
def listen():
    return (
        body(34, 60, 28, 90, B)
        + c(34, 36, 26, Y)
        + face(31, 36, 26)
        + p("M57 30C64 20 75 30 69 40C67 44 67 53 59 50Q55 48 55 42", Y)
        + p("M61 34q4-3 4 2q0 4-4 6", stroke_width=3)
        + p("M78 26Q83 36 78 46M86 18Q95 36 86 54")
    )


@picture
def together():
    return (
        bust(20, 40, 11, O, 90, hw=16)
        + bust(76, 40, 11, G, 90, hw=16)
        + bust(48, 34, 14, B, 90, hw=20)
    )


@picture
def proud():
    return (
        body(48, 42, 19, 90, B)
        + limb("M34 54L18 42L16 28", B)
        + limb("M62 54L78 42L80 28", B)
        + hand(16, 24, 6)
        + hand(80, 24, 6)
        + head(48, 28, 13)
        + star(48, 68, 14)
    )


@picture
def do_good():
    return (
        bust(23, 38, 13, B, 90, look=0.6, hw=18)
        + bust(74, 38, 13, O, 90, look=-0.6, hw=18)
        + heart(48, 54, 11)
        + limb("M28 66L42 72", B)
        + hand(45, 72, 6)
    )


@picture
def thank():
    return (
        bust(22, 42, 13, B, 90, look=0.6, hw=17)
        + bust(74, 42, 13, O, 90, look=-0.6, hw=17)
        + p("M48 72V40M48 58q8-2 9-9", stroke=G, stroke_width=5)
        + flower(48, 28, 14)
        + limb("M28 68L44 70", B)
        + hand(48, 70, 6)
    )


@picture
def skip():
    return (
        rect(6, 52, 24, 32, L, 4)
        + rect(36, 52, 24, 32, W, 4)
        + rect(66, 52, 24, 32, G, 4)
        + p("M16 42Q46 0 76 34", stroke_width=6)
        + p("M62 32L77 37L82 22", stroke_width=6)
    )


@picture
def me():
    return bust(48, 32, 17, B, 90, hw=28) + limb("M72 68L74 84L56 70", B, 7) + hand(52, 66, 7)


@picture
def information():
    return (
        page(10, 6, 52, 70, 4, fold=12)
        + p("M72 72L88 88", stroke_width=10)
        + c(60, 58, 19, L)
        + p("M52 54h16M52 62h10", stroke_width=3)
    )


@picture
def partner():
    return (
        bust(22, 48, 12, B, 90, look=0.6, hw=16)
        + bust(74, 48, 12, O, 90, look=-0.6, hw=16)
        + limb("M32 72L42 60L43 34", B)
        + limb("M64 72L54 60L53 34", O)
        + hand(43, 28, 6)
        + hand(53, 28, 6)
        + p("M48 8v6M32 14l4 5M64 14l-4 5")
    )


@picture
def responsible():
    return (
        bust(24, 36, 12, B, 90, hw=18, look=0.5)
        + page(46, 8, 44, 70, 0, fold=10)
        + tick(59, 28, 5, 5, G)
        + tick(59, 45, 5, 5, G)
        + tick(59, 62, 5, 5, G)
        + p("M70 28h12M70 45h12M70 62h12", stroke_width=4)
        + limb("M30 66L44 66", B)
        + hand(47, 66, 6)
    )


@picture
def try_new():
    return (
        rect(4, 66, 26, 24, L)
        + rect(66, 66, 26, 24, L)
        + limb("M40 58L24 62M54 58L66 52L70 60", B, 5)
        + body(47, 32, 12, 60, B)
        + limb("M40 40L24 32", B, 5)
        + limb("M54 40L70 30", B, 5)
        + hand(22, 31)
        + hand(72, 29)
        + head(47, 21, 11, look=0.5)
        + p("M40 78h16m-6 -7l7 7l-7 7", stroke_width=4)
    )


@picture
def accessible():
    return (
        p("M18 34H26V64", stroke_width=6)
        + limb("M42 60H60L66 82H76", B)
        + body(42, 30, 13, 64, B)
        + c(40, 68, 20, stroke_width=6)
        + c(40, 68, 3, K)
        + limb("M46 40L58 52", B)
        + hand(60, 53)
        + head(43, 20, 11, look=0.5)
    )


@picture
def safe():
    return (
        p("M48 6Q64 18 84 18Q88 66 48 90Q8 66 12 18Q32 18 48 6z", G)
        + body(48, 50, 18, 76, B)
        + head(48, 40, 12)
    )


@picture
def influence():
    return (
        p("M30 6h36v40H30z", W)
        + tick(46, 24, 8)
        + rect(8, 44, 80, 46, B, 4)
        + p("M24 44H72", stroke_width=9)
    )


@picture
def important():
    return (
        body(48, 38, 24, 90, B)
        + head(48, 24, 14)
        + heart(48, 62, 18)
        + limb("M22 76L32 74", B)
        + limb("M74 76L64 74", B)
        + hand(34, 73, 6)
        + hand(62, 73, 6)
    )


@picture
def change():
    return (
        c(22, 62, 18, L)
        + face(22, 62, 18, "sad")
        + c(72, 62, 20, Y)
        + face(72, 62, 20)
        + p("M18 34Q44 0 70 30", stroke_width=6)
        + p("M57 30L71 33L76 19", stroke_width=6)
    )


@picture
def feelings():
    return head(28, 30, 22) + head(68, 30, 22, "sad") + head(48, 66, 23, "flat")


@picture
def options():
    return (
        rect(6, 10, 38, 36, W, 5)
        + c(25, 28, 10, O)
        + rect(52, 10, 38, 36, W, 5)
        + star(71, 29, 12)
        + rect(29, 54, 38, 36, W, 5)
        + heart(48, 72, 10)
    )


@picture
def alone():
    return (
        p("M6 90V24q0-8 8-8H82q8 0 8 8V90z", L)
        + rect(58, 28, 20, 24, W)
        + bust(30, 54, 12, B, 90, "sad", hw=17)
    )


@picture
def dream():
    return (
        bust(26, 54, 13, B, 90, look=0.4, hw=19)
        + p("M50 44Q36 40 42 28Q42 14 56 16Q64 4 76 12Q92 12 90 28Q94 44 78 44z", W)
        + star(66, 30, 11)
        + c(48, 52, 3, W)
    )


@picture
def goal():
    return (
        p("M4 90Q30 84 44 64Q56 44 68 44Q80 44 92 90z", G)
        + p("M68 44V8")
        + p("M68 8L90 17L68 27z", R)
        + limb("M24 70L18 80M30 70L36 76", B, 4)
        + body(27, 46, 10, 70, B)
        + limb("M32 54L44 46", B, 4)
        + hand(46, 44)
        + head(27, 37, 10, look=0.6)
    )


@picture
def meeting():
    return (
        bust(48, 26, 11, G, 60, hw=16)
        + bust(19, 42, 11, B, 72, look=0.5, hw=14)
        + bust(77, 42, 11, O, 72, look=-0.5, hw=14)
        + p("M14 62H82L92 80H4z", L)
        + p("M16 80V90M80 80V90")
        + p("M40 66h16l2 8h-20z", W, stroke_width=3)
    )


@picture
def decision():
    return page(14, 6, 56, 78, 4, fold=12) + c(68, 68, 21, G) + tick(66.5, 68.5, 10, 7, W)


@picture
def calendar():
    return (
        rect(8, 16, 80, 72, W, 5)
        + p("M8 36V21q0-5 5-5H83q5 0 5 5V36z", R)
        + p("M28 8V24M68 8V24", stroke_width=6)
        + p(
            "M24 50v.1M40 50v.1M56 50v.1M72 50v.1M24 66v.1M40 66v.1M24 80v.1M40 80v.1",
            stroke_width=7,
        )
        + c(64, 72, 11, Y)
    )


@picture
def family():
    return (
        bust(24, 32, 12, B, 90, hw=17)
        + bust(72, 32, 12, O, 90, hw=17)
        + bust(48, 56, 11, G, 90, hw=14)
        + heart(48, 20, 8)
    )


@picture
def assistant():
    return (
        body(20, 26, 12, 66, O)
        + p("M15 66V88M26 66V88", stroke_width=6)
        + p("M34 44H42V70", stroke_width=5)
        + limb("M56 66H68L72 84H80", B, 5)
        + body(56, 38, 12, 68, B)
        + c(54, 72, 17, stroke_width=5)
        + c(54, 72, 2.5, K)
        + limb("M22 36L32 43", O, 5)
        + hand(35, 44)
        + head(20, 17, 10, look=0.5)
        + head(57, 29, 10, look=0.4)
    )


@picture
def bus():
    return (
        p("M6 22q0-8 8-8H82q8 0 8 8V74H6z", O)
        + p("M14 26H38V46H14zM46 26H62V46H46z", L)
        + p("M70 26H84V74H70z", L)
        + c(26, 76, 10, W)
        + c(60, 76, 10, W)
    )


@picture
def cook():
    return (
        body(24, 40, 16, 90, B)
        + head(24, 28, 12, look=0.5)
        + p("M42 58H86V78q0 10-10 10H52q-10 0-10-10z", L)
        + p("M38 58H90", stroke_width=6)
        + p("M58 30q-7-7 0-13M78 46q-7-7 0-13t0-12")
        + p("M48 44L60 62", stroke_width=6)
        + limb("M30 62L46 46", B)
        + hand(48, 43, 6)
    )


@picture
def computer():
    return (
        rect(14, 14, 68, 50, K, 4)
        + rect(21, 21, 54, 36, L, 2, stroke="none")
        + p("M4 70H92L86 84H10z", W)
        + head(48, 38, 11)
    )


@picture
def make_art():
    return (
        p("M62 8L46 90M74 8L90 90", stroke_width=5)
        + rect(46, 14, 44, 46, W)
        + p("M52 52q8-20 16-8t16-14", stroke=B, stroke_width=6)
        + c(62, 26, 4, O, stroke="none")
        + bust(20, 42, 12, B, 90, hw=16, look=0.6)
        + limb("M26 70L40 60", B)
        + p("M42 58L52 50", stroke_width=5)
        + hand(42, 58, 6)
    )


@picture
def someone_else():
    return bust(48, 32, 17, O, 90, hw=28) + limb("M72 68L74 84L56 70", O, 7) + hand(52, 66, 7)
