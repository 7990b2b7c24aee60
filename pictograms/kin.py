"""The family, one by one: who is an older one stands behind me, who is of my age beside me. Hair
tells mother from father and sister from brother, and the side on which they stand: only here hair
is drawn.
"""

from .parts import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    body,
    bust,
    hand,
    head,
    limb,
    path,
    picture,
)


def _long_hair(x, y, r):
    """Hair to the shoulders, behind a head."""
    w, low = r * 1.25, y + r * 1.25
    return path(f"M{x - w} {low}V{y - r * 0.1}A{w} {w} 0 0 1 {x + w} {y - r * 0.1}V{low}z", INK)


def _cap(x, y, r):
    """Hair on the top of a head."""
    w, low = r * 0.9, y - r * 0.44
    return path(
        f"M{x - w} {low}A{r} {r} 0 0 1 {x + w} {low}Q{x} {y - r * 0.75} {x - w} {low}z", INK
    )


def _beard(x, y, r):
    """A beard that leaves the mouth free."""
    w, top = r * 0.75, y + r * 0.22
    return path(
        f"M{x - r} {y + r * 0.05}A{r} {r} 0 0 0 {x + r} {y + r * 0.05}L{x + w} {top}"
        f"Q{x} {y + r * 1.15} {x - w} {top}z",
        INK,
    )


def _parent(turned, behind, before):
    """Who stands behind me, with an arm round me; turned: at the left instead of the right. behind,
    before: hair, drawn round a head, behind and before it.
    """

    def at(x):
        return 96 - x if turned else x

    return (
        behind(at(60), 26, 16)
        + bust(at(60), 26, 16, ORANGE, 90, look=0.3 if turned else -0.3, hw=24)
        + _cap(at(60), 26, 16)
        + before(at(60), 26, 16)
        + body(at(33), 68, 17, 90, BLUE)
        + limb(f"M{at(76)} 60L{at(74)} 76L{at(54)} 80", ORANGE)
        + hand(at(52), 80)
        + head(at(33), 58, 13)
    )


def _bare(x, y, r):
    return ""


@picture
def mother():
    return _parent(turned=False, behind=_long_hair, before=_bare)


@picture
def father():
    return _parent(turned=True, behind=_bare, before=_beard)


@picture
def sister():
    return (
        _long_hair(69, 42, 14)
        + bust(27, 42, 14, BLUE, 90, look=0.4, hw=20)
        + bust(69, 42, 14, ORANGE, 90, look=-0.4, hw=20)
        + _cap(69, 42, 14)
        + hand(10, 72, 6)
        + hand(86, 72, 6)
    )


@picture
def brother():
    return (
        bust(27, 34, 14, ORANGE, 90, look=0.4, hw=20)
        + bust(69, 46, 14, BLUE, 90, look=-0.4, hw=20)
        + _cap(27, 34, 14)
        + hand(10, 68, 6)
        + hand(86, 74, 6)
    )


@picture
def child():
    """My child before me: the small one is not I."""
    return (
        bust(58, 26, 16, BLUE, 90, look=-0.3, hw=24)
        + body(31, 68, 16, 90, GREEN)
        + limb("M74 60L72 76L52 80", BLUE)
        + hand(50, 80)
        + head(31, 58, 12)
    )
