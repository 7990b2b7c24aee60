"""Pictures that cost too much are refused before they are unpacked, and the others are read in a
process that can be ended.
"""

import io
import os
import signal
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from hbself import limits
from hbself.keeping import cards
from hbself.work import apart, lines
from tests.support.bringing import file_of
from tests.support.opening import TOLD, upload
from tests.support.photos import CODE, picture
from tests.support.places import ROOT


def scans(number: int, size=(800, 600)) -> bytes:
    """A JPEG that paints over itself so often more."""
    file = picture("JPEG", size, progressive=True)
    last = file.rindex(b"\xff\xda")
    return file[:last] + file[last:-2] * (number + 1) + b"\xff\xd9"


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunks(number: int) -> bytes:
    file = picture("PNG")
    return file[:33] + chunk(b"teSt") * number + file[33:]


def with_markers(number: int) -> bytes:
    return b"\xff\xd8" + b"\xff\xfe\0\2" * number + picture("JPEG")[2:]


def with_blocks(number: int) -> bytes:
    file = picture("GIF")
    at = 13 + (3 << (file[10] & 7) + 1)
    return file[:at] + b"!\xfe" + b"\1a" * number + b"\0" + file[at:]


def with_webp(number: int) -> bytes:
    file = picture("WEBP")
    body = file[12:] + b"teST\1\0\0\0a\0" * number
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


MANY = {
    "scans": (scans, limits.SCANS),
    "chunks": (with_chunks, limits.PIECES),
    "markers": (with_markers, limits.PIECES),
    "blocks": (with_blocks, limits.PIECES),
    "webp": (with_webp, limits.PIECES),
}


@pytest.mark.parametrize("name", MANY)
def test_a_picture_of_too_many_parts_is_refused_before_it_is_unpacked(name, monkeypatch):
    make, most = MANY[name]
    monkeypatch.setattr(apart, "run", lambda *_: pytest.fail("unpacked"))
    assert cards.from_photo(make(most + 10)) is None


@pytest.mark.parametrize("name", MANY)
def test_a_picture_of_many_parts_is_read(name):
    assert cards.from_photo(MANY[name][0](60)) == CODE


def test_what_phones_put_behind_a_picture_does_not_count():
    """A moving photo has a film behind it, in which any bytes stand; other phones put more pictures
    there.
    """
    assert (
        cards.from_photo(picture("JPEG") + b"\xff\xda" * 50_000 + b"\xff\xfe\0\2" * 50_000) == CODE
    )
    assert cards.from_photo(picture("PNG") + b"\0" * 200_000) == CODE


def test_what_a_picture_says_of_itself_cannot_fill_the_memory():
    """Exif over several segments: 60,000 fields that all point at the same 6 MB would be 360 GB."""
    fields = 60_000
    tiff = (
        b"II*\0\x08\0\0\0"
        + struct.pack("<H", fields)
        + b"".join(struct.pack("<HHII", tag, 1, 6_000_000, 8) for tag in range(1, fields + 1))
        + b"\0" * 6_000_000
    )
    parts = [tiff[at : at + 65_000] for at in range(0, len(tiff), 65_000)]
    bomb = (
        b"\xff\xd8"
        + b"".join(
            b"\xff\xe1" + struct.pack(">H", len(one) + 8) + b"Exif\0\0" + one for one in parts
        )
        + picture("JPEG")[2:]
    )
    assert len(bomb) < limits.PHOTO and cards.from_photo(bomb) in (None, CODE)


# ---- the process ---------------------------------------------------------------------------------


@pytest.fixture
def started(monkeypatch):
    """The processes that `apart` starts, with what they were given."""
    begun, begin = [], subprocess.Popen.__init__

    def watched(self, command, **how):
        begun.append((self, command, how))
        begin(self, command, **how)

    monkeypatch.setattr("subprocess.Popen.__init__", watched)
    return begun


def test_the_process_is_told_no_secret_and_leaves_nothing(started, monkeypatch, tmp_path):
    monkeypatch.setenv("HBSELF_SECRET", "s" * 40)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert cards.from_photo(picture("PNG")) == CODE
    ((process, command, how),) = started
    assert set(how["env"]) <= {*apart.HANDED_ON, "MALLOC_ARENA_MAX"} and not any(
        CODE in one for one in command
    )
    assert how["stderr"] == subprocess.DEVNULL, "warnings of libraries do not reach the log"
    assert process.returncode == 0 and process.stdin.closed and process.stdout.closed
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_takes_too_long_is_ended(started):
    with pytest.raises(apart.Ended):
        apart.run("photo", b"40000000\n" + scans(limits.SCANS - 10, (6000, 6000)), 0.2, 400)
    assert started[0][0].returncode == -signal.SIGKILL


def test_a_process_that_takes_too_much_is_ended(started):
    with pytest.raises(apart.Ended):
        apart.run("photo", b"40000000\n" + picture("PNG", (6300, 6300)), 30, 40)
    assert started[0][0].returncode is not None


def test_a_process_that_takes_too_long_on_the_cores_is_ended_by_our_limit(started, monkeypatch):
    real = apart._asked
    monkeypatch.setattr(
        apart, "_asked", lambda process, head, data: real(process, b"%d 1 400\n" % len(data), data)
    )
    with pytest.raises(apart.Ended):
        apart.run("photo", b"40000000\n" + scans(4000, (6000, 6000)), 60, 400)
    assert [one.returncode for one, *_ in started] == [-signal.SIGXCPU]


def ask_for(visitor, contents, job: str):
    """The answer to what people ask for, who know nothing of the job behind it."""
    if job == "document":
        return visitor.http.get("/en/take/pdf")
    path, field, file = {
        "photo": ("open", "photo", picture("PNG")),
        "file": ("bring-back", "file", file_of(contents, TOLD)),
    }[job]
    return visitor.http.post(
        f"/en/{path}", data={field: (io.BytesIO(file), "x")}, content_type="multipart/form-data"
    )


@pytest.fixture
def killed(monkeypatch):
    """`killed(times)`: so many processes apart are killed by something else, as a system without
    memory does. The list of all.
    """
    begun, begin = [], subprocess.Popen.__init__

    def kills(times: int) -> list:
        def killing(self, command, **how):
            begin(self, command, **how)
            begun.append(self)
            if len(begun) <= times:
                os.kill(self.pid, signal.SIGKILL)

        monkeypatch.setattr("subprocess.Popen.__init__", killing)
        return begun

    return kills


@pytest.mark.parametrize(("job", "done"), [("photo", 422), ("file", 303), ("document", 200)])
@pytest.mark.parametrize("times", [1, 2])
def test_a_process_that_something_else_ends_is_nobodys_file(
    person_with, contents, killed, monkeypatch, job, done, times
):
    """It is begun once more; and then the page says that one can try again, never that the file or
    the answers are too large.
    """
    visitor = person_with(TOLD, "en")
    monkeypatch.setattr(limits, "LARGE", -1)
    monkeypatch.setattr(limits, "FILE_APART", 0)
    begun = killed(times)
    response = ask_for(visitor, contents, job)
    assert len(begun) == 2
    if times == 1:
        assert response.status_code == done
    else:
        assert response.status_code == 503 and response.headers["Retry-After"] == "60"
        assert "too big" not in response.text and "too long" not in response.text


def test_half_an_answer_is_none(monkeypatch):
    """It was ended while it wrote: half a paper must not be handed out."""
    monkeypatch.setattr(
        apart, "_asked", lambda process, *_: (process.kill(), apart.DONE + b"half")[1]
    )
    with pytest.raises(lines.Full):
        apart.run("photo", b"40000000\n" + picture("PNG"), 30, 400)


def test_a_fault_is_told_without_what_it_was_about(caplog):
    with pytest.raises(apart.Failed):
        apart.run("photo", b"Helmi\n", 30, 400)
    assert (
        "ValueError in " in caplog.text
        and "photos.py" in caplog.text
        and "Helmi" not in caplog.text
    )


def test_a_system_without_a_process_left_says_wait(client, monkeypatch):
    def none(*_, **__):
        raise BlockingIOError

    monkeypatch.setattr(subprocess, "Popen", none)
    page = upload(client("en"), "open", "photo", picture("PNG"), "a.png", 503)
    assert page.response.headers["Retry-After"]


def wait_for(so) -> None:
    last = time.monotonic() + 30
    while not so():
        assert time.monotonic() < last
        time.sleep(0.05)


WORKER = """
import sys
from pathlib import Path
from hbself.work import apart
real = apart._asked
def told(process, *sent):
    print(process.pid, flush=True)
    return real(process, *sent)
apart._asked = told
apart.run("photo", b"40000000\\n" + Path(sys.argv[1]).read_bytes(), 600, 400)
"""


def test_it_ends_with_its_worker(tmp_path):
    """Killed by the system, say: nobody waits for the answer any more."""
    path = tmp_path / "a.jpg"
    path.write_bytes(scans(4000, (6000, 6000)))
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, path],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    pid = int(worker.stdout.readline())
    # Hundredths of a second: it is at it
    wait_for(lambda: sum(map(int, Path(f"/proc/{pid}/stat").read_text().split()[13:15])) > 40)
    worker.kill()
    worker.communicate()
    wait_for(lambda: not Path(f"/proc/{pid}").exists())
