"""Entry only: `app` for any WSGI server."""

from hbself.web import create_app

app = create_app()
