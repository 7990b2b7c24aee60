"""What browsers send: read with limits of size and of time, and few at once, so that silent and
slow ones hold up nobody's pages.

The server has no time limit of its own for a body, and a read of it can't be stopped. So each body
is read in a thread of its own, and the request waits for pieces as long as the limits of config
say. A thread whose body was given up ends when the visitor's connection does, and holds a thread of
the server as long (`_Answered`); there are at most limits.BODY_THREADS of them, and
limits.BODY_THREADS_ONE of one network.
"""

import io
import queue
import threading
import time
from collections import Counter

from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge, RequestTimeout
from werkzeug.formparser import FormDataParser

from .. import limits
from ..work import lines

PIECE = 16 * 1024  # bytes that are read at once
AHEAD = 4  # pieces that wait to be taken
# Seconds after which one who waits looks again whether somebody is silent. Nobody is at the first
# look: where
LOOK = 0.5
# this server itself stood still, what came meanwhile is read only now


class Forms(FormDataParser):
    """As Werkzeug's, with the limit of fields for all forms: by itself it counts only those of
    forms with files.
    """

    def parse(self, stream, mimetype, content_length, options=None):
        if mimetype == "application/x-www-form-urlencoded":
            body = stream.read()
            if body.count(b"&") >= self.max_form_parts:
                raise RequestEntityTooLarge
            stream = io.BytesIO(body)
        return super().parse(stream, mimetype, content_length, options)


class Places:
    """Where bodies are read, in one process. One that is silent gives its place to a newcomer. Who
    waits is let in in turns between networks: a crowd that sends and sends holds nobody else up for
    longer than its networks need for one body each.
    """

    def __init__(self):
        self._lock, self._inside, self._waiting = threading.Lock(), [], []
        # That read or wait for their connection to end, by network
        self._threads: Counter[str] = Counter()

    def enter(self, body: "Body") -> None:
        """Wait for a place. Raises lines.Full: it took too long, or too many wait."""
        body.told = threading.Event()
        with self._lock:
            self._waiting.append(body)
            self._let_in()
            if body not in self._waiting:
                return
            if len(self._waiting) > limits.BODIES_WAIT:
                last = self._in_order()[-1]
                self._waiting.remove(last)
                last.told.set()
        until = time.monotonic() + limits.BODY_WAIT
        while (left := until - time.monotonic()) > 0 and not body.told.wait(min(left, LOOK)):
            with self._lock:  # somebody may have fallen silent meanwhile
                self._let_in()
        with self._lock:
            if body in self._waiting:
                self._waiting.remove(body)
            if not body.had_place:
                raise lines.Full

    def _let_in(self) -> None:
        """Everybody for whom there is a place now."""
        for body in self._in_order():
            if self._makes_room(body):
                self._waiting.remove(body)
                self._inside.append(body)
                self._threads[body.who] += 1
                body.had_place = True
                body.told.set()

    def _in_order(self) -> list["Body"]:
        """Who comes next stands first: whose network has the fewest bodies here and before it in
        the line, then the networks around.
        """
        before, ranks = Counter[str](), {}
        for who in (b.who for b in self._inside):
            before.update((who, lines.around(who)))
        for body in self._waiting:
            ranks[body] = before[body.who], before[lines.around(body.who)]
            before.update((body.who, lines.around(body.who)))
        return sorted(self._waiting, key=ranks.__getitem__)

    def _makes_room(self, body: "Body") -> bool:
        """Files have a part of the places, so that slow photos leave room for answers; so has a
        network.
        """
        if (
            self._threads.total() >= limits.BODY_THREADS
            or self._threads[body.who] >= limits.BODY_THREADS_ONE
        ):
            return False
        for there, room in (
            ([b for b in self._inside if b.files and body.files], limits.BODIES_FILES),
            ([b for b in self._inside if b.who == body.who], limits.BODIES_ONE),
            (self._inside, limits.BODIES),
        ):
            if len(there) >= room:
                silent = max((b for b in there if b.yields()), key=Body.silence, default=None)
                if silent is None:
                    return False
                self._inside.remove(silent)
                silent.give_up()
        return True

    def leave(self, body: "Body") -> None:
        """The place is free: the body is here, or is not waited for any more."""
        with self._lock:
            if body in self._inside:
                self._inside.remove(body)
                self._let_in()

    def thread_ends(self, body: "Body") -> None:
        """The thread that reads it has come to its end."""
        with self._lock:
            self._threads -= Counter((body.who,))  # none left: it is forgotten
            self._let_in()


class Body:
    """The body of a request, in the place of the server's `wsgi.input`. Nothing of it is read
    before somebody asks for it.

    `read` raises lines.Full (too many at once), RequestTimeout (too slow), ClientDisconnected (it
    ends before its length).
    """

    def __init__(self, source, places: Places, who: str, files: bool, length: int | None):
        self.who, self.files = who, files
        # Since when the thread waits for the visitor; None while it does not
        self._asked: float | None = None
        # When it was first seen to be silent, and since when it was
        self._doubted: tuple[float, float] | None = None
        # Of `Places`: it was let in; what wakes it while it waits, made when it comes there
        self.had_place = False
        self.told: threading.Event
        self._source, self._places, self._length = source, places, length
        self._left, self._got, self._begun, self._until = b"", 0, False, 0.0
        self._ended = False
        self._fault: Exception | None = None
        self._reader: threading.Thread | None = None

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, b"" at the end; by default all."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(PIECE), b""))
        if self._fault:
            raise self._fault
        try:
            while not self._left and not self._ended:
                self._left = self._next()
        except Exception as fault:
            self._fault = fault
            self.close()
            raise
        piece, self._left = self._left[:size], self._left[size:]
        return piece

    def _next(self) -> bytes:
        if not self._begun:
            self._begun = True
            self._pieces: queue.Queue = queue.Queue(AHEAD)  # here, for most requests have no body
            self._given_up = threading.Event()
            self._places.enter(self)
            self._until = time.monotonic() + (
                limits.FILE_SECONDS if self.files else limits.FORM_SECONDS
            )
            try:
                reader = threading.Thread(target=self._fetch, daemon=True)
                reader.start()
                self._reader = reader
            except RuntimeError:  # the system gives no more threads
                self._places.thread_ends(self)
                raise lines.Full from None
        piece = self._come()
        if self._given_up.is_set():
            raise RequestTimeout
        self._got += len(piece or b"")
        # a form with files is not read beyond its last part: all of it is here
        if not piece or self._got == self._length:
            self._places.leave(self)
        if not piece:
            self._ended = True
            if piece is None or self._length is not None and self._got < self._length:
                raise ClientDisconnected  # half a form must not be kept as if it were whole
        return piece

    def _come(self) -> bytes | None:
        """The next piece; None: there will be none. Raises RequestTimeout."""
        last_look = False
        while True:
            left = self._until - time.monotonic()
            try:
                return self._pieces.get(
                    timeout=max(
                        0.0, min(left, LOOK if last_look else limits.BODY_QUIET - self.silence())
                    )
                )
            except queue.Empty:
                if last_look or left <= 0:
                    raise RequestTimeout from None
                last_look = self.silence() >= limits.BODY_QUIET

    def silence(self) -> float:
        """For how many seconds nothing has come from the visitor: 0 while what
        came waits for us.
        """
        asked = self._asked
        return time.monotonic() - asked if asked is not None and self._pieces.empty() else 0.0

    def yields(self) -> bool:
        """Whether it is silent for so long that its place goes to a newcomer: it was so LOOK ago,
        and nothing came since.
        """
        asked, now = self._asked, time.monotonic()
        if asked is None or self.silence() < limits.BODY_YIELDS:
            return False
        if self._doubted is None or self._doubted[1] != asked:
            self._doubted = now, asked
        return now - self._doubted[0] >= LOOK

    def _fetch(self) -> None:
        piece = None
        try:
            while piece != b"" and not self._given_up.is_set():
                self._asked = time.monotonic()
                piece = self._source.read(PIECE)
                self._asked = None
                self._pieces.put(piece)
        except Exception:  # whatever it is, the body will not come
            self._pieces.put(None)
        finally:
            self._places.thread_ends(self)

    def give_up(self) -> None:
        """Nobody waits for the rest any more."""
        self._given_up.set()
        try:
            while True:  # the thread may wait for room
                self._pieces.get_nowait()
        except queue.Empty:
            pass
        self._pieces.put(b"")  # whoever waits for a piece looks up

    def close(self) -> None:
        """The request is over."""
        if self._begun:
            self._places.leave(self)
            self.give_up()

    def is_read(self) -> bool:
        """Whether the thread still reads it."""
        return self._reader is not None and self._reader.is_alive()

    def wait(self) -> None:
        """Until the thread has come to its end: at the latest when the visitor's connection
        does.
        """
        if self._reader is not None:
            self._reader.join()


class _Answered:
    """An answer to a body that did not come. Granian stops its whole process when a request is over
    while another thread still reads its body (2.8: it takes the body's lock and does not let other
    threads run); so the request is over only after that.
    """

    def __init__(self, answer, body: Body):
        self._answer, self._pieces, self._body = answer, iter(answer), body

    def __iter__(self):
        return self

    def __next__(self) -> bytes:
        return next(self._pieces)

    def close(self) -> None:
        """Called by the server when the visitor has got the answer."""
        if hasattr(self._answer, "close"):
            self._answer.close()
        self._body.wait()


def with_bodies(wsgi_app):
    """The WSGI application whose requests read their bodies within the limits. The address is the
    one that REMOTE_ADDR names: what makes it right behind a proxy stands before.
    """
    places = Places()

    def app(environ, start_response):
        length = (
            environ.get("CONTENT_LENGTH", "") if "HTTP_TRANSFER_ENCODING" not in environ else ""
        )
        files = environ.get("CONTENT_TYPE", "").lower().startswith("multipart/")
        body = Body(
            environ["wsgi.input"],
            places,
            lines.network(environ.get("REMOTE_ADDR")),
            files,
            int(length[:12]) if length.isascii() and length.isdigit() else None,
        )
        environ["wsgi.input"] = body
        try:
            answer = wsgi_app(environ, start_response)
        finally:
            body.close()
        return _Answered(answer, body) if body.is_read() else answer

    return app
