"""Everyday life, learning, services, support and time."""

from parts import *


# ---- things that come back ----------------------------------------------------------------------
def sun(x, y, r, k=8, ray=5):
    """Sun with `k` rays of length `ray`."""
    t = [math.tau * i / k for i in range(k)]
    a, b = r + 6, r + 6 + ray
    return c(x, y, r, Y) + p(
        "".join(
            f"M{x + a * math.sin(i)} {y - a * math.cos(i)}L{x + b * math.sin(i)} {y - b * math.cos(i)}"
            for i in t
        )
    )


def moon(x, y, r):
    """Waning moon in a circle of radius r."""
    return p(
        f"M{x + r * 0.3} {y - r * 0.95}A{r} {r} 0 1 0 {x + r * 0.95} {y + r * 0.3}A{r * 0.75} {r * 0.75} 0 1 1 {x + r * 0.3}"
        f" {y - r * 0.95}z",
        Y,
    )


def asleep(x, y, r):
    """Head with shut eyes."""
    e = r * 0.4
    return c(x, y, r, Y) + p(
        f"M{x - e - r * 0.22} {y - r * 0.15}q{r * 0.22} {r * 0.26} {r * 0.44} 0M{x + e - r * 0.22} {y - r * 0.15}q{r * 0.22} {r * 0.26}"
        f" {r * 0.44} 0M{x - r * 0.34} {y + r * 0.4}q{r * 0.34} {r * 0.28} {r * 0.68} 0",
        stroke_width=n(max(2.6, r * 0.17)),
    )


def open_hand(*strokes):
    """Hand with fingers from (path, width) strokes that grow together under one outline."""
    return "".join(p(d, stroke_width=n(w + 8)) for d, w in strokes) + "".join(
        p(d, stroke=Y, stroke_width=n(w)) for d, w in strokes
    )


def query(x, y, s):
    """Question mark, about 2 s high, centre (x, y)."""
    return p(
        f"M{x - s * 0.58} {y - s * 0.5}a{s * 0.6} {s * 0.6} 0 1 1 {s * 0.87} {s * 0.53}q{-s * 0.27} {s * 0.15} {-s * 0.27}"
        f" {s * 0.42}",
        stroke_width=n(s * 0.42),
    ) + p(f"M{x + s * 0.02} {y + s}v.1", stroke_width=n(s * 0.52))


def my_door(mood):
    """Me in my open door, on the right."""
    return rect(54, 14, 36, 76, L) + bust(72, 46, 12, B, 90, mood, -0.5, hw=14)


def table(y=74):
    """Table from the side, its top at y; it stands at 90."""
    return rect(4, y, 88, 8, O) + p(f"M14 {y + 8}V90M82 {y + 8}V90")


def mug(x, y, w, h, fill=W):
    """Cup with its handle on the right; (x, y) is the top left."""
    return p(
        f"M{x + w} {y + h * 0.2}h{w * 0.16}q{w * 0.2} 0 {w * 0.2} {h * 0.25}t{-w * 0.2} {h * 0.25}h{-w * 0.16}"
    ) + p(
        f"M{x} {y}h{w}v{h * 0.65}q0 {h * 0.35} {-w * 0.3} {h * 0.35}h{-w * 0.4}q{-w * 0.3} 0 {-w * 0.3} {-h * 0.35}z",
        fill,
    )


def box(x, y, w, h):
    """Cardboard box."""
    return rect(x, y, w, h, O, 2) + p(
        f"M{x + w * 0.38} {y}v{h * 0.35}h{w * 0.24}v{-h * 0.35}", W, stroke_width=3
    )


def hammer(x, y, s, foot):
    """Hammer that stands upright: head centre (x, y), shaft down to `foot`."""
    return p(f"M{x} {y}V{foot}", stroke_width=7) + rect(x - s, y - s * 0.45, 2 * s, s * 0.9, L, 2)


def broom(x, y, x2, y2, w=13, h=20):
    """Broom: shaft from (x, y) to (x2, y2), brush under it."""
    return (
        p(f"M{x} {y}L{x2} {y2}", stroke_width=6)
        + p(f"M{x2 - w * 0.55} {y2}h{w * 1.1}l{w * 0.45} {h}h{-w * 2}z", Y)
        + p(
            f"M{x2 - w * 0.25} {y2 + h}v{-h * 0.45}M{x2 + w * 0.25} {y2 + h}v{-h * 0.45}",
            stroke_width=3,
        )
    )


def badge(x, y, w=12, h=9, strap=8):
    """Name badge on a band round the neck; (x, y) is the middle of its top."""
    return p(
        f"M{x - w * 0.6} {y - strap}L{x} {y}L{x + w * 0.6} {y - strap}", stroke_width=3
    ) + rect(x - w / 2, y, w, h, W, 1, stroke_width=3)


def books(x, y, hs, w=9):
    """A row of upright books on the line y."""
    return "".join(
        rect(x + i * w, y - h, w, h, (R, Y, B, G, W)[(i + h) % 5], 1, stroke_width=3)
        for i, h in enumerate(hs)
    )


def gear(x, y, r, fill=L, teeth=8):
    """Cog wheel of outer radius r."""
    pt = lambda deg, q: (
        f"{x + q * math.sin(math.radians(deg))} {y - q * math.cos(math.radians(deg))}"
    )
    s = 360 / teeth
    return p(
        "M"
        + "L".join(
            f"{pt(i * s - s * 0.28, r * 0.74)}L{pt(i * s - s * 0.2, r)}L{pt(i * s + s * 0.2, r)}L{pt(i * s + s * 0.28, r * 0.74)}"
            for i in range(teeth)
        )
        + "z",
        fill,
    ) + c(x, y, r * 0.3, W)


def days(fills, y=12, h=32):
    """A week: seven boxes in two rows, each in its own fill; a tick on those that are green."""
    at = [(6 + i % 4 * 22, y + i // 4 * (h + 8)) for i in range(7)]
    return "".join(
        rect(a, b, 18, h, f, 3) + (tick(a + 8, b + h / 2, 5, 4, W) if f == G else "")
        for (a, b), f in zip(at, fills)
    )


# ---- a good life ---------------------------------------------------------------------------------
@picture
def good_life():
    return (
        house(5, 22, 58, 68)
        + sun(74, 22, 8, ray=4)
        + bust(63, 58, 12, B, 90, hw=19)
        + heart(63, 79, 8)
    )


@picture
def daily_rhythm():
    return (
        sun(20, 50, 8, ray=2) + clock(48, 25, 19) + moon(78, 50, 14) + arrow(8, 82, 88, 82, 12, 6)
    )


@picture
def health():
    return (
        bust(31, 34, 14, B, 90, look=0.4, hw=21)
        + heart(72, 16, 11)
        + p("M70 45Q70 38 74 35", stroke_width=4)
        + p("M70 46C62 40 53 46 55 58C57 72 65 74 70 71C75 74 83 72 85 58C87 46 78 40 70 46z", G)
        + limb("M38 72L56 80L66 76", B)
        + hand(69, 73, 6)
    )


@picture
def pay():
    return (
        bust(36, 38, 12, B, 90, look=0.6, hw=17)
        + bust(76, 38, 12, O, 90, look=-0.6, hw=15)
        + coin(57, 66, 13)
        + limb("M80 66L72 72", O)
        + hand(70, 72, 6)
        + p("M10 34V78", stroke_width=7)
        + rect(4, 22, 16, 14, L, 2)
        + limb("M26 64L13 66", B)
        + hand(11, 65, 6)
    )


@picture
def rest():
    return (
        rect(14, 24, 68, 46, L, 8)
        + rect(10, 64, 76, 18, L)
        + p("M16 82V89M80 82V89", stroke_width=6)
        + rect(5, 46, 14, 36, L, 5)
        + rect(77, 52, 14, 30, L, 5)
        + p("M38 42H70Q82 42 90 50Q92 58 84 62Q78 64 70 64H38z", B)
        + p("M64 52H80", stroke_width=3)
        + asleep(30, 48, 15)
        + limb("M46 50L56 54", B)
        + hand(58, 55, 5)
    )


@picture
def go_out():
    return (
        rect(6, 8, 34, 82, L)
        + p("M6 8L20 16V83L6 90z", O)
        + p("M40 90H90")
        + sun(75, 21, 7, ray=4)
        + limb("M48 72L40 84M54 72L66 76L67 85", B, 5)
        + body(51, 48, 12, 73, B)
        + limb("M45 57L36 66", B, 5)
        + hand(34, 67)
        + limb("M57 57L67 66", B, 5)
        + hand(69, 66)
        + head(51, 37, 12, look=0.6)
    )


@picture
def want():
    return (
        star(69, 27, 23)
        + limb("M28 72L44 62L48 48", B)
        + hand(48, 44, 6)
        + bust(25, 52, 13, B, 90, look=0.6, hw=19)
        + limb("M32 76L56 74L68 60", B)
        + hand(70, 57, 6)
    )


@picture
def move_home():
    return (
        house(4, 50, 34, 40)
        + house(50, 44, 42, 46, L, G)
        + arrow(8, 34, 66, 34, 13, 6)
        + box(22, 6, 28, 23)
    )


@picture
def bored():
    return (
        clock(73, 24, 17)
        + bust(36, 40, 14, B, 74, "flat", 0.3, hw=22)
        + table()
        + mug(60, 56, 16, 18)
        + limb("M24 73L16 66L22 54", B)
        + hand(24, 50, 6)
    )


@picture
def good_day():
    return (
        sun(48, 23, 7, ray=4)
        + body(48, 71, 19, 90, B)
        + limb("M34 82L17 70L14 54", B)
        + limb("M62 82L79 70L82 54", B)
        + hand(14, 50, 6)
        + hand(82, 50, 6)
        + head(48, 59, 13)
    )


@picture
def bad_day():
    return (
        p("M24 33Q10 33 10 22Q11 12 24 14Q30 4 46 8Q56 2 66 11Q84 9 86 21Q86 33 72 33z", L)
        + p(
            "M16 42l-4 10M30 40l-3 8M66 40l-3 8M82 42l-4 10M20 60l-4 10M86 60l-4 10",
            stroke=B,
            stroke_width=5,
        )
        + bust(48, 57, 14, B, 90, "flat", hw=24)
    )


# ---- at home -------------------------------------------------------------------------------------
@picture
def at_home():
    return (
        house(4, 5, 88, 85)
        + p("M70 58V84M64 86h12")
        + p("M64 46h12l5 13h-22z", Y)
        + rect(24, 56, 26, 16, O, 4)
        + rect(20, 68, 34, 14, O)
        + rect(17, 62, 8, 20, O, 3)
        + rect(49, 62, 8, 20, O, 3)
        + p("M22 82V87M52 82V87")
    )


@picture
def decorate_home():
    return (
        p("M32 18L48 6L64 18", stroke_width=3)
        + rect(18, 17, 60, 34, W)
        + p("M20 49L36 32L46 42L56 35L76 49z", G, stroke_width=3)
        + c(62, 27, 4, Y, stroke_width=3)
        + body(48, 74, 20, 91, B)
        + limb("M34 84L18 74L20 56", B)
        + limb("M62 84L78 74L76 56", B)
        + hand(20, 52, 6)
        + hand(76, 52, 6)
        + head(48, 66, 12)
    )


@picture
def clean():
    return (
        bust(26, 32, 13, B, 90, look=0.5, hw=19)
        + broom(52, 14, 56, 68, 12, 22)
        + p("M72 58H92L89 90H75z", L)
        + p("M73 58Q82 38 91 58")
        + limb("M34 62L48 58", B)
        + hand(54, 54, 6)
        + p("M70 22l6-3M71 31h7M70 40l6 3")
    )


@picture
def laundry():
    return (
        rect(12, 5, 72, 85, W, 5)
        + p("M12 25H84")
        + c(25, 15, 3.5, K, stroke="none")
        + p("M40 15H72", stroke_width=5)
        + c(48, 57, 25, L)
        + p("M26 58Q32 50 40 58T56 58T70 58Q69 79 48 79Q27 79 26 58z", B, stroke_width=3)
        + c(40, 70, 3, W, stroke="none")
        + c(54, 66, 4, W, stroke="none")
    )


@picture
def bedtime():
    return (
        moon(74, 22, 15)
        + p("M50 16v.1M56 34v.1", stroke_width=7)
        + p("M7 38V90M89 62V90", stroke_width=6)
        + rect(7, 70, 82, 12, L)
        + rect(12, 56, 26, 14, W, 6)
        + asleep(28, 52, 13)
        + p("M40 70V62Q41 52 54 52H76Q88 54 88 70z", B)
        + p("M52 53V69", stroke_width=3)
    )


@picture
def home_help():
    return (
        rect(8, 32, 80, 58, L)
        + p("M4 34L48 5L92 34z", R)
        + bust(27, 60, 11, B, 90, look=0.6, hw=13)
        + bust(69, 54, 11, O, 90, look=-0.6, hw=14)
        + broom(48, 40, 48, 72, 9, 16)
        + limb("M72 74L56 66", O, 5)
        + hand(50, 63, 5)
    )


@picture
def coffee():
    return (
        p("M34 7q-8 8 0 15t0 13M52 7q-8 8 0 15t0 13", stroke_width=5)
        + mug(16, 43, 52, 40, O)
        + p("M8 89H76", stroke_width=6)
    )


@picture
def clothes():
    return (
        p("M20 8L5 18L12 34L18 31V58H50V31L56 34L63 18L48 8Q34 20 20 8z", B)
        + p("M54 38H88L92 90H76L71 60L66 90H50z", G)
        + p("M54 48H88", stroke_width=3)
    )


# ---- work, learning, free time -------------------------------------------------------------------
@picture
def shop():
    return (
        rect(50, 6, 42, 84, L)
        + p("M50 30H92M50 54H92")
        + rect(58, 12, 11, 16, R, 1)
        + c(81, 22, 6, O)
        + c(66, 46, 6, R)
        + rect(77, 36, 11, 16, W, 1)
        + bust(24, 26, 13, B, 90, look=0.6, hw=18)
        + p("M30 68Q46 40 64 68", stroke_width=5)
        + p("M24 66H70L66 90H28z", O)
        + p("M40 73L42 83M54 73L52 83", stroke_width=3)
        + limb("M20 56L36 56", B)
        + hand(45, 54, 6)
    )


@picture
def use_money():
    return (
        bust(66, 18, 11, O, 62, look=-0.6, hw=18)
        + p("M74 40q0-8 7-8t7 8")
        + rect(71, 40, 20, 22, W)
        + rect(40, 62, 52, 28, L)
        + bust(21, 42, 12, B, 90, look=0.6, hw=16)
        + coin(52, 48, 10)
        + limb("M26 70L42 62", B)
        + hand(46, 59, 6)
    )


@picture
def get_job():
    return (
        bust(20, 38, 12, B, 76, look=0.6, hw=16)
        + bust(76, 38, 12, O, 76, look=-0.6, hw=16)
        + hammer(48, 13, 13, 40)
        + table(76)
        + limb("M26 64L42 62", B)
        + limb("M70 64L54 62", O)
        + hand(51, 61, 6)
        + hand(44, 61, 6)
    )


@picture
def hobby():
    return (
        bust(38, 26, 13, B, 90, look=0.3, hw=21)
        + p("M50 66L76 44", stroke_width=9)
        + p("M74 42L83 32L91 40L81 49z", O)
        + p(
            "M53 56Q47 48 39 54Q34 58 35 64Q24 64 20 72Q17 84 27 89Q38 94 46 86Q49 82 49 78Q56 78"
            " 58 71Q60 63 53 56z",
            O,
        )
        + c(44, 67, 4, K)
        + p("M29 76L37 84", stroke_width=3)
        + limb("M20 62L14 74L24 76", B)
        + hand(29, 74, 5)
        + limb("M56 54L62 66", B)
        + hand(65, 55, 5)
        + note(68, 23, 10)
    )


@picture
def sport():
    return (
        limb("M44 58L34 72L16 72", B, 7)
        + limb("M50 36L36 40L32 54", B, 6)
        + hand(31, 56)
        + limb("M52 40L46 54", B, 17)
        + limb("M46 60L62 66L58 84L66 85", B, 7)
        + limb("M56 40L68 52L80 44", B, 6)
        + hand(82, 42)
        + head(60, 20, 13, look=0.7)
        + p("M6 30h18M4 42h14M6 54h12")
    )


@picture
def music():
    return (
        body(36, 62, 26, 90, B)
        + head(36, 42, 22)
        + p("M11 42A25 25 0 0 1 61 42", stroke_width=6)
        + rect(4, 36, 12, 22, O, 5)
        + rect(56, 36, 12, 22, O, 5)
        + note(74, 28, 12)
        + p("M80 66V48q2 6 8 8")
        + p("M76 66v.1", stroke_width=10)
    )


@picture
def day_activity():
    return (
        sun(48, 22, 7, ray=4)
        + bust(20, 34, 12, B, 66, look=0.5, hw=16)
        + bust(76, 34, 12, O, 66, look=-0.5, hw=16)
        + p("M12 58H84L92 80H4z", L)
        + p("M16 80V90M80 80V90")
        + p("M52 63h18l4 13h-20z", W, stroke_width=3)
        + p("M26 63L46 71M26 74L44 63", stroke_width=3)
        + c(22, 63, 3.5, W, stroke_width=3)
        + c(22, 74, 3.5, W, stroke_width=3)
    )


@picture
def machines():
    return gear(33, 50, 29) + limb("M68 14V23Q69 31 77 31Q85 31 86 23V14M77 31V82", Y, 7)


@picture
def library():
    return (
        books(10, 40, (26, 22, 28, 24, 26, 20, 28, 24), 9.5)
        + p("M6 6H90M6 41H90M6 6V90M90 6V90", stroke_width=5)
        + body(48, 66, 20, 84, B)
        + head(48, 57, 12)
        + p(
            "M48 75C41 70 32 70 22 72V90C32 87 41 87 48 91C55 87 64 87 74 90V72C64 70 55 70 48"
            " 75zM48 75V90",
            W,
        )
    )


@picture
def video():
    return (
        rect(4, 10, 88, 60, K, 7)
        + rect(11, 17, 74, 46, L, 2, stroke="none")
        + p("M38 26L62 40L38 54z", R)
        + p("M48 72V84M30 87H66", stroke_width=6)
    )


@picture
def nature():
    return (
        p("M68 60V74")
        + c(70, 40, 21, G)
        + p("M70 46V74M70 60l8-7", stroke_width=4)
        + p("M28 62V74", stroke_width=6)
        + p("M28 6L44 32H37L50 62H6L19 32H12z", G)
        + p("M4 74H92V90H4z", B)
        + p("M14 82q6-5 12 0t12 0M58 82q6-5 12 0t12 0", W, stroke=W, stroke_width=3)
    )


@picture
def animals():
    return (
        bust(25, 32, 13, B, 90, look=0.5, hw=19)
        + p("M52 90V68Q52 58 60 56L62 44L78 46V90z", O)
        + p("M56 40Q54 28 66 27L74 28Q76 34 90 36Q92 48 80 49H66Q57 49 56 40z", O)
        + p("M58 30Q50 34 52 48Q60 48 62 36z", K)
        + p("M72 36v.1M89 38v.1", stroke_width=5)
        + p("M64 90V76M78 90h6M64 90h6")
        + p("M52 86Q42 86 44 74")
        + limb("M32 66L48 64", B)
        + hand(53, 62, 6)
    )


@picture
def faith():
    return (
        body(33, 44, 22, 90, B)
        + asleep(33, 31, 15)
        + limb("M13 70L17 82L29 72", B)
        + limb("M53 70L49 82L37 72", B)
        + p("M33 54Q27 58 28 72H38Q39 58 33 54zM33 58V70", Y)
        + rect(67, 48, 18, 40, W)
        + p("M76 48V40")
        + p("M76 12Q87 26 83 33Q76 41 69 33Q65 26 76 12z", Y)
        + p("M62 89H90", stroke_width=6)
    )


@picture
def party():
    return (
        p("M34 24V40M62 24V40", stroke_width=3)
        + c(34, 15, 10, R)
        + c(62, 15, 10, G)
        + p("M34 25l-3 5h6zM62 25l-3 5h6z", K, stroke_width=3)
        + bust(18, 46, 12, B, 74, look=0.5, hw=14)
        + bust(78, 46, 12, O, 74, look=-0.5, hw=14)
        + table()
        + rect(31, 57, 34, 17, W, 3)
        + p("M31 66h34", stroke=R)
        + p("M40 57V49M48 57V47M56 57V49")
        + p("M40 43v.1M48 41v.1M56 43v.1", stroke=Y, stroke_width=5)
    )


@picture
def market():
    return (
        p("M12 28V88M84 28V88", stroke_width=5)
        + bust(48, 48, 11, O, 70, hw=18)
        + p("M12 5H84L92 24H4z", W)
        + p(
            "M12 5H26.400L21.6 24H4zM40.8 5H55.200L56.8 24H39.200zM69.6 5H84L92 24H74.400z",
            R,
            stroke_width=3,
        )
        + p(
            "M4 24q0 9 8.8 9t8.8-9q0 9 8.8 9t8.8-9q0 9 8.8 9t8.8-9q0 9 8.8 9t8.8-9q0 9 8.8"
            " 9t8.8-9z",
            W,
        )
        + rect(6, 66, 84, 24, L)
        + c(20, 62, 7, G)
        + c(33, 62, 7, R)
        + c(63, 62, 7, Y)
        + c(76, 62, 7, G)
    )


@picture
def club():
    return (
        bust(48, 20, 12, O, 56, hw=17)
        + bust(17, 38, 12, B, 84, look=0.6, hw=13)
        + bust(79, 38, 12, G, 84, look=-0.6, hw=13)
        + p("M48 48A38 20 0 1 1 47.9 48z", L)
        + rect(36, 54, 22, 22, W, 4)
        + p("M42.5 60v.1M51.5 60v.1M47 65v.1M42.5 70v.1M51.5 70v.1", stroke_width=4)
        + c(70, 70, 5, B)
        + c(25, 68, 5, Y)
    )


# ---- services and support ------------------------------------------------------------------------
@picture
def group_home():
    face_at = lambda x, y: (
        rect(x - 11, y - 11, 22, 22, W)
        + c(x, y + 1, 7, Y, stroke_width=3)
        + p(f"M{x - 2.6} {y}v.1M{x + 2.6} {y}v.1", stroke_width=3.4)
        + p(f"M{x - 3} {y + 3}q3 2.5 6 0", stroke_width=2.4)
    )
    return (
        rect(6, 22, 84, 68, L)
        + p("M4 24L16 6H80L92 24z", R)
        + face_at(22, 42)
        + face_at(74, 42)
        + face_at(22, 72)
        + face_at(74, 72)
        + rect(37, 38, 22, 52, W)
        + bust(48, 58, 9, O, 90, hw=11)
    )


@picture
def short_stay():
    return (
        house(16, 5, 76, 85, L, O)
        + p("M38 56V86M80 66V86", stroke_width=5)
        + rect(38, 70, 42, 10, B)
        + rect(42, 60, 16, 10, W, 3)
        + p("M10 68Q10 58 18 58Q26 58 26 68", stroke_width=5)
        + rect(4, 68, 28, 22, R, 4)
        + p("M12 70V88M24 70V88", stroke_width=3)
    )


@picture
def advice():
    return (
        bubble(32, 4, 42, 27, (70, 37))
        + p("M42 13h22M42 22h14", stroke_width=3)
        + bust(18, 48, 12, B, 80, look=0.5, hw=14)
        + bust(78, 48, 12, O, 80, look=-0.6, hw=14)
        + page(33, 44, 30, 36, 2, fold=8)
        + table(78)
        + limb("M80 72L66 68L58 64", O)
        + hand(55, 62, 5)
    )


@picture
def fits_me():
    return (
        p("M92 6H64V30L80 46L64 62V72H78V84H64V90H92z", L)
        + p("M36 32H54L68 46L54 60H36z", Y)
        + bust(20, 30, 13, B, 90, look=0.6, hw=16)
        + limb("M22 64L31 58", B)
        + hand(36, 55, 6)
        + limb("M22 52L30 42", B)
        + hand(36, 38, 6)
    )


@picture
def helper():
    return (
        bust(32, 36, 16, O, 90, look=0.2, hw=23)
        + query(72, 22, 15)
        + limb("M44 80L62 80", O)
        + open_hand(("M72 76L78 64", 5), ("M68 79L84 75", 9))
    )


@picture
def social_worker():
    return (
        bust(40, 24, 14, O, 66, hw=22)
        + badge(40, 54, 14, 11, 15)
        + rect(4, 66, 88, 9, O)
        + rect(58, 75, 28, 15, O)
        + p("M12 75V90M69 83h6")
        + page(64, 34, 24, 32, 2, fold=7)
        + limb("M22 56L16 62", O)
        + hand(62, 60, 5)
    )


@picture
def support_worker():
    return (
        limb("M26 68L20 84M32 68L38 84", O, 5)
        + limb("M62 70L54 84M68 70L76 84", B, 5)
        + body(29, 36, 15, 68, O)
        + body(65, 42, 14, 70, B)
        + badge(26, 54, 11, 9, 12)
        + limb("M38 44L56 38L74 46", O, 5)
        + hand(77, 48, 5)
        + head(29, 23, 13, look=0.4)
        + head(64, 29, 12, look=0.3)
        + limb("M72 58L82 64", B, 5)
        + hand(84, 65)
    )


@picture
def team():
    return (
        bust(48, 18, 11, O, 50, hw=16)
        + bust(17, 34, 11, G, 74, look=0.6, hw=13)
        + bust(79, 34, 11, G, 74, look=-0.6, hw=13)
        + p("M48 40A34 18 0 1 1 47.9 40z", L)
        + bust(48, 62, 12, B, 90, hw=19)
    )


@picture
def peer():
    return (
        bubble(5, 5, 38, 30, (22, 42))
        + bubble(53, 5, 38, 30, (74, 42))
        + star(24, 21, 9)
        + star(72, 21, 9)
        + bust(24, 54, 12, B, 90, look=0.5, hw=19)
        + bust(72, 54, 12, B, 90, look=-0.5, hw=19)
    )


@picture
def therapy():
    return (
        bust(77, 22, 12, O, 70, look=-0.6, hw=14)
        + rect(4, 68, 88, 8, L)
        + p("M14 76V90M82 76V90", stroke_width=5)
        + limb("M44 61H82", B, 7)
        + limb("M44 58L54 44L56 24L49 23", B, 7)
        + p("M24 50H42Q49 52 49 60V68H24z", B)
        + head(17, 53, 13)
        + limb("M72 48L64 42", O, 5)
        + hand(60, 40, 5)
        + p("M18 34Q18 18 30 12M18 13L31 11L34 23", stroke_width=5)
    )


@picture
def taxi():
    return (
        rect(34, 8, 26, 13, Y, 3)
        + p("M4 76V52Q6 46 16 45L27 25Q29 21 34 21H66Q71 21 74 25L84 46Q92 48 92 56V76z", O)
        + p("M22 45L32 28H40V45z", L)
        + rect(46, 28, 24, 44, L)
        + bust(58, 44, 8, B, 72, hw=10)
        + c(24, 76, 10, W)
        + c(80, 76, 10, W)
        + p("M46 72H68L62 90H38z", W)
    )


@picture
def street():
    return (
        house(4, 12, 34, 46)
        + house(58, 12, 34, 46, L, G)
        + rect(15, 42, 12, 16, O)
        + rect(69, 42, 12, 16, O)
        + rect(4, 58, 88, 32, K, 2)
        + "".join(rect(x, 64, 8, 20, W, stroke="none") for x in (12, 28, 44, 60, 76))
        + p("M48 36V60", stroke_width=5)
        + rect(40, 6, 16, 34, W, 5)
        + c(48, 15, 4.5, R, stroke="none")
        + c(48, 30, 4.5, G, stroke="none")
    )


# ---- understanding each other --------------------------------------------------------------------
@picture
def plan():
    return (
        page(12, 5, 72, 85, 0, fold=14)
        + house(20, 15, 30, 28)
        + p("M56 28Q72 30 68 50", stroke_width=6)
        + p("M59 43L67 52L77 45", stroke_width=6)
        + star(65, 72, 11)
        + p("M22 58h22M22 70h18", stroke_width=3)
    )


@picture
def talk_together():
    return (
        bubble(5, 5, 50, 27, (20, 44))
        + bubble(41, 19, 50, 26, (76, 53))
        + p("M14 14h30M14 23h18", stroke_width=3)
        + p("M50 28h31M50 37h20", stroke_width=3)
        + bust(22, 60, 12, B, 90, "open", 0.6, hw=17)
        + bust(74, 66, 12, O, 90, look=-0.6, hw=17)
    )


@picture
def new_person():
    return (
        bust(22, 50, 13, B, 90, look=0.6, hw=18)
        + bust(65, 44, 13, O, 90, look=-0.5, hw=19)
        + limb("M78 72L86 62L84 46", O)
        + hand(84, 42, 6)
        + p("M74 27l-3-4M84 28V22", stroke_width=4)
        + star(44, 17, 13)
    )


@picture
def not_understand():
    return (
        bust(25, 40, 14, B, 90, "wavy", 0.6, hw=20)
        + query(68, 20, 13)
        + page(44, 44, 44, 46, 3, fold=10)
        + limb("M30 74L40 78", B)
        + hand(44, 78, 6)
    )


@picture
def give_time():
    return (
        bubble(4, 4, 44, 24, (22, 37))
        + p("M15 16v.1M26 16v.1M37 16v.1", stroke_width=6)
        + bust(20, 50, 12, B, 90, look=0.6, hw=16)
        + bust(76, 46, 12, O, 90, look=-0.6, hw=16)
        + clock(48, 66, 17)
        + limb("M82 80L68 86L60 84", O)
        + hand(56, 83, 6)
    )


@picture
def sign_language():
    return (
        limb("M14 84L20 76", B, 12)
        + limb("M82 84L76 76", B, 12)
        + open_hand(("M24 66L31 61", 18), ("M22 58L20 28", 7), ("M36 60L46 48", 7))
        + open_hand(("M72 66L65 61", 18), ("M74 58L84 30M65 56L66 24", 7), ("M58 64L54 71", 6))
        + p("M5 36Q4 26 9 18M34 18Q37 24 37 32M50 34Q49 24 52 16")
    )


@picture
def easy_words():
    return (
        rect(10, 5, 76, 85, W, 3)
        + house(17, 11, 22, 20)
        + heart(28, 49, 9)
        + c(28, 73, 10, Y)
        + face(28, 73, 10)
        + p("M50 22H74M50 48H74M50 74H74", stroke_width=8)
    )


@picture
def letter():
    return (
        p("M6 42L48 12L90 42V90H6z", L)
        + rect(18, 6, 60, 62, W)
        + p("M28 20h40M28 32h40M28 44h26", stroke_width=4)
        + p("M6 42L48 70L90 42V90H6z", W)
        + p("M6 90L38 64M90 90L58 64")
    )


@picture
def phone():
    return (
        rect(26, 4, 44, 86, K, 8)
        + rect(32, 14, 32, 58, L, 1, stroke="none")
        + bust(48, 38, 10, O, 72, hw=13)
        + p("M48 81v.1", stroke=W, stroke_width=6)
        + p("M18 32Q13 42 18 52M9 24Q0 42 9 60M78 32Q83 42 78 52M87 24Q96 42 87 60")
    )


@picture
def online_meeting():
    return (
        rect(4, 8, 88, 62, K, 5)
        + rect(10, 14, 36, 50, L, 2, stroke="none")
        + rect(50, 14, 36, 50, W, 2, stroke="none")
        + bust(28, 34, 11, B, 64, hw=14)
        + bust(68, 34, 11, O, 64, hw=14)
        + p("M48 72V84M28 88H68", stroke_width=6)
    )


# ---- time ----------------------------------------------------------------------------------------
@picture
def morning():
    return (
        p("M6 62H90", stroke_width=6)
        + p("M22 61A26 26 0 0 1 74 61z", Y)
        + p("M48 26V12M20 36L12 28M76 36L84 28M11 52H6M85 52H90")
        + p("M48 90V74M39 82L48 73L57 82", stroke_width=6)
    )


@picture
def day():
    return (
        sun(48, 38, 18, k=12, ray=8)
        + p("M6 90H90", stroke_width=6)
        + p("M70 88V82")
        + c(70, 76, 8, G)
        + house(10, 66, 26, 24)
    )


@picture
def evening():
    return (
        rect(8, 8, 80, 80, B, 8)
        + p("M14 66A18 18 0 0 1 50 66z", O)
        + p("M8 66H88V80Q88 88 80 88H16Q8 88 8 80z", G)
        + p("M69 76V40M61 77H77", stroke_width=6)
        + p("M60 28H78L84 43H54z", Y)
        + p("M57 51l-4 6M81 51l4 6", stroke=Y)
    )


@picture
def night():
    return (
        rect(6, 6, 84, 84, K, 8)
        + moon(42, 52, 28)
        + star(70, 24, 13)
        + star(75, 55, 10)
        + p("M24 18v.1M76 78v.1", stroke=W, stroke_width=5)
    )


@picture
def week():
    return (
        rect(4, 12, 88, 78, W, 5)
        + p("M4 31V17q0-5 5-5H87q5 0 5 5V31z", R)
        + p("M26 6V20M70 6V20", stroke_width=6)
        + "".join(
            rect(11 + i % 4 * 19.5, 37 + i // 4 * 25, 15.5, 20, L, 2, stroke_width=3)
            for i in range(7)
        )
    )


@picture
def weekend():
    return (
        days([W] * 5 + [B, B]) + c(37, 68, 5, Y, stroke_width=3) + c(59, 68, 5, Y, stroke_width=3)
    )


@picture
def every_day():
    return days([G] * 7)


@picture
def it_varies():
    return (
        days([W, G, W, W, G, W, G], 34, 24)
        + p("M16 24Q44 -4 74 20", stroke_width=6)
        + p("M61 19L75 21L79 7", stroke_width=6)
    )


@picture
def on_time():
    return (
        my_door("smile")
        + bust(25, 58, 12, O, 90, look=0.5, hw=19)
        + clock(25, 24, 18)
        + c(42, 36, 10, G)
        + tick(41.3, 36.3, 4.5, 4.5, W)
    )


@picture
def late():
    return (
        my_door("flat")
        + clock(25, 62, 20, 5)
        + p("M8 30Q24 10 42 28", stroke_width=6)
        + p("M29 29L43 29L45 15", stroke_width=6)
    )


@picture
def wrong_time():
    return (
        rect(6, 6, 48, 84, K, 3)
        + my_door("flat")
        + moon(18, 20, 11)
        + bust(24, 62, 12, O, 90, look=0.5, hw=17)
        + clock(38, 30, 13, 11)
        + c(46, 46, 9, R)
        + cross(46, 46, 3.2, 4, W)
    )
