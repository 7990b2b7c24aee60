"""`make dev`: the site for whoever changes it, on this computer alone, with answers of its own.

A change of code, pages, words, style or scripts starts the site anew within a second. What fails
stands on the page, with the lines of code that led there: so never serve others with this.
"""

import argparse
import contextlib
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from werkzeug.debug import DebuggedApplication
from werkzeug.serving import make_server

from . import settings

# What is read only once, at the start. Catalogues are made of .po, so .mo is no change of its own.
ENDINGS = {".py", ".toml", ".html", ".css", ".js", ".svg", ".typ", ".po"}
DATABASE = Path("var/dev.db")
EXAMPLES = "/dev/examples"  # the components of the pages, in the browser's language
PAUSE = 0.3  # seconds between two looks at the files


def main() -> int:
    """The command: watch the files, and serve in a process that is started anew after a change."""
    parser = argparse.ArgumentParser(prog="make dev", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)  # the open socket
    chosen = parser.parse_args()
    if chosen.serve is not None:
        serve(chosen.serve)
        return 0
    try:
        door = socket.create_server(("127.0.0.1", chosen.port))
    except (OSError, OverflowError) as error:
        print(f"Port {chosen.port}: {error}. Another one: make dev PORT=8080", file=sys.stderr)
        return 2
    print(f"My own proposal: http://127.0.0.1:{door.getsockname()[1]}/   (stop with Ctrl+C)")
    print(f"Load a page anew to see what you have changed. All components: {EXAMPLES}", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        watch(door)
    return 0


def watch(door: socket.socket) -> None:
    """Serve, and again after each change. The socket stays open, so a browser waits meanwhile."""
    seen = stamps()
    while True:
        # Without files of bytecode: those know a change only by its second and its size
        process = subprocess.Popen(  # noqa: S603 - our own Python, and a number
            [sys.executable, "-m", "hbself.dev", "--serve", str(door.fileno())],
            stdin=subprocess.PIPE,
            pass_fds=[door.fileno()],
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        )
        try:
            while (now := stamps()) == seen:
                time.sleep(PAUSE)
        finally:
            process.kill()
            process.wait()
        names = {path.name for path, _ in seen ^ now}
        print("Changed:", *sorted(names)[:5], "…" if len(names) > 5 else "", flush=True)
        seen = now


def stamps() -> set[tuple[Path, int]]:
    """Each file that the site is made of, and when it was last changed."""
    folders = settings.PACKAGE, *map(settings.folder, ("templates", "static", "translations"))
    own = (os.environ.get(name, "").strip() for name in ("HBSELF_CONTENT", "HBSELF_SITE_FILE"))
    dated = set()
    for place in (*folders, DATABASE.parent, *map(Path, filter(None, own))):
        for path in (place, *place.rglob("*")):
            if path.suffix in ENDINGS:
                try:
                    dated.add((path, path.stat().st_mtime_ns))
                except FileNotFoundError:  # an editor has moved it just now
                    dated.add((path, 0))
    return dated


def serve(door: int) -> None:
    """Serve on an open socket until the process that watches is gone."""
    threading.Thread(target=_end_with_the_watch, daemon=True).start()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    port = socket.socket(fileno=os.dup(door)).getsockname()[1]
    app = DebuggedApplication(application(f"http://127.0.0.1:{port}"))
    make_server("127.0.0.1", port, app, threaded=True, fd=door).serve_forever()


def application(address: str):
    """The site as it is now. Where it can't even start, each page says why."""
    try:
        from .web import parts
        from .web.factory import create_app

        _compile()
        own = {
            "HBSELF_DATABASE": str(DATABASE),
            "HBSELF_PROXIES": "0",
            "HBSELF_SITE": address,
        }
        app = create_app(settings.read(os.environ | own))
        app.add_url_rule(EXAMPLES, view_func=parts.examples_page)
        return _with_faults(app)
    except Exception as error:
        failed = error

    def broken(environ, start_response):
        raise failed

    return broken


def _with_faults(app):
    """The site, but a fault of ours is told with its place. What people may meet, such as a page
    that is not there, stays as it is.
    """
    easy = app.error_handler_spec[None][None][Exception]

    def told(error):
        answer = app.make_response(easy(error))
        if answer.status_code == 500:
            raise error
        return answer

    app.register_error_handler(Exception, told)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


def _compile() -> None:
    """Make the catalogues anew where their words have changed."""
    folder = settings.folder("translations")
    for po in folder.rglob("*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns:
            from .build import compile_translations

            compile_translations(folder)
            return


def _end_with_the_watch() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
