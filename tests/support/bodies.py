"""Bodies of requests: untouched, silent, sent piece by piece."""

import threading

FORM = "application/x-www-form-urlencoded"
FILES = "multipart/form-data; boundary=b"


class Untouched:
    """A body that must not be looked at."""

    def read(self, size=-1):
        raise AssertionError("it was read")


class Silent:
    """A body of which `first` comes, and the rest when `go` is set."""

    def __init__(self, first: bytes = b"", rest: bytes = b""):
        self.first, self.rest, self.go = first, rest, threading.Event()

    def read(self, size=-1):
        if self.first:
            piece, self.first = self.first[:size], self.first[size:]
            return piece
        self.go.wait(100)
        piece, self.rest = self.rest[:size], self.rest[size:]
        return piece


def send(app, path, stream, length=None, kind=FORM, address="127.0.0.1"):
    """The answer to a body of this length; None: it comes in chunks."""
    how = (
        {"HTTP_TRANSFER_ENCODING": "chunked"} if length is None else {"CONTENT_LENGTH": str(length)}
    )
    return app.test_client().post(
        path,
        environ_overrides={
            "wsgi.input": stream,
            "wsgi.input_terminated": True,
            "REMOTE_ADDR": address,
            "CONTENT_TYPE": kind,
            **how,
        },
    )
