"""Services and support."""

from .objects import query, spread_hand, table
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
    bubble,
    bust,
    circle,
    hand,
    head,
    house,
    limb,
    page,
    path,
    picture,
    rect,
    star,
)


def badge(x, y, w=12, h=9, strap=8):
    """Name badge on a band round the neck; (x, y) is the middle of its top."""
    return path(
        f"M{x - w * 0.6} {y - strap}L{x} {y}L{x + w * 0.6} {y - strap}", stroke_width=3
    ) + rect(x - w / 2, y, w, h, PAPER, 1, stroke_width=3)


@picture
def group_home():
    def face_at(x, y):
        return (
            rect(x - 11, y - 11, 22, 22, PAPER)
            + circle(x, y + 1, 7, YELLOW, stroke_width=3)
            + path(f"M{x - 2.6} {y}v.1M{x + 2.6} {y}v.1", stroke_width=3.4)
            + path(f"M{x - 3} {y + 3}q3 2.5 6 0", stroke_width=2.4)
        )

    return (
        rect(6, 22, 84, 68, SOFT)
        + path("M4 24L16 6H80L92 24z", RED)
        + face_at(22, 42)
        + face_at(74, 42)
        + face_at(22, 72)
        + face_at(74, 72)
        + rect(37, 38, 22, 52, PAPER)
        + bust(48, 58, 9, ORANGE, 90, hw=11)
    )


@picture
def short_stay():
    return (
        house(16, 5, 76, 85, SOFT, ORANGE)
        + path("M38 56V86M80 66V86", stroke_width=5)
        + rect(38, 70, 42, 10, BLUE)
        + rect(42, 60, 16, 10, PAPER, 3)
        + path("M10 68Q10 58 18 58Q26 58 26 68", stroke_width=5)
        + rect(4, 68, 28, 22, RED, 4)
        + path("M12 70V88M24 70V88", stroke_width=3)
    )


@picture
def advice():
    return (
        bubble(32, 4, 42, 27, (70, 37))
        + path("M42 13h22M42 22h14", stroke_width=3)
        + bust(18, 48, 12, BLUE, 80, look=0.5, hw=14)
        + bust(78, 48, 12, ORANGE, 80, look=-0.6, hw=14)
        + page(33, 44, 30, 36, 2, fold=8)
        + table(78)
        + limb("M80 72L66 68L58 64", ORANGE)
        + hand(55, 62, 5)
    )


@picture
def fits_me():
    return (
        path("M92 6H64V30L80 46L64 62V72H78V84H64V90H92z", SOFT)
        + path("M36 32H54L68 46L54 60H36z", YELLOW)
        + bust(20, 30, 13, BLUE, 90, look=0.6, hw=16)
        + limb("M22 64L31 58", BLUE)
        + hand(36, 55, 6)
        + limb("M22 52L30 42", BLUE)
        + hand(36, 38, 6)
    )


@picture
def helper():
    return (
        bust(32, 36, 16, ORANGE, 90, look=0.2, hw=23)
        + query(72, 22, 15)
        + limb("M44 80L62 80", ORANGE)
        + spread_hand(("M72 76L78 64", 5), ("M68 79L84 75", 9))
    )


@picture
def social_worker():
    return (
        bust(40, 24, 14, ORANGE, 66, hw=22)
        + badge(40, 54, 14, 11, 15)
        + rect(4, 66, 88, 9, ORANGE)
        + rect(58, 75, 28, 15, ORANGE)
        + path("M12 75V90M69 83h6")
        + page(64, 34, 24, 32, 2, fold=7)
        + limb("M22 56L16 62", ORANGE)
        + hand(62, 60, 5)
    )


@picture
def support_worker():
    return (
        limb("M26 68L20 84M32 68L38 84", ORANGE, 5)
        + limb("M62 70L54 84M68 70L76 84", BLUE, 5)
        + body(29, 36, 15, 68, ORANGE)
        + body(65, 42, 14, 70, BLUE)
        + badge(26, 54, 11, 9, 12)
        + limb("M38 44L56 38L74 46", ORANGE, 5)
        + hand(77, 48, 5)
        + head(29, 23, 13, look=0.4)
        + head(64, 29, 12, look=0.3)
        + limb("M72 58L82 64", BLUE, 5)
        + hand(84, 65)
    )


@picture
def team():
    return (
        bust(48, 18, 11, ORANGE, 50, hw=16)
        + bust(17, 34, 11, GREEN, 74, look=0.6, hw=13)
        + bust(79, 34, 11, GREEN, 74, look=-0.6, hw=13)
        + path("M48 40A34 18 0 1 1 47.9 40z", SOFT)
        + bust(48, 62, 12, BLUE, 90, hw=19)
    )


@picture
def peer():
    return (
        bubble(5, 5, 38, 30, (22, 42))
        + bubble(53, 5, 38, 30, (74, 42))
        + star(24, 21, 9)
        + star(72, 21, 9)
        + bust(24, 54, 12, BLUE, 90, look=0.5, hw=19)
        + bust(72, 54, 12, BLUE, 90, look=-0.5, hw=19)
    )


@picture
def therapy():
    return (
        bust(77, 22, 12, ORANGE, 70, look=-0.6, hw=14)
        + rect(4, 68, 88, 8, SOFT)
        + path("M14 76V90M82 76V90", stroke_width=5)
        + limb("M44 61H82", BLUE, 7)
        + limb("M44 58L54 44L56 24L49 23", BLUE, 7)
        + path("M24 50H42Q49 52 49 60V68H24z", BLUE)
        + head(17, 53, 13)
        + limb("M72 48L64 42", ORANGE, 5)
        + hand(60, 40, 5)
        + path("M18 34Q18 18 30 12M18 13L31 11L34 23", stroke_width=5)
    )


@picture
def taxi():
    return (
        rect(34, 8, 26, 13, YELLOW, 3)
        + path("M4 76V52Q6 46 16 45L27 25Q29 21 34 21H66Q71 21 74 25L84 46Q92 48 92 56V76z", ORANGE)
        + path("M22 45L32 28H40V45z", SOFT)
        + rect(46, 28, 24, 44, SOFT)
        + bust(58, 44, 8, BLUE, 72, hw=10)
        + circle(24, 76, 10, PAPER)
        + circle(80, 76, 10, PAPER)
        + path("M46 72H68L62 90H38z", PAPER)
    )


@picture
def street():
    return (
        house(4, 12, 34, 46)
        + house(58, 12, 34, 46, SOFT, GREEN)
        + rect(15, 42, 12, 16, ORANGE)
        + rect(69, 42, 12, 16, ORANGE)
        + rect(4, 58, 88, 32, INK, 2)
        + "".join(rect(x, 64, 8, 20, PAPER, stroke="none") for x in (12, 28, 44, 60, 76))
        + path("M48 36V60", stroke_width=5)
        + rect(40, 6, 16, 34, PAPER, 5)
        + circle(48, 15, 4.5, RED, stroke="none")
        + circle(48, 30, 4.5, GREEN, stroke="none")
    )


@picture
def service():
    return (
        bust(76, 19, 12, ORANGE, 62, look=-0.6, hw=16)
        + rect(38, 58, 54, 8, ORANGE)
        + rect(46, 66, 46, 24, SOFT)
        + rect(40, 34, 22, 22, PAPER)
        + path("M51 34V43", stroke_width=3)
        + limb("M79 50L68 47", ORANGE)
        + hand(63, 47)
        + bust(17, 40, 12, BLUE, 90, look=0.6, hw=13)
        + limb("M20 70L34 59", BLUE)
        + hand(38, 56)
    )
