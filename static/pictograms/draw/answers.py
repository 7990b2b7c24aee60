"""Answers, moving about, settings and keys."""

from parts import *


# ---- things that stand in more than one of these pictures --------------------------------------
def ring_arrow(x, y, r, start, end, h=14, w=6, col=K):
    """An arrow round (x, y), clockwise; start and end as hours of a clock, end - start over 6."""
    at = lambda hour: (
        x + r * math.sin(hour * math.tau / 12),
        y - r * math.cos(hour * math.tau / 12),
    )
    (x1, y1), (x2, y2) = at(start), at(end)
    a = end * math.tau / 12 - 0.2  # the way it goes at its tip
    q = lambda t: f"{x2 - h * math.cos(a + t)} {y2 - h * math.sin(a + t)}"
    return p(
        f"M{x1} {y1}A{r} {r} 0 1 1 {x2} {y2}M{q(0.75)}L{x2} {y2}L{q(-0.75)}",
        stroke_width=n(w),
        stroke=col,
    )


def drop(x, y, s):
    return p(
        f"M{x} {y - s * 1.3}Q{x + s * 1.6} {y + s} {x} {y + s}Q{x - s * 1.6} {y + s} {x} {y - s * 1.3}z",
        B,
        stroke_width=3,
    )


def ask(x, y, s=1, w=7):
    """A question mark, 30 units high at s = 1, round (x, y)."""
    return p(
        f"M{x - 8 * s} {y - 6.5 * s}a{8 * s} {8 * s} 0 1 1 {11.5 * s} {7 * s}q{-3.5 * s} {2 * s} {-3.5 * s} {5.5 * s}",
        stroke_width=n(w * s),
    ) + p(f"M{x} {y + 14 * s}v.1", stroke_width=n(w * s * 1.2))


def open_hand(x, y, s, fill):
    """A hand held up, palm to the viewer: 44 x 58 units at s = 1, round (x, y)."""
    q = lambda d: re.sub(
        r"(-?[\d.]+) (-?[\d.]+)", lambda m: f"{x + s * float(m[1])} {y + s * float(m[2])}", d
    )
    fingers = q("M-9 4L-12 -16M-1 2L-2 -23M7 2L8 -21M14 6L18 -13M-5 15L-20 4")
    palm = q("M-12 2L17.5 4L16.5 14C15 22 10 26 2 26C-5 26 -8 21 -10 16z")
    w = 6.6 * s
    return (
        p(fingers, stroke_width=n(w + 7))
        + p(palm, K, stroke_width=7)
        + p(fingers, stroke=fill, stroke_width=n(w))
        + p(palm, fill, stroke="none")
    )


def thumb(turn):
    """My fist with the thumb out; turn(x, y) moves each point of the thumb-up hand."""
    t = lambda d: re.sub(
        r"(-?[\d.]+) (-?[\d.]+)", lambda m: "%s %s" % turn(float(m[1]), float(m[2])), d
    )
    return (
        p(t("M6 44L22 44L22 88L6 88z"), B)
        + p(
            t(
                "M22 50C34 47 42 36 43 18C43 10 47 6 52 6C58 6 63 11 62 20L60 38L60 84L36 84C30 84"
                " 26 83 22 81z"
            ),
            Y,
        )
        + "".join(
            limb(t(f"M56 {y}L{x} {y}"), Y, 8.5)
            for x, y in ((79, 42), (82, 54.5), (80, 67), (76, 79.5))
        )
    )


def pencil(x, y, a, b, w=11):
    """A pencil with its tip at (x, y) and its end at (a, b)."""
    l = math.hypot(a - x, b - y)
    u, v = (a - x) / l, (b - y) / l
    at = lambda f, s: f"{x + u * f - v * s} {y + v * f + u * s}"
    return p(
        f"M{at(0, 0)}L{at(w * 1.3, w / 2)}L{at(l, w / 2)}L{at(l, -w / 2)}L{at(w * 1.3, -w / 2)}z", O
    ) + p(f"M{at(w * 1.3, w / 2)}L{at(w * 1.3, -w / 2)}", stroke_width=3)


def glass(level):
    """The drinking glass, with water up to y = level."""
    return (
        p("M18 16L27 90H69L78 16", L)
        + p(
            f"M{24 + (level - 16) * 0.11} {level}H{72 - (level - 16) * 0.11}L65 85H31z",
            B,
            stroke="none",
        )
        + p("M18 16L27 90H69L78 16")
    )


def plant(x, y, s=1):
    """A plant in a pot that stands at y: two leaves, 46 high."""
    q = lambda d: re.sub(
        r"(-?[\d.]+) (-?[\d.]+)", lambda m: f"{x + s * float(m[1])} {y - s * float(m[2])}", d
    )
    return p(q("M0 20L0 36M0 26Q-14 26 -14 42Q0 42 0 26Q0 46 14 46Q14 29 0 26z"), G) + p(
        q("M-11 20L11 20L8 0L-8 0z"), O
    )


def picture_in(x, y, w, h, line=4):
    """A picture in its frame: a hill and the sun."""
    return (
        rect(x, y, w, h, L)
        + p(
            f"M{x} {y + h}V{y + h * 0.72}Q{x + w * 0.3} {y + h * 0.35} {x + w * 0.55} {y + h * 0.7}Q{x + w * 0.75} {y + h * 0.5} {x + w}"
            f" {y + h * 0.75}V{y + h}z",
            G,
            stroke_width=line,
        )
        + c(x + w * 0.7, y + h * 0.3, min(w, h) * 0.14, Y, stroke_width=line)
    )


def magnifier(x, y, r):
    k = r * 0.72
    return p(f"M{x + k} {y + k}L{x + k + r * 0.7} {y + k + r * 0.7}", stroke_width=10) + c(
        x, y, r, L
    )


# ---- the four of the first 50 that were drawn again ---------------------------------------------
@picture
def later():
    return clock(50, 47, 27) + ring_arrow(50, 47, 39, 12.3, 20.8, 13)


@picture
def rights():
    return (
        body(34, 46, 19, 90, B)
        + limb("M20 60L11 46V26", B)
        + hand(11, 19, 6)
        + head(34, 32, 13)
        + page(52, 16, 40, 56, 0, fold=10)
        + tick(70.5, 46, 11, 8, G)
        + limb("M40 72L52 76", B)
        + hand(56, 76, 6)
    )


@picture
def service():
    return (
        bust(76, 19, 12, O, 62, look=-0.6, hw=16)
        + rect(38, 58, 54, 8, O)
        + rect(46, 66, 46, 24, L)
        + rect(40, 34, 22, 22, W)
        + p("M51 34V43", stroke_width=3)
        + limb("M79 50L68 47", O)
        + hand(63, 47)
        + bust(17, 40, 12, B, 90, look=0.6, hw=13)
        + limb("M20 70L34 59", B)
        + hand(38, 56)
    )


@picture
def risk():
    tri = "M62 14L85 52H39z"
    return (
        p("M62 56V90M54 90H70", stroke_width=6)
        + p(tri, K, stroke_width=14)
        + p(tri, Y, stroke=R, stroke_width=6)
        + p("M62 27V38", stroke_width=6)
        + p("M62 46.5v.1", stroke_width=7)
        + bust(19, 52, 12, B, 90, "wavy", 0.6, hw=15)
    )


# ---- moving about -------------------------------------------------------------------------------
@picture
def next_():
    a = "M14 48H82M64 29L83 48L64 67"
    return p(a, stroke_width=20) + p(a, stroke=G, stroke_width=11)


@picture
def back():
    a = "M82 48H14M32 29L13 48L32 67"
    return p(a, stroke_width=20) + p(a, stroke=L, stroke_width=11)


@picture
def stop():
    return p("M31 6H65L90 31V65L65 90H31L6 65V31z", R) + open_hand(48, 48, 1.05, W)


@picture
def save():
    return (
        p("M12 56L22 44H74L84 56z", L)
        + page(18, 6, 36, 60, 3)
        + arrow(70, 8, 70, 50, 12, 7, G)
        + p("M12 56L4 44M84 56L92 44")
        + rect(12, 56, 72, 34, L)
    )


@picture
def print_():
    return (
        rect(28, 6, 40, 30, W)
        + rect(6, 30, 84, 40, L, 5)
        + p("M20 56H76", stroke_width=7)
        + p("M26 56H70V90H26z", W)
        + p("M36 68h24M36 78h24", stroke_width=3)
        + c(77, 42, 3, G, stroke_width=3)
    )


@picture
def write():
    return (
        bust(30, 28, 13, B, 64, look=0.4, hw=19)
        + p("M14 60H82L92 80H4z", L)
        + p("M16 80V90M80 80V90")
        + p("M30 64H66L70 76H26z", W, stroke_width=3)
        + p("M36 71q4-4 7 0t7 0", stroke=B, stroke_width=3)
        + pencil(55, 71, 84, 26)
        + limb("M38 50L58 54", B)
        + hand(64, 53, 6)
    )


@picture
def ask_for_help():
    return (
        body(34, 56, 19, 90, B)
        + limb("M21 70L12 54V22", B)
        + hand(12, 15, 6)
        + head(34, 42, 13, look=0.4)
        + bubble(50, 6, 42, 44, (50, 60))
        + ask(71, 28, 1, 7)
    )


@picture
def ready():
    return (
        page(5, 6, 38, 70, 0, fold=10)
        + "".join(tick(16, y, 5, 5, G) for y in (24, 41, 58))
        + p("M28 24h5M28 41h5M28 58h5")
        + body(67, 54, 16, 90, B)
        + limb("M56 64L47 52L48 38", B)
        + limb("M78 64L87 52L86 38", B)
        + hand(48, 32, 6)
        + hand(86, 32, 6)
        + head(67, 40, 13)
    )


@picture
def private():
    return (
        bust(48, 22, 15, B, 90, hw=31)
        + p("M26 46H70V90H26z", W)
        + p("M40 67V61a8 8 0 0 1 16 0V67")
        + rect(36, 67, 24, 17, Y, 3)
        + p("M48 74v3", stroke_width=5)
        + limb("M22 84L25 74", B)
        + limb("M74 84L71 74", B)
        + hand(27, 70, 6)
        + hand(69, 70, 6)
    )


# ---- answers ------------------------------------------------------------------------------------
@picture
def works_well():
    return thumb(lambda x, y: (x, y))


@picture
def works_badly():
    return thumb(lambda x, y: (x, 94 - y))


@picture
def so_so():
    return thumb(lambda x, y: (y, 96 - x))


@picture
def sometimes():
    return (
        rect(8, 16, 80, 72, W, 5)
        + p("M8 36V21q0-5 5-5H83q5 0 5 5V36z", R)
        + p("M28 8V24M68 8V24", stroke_width=6)
        + p("M35 36V88M61 36V88M8 62H88", stroke_width=3)
        + tick(21, 49, 7, 6, G)
        + tick(48, 75, 7, 6, G)
    )


@picture
def nobody():
    x, y, r = 71, 40, 13
    out = p("M53 90V67.300Q53 52 68.300 52H73.700Q89 52 89 67.300V90z", L, stroke="none") + c(
        x, y, r, L, stroke="none"
    )
    d = ""
    for i in range(8):
        a, b = i * math.tau / 8 - 0.22, i * math.tau / 8 + 0.22
        d += (
            f"M{x + r * math.cos(a)} {y + r * math.sin(a)}A{r} {r} 0 0 1 {x + r * math.cos(b)}"
            f" {y + r * math.sin(b)}"
        )
    d += (
        "M53 90V85M53 76V69M56 59Q58 56 61 54M89 90V85M89 76V69M86 59Q84 56 81 54M62 90H67M75 90H80"
    )
    return bust(24, 40, 13, B, 90, "flat", hw=18) + out + p(d)


@picture
def too_little():
    return glass(74)


@picture
def just_right():
    return glass(36) + c(70, 68, 20, G) + tick(68.5, 68.5, 10, 7, W)


@picture
def too_much():
    return (
        p("M5 91Q9 80 22 82H74Q87 80 91 91z", B)
        + glass(16)
        + p(
            "M28 8H68Q88 8 88 26V52a5 5 0 0 1-10 0V30q0-6-6-6H61q-4 0-4 4v6a4.5 4.5 0 0 1-9"
            " 0V28q0-4-4-4H24q-6 0-6 6V40a5 5 0 0 1-10 0V26Q8 8 28 8z",
            B,
        )
        + drop(13, 62, 6)
        + drop(84, 72, 5)
    )


@picture
def too_easy():
    return (
        rect(38, 79, 18, 11, O)
        + limb("M40 58L38 72L24 84", B)
        + limb("M50 58L66 68L72 86", B)
        + body(46, 31, 14, 62, B)
        + limb("M37 43L24 54", B, 5)
        + limb("M55 43L71 48", B, 5)
        + hand(22, 55)
        + hand(74, 48)
        + head(46, 19, 12, look=0.5)
    )


@picture
def too_hard():
    return (
        rect(52, 6, 40, 84, L)
        + p(
            "M52 27H92M52 48H92M52 69H92M72 6V27M62 27V48M82 27V48M72 48V69M62 69V90M82 69V90",
            stroke_width=3,
        )
        + limb("M18 68V86M29 68V86", B, 5)
        + body(23, 48, 12, 72, B)
        + limb("M30 57L43 48", B, 5)
        + hand(45, 47)
        + head(23, 38, 11, "wavy", 0.6)
    )


@picture
def same():
    return plant(21, 76, 1.15) + plant(75, 76, 1.15) + p("M42 44H54M42 57H54", stroke_width=7)


@picture
def small_change():
    return (
        plant(20, 90)
        + plant(76, 90)
        + flower(76, 42, 10)
        + p("M18 34Q42 2 62 22", stroke_width=6)
        + p("M48 23L63 24L66 9", stroke_width=6)
    )


@picture
def big_change():
    return (
        plant(19, 90)
        + rect(65, 68, 10, 22, O)
        + p("M56 90H84")
        + p(
            "M70 72A13 13 0 0 1 52 62A13 13 0 0 1 55 40A15 15 0 0 1 82 38A13 13 0 0 1 85 62A13 13 0"
            " 0 1 70 72z",
            G,
        )
        + c(61, 49, 5, R, stroke_width=3)
        + c(77, 49, 5, R, stroke_width=3)
        + c(69, 61, 5, R, stroke_width=3)
        + p("M14 36Q24 10 50 18", stroke_width=6)
        + p("M39 25L52 19L44 7", stroke_width=6)
    )


@picture
def more():
    return (
        bust(19, 46, 10, O, 88, look=0.7, hw=13)
        + bust(77, 46, 10, O, 88, look=-0.7, hw=13)
        + bust(48, 58, 12, B, 92, hw=17)
        + limb("M18 64L25 78L36 76", O, 5)
        + limb("M78 64L71 78L60 76", O, 5)
        + hand(37, 76)
        + hand(59, 76)
        + p("M48 11V33M37 22H59", stroke_width=15)
        + p("M48 11V33M37 22H59", stroke=G, stroke_width=8)
    )


@picture
def less():
    return (
        bust(74, 46, 11, O, 88, look=-0.7, hw=15)
        + bust(32, 54, 14, B, 92, hw=20)
        + limb("M73 64L66 79L49 77", O, 5)
        + hand(48, 77)
        + p("M20 18H44", stroke_width=15)
        + p("M20 18H44", stroke=R, stroke_width=8)
    )


# ---- pages, settings, keys ----------------------------------------------------------------------
@picture
def settings():
    return (
        p("M10 22H86M10 48H86M10 74H86", stroke_width=6)
        + c(30, 22, 11, Y)
        + c(64, 48, 11, O)
        + c(40, 74, 11, G)
    )


@picture
def key():
    return (
        rect(6, 6, 66, 52, W, 5)
        + p("M16 16h12v12h-12zM40 16h12v12h-12zM16 38h12v11h-12z", stroke_width=3)
        + p(
            "M22 22v.1M46 22v.1M22 43.5v.1M34 17v4M34 28v6M40 38h5M35 43v5M45 34v.1", stroke_width=4
        )
        + p("M60 68H18V82M32 68V80", stroke_width=8)
        + c(70, 68, 18, Y)
        + c(76, 68, 6, W)
    )


@picture
def map_():
    return (
        rect(5, 5, 86, 86, L, 5)
        + p("M26 26H70V70H26", stroke_width=6)
        + rect(12, 12, 28, 28, W, 4)
        + house(18, 17, 16, 17)
        + rect(56, 12, 28, 28, W, 4)
        + heart(70, 27, 7)
        + rect(56, 56, 28, 28, W, 4)
        + note(66, 77, 8)
        + rect(12, 56, 28, 28, W, 4)
        + star(26, 71, 10)
    )


@picture
def put_away():
    return (
        rect(14, 6, 68, 84, L)
        + p("M16 30H80V56H16z", K)
        + pencil(66, 62, 66, 14)
        + page(26, 18, 30, 44, 2, fold=8)
        + rect(7, 50, 82, 22, O)
        + p("M42 61h12", stroke_width=6)
        + p("M44 81h8", stroke_width=6)
    )


@picture
def delete():
    return (
        p("M20 32H76L70 90H26z", L)
        + p("M37 44L39 78M48 44V78M59 44L57 78")
        + p("M12 26H84", stroke_width=9)
        + p("M36 24V12H60V24")
    )


@picture
def add():
    return (
        bust(30, 42, 15, O, 90, hw=24)
        + p("M70 14V42M56 28H84", stroke_width=18)
        + p("M70 14V42M56 28H84", stroke=G, stroke_width=10)
    )


@picture
def photo():
    return (
        p("M30 26L36 14H60L66 26", L)
        + rect(5, 26, 86, 58, L, 7)
        + c(48, 55, 21, W)
        + c(48, 55, 11, B)
        + c(79, 38, 3.5, Y, stroke_width=3)
        + p("M14 20h8", stroke_width=6)
    )


@picture
def pictures_big():
    return (
        page(12, 5, 72, 86, 0, fold=14)
        + picture_in(22, 24, 52, 42)
        + p("M22 78h40", stroke_width=4)
    )


@picture
def pictures_small():
    return (
        page(12, 5, 72, 86, 0, fold=14)
        + picture_in(22, 22, 28, 26, 2.4)
        + p("M58 28h16M58 42h16M22 59h52M22 70h52M22 81h30", stroke_width=3)
    )


@picture
def pictures_none():
    return page(12, 5, 72, 86, 0, fold=14) + p(
        "M22 18h30M22 30h52M22 42h52M22 54h52M22 66h52M22 78h30", stroke_width=4
    )


@picture
def press():
    return (
        rect(8, 5, 80, 38, G, 10)
        + p("M31 28a15 15 0 0 1 30 0", stroke=W, stroke_width=4)
        + rect(36, 80, 34, 11, B)
        + limb("M40 72L29 60", Y, 8)
        + p("M46 28V60", stroke_width=17)
        + p("M41 56H74V70Q74 82 66 82H44Q40 82 37 76z", Y)
        + limb("M57 55V62M68 57V64", Y, 7)
        + p("M46 28V66", stroke=Y, stroke_width=9)
    )


@picture
def question():
    return bubble(6, 6, 84, 62, (26, 90)) + ask(48, 36, 1.5, 6.5)


@picture
def short_way():
    return (
        limb("M38 83H78", L, 10)
        + p("M44 83h5M58 83h5M72 83h5", stroke_width=3)
        + bust(19, 60, 12, B, 90, hw=15, look=0.6)
        + star(72, 48, 20)
    )


@picture
def long_way():
    d = "M38 83H73a11 11 0 0 0 0 -22H46a11 11 0 0 1 0 -22H73a11 11 0 0 0 0 -22H58"
    return (
        limb(d, L, 9)
        + p("M44 83h5M58 83h5M72 83h4M48 61h5M62 61h5M52 39h5M66 39h4", stroke_width=3)
        + bust(17, 65, 10, B, 90, hw=13, look=0.6)
        + star(25, 24, 20)
    )


@picture
def lost_page():
    return (
        page(24, 4, 46, 54, 0, fold=10)
        + ask(46, 34, 1.1, 7)
        + p("M48 91V86Q48 73 38 73H9M48 86Q48 73 58 73H87", stroke_width=6)
        + p("M19 63L9 73L19 83M77 63L87 73L77 83", stroke_width=6)
    )


@picture
def wrong_here():
    return (
        rect(5, 6, 80, 58, L, 5)
        + face(43, 31, 27, "flat")
        + p("M36 66V84M54 66V84")
        + p("M24 88H66", stroke_width=6)
        + c(74, 70, 18, R)
        + cross(74, 70, 7, 7, W)
    )


@picture
def too_fast():
    return (
        bust(30, 40, 14, B, 90, look=0.4, hw=20)
        + clock(72, 24, 19)
        + limb("M36 78L54 84L66 76", B)
        + open_hand(70, 66, 0.6, Y)
    )


@picture
def colours():
    return (
        c(28, 28, 23, W)
        + c(68, 28, 23, K)
        + c(48, 67, 23, Y)
        + p("M18 24h20M18 34h12M38 64h20M38 74h12", stroke_width=5)
        + p("M58 24h20M58 34h12", stroke=W, stroke_width=5)
    )


@picture
def text_size():
    return (
        p("M6 8h12M26 8h20M6 19h16M6 30h9M30 19h6", stroke_width=3)
        + magnifier(50, 50, 27)
        + p("M36 44h28M36 58h15", stroke_width=9)
    )


@picture
def slow():
    return (
        limb("M22 66V80M54 66V80", Y, 9)
        + limb("M70 64Q80 62 80 46", Y, 9)
        + c(81, 40, 10, Y)
        + face(81, 40, 10, look=0.6)
        + p("M6 68Q6 26 40 26Q74 26 74 68z", G)
        + p("M24 66L30 48H50L56 66M30 48L22 36M50 48L58 36", stroke_width=3)
    )


@picture
def known():
    return (
        page(6, 26, 50, 64, 0, fold=12)
        + p("M16 44h22M16 80h28", stroke_width=3)
        + tick(27, 62, 10, 8, G)
        + bulb(74, 30, 15)
        + p("M74 4v2M54 12l2 2M92 12l-1 1")
    )
