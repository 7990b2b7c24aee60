"""Roles, rights, strengths, autonomy, competence, relatedness, doing good."""

from parts import *


# ---- parts of this file ------------------------------------------------------------------------
def question(x, y, k=1, w=7):
    """A question mark round (x, y); 36 k high."""
    return p(
        f"M{x - 8 * k} {y - 6.5 * k}a{8 * k} {8 * k} 0 1 1 {11.5 * k} {7 * k}q{-3.5 * k} {2 * k} {-3.5 * k} {5.5 * k}",
        stroke_width=n(w),
    ) + p(f"M{x} {y + 14 * k}v.1", stroke_width=n(w * 1.2))


def chair(x, back, seat, deep, fill=O):
    """A chair from the side, turned right: left edge, top of the back, top of the seat, depth; it
    stands at 90.
    """
    return (
        p(f"M{x + 4} {seat}V90M{x + deep - 4} {seat}V90")
        + rect(x, back, 8, seat - back + 4, fill, 2)
        + rect(x, seat, deep, 8, fill, 2)
    )


def brows(x, y, r, slant, look=0):
    """Eyebrows; slant > 0 worried (inner ends up), < 0 angry (inner ends down)."""
    x, t = x + look * r * 0.22, slant * r
    return p(
        f"M{x - r * 0.56} {y - r * 0.48 + t}L{x - r * 0.2} {y - r * 0.48 - t}M{x + r * 0.56} {y - r * 0.48 + t}L{x + r * 0.2} {y - r * 0.48 - t}",
        stroke_width=n(max(2.6, r * 0.15)),
    )


def badge(x, y, r, good=True):
    return (
        c(x, y, r, G) + tick(x - r * 0.07, y + r * 0.03, r * 0.45, r * 0.3, W)
        if good
        else c(x, y, r, R) + cross(x, y, r * 0.38, r * 0.3, W)
    )


def box(x, y, w, h):
    return rect(x, y, w, h, O, 2) + p(
        f"M{x + w * 0.38} {y}v{h * 0.35}h{w * 0.24}v{-h * 0.35}", W, stroke_width=3
    )


def side_bubble(x, y, w, h, tip):
    """Speech bubble whose tail leaves its right edge, to a mouth at the right."""
    return p(
        f"M{x + 8} {y}h{w - 16}q8 0 8 8v{h * 0.3}L{tip[0]} {tip[1]}L{x + w} {y + h * 0.8}Q{x + w} {y + h} {x + w - 8}"
        f" {y + h}H{x + 8}q-8 0 -8 -8v{16 - h}q0 -8 8 -8z",
        W,
    )


def thumb_up(x, y):
    """Fist with the thumb up, 20 wide; (x, y) is the middle of the fist."""
    return (
        limb(f"M{x - 5} {y - 4}L{x - 2} {y - 16}", Y, 4)
        + rect(x - 9, y - 9, 19, 18, Y, 5)
        + p(f"M{x + 2} {y - 3}h8M{x + 2} {y + 3}h8", stroke_width=2.6)
    )


def ear(x, y, k):
    """An ear that listens to the left, at the left edge (x, y) of a head."""
    return p(
        f"M{x + 2 * k} {y - 6 * k}C{x - 5 * k} {y - 16 * k} {x - 16 * k} {y - 6 * k} {x - 10 * k} {y + 4 * k}C{x - 8 * k} {y + 8 * k}"
        f" {x - 8 * k} {y + 17 * k} {x} {y + 14 * k}Q{x + 4 * k} {y + 12 * k} {x + 4 * k} {y + 6 * k}",
        Y,
    ) + p(
        f"M{x - 2 * k} {y - 2 * k}q{-4 * k} {-3 * k} {-4 * k} {2 * k}q0 {4 * k} {4 * k} {6 * k}",
        stroke_width=2.6,
    )


# ---- roles -------------------------------------------------------------------------------------
@picture
def tell_needs():
    return (
        bust(24, 63, 13, B, 90, "open", 0.8, hw=19)
        + bubble(20, 5, 72, 38, (46, 57))
        + house(28, 10, 28, 27)
        + heart(74, 25, 9)
    )


@picture
def expert():
    return (
        house(34, 6, 58, 70)
        + bust(31, 46, 15, B, 90, look=-0.3, hw=24)
        + limb("M54 76L70 66L54 46", B)
        + hand(50, 42, 6)
    )


@picture
def idea():
    return (
        bust(48, 62, 13, B, 90, hw=26)
        + bulb(48, 21, 13)
        + p("M25 21h-10M71 21h10M29 35l-9 5M67 35l9 5M31 9l-7 -4M65 9l7 -4")
    )


# ---- rights ------------------------------------------------------------------------------------
@picture
def be_heard():
    return (
        bust(18, 62, 12, B, 90, "open", 0.8, hw=14)
        + bubble(4, 6, 38, 30, (28, 48))
        + p("M13 17h20M13 26h13", stroke_width=3)
        + body(74, 62, 18, 90, O)
        + c(74, 44, 18, Y)
        + face(79, 44, 17)
        + ear(58, 41, 1.25)
    )


@picture
def complain():
    return (
        bust(25, 56, 15, B, 90, "flat", 0.6, hw=20)
        + bubble(40, 6, 50, 38, (47, 57))
        + cross(65, 25, 10, 9, R)
    )


@picture
def relationship():
    return (
        limb("M20 74V86M31 74V86", B, 5)
        + limb("M65 74V86M76 74V86", O, 5)
        + body(25, 44, 13, 76, B)
        + body(71, 44, 13, 76, O)
        + limb("M34 54L46 62", B, 5)
        + limb("M62 54L50 62", O, 5)
        + hand(48, 62)
        + head(25, 34, 11, look=0.7)
        + head(71, 34, 11, look=-0.7)
        + heart(37.5, 14, 7)
        + heart(58.5, 14, 7)
    )


@picture
def communication_support():
    return (
        bust(18, 56, 12, B, 90, look=0.6, hw=14)
        + bust(78, 40, 12, O, 90, look=-0.6, hw=14)
        + rect(34, 44, 30, 36, W, 3)
        + house(39, 50, 20, 23)
        + bubble(5, 4, 42, 31, (25, 43))
        + house(16, 8, 20, 21)
        + limb("M76 70L68 70", O, 5)
        + hand(65, 70)
    )


@picture
def choose_home():
    return (
        house(4, 6, 42, 42)
        + badge(25, 34, 10)
        + rect(56, 8, 34, 40, L)
        + rect(63, 15, 7, 9, W, stroke_width=3)
        + rect(76, 15, 7, 9, W, stroke_width=3)
        + rect(63, 31, 7, 9, W, stroke_width=3)
        + rect(76, 31, 7, 9, W, stroke_width=3)
        + body(60, 72, 22, 90, B)
        + limb("M44 82L28 78L26 60", B)
        + hand(26, 56, 6)
        + head(60, 64, 12, look=-0.6)
    )


@picture
def live_with():
    return (
        house(4, 6, 88, 84, W)
        + bust(26, 60, 10, O, 90, hw=12)
        + bust(70, 60, 10, G, 90, hw=12)
        + bust(48, 56, 11, B, 90, hw=14)
    )


@picture
def take_part():
    return (
        bust(56, 22, 9, O, 66, look=-0.4, hw=12)
        + bust(81, 26, 9, G, 74, look=-0.4, hw=11)
        + bust(70, 53, 10, O, 90, look=-0.7, hw=14)
        + limb("M20 70L12 85M24 70L36 77L35 85", B, 5)
        + body(22, 45, 12, 74, B)
        + limb("M28 57L40 67", B, 5)
        + limb("M62 76L50 69", O, 5)
        + hand(45, 68)
        + head(22, 35, 11, look=0.7)
        + p("M8 15Q22 3 36 11M27 5L37 12L29 20", stroke_width=5)
    )


@picture
def education():
    return (
        rect(6, 6, 56, 32, G, 2)
        + p("M14 29L24 14L34 29zM44 14v16M37 22h14", stroke=W)
        + body(78, 30, 13, 90, O)
        + limb("M70 42L60 30", O, 5)
        + hand(58, 28)
        + head(78, 20, 11, look=-0.6)
        + bust(28, 56, 11, B, 76, look=0.5, hw=17)
        + rect(4, 74, 58, 8, O)
        + p("M12 82V90M54 82V90")
    )


@picture
def equal():
    return (
        rect(4, 68, 34, 22, L)
        + rect(58, 68, 34, 22, L)
        + bust(21, 22, 13, B, 68, hw=15)
        + bust(75, 22, 13, O, 68, hw=15)
        + p("M43 42h10M43 56h10", stroke_width=7)
    )


@picture
def community():
    return (
        house(4, 18, 34, 42, W)
        + house(58, 18, 34, 42, W)
        + house(27, 4, 42, 56, W)
        + p("M80 66V90", stroke_width=6)
        + c(80, 60, 12, G)
        + bust(25, 60, 9, B, 90, look=0.3, hw=13)
        + bust(53, 60, 9, O, 90, look=-0.3, hw=13)
    )


# ---- strengths ---------------------------------------------------------------------------------
@picture
def good_at():
    return (
        bust(32, 36, 15, B, 90, look=0.2, hw=22)
        + star(74, 22, 16)
        + limb("M46 76L58 82L66 76", B)
        + thumb_up(70, 68)
    )


@picture
def resilience():
    return (
        p("M6 88H90")
        + limb("M28 66L22 82H10", B, 5)
        + limb("M32 64L46 66L46 83H52", B, 5)
        + p("M20 68Q16 42 32 42Q46 44 42 68z", B)
        + limb("M38 52L48 60", B, 5)
        + hand(49, 62)
        + head(36, 32, 11, look=0.7)
        + arrow(76, 76, 76, 8, 17, 8)
    )


@picture
def people_close():
    return (
        bust(19, 40, 11, O, 90, look=0.5, hw=15)
        + bust(77, 40, 11, G, 90, look=-0.5, hw=15)
        + body(48, 60, 19, 90, B)
        + limb("M20 66L32 70", O, 5)
        + limb("M76 66L64 70", G, 5)
        + hand(35, 70)
        + hand(61, 70)
        + head(48, 50, 13)
        + heart(48, 18, 11)
    )


@picture
def language():
    return (
        bust(20, 65, 12, B, 90, "open", 0.6, hw=16)
        + bust(76, 65, 12, O, 90, "open", -0.6, hw=16)
        + bubble(4, 5, 40, 38, (28, 52))
        + bubble(52, 5, 40, 38, (68, 52))
        + p("M13 15h22M13 24h22M13 33h13", stroke_width=3)
        + p(
            "M59 19q3.25 -9 6.5 0t6.5 0t6.5 0t6.5 0M59 33q3.25 -9 6.5 0t6.5 0t6.5 0", stroke_width=3
        )
    )


# ---- autonomy ----------------------------------------------------------------------------------
@picture
def why():
    return (
        bust(26, 60, 13, B, 90, look=0.5, hw=20)
        + p("M45 45Q29 41 36 27Q36 11 52 13Q61 0 74 9Q93 9 90 27Q95 45 75 45z", W)
        + question(63, 24, 0.7, 5)
        + c(47, 56, 3, W)
        + limb("M42 78L54 86L42 74", B, 5)
        + hand(39, 73)
    )


@picture
def free_choice():
    return (
        rect(54, 10, 21, 80, Y)
        + p("M75 10L92 19V83L75 90z", O)
        + p("M85 52v3", stroke_width=5)
        + bust(21, 52, 12, B, 90, look=0.6, hw=15)
        + badge(13, 18, 9)
        + badge(37, 18, 9, False)
        + arrow(40, 70, 66, 70, 10, 6)
    )


@picture
def others_decide():
    return (
        rect(4, 6, 30, 28, W, 4)
        + c(19, 20, 7, B)
        + rect(40, 6, 30, 28, G, 4)
        + tick(53.5, 20.5, 8, 6, W)
        + body(28, 60, 18, 90, O)
        + limb("M40 72L55 68L56 46", O)
        + hand(56, 43, 6)
        + head(28, 52, 12, look=0.6)
        + bust(76, 60, 12, B, 90, "flat", hw=15)
    )


# ---- competence --------------------------------------------------------------------------------
@picture
def clear_rules():
    return (
        p("M18 66L12 90M48 66L54 90", stroke_width=5)
        + rect(6, 8, 54, 60, W, 2)
        + tick(18, 22, 5, 5, G)
        + tick(18, 39, 5, 5, G)
        + tick(18, 56, 5, 5, G)
        + p("M30 22h22M30 39h14M30 56h18")
        + body(78, 38, 14, 90, O)
        + limb("M70 52L60 44", O)
        + hand(57, 42, 6)
        + head(78, 28, 12, look=-0.6)
    )


@picture
def success():
    return (
        p("M4 90V84H34V75H62V66H92V90z", L)
        + limb("M72 54V62M82 54V62", B, 5)
        + body(77, 33, 13, 56, B)
        + limb("M69 44L58 49L48 42", B, 5)
        + p("M34 12H28Q28 22 37 22M56 12H62Q62 22 53 22", stroke_width=3)
        + p("M34 8H56Q56 26 45 28Q34 26 34 8zM45 28V36", Y)
        + hand(46, 39)
        + head(77, 22, 12, look=-0.4)
    )


@picture
def enough_support():
    return (
        p("M33 90V5M63 90V5M33 8H63M33 62H63M33 77H63", stroke_width=5)
        + limb("M43 50V57M53 50V57", B, 4)
        + limb("M44 38L33 32M52 38L63 32", B, 4)
        + body(48, 31, 11, 51, B)
        + hand(33, 31)
        + hand(63, 31)
        + head(48, 23, 10)
        + bust(15, 54, 10, O, 90, look=0.6, hw=11)
        + bust(81, 54, 10, G, 90, look=-0.6, hw=11)
        + limb("M19 79L29 73", O, 5)
        + limb("M77 79L67 73", G, 5)
        + hand(32, 71)
        + hand(64, 71)
    )


@picture
def try_again():
    return (
        rect(46, 72, 18, 18, L)
        + p("M69 84L75 67L91 73L85 90z", L)
        + bust(22, 44, 13, B, 90, look=0.5, hw=18)
        + rect(46, 40, 18, 18, G)
        + limb("M28 70L42 66", B)
        + hand(47, 62, 6)
        + p("M42 22Q62 2 80 26", stroke_width=6)
        + p("M66 26L81 30L87 15", stroke_width=6)
    )


# ---- relatedness -------------------------------------------------------------------------------
@picture
def belong():
    return (
        bust(48, 14, 9, G, 42, hw=11)
        + bust(15, 36, 9, O, 68, hw=10)
        + bust(81, 36, 9, O, 68, hw=10)
        + limb("M41 31L34 38M55 31L62 38", G, 4)
        + limb("M21 54L31 44M75 54L65 44", O, 4)
        + limb("M21 58L30 68M75 58L66 68", O, 4)
        + bust(48, 58, 11, B, 90, hw=14)
        + limb("M40 80L32 74M56 80L64 74", B, 4)
        + hand(33, 41)
        + hand(63, 41)
        + hand(32, 71)
        + hand(64, 71)
    )


@picture
def care():
    return (
        bust(70, 34, 13, O, 90, look=-0.7, hw=19)
        + bust(32, 50, 14, B, 90, look=0.4, hw=22)
        + limb("M72 66L58 74L48 70", O)
        + hand(45, 69, 6)
        + heart(34, 18, 10)
    )


@picture
def respect():
    return (
        bust(20, 32, 13, B, 90, look=1, hw=16)
        + bust(76, 32, 13, O, 90, look=-1, hw=16)
        + limb("M26 58L32 68L42 64", B)
        + limb("M70 58L64 68L54 64", O)
        + rect(36, 55, 24, 18, Y, 7)
        + p("M51 55L46 64", stroke_width=3)
    )


# ---- doing good --------------------------------------------------------------------------------
@picture
def give_help():
    return (
        limb("M28 72L22 86M36 72L42 86", B, 5)
        + limb("M64 72L58 86M70 72L76 86", O, 5)
        + p("M86 58V88M82 56h6", stroke_width=5)
        + body(66, 40, 13, 74, O)
        + limb("M72 52L82 58", O, 5)
        + hand(84, 57)
        + head(67, 30, 11, look=0.5)
        + body(32, 34, 14, 74, B)
        + limb("M24 46L14 58", B, 5)
        + p("M8 66Q8 56 14 56Q20 56 20 66")
        + rect(4, 64, 22, 22, G, 2)
        + hand(14, 57)
        + head(32, 24, 12, look=0.6)
    )


@picture
def praise():
    return (
        bust(20, 64, 12, B, 90, look=0.5, hw=16)
        + bust(77, 38, 13, O, 90, look=-0.7, hw=15)
        + side_bubble(4, 4, 46, 40, (60, 38))
        + star(27, 25, 14)
        + limb("M76 78L60 84L55 78", O)
        + thumb_up(52, 72)
    )


@picture
def common_good():
    return (
        bust(48, 17, 11, O, 80, hw=16)
        + bust(18, 36, 11, B, 90, look=0.6, hw=14)
        + bust(78, 36, 11, G, 90, look=-0.6, hw=14)
        + p("M48 82V50", stroke_width=5)
        + p("M48 66Q30 66 29 50Q46 50 48 66zM48 58Q66 58 67 42Q50 42 48 58z", G)
        + p("M24 90Q30 78 48 78Q66 78 72 90z", L)
        + limb("M22 68L38 74", B, 5)
        + limb("M74 68L58 74", G, 5)
        + hand(41, 75)
        + hand(55, 75)
    )


# ---- others and me -----------------------------------------------------------------------------
@picture
def others_talk():
    return (
        bust(18, 46, 11, O, 90, "open", 0.8, hw=13)
        + bust(78, 46, 11, G, 90, "open", -0.8, hw=13)
        + bubble(5, 4, 40, 26, (25, 37))
        + bubble(51, 4, 40, 26, (71, 37))
        + p("M14 13h22M14 21h14M60 13h22M60 21h14", stroke_width=3)
        + bust(48, 62, 12, B, 90, "flat", hw=15)
    )


@picture
def not_there():
    return (
        bust(48, 30, 11, O, 64, look=0.6, hw=14)
        + bust(78, 30, 11, G, 64, look=-0.6, hw=14)
        + rect(32, 58, 60, 8, L)
        + p("M44 66V90M84 66V90")
        + chair(4, 34, 66, 32, B)
    )


@picture
def forgotten():
    return (
        rect(22, 34, 48, 8, W)
        + rect(28, 26, 46, 8, W)
        + rect(20, 18, 50, 8, W)
        + rect(26, 8, 46, 10, W)
        + rect(4, 42, 88, 8, O)
        + p("M12 50V90M84 50V90")
        + p("M30 66L62 58L70 86L38 90z", W)
        + tick(50, 74, 7, 6, G)
    )


@picture
def wait():
    return (
        chair(6, 36, 66, 36)
        + limb("M30 64H50V85H58", B)
        + body(30, 36, 14, 68, B)
        + limb("M32 50L34 60L44 59", B, 5)
        + hand(46, 59)
        + head(30, 25, 12, "flat", 0.3)
        + clock(73, 26, 19)
    )


@picture
def by_myself():
    return (
        body(48, 60, 18, 90, B)
        + box(22, 6, 52, 26)
        + limb("M34 70L18 60L22 36", B)
        + limb("M62 70L78 60L74 36", B)
        + hand(24, 32, 6)
        + hand(72, 32, 6)
        + head(48, 48, 13)
    )


# ---- feelings ----------------------------------------------------------------------------------
@picture
def afraid():
    return (
        body(48, 62, 30, 90, B)
        + c(48, 36, 26, Y)
        + c(38, 29, 7, W, stroke_width=3)
        + c(58, 29, 7, W, stroke_width=3)
        + p("M38 29v.1M58 29v.1", stroke_width=5)
        + p("M48 42q7 0 7 8t-7 8t-7 -8t7 -8z", K, stroke="none")
        + limb("M22 84L12 68L22 52", B)
        + limb("M74 84L84 68L74 52", B)
        + hand(25, 48, 7)
        + hand(71, 48, 7)
    )


@picture
def sad():
    return (
        body(48, 64, 34, 90, B)
        + c(48, 38, 28, Y)
        + p("M38 34v.1M58 34v.1", stroke_width=7.5)
        + p("M40 57q9 -11 18 0", stroke_width=4.4)
        + brows(48, 40, 26, 0.09)
        + p("M31 44q9 12 0 14q-9 -2 0 -14z", L, stroke_width=3)
    )


@picture
def angry():
    return (
        bust(48, 32, 19, O, 90, "sad", hw=30)
        + brows(48, 32, 19, -0.1)
        + limb("M23 66L22 79L58 72", O)
        + limb("M73 66L74 81L40 75", O)
        + hand(37, 74, 6)
    )


@picture
def worry():
    return (
        bust(40, 36, 20, B, 90, "wavy", hw=27)
        + brows(40, 36, 20, 0.08)
        + limb("M62 84L82 74L66 51", B)
        + hand(63, 47, 7)
    )


@picture
def like_child():
    return (
        p("M91 90H54Q60 68 46 54Q46 40 62 38Q88 42 91 90z", O)
        + bust(22, 68, 11, B, 90, "flat", hw=14)
        + limb("M58 55L42 49L29 54", O)
        + hand(25, 55, 6)
        + head(56, 26, 13, look=-0.8)
    )


@picture
def ask_me():
    return (
        bust(20, 66, 12, B, 90, look=0.6, hw=16)
        + bust(76, 40, 14, O, 90, "open", -0.7, hw=16)
        + side_bubble(5, 5, 46, 40, (59, 41))
        + question(28, 22, 0.8, 6)
        + limb("M70 76L54 78", O)
        + hand(50, 78, 6)
    )


@picture
def tell_me():
    return (
        bust(20, 64, 12, B, 90, "flat", hw=16)
        + bust(76, 28, 14, O, 90, "open", -0.7, hw=16)
        + side_bubble(4, 6, 48, 34, (60, 30))
        + p("M13 15h30M13 23h30M13 31h18", stroke_width=3)
        + limb("M70 62L52 62", O)
        + limb("M48 62L40 63", Y, 4)
        + hand(50, 62, 6)
    )


@picture
def just_do_it():
    return (
        bust(17, 40, 11, B, 90, "flat", hw=13)
        + bust(50, 32, 12, O, 90, look=0.6, hw=15)
        + p("M57 66H89V80q0 10-10 10H67q-10 0-10-10z", L)
        + p("M55 66H91", stroke_width=6)
        + p("M71 44L76 66", stroke_width=6)
        + limb("M56 58L68 46", O)
        + hand(71, 44, 6)
        + limb("M42 62L28 66", O)
        + hand(24, 67, 6)
    )


@picture
def one_option():
    return (
        bust(48, 24, 13, B, 66, "flat", hw=22)
        + rect(6, 66, 84, 8, O)
        + p("M16 74V90M80 74V90")
        + rect(36, 42, 24, 24, W, 3)
        + c(48, 54, 6, O)
    )


@picture
def no_option():
    return (
        bust(48, 26, 14, B, 72, "flat", hw=20)
        + rect(6, 68, 84, 8, O)
        + p("M16 76V90M80 76V90")
        + limb("M34 52L24 60L14 48", B)
        + limb("M62 52L72 60L82 48", B)
        + hand(13, 45, 6)
        + hand(83, 45, 6)
    )


@picture
def teach():
    return (
        bust(20, 34, 12, B, 76, look=0.7, hw=16)
        + bust(77, 46, 12, O, 76, look=-0.7, hw=14)
        + rect(4, 74, 88, 8, O)
        + p("M14 82V90M82 82V90")
        + rect(45, 59, 15, 15, L)
        + rect(45, 44, 15, 15, G)
        + rect(45, 24, 15, 15, L)
        + limb("M26 62L36 52L41 40", B, 5)
        + hand(43, 36)
        + bulb(77, 14, 9)
    )


@picture
def laugh():
    eyes = lambda x, y: p(f"M{x - 9} {y - 2}q3 -5 6 0M{x + 3} {y - 2}q3 -5 6 0", stroke_width=3)
    mouth = lambda x, y: p(f"M{x - 8} {y + 4}h16q-1 11 -8 11t-8 -11z", W, stroke_width=3)
    return (
        body(25, 56, 18, 90, B)
        + body(71, 56, 18, 90, O)
        + c(25, 40, 19, Y)
        + c(71, 40, 19, Y)
        + eyes(28, 40)
        + eyes(68, 40)
        + mouth(28, 40)
        + mouth(68, 40)
        + p("M48 7v9M37 9l3 7M59 9l-3 7")
    )


@picture
def nothing_yet():
    d = "h6m7 0" * 3 + "h6"
    v = "v6m0 6" * 4 + "v6"
    return page(14, 6, 68, 84, 0, fold=14) + p(f"M26 24{d}M26 78{d}M26 24{v}M71 24{v}")


@picture
def brother_sister():
    return (
        bust(31, 17, 9, L, 90, hw=13)
        + bust(65, 17, 9, L, 90, hw=13)
        + bust(27, 55, 13, B, 90, look=0.4, hw=19)
        + bust(69, 55, 13, O, 90, look=-0.4, hw=19)
        + hand(11, 78)
        + hand(85, 78)
    )


@picture
def mother_father():
    return (
        bust(28, 26, 13, O, 90, look=0.3, hw=18)
        + bust(68, 26, 13, G, 90, look=-0.3, hw=18)
        + body(48, 68, 17, 90, B)
        + limb("M20 56L22 70L34 74", O, 5)
        + limb("M76 56L74 70L62 74", G, 5)
        + hand(36, 75)
        + hand(60, 75)
        + head(48, 58, 13)
    )


@picture
def neighbour():
    return (
        house(4, 6, 41, 56)
        + house(51, 6, 41, 56)
        + bust(18, 60, 10, B, 90, look=0.4, hw=13)
        + bust(78, 60, 10, O, 90, look=-0.4, hw=13)
        + limb("M26 82L37 76L40 64", B, 5)
        + limb("M70 82L59 76L56 64", O, 5)
        + hand(40, 60)
        + hand(56, 60)
    )


@picture
def guardian():
    return (
        bust(17, 46, 11, B, 90, look=0.5, hw=13)
        + bust(62, 28, 13, O, 90, look=-0.5, hw=20)
        + p("M40 52h14l4 6h28v32H40z", L)
        + coin(60, 74, 12)
        + limb("M78 52L86 64L82 74", O, 5)
        + hand(81, 76)
    )
