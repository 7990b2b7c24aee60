"""The words of the site: find the TOML files, check them, give them in one language.

A text stands in its file in all languages side by side (`text.fi`, `text.sv`, `text.en`), so that
an author sees the whole question at once and a set from another folder brings its translations
along. Errors name the file and the key.
"""

from .checks import MOST_QUESTIONS
from .joints import LEAST, joints
from .loading import Content, ContentError, files, load
from .review import ids, table, texts

__all__ = [
    "LEAST",
    "MOST_QUESTIONS",
    "Content",
    "ContentError",
    "files",
    "ids",
    "joints",
    "load",
    "table",
    "texts",
]
