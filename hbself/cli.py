"""The `hbself` command: run the site, check and show the words, compile the languages, purge."""

import argparse
import sys
import webbrowser
from datetime import date

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
    chosen = parser.parse_args(arguments)
    try:
        return {"run": run, "content": words_of, "purge": purge}[chosen.command](chosen)
    except (config.SettingError, content.ContentError) as error:
        print(error, file=sys.stderr)
        return 2


def run(chosen) -> int:
    """Serve with Granian. The settings, the words and the database are checked before the first worker starts."""
    import os

    from granian import Granian

    from .store import Store

    settings = config.read()
    if taken(chosen.host, chosen.port):
        # A second server beside the first would split the answers over two databases.
        print(f"Port {chosen.port} is taken. Stop the other program, or choose another port: --port 8080", file=sys.stderr)
        return 2
    content.load(config.folder("static") / "pictograms", settings.content)
    Store(settings.database)
    address = f"http://{chosen.host}:{chosen.port}/"
    print(f"My own proposal: {address}   (stop with Ctrl+C)", flush=True)
    if chosen.open and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("darwin", "win32")):
        import threading

        threading.Timer(1.5, webbrowser.open, [address]).start()
    Granian("hbself.web:worker", address=chosen.host, port=chosen.port, factory=True, workers=chosen.workers, **SERVER).serve()
    return 0


def taken(host: str, port: int) -> bool:
    """Whether something already listens there."""
    import socket

    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.settimeout(1)
        return probe.connect_ex(address) == 0


# Threads per worker: more only queue for the interpreter; documents need one beside the pages.
SERVER = {"interface": "wsgi", "blocking_threads": 4, "log_level": "warning", "websockets": False}


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


def purge(chosen) -> int:
    """Remove what has expired. Meant for a daily timer."""
    from .store import Store

    settings = config.read()
    print(f"{Store(settings.database).purge(f'{date.today():%Y-%m}')} records removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
