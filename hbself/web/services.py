"""What a process holds for all its requests, in one place with types."""

import time
from contextlib import contextmanager, nullcontext

import msgspec
from flask import Flask, current_app, has_request_context, request

from .. import content, limits, settings
from ..content import Content
from ..keeping.sqlite import SqliteStore
from ..keeping.store import Store
from ..keeping.tables import look
from ..work import lines

NAME = "hbself"  # among the application's extensions


class Services(msgspec.Struct, frozen=True):
    """The settings, the store, and what is made of them once at the start."""

    config: settings.Config
    secret: bytes  # the server's: it seals cookies
    store: Store
    lines: dict[str, lines.Line]  # waiting lines, by the names in limits.LINES
    contents: dict[str, Content]  # by language


def start(config: settings.Config) -> Services:
    """Everything, opened and checked. Raises SettingError, ContentError, NotOurs, NotSaved."""
    look(config.database)
    return Services(
        config,
        settings.read_secret(config),  # before the database is made
        SqliteStore(config.database),
        {name: lines.Line(*sizes) for name, sizes in limits.LINES.items()},
        content.load(settings.folder("static") / "pictograms", config.content),
    )


def of(app: Flask) -> Services:
    """The services of an application."""
    return app.extensions[NAME]


def services() -> Services:
    """Those of the application that answers this request."""
    return of(current_app)


def network() -> str:
    """The network that the request comes from, by which limits and waiting lines count."""
    return lines.network(request.remote_addr)


@contextmanager
def turn(name: str):
    """Inside, it is this visitor's turn in a waiting line of limits.LINES. Who takes long has used
    more. Raises lines.Full.
    """
    line, who = services().lines[name], network()
    with line.turn(who):
        began = time.monotonic()
        try:
            yield
        finally:
            line.use(who, time.monotonic() - began)


def turn_to_stretch():
    """Wait for the turn in the line for codes, where a visit stretches one. Raises lines.Full."""
    if not has_request_context():
        return nullcontext()
    return services().lines["codes"].turn(network())
