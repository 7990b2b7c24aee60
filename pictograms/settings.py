"""Pages of the site, settings and keys."""

from .objects import open_hand, pencil, question_mark
from .parts import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PAPER,
    RED,
    SOFT,
    YELLOW,
    bubble,
    bulb,
    bust,
    circle,
    clock,
    cross,
    face,
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


def magnifier(x, y, r):
    k = r * 0.72
    return path(f"M{x + k} {y + k}L{x + k + r * 0.7} {y + k + r * 0.7}", stroke_width=10) + circle(
        x, y, r, SOFT
    )


def picture_in(x, y, w, h, line=4):
    """A picture in its frame: a hill and the sun."""
    return (
        rect(x, y, w, h, SOFT)
        + path(
            f"M{x} {y + h}V{y + h * 0.72}Q{x + w * 0.3} {y + h * 0.35}"
            f" {x + w * 0.55} {y + h * 0.7}Q{x + w * 0.75} {y + h * 0.5} {x + w}"
            f" {y + h * 0.75}V{y + h}z",
            GREEN,
            stroke_width=line,
        )
        + circle(x + w * 0.7, y + h * 0.3, min(w, h) * 0.14, YELLOW, stroke_width=line)
    )


@picture
def settings():
    return (
        path("M10 22H86M10 48H86M10 74H86", stroke_width=6)
        + circle(30, 22, 11, YELLOW)
        + circle(64, 48, 11, ORANGE)
        + circle(40, 74, 11, GREEN)
    )


@picture
def key():
    return (
        rect(6, 6, 66, 52, PAPER, 5)
        + path("M16 16h12v12h-12zM40 16h12v12h-12zM16 38h12v11h-12z", stroke_width=3)
        + path(
            "M22 22v.1M46 22v.1M22 43.5v.1M34 17v4M34 28v6M40 38h5M35 43v5M45 34v.1", stroke_width=4
        )
        + path("M60 68H18V82M32 68V80", stroke_width=8)
        + circle(70, 68, 18, YELLOW)
        + circle(76, 68, 6, PAPER)
    )


@picture
def map_():
    return (
        rect(5, 5, 86, 86, SOFT, 5)
        + path("M26 26H70V70H26", stroke_width=6)
        + rect(12, 12, 28, 28, PAPER, 4)
        + house(18, 17, 16, 17)
        + rect(56, 12, 28, 28, PAPER, 4)
        + heart(70, 27, 7)
        + rect(56, 56, 28, 28, PAPER, 4)
        + note(66, 77, 8)
        + rect(12, 56, 28, 28, PAPER, 4)
        + star(26, 71, 10)
    )


@picture
def put_away():
    return (
        rect(14, 6, 68, 84, SOFT)
        + path("M16 30H80V56H16z", INK)
        + pencil(66, 62, 66, 14)
        + page(26, 18, 30, 44, 2, fold=8)
        + rect(7, 50, 82, 22, ORANGE)
        + path("M42 61h12", stroke_width=6)
        + path("M44 81h8", stroke_width=6)
    )


@picture
def delete():
    return (
        path("M20 32H76L70 90H26z", SOFT)
        + path("M37 44L39 78M48 44V78M59 44L57 78")
        + path("M12 26H84", stroke_width=9)
        + path("M36 24V12H60V24")
    )


@picture
def add():
    return (
        bust(30, 42, 15, ORANGE, 90, hw=24)
        + path("M70 14V42M56 28H84", stroke_width=18)
        + path("M70 14V42M56 28H84", stroke=GREEN, stroke_width=10)
    )


@picture
def photo():
    return (
        path("M30 26L36 14H60L66 26", SOFT)
        + rect(5, 26, 86, 58, SOFT, 7)
        + circle(48, 55, 21, PAPER)
        + circle(48, 55, 11, BLUE)
        + circle(79, 38, 3.5, YELLOW, stroke_width=3)
        + path("M14 20h8", stroke_width=6)
    )


@picture
def pictures_big():
    return (
        page(12, 5, 72, 86, 0, fold=14)
        + picture_in(22, 24, 52, 42)
        + path("M22 78h40", stroke_width=4)
    )


@picture
def pictures_small():
    return (
        page(12, 5, 72, 86, 0, fold=14)
        + picture_in(22, 22, 28, 26, 2.4)
        + path("M58 28h16M58 42h16M22 59h52M22 70h52M22 81h30", stroke_width=3)
    )


@picture
def pictures_none():
    return page(12, 5, 72, 86, 0, fold=14) + path(
        "M22 18h30M22 30h52M22 42h52M22 54h52M22 66h52M22 78h30", stroke_width=4
    )


@picture
def press():
    return (
        rect(8, 5, 80, 38, GREEN, 10)
        + path("M31 28a15 15 0 0 1 30 0", stroke=PAPER, stroke_width=4)
        + rect(36, 80, 34, 11, BLUE)
        + limb("M40 72L29 60", YELLOW, 8)
        + path("M46 28V60", stroke_width=17)
        + path("M41 56H74V70Q74 82 66 82H44Q40 82 37 76z", YELLOW)
        + limb("M57 55V62M68 57V64", YELLOW, 7)
        + path("M46 28V66", stroke=YELLOW, stroke_width=9)
    )


@picture
def question():
    return bubble(6, 6, 84, 62, (26, 90)) + question_mark(48, 36, 1.5, 9.75)


@picture
def short_way():
    return (
        limb("M38 83H78", SOFT, 10)
        + path("M44 83h5M58 83h5M72 83h5", stroke_width=3)
        + bust(19, 60, 12, BLUE, 90, hw=15, look=0.6)
        + star(72, 48, 20)
    )


@picture
def long_way():
    d = "M38 83H73a11 11 0 0 0 0 -22H46a11 11 0 0 1 0 -22H73a11 11 0 0 0 0 -22H58"
    return (
        limb(d, SOFT, 9)
        + path("M44 83h5M58 83h5M72 83h4M48 61h5M62 61h5M52 39h5M66 39h4", stroke_width=3)
        + bust(17, 65, 10, BLUE, 90, hw=13, look=0.6)
        + star(25, 24, 20)
    )


@picture
def lost_page():
    return (
        page(24, 4, 46, 54, 0, fold=10)
        + question_mark(46, 34, 1.1, 7.7)
        + path("M48 91V86Q48 73 38 73H9M48 86Q48 73 58 73H87", stroke_width=6)
        + path("M19 63L9 73L19 83M77 63L87 73L77 83", stroke_width=6)
    )


@picture
def wrong_here():
    return (
        rect(5, 6, 80, 58, SOFT, 5)
        + face(43, 31, 27, "flat")
        + path("M36 66V84M54 66V84")
        + path("M24 88H66", stroke_width=6)
        + circle(74, 70, 18, RED)
        + cross(74, 70, 7, 7, PAPER)
    )


@picture
def too_fast():
    return (
        bust(30, 40, 14, BLUE, 90, look=0.4, hw=20)
        + clock(72, 24, 19)
        + limb("M36 78L54 84L66 76", BLUE)
        + open_hand(70, 66, 0.6, YELLOW)
    )


@picture
def colours():
    return (
        circle(28, 28, 23, PAPER)
        + circle(68, 28, 23, INK)
        + circle(48, 67, 23, YELLOW)
        + path("M18 24h20M18 34h12M38 64h20M38 74h12", stroke_width=5)
        + path("M58 24h20M58 34h12", stroke=PAPER, stroke_width=5)
    )


@picture
def text_size():
    return (
        path("M6 8h12M26 8h20M6 19h16M6 30h9M30 19h6", stroke_width=3)
        + magnifier(50, 50, 27)
        + path("M36 44h28M36 58h15", stroke_width=9)
    )


@picture
def slow():
    return (
        limb("M22 66V80M54 66V80", YELLOW, 9)
        + limb("M70 64Q80 62 80 46", YELLOW, 9)
        + circle(81, 40, 10, YELLOW)
        + face(81, 40, 10, look=0.6)
        + path("M6 68Q6 26 40 26Q74 26 74 68z", GREEN)
        + path("M24 66L30 48H50L56 66M30 48L22 36M50 48L58 36", stroke_width=3)
    )


@picture
def known():
    return (
        page(6, 26, 50, 64, 0, fold=12)
        + path("M16 44h22M16 80h28", stroke_width=3)
        + tick(27, 62, 10, 8, GREEN)
        + bulb(74, 30, 15)
        + path("M74 4v2M54 12l2 2M92 12l-1 1")
    )
