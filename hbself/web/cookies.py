"""The site's cookies: what they are called, how they are set and dropped. Who may have which:
`visit`.
"""

from flask import request

COOKIE_DAYS = 365  # a year, the most that guides on privacy allow; each save sets it anew


def name_of(name: str) -> str:
    """The name of a cookie ("key", "view", "device", "reading") as this browser has it.

    With `__Host-` no other site under the same domain can plant it. That needs https; a library may
    try the site without.
    """
    return f"__Host-{name}" if request.is_secure else name


def value(name: str) -> str:
    """What this browser has in a cookie, else ""."""
    return request.cookies.get(name_of(name), "")


def is_there(name: str) -> bool:
    """Whether this browser has a cookie."""
    return name_of(name) in request.cookies


def keep(response, name: str, value: str, long: bool) -> None:
    """Give this browser a cookie, for a `long` time or until it is closed."""
    response.set_cookie(
        name_of(name),
        value,
        max_age=COOKIE_DAYS * 86400 if long else None,
        httponly=True,
        secure=request.is_secure,
        samesite="Lax",
        path="/",
    )


def drop(response, name: str) -> None:
    """The browser forgets a cookie of ours."""
    drop_named(response, name_of(name))


def drop_named(response, name: str) -> None:
    """The same for a cookie by its whole name: one that scripts have set, or an older one."""
    response.delete_cookie(name, path="/", secure=request.is_secure, httponly=True, samesite="Lax")


def left_over(name: str) -> bool:
    """Whether this browser has a cookie only under its name from before `__Host-`."""
    return name in request.cookies and not is_there(name)
