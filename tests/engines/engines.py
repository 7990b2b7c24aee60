"""The three engines by name."""

from tests.engines import chromium, firefox, webkit

ENGINES = {"webkit": webkit.WebKit, "firefox": firefox.Firefox, "chromium": chromium.Chromium}
STARTS = {"webkit": webkit.engine, "firefox": firefox.engine, "chromium": chromium.engine}
