"""What people see at an address that leads nowhere: Thai and English on one short page, with the way on and whom to call."""

from __future__ import annotations

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import NotFound

FOR_MACHINES = ("/api/", "/callback")


def register(app: Flask) -> None:
    app.register_error_handler(404, _missing)


def _missing(error: NotFound) -> Response | NotFound:
    """Machines keep their plain answer."""
    if request.path.startswith(FOR_MACHINES):
        return error
    response = Response(render_template("missing.html"), 404, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response
