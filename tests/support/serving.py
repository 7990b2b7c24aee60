"""The real site: a server with a database of its own."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import urllib.request
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hbself import settings
from hbself.keeping import vault
from hbself.keeping.sqlite import SqliteStore
from hbself.model.record import Record
from hbself.model.said import Said
from tests.support.persons import started

TRIES = 150  # looks at a starting server, 0.2 s apart


class Site(NamedTuple):
    """A running site. `address`: "http://127.0.0.1:41234"."""

    address: str
    database: Path
    process: subprocess.Popen


# ---- the site ------------------------------------------------------------------------------------


def free_port() -> int:
    """A port of 127.0.0.1 on which nothing listens. Below those that systems give to who connects
    (Linux: from 32768): such a one can be another's before the site takes it, or while it is
    started again.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as found, contextlib.suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


def serve(database: Path, port: int = 0, before=None, workers: int = 1, **more: str) -> Site:
    """Start the site on a port (0: a free one) and wait until it answers. `before`: runs in the new
    process first; `more`: settings.
    """
    port = port or free_port()
    config = {
        "HBSELF_DATABASE": str(database),
        "HBSELF_ORGANISATION": "Esimerkki",
        "HBSELF_CONTACT": "palaute@example.org",
        "HBSELF_PROXIES": "1",
    }
    clean = {k: v for k, v in os.environ.items() if not k.startswith("HBSELF_")}
    log = database.with_suffix(".log").open("ab")
    sizes = ["--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(
        [sys.executable, "-m", "hbself.cli", "run", *sizes],
        env=clean | config | more,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=before,
    )
    site = Site(f"http://127.0.0.1:{port}", database, process)
    for _ in range(TRIES):
        try:
            urllib.request.urlopen(f"{site.address}/en/", timeout=5).close()
            return site
        except OSError:
            if process.poll() is not None:
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
    end(site, signal.SIGKILL)
    raise RuntimeError(
        f"the site does not start: {database.with_suffix('.log').read_text()[-2000:]}"
    )


def end(site: Site, how: int = signal.SIGTERM) -> None:
    """End the site's processes and wait for them. SIGKILL: as when the power goes."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(site.process.pid, how)
    site.process.wait(60)


def secret_of(site: Site) -> bytes:
    """The secret with which this site seals cookies."""
    return settings.read_secret(settings.Config(site.database))


def hand_in(site: Site, first: Record | Said) -> str:
    """Keep what somebody said; the value of their cookie."""
    return vault.to_cookie(
        started(SqliteStore(site.database), first, date.today()), secret_of(site)
    )
