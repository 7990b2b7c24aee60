"""Entry only: `app` for any WSGI server."""

from hbself.web.factory import create_app

app = create_app()
