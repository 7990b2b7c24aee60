"""The `hbself` command: run the site, check and show the words; purge, backup, restore, stats for
who hosts it.
"""

import argparse
import errno
import os
import socket
import sys
import threading
import traceback
import webbrowser
from collections.abc import Callable
from datetime import date
from pathlib import Path

from . import __version__, content, limits, settings

OPENED_AFTER = 1.5  # seconds: the browser finds workers that have started


class Refused(Exception):
    """What was asked for was not done; `str()` says why."""


def main(arguments: list[str] | None = None) -> int:
    """Entry of the `hbself` command. Returns the exit code: 0 well, 1 faults found, 2 a setting or
    a call is wrong, 130 Ctrl+C.
    """
    chosen = _parser().parse_args(arguments)
    if chosen.command == "run" and arguments is None:  # else it is somebody else's program
        from .server import small_pieces

        small_pieces()
    try:
        return chosen.do(chosen)
    except (settings.SettingError, content.ContentError, Refused) as error:
        return _ended(error, 2)
    except OSError as error:
        return _ended(f"{error.filename}: {error.strerror}" if error.filename else error, 2)
    except KeyboardInterrupt:
        return _ended("Stopped.", 130)
    # a fault of ours, or a damaged database: never a page of code for who has typed a command
    except Exception as error:
        *_, (frame, line) = traceback.walk_tb(error.__traceback__)
        place = f"{frame.f_code.co_filename}:{line}"
        return _ended(f"{type(error).__name__}: {error} ({place})", 1)


def _ended(why: object, code: int) -> int:
    print(why, file=sys.stderr)
    return code


# ---- what can be typed ---------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hbself", description="My own proposal: the web site and its tools."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, do: Callable, what: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=what)
        added.set_defaults(do=do)
        return added

    _run_options(command("run", run, "serve the site"))
    words = command("content", question_sets, "the question sets")
    words.add_argument("what", choices=("check", "table", "ids"))
    months = "remove records that nobody has opened for the months that the setting says"
    _purge_options(command("purge", purge, months))
    copy = command("backup", backup, "copy the database into a new file, while people answer")
    copy.add_argument("file", type=Path)
    back = "put a backup in the place of the database; the site must not run"
    _restore_options(command("restore", restore, back))
    command("stats", stats, "count boxes and documents")
    sealed = "make the secret that cookies are sealed with, when there is none"
    command("secret", secret, sealed)
    return parser


def _run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_within(1, 65535), default=8000)
    parser.add_argument(
        "--workers",
        type=_within(1, limits.WORKERS),
        help="how many processes serve; else HBSELF_WORKERS, else 2",
    )
    parser.add_argument(
        "--open", action="store_true", help="open the browser, when there is a display"
    )


def _purge_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--more-than-half", action="store_true", help="also where more than half of all answers go"
    )
    parser.add_argument(
        "--clock-is-right",
        action="store_true",
        help="also where the clock has gone back: from now on its day counts",
    )


def _restore_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--with-damaged",
        action="store_true",
        help="also where some boxes of the backup are damaged",
    )


def _within(low: int, high: int) -> Callable[[str], int]:
    """A whole number of the command line, from low to high."""

    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text[:9]) <= high:
            raise argparse.ArgumentTypeError(f"takes a whole number from {low} to {high}")
        return int(text[:9])

    return number


# ---- serve ---------------------------------------------------------------------------------------


def run(chosen: argparse.Namespace) -> int:
    """Serve with Granian. The settings, the words and the database are checked before the first
    worker starts.
    """
    from . import server
    from .keeping.sqlite import SqliteStore
    from .keeping.tables import look

    if chosen.workers is not None:
        # So that it is checked as the setting is
        os.environ["HBSELF_WORKERS"] = str(chosen.workers)
    config = settings.read()
    look(config.database)
    if taken(chosen.host, chosen.port):
        # A second server beside the first would split the answers over two databases.
        return _ended(
            f"Port {chosen.port} is taken. Stop the other program, or choose another port: --port"
            " 8080",
            2,
        )
    content.load(settings.folder("static") / "pictograms", config.content)
    settings.read_secret(config)
    SqliteStore(config.database).close()  # workers that are forked must not find it open
    address = f"http://{f'[{chosen.host}]' if ':' in chosen.host else chosen.host}:{chosen.port}/"
    print(f"My own proposal: {address}   (stop with Ctrl+C)", flush=True)
    if chosen.open and _has_display():
        threading.Timer(OPENED_AFTER, webbrowser.open, [address]).start()
    server.serve(chosen.host, chosen.port, config.workers)
    return 0


def _has_display() -> bool:
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(shown) or sys.platform in ("darwin", "win32")


def taken(host: str, port: int) -> bool:
    """Whether something already listens there. Raises Refused where nothing can: no address of this
    machine, a port for root.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            if os.name != "nt":
                # Connections that have just ended do not count
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            return True
        raise Refused(
            f"--host {host} --port {port}: nothing can listen there"
            f" ({getattr(error, 'strerror', None) or error})"
        ) from None
    with socket.socket(family, kind) as probe:
        probe.settimeout(1)
        return probe.connect_ex(address) == 0


# ---- the words, the database, the secret ---------------------------------------------------------


def question_sets(chosen: argparse.Namespace) -> int:
    """`content check`, `content table` (three languages side by side, tab-separated), `content
    ids`.
    """
    config = settings.read()
    try:
        contents = content.load(settings.folder("static") / "pictograms", config.content)
    except content.ContentError as error:
        print(error)
        return 1
    if chosen.what == "check":
        sets, words = contents["fi"].sets.values(), contents["fi"]
        print(
            f"{len(sets)} sets, {sum(len(s.question) for s in sets)} questions,"
            f" {len(words.terms)} hard words, {len(words.pages)} pages to read: no faults"
        )
    elif chosen.what == "ids":
        print("\n".join(content.ids(contents["fi"])))
    else:
        for row in content.table(contents):
            print("\t".join(cell.replace("\n", " ").replace("\t", " ") for cell in row))
    return 0


def _database() -> Path:
    """The database of the settings. Raises Refused when there is none: an empty one would look as
    if all were well.
    """
    path = settings.read().database
    if not path.is_file():
        raise Refused(f"{path}: there is no database (HBSELF_DATABASE)")
    return path


def purge(chosen: argparse.Namespace) -> int:
    """Remove what has expired. Meant for a daily timer. Where the clock may be wrong, nothing goes
    before somebody has said so.
    """
    from .keeping.sqlite import SqliteStore
    from .keeping.store import NotSaved

    store, today = SqliteStore(_database()), date.today()
    month = f"{today:%Y-%m}"
    if not chosen.clock_is_right:
        _refuse_wrong_clock(store.seen(), today)
    if not chosen.more_than_half:
        _refuse_most(store.stats()[0], today)
    try:
        print(f"{store.purge(month)} boxes removed")
        store.see(today)
    except NotSaved as error:
        raise Refused(f"Not all was removed: {error}. The next purge goes on") from error
    return 0


def _refuse_wrong_clock(seen: date, today: date) -> None:
    from .keeping.store import DAYS_AHEAD

    if today < seen or seen > date.min and today - seen > DAYS_AHEAD:
        raise Refused(
            f"Nothing was removed. The clock says {today}, and {seen} is the last day that the site"
            " has seen. Set the clock right. If it is right: hbself purge --clock-is-right"
        )


def _refuse_most(boxes: list[tuple], today: date) -> None:
    """boxes: (kind, the month after which they may go, how many)."""
    from .keeping.boxes import RECORD

    records = [(month, number) for kind, month, number in boxes if kind == RECORD]
    there = sum(number for _, number in records)
    going = sum(number for month, number in records if month <= f"{today:%Y-%m}")
    if 2 * going > there:
        raise Refused(
            f"Nothing was removed. {going} of {there} records would go. Is it {today} today? If"
            " that is right: hbself purge --more-than-half"
        )


def backup(chosen: argparse.Namespace) -> int:
    """Copy the database, as it stands at one moment, into a new file for its owner alone."""
    from .keeping import backups

    try:
        checked = backups.backup(_database(), chosen.file)
    except FileExistsError:
        raise Refused(
            f"{chosen.file}: is there already; a backup never overwrites a file"
        ) from None
    print(f"{checked.held} boxes in {chosen.file}")
    return _told(checked)


def _told(checked) -> int:
    """What the look at all boxes has found, and the exit code for it."""
    if checked.unmarked:
        print(
            f"{checked.unmarked} boxes were written by an earlier version: of them only the form"
            " could be checked",
            file=sys.stderr,
        )
    if checked.damaged:
        print(
            f"{checked.damaged} boxes are damaged: look for an older backup in which they are"
            " whole",
            file=sys.stderr,
        )
    return 1 if checked.damaged else 0


def restore(chosen: argparse.Namespace) -> int:
    """Put a backup in the place of the database."""
    from .keeping import backups

    try:
        checked, before = backups.restore(
            settings.read().database, chosen.file, chosen.with_damaged
        )
    except backups.NotRestored as error:
        raise Refused(f"Nothing was changed. {error}") from error
    print(f"{checked.held} boxes restored")
    if before:
        print(
            f"What was there before is kept in {before}: remove it when you are sure that you do"
            " not need it"
        )
    return _told(checked)


def stats(chosen: argparse.Namespace) -> int:
    """Counts, tab-separated. The database knows nothing else: it can't tell a person's answers from
    a supporter's.
    """
    from .keeping.sqlite import SqliteStore

    boxes, documents = SqliteStore(_database()).stats()
    print("box\tmay go from\thow many")
    for row in (*boxes, ("all", "", sum(number for *_, number in boxes))):
        print(*row, sep="\t")
    print("\nmonth\tdocument\tlanguage\thow many")
    for made in (*documents, ("all", "", "", sum(number for *_, number in documents))):
        print(*made, sep="\t")
    return 0


def secret(chosen: argparse.Namespace) -> int:
    """Make the server's secret; the one that is there stays."""
    from .keeping.tables import look

    config = settings.read()
    look(config.database)  # never a file beside one that is not ours
    print(f"The secret is in {settings.make_secret(config)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
