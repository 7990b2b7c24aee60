"""The `hbself` command: run the site, check and show the words; purge, backup, restore, stats for who hosts it."""

import argparse
import os
import sys
import webbrowser
from datetime import date
from pathlib import Path

from . import __version__, config, content


def main(arguments: list[str] | None = None) -> int:
    """Entry of the `hbself` command. Returns the exit code: 0 well, 1 faults found, 2 a setting or a call is wrong."""
    parser = argparse.ArgumentParser(prog="hbself", description="My own proposal: the web site and its tools.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    run_ = commands.add_parser("run", help="serve the site")
    run_.add_argument("--host", default="127.0.0.1")
    run_.add_argument("--port", type=int, default=8000)
    run_.add_argument("--workers", type=int, default=2)
    run_.add_argument("--open", action="store_true", help="open the browser, when there is a display")
    words = commands.add_parser("content", help="the question sets")
    words.add_argument("what", choices=("check", "table", "ids"))
    commands.add_parser("purge", help="remove records that nobody has opened for the months that the setting says")
    commands.add_parser("backup", help="copy the database into a new file, while people answer").add_argument("file", type=Path)
    commands.add_parser("restore", help="put a backup in the place of the database; the site must not run").add_argument("file", type=Path)
    commands.add_parser("stats", help="count boxes and documents")
    commands.add_parser("secret", help="make the secret that cookies are sealed with, when there is none")
    chosen = parser.parse_args(arguments)
    try:
        return {"run": run, "content": words_of, "purge": purge, "backup": backup, "restore": restore, "stats": stats, "secret": secret}[chosen.command](chosen)
    except (config.SettingError, content.ContentError, Refused, OSError) as error:
        print(error, file=sys.stderr)
        return 2


class Refused(Exception):
    """What was asked for was not done; `str()` says why."""


def run(chosen) -> int:
    """Serve with Granian. The settings, the words and the database are checked before the first worker starts."""
    from . import server
    from .store import Store

    # Else each thread keeps freed memory of its own: some 10 MB more (make bench).
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    os.environ["HBSELF_WORKERS"] = str(chosen.workers)  # the workers share the tries for wrong codes
    settings = config.read()
    if taken(chosen.host, chosen.port):
        # A second server beside the first would split the answers over two databases.
        print(f"Port {chosen.port} is taken. Stop the other program, or choose another port: --port 8080", file=sys.stderr)
        return 2
    content.load(config.folder("static") / "pictograms", settings.content)
    config.read_secret(settings)
    Store(settings.database)
    address = f"http://{chosen.host}:{chosen.port}/"
    print(f"My own proposal: {address}   (stop with Ctrl+C)", flush=True)
    if chosen.open and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("darwin", "win32")):
        import threading

        threading.Timer(1.5, webbrowser.open, [address]).start()
    server.serve(chosen.host, chosen.port, chosen.workers)
    return 0


def taken(host: str, port: int) -> bool:
    """Whether something already listens there."""
    import socket

    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.settimeout(1)
        return probe.connect_ex(address) == 0


def words_of(chosen) -> int:
    """`content check`, `content table` (three languages side by side, tab-separated), `content ids`."""
    settings = config.read()
    try:
        contents = content.load(config.folder("static") / "pictograms", settings.content)
    except content.ContentError as error:
        print(error)
        return 1
    if chosen.what == "check":
        sets = contents["fi"].sets.values()
        print(f"{len(sets)} sets, {sum(len(s.question) for s in sets)} questions, {len(contents['fi'].terms)} hard words: no faults")
    elif chosen.what == "ids":
        print("\n".join(content.ids(contents["fi"])))
    else:
        for row in content.table(contents):
            print("\t".join(cell.replace("\n", " ").replace("\t", " ") for cell in row))
    return 0


def _database() -> Path:
    """The database of the settings. Raises Refused when there is none: an empty one would look as if all were well."""
    path = config.read().database
    if not path.is_file():
        raise Refused(f"{path}: there is no database (HBSELF_DATABASE)")
    return path


def purge(chosen) -> int:
    """Remove what has expired. Meant for a daily timer."""
    from .store import Store, StoreFull

    try:
        print(f"{Store(_database()).purge(f'{date.today():%Y-%m}')} records removed")
    except StoreFull as error:
        raise Refused(f"Not all was removed: {error}. The next purge goes on") from error
    return 0


def backup(chosen) -> int:
    """Copy the database, as it stands at one moment, into a new file for its owner alone."""
    from . import backups

    try:
        print(f"{backups.backup(_database(), chosen.file)} boxes in {chosen.file}")
    except FileExistsError:
        raise Refused(f"{chosen.file}: is there already; a backup never overwrites a file") from None
    return 0


def restore(chosen) -> int:
    """Put a backup in the place of the database."""
    from . import backups

    try:
        held, before = backups.restore(config.read().database, chosen.file)
    except backups.NotRestored as error:
        raise Refused(f"Nothing was changed. {error}") from error
    print(f"{held} boxes restored")
    if before:
        print(f"What was there before is kept in {before}: remove it when you are sure that you do not need it")
    return 0


def stats(chosen) -> int:
    """Counts, tab-separated. The database knows nothing else: it can't tell a person's answers from a supporter's."""
    from .store import Store

    held, made = Store(_database()).stats()
    print("box\tmay go from\thow many")
    for row in (*held, ("all", "", sum(number for *_, number in held))):
        print(*row, sep="\t")
    print("\nmonth\tdocument\tlanguage\thow many")
    for row in (*made, ("all", "", "", sum(number for *_, number in made))):
        print(*row, sep="\t")
    return 0


def secret(chosen) -> int:
    """Make the server's secret; the one that is there stays."""
    print(f"The secret is in {config.make_secret(config.read())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
