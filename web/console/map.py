"""What the maps of the console are drawn with: Leaflet from its package, and the outlines if they were imported."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from flask import Response, send_file, send_from_directory

from bot.facts import outlines_file
from web.console import frame

page = frame.a_page("console_map")
PACKAGE = "js_lib_leaflet"
FILES = frozenset({"leaflet.js", "leaflet.css"})
A_DAY = 86_400


@page.get("/console/leaflet/<file>")
def leaflet(file: str) -> Response:
    package = find_spec(PACKAGE)
    if package is None or package.origin is None or file not in FILES:
        return Response("", 404)
    folder = Path(package.origin).parent / "static" / PACKAGE
    response = send_from_directory(folder, file)
    response.headers["Cache-Control"] = f"private, max-age={A_DAY}"
    return response


@page.get("/console/outlines.json")
def outlines() -> Response:
    """Without imported outlines there is nothing to draw, which is no mistake."""
    drawn = outlines_file(frame.database().data_dir)
    if not drawn.is_file():
        return Response("", 204)
    return send_file(drawn.resolve(), mimetype="application/geo+json")
