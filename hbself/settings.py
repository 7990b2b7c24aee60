"""Settings from the environment and from site.toml, checked once at the start."""

import os
import re
import secrets
import tempfile
from pathlib import Path

import msgspec

from . import limits, sitefile

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """`templates`, `static` or `translations`: inside the installed package, else beside it in a
    checkout.
    """
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


class SettingError(Exception):
    """A setting is wrong; `str()` names it and says what it takes."""


# In the environment each has HBSELF_ before it, in capital letters
NAMES = (
    "database",
    "content",
    "proxies",
    "keep_months",
    "workers",
    "organisation",
    "contact",
    "site",
    "site_file",
    "secret",
)


class Config(msgspec.Struct, frozen=True):
    """Settings of one installation."""

    database: Path  # the SQLite file
    content: Path | None = None  # a folder of own question sets
    proxies: int = 0  # reverse proxies in front that set X-Forwarded-*
    keep_months: int = 12  # answers that nobody opens are removed after so many months
    workers: int = 2  # processes that `hbself run` starts
    organisation: str = ""  # who runs the site, for the accessibility statement
    contact: str = ""  # e-mail address or phone for feedback
    # The site's own address, "https://proposal.example.org"; without it that which the browser asks
    # for
    site: str = ""
    help_lines: tuple[sitefile.HelpLine, ...] = ()  # on pages with questions about what hurts
    hand_in: dict[str, str] = {}  # where a proposal is handed in, by language
    secret: str = ""  # what cookies are sealed with; without it a file beside the database holds it


def _number(environ, name: str, default: int, low: int, high: int) -> int:
    text = environ.get(name, "").strip() or str(default)
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise SettingError(f"{name}: takes a whole number from {low} to {high}, not {text!r}")
    return int(text)


def read(environ=os.environ) -> Config:
    """The settings in `environ` (a mapping, by default the process's) and in the site's file. What
    both say, the environment says last: so one start can differ, and what was set before the file
    came goes on. Raises SettingError.

    An unknown name that begins with HBSELF_ is an error too: a slip in a name would otherwise stay
    unseen.
    """
    names = {f"HBSELF_{name.upper()}" for name in NAMES}
    if unknown := sorted(n for n in environ if n.startswith("HBSELF_") and n not in names):
        raise SettingError(f"{unknown[0]}: no such setting (there are {', '.join(sorted(names))})")
    said = {name: environ.get(f"HBSELF_{name.upper()}", "").strip() for name in NAMES}
    database = Path(said["database"] or "var/answers.db")
    written = _written(database, said["site_file"])
    return Config(
        database=database,
        content=Path(said["content"]) if said["content"] else None,
        proxies=_number(environ, "HBSELF_PROXIES", 0, 0, 5),
        keep_months=_number(environ, "HBSELF_KEEP_MONTHS", 12, 1, 120),
        workers=_number(environ, "HBSELF_WORKERS", 2, 1, limits.WORKERS),
        organisation=said["organisation"] or written.site.organisation.strip(),
        contact=said["contact"] or written.site.contact.strip(),
        site=_address(said["site"] or written.site.address.strip()),
        help_lines=written.help_line,
        hand_in=written.hand_in,
        secret=_strong("HBSELF_SECRET", said["secret"]) if said["secret"] else "",
    )


def _written(database: Path, named: str) -> sitefile.SiteFile:
    """What the file that the setting names says, else site.toml beside the database, where there is
    one. Raises SettingError.
    """
    path = Path(named) if named else database.with_name("site.toml")
    if not named and not path.exists():
        return sitefile.SiteFile()
    try:
        return sitefile.read(path)
    except sitefile.Fault as fault:
        raise SettingError(str(fault)) from None


def _address(text: str) -> str:
    """The address of a site, in small letters, without a port that goes without saying. Raises
    SettingError.
    """
    match = re.fullmatch(sitefile.ADDRESS, text.lower())
    if text and not match:
        raise SettingError(f"HBSELF_SITE: takes {sitefile.TAKES_ADDRESS}, not {text!r}")
    usual = match and match[3] == {"http": ":80", "https": ":443"}[match[1]]
    return f"{match[1]}://{match[2]}{'' if usual else match[3] or ''}" if match else ""


def _strong(name: object, secret: str) -> str:
    """Raises SettingError when a secret is short, or of few different characters."""
    if len(secret) < limits.SECRET or len(set(secret)) < 8:
        raise SettingError(
            f"{name}: is too weak; takes {limits.SECRET} random characters or more"
            " (`hbself secret` makes a good one)"
        )
    return secret


def secret_file(config: Config) -> Path:
    """Where the secret stands when it is not in the environment."""
    return config.database.with_name(config.database.name + "-secret")


def make_secret(config: Config) -> Path:
    """A new random secret in its file, for its owner alone; one that is there stays. Two at once
    make one.
    """
    path = secret_file(config)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 0600
    try:
        with os.fdopen(made, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
        os.link(name, path)  # whole when its name appears, and never over another
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
    return path


def read_secret(config: Config) -> bytes:
    """The server's secret: from the environment, else from its file, which the first start makes.

    It opens no box: it only tells keys that we gave out from guessed ones. Raises SettingError: it
    is weak, others may read it, or, behind a proxy (a site for others), it is missing while there
    is a database already.
    """
    if config.secret:
        return config.secret.encode()
    path = secret_file(config)
    if not path.exists():
        if config.proxies and config.database.exists():
            raise SettingError(
                f"{path}: the secret is missing. Bring it from where the site ran before, or make a"
                " new one: hbself secret"
            )
        make_secret(config)
    if os.name != "nt" and path.stat().st_mode & 0o077:
        raise SettingError(
            f"{path}: others may read it. Make a new one: remove it, then `hbself secret`"
        )
    return _strong(path, path.read_text("utf-8").strip()).encode()
