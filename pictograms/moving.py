"""Moving about on the site."""

from .objects import open_hand, pencil, question_mark
from .parts import (
    BLUE,
    GREEN,
    PAPER,
    RED,
    SOFT,
    YELLOW,
    arrow,
    body,
    bubble,
    bust,
    circle,
    hand,
    head,
    limb,
    page,
    path,
    picture,
    rect,
    tick,
)


@picture
def next_():
    a = "M14 48H82M64 29L83 48L64 67"
    return path(a, stroke_width=20) + path(a, stroke=GREEN, stroke_width=11)


@picture
def back():
    a = "M82 48H14M32 29L13 48L32 67"
    return path(a, stroke_width=20) + path(a, stroke=SOFT, stroke_width=11)


@picture
def stop():
    return path("M31 6H65L90 31V65L65 90H31L6 65V31z", RED) + open_hand(48, 48, 1.05, PAPER)


@picture
def save():
    return (
        path("M12 56L22 44H74L84 56z", SOFT)
        + page(18, 6, 36, 60, 3)
        + arrow(70, 8, 70, 50, 12, 7, GREEN)
        + path("M12 56L4 44M84 56L92 44")
        + rect(12, 56, 72, 34, SOFT)
    )


@picture
def print_():
    return (
        rect(28, 6, 40, 30, PAPER)
        + rect(6, 30, 84, 40, SOFT, 5)
        + path("M20 56H76", stroke_width=7)
        + path("M26 56H70V90H26z", PAPER)
        + path("M36 68h24M36 78h24", stroke_width=3)
        + circle(77, 42, 3, GREEN, stroke_width=3)
    )


@picture
def write():
    return (
        bust(30, 28, 13, BLUE, 64, look=0.4, hw=19)
        + path("M14 60H82L92 80H4z", SOFT)
        + path("M16 80V90M80 80V90")
        + path("M30 64H66L70 76H26z", PAPER, stroke_width=3)
        + path("M36 71q4-4 7 0t7 0", stroke=BLUE, stroke_width=3)
        + pencil(55, 71, 84, 26)
        + limb("M38 50L58 54", BLUE)
        + hand(64, 53, 6)
    )


@picture
def ask_for_help():
    return (
        body(34, 56, 19, 90, BLUE)
        + limb("M21 70L12 54V22", BLUE)
        + hand(12, 15, 6)
        + head(34, 42, 13, look=0.4)
        + bubble(50, 6, 42, 44, (50, 60))
        + question_mark(71, 28)
    )


@picture
def ready():
    return (
        page(5, 6, 38, 70, 0, fold=10)
        + "".join(tick(16, y, 5, 5, GREEN) for y in (24, 41, 58))
        + path("M28 24h5M28 41h5M28 58h5")
        + body(67, 54, 16, 90, BLUE)
        + limb("M56 64L47 52L48 38", BLUE)
        + limb("M78 64L87 52L86 38", BLUE)
        + hand(48, 32, 6)
        + hand(86, 32, 6)
        + head(67, 40, 13)
    )


@picture
def private():
    return (
        bust(48, 22, 15, BLUE, 90, hw=31)
        + path("M26 46H70V90H26z", PAPER)
        + path("M40 67V61a8 8 0 0 1 16 0V67")
        + rect(36, 67, 24, 17, YELLOW, 3)
        + path("M48 74v3", stroke_width=5)
        + limb("M22 84L25 74", BLUE)
        + limb("M74 84L71 74", BLUE)
        + hand(27, 70, 6)
        + hand(69, 70, 6)
    )
