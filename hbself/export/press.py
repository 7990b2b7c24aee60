"""Typst, which sets PDF, card and the pictures of the Word file: always with our fonts, always in
one thread, and nothing of what it has set stays in memory.

A process that has compiled must not fork afterwards, so nothing is compiled at import. What a
person typed never becomes Typst source: it goes as JSON and is only printed.
"""

from concurrent.futures import ThreadPoolExecutor

import msgspec
import typst

from .fonts import found

STANDARDS = ["a-2a", "ua-1"]  # what each PDF keeps: PDF/A-2a, PDF/UA-1
# Typst (comemo) forgets what was not used in so many compiles.
REMEMBERED = 10
NOT_SHOWN = "could not be displayed"  # what Typst says of a text that no font can show
# A compile takes 30 MB and a core: the second waits for the first, and other requests go on (Typst
# runs without the GIL). Always in the same thread, for Typst keeps memory for each thread that has
# ever compiled: 30 MB more a worker.
_thread = ThreadPoolExecutor(1, "typst")


class NotShown(Exception):
    """No font can show something in the document: a combination of characters, mostly."""


def compiled(files: dict[str, bytes], data: object, **options):
    """What Typst makes of the template "main.typ" among `files`, with `data` and our fonts: bytes,
    or a list of them (pages as pictures).

    options: as of typst.compile. Raises NotShown, typst.TypstError.
    """
    inputs = {"data": msgspec.json.encode(data).decode()}
    return _thread.submit(_compile, files, inputs, options).result()


def _compile(files: dict[str, bytes], inputs: dict[str, str], options: dict):
    try:
        return typst.compile(
            files, font_paths=found(), ignore_system_fonts=True, sys_inputs=inputs, **options
        )
    except typst.TypstError as error:
        if NOT_SHOWN in str(error):
            raise NotShown from error
        raise
    finally:
        _forget()


def _forget() -> None:
    """Make Typst drop what it remembers of the document.

    It keeps all that it made for the next ten compiles: the person's words, and 100 MB of memory
    after some documents. Empty compiles let those ten pass, in about 7 ms.
    """
    compiler = typst.Compiler(b"", font_paths=found(), ignore_system_fonts=True)
    for _ in range(REMEMBERED + 1):
        compiler.compile(b"", format="svg")
