"""The site's cookies: what they are called, how long they last, whose device this is."""

from flask import g, request

from .i18n import Reading

COOKIE_DAYS = 365  # a year, the most that guides on privacy allow; each save sets it anew


def name_of(name: str = "") -> str:
    """The name of a cookie ("key", "view", "device", "reading"; by default the key of this layer)
    as this browser has it.

    With `__Host-` no other site under the same domain can plant it. That needs https; a library may
    try the site without.
    """
    name = name or ("view" if g.get("view") else "key")
    return f"__Host-{name}" if request.is_secure else name


def device() -> str:
    """Whose device this is: "own", "shared", or "" when nobody has said.

    Over https the name from before `__Host-` counts only beside a key of that time: else another
    site could plant it.
    """
    names = [name_of("device"), *(["device"] if g.get("old") else [])]
    found = g.get("device") or next(
        (request.cookies[name] for name in names if name in request.cookies), ""
    )
    return found if found in ("own", "shared") else ""


def keep(response, name: str, value: str) -> None:
    """Give this browser a cookie: on one's own device for a year, else until it is closed. A
    supporter's view goes with the browser, for the device may be the person's.
    """
    age = COOKIE_DAYS * 86400 if device() == "own" and not g.get("view") else None
    _set(response, name_of(name), value, age)


def _set(response, name: str, value: str, age: int | None) -> None:
    response.set_cookie(
        name, value, max_age=age, httponly=True, secure=request.is_secure, samesite="Lax", path="/"
    )


def keep_device(response, chosen: str):
    """Remember whose device this is."""
    g.device = chosen
    keep(response, "device", chosen)
    return response


def keep_reading(response, chosen: Reading):
    """Put the way of reading into its cookie. Readable by nobody else, but no secret."""
    _set(response, name_of("reading"), chosen.cookie(), COOKIE_DAYS * 86400)
    return response


def drop(response, name: str):
    """The browser forgets one cookie of ours."""
    response.delete_cookie(name, path="/", secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def move(response) -> None:
    """Cookies under their names from before `__Host-` get today's names, once."""
    if _left_over("device") and device():
        keep_device(drop(response, "device"), device())
    if _left_over("reading") and request.method == "GET":
        keep_reading(drop(response, "reading"), g.reading)


def _left_over(name: str) -> bool:
    """Whether this browser has a cookie only under its name from before `__Host-`."""
    return name in request.cookies and name_of(name) not in request.cookies
